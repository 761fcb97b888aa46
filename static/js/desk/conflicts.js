/* Somebody saved the record first: original, theirs and yours, one chosen for each value that differs. */
import { copy, isEmpty } from "./documents.js";
import { filled } from "./texts.js";

/** @param {any} pane */
export const makeConflicts = (pane) => {
  const { texts } = pane;
  const dialog = pane.document.querySelector("[data-conflict-dialog]");
  const lines = dialog.querySelector("[data-conflict-lines]");
  const form = dialog.querySelector("form");

  const inWords = (conflict, side) => {
    const value = conflict[side];
    if (conflict.column) return isEmpty(value) ? texts.empty_value : pane.spell(conflict.table, conflict.column, value);
    return isEmpty(value) ? texts.row_removed : rowInWords(conflict.table, value);
  };
  const rowInWords = (table, row) => {
    if (typeof row !== "object") return String(row);
    const cells = Object.entries(row).filter(([column, value]) => column in (pane.choices.fields[table] ?? {}) && !isEmpty(value));
    return cells.map(([column, value]) => pane.spell(table, column, value)).join(" · ");
  };

  const draw = (conflict, index) => {
    const line = pane.clone("conflict-line");
    const shape = pane.choices.tables[conflict.table];
    const field = pane.choices.fields[conflict.table]?.[conflict.column]?.label ?? shape?.label ?? conflict.table;
    line.querySelector("[data-field]").textContent = field;
    for (const side of ["original", "theirs", "yours"]) {
      line.querySelector(`[data-${side}]`).textContent = inWords(conflict, side);
    }
    for (const radio of line.querySelectorAll("input")) {
      radio.name = `conflict-${index}`;
      const words = { theirs: texts.theirs_for, yours: texts.yours_for }[radio.value];
      radio.setAttribute("aria-label", `${filled(words, { field })}: ${inWords(conflict, radio.value)}`);
    }
    return line;
  };

  const put = (document, { table, row: id, column }, value) => {
    const rows = (document[table] ??= []);
    const index = rows.findIndex((row) => row.id === id);
    if (column) {
      if (index >= 0) rows[index][column] = value;
    } else if (isEmpty(value)) {
      if (index >= 0) rows.splice(index, 1);
    } else if (index >= 0) rows[index] = value;
    else rows.push(value);
  };

  /** The document with what was chosen. */
  const resolved = ({ conflicts, merged }) => {
    const document = copy(merged);
    conflicts.forEach((conflict, index) => {
      const side = lines.querySelector(`[name=conflict-${index}]:checked`).value;
      put(document, conflict, copy(conflict[side]));
    });
    return document;
  };

  /**
   * Ask for each value; null where the answer is put off.
   * @param {{conflicts: any[], merged: object}} answer
   * @returns {Promise<object|null>}
   */
  const ask = (answer) =>
    new Promise((resolve) => {
      const from = pane.document.activeElement;
      lines.replaceChildren(...answer.conflicts.map(draw));
      const finish = (result) => {
        form.onsubmit = dialog.oncancel = dialog.querySelector("[data-cancel]").onclick = null;
        dialog.close();
        if (from?.isConnected) from.focus();
        resolve(result);
      };
      form.onsubmit = (event) => {
        event.preventDefault();
        finish(resolved(answer));
      };
      dialog.oncancel = (event) => {
        event.preventDefault();
        finish(null);
      };
      dialog.querySelector("[data-cancel]").onclick = () => finish(null);
      dialog.showModal();
      lines.querySelector("input:checked")?.focus();
    });

  return { ask };
};
