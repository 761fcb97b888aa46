/* The self-check: what is in order, what to look at and what is missing, each line a way to its field. */
import { filled } from "./texts.js";

const PAUSE = 900; // milliseconds after a save, so that a run of saves is checked once
const CSS_OF_LEVEL = { ok: "ok", warning: "hm", error: "no" };
const ORDER = ["error", "warning", "ok"];

/** Show lines that somebody else has asked for. */
export const showLines = (lines, desk) => desk.cards.checks.showLines(lines);

/** @param {any} pane */
export const makeChecks = (pane) => {
  const { texts } = pane;
  const panel = pane.root.querySelector("[data-checks]");
  const list = panel.querySelector("[data-check-lines]");
  const summary = panel.querySelector("[data-check-summary]");
  let timer;
  let asked = []; // the server's lines; what it refused to keep comes on top

  const passageOf = ({ column, row }) => (column === "digest" ? pane.desk.text.get(row) : undefined);
  const goTo = (line) => (passageOf(line) ? pane.emit("digest", { passage: passageOf(line) }) : pane.focus(line));

  const draw = (line) => {
    const item = pane.clone("check");
    const go = item.querySelector("[data-go]");
    item.className = CSS_OF_LEVEL[line.level] ?? "hm";
    item.querySelector("[data-level]").textContent = texts[line.level] ?? line.level;
    item.querySelector("[data-message]").textContent = line.message;
    go.hidden = line.level === "ok" || !(passageOf(line) || pane.cards.has(line.record));
    go.setAttribute("aria-label", `${texts.go_to_field}: ${line.message}`);
    go.addEventListener("click", () => goTo(line));
    return item;
  };

  /** @param {{level: string, message: string, record?: string, table?: string, row?: string, column?: string}[]} lines */
  const showAll = (given) => {
    asked = given;
    const lines = [...(pane.desk.refused?.() ?? []), ...given];
    const sorted = lines.toSorted((one, other) => ORDER.indexOf(one.level) - ORDER.indexOf(other.level));
    const count = (level) => lines.filter((line) => line.level === level).length;
    list.replaceChildren(...sorted.map(draw));
    summary.textContent = lines.length
      ? filled(texts.checked, { errors: count("error"), warnings: count("warning") })
      : texts.nothing_checked;
    return given;
  };
  pane.bus.addEventListener("refusals", () => showAll(asked));

  const run = async () => {
    clearTimeout(timer);
    const { status, body } = await pane.store.post(pane.urls.check, { article: pane.article.id });
    return status === 200 ? showAll(body.lines) : [];
  };

  return {
    run,
    showLines: showAll,
    soon() {
      clearTimeout(timer);
      timer = setTimeout(run, PAUSE);
    },
    focus() {
      panel.querySelector("h2").focus();
      panel.scrollIntoView({ block: "nearest" });
    },
  };
};
