"""Sphinx configuration of the site. The extension's own options begin with ``cfp_``: see the guide."""

import os
from urllib.parse import urlsplit

from cfp_archive import __version__

project = "ScaDL calls for papers"
author = "The cfp-archive authors"
project_copyright = "The calls belong to their authors; everything else is by the cfp-archive authors"

version = release = __version__

extensions = ["myst_parser", "sphinx_design", "cfp_archive.sphinxext", "notfound.extension", "sphinx_click"]

cfp_editions = "../editions"
cfp_matching_page = "guide/matching"

# What readers' browsers may load and run, stated in every page.
cfp_content_security_policy = "meta"

# Results as readers type, by Pagefind.
cfp_search = "pagefind"

# Lets pages write {edition}, {topic}, {person} without the domain's prefix.
primary_domain = "cfp"

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
# The calls' characters are reproduced as they are.
smartquotes = False

exclude_patterns = ["_figures/**", "guide/_figures/**"]
nitpicky = True
language = "en"

html_theme = "sphinx_book_theme"
html_title = "ScaDL archive"
html_static_path: list[str] = []
html_sidebars = {"**": ["navbar-logo.html", "search-button-field.html", "cfp-menu.html"]}
html_theme_options = {
    "show_prev_next": False,
    "use_download_button": False,
    "use_fullscreen_button": False,
    "use_edit_page_button": False,
    "use_source_button": False,
    "toc_title": "On this page",
    "show_toc_level": 2,
    "search_bar_text": "Search the calls",
    "back_to_top_button": True,
    "navbar_persistent": [],
    "footer_content_items": ["cfp-footer.html", "extra-footer.html"],
    "extra_footer": "<p>Calls © their authors. Software and archive text: MIT license.</p>",
}
html_favicon = "_static/favicon.svg"
html_context = {"default_mode": "auto"}
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_last_updated_fmt = None
# Served below a path, set this address; the page that is shown for missing addresses needs its path, too.
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
notfound_urls_prefix = urlsplit(html_baseurl).path or "/"

# As a book, on paper and for readers of e-books: without an index and the date of the build.
latex_engine = "xelatex"
latex_use_xindy = False
today = " "  # a book of the same words is the same on any day
latex_elements = {
    "papersize": "a4paper",
    "extraclassoptions": "openany,oneside",
    "passoptionstopackages": r"\PassOptionsToPackage{hyphens}{url}",  # long addresses break at hyphens, too
}
latex_show_urls = "footnote"
epub_show_urls = "no"
epub_tocdup = False
# Links to the hosts' and series' sites; some old hosts refuse robots.
linkcheck_anchors = False


def setup(app):
    """Show the examples of the commands as they are written."""
    app.connect("sphinx-click-process-epilog", _as_written)


def _as_written(_app, ctx, lines):
    lines[:] = ["::", "", *(f"    {line}" for line in (ctx.command.epilog or "").splitlines())]
