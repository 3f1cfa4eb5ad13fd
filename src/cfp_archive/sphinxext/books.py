"""Books: an e-book or a printed one has the archive itself, and not what only a site or its makers have use for.

Left out are the page of files, the page for missing addresses and the guide. Their pages stay in the table of contents of the
site, so they are taken away from it while a book is written, and links to them become plain words.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from cfp_archive import site as plan
from cfp_archive.exporting.identity import stable_id
from cfp_archive.sphinxext import internals
from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.elements import replace

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_BOOKS = frozenset({"epub", "latex"})
_GUIDE = "guide/"


def setup(app: Sphinx) -> None:
    """Register the handlers."""
    app.add_post_transform(PagesOfBook)
    app.connect("builder-inited", name_all_pages)
    app.connect("write-started", leave_out_of_contents)
    app.connect("build-finished", put_contents_back)


def left_out(builder: Builder) -> set[str]:
    """Return the pages that are in no book."""
    missing_address = getattr(builder.config, "notfound_pagename", None)
    return {
        name
        for name in builder.env.found_docs
        if name in {plan.DATA, missing_address} or name.startswith(_GUIDE)
    }


def name_all_pages(app: Sphinx) -> None:
    """Let the table of contents of an e-book name all editions, topics and people (event ``builder-inited``)."""
    if app.builder.name != "epub":
        return
    # The builder's own option, on which the environment does not depend.
    if app.config.epub_tocscope == "default":
        app.config.epub_tocscope = "includehidden"


def leave_out_of_contents(app: Sphinx, builder: Builder) -> None:
    """Take pages out of tables of contents while a book is written (event ``write-started``)."""
    if builder.name not in _BOOKS:
        return
    unwanted = left_out(builder)

    def without(doctree: nodes.document) -> nodes.document:
        for contents in doctree.findall(addnodes.toctree):
            contents["entries"] = [one for one in contents["entries"] if one[1] not in unwanted]
            contents["includefiles"] = [one for one in contents["includefiles"] if one not in unwanted]
        return doctree

    internals.change_doctrees(app.env, without)
    if builder.name == "epub":
        # The builder's own option, on which the environment does not depend.
        pages = sorted(builder.get_target_uri(name) for name in unwanted)
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, *pages]
        site = cfp_domain(app.env).site
        if app.config.epub_identifier == app.config.epub_uid == "unknown":
            # Readers' libraries would take all such books for one. Both must be the same, and an XML name.
            app.config.epub_identifier = app.config.epub_uid = f"cfp-{stable_id(site, 'book')}"
        if app.config.epub_description == "unknown":
            app.config.epub_description = site.archive.series.name
        internals.before_packing(builder, lambda: meet_standard(Path(app.outdir)))


def put_contents_back(app: Sphinx, _exception: Exception | None) -> None:
    """Leave nothing of a book to the next build in the same process (event ``build-finished``)."""
    internals.change_doctrees(app.env, None)


def meet_standard(folder: Path) -> None:
    """Change the files of an e-book where its standard forbids what pages of a site may have."""
    declare_pictures(folder)
    for file in folder.glob("_static/*.css"):
        text = file.read_text(encoding="utf-8")
        # Where a picture is scrolled to; see https://www.w3.org/TR/epub-33/#sec-css-req
        file.write_text(re.sub(r"(?<![\w-])direction\s*:[^;}]*;?", "", text), encoding="utf-8", newline="\n")


def declare_pictures(folder: Path) -> None:
    """Name in the package document of an e-book the pages that hold drawings, as its standard asks for.

    See https://www.w3.org/TR/epub-33/#svg. Sphinx declares none.
    """
    package = folder / "content.opf"

    def declared(item: re.Match[str]) -> str:
        page = folder / unescape(item[1])
        has_picture = page.suffix == ".xhtml" and "<svg" in page.read_text(encoding="utf-8")
        return item[0].replace("<item ", '<item properties="svg" ') if has_picture else item[0]

    text = package.read_text(encoding="utf-8")
    package.write_text(
        re.sub(r'<item [^>]*href="([^"]*)"[^>]*>', declared, text), encoding="utf-8", newline="\n"
    )


class PagesOfBook(SphinxPostTransform):
    """Make the pages of an e-book whole in themselves.

    Links to pages that it does not have become plain words, as Sphinx makes them in a printed book, and drawings say what they are,
    as XHTML asks for.
    """

    default_priority = 750  # when links are resolved, and drawings in place
    builders = ("epub",)

    def run(self, **_kwargs: Any) -> None:
        """Change links and drawings."""
        builder = cfp_domain(self.env).builder
        unwanted = {builder.get_target_uri(name) for name in left_out(builder)}
        here = builder.get_target_uri(self.env.current_document.docname)
        for link in list(self.document.findall(nodes.reference)):
            if link.get("internal") and urljoin(here, link.get("refuri", "").partition("#")[0]) in unwanted:
                replace(link, *link.children)
        for raw in list(self.document.findall(nodes.raw)):
            text = raw.astext()
            if "<svg" in text:
                named = re.sub(r"<svg(?![^>]*\sxmlns=)", '<svg xmlns="http://www.w3.org/2000/svg"', text)
                replace(raw, nodes.raw("", named, format="html"))
