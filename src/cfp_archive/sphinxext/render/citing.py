"""What readers take away from a page: a citation to copy, and dates to subscribe to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import formatting, messages
from cfp_archive.exporting.formats.calendars import ALL_DATES, calendar_of, has_dates
from cfp_archive.exporting.formats.citations import bibtex
from cfp_archive.model import DateKind, StatusKind
from cfp_archive.sphinxext.elements import box, on_the_web, para, sentence
from cfp_archive.sphinxext.render.files import file_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfp_archive.exporting.formats.citations import Citation
    from cfp_archive.messages import Message
    from cfp_archive.model import Edition
    from cfp_archive.site import Site


def cite(citation_of: Callable[[], Citation], label: Message) -> nodes.Node:
    """Make a block with a citation, folded away; a script adds a button that copies it.

    The citation is that of the files, which are the same in every site, whatever its language.
    """
    with messages.in_english():
        citation = citation_of()
    text = bibtex(citation).rstrip()
    files = {
        name: nodes.literal("", title, cfp_file=f"data/citations/{citation.name}.{suffix}")
        for name, title, suffix in (
            ("bibtex", "BibTeX", "bib"),
            ("ris", "RIS", "ris"),
            ("csl", "CSL-JSON", "csl.json"),
        )
    }
    block = box(
        para(label()),
        # With another source than its text Sphinx takes it for parsed words: it gives and loads no colors for it.
        nodes.literal_block(citation.key, text, classes=["cfp-citation"]),
        para(*sentence(messages.CITATION_FILES, **files)),
        classes="cfp-own cfp-fold cfp-cite",
        tag="details",
    )
    return on_the_web(block)


def subscribe_to_call(site: Site, edition: Edition) -> list[nodes.Node]:
    """Offer the latest call's dates to calendar programs: an earlier call is not open, and a cancelled one neither."""
    if not _may_be_open(site, edition) or not has_dates(edition):
        return []
    link = file_link(calendar_of(edition))
    line = para(*sentence(messages.SUBSCRIBE_TO_CALL, file=link), classes="cfp-own cfp-subscribe")
    return [*open_until(site, edition), on_the_web(line)]


def open_until(site: Site, edition: Edition) -> list[nodes.Node]:
    """Say until when the latest call is open. Readers see whether that day has passed: a page does not know what day it is."""
    deadlines = [date for date in edition.facts.key_dates if date.kind is DateKind.SUBMISSION]
    if not deadlines or not _may_be_open(site, edition):
        return []
    last = max(deadlines, key=lambda date: date.date.end)
    return [para(messages.OPEN_UNTIL(date=formatting.key_date(last)), classes="cfp-own")]


def _may_be_open(site: Site, edition: Edition) -> bool:
    """Return whether papers may be submitted to a call: it is the latest, and its edition was not cancelled."""
    cancelled = edition.status is not None and edition.status.kind is StatusKind.CANCELLED
    return site.archive.editions[-1:] == (edition,) and not cancelled


def subscribe_to_dates(site: Site) -> list[nodes.Node]:
    """Offer the dates of all calls to calendar programs."""
    if not any(has_dates(edition) for edition in site.archive.editions):
        return []
    line = para(*sentence(messages.SUBSCRIBE_TO_DATES, file=file_link(ALL_DATES)), classes="cfp-subscribe")
    return [on_the_web(line)]
