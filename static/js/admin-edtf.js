// Shows how a date is understood while it is typed, and puts the EDTF into the field when it is left.
(() => {
  "use strict";
  const PAUSE = 250; // milliseconds without a key before the server is asked
  const asked = new WeakMap(); // field -> number of its latest question; older answers are dropped
  let timer;

  const isDate = (field) => field instanceof HTMLInputElement && Boolean(field.dataset.readDate);

  const read = async (field, { keep }) => {
    const output = field.parentElement.querySelector("output.edtf-reading");
    const text = field.value.trim();
    const number = (asked.get(field) || 0) + 1;
    asked.set(field, number);
    if (!text) {
      output.textContent = "";
      return;
    }
    const address = `${field.dataset.readDate}?text=${encodeURIComponent(text)}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok || asked.get(field) !== number) return;
    const reading = await answer.json();
    output.classList.toggle("error", Boolean(reading.error));
    output.textContent = reading.error || `${reading.words} (${reading.edtf})`;
    if (keep && !reading.error && field.value.trim() === text) field.value = reading.edtf;
  };

  document.addEventListener("input", ({ target }) => {
    if (!isDate(target)) return;
    clearTimeout(timer);
    timer = setTimeout(() => read(target, { keep: false }), PAUSE);
  });
  document.addEventListener("change", ({ target }) => {
    if (!isDate(target)) return;
    clearTimeout(timer);
    read(target, { keep: true });
  });
})();
