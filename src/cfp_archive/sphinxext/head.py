"""What the head of a page says to programs: what the page is about, and where else its content is."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from cfp_archive import messages
from cfp_archive.characters import shortened, visible
from cfp_archive.encoding import json_in_html
from cfp_archive.exporting.formats.feeds import FEEDS
from cfp_archive.exporting.formats.texts import ALTERNATES
from cfp_archive.exporting.pictures import FOLDER as PICTURES
from cfp_archive.exporting.pictures import HEIGHT, SERIES, WIDTH, has_picture
from cfp_archive.exporting.structured_data import (
    data_as_dataset,
    edition_as_event,
    series_as_event_series,
)
from cfp_archive.exporting.summaries import summary_of
from cfp_archive.site import DATA, HOME, NotInArchiveError, edition_page
from cfp_archive.sphinxext.discovery import page_path
from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.exports import FOLDER, has_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from cfp_archive.model import Edition
    from cfp_archive.site import Site

#: Search results and previews show about so many characters.
_LONGEST = 300
_DESCRIPTION = re.compile(r"""<meta[^>]*\bname=["']?description\b""", re.IGNORECASE)


def setup(app: Sphinx) -> None:
    """Register the handler."""
    app.connect("html-page-context", add_head)


def add_head(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put into a page's head what programs read there (event ``html-page-context``)."""
    if not has_files(app):
        return
    own = str(context.get("metatags", ""))
    page = pagename in app.env.found_docs and pagename != getattr(app.config, "notfound_pagename", None)
    site = cfp_domain(app.env).site
    if site.base_url:
        # One address for each page, in all files: that of its folder, where it is the folder's page.
        context["pageurl"] = site.url(page_path(app, pagename)) if page else None
    head = own + head_of(app, pagename)
    if page and doctree is not None and not _DESCRIPTION.search(head):
        head += _lines(_description(_first_words(doctree)))
    context["metatags"] = head


def head_of(app: Sphinx, docname: str) -> str:
    """Return what the archive adds to the head of a page, as HTML; empty if the builder makes no site.

    A page that the archive does not make is described by its own first words, which are not in here.
    """
    if not has_files(app):
        return ""
    site = cfp_domain(app.env).site
    return _lines(
        [
            *_feeds(site),
            *_alternates(site, docname),
            *_preview(app, docname),
            *_description(summary_of(site, docname)),
            *_structured_data(site, docname),
        ]
    )


def _lines(elements: Iterable[str]) -> str:
    return "".join(f"\n    {element}" for element in elements)


def _meta(name: str, content: str, attribute: str = "property") -> str:
    return f'<meta {attribute}="{name}" content="{escape(content)}" />'


def _description(text: str) -> Iterator[str]:
    """Say what a page is about, to search engines and where its link is shown."""
    if text:
        short = shortened(text, _LONGEST)
        yield _meta("description", short, "name")
        yield _meta("og:description", short)


def _first_words(doctree: nodes.document) -> str:
    """Return the first paragraph of a page that is part of its text, as text."""
    paragraphs = (one for one in doctree.findall(nodes.paragraph) if isinstance(one.parent, nodes.section))
    return visible(" ".join(next((one.astext() for one in paragraphs), "").split()))


def _preview(app: Sphinx, docname: str) -> Iterator[str]:
    """Say how the link to a page is to be shown, in the terms of Open Graph (https://ogp.me/)."""
    site, title = cfp_domain(app.env).site, app.env.titles.get(docname)
    if title is None or docname == getattr(app.config, "notfound_pagename", None):
        return
    if docname.startswith(tuple(f"editions/{edition.key}/" for edition in site.drafts)):
        yield _meta("robots", "noindex", "name")
    yield _meta("og:title", visible(title.astext()))
    yield _meta("og:type", "website" if docname == HOME else "article")
    yield _meta("og:site_name", visible(app.config.html_short_title))
    if site.base_url:
        yield _meta("og:url", site.url(page_path(app, docname)))
        yield from _picture(site, _edition_of(site, docname))


def _picture(site: Site, edition: Edition | None) -> Iterator[str]:
    """Name the picture of an edition that has one, else that of the series."""
    shown = edition if edition and has_picture(edition) else None
    latest = next(filter(has_picture, reversed(site.archive.editions)), None)
    if latest is None:
        return
    yield _meta("og:image", site.url(f"{PICTURES}/{shown.key}.png" if shown else f"{PICTURES}/{SERIES}"))
    yield _meta("og:image:type", "image/png")
    yield _meta("og:image:width", str(WIDTH))
    yield _meta("og:image:height", str(HEIGHT))
    title = site.archive.short_title(shown or latest)
    yield _meta("og:image:alt", visible(messages.ABOUT_PICTURE(edition=title)))
    yield _meta("twitter:card", "summary_large_image", "name")


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
    try:
        edition = site.edition_at(docname)
    except NotInArchiveError:
        return None
    told = site.edition(edition.key)
    return told if docname == edition_page(told.key) and not told.facts.draft else None


def _structured_data(site: Site, docname: str) -> Iterator[str]:
    """Describe the subject of a page in the terms of schema.org; a browser does not run such a script."""
    described = _subject(site, docname)
    if described:
        yield f'<script type="application/ld+json">{described}</script>'


def _subject(site: Site, docname: str) -> str:
    if docname == HOME:
        return json_in_html(series_as_event_series(site))
    if docname == DATA:
        with messages.in_english():  # as the files are
            return json_in_html(data_as_dataset(site))
    edition = _edition_of(site, docname)
    if edition is None:
        return ""
    return site.recall_of_edition(
        lambda: json_in_html(edition_as_event(site, edition)), edition.key, "event of schema.org"
    )
