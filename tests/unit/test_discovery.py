"""Files and words by which programs find their way: sitemap, robots.txt, llms.txt, summaries and pictures."""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cfp_archive.characters import visible
from cfp_archive.comparing.history import build_history
from cfp_archive.exporting.discovery import SitemapPage, llms_txt, robots_txt, sitemap
from cfp_archive.exporting.pictures import HEIGHT, SERIES, WIDTH, picture_of, pictures
from cfp_archive.exporting.registry import files_of
from cfp_archive.exporting.summaries import summary_of
from cfp_archive.model import Appointment, DateKind, Facts, Span, Status, StatusKind
from cfp_archive.site import Site
from timeline import archive, edition, every_kind, key_date, series

if TYPE_CHECKING:
    from cfp_archive.model import Archive

ADDRESS = "https://calls.example/"
HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("<>&]['\"()*_`#\\\r\n\u2028\u202e\ud800\x00\x0bé機😀")),
    max_size=60,
)


def site_of(held: Archive, address: str = ADDRESS) -> Site:
    """Return an archive as a site."""
    return Site(archive=held, history=build_history(held), base_url=address)


def test_sitemap() -> None:
    """Addresses are absolute, and a day of change is there where one is known."""
    site = site_of(every_kind(), "https://calls.example/tides/")
    content = sitemap(
        site,
        [SitemapPage(path=""), SitemapPage(path="editions/2019/", changed=dt.date(2026, 11, 20))],
    )
    urls = [{part.tag.rpartition("}")[2]: part.text for part in url} for url in ET.fromstring(content)]
    assert urls == [
        {"loc": "https://calls.example/tides/"},
        {"loc": "https://calls.example/tides/editions/2019/", "lastmod": "2026-11-20"},
    ]


@given(HOSTILE, HOSTILE)
def test_sitemap_holds_any_address(address: str, path: str) -> None:
    """Whatever the address of the site and of a page, the sitemap is XML with one address, in ASCII."""
    content = sitemap(site_of(archive(), f"https://calls.example/{address}/"), [SitemapPage(path=path)])
    (url,) = ET.fromstring(content)
    (loc,) = url
    assert (loc.text or "").isascii()
    assert not set("<>\"' \n") & set((loc.text or "").replace("'", ""))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://calls.example/", "Sitemap: https://calls.example/sitemap.xml"),
        ("https://calls.example/tides/", None),  # crawlers look at the root of a host only
        ("", None),
    ],
)
def test_robots(address: str, expected: str | None) -> None:
    """Crawlers may read everything, and are led to the sitemap."""
    content = robots_txt(site_of(every_kind(), address))
    assert (content.decode().splitlines()[-1] if content else None) == expected


@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_llms(address: str) -> None:
    """The overview has one title, one summary and lists of links, of files that exist; it names the calls that are missing."""
    site = site_of(every_kind(), address)
    text = llms_txt(site).decode()
    page = BeautifulSoup(MarkdownIt("commonmark").render(text), "html.parser")
    assert [title.get_text() for title in page.select("h1")] == ["TideComp call for papers archive"]
    assert len(page.select("blockquote")) == 1
    assert [title.get_text() for title in page.select("h2")] == ["Calls for papers", "Data", "Explore"]
    links = {link.get_text(): str(link["href"]) for link in page.select("a")}
    assert links["TideComp 2023"] == f"{address}data/editions/2023.md"
    files = {f"{address}data/{name}" for name, _content in files_of(site)}
    assert {link for link in links.values() if "data/" in link} <= files
    assert "The 2021 call is not in the archive." in text


@given(HOSTILE.filter(str.strip), HOSTILE.filter(str.strip))
def test_llms_shows_any_words(title: str, about: str) -> None:
    """Whatever a series or a call is named, the overview is the same list of links."""
    held = archive(edition("2027", ["Coral"], Facts(title="x", short_title=title, place=about)))
    held = replace(held, series=replace(held.series, about=about))
    page = BeautifulSoup(MarkdownIt("commonmark").render(llms_txt(site_of(held)).decode()), "html.parser")
    usual = archive(edition("2027", ["Coral"], Facts(title="x")))
    assert len(page.select("a")) == llms_txt(site_of(usual)).decode().count("](")
    assert len(page.select("h1, h2, blockquote")) == 5
    assert page.select("a")[0].get_text().strip() == visible(title).strip()


def test_summaries() -> None:
    """Pages are summed up by what readers look for; other pages and drafts are not."""
    facts = Facts(
        title="TideComp 2027",
        date=Span(start=dt.date(2027, 5, 20), end=dt.date(2027, 5, 20)),
        place="Ebbville",
        status=Status(kind=StatusKind.CANCELLED),
        key_dates=(key_date("Papers due", "2027-02-01", DateKind.SUBMISSION), key_date("Tour", "2027-05-21")),
        people=(Appointment(role="General Chair", name="Ada Quill"),),
    )
    said = {"When": ["May 20, 2027, in Ebbville"]}
    site = site_of(archive(edition("2027", ["Coral databases"], facts, said)))
    assert summary_of(site, "editions/2027/index") == (
        "Call for papers · This edition was cancelled. · 20 May 2027 · Ebbville · Papers due: 1 February 2027 · "
        "Areas of interest: 1 topic"
    )
    assert summary_of(site, "topics/coral-databases/index") == "Areas of interest: 2027"
    assert summary_of(site, "people/ada-quill/index") == "General Chair: 2027"
    for page in ("index", "editions/index", "topics/index", "compare/index", "dates/index", "data/index"):
        assert summary_of(site, page)
    for page in (
        "guide/index",
        "editions/2028/index",
        "editions/2027/program",
        "topics/pier/index",
        "people/x/index",
    ):
        assert summary_of(site, page) == ""


def shades(content: bytes) -> list[bytes]:
    """Return the rows of a picture, as any reader of PNG files would; each byte has two points."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, place = {}, 8
    while place < len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        (check,) = struct.unpack(">I", content[place + 8 + length : place + 12 + length])
        assert check == zlib.crc32(kind + body)
        chunks[kind] = body
        place += 12 + length
    width, height, *form = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (width, height, form) == (WIDTH, HEIGHT, [4, 3, 0, 0, 0])
    assert len(chunks[b"PLTE"]) == 3 * 16
    lines = zlib.decompress(chunks[b"IDAT"])
    step = WIDTH // 2 + 1
    rows = [lines[start : start + step] for start in range(0, len(lines), step)]
    assert len(rows) == HEIGHT
    assert {row[0] for row in rows} == {0}
    return [row[1:] for row in rows]


def test_picture_shows_topics_and_bands() -> None:
    """The edition's own topics are bars in full ink at the right, one for each; a topic that lives on has a band."""
    history = build_history(series({"2019": ["Coral", "Waves"], "2021": ["Coral", "Kelp nets", "Piers"]}))
    rows = shades(picture_of(history, "2021").draw())
    right = bytes(row[(WIDTH - 80) // 2] >> 4 for row in rows)
    assert len([run for run in right.replace(b"\x0f", b"#").split(b"\x00") if run.count(b"#") > 10]) == 3
    middle = {row[WIDTH // 4] for row in rows}
    assert middle - {0}  # the band of the topic that both have


def test_picture_of_an_edition_keeps_when_others_are_added() -> None:
    """A later call changes no earlier picture, and a drawn picture is known again from its file."""
    calls = {"2019": ["Coral", "Waves"], "2021": ["Coral"], "2023": ["Coral", "Piers"]}
    whole = {picture.name: picture.draw() for picture in pictures(site_of(series(calls)))}
    before = {
        picture.name: picture
        for picture in pictures(site_of(series({key: calls[key] for key in ("2019", "2021")})))
    }
    assert list(whole) == ["2019.png", "2021.png", "2023.png", SERIES]
    assert before["2021.png"].draw() == whole["2021.png"]
    assert before["2021.png"].is_in(whole["2021.png"][:200])
    assert not before["2021.png"].is_in(whole["2023.png"][:200])
    assert before[SERIES].draw() == whole["2021.png"]
    assert whole[SERIES] == whole["2023.png"]


def test_no_picture_without_topics() -> None:
    """An edition without topics has no picture, and an archive without any has none for the series."""
    assert list(pictures(site_of(archive(edition("2027", {}))))) == []


@settings(max_examples=15)
@given(
    st.lists(
        st.lists(st.sampled_from(["Coral", "Waves and nets", "Nets", "Piers", "Kelp"]), max_size=90),
        min_size=1,
        max_size=9,
    )
)
def test_any_lists_can_be_drawn(calls: list[list[str]]) -> None:
    """However many calls and topics there are, the picture has its size."""
    site = site_of(series({str(2010 + number): topics for number, topics in enumerate(calls)}))
    for picture in pictures(site):
        shades(picture.draw())
