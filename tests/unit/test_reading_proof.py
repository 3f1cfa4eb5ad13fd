"""The proof that every word of a source is on its page, in order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfp_archive.model import Difference, Edition, Facts, SourceText
from cfp_archive.reading.markup import PageContext
from cfp_archive.reading.page import read_page
from cfp_archive.reading.proof import Coverage, page_words, prove, source_words
from fabricate import TIDES, TIDES_SERIES, archive_of

if TYPE_CHECKING:
    from pathlib import Path


def edition(page: str, *sources: str | None, differences: tuple[tuple[str, str], ...] = ()) -> Edition:
    """Return an edition of a body and texts as received; differences are pairs of source and page."""
    path = PurePath("editions/2021/index.md")
    blocks = read_page(page, PageContext(path=path)).blocks
    declared = tuple(Difference(source=old, page=new, reason="Tides.") for old, new in differences)
    texts = tuple(SourceText(file=f"{k}.txt", found=True, text=text) for k, text in enumerate(sources))
    return Edition(
        key="2021",
        path=path,
        facts=Facts(title="T", differences=declared),
        blocks=blocks,
        texts=texts,
    )


def mismatches(*args: str | None, differences: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, str]]:
    """Return source and page words of what is not declared."""
    page, *sources = args
    return [
        (one.source, one.page)
        for one in prove(edition(page or "", *sources, differences=differences)).mismatches
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a  b\n\tc", ["a", "b", "c"]),
        ("* a\n- b\n• c\n· d", ["a", "b", "c", "d"]),
        ("*Model and\n•Moon\n-Tide", ["Model", "and", "Moon", "Tide"]),
        ("1. a\n2) b\n(3) c", ["a", "b", "c"]),
        ("a) x\n(b) y", ["x", "y"]),
        ("Due March\n15. Then", ["Due", "March", "15.", "Then"]),
        ("Heading\n=======\n-----", ["Heading"]),
        ("-5 degrees\nA. Quill\n-", ["-5", "degrees", "A.", "Quill"]),
        ("a - b", ["a", "-", "b"]),
        ("", []),
        ("a\r\nb\rc", ["a", "b", "c"]),
    ],
)
def test_source_words(text: str, words: list[str]) -> None:
    """Words are what whitespace separates; marks of lists and ruled lines are set aside."""
    assert [word.text for word in source_words(text) if not word.mark] == words


def test_source_lines() -> None:
    """Each word of a source knows its line."""
    assert [(word.text, word.line) for word in source_words("a\n\nb c")] == [("a", 1), ("b", 3), ("c", 3)]


def test_page_words(tmp_path: Path) -> None:
    """The words of a page are those of its text, its topics and its placed facts, in order."""
    archive = archive_of(tmp_path, TIDES, series=TIDES_SERIES)
    words = " ".join(word.text for word in page_words(archive.editions[0]))
    assert words == (
        "TideComp 2017: First Workshop on Tidal Computing We invite papers on topics including but not limited to: "
        "Tidal scheduling of batch jobs Moon-aware storage Foam detection and kelp classification "
        "Barnacle-resistant networks Coral databases Key Dates Paper Submission: February 1, 2017 "
        "Acceptance Notification: March 15, 2017 Workshop: May 21, 2017 General Chairs "
        "Ada Quill, Harbour College, Northland Program Chair Bo Finn, Reef Labs, Southland"
    )


@pytest.mark.parametrize("key", TIDES)
def test_fabricated_calls_are_proven(tmp_path: Path, key: str) -> None:
    """Every word of the fabricated calls is found, and no difference is left."""
    proof = prove(archive_of(tmp_path, {key: TIDES[key]}).editions[0])
    assert proof.mismatches == ()
    assert proof.coverage[0].found == proof.coverage[0].words > 20


def test_list_marks_and_wrapping_do_not_matter() -> None:
    """Bullets, numbers, line breaks and emphasis are the page's own business."""
    page = "We want:\n\n- **Tides**: deep\n- Moon light\n\n1. first\n2. second\n"
    assert mismatches(page, "We want:\n*Tides: deep\n* Moon\nlight\n\n1. first\n2. second") == []


@pytest.mark.parametrize(
    ("page", "source", "found"),
    [
        ("a b d", "a b c d", [("c", "")]),
        ("a b c d", "a b d", [("", "c")]),
        ("a B c", "a b c", [("b", "B")]),
        ("a b, c", "a b c", [("b", "b,")]),
        ("a c b", "a b c", [("c", ""), ("", "c")]),
        ("", "a", [("a", "")]),
        ("a", "", [("", "a")]),
        ("a b", "a b\n-", []),
        ("a - b", "a\n- b", []),
    ],
)
def test_mismatches(page: str, source: str, found: list[tuple[str, str]]) -> None:
    """A word that is missing, added, changed or moved is found; case and punctuation count."""
    assert sorted(mismatches(page, source)) == sorted(found)


def test_mismatch_lines() -> None:
    """A mismatch names the lines of page and source."""
    (one,) = prove(edition("a\n\nx c", "a\n\n\nb c")).mismatches
    assert (one.page_line, one.source_line, one.file) == (3, 4, "0.txt")


@pytest.mark.parametrize(
    ("page", "source", "differences"),
    [
        ("a x c", "a b c", (("b", "x"),)),
        ("a x c", "a b c", (("a b c", "a x c"),)),
        ("a c", "a b c", (("b", ""),)),
        ("a b c", "a c", (("", "b"),)),
        ("b a b", "b a b a b", (("a b", ""),)),  # either of the two may be the one that is left out
        ("b a b", "b a b a b", (("b a", ""),)),
        ("x a b", "c a d b e", (("c a d", "x a"), ("e", ""))),
        ("one new name", "the old name of it", (("the old name of it", "one new name"),)),
        ("x y", "a b", (("a", "x"), ("b", "y"))),
        ("x q x", "a q a", (("a", "x"), ("a", "x"))),
    ],
)
def test_declared_differences(page: str, source: str, differences: tuple[tuple[str, str], ...]) -> None:
    """A declared difference may give the words that differ, with or without equal words around."""
    proof = prove(edition(page, source, differences=differences))
    assert proof.mismatches == ()
    assert proof.unused == ()
    assert proof.coverage[0].found == proof.coverage[0].words


@pytest.mark.parametrize(
    "differences", [(("b", "y"),), (("B", "x"),), (("", "x"),), (("", ""),), (("q", "q"),)]
)
def test_wrong_declarations(differences: tuple[tuple[str, str], ...]) -> None:
    """A declaration that does not fit explains nothing and is stale."""
    proof = prove(edition("a x c", "a b c", differences=differences))
    assert [(one.source, one.page) for one in proof.mismatches] == [("b", "x")]
    assert proof.unused == (0,)


def test_each_place_is_declared() -> None:
    """One declaration stands for one place, so that no second slip hides behind it."""
    proof = prove(edition("x q x", "a q a", differences=(("a", "x"),)))
    assert len(proof.mismatches) == 1
    assert proof.unused == ()


def test_several_sources_together() -> None:
    """Several files are one source, in the order in which they are named, and each has its own figures."""
    proof = prove(edition("a b c d", "a b", "c x"))
    assert [(one.file, one.found, one.words) for one in proof.coverage] == [("0.txt", 2, 2), ("1.txt", 1, 2)]


def test_sources_that_are_not_compared() -> None:
    """Where no source can be compared, nothing is claimed."""
    proof = prove(edition("a", None))
    assert proof.coverage == (Coverage(file="0.txt", words=0, found=0, compared=False),)
    assert not proof.compared
    assert prove(edition("a")).coverage == ()


def test_archive_notes_are_not_the_calls_words() -> None:
    """The archive's own words need not be in the source."""
    assert mismatches("a\n\n:::{archive-note}\nWe found this.\n:::\n\nb", "a b") == []


def test_long_texts() -> None:
    """A call of many thousand words, every word of it different, is compared within reason."""
    source = " ".join(f"w{k % 97}" for k in range(9_000))
    page = " ".join(f"w{k % 89}" for k in range(9_000))
    proof = prove(edition(page, source))
    assert 0 <= proof.coverage[0].found <= proof.coverage[0].words == 9_000


_WORDS = st.lists(st.sampled_from(["tide", "moon", "sea,", "C++", "1.", "-", "x"]), max_size=25)


@settings(deadline=None)
@given(_WORDS, _WORDS)
def test_mismatches_account_for_all(source: list[str], page: list[str]) -> None:
    """Words are found or reported: what is left after the reported places is equal on both sides."""
    made = edition("", " ".join(["A", *source]))
    made = replace(made, blocks=(replace(edition("x").blocks[0], text=" ".join(["A", *page])),))
    proof = prove(made)
    lost = sum(len(one.source.split()) for one in proof.mismatches)
    added = sum(len(one.page.split()) for one in proof.mismatches)
    assert len(source) - lost == len(page) - added
    assert (not proof.mismatches) == (source == page)
    assert proof.coverage[0].found == len(source) + 1 - lost


@settings(deadline=None)
@given(st.data())
def test_true_declarations_explain(data: st.DataObject) -> None:
    """If one place differs and is declared, nothing is left."""
    before, after = data.draw(_WORDS), data.draw(_WORDS)
    old, new = data.draw(_WORDS), data.draw(_WORDS)
    made = edition("", " ".join(["A", *before, *old, *after]), differences=((" ".join(old), " ".join(new)),))
    text = " ".join(["A", *before, *new, *after])
    made = replace(made, blocks=(replace(edition("x").blocks[0], text=text),))
    assert prove(made).mismatches == ()


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("### a # b ##\n===== ## Tide ##\n", "## a # b\n\n## \\#\\# Tide"),
        ("kelp ##\n### a # b ##\n===== ## Tide ##\n", "kelp ##\n\n## a # b\n\n## \\#\\# Tide"),
    ],
)
def test_words_that_look_like_marks_are_told_from_them(source: str, page: str) -> None:
    """Whichever marks the page shows: there is a way to walk over those that it does not."""
    assert mismatches(page, source) == []
