"""Atom feeds (RFC 4287): new calls, and what changed in the topics from one call to the next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from cfp_archive import formatting, messages
from cfp_archive.characters import visible
from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.comparing.words import DiffOp
from cfp_archive.exporting.identity import last_changed, posted_on, stable_id, timestamp
from cfp_archive.exporting.registry import Exporter, Group
from cfp_archive.site import COMPARISONS, HOME, TOPICS, edition_page, path_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from uuid import UUID

    from cfp_archive.messages import Message
    from cfp_archive.model import Edition
    from cfp_archive.report import Entry as ReportEntry
    from cfp_archive.site import Site

__all__ = ["EXPORTERS", "FEEDS"]

_ATOM = "http://www.w3.org/2005/Atom"
_STANDARD = ("Atom (RFC 4287)", "https://www.rfc-editor.org/rfc/rfc4287")
_TAGS = {DiffOp.INSERT: "ins", DiffOp.DELETE: "del"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One entry of a feed."""

    id: UUID
    title: str
    page: str  #: path of the page that it leads to, from the site's root
    updated: dt.date
    published: dt.date | None = None
    summary: str = ""  #: plain text
    content: str = ""  #: HTML


def _editions(site: Site) -> Iterator[_Entry]:
    for edition in reversed(site.archive.editions):
        yield _Entry(
            id=stable_id(site, "edition", edition.key),
            title=edition.facts.title,
            page=path_of(edition_page(edition.key)),
            updated=last_changed(edition),
            published=posted_on(edition),
            summary="\n".join(_summary(site, edition)),
        )


def _summary(site: Site, edition: Edition) -> Iterator[str]:
    facts = edition.facts
    if edition.status:
        yield formatting.status(edition.status)
    for one in sorted(facts.corrections, key=lambda one: one.date, reverse=True):
        message = messages.CORRECTED_BECAUSE if one.why else messages.CORRECTED
        yield message(day=formatting.day(one.date), what=one.what, why=one.why or "")
    when = [formatting.days(facts.planned)] if facts.planned else []
    if when or facts.place:
        yield " · ".join(filter(None, (*when, facts.place)))
    for date in facts.key_dates:
        yield messages.LABELED(label=date.label, value=formatting.key_date(date))
    yield from formatting.list_sizes(site.archive, edition)


def _changes(site: Site) -> Iterator[_Entry]:
    titles = site.archive.short_title
    for old, new in reversed(list(pairwise(site.archive.editions))):
        summary, content = site.recall(
            partial(_told, site, old.key, new.key),
            "feed",
            site.state_of_comparison(old.key, new.key),
            messages.language(),
        )
        page = (
            site.comparison_page(old.key, new.key) if site.has_comparison(old.key, new.key) else COMPARISONS
        )
        yield _Entry(
            id=stable_id(site, "changes", old.key, new.key),
            title=messages.TOPIC_CHANGES(old=titles(old), new=titles(new)),
            page=path_of(page),
            updated=max(last_changed(old), last_changed(new)),
            summary=summary,
            content=content,
        )


def _told(site: Site, old: str, new: str) -> tuple[str, str]:
    """Return what changed in the topics: how many of each kind, as text, and which, as HTML."""
    sections = [section for section in site.report(old, new).sections if section.id == "topics"]
    entries = [
        entry for section in sections for entry in section.entries if entry.kind is not ChangeKind.UNCHANGED
    ]
    summary = "\n".join(
        messages.LABELED(label=section.title, value=" · ".join(count.label for count in section.counts))
        for section in sections
    )
    return summary, f"<ul>{''.join(map(_item, entries))}</ul>" if entries else ""


def _item(entry: ReportEntry) -> str:
    """Return a change as an item of an HTML list, with the words marked."""
    lines = "<br>".join(
        "".join(
            f"<{_TAGS[mark.op]}>{escape(visible(mark.text))}</{_TAGS[mark.op]}>"
            if mark.op in _TAGS
            else escape(visible(mark.text))
            for mark in line.marks
        )
        for line in entry.lines
    )
    return f"<li>{escape(visible(entry.label))}: {lines}</li>"


def _atom(site: Site, address: str, title: str, page: str, entries: Iterable[_Entry]) -> bytes | None:
    """Return a feed; None if it would have no entry, and so no day on which it changed."""
    listed = list(entries)
    if not listed:
        return None
    feed = ET.Element("feed", xmlns=_ATOM)
    _text(feed, "id", stable_id(site, "feed", address).urn)
    _text(feed, "title", title)
    _text(feed, "updated", _instant(max(entry.updated for entry in listed)))
    author = ET.SubElement(feed, "author")
    _text(author, "name", messages.ARCHIVE_OF(series=site.archive.series.short_name))
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=site.url(f"data/{address}"))
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=site.url(path_of(page)))
    for entry in listed:
        item = ET.SubElement(feed, "entry")
        _text(item, "id", entry.id.urn)
        _text(item, "title", entry.title)
        _text(item, "updated", _instant(entry.updated))
        if entry.published:
            _text(item, "published", _instant(entry.published))
        ET.SubElement(item, "link", rel="alternate", type="text/html", href=site.url(entry.page))
        if entry.summary:
            _text(item, "summary", entry.summary)
        if entry.content:
            _text(item, "content", entry.content, type="html")
    ET.indent(feed)
    content: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = visible(text, lines=True)


def _instant(day: dt.date) -> str:
    return f"{timestamp(day).date().isoformat()}T00:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    address: str
    title: Message  #: of the series
    about: Message
    page: str  #: docname of the page that shows the same
    entries: Callable[[Site], Iterable[_Entry]]
    least: int  #: so many calls make the first entry

    def has_entries(self, site: Site) -> bool:
        """Return whether the feed has entries."""
        return len(site.archive.editions) >= self.least

    def files(self, site: Site) -> Iterator[tuple[str, bytes]]:
        """Yield the feed, if it has entries."""
        title = self.title(series=site.archive.series.short_name)
        content = _atom(site, self.address, title, self.page, self.entries(site))
        if content:
            yield self.address, content


#: The feeds, with their titles, for the pages that name them.
FEEDS = (
    _Feed(
        address="editions.atom",
        title=messages.FEED_OF_CALLS,
        about=messages.ABOUT_CALLS_FEED,
        page=HOME,
        entries=_editions,
        least=1,
    ),
    _Feed(
        address="topic-changes.atom",
        title=messages.FEED_OF_TOPICS,
        about=messages.ABOUT_TOPICS_FEED,
        page=TOPICS,
        entries=_changes,
        least=2,
    ),
)

EXPORTERS = tuple(
    Exporter(
        name=feed.address,
        group=Group.SUBSCRIPTIONS,
        address=feed.address,
        about=feed.about,
        media_type="application/atom+xml",
        files=feed.files,
        standard=_STANDARD,
        needs_address=True,
        has_content=feed.has_entries,
    )
    for feed in FEEDS
)
