"""Files for programs in a built site: those of the command, byte for byte, and never any of an earlier build."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from building import contents
from cfp_archive.cli import main
from cfp_archive.exporting.announcement import announcement
from cfp_archive.exporting.registry import exporters
from fabricate import TIDES

if TYPE_CHECKING:
    from building import Workshop

pytestmark = pytest.mark.sphinx_build


def test_site_has_what_the_command_writes(workshop: Workshop) -> None:
    """The site's folder data/ is what 'cfp-archive export' writes, but for pages."""
    built = workshop.build()
    assert built.warnings == []
    out = workshop.folder / "exported"
    assert main(["--archive", str(workshop.editions), "export", str(out)]) == 0
    site = contents(built.outdir / "data")
    assert {name: digest for name, digest in site.items() if not name.endswith(".html")} == contents(out)


def test_files_of_what_is_gone_are_removed(workshop: Workshop) -> None:
    """After an edition is gone, so are its files, and those of its comparisons."""
    built = workshop.build()
    assert (built.outdir / "data" / "comparisons" / "2019-2020.json").is_file()
    shutil.rmtree(workshop.editions / "2020")
    again = workshop.build()
    assert again.rc == 0
    names = set(contents(again.outdir / "data"))
    assert "editions/2020.json" not in names
    assert "comparisons/2019-2020.json" not in names
    assert "comparisons/2017-2019.json" in names


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_every_web_builder(workshop: Workshop, builder: str) -> None:
    """Sites in other forms have the files, too."""
    assert (workshop.build(builder).outdir / "data" / "archive.json").is_file()


@pytest.mark.parametrize("builder", ["epub", "text"])
def test_no_files_elsewhere(workshop: Workshop, builder: str) -> None:
    """A book or a text has none."""
    assert not list(workshop.build(builder).outdir.rglob("archive.json"))


def test_page_describes_every_file(workshop: Workshop) -> None:
    """The page names each file and each schema, links what exists, and is in no table of contents."""
    built = workshop.build()
    assert built.warnings == []
    page = BeautifulSoup(built.text("data/index.html"), "html.parser")
    links = [str(link["href"]) for link in page.select("a.cfp-file")]
    assert links
    for link in links:
        assert (built.outdir / "data" / link).is_file(), link
    for exporter in exporters():
        if not exporter.needs_address:
            assert exporter.address in page.get_text()
        if exporter.shape:
            assert exporter.schema_address in links
    assert "states no license" in page.get_text()


def test_license_is_that_of_the_series(workshop: Workshop) -> None:
    """The license is the one that series.yaml names."""
    path = workshop.editions / "series.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "license: CC-BY-4.0\n", encoding="utf-8")
    assert "under the CC-BY-4.0 license" in workshop.build().text("data/index.html")


def test_feeds_can_be_found(workshop: Workshop) -> None:
    """With an address of the site, every page names the feeds, and their links are absolute."""
    built = workshop.build(html_baseurl="https://calls.example/tides")
    assert built.warnings == []
    for page in ("index.html", "editions/2019/index.html"):
        head = BeautifulSoup(built.text(page), "html.parser")
        links = [str(link["href"]) for link in head.select("link[type='application/atom+xml']")]
        assert links == [
            "https://calls.example/tides/data/editions.atom",
            "https://calls.example/tides/data/topic-changes.atom",
        ]
    assert "https://calls.example/tides/editions/2019/" in built.text("data/editions.atom")


def test_own_address_comes_first(workshop: Workshop) -> None:
    """The series' own address is that of every build, wherever a preview is shown."""
    path = workshop.editions / "series.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "address: https://own.example/\n", encoding="utf-8")
    built = workshop.build(html_baseurl="https://preview.example/17/")
    assert "https://own.example/editions/2019/" in built.text("data/editions.atom")
    assert "preview.example" not in built.text("data/editions.atom")


def test_missing_address_is_said_once(workshop: Workshop) -> None:
    """Without an address the build says what is not written, once, and not as a warning."""
    built = workshop.build()
    assert built.warnings == []
    assert built.status.count("The feeds are not written") == 1
    assert not (built.outdir / "data" / "editions.atom").exists()


def test_dates_can_be_subscribed_to(workshop: Workshop) -> None:
    """The page of dates and the latest call link to calendars, if there are dates; earlier calls do not."""
    workshop.put("2021", replace(TIDES["2019"], title="TideComp 2021", facts={}))
    built = workshop.build()
    for page, file in (("dates/index.html", "dates.ics"), ("editions/2021/index.html", "2021.ics")):
        links = BeautifulSoup(built.text(page), "html.parser").select(".cfp-subscribe a.cfp-file")
        assert [str(link["href"]).rpartition("/")[2] for link in links] == [file]
        assert (built.outdir / page).parent.joinpath(str(links[0]["href"])).is_file()
    assert "cfp-subscribe" not in built.text("editions/2019/index.html")


def test_open_until(workshop: Workshop) -> None:
    """The latest call says on its page and on the first until when it is open, unless it was cancelled; earlier calls do not."""
    papers = {
        "label": "Paper submission",
        "date": "2021-02-20",
        "time": "23:59",
        "zone": "AoE",
        "was": ["2021-02-06"],
        "printed": "February 20, 2021, 23:59 AoE (extended from February 6, 2021)",
    }
    call = replace(TIDES["2019"], title="TideComp 2021", facts={}, key_dates=[papers])
    workshop.put("2021", call)
    built = workshop.build()
    words = "Last submission deadline: 20 February 2021, 23:59 AoE, extended from 6 February 2021."
    assert words in built.text("index.html")
    assert words in built.text("editions/2021/index.html")
    assert "Last submission deadline" not in built.text("editions/2019/index.html")
    workshop.put("2021", replace(call, facts={"status": "cancelled"}))
    assert "Last submission deadline" not in workshop.build().text("editions/2021/index.html")


def test_citations_on_pages(workshop: Workshop) -> None:
    """Calls and comparisons show their BibTeX, that of the file in a site of any language, and link all formats."""
    built = workshop.build(language="de")
    for page, name in (
        ("editions/2019/index.html", "2019"),
        ("compare/2017-2019/index.html", "2017-2019"),
    ):
        cite = BeautifulSoup(built.text(page), "html.parser").select_one("details.cfp-cite")
        assert cite is not None
        shown = cite.select_one("pre")
        assert shown is not None
        assert shown.get_text().strip() == built.text(f"data/citations/{name}.bib").strip()
        for link in cite.select("a.cfp-file"):
            assert (built.outdir / page).parent.joinpath(str(link["href"])).is_file()
        assert "cfp-archive-copy.js" in built.text(page)
        assert "highlight" not in str(cite)
    assert "cfp-cite" not in built.text("dates/index.html")
    assert "cfp-archive-copy.js" not in built.text("dates/index.html")


def test_pages_say_what_they_are_about(workshop: Workshop) -> None:
    """Home, each call and the page of files hold one description in JSON-LD; other pages and drafts hold none."""
    workshop.put("2021", replace(TIDES["2019"], title="</script><b>2021", facts={}))
    workshop.put("2022", replace(TIDES["2019"], title="TideComp 2022", facts={"draft": True}))
    built = workshop.build(html_baseurl="https://calls.example/tides/")

    def described(page: str) -> list[str]:
        soup = BeautifulSoup(built.text(page), "html.parser")
        return [
            json.loads(str(one.string))["@type"] for one in soup.select("script[type='application/ld+json']")
        ]

    assert described("index.html") == ["EventSeries"]
    assert described("editions/2021/index.html") == ["Event"]
    assert described("data/index.html") == ["Dataset"]
    assert described("editions/2022/index.html") == described("dates/index.html") == []


def test_calls_have_other_forms(workshop: Workshop) -> None:
    """A call's page names its Markdown and its plain text, which are what 'announce' prints."""
    workshop.put("2021", replace(TIDES["2019"], title="TideComp 2021", facts={"draft": True}))
    built = workshop.build()

    def alternates(page: str) -> list[str]:
        soup = BeautifulSoup(built.text(page), "html.parser")
        return [str(link["href"]) for link in soup.select("link[rel~=alternate]")]

    assert alternates("editions/2019/index.html") == [
        "../../data/editions/2019.md",
        "../../data/editions/2019.txt",
    ]
    assert alternates("editions/2021/index.html") == alternates("index.html") == []
    edition = built.env.domains["cfp"].site.edition("2019")  # type: ignore[attr-defined]
    assert built.text("data/editions/2019.txt") == announcement(edition)
    assert built.text("data/editions/2019.md").startswith(
        "# TideComp 2019: Third Workshop on Tidal Computing\n"
    )


def test_head_of_pages_is_rebuilt(workshop: Workshop) -> None:
    """What another page's head says of a changed edition is the same as in a clean build."""
    workshop.build()
    page = workshop.editions / "2019" / "index.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("---\n", "---\nstatus: cancelled\n", 1), encoding="utf-8"
    )
    again, clean = workshop.build(), workshop.build(into="clean")
    assert again.text("index.html") == clean.text("index.html")
    assert "EventCancelled" in again.text("index.html")


def test_site_can_be_found(workshop: Workshop) -> None:
    """With an address there are a sitemap and previews with absolute addresses; drafts are in none of them."""
    workshop.put("2021", replace(TIDES["2019"], title="TideComp 2021", facts={"draft": True}))
    built = workshop.build(html_baseurl="https://calls.example/")
    assert built.warnings == []
    pages = [str(url[0].text) for url in ET.fromstring(built.text("sitemap.xml"))]
    assert "https://calls.example/editions/2019/" in pages
    assert "https://calls.example/guide/" in pages
    assert not [page for page in pages if "2021" in page]
    assert "Sitemap: https://calls.example/sitemap.xml" in built.text("robots.txt")
    for page in pages:
        path = page.removeprefix("https://calls.example/")
        path = f"{path}index.html" if path.endswith("/") or not path else path
        head = BeautifulSoup(built.text(path), "html.parser")
        properties = {str(meta["property"]): str(meta["content"]) for meta in head.select("meta[property]")}
        assert properties["og:url"] == page
        assert head.select("link[rel=canonical]")[0]["href"] == page
        assert properties["og:title"]
        picture = properties["og:image"].removeprefix("https://calls.example/")
        assert (built.outdir / picture).is_file()
        assert len(head.select("meta[name=description]")) == 1, page
    assert "noindex" in built.text("editions/2021/index.html")


def test_without_an_address(workshop: Workshop) -> None:
    """Without an address of the site nothing absolute is written, and what an earlier build wrote is removed."""
    workshop.build(html_baseurl="https://calls.example/")
    built = workshop.build()
    assert not list(built.outdir.rglob("sitemap.xml"))
    assert not list(built.outdir.rglob("robots.txt"))
    assert not list(built.outdir.rglob("_pictures/*"))
    home = built.text("index.html")
    assert "og:title" in home
    assert "og:image" not in home
    assert "og:url" not in home
    assert "(data/archive.json)" in built.text("llms.txt")


def test_own_files_win(workshop: Workshop) -> None:
    """A site that brings a robots.txt of its own keeps it, in each build."""
    workshop.page("extra/robots.txt", "User-agent: *\nDisallow: /\n")
    for _build in range(2):
        built = workshop.build(html_baseurl="https://calls.example/", html_extra_path=["extra"])
        assert built.text("robots.txt") == "User-agent: *\nDisallow: /\n"
