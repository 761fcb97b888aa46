/* Where words stand in a passage. The server counts Unicode code points, the browser UTF-16 units: all counting
   of the desk is done here. Exact, never fuzzy: nothing here searches for a text. Pure functions. */

/**
 * @typedef {{start: number, end: number}} Span                in code points, the end exclusive
 * @typedef {{paragraph: string, number: number, start: number|null, end: number|null, exact: string}} Anchor
 */

/** How many code points a text has. */
export const points = (text) => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** Code points before a place given in UTF-16 units; a place within a pair is the start of its character. */
export const toPoints = (text, units) => {
  const code = text.charCodeAt(units);
  const before = text.charCodeAt(units - 1);
  const split = units > 0 && code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
  return points(text.slice(0, split ? units - 1 : units));
};

/** UTF-16 units before a place given in code points. */
export const toUnits = (text, count) => {
  let units = 0;
  let left = count;
  for (const character of text) {
    if (left <= 0) break;
    units += character.length;
    left -= 1;
  }
  return units;
};

/** The words between two places given in code points. */
export const slice = (text, start, end) => text.slice(toUnits(text, start), toUnits(text, end));

/**
 * The span without white space at its ends; null where nothing else is in it.
 * @returns {Span|null}
 */
export const trimmed = (text, { start, end }) => {
  const words = slice(text, start, end);
  const from = start + points(words) - points(words.trimStart());
  const to = end - (points(words) - points(words.trimEnd()));
  return from < to ? { start: from, end: to } : null;
};

/* --- the document's ranges ---------------------------------------------------------------------- */

const unitsBefore = (root, node, offset) => {
  const whole = document.createRange();
  whole.selectNodeContents(root);
  const side = whole.comparePoint(node, offset);
  if (side < 0) return 0;
  if (side === 0) whole.setEnd(node, offset);
  return whole.toString().length;
};

/**
 * The part of a range within an element, whatever marks stand in it.
 * @param {Element} root
 * @param {Range} range
 * @returns {Span}
 */
export const offsetsOf = (root, range) => {
  const text = root.textContent;
  return {
    start: toPoints(text, unitsBefore(root, range.startContainer, range.startOffset)),
    end: toPoints(text, unitsBefore(root, range.endContainer, range.endOffset)),
  };
};

/**
 * The range of a span in an element.
 * @param {Element} root
 * @param {Span} span
 * @returns {Range}
 */
export const rangeOf = (root, { start, end }) => {
  const text = root.textContent;
  const range = document.createRange();
  range.selectNodeContents(root);
  const [from, to] = [toUnits(text, start), toUnits(text, end)];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const after = passed + node.length;
    if (!begun && from < after) {
      range.setStart(node, from - passed);
      begun = true;
    }
    if (begun && to <= after) {
      range.setEnd(node, to - passed);
      break;
    }
    passed = after;
  }
  return range;
};

/* --- marks that overlap --------------------------------------------------------------------------- */

/**
 * A passage cut where any span begins or ends; each piece names the spans it lies in, the shortest first.
 * @template {Span} T
 * @param {number} length
 * @param {T[]} spans
 * @returns {{start: number, end: number, spans: T[]}[]}
 */
export const pieces = (length, spans) => {
  const fitting = spans.filter(({ start, end }) => 0 <= start && start < end && end <= length);
  const shortFirst = [...fitting].sort((a, b) => a.end - a.start - (b.end - b.start));
  const cuts = [...new Set([0, length, ...fitting.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1];
    return { start, end, spans: shortFirst.filter((span) => span.start <= start && span.end >= end) };
  });
};

/* --- words and sentences --------------------------------------------------------------------------- */

/**
 * The words or sentences of a text, in any script.
 * @param {string} text
 * @param {"word"|"sentence"} granularity
 * @param {string} locale  a known language tag
 * @returns {Span[]}
 */
export const parts = (text, granularity, locale) => {
  const found = [];
  let place = 0;
  for (const { segment, isWordLike } of new Intl.Segmenter(locale, { granularity }).segment(text)) {
    const end = place + points(segment);
    const span = granularity === "word" ? isWordLike && { start: place, end } : trimmed(text, { start: place, end });
    if (span) found.push(span);
    place = end;
  }
  return found;
};

/** The span with its end moved to the end of the next word (+1) or of the word before (-1). */
export const endMoved = (words, { start, end }, direction) => {
  const ends = words.map((word) => word.end).filter((place) => place > start);
  const next = direction > 0 ? ends.find((place) => place > end) : ends.filter((place) => place < end).at(-1);
  return { start, end: next ?? end };
};

/** The span with its start moved to the start of the next word (+1) or of the word before (-1); never empty. */
export const startMoved = (words, { start, end }, direction) => {
  const starts = words.map((word) => word.start);
  const next = direction > 0 ? starts.find((place) => place > start) : starts.filter((place) => place < start).at(-1);
  if (next === undefined) return { start, end };
  const word = words.find((one) => one.start === next);
  return { start: next, end: Math.max(end, word.end) };
};
