"""The report of a comparison and its writers: the same facts in each, safe for where they are shown."""

from __future__ import annotations

import datetime as dt
import html
import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfp_archive.characters import hidden_characters
from cfp_archive.comparing.comparison import compare
from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.comparing.history import build_history
from cfp_archive.comparing.words import DiffOp, DiffSpan
from cfp_archive.model import DateKind, Facts
from cfp_archive.reading import read_archive
from cfp_archive.report import Line, as_html, as_json, as_markdown, as_text, report_on
from cfp_archive.report.markdown import escaped
from cfp_archive.sphinxext.render.comparison import as_nodes
from fabricate import archive_of
from timeline import archive, edition, every_kind, key_date, series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.model import Archive, KeyDate
    from cfp_archive.report import Report, Section

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


def sections_of(report: Report) -> Iterator[Section]:
    """Yield all sections, the inner ones too."""
    for section in report.sections:
        yield section
        yield from section.sections


def facts_of(report: Report) -> list[str]:
    """Return everything that a report says."""
    said = list(report.notes)
    for section in sections_of(report):
        said += [section.title, *section.summary, *section.notes, *section.decisions, section.fold]
        said += [count.label for count in section.counts]
        for entry in section.entries:
            said += [entry.shown_label, entry.subject, *entry.notes, *entry.decisions]
            said += [mark.text for line in entry.lines for mark in line.short]
            if entry.match:
                said += [entry.match.label, *entry.match.reasons]
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


PAIRS = [("2019", "2023"), ("2023", "2019"), ("2017", "2019"), ("2017", "2023")]


@pytest.mark.parametrize("pair", PAIRS[:3])
def test_text_and_markdown_are_as_expected(pair: tuple[str, str]) -> None:
    """Every kind of change, there and back, reads as it was reviewed."""
    report = report_on(compare(build_history(every_kind()), *pair))
    golden(f"{pair[0]}-{pair[1]}.txt", as_text(report, everything=True))
    golden(f"{pair[0]}-{pair[1]}.md", as_markdown(report))


def test_json_is_as_expected(everything: Comparison) -> None:
    """The documented shape, value by value."""
    golden("2019-2023.json", as_json(report_on(everything)))


@pytest.mark.record
def test_the_record_reads_as_expected() -> None:
    """The comparison of the two real calls, word by word."""
    held, _ = read_archive(RECORD)
    golden("record-2021-2023.txt", as_text(report_on(compare(build_history(held), "2021", "2023"))))


# The same facts


NESTED = {
    "2019": ["Storage", "  Moon-aware caching", "Networks", "  Barnacle-resistant cables"],
    "2021": ["Storage", "Networks", "  Barnacle-resistant cables", "  Moon-aware caching"],
}
#: Every archive that the writers are held to.
ARCHIVES = {
    "every kind": every_kind(),
    "nested lists": series(NESTED),
    "one-sided": series({"2019": {"areas": ["Coral"], "themes": ["Sand"]}, "2021": {"areas": ["Coral"]}}),
    "nothing": series({"2019": {}, "2021": {}}),
    "reordered": series({"2019": list("abcdefghijkl"), "2021": list("lkjihgfedcba")}),
    "unsure": series({"2019": ["Seagull counting", "Foam"], "2021": ["Counting of birds", "Foam"]}),
}


@pytest.mark.parametrize("held", ARCHIVES.values(), ids=list(ARCHIVES))
def test_every_writer_tells_the_same_facts(held: Archive) -> None:
    """Each count, label, word and note of the report is in the text, the Markdown, the HTML, the JSON and the page."""
    keys = [one.key for one in held.editions]
    for old, new in [*combinations(keys, 2), *combinations(reversed(keys), 2)]:
        assert_same_facts(report_on(compare(build_history(held), old, new)))


@pytest.mark.record
def test_every_writer_tells_the_same_facts_of_the_record() -> None:
    """The real calls, too."""
    held, _ = read_archive(RECORD)
    assert_same_facts(report_on(compare(build_history(held), "2021", "2023")))


def test_every_writer_tells_the_same_facts_of_a_read_archive(tmp_path: Path) -> None:
    """An archive that was read from files."""
    held = archive_of(tmp_path)
    history = build_history(held)
    for old, new in combinations([one.key for one in held.editions], 2):
        assert_same_facts(report_on(compare(history, old, new)))


def assert_same_facts(report: Report) -> None:
    """Hold the five writers to what the report says."""
    reader = Reader()
    reader.feed(as_html(report))
    assert reader.open == []
    markdown = re.sub(r"<!-- -->|</?(?:ins|del|details|summary)>", "", as_markdown(report))
    page = "".join(one.astext() + " " for one in as_nodes(report, "compare/index"))
    shown = {
        "text": re.sub(r"\{\+|\+\}|\[-|-\]", "", as_text(report, everything=True)),
        "markdown": html.unescape(re.sub(r"\\([^\w\s])", r"\1", markdown)),
        "html": "".join(reader.words),
        "json": " ".join(strings(json.loads(as_json(report)))),
        "site": page,
    }
    for name, text in shown.items():
        pieces = [piece for fact in facts_of(report) for piece in fact.split("…")]
        if name == "json":  # counts are numbers there
            labels = {count.label for section in sections_of(report) for count in section.counts}
            pieces = [piece for piece in pieces if piece not in labels]
        missing = [piece for piece in pieces if flat(piece).strip() not in flat(text)]
        assert not missing, f"{name} lacks {missing}"
    data = json.loads(as_json(report))
    assert [one["counts"] for one in data["sections"]] == [
        {count.kind.value: count.number for count in one.counts} for one in report.sections
    ]
    assert entries_of(data["sections"]) == [
        entry.kind for section in sections_of(report) for entry in section.entries
    ]


def strings(value: Any) -> Iterator[str]:
    """Yield the texts of JSON; the runs of a marked line each for itself."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def entries_of(sections: list[Any]) -> list[str]:
    """Return the kinds of all entries in JSON, the inner sections' too."""
    return [
        entry["kind"]
        for section in sections
        for one in (section, *section["sections"])
        for entry in one["entries"]
    ]


def test_a_topic_under_another_heading_is_a_change_everywhere() -> None:
    """It is counted as moved, and folded away nowhere."""
    report = report_on(compare(build_history(series(NESTED)), "2019", "2021"))
    (moved,) = [one for one in report.sections[0].entries if one.kind is ChangeKind.MOVED]
    assert (moved.label, moved.fold) == ("Moved under “Networks”", "")
    assert "3 unchanged · 0 reworded · 0 added · 0 removed · 1 moved" in as_markdown(report)
    assert "**→ Moved under “Networks”**: Moon-aware caching" in as_markdown(report).split("<details>")[0]


def test_a_list_of_one_call_alone_is_told_alike_everywhere() -> None:
    """Nothing in it was added or removed."""
    held = series({"2019": {"areas": ["Coral"], "themes": ["Sand", "Foam"]}, "2021": {"areas": ["Coral"]}})
    report = report_on(compare(build_history(held), "2019", "2021"))
    themes = report.sections[1]
    assert themes.summary == ("Only TideComp 2019 has this list (2 topics).",)
    assert (themes.counts, {one.fold for one in themes.entries}) == ((), {"2 topics"})
    assert "[-" not in as_text(report)
    assert "<del>" not in as_html(report) + as_markdown(report)


def test_counts_have_their_zeros(everything: Comparison) -> None:
    """Four kinds are always counted, the others where there are any."""
    equal = series({"2019": ["Coral", "Foam"], "2021": ["Coral", "Foam"]})
    report = report_on(compare(build_history(equal), "2019", "2021"))
    assert [one.label for one in report.sections[0].counts] == [
        "2 unchanged",
        "0 reworded",
        "0 added",
        "0 removed",
    ]
    assert report.sections[0].summary == ("2 topics in 2019, 2 in 2021",)
    kinds = [one.kind for one in report_on(everything).sections[0].counts]
    assert kinds == sorted(kinds, key=lambda kind: kind.order)
    assert ChangeKind.SPLIT in kinds


def test_many_new_positions_are_named_in_part() -> None:
    """Five topics, and how many more."""
    held = series({"2019": list("abcdefghijkl"), "2021": list("lkjihgfedcba")})
    (note,) = report_on(compare(build_history(held), "2019", "2021")).sections[0].notes
    assert note == "Position changed: “l”, “k”, “j”, “i” and “h”, and 6 more."


@pytest.mark.parametrize("pair", PAIRS)
def test_marks_give_both_wordings(pair: tuple[str, str]) -> None:
    """In JSON, equal and deleted words make the older wording, equal and inserted ones the newer."""
    data = json.loads(as_json(report_on(compare(build_history(every_kind()), *pair))))
    for section in data["sections"]:
        for entry in section["entries"] if section["list"] else ():
            old, new = (entry["change"].get(side, []) for side in ("old", "new"))
            if len(old) == len(new) == 1 and entry["change"].get("change") != "none":
                marks = entry["lines"][0]["marks"]
                assert "".join(text for op, text in marks if op != "insert") == old[0]["text"]
                assert "".join(text for op, text in marks if op != "delete") == new[0]["text"]


# Text


def test_colour_adds_nothing_but_colour(everything: Comparison) -> None:
    """Without its control characters the coloured text is the plain one."""
    report = report_on(everything)
    assert re.sub(r"\x1b\[\d+m", "", as_text(report, color=True)) == as_text(report)
    assert "\x1b" not in as_text(report)


def test_a_call_cannot_steer_a_terminal() -> None:
    """Control characters in a call's words are not printed."""
    held = series({"2019": ["Coral"], "2021": ["Coral\x1b[31m", "Foam\x07\x9b"]})
    text = as_text(report_on(compare(build_history(held), "2019", "2021")), color=True)
    assert "\x07" not in text
    assert "\x9b" not in text
    assert "Coral\x1b[31m" not in text


def test_long_texts_are_cut_around_their_changes() -> None:
    """The beginning that names the topic stays, and so do the words beside each change."""
    words = " ".join(f"word{k}" for k in range(60))
    marks = (
        DiffSpan(op=DiffOp.EQUAL, text=f"Title: {words} "),
        DiffSpan(op=DiffOp.INSERT, text="new"),
        DiffSpan(op=DiffOp.EQUAL, text=f" {words}"),
    )
    first, inserted, last = Line(marks=marks, head="Title").short
    assert first.text.startswith("Title … word")
    assert first.text.endswith("word59 ")
    assert inserted.text == "new"
    assert last.text.startswith(" word0")
    assert last.text.endswith(" … ")
    assert Line(marks=marks[:1]).short == marks[:1]


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
    dates = Facts(title="T", key_dates=(key_date("Papers", "2019-02-01", DateKind.SUBMISSION),))
    held = archive(edition("2019", ["Coral"]), edition("2021", ["Foam"], dates))
    for name, start in (("1. Tides", r"1\. Tides"), ("- Tides", r"\- Tides")):
        named = held.series.__class__(name=name, short_name=name)
        again = held.__class__(series=named, editions=held.editions)
        text = as_markdown(report_on(compare(build_history(again), "2019", "2021")))
        assert f"\n{start} 2019 does not state any key dates." in text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1), max_size=4), st.lists(st.text(min_size=1), max_size=4))
def test_any_words_can_be_told(old: list[str], new: list[str]) -> None:
    """Whatever a call says, in whatever script, every format tells it, and the HTML stays well-formed."""
    comparison = compare(build_history(series({"2019": old, "2021": new})), "2019", "2021")
    report = report_on(comparison)
    reader = Reader()
    reader.feed(as_html(report))
    assert reader.open == []
    assert json.loads(as_json(report))["sections"]
    assert hidden_characters(as_text(report, everything=True)) == ()
    lines = as_markdown(report).split("\n")
    assert all(re.match(r"$|#{2,4} |(?:  )?- |</?details>|[A-Z0-9]", line) for line in lines)


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
    for text in (as_text(report), as_markdown(report), as_html(report), as_json(report)):
        assert words in text
        assert "19 days later in the calendar year (750 days later in total)" in text
    dates = next(one for one in json.loads(as_json(report))["sections"] if one["id"] == "key-dates")
    assert dates["entries"][0]["change"]["new"][0]["was"] == ["2021-02-03", "2021-02-10"]


def test_silence_is_not_a_removal() -> None:
    """What one call gives is told, and that the other does not; nothing is struck out."""
    report = report_on(dated())
    text = as_text(report)
    assert "TideComp 2021 does not state any key dates." in text
    assert "  · 1 only in TideComp 2019\n  · Papers: 1 February 2019\n" in text
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
    assert "\nOnly in TideComp 2019: Format and Oars\n" in as_text(report)
    assert "\nFormat\n......\n\n  · On the pier.\n" in as_text(report)
    assert "<details><summary>Only in TideComp 2019: Format and Oars</summary>" in as_markdown(report)
    assert "<del>" not in as_markdown(report)


def test_a_topic_with_another_description_is_shown_with_its_marks() -> None:
    """It counts as reworded, and is not folded away; of unchanged topics the title is enough."""
    held = series(
        {
            "2019": ["Nets :: Of rope.", "Eels :: Long."],
            "2021": ["Nets :: Of rope and wire.", "Eels :: Long."],
        }
    )
    section = report_on(compare(build_history(held), "2019", "2021")).sections[0]
    nets, eels = section.entries
    assert (nets.kind, nets.label, nets.fold) == (ChangeKind.REWORDED, "Description broadened", "")
    assert [mark.text for mark in nets.lines[0].marks if mark.op is DiffOp.INSERT] == [" and wire"]
    assert ([mark.text for mark in eels.lines[0].marks], eels.fold) == (["Eels"], "1 unchanged topic")
    assert [one.label for one in section.counts][:2] == ["1 unchanged", "1 reworded"]


def test_what_is_unchanged_is_counted_in_text() -> None:
    """And listed only if all is asked for."""
    held = series({"2019": ["Coral", "Foam"], "2021": ["Coral", "Foam"]})
    report = report_on(compare(build_history(held), "2019", "2021"))
    assert "  = 2 unchanged topics\n" in as_text(report)
    assert "Coral" not in as_text(report)
    assert "  = Coral\n" in as_text(report, everything=True)


def test_a_decision_is_told_with_its_reason(everything: Comparison) -> None:
    """Who decided, what, when and why."""
    areas = report_on(everything).sections[0]
    assert areas.decisions == (
        "Decision by Ada Quill: not the same topic (6 May 2024). The harbour master says so.",
    )


def test_wrapped_lines_hang_under_their_words() -> None:
    """Colours take no room, wide signs take two columns; no word is broken, nothing is lost."""
    held = series({"2019": ["Coral"], "2021": ["Coral", "蜜蜂 " * 20, "Foam " * 20]})
    report = report_on(compare(build_history(held), "2019", "2021"))
    plain = as_text(report, width=40)
    assert re.sub(r"\x1b\[\d+m", "", as_text(report, color=True, width=40)) == plain
    assert plain.split() == [word if set(word) - set("=-") else word[:40] for word in as_text(report).split()]
    assert "\n      Foam Foam" in plain
    assert all(sum(2 if ord(char) > 0x3000 else 1 for char in line) <= 40 for line in plain.splitlines())
