/* What the modules of the cards share: texts, templates, labels, look-ups, placeholders. */
import { KIND_OF_TABLE, isEmpty, rootOf, rowOf } from "./documents.js";
import { makeLookup } from "./lookup.js";
import { language } from "./texts.js";

let clones = 0;
const REFERRING = ["id", "for", "aria-controls", "aria-labelledby", "aria-describedby", "name"];

/** Ids of a clone are its own, and so are the references to them. */
const madeUnique = (element) => {
  clones += 1;
  for (const part of [element, ...element.querySelectorAll("*")]) {
    for (const name of REFERRING) {
      if (!part.hasAttribute(name)) continue;
      const ids = part.getAttribute(name).split(" ").filter(Boolean);
      part.setAttribute(name, ids.map((id) => `${id}-${clones}`).join(" "));
    }
  }
  return element;
};

/** The browser knows what countries are called; any other id stands for itself. */
const countryName = (id) =>
  /^[A-Z]{2}$/.test(id) ? (new Intl.DisplayNames([language()], { type: "region", fallback: "code" }).of(id) ?? id) : id;

/**
 * @param {HTMLElement} root
 * @param {any} desk
 */
export const makePane = (root, desk) => {
  const { choices } = desk.config;
  const labels = new Map();
  let numbered = 0;

  const cloneAll = (name) => {
    const template = root.querySelector(`template[data-template="${name}"]`);
    const holder = document.createElement("div");
    holder.append(template.content.cloneNode(true));
    return [...madeUnique(holder).children];
  };

  const pane = {
    ...{ root, desk, document, choices, labels, cloneAll },
    ...{ bus: desk.bus, store: desk.store, urls: desk.config.urls, texts: choices.texts },
    list: root.querySelector("[data-list]"),
    /** @type {Map<string, any>} */
    cards: new Map(),
    paragraphs: new Map(),
    article: { id: "", language: "" },
    selection: null,

    clone: (name) => cloneAll(name)[0],
    emit: (name, detail = {}) => desk.bus.dispatchEvent(new CustomEvent(name, { detail })),
    announce: (text) => desk.announce?.(text),
    learn: ({ id, label }) => label && labels.set(id, label),
    label: (id) => labels.get(id) ?? (pane.cards.has(id) ? pane.titleOf(pane.cards.get(id)) : countryName(id)),
    number: (prefix) => {
      numbered += 1;
      return `${prefix}~${numbered}`;
    },
    /** Placeholders of kept copies are taken. */
    numberFrom: (text) => {
      for (const [, digits] of text.matchAll(/~(\d+)/g)) numbered = Math.max(numbered, Number(digits));
    },
    statusLabel: (status) => choices.statuses[status] ?? status,

    /** A value of a document in words. */
    spell(table, column, value) {
      const field = choices.fields[table]?.[column];
      if (Array.isArray(value)) return value.map(pane.label).join(", ");
      if (field?.look) return pane.label(value);
      const chosen = [...(field?.choices ?? []), ...choices.event_kinds.flatMap(({ kinds }) => kinds)].find((one) => one.value === value);
      return chosen && column !== "text" ? chosen.label : String(value ?? "");
    },
    /** What goes by a name; an article's own cards come first, saved or not. */
    async lookUp(kind, text, params) {
      const { day, country } = await params;
      const { status, body } = await desk.store.get(pane.urls.look, { kind, q: text, day, country }, { once: true });
      const results = status === 200 ? body.results : [];
      const kindOfCard = ["body", "party"].includes(kind) ? "actor" : kind;
      const wanted = text.toLocaleLowerCase();
      const own = [...pane.cards.values()]
        .filter((card) => card.kind === kindOfCard && !results.some(({ id }) => id === card.id))
        .filter((card) => !wanted || pane.titleOf(card).toLocaleLowerCase().includes(wanted))
        .map((card) => ({ id: card.id, label: pane.titleOf(card), detail: "", status: card.status || "draft" }));
      const all = [...own, ...results];
      const isExact = ({ label }) => label.toLocaleLowerCase() === wanted;
      return [...all.filter(isExact), ...all.filter((one) => !isExact(one))];
    },
    combobox: (spot, parts) => makeLookup(spot, { texts: choices.texts, clone: pane.clone, label: pane.label, ...parts }),

    /** The day on which an office of a row counts: that of its step or record, else of the event. */
    dayOf(card, table, row) {
      const step = table === "step_parties" ? rowOf(card.document, "initiative_steps", row.step) : null;
      return pane.dates.day((step ?? rootOf(card)).date ?? "");
    },
    async circumstances(card, spot) {
      const { table, row: id } = spot.closest("[data-row]").dataset;
      const row = rowOf(card.document, table, id) ?? {};
      if (!["actor", "party", "post", "body"].includes(spot.dataset.look)) return {};
      const country = spot.dataset.look === "post" && !isEmpty(row.country) ? row.country : "";
      return { day: await pane.dayOf(card, table, row), country };
    },
    /** The field of a cell, if its card has one on the page. */
    spot(card, { table, row, column }) {
      const id = row || card.id;
      const all = card.element.querySelectorAll(`[data-row="${id}"] [data-column="${column}"]`);
      const spots = [...all].filter((one) => one.closest("[data-row]").dataset.row === id);
      return spots.find((one) => one.closest("[data-row]").dataset.table === (table || card.table)) ?? spots[0] ?? null;
    },
  };
  pane.shortly = Object.fromEntries(Object.values(KIND_OF_TABLE).map((kind) => [kind, choices.texts[`new_${kind}`]]));
  return pane;
};
