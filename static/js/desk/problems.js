/* What the server refused: said at the fields, and in a list that leads to each of them. */
import { controlOf } from "./fields.js";

let number = 0;

const describe = (control, id, { isAdded }) => {
  const ids = new Set((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (isAdded) ids.add(id);
  else ids.delete(id);
  if (ids.size) control.setAttribute("aria-describedby", [...ids].join(" "));
  else control.removeAttribute("aria-describedby");
};

/** @param {any} pane */
export const makeProblems = (pane) => {
  const clear = (card) => {
    for (const message of card.element.querySelectorAll("[data-problem]")) {
      const spot = message.parentElement;
      for (const control of spot.querySelectorAll("[aria-invalid]")) {
        control.removeAttribute("aria-invalid");
        describe(control, message.id, { isAdded: false });
      }
      spot.classList.remove("field-err");
      message.remove();
    }
    card.element.querySelector("[data-problems]").hidden = true;
  };

  const atField = (card, problem) => {
    const spot = pane.spot(card, problem);
    const control = spot && controlOf(spot);
    if (!control) return;
    number += 1;
    const message = document.createElement("p");
    message.className = "err";
    message.id = `problem-${number}`;
    message.dataset.problem = "";
    message.textContent = problem.message;
    spot.append(message);
    spot.classList.add("field-err");
    control.setAttribute("aria-invalid", "true");
    describe(control, message.id, { isAdded: true });
  };

  const entry = (card, problem) => {
    const line = document.createElement("li");
    const link = document.createElement("button");
    const field = pane.choices.fields[problem.table]?.[problem.column]?.label;
    link.type = "button";
    link.className = "plain";
    link.textContent = field ? `${field}: ${problem.message}` : problem.message;
    link.addEventListener("click", () => pane.focus({ record: card.id, ...problem }));
    line.append(link);
    return line;
  };

  /** Focus moves only where somebody asked to save: nobody is torn from a field by what saves itself. */
  const show = (card, problems, { isAsked }) => {
    clear(card);
    if (!problems.length) return;
    pane.unfold(card);
    for (const problem of problems) atField(card, problem);
    const box = card.element.querySelector("[data-problems]");
    box.querySelector("ul").replaceChildren(...problems.map((problem) => entry(card, problem)));
    box.hidden = false;
    if (isAsked) pane.focus({ record: card.id, ...problems[0] });
  };

  return { show, clear };
};
