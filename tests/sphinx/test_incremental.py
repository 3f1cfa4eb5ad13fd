"""A build reads and writes what has changed, and what shows it: no more, and no less."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import contents
from fabricate import TIDES, write

if TYPE_CHECKING:
    from pathlib import Path

    from building import Workshop

pytestmark = pytest.mark.sphinx_build

NOTHING = "0 added, 0 changed, 0 removed"


def times(folder: Path) -> dict[str, int]:
    """Return when each file was last written."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


#: What Sphinx itself writes at the end of every build for the web.
SPHINX_OWN = {
    ".buildinfo", "searchindex.js", "objects.inv", "search.html", "search/index.html", "genindex.html",
    "genindex/index.html", "_static/basic.css", "_static/documentation_options.js", "_static/language_data.js",
    "_static/pygments.css",
}  # fmt: skip


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
def test_nothing_to_do(workshop: Workshop, builder: str) -> None:
    """A second build reads nothing and writes nothing, not even a file with the text that it had."""
    first = workshop.build(builder)
    assert first.warnings == []
    pages = workshop.folder / "build" / "doctrees" / "cfp_archive" / "pages"
    before, pages_before = times(first.outdir), times(pages)
    second = workshop.build(builder)
    assert (second.read, second.changes, second.warnings) == ([], NOTHING, [])
    assert times(pages) == pages_before
    after = times(second.outdir)
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} <= SPHINX_OWN


def test_touched_edition(workshop: Workshop) -> None:
    """A new time of change alone makes only that page read."""
    workshop.build()
    page = workshop.editions / "2019" / "index.md"
    write(page, page.read_text(encoding="utf-8"))
    again = workshop.build()
    assert (again.read, again.warnings) == (["editions/2019/index"], [])


def test_touched_source(workshop: Workshop) -> None:
    """What no page shows makes none read; the copy of the text as received follows."""
    workshop.build()
    source = workshop.editions / "2019" / "source.txt"
    spaced = source.read_text(encoding="utf-8").replace(" ", "  ")
    write(source, spaced)
    again = workshop.build()
    assert (again.read, again.warnings) == ([], [])
    assert again.text("editions/2019/source.txt") == spaced


def test_changed_topic(workshop: Workshop) -> None:
    """New words for a topic are shown by its call, its history, the calls beside it, comparisons and overviews."""
    workshop.build()
    workshop.edit("2020/index.md", "Shallow tides", "Shallow waters")
    again = workshop.build()
    assert again.warnings == []
    assert again.read == [
        "compare/2017-2020/index",
        "compare/2019-2020/index",
        "editions/2020/index",
        "story/index",
        "terms/index",
        "topics/index",
        "topics/shallow-waters/index",
    ]


def test_changed_date(workshop: Workshop) -> None:
    """A moved deadline is shown by the call, the table of dates and the comparisons."""
    workshop.build()
    workshop.edit("2017/index.md", "2017-02-01", "2017-02-08")
    again = workshop.build()
    assert again.warnings == []
    comparisons = ["compare/2017-2019/index", "compare/2017-2020/index"]
    assert again.read == [*comparisons, "dates/index", "editions/2017/index"]


def test_changed_prose(workshop: Workshop) -> None:
    """Other prose is shown by the call and its comparisons."""
    workshop.build()
    workshop.edit("2017/index.md", "We invite papers on topics", "We welcome papers on topics")
    again = workshop.build()
    assert again.warnings == []
    assert again.read == ["compare/2017-2019/index", "compare/2017-2020/index", "editions/2017/index"]


def test_changed_person(workshop: Workshop) -> None:
    """Another affiliation is shown by the call, the person's page, the list of people and the comparisons."""
    workshop.build()
    workshop.edit(
        "2019/index.md",
        '"name": "Bo Finn", "affiliation": "Reef Labs"',
        '"name": "Bo Finn", "affiliation": "Dune"',
    )
    again = workshop.build()
    assert again.warnings == []
    assert again.read == [
        "compare/2017-2019/index",
        "compare/2019-2020/index",
        "editions/2019/index",
        "people/bo-finn/index",
    ]


@pytest.mark.parametrize("parallel", [0, 4])
def test_builders_that_share_doctrees(workshop: Workshop, parallel: int) -> None:
    """What one builder has read anew, the next one writes anew, too."""
    for builder in ("html", "dirhtml", "text"):
        workshop.build(builder)
    workshop.edit("2020/index.md", "Undertow security", "Undertow security and privacy")
    workshop.put("2021", TIDES["2019"])
    for builder in ("html", "dirhtml", "text"):
        shared = workshop.build(builder, parallel=parallel)
        assert shared.warnings == []
        clean = workshop.build(builder, into=f"clean-{builder}")
        assert contents(shared.outdir) == contents(clean.outdir)


@pytest.mark.parametrize("parallel", [0, 4])
def test_domain_data_after_rebuilds(workshop: Workshop, parallel: int) -> None:
    """What the environment keeps of each page neither grows nor goes missing."""
    workshop.build(parallel=parallel)
    workshop.edit("2020/index.md", "Undertow security", "Undertow security and privacy")
    for key in ("2017", "2019"):
        page = workshop.editions / key / "index.md"
        write(page, page.read_text(encoding="utf-8"))
    rebuilt = workshop.build(parallel=parallel)
    clean = workshop.build(into="clean")
    assert rebuilt.env.domaindata["cfp"] == clean.env.domaindata["cfp"]
    assert set(clean.env.domaindata["cfp"]["view_states"]) <= clean.env.found_docs
