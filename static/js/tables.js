/* Makes the heads of tables with data-sortable into buttons. A cell sorts by data-sort, else by its text;
   rows stay within their own tbody, and rows of group heads stay first. Empty cells go last. */
(() => {
  "use strict";
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  const keyOf = (row, index) => {
    const cell = row.cells[index];
    return cell ? (cell.dataset.sort ?? cell.textContent.trim()) : "";
  };

  const compare = (one, two) => {
    if (one === "" || two === "") return (one === "") - (two === "");
    return collator.compare(one, two);
  };

  const sort = (table, index, direction) => {
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter((row) => !row.classList.contains("grp"));
      const keyed = rows.map((row, order) => ({ row, order, key: keyOf(row, index) }));
      keyed.sort((a, b) => {
        const empty = (a.key === "") - (b.key === "");
        return empty || compare(a.key, b.key) * direction || a.order - b.order;
      });
      body.append(...keyed.map(({ row }) => row));
    }
  };

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, index) => {
      if (head.dataset.sort === "off") return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sorter";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const falling = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", falling ? "descending" : "ascending");
        sort(table, index, falling ? -1 : 1);
      });
    });
  }
})();
