/* What readers get of a passage: our own words, or the mark that there is nothing to code in it.
   What is typed stays in this browser until the server has it. */

const keyOf = (desk, passage) => `desk:${desk.data.user.name}:digest:${passage.id}`;

const remember = (desk, passage, text) => {
  try {
    if (text === null) localStorage.removeItem(keyOf(desk, passage));
    else localStorage.setItem(keyOf(desk, passage), text);
  } catch {
    /* storage refused: what is typed lives as long as the page */
  }
};

const recall = (desk, passage) => {
  try {
    return localStorage.getItem(keyOf(desk, passage));
  } catch {
    return null;
  }
};

/**
 * @param {HTMLElement} root  the pane with the passages
 * @param {object} desk
 */
export const makeDigests = (root, desk) => {
  const parts = (passage) => ({
    shown: passage.item.querySelector("[data-digest]"),
    form: passage.item.querySelector("[data-digest-form]"),
    area: passage.item.querySelector("[data-digest-form] textarea"),
    refusal: passage.item.querySelector("[data-refusal]"),
    aside: passage.item.querySelector("[data-aside]"),
    button: passage.item.querySelector("[data-action=nothing]"),
  });

  const paint = (passage) => {
    const { shown, aside, button } = parts(passage);
    shown.hidden = !passage.digest;
    shown.querySelector("[data-digest-text]").textContent = passage.digest;
    aside.hidden = !passage.set_aside;
    button?.setAttribute("aria-pressed", String(Boolean(passage.set_aside)));
    passage.item.classList.toggle("set-aside", Boolean(passage.set_aside));
  };

  /** Passages whose digest the server did not take -> why. */
  const refusals = new Map();

  const refuse = (passage, message) => {
    const { area, refusal } = parts(passage);
    if (message) refusals.set(passage.id, message);
    else refusals.delete(passage.id);
    desk.bus.dispatchEvent(new CustomEvent("refusals"));
    refusal.textContent = message;
    refusal.hidden = !message;
    if (message) area.setAttribute("aria-invalid", "true");
    else area.removeAttribute("aria-invalid");
  };

  const open = (passage, { focus = true } = {}) => {
    if (!passage) return;
    const { form, area, shown } = parts(passage);
    const label = form.querySelector("label");
    area.id = `digest-${passage.number}`;
    label.htmlFor = area.id;
    label.textContent = desk.say("digest-of", { number: passage.number });
    form.querySelector("[data-digest-help]").id = `${area.id}-help`;
    form.querySelector("[data-refusal]").id = `${area.id}-refusal`;
    area.setAttribute("aria-describedby", `${area.id}-help ${area.id}-refusal`);
    if (form.hidden) area.value = recall(desk, passage) ?? passage.digest;
    form.hidden = false;
    shown.hidden = true;
    if (focus) area.focus();
  };

  const close = (passage) => {
    parts(passage).form.hidden = true;
    refuse(passage, "");
    paint(passage);
  };

  /** Keep what was typed; true where nothing is left to be kept. */
  const keep = async (passage) => {
    const { form, area } = parts(passage);
    const text = area.value.trim();
    if (form.hidden) return true;
    if (text === passage.digest) {
      remember(desk, passage, null);
      close(passage);
      return true;
    }
    const answer = await desk.store.post(desk.config.urls.digest, { paragraph: passage.id, digest: text });
    if (answer.status !== 200) {
      const problem = answer.body?.problems?.[0]?.message;
      refuse(passage, problem ?? answer.body?.message ?? desk.say("not-kept"));
      return false;
    }
    passage.digest = text;
    remember(desk, passage, null);
    close(passage);
    desk.bus.dispatchEvent(new CustomEvent("saved", { detail: answer.body }));
    desk.announce(desk.say("digest-kept", { number: passage.number }));
    return true;
  };

  const passageOf = (node) => desk.text.get(node.closest("li")?.dataset.paragraph);

  root.addEventListener("input", ({ target }) => {
    if (!target.closest("[data-digest-form]")) return;
    remember(desk, passageOf(target), target.value);
  });
  root.addEventListener("submit", async (event) => {
    event.preventDefault();
    const passage = passageOf(event.target);
    if (await keep(passage)) passage.item.focus();
  });
  root.addEventListener("focusout", ({ target, relatedTarget }) => {
    const form = target.closest("[data-digest-form]");
    if (form && !form.contains(relatedTarget) && !form.hidden && document.hasFocus()) keep(passageOf(form));
  });

  const toggleAside = async (passage) => {
    if (!passage) return;
    const wanted = !passage.set_aside;
    const answer = await desk.store.post(desk.config.urls.setAside, { paragraph: passage.id, set_aside: wanted });
    if (answer.status !== 200) {
      desk.announce(answer.body?.message ?? desk.say("not-kept"));
      return;
    }
    passage.set_aside = wanted;
    paint(passage);
    desk.bus.dispatchEvent(new CustomEvent("saved", { detail: answer.body }));
    desk.announce(desk.say(wanted ? "aside-on" : "aside-off", { number: passage.number }));
  };

  return {
    open,
    toggleAside,
    /** After the passages were drawn: their digests, and what was typed and never kept. */
    load(passages) {
      refusals.clear();
      for (const passage of passages) {
        paint(passage);
        const typed = recall(desk, passage);
        if (typed !== null && typed.trim() !== passage.digest) open(passage, { focus: false });
      }
    },
    /** What the server did not take, as lines of the self-check. */
    refused: () =>
      [...refusals].map(([row, message]) => {
        const words = { number: desk.text.get(row).number, message };
        return { level: "error", message: desk.say("digest-refused", words), table: "paragraphs", row, column: "digest" };
      }),
    /** Keep every digest that stands open. */
    async keepAll(passages) {
      const kept = await Promise.all(passages.filter((passage) => !parts(passage).form.hidden).map(keep));
      return kept.every(Boolean);
    },
  };
};
