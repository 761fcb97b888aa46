/* What was recognised in the text: marked there and listed, each taken or dismissed by one key. */
import { makeOffered } from "./offered.js";
import { percent } from "./texts.js";

/**
 * @param {HTMLElement} root     the panel of the list
 * @param {HTMLElement} matches  the box for events that are perhaps the same
 * @param {object} desk
 */
export const makeSuggestions = (root, matches, desk) => {
  /** @type {object[]} */
  let all = [];
  let inHand = "";
  /** What was judged, in order: what undo takes back. @type {string[][]} */
  const judged = [];

  const find = (key) => all.find((one) => one.key === key);
  const waiting = () => all.filter((one) => !one.decided && one.kind !== "match");
  const order = (one) => all.indexOf(one);
  const kindOf = (one) => desk.say(`suggestion-${one.kind}`);
  const anchorOf = ({ paragraph, start, end, exact }) => ({ paragraph, number: desk.text.get(paragraph)?.number, start, end, exact });

  const draw = () => {
    offered.draw(all, inHand);
    desk.redraw();
  };

  /* --- judging --- */

  const share = (value) => {
    if (value === undefined) return;
    for (const spot of document.querySelectorAll("[data-share]")) {
      spot.textContent = value === null ? "" : desk.say("accepted-share", { share: percent(value) });
    }
  };

  const judge = async (one, accepted) => {
    const { paragraph, start, end, kind, target } = one;
    const before = one.decided;
    one.decided = accepted === null ? null : accepted ? "accepted" : "dismissed";
    const answer = await desk.store.post(desk.config.urls.judge, { paragraph, start, end, kind, target, accepted });
    if (answer.status === 200) {
      share(answer.body.accepted_share);
      return;
    }
    one.decided = before;
    draw();
    desk.announce(answer.body?.message ?? desk.say("not-kept"));
  };

  const onward = (one) => {
    if (inHand !== one.key) return draw();
    const next = waiting().find((other) => order(other) > order(one));
    return pick(next?.key ?? "");
  };

  const take = async (one, { goOn = true } = {}) => {
    if (!(await desk.cards.take(one))) {
      desk.announce(desk.say("no-record-for-it", { label: one.label }));
      return false;
    }
    judged.push([one.key]);
    judge(one, true);
    desk.announce(desk.say("taken", { label: one.label }));
    if (goOn) onward(one);
    return true;
  };

  const dismiss = (...ones) => {
    judged.push(ones.map((one) => one.key));
    for (const one of ones) judge(one, false);
    desk.announce(desk.say("dismissed", { label: ones[0].label }));
    onward(ones.find((one) => one.key === inHand) ?? ones[0]);
  };

  const takeAll = async (ones) => {
    let count = 0;
    for (const one of ones) {
      if (!(await take(one, { goOn: false }))) break;
      count += 1;
    }
    draw();
    if (count) desk.announce(desk.say("taken-all", { n: count }));
  };

  const undo = (key) => {
    const place = key ? judged.findLastIndex((keys) => keys.includes(key)) : judged.length - 1;
    const keys = judged[place] ?? (key ? [key] : []);
    if (place >= 0) judged.splice(place, 1);
    const ones = keys.map(find).filter(Boolean);
    if (!ones.length) {
      desk.announce(desk.say("nothing-to-undo"));
      return;
    }
    for (const one of ones) {
      if (one.decided === "accepted") desk.cards.untake?.(one);
      judge(one, null);
    }
    if (ones[0].kind === "match") draw();
    else pick(ones[0].key);
    desk.announce(desk.say("undone", { label: ones[0].label }));
  };

  const same = (one) => {
    judged.push([one.key]);
    judge(one, true);
    draw();
    desk.cards.open(one.target, anchorOf(one));
  };

  /* --- which is in hand --- */

  const pick = (key) => {
    const one = find(key);
    inHand = one && !one.decided ? key : "";
    for (const other of all) other.active = other.key === inHand;
    if (one) desk.text.selecting.clear();
    draw();
    if (one) desk.text.show(anchorOf(one));
    if (inHand) {
      desk.floater.offer(one, kindOf(one));
      desk.announce(`${kindOf(one)}: ${one.label}`, { isSeen: true });
    } else {
      desk.floater.hide();
    }
  };

  const step = (by) => {
    const rest = waiting();
    if (!rest.length) {
      desk.announce(desk.say("no-suggestions"));
      return;
    }
    const now = find(inHand);
    const number = desk.text.current();
    const isHere = (one) => (now ? order(one) >= order(now) : (desk.text.get(one.paragraph)?.number ?? 0) >= number);
    const found = rest.findIndex(isHere);
    const here = found < 0 ? rest.length : found;
    const next = now && rest[here] === now ? here + by : by > 0 ? here : here - 1;
    pick(rest[(next + rest.length) % rest.length].key);
  };

  const withOneInHand = (act) => () => {
    const one = find(inHand);
    if (one) act(one);
    else desk.announce(desk.say("none-in-hand"));
  };

  const offered = makeOffered(root, matches, desk, { take, dismiss, undo, pick, takeAll, same });

  return {
    load(suggestions, accepted) {
      all = suggestions.map((one) => ({ ...one, active: false }));
      judged.length = 0;
      inHand = "";
      share(accepted ?? null);
      draw();
    },
    all: () => all,
    inHand: () => find(inHand) ?? null,
    drop: () => inHand && pick(""),
    pick,
    step,
    take: withOneInHand(take),
    dismiss: withOneInHand(dismiss),
    undo: () => undo(),
  };
};
