/* The reader's theme: "light", "dark", or none, which means like the system.
   Runs in the head before anything is drawn, so a page never flashes in the other theme. The choice stays in
   this browser's own storage; no cookie is set, so every reader gets the same cacheable page. */
(() => {
  "use strict";
  const KEY = "theme";
  const root = document.documentElement;

  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage refused: the choice holds for this page only
    }
  };

  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  const press = (buttons) => {
    const current = root.dataset.theme || "auto";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === current));
  };

  const choose = (theme) => {
    try {
      if (theme === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch {
      /* as above */
    }
    apply(theme);
  };

  apply(stored());

  document.addEventListener("DOMContentLoaded", () => {
    const field = document.querySelector("[data-theme-switch]");
    if (!field) return;
    const buttons = field.querySelectorAll("button");
    field.hidden = false; // without script the switch could do nothing, so it is not shown
    press(buttons);
    for (const button of buttons) {
      button.addEventListener("click", () => {
        choose(button.value);
        press(buttons);
      });
    }
    window.addEventListener("storage", (event) => {
      if (event.key !== KEY) return;
      apply(event.newValue);
      press(buttons);
    });
  });
})();
