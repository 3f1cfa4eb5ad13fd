"""Leftovers: what last time's call left behind is found, and what looks back, or is the call's own, is left alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from cfp_archive.checking import check
from cfp_archive.problems import Code, Problem
from cfp_archive.reading import read_archive
from fabricate import Call, write_archive

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

OLD = Call(
    title="TideComp 2030: Second Workshop on Tidal Computing",
    key_dates=(
        {"label": "Paper Submission", "date": "2030-02-01"},
        {"label": "Workshop", "date": "2030-05-21"},
    ),
    people=(
        {"role": "General Chairs", "name": "Ada Quill", "affiliation": "Harbour College"},
        {"role": "General Chairs", "name": "Bo Finn", "affiliation": "Reef Labs"},
    ),
    facts={
        "ordinal": 2,
        "date": "2030-05-21",
        "place": "Ebbville, Northland",
        "website": "https://2030.tidecomp.example/",
    },
)
#: A draft that has its own of everything.
NEW = Call(
    title="TideComp 2031: Third Workshop on Tidal Computing",
    key_dates=({"label": "Paper Submission", "date": "2031-02-03"},),
    people=({"role": "General Chairs", "name": "Bo Finn", "affiliation": "Reef Labs"},),
    facts={
        "ordinal": 3,
        "date": "2031-05-23",
        "place": "Surf City, Southland",
        "website": "https://2031.tidecomp.example/",
        "draft": True,
    },
)

LEFT = {
    Code.LEFTOVER_YEAR: (
        "TideComp 2030 will be a day of tides.",
        "TideComp'30 accepts papers.",
        "Due to the continuing storms, Foam 2030 rules hold.",
        "Papers are due in January 2030.",
        "## History\n\nTideComp began in Ebbville.\n\n## Rules\n\nFoam 2030 rules hold.",
    ),
    Code.LEFTOVER_PLACE: (
        "The workshop takes place in Ebbville, Northland.",
        "Come to Ebbville!",
        "Ebbville has hotels near the university.",
    ),
    Code.LEFTOVER_DATE: (
        "Papers are due on February 1, 2030.",
        "We meet on 21 May 2030.",
        "We meet on the 21st of May, 2030.",
        "We meet on 2030-05-21.",
        "We meet on May\n21.",
        "Deadline: 1 Feb. 2030",
        "Register by June 30, 2030.",
        "We meet on May 20-21, 2030.",
        "We meet from 21st–22nd May 2030.",
    ),
    Code.LEFTOVER_PERSON: (
        "Send questions to Ada Quill.",
        "The chairs are **Ada\nQuill** and Bo Finn.",
        "Ask A. Quill.",
    ),
    Code.LEFTOVER_SITE: (
        "See <https://2030.tidecomp.example>.",
        "See [our site](https://2030.tidecomp.example/).",
        "See 2030.tidecomp.example/call for more.",
    ),
}

RIGHT = (
    "The workshop has been held since 2030.",
    "The previous edition took place in Ebbville on May 21, 2030.",
    "It builds on the success of TideComp 2030.",
    "See the previous edition, https://2030.tidecomp.example.",
    "Earlier editions were chaired by Ada Quill.",
    "TideComp met in 2028, 2029 and 2030.",
    "Tides were shown to compute (2030).",
    "Finn et al. 2030 say so.",
    "Use the template at https://papers.example/2030/template.",
    "Follow ISO 9000:2030 and form 17-2030.",
    "We meet in Surf City on May 23, 2031.",
    "Room 20301 has 120300 seats.",
    "The 2030-31 season counts.",
    "Ebbvillers are welcome, and so is Ada Quillson.",
    "Papers are due on February 3, 2031.",
    "## Previous editions\n\n- TideComp 2030, Ebbville\n- TideComp 2029\n\n### Talks\n\nAda Quill spoke in Ebbville.",
    "Earlier workshops:\n\n- TideComp 2030, Ebbville",
    "Bo Finn teaches at the University of Ebbville, near Ebbville State College.",
    "The project is funded by Horizon 2030 and has 2030 pages.",
    "The 2030 edition attracted many, and Ada Quill was there.",
    ":::{archive-note}\nThe site of TideComp 2030 is gone.\n:::",
)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A change to the newer of the two editions."""

    closing: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)  #: None: without the field
    changes: Mapping[str, Any] = field(default_factory=dict)  #: of the call

    def problems(self, folder: Path) -> tuple[Problem, ...]:
        """Return what checking finds."""
        facts = {name: value for name, value in {**NEW.facts, **self.facts}.items() if value is not None}
        new = replace(NEW, facts=facts, closing=self.closing, **self.changes)
        write_archive(
            folder / "editions",
            {"2030": OLD, "2031": new},
            people=[{"key": "ada-quill", "name": "Ada Quill", "spellings": ["A. Quill"]}],
        )
        archive, problems = read_archive(folder / "editions")
        assert not problems
        # Only the rules that are tested here: the source, which has the markup of these words, may differ from the page.
        return tuple(one for one in check(archive) if one.code in {*LEFT, Code.BLANK_LEFT})

    def codes(self, folder: Path) -> list[Code]:
        """Return the codes of what checking finds."""
        return [one.code for one in self.problems(folder)]


def test_clean(tmp_path: Path) -> None:
    """A draft that has its own year, place, dates, people and site has no problems."""
    assert Situation().problems(tmp_path) == ()


@pytest.mark.parametrize(("code", "words"), [(code, one) for code in LEFT for one in LEFT[code]])
def test_left(tmp_path: Path, code: Code, words: str) -> None:
    """What is last time's is found once, under its own code, where it stands."""
    (found,) = Situation(closing=words).problems(tmp_path)
    assert found.code is code
    lines = (tmp_path / "editions/2031/index.md").read_text(encoding="utf-8").splitlines()
    assert lines[found.line - 1] in words.splitlines()
    assert "2030" in found.message
    assert found.hint.endswith(".")


@pytest.mark.parametrize("words", RIGHT)
def test_right(tmp_path: Path, words: str) -> None:
    """What looks back, or only looks like last time's, is left alone."""
    assert Situation(closing=words).problems(tmp_path) == ()


@pytest.mark.parametrize("words", [one for words in LEFT.values() for one in words])
def test_published_words_are_their_own(tmp_path: Path, words: str) -> None:
    """Words of a call that its source proves are the call's, whatever they name."""
    plain = words.replace("**", "")
    assert not {one for one in Situation(closing=plain, facts={"draft": None}).codes(tmp_path) if one in LEFT}


def test_unproven_edition(tmp_path: Path) -> None:
    """A published page without a text to compare with is checked as a draft is."""
    facts = {"draft": None, "sources": [{"url": "https://mail.example/archive/2"}]}
    assert Situation(closing="Come to Ebbville!", facts=facts).codes(tmp_path) == [Code.LEFTOVER_PLACE]


@pytest.mark.parametrize(
    ("facts", "changes", "code"),
    [
        ({"title": "TideComp 2030: Third Workshop"}, {"title": "TideComp 2031"}, Code.LEFTOVER_YEAR),
        ({"short_title": "TideComp 2030"}, {}, Code.LEFTOVER_YEAR),
        ({"host": {"name": "Foam 2030"}}, {}, Code.LEFTOVER_YEAR),
        ({"date": "2030-05-21"}, {}, Code.LEFTOVER_DATE),
        ({}, {"key_dates": ({"label": "Paper Submission", "date": "2030-02-01"},)}, Code.LEFTOVER_DATE),
        ({"website": "https://2030.tidecomp.example/"}, {}, Code.LEFTOVER_SITE),
    ],
)
def test_left_in_facts(tmp_path: Path, facts: dict[str, Any], changes: dict[str, Any], code: Code) -> None:
    """Facts that cannot be the same twice are found in the front matter."""
    (found,) = Situation(facts=facts, changes=changes).problems(tmp_path)
    assert found.code is code
    assert found.line < 12


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"place": "Ebbville, Northland"}, "Come to Ebbville!"),
        ({"website": "https://2030.tidecomp.example/tides"}, "See https://2031.tidecomp.example."),
        ({"date": "2031-05-21"}, "We meet on May 21."),
        ({}, "Papers are due on December 15, 2030."),
    ],
)
def test_own(tmp_path: Path, facts: dict[str, Any], words: str) -> None:
    """What this edition has in common with the one before is its own."""
    changes = {
        "key_dates": (
            {"label": "Abstracts", "date": "2030-12-15"},
            {"label": "Paper Submission", "date": "2031-02-03"},
        )
    }
    assert Situation(closing=words, facts=facts, changes=changes).problems(tmp_path) == ()


def test_unknown_in_a_draft(tmp_path: Path) -> None:
    """A draft that does not say its place, dates, people and site yet must not name those of last time."""
    facts = {"place": None, "date": None, "website": None}
    words = "\n\n".join(words[0] for words in LEFT.values())
    situation = Situation(closing=words, facts=facts, changes={"key_dates": (), "people": ()})
    assert set(situation.codes(tmp_path)) == set(LEFT)


def test_unknown_in_an_unproven_edition(tmp_path: Path) -> None:
    """A published page that does not say its place, people or site may have those of last time."""
    facts = {
        "place": None, "date": None, "website": None, "draft": None, "sources": [{"url": "https://mail.example/"}],
    }  # fmt: skip
    words = "Come to Ebbville! Ask Ada Quill. See https://2030.tidecomp.example. We meet on May 21."
    situation = Situation(closing=words, facts=facts, changes={"key_dates": (), "people": ()})
    assert situation.codes(tmp_path) == []


def test_blank_in_a_comment(tmp_path: Path) -> None:
    """A comment that says what to fill in is a blank, too; in a draft it may stay."""
    assert Situation(closing="% TODO: more").codes(tmp_path) == []
    facts = {"draft": None, "sources": [{"url": "https://mail.example/archive/2"}]}
    assert Situation(closing="% TODO: more", facts=facts).codes(tmp_path) == [Code.BLANK_LEFT]


def test_blank_of_the_call(tmp_path: Path) -> None:
    """A call whose source has the word is a call that says it."""
    situation = Situation(closing="Bring your TODO lists.", facts={"draft": None})
    assert situation.codes(tmp_path) == []
