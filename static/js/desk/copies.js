/* Copies of what is not saved yet, in the browser's own storage; written on every input, dropped once saved. */

export const makeCopies = () => {
  let name = "";
  let failed = false;

  const all = () => {
    try {
      return JSON.parse(localStorage.getItem(name) ?? "{}");
    } catch {
      return {};
    }
  };
  // Another window may work on other cards of the article: each change reads what is there first.
  const change = (alter) => {
    try {
      const copies = all();
      alter(copies);
      if (Object.keys(copies).length) localStorage.setItem(name, JSON.stringify(copies));
      else localStorage.removeItem(name);
      failed = false;
    } catch {
      failed = true;
    }
  };

  return {
    /** Whose work on which article. */
    use: (user, article) => (name = `desk:${user}:${article}`),
    all,
    keep: (id, value) => change((copies) => (copies[id] = value)),
    drop: (id) => change((copies) => delete copies[id]),
    /** Whether the browser refused to keep a copy. */
    failed: () => failed,
  };
};
