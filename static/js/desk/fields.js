/* The fields of a card, bound to the cells of its document by data-table, data-row and data-column. */
import { bindKinds } from "./kinds.js";
import { makeLookup } from "./lookup.js";
import { isEmpty, rowOf, same } from "./documents.js";
import { filled } from "./texts.js";

const CREATABLE = { actor: "actor", party: "actor", body: "actor", initiative: "initiative", document: "document" };
const HAN = /[\u3400-\u9fff]/g;

/** Words as the limit for quotations counts them: two Han characters are one. */
export const countWords = (text) => {
  const han = text.match(HAN)?.length ?? 0;
  return text.replace(HAN, " ").split(/\s+/).filter(Boolean).length + Math.ceil(han / 2);
};

/** Where a field writes: its table, row and column. */
export const cellOf = (spot) => {
  const row = spot.closest("[data-row]");
  return { table: row.dataset.table, row: row.dataset.row, column: spot.dataset.column };
};
export const controlOf = (spot) =>
  spot.querySelector("[role=combobox], input:checked") ?? spot.querySelector("input, select, textarea");

/** @param {any} pane what the modules of the cards share (see cards.js) */
export const makeFields = (pane) => {
  const lookups = new WeakMap();
  const { texts } = pane;

  const rowBehind = (card, spot) => {
    const { table, row } = cellOf(spot);
    return rowOf(card.document, table, row);
  };
  const write = (card, spot, value) => {
    const cell = cellOf(spot);
    const row = rowOf(card.document, cell.table, cell.row);
    if (!row || same(row[cell.column], value)) return;
    const before = row[cell.column];
    row[cell.column] = value;
    card.auto.delete(`${cell.row}.${cell.column}`);
    pane.changed(card, { ...cell, before });
  };

  const counted = (spot, text) => {
    let counter = spot.querySelector("[data-counter]");
    if (!counter) {
      counter = document.createElement("span");
      counter.className = "help counter";
      counter.dataset.counter = "";
      spot.querySelector(".with-ev").append(counter);
    }
    const n = countWords(text);
    const isQuotation = spot.dataset.column === "quotation";
    const most = pane.choices.quotation_words;
    counter.textContent = isQuotation ? filled(texts.words_of, { n, most }) : filled(texts.words, { n });
    counter.classList.toggle("over", isQuotation && n > most);
  };
  const hasCounter = (spot) => ["quotation", "summary", "text"].includes(spot.dataset.column);

  const readDate = async (card, spot, read = pane.dates.read) => {
    const input = controlOf(spot);
    const text = input.value.trim();
    const output = spot.querySelector("[data-reading]");
    const { table, row, column } = cellOf(spot);
    const place = `${table}.${row}.${column}`;
    const reading = text ? await read(text) : null;
    if (input.value.trim() !== text || !spot.isConnected) return;
    pane.dates.show(output, reading);
    if (reading?.error) card.unread.add(place);
    else card.unread.delete(place);
    // Only what was typed is put into EDTF; a stored date is not touched by looking at it.
    if (reading?.edtf && (card.typed.has(place) || card.isRestored)) write(card, spot, reading.edtf);
  };

  /** A state was chosen as who takes part: it is no person, so it goes into the field beside. */
  const asState = (card, spot, { id, label }) => {
    const { table, row } = cellOf(spot);
    const auto = ["represents", "post"].filter((column) => card.auto.has(`${row}.${column}`));
    for (const [column, value] of [...auto.map((name) => [name, null]), ["actor", null], ["country", id]]) {
      const other = pane.spot(card, { table, row, column });
      write(card, other, value);
      fill(card, other);
    }
    pane.announce(filled(texts.as_state, { name: label }));
  };

  const lookupOf = (card, spot) => {
    const isMany = spot.dataset.control === "lookups";
    const stored = () => rowBehind(card, spot)?.[spot.dataset.column] ?? [];
    const kind = CREATABLE[spot.dataset.look];
    return makeLookup(spot, {
      texts,
      clone: pane.clone,
      label: pane.label,
      search: (text) => pane.lookUp(spot.dataset.look, text, pane.circumstances(card, spot)),
      chosen: (one) => {
        if (one) pane.learn(one);
        if (one?.is_state) return asState(card, spot, one);
        if (isMany) write(card, spot, one && !stored().includes(one.id) ? [...stored(), one.id] : stored());
        else write(card, spot, one?.id ?? null);
        fill(card, spot);
        return one && pane.chosen(card, cellOf(spot), one);
      },
      dropped: (id) => {
        write(card, spot, stored().filter((one) => one !== id));
        fill(card, spot);
      },
      creates: (text) => Boolean(kind) && text.length > 1,
      create: (text) => pane.createBeside(kind, text, spot.dataset.look),
    });
  };

  const fillers = {
    radios: (card, spot, value) => {
      for (const radio of spot.querySelectorAll("input")) radio.checked = radio.value === (value ?? "");
    },
    lookup: (card, spot, value) => lookups.get(spot).set(value),
    date: (card, spot, value) => {
      const input = controlOf(spot);
      if (document.activeElement === input && input.value) return;
      input.value = value ?? "";
      readDate(card, spot);
    },
    plain: (card, spot, value) => {
      const input = controlOf(spot);
      const text = isEmpty(value) ? "" : String(value);
      // A value of another list stays as it is: it gets an entry of its own.
      if (input.matches("select") && text && ![...input.options].some((one) => one.value === text)) input.add(new Option(text, text));
      if (input.value !== text) input.value = text;
      if (hasCounter(spot)) counted(spot, text);
    },
  };
  fillers.kinds = fillers.radios;
  fillers.lookups = fillers.lookup;

  /** Show what is stored in the cell of a field. */
  const fill = (card, spot) => {
    const row = rowBehind(card, spot);
    if (row) (fillers[spot.dataset.control] ?? fillers.plain)(card, spot, row[spot.dataset.column]);
  };

  const heard = (card, spot, target, { isTyping }) => {
    const control = spot.dataset.control;
    if (control === "lookup" || control === "lookups") return;
    if (control === "date") {
      if (!isTyping) return;
      const place = Object.values(cellOf(spot)).join(".");
      card.unread.delete(place);
      card.typed.add(place);
      write(card, spot, target.value.trim());
      pane.dates.follow(target, () => readDate(card, spot));
    } else if (control === "number") {
      const text = target.value.trim();
      write(card, spot, /^\d+$/.test(text) ? Number(text) : text || null);
    } else {
      write(card, spot, target.value);
      if (hasCounter(spot)) counted(spot, target.value);
    }
  };

  return {
    fill,
    /** Make the fields within an element work, and show what they hold. */
    bind(card, scope) {
      for (const spot of scope.querySelectorAll("[data-column]")) {
        if (spot.dataset.look && !lookups.has(spot)) lookups.set(spot, lookupOf(card, spot));
        if (spot.dataset.control === "kinds") bindKinds(spot, (value) => write(card, spot, value));
        fill(card, spot);
      }
    },
    listen(card) {
      const hear = (event) => {
        const spot = event.target.closest("[data-column]");
        if (spot) heard(card, spot, event.target, { isTyping: event.type === "input" });
      };
      card.element.addEventListener("input", hear);
      card.element.addEventListener("change", hear);
    },
    fillAll(card) {
      for (const spot of card.element.querySelectorAll("[data-row] [data-column]")) fill(card, spot);
    },
    /** Every date that was typed is read before it is sent: the server takes EDTF alone. */
    settled: (card) =>
      Promise.all(
        [...card.element.querySelectorAll('[data-row] [data-control="date"]')]
          .filter((spot) => card.isRestored || card.typed.has(Object.values(cellOf(spot)).join(".")))
          .map((spot) => readDate(card, spot, pane.dates.readForSure)),
      ),
    lookup: (spot) => lookups.get(spot),
    write,
  };
};
