"""Comparisons as text, Markdown, HTML and JSON: the same facts, safe for where they are shown."""

from __future__ import annotations

import datetime as dt
import html
import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfp_archive.characters import hidden_characters
from cfp_archive.comparing.comparison import compare
from cfp_archive.comparing.history import build_history
from cfp_archive.comparing.words import Mark, Op
from cfp_archive.exporting.comparison import as_html, as_json, as_markdown, as_text, report_on
from cfp_archive.exporting.comparison.layout import cut
from cfp_archive.exporting.comparison.markdown import escaped
from cfp_archive.model import DateKind, Facts
from cfp_archive.reading import read_archive
from timeline import archive, edition, every_kind, key_date, series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.exporting.comparison import Entry, Part, Report
    from cfp_archive.model import KeyDate

GOLDEN = Path(__file__).parents[1] / "golden" / "comparison"
RECORD = Path(__file__).parents[2] / "editions"


def golden(name: str, text: str) -> None:
    """Compare with a file of expected output; UPDATE_GOLDEN=1 writes it."""
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_bytes(text.encode("utf-8"))
    assert text == file.read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def everything() -> Comparison:
    """A comparison in which everything happens."""
    return compare(build_history(every_kind()), "2019", "2023")


def entries(parts: tuple[Part, ...]) -> Iterator[Entry]:
    """Give all entries of all parts."""
    for part in parts:
        yield from (*part.entries, *part.kept)
        yield from entries(part.parts)


def facts_of(report: Report) -> list[str]:
    """Give everything that a report says: statements, words, texts, notes."""
    said = [report.title, *report.notes]
    parts = list(report.parts)
    while parts:
        part = parts.pop()
        said += [part.heading, *part.statements]
        parts += part.parts
    for entry in entries(report.parts):
        said += [entry.word, *entry.notes, *(mark.text for line in entry.lines for mark in line)]
    return said


def flat(text: str) -> str:
    """Give the letters and digits of a text."""
    return re.sub(r"\W+", " ", text)


class Reader(HTMLParser):
    """Collects a document's words and tags."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that what ends is what began."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words.append(data)


# Golden files


@pytest.mark.parametrize("pair", [("2019", "2023"), ("2023", "2019"), ("2017", "2019")])
def test_text_and_markdown_are_as_expected(pair: tuple[str, str]) -> None:
    """Every kind of change, there and back, reads as it was reviewed."""
    report = report_on(compare(build_history(every_kind()), *pair))
    golden(f"{pair[0]}-{pair[1]}.txt", as_text(report))
    golden(f"{pair[0]}-{pair[1]}.md", as_markdown(report))


def test_json_is_as_expected(everything: Comparison) -> None:
    """The documented shape, value by value."""
    golden("2019-2023.json", as_json(everything))


@pytest.mark.record
def test_the_record_reads_as_expected() -> None:
    """The comparison of the two real calls, word by word."""
    held, _ = read_archive(RECORD)
    golden("record-2021-2023.txt", as_text(report_on(compare(build_history(held), "2021", "2023"))))


# The same facts


def test_every_format_tells_the_same_facts(everything: Comparison) -> None:
    """Each statement, word, text and note of the report is in the text, the Markdown and the HTML."""
    report = report_on(everything)
    reader = Reader()
    reader.feed(as_html(report))
    markdown = re.sub(r"<!-- -->|</?(?:ins|del|details|summary)>", "", as_markdown(report))
    shown = {
        "text": re.sub(r"\{\+|\+\}|\[-|-\]", "", as_text(report)),
        "markdown": html.unescape(re.sub(r"\\([^\w\s])", r"\1", markdown)),
        "html": "".join(reader.words),
    }
    facts = facts_of(report)
    assert len(facts) > 100
    for name, text in shown.items():
        missing = [fact for fact in facts if flat(fact).strip() not in flat(text)]
        assert not missing, f"{name} lacks {missing}"


def test_json_tells_what_the_report_tells(everything: Comparison) -> None:
    """The statements are the same sentences, the counts those of the entries, the texts complete."""
    data = json.loads(as_json(everything))
    report = report_on(everything)
    parts = {part.heading: part for part in report.parts}
    for one in data["lists"]:
        part = parts[one["label"]]
        assert one["statements"] == list(part.statements)
        shown = len(one["links"]) + len(one["added"]) + len(one["removed"]) + len(one["returned"])
        assert shown == len(part.entries) + len(part.kept)
    for name, heading in (
        ("prose", "The rest of the text"),
        ("dates", "Key dates"),
        ("submissions", "Submission categories"),
        ("people", "People"),
    ):
        assert data[name]["statements"] == list(parts[heading].statements)
        if name != "prose":
            assert len(data[name]["changes"]) == len(parts[heading].entries) + len(parts[heading].kept)
    told = [sentence["new"] for one in data["prose"]["sections"] for sentence in one["sentences"]]
    assert told == [one.new for section in everything.sections for one in section.sentences]
    assert (data["format"], data["version"]) == ("cfp-archive/comparison", 1)


@pytest.mark.parametrize("pair", [("2019", "2023"), ("2017", "2023"), ("2023", "2017")])
def test_marks_give_both_wordings(pair: tuple[str, str]) -> None:
    """In JSON, equal and deleted words make the older wording, equal and inserted ones the newer."""
    data = json.loads(as_json(compare(build_history(every_kind()), *pair)))
    for one in data["lists"]:
        for link in one["links"]:
            old = "".join(text for op, text in link["marks"] if op != "insert")
            new = "".join(text for op, text in link["marks"] if op != "delete")
            assert old == ", ".join(member["text"] for member in link["old"])
            assert new == ", ".join(member["text"] for member in link["new"])


# Text


def test_colour_adds_nothing_but_colour(everything: Comparison) -> None:
    """Without its control characters the coloured text is the plain one."""
    report = report_on(everything)
    assert re.sub(r"\x1b\[\d+m", "", as_text(report, colour=True)) == as_text(report)
    assert "\x1b" not in as_text(report)


def test_a_call_cannot_steer_a_terminal() -> None:
    """Control characters in a call's words are not printed."""
    held = series({"2019": ["Coral"], "2021": ["Coral\x1b[31m", "Foam\x07\x9b"]})
    text = as_text(report_on(compare(build_history(held), "2019", "2021")), colour=True)
    assert "\x07" not in text
    assert "\x9b" not in text
    assert "Coral\x1b[31m" not in text


def test_long_texts_are_cut_around_their_changes() -> None:
    """The beginning that names the topic stays, and so do the words beside each change."""
    words = " ".join(f"word{k}" for k in range(60))
    marks = (
        Mark(op=Op.EQUAL, text=f"Title: {words} "),
        Mark(op=Op.INSERT, text="new"),
        Mark(op=Op.EQUAL, text=f" {words}"),
    )
    first, inserted, last = cut(marks, "Title")
    assert first.text.startswith("Title … word")
    assert first.text.endswith("word59 ")
    assert inserted.text == "new"
    assert last.text.startswith(" word0")
    assert last.text.endswith(" … ")
    assert cut(marks[:1]) == marks[:1]


# Markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("a * b_c `d`", r"a \* b\_c \`d\`"),
        ("<script>&", "&lt;script&gt;&amp;"),
        ("[x](y) | #7", r"\[x\](y) \| \#<!-- -->7"),
        ("@harbour ada@quill", "@<!-- -->harbour ada@<!-- -->quill"),
        (":tada: 10:30", r"\:tada: 10:30"),
        ("two\nlines", "two lines"),
        ("C# $x$ ~y~", r"C\# \$x\$ \~y\~"),
    ],
)
def test_markdown_shows_words_as_they_are(text: str, markdown: str) -> None:
    """Nothing in a call becomes markup, an image, a mention or a reference."""
    assert escaped(text) == markdown


def test_a_paragraph_stays_a_paragraph() -> None:
    """A name that begins like a list or a number does not make one."""
    held = series({"2019": ["Coral"], "2021": ["Foam"]})
    for name, start in (("1. Tides", r"1\. Tides"), ("- Tides", r"\- Tides")):
        named = held.series.__class__(name=name, short_name=name)
        again = held.__class__(series=named, editions=held.editions)
        text = as_markdown(report_on(compare(build_history(again), "2019", "2021")))
        assert f"\n{start} 2019 has one topic" in text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1), max_size=4), st.lists(st.text(min_size=1), max_size=4))
def test_any_words_can_be_told(old: list[str], new: list[str]) -> None:
    """Whatever a call says, in whatever script, every format tells it, and the HTML stays well-formed."""
    comparison = compare(build_history(series({"2019": old, "2021": new})), "2019", "2021")
    report = report_on(comparison)
    reader = Reader()
    reader.feed(as_html(report))
    assert reader.open == []
    assert json.loads(as_json(comparison))["lists"] or not (old or new)
    assert hidden_characters(as_text(report)) == ()
    lines = as_markdown(report).split("\n")
    assert all(re.match(r"$|#{2,4} |(?:  )?- |</?details>|[A-Z]", line) for line in lines)


# HTML


def test_html_is_one_file_that_asks_for_nothing(everything: Comparison) -> None:
    """No script, nothing from elsewhere, every tag closed, a language and a title: it can be mailed."""
    text = as_html(report_on(everything))
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    tags = {tag for tag, _ in reader.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "base"}
    assert not re.search(r"url\(|@import|https?:|src=", text)
    assert dict(reader.tags)["html"] == {"lang": "en"}
    assert {"title", "main", "h1", "ins", "del"} <= tags
    assert "prefers-color-scheme: dark" in text


def test_html_shows_words_as_they_are(everything: Comparison) -> None:
    """A call's angle brackets are text."""
    assert "Plankton &lt;b&gt;telemetry&lt;/b&gt; &amp; *stars*" in as_html(report_on(everything))


# Details of facts and sections


def dated(*dates: KeyDate) -> Comparison:
    """Compare an edition that gives one key date with one that gives these."""
    old = Facts(title="T", key_dates=(key_date("Papers", "2019-02-01", DateKind.SUBMISSION),))
    held = archive(
        edition("2019", ["Coral"], old), edition("2021", ["Coral"], Facts(title="T", key_dates=dates))
    )
    return compare(build_history(held), "2019", "2021")


def test_an_extended_deadline_is_told_in_every_format() -> None:
    """With its time, its zone and the dates that it replaced."""
    extended = replace(
        key_date("Papers", "2021-02-20", DateKind.SUBMISSION),
        time="23:59",
        zone="AoE",
        was=(dt.date(2021, 2, 3), dt.date(2021, 2, 10)),
    )
    comparison = dated(extended)
    words = "20 February 2021, 23:59 AoE, extended from 3 and 10 February 2021"
    report = report_on(comparison)
    for text in (as_text(report), as_markdown(report), as_html(report), as_json(comparison)):
        assert words in text
    assert "19 days later in the year (750 days later)" in as_text(report).lower()
    assert json.loads(as_json(comparison))["dates"]["changes"][0]["new"]["was"] == [
        "2021-02-03",
        "2021-02-10",
    ]


def test_silence_is_not_a_removal() -> None:
    """What one call gives is told, and that the other does not; nothing is struck out."""
    report = report_on(dated())
    text = as_text(report)
    assert "· only in TideComp 2019: Papers: 1 February 2019; TideComp 2021: not in the call" in text
    assert "[-" not in text
    assert "<del>" not in as_html(report)


def test_sections_of_one_call_are_named_and_folded() -> None:
    """Their sentences are neither struck out nor inserted."""
    held = archive(
        edition(
            "2019", [], prose={"Scope": ["Tides move."], "Format": ["On the pier."], "Oars": ["Bring them."]}
        ),
        edition("2021", [], prose={"Scope": ["Tides move."]}),
    )
    report = report_on(compare(build_history(held), "2019", "2021"))
    assert "\nOnly in TideComp 2019: Format, Oars\n" in as_text(report)
    assert "  · Format: On the pier.\n" in as_text(report)
    assert "<details><summary>Their sentences: 2</summary>" in as_markdown(report)
    assert "<del>" not in as_markdown(report)


def test_a_kept_topic_with_another_text_is_shown_with_its_marks() -> None:
    """It counts as kept, and is not folded away; of unchanged topics the title is enough."""
    held = series(
        {
            "2019": ["Nets :: Of rope.", "Eels :: Long."],
            "2021": ["Nets :: Of rope and wire.", "Eels :: Long."],
        }
    )
    comparison = compare(build_history(held), "2019", "2021")
    part = report_on(comparison).parts[0]
    (nets,), (eels,) = part.entries, part.kept
    assert (nets.sign, nets.word) == ("=", "kept, its text broadened")
    assert [mark.text for mark in nets.lines[0] if mark.op is Op.INSERT] == ["and wire"]
    assert [mark.text for mark in eels.lines[0]] == ["Eels"]
    link = json.loads(as_json(comparison))["lists"][0]["links"][0]
    assert (link["kind"], link["change"], link["text_changed"]) == ("unchanged", "broadened", True)


def test_wrapped_lines_hang_under_their_words() -> None:
    """Colours take no room, wide signs take two columns; no word is broken, nothing is lost."""
    held = series({"2019": ["Coral"], "2021": ["Coral", "蜜蜂 " * 20, "Foam " * 20]})
    report = report_on(compare(build_history(held), "2019", "2021"))
    plain = as_text(report, width=40)
    assert re.sub(r"\x1b\[\d+m", "", as_text(report, colour=True, width=40)) == plain
    assert plain.split() == [word if set(word) - set("=-") else word[:40] for word in as_text(report).split()]
    assert "\n      Foam Foam" in plain
    assert all(sum(2 if ord(char) > 0x3000 else 1 for char in line) <= 40 for line in plain.splitlines())
