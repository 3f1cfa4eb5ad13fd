"""The page of terms and its data: links that lead somewhere, the same bytes after any rebuild, nothing where no site is made."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

import pytest
from bs4 import BeautifulSoup

from building import contents, set_up
from cfp_archive.comparing.history import build_history
from cfp_archive.reading import read_archive
from cfp_archive.terms import corpus_of
from fabricate import TIDES

if TYPE_CHECKING:
    from building import Built, Workshop

pytestmark = pytest.mark.sphinx_build
DATA = "terms/terms-data.js"


def data_of(built: Built) -> dict[str, Any]:
    """Return the data that the search reads."""
    text = built.text(DATA)
    assert text.isascii()
    data: dict[str, Any] = json.loads(text.removeprefix('cfpArchiveData("terms", ').removesuffix(");\n"))
    return data


@pytest.mark.parametrize(("builder", "page"), [("html", "terms/index.html"), ("dirhtml", "terms/index.html")])
def test_passages_lead_to_their_place(workshop: Workshop, builder: str, page: str) -> None:
    """Each link of the index, and each address in the data, is that of a topic or a section that there is."""
    workshop.edit("2017/index.md", "We invite", "## Foam and scope\n\nWe invite")
    built = workshop.build(builder)
    assert built.warnings == []
    soup = BeautifulSoup(built.text(page), "html.parser")
    links = {str(one["href"]) for one in soup.select(".cfp-passages a")}
    data = data_of(built)
    found = {
        f"{data['editions'][edition][1]}#{data['anchors'][anchor]}"
        for edition, _, anchor, _ in data["places"]
    }
    assert any("#foam-and-scope" in one for one in found)
    assert any("#topic-" in one for one in links)
    ids: dict[str, set[str]] = {}
    for link in links | found:
        path, anchor = urldefrag(link)
        target = (built.outdir / "terms" / path).resolve()
        file = target if target.is_file() else target / "index.html"
        names = ids.setdefault(
            str(file),
            {str(one["id"]) for one in BeautifulSoup(file.read_text("utf-8"), "html.parser").select("[id]")},
        )
        assert not anchor or anchor in names, link


def test_words_are_those_of_the_calls(workshop: Workshop) -> None:
    """The page and the data have the passages character by character."""
    built = workshop.build()
    archive, _ = read_archive(workshop.editions)
    passages = corpus_of(build_history(archive.published)).passages
    data = data_of(built)
    texts = [text for text, _ in data["texts"]]
    assert [texts[place[3]] for place in data["places"]] == [one.text for one in passages]
    assert len(texts) == len(set(texts))
    soup = BeautifulSoup(built.text("terms/index.html"), "html.parser")
    shown = {one.get_text() for one in soup.select(".cfp-passages .cfp-words")}
    assert shown
    assert shown <= set(texts)


def test_words_of_addresses_are_words(workshop: Workshop) -> None:
    """A word that an address has, too, can be looked for: only words such as "of" are passed over."""
    workshop.edit("2017/index.md", "We invite", "See https://kelp.example/foam-detection/security. We invite")
    data = data_of(workshop.build())
    assert {"of", "and"} <= set(data["small"])
    assert not set(data["small"]) & {"kelp", "foam", "detection", "security", "https"}


def test_a_rebuild_makes_what_a_clean_build_makes(workshop: Workshop) -> None:
    """After an edit, only what changed is written, and all is as in a clean build."""
    first = workshop.build()
    before = (first.outdir / DATA).stat().st_mtime_ns
    assert workshop.build().read == []
    assert (first.outdir / DATA).stat().st_mtime_ns == before
    workshop.edit("2020/index.md", "Shallow tides", "Shallow kelp waters")
    again = workshop.build()
    assert "terms/index" in again.read
    assert contents(again.outdir) == contents(workshop.build(into="clean").outdir)


def test_other_builders_have_no_data(workshop: Workshop) -> None:
    """Text has the index in words, and no script."""
    built = workshop.build("text", warnings_are_errors=True)
    assert not list(built.outdir.rglob("*.js"))
    text = built.text("terms/index.txt")
    assert "New since the earliest call" in text
    assert "cfp-archive when" in text


def test_without_calls(workshop: Workshop) -> None:
    """An archive that has none says so."""
    for one in ("2017", "2019", "2020"):
        for file in (workshop.editions / one).iterdir():
            file.unlink()
        (workshop.editions / one).rmdir()
    built = workshop.build()
    assert "The archive has no calls yet." in built.text("terms/index.html")
    assert data_of(built)["places"] == []


def pairs_of(built: Built) -> dict[str, tuple[int, str]]:
    """Return when each file of a pair was written, and what it holds, by its name."""
    files = sorted((built.outdir / "compare").glob("*-data.js"))
    return {one.name: (one.stat().st_mtime_ns, one.read_text(encoding="ascii")) for one in files}


def test_pairs_without_a_page(workshop: Workshop) -> None:
    """Each has a file; one is made anew only if what it shows changed, and goes with its edition."""
    later = {
        "2021": replace(TIDES["2019"], title="TideComp 2021", facts={"ordinal": 5}),
        "2022": replace(TIDES["2020"], title="TideComp 2022", facts={"ordinal": 6}),
    }
    workshop = set_up(workshop.folder / "longer", {**TIDES, **later})
    workshop.configure("cfp_all_pairs_up_to = 2")
    for key in later:
        workshop.receive(key)
    first = pairs_of(workshop.build())
    assert list(first) == [
        f"{pair}-data.js" for pair in ("2017-2020", "2017-2021", "2019-2021", "2019-2022", "2020-2022")
    ]
    assert pairs_of(workshop.build()) == first
    workshop.edit("2019/index.md", "We invite papers on topics", "We welcome papers on topics")
    again = workshop.build()
    changed = {name for name, state in pairs_of(again).items() if state != first[name]}
    assert changed == {"2019-2021-data.js", "2019-2022-data.js"}
    assert contents(again.outdir) == contents(workshop.build(into="clean", parallel=4).outdir)
    shutil.rmtree(workshop.editions / "2022")
    less = workshop.build()
    assert list(pairs_of(less)) == ["2017-2020-data.js", "2019-2021-data.js"]
    assert contents(less.outdir) == contents(workshop.build(into="cleaner").outdir)
    few = workshop.build(cfp_drawn_pairs_up_to=3)
    assert pairs_of(few) == {}
    assert "Your browser draws" not in few.text("compare/index.html")


def test_pairs_in_the_language_of_the_site(workshop: Workshop) -> None:
    """Another language makes all files anew."""
    later = {"2021": replace(TIDES["2019"], title="TideComp 2021", facts={"ordinal": 5})}
    workshop = set_up(workshop.folder / "longer", {**TIDES, **later})
    workshop.receive("2021")
    english = pairs_of(workshop.build(cfp_all_pairs_up_to=2))
    german = pairs_of(workshop.build(cfp_all_pairs_up_to=2, language="de"))
    assert list(english) == list(german) == ["2017-2020-data.js", "2019-2021-data.js"]
    for name, (_, text) in german.items():
        assert text != english[name][1]
        assert "unver\\u00e4ndert" in text
