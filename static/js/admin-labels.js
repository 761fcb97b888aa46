// Gives every autocomplete of the admin the name of its label, for those who hear the page.
(() => {
  "use strict";

  const textOf = (id) => {
    const label = id && document.querySelector(`label[for="${CSS.escape(id)}"]`);
    return label ? label.textContent.trim().replace(/:$/, "") : "";
  };

  const name = (root) => {
    for (const select of root.querySelectorAll("select.admin-autocomplete")) {
      const box = select.nextElementSibling;
      const text = textOf(select.id);
      if (!text || !box || !box.classList.contains("select2-container")) continue;
      for (const part of box.querySelectorAll("[role=combobox], [role=textbox], input")) part.setAttribute("aria-label", text);
      // Select2 points to the chosen value alone, which is nothing while nothing is chosen.
      for (const part of box.querySelectorAll("[role=combobox]")) part.removeAttribute("aria-labelledby");
    }
  };

  // Django's own script asked for this moment earlier, so by then the boxes are built.
  if (window.django && window.django.jQuery) window.django.jQuery(() => name(document));
  document.addEventListener("formset:added", ({ target }) => setTimeout(() => name(target)));
  // The search field of an open list stands at the end of the document and names the list it controls.
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches(".select2-dropdown .select2-search__field")) return;
    const list = target.getAttribute("aria-controls") || "";
    target.setAttribute("aria-label", textOf(list.replace(/^select2-/, "").replace(/-results$/, "")));
  });
})();
