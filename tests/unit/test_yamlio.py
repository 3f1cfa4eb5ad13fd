"""The record's YAML: read with places, changed in place, and written so that every reader finds the same values."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from myst_parser.config.main import read_topmatter

from cfp_archive import yamlio
from cfp_archive.model import (
    Appointment,
    DateKind,
    Difference,
    Facts,
    Format,
    Host,
    KeyDate,
    Source,
    Span,
    Submission,
)
from cfp_archive.problems import Code
from cfp_archive.reading.allowed import Allowed
from cfp_archive.reading.folder import split_front_matter
from cfp_archive.reading.validating import read_values
from cfp_archive.yamlio import (
    NotAListError,
    appended,
    extended,
    parse,
    plain_values,
    reordered,
    with_scalars,
    without_trailing_spaces,
    written,
)

EDITIONS = Path(__file__).parents[2] / "editions"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
DAY = dt.date(2031, 5, 20)

FULL = Facts(
    title="TideComp 2031: a workshop",
    short_title="TideComp 2031",
    ordinal=3,
    ordinal_counted=True,
    date=Span(start=DAY, end=dt.date(2031, 5, 21)),
    website="https://2031.tidecomp.example",
    format=Format.HYBRID,
    place="Ebbville, Northland",
    host=Host(name="NO 31", date=Span(start=DAY, end=DAY), moved=True, format=Format.VIRTUAL, source="https://no.example"),
    key_dates=(
        KeyDate(
            label="Papers, posters",
            date=Span(start=DAY, end=DAY),
            kind=DateKind.SUBMISSION,
            time="23:59",
            zone="UTC+02:00",
            was=(dt.date(2031, 4, 1), dt.date(2031, 4, 8)),
            printed="May 20",
        ),
        KeyDate(label="Event", date=Span(start=DAY, end=dt.date(2031, 5, 21)), line="Event – " + "on the shore " * 9 + "!"),
    ),
    submissions=(
        Submission(category="Regular", pages=(8, 10)),
        Submission(category="Short", pages=(4, 4), printed="4 pages", line="Short: 4"),
    ),
    people=(
        Appointment(role="Chairs", name="Ada Quill", affiliation="Harbour College", country="Northland"),
        Appointment(role="Chairs", name="Bo Finn", note="since 2029", person="bo", printed="Bo Finn" + ", of the shore" * 9),
    ),
    sources=(Source(file="source.txt", url="https://mail.example/1", published="by mail", posted="2031", received=DAY),),
    differences=(Difference(source="teh", page="the", reason="A slip."), Difference(page="T", reason="No title: ours.")),
    silent_on=("a program committee",),
    draft=True,
)  # fmt: skip


def read(text: str) -> Facts:
    """Return the facts of front matter that has no problems."""
    facts, _, problems = read_values(text, Facts, PurePath("index.md"))
    assert problems == ()
    assert isinstance(facts, Facts)
    return facts


@pytest.mark.record
@pytest.mark.parametrize("key", ["2021", "2023"])
def test_real_front_matter(key: str) -> None:
    """The front matter of the real editions, written from its facts, is the file's, byte for byte."""
    front, _, _ = split_front_matter((EDITIONS / key / "index.md").read_text(encoding="utf-8"))
    assert front is not None
    head, _, rest = front.partition("\n")
    assert head.startswith("# yaml-language-server:")
    assert written(read(front)) == f"{rest}\n"


@pytest.mark.record
@pytest.mark.parametrize("name", ["decisions", "people", "series", "topics"])
def test_changing_nothing(name: str) -> None:
    """A real file that nothing is changed in is the same file, byte for byte."""
    text = (EDITIONS / f"{name}.yaml").read_text(encoding="utf-8")
    assert with_scalars(text, lambda _, value: value) == text
    assert without_trailing_spaces(text) == text
    assert reordered(text, ()) == text
    assert appended(text, []) == text
    assert plain_values(written(plain_values(text))) == plain_values(text)


def test_all_facts() -> None:
    """Every field of the model is written and read again; none is left out, in the model's order."""
    text = written(FULL)
    assert read(text) == FULL
    assert "\n".join(line for line in text.splitlines() if len(line) > 120) == ""
    assert [line.partition(":")[0] for line in text.splitlines() if line[0] not in " -"] == [
        one for one in Facts.__dataclass_fields__ if getattr(FULL, one) != getattr(Facts(title=""), one)
    ]


def test_layout() -> None:
    """Short entries have a line each, long texts are folded, single days and lengths are written once."""
    text = written(FULL)
    assert "  - {role: Chairs, name: Ada Quill, affiliation: Harbour College, country: Northland}\n" in text
    assert "  - {category: Regular, pages: [8, 10]}\n" in text
    assert "    pages: 4\n" in text or "pages: 4," in text
    assert "date: {start: 2031-05-20, end: 2031-05-21}\n" in text
    assert "    was: [2031-04-01, 2031-04-08]\n" in text or "was: [2031-04-01, 2031-04-08]," in text
    assert "    printed: >-\n" in text or '    printed: "' in text
    assert 'name: "NO 31"' not in text
    assert 'time: "23:59"' in text


@settings(max_examples=300)
@given(TEXT, st.integers(-5, 5))
@example("?x", 0)
@example(":x", 0)
@example(".5e3", 0)
@example("2031-13-01", 0)
@example("2031-05-01 10:00:00", 0)
@example("word " * 40 + "é\a", 0)
@example("word " * 40 + "#x : y", 0)
@example(" " + "word " * 40, 0)
@example("word\n" * 40, 0)
def test_any_text(text: str, number: int) -> None:
    """Any text comes back as it was, alone and among others, for this reader and for that of MyST, which follows YAML 1.1."""
    values = {
        "a": text,
        "list": [text, number],
        "people": [{"role": text, "n": number}],
        "host": {"name": text},
    }
    assert plain_values(written(values)) == values
    found: Any = read_topmatter(f"---\n{written(values)}---\n")
    assert str(found["a"]) == str(found["people"][0]["role"]) == text


@settings(max_examples=100)
@given(
    st.recursive(
        TEXT | st.integers() | st.booleans(),
        lambda inner: st.lists(inner, min_size=1) | st.dictionaries(TEXT, inner, min_size=1),
        max_leaves=12,
    )
)
def test_any_values(value: object) -> None:
    """Whatever the values, they are read as they were written, but for spans of one day."""
    text = written({"x": value})
    assert plain_values(written(plain_values(text))) == plain_values(text)


@settings(max_examples=200)
@given(
    st.lists(st.fixed_dictionaries({"key": TEXT, "old": st.lists(TEXT, min_size=1)}), min_size=1, max_size=3)
)
@example([{"key": "x" * 200, "old": ["a b " * 60]}])
def test_any_entries(entries: list[dict[str, object]]) -> None:
    """Whatever is added to a list follows what was there, which stays."""
    for text in (
        "",
        "[]",
        "# why\n[ ] # none yet\n",
        "# why\n",
        "  - key: a # first\n    old: [b]\n# last\n\n",
        "- a\n",
    ):
        added = appended(text, entries)
        assert plain_values(added) == [*(plain_values(text) or []), *entries]
        assert added.startswith(text.rstrip("\n")) or "[" in text
        assert all(line.strip("[ ]") in added for line in text.split("\n"))


@pytest.mark.parametrize(
    "text", ["[a]", "a: 1", "x", "- [", "- a\n...\n", "- &a x", "null", "- |+\n  x\n\n\n", "{}"]
)
def test_no_lists(text: str) -> None:
    """A file that is no list of entries below each other is refused."""
    with pytest.raises(NotAListError):
        appended(text, [{"key": "a"}])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# why\n",
        "name: x",
        "name: x\nlists: [] # none yet\nz: 1\n",
        "lists:\nname: x\n",
        "name: x\nlists:\n  - {name: topics, label: T}  # first\n\n# last\n",
        "lists:\n- name: topics\n  label: >-\n    Topics\n    of interest\n\n# between\nz: 1\n",
        "lists: [{name: topics, label: T}]\nz: 1\n",
    ],
)
def test_a_field_gets_entries(text: str) -> None:
    """What is added to a field's list follows what was there, and every other line stays."""
    entry = {"name": "areas", "label": "Areas: of"}
    for entries in ([entry], [entry, {"name": "b", "label": "B"}]):
        added = extended(text, "lists", entries)
        before = plain_values(text) or {}
        assert plain_values(added) == {**before, "lists": [*(before.get("lists") or []), *entries]}
        assert all(line.removeprefix("lists:").strip("[ ]") in added for line in text.split("\n"))


@pytest.mark.parametrize("text", ["[a]", "lists: x", "lists: {a: 1}", "x", "- ["])
def test_no_field_to_extend(text: str) -> None:
    """A text that is no mapping, or a field that is no list, is refused."""
    with pytest.raises(NotAListError):
        extended(text, "lists", [{"name": "a"}])


@pytest.mark.parametrize("text", ["[" + "a," * 600_000 + "]", "- a\n" * 60_000, "{" + "a: {b: c}," * 60_000])
def test_more_values_than_any_record_has(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parsing ends where there are too many values, whatever comes behind."""
    assert yamlio.MAX_VALUES == 50_000
    monkeypatch.setattr(yamlio, "MAX_VALUES", 500)
    tree, (problem,) = parse(text, PurePath("topics.yaml"))
    assert tree is None
    assert problem.message == "There are more than 500 values."


def test_numbers_of_many_digits() -> None:
    """A number that Python would not read is text; it is found to be no number where one belongs."""
    text = f"title: x\nordinal: {'9' * 500_000}\n"
    facts, _, problems = read_values(text, Facts, PurePath("index.md"), allowed=Allowed(max_characters=10**6))
    assert facts == Facts(title="x")
    assert [(one.code, one.line) for one in problems] == [(Code.WRONG_TYPE, 2)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("yes", "yes"), ("23:59", "23:59"), ("2021-02-01", "2021-02-01"), ("0o17", 15), ("0x1F", 31), ("017", 17),
        ("1_000", "1_000"), ("0b1", "0b1"), ("~", None), ("", None), ("True", True), (".5", 0.5), ("1e3", 1000.0),
        ("<<", "<<"), ("=", "="), ("-.inf", -math.inf), ("'8'", "8"), ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
    ],
)  # fmt: skip
def test_core_schema(text: str, value: object) -> None:
    """Plain values are those of YAML 1.2's core schema, whatever else YAML 1.1 saw in them."""
    assert plain_values(f"x: {text}") == {"x": value}


@pytest.mark.parametrize(
    "head", ["%YAML 1.1\n---\n", "%TAG ! tag:x,2000:\n---\n", "%YAML 9.9\n---\n", "%FOO\n---\n"]
)
def test_directives(head: str) -> None:
    """No directive changes how a text is read."""
    tree, problems = parse(f"{head}x: yes\n", PurePath("x.yaml"))
    if head == "%FOO\n---\n":  # reserved: to be passed over
        assert tree is not None
        assert tree.data() == {"x": "yes"}
    else:
        assert [one.code for one in problems] == [Code.YAML_BROKEN]


@settings(max_examples=500)
@given(st.text(alphabet="ab:-?[]{},&*!|>'\"%@`#\n \t.0~<=\\x\u2028\x85\ufeff", max_size=60))
def test_any_signs(text: str) -> None:
    """Whatever signs, there is a tree or a problem at a line of the text, and what is read is written as the same values."""
    tree, problems = parse(text, PurePath("x.yaml"))
    assert tree is not None or problems
    assert all(1 <= one.line <= text.count("\n") + 1 for one in problems)
    if tree is not None:
        assert all(1 <= line <= text.count("\n") + 1 for line in tree.lines().values())
        assert with_scalars(text, lambda _, value: value) == text


def test_defaults_are_left_out() -> None:
    """What is not said is not written."""
    assert written(replace(Facts(title="A"), ordinal=2)) == "title: A\nordinal: 2\n"
