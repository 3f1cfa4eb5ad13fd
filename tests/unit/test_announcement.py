"""Calls as plain text, and the way back: what is announced imports as the same edition."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import timeline
from cfp_archive.characters import visible
from cfp_archive.exporting.announcement import announcement, announcement_as_markdown, transliterated
from cfp_archive.formatting import date_words
from cfp_archive.importing import import_call
from cfp_archive.model import Appointment, Archive, Block, BlockKind, KeyDate, Series, Span, Submission
from cfp_archive.reading import read_archive
from cfp_archive.reading.folder import read_edition
from cfp_archive.reading.proof import page_words
from fabricate import Call, archive_of

if TYPE_CHECKING:
    from cfp_archive.model import Edition

NO_ARCHIVE = Archive(series=Series(name="Workshop on Tides", short_name="Tides"))
RECORD = Path(__file__).parent.parent.parent / "editions"
RECEIVED = Path(__file__).parent.parent / "golden" / "importing"
FACTS = (
    "title",
    "short_title",
    "ordinal",
    "date",
    "website",
    "format",
    "place",
    "key_dates",
    "submissions",
    "people",
)


def read(folder: Path, call: Call) -> Edition:
    """Write a call's page and read it."""
    (folder / "2024").mkdir(parents=True, exist_ok=True)
    (folder / "2024" / "index.md").write_bytes(call.page().encode())
    edition, problems = read_edition(folder / "2024", PurePath("2024"))
    assert edition is not None
    assert not problems
    return edition


@pytest.mark.parametrize(
    ("status", "notice"),
    [
        ("cancelled", "This edition was cancelled."),
        (
            {"kind": "cancelled", "was": "2024-05-01"},
            "This edition was cancelled. It was planned for 1 May 2024.",
        ),
        ({"kind": "postponed", "note": "New days follow."}, "This edition was postponed. New days follow."),
        (
            {"kind": "postponed", "date": "2024-10-05", "source": "https://tides.example/news"},
            "This edition was postponed to 5 October 2024. See\nhttps://tides.example/news",
        ),
        (
            {"kind": "postponed", "was": "2024-05-01", "date": {"start": "2024-10-05", "end": "2024-10-06"}},
            "This edition was postponed from 1 May 2024 to 5–6 October 2024.",
        ),
        (
            {"kind": "postponed", "was": "2024-05-01"},
            "This edition was postponed. It was planned for 1 May 2024.",
        ),
    ],
)
def test_status_comes_first(tmp_path: Path, status: object, notice: str) -> None:
    """Who reads no further than the first lines knows."""
    held = announcement(read(tmp_path / "a", Call()))
    changed = announcement(read(tmp_path / "b", Call(facts={"status": status})))
    assert changed == f"{notice}\n\n{held}"


def lists(edition: Edition) -> list[tuple[str, list[tuple[str, str, int | None]]]]:
    """Return names and entries of the lists, word for word."""
    return [
        (one.name, [(topic.text, topic.head, topic.parent) for topic in one.topics]) for one in edition.lists
    ]


def words(edition: Edition) -> list[str]:
    """Return the words of the page."""
    return [one.text for one in page_words(edition)]


WORDS = st.sampled_from(
    [
        "tidal",
        "scheduling",
        "of",
        "moon-aware",
        "storage",
        "for",
        "foam",
        "and",
        "kelp",
        "networks,",
        "spring",
        "tides",
        "in",
        "(very)",
        "cold",
        "water",
        "under",
        "the",
        "pier",
        "über",
        "Wellen",
        "données",
        "C++",
        "low-water",
        "24/7",
        "e.g.",
        "harbour's",
    ]
)
TOPICS = st.builds(
    lambda head, rest: " ".join([head, *rest]).rstrip(",.").removesuffix("e.g"),
    st.sampled_from(["Tidal", "Moon", "Efficient", "Salt", "Wave", "Ebb"]),
    st.lists(WORDS, min_size=1, max_size=16),
)
NESTED = st.tuples(TOPICS, st.lists(TOPICS, min_size=1, max_size=3, unique=True))
DAYS = st.dates(dt.date(2023, 6, 1), dt.date(2024, 12, 31))
NAMES = st.builds(
    "{} {}".format,
    st.sampled_from(["Ada", "Bo", "Cy", "Dora van der", "Jörg", "Zoé d'"]).map(str.strip),
    st.sampled_from(["Quill", "Finn", "Rill", "Mole", "Strand", "Müller-Los"]),
).map(lambda name: name.replace("d' ", "d'"))
PEOPLE = st.fixed_dictionaries(
    {
        "role": st.sampled_from(
            ["General Chairs", "Program Committee", "Program Committee Chairs", "Web & Publicity Chair"]
        ),
        "name": NAMES,
        "affiliation": st.sampled_from(
            ["Harbour College", "Reef Labs", "TU Schuim", "Université de la Houle"]
        ),
    },
    optional={"country": st.sampled_from(["Spain", "Norway", "The Netherlands", "USA"])},
)


#: What a call has beside its facts; the words in bold and the depths of entries are part of it.
CLOSINGS = (
    "",
    "## Contact\n\nWrite to the chairs of the workshop, who are glad of letters, at any time of the tide.",
    "## Reviewing\n\n**Double blind:** Each manuscript is read by three members of the jury. **No** names are shown.",
    (
        "## Registration\n\n- Bring what the beach asks for, which is:\n  - boots that reach above the knee,\n  - and a lamp.\n"
        "- Ask for a room early.\n\n  The inn has few of them, and the ferry leaves before the tide does."
    ),
    "## We are glad that the harbour is with us again. It has been too long.\n\n### Of its own\n\nThe pier was closed.",
)


def calls() -> st.SearchStrategy[Call]:
    """Make calls of every shape that the announcement has to carry."""

    def make(
        topics: list[Any], days: list[dt.date], limits: list[int], people: list[dict[str, str]], closing: str
    ) -> Call:
        labels = ("Paper submission", "Notification", "Camera-ready version due", "Registration")
        categories = ("Full papers", "Short papers", "Posters")
        people = sorted(people, key=lambda one: one["role"])
        return Call(
            title="Tides 2024: Fifth Workshop on Tidal Computing",
            lists={"areas": topics},
            key_dates=[
                {"label": label, "date": day.isoformat()} for label, day in zip(labels, days, strict=False)
            ],
            submissions=[
                {"category": name, "pages": one} for name, one in zip(categories, limits, strict=False)
            ]
            if len(limits) > 1
            else [],
            people=people,
            facts={"ordinal": 5, "short_title": "Tides 2024"},
            closing=closing,
        )

    return st.builds(
        make,
        st.lists(st.one_of(TOPICS, TOPICS, NESTED), min_size=2, max_size=8, unique_by=str),
        st.lists(DAYS, max_size=4),
        st.lists(st.integers(1, 20), max_size=3),
        st.lists(PEOPLE, max_size=6, unique_by=lambda one: one["name"]),
        st.sampled_from(CLOSINGS),
    )


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(call=calls(), width=st.sampled_from([72, 60, 100]))
def test_announced_call_imports_as_the_same_edition(tmp_path: Path, call: Call, width: int) -> None:
    """Facts, lists and words of a fabricated edition survive the way out and back, whatever the width."""
    edition = read(tmp_path, call)
    text = announcement(edition, width=width)
    again = import_call(text.encode(), "2024", NO_ARCHIVE).edition
    assert {name: getattr(again.facts, name) for name in FACTS} == {
        name: getattr(edition.facts, name) for name in FACTS
    }
    assert lists(again) == lists(edition)
    assert words(again) == words(edition)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(call=calls(), width=st.sampled_from([72, 60, 100]))
def test_announced_import_imports_as_the_same_facts(tmp_path: Path, call: Call, width: int) -> None:
    """What was imported from another form (days first, people in columns, a title on two lines) has the same facts again."""

    def said(day: str) -> str:
        return date_words(Span(start=dt.date.fromisoformat(day), end=dt.date.fromisoformat(day)))

    dates = [{**one, "line": f"{said(one['date'])} - {one['label']}"} for one in call.key_dates]
    people = [
        {**one, "printed": " ".join(filter(None, (one["name"], one["affiliation"], one.get("country"))))}
        for one in call.people
    ]
    columns = replace(call, key_dates=dates, people=people)
    edition = read(tmp_path, columns)
    again = import_call(announcement(edition, width=width).encode(), "2024", NO_ARCHIVE).edition
    assert [(one.label, one.date, one.kind) for one in again.facts.key_dates] == [
        (one.label, one.date, one.kind) for one in edition.facts.key_dates
    ]
    assert [(one.role, one.name, one.affiliation, one.country) for one in again.facts.people] == [
        (one.role, one.name, one.affiliation, one.country) for one in edition.facts.people
    ]
    assert [(one.category, one.pages) for one in again.facts.submissions] == [
        (one.category, one.pages) for one in edition.facts.submissions
    ]
    assert lists(again) == lists(edition)


#: Of the fabricated calls as received, what does not come back from an announcement, and why.
LOST = {
    "columns.txt": {
        "people"
    },  # two people side by side, their affiliations below: on the page these are lines
    "dbworld.txt": {
        "people"
    },  # a mail's signature, whose sign is no word, looks like one more of the committee
}


@pytest.mark.parametrize("name", sorted(one.name for one in RECEIVED.iterdir() if one.suffix != ".page"))
def test_calls_as_received_keep_their_facts_when_announced(name: str) -> None:
    """A mail, a page or a text of any shape, imported, announced and imported again, gives the same edition."""
    edition = import_call((RECEIVED / name).read_bytes(), "2024", NO_ARCHIVE, name=name).edition
    again = import_call(announcement(edition).encode(), "2024", NO_ARCHIVE).edition
    differ = {
        one for one in FACTS if plainly(getattr(again.facts, one)) != plainly(getattr(edition.facts, one))
    }
    assert differ == LOST.get(name, set())
    assert lists(again) == lists(edition)


def plainly(value: object) -> object:
    """Return a fact, or facts, without the words in which the call has them."""
    match value:
        case tuple():
            return [plainly(one) for one in value]
        case Appointment():
            return replace(value, printed=None, note=None)
        case KeyDate():
            return replace(value, printed=None, line=None)
        case Submission():
            return replace(value, printed=None if value.pages else value.printed)
    return value


@pytest.mark.parametrize("first", ["Tides 2024", "Tides 2024 :: Call for Papers"])
def test_a_title_on_two_lines_stays_on_two(first: str) -> None:
    """The colon that joins the lines of a title is not in the call, and comes back with the next import."""
    call = f"{first}\nFifth Workshop on Tidal Computing\n=================================\n\nEbbville, Spain, May 3, 2024\n\nPapers are welcome.\n"
    made = import_call(call.encode(), "2024", NO_ARCHIVE).edition
    assert made.facts.title == "Tides 2024: Fifth Workshop on Tidal Computing"
    again = import_call(announcement(made).encode(), "2024", NO_ARCHIVE).edition
    assert again.facts.title == made.facts.title
    assert words(again) == words(made)


@pytest.mark.record
@pytest.mark.parametrize("key", ["2021", "2023"])
def test_real_editions_survive_the_way_out_and_back(key: str) -> None:
    """The same holds for what the archive keeps."""
    archive, _ = read_archive(RECORD)
    edition = archive.edition(key)
    assert edition is not None
    others = replace(archive, editions=tuple(one for one in archive.editions if one.key != key))
    text = announcement(edition)
    again = import_call(text.encode(), key, others).edition
    assert {name: getattr(again.facts, name) for name in FACTS} == {
        name: getattr(edition.facts, name) for name in FACTS
    }
    assert lists(again) == lists(edition)
    assert words(again) == words(edition)
    assert max(map(len, text.split("\n"))) <= 72 + len(
        "https://www.ieee.org/conferences/publishing/templates.html"
    )


def test_lines_are_no_longer_than_asked(tmp_path: Path) -> None:
    """Lines break at the width; none begins with what would be read as a mark."""
    call = Call(intro=f"{'word ' * 30}- and 1. more {'word ' * 30}topics include:")
    text = announcement(read(tmp_path, call), width=50)
    assert max(map(len, text.split("\n"))) <= 50
    assert not [line for line in text.split("\n") if line.startswith(("- and", "1. more"))]


def test_words_longer_than_a_line_are_not_broken(tmp_path: Path) -> None:
    """An address stays whole."""
    url = f"https://tides.example/{'x' * 90}"
    assert url in announcement(read(tmp_path, Call(closing=f"See <{url}>")))


def test_own_notes_of_the_archive_are_left_out(tmp_path: Path) -> None:
    """A mailing list gets the call's words only."""
    text = announcement(read(tmp_path, Call(closing=":::{archive-note}\nAdded later.\n:::")))
    assert "Added later" not in text


def test_titles_of_some_entries_are_emphasised(tmp_path: Path) -> None:
    """Where only some entries have titles, plain text shows which; where all have, it needs no signs."""
    some = announcement(
        read(tmp_path, Call(lists={"areas": ("**Deep**: at depth they go", "Shallow: near the shore")}))
    )
    every = announcement(
        read(tmp_path, Call(lists={"areas": ("**Deep**: at depth", "**Low**: near the shore")}))
    )
    assert "- *Deep*: at depth" in some
    assert "- Deep: at depth" in every


def test_ascii_spells_letters_out(tmp_path: Path) -> None:
    """Accents fall away, typographic signs become typed ones, what has no spelling is a question mark."""
    assert transliterated("Jürgen Ærø – “Łoś” … 機") == 'Jurgen Aero - "Los" ... ?'
    text = transliterated(announcement(read(tmp_path, Call(title="Tides 2024: Größe – Workshop"))))
    assert text.isascii()
    assert "Grosse - Workshop" in text


def test_fabricated_archives_can_be_announced(tmp_path: Path) -> None:
    """Every edition of the shared fabricated archive gives a text with its title."""
    for edition in archive_of(tmp_path).editions:
        assert announcement(edition).startswith(edition.facts.title[:40])


def as_shown(markdown: str) -> list[tuple[str, str, str]]:
    """Return what a renderer makes of Markdown: for each block its element, what is in bold, and its whole text."""
    page = BeautifulSoup(MarkdownIt("commonmark").render(markdown), "html.parser")
    blocks = []
    for element in page.find_all(["h1", "h2", "h3", "h4", "h5", "h6", "p", "li"]):
        for inner in element.find_all(["ul", "p"]):
            inner.extract()
        bold = " ".join(one.get_text() for one in element.find_all("strong"))
        blocks.append((element.name, bold, element.get_text().strip()))
    assert {element.name for element in page.find_all(True)} <= {
        "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "li", "strong", "a"
    }  # fmt: skip
    return blocks


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(call=calls())
def test_markdown_shows_the_words_of_the_text(tmp_path: Path, call: Call) -> None:
    """Rendered, the Markdown has the words of the plain text, in order, and each topic is an entry."""
    edition = read(tmp_path, call)
    shown = as_shown(announcement_as_markdown(edition))
    plain = re.sub(r"^\s*- |^[=~+-]+$|\*", "", announcement(edition), flags=re.MULTILINE)
    assert " ".join(text for _element, _bold, text in shown).split() == plain.split()
    assert shown[0] == ("h1", "", edition.facts.title)
    entries = [text for element, _bold, text in shown if element == "li"]
    for topics in edition.lists:
        assert {topic.text for topic in topics.topics} <= set(entries)


def test_titles_are_bold_in_markdown() -> None:
    """A topic's title is set off from its description, whatever the list."""
    held = timeline.edition("2024", ["C++ :: Fast *and* deep.", "Waves"])
    assert "- **C++**: Fast \\*and\\* deep.\n- Waves\n" in announcement_as_markdown(held)


HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("<>&;#*_-+=`~[](){}|!\\:$%.1 \t\n/'\"\u202e\ud800\x00é")),
    max_size=50,
).map(lambda text: " ".join(text.split()))


@settings(max_examples=300)
@given(HOSTILE.filter(bool), HOSTILE.filter(bool), st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING]))
def test_markdown_shows_any_words_as_they_are(text: str, topic: str, kind: BlockKind) -> None:
    """Whatever a call says, Markdown shows it: nothing is markup, and nothing is lost."""
    held = timeline.edition("2024", [topic])
    block = Block(kind=kind, text=text, line=1, level=2)
    first, *_rest = as_shown(announcement_as_markdown(replace(held, blocks=(block, *held.blocks[-1:]))))
    assert first[2] == visible(text).strip()
    last = as_shown(announcement_as_markdown(replace(held, blocks=held.blocks[-1:])))[-1]
    assert last[2] == visible(topic).strip()
