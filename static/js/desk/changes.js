/* What follows from a change: copies and saves, days passed on, offices looked up, ids allotted. */
import { PARTIES, isEmpty, isPlaceholder, renamed, rootOf, rowsOf, same } from "./documents.js";

/** @param {any} pane */
export const followChanges = (pane) => {
  /** The words about an event and its steps share its day, until somebody says otherwise. */
  const passOn = (event, before) => {
    const { date, date_basis } = rootOf(event);
    for (const card of pane.cards.values()) {
      const rows = card.kind === "statement" ? [rootOf(card)] : rowsOf(card.document, "initiative_steps").filter(({ id }) => card.ownRows.has(id));
      const followers = rows.filter((row) => row.event === event.id && row.date !== date && (isEmpty(row.date) || same(row.date, before)));
      if (!followers.length || (!isPlaceholder(card.id) && card.kind === "statement" && !card.ownRows.has(card.id))) continue;
      for (const row of followers) Object.assign(row, { date, date_basis });
      pane.saving.touch(card);
      pane.refresh(card);
      pane.parties.fillOffices(card);
    }
  };
  pane.changed = (card, { table, row, column, before }) => {
    pane.saving.touch(card);
    if (Object.values(PARTIES).some((party) => party.table === table)) {
      const party = rowsOf(card.document, table).find(({ id }) => id === row);
      if (party) pane.parties.drawRow(card, party);
      if (!column && party && isPlaceholder(row)) card.ownRows.add(row);
    }
    if (table === card.table) pane.drawHead(card);
    if (column === "kind") pane.shapeFor(card);
    if (column === "date") pane.parties.fillOffices(card);
    if (column === "date" && card.kind === "event") passOn(card, before);
    if (column === "quotation" && isEmpty(rootOf(card).quotation_language)) {
      rootOf(card).quotation_language = pane.article.language;
      pane.fields.fillAll(card);
    }
    if (table === "evidence") {
      pane.evidence.draw(card);
      pane.emit("evidence");
    }
  };
  pane.chosen = (card, { table, row: id, column }, one) => {
    if (column !== "actor" || !Object.values(PARTIES).some((party) => party.table === table)) return;
    const row = rowsOf(card.document, table).find((party) => party.id === id);
    if ("posts" in one) pane.parties.fillFrom(card, table, row, one);
    else pane.parties.fillOffice(card, table, row);
  };
  pane.isNewRow = (card, table, row) => isPlaceholder(row.id) || card.ownRows.has(row.id);
  pane.renumber = (allotted) => {
    if (!Object.keys(allotted).length) return;
    for (const [from, to] of Object.entries(allotted)) {
      for (const part of pane.root.querySelectorAll(`[data-row="${from}"]`)) part.dataset.row = to;
      if (pane.labels.has(from)) pane.labels.set(to, pane.labels.get(from));
    }
    const set = (ids) => new Set([...ids].map((id) => id.split(".").map((part) => allotted[part] ?? part).join(".")));
    for (const card of [...pane.cards.values()]) {
      const before = card.id;
      const referred = JSON.stringify(card.document);
      card.document = renamed(card.document, allotted);
      if (card.base) card.base = renamed(card.base, allotted);
      Object.assign(card, { auto: set(card.auto), unread: set(card.unread), typed: set(card.typed), ownRows: set(card.ownRows) });
      card.id = allotted[before] ?? before;
      pane.cards.delete(before);
      pane.cards.set(card.id, card);
      if (card.id !== before) {
        card.ownRows.add(card.id);
        pane.copies.drop(before);
      }
      if (card.isDirty && JSON.stringify(card.document) !== referred) pane.saving.keep(card);
    }
    pane.taking.renumber(allotted);
  };
};
