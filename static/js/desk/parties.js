/* The parties of a record or step: a row at rest says who, in which role and office; its form opens on demand. */
import { PARTIES, isEmpty, rowOf, rowsOf } from "./documents.js";
import { filled } from "./texts.js";

/** The role a new party has, by table, where there is none in it yet and where there is one. */
const FIRST_ROLE = { participations: "participant", statement_parties: "speaker", step_parties: "by" };
const NEXT_ROLE = { participations: "participant", statement_parties: "addressee", step_parties: "with" };
const FILLED = ["country", "represents", "post"];

/** @param {any} pane */
export const makeParties = (pane) => {
  const { texts } = pane;

  const ownersOf = (table) => Object.entries(PARTIES).find(([, one]) => one.table === table);
  const nameOf = (row) =>
    [row.actor, row.country, row.represents].filter((id) => !isEmpty(id)).map(pane.label)[0] ?? texts.nobody;
  const officeOf = (row) => row.office || (row.post ? pane.label(row.post) : "");

  const pairOf = (card, id) => [
    card.element.querySelector(`[data-party][data-row="${id}"]`),
    card.element.querySelector(`[data-party-form][data-row="${id}"]`),
  ];

  const drawRow = (card, row) => {
    const [rest] = pairOf(card, row.id);
    if (!rest) return;
    const body = rest.querySelector("[data-body]");
    const button = rest.querySelector("[data-edit]");
    const isAuto = FILLED.some((column) => card.auto.has(`${row.id}.${column}`));
    button.textContent = nameOf(row);
    button.setAttribute("aria-label", filled(texts.edit_party, { name: nameOf(row) }));
    body.hidden = isEmpty(row.actor) || (isEmpty(row.country) && isEmpty(row.represents));
    body.className = row.country ? "cc" : "body";
    body.textContent = row.country ?? (row.represents ? pane.label(row.represents) : "");
    if (row.country) body.title = pane.label(row.country);
    const office = rest.querySelector("[data-office]");
    office.textContent = officeOf(row);
    if (isAuto && office.textContent) {
      const note = document.createElement("small");
      note.className = "filled-in";
      note.textContent = texts.filled_in;
      office.append(" ", note);
    }
    rest.querySelector("[data-drop-party]").setAttribute("aria-label", filled(texts.drop_party, { name: nameOf(row) }));
  };

  const open = (card, id, { focus }) => {
    for (const form of card.element.querySelectorAll("[data-party-form]")) {
      const isThis = form.dataset.row === id;
      form.hidden = !isThis;
      const [rest] = pairOf(card, form.dataset.row);
      rest.querySelector("[data-edit]").setAttribute("aria-expanded", String(isThis));
      rest.classList.toggle("editing", isThis);
    }
    const [rest, form] = pairOf(card, id);
    if (focus && form) form.querySelector("[data-column=actor] input").focus();
    else if (focus) rest?.querySelector("[data-edit]").focus();
  };

  /** Bring the rows on the page in line with those of the document. */
  const sync = (card) => {
    for (const holder of card.element.querySelectorAll("[data-parties]")) {
      const table = holder.dataset.parties;
      const ownerId = holder.closest("[data-row]").dataset.row;
      const [, { owner }] = ownersOf(table);
      const wanted = rowsOf(card.document, table).filter((row) => row[owner] === ownerId);
      const body = holder.querySelector("[data-rows]");
      for (const line of [...body.children]) {
        if (!wanted.some(({ id }) => id === line.dataset.row)) line.remove();
      }
      for (const row of wanted) {
        if (!body.querySelector(`[data-row="${row.id}"]`)) {
          const lines = pane.cloneAll(table);
          for (const line of lines) line.dataset.row = row.id;
          body.append(...lines);
          for (const line of lines) pane.fields.bind(card, line);
        }
        drawRow(card, row);
      }
      holder.querySelector("table").hidden = !wanted.length;
    }
  };

  const add = (card, ownerTable, ownerId, cells = {}) => {
    const { table, owner } = PARTIES[ownerTable];
    const there = rowsOf(card.document, table).filter((row) => row[owner] === ownerId);
    const row = {
      ...structuredClone(pane.choices.tables[table].blank),
      id: pane.number(pane.choices.tables[table].prefix),
      [owner]: ownerId,
      role: there.length ? NEXT_ROLE[table] : FIRST_ROLE[table],
      ...cells,
    };
    card.document[table].push(row);
    sync(card);
    pane.changed(card, { table, row: row.id, column: "" });
    return row;
  };

  /** Country or organisation and post, from the tenures of the day; what a person has entered stays. */
  const fillFrom = (card, table, row, found) => {
    const posts = found.posts ?? [];
    const offered = { country: found.country ?? null, represents: found.represents ?? null, post: posts[0]?.id ?? null };
    for (const post of posts) pane.learn(post);
    if (found.represents && found.represents_label) pane.learn({ id: found.represents, label: found.represents_label });
    if (offered.country) offered.represents = null;
    for (const column of FILLED) {
      const place = `${row.id}.${column}`;
      if (!isEmpty(row[column]) && !card.auto.has(place)) continue;
      if (column !== "post" && isEmpty(offered[column]) && isEmpty(offered.country) && isEmpty(offered.represents)) continue;
      row[column] = offered[column];
      if (isEmpty(offered[column])) card.auto.delete(place);
      else card.auto.add(place);
    }
    for (const line of pairOf(card, row.id)) {
      for (const spot of line?.querySelectorAll("[data-column]") ?? []) pane.fields.fill(card, spot);
    }
    drawRow(card, row);
    pane.changed(card, { table, row: row.id, column: "post" });
  };

  /** Ask who the actor of a row was on the day of the card, and fill the row. */
  const fillOffice = async (card, table, row) => {
    if (isEmpty(row.actor)) return;
    const day = await pane.dayOf(card, table, row);
    const results = await pane.lookUp("actor", row.actor, { day });
    const found = results.find(({ id }) => id === row.actor);
    const current = rowOf(card.document, table, row.id);
    if (found && current?.actor === row.actor) fillFrom(card, table, current, found);
  };
  /** The date of a card changed: who held which office that day may have, too. */
  const fillOffices = (card) => {
    for (const { table } of Object.values(PARTIES)) {
      for (const row of card.document[table] ?? []) {
        const isOurs = isEmpty(row.post) || card.auto.has(`${row.id}.post`);
        if (isOurs && pane.isNewRow(card, table, row)) fillOffice(card, table, row);
      }
    }
  };

  const drop = (card, line) => {
    const { table, row: id } = line.dataset;
    const row = rowOf(card.document, table, id);
    const next = line.closest("[data-parties]").querySelector("[data-add-party]");
    pane.removeRows(card, [{ table, row }], filled(texts.removed, { name: nameOf(row) }));
    next.focus();
  };

  const listen = (card) => {
    card.element.addEventListener("click", ({ target }) => {
      const line = target.closest("[data-party], [data-party-form]");
      if (target.closest("[data-edit]")) {
        const isOpen = target.closest("[data-edit]").getAttribute("aria-expanded") === "true";
        open(card, isOpen ? "" : line.dataset.row, { focus: !isOpen });
      } else if (target.closest("[data-done]")) {
        open(card, "", { focus: false });
        line.closest("[data-parties]").querySelector("[data-add-party]").focus();
      } else if (target.closest("[data-drop-party]")) {
        drop(card, line);
      } else if (target.closest("[data-add-party]")) {
        const owner = target.closest("[data-row]");
        open(card, add(card, owner.dataset.table, owner.dataset.row).id, { focus: true });
      }
    });
  };

  return { add, sync, drawRow, open, fillOffice, fillOffices, fillFrom, nameOf, listen };
};
