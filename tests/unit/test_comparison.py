"""Comparisons of what is not a topic: prose, key dates, submission categories, people."""

from __future__ import annotations

from pathlib import Path

import pytest

from cfp_archive import messages
from cfp_archive.comparing.comparison import Comparison, UnknownEdition, compare, topic_marks
from cfp_archive.comparing.correspondence import ChangeKind, RewordingKind
from cfp_archive.comparing.facts import person_of, shift_in_year
from cfp_archive.comparing.history import build_history
from cfp_archive.comparing.words import word_marks
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
    """The error keeps the key and says which calls are in the archive."""
    history = build_history(series({"2019": [], "2021": []}))
    with pytest.raises(
        UnknownEdition, match=r"'2020' does not exist. Calls in the archive: 2019, 2021."
    ) as caught:
        compare(history, "2019", "2020")
    assert (caught.value.key, caught.value.archived) == ("2020", ("2019", "2021"))


@pytest.mark.parametrize(("old", "new"), [("2017", "2023"), ("2023", "2017")])
def test_what_lies_between_is_told(old: str, new: str) -> None:
    """Held editions between two, and those that are not held, are named, whichever way one looks."""
    comparison = compare(build_history(every_kind()), old, new)
    assert (comparison.between, comparison.missing_calls) == (("2019",), ("2021",))
    assert comparison.old.key == old
    assert "areas" in {one.name for one in comparison.lists}


# Key dates


def test_dates_are_joined_by_what_they_are() -> None:
    """A new label does not make a new date; the shift is told in days, and within the year."""
    comparison = compared(
        dated(key_date("Papers due", "2019-02-01", DateKind.SUBMISSION)),
        dated(key_date("Submission", "2021-01-30", DateKind.SUBMISSION)),
    )
    (date,) = comparison.dates
    assert (date.kind, date.label) == (ChangeKind.CHANGED, "Date shifted")
    assert [note.text for note in date.notes] == [
        "2 days earlier in the calendar year (729 days later in total)",
        "Label before: “Papers due”",
    ]


def test_dates_of_unknown_kind_are_joined_by_label() -> None:
    """Two dates that are neither of a known kind nor of one label are two dates."""
    comparison = compared(
        dated(key_date("Boat trip", "2019-05-01"), key_date("Regatta", "2019-05-02")),
        dated(key_date("regatta", "2021-05-02"), key_date("Dinner", "2021-05-01")),
    )
    assert [((one.new or one.old)[0].label, one.kind) for one in comparison.dates] == [
        ("regatta", ChangeKind.UNCHANGED),
        ("Dinner", ChangeKind.ADDED),
        ("Boat trip", ChangeKind.REMOVED),
    ]


def test_two_dates_of_one_kind_are_joined_by_label_first() -> None:
    """Where a call has two rounds, each is joined with its own."""
    first = key_date("Submission, round 1", "2019-02-01", DateKind.SUBMISSION)
    second = key_date("Submission, round 2", "2019-06-01", DateKind.SUBMISSION)
    newer = key_date("Submission, round 2", "2021-06-03", DateKind.SUBMISSION)
    dates = compared(dated(first, second), dated(newer)).dates
    assert [one.kind for one in dates] == [ChangeKind.CHANGED, ChangeKind.REMOVED]
    assert dates[0].old == (second,)


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
    comparison = compare(build_history(held), "2019", held.editions[1].key)
    (date,) = comparison.dates
    assert shift_in_year(date.old[0], date.new[0], comparison.old, comparison.new) == days


def test_a_leap_day_has_a_place_in_every_year() -> None:
    """29 February counts as 28 February where there is none."""
    held = archive(
        edition("2019", [], dated(key_date("D", "2019-02-28", DateKind.SUBMISSION))),
        edition("2020", [], dated(key_date("D", "2020-02-29", DateKind.SUBMISSION))),
    )
    (date,) = compare(build_history(held), "2019", "2020").dates
    assert date.kind is ChangeKind.UNCHANGED
    assert date.notes[0].text == "Same day of the calendar year (366 days later in total)"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2019-02-01", "2021-02-19", "18 days later in the calendar year (749 days later in total)"),
        ("2018-12-20", "2021-01-04", "15 days later in the calendar year (746 days later in total)"),
        ("2019-02-01", "2021-01-31", "1 day earlier in the calendar year (730 days later in total)"),
    ],
)
def test_a_shift_names_its_direction(old: str, new: str, said: str) -> None:
    """Within the calendar year first, then in total; numbers with their own plural."""
    kind = DateKind.SUBMISSION
    (date,) = compared(dated(key_date("D", old, kind)), dated(key_date("D", new, kind))).dates
    assert date.notes[0].text == said


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
    assert [((one.new or one.old)[0].category, one.kind) for one in comparison.submissions] == [
        ("Regular papers", ChangeKind.CHANGED),
        ("Posters", ChangeKind.UNCHANGED),
        ("Demos", ChangeKind.ADDED),
        ("Songs", ChangeKind.REMOVED),
    ]


def test_a_category_that_a_call_states_twice_keeps_its_partner() -> None:
    """A second entry of the same name, with another limit, is added; the first is neither added nor removed."""
    comparison = compared(
        Facts(title="T", submissions=(Submission(category="Songs", pages=(2, 4)),)),
        Facts(
            title="T",
            submissions=(
                Submission(category="Songs", pages=(2, 4)),
                Submission(category="songs", pages=(9, 9)),
            ),
        ),
    )
    assert [one.kind for one in comparison.submissions] == [ChangeKind.UNCHANGED, ChangeKind.ADDED]


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
    assert person_of(comparison.archive, ada.old[0]) == ("ada-quill", "Ada Quill")
    assert ada.kind is ChangeKind.UNCHANGED


def test_a_person_changes_role_or_affiliation() -> None:
    """An affiliation that one call does not state is no change, and neither is a country that is printed with it."""
    comparison = compared(
        serving(
            Appointment(role="Web Chair", name="Ada", affiliation="Harbour"),
            Appointment(role="Web Chair", name="Bo", affiliation="Harbour"),
            Appointment(role="Web Chair", name="Cy"),
            Appointment(role="Web Chair", name="Eve", affiliation="Harbour, Norland"),
        ),
        serving(
            Appointment(role="General Chair", name="Ada"),
            Appointment(role="Web Chair", name="Bo", affiliation="Lagoon"),
            Appointment(role="Web Chair", name="Di"),
            Appointment(role="Web Chair", name="Eve", affiliation="Harbour", country="Norland"),
        ),
    )
    changes = [((one.new or one.old)[0].name, one.kind, one.label) for one in comparison.people]
    assert changes == [
        ("Ada", ChangeKind.CHANGED, "Role changed"),
        ("Bo", ChangeKind.CHANGED, "Affiliation changed"),
        ("Di", ChangeKind.ADDED, "Added"),
        ("Eve", ChangeKind.UNCHANGED, "Unchanged"),
        ("Cy", ChangeKind.REMOVED, "No longer named"),
    ]


def test_a_call_that_states_nothing_has_not_dropped_anything() -> None:
    """A date, category or person of one call alone is not removed, where the other names none at all."""
    old = Facts(
        title="T",
        key_dates=(key_date("Boat trip", "2019-05-01"),),
        submissions=(Submission(category="Songs"),),
        people=(Appointment(role="Web Chair", name="Ada"),),
    )
    comparison = compared(old, Facts(title="T"))
    (date,), (category,), (person,) = comparison.dates, comparison.submissions, comparison.people
    assert {date.kind, category.kind, person.kind} == {ChangeKind.ONE_SIDED}


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
    assert comparison.sections[0].kind is ChangeKind.UNCHANGED
    assert comparison.sections[2].kind is ChangeKind.REWORDED


def test_sentences_are_told_in_order_with_their_paragraphs() -> None:
    """Sentences that both calls have stay together, the others stand where they stood."""
    comparison = told(
        {"Scope": ["Tides move. Nets help.", "Bring boots."]},
        {"Scope": ["Tides move. Boats float on them.", "Nets help a lot."]},
    )
    (section,) = comparison.sections
    found = [(one.kind, *(sentence.text for sentence in (*one.new, *one.old))) for one in section.sentences]
    paragraphs = {
        (one.new or one.old)[0].text: (one.new or one.old)[0].paragraph for one in section.sentences
    }
    assert (ChangeKind.UNCHANGED, "Tides move.", "Tides move.") in found
    assert (ChangeKind.REWORDED, "Nets help a lot.", "Nets help.") in found
    assert (ChangeKind.ADDED, "Boats float on them.") in found
    assert (ChangeKind.REMOVED, "Bring boots.") in found
    assert paragraphs == {
        "Tides move.": 0,
        "Boats float on them.": 0,
        "Nets help a lot.": 1,
        "Bring boots.": 1,
    }


def test_a_sentence_that_changes_its_section_has_moved() -> None:
    """It is told in both sections, and is neither removed nor added; repeats are moved as often as they stand."""
    comparison = told(
        {"Scope": ["Bring boots. Tides move."], "Venue": ["The pier."]},
        {"Scope": ["Tides move."], "Venue": ["The pier. Bring boots!"]},
    )
    moved = [
        (one.heading, sentence.label)
        for one in comparison.sections
        for sentence in one.of_kind(ChangeKind.MOVED)
    ]
    assert moved == [("Scope", "Moved to “Venue”"), ("Venue", "Moved from “Scope”")]
    there, here = (one.of_kind(ChangeKind.MOVED)[0] for one in comparison.sections)
    assert ([one.text for one in there.old], there.new) == (["Bring boots."], ())
    assert [one.text for one in (*here.old, *here.new)] == ["Bring boots.", "Bring boots!"]


def test_the_opening_is_a_section() -> None:
    """What stands under the title, whatever the title, is compared."""
    (opening,) = told({"": ["Come in 2019."]}, {"": ["Come in 2021."]}).sections
    assert (opening.heading, opening.sentences[0].kind) == ("", ChangeKind.REWORDED)


def test_an_opening_that_got_a_heading_is_the_same_section() -> None:
    """What stood before the first heading did not move sentence by sentence because it has a heading now."""
    words = ["The workshop is about tides.", "Bring boots."]
    section, opening = told({"": words}, {"": ["Home"], "About the workshop": words}).sections[::-1]
    assert (section.old_heading, section.new_heading) == ("", "About the workshop")
    assert section.kind is ChangeKind.UNCHANGED
    assert (opening.old_heading, opening.kind) == (None, ChangeKind.ONE_SIDED)


def test_signs_are_no_sentences() -> None:
    """A sentence without a letter or digit, as a lost picture leaves it, tells nothing."""
    (scope,) = told({"Scope": ["Tides."]}, {"Scope": ["\ufffc", "Tides.", "--"]}).sections
    assert scope.kind is ChangeKind.UNCHANGED


def test_sentences_of_a_lone_section_are_not_added() -> None:
    """A call in the archive may be incomplete: what one call alone has was not added sentence by sentence."""
    _, venue = told({"Scope": ["Tides."]}, {"Scope": ["Tides."], "Venue": ["The pier. It is open."]}).sections
    assert venue.kind is ChangeKind.ONE_SIDED
    assert {one.kind for one in venue.sentences} == {ChangeKind.ONE_SIDED}


# Labels


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("Foam and eels", "Foam and eels", "Unchanged"),
        ("Foam, eels and kelp", "Foam, eels, and kelp", "Unchanged (minor edits)"),
        ("Nets :: Of rope.", "nets :: Of rope", "Unchanged (minor edits)"),
        ("Nets :: Of rope.", "Nets :: Of rope, including eels.", "Description broadened"),
        ("Nets :: Of rope, including eels.", "Nets :: Of rope.", "Description narrowed"),
        ("Nets :: Of rope and tar.", "Nets :: Of wire and glue.", "Description changed"),
        ("Tidal scheduling", "Tidal scheduling and routing", "Broadened"),
        ("Tidal scheduling and routing", "Tidal scheduling", "Narrowed"),
    ],
)
def test_each_change_of_wording_has_one_label(old: str, new: str, label: str) -> None:
    """Every view shows the same one."""
    held = series({"2019": [old, "Coral", "Sand"], "2021": [new, "Coral", "Sand"]})
    comparison = compare(build_history(held), "2019", "2021")
    (change, *_) = comparison.lists[0].changes
    assert change.label == label


def test_every_kind_has_a_symbol_a_label_and_a_count() -> None:
    """Two kinds share a symbol only where they look the same; the order is that of the definition."""
    for kind in ChangeKind:
        assert kind.label
        assert kind.counted(3).startswith("3 ")
        assert isinstance(getattr(messages, f"N_{kind.name}"), messages.Message)
    looks = {kind.symbol: kind.style for kind in ChangeKind}
    assert len(looks) == len({kind.style for kind in ChangeKind})
    assert [kind.order for kind in ChangeKind] == list(range(len(ChangeKind)))


def test_new_sentences_stand_where_they_stand_in_the_newer_text() -> None:
    """What moved away, and stands at its new place in full, does not come between."""
    comparison = told(
        {"Scope": ["Tides move. Seek the shore. Nets help."], "Venue": ["The pier."]},
        {"Scope": ["Tides move. Boats float. Nets help."], "Venue": ["The pier. SEEK the shore."]},
    )
    scope, venue = comparison.sections
    assert [one.new[0].text if one.new else one.kind for one in scope.sentences] == [
        "Tides move.",
        "Boats float.",
        ChangeKind.MOVED,
        "Nets help.",
    ]
    (moved,) = venue.of_kind(ChangeKind.MOVED)
    marks = [(mark.op.value, mark.text) for mark in word_marks(moved.old[0].text, moved.new[0].text)]
    assert marks[:2] == [("delete", "Seek"), ("insert", "SEEK")]


# The real record


@pytest.mark.record
def test_the_record_compares_as_a_careful_reader_does() -> None:
    """2021 and 2023: what a careful reading of both calls found, and nothing else."""
    held, problems = read_archive(RECORD)
    assert not problems
    comparison = compare(build_history(held), "2021", "2023")
    areas, directions = comparison.lists
    assert (areas.name, directions.name) == ("areas", "directions")
    counts = {kind: number for kind, number in areas.counts.items() if number}
    assert counts == {ChangeKind.UNCHANGED: 15, ChangeKind.REWORDED: 1, ChangeKind.ADDED: 2}
    minor = [one for one in areas.of_kind(ChangeKind.UNCHANGED) if one.change is not RewordingKind.NONE]
    assert ["".join(m.text for m in topic_marks(one) if m.op != "equal") for one in minor] == [","]
    (hardware,) = areas.of_kind(ChangeKind.REWORDED)
    assert hardware.label == "Broadened"
    assert topic_marks(hardware)[-1].text == " including digital and analog accelerators"
    counts = {kind: number for kind, number in directions.counts.items() if number}
    assert counts == {ChangeKind.UNCHANGED: 2, ChangeKind.REWORDED: 1, ChangeKind.ADDED: 3}
    (compression,) = directions.of_kind(ChangeKind.REWORDED)
    assert compression.label == "Description broadened"
    assert [m.text.strip() for m in topic_marks(compression) if m.op != "equal"] == [
        "such as quantization and sparsification"
    ]
    scope = comparison.sections[0]
    (last,) = scope.of_kind(ChangeKind.ADDED)
    assert last.new[0].text.startswith("Distributed DL becomes even more challenging")
    assert not scope.of_kind(ChangeKind.REMOVED)
    (reworded,) = scope.of_kind(ChangeKind.REWORDED)
    marks = word_marks(reworded.old[0].text, reworded.new[0].text)
    assert [mark.text for mark in marks if mark.op == "insert"] == [", federated learning"]
    (ardagna,) = [one for one in comparison.people if one.kind is ChangeKind.CHANGED]
    assert (ardagna.new[0].name, ardagna.label) == ("Danilo Ardagna", "Role changed")
