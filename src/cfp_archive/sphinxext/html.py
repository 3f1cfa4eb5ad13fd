"""What only web pages have: semantic elements, the menu, the style sheet, and the sources as files."""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from docutils import nodes
from markupsafe import escape as markup_escape
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from cfp_archive import site as plan
from cfp_archive.sphinxext import internals
from cfp_archive.sphinxext.elements import BREAK, STRUCK
from cfp_archive.sphinxext.memory import memory_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

HERE = Path(__file__).parent
STYLE = "cfp-archive.css"

#: The menu beside every page. It does not grow with the archive: with a tree of all pages in it, the time and size of a
#: build grow with the square of the number of editions.
MENU = (
    ("Home", plan.HOME),
    ("Editions", plan.EDITIONS),
    ("Compare editions", plan.COMPARISONS),
    ("Topics", plan.TOPICS),
    ("People", plan.PEOPLE),
    ("Dates", plan.DATES),
    ("Guide", "guide/index"),
)


class SemanticElements(SphinxPostTransform):
    """Turn blocks that name an HTML element (see ``elements.box``) into it, and file names into links."""

    default_priority = 200
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Wrap, innermost last: the lists are made, in one walk over the page, before anything is changed."""
        blocks: list[nodes.container] = []
        files: list[nodes.literal] = []
        runs: list[nodes.inline] = []
        tables: list[nodes.table] = []
        for node in self.document.findall(nodes.Element):
            match node:
                case nodes.container():
                    blocks.append(node)
                case nodes.literal() if "cfp_file" in node:
                    files.append(node)
                case nodes.inline():
                    runs.append(node)
                case nodes.table() if {"cfp-stack", "cfp-matrix"} & set(node["classes"]):
                    tables.append(node)
        for block in blocks:
            if "cfp_tag" in block:
                self._wrap(block)
        for name in files:
            self._link(name)
        for block in blocks:
            if "cfp_svg" in block:
                self._draw(block)
        for run in runs:
            self._mark(run)
        for table in tables:
            self._label(table)

    def _draw(self, block: nodes.Node) -> None:
        """Put a picture in place, with the addresses of what it links to."""
        assert isinstance(block, nodes.container)
        domain, here = memory_of(self.env), self.env.current_document.docname
        builder, site = domain.builder, domain.site

        def address(link: re.Match[str]) -> str:
            found = site.address(link[1], link[2])
            return f'href="{escape(builder.get_relative_uri(here, found[0]) if found else "")}"'

        picture = re.sub(r'href="cfp:(\w+):([^"]*)"', address, block["cfp_svg"])
        # Sphinx' search takes the tags away and indexes what is left: without a break between them words would run together.
        block.append(_html(picture.replace("><", ">\n<")))

    def _mark(self, run: nodes.inline) -> None:
        """Make inserted, deleted and struck words ``<ins>``, ``<del>`` and ``<s>``: Sphinx makes spans of them."""
        if BREAK in run["classes"]:
            _replace(run, [_html("<br>\n")])
            return
        for name, tag in (("ins", "ins"), ("del", "del"), (STRUCK, "s")):
            if name in run["classes"]:
                _replace(run, [_html(f"<{tag}>"), *run.children, _html(f"</{tag}>")])

    def _label(self, table: nodes.table) -> None:
        """Name each cell by its column; the names are shown where a small screen stacks the cells."""
        heads = [entry.astext() for head in table.findall(nodes.thead) for entry in head.findall(nodes.entry)]
        for body in table.findall(nodes.tbody):
            for row in body.findall(nodes.row):
                for name, entry in list(zip(heads, row.findall(nodes.entry), strict=False))[1:]:
                    entry.insert(0, _html(f'<span class="cfp-cell-label">{escape(name)}</span>'))

    def _wrap(self, block: nodes.Node) -> None:
        assert isinstance(block, nodes.container)
        tag, label = block["cfp_tag"], block["cfp_label"]
        attributes = {
            "class": " ".join(block["classes"]),
            "id": " ".join(block["ids"][:1]),
            "aria-label": label,
        }
        opening = " ".join(
            [tag, *(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)]
        )
        content = list(block.children)
        made: list[nodes.Node] = [_html(f"<{opening}>")]
        if tag == "details" and content:
            made += [_html("<summary>"), content.pop(0), _html("</summary>")]
        former = [_html(f'<span id="{escape(anchor)}"></span>') for anchor in block["ids"][1:]]
        _replace(block, [*made, *former, *content, _html(f"</{tag}>")])

    def _link(self, name: nodes.Node) -> None:
        assert isinstance(name, nodes.literal)
        builder = memory_of(self.env).builder
        if builder.name == "epub":  # an e-book holds no loose files
            return
        target = name["cfp_file"]
        if builder.name != "singlehtml":
            target = relative_uri(builder.get_target_uri(self.env.current_document.docname), target)
        link = nodes.reference("", "", *name.children, refuri=target, internal=True, classes=["cfp-file"])
        _replace(name, [link])


def _html(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


def _replace(node: nodes.Node, by: list[nodes.Node]) -> None:
    """Put nodes in place of one (unlike ``replace_self``, which hands its classes on to the first of them)."""
    assert node.parent is not None
    place = node.parent.index(node)
    node.parent[place : place + 1] = by


def prepare_output(app: Sphinx) -> None:
    """Bring the style sheet and the templates of the package into an HTML build (event ``builder-inited``).

    Neither goes through the configuration: a path of this machine would change the builder's fingerprint of it.
    """
    if app.builder.format != "html":
        return
    static = app.outdir / "_static"
    static.mkdir(parents=True, exist_ok=True)
    copy_if_changed(HERE / "static" / STYLE, static / STYLE)
    app.add_css_file(STYLE, priority=900)
    internals.add_templates(app, HERE / "templates")


def copy_if_changed(source: Path, target: Path) -> None:
    """Copy a file, byte for byte, unless the target has its bytes."""
    if not target.is_file() or target.read_bytes() != source.read_bytes():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def around_pages(env: BuildEnvironment) -> list[tuple[str, str]]:
    """Return what the menu beside every page says: titles with docnames, and the series' name with its address."""
    series = memory_of(env).site.archive.series
    menu = [(title, docname) for title, docname in MENU if docname in env.found_docs]
    return [*menu, (series.short_name, series.home or "")]


def page_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Give a page its menu, and take away what would go stale or grow (event ``html-page-context``).

    Sphinx does not rewrite the neighbours of a page that is added, so their links to the previous and next page would
    differ from a clean build; an edition's page has links of its own.
    """
    current = pagename.partition("/")[0]
    *menu, context["cfp_home"] = around_pages(app.env)
    context["cfp_menu"] = [(title, docname, docname.partition("/")[0] == current) for title, docname in menu]
    context.update(prev=None, next=None, parents=[], rellinks=[])
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


def lead_from_anywhere(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Make the links of the page for missing addresses absolute: it is shown at any depth (event ``doctree-resolved``).

    Of ``sphinx-notfound-page``, which makes that page's menu and images so, only the links in its text are left.
    """
    if app.builder.format != "html" or docname != getattr(app.config, "notfound_pagename", None):
        return
    here, prefix = "/" + app.builder.get_target_uri(docname), app.config.notfound_urls_prefix or "/"
    for link in doctree.findall(nodes.reference):
        if link.get("internal") and not link.get("refuri", "#").startswith("#"):
            link["refuri"] = prefix + urljoin(here, link["refuri"]).lstrip("/")
