"""Drafts: what stays comes over, what changes is open, and nothing of last time is left behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfp_archive.checking import check
from cfp_archive.checking.edition_details import details_of, find_details
from cfp_archive.drafting import (
    advance_site,
    advance_title,
    first_edition,
    next_edition,
    next_ordinal,
)
from cfp_archive.model import Archive, Gap, Series
from cfp_archive.problems import Code
from cfp_archive.reading import read_archive
from cfp_archive.reading.folder import read_edition
from cfp_archive.yamlio import plain_values
from fabricate import TIDES, Call, archive_of, write

CALL = Call(
    title="TideComp 2030: Second Workshop on Tidal Computing",
    intro="TideComp 2030 takes place in Ebbville, Northland on May 21, 2030. Topics include:",
    lists={"areas": ("Tidal scheduling", ("Storage", ("Moon-aware storage", "Salt")), "Tides since 2030")},
    key_dates=(
        {"label": "Paper Submission", "date": "2030-02-01"},
        {"label": "Surf contest", "kind": "event", "date": "2030-05-21"},
    ),
    submissions=({"category": "Regular papers", "pages": [8, 10], "printed": "8-10 pages"}, {"category": "Posters"}),
    people=(
        {"role": "General Chairs", "name": "Ada Quill", "affiliation": "Harbour College"},
        {"role": "General Chairs", "name": "Bo Finn", "affiliation": "Reef Labs"},
        {"role": "Logistics & Web Chair", "name": "Çelik Ömür"},
    ),
    facts={
        "short_title": "TideComp 2030",
        "ordinal": 2,
        "date": "2030-05-21",
        "format": "hybrid",
        "place": "Ebbville, Northland",
        "website": "https://2030.tidecomp.example/",
        "host": {"name": "Foam 2030", "place": "Ebbville, Northland"},
    },
    closing=(
        "## TideComp 2030 rules\n\nFollow the rules of Foam 2030 at [the site](https://2030.tidecomp.example/rules),\n"
        "or ask Ada\nQuill.\n\nThe workshop has been held since 2029.\n\n"
        ":::{archive-note}\nThe call of 2030 came late.\n:::\n\nSee <https://2030.tidecomp.example>."
    ),
)  # fmt: skip


def test_a_cancelled_edition_may_not_count(tmp_path: Path) -> None:
    """Its status is not carried over, and whether the next ordinal counts it is asked."""
    source = "https://tidecomp.example/news"
    call = replace(CALL, facts={**CALL.facts, "status": {"kind": "cancelled", "source": source}}, source="")
    archive = archive_of(tmp_path, {"2030": call})
    page = (tmp_path / "editions/2030/index.md").read_text(encoding="utf-8")
    draft = next_edition(archive, archive.editions[0], page, "2031")
    assert "status" not in draft.text
    assert "the ordinal 3, though 2030 was cancelled: check whether it counts" in draft.guessed


def drafted(folder: Path, call: Call = CALL, key: str = "2031") -> tuple[Archive, str]:
    """Write an archive of one call, begin another edition from it, and read both."""
    archive = archive_of(folder, {"2030": replace(call, source="")})
    page = (folder / "editions/2030/index.md").read_text(encoding="utf-8")
    text = next_edition(archive, archive.editions[0], page, key).text
    (folder / "editions" / key).mkdir()
    write(folder / "editions" / key / "index.md", text)
    archive, problems = read_archive(folder / "editions")
    assert problems == ()
    return archive, text


def test_draft_has_no_problems(tmp_path: Path) -> None:
    """A fresh draft passes the check: nothing of last time is left, and what is open may be."""
    archive, _ = drafted(tmp_path)
    new = archive.editions[-1]
    assert [one for one in check(archive) if one.path == new.path] == []
    assert new.facts.draft


def test_what_comes_over(tmp_path: Path) -> None:
    """Lists, headings, prose and submission categories come over; titles and the site are advanced."""
    archive, text = drafted(tmp_path)
    old, new = archive.editions
    assert [one.head for one in new.lists[0].topics] == [one.head for one in old.lists[0].topics]
    assert [one.parent for one in new.lists[0].topics] == [one.parent for one in old.lists[0].topics]
    assert new.facts.submissions == old.facts.submissions
    assert new.facts.title == "TideComp 2031: Third Workshop on Tidal Computing"
    assert new.facts.short_title == "TideComp 2031"
    assert new.facts.ordinal == 3
    assert new.facts.website == "https://2031.tidecomp.example/"
    headings = [one.text for one in new.blocks if one.kind == "heading"]
    assert headings[0] == new.facts.title
    assert headings[-1] == "TideComp 2031 rules"
    assert "The workshop has been held since 2029." in text
    assert "The call of 2030 came late" not in text


def test_lines_of_submissions(tmp_path: Path) -> None:
    """The words of a submission category come over; what in them was last time's is advanced or left open."""
    submissions = (
        {"category": "Posters", "pages": 2, "line": "Posters of TideComp 2030 by May 21, 2030: 2 pages"},
    )
    archive, _ = drafted(tmp_path, replace(CALL, submissions=submissions))
    (one,) = archive.editions[-1].facts.submissions
    assert (one.category, one.pages) == ("Posters", (2, 2))
    assert one.line == "Posters of TideComp 2031 by TODO: 2 pages"


def test_what_is_open(tmp_path: Path) -> None:
    """Dates, place, host and people are left open, in the front matter and in the prose."""
    _, text = drafted(tmp_path)
    assert "TideComp 2031 takes place in TODO, Northland on TODO. Topics" in text
    assert (
        "Follow the rules of Foam TODO at [the site](https://2031.tidecomp.example/rules),\nor ask TODO."
        in text
    )
    assert "See <https://2031.tidecomp.example>." in text
    assert "  - {role: General Chairs, name: TODO}\n  - {role: Logistics & Web Chair, name: TODO}\n" in text
    assert "Quill" not in text
    assert "Finn" not in text
    assert "hybrid\n" in text.split("# TODO format: ")[1]


def test_filling_in(tmp_path: Path) -> None:
    """A marked line of front matter is right once its mark is gone and its value is written."""
    _, text = drafted(tmp_path)
    text = (
        text.replace("# TODO ", "").replace("YYYY-MM-DD", "2031-05-20").replace("in person, virtual or ", "")
    )
    write(tmp_path / "editions/2031/index.md", text)
    edition, problems = read_edition(tmp_path / "editions/2031", PurePath("2031"))
    assert problems == ()
    assert edition is not None
    assert [one.label for one in edition.facts.key_dates] == ["Paper Submission", "Surf contest"]
    assert edition.facts.key_dates[1].kind == "event"
    assert edition.facts.host is not None


def test_published_with_blanks(tmp_path: Path) -> None:
    """An edition that is no draft any more must have nothing open: each line is reported."""
    _, text = drafted(tmp_path)
    write(tmp_path / "editions/2031/index.md", text.replace("draft: true\n", ""))
    archive, _ = read_archive(tmp_path / "editions")
    found = [one.line for one in check(archive) if one.code is Code.BLANK_LEFT]
    lines = text.replace("draft: true\n", "").split("\n")
    assert found == [number for number, line in enumerate(lines, 1) if "TODO" in line]
    assert len(found) > 8


@pytest.mark.parametrize("key", list(TIDES))
def test_drafts_of_a_series(tmp_path: Path, key: str) -> None:
    """Any edition can be begun from, and its draft has no problems."""
    archive, text = drafted(tmp_path, TIDES[key])
    assert [one for one in check(archive) if one.path.parent.name == "2031"] == []
    assert plain_values(text.split("---")[1])["draft"] is True


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(["Ebbville", "Ada Quill", "21 May 2030", "TideComp 2030", "2030", "tides.", "We"])
    )
)
def test_nothing_is_left(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    """Whatever the words, what a draft carries over names nothing that only the older edition has."""
    archive, _ = drafted(tmp_path_factory.mktemp("draft"), replace(CALL, closing=" ".join(words)))
    old, new = archive.editions
    only_older = details_of(archive, old, new)
    assert [one.text for one in new.blocks if list(find_details(one.text, only_older))] == []


def test_empty_archive() -> None:
    """The first edition of an archive is an outline."""
    archive = Archive(series=Series(name="Workshop on Tidal Computing", short_name="TideComp"))
    draft = first_edition(archive, "2031")
    assert 'title: "TideComp 2031: Workshop on Tidal Computing"\n' in draft.text
    assert ":::{topics} topics\n- TODO\n:::" in draft.text
    assert len(draft.blanks) > 5


def test_empty_archive_reads(tmp_path: Path) -> None:
    """The outline has no problems as a draft."""
    archive = archive_of(tmp_path, {"2031": "---\ntitle: X\ndraft: true\n---\n"})
    write(tmp_path / "editions/2031/index.md", first_edition(archive, "2031").text)
    archive, problems = read_archive(tmp_path / "editions")
    assert (*problems, *check(archive)) == ()


@pytest.mark.parametrize(
    ("title", "advanced"),
    [
        ("Tides 2030: 2nd Workshop", "Tides 2031: 3rd Workshop"),
        ("THE SECOND TIDES WORKSHOP", "THE THIRD TIDES WORKSHOP"),
        ("Tides '30", "Tides '31"),
        ("Second Workshop on Second Tides", "Third Workshop on Second Tides"),
        ("Twenty-second thoughts, 20301 and 30", "Twenty-second thoughts, 20301 and 30"),
    ],
)
def test_titles(title: str, advanced: str) -> None:
    """Years and ordinals of a title are advanced, and nothing else."""
    assert advance_title(title, years=(2030, 2031), ordinals=(2, 3), blank="TODO") == advanced


def test_titles_with_unknown_ordinal() -> None:
    """An ordinal that is not known is a blank."""
    assert advance_title("2nd Tides", years=(2030, 2035), ordinals=(2, None), blank="TODO") == "TODO Tides"


@pytest.mark.parametrize(
    ("old", "new", "title", "advanced"),
    [(9, 10, "Ninth", "Tenth"), (19, 20, "NINETEENTH", "TWENTIETH"), (20, 21, "Twentieth", "Twenty-first")],
)
def test_ordinals(old: int, new: int, title: str, advanced: str) -> None:
    """Ordinals are advanced over the tens."""
    assert advance_title(title, years=(1, 2), ordinals=(old, new), blank="").lower() == advanced.lower()


@pytest.mark.parametrize(
    ("gaps", "year", "ordinal"),
    [((), 2031, 3), ((), 2032, None), (("2028",), 2032, 3), (("2029", "2031"), 2031, None)],
)
def test_next_ordinal(tmp_path: Path, gaps: tuple[str, ...], year: int, ordinal: int | None) -> None:
    """The next ordinal follows where the known editions tell it: by their usual distance, without unknown ones between."""
    archive = archive_of(tmp_path, {"2030": CALL})
    ordinals = {"2028": 1, "2029": 1}
    missing_calls = tuple(Gap(key=key, ordinal=ordinals.get(key)) for key in gaps)
    archive = replace(archive, series=replace(archive.series, missing_calls=missing_calls))
    assert next_ordinal(archive, archive.editions[0], year) == ordinal


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://tides.example/workshop", "https://tides.example/workshop"),
        ("https://tides30.example/", "https://tides31.example/"),
        ("https://tides.example/2030/cfp-2030.html", "https://tides.example/2031/cfp-2031.html"),
        ("https://tides.example/a20304", "https://tides.example/a20304"),
    ],
)
def test_sites(old: str, new: str) -> None:
    """Years in addresses are advanced."""
    assert advance_site(old, years=(2030, 2031)) == new
