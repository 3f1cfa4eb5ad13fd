// Pictures of topic lists: labels stay in view where a picture scrolls, and readers choose of which years it is. What is drawn of
// chosen years follows the rules of cfp_archive.alluvial, with a row for each band. Behind cfp-data.js.
(() => {
  "use strict";

  const { element, filled, load, shape } = globalThis.cfpArchive;
  const WIDTH = 960, EDGE = 20, TOP = 34, THICK = 11, CAP = 5, LINE = 15, SPACE = 9, ROOM = 304;
  const LETTER = 6.9, WIDE_LETTER = 13, LEAST_COLUMN = 44; // of a year's own room
  const FEW_COLUMNS = 4, NARROW = 360, MOST_LINES = 6;
  const FEW = 2, MANY = 5, MOST_BANDS = 48;
  const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

  // ---- What is in a picture ----

  /** Return the bands of the topics that any of some calls in a row lists, and those that stayed as they were. */
  const planOf = ({ topics, steps }, low, high) => {
    const listed = topics.map((topic) => topic[2].filter((place) => low <= place && place <= high));
    const inPicture = (numbers) => numbers.some((number) => listed[number].length);
    const bands = topics.map(([title, address, , rewordings, into, out], number) => {
      const places = listed[number];
      const runs = [];
      for (const place of places) {
        if (runs.length && runs.at(-1)[1] === place - 1) runs.at(-1)[1] = place;
        else runs.push([place, place]);
      }
      const reworded = new Map();
      for (const [place, ...step] of rewordings) {
        const shown = places.find((one) => one >= place) ?? places[0];
        if (shown !== places[0]) reworded.set(shown, step);
      }
      const came = into >= 0 && inPicture(steps[into][4]);
      const went = out >= 0 && inPicture(steps[out][5]);
      const quiet = !came && !went && runs.length === 1;
      const whole = runs.length === 1 && runs[0][0] === low && runs[0][1] === high;
      return { number, title, address, runs, reworded, into, out, came, went, quiet, whole, folded: [] };
    }).filter((band) => band.runs.length);
    bands.sort((a, b) => a.runs[0][0] - b.runs[0][0]);
    let same = bands.filter((band) => band.whole && band.quiet && !band.reworded.size);
    if (same.length <= FEW) same = [];
    const drawn = folded(bands.filter((band) => !same.includes(band)));
    const telling = [...drawn].sort((a, b) => (a.quiet && a.whole) - (b.quiet && b.whole) || a.quiet - b.quiet).slice(0, MOST_BANDS);
    return { bands: drawn.filter((band) => telling.includes(band)), same, leftOut: drawn.length - telling.length };
  };

  /** Bring many topics that came together and went together into one band. */
  const folded = (bands) => {
    const groups = new Map();
    for (const band of bands) {
      const alone = band.reworded.size || !band.quiet || band.into >= 0 || band.out >= 0;
      const key = alone ? band : String(band.runs);
      groups.set(key, [...(groups.get(key) ?? []), band]);
    }
    return [...groups.values()].flatMap((group) => (group.length > MANY ? [{ ...group[0], folded: group }] : group));
  };

  /** Return bands in the order of their rows: those that a topic came from or went into are beside it. */
  const inRows = (bands, { steps }) => {
    const byNumber = new Map(bands.map((band) => [band.number, band]));
    const rows = new Set();
    const place = (band) => {
      if (!band || rows.has(band)) return;
      rows.add(band);
      const relatives = [...(band.out >= 0 ? steps[band.out][5] : []), ...(band.into >= 0 ? steps[band.into][4] : [])];
      for (const number of relatives) place(byNumber.get(number));
    };
    bands.forEach(place);
    return [...rows];
  };

  // ---- How it looks ----

  const widthOf = (text) => [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? WIDE_LETTER : LETTER), 0);

  const linesOf = (text, room) => {
    const lines = [];
    for (const word of text.split(" ")) {
      if (lines.length && widthOf(`${lines.at(-1)} ${word}`) <= room) lines.push(`${lines.pop()} ${word}`);
      else lines.push(word);
    }
    return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]} …`] : lines;
  };

  const plural = ([one, many], n) => filled(n === 1 ? one : many, { n });
  const titled = (text) => shape("title", {}, text);
  const sign = (x, y, kind, symbol, anchor) =>
    shape("text", { class: `cfp-flow-sign cfp-flow-${kind}`, x, y, "text-anchor": anchor }, symbol);

  /** Draw a list over some columns. */
  const draw = (list, columns, plan, said) => {
    const width = columns.length <= FEW_COLUMNS ? NARROW : WIDTH;
    const step = (width - 2 * EDGE) / Math.max(columns.length - 1, 1);
    const keys = columns.map(([key]) => key);
    const xOf = (place) => EDGE + keys.indexOf(list.listing[place]) * step;
    const listing = keys.map((key) => list.listing.indexOf(key)).filter((place) => place >= 0);
    const parts = [], signs = [];
    const { bands, same, leftOut } = plan;

    let top = TOP;
    for (const band of bands) {
      const first = xOf(band.runs[0][0]);
      const label = band.folded.length ? plural(said.topics, band.folded.length) : band.title;
      band.lines = linesOf(label, ROOM);
      band.ends = first - CAP + Math.max(...band.lines.map(widthOf)) > width - EDGE + CAP;
      band.top = top;
      band.y = top + LINE * band.lines.length + 1;
      top = band.y + THICK + SPACE;
    }
    const height = top + (same.length ? LINE + SPACE : 0) + (leftOut ? LINE : 0) + 8;

    const every = Math.max(Math.ceil(LEAST_COLUMN / step), 1);
    columns.forEach(([key, address, missing], number) => {
      const x = EDGE + number * step;
      const gap = list.listing.includes(key) ? "" : " cfp-flow-gap";
      const last = columns.length - 1;
      if (number !== last && (number % every || last - number < every)) return;
      parts.push(shape("line", { class: `cfp-flow-column${gap}`, x1: x, x2: x, y1: 24, y2: height - 4 }));
      const wide = widthOf(key) / 2 > EDGE;
      const anchor = wide && number === 0 ? "start" : wide && number === last ? "end" : "middle";
      const at = { x: anchor === "start" ? x - CAP : anchor === "end" ? x + CAP : x, y: 16, "text-anchor": anchor };
      parts.push(gap
        ? shape("text", { class: "cfp-flow-missing", ...at }, titled(missing || filled(said.noList, { year: key })), key)
        : shape("a", { href: address }, shape("text", { class: "cfp-flow-year", ...at }, key)));
    });

    const byNumber = new Map(bands.map((band) => [band.number, band]));
    for (const number of new Set(bands.filter((band) => band.came).map((band) => band.into))) {
      const [kind, symbol, label, unsure, before, after] = list.steps[number];
      const [old, next] = [before, after].map((one) => one.map((topic) => byNumber.get(topic)).filter(Boolean));
      if (!old.length || !next.length) continue;
      old.forEach((source, i) => next.forEach((target, j) => {
        const [x0, x1] = [xOf(source.runs.at(-1)[1]) + CAP, xOf(target.runs[0][0]) - CAP];
        const [h0, h1] = [THICK / next.length, THICK / old.length];
        const [y0, y1] = [source.y + j * h0, target.y + i * h1];
        const middle = (x0 + x1) / 2;
        const words = { topic: target.title, label, old: list.listing[source.runs.at(-1)[1]], new: list.listing[target.runs[0][0]] };
        parts.push(shape("path", {
          class: `cfp-flow-ribbon${unsure ? " cfp-flow-unsure" : ""}`,
          d: `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}V${y1 + h1}C${middle} ${y1 + h1} ${middle} ${y0 + h0} ${x0} ${y0 + h0}Z`,
        }, titled(filled(said.band, words))));
      }));
      const [x0, x1] = [xOf(old[0].runs.at(-1)[1]) + CAP, xOf(next[0].runs[0][0]) - CAP];
      if (next.length === 1) signs.push(sign(x1 - 3, next[0].y + THICK - 1, kind, symbol, "end"));
      else if (old.length === 1) signs.push(sign(x0 + 3, old[0].y + THICK - 1, kind, symbol, "start"));
      else {
        const all = [...old, ...next];
        signs.push(sign((x0 + x1) / 2, all.reduce((sum, one) => sum + one.y, 0) / all.length + THICK - 1, kind, symbol, "middle"));
      }
    }
    parts.push(...signs);

    for (const band of bands) {
      const at = band.ends ? width - EDGE + CAP : xOf(band.runs[0][0]) - CAP;
      const label = shape("text", { class: "cfp-flow-label", ...(band.ends ? { "text-anchor": "end" } : {}) },
        ...band.lines.map((line, number) => shape("tspan", { x: at, y: band.top + LINE * (number + 1) - 3 }, line)));
      const runs = band.runs.map(([first, last]) =>
        shape("rect", { class: "cfp-flow-band", x: xOf(first) - CAP, y: band.y, width: xOf(last) - xOf(first) + 2 * CAP, height: THICK, rx: 2 }));
      parts.push(band.folded.length
        ? shape("g", { class: "cfp-flow-several" }, titled(band.folded.map((one) => one.title).join("\n")), label, ...runs)
        : shape("a", { href: band.address }, label, ...runs));
      const middle = band.y + THICK / 2, low = band.y + THICK - 1;
      const changed = (place, from, kind, symbol, anchor) => {
        const [style, mark] = from >= 0 ? list.steps[from] : [kind, symbol];
        parts.push(sign(xOf(place) + (anchor === "end" ? -CAP - 3 : CAP + 3), low, style, mark, anchor));
      };
      band.runs.slice(1).forEach(([after], number) => {
        const [x1, x2] = [xOf(band.runs[number][1]) + CAP, xOf(after) - CAP];
        parts.push(shape("line", { class: "cfp-flow-skips", x1, x2, y1: middle, y2: middle }));
        changed(after, -1, "returned", said.signs.returned, "end");
      });
      if (band.runs[0][0] !== listing[0] && !band.came) changed(band.runs[0][0], band.into, "added", said.signs.added, "end");
      if (band.runs.at(-1)[1] !== listing.at(-1) && !band.went) {
        changed(band.runs.at(-1)[1], band.out, "removed", said.signs.removed, "start");
      }
      for (const [place, [label_, unsure, old]] of band.reworded) {
        const words = filled(said.band, { topic: band.title, label: label_, old, new: list.listing[place] });
        parts.push(shape("g", { class: `cfp-flow-reworded${unsure ? " cfp-flow-unsure" : ""}` }, titled(words),
          shape("circle", { cx: xOf(place), cy: middle, r: 7 }),
          shape("text", { x: xOf(place), y: middle + 4, "text-anchor": "middle" }, said.signs.reworded)));
      }
    }
    if (same.length) {
      const [x0, x1] = [xOf(listing[0]) - CAP, xOf(listing.at(-1)) + CAP];
      parts.push(shape("g", { class: "cfp-flow-same" }, titled(same.map((one) => one.title).join("\n")),
        shape("rect", { x: x0, y: top, width: x1 - x0, height: LINE + 5, rx: 2 }),
        shape("text", { class: "cfp-flow-label", x: x0 + 8, y: top + LINE - 1 }, plural(said.unchanged, same.length))));
    }
    if (leftOut) parts.push(shape("text", { class: "cfp-flow-missing", x: EDGE, y: height - 6 }, plural(said.more, leftOut)));
    const label = filled(said.title, { list: list.label, first: keys[0], last: keys.at(-1) });
    return shape("svg", { class: width < WIDTH ? "cfp-flow cfp-flow-narrow" : "cfp-flow", viewBox: `0 0 ${width} ${height}`, width, role: "group", "aria-label": label }, ...parts);
  };

  /** Say in words what a picture shows: each topic with its years and what changed. */
  const inWords = (list, listing, { bands, same }, said) => {
    const years = ([first, last]) =>
      first === last ? list.listing[first] : filled(said.years, { first: list.listing[first], last: list.listing[last] });
    const line = (band) => {
      const changes = [];
      const note = (place, symbol, label) =>
        changes.push([place, filled(said.change, { symbol, label, year: list.listing[place] })]);
      const [first, last] = [band.runs[0][0], band.runs.at(-1)[1]];
      if (band.into >= 0 && (band.came || first !== listing[0])) note(first, ...list.steps[band.into].slice(1, 3));
      else if (first !== listing[0]) note(first, said.signs.added, said.labels.added);
      for (const [place, [label]] of band.reworded) note(place, said.signs.reworded, label);
      for (const [after] of band.runs.slice(1)) note(after, said.signs.returned, said.labels.returned);
      if (last !== listing.at(-1)) {
        note(last + 1, ...(band.out >= 0 ? list.steps[band.out].slice(1, 3) : [said.signs.removed, said.labels.removed]));
      }
      const text = [band.runs.map(years).join(", "), ...changes.sort(([a], [b]) => a - b).map(([, words]) => words)];
      return element("li", {}, element("a", { class: "reference internal", href: band.address }, band.title), ` ${text.join(" · ")}`);
    };
    return element("details", { class: "cfp-fold" }, element("summary", {}, said.words),
      element("ul", { class: "cfp-same" }, ...bands.flatMap((band) => (band.folded.length ? band.folded : [band])).map(line), ...same.map(line)));
  };

  // ---- The choice of years ----

  const startChoice = (form) => {
    const said = JSON.parse(form.dataset.messages);
    const status = form.querySelector("[role=status]");
    const [from, to] = ["from", "to"].map((name) => form.elements.namedItem(name));
    const whole = form.querySelector("button[type=button]");
    const keys = [...from.options].map((one) => one.value);
    const built = [from.value, to.value];
    const pictures = [...document.querySelectorAll("svg.cfp-flow[data-list]")].map((svg) => {
      const box = element("div", { class: "cfp-flow-chosen" });
      box.hidden = true;
      svg.parentElement.before(box);
      const notes = [...svg.closest("section").querySelectorAll(":scope > .cfp-flow-note")];
      return { name: svg.dataset.list, box, built: [svg.parentElement, ...notes] };
    });

    const showBuilt = () => {
      for (const { box, built: parts } of pictures) {
        box.hidden = true;
        for (const part of parts) part.hidden = false;
      }
      [from.value, to.value] = built;
      whole.hidden = true;
      status.textContent = "";
      document.querySelectorAll(".cfp-picture").forEach(keepLabels);
    };

    const show = async (first, last) => {
      [from.value, to.value] = [first, last];
      whole.hidden = false;
      try {
        const data = await load("flow", form.dataset.address);
        const all = data.columns.map(([key]) => key);
        const columns = data.columns.slice(all.indexOf(first), all.indexOf(last) + 1);
        const compare = element("a", { class: "reference internal", href: `${data.compare}?${new URLSearchParams({ from: first, to: last })}` },
          filled(said.compare, { old: first, new: last }));
        for (const { name, box, built: parts } of pictures) {
          const list = data.lists[name];
          const listing = columns.map(([key]) => list.listing.indexOf(key)).filter((place) => place >= 0);
          if (listing.length > 1) {
            const plan = planOf(list, listing[0], listing.at(-1));
            plan.bands = inRows(plan.bands, list);
            const picture = element("div", { class: "cfp-scroll cfp-picture" }, draw(list, columns, plan, said));
            box.replaceChildren(picture, inWords(list, listing, plan, said), element("p", {}, compare.cloneNode(true)));
          } else {
            box.replaceChildren(element("p", {}, said.tooFew));
          }
          for (const part of parts) part.hidden = true;
          box.hidden = false;
          box.querySelectorAll(".cfp-picture").forEach(follow);
        }
        status.textContent = filled(said.years, { first, last });
      } catch {
        showBuilt();
        status.textContent = said.failed;
      }
    };

    const tell = (pair) => {
      const address = new URL(location.href);
      for (const [number, name] of ["from", "to"].entries()) {
        if (pair) address.searchParams.set(name, pair[number]);
        else address.searchParams.delete(name);
      }
      try {
        history.pushState(null, "", address);
      } catch {
        // A page that was opened from a folder may not say so.
      }
    };
    const inOrder = (pair) => [...pair].sort((a, b) => keys.indexOf(a) - keys.indexOf(b));
    const check = () => to.setCustomValidity(from.value === to.value ? said.same : "");
    for (const field of [from, to]) field.addEventListener("change", check);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const pair = inOrder([from.value, to.value]);
      tell(pair);
      show(...pair);
    });
    whole.addEventListener("click", () => {
      tell(null);
      showBuilt();
      from.focus();
    });
    const asked = () => {
      const given = new URLSearchParams(location.search);
      const pair = ["from", "to"].map((name) => given.get(name));
      if (pair.every((key) => keys.includes(key)) && pair[0] !== pair[1]) show(...inOrder(pair));
      else showBuilt();
    };
    addEventListener("popstate", asked);
    form.hidden = false;
    asked();
  };

  // ---- Labels that stay in view ----

  /** Move the names of bands that begin left of what is in view to where they are seen; where another band follows, within theirs. */
  const keepLabels = (box) => {
    const svg = box.querySelector("svg.cfp-flow");
    const frame = svg.getBoundingClientRect();
    if (!frame.width) return;
    const { width } = svg.viewBox.baseVal;
    const left = Math.max(((box.getBoundingClientRect().left - frame.left) * width) / frame.width, 0);
    for (const label of svg.querySelectorAll(".cfp-flow-label")) {
      const lines = label.children.length ? [...label.children] : [label];
      label.dataset.x ??= lines[0].getAttribute("x");
      const x = Number(label.dataset.x);
      const end = Math.max(...[...label.parentElement.querySelectorAll("rect")].map((one) => one.x.baseVal.value + one.width.baseVal.value));
      const wide = Math.max(...lines.map((line) => line.getComputedTextLength()));
      const home = label.getAttribute("text-anchor") === "end" ? x - wide : x;
      const seen = end < width - EDGE ? Math.min(left + 4, end - wide) : left + 4;
      for (const line of lines) line.setAttribute("x", x + Math.max(seen - home, 0));
    }
  };
  const follow = (box) => {
    box.addEventListener("scroll", () => requestAnimationFrame(() => keepLabels(box)), { passive: true });
    keepLabels(box);
  };
  for (const box of document.querySelectorAll(".cfp-picture")) follow(box);
  addEventListener("resize", () => document.querySelectorAll(".cfp-picture").forEach(keepLabels));

  const choice = document.getElementById("cfp-flow-choice");
  if (choice) startChoice(choice);
})();
