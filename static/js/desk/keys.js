/* Every shortcut of the desk, in one table: the keyboard, the hints on the buttons and the help are made from it. */
import { element } from "./texts.js";

/** @type {{action: string, keys: string[], group: string}[]} keys as KeyboardEvent.key gives them */
export const SHORTCUTS = [
  { action: "next-passage", keys: ["j"], group: "move" },
  { action: "previous-passage", keys: ["k"], group: "move" },
  { action: "next-suggestion", keys: ["n"], group: "move" },
  { action: "previous-suggestion", keys: ["p"], group: "move" },
  { action: "to-text", keys: ["Escape"], group: "move" },
  { action: "to-claim", keys: ["Enter"], group: "move" },
  { action: "sentence", keys: ["a"], group: "select" },
  { action: "whole", keys: ["A"], group: "select" },
  { action: "start-on", keys: ["v"], group: "select" },
  { action: "start-back", keys: ["V"], group: "select" },
  { action: "end-on", keys: ["w"], group: "select" },
  { action: "end-back", keys: ["W"], group: "select" },
  { action: "event", keys: ["e"], group: "code" },
  { action: "party", keys: ["b"], group: "code" },
  { action: "statement", keys: ["s"], group: "code" },
  { action: "step", keys: ["i"], group: "code" },
  { action: "document", keys: ["d"], group: "code" },
  { action: "field", keys: ["f"], group: "code" },
  { action: "use", keys: ["Alt+Enter"], group: "code" },
  { action: "take", keys: ["y"], group: "judge" },
  { action: "dismiss", keys: ["x"], group: "judge" },
  { action: "undo", keys: ["u"], group: "judge" },
  { action: "nothing", keys: ["o"], group: "finish" },
  { action: "digest", keys: ["g"], group: "finish" },
  { action: "check", keys: ["c"], group: "finish" },
  { action: "submit", keys: ["Ctrl+Enter"], group: "finish" },
  { action: "help", keys: ["?"], group: "finish" },
];

const SWITCH = "desk:single-keys";
const EDITABLE = "input, textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=textbox]";
/** Where somebody fills in a form a letter is never an order, on whatever of it the focus is: Escape leads out. */
const FORMS = "form, [data-card], [data-find]";

const stored = () => {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true; // storage refused: the choice holds for this page only
  }
};

/** The key as a Latin letter, whatever layout is in use: the place on the keyboard counts where the key has none. */
const latin = (event) => {
  if (event.key.length !== 1 || event.key.charCodeAt(0) < 128 || !/^Key[A-Z]$/.test(event.code)) return event.key;
  return event.shiftKey ? event.code.slice(3) : event.code.slice(3).toLowerCase();
};

/** A key as people read it. */
const cap = (key) => (/^[A-Z]$/.test(key) ? ["Shift", key] : key.split("+"));

const caps = (keys) => {
  const parts = keys.flatMap(cap).map((part) => element("kbd", "", part));
  return parts.flatMap((part, index) => (index ? [" + ", part] : [part]));
};

/**
 * Binds the keyboard, fills the help and the hints of the buttons.
 * @param {HTMLDialogElement} dialog
 * @param {object} desk
 * @param {(action: string) => void} act
 */
export const makeKeys = (dialog, desk, act) => {
  let single = stored();
  const byKey = new Map(SHORTCUTS.flatMap(({ action, keys }) => keys.map((key) => [key, action])));

  const actionOf = (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && !event.altKey && !event.shiftKey) return "submit";
    if (event.altKey && event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.shiftKey) return "use";
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (event.key === "Escape") return "to-text";
    if (event.target.closest(`${EDITABLE}, ${FORMS}`)) return undefined;
    const key = latin(event);
    return single && key.length === 1 ? byKey.get(key) : undefined;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    act(action);
  });

  // The arrows move where the focus is on a passage itself, as in any list.
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const by = { ArrowDown: "next-passage", ArrowUp: "previous-passage" }[event.key];
    if (!by || !event.target.matches("[data-passages] > li")) return;
    event.preventDefault();
    act(by);
  });

  for (const group of new Set(SHORTCUTS.map((one) => one.group))) {
    const block = element("section", "key-group");
    const table = element("dl", "key-list");
    for (const { action, keys } of SHORTCUTS.filter((one) => one.group === group)) {
      const row = element("div");
      const term = element("dt");
      term.append(...caps(keys));
      row.append(term, element("dd", "", desk.say(`key-${action}`)));
      table.append(row);
    }
    block.append(element("h3", "", desk.say(`keys-${group}`)), table);
    dialog.querySelector("[data-key-groups]").append(block);
  }

  const hint = () => {
    for (const button of document.querySelectorAll("[data-action]")) {
      const keys = SHORTCUTS.find(({ action }) => action === button.dataset.action)?.keys ?? [];
      const usable = keys.filter((key) => single || key.length > 1);
      const spot = button.querySelector("[data-hint]");
      if (spot) spot.textContent = usable.join(" ");
      if (usable.length) button.setAttribute("aria-keyshortcuts", usable.join(" ").replace("Ctrl", "Control"));
      else button.removeAttribute("aria-keyshortcuts");
    }
  };

  const box = dialog.querySelector("[data-single-keys]");
  box.checked = single;
  box.addEventListener("change", () => {
    single = box.checked;
    try {
      localStorage.setItem(SWITCH, single ? "on" : "off");
    } catch {
      /* as above */
    }
    hint();
  });
  hint();
  return { hint, single: () => single };
};
