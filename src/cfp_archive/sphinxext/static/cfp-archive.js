// Says which page this is, for the theme's switch between versions. The theme says it by an inline script that holds the
// page's name as it is; here the name is an attribute, and only text.
if (typeof DOCUMENTATION_OPTIONS !== "undefined" && document.currentScript.dataset.pagename !== undefined) {
  DOCUMENTATION_OPTIONS.pagename = document.currentScript.dataset.pagename;
}

// The theme decides between light and dark when all is loaded; whoever wants dark would see a light page before. This is decided
// here, before anything is drawn.
if (document.documentElement.dataset.theme === "auto") {
  document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
