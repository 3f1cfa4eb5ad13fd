// Filters the rows of an overview; the address says how, so that it can be shared. Without this script the form is hidden, and every
// row is shown.
(() => {
  "use strict";

  const form = document.querySelector("form.cfp-filter");
  if (!form) return;
  const { words, list, since, change } = form.elements;
  const fields = [words, list, since, change].filter(Boolean);
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = [...document.querySelectorAll("table.cfp-lives tbody tr")].map((row) => ({
    row,
    text: plain(row.textContent),
    changed: (row.querySelector("[data-changed]")?.dataset.changed ?? "").split(" ").map((one) => one.split(":")),
  }));
  const status = form.querySelector("[role=status]");
  // The newest come first: what changed since a year changed in an option at or before it.
  const years = since ? [...since.options].map((one) => one.value) : [];

  const happened = ([kind, year]) =>
    (!change?.value || kind === change.value) &&
    (!since?.value || (years.includes(year) && years.indexOf(year) <= since.selectedIndex));

  const apply = () => {
    const wanted = plain(words.value).split(/\s+/u).filter(Boolean);
    let shown = 0;
    for (const { row, text, changed } of rows) {
      row.hidden = !(
        wanted.every((word) => text.includes(word)) &&
        (!list?.value || row.closest(`#${CSS.escape(list.value)}`)) &&
        (!(change?.value || since?.value) || changed.some(happened))
      );
      shown += row.hidden ? 0 : 1;
    }
    for (const table of document.querySelectorAll("table.cfp-lives")) {
      table.closest("section").classList.toggle("cfp-nothing-left", !table.querySelector("tbody tr:not([hidden])"));
    }
    status.textContent =
      shown < rows.length ? form.dataset.shown.replace("{shown}", shown).replace("{all}", rows.length) : "";
  };

  const tell = () => {
    const address = new URL(location.href);
    for (const { name, value } of fields) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    try {
      history.replaceState(null, "", address);
    } catch {
      // A page that was opened from a folder may not say so.
    }
  };

  const asked = new URLSearchParams(location.search);
  for (const field of fields) {
    const value = asked.get(field.name);
    if (value !== null && (!field.options || [...field.options].some((one) => one.value === value))) field.value = value;
  }
  form.addEventListener("input", () => {
    apply();
    tell();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply(); // a browser may keep what was typed
})();
