/* Documents as data: rows of tables, as the server writes and reads them. Nothing here touches the page. */

/**
 * @typedef {Record<string, any>} Row a row of a table; its id is "ev12" or a placeholder such as "ev~1"
 * @typedef {Record<string, Row[]>} Wire a record's document: its rows by table
 */

export const TABLE_OF_KIND = {
  event: "events",
  statement: "statements",
  initiative: "initiatives",
  document: "documents",
  actor: "actors",
};
export const KIND_OF_TABLE = Object.fromEntries(Object.entries(TABLE_OF_KIND).map(([kind, table]) => [table, kind]));
/** The table of a record's parties, and the column in which a party names its owner. */
export const PARTIES = {
  events: { table: "participations", owner: "event" },
  statements: { table: "statement_parties", owner: "statement" },
  initiative_steps: { table: "step_parties", owner: "step" },
};

export const copy = (value) => structuredClone(value);
export const isPlaceholder = (id) => typeof id === "string" && /^[a-z]{2}~\d+$/.test(id);
export const isEmpty = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
export const same = (one, other) =>
  isEmpty(one) ? isEmpty(other) : JSON.stringify(one) === JSON.stringify(other);

/** @param {Wire} document */
export const rowsOf = (document, table) => document[table] ?? [];
/** @param {Wire} document */
export const rowOf = (document, table, id) => rowsOf(document, table).find((row) => row.id === id);
/** The row of the record itself. */
export const rootOf = (card) => card.document[card.table][0];

/**
 * Every id that the server has allotted in place of its placeholder.
 * @template T
 * @param {T} value
 * @param {Record<string, string>} allotted
 * @returns {T}
 */
export const renamed = (value, allotted) => {
  if (typeof value === "string") return allotted[value] ?? value;
  if (Array.isArray(value)) return value.map((part) => renamed(part, allotted));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, renamed(part, allotted)]));
};

const mergedRow = (was, fresh, mine) => {
  const row = { ...mine, ...fresh };
  for (const column of Object.keys(mine)) {
    if (column !== "id" && !same(mine[column], was[column])) row[column] = mine[column];
  }
  return row;
};

const byId = (document, table) => new Map((document[table] ?? []).map((row) => [row.id, row]));

/**
 * What the server kept, with what was typed since it was sent.
 * @param {Wire} sent
 * @param {Wire} fresh
 * @param {Wire} current
 * @returns {Wire}
 */
export const merged = (sent, fresh, current) => {
  const result = {};
  for (const table of new Set([...Object.keys(fresh), ...Object.keys(current)])) {
    const [was, kept, now] = [byId(sent, table), byId(fresh, table), byId(current, table)];
    const stayed = [...kept].filter(([id]) => now.has(id) || !was.has(id));
    result[table] = [
      ...stayed.map(([id, row]) => (now.has(id) ? mergedRow(was.get(id) ?? {}, row, now.get(id)) : row)),
      ...[...now].filter(([id]) => !kept.has(id) && !was.has(id)).map(([, row]) => row),
    ];
  }
  return result;
};

const named = (row) => ["actor", "country", "represents"].some((column) => !isEmpty(row[column]));
const blank = (row) => !named(row) && isEmpty(row.post) && isEmpty(row.office);

/** The parties of a document that name nobody although something is entered. */
export const nameless = (document) =>
  Object.values(PARTIES).flatMap(({ table }) => (document[table] ?? []).filter((row) => !named(row) && !blank(row)));

/**
 * The document without party rows that are still empty; they stay in the form.
 * @param {Wire} document
 * @returns {Wire}
 */
export const sendable = (document) => {
  const sent = copy(document);
  const gone = new Set();
  for (const { table } of Object.values(PARTIES)) {
    for (const row of sent[table] ?? []) if (blank(row)) gone.add(row.id);
    if (sent[table]) sent[table] = sent[table].filter((row) => !gone.has(row.id));
  }
  sent.evidence = rowsOf(sent, "evidence").filter((row) => !Object.values(row).some((cell) => gone.has(cell)));
  return sent;
};

/** Every placeholder a document names that is none of its own rows: records of other cards. */
export const awaited = (document) => {
  const own = new Set(Object.values(document).flatMap((rows) => rows.map((row) => row.id)));
  const cells = Object.values(document).flatMap((rows) => rows.flatMap((row) => Object.values(row).flat()));
  return [...new Set(cells.filter((cell) => isPlaceholder(cell) && !own.has(cell)))];
};
