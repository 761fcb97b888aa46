/* Two small bars by the text: "What does it support?" for a selection, "Take it?" for a suggestion in hand.
   On phones the style sheet fixes them to the foot of the screen and their place here is not used. */
import { rangeOf } from "./anchors.js";

const SETTLED = 350; // milliseconds without a change: a touch selection has no end of its own

/**
 * @param {HTMLElement} root  the pane; positions are within its [data-floor]
 * @param {object} desk
 */
export const makeFloater = (root, desk) => {
  const floor = root.querySelector("[data-floor]");
  const tools = floor.querySelector("[data-tools]");
  const offer = floor.querySelector("[data-offer]");
  let pressed = false;
  let isNew = false; // a selection whose tools were not shown yet: only that brings them up, and the text into sight
  let timer;

  const place = (bar, span) => {
    const passage = desk.text.get(span.paragraph);
    if (!passage) return;
    const under = floor.getBoundingClientRect();
    const boxes = [...rangeOf(passage.spot, span).getClientRects()];
    const last = boxes.at(-1) ?? passage.item.getBoundingClientRect();
    const most = Math.max(0, under.width - bar.offsetWidth);
    bar.style.setProperty("--x", `${Math.min(most, Math.max(0, last.left - under.left))}px`);
    bar.style.setProperty("--y", `${last.bottom - under.top + 6}px`);
  };

  // On a phone the bar lies over the foot of the screen: what it is about has to stay in sight.
  const reveal = ({ paragraph }) => {
    const isWide = matchMedia("(min-width: 56.25em)").matches;
    if (!isWide) desk.text.get(paragraph)?.item.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  const showTools = () => {
    const anchor = desk.text.selection();
    tools.hidden = !anchor || pressed;
    if (tools.hidden) return;
    isNew = false;
    offer.hidden = true;
    place(tools, anchor);
    reveal(anchor);
  };

  desk.bus.addEventListener("selection", ({ detail: { anchor } }) => {
    clearTimeout(timer);
    isNew = Boolean(anchor);
    if (!anchor) tools.hidden = true;
    else timer = setTimeout(showTools, SETTLED);
  });
  document.addEventListener("pointerdown", () => (pressed = true));
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      pressed = false;
      if (!isNew) return;
      clearTimeout(timer);
      timer = setTimeout(showTools, 0);
    });
  }
  // Pressing a button must not end the selection it is about.
  for (const bar of [tools, offer]) bar.addEventListener("pointerdown", (event) => event.preventDefault());

  // One stop of the keyboard, arrows within: a toolbar as assistive technology knows it.
  const buttons = [...tools.querySelectorAll("button")];
  const stop = (button) => {
    for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
  };
  stop(buttons[0]);
  tools.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const place = buttons.indexOf(document.activeElement);
    if (!by || place < 0) return;
    event.preventDefault();
    const next = buttons[(place + by + buttons.length) % buttons.length];
    stop(next);
    next.focus();
  });

  return {
    /** Show the offer of a suggestion beside its words. */
    offer(suggestion, kind) {
      offer.hidden = !suggestion || Boolean(desk.text.selection());
      if (offer.hidden) return;
      offer.querySelector("[data-offer-kind]").textContent = kind;
      offer.querySelector("[data-offer-label]").textContent = suggestion.label;
      offer.querySelector("[data-offer-target]").textContent = suggestion.target;
      place(offer, suggestion);
      reveal(suggestion);
    },
    /** Put the focus on the first tool. */
    enter() {
      showTools();
      buttons[0].focus();
    },
    hide() {
      clearTimeout(timer);
      isNew = false;
      tools.hidden = true;
      offer.hidden = true;
      desk.text.selecting.done();
    },
  };
};
