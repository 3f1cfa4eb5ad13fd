// What pages answer in the reader's browser: where a phrase is, and how two calls differ. Behind cfp-data.js.
(() => {
  "use strict";

  // The addresses of a comparison's page, and of the story, from the page of all comparisons.
  const { page: PAGE, story: STORY } = document.currentScript.dataset;
  const { element, filled, load, shape } = globalThis.cfpArchive;

  // ---- Terms: where a phrase is. The rule is that of cfp_archive.terms.passages; stems are looked up, not made. ----

  const SMALL = 0, JOINING = -1;
  const CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af";
  const WORD = new RegExp(`[${CJK}]+|(?:(?![${CJK}])[\\p{L}\\p{M}\\p{N}])+(?:['’][\\p{L}\\p{N}]+)*(?:\\+\\+|#)?`, "gu");
  const MOST_EQUALS = 3;

  /** Return the words of a phrase: the numbers of the stems that each may have, and whether a small word is before it. */
  const stepsOf = (phrase, data) => {
    const steps = [];
    let apart = false;
    const words = phrase.normalize("NFKC").toLowerCase().match(WORD) ?? [];
    const pieces = words.flatMap((word) =>
      new RegExp(`^[${CJK}]{3,}$`).test(word) ? [...word].slice(1).map((_sign, at) => [...word].slice(at, at + 2).join("")) : [word],
    );
    for (const word of pieces) {
      if (data.smallWords.has(word)) {
        apart = true;
        continue;
      }
      const written = data.abbreviations[word];
      if (written) {
        steps.push(...written.map((stem, at) => ({ stems: new Set([stem]), apart: apart && at === 0 })));
        apart = false;
        continue;
      }
      const exact = data.stems[word] ?? data.stems[word.replaceAll("’", "'")];
      const likely = exact === undefined && word.length > 2
        ? Object.keys(data.stems).filter((known) => known.startsWith(word)).map((known) => data.stems[known])
        : [];
      const stems = new Set(exact === undefined ? likely : [exact]);
      const joined = steps.length && !apart
        ? data.compounds.filter(([first, second]) => steps.at(-1).stems.has(first) && stems.has(second)).map((one) => one[2])
        : [];
      if (joined.length) steps.at(-1).stems = new Set(joined);
      else steps.push({ stems, apart });
      apart = false;
    }
    return steps;
  };

  const nextOf = (step, { codes, spans }, place) => {
    const fits = (at) => at < codes.length && step.stems.has(codes[at]);
    // The index behind the word at an index, an abbreviation being one word; -1 if there is no word.
    const behindWord = (at) => {
      if (!(codes[at] > 0)) return -1;
      let behind = at;
      while (behind < codes.length && spans[behind][0] === spans[at][0]) behind += 1;
      return behind;
    };
    let after = place + 1;
    if (fits(after)) return after;
    const other = behindWord(after);
    if (other >= 0 && fits(other)) return other;
    while (step.apart && (codes[after] === SMALL || codes[after] === JOINING)) after += 1;
    if (fits(after)) return after;
    after = place + 1;
    for (let count = 0; count < MOST_EQUALS && codes[after] === JOINING; count += 1) {
      after = behindWord(after + 1);
      if (after < 0 || fits(after)) return after;
    }
    return -1;
  };

  /** Return where a phrase is in a text, as [start, end] in characters. */
  const matches = (steps, text) => {
    const found = [];
    for (let place = 0; steps.length && place < text.codes.length; place += 1) {
      let last = steps[0].stems.has(text.codes[place]) ? place : -1;
      for (const step of steps.slice(1)) last = last < 0 ? last : nextOf(step, text, last);
      if (last >= 0) {
        found.push([text.spans[place][0], text.spans[last][1]]);
        place = last;
      }
    }
    return found;
  };

  const unpacked = (data) => {
    const texts = data.texts.map(([words, packed]) => {
      const codes = [], spans = [];
      let end = 0;
      for (let at = 0; at < packed.length; at += 3) {
        const start = end + packed[at + 1];
        end = start + packed[at + 2];
        codes.push(packed[at]);
        spans.push([start, end]);
      }
      return { words: [...words], codes, spans };
    });
    return { ...data, texts, smallWords: new Set(data.small) };
  };

  /** Return equal words of several calls once each: {text, label, spans, address, editions}, by first call. */
  const rowsOf = (phrase, data) => {
    const steps = stepsOf(phrase, data);
    const spans = data.texts.map((text) => matches(steps, text));
    const rows = new Map();
    for (const [edition, label, anchor, text] of data.places) {
      if (!spans[text].length) continue;
      const key = `${data.labels[label]} ${text}`;
      const target = data.anchors[anchor];
      const address = data.editions[edition][1] + (target && `#${target}`);
      if (!rows.has(key)) rows.set(key, { text, history: data.topics[anchor], label: data.labels[label], spans: spans[text], address, editions: [] });
      const { editions } = rows.get(key);
      if (editions.at(-1) !== edition) editions.push(edition);
    }
    return [...rows.values()];
  };

  const yearsOf = (editions, data) => {
    const runs = [];
    const place = (one) => data.editions[one][2];
    for (const one of editions) {
      if (runs.length && place(runs.at(-1).at(-1)) === place(one) - 1) runs.at(-1).push(one);
      else runs.push([one]);
    }
    const key = (one) => data.editions[one][0];
    return runs.map((run) => (run.length > 2 ? `${key(run[0])}–${key(run.at(-1))}` : run.map(key).join(", "))).join(", ");
  };

  const marked = (row, data) => {
    const { words } = data.texts[row.text];
    const content = [];
    let place = 0;
    for (const [start, end] of row.spans) {
      content.push(words.slice(place, start).join(""), element("mark", {}, words.slice(start, end).join("")));
      place = end;
    }
    return [...content, words.slice(place).join("")];
  };

  const LEAST = 1; // percent: in two hundred years one is still seen

  /** Draw in which calls something is, as `cfp_archive.lifelines` draws it, with the first and the last year above. */
  const lifeline = (data, editions) => {
    const { timeline } = data;
    const [first, last] = [editions[0], editions.at(-1)].map((one) => timeline.indexOf(one));
    const states = timeline.map((one, at) => (editions.includes(one) ? "in" : typeof one === "string" && first < at && at < last ? "gap" : ""));
    const runs = [];
    for (const [at, state] of states.entries()) {
      if (at && state === states[at - 1]) runs.at(-1).size += 1;
      else runs.push({ state, start: at, size: 1 });
    }
    const bars = runs.filter(({ state }) => state).map(({ state, start, size }) => {
      const wide = Math.max((size / timeline.length) * 100, LEAST);
      const left = Math.min((start / timeline.length) * 100, 100 - wide);
      return shape("rect", { class: `cfp-life-${state}`, x: `${left}%`, width: `${wide}%` });
    });
    const [oldest, newest] = [timeline[0], timeline.at(-1)].map((one) => data.editions[one]?.[0] ?? one);
    return element("div", { class: "cfp-found-life", "aria-hidden": "true" },
      shape("svg", { class: "cfp-scale" },
        shape("text", { x: "0", y: "12" }, oldest), shape("text", { x: "100%", y: "12", "text-anchor": "end" }, newest)),
      shape("svg", { class: "cfp-life" }, ...bars));
  };

  const drawFound = (target, phrase, data, said) => {
    const rows = rowsOf(phrase, data);
    const editions = [...new Set(rows.flatMap((row) => row.editions))].sort((a, b) => a - b);
    const content = [element("p", { class: "cfp-found-title" }, `“${phrase}”`)];
    const missing = said.missing ? ` ${said.missing}` : "";
    if (editions.length) {
      const all = data.editions.map((_edition, number) => number);
      const plural = ([one, many], n, values) => filled(n === 1 ? one : many, { n, ...values });
      const absent = all.filter((one) => !editions.includes(one));
      const last = editions.at(-1);
      const sentences = [
        plural(said.calls, all.length, { count: editions.length }),
        data.editions[editions[0]][3],
        filled(last === all.at(-1) ? said.latest : said.last, { year: data.editions[last][0] }),
        ...(absent.length ? [plural(said.notIn, absent.length, { years: yearsOf(absent, data) })] : []),
      ];
      content.push(
        lifeline(data, editions),
        element("p", { class: "cfp-found-summary" }, sentences.join(" ") + missing),
        element("ul", { class: "cfp-plain cfp-passages" }, ...rows.map((row) =>
          element("li", {},
            element("p", { class: "cfp-passage-place" },
              element("a", { class: "reference internal cfp-year", href: row.address }, yearsOf(row.editions, data)),
              " · ", element("span", { class: "cfp-quiet" }, row.label),
              ...(row.history ? [" · ", element("a", { class: "reference internal", href: row.history }, said.history)] : [])),
            element("p", { class: "cfp-words" }, ...marked(row, data))))),
      );
    } else {
      content.push(element("p", { class: "cfp-found-summary" }, filled(said.none, { phrase }) + missing));
    }
    target.replaceChildren(...content);
    target.hidden = false;
  };

  const startTerms = (form) => {
    const target = document.getElementById("cfp-term-found");
    const said = JSON.parse(form.dataset.messages);
    const field = form.elements.namedItem("phrase");
    let data = null;
    const answer = async (phrase) => {
      try {
        data ??= unpacked(await load("terms", "terms-data.js"));
        drawFound(target, phrase, data, said);
      } catch {
        target.replaceChildren(element("p", {}, said.failed));
        target.hidden = false;
      }
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const phrase = field.value.trim();
      if (!phrase) return;
      history.replaceState(null, "", `?${new URLSearchParams({ phrase })}`);
      answer(phrase);
    });
    form.hidden = false;
    const asked = new URLSearchParams(location.search).get("phrase")?.trim();
    if (asked) {
      field.value = asked.slice(0, field.maxLength);
      answer(field.value);
    }
    // An address that names a term shows it.
    const open = () => {
      const named = location.hash.startsWith("#term-") && document.getElementById(location.hash.slice(1));
      if (named) named.open = true;
    };
    addEventListener("hashchange", open);
    open();
  };

  // ---- Comparisons without a page: drawn from the nodes of which their page would be made. ----

  const TAGS = new Set(
    "a aside code del details div h2 h3 h4 h5 h6 ins li p s section span summary table tbody td th thead tr ul".split(" "),
  );

  const drawn = (tree, elements) => {
    if (typeof tree === "string") return tree;
    const [tag, attributes] = elements[tree[0]];
    if (!TAGS.has(tag)) throw new Error(tag);
    const linked = tag === "a";
    const made = element(tag, linked ? { ...attributes, href: tree[1] } : attributes);
    for (const child of tree.slice(linked ? 2 : 1)) made.append(drawn(child, elements));
    return made;
  };

  const startChoice = (form) => {
    const target = document.getElementById("cfp-drawn");
    const said = JSON.parse(form.dataset.messages);
    const built = new Set(JSON.parse(form.dataset.built));
    const [from, to] = ["from", "to"].map((name) => form.elements.namedItem(name));
    const keys = [...from.options].map((one) => one.value);
    const siteTitle = document.title;
    const inOrder = (pair) => [...pair].sort((a, b) => keys.indexOf(a) - keys.indexOf(b));

    const show = async (old, newer, focus) => {
      [from.value, to.value] = [old, newer];
      try {
        const data = await load(`${old} ${newer}`, `${old}-${newer}-data.js`);
        const title = element("h2", { tabindex: "-1", id: "cfp-drawn-title" }, data.title);
        target.replaceChildren(title, ...data.content.map((one) => drawn(one, data.elements)));
        document.title = `${data.title} – ${siteTitle}`;
        target.hidden = false;
        // As the theme does when a page is loaded: what scrolls can be reached by keyboard.
        for (const one of target.querySelectorAll(".cfp-scroll")) if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
        if (focus) title.focus();
        title.scrollIntoView();
      } catch {
        target.replaceChildren(element("p", { role: "alert" }, said.failed));
        target.hidden = false;
      }
    };

    /** Go to a pair's page, or draw it; say whether there is an answer at all. */
    const answer = (pair, { asked }) => {
      const [old, newer] = inOrder(pair);
      if (built.has(`${old} ${newer}`)) {
        const page = filled(PAGE, { old, new: newer });
        if (asked) location.assign(page);
        else location.replace(page);
        return;
      }
      const address = `?${new URLSearchParams({ from: old, to: newer })}`;
      if (form.dataset.drawn !== "true") {
        [from.value, to.value] = [old, newer];
        target.replaceChildren(
          element("p", { role: "status" }, filled(said.notHere, { old, new: newer })),
          element("p", {}, element("a", { class: "reference internal", href: STORY + address }, filled(said.story, { old, new: newer }))),
        );
        target.hidden = false;
        return;
      }
      if (asked) history.pushState(null, "", address);
      show(old, newer, asked);
    };

    const check = () => to.setCustomValidity(from.value === to.value ? said.same : "");
    for (const field of [from, to]) field.addEventListener("change", check);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer([from.value, to.value], { asked: true });
    });
    const follow = () => {
      const given = new URLSearchParams(location.search);
      const pair = ["from", "to"].map((name) => given.get(name));
      if (pair.every((key) => keys.includes(key)) && pair[0] !== pair[1]) {
        answer(pair, { asked: false });
        return;
      }
      target.hidden = true;
      document.title = siteTitle;
    };
    addEventListener("popstate", follow);
    form.hidden = false;
    follow();
  };

  const search = document.getElementById("cfp-term-search");
  if (search) startTerms(search);
  const choice = document.getElementById("cfp-choose");
  if (choice) startChoice(choice);
})();
