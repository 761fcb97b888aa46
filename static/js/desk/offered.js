/* The list of suggestions: by kind, one line for each thing however often the text names it. */

const MOST_MATCHES = 3;
/** The order of the list: what most of a record is made of first. A match has a place of its own. */
const KINDS = ["event", "date", "place", "actor", "country", "quotation", "initiative", "topic"];

/** Suggestions of one thing, in the order of the text; a quotation is only ever itself. */
const grouped = (rows) => {
  const found = new Map();
  for (const one of rows) {
    const name = one.kind === "quotation" || !one.target ? one.key : one.target;
    found.set(name, [...(found.get(name) ?? []), one]);
  }
  return [...found.values()];
};

/**
 * @param {HTMLElement} root     the panel, with [data-kinds], template[data-kind-group], template[data-suggestion]
 * @param {HTMLElement} matches  the box for events on record, with [data-match-list], template[data-match]
 * @param {object} desk
 * @param {{take: Function, dismiss: Function, undo: Function, pick: Function, takeAll: Function, same: Function}} acts
 */
export const makeOffered = (root, matches, desk, acts) => {
  const closed = new Set();
  const numberOf = ({ paragraph }) => desk.text.get(paragraph)?.number ?? "";

  /** A line of its own that tells two of a kind apart: office, speaker, words of the date. */
  const remark = ({ kind, detail = {}, exact, label }) => {
    const words = {
      quotation: [detail.speaker_label],
      date: [detail.words],
      event: [detail.organ_label, detail.organ_number],
      actor: [detail.post_label, detail.via === "title" ? desk.say("by-title") : ""],
    }[kind];
    const quoted = exact === label ? "" : `“${exact}”`;
    return [quoted, ...(words ?? [])].filter((word) => word && word !== label).join(" · ");
  };

  const place = (one) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ev";
    button.classList.toggle("settled", Boolean(one.decided));
    button.textContent = `¶${numberOf(one)}${one.decided === "accepted" ? " ✓" : one.decided ? " ×" : ""}`;
    button.title = one.decided ? desk.say(`state-${one.decided}`) : one.exact;
    button.addEventListener("click", () => acts.pick(one.key));
    return button;
  };

  const row = (group, inHand) => {
    const item = root.querySelector("template[data-suggestion]").content.firstElementChild.cloneNode(true);
    const waiting = group.filter((one) => !one.decided);
    const lead = group.find((one) => one.key === inHand) ?? waiting[0] ?? group[0];
    item.dataset.thing = `${lead.kind}:${lead.kind === "quotation" ? lead.key : lead.target}`;
    item.classList.toggle("taken", !waiting.length);
    item.classList.toggle("on", group.some((one) => one.key === inHand));
    item.querySelector("[data-label]").textContent = lead.label;
    item.querySelector("[data-target]").textContent = ["quotation", "topic", "event"].includes(lead.kind) ? "" : lead.target;
    item.querySelector("[data-remark]").textContent = remark(lead);
    item.querySelector("[data-places]").append(...group.flatMap((one) => [place(one), " "]));
    const does = {
      take: waiting.length && (() => acts.take(lead.decided ? waiting[0] : lead)),
      dismiss: waiting.length && (() => acts.dismiss(...waiting)),
      undo: !waiting.length && (() => acts.undo(lead.key)),
    };
    for (const [name, act] of Object.entries(does)) {
      const button = item.querySelector(`[data-do=${name}]`);
      button.hidden = !act;
      if (!act) continue;
      button.setAttribute("aria-label", `${button.textContent.trim()}: ${lead.label}`);
      button.addEventListener("click", act);
    }
    return item;
  };

  const block = (kind, rows, inHand) => {
    const made = root.querySelector("template[data-kind-group]").content.firstElementChild.cloneNode(true);
    const groups = grouped(rows);
    const left = groups.filter((group) => group.some((one) => !one.decided));
    made.querySelector("[data-kind-name]").textContent = desk.say(`suggestions-${kind}`);
    made.querySelector("[data-count]").textContent = left.length ? String(left.length) : desk.say("all-judged");
    made.querySelector("[data-swatch]").classList.add("hl", "hint", `hint-${kind}`);
    made.open = !closed.has(kind) && left.length > 0;
    made.addEventListener("toggle", () => (made.open ? closed.delete(kind) : left.length && closed.add(kind)));
    const whole = made.querySelector("[data-take-all]");
    whole.hidden = left.length < 2;
    whole.textContent = desk.say("take-all", { n: left.length });
    whole.addEventListener("click", () => acts.takeAll(left.map((group) => group.find((one) => !one.decided))));
    made.querySelector("[data-rows]").append(...groups.map((group) => row(group, inHand)));
    return made;
  };

  const matchRow = (one) => {
    const item = matches.querySelector("template[data-match]").content.firstElementChild.cloneNode(true);
    const link = item.querySelector("[data-label]");
    link.textContent = `${one.target} ${one.label}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      desk.cards.open(one.target, null);
    });
    const { date = "", date_words: day = date, place_label: where = "", actor_labels: names = [] } = one.detail ?? {};
    const words = [day, where, names.join(", ")].filter(Boolean);
    item.querySelector("[data-remark]").textContent = words.join(" · ");
    const cited = item.querySelector("[data-place]");
    cited.textContent = `¶${numberOf(one)}`;
    cited.title = one.exact;
    cited.addEventListener("click", () => desk.text.show(one));
    item.querySelector("[data-do=same]").addEventListener("click", () => acts.same(one));
    item.querySelector("[data-do=other]").addEventListener("click", () => acts.dismiss(one));
    return item;
  };

  /** The focus as it was, after its element was made anew. */
  const keepingFocus = (draw) => {
    const focused = document.activeElement;
    const thing = root.contains(focused) ? focused.closest("[data-thing]")?.dataset.thing : undefined;
    const name = focused?.dataset?.do;
    draw();
    if (thing === undefined) return;
    const item = root.querySelector(`[data-thing="${CSS.escape(thing)}"]`);
    const button = item?.querySelector(`[data-do="${name}"]:not([hidden])`) ?? item?.querySelector("[data-do]:not([hidden])");
    (button ?? root).focus({ preventScroll: true });
  };

  return {
    draw(all, inHand) {
      const kinds = KINDS.map((kind) => [kind, all.filter((one) => one.kind === kind)]).filter(([, rows]) => rows.length);
      keepingFocus(() => root.querySelector("[data-kinds]").replaceChildren(...kinds.map(([kind, rows]) => block(kind, rows, inHand))));
      const waiting = grouped(all.filter((one) => !one.decided && one.kind !== "match"));
      root.querySelector("[data-total]").textContent = String(waiting.length);
      root.hidden = !kinds.length;
      const open = all.filter((one) => one.kind === "match" && !one.decided);
      open.sort((one, other) => other.score - one.score).splice(MOST_MATCHES);
      matches.querySelector("[data-match-list]").replaceChildren(...open.map(matchRow));
      matches.hidden = !open.length;
    },
  };
};
