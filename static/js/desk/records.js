/* Cards come and go: new records, records that are there already, steps of initiatives, removals. */
import { TABLE_OF_KIND, copy, isEmpty, isPlaceholder } from "./documents.js";
import { filled } from "./texts.js";

/** Tables of the document of a new record beside its own and evidence. */
const CHILDREN = {
  events: ["participations"],
  statements: ["statement_parties"],
  initiatives: ["initiative_steps", "step_parties", "aliases"],
  documents: [],
  actors: ["tenures", "aliases"],
};
/** What a new record of a kind takes over from the event of the article. */
const SHARED = { statement: ["event", "date", "date_basis"], document: ["event", "date", "date_basis", "place"] };

/** @param {any} pane */
export const keepRecords = (pane) => {
  const nothing = pane.root.querySelector("[data-nothing]");
  pane.showNothing = () => (nothing.hidden = pane.cards.size > 0);
  const foldOthers = (card) => {
    for (const other of pane.cards.values()) {
      const isTroubled = other.conflict || other.element.querySelector("[data-problem]");
      if (other !== card && !isTroubled) pane.unfold(other, false);
    }
  };

  /* --- new cards --- */

  const newDocument = (table, cells) => {
    const id = pane.number(pane.choices.tables[table].prefix);
    const rows = { [table]: [{ ...copy(pane.choices.tables[table].blank), ...cells, id }], evidence: [] };
    for (const child of CHILDREN[table]) rows[child] = [];
    return { id, table, base: null, document: rows };
  };
  pane.create = (kind, anchor, cells = {}, { isOpen = true } = {}) => {
    const table = TABLE_OF_KIND[kind];
    const shared = pane.defaults(null);
    const known = SHARED[kind] ?? [];
    const begun = Object.fromEntries(known.filter((name) => !isEmpty(shared[name])).map((name) => [name, shared[name]]));
    const card = pane.make(newDocument(table, { ...begun, ...cells }), { isOpen });
    // A record belongs to the article by its evidence: the passage in hand where no words are selected.
    pane.evidence.add(card, { table, row: card.id, column: "" }, anchor ?? pane.desk.text?.anchor?.() ?? null);
    pane.saving.touch(card);
    pane.refresh(card);
    pane.showNothing();
    if (isOpen) {
      foldOthers(card);
      pane.activate(card);
    }
    return card;
  };
  /** A record that no name matches, made from the field that needs it; the focus stays there. */
  pane.createBeside = (kind, name, look) => {
    const cells = { name_en: name, title_en: name, kind: { body: "organisation", actor: "person", party: "person" }[look] ?? "" };
    const table = TABLE_OF_KIND[kind];
    const own = Object.fromEntries(Object.entries(cells).filter(([column]) => column in pane.choices.tables[table].blank));
    const card = pane.create(kind, pane.selection, own, { isOpen: false });
    pane.announce(filled(pane.texts.created, { name }));
    return { id: card.id, label: name, status: "draft", posts: [] };
  };
  /* --- records that are there already --- */

  const add = (given, { isOpen }) => {
    for (const [id, label] of Object.entries(given.labels ?? {})) pane.labels.set(id, label);
    const card = pane.make(given, { isOpen });
    pane.showNothing();
    pane.emit("evidence");
    return card;
  };
  const fetched = async (id) => {
    if (pane.cards.has(id)) return pane.cards.get(id);
    const { status, body } = await pane.store.get(pane.urls.record.replace(/[^/]+\/$/, `${id}/`));
    if (status !== 200) {
      pane.announce(body?.message ?? pane.texts.no_answer);
      return null;
    }
    return pane.cards.get(body.id) ?? add(body, { isOpen: false });
  };
  pane.open = async (id, anchor) => {
    const card = await fetched(id);
    if (!card) return null;
    pane.activate(card);
    card.element.scrollIntoView({ block: "nearest" });
    if (anchor) pane.claims.open(card, anchor);
    else card.element.querySelector("[data-fold]").focus();
    pane.announce(filled(pane.texts.opened, { name: pane.titleOf(card) }));
    return card;
  };
  /** A new step of an initiative, with evidence. */
  pane.stepOn = async (id, anchor, { isFocused = false } = {}) => {
    const card = await fetched(id);
    if (!card) return null;
    pane.unfold(card);
    foldOthers(card);
    pane.activate(card);
    const row = pane.steps.add(card);
    if (anchor) pane.evidence.add(card, { table: "initiative_steps", row: row.id }, anchor);
    if (isFocused) pane.focus({ record: card.id, table: "initiative_steps", row: row.id, column: "verb" });
    return card;
  };
  pane.remove = async (card) => {
    clearTimeout(card.timer);
    if (!isPlaceholder(card.id)) {
      const { status, body } = await pane.store.post(pane.urls.remove, { id: card.revision ?? card.id, article: pane.article.id });
      if (status !== 200) {
        pane.saving.state(card, filled(pane.texts.failed, { message: body?.message ?? pane.texts.no_answer }), { level: "wrong" });
        return;
      }
      pane.emit("saved", { coverage: body?.coverage });
    }
    pane.cards.delete(card.id);
    pane.copies.drop(card.id);
    card.element.remove();
    pane.showNothing();
    pane.announce(pane.texts.gone);
    pane.emit("evidence");
    pane.root.querySelector(".add button").focus();
  };
};
