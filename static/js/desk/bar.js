/* The bar of the article in hand: what it is, how much of it is coded, whether the connection holds. */
import { ago, element, language, locale } from "./texts.js";

const MOST_LINKS = 12;
const EVERY = 30_000; // milliseconds: "saved 2 minutes ago" goes on

/** The address of another article by the address of this one. */
export const addressOf = (address, id) => address.replace(/\/ar\d+(?=\/)/, `/${id}`);

/**
 * @param {HTMLElement} root
 * @param {object} desk
 */
export const makeBar = (root, desk) => {
  const spots = (name) => document.querySelectorAll(`[data-article="${name}"]`);
  const fill = (name, text) => {
    for (const spot of spots(name)) {
      spot.textContent = text;
      spot.hidden = !text;
    }
  };
  let savedAt = 0;
  let online = true;
  let pending = 0;

  const progress = (coverage) => {
    const settled = new Set([...coverage.coded, ...coverage.set_aside]).size;
    const whole = settled + coverage.left.length;
    const meter = root.querySelector("progress");
    meter.max = whole || 1;
    meter.value = settled;
    const words = desk.say(coverage.set_aside.length ? "progress-aside" : "progress", {
      coded: coverage.coded.length,
      aside: coverage.set_aside.length,
      all: whole,
    });
    meter.textContent = words;
    fill("progress", words);
    const links = coverage.left.slice(0, MOST_LINKS).map((number) => {
      const link = element("a", "", `¶${number}`);
      link.href = `#passage-${number}`;
      link.dataset.passage = number;
      return link;
    });
    const left = root.querySelector("[data-left]");
    left.hidden = !links.length;
    const more = coverage.left.length > MOST_LINKS ? "…" : "";
    left.querySelector("[data-left-links]").replaceChildren(...links.flatMap((link) => [link, " "]), more);
  };

  const connection = () => {
    const spot = root.querySelector("[data-connection]");
    const words = !online
      ? desk.say(pending ? "offline-waiting" : "offline", { n: pending })
      : pending
        ? desk.say("saving", { n: pending })
        : savedAt
          ? desk.say("saved-ago", { ago: ago(savedAt) })
          : "";
    if (spot.textContent !== words) spot.textContent = words;
    spot.classList.toggle("down", !online);
  };

  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-passage]");
    if (!link) return;
    event.preventDefault();
    const passage = desk.text.byNumber(Number(link.dataset.passage));
    desk.text.take(passage, { focus: true });
    desk.text.show({ paragraph: passage.id, start: null });
  });
  desk.bus.addEventListener("connection", ({ detail }) => {
    const isLost = online && !detail.online;
    ({ online, pending } = detail);
    connection();
    if (isLost) desk.announce(root.querySelector("[data-connection]").textContent, { isSeen: true });
  });
  desk.bus.addEventListener("saved", ({ detail }) => {
    savedAt = Date.now();
    if (detail?.coverage) {
      desk.data.coverage = detail.coverage;
      progress(detail.coverage);
    }
    connection();
  });
  setInterval(connection, EVERY);

  const height = new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar-h", `${root.offsetHeight}px`);
  });
  height.observe(root);

  /** Who holds the article, for those who cannot code it. */
  const holding = () => {
    const { assignee } = desk.data.article;
    return assignee ? desk.say("held-by", { name: assignee }) : desk.say("held-by-nobody");
  };
  const showHolder = ({ id, mine, assignee }) => {
    const notice = document.querySelector("[data-not-mine]");
    const claim = notice.querySelector("form");
    notice.hidden = mine;
    notice.querySelector("[data-holding]").textContent = mine ? "" : holding();
    claim.hidden = Boolean(assignee);
    claim.action = addressOf(claim.getAttribute("action"), id);
  };

  const link = (name, address) => {
    for (const spot of spots(name)) {
      spot.hidden = !address;
      if (address) spot.href = address;
    }
  };

  return {
    progress,
    holding,
    load({ article, coverage }) {
      fill("id", article.id);
      fill("triage", desk.say(`triage-${article.triage}`));
      const whose = article.assignee ? desk.say("assigned-to", { name: article.assignee }) : "";
      fill("assignee", article.mine ? desk.say("assigned-to-you") : whose);
      showHolder(article);
      fill("headline", article.headline || desk.say("no-headline"));
      fill("publisher", article.publisher);
      const date = article.published_words || article.published;
      fill("published", date ? desk.say("published", { date }) : desk.say("undated"));
      for (const spot of spots("published")) spot.classList.toggle("soft", !/^\d{4}-\d{2}-\d{2}$/.test(article.published));
      fill("language", article.language && new Intl.DisplayNames([language()], { type: "language" }).of(locale(article.language)));
      link("source", /^https?:/.test(article.url) ? article.url : "");
      link("previous", article.previous && addressOf(location.pathname, article.previous));
      link("next", article.next && addressOf(location.pathname, article.next));
      for (const spot of spots("correct")) spot.href = addressOf(spot.getAttribute("href"), article.id);
      for (const spot of spots("release")) {
        spot.action = addressOf(spot.getAttribute("action"), article.id);
        spot.hidden = !article.mine;
      }
      document.title = document.title.replace(/^.*? \| /, `${article.headline || article.id} | `);
      progress(coverage);
      savedAt = 0;
      connection();
    },
  };
};
