"""Files by which programs find their way: a sitemap, what crawlers may read, and an overview for language models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from cfp_archive import formatting, messages
from cfp_archive.characters import markdown, visible
from cfp_archive.exporting.formats.texts import ALTERNATES
from cfp_archive.exporting.registry import exporters
from cfp_archive.exporting.summaries import license_note, summary_of_edition
from cfp_archive.model import Gap
from cfp_archive.site import COMPARISONS, DATES, EDITIONS, PEOPLE, TERMS, TOPICS, path_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from cfp_archive.messages import Message
    from cfp_archive.site import Site

__all__ = ["LLMS", "ROBOTS", "SITEMAP", "SitemapPage", "llms_txt", "robots_txt", "sitemap"]

SITEMAP, ROBOTS, LLMS = "sitemap.xml", "robots.txt", "llms.txt"
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapPage:
    """A page that search engines are to find."""

    path: str  #: below the site's root, percent-encoded
    changed: dt.date | None = None  #: None where the data do not say when its content changed


def sitemap(site: Site, pages: Iterable[SitemapPage]) -> bytes:
    """Return the sitemap (https://www.sitemaps.org/protocol.html) of a site whose address is known."""
    root = ET.Element("urlset", xmlns=_SITEMAPS)
    for page in pages:
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = quote(visible(site.url(page.path)), safe="%/:=&?~#+!$,;'@()*[]-._")
        if page.changed:
            ET.SubElement(url, "lastmod").text = page.changed.isoformat()
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def robots_txt(site: Site) -> bytes | None:
    """Return what crawlers may read (RFC 9309): everything, and where the sitemap is.

    :returns: None if the site is not at the root of its host: crawlers look for the file there alone.
    """
    if not site.base_url or urlsplit(site.base_url).path != "/":
        return None
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url(SITEMAP)}\n".encode()


def llms_txt(site: Site) -> bytes:
    """Return an overview of the archive as https://llmstxt.org/ describes it: links to the texts and files, in Markdown."""
    series = site.archive.series
    about = series.about or messages.ABOUT_SERIES(short_name=series.short_name, name=series.name)
    missing = [known for known in site.archive.timeline if isinstance(known, Gap)]
    parts = [
        f"# {_shown(messages.ARCHIVE_OF(series=series.short_name))}",
        f"> {_shown(about)}",
        messages.ABOUT_ARCHIVE(),
        license_note(site),
        *_section(messages.CALLS_FOR_PAPERS, _calls(site)),
        *_section(messages.DATA, _files(site)),
        *_section(messages.EXPLORE, _pages(site)),
    ]
    if missing:
        years = formatting.listing([known.key for known in missing])
        parts.insert(4, messages.CALLS_MISSING(years=years, n=len(missing)))
    return ("\n\n".join(parts) + "\n").encode()


def _section(title: Message, links: Iterator[str]) -> list[str]:
    listed = "\n".join(links)
    return [f"## {title()}", listed] if listed else []


def _calls(site: Site) -> Iterator[str]:
    form = ALTERNATES[0]
    for edition in reversed(site.archive.editions):
        title = site.archive.short_title(edition)
        yield _link(site, title, f"data/{form.of(edition)}", summary_of_edition(site, edition))


def _files(site: Site) -> Iterator[str]:
    for exporter in exporters():
        written = exporter.has_content(site) and (site.base_url or not exporter.needs_address)
        if written and "{key}" not in exporter.address:
            yield _link(site, exporter.address, f"data/{exporter.address}", exporter.about())


def _pages(site: Site) -> Iterator[str]:
    for docname, title, about in (
        (EDITIONS, messages.PAGE_EDITIONS, messages.ABOUT_EDITIONS),
        (TOPICS, messages.PAGE_TOPICS, messages.ABOUT_TOPICS),
        (TERMS, messages.PAGE_TERMS, messages.ABOUT_TERMS),
        (COMPARISONS, messages.COMPARE_EDITIONS, messages.ABOUT_COMPARISONS),
        (PEOPLE, messages.PEOPLE, messages.ABOUT_PEOPLE),
        (DATES, messages.PAGE_DATES, messages.ABOUT_DATES),
    ):
        yield _link(site, title(), path_of(docname), about())


def _link(site: Site, title: str, path: str, about: str) -> str:
    """Return an entry; without an address of the site its link begins at the file's own folder."""
    return f"- [{_shown(title)}]({site.url(path) or path}): {_shown(about)}"


def _shown(text: str) -> str:
    return markdown(visible(text))
