/* A combobox over the server's look-up (ARIA 1.2: the list is beside the field, the focus stays in it). */
import { filled } from "./texts.js";

const PAUSE = 120; // milliseconds without a key before the server is asked
let number = 0;

/**
 * @typedef {{id: string, label: string, detail?: string, status?: string, [more: string]: any}} Found
 * @param {HTMLElement} spot the field: holds the input, the list and, for many, the chosen ones
 * @param {{search: (text: string) => Promise<Found[]>, label: (id: string) => string, chosen: (found: Found|null) => void,
 *   dropped?: (id: string) => void, create?: (text: string) => Found|null, creates?: (text: string) => boolean,
 *   clone: (name: string) => HTMLElement, texts: Record<string, string>}} parts
 */
export const makeLookup = (spot, parts) => {
  const { texts, clone } = parts;
  const input = spot.querySelector("[role=combobox]");
  const list = spot.querySelector("[role=listbox]");
  const chips = spot.querySelector("[data-chosen]");
  /** @type {Found[]} */
  let found = [];
  let at = -1;
  let asked = 0;
  let timer;
  let isWaiting = false;
  let wantsFirst = false;
  let value = "";

  const close = () => {
    clearTimeout(timer);
    asked += 1;
    isWaiting = wantsFirst = false;
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const say = (isOpen) => {
    spot.classList.toggle("open-text", isOpen);
    spot.querySelector("[data-open]")?.remove();
    if (!isOpen) return;
    const note = document.createElement("p");
    note.className = "help";
    note.dataset.open = "";
    note.textContent = texts.not_chosen;
    list.parentElement.after(note);
  };
  const light = (next) => {
    at = next;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const option = list.children[at];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const pick = (index) => {
    if (found[index]?.isNone) return;
    const one = found[index]?.isNew ? parts.create(found[index].name) : found[index];
    close();
    if (!one) return;
    input.value = chips ? "" : one.label;
    value = chips ? "" : one.id;
    say(false);
    parts.chosen(one);
  };
  const option = (one) => {
    const item = clone("option");
    number += 1;
    item.id = `option-${number}`;
    item.querySelector("[data-name]").textContent = one.isNew ? filled(texts.create, { name: one.name }) : one.label;
    item.querySelector("[data-detail]").textContent = one.detail ?? "";
    item.querySelector("[data-id]").textContent = one.isNew ? "" : one.id;
    if (one.isNone) item.setAttribute("aria-disabled", "true");
    const badge = item.querySelector("[data-draft]");
    badge.hidden = !one.status || one.status === "published";
    badge.textContent = texts.draft;
    item.setAttribute("aria-selected", "false");
    return item;
  };
  const show = (results, text) => {
    // Something new is never the first, nor what Enter takes unasked: the arrows lead there.
    found = results.length ? [...results] : [{ id: "", label: texts.no_result, isNone: true }];
    if (parts.creates?.(text)) found.push({ id: "", label: text, name: text, isNew: true });
    list.replaceChildren(...found.map(option));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    light(-1);
  };
  const search = async () => {
    const text = input.value.trim();
    asked += 1;
    const turn = asked;
    isWaiting = true;
    const results = await parts.search(text);
    if (turn !== asked) return;
    isWaiting = false;
    const isFirstWanted = wantsFirst;
    wantsFirst = false;
    show(results, text);
    // Enter came before the answer: the first match, but never something new, unseen.
    if (isFirstWanted && results.length) pick(0);
    else if (document.activeElement !== input) leave();
  };
  const searchSoon = () => {
    clearTimeout(timer);
    asked += 1;
    isWaiting = true;
    timer = setTimeout(search, PAUSE);
  };

  const go = (from, by) => {
    const order = found.map((_, step) => (from + by * step + found.length * 2) % found.length);
    light(order.find((place) => !found[place].isNone) ?? -1);
  };
  const moves = {
    ArrowDown: () => (list.hidden ? search() : go(at + 1, 1)),
    ArrowUp: () => (list.hidden ? search() : go(at < 0 ? found.length - 1 : at - 1, -1)),
    Home: () => go(0, 1),
    End: () => go(found.length - 1, -1),
  };
  const enter = () => {
    if (isWaiting) wantsFirst = true;
    else if (!list.hidden) pick(Math.max(at, 0));
  };

  input.addEventListener("input", () => {
    say(false);
    if (input.value.trim()) {
      searchSoon();
      return;
    }
    close();
    if (value && !chips) {
      value = "";
      parts.chosen(null);
    }
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const isOpen = !list.hidden || isWaiting;
    if (event.key === "Enter") {
      event.preventDefault();
      enter();
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Backspace" && chips && !input.value) {
      parts.dropped?.(chips.lastElementChild?.dataset.id);
    } else if (event.key in moves && (isOpen || event.key.startsWith("Arrow"))) {
      if (event.altKey || (list.hidden && !event.key.startsWith("Arrow"))) return;
      event.preventDefault();
      moves[event.key]();
    } else if (event.key === "Tab" && !list.hidden && at >= 0) {
      pick(at);
    }
  });
  /** What was typed and not chosen stays in sight and says so. */
  const leave = () => {
    const label = value ? parts.label(value) : "";
    close();
    say(input.value.trim() !== label && Boolean(input.value.trim()));
  };
  input.addEventListener("blur", () => {
    if (!wantsFirst) leave();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const index = [...list.children].indexOf(target.closest("[role=option]"));
    if (index >= 0) pick(index);
  });
  chips?.addEventListener("click", ({ target }) => {
    const chip = target.closest("[data-drop]")?.closest("[data-id]");
    if (!chip) return;
    parts.dropped(chip.dataset.id);
    input.focus();
  });

  const chip = (id) => {
    const item = clone("chosen");
    item.dataset.id = id;
    item.querySelector("[data-name]").textContent = parts.label(id);
    item.querySelector("[data-drop]").setAttribute("aria-label", filled(texts.drop_choice, { name: parts.label(id) }));
    return item;
  };
  return {
    /** Show what is stored: an id, or a list of them. */
    set(stored) {
      if (chips) {
        chips.replaceChildren(...(stored ?? []).map(chip));
        chips.hidden = !stored?.length;
        return;
      }
      const isTyping = document.activeElement === input && (!list.hidden || isWaiting);
      const isOpenText = spot.classList.contains("open-text") && (stored ?? "") === value;
      value = stored ?? "";
      if (!isTyping && !isOpenText) input.value = value ? parts.label(value) : "";
    },
    /** Look something up that was not typed here. */
    propose(text) {
      input.value = text;
      input.focus();
      return search();
    },
  };
};
