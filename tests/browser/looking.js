// Questions that tests ask of a page. Each returns plain data.
(() => {
  const rgba = (() => {
    const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    const known = new Map();
    return (text) => {
      if (!known.has(text)) {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = text;
        context.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
        known.set(text, [r, g, b, a / 255]);
      }
      return known.get(text);
    };
  })();
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = (colour) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
      const part = colour[i] / 255;
      return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
  const background = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) layers.push(rgba(getComputedStyle(one).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), rgba(getComputedStyle(document.documentElement).colorScheme === "dark" ? "black" : "white"));
  };
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  };
  window.looking = {
    facts: () => ({
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      wide: [...document.querySelectorAll("body *")]
        .filter((one) => seen(one) && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !one.closest(".cfp-scroll, pre, dialog"))
        .map((one) => `${one.tagName}.${one.className}`).slice(0, 5),
      h1: [...document.querySelectorAll("h1")].filter(seen).length, // the theme keeps one more for paper
      levels: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen).map((one) => Number(one.tagName[1])),
      withoutAlt: [...document.images].filter((one) => !one.hasAttribute("alt")).map((one) => one.src),
      broken: [...document.images].filter((one) => one.complete && !one.naturalWidth).map((one) => one.src),
      lang: document.documentElement.lang,
      title: document.title,
      ids: [...document.querySelectorAll("[id]")].map((one) => one.id).filter((id, place, all) => all.indexOf(id) !== place),
    }),
    // Texts whose contrast is below what WCAG 2 asks for (4.5, or 3 for large type).
    faint: (where) => {
      const still = new CSSStyleSheet(); // the content security policy does not allow a style element
      still.replaceSync("*, ::before, ::after { transition: none !important; }");
      document.adoptedStyleSheets.push(still);
      const found = [];
      for (const element of document.querySelectorAll(where)) {
        const own = [...element.childNodes].filter((one) => one.nodeType === 3 && one.data.trim());
        if (!own.length || !seen(element)) continue;
        const style = getComputedStyle(element);
        const below = background(element);
        const [a, b] = [light(over(rgba(style.color), below)), light(below)];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const size = parseFloat(style.fontSize);
        const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
        if (ratio < needed) found.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}: ${own[0].data.trim().slice(0, 40)}`);
      }
      return found;
    },
    focus: () => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      return {
        name: `${one.tagName}#${one.id}.${one.className} ${one.textContent.trim().slice(0, 30)}`,
        inMenu: !!one.closest(".cfp-menu"),
        inMarks: !!one.closest(".cfp-marks"),
        skips: one.tagName === "A" && (one.getAttribute("href") || "").startsWith("#main"),
        visible: seen(one) && ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"),
      };
    },
    copy: (where) => {
      const element = document.querySelector(where);
      getSelection().selectAllChildren(element);
      const text = getSelection().toString();
      let copied = "";
      document.addEventListener("copy", () => { copied = getSelection().toString(); }, { once: true });
      document.execCommand("copy");
      return [text, copied];
    },
  };
})();
