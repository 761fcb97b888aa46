/* Evidence of a card: rows bound to a claim and a field, and the marks beside them that point to the text. */
import { KIND_OF_TABLE, isEmpty, rowOf, rowsOf } from "./documents.js";
import { cellOf } from "./fields.js";
import { filled } from "./texts.js";

/** @param {any} pane */
export const makeEvidence = (pane) => {
  const { texts } = pane;
  const claimColumn = (table) => pane.choices.tables[table].claim;
  const claimOf = (row) => Object.entries(pane.choices.tables).find(([, { claim }]) => claim && !isEmpty(row[claim]));
  const fieldLabel = (table, column) => pane.choices.fields[table]?.[column]?.label ?? column;

  /** What a piece of evidence is about, in words. */
  const about = (table, field) => {
    if (field) return fieldLabel(table, field);
    return KIND_OF_TABLE[table] ? texts.whole : texts.whole_row;
  };

  const add = (card, { table, row, column = "" }, anchor, extra = {}) => {
    if (!anchor) return null;
    const place = { field: column, paragraph: anchor.paragraph, start: anchor.start, end: anchor.end };
    const claim = claimColumn(table);
    const there = rowsOf(card.document, "evidence").find(
      (one) => one[claim] === row && Object.entries(place).every(([name, value]) => (one[name] ?? null) === (value ?? null)),
    );
    if (there) return there;
    const made = {
      ...structuredClone(pane.choices.tables.evidence.blank),
      ...place,
      id: pane.number("es"),
      [claim]: row,
      exact: anchor.exact ?? "",
      ...extra,
    };
    card.document.evidence.push(made);
    pane.changed(card, { table: "evidence", row: made.id, column: "" });
    return made;
  };

  const numberOf = (row) => pane.paragraphs.get(row.paragraph)?.number;
  const isHere = (row) => pane.paragraphs.has(row.paragraph);
  const anchorOf = (row) => ({ paragraph: row.paragraph, number: numberOf(row), start: row.start, end: row.end, exact: row.exact });

  const mark = (row, table) => {
    const made = pane.clone("mark");
    const contradicts = row.stance === "contradicts";
    const words = { n: numberOf(row), field: about(table, row.field) };
    const show = made.querySelector("[data-show]");
    made.dataset.evidenceId = row.id;
    show.textContent = `¶${words.n}`;
    show.classList.toggle("no", contradicts);
    show.setAttribute("aria-label", filled(contradicts ? texts.mark_contradicts : texts.mark_supports, words));
    if (row.value || row.exact) show.title = row.value || row.exact;
    made.querySelector("[data-drop]").setAttribute("aria-label", filled(texts.mark_drop, words));
    return made;
  };

  const holds = (holder, row) => {
    const owner = holder.closest("[data-row]") ?? holder.closest("[data-card]");
    if (row[claimColumn(owner.dataset.table)] !== owner.dataset.row) return false;
    if ("evidenceAll" in holder.dataset) return true;
    return row.field === holder.dataset.evidence;
  };

  const draw = (card) => {
    const all = rowsOf(card.document, "evidence");
    for (const holder of card.element.querySelectorAll("[data-evidence]")) {
      const owner = holder.closest("[data-row]") ?? card.element;
      const rows = all.filter((row) => holds(holder, row));
      const here = rows.filter(isHere);
      const marks = here.map((row) => mark(row, owner.dataset.table));
      if (rows.length > here.length && holder.dataset.evidence === "") {
        const note = document.createElement("span");
        note.className = "help elsewhere";
        note.textContent = filled(texts.elsewhere, { n: rows.length - here.length });
        marks.push(note);
      }
      holder.replaceChildren(...marks);
    }
  };

  /** Where a new row of a record stands: the selection; without one the passage that the record itself cites. */
  const placeFor = (card, { table, row }, anchor) => {
    const { text } = pane.desk;
    if (!anchor || text.selection()?.paragraph === anchor.paragraph) return anchor;
    const own = rowsOf(card.document, "evidence").filter((one) => isHere(one) && one[claimColumn(table)] === row);
    if (!own.length || own.some(({ paragraph }) => paragraph === anchor.paragraph)) return anchor;
    return text.selecting.wholeOf(text.get(own.at(-1).paragraph));
  };

  const find = (id) => {
    for (const card of pane.cards.values()) {
      const row = rowsOf(card.document, "evidence").find((one) => one.id === id);
      if (row) return { card, row };
    }
    return null;
  };

  const listen = (card) => {
    card.element.addEventListener("click", ({ target }) => {
      const id = target.closest("[data-evidence-id]")?.dataset.evidenceId;
      if (!id) return;
      const row = rowOf(card.document, "evidence", id);
      if (target.closest("[data-show]")) pane.emit("claim", { anchor: anchorOf(row), evidenceId: id });
      if (target.closest("[data-drop]")) pane.removeRows(card, [{ table: "evidence", row }], texts.evidence_gone);
    });
  };

  /** Every piece of evidence of the cards within this article, as the text side draws it. */
  const listed = () =>
    [...pane.cards.values()].flatMap((card) =>
      rowsOf(card.document, "evidence")
        .filter(isHere)
        .map((row) => {
          const [table, { claim }] = claimOf(row) ?? [card.table, { claim: "" }];
          const { id, paragraph, start, end, field, stance } = row;
          const label = `${pane.titleOf(card)}: ${about(table, field)}`;
          return { id, paragraph, start, end, table, card: card.id, row: row[claim] ?? card.id, field, stance, label };
        }),
    );

  /** The evidence the focused field of the active card would get: its cell, or the record as a whole. */
  const target = (card) => {
    const spot = document.activeElement?.closest?.("[data-column]");
    if (spot && card.element.contains(spot) && spot.closest("[data-row]")) return { spot, ...cellOf(spot) };
    return { spot: null, table: card.table, row: card.id, column: "" };
  };

  return { add, placeFor, draw, find, listen, listed, target, about, fieldLabel, anchorOf, isHere };
};
