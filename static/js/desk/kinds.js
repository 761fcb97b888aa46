/* The kind of an event by digits: a digit chooses the family, again its next kind; letters find a kind by name. */

const PAUSE = 700; // milliseconds after which letters begin a new word

/**
 * @param {HTMLElement} fieldset
 * @param {(value: string) => void} chosen
 */
export const bindKinds = (fieldset, chosen) => {
  const radios = [...fieldset.querySelectorAll("input[type=radio]")];
  let typed = "";
  let timer;

  const choose = (radio) => {
    radio.checked = true;
    radio.focus();
    chosen(radio.value);
  };
  const byDigit = (digit) => {
    const family = fieldset.querySelector(`[data-digit="${digit}"]`);
    if (!family) return;
    const kinds = [...family.querySelectorAll("input")];
    choose(kinds[(kinds.findIndex((radio) => radio.checked) + 1) % kinds.length]);
  };
  const byLetter = (letter) => {
    clearTimeout(timer);
    timer = setTimeout(() => (typed = ""), PAUSE);
    typed += letter.toLowerCase();
    const found = radios.find((radio) => radio.parentElement.textContent.trim().toLowerCase().startsWith(typed));
    if (found) choose(found);
  };

  fieldset.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !event.target.matches("input[type=radio]")) return;
    if (/^[1-9]$/.test(event.key)) byDigit(event.key);
    else if (/^\p{L}$/u.test(event.key)) byLetter(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
};
