/* Keys of the review page. Every key presses a button or follows a link that is there without script too. */

const SWITCH = "desk:single-keys";
const EDITABLE = "input:not([type=checkbox]), textarea, select, [contenteditable]:not([contenteditable=false])";

const dialog = document.querySelector("[data-keys]");
const box = document.querySelector("[data-keys-on]");
const claims = [...document.querySelectorAll(".claim")];

const kept = () => {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true; // storage refused: the choice holds for this page only
  }
};

const keep = (on) => {
  try {
    localStorage.setItem(SWITCH, on ? "on" : "off");
  } catch {
    /* as above */
  }
};

/** The key as a Latin letter, whatever layout is in use. */
const latin = (event) =>
  event.key.length === 1 && event.key.charCodeAt(0) > 127 && /^Key[A-Z]$/.test(event.code)
    ? event.code.slice(3).toLowerCase()
    : event.key;

/** Moves on by so many claims from the one that has the focus, or is in view. */
const move = (by) => {
  if (!claims.length) return;
  const focused = claims.findIndex((claim) => claim.contains(document.activeElement));
  const seen = claims.findIndex((claim) => claim.getBoundingClientRect().bottom > 0);
  const from = focused >= 0 ? focused : by > 0 ? seen - 1 : seen + 1;
  const claim = claims[Math.min(Math.max(from + by, 0), claims.length - 1)];
  claim.focus({ preventScroll: true });
  claim.scrollIntoView({ block: "start" });
};

const publish = () => {
  const button = document.querySelector("#publish-form button");
  if (!button) return;
  if (button.disabled) document.querySelector("#why-not")?.scrollIntoView({ block: "center" });
  else button.click();
};

const giveBack = () => {
  const form = document.querySelector("#return");
  if (!form) return;
  form.open = true;
  form.querySelector("select").focus();
};

const follow = (rel) => document.querySelector(`.review-head a[rel=${rel}]`)?.click();

const ACTIONS = {
  a: publish,
  r: giveBack,
  j: () => move(1),
  k: () => move(-1),
  n: () => follow("next"),
  p: () => follow("prev"),
  "?": () => dialog.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (dialog.open || !box.checked || event.target.closest(EDITABLE)) return;
  const action = ACTIONS[latin(event)];
  if (!action) return;
  event.preventDefault();
  action();
});

// One decision a page: what is pressed twice is sent once.
document.querySelector("#publish-form")?.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button");
  if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
  button.setAttribute("aria-disabled", "true");
});
// Back from the cache of the browser, the page can decide again.
window.addEventListener("pageshow", () => document.querySelector("#publish-form button")?.removeAttribute("aria-disabled"));

box.checked = kept();
box.addEventListener("change", () => keep(box.checked));
document.querySelector("[data-keys-open]").addEventListener("click", () => dialog.showModal());
document.querySelector("[data-keys-hint]").hidden = false;
