"""Titles, days, places and dates of fabricated calls, in the shapes in which calls write them."""

from __future__ import annotations

import pytest

from cfp_archive.importing import Certainty, Imported, import_call
from cfp_archive.model import Archive, DateOrder, Series

NO_ARCHIVE = Archive(series=Series(name="Workshop on Tides", short_name="TIDES"))
HEAD = "Call for Papers\n\nTIDES 2031: 5th Workshop on Tides\n"
TAIL = (
    "\n\nTIDES invites papers on all aspects of water levels and their models, from theory to practice, by authors of "
    "all fields.\n\nImportant dates\n\nPaper submission: 1 February 2031\nNotification: 1 March 2031\n"
)


def imported(text: str, name: str = "call.txt", key: str = "2031") -> Imported:
    """Import a text into an archive that holds nothing, and hold it to the proof of its words."""
    made = import_call(text.encode(), key, NO_ARCHIVE, name=name)
    assert not made.proof.mismatches
    return made


def days(made: Imported) -> str | None:
    """Return the first and last day of the event."""
    date = made.edition.facts.date
    return None if date is None else " ".join(dict.fromkeys(map(str, (date.start, date.end))))


def dates(made: Imported) -> dict[str, str]:
    """Return the first day of each key date by its label."""
    return {one.label: one.date.start.isoformat() for one in made.edition.facts.key_dates}


@pytest.mark.parametrize(
    ("said", "place", "when"),
    [
        ("7 September, Lyon (at COAST 2031)", "Lyon", "2031-09-07"),
        ("May 3rd 2031 - Vienna - Austria", "Vienna, Austria", "2031-05-03"),
        ("3 a 5 de novembro de 2031, Natal/RN", "Natal/RN", "2031-11-03 2031-11-05"),
        ("Porto Alegre - RS, Brasil, 3 a 5 de novembro de 2031", "Porto Alegre - RS, Brasil", "2031-11-03 2031-11-05"),
        ("Rio de Janeiro, RJ, Brazil\nOctober 3rd to 5th, 2031", "Rio de Janeiro, RJ, Brazil", "2031-10-03 2031-10-05"),
        ("in conjunction with COAST 2031, Vienna, Austria, 3-5 May 2031", "Vienna, Austria", "2031-05-03 2031-05-05"),
        ("\nVenue: Hotel Tides, 12 Ebb Street, 10117 Berlin, Germany", "Berlin, Germany", None),
        ("\nLocation\n\nTides Institute\n12 Ebb Street\n10117 Berlin\nGermany", "Berlin, Germany", None),
        ("\nJoin us in Lisbon for the 5th edition!", "Lisbon", None),
        ("\nThe workshop is held as part of COAST 2031, Ebb Lake, Utah, USA, November 2031.", "Ebb Lake, Utah, USA", None),
        ("\nThe workshop will be a hybrid event held on 3 May 2031 in Oslo, Norway and online via Zoom.", "Oslo, Norway",
         "2031-05-03"),
        ("\nTIDES 2031 is a satellite of COAST (Athens, Greece, June 2031) and takes place on 3 June.", "Athens, Greece",
         "2031-06-03"),
        ("\nThe workshop will be organised in virtual mode during July 05-07, 2031.", None, "2031-07-05 2031-07-07"),
        ("\nDie Tagung findet vom 3. bis 5. Mai 2031 an der Universität Kiel statt.", "Universität Kiel",
         "2031-05-03 2031-05-05"),
        ("\nIl convegno si terrà a Bologna il 3 giugno 2031.", "Bologna", "2031-06-03"),
        ("\nUniversité de Nantes, 3-4 juin 2031", "Université de Nantes", "2031-06-03 2031-06-04"),
    ],
)  # fmt: skip
def test_where_and_when_an_event_is(said: str, place: str | None, when: str | None) -> None:
    """An address is its city, the host and the days are no part of the place, and a way to meet is none."""
    made = imported(HEAD + said + TAIL)
    assert (made.edition.facts.place, days(made)) == (place, when)


@pytest.mark.parametrize(
    "said",
    [
        "\nDr. Ada Quill – Reef Research Centre, Ebbville, Spain",
        "\nShe held lectures at Reef College, and then moved to the north. Before, her place was in Ebbville, Spain.",
        "\nPapers are submitted in the online conference system, as in the years before.",
    ],
)
def test_where_people_work_is_not_the_place(said: str) -> None:
    """A person's affiliation, a biography and the system for submissions say nothing of the event."""
    facts = imported(HEAD + TAIL + said).edition.facts
    assert (facts.place, facts.format) == (None, None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Welcome to the TIDES 2031 Workshop!\n", "TIDES 2031 Workshop"),
        ("Tools and Crafts of the Ebbing Sea\nA half-day workshop on Sunday, May 4th at COAST 2031.\n",
         "Tools and Crafts of the Ebbing Sea"),
        (("Dear all,\n\nReef Institute is organizing the 3rd International Conference on Currents, Waves and Sea Levels "
         "(ICCW 2031) in association with the Ebb Society.\n\nThe conference seeks papers.\n\nBest regards,\nTeam ICCW 2031\n"),
         "3rd International Conference on Currents, Waves and Sea Levels (ICCW 2031)"),
    ],
)  # fmt: skip
def test_what_an_event_is_called(text: str, title: str) -> None:
    """A greeting, the line of who signs and the beginning of a line that goes on elsewhere are no titles."""
    assert imported(text + TAIL).edition.facts.title == title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paper deadline 13th August (AoE) - notification on or before 27th August.",
         {"Paper deadline": "2031-08-13", "notification": "2031-08-27"}),
        ("Die Frist für Einreichungen ist der 13. Oktober 2031. Alle Beiträge werden begutachtet.",
         {"Die Frist für Einreichungen": "2031-10-13"}),
        (("Please send photos of your nets by 13 August. We like early submissions and will read these as they arrive, "
         "sending notifications day by day, before 27 August."), {"notifications day by day": "2031-08-27"}),
    ],
)  # fmt: skip
def test_deadlines_of_lines_and_sentences(text: str, expected: dict[str, str]) -> None:
    """Each day goes to the words that name it, and these are no clause of another sentence."""
    assert dates(imported(f"{HEAD}\nPapers are welcome.\n\n{text}\n")) == expected


def test_a_day_that_is_struck_out_gives_way_to_the_same_label() -> None:
    """Remarks as '(extended)' do not make another date of it; what has another label is kept."""
    text = "\n## Important dates\n\nPapers: ~~1 May 2031~~\n\nPapers (extended): ~~8 May 2031~~\n\nPapers (final): 15 May 2031\n\n"
    (papers, posters) = imported(f"{HEAD}{text}Posters: ~~3 June 2031~~\n", "call.md").edition.facts.key_dates
    assert (papers.date.start.day, [one.day for one in papers.was]) == (15, [1, 8])
    assert posters.label == "Posters"


@pytest.mark.parametrize(
    ("call", "first", "declared"),
    [
        ("Submission: 30/06/2031\nNotification: 12/07/2031\nCamera-ready: 01/09/2031\n", "2031-07-12", None),
        ("Submission: 06/30/2031\nNotification: 12/07/2031\nCamera-ready: 01/09/2031\n", "2031-12-07", None),
        ("Les articles sont attendus pour la conférence.\n\nSoumission : 01/06/2031\nNotification : 12/07/2031\n",
         "2031-07-12", DateOrder.DAY_MONTH),
    ],
)  # fmt: skip
def test_other_dates_and_the_language_tell_day_from_month(
    call: str, first: str, declared: DateOrder | None
) -> None:
    """Another date of the call shows the order; else its language does, which is declared and said."""
    made = imported(f"{HEAD}\nImportant dates\n\n{call}")
    assert dates(made)["Notification"] == first
    assert made.edition.facts.date_order is declared
    assert not [one for one in made.findings if "was read as" in one.message]


def test_figures_that_nothing_explains_are_marked() -> None:
    """Where either may be the month, the report asks."""
    made = imported(f"{HEAD}\nImportant dates\n\nSubmission: 03/04/2031\nNotification: 05/06/2031\n")
    asked = [one for one in made.findings if "was read as" in one.message]
    assert [one.certainty for one in asked] == [Certainty.CHECK, Certainty.CHECK]
