/* Ctrl+Enter: keep everything, check it, hand it to review and open the next article of the queue. */
/**
 * @param {object} desk
 * @param {{keepDigests: () => Promise<boolean>, open: (id: string) => Promise<void>, showEmpty: () => void}} page
 */
export const makeSubmitting = (desk, page) => {
  let seen = ""; // the lines that the curator was shown last: the same warnings do not stop a second time
  let checking = null; // the check under way, which a submission waits for
  let submitting = false; // a second press must not hand in the next article

  const article = () => desk.data.article.id;

  const keep = async () => {
    const digests = await page.keepDigests();
    const records = await desk.cards.saveAll();
    if (!digests || !records) desk.announce(desk.say("not-all-kept"));
    return { records, isKept: digests && records };
  };

  const lines = async () => {
    const answer = await desk.store.post(desk.config.urls.check, { article: article() });
    if (answer.status === 200) return answer.body.lines;
    desk.announce(answer.body?.message ?? desk.say("not-checked"));
    return null;
  };

  const present = (found) => {
    seen = JSON.stringify(found.filter(({ level }) => level !== "ok"));
    desk.cards.checks.showLines(found);
    desk.cards.checks.focus();
  };

  const worst = (found) => ["error", "warning"].find((one) => found.some(({ level }) => level === one)) ?? "ok";

  /** Something could not be kept: the list says what; the focus goes there unless a field has it. */
  const tell = async ({ records }) => {
    const found = await lines();
    if (found) desk.cards.checks.showLines(found);
    if (records) desk.cards.checks.focus();
  };

  const look = async () => {
    const kept = await keep();
    if (!kept.isKept) return tell(kept);
    const found = await lines();
    if (!found) return;
    present(found);
    desk.announce(desk.say(`checked-${worst(found)}`, { n: found.filter(({ level }) => level !== "ok").length }));
  };

  const check = async () => {
    if (checking || submitting) return;
    checking = look();
    try {
      await checking;
    } finally {
      checking = null;
    }
  };

  const handIn = async () => {
    const kept = await keep();
    if (!kept.isKept) return tell(kept);
    const found = await lines();
    if (!found) return;
    const shown = JSON.stringify(found.filter(({ level }) => level !== "ok"));
    if (worst(found) === "error" || (worst(found) === "warning" && shown !== seen)) {
      present(found);
      const text = worst(found) === "error" ? "submit-stopped" : "submit-look";
      desk.announce(desk.say(text, { n: found.filter(({ level }) => level !== "ok").length }));
      return;
    }
    const answer = await desk.store.post(desk.config.urls.submit, { article: article(), key: crypto.randomUUID() });
    if (answer.status === 409 || answer.body?.lines) present(answer.body.lines);
    if (answer.status !== 200) {
      desk.announce(answer.body?.message ?? desk.say("submit-stopped", { n: answer.body?.lines?.length ?? 0 }));
      return;
    }
    seen = "";
    desk.bus.dispatchEvent(new CustomEvent("submitted", { detail: answer.body }));
    if (answer.body.next) await page.open(answer.body.next);
    else page.showEmpty();
  };

  const submit = async () => {
    if (submitting) return;
    submitting = true;
    try {
      await checking;
      await handIn();
    } finally {
      submitting = false;
    }
  };

  return { check, submit };
};
