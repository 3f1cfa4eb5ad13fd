"""Comparisons of what is no topic: prose, key dates, submission categories, people; and the sentences that count."""

from __future__ import annotations

from pathlib import Path

import pytest

from cfp_archive.comparing import statements
from cfp_archive.comparing.alignment import RewordingKind
from cfp_archive.comparing.comparison import Comparison, UnknownEdition, compare
from cfp_archive.comparing.facts import FactFate
from cfp_archive.comparing.history import build_history
from cfp_archive.comparing.prose import SentenceFate
from cfp_archive.comparing.ties import Fate
from cfp_archive.model import Appointment, Archive, DateKind, Facts, KeyDate, Person, Submission
from cfp_archive.reading import read_archive
from timeline import archive, edition, every_kind, key_date, series

RECORD = Path(__file__).parents[2] / "editions"


def compared(old: Facts, new: Facts, people: tuple[Person, ...] = ()) -> Comparison:
    """Compare two editions that have nothing but facts."""
    held = archive(edition("2019", [], old), edition("2021", [], new))
    held = Archive(series=held.series, editions=held.editions, people=people or held.people)
    return compare(build_history(held), "2019", "2021")


def dated(*dates: KeyDate) -> Facts:
    """Make facts that are key dates."""
    return Facts(title="T", key_dates=dates)


def serving(*people: Appointment) -> Facts:
    """Make facts that are people."""
    return Facts(title="T", people=people)


def told(prose: dict[str, list[str]], newer: dict[str, list[str]]) -> Comparison:
    """Compare two editions that have nothing but prose."""
    held = archive(edition("2019", [], prose=prose), edition("2021", [], prose=newer))
    return compare(build_history(held), "2019", "2021")


# Which editions


def test_an_unknown_edition_is_refused() -> None:
    """The error keeps the key and says which editions are held."""
    history = build_history(series({"2019": [], "2021": []}))
    with pytest.raises(UnknownEdition, match=r"no edition '2020'; held are 2019, 2021") as caught:
        compare(history, "2019", "2020")
    assert (caught.value.key, caught.value.held) == ("2020", ("2019", "2021"))


@pytest.mark.parametrize(("old", "new"), [("2017", "2023"), ("2023", "2017")])
def test_what_lies_between_is_told(old: str, new: str) -> None:
    """Held editions between two, and those that are not held, are named, whichever way one looks."""
    comparison = compare(build_history(every_kind()), old, new)
    assert (comparison.between, comparison.not_held) == (("2019",), ("2021",))
    assert comparison.old.key == old
    assert comparison.list_of("areas") is not None
    assert comparison.list_of("harbours") is None


# Key dates


def test_dates_are_joined_by_what_they_are() -> None:
    """A new label does not make a new date; the shift is told in days, and within the year."""
    comparison = compared(
        dated(key_date("Papers due", "2019-02-01", DateKind.SUBMISSION)),
        dated(key_date("Submission", "2021-01-30", DateKind.SUBMISSION)),
    )
    (date,) = comparison.dates
    assert (date.fate, date.shift, date.shift_in_year) == (FactFate.CHANGED, 729, -2)
    assert date.label == "Submission"


def test_dates_of_unknown_kind_are_joined_by_label() -> None:
    """Two dates that are neither of a known kind nor of one label are two dates."""
    comparison = compared(
        dated(key_date("Boat trip", "2019-05-01"), key_date("Regatta", "2019-05-02")),
        dated(key_date("regatta", "2021-05-02"), key_date("Dinner", "2021-05-01")),
    )
    assert [(one.label, one.fate) for one in comparison.dates] == [
        ("regatta", FactFate.KEPT),
        ("Dinner", FactFate.ADDED),
        ("Boat trip", FactFate.REMOVED),
    ]


def test_two_dates_of_one_kind_are_joined_by_label_first() -> None:
    """Where a call has two rounds, each is joined with its own."""
    first = key_date("Submission, round 1", "2019-02-01", DateKind.SUBMISSION)
    second = key_date("Submission, round 2", "2019-06-01", DateKind.SUBMISSION)
    newer = key_date("Submission, round 2", "2021-06-03", DateKind.SUBMISSION)
    dates = compared(dated(first, second), dated(newer)).dates
    assert [(one.fate, one.shift_in_year) for one in dates] == [
        (FactFate.CHANGED, 2),
        (FactFate.REMOVED, None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "days"),
    [("2019-02-28", "2021-02-28", 0), ("2018-12-20", "2021-01-04", 15), ("2019-03-01", "2020-02-29", -1)],
)
def test_places_in_the_year_are_those_of_the_editions_year(old: str, new: str, days: int) -> None:
    """A deadline in the winter before an edition's year is not a year off; leap days do no harm."""
    kind = DateKind.SUBMISSION
    held = archive(
        edition("2019", [], dated(key_date("D", old, kind))),
        edition("2020" if new.startswith("2020") else "2021", [], dated(key_date("D", new, kind))),
    )
    (date,) = compare(build_history(held), "2019", held.editions[1].key).dates
    assert date.shift_in_year == days


def test_a_leap_day_has_a_place_in_every_year() -> None:
    """29 February counts as 28 February where there is none."""
    held = archive(
        edition("2019", [], dated(key_date("D", "2019-02-28", DateKind.SUBMISSION))),
        edition("2020", [], dated(key_date("D", "2020-02-29", DateKind.SUBMISSION))),
    )
    (date,) = compare(build_history(held), "2019", "2020").dates
    assert (date.shift, date.shift_in_year) == (366, 0)


# Submission categories


def test_categories_are_joined_by_name() -> None:
    """Spelling and number do not make another category; limits are compared as numbers or as printed."""
    comparison = compared(
        Facts(
            title="T",
            submissions=(
                Submission(category="Regular paper", pages=(8, 8)),
                Submission(category="Posters", printed="one page"),
                Submission(category="Songs"),
            ),
        ),
        Facts(
            title="T",
            submissions=(
                Submission(category="Regular papers", pages=(8, 10)),
                Submission(category="Posters", printed="One page."),
                Submission(category="Demos"),
            ),
        ),
    )
    assert [(one.category, one.fate) for one in comparison.submissions] == [
        ("Regular papers", FactFate.CHANGED),
        ("Posters", FactFate.KEPT),
        ("Demos", FactFate.ADDED),
        ("Songs", FactFate.REMOVED),
    ]


# People


def test_people_are_joined_by_identity() -> None:
    """Another spelling of a name is the same person; spellings of a role are one role."""
    people = (Person(key="ada-quill", name="Ada Quill", spellings=("A. Quill",)),)
    comparison = compared(
        serving(Appointment(role="Program Committee Co-Chairs", name="A. Quill", affiliation="Harbour")),
        serving(Appointment(role="Programme Chair", name="Ada Quill")),
        people,
    )
    (ada,) = comparison.people
    assert (ada.key, ada.name, ada.fate) == ("ada-quill", "Ada Quill", FactFate.KEPT)


def test_a_person_changes_role_or_affiliation() -> None:
    """An affiliation that one call does not state is no change of affiliation."""
    comparison = compared(
        serving(
            Appointment(role="Web Chair", name="Ada", affiliation="Harbour"),
            Appointment(role="Web Chair", name="Bo", affiliation="Harbour"),
            Appointment(role="Web Chair", name="Cy"),
        ),
        serving(
            Appointment(role="General Chair", name="Ada"),
            Appointment(role="Web Chair", name="Bo", affiliation="Lagoon"),
            Appointment(role="Web Chair", name="Di"),
        ),
    )
    changes = [(one.name, one.fate, one.other_roles, one.other_affiliation) for one in comparison.people]
    assert changes == [
        ("Ada", FactFate.CHANGED, True, False),
        ("Bo", FactFate.CHANGED, False, True),
        ("Di", FactFate.ADDED, False, False),
        ("Cy", FactFate.REMOVED, False, False),
    ]


# Prose


def test_sections_are_joined_by_heading_then_by_likeness() -> None:
    """A section keeps its partner through a new heading, if the heading or the words are like the old ones."""
    comparison = told(
        {
            "Scope": ["Tides move."],
            "Submission of Papers": ["Send them."],
            "Venue": ["The pier is open all day."],
        },
        {
            "SCOPE": ["Tides move."],
            "Submission of papers": ["Send it."],
            "Where": ["The pier is open all day long."],
        },
    )
    assert [(one.old_heading, one.new_heading) for one in comparison.sections] == [
        ("Scope", "SCOPE"),
        ("Submission of Papers", "Submission of papers"),
        ("Venue", "Where"),
    ]
    assert comparison.sections[0].is_same
    assert not comparison.sections[2].is_same


def test_sentences_are_told_in_order_with_their_paragraphs() -> None:
    """Sentences that both calls have stay together, the others stand where they stood."""
    comparison = told(
        {"Scope": ["Tides move. Nets help.", "Bring boots."]},
        {"Scope": ["Tides move. Boats float on them.", "Nets help a lot."]},
    )
    (section,) = comparison.sections
    fates = [(one.fate, one.new or one.old, one.paragraph) for one in section.sentences]
    assert (SentenceFate.UNCHANGED, "Tides move.", 0) in fates
    assert (SentenceFate.REWORDED, "Nets help a lot.", 1) in fates
    assert (SentenceFate.ADDED, "Boats float on them.", 0) in fates
    assert (SentenceFate.REMOVED, "Bring boots.", 1) in fates


def test_a_sentence_that_changes_its_section_has_moved() -> None:
    """It is told in both sections, and is neither removed nor added; repeats are moved as often as they stand."""
    comparison = told(
        {"Scope": ["Bring boots. Tides move."], "Venue": ["The pier."]},
        {"Scope": ["Tides move."], "Venue": ["The pier. Bring boots!"]},
    )
    moved = [
        (one.heading, sentence.elsewhere)
        for one in comparison.sections
        for sentence in one.of_fate(SentenceFate.MOVED)
    ]
    assert moved == [("Scope", "Venue"), ("Venue", "Scope")]
    there, here = (one.of_fate(SentenceFate.MOVED)[0] for one in comparison.sections)
    assert (there.old, there.new) == ("Bring boots.", None)
    assert (here.old, here.new) == ("Bring boots.", "Bring boots!")
    said = [one.text for one in statements.prose_statements(comparison)]
    assert said == [
        "One sentence moved to another section.",
        "No sentence was reworded, added or removed.",
    ]


def test_the_opening_is_a_section() -> None:
    """What stands under the title, whatever the title, is compared."""
    (opening,) = told({"": ["Come in 2019."]}, {"": ["Come in 2021."]}).sections
    assert (opening.heading, opening.sentences[0].fate) == ("", SentenceFate.REWORDED)


# Statements


def test_every_kind_is_counted_and_empty_ones_are_said() -> None:
    """Two equal lists: nothing happened, and each thing that did not happen is said."""
    comparison = compare(
        build_history(series({"2019": ["Coral", "Foam"], "2021": ["Coral", "Foam"]})), "2019", "2021"
    )
    said = [one.text for one in statements.list_statements(comparison.lists[0], comparison)]
    assert said == [
        "TideComp 2019 has two topics, TideComp 2021 has two: two unchanged.",
        "None was reworded, added, removed, split, merged, moved or returned, and the order is the same.",
    ]
    assert [one.text for one in statements.people_statements(comparison)] == ["Neither call gives people."]


def test_a_list_that_one_call_lacks_is_said() -> None:
    """It is not said that its topics were removed one by one and nothing else."""
    comparison = compare(build_history(series({"2019": ["Coral"], "2021": {}})), "2019", "2021")
    said = statements.list_statements(comparison.lists[0], comparison)
    assert said[0].text == "TideComp 2019 has one topic here; TideComp 2021 does not have this list."


def said_of(old: list[str], new: list[str]) -> list[str]:
    """Give what is said of two lists."""
    comparison = compare(build_history(series({"2019": old, "2021": new})), "2019", "2021")
    return [one.text for one in statements.list_statements(comparison.lists[0], comparison)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Foam, eels and kelp", "Foam, eels, and kelp", "but for a comma)"),
        ("Foam and eels", "foam and eels", "but for case)"),
        ("Foam-eating eels", "Foam eating eels", "but for spaces or punctuation)"),
        ("Foam: eels!", "foam eels", "but for case or punctuation)"),
        ("Nets :: Of rope.", "Nets :: Of rope, including eels.", "with a broadened text)"),
        ("Nets :: Of rope, including eels.", "Nets :: Of rope.", "with a narrowed text)"),
        ("Nets :: Of rope.", "nets :: Of rope", "but for case or punctuation)"),
    ],
)
def test_small_changes_of_kept_topics_are_said(old: str, new: str, told: str) -> None:
    """What differs is named: a comma, the case, or what happened to the description under a title that stayed."""
    text = said_of([old, "Coral", "Sand"], [new, "Coral", "Sand"])[0]
    assert ": three kept (one " in text or ": three unchanged (one " in text
    assert text.endswith(f"{told}.")
    assert ("kept" in text) == ("text" in text)


def test_a_single_small_change_is_said_without_brackets() -> None:
    """One topic, unchanged but for something."""
    assert said_of(["Coral"], ["coral"])[0].endswith("has one: one unchanged but for case.")


def test_several_kinds_stand_in_one_sentence() -> None:
    """What happened, then what did not, then the order."""
    said = said_of(["Coral", "Sand", "Foam and kelp", "Eels"], ["Sand", "Coral", "Foam", "Kelp"])
    assert said == [
        "TideComp 2019 has four topics, TideComp 2021 has four: two unchanged, one removed, one split.",
        "None was reworded, added, merged, moved or returned.",
        "One topic took another place in the order.",
    ]


def test_headings_are_no_topics_like_the_others() -> None:
    """A nested list has entries, some of them headings; what stands under another heading is counted."""
    said = said_of(
        ["Shore", "  Coral", "  Sand dunes", "Sea", "  Eels"],
        ["Shore", "  Coral", "Sea", "  Eels", "  Sand dunes"],
    )
    size = "five entries, two of them headings"
    assert said == [
        f"TideComp 2019 has {size}; TideComp 2021 has {size}: five unchanged.",
        "None was reworded, added, removed, split, merged, moved or returned, and the order is the same.",
        "One topic stands under another heading.",
    ]


def test_what_one_call_alone_has_is_counted_as_sections() -> None:
    """Their sentences were neither added nor removed; a call may be held in part, which is said once."""
    comparison = told(
        {
            "": ["https://tides.example/2019"],
            "Scope": ["Tides move. https://tides.example/nets"],
            "Format": ["On the pier."],
        },
        {"Scope": ["Tides move."], "Oars": ["Bring them."]},
    )
    said = [one.text for one in statements.prose_statements(comparison)]
    assert said == [
        "One line was removed.",
        "No sentence was reworded or added, or moved to another section.",
        "One section stands only in TideComp 2021.",
        "Two sections stand only in TideComp 2019.",
        statements.HELD_TEXT,
    ]


def test_new_sentences_stand_where_they_stand_in_the_newer_text() -> None:
    """What moved away, and stands at its new place in full, does not come between."""
    comparison = told(
        {"Scope": ["Tides move. Seek the shore. Nets help."], "Venue": ["The pier."]},
        {"Scope": ["Tides move. Boats float. Nets help."], "Venue": ["The pier. SEEK the shore."]},
    )
    scope, venue = comparison.sections
    assert [one.new or one.fate for one in scope.sentences] == [
        "Tides move.",
        "Boats float.",
        SentenceFate.MOVED,
        "Nets help.",
    ]
    marks = [(mark.op.value, mark.text) for mark in venue.of_fate(SentenceFate.MOVED)[0].marks]
    assert marks[:2] == [("delete", "Seek"), ("insert", "SEEK")]


@pytest.mark.parametrize(
    ("days", "words"), [(0, "the same day"), (1, "one day later"), (-13, "13 days earlier")]
)
def test_shifts_are_said_in_words(days: int, words: str) -> None:
    """The direction is a word, not a sign."""
    assert statements.days_words(days) == words


# The real record


@pytest.mark.record
def test_the_record_compares_as_a_careful_reader_does() -> None:
    """2021 and 2023: what a careful reading of both calls found, and nothing else."""
    held, problems = read_archive(RECORD)
    assert not problems
    comparison = compare(build_history(held), "2021", "2023")
    areas, directions = comparison.list_of("areas"), comparison.list_of("directions")
    assert areas is not None
    assert directions is not None
    counts = {kind: number for kind, number in areas.counts.items() if number}
    assert counts == {Fate.UNCHANGED: 15, Fate.REWORDED: 1, Fate.ADDED: 2}
    editorial = [link for link in areas.of_kind(Fate.UNCHANGED) if link.change is not RewordingKind.NONE]
    assert ["".join(m.text for m in link.marks if m.op != "equal") for link in editorial] == [","]
    (hardware,) = areas.of_kind(Fate.REWORDED)
    assert hardware.change is RewordingKind.BROADENED
    assert hardware.marks[-1].text == " including digital and analog accelerators"
    assert directions.counts[Fate.ADDED] == 3
    assert (directions.counts[Fate.UNCHANGED], directions.counts[Fate.REWORDED]) == (3, 0)
    (compression,) = [link for link in directions.links if link.text_changed]
    assert compression.change is RewordingKind.BROADENED
    assert [m.text.strip() for m in compression.marks if m.op != "equal"] == [
        "such as quantization and sparsification"
    ]
    scope = comparison.sections[0]
    assert [
        m.text for one in scope.of_fate(SentenceFate.REWORDED) for m in one.marks if m.op == "insert"
    ] == [", federated learning"]
    (last,) = scope.of_fate(SentenceFate.ADDED)
    assert last.new is not None
    assert last.new.startswith("Distributed DL becomes even more challenging")
    assert not scope.of_fate(SentenceFate.REMOVED)
    changed = [one for one in comparison.people if one.fate is FactFate.CHANGED]
    assert [(one.name, one.old[0].role, one.new[0].role) for one in changed] == [
        ("Danilo Ardagna", "Program Committee Chairs", "Steering Committee")
    ]
