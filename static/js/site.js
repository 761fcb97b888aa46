/* Comforts on top of pages that work without them. */
(() => {
  "use strict";

  // "/" goes to the search box, unless somebody is typing.
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  const searchBox = () =>
    [...document.querySelectorAll('input[type="search"][name="q"]')].find((box) => box.offsetParent !== null);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const box = searchBox();
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  // Blank fields stay out of the address, so that a filter's address is short and always the same.
  for (const form of document.querySelectorAll("form[data-tidy]")) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) {
        const unset = field.value === "" || field.value === field.dataset.default;
        if (field.name && unset && field.type !== "checkbox") field.disabled = true;
      }
    });
    // Coming back, the browser shows the page as it was left: the fields must be usable again.
    window.addEventListener("pageshow", () => {
      for (const field of form.elements) field.disabled = false;
    });
  }

  // Escape closes the filter drawer, which is a link's target on phones.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && location.hash === "#filters") location.hash = "#results";
  });

  // The access date of a citation is the reader's own day; the server's page may come from a cache.
  for (const spot of document.querySelectorAll("time[data-today]")) {
    const now = new Date();
    spot.dateTime = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
    spot.textContent = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, {
      dateStyle: "long",
    }).format(now);
  }
})();
