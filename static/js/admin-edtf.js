// Shows how a typed date is understood, and puts the EDTF into the field when it is left.
"use strict";
document.addEventListener("change", async (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.dataset.readDate) return;
  const output = field.parentElement.querySelector("output.edtf-reading");
  const text = field.value.trim();
  if (!text) {
    output.textContent = "";
    return;
  }
  const address = `${field.dataset.readDate}?text=${encodeURIComponent(text)}`;
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const reading = await answer.json();
  output.classList.toggle("error", Boolean(reading.error));
  output.textContent = reading.error || `${reading.words} (${reading.edtf})`;
  if (!reading.error) field.value = reading.edtf;
});
