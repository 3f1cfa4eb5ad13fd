// What `nox -s html` holds each page to: the standard, and what helps people who hear a page. Each rule that is off has its reason.
export default {
  root: true,
  extends: ["html-validate:standard", "html-validate:document", "html-validate:a11y"],
  rules: {
    // Docutils writes heads of tables without a scope. Ours have one row and one column of heads, which need none (WCAG 2.2, 1.3.1).
    "wcag/h63": "off",
    // For files of other hosts; every page loads files of its own site alone.
    "require-sri": "off",
    // The theme prints the title of a page once more for paper, hidden on screens.
    "heading-level": ["error", { allowMultipleH1: true }],
    // The theme's buttons: in no form, so that they submit nothing; named by "title" instead of by words.
    "no-implicit-button-type": "off",
    "text-content": "off",
    // The theme's search field is sent by Enter.
    "wcag/h32": "off",
    // The theme's <main role="main">, for old browsers.
    "no-redundant-role": "off",
  },
};
