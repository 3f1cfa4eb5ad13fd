// Tells the theme's scripts which page this is, and its options. The theme says so by inline scripts, one of which holds the page's
// name as it is; here the name is an attribute, and only text.
if (typeof DOCUMENTATION_OPTIONS !== "undefined") {
  const { pagename, options } = document.currentScript.dataset;
  Object.assign(DOCUMENTATION_OPTIONS, JSON.parse(options ?? "{}"));
  if (pagename !== undefined) DOCUMENTATION_OPTIONS.pagename = pagename;
}
