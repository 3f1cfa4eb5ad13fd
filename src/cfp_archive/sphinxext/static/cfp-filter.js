// Filters the rows of an overview. Without this script the form is hidden, and every row is shown.
(() => {
  "use strict";

  const form = document.querySelector("form.cfp-filter");
  if (!form) return;
  const rows = [...document.querySelectorAll("table.cfp-lives tbody tr")];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
  const status = form.querySelector("[role=status]");

  const apply = () => {
    const { words, list, change } = form.elements;
    const wanted = plain(words.value).split(/\s+/u).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits =
        wanted.every((word) => texts.get(row).includes(word)) &&
        (!list?.value || row.closest(`#${CSS.escape(list.value)}`)) &&
        (!change?.value || row.querySelector(`.cfp-life-${change.value}`));
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    // A part in which nothing is left says only that.
    for (const table of document.querySelectorAll("table.cfp-lives")) {
      table.closest("section").classList.toggle("cfp-nothing-left", !table.querySelector("tbody tr:not([hidden])"));
    }
    const filtered = shown < rows.length;
    status.textContent = filtered ? form.dataset.shown.replace("{shown}", shown).replace("{all}", rows.length) : "";
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply(); // a browser may keep what was typed
})();
