/* How a date typed as one would say it is understood: shown while it is typed, stored as EDTF. */
import { element, filled, language } from "./texts.js";

const PAUSE = 250; // milliseconds without a key before the server is asked

/** The page's language as dates and times are written here: days before months, 24 hours. */
export const locale = () => (language() === "en" ? "en-GB" : language());

const spoken = (day) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );

/** @param {{store: any, urls: Record<string, string>, texts: Record<string, string>}} parts */
export const makeDates = ({ store, urls, texts }) => {
  /** @type {Map<string, Promise<any>>} */
  const readings = new Map();
  const timers = new WeakMap();

  /** @returns {Promise<{edtf?: string, words?: string, error?: string}|null>} null where nobody answered */
  const read = (text) => {
    if (!readings.has(text)) {
      const reading = store.get(urls.readDate, { text }, { once: true }).then(({ status, body }) => {
        if (status !== 200) readings.delete(text);
        return status === 200 ? body : null;
      });
      readings.set(text, reading);
    }
    return readings.get(text);
  };

  /** The same, however long it takes: after a lost connection, after logging in. */
  const readForSure = async (text) => (await read(text)) ?? (await store.get(urls.readDate, { text })).body;

  const show = (output, reading) => {
    output.replaceChildren();
    output.hidden = !reading;
    if (!reading) return;
    output.classList.toggle("unread", Boolean(reading.error));
    if (reading.error) {
      output.append(reading.error);
      return;
    }
    const { edtf, words, earliest, latest } = reading;
    output.append(element("b", "", words), element("br"), `${texts.stored_as} `, element("code", "", edtf));
    if (earliest && latest && earliest !== latest) {
      const span = filled(texts.lies_between, { from: spoken(earliest), to: spoken(latest) });
      output.append(`, ${filled(texts.sorted_at, { day: spoken(earliest) })}, ${span}`);
    }
  };

  return {
    read,
    readForSure,
    show,
    /** Read what stands in a field, after a pause; `found` gets the reading. */
    follow(input, found) {
      clearTimeout(timers.get(input));
      timers.set(input, setTimeout(found, PAUSE));
    },
    /** The first day of a stored date, for looking up who held an office; none while it is not read yet. */
    day: (edtf) => {
      const [, year, month = "01", day = "01"] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?![\d ])/.exec(edtf) ?? [];
      return year ? `${year}-${month > "12" ? "01" : month}-${day}` : "";
    },
    words: async (edtf) => (await read(edtf))?.words ?? edtf,
  };
};
