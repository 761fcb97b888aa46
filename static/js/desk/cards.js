/* The right pane of the desk: a card for each record, each a form bound to the rows of a document. */
import { makeCardView } from "./card.js";
import { followChanges } from "./changes.js";
import { makeChecks } from "./checks.js";
import { defaultsFrom, makeClaims, makeFinding } from "./claims.js";
import { makeConflicts } from "./conflicts.js";
import { makeCopies } from "./copies.js";
import { makeDates } from "./dates.js";
import { PARTIES, isEmpty, rowsOf } from "./documents.js";
import { makeEvidence } from "./evidence.js";
import { cellOf, controlOf, makeFields } from "./fields.js";
import { makePane } from "./pane.js";
import { makeParties } from "./parties.js";
import { makeProblems } from "./problems.js";
import { keepRecords } from "./records.js";
import { makeSaving } from "./saving.js";
import { makeSteps } from "./steps.js";
import { makeTaking } from "./taking.js";
import { filled } from "./texts.js";

const FIRST_FIELD = { events: "title_en", statements: "text", initiatives: "name_en", documents: "title_en", actors: "name_en" };

/** What has to be said in our own words is never filled with those of the article. */
const isInOurWords = ({ table, column }) =>
  ["text", "summary"].includes(column) || (table === "events" && column.startsWith("title_"));

/**
 * @param {HTMLElement} root
 * @param {any} desk
 */
export const makeCards = (root, desk) => {
  const pane = makePane(root, desk);
  let active = null;
  let lastField = null;

  pane.copies = makeCopies();
  pane.dates = makeDates(pane);
  pane.fields = makeFields(pane);
  pane.evidence = makeEvidence(pane);
  pane.parties = makeParties(pane);
  pane.steps = makeSteps(pane);
  const view = makeCardView(pane);
  Object.assign(pane, view);
  pane.problems = makeProblems(pane);
  pane.conflicts = makeConflicts(pane);
  pane.checks = makeChecks(pane);
  pane.saving = makeSaving(pane);
  pane.claims = makeClaims(pane);
  pane.finding = makeFinding(pane);
  pane.taking = makeTaking(pane);
  followChanges(pane);
  keepRecords(pane);
  pane.active = () => (active && pane.cards.has(active.id) ? active : null);
  pane.lastSpot = (card) => (lastField?.isConnected && card.element.contains(lastField) ? lastField : null);
  pane.defaults = (card) => defaultsFrom([...pane.cards.values()].filter((other) => other !== card));

  /* --- the card in hand --- */

  pane.activate = (card) => {
    const spot = document.activeElement?.closest?.("[data-column]");
    if (spot && card.element.contains(spot)) lastField = spot;
    if (active === card) return;
    const left = active;
    active = card;
    card.usedAt = Date.now();
    for (const other of pane.cards.values()) other.element.classList.toggle("active", other === card);
    if (left?.isDirty && pane.cards.has(left.id)) pane.saving.save(left);
  };
  pane.focus = ({ record, table, row, column }) => {
    const card = pane.cards.get(record);
    if (!card) return false;
    view.unfold(card);
    const spot = column ? pane.spot(card, { table, row, column }) : null;
    const form = spot?.closest("[data-party-form]");
    if (form) pane.parties.open(card, form.dataset.row, { focus: false });
    for (let details = spot?.closest("details"); details; details = details.parentElement.closest("details")) details.open = true;
    const line = row ? card.element.querySelector(`[data-party][data-row="${row}"] [data-edit]`) : null;
    const target = (spot && controlOf(spot)) ?? line ?? card.element.querySelector("[data-fold]");
    target.focus();
    target.scrollIntoView({ block: "center" });
    return true;
  };
  pane.focusLacking = (card) => {
    const cell = pane.saving.lackingColumns(card);
    return cell && pane.focus({ record: card.id, ...cell });
  };

  /* --- what the text side asks for --- */

  const begin = (kind, anchor, cells) => {
    const card = pane.create(kind, anchor, cells);
    pane.focus({ record: card.id, table: card.table, column: FIRST_FIELD[card.table] });
    return card;
  };

  const create = async (kind, anchor, cells = {}) => {
    if (kind === "field") return find(anchor);
    if (kind === "step") {
      pane.finding.open("step", (id) => pane.stepOn(id, anchor, { isFocused: true }));
      return true;
    }
    if (kind !== "party") return begin(kind, anchor, cells);
    const card = pane.active() ?? [...pane.cards.values()].filter((one) => one.table in PARTIES).at(-1);
    const step = card?.table === "initiatives" ? rowsOf(card.document, "initiative_steps").filter(({ id }) => card.ownRows.has(id)).at(-1) : null;
    if (!card || !(card.table in PARTIES || step)) return false;
    view.unfold(card);
    const [table, owner] = step ? ["initiative_steps", step.id] : [card.table, card.id];
    const place = pane.evidence.placeFor(card, { table, row: owner }, anchor);
    const row = pane.parties.add(card, table, owner, cells);
    if (place) pane.evidence.add(card, { table: PARTIES[table].table, row: row.id }, place);
    pane.parties.open(card, row.id, { focus: true });
    if (place) pane.announce(filled(pane.texts.party_cites, { n: pane.paragraphs.get(place.paragraph)?.number ?? "" }));
    return card;
  };
  const find = (anchor) => {
    pane.finding.open("field", (id) => pane.open(id, anchor));
    return true;
  };
  /** The selection for the field in hand: its evidence, and its value where it has none. */
  const attachTo = (card, spot, anchor) => {
    const cell = cellOf(spot);
    const row = rowsOf(card.document, cell.table).find(({ id }) => id === cell.row);
    const control = spot.dataset.control;
    pane.evidence.add(card, cell, anchor);
    desk.floater.hide();
    pane.announce(filled(pane.texts.attached, { field: spot.dataset.label }));
    if (!isEmpty(row[cell.column]) || !anchor.exact || isInOurWords(cell)) return;
    if (control === "lookup" || control === "lookups") pane.fields.lookup(spot).propose(anchor.exact);
    else if (["text", "area", "date"].includes(control)) {
      const input = controlOf(spot);
      input.value = anchor.exact;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const attach = async (anchor) => {
    const card = pane.active();
    const spot = document.activeElement?.closest?.("[data-row] [data-column]");
    if (card && spot && card.element.contains(spot)) attachTo(card, spot, anchor);
    else if (card) pane.claims.open(card, anchor);
    else return find(anchor);
    return true;
  };
  /** The selection for the focused field of the card in hand; false where there is no such field or no selection. */
  const use = () => {
    const card = pane.active();
    const spot = document.activeElement?.closest?.("[data-row] [data-column]");
    if (!card || !pane.selection || !spot?.querySelector("[data-use]") || !card.element.contains(spot)) return false;
    attachTo(card, spot, pane.selection);
    return true;
  };
  const focusEvidence = (id) => {
    const found = pane.evidence.find(id);
    if (!found) return false;
    const { card, row } = found;
    view.unfold(card);
    pane.activate(card);
    const mark = card.element.querySelector(`[data-evidence-id="${id}"] [data-show]`) ?? card.element.querySelector("[data-fold]");
    mark.closest("details")?.setAttribute("open", "");
    const owner = mark.closest("[data-row]");
    const isSpot = row.field && pane.focus({ record: card.id, table: owner?.dataset.table, row: owner?.dataset.row, column: row.field });
    if (!isSpot) mark.focus();
    return true;
  };

  /* --- opening an article --- */

  const restore = () => {
    const copies = Object.values(pane.copies.all());
    for (const kept of copies) {
      pane.numberFrom(JSON.stringify(kept));
      const there = pane.cards.get(kept.id);
      if (there) {
        there.element.remove();
        pane.cards.delete(kept.id);
      }
      const card = view.make({ ...there, ...kept }, { isOpen: true });
      card.isRestored = true;
      pane.saving.touch(card);
    }
    if (copies.length) pane.announce(pane.texts.restored);
  };
  const load = (cards, labels) => {
    for (const card of pane.cards.values()) clearTimeout(card.timer);
    pane.cards.clear();
    pane.list.replaceChildren();
    pane.labels.clear();
    for (const [id, label] of Object.entries(labels)) pane.labels.set(id, label);
    pane.article = desk.data.article;
    pane.paragraphs = new Map(desk.data.paragraphs.map((one) => [one.id, one]));
    pane.copies.use(desk.data.user.name, pane.article.id);
    active = lastField = null;
    for (const given of cards) view.make(given, { isOpen: false });
    restore();
    pane.showNothing();
    pane.checks.showLines([]);
    if (pane.cards.size) pane.checks.soon();
  };

  root.addEventListener("click", ({ target }) => {
    const use = target.closest("[data-use]");
    if (use && pane.selection) attachTo(pane.active(), use.closest("[data-column]"), pane.selection);
  });
  pane.bus.addEventListener("selection", ({ detail: { anchor } }) => {
    pane.selection = anchor;
    root.classList.toggle("selecting", Boolean(anchor));
  });
  const connection = root.querySelector("[data-connection]");
  pane.bus.addEventListener("connection", ({ detail: { online, signedOut } }) => {
    const isBack = !connection.hidden && online && !signedOut;
    connection.hidden = online && !signedOut;
    connection.querySelector("[data-connection-text]").textContent = signedOut ? pane.texts.signed_out : pane.texts.offline;
    connection.querySelector("[data-sign-in]").hidden = !signedOut;
    if (isBack) pane.announce(pane.texts.online);
  });
  connection.querySelector("[data-sign-in]").addEventListener("click", () => pane.store.signIn());

  return {
    ...{ load, create, attach, use, focusEvidence, open: pane.open },
    take: pane.taking.take,
    untake: pane.taking.untake,
    evidence: pane.evidence.listed,
    active: pane.active,
    saveAll: pane.saving.saveAll,
    checks: pane.checks,
  };
};
