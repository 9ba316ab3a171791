(() => {
  const table = document.getElementById("subjects");
  if (!table) return;
  document.documentElement.classList.add("scripts");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ς/g, "σ");
  const words = rows.map((row) => plain(row.textContent));
  const keys = rows.map((row) => [...row.cells].map((cell) => cell.dataset.v ?? plain(cell.textContent)));
  const order = new Map(rows.map((row, index) => [row, index]));
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  const find = document.getElementById("find");
  const stage = document.getElementById("stage");
  const status = document.getElementById("status");
  const shown = document.getElementById("shown");
  const filter = () => {
    const wanted = plain(find.value.trim());
    let count = 0;
    rows.forEach((row, index) => {
      const fits =
        words[index].includes(wanted) &&
        (!stage.value || keys[index][1] === stage.value) &&
        (!status.value || keys[index][2] === status.value);
      row.hidden = !fits;
      count += fits;
    });
    shown.textContent = shown.dataset.text.replace(/[01]/g, (digit) => (digit === "0" ? count : rows.length));
  };
  for (const control of [find, stage, status]) control.addEventListener("input", filter);

  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    heading.firstElementChild.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sorted = rows.slice().sort((one, other) => {
        const found = collator.compare(keys[order.get(one)][column], keys[order.get(other)][column]);
        return (down ? -found : found) || order.get(one) - order.get(other);
      });
      body.append(...sorted);
    });
  });
  filter();
})();
