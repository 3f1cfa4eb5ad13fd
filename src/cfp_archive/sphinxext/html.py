"""What only web pages have: the style sheet, the menu, titles and links that hold anywhere."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from docutils import nodes
from markupsafe import escape as markup_escape

from cfp_archive import messages
from cfp_archive import site as plan
from cfp_archive.sphinxext import internals
from cfp_archive.sphinxext.domain import cfp_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

HERE = Path(__file__).parent
STYLE, SCRIPT = "cfp-archive.css", "cfp-archive.js"

#: The menu beside every page. It does not grow with the archive: with a tree of all pages in it, the time and size of a
#: build grow with the square of the number of editions.
MENU = (
    (messages.PAGE_HOME, plan.HOME),
    (messages.PAGE_STORY, plan.STORY),
    (messages.PAGE_EDITIONS, plan.EDITIONS),
    (messages.COMPARE_EDITIONS, plan.COMPARISONS),
    (messages.PAGE_TOPICS, plan.TOPICS),
    (messages.PAGE_TERMS, plan.TERMS),
    (messages.PEOPLE, plan.PEOPLE),
    (messages.PAGE_DATES, plan.DATES),
    (messages.DATA, plan.DATA),
    (messages.PAGE_GUIDE, "guide/index"),
)


def prepare_output(app: Sphinx) -> None:
    """Bring style sheet, script and templates of the package into an HTML build (event ``builder-inited``).

    None goes through the configuration: a path of this machine would change the builder's fingerprint of it.
    """
    if app.builder.format != "html":
        return
    for name in (STYLE, SCRIPT):
        copy_if_changed(HERE / "static" / name, app.outdir / "_static" / name)
    app.add_css_file(STYLE, priority=900)
    internals.add_templates(app, HERE / "templates")


def copy_if_changed(source: Path, target: Path) -> None:
    """Copy a file, byte for byte, unless the target has its bytes."""
    write_if_changed(target, source.read_bytes())


def write_if_changed(target: Path, content: bytes) -> None:
    """Write a file, unless it has this content."""
    if not target.is_file() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def record_of(app: Sphinx, name: str) -> Path:
    """Return where a builder keeps a record of what it wrote into its output folder: beside the doctrees, as a clean build has none."""
    place = hashlib.sha256(str(app.outdir).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return app.doctreedir / "cfp_archive" / f"{app.builder.name}-{place}-{name}"


def menu_entries(env: BuildEnvironment) -> list[tuple[str, str]]:
    """Return the titles and docnames of the menu beside every page."""
    return [(title(), docname) for title, docname in MENU if docname in env.found_docs]


def series_link(env: BuildEnvironment) -> tuple[str, str]:
    """Return the words and the address of the menu's link to the series' own website; no address if there is none."""
    series = cfp_domain(env).site.archive.series
    return messages.SERIES_WEBSITE(series=series.short_name), series.home or ""


def page_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Give a page its menu, and take away what would go stale or grow (event ``html-page-context``).

    Sphinx does not rewrite the neighbours of a page that is added, so their links to the previous and next page would
    differ from a clean build; an edition's page has links of its own.
    """
    current = pagename.partition("/")[0]
    context.update(
        cfp_menu=[
            (title, docname, docname.partition("/")[0] == current) for title, docname in menu_entries(app.env)
        ],
        cfp_menu_label=messages.MAIN_NAVIGATION(),
        cfp_footer_label=messages.FOOTER_NAVIGATION(),
        cfp_series=series_link(app.env),
        prev=None,
        next=None,
        parents=[],
        rellinks=[],
    )
    path = app.env.doc2path(pagename, base=False) if pagename in app.env.found_docs else None
    if path is not None and ".." in path.parts:
        # Sphinx cuts the docname off the path to get the suffix, which is wrong for a page outside its source folder.
        context["page_source_suffix"] = path.suffix
        if context.get("sourcename"):
            context["sourcename"] = f"{pagename}{path.suffix}{app.config.html_sourcelink_suffix}"


def plain_titles(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Let titles be text where a theme prints them as HTML (event ``html-page-context``, after the theme).

    A title of a call is a stranger's: ``C++ and <T> generics`` would lose a word, and an element with a handler would act.
    What is marked as escaped comes out the same whether a template escapes it or not.
    """
    titles = app.env.titles
    for name, docname in (("pagetitle", pagename), ("root_title", app.config.root_doc)):
        if name in context and docname in titles:
            context[name] = markup_escape(titles[docname].astext())


def make_404_links_absolute(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make the links of the page for missing addresses absolute: it is shown at any depth (event ``doctree-resolved``).

    Of ``sphinx-notfound-page``, which makes that page's menu and images so, only the links in its text are left.
    """
    if app.builder.format != "html" or docname != getattr(app.config, "notfound_pagename", None):
        return
    here, prefix = "/" + app.builder.get_target_uri(docname), app.config.notfound_urls_prefix or "/"
    for link in doctree.findall(nodes.reference):
        if link.get("internal") and not link.get("refuri", "#").startswith("#"):
            link["refuri"] = prefix + urljoin(here, link["refuri"]).lstrip("/")


def setup(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("builder-inited", prepare_output)
    # Before the theme (500), which renders the menu to see whether it is empty.
    app.connect("html-page-context", page_context, priority=100)
    app.connect("html-page-context", plain_titles, priority=900)
    app.connect("doctree-resolved", make_404_links_absolute)
