/* Logging in again inside the page, when the log-in has expired in mid-form. */

/**
 * @param {{dialog: HTMLDialogElement, send: (name: string, password: string) => Promise<{status: number, body: any}>,
 *   waiting: (isWaiting: boolean) => void}} parts
 * @returns {{ask: () => Promise<string>, open: () => void}} ask resolves with a new token, once there is one
 */
export const makeSignIn = ({ dialog, send, waiting }) => {
  const form = dialog.querySelector("[data-sign-in-form]");
  const [name, password] = form.querySelectorAll("input");
  const fault = form.querySelector("[data-sign-in-error]");
  /** @type {{promise: Promise<string>, resolve: (token: string) => void}|null} */
  let asked = null;
  let from = null;

  const open = () => {
    if (dialog.open) return;
    from = document.activeElement;
    fault.hidden = true;
    password.value = "";
    dialog.showModal();
    (name.value ? password : name).focus();
  };
  const done = (token) => {
    asked?.resolve(token);
    asked = null;
    waiting(false);
    dialog.close();
    if (from?.isConnected) from.focus();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { status, body } = await send(name.value, password.value);
    if (status === 200) {
      done(body.token);
      return;
    }
    fault.textContent = body?.message ?? "";
    fault.hidden = !fault.textContent;
    password.select();
  });
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());

  return {
    open,
    ask() {
      if (!asked) {
        let resolve;
        const promise = new Promise((settle) => (resolve = settle));
        asked = { promise, resolve };
        waiting(true);
        open();
      }
      return asked.promise;
    },
  };
};
