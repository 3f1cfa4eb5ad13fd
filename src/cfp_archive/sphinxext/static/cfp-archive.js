// Tells the theme's scripts which page this is, and its options. The theme says so by inline scripts, one of which holds the page's
// name as it is; here the name is an attribute, and only text.
if (typeof DOCUMENTATION_OPTIONS !== "undefined") {
  const { pagename, options } = document.currentScript.dataset;
  Object.assign(DOCUMENTATION_OPTIONS, JSON.parse(options ?? "{}"));
  if (pagename !== undefined) DOCUMENTATION_OPTIONS.pagename = pagename;
}

// Sphinx makes a function of the text that a language's catalog has for its plurals, which the content security policy forbids: the
// browser would stop there. The words are taken over, and "one" or "many" stays as it is.
if (typeof Documentation !== "undefined") {
  Documentation.addTranslations = ({ messages, locale }) => {
    Object.assign(Documentation.TRANSLATIONS, messages);
    Documentation.LOCALE = locale;
  };
}
