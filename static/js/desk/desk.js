/* The desk: one article, its text on one side, its records on the other. Nothing here reloads the page. */
import { addressOf, makeBar } from "./bar.js";
import { makeCards } from "./cards.js";
import { makeDigests } from "./digest.js";
import { makeFloater } from "./floater.js";
import { makeKeys } from "./keys.js";
import { makeStore } from "./store.js";
import { makeSubmitting } from "./submitting.js";
import { makeSuggestions } from "./suggestions.js";
import { makeText } from "./text.js";
import { filled, readTexts } from "./texts.js";

const config = JSON.parse(document.querySelector("#desk-config").textContent);
config.texts = { ...config.texts, ...readTexts(document) };

const live = document.querySelector("[data-live]");
const main = document.querySelector("[data-desk]");
const empty = document.querySelector("[data-empty]");

const isWide = () => matchMedia("(min-width: 56.25em)").matches; // two panes side by side

const desk = {
  bus: new EventTarget(),
  config,
  data: null,
  say: (key, values) => filled(config.texts[key] ?? key, values),
  /** Says to those who listen what happened; shows it for a while too, unless the page shows it already. */
  announce: (text, { isSeen = false } = {}) => {
    live.textContent = text;
    live.classList.remove("fresh");
    if (isSeen) return;
    void live.offsetWidth; // starts the animation again
    live.classList.add("fresh");
  },
  redraw: () => {
    if (desk.data) desk.text.draw(desk.cards.evidence(), desk.suggestions.all());
  },
};

const pane = document.querySelector("#article-text");
desk.text = makeText(pane, desk);
desk.store = makeStore(config, desk.bus);
desk.floater = makeFloater(pane, desk);
desk.cards = makeCards(document.querySelector("#cards"), desk);
desk.suggestions = makeSuggestions(document.querySelector("#suggestions"), document.querySelector("#matches"), desk);
const digests = makeDigests(pane, desk);
desk.refused = digests.refused;
const bar = makeBar(document.querySelector("#desk-bar"), desk);

/* --- opening an article ---------------------------------------------------------------------------- */

const showEmpty = () => {
  main.hidden = true;
  empty.hidden = false;
  document.querySelector("#desk-bar").hidden = true;
  empty.querySelector("h2").focus();
};

const load = (data) => {
  desk.data = data;
  document.body.classList.toggle("not-mine", !data.article.mine);
  config.token = data.token || config.token;
  main.hidden = false;
  empty.hidden = true;
  document.querySelector("#desk-bar").hidden = false;
  desk.text.render(data.paragraphs);
  desk.cards.load(data.cards, data.labels);
  desk.suggestions.load(data.suggestions, data.accepted_share);
  digests.load(data.paragraphs.map(({ id }) => desk.text.get(id)));
  bar.load(data);
  desk.redraw();
  keys.hint();
  main.setAttribute("aria-busy", "false");
};

const open = async (id, { push = true } = {}) => {
  main.setAttribute("aria-busy", "true");
  const address = addressOf(config.urls.data, id);
  const answer = await desk.store.get(address, {});
  if (answer.status !== 200) {
    main.setAttribute("aria-busy", "false");
    desk.announce(answer.body?.message ?? desk.say("not-opened", { id }));
    return;
  }
  if (push) history.pushState({ article: id }, "", addressOf(location.pathname, id));
  config.urls.data = address;
  config.article = id;
  load(answer.body);
  desk.floater.hide();
  window.scrollTo(0, 0);
  desk.text.focus();
  desk.announce(desk.say("opened", { headline: answer.body.article.headline || id }));
};

const leave = async (id) => {
  await digests.keepAll(desk.data.paragraphs.map((one) => desk.text.get(one.id)));
  await desk.cards.saveAll(); // what is refused stays in this browser until the article is opened again
  await open(id);
};

window.addEventListener("popstate", () => {
  const id = location.pathname.match(/\/(ar\d+)\//)?.[1];
  if (id && id !== desk.data?.article.id) open(id, { push: false });
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-article=next], a[data-article=previous]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  leave(link.pathname.match(/\/(ar\d+)\//)[1]);
});

/* --- what can be done ------------------------------------------------------------------------------- */

const submitting = makeSubmitting(desk, {
  keepDigests: () => digests.keepAll(desk.data.paragraphs.map((one) => desk.text.get(one.id))),
  open,
  showEmpty,
});

const start = async (kind) => {
  const anchor = desk.text.anchor();
  if (!anchor) return;
  desk.floater.hide();
  const done = kind === "field" ? await desk.cards.attach(anchor) : await desk.cards.create(kind, anchor, {});
  if (done === false) desk.announce(desk.say(kind === "field" ? "no-field" : "no-card-for-party"));
};

const selecting = desk.text.selecting;
const selected = (move) => () => {
  const suggestion = desk.suggestions.inHand();
  const begins = suggestion && !desk.text.selection() && suggestion.paragraph === desk.text.passage()?.id;
  if (suggestion) desk.suggestions.drop();
  const anchor = begins ? desk.text.select(suggestion) : move();
  if (anchor) desk.announce(anchor.exact, { isSeen: true });
};

const use = () => {
  if (!desk.cards.use()) desk.announce(desk.say(desk.text.selection() ? "no-field" : "no-selection"));
};
/** What changes an article: for its holder alone, the server refuses it to everybody else. */
const CODING = new Set(["use", "take", "dismiss", "undo", "nothing", "digest", "submit"]);

const help = document.querySelector("#desk-help");
const actions = {
  "next-passage": () => desk.text.move(1),
  "previous-passage": () => desk.text.move(-1),
  "next-suggestion": () => desk.suggestions.step(1),
  "previous-suggestion": () => desk.suggestions.step(-1),
  "to-text": () => {
    if (pane.contains(document.activeElement) && document.activeElement.matches("li")) {
      desk.suggestions.drop();
      selecting.clear();
    }
    desk.floater.hide();
    desk.text.focus();
  },
  sentence: selected(selecting.sentence),
  whole: selected(selecting.whole),
  "start-on": selected(selecting.startOn),
  "start-back": selected(selecting.startBack),
  "end-on": selected(selecting.endOn),
  "end-back": selected(selecting.endBack),
  use,
  take: desk.suggestions.take,
  dismiss: desk.suggestions.dismiss,
  undo: desk.suggestions.undo,
  nothing: () => digests.toggleAside(desk.text.passage()),
  digest: () => digests.open(desk.text.passage()),
  check: submitting.check,
  submit: submitting.submit,
  help: () => help.showModal(),
};
for (const kind of ["event", "party", "statement", "step", "document", "actor", "field"]) {
  actions[kind] = () => start(kind);
  CODING.add(kind);
}

const act = (name) => {
  if (!desk.data) return;
  if (CODING.has(name) && !desk.data.article.mine) desk.announce(bar.holding());
  else actions[name]?.();
};
const keys = makeKeys(help, desk, act);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-action]");
  if (!button) return;
  if (button.matches("a")) event.preventDefault();
  act(button.dataset.action);
});
// Enter on a passage with a selection goes to the tools beside it.
pane.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
  if (!event.target.matches("[data-passages] > li") || !desk.text.selection()) return;
  event.preventDefault();
  desk.floater.enter();
});
for (const button of pane.querySelectorAll("[data-fold-quiet]")) {
  const fold = (isFolded) => {
    pane.classList.toggle("without-quiet", isFolded);
    button.setAttribute("aria-pressed", String(!isFolded));
  };
  desk.bus.addEventListener("rendered", ({ detail: { quiet } }) => {
    button.hidden = !quiet;
    button.querySelector("[data-fold-count]").textContent = String(quiet);
    fold(Boolean(quiet) && !isWide());
  });
  desk.bus.addEventListener("quiet-wanted", () => fold(false));
  button.addEventListener("click", () => fold(!pane.classList.contains("without-quiet")));
}

desk.bus.addEventListener("evidence", desk.redraw);
desk.bus.addEventListener("mark", ({ detail: { evidenceId } }) => desk.cards.focusEvidence(evidenceId));
desk.bus.addEventListener("claim", ({ detail }) => {
  if (detail.anchor) desk.text.show(detail.anchor, { scroll: isWide() || !detail.quiet });
});
desk.bus.addEventListener("digest", ({ detail: { passage } }) => {
  desk.text.show({ paragraph: passage.id, start: null });
  digests.open(passage);
});

const first = await desk.store.get(config.urls.data, {});
if (first.status === 200) load(first.body);
else desk.announce(first.body?.message ?? desk.say("not-opened", { id: "" }));
