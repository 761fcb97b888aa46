/* Draws the marks of a passage: what is coded from it and what is suggested. Overlapping marks become pieces. */
import { pieces, points, slice } from "./anchors.js";
import { element } from "./texts.js";

/** The spans behind each drawn mark. @type {WeakMap<Element, object[]>} */
const spansOf = new WeakMap();

/** The spans that a mark stands for, the shortest first. */
export const behind = (mark) => spansOf.get(mark) ?? [];

/**
 * What a mark shows: evidence before suggestions, the shortest before the longer.
 * @param {object[]} spans
 */
const leading = (spans) => spans.find((span) => span.evidence) ?? spans[0];

const classesOf = (spans) => {
  const names = new Set(["hl"]);
  if (spans.some((span) => span.evidence)) names.add("coded-mark");
  if (spans.some((span) => span.whole) && !spans.some((span) => span.evidence && !span.whole)) names.add("whole");
  if (spans.some((span) => span.evidence && span.stance === "contradicts")) names.add("against");
  for (const span of spans) {
    if (!span.evidence) names.add("hint").add(`hint-${span.kind}`);
    if (span.active) names.add("active");
  }
  return [...names].join(" ");
};

const drawPiece = (text, piece) => {
  const words = slice(text, piece.start, piece.end);
  if (!piece.spans.length) return document.createTextNode(words);
  const lead = leading(piece.spans);
  const mark = element("mark", classesOf(piece.spans), words);
  spansOf.set(mark, piece.spans);
  mark.dataset.evidence = piece.spans.filter((span) => span.evidence).map((span) => span.id).join(" ");
  mark.dataset.suggestions = piece.spans.filter((span) => !span.evidence).map((span) => span.key).join(" ");
  const ending = piece.spans.find((span) => span.end === piece.end && span.tag);
  if (ending) mark.dataset.tag = ending.tag;
  mark.title = lead.label;
  if (lead.evidence) {
    // Only the first piece is a stop of the keyboard; the others of the same evidence answer to the pointer.
    if (lead.start === piece.start) mark.setAttribute("role", "button");
    mark.tabIndex = -1;
  }
  return mark;
};

/**
 * Fill an element with a passage and its marks.
 * @param {Element} spot
 * @param {string} text
 * @param {object[]} spans   with start, end, evidence (bool), id or key, kind, label, tag
 */
export const drawPassage = (spot, text, spans) => {
  spot.replaceChildren(...pieces(points(text), spans).map((piece) => drawPiece(text, piece)));
  if (!text) spot.replaceChildren();
};

/** A word for what the spans would draw: passages whose word is unchanged are left alone. */
export const signature = (spans) => JSON.stringify(spans.map(({ paragraph: _, ...span }) => span));
