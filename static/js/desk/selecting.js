/* The selection that becomes evidence: by pointer, by touch, by keyboard. It is held while the focus is in a form,
   and painted by the browser's own highlights, so that the text is not drawn anew for it. */
import { endMoved, offsetsOf, parts, points, rangeOf, slice, startMoved, trimmed } from "./anchors.js";
import { locale } from "./texts.js";

const SELECTED = "desk-selected";
const SHOWN = "desk-shown";
const SHOWN_FOR = 2400; // milliseconds
const OWN = 120; // milliseconds in which the browser tells of a selection that was set from here

const paint = (name, range) => {
  if (typeof Highlight === "undefined") return;
  if (range) CSS.highlights.set(name, new Highlight(range));
  else CSS.highlights.delete(name);
};

const isTyping = () => Boolean(document.activeElement?.matches("input, textarea, select, [contenteditable]"));

/**
 * @param {{all: () => object[], of: (node: Node) => object|undefined, get: (id: string) => object|undefined,
 *   current: () => object|undefined}} passages
 * @param {object} desk
 */
export const makeSelecting = (passages, desk) => {
  /** @type {import("./anchors.js").Anchor|null} */
  let held = null;
  let isDone = false; // what is held was answered: selecting the same words again is a selection of its own
  let chosenAt = -Infinity; // when the browser's selection was set from here: its event is nobody's doing
  let fading;

  const anchorOf = (passage, span) => ({
    paragraph: passage.id,
    number: passage.number,
    start: span.start,
    end: span.end,
    exact: slice(passage.text, span.start, span.end),
  });

  const wholeOf = (passage) => {
    const span = passage.text ? trimmed(passage.text, { start: 0, end: points(passage.text) }) : null;
    if (span) return anchorOf(passage, span);
    return { paragraph: passage.id, number: passage.number, start: null, end: null, exact: "" };
  };

  const choose = (range) => {
    chosenAt = performance.now();
    document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  };

  /** After a passage was drawn anew: what was selected in it is selected again. */
  const repaint = (redrawn = []) => {
    const passage = held && passages.get(held.paragraph);
    const range = passage ? rangeOf(passage.spot, held) : null;
    paint(SELECTED, range);
    if (range && redrawn.includes(passage.id) && !isTyping()) choose(range);
  };

  const hold = (anchor) => {
    const same = anchor?.paragraph === held?.paragraph && anchor?.start === held?.start && anchor?.end === held?.end;
    held = anchor;
    if (same && !(anchor && isDone)) return;
    isDone = false;
    repaint();
    desk.bus.dispatchEvent(new CustomEvent("selection", { detail: { anchor } }));
  };

  const read = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (range.collapsed) {
      if (passages.of(range.startContainer)) hold(null);
      return;
    }
    const touched = passages
      .all()
      .filter(({ spot, text }) => text && range.intersectsNode(spot))
      .map((passage) => ({ passage, span: trimmed(passage.text, offsetsOf(passage.spot, range)) }))
      .filter(({ span }) => span);
    if (!touched.length) return;
    if (touched.length > 1) desk.announce(desk.say("selection-cut", { number: touched[0].passage.number }));
    const anchor = anchorOf(touched[0].passage, touched[0].span);
    const isOurs = performance.now() - chosenAt < OWN;
    if (!isOurs || anchor.exact !== held?.exact) hold(anchor);
  };
  document.addEventListener("selectionchange", read);

  /** Select a span of a passage, for the eye and for the browser. */
  const set = (passage, span) => {
    const range = rangeOf(passage.spot, span);
    if (!isTyping()) choose(range);
    hold(anchorOf(passage, span));
    range.startContainer.parentElement.scrollIntoView({ block: "nearest", behavior: "instant" });
    return held;
  };

  const clear = () => {
    if (held && !isTyping()) document.getSelection().removeAllRanges();
    hold(null);
  };

  /** The passage that the keyboard works on, with its selection there. */
  const inHand = () => {
    const passage = passages.current();
    if (!passage?.text) return null;
    return { passage, span: held?.paragraph === passage.id ? held : null };
  };

  const byWords = (change) => {
    const hand = inHand();
    if (!hand) return null;
    const words = parts(hand.passage.text, "word", locale(desk.data.article.language));
    if (!words.length) return null;
    return set(hand.passage, hand.span ? change(words, hand.span) : words[0]);
  };

  const sentence = () => {
    const hand = inHand();
    if (!hand) return null;
    const all = parts(hand.passage.text, "sentence", locale(desk.data.article.language));
    const { span } = hand;
    const taken = span && all.findIndex((one) => one.start === span.start && one.end === span.end);
    if (span && taken === -1) return set(hand.passage, all.find((one) => one.end > span.start) ?? all[0]);
    return set(hand.passage, span ? all[(taken + 1) % all.length] : all[0]);
  };

  const flash = (passage, span) => {
    clearTimeout(fading);
    paint(SHOWN, span ? rangeOf(passage.spot, span) : null);
    fading = setTimeout(() => paint(SHOWN, null), SHOWN_FOR);
  };

  return {
    held: () => held,
    /** What is held was answered or put off. */
    done: () => (isDone = Boolean(held)),
    clear,
    flash,
    repaint,
    set,
    sentence,
    wholeOf,
    whole: () => inHand() && set(inHand().passage, wholeOf(inHand().passage)),
    startOn: () => byWords((words, span) => startMoved(words, span, 1)),
    startBack: () => byWords((words, span) => startMoved(words, span, -1)),
    endOn: () => byWords((words, span) => endMoved(words, span, 1)),
    endBack: () => byWords((words, span) => endMoved(words, span, -1)),
  };
};
