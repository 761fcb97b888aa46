/* Suggestions of the text, taken: each goes where it belongs in the active card, with its place as evidence. */
import { PARTIES, copy, isEmpty, renamed, rootOf, rowsOf } from "./documents.js";
import { cellOf, countWords } from "./fields.js";

/** @param {any} pane */
export const makeTaking = (pane) => {
  /** Suggestion -> the documents of the cards before it was taken. */
  const undone = new Map();

  const anchorOf = ({ paragraph, start, end, exact }) => ({ paragraph, start, end, exact });
  const put = (card, cell, value, one, extra) => {
    const row = rowsOf(card.document, cell.table).find(({ id }) => id === cell.row);
    const before = row[cell.column];
    row[cell.column] = value;
    pane.changed(card, { ...cell, before });
    pane.evidence.add(card, cell, anchorOf(one), extra);
    pane.refresh(card);
    return true;
  };
  const rootCell = (card, column) => ({ table: card.table, row: card.id, column });
  const has = (card, column) => card && column in rootOf(card);
  /** The step in hand: the focused one, else the last new one. */
  const stepOf = (card) => {
    const focused = card.element.querySelector("[data-step]:focus-within")?.dataset.row;
    return focused ?? rowsOf(card.document, "initiative_steps").filter(({ id }) => card.ownRows.has(id)).at(-1)?.id;
  };
  /** The row of the card that has dates, parties and an event: the record, or a step of it. */
  const claimRow = (card) => {
    if (card.table !== "initiatives") return { table: card.table, row: card.id };
    const step = stepOf(card);
    return step ? { table: "initiative_steps", row: step } : null;
  };

  const focusedLook = (card, looks) => {
    const spot = document.activeElement?.closest?.("[data-look]") ?? pane.lastSpot(card);
    return spot && card.element.contains(spot) && looks.includes(spot.dataset.look) && spot.dataset.control === "lookup" ? spot : null;
  };

  const asParty = (card, one, cells) => {
    const owner = claimRow(card);
    if (!owner || !(owner.table in PARTIES)) return false;
    const { table, owner: column } = PARTIES[owner.table];
    // Somebody who is there already is the same person, whatever the office or the side.
    const same = (row) => (cells.actor ? row.actor === cells.actor : Object.entries(cells).every(([name, value]) => row[name] === value));
    const there = rowsOf(card.document, table).find((row) => row[column] === owner.row && same(row));
    const row = there ?? pane.parties.add(card, owner.table, owner.row, cells);
    pane.evidence.add(card, { table, row: row.id }, anchorOf(one));
    pane.refresh(card);
    if (!there && row.actor) pane.parties.fillOffice(card, table, row);
    return true;
  };
  const intoFocused = (card, one, looks) => {
    const spot = focusedLook(card, looks);
    if (!spot) return false;
    const cell = cellOf(spot);
    const row = rowsOf(card.document, cell.table).find(({ id }) => id === cell.row);
    if (!row || !isEmpty(row[cell.column])) return false;
    put(card, cell, one.target, one);
    pane.chosen(card, cell, { id: one.target, label: one.label });
    return true;
  };

  const actor = (card, one) => {
    if (!card) return false;
    if (intoFocused(card, one, ["actor", "party", "body"])) return true;
    const { post, country } = one.detail ?? {};
    const known = one.detail?.via === "title" ? { post: post ?? null, country: country?.toUpperCase() ?? null } : {};
    return asParty(card, one, { actor: one.target, ...known });
  };
  const country = (card, one) => {
    if (!card) return false;
    const code = one.target.toUpperCase();
    const asCode = { ...one, target: code };
    pane.learn({ id: code, label: one.label });
    return intoFocused(card, asCode, ["country"]) || asParty(card, asCode, { country: code });
  };
  const date = (card, one) => {
    const owner = card && claimRow(card);
    if (!owner || card.table === "actors") return false;
    const row = rowsOf(card.document, owner.table).find(({ id }) => id === owner.row);
    if (one.detail?.basis) row.date_basis = one.detail.basis;
    return put(card, { ...owner, column: "date" }, one.target, one, { value: one.detail?.words ?? "" });
  };
  const place = (card, one) => has(card, "place") && put(card, rootCell(card, "place"), one.target, one);
  const topic = (card, one) => {
    if (!has(card, "topics")) return false;
    const topics = rootOf(card).topics;
    return put(card, rootCell(card, "topics"), topics.includes(one.target) ? topics : [...topics, one.target], one);
  };

  const event = (card, one) => {
    const { kind, organ, organ_number: number, title } = one.detail ?? {};
    const known = { kind: kind ?? one.target, organ, organ_number: number ? Number(number) : null, title_en: title };
    const cells = Object.fromEntries(Object.entries(known).filter(([, value]) => !isEmpty(value)));
    const empty = card?.kind === "event" && isEmpty(rootOf(card).kind) ? card : null;
    if (!empty) return Boolean(pane.create("event", anchorOf(one), cells));
    Object.assign(rootOf(empty), cells);
    return put(empty, rootCell(empty, "kind"), cells.kind, one);
  };

  const initiative = async (card, one) => {
    if (card?.kind === "statement") {
      const there = rootOf(card).initiatives;
      return put(card, rootCell(card, "initiatives"), there.includes(one.target) ? there : [...there, one.target], one);
    }
    return Boolean(await pane.stepOn(one.target, anchorOf(one)));
  };

  const quotation = async (card, one) => {
    const { speaker, text } = one.detail ?? {};
    const words = text || one.exact;
    const fits = countWords(words) <= pane.choices.quotation_words;
    const cells = fits ? { quotation: words, quotation_language: pane.article.language, kind: "quotation" } : {};
    const made = pane.create("statement", anchorOf(one), cells);
    if (fits) pane.evidence.add(made, rootCell(made, "quotation"), anchorOf(one));
    if (speaker) {
      pane.learn({ id: speaker, label: one.detail.speaker_label ?? speaker });
      asParty(made, one, { actor: speaker, role: "speaker" });
    }
    return true;
  };

  const match = async (card, one) => Boolean(await pane.open(one.target, anchorOf(one)));

  const takers = { actor, country, date, place, topic, event, initiative, quotation, match };

  /** Whether a suggestion could be used. */
  const take = async (one) => {
    const taker = takers[one.kind];
    if (!taker) return false;
    const card = pane.active();
    const before = new Map([...pane.cards.values()].map((other) => [other, copy(other.document)]));
    pane.learn({ id: one.target, label: one.label });
    if (!(await taker(card, one))) return false;
    undone.set(one.key, before);
    return true;
  };
  /** Undo a suggestion: its evidence goes, and what it alone had put there. */
  const takeBack = (card, before, one) => {
    const rests = (row) => row.paragraph === one.paragraph && row.start === one.start && row.end === one.end;
    const evidence = rowsOf(card.document, "evidence").filter(rests);
    if (!before) {
      if (evidence.length) pane.remove(card);
      return;
    }
    const known = new Set(Object.values(before).flatMap((rows) => rows.map(({ id }) => id)));
    const bases = new Set(evidence.filter(({ id }) => !known.has(id)).flatMap((row) => Object.values(row)));
    let isChanged = false;
    for (const table of Object.keys(card.document)) {
      const rows = rowsOf(card.document, table);
      if (table === card.table) continue;
      const kept = rows.filter((row) => known.has(row.id) || !(bases.has(row.id) || (table === "evidence" && rests(row))));
      isChanged ||= kept.length < rows.length;
      card.document[table] = kept;
    }
    if (!isChanged) return;
    for (const { field } of evidence) if (field) rootOf(card)[field] = before[card.table][0][field];
    pane.changed(card, { table: card.table, row: card.id, column: "" });
    pane.refresh(card);
  };

  return {
    take,
    untake(one) {
      const before = undone.get(one.key);
      if (!before) return;
      for (const card of [...pane.cards.values()]) takeBack(card, before.get(card), one);
      undone.delete(one.key);
    },
    /** Ids were allotted: what was remembered is known by them, too. */
    renumber(allotted) {
      for (const before of undone.values()) {
        for (const [card, document] of before) before.set(card, renamed(document, allotted));
      }
    },
  };
};
