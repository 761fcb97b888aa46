/* A selection as evidence for one field of a record: what the source gives is kept beside the record's own value. */
import { PARTIES, isEmpty, rootOf, rowOf, rowsOf, same } from "./documents.js";
import { filled } from "./texts.js";

const LEFT_OUT = new Set(["event", "statement", "step", "initiative", "actor"]);

/** @param {any} pane */
export const makeClaims = (pane) => {
  const { texts } = pane;

  /** Every cell a source can speak of: those of the record, then each party's. */
  const targets = (card) => {
    const { fields } = pane.choices;
    const found = [{ table: card.table, row: card.id, column: "", label: texts.whole }];
    for (const column of Object.keys(fields[card.table])) {
      found.push({ table: card.table, row: card.id, column, label: fields[card.table][column].label });
    }
    for (const { table } of Object.values(PARTIES)) {
      for (const row of rowsOf(card.document, table)) {
        const name = pane.parties.nameOf(row);
        found.push({ table, row: row.id, column: "", label: name });
        for (const [column, { label }] of Object.entries(fields[table])) {
          if (!LEFT_OUT.has(column) && !isEmpty(row[column])) found.push({ table, row: row.id, column, label: `${name}: ${label}` });
        }
      }
    }
    return found;
  };

  const own = (card, { table, row, column }) => rowOf(card.document, table, row)?.[column];

  /** Whether what a source gives is what the record has: the same words, or the same date in other words. */
  const agrees = async (card, target, text) => {
    const value = own(card, target);
    const fold = (words) => String(words).trim().toLocaleLowerCase();
    if (!text || !target.column || fold(pane.spell(target.table, target.column, value)) === fold(text)) return true;
    if (fold(value) === fold(text)) return true;
    if (pane.choices.fields[target.table][target.column].control !== "date") return false;
    return same((await pane.dates.read(text))?.edtf, value);
  };

  const open = (card, anchor) => {
    const holder = card.element.querySelector("[data-claim-form]");
    const form = pane.clone("claim");
    const choices = targets(card);
    const [field, value] = ["field", "value"].map((name) => form.querySelector(`[data-claim-${name}]`));
    const [ownLine, says] = ["own", "says"].map((name) => form.querySelector(`[data-${name}]`));
    const chosen = () => choices[Number(field.value)];
    const close = () => {
      holder.hidden = true;
      holder.replaceChildren();
      card.element.querySelector("[data-fold]").focus();
    };
    const tell = async () => {
      const { table, column } = chosen();
      const stored = own(card, chosen());
      ownLine.hidden = !column;
      const shown = isEmpty(stored) ? texts.empty_value : pane.spell(table, column, stored);
      ownLine.textContent = filled(texts.on_record, { value: shown });
      const text = value.value.trim();
      says.textContent = column && text ? ((await agrees(card, chosen(), text)) ? texts.will_support : texts.will_contradict) : "";
    };
    const add = async () => {
      const text = value.value.trim();
      const isSame = await agrees(card, chosen(), text);
      pane.evidence.add(card, chosen(), anchor, { value: text, stance: isSame ? "supports" : "contradicts" });
      pane.announce(filled(texts.attached, { field: chosen().label }));
      close();
    };
    field.append(...choices.map(({ label }, index) => new Option(label, String(index))));
    form.querySelector("[data-number]").textContent = `¶${pane.paragraphs.get(anchor.paragraph)?.number ?? ""}`;
    form.querySelector("[data-words]").textContent = anchor.exact;
    form.querySelector("[data-claim-add]").addEventListener("click", add);
    form.querySelector("[data-claim-cancel]").addEventListener("click", close);
    value.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      add();
    });
    field.addEventListener("change", tell);
    value.addEventListener("input", tell);
    holder.replaceChildren(form);
    holder.hidden = false;
    tell();
    field.focus();
  };

  return { open };
};

/**
 * Find or create: an initiative for a new step, or any record for new evidence.
 * @param {any} pane
 */
export const makeFinding = (pane) => {
  const search = (section, kind, found) => {
    const spot = section.querySelector("[data-look]");
    return pane.combobox(spot, {
      search: (text) => pane.lookUp(kind(), text, {}),
      chosen: found,
      creates: (text) => kind() === "initiative" && text.length > 1 && section.dataset.find === "step",
      create: (text) => pane.createBeside("initiative", text, ""),
    });
  };

  /** @param {"step"|"field"} purpose */
  const open = (purpose, found) => {
    pane.list.querySelector("[data-find]")?.remove();
    const section = pane.clone("find");
    const kinds = section.querySelector("[data-kind]");
    section.dataset.find = purpose;
    section.querySelector("[data-which]").hidden = purpose === "step";
    section.querySelector("[data-what]").textContent = pane.texts[purpose];
    const done = (one) => {
      if (!one) return;
      pane.learn(one);
      section.remove();
      found(one.id);
    };
    search(section, () => (purpose === "step" ? "initiative" : kinds.value), done);
    section.querySelector("[data-cancel]").addEventListener("click", () => section.remove());
    pane.list.append(section);
    section.scrollIntoView({ block: "nearest" });
    section.querySelector(purpose === "step" ? "[role=combobox]" : "select").focus();
  };

  return { open };
};

/** What a card is about, for another card to begin with: its event and its day. */
export const defaultsFrom = (cards) => {
  const event = cards.filter(({ kind }) => kind === "event").sort((one, other) => (other.usedAt ?? 0) - (one.usedAt ?? 0))[0];
  if (!event) return {};
  const { date, date_basis, place } = rootOf(event);
  return { event: event.id, date, date_basis, place };
};
