/* The left pane: the passages of the article, which one is in hand, their marks, and what is coded from each. */
import { points, slice } from "./anchors.js";
import { behind, drawPassage, signature } from "./marks.js";
import { makeSelecting } from "./selecting.js";
import { element } from "./texts.js";

const CLICK_AFTER = 300; // milliseconds from a release to its click, at most
const QUIET = new Set(["sidebar", "boilerplate"]);

/**
 * @param {HTMLElement} root  holds <ol data-passages> and <template data-passage>
 * @param {object} desk
 */
export const makeText = (root, desk) => {
  const list = root.querySelector("[data-passages]");
  const pattern = root.querySelector("template[data-passage]");
  /** @type {Map<string, object>} */
  let passages = new Map();
  let inHand = "";

  const all = () => [...passages.values()];
  const of = (node) => {
    const from = node instanceof Element ? node : node?.parentElement;
    const spot = from?.closest("[data-spot]");
    return spot && list.contains(spot) ? passages.get(spot.closest("li").dataset.paragraph) : undefined;
  };
  const current = () => passages.get(inHand) ?? all()[0];
  const selecting = makeSelecting({ all, of, get: (id) => passages.get(id), current }, desk);

  /* --- which passage is in hand --- */

  let isPressed = false;
  let wanted = null;
  let settling;

  const take = (passage, { focus = false } = {}) => {
    if (!passage) return;
    if (isPressed) {
      wanted = passage; // nothing may move under the pointer while it selects
      return;
    }
    const changed = passage.id !== inHand;
    inHand = passage.id;
    for (const { item, id } of passages.values()) {
      const here = id === inHand;
      item.tabIndex = here ? 0 : -1;
      item.classList.toggle("on", here);
      if (here) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
      for (const mark of item.querySelectorAll("mark[role=button]")) mark.tabIndex = here ? 0 : -1;
    }
    if (focus) {
      passage.item.focus({ preventScroll: true });
      passage.item.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
    if (changed) desk.bus.dispatchEvent(new CustomEvent("passage", { detail: { passage } }));
  };

  const move = (by) => {
    const shown = all().filter(({ item }) => item.offsetParent !== null);
    const place = shown.indexOf(current());
    selecting.clear();
    take(shown[Math.min(shown.length - 1, Math.max(0, place + by))], { focus: true });
  };

  list.addEventListener("focusin", ({ target }) => take(passages.get(target.closest("li")?.dataset.paragraph)));
  list.addEventListener("pointerdown", ({ target }) => {
    isPressed = true;
    wanted = passages.get(target.closest("li")?.dataset.paragraph) ?? null;
  });
  const settle = () => {
    clearTimeout(settling);
    if (!isPressed) return;
    isPressed = false;
    take(wanted);
  };
  // A click comes after the release, and is to meet what was pressed; a selection ends without one.
  document.addEventListener("pointerup", () => (settling = setTimeout(settle, CLICK_AFTER)));
  document.addEventListener("pointercancel", () => (isPressed = false));
  document.addEventListener("click", settle);
  desk.bus.addEventListener("selection", ({ detail: { anchor } }) => anchor && take(passages.get(anchor.paragraph)));

  /* --- drawing --- */

  const make = (data) => {
    const item = pattern.content.firstElementChild.cloneNode(true);
    item.dataset.paragraph = data.id;
    item.classList.add(`kind-${data.kind}`);
    item.classList.toggle("quiet", QUIET.has(data.kind));
    item.id = `passage-${data.number}`;
    const passage = { ...data, item, spot: item.querySelector("[data-spot]"), length: points(data.text), drawn: "" };
    item.querySelector("[data-number]").textContent = `¶${data.number}`;
    item.querySelector("[data-number-words]").textContent = desk.say("paragraph-number", { number: data.number });
    const kind = item.querySelector("[data-kind]");
    kind.hidden = data.kind === "body";
    kind.textContent = desk.say(`kind-${data.kind}`);
    const dated = item.querySelector("[data-dated]");
    dated.hidden = !data.dated;
    dated.textContent = data.dated ? desk.say("dated", { date: data.dated_words || data.dated }) : "";
    item.querySelector("[data-no-text]").hidden = Boolean(data.text) || data.kind === "whole";
    drawPassage(passage.spot, data.text, []);
    return passage;
  };

  const render = (paragraphs) => {
    selecting.clear();
    passages = new Map(paragraphs.map((data) => [data.id, make(data)]));
    list.replaceChildren(...all().map(({ item }) => item));
    const quiet = all().filter(({ kind }) => QUIET.has(kind)).length;
    desk.bus.dispatchEvent(new CustomEvent("rendered", { detail: { quiet } }));
    inHand = "";
    take(all().find(({ kind }) => kind === "body") ?? all()[0]);
  };

  const chips = (passage, rows) => {
    const byTable = new Map();
    for (const row of rows) byTable.set(row.table, [...(byTable.get(row.table) ?? []), row]);
    const made = [...byTable].map(([table, group]) => {
      const chip = element("button", "chip-link", desk.say(`table-${table}`));
      if (group.length > 1) chip.append(` × ${group.length}`);
      chip.type = "button";
      let next = 0;
      chip.addEventListener("click", () => {
        mark(group[next % group.length].id);
        next += 1;
      });
      return chip;
    });
    passage.item.querySelector("[data-coded]").replaceChildren(...made);
    passage.item.classList.toggle("has-claims", rows.length > 0);
  };

  const claimOf = (passage) => ({ id, start, end, table, stance, label }) => {
    const whole = start === 0 && end === passage.length;
    return { id, start, end, stance, label, whole, evidence: true, tag: whole ? "" : desk.say(`tag-${table}`) };
  };
  const hintOf = ({ key, start, end, kind, label, active, target }) => {
    const tag = active && kind !== "quotation" ? target : "";
    return { key, start, end, kind, label, active, tag };
  };

  const draw = (evidence, suggestions) => {
    const redrawn = [];
    for (const passage of all()) {
      const rows = evidence.filter((row) => row.paragraph === passage.id);
      const found = suggestions.filter(
        (one) => one.paragraph === passage.id && !one.decided && slice(passage.text, one.start, one.end) === one.exact,
      );
      const claims = rows
        .filter((row) => row.start !== null && row.start !== undefined && row.end <= passage.length)
        .map(claimOf(passage));
      const hints = found.map(hintOf);
      const drawn = signature([...claims, ...hints]);
      if (drawn !== passage.drawn) {
        const hadFocus = passage.spot.contains(document.activeElement);
        drawPassage(passage.spot, passage.text, [...claims, ...hints]);
        if (hadFocus) passage.item.focus({ preventScroll: true });
        passage.drawn = drawn;
        redrawn.push(passage.id);
      }
      chips(passage, rows);
    }
    take(current());
    selecting.repaint(redrawn);
  };

  /* --- from mark to claim and back --- */

  const mark = (evidenceId) => desk.bus.dispatchEvent(new CustomEvent("mark", { detail: { evidenceId } }));

  const activate = (target) => {
    const evidence = behind(target).find((span) => span.evidence);
    if (evidence) mark(evidence.id);
    else if (behind(target).length) desk.suggestions?.pick(behind(target)[0].key);
    return Boolean(behind(target).length);
  };

  list.addEventListener("click", ({ target }) => {
    settle();
    const drawn = target.closest("mark");
    if (drawn && document.getSelection().isCollapsed) activate(drawn);
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (!event.target.matches("mark[role=button]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    activate(event.target);
  });

  const show = (anchor, { scroll = true } = {}) => {
    const passage = passages.get(anchor.paragraph);
    if (!passage) return;
    if (QUIET.has(passage.kind)) desk.bus.dispatchEvent(new CustomEvent("quiet-wanted"));
    take(passage);
    passage.item.classList.remove("folded");
    selecting.flash(passage, anchor.start === null || anchor.start === undefined ? null : anchor);
    passage.item.classList.remove("shown");
    void passage.item.offsetWidth; // starts the animation again
    passage.item.classList.add("shown");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (scroll) passage.item.scrollIntoView({ block: "nearest", behavior: calm ? "instant" : "smooth" });
  };

  return {
    render,
    draw,
    show,
    move,
    take,
    selecting,
    passage: current,
    get: (id) => passages.get(id),
    byNumber: (number) => all().find((passage) => passage.number === number),
    current: () => current()?.number ?? 0,
    selection: () => selecting.held(),
    select: (anchor) => selecting.set(passages.get(anchor.paragraph), anchor),
    /** What a new record would stand on: the selection, else the whole passage in hand. */
    anchor: () => {
      const held = selecting.held();
      if (held?.paragraph === current()?.id) return held;
      return current() ? selecting.wholeOf(current()) : null;
    },
    focus: () => take(current(), { focus: true }),
  };
};
