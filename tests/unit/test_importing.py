"""Importing calls as a whole: fabricated calls in the style of many series, each with the page that it must become."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cfp_archive.checking import EDITION_RULES
from cfp_archive.importing import ImportRefusedError, import_call
from cfp_archive.model import Archive, Facts, Series
from cfp_archive.problems import Code
from cfp_archive.reading import read_archive
from fabricate import TIDES, TIDES_SERIES, archive_of, with_topics

if TYPE_CHECKING:
    from cfp_archive.importing import Imported
    from cfp_archive.model import Edition

GOLDEN = Path(__file__).parent.parent / "golden" / "importing"
CALLS = sorted(one.name for one in GOLDEN.iterdir() if not one.name.endswith(".page"))
NO_ARCHIVE = Archive(series=Series(name="Workshop on Tides", short_name="Tides"))
RECORD = Path(__file__).parent.parent.parent / "editions"

#: What a person may find in a call: a careful import reports it, and leaves it.
ABOUT_THE_CALL = {
    Code.DATES_OUT_OF_ORDER,
    Code.DEADLINE_AFTER_EVENT,
    Code.DUPLICATE_PERSON,
}


def imported(text: str | bytes, name: str = "") -> Imported:
    """Import a text into an archive that holds nothing."""
    return import_call(text.encode() if isinstance(text, str) else text, "2024", NO_ARCHIVE, name=name)


def topics(edition: Edition) -> dict[str, list[tuple[str, str, int | None]]]:
    """Return the lists' entries, word for word."""
    return {
        one.name: [(topic.text, topic.head, topic.parent) for topic in one.topics] for one in edition.lists
    }


@pytest.mark.parametrize("name", CALLS)
def test_call_becomes_the_page_beside_it(name: str) -> None:
    """Facts, lists and words of each fabricated call are those of its golden page."""
    made = import_call((GOLDEN / name).read_bytes(), "2024", NO_ARCHIVE, name=name)
    expected = (GOLDEN / f"{name}.page").read_text(encoding="utf-8")
    assert made.page == expected


@pytest.mark.parametrize("name", CALLS)
def test_page_passes_every_rule_about_one_edition(name: str, tmp_path: Path) -> None:
    """What was written is read back without a problem, its words proven against the files that were written."""
    made = import_call((GOLDEN / name).read_bytes(), "2024", NO_ARCHIVE, name=name)
    archive_of(tmp_path, with_topics("2023", "Foam", "Kelp"))
    folder = tmp_path / "editions" / "2024"
    folder.mkdir()
    for file, content in made.files.items():
        (folder / file).write_bytes(content)
    archive, problems = read_archive(tmp_path / "editions")
    edition = archive.edition("2024")
    assert edition is not None
    assert not problems
    assert not [one for rule in EDITION_RULES for one in rule(edition)]
    assert edition.facts == made.edition.facts


@pytest.mark.record
@pytest.mark.parametrize("key", ["2021", "2023"])
def test_real_source_becomes_the_edition_that_is_held(key: str) -> None:
    """Every fact of the call, every list and every word is as the archive holds it, with no hand edit."""
    archive, _ = read_archive(RECORD)
    held = archive.edition(key)
    assert held is not None
    others = replace(archive, editions=tuple(one for one in archive.editions if one.key != key))
    made = import_call((RECORD / key / "source.txt").read_bytes(), key, others, name="source.txt").edition
    for name in ("title", "short_title", "ordinal", "ordinal_counted", "date", "website", "format", "place",
                 "key_dates", "submissions", "people", "differences"):  # fmt: skip
        assert getattr(made.facts, name) == getattr(held.facts, name), name
    assert topics(made) == topics(held)
    shape = [(one.kind, one.argument, one.text) for one in made.blocks]
    assert shape == [(one.kind, one.argument, one.text) for one in held.blocks]


def test_lists_get_the_names_of_earlier_editions(tmp_path: Path) -> None:
    """A heading that corresponds to an earlier one, or to a label of series.yaml, gives its list the same name."""
    series = {**TIDES_SERIES, "lists": [{"name": "waves", "label": "Topics of interest"}]}
    archive = archive_of(tmp_path, TIDES, series=series)
    made = import_call(b"Tides 2024 Workshop\n\nThemes\n\n- Foam\n- Kelp\n- Salt\n", "2024", archive)
    assert [one.name for one in made.edition.lists] == ["waves"]


def test_ordinal_is_counted_on_from_the_year_before(tmp_path: Path) -> None:
    """An ordinal that the call does not state is counted, and marked so."""
    archive = archive_of(tmp_path, TIDES, series=TIDES_SERIES)
    made = import_call(b"TideComp 2021 Workshop\n\nTopics\n\n- Foam\n- Kelp\n", "2021", archive)
    assert (made.edition.facts.ordinal, made.edition.facts.ordinal_counted) == (5, True)
    assert any("counted" in one.message for one in made.findings)


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        (b"", "call.txt", "is empty"),
        (b" \n\t\n", "", "is empty"),
        (b"PK\x03\x04rest", "call.txt", "zip"),
        (b"%PDF-1.7", "call.pdf", "PDF"),
        (b"\x00\x01\x02\x03\x04\xff\xfe" * 50, "call.txt", "not text"),
        (b"x" * 5_000_001, "call.txt", "5 MB"),
        (b"word " * 110_000, "call.txt", "characters"),
        (b"12345 67890\n", "call.txt", "no words"),
        (b"Dear all, the canteen is closed on Friday.\n", "note.txt", "does not look like a call"),
        (b"From: a@b.example\nMessage-ID: <1>\nContent-Type: image/png\n\nabc", "call.eml", "has no text"),
    ],
)
def test_what_is_no_call_is_refused(raw: bytes, name: str, words: str) -> None:
    """The refusal says what was given and what to do."""
    with pytest.raises(ImportRefusedError, match=words) as caught:
        imported(raw, name)
    assert str(caught.value).rstrip().endswith(".")


@pytest.mark.parametrize("key", ["../2024", "2024/x", "", "24", "2024-", "2024\n", "２０２４"])
def test_key_that_could_be_no_folder_is_refused(key: str) -> None:
    """A key names a folder beside the others, never one elsewhere."""
    with pytest.raises(ImportRefusedError, match="not a valid edition key"):
        import_call(b"Workshop on Tides 2024\n", key, NO_ARCHIVE)


def test_guesses_name_their_lines() -> None:
    """Whatever was guessed is told with its line, what was taken for what, and what to do."""
    made = imported("Workshop on Tides 2024\n\nTopics include:\n\nFirst tide\n- Second tide\n- Third tide\n")
    told = [one for one in made.findings if "no list mark" in one.message]
    assert [one.line for one in told] == [5]
    assert all(
        one.message and (one.hint.endswith(".") or one.field in {*Facts.__dataclass_fields__, "topics"})
        for one in made.findings
    )


#: Pieces of calls, of Markdown and of nonsense, of which texts are put together.
PIECES = (
    "Topics include:", "Important Dates", "- a", "* b", "*c d", "-e f", "•g", "1. one", "2) two", "(a) x", "   indented",
    "\tTab", "# H", "## H2 ##", "=====", "-----", "* * *", "--", "> quote", "> - q", "<b>x</b>", "&amp; &copy;", "[x](y)",
    "[x]: http://a.b", "[^1]", "[^1]: note", "`code`", "```", "~~~", "~~x~~", "$a$", "{role}`x`", ":::",
    ":::{topics} areas", "---", "+++", "% comment", "(t)=", "| a | b |", "|---|---|", "http://x.example/a_b_c*d.",
    "a_b_ _c_ *d* **e** ***f***", "\\ back\\slash", "<!-- c -->", "a\u00a0b", "é ü ß", "日本語", "Paper: March 1, 2024",
    "Submission deadline: March 1, 2024 (AoE)", "~~March 1~~ March 8, 2024: Papers", "Notification - 5 May",
    "Full papers: 8 pages", "Short (4 pages)", "General Chairs", "Ada Quill, Reef Labs, UK", "Bo Finn (Tide)",
    "Program Chair: Cy Rill (X), Dora Mole (Y)", "Ada Quill, Professor at Reef, is one of the General Chairs",
    "Program Committee", "x:", "o item", "=== A ===", "*Bold heading*", "*", "-", "1.", "#", "-- ", "{{x}}", "    code",
    "^x^", "![img](u)", "\x0b", "\u2028", "\u200b", "a: b: c", "- Title: text here now", "<", "&", "&#35;", "\\*", "**",
    "[[w]]", "- [ ] todo", ":a: b", "term\n: def",
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@example(["Topics include:", "- a", "", "- a"])
@example(["Topics include: a", "* * * Paper: March 1, 2024", "b"])
@example(["|---|---| |---|---|"])
@given(
    st.lists(
        st.one_of(st.sampled_from(("", *PIECES)), st.builds("{} {}".format, *[st.sampled_from(PIECES)] * 2)),
        max_size=12,
    )
)
def test_nothing_is_lost_whatever_the_text(lines: list[str]) -> None:
    """Each word of any text is on the page, in order, and none is declared away."""
    text = "Workshop on Tides 2024\n\n" + "\n".join(lines)
    try:
        made = imported(text)
    except ImportRefusedError:
        return
    assert not made.proof.mismatches
    assert not [one for one in made.edition.facts.differences if one.source]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_imported_or_refused(raw: bytes) -> None:
    """No bytes bring the import down."""
    try:
        made = imported(b"Workshop on Tides 2024\n\n" + raw)
    except ImportRefusedError:
        return
    assert not made.proof.mismatches
