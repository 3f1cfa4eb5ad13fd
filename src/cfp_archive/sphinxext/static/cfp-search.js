// Search as the reader types, by the elements that Pagefind brings: in the theme's dialog, and on the search page. Nothing of
// them is loaded before a reader begins to search. Where they cannot run (a site that is opened from a folder may not read its own
// files; WebAssembly may be blocked), the search page is Sphinx's own.
(() => {
  "use strict";

  const { pagefind, kind, year } = document.currentScript.dataset;
  const root = new URL("../", document.currentScript.src);
  const bundle = new URL(pagefind, root);
  const PAUSE = 150; // milliseconds without a key before words are looked for
  const FILTERS = { kind, year };
  // Words as they were typed come before others with the same beginning, and what a page says before its title, where "federated"
  // has "Federica" for a relative; a call comes first for the name of its edition. See https://pagefind.app/docs/ranking/
  const RANKING = { termSimilarity: 3, metaWeights: { name: 10, title: 0.5, about: 0 } };

  // What is in two braces is escaped; excerpts are escaped by Pagefind, which marks the words in them.
  const RESULT = `<li class="cfp-hit"><p class="cfp-hit-title"><a href="{{ url | safeUrl }}">{{ meta.title }}</a></p>
    <p class="cfp-hit-about">{{ meta.about }}</p>
    {{#if excerpt}}<p>{{+ excerpt +}}</p>{{/if}}
    {{#if sub_results}}<ul class="cfp-hit-parts">{{#each sub_results as part}}
      <li><a href="{{ part.url | safeUrl }}">{{ part.title }}</a> <span>{{+ part.excerpt +}}</span></li>
    {{/each}}</ul>{{/if}}</li>`;

  const element = (tag, attributes, ...content) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...content);
    return made;
  };
  const loaded = (tag, attributes) => new Promise((resolve, reject) => {
    const made = element(tag, attributes);
    made.onload = resolve;
    made.onerror = () => reject(new Error(`not loaded: ${made.src ?? made.href}`));
    document.head.append(made);
  });

  /** Return Pagefind, ready to search. */
  const started = async () => {
    if (location.protocol === "file:") throw new Error("a page that is opened from a folder cannot read the index");
    await Promise.all([
      loaded("link", { rel: "stylesheet", href: new URL("pagefind-component-ui.css", bundle) }),
      loaded("script", { src: new URL("pagefind-component-ui.js", bundle) }),
    ]);
    const instance = globalThis.PagefindComponents.configureInstance("default", {
      bundlePath: bundle.pathname, baseUrl: root.pathname, ranking: RANKING,
    });
    const failed = new Promise((_resolve, reject) => instance.on("error", ({ error }) => reject(error)));
    await Promise.race([instance.triggerLoad(), failed]);
    return instance;
  };

  /** Show results in a place while words are typed into the field of a form. */
  const connect = (form, field, place, instance) => {
    const filter = (name, label) => element("pagefind-filter-dropdown", { filter: name, label, "hide-clear": "" });
    place.classList.add("cfp-results");
    place.replaceChildren(
      element("div", { class: "cfp-results-filters" }, ...Object.entries(FILTERS).map(([name, label]) => filter(name, label))),
      element("pagefind-summary", {}),
      element("pagefind-results", {}, element("script", { type: "text/pagefind-template" }, RESULT)),
    );
    // What is in a combobox does not name it; see https://www.w3.org/TR/wai-aria-1.2/#combobox
    for (const label of place.querySelectorAll(".pf-dropdown-trigger-label")) {
      label.id = `${label.parentElement.id}-label`;
      const named = [label.parentElement, ...label.closest("pagefind-filter-dropdown").querySelectorAll("[role=listbox]")];
      for (const one of named) one.setAttribute("aria-labelledby", label.id);
    }
    instance.registerInput(Object.assign(form, { inputEl: field, focus: () => field.focus() }), { keyboardNavigation: true });
    let waiting;
    const search = () => instance.triggerSearch(field.value.trim());
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(search, PAUSE);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && instance.focusNextResults(field)) event.preventDefault();
    });
    // The page that is opened marks the words, as after a search by Sphinx.
    place.addEventListener("click", (event) => {
      if (event.target.closest("a")) localStorage.setItem("sphinx_highlight_terms", field.value.trim().toLowerCase());
    });
  };

  /** Return name and value of each filter that is chosen. */
  const chosen = (instance) => Object.keys(FILTERS).flatMap((name) => (instance.searchFilters[name] ?? []).map((value) => [name, value]));

  const startPage = async (results) => {
    const before = (form) => form.elements.q && results.compareDocumentPosition(form) & Node.DOCUMENT_POSITION_PRECEDING;
    const form = [...document.forms].filter(before).at(-1);
    const field = form.elements.q;
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    let instance;
    try {
      instance = await started();
      connect(form, field, results, instance);
    } catch {
      results.classList.remove("cfp-results");
      results.replaceChildren();
      for (const name of ["_static/searchtools.js", "_static/language_data.js", "searchindex.js"]) {
        document.head.append(Object.assign(document.createElement("script"), { src: new URL(name, root), async: false }));
      }
      return;
    }
    // The address holds what is asked for, and each question is a step for the browser's buttons.
    let filters = null; // those that the address has; null while it is followed
    const show = () => {
      filters = null;
      const query = new URLSearchParams(location.search);
      const known = (name) => query.getAll(name).filter((value) => Object.hasOwn(instance.totalFilters?.[name] ?? {}, value));
      field.value = query.get("q") ?? "";
      instance.triggerSearchWithFilters(field.value.trim(), Object.fromEntries(Object.keys(FILTERS).map((name) => [name, known(name)])));
      filters = `${chosen(instance)}`;
    };
    const remember = () => {
      const query = new URLSearchParams([["q", field.value.trim()], ...chosen(instance)]).toString();
      if (query !== new URLSearchParams(location.search).toString()) history.pushState(null, "", `?${query}`);
    };
    show();
    instance.on("search", () => {
      if (filters === null || filters === `${chosen(instance)}`) return; // words are being typed
      filters = `${chosen(instance)}`;
      remember();
    });
    addEventListener("popstate", show);
    field.addEventListener("change", remember);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      remember();
    });
  };

  const startDialog = (field) => {
    const start = async () => {
      const place = element("div", {});
      field.form.after(place);
      try {
        const instance = await started();
        connect(field.form, field, place, instance);
        field.form.addEventListener("formdata", ({ formData }) => {
          for (const [name, value] of chosen(instance)) formData.append(name, value);
        });
        if (field.value.trim()) instance.triggerSearch(field.value.trim());
      } catch {
        place.remove(); // Enter leads to the search page
      }
    };
    field.addEventListener("focus", start, { once: true });
    if (document.activeElement === field) start();
  };

  const results = document.getElementById("search-results");
  const field = document.querySelector("dialog form input[name=q]");
  if (results) startPage(results);
  else if (field) startDialog(field);
})();
