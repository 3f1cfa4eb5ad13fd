// What scripts that answer share. Data are loaded when they are asked for, as scripts, so that a site opened from a folder answers,
// too. All words become text nodes; nothing is read as HTML.
(() => {
  "use strict";

  const waiting = new Map();
  globalThis.cfpArchiveData = (name, data) => waiting.get(name)?.resolve(data);

  const load = (name, address) => {
    if (!waiting.has(name)) {
      const entry = Promise.withResolvers ? Promise.withResolvers() : resolvers();
      waiting.set(name, entry);
      const script = document.createElement("script");
      script.src = address;
      script.onerror = () => {
        waiting.delete(name);
        entry.reject(new Error(address));
      };
      document.head.append(script);
    }
    return waiting.get(name).promise;
  };
  const resolvers = () => {
    const made = {};
    made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
    return made;
  };

  const element = (tag, attributes, ...content) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...content);
    return made;
  };
  const filled = (template, values) => template.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  /** Make an element of a picture. */
  const shape = (tag, attributes, ...content) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...content);
    return made;
  };

  globalThis.cfpArchive = { element, filled, load, shape };
})();
