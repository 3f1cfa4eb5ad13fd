"""Citations of calls and comparisons as BibTeX, RIS and CSL-JSON, and CITATION.cff for the whole archive."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cfp_archive import messages
from cfp_archive.characters import visible
from cfp_archive.encoding import json_bytes
from cfp_archive.exporting.identity import last_changed
from cfp_archive.exporting.registry import Exporter, Group
from cfp_archive.naming import ascii_key
from cfp_archive.site import edition_page, path_of
from cfp_archive.yamlio import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cfp_archive.messages import Message
    from cfp_archive.model import Edition
    from cfp_archive.site import Site

__all__ = ["EXPORTERS", "Citation", "bibtex", "citation_of_comparison", "citation_of_edition"]

#: What stands in BibTeX for characters that TeX acts on. Braces by name: BibTeX counts them, even after a backslash.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: rf"\{char}" for char in "$&%#_"},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What is cited, in the terms that all formats share."""

    key: str  #: ASCII letters, digits and hyphens
    name: str  #: of the files, without suffix
    author: str  #: an organization: who wrote a call is not guessed from who is named in it
    title: str
    container: str  #: the archive's name
    issued: tuple[int, ...]  #: year, and month and day as far as they are known
    url: str  #: empty if no address is known
    note: str


def citation_of_edition(site: Site, edition: Edition) -> Citation:
    """Return the citation of a call: of its page in the archive, or of where it was published."""
    archive = site.archive
    sources = edition.facts.sources
    elsewhere = next((source.url for source in sources if source.url), "")
    posted = next((source.posted for source in sources if source.posted), None)
    return Citation(
        key=_key(site, edition.key),
        name=edition.key,
        author=archive.series.name,
        title=edition.facts.title,
        container=messages.ARCHIVE_OF(series=archive.series.short_name),
        issued=_issued(posted) if posted else (edition.year,),
        url=site.url(path_of(edition_page(edition.key))) or elsewhere,
        note=messages.CALL_FOR_PAPERS(),
    )


def citation_of_comparison(site: Site, old: str, new: str) -> Citation:
    """Return the citation of a comparison, which is the archive's own work.

    :param old: key of the older edition.
    :param new: key of the newer edition.
    """
    archive = site.archive
    editions = [edition for edition in archive.editions if edition.key in {old, new}]
    titles = {edition.key: archive.short_title(edition) for edition in editions}
    container = messages.ARCHIVE_OF(series=archive.series.short_name)
    changed = max(last_changed(edition) for edition in editions)
    return Citation(
        key=_key(site, f"{old}-{new}"),
        name=f"{old}-{new}",
        author=container,
        title=messages.COMPARE_PAIR(old=titles[old], new=titles[new]),
        container=container,
        issued=(changed.year, changed.month, changed.day),
        url=site.url(path_of(site.comparison_page(old, new))),
        note=messages.COMPARISON_OF_CALLS(),
    )


def _issued(posted: str) -> tuple[int, ...]:
    """Return the parts of a date that may be a year or a month alone; the year, if the rest is not in the calendar."""
    parts = tuple(int(part) for part in posted.split("-"))
    try:
        dt.date(*(*parts, 1, 1)[:3])
    except ValueError:
        return parts[:1]
    return parts


def _key(site: Site, name: str) -> str:
    return f"{ascii_key(site.archive.series.short_name) or 'cfp'}-{name}"


def bibtex(citation: Citation) -> str:
    """Return a BibTeX entry, as UTF-8 text that BibTeX, biber and reference managers read."""
    year, month, day = (*citation.issued, None, None)[:3]
    fields: dict[str, str | None] = {
        "author": f"{{{_tex(citation.author)}}}",
        "title": f"{{{_tex(citation.title)}}}",
        "howpublished": _tex(citation.container),
        "year": f"{year:04}",
        "month": str(month) if month else None,
        "day": str(day) if day else None,
        "url": _url(citation.url),
        "note": _tex(citation.note),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{citation.key},\n{lines}\n}}\n"


def _tex(text: str) -> str:
    return visible(text).translate(_TEX)


def _url(address: str) -> str:
    """Return an address whose characters no format acts on."""
    return quote(visible(address), safe="%/:=&?~#+!$,;'@()*[]-._")


def _ris(citation: Citation) -> str:
    """Return a record of RIS (Research Information Systems); a line is a field, so values have no line ends."""
    date = "/".join(f"{part:02}" for part in (*citation.issued[:1], *citation.issued[1:]))
    fields = [
        ("TY", "ELEC"),
        ("AU", citation.author),
        ("TI", citation.title),
        ("T2", citation.container),
        ("PY", f"{citation.issued[0]:04}"),
        ("DA", date),
        ("UR", _url(citation.url)),
        ("N1", citation.note),
        ("ID", citation.key),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {visible(value)}\r\n" for tag, value in fields if value or tag == "ER")


def _csl(citation: Citation) -> dict[str, Any]:
    """Return an item of CSL-JSON, for citation processors."""
    item = {
        "id": citation.key,
        "type": "webpage" if citation.url else "document",
        "author": [{"literal": visible(citation.author)}],
        "title": visible(citation.title),
        "container-title": visible(citation.container),
        "issued": {"date-parts": [list(citation.issued)]},
        "URL": _url(citation.url),
        "note": citation.note,
    }
    return {name: value for name, value in item.items() if value}


def _citations(site: Site) -> Iterator[Citation]:
    for edition in site.archive.editions:
        yield citation_of_edition(site, edition)
    for old, new in site.compared:
        yield citation_of_comparison(site, old, new)


def _format(
    name: str,
    suffix: str,
    media_type: str,
    about: Message,
    standard: tuple[str, str],
    encode: Callable[[list[Citation]], bytes],
) -> Exporter:
    """Make the exporter of a format: a file for each thing that can be cited."""

    def files(site: Site) -> Iterator[tuple[str, bytes]]:
        for citation in _citations(site):
            yield f"citations/{citation.name}.{suffix}", encode([citation])

    def newest(site: Site) -> str:
        return f"citations/{site.archive.editions[-1].key}.{suffix}" if site.archive.editions else ""

    return Exporter(
        name=name,
        group=Group.CITATIONS,
        address=f"citations/{{key}}.{suffix}",
        about=about,
        media_type=media_type,
        files=files,
        newest=newest,
        standard=standard,
    )


def _citation_file(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the citation file of the archive as a dataset (Citation File Format 1.2.0)."""
    series, editions = site.archive.series, site.archive.editions
    values: dict[str, str | dt.date | list[dict[str, str]] | None] = {
        "cff-version": "1.2.0",
        "message": messages.CITE_ARCHIVE(),
        "type": "dataset",
        "title": visible(messages.ARCHIVE_OF(series=series.short_name)),
        "abstract": visible(series.about or series.name),
        "authors": [{"name": visible(messages.ARCHIVE_OF(series=series.short_name))}],
        "url": _url(site.base_url),
        "license": series.license,
        "date-released": max((last_changed(edition) for edition in editions), default=None),
    }
    text = written({name: value for name, value in values.items() if value})
    yield "CITATION.cff", text.encode("utf-8", "backslashreplace")


EXPORTERS = (
    _format(
        "bibtex",
        "bib",
        "application/x-bibtex",
        messages.ABOUT_BIBTEX,
        ("BibTeX", "https://ctan.org/pkg/bibtex"),
        lambda citations: "\n".join(map(bibtex, citations)).encode("utf-8"),
    ),
    _format(
        "ris",
        "ris",
        "application/x-research-info-systems",
        messages.ABOUT_RIS,
        ("RIS", "https://en.wikipedia.org/wiki/RIS_(file_format)"),
        lambda citations: "".join(map(_ris, citations)).encode("utf-8"),
    ),
    _format(
        "csl",
        "csl.json",
        "application/vnd.citationstyles.csl+json",
        messages.ABOUT_CSL,
        ("CSL-JSON", "https://github.com/citation-style-language/schema"),
        lambda citations: json_bytes([_csl(citation) for citation in citations]),
    ),
    Exporter(
        name="CITATION.cff",
        group=Group.CITATIONS,
        address="CITATION.cff",
        about=messages.ABOUT_CITATION_FILE,
        media_type="application/yaml",
        files=_citation_file,
        standard=("Citation File Format", "https://citation-file-format.github.io/"),
    ),
)
