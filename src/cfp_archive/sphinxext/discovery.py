"""The files at the root of a built site by which programs find their way: see :mod:`cfp_archive.exporting.discovery`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from cfp_archive import messages
from cfp_archive.exporting.discovery import (
    LLMS,
    ROBOTS,
    SITEMAP,
    SitemapPage,
    llms_txt,
    robots_txt,
    sitemap,
)
from cfp_archive.exporting.identity import known_change
from cfp_archive.exporting.pictures import FOLDER, pictures
from cfp_archive.site import edition_page
from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.exports import has_files
from cfp_archive.sphinxext.html import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


def page_path(app: Sphinx, docname: str) -> str:
    """Return the address of a page below the site's root, percent-encoded: that of its folder, where it is the folder's page."""
    return app.builder.get_target_uri(docname).removesuffix("index.html")


def write_files(app: Sphinx) -> set[str]:
    """Write the files that differ, but none that the site brings itself.

    :returns: the addresses of all of them.
    """
    if not has_files(app):
        return set()
    with messages.in_english():
        files = dict(_files(app))
    own = _brought(app)
    pictures_written = set(_write_pictures(app))
    for name, content in files.items():
        if name not in own:
            write_if_changed(app.outdir / name, content)
    return pictures_written | files.keys() | (own & {LLMS, ROBOTS, SITEMAP})


def _files(app: Sphinx) -> Iterator[tuple[str, bytes]]:
    site = cfp_domain(app.env).site
    yield LLMS, llms_txt(site)
    # A site on one page has nothing to be found apart.
    if site.base_url and isinstance(app.builder, StandaloneHTMLBuilder):
        if not isinstance(app.builder, SingleFileHTMLBuilder):
            yield SITEMAP, sitemap(site, _pages(app))
        robots = robots_txt(site)
        if robots:
            yield ROBOTS, robots


def _write_pictures(app: Sphinx) -> Iterator[str]:
    """Draw the pictures that are not there yet, and yield the addresses of all; previews need absolute ones."""
    site = cfp_domain(app.env).site
    for picture in pictures(site) if site.base_url else ():
        address = f"{FOLDER}/{picture.name}"
        file = app.outdir / address
        if not (file.is_file() and picture.is_in(file.read_bytes()[:200])):
            write_if_changed(file, picture.draw())
        yield address


def _pages(app: Sphinx) -> Iterator[SitemapPage]:
    """Yield the pages that search engines are to find: not those of drafts, nor the page for missing addresses."""
    site = cfp_domain(app.env).site
    changed = {edition_page(edition.key): known_change(edition) for edition in site.archive.editions}
    drafts = tuple(f"editions/{edition.key}/" for edition in site.drafts)
    missing = getattr(app.config, "notfound_pagename", None)
    for docname in sorted(app.env.found_docs):
        if docname != missing and not docname.startswith(drafts):
            yield SitemapPage(path=page_path(app, docname), changed=changed.get(docname))


def _brought(app: Sphinx) -> set[str]:
    """Return the names of files at the root that the site itself brings, by ``html_extra_path``."""
    names = set()
    for path in (Path(app.confdir, name) for name in app.config.html_extra_path):
        names |= {file.name for file in path.iterdir()} if path.is_dir() else {path.name}
    return names
