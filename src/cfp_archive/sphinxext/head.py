"""What the head of a page says to programs: what the page is about, and where else its content is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from cfp_archive import messages
from cfp_archive.exporting.encoding import json_in_html
from cfp_archive.exporting.formats.feeds import FEEDS
from cfp_archive.exporting.formats.texts import ALTERNATES
from cfp_archive.exporting.structured_data import (
    data_as_dataset,
    edition_as_event,
    series_as_event_series,
)
from cfp_archive.site import DATA, HOME, edition_page
from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.exports import FOLDER, has_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from cfp_archive.model import Edition
    from cfp_archive.site import Site


def setup(app: Sphinx) -> None:
    """Register the handler."""
    app.connect("html-page-context", add_head)


def add_head(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Put into a page's head what programs read there (event ``html-page-context``)."""
    context["metatags"] = f"{context.get('metatags', '')}{head_of(app, pagename)}"


def head_of(app: Sphinx, docname: str) -> str:
    """Return what the archive adds to the head of a page, as HTML; empty if the builder makes no site."""
    if not has_files(app):
        return ""
    site = cfp_domain(app.env).site
    elements = (*_feeds(site), *_alternates(site, docname), *_structured_data(site, docname))
    return "".join(f"\n    {element}" for element in elements)


def _feeds(site: Site) -> Iterator[str]:
    """Let feed readers find the feeds on every page."""
    for feed in FEEDS:
        if site.base_url and feed.has_entries(site):
            title = escape(feed.title(series=site.archive.series.short_name))
            href = escape(site.url(f"{FOLDER}/{feed.address}"))
            yield f'<link rel="alternate" type="application/atom+xml" title="{title}" href="{href}" />'


def _alternates(site: Site, docname: str) -> Iterator[str]:
    """Name the other forms of a call on its page. Their addresses hold wherever the site is, also on a disk."""
    edition = _edition_of(site, docname)
    if edition:
        root = "../" * docname.count("/")
        for alternate in ALTERNATES:
            href = escape(f"{root}{FOLDER}/{alternate.of(edition)}")
            yield f'<link rel="alternate" type="{alternate.media_type}" href="{href}" />'


def _edition_of(site: Site, docname: str) -> Edition | None:
    """Return the published edition whose call is on a page; None if it is another page."""
    return next((one for one in site.archive.editions if docname == edition_page(one.key)), None)


def _structured_data(site: Site, docname: str) -> Iterator[str]:
    """Describe the subject of a page in the terms of schema.org; a browser does not run such a script."""
    described = _subject(site, docname)
    if described is not None:
        yield f'<script type="application/ld+json">{json_in_html(described)}</script>'


def _subject(site: Site, docname: str) -> dict[str, Any] | None:
    if docname == HOME:
        return series_as_event_series(site)
    if docname == DATA:
        with messages.in_english():  # as the files are
            return data_as_dataset(site)
    edition = _edition_of(site, docname)
    return edition_as_event(site, edition) if edition else None
