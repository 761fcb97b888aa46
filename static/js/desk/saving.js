/* Saving a card: a while after the last change and when it is left; never twice, never over somebody else's work. */
import { locale } from "./dates.js";
import { awaited, copy, merged, nameless, renamed, rootOf, rowsOf, sendable } from "./documents.js";
import { filled } from "./texts.js";

const PAUSE = 1500; // milliseconds after the last change

/** @param {any} pane */
export const makeSaving = (pane) => {
  const { texts, store, copies } = pane;

  const state = (card, text, { level = "", canResolve = false } = {}) => {
    const line = card.element.querySelector("[data-state]");
    line.querySelector("[data-state-text]").textContent = text;
    line.className = `state ${level}`;
    line.querySelector("[data-resolve]").hidden = !canResolve;
  };
  const held = (card, text) => state(card, copies.failed() ? `${text} (${texts.not_kept})` : `${text} (${texts.kept_here})`, { level: "held" });

  const keep = (card) => {
    const { id, kind, table, status, revision, seen, base, document, pending, ownRows } = card;
    copies.keep(id, { id, kind, table, status, revision, seen, base, document, pending, ownRows: [...ownRows] });
  };

  /** Labels of what must be filled before a card can be saved. */
  const lacking = (card) => {
    const { tables, fields } = pane.choices;
    const empty = (table, row, columns) =>
      columns.filter((column) => !row[column]).map((column) => fields[table][column].short);
    const missing = empty(card.table, rootOf(card), tables[card.table].required);
    for (const step of card.document.initiative_steps ?? []) missing.push(...empty("initiative_steps", step, ["verb", "date"]));
    if (nameless(card.document).length) missing.push(texts.nobody_row);
    if (card.unread.size) missing.push(texts.unread_date);
    return [...new Set(missing)];
  };

  /** Cards this one refers to are saved first: their ids are not allotted yet. */
  const saveOthers = async (card, options) => {
    for (const id of awaited(card.document)) {
      const other = pane.cards.get(id);
      if (!other) continue;
      if (!(await save(other, options))) {
        held(card, filled(texts.waits, { name: pane.titleOf(other) }));
        return false;
      }
    }
    return true;
  };

  const kept = (card, sent, edits, body) => {
    pane.renumber(body.allotted ?? {});
    const before = renamed(sent, body.allotted ?? {});
    card.document = merged(before, body.document, card.document);
    Object.assign(card, { base: copy(body.document), seen: body.seen, status: body.status, revision: body.revision, pending: null });
    for (const [id, label] of Object.entries(body.labels ?? {})) pane.labels.set(id, label);
    card.isDirty = card.edits !== edits;
    if (card.isDirty) keep(card);
    else copies.drop(card.id);
    card.isRestored = false;
    if (!card.isDirty) card.typed.clear();
    pane.problems.clear(card);
    pane.refresh(card);
    const time = new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(new Date());
    if (!card.isDirty) state(card, filled(texts.saved, { time }), { level: "done" });
    pane.emit("saved", { id: card.id, coverage: body.coverage });
    pane.checks.soon();
  };

  const resolve = async (card) => {
    const answer = card.conflict;
    const document = await pane.conflicts.ask(answer);
    if (!document) return false;
    Object.assign(card, { document, base: answer.theirs, seen: answer.seen, conflict: null });
    pane.refresh(card);
    touch(card);
    return save(card);
  };

  const refused = (card, { status, body }, { isAsked }) => {
    card.pending = null;
    keep(card);
    if (status === 409) {
      card.conflict = body;
      state(card, texts.conflict, { level: "wrong", canResolve: true });
      setTimeout(() => resolve(card)); // the choice is saved by a save of its own
      return false;
    }
    if (status === 400 && body?.problems?.length) {
      state(card, texts.refused, { level: "wrong" });
      pane.problems.show(card, body.problems, { isAsked });
    } else {
      state(card, filled(texts.failed, { message: body?.message ?? texts.no_answer }), { level: "wrong" });
    }
    return false;
  };

  const send = async (card, options) => {
    const edits = card.edits;
    // A save whose answer never came is repeated as it was, with its key: the server knows it by that.
    const body = card.pending ?? {
      key: crypto.randomUUID(),
      table: card.table,
      id: card.id,
      seen: card.seen,
      base: card.base,
      document: sendable(card.document),
      article: pane.article.id,
    };
    const wasPending = Boolean(card.pending);
    card.pending = body;
    keep(card);
    state(card, texts.saving);
    const answer = await store.post(pane.urls.save, body);
    if (answer.status !== 200) return refused(card, answer, options);
    kept(card, body.document, wasPending ? -1 : edits, answer.body);
    return true;
  };

  const round = async (card, options) => {
    await pane.fields.settled(card);
    if (!card.isDirty) return true;
    if (card.conflict) {
      if (options.isAsked) setTimeout(() => resolve(card));
      return false;
    }
    const missing = lacking(card);
    if (missing.length && !card.pending) {
      held(card, filled(texts.missing, { fields: missing.join(", ") }));
      return false;
    }
    card.isWaiting = true;
    const isReady = await saveOthers(card, options);
    card.isWaiting = false;
    return isReady ? send(card, options) : false;
  };

  const attempt = async (card, options) => {
    const isRepeat = Boolean(card.pending);
    if (!(await round(card, options))) return false;
    if (card.isDirty && (isRepeat || options.isAsked)) return round(card, options);
    if (card.isDirty) card.timer = setTimeout(() => save(card), PAUSE); // typed while it was being sent
    return true;
  };

  /** @returns {Promise<boolean>} whether the record is on the server */
  const save = (card, options = { isAsked: false }) => {
    clearTimeout(card.timer);
    if (!card.saving) {
      card.saving = attempt(card, options).finally(() => (card.saving = null));
      return card.saving;
    }
    // While one save is under way the next waits for it; one that waits for us already is not waited for.
    if (card.isWaiting) return Promise.resolve(false);
    return card.saving.then(() => (card.isDirty ? save(card, options) : true));
  };

  /** Something changed: kept in the browser at once, on the server soon. */
  const touch = (card) => {
    card.edits += 1;
    card.isDirty = true;
    keep(card);
    const missing = lacking(card);
    if (missing.length) held(card, filled(texts.missing, { fields: missing.join(", ") }));
    else state(card, texts.unsaved);
    clearTimeout(card.timer);
    card.timer = setTimeout(() => save(card), PAUSE);
  };

  const dirty = () => [...pane.cards.values()].filter((card) => card.isDirty);
  window.addEventListener("beforeunload", (event) => {
    if (dirty().length && copies.failed()) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") dirty().forEach((card) => save(card));
  });

  return {
    save,
    touch,
    keep,
    resolve,
    state,
    /** Everything at once; the focus goes to what is in the way. */
    async saveAll() {
      let isDone = true;
      for (const card of dirty()) isDone = (await save(card, { isAsked: isDone })) && isDone;
      const [stuck] = dirty();
      if (stuck && !stuck.conflict) pane.focusLacking(stuck);
      return isDone;
    },
    lackingColumns(card) {
      const row = rootOf(card);
      const columns = pane.choices.tables[card.table].required.filter((column) => !row[column]);
      if (columns.length) return { table: card.table, row: card.id, column: columns[0] };
      const step = rowsOf(card.document, "initiative_steps").find(({ verb, date }) => !verb || !date);
      return step ? { table: "initiative_steps", row: step.id, column: step.verb ? "date" : "verb" } : null;
    },
  };
};
