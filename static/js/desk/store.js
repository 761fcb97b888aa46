/* Talking to the server: one write after another, again after a lost connection, again after logging in. */
import { makeSignIn } from "./signin.js";

const FIRST_PAUSE = 1000; // milliseconds before the second try; doubled with each
const LONGEST_PAUSE = 30000;
const LOST = new Set([0, 429, 502, 503, 504]);

const answered = async (address, options) => {
  try {
    const answer = await fetch(address, { credentials: "same-origin", ...options });
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    // A view that sends strangers to the log-in page answers with that page.
    if (answer.redirected && !isJson) return { status: 401, body: {} };
    return { status: answer.status, body: isJson ? await answer.json() : null };
  } catch {
    return { status: 0, body: null };
  }
};

/**
 * @param {{token: string, urls: Record<string, string>}} config
 * @param {EventTarget} bus
 */
export const makeStore = (config, bus) => {
  const state = { online: true, pending: 0, signedOut: false };
  let token = config.token;
  let last = Promise.resolve();
  let wake = () => {};

  const tell = (changes) => {
    Object.assign(state, changes);
    bus.dispatchEvent(new CustomEvent("connection", { detail: { ...state } }));
  };
  const asPost = (body) => ({
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  });
  const signIn = makeSignIn({
    dialog: document.querySelector("[data-sign-in-dialog]"),
    send: (username, password) => answered(config.urls.signIn, asPost({ username, password })),
    waiting: (signedOut) => tell({ signedOut }),
  });
  const pause = (turn) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(FIRST_PAUSE * 2 ** turn, LONGEST_PAUSE));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  // Logging in elsewhere makes our token stale: the page of the article carries a new one.
  const renewed = async () => {
    const { status, body } = await answered(config.urls.data, { headers: { Accept: "application/json" } });
    if (status !== 200 || !body?.token || body.token === token) return false;
    token = body.token;
    return true;
  };

  const persistent = async (ask) => {
    for (let turn = 0; ; turn += 1) {
      const answer = await ask();
      if (answer.status === 401) {
        token = await signIn.ask();
      } else if (answer.status === 403 && !answer.body && (await renewed())) {
        continue;
      } else if (!LOST.has(answer.status)) {
        if (!state.online) tell({ online: true });
        return answer;
      } else {
        if (state.online) tell({ online: false });
        await pause(turn);
      }
    }
  };

  const get = (address, params = {}, { once = false } = {}) => {
    const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value));
    const whole = query.size ? `${address}?${query}` : address;
    const ask = () => answered(whole, { headers: { Accept: "application/json" } });
    return once ? ask() : persistent(ask);
  };
  const post = (address, body) => {
    tell({ pending: state.pending + 1 });
    const answer = last.then(() => persistent(() => answered(address, asPost(body))));
    last = answer.finally(() => tell({ pending: state.pending - 1 })).catch(() => {});
    return answer;
  };

  window.addEventListener("online", () => wake());
  return { get, post, state, signIn: signIn.open };
};
