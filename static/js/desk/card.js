/* One card on the page: its head, its form, what it is called, and how it is folded away. */
import { KIND_OF_TABLE, copy, isEmpty, isPlaceholder, rootOf, rowsOf } from "./documents.js";
import { filled } from "./texts.js";

const TITLE_COLUMNS = ["title_en", "name_en", "text"];

/** @param {any} pane */
export const makeCardView = (pane) => {
  const { texts } = pane;

  const titleOf = (card) => {
    const row = rootOf(card);
    const column = TITLE_COLUMNS.find((name) => !isEmpty(row[name]));
    return column ? row[column] : pane.shortly[card.kind];
  };

  const drawHead = (card) => {
    const head = card.element.querySelector(".head");
    const isNew = isPlaceholder(card.id);
    const badge = head.querySelector("[data-badge]");
    const id = head.querySelector("[data-id]");
    const row = rootOf(card);
    const title = TITLE_COLUMNS.map((name) => row[name]).find((value) => !isEmpty(value));
    head.querySelector("[data-what]").textContent = isNew ? texts[`new_${card.kind}`] : texts[card.kind];
    head.querySelector("[data-title]").textContent = title ?? texts.untitled;
    badge.hidden = !card.status;
    badge.textContent = pane.statusLabel(card.status);
    badge.className = `badge ${card.status === "published" ? "held" : card.status === "returned" ? "clash" : "said"}`;
    id.hidden = isNew;
    id.textContent = card.revision ? `${card.id} · ${card.revision}` : card.id;
    // Only what is not public can be removed here: a draft, or the open revision of a public record.
    head.querySelector("[data-remove]").hidden = !isNew && card.status === "published" && !card.revision;
  };

  const drawRemarks = (card) => {
    const list = card.element.querySelector("[data-remarks]");
    const lines = (card.remarks ?? []).map(({ field, row, comment, by }) => {
      const line = document.createElement("li");
      const go = document.createElement("button");
      const table = Object.keys(card.document).find((name) => card.document[name].some(({ id }) => id === row)) ?? card.table;
      const label = pane.choices.fields[table]?.[field]?.label;
      go.type = "button";
      go.className = "plain";
      go.textContent = `${label ? `${label}: ` : ""}${filled(texts.remark, { by, comment })}`;
      go.addEventListener("click", () => pane.focus({ record: card.id, table, row: row || card.id, column: field }));
      line.append(go);
      return line;
    });
    list.replaceChildren(...lines);
    list.hidden = !lines.length;
  };

  /** The form is made when it is first opened: a long article has many cards. */
  const build = (card) => {
    const form = card.element.querySelector("[data-form]");
    if (form.childElementCount) return;
    form.append(...pane.cloneAll(card.kind));
    // What is on record about an initiative itself is out of the way of its new steps.
    form.querySelector("[data-about]")?.toggleAttribute("open", isPlaceholder(card.id));
    pane.fields.bind(card, form);
    pane.parties.sync(card);
    pane.steps.sync(card);
    pane.parties.sync(card);
    pane.evidence.draw(card);
    shapeFor(card);
    if (!pane.article.mine) lock(form);
  };
  /** Nothing is typed into a form that the server would refuse: it can be read and copied. */
  const lock = (form) => {
    for (const control of form.querySelectorAll("input, textarea, select, button")) {
      if (control.matches("input[type=text], input[type=url], textarea") && !control.matches("[role=combobox]")) control.readOnly = true;
      else if (!control.matches("[data-show], [data-edit], [data-done]")) control.disabled = true;
    }
  };

  /** Fields that only some kinds have. */
  const shapeFor = (card) => {
    const { kind } = rootOf(card);
    for (const part of card.element.querySelectorAll("[data-for-kind]")) {
      part.hidden = !part.dataset.forKind.split(" ").includes(kind);
    }
  };

  const unfold = (card, isOpen = true) => {
    if (isOpen) build(card);
    card.element.querySelector("[data-form]").hidden = !isOpen;
    card.element.querySelector("[data-fold]").setAttribute("aria-expanded", String(isOpen));
    card.element.classList.toggle("folded", !isOpen);
  };

  const refresh = (card) => {
    drawHead(card);
    drawRemarks(card);
    if (card.element.querySelector("[data-form]").childElementCount) {
      pane.steps.sync(card);
      pane.parties.sync(card);
      pane.fields.fillAll(card);
      shapeFor(card);
    }
    pane.evidence.draw(card);
    pane.emit("evidence");
  };

  const undoable = (card, rows, text) => {
    const button = card.element.querySelector("[data-undo]");
    button.hidden = false;
    button.onclick = () => {
      button.hidden = true;
      for (const { table, row } of rows) (card.document[table] ??= []).push(row);
      refresh(card);
      pane.changed(card, { table: card.table, row: card.id, column: "" });
    };
    pane.announce(text);
    clearTimeout(card.undoTimer);
    card.undoTimer = setTimeout(() => (button.hidden = true), 60000);
  };

  /** Take rows out of a document, with what hangs on them; one press brings them back. */
  const removeRows = (card, rows, text) => {
    const gone = rows.map(({ table, row }) => ({ table, row }));
    for (const { row } of gone) {
      for (const table of Object.keys(card.document)) {
        for (const other of rowsOf(card.document, table)) {
          const hangs = other.id !== row.id && Object.entries(other).some(([name, cell]) => name !== "id" && cell === row.id);
          if (hangs && !gone.some((one) => one.row.id === other.id)) gone.push({ table, row: other });
        }
      }
    }
    const ids = new Set(gone.map(({ row }) => row.id));
    for (const table of Object.keys(card.document)) {
      card.document[table] = rowsOf(card.document, table).filter(({ id }) => !ids.has(id));
    }
    refresh(card);
    pane.changed(card, { table: card.table, row: card.id, column: "" });
    undoable(card, gone, text);
  };

  const listen = (card) => {
    const element = card.element;
    const asked = element.querySelector("[data-asked]");
    element.addEventListener("submit", (event) => event.preventDefault());
    element.addEventListener("focusin", () => pane.activate(card));
    element.querySelector("[data-fold]").addEventListener("click", ({ currentTarget }) => {
      unfold(card, currentTarget.getAttribute("aria-expanded") !== "true");
    });
    element.querySelector("[data-resolve]").addEventListener("click", () => pane.saving.resolve(card));
    element.querySelector("[data-remove]").addEventListener("click", () => {
      asked.hidden = false;
      asked.querySelector("[data-remove-no]").focus();
    });
    asked.querySelector("[data-remove-no]").addEventListener("click", () => {
      asked.hidden = true;
      element.querySelector("[data-remove]").focus();
    });
    asked.querySelector("[data-remove-yes]").addEventListener("click", () => pane.remove(card));
    for (const part of [pane.fields, pane.parties, pane.steps, pane.evidence]) part.listen(card);
  };

  /**
   * A card of a record as the server or a kept copy describes it.
   * @param {{id: string, table: string, document: object, [more: string]: any}} given
   */
  const make = (given, { isOpen }) => {
    const element = pane.clone("card");
    const kind = KIND_OF_TABLE[given.table];
    const card = {
      ...{ status: "", revision: null, seen: "", base: null, remarks: [], pending: null },
      ...given,
      ...{ kind, element, document: copy(given.document), base: given.base === undefined ? copy(given.document) : given.base },
      ...{ auto: new Set(), unread: new Set(), typed: new Set(), ownRows: new Set(given.ownRows ?? []) },
      ...{ edits: 0, isDirty: false, saving: null, isWaiting: false, conflict: null, isRestored: false, timer: 0 },
    };
    for (const part of [element, element.querySelector("[data-form]")]) Object.assign(part.dataset, { table: given.table, row: given.id });
    element.dataset.kind = kind;
    pane.cards.set(card.id, card);
    pane.list.append(element);
    listen(card);
    drawHead(card);
    drawRemarks(card);
    unfold(card, isOpen);
    pane.evidence.draw(card);
    return card;
  };

  return { make, build, refresh, unfold, removeRows, drawHead, titleOf, shapeFor };
};
