/* Texts for people: translated by the server, they stand in <template data-texts> as elements with data-key. */

/**
 * Every text of the page's templates by its key.
 * @param {ParentNode} root
 * @returns {Record<string, string>}
 */
export const readTexts = (root) => {
  const found = {};
  for (const template of root.querySelectorAll("template[data-texts]")) {
    for (const spot of template.content.querySelectorAll("[data-key]")) found[spot.dataset.key] = spot.textContent.trim();
  }
  return found;
};

/**
 * A text with its places filled: "{n} of {all}".
 * @param {string} text
 * @param {Record<string, unknown>} [values]
 */
export const filled = (text, values = {}) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** The language of the page, for the browser's own formats. */
export const language = () => document.documentElement.lang || "en";

/** A language tag that the browser knows, whatever was written. */
export const locale = (tag) => {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? "en";
  } catch {
    return "en";
  }
};

/** A share as a percentage: 0.84 is "84%". */
export const percent = (share) =>
  new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 0 }).format(share);

/** How long ago something was, in words: "2 minutes ago". */
export const ago = (then, now = Date.now()) => {
  const words = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  const minutes = Math.round((then - now) / 60000);
  return Math.abs(minutes) < 60 ? words.format(minutes, "minute") : words.format(Math.round(minutes / 60), "hour");
};

/**
 * An element with a class and a text, which is only ever a text.
 * @param {string} name
 * @param {string} [css]
 * @param {string} [text]
 */
export const element = (name, css = "", text = "") => {
  const made = document.createElement(name);
  if (css) made.className = css;
  if (text) made.textContent = text;
  return made;
};
