/* The steps of an initiative: those on record are told in a line, those of this article are forms. */
import { isEmpty, isPlaceholder, rowsOf } from "./documents.js";
import { filled } from "./texts.js";

const TABLE = "initiative_steps";

/** @param {any} pane */
export const makeSteps = (pane) => {
  const { texts } = pane;

  const isOurs = (card, row) =>
    isPlaceholder(row.id) ||
    card.ownRows.has(row.id) ||
    rowsOf(card.document, "evidence").some((one) => one.step === row.id && pane.evidence.isHere(one));

  const title = (form, n) => {
    form.querySelector("[data-step-title]").textContent = filled(texts.step_n, { n });
    form.querySelector("[data-drop-step]").setAttribute("aria-label", filled(texts.drop_step, { n }));
  };

  const drawLast = async (card, earlier) => {
    const line = card.element.querySelector("[data-last-step]");
    line.hidden = isPlaceholder(card.id);
    if (!earlier.length) {
      line.textContent = texts.no_steps;
      return;
    }
    const last = earlier.toSorted((one, other) => (one.date < other.date ? 1 : -1))[0];
    const verb = pane.spell(TABLE, "verb", last.verb);
    const date = await pane.dates.words(last.date);
    line.textContent = `${filled(texts.earlier_steps, { n: earlier.length })} ${filled(texts.last_step, { verb, date })}`;
  };

  const sync = (card) => {
    const holder = card.element.querySelector("[data-steps]");
    if (!holder) return;
    const ours = rowsOf(card.document, TABLE).filter((row) => isOurs(card, row));
    for (const form of [...holder.children]) if (!ours.some(({ id }) => id === form.dataset.row)) form.remove();
    for (const row of ours) {
      if (holder.querySelector(`[data-step][data-row="${row.id}"]`)) continue;
      const form = pane.clone("step");
      form.dataset.row = row.id;
      holder.append(form);
      pane.fields.bind(card, form);
    }
    [...holder.children].forEach((form, index) => title(form, index + 1));
    drawLast(card, rowsOf(card.document, TABLE).filter((row) => !isOurs(card, row)));
  };

  /** A new step: of the article's event and its day, unless it is told otherwise. */
  const add = (card, cells = {}) => {
    const { event, date, date_basis } = pane.defaults(card);
    const blank = structuredClone(pane.choices.tables[TABLE].blank);
    const known = Object.fromEntries(Object.entries({ event, date, date_basis }).filter(([, value]) => !isEmpty(value)));
    const row = { ...blank, id: pane.number("sp"), initiative: card.id, ...known, ...cells };
    rowsOf(card.document, TABLE).push(row);
    card.ownRows.add(row.id);
    pane.build(card);
    sync(card);
    pane.parties.sync(card);
    pane.changed(card, { table: TABLE, row: row.id, column: "" });
    return row;
  };

  const drop = (card, form) => {
    const row = rowsOf(card.document, TABLE).find(({ id }) => id === form.dataset.row);
    const name = form.querySelector("[data-step-title]").textContent;
    pane.removeRows(card, [{ table: TABLE, row }], filled(texts.removed, { name }));
    card.element.querySelector("[data-add-step]").focus();
  };

  const listen = (card) => {
    card.element.addEventListener("click", ({ target }) => {
      if (target.closest("[data-drop-step]")) drop(card, target.closest("[data-step]"));
      if (target.closest("[data-add-step]")) {
        const row = add(card);
        pane.focus({ record: card.id, table: TABLE, row: row.id, column: "verb" });
      }
    });
  };

  return { add, sync, listen };
};
