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
        ("Papers due 9th March (AoE) - decisions on or before 30th March.",
         {"Papers due": "2031-03-09", "decisions": "2031-03-30"}),
        ("Die Frist für Einreichungen ist der 13. Oktober 2031. Alle Beiträge werden begutachtet.",
         {"Die Frist für Einreichungen": "2031-10-13"}),
        (("Please send photos of your nets by 9 July. Whoever is early helps us: nets are looked at as they come in, "
         "and notifications leave day by day, before 30 July."), {"notifications leave day by day": "2031-07-30"}),
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


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Organizers\n\nAda Quill, Reef Labs * Bo Chen, Tide Inc. * Chloé Rill, Inst. of the Sea\n",
         [("Organizers", "Ada Quill"), ("Organizers", "Bo Chen"), ("Organizers", "Chloé Rill")]),
        ("Keynote speakers\n\n- Ada Quill (Reef Labs)\n\nOrganizers and affiliations, and contact:\n- Bo Finn (Tide Inc.)\n",
         [("Keynote speakers", "Ada Quill"), ("Organizers", "Bo Finn")]),
        ("Track Chairs\n\nTidal Models: Ada Quill, Reef Labs\nEbb and Flow: Bo Finn, Tide Inc.\n",
         [("Track Chairs", "Ada Quill"), ("Track Chairs", "Bo Finn")]),
        (("Comité organizador\n\nCoordinación de mareas: Ada Quill (Instituto del Mar) y Bo Finn (Mareas S.A.)\n"
         "Coordinación de olas: Cy Rill (Universidad del Sur)\n"),
         [("Coordinación de mareas", "Ada Quill"), ("Coordinación de mareas", "Bo Finn"), ("Coordinación de olas", "Cy Rill")]),
    ],
)  # fmt: skip
def test_who_does_what(text: str, people: list[tuple[str, str]]) -> None:
    """Signs between people set them apart; the line right above, or the label before a name, says their role."""
    facts = imported(f"{HEAD}{TAIL}\n{text}").edition.facts
    assert [(one.role, one.name) for one in facts.people] == people


def test_an_affiliation_that_may_hold_people_is_marked() -> None:
    """Where one of several on a line could not be told, the report asks."""
    made = imported(
        f"{HEAD}{TAIL}\nOrganizers\n\nAda Quill, Reef Labs * Bo Finn, Tide Inc. * the crew of the Reef\n"
    )
    assert [
        one for one in made.findings if "further people" in one.message and one.certainty is Certainty.CHECK
    ]


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("October 23rd or 24th 2031, Ebbville, Spain", "2031-10-23"),
        ("Event day: open; one of the afternoons of Sunday, May 4, Monday, May 5, or Friday, May 9, 2031", "2031-05-04"),
        ("\nImportant dates\n\nTopics sent: 1 May 2031\nWorkshop: 3 June 2031 (provisional)", "2031-06-03"),
    ],
)  # fmt: skip
def test_days_that_are_not_settled_are_marked(said: str, when: str) -> None:
    """Of days of which one is meant the first is taken, and the report asks."""
    made = imported(HEAD + said + "\n\nPapers are welcome.\n")
    assert days(made) == when
    assert [one for one in made.findings if one.field == "date" and one.certainty is Certainty.CHECK]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Deadlines\n\n<dl><div><dt>Papers</dt><dd>May 10, 2031</dd></div><div><dt>Notification</dt><dd>May 18, 2031</dd></div></dl>",
         "call.md"),
        (("## Timeline\n\n| What | When |\n|---|---|\n| Call for papers | To be announced |\n| Posters due | to be confirmed |\n"
         "| Papers | 10 May 2031 |\n| Notification | 18 May 2031 |\n"), "call.md"),
        ("Deadlines\n\nPapers:\n10 May 2031\n\nCamera-ready:\ncoming soon\n\nNotification:\n\n18 May 2031\n", "call.txt"),
    ],
)  # fmt: skip
def test_dates_beside_others_that_are_open(text: str, name: str) -> None:
    """Terms in boxes, a row that is still open and labels above their days are no reason to miss the rest."""
    assert dates(imported(f"# TIDES 2031: 5th Workshop on Tides\n\n{text}", name)) == {
        "Papers": "2031-05-10", "Notification": "2031-05-18",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (("5th International Workshop on Currents, Waves and Heterogeneous\nSea Levels: Models, Tools and Gauges (TIDES-31)\n\n"
         "3 May 2031, Ebbville, Spain\n"),
         "5th International Workshop on Currents, Waves and Heterogeneous Sea Levels: Models, Tools and Gauges (TIDES-31)"),
        ("5th International Workshop on Currents and Waves of the Sea\nReef Institute, Ebbville, Spain, 3 May 2031\n",
         "5th International Workshop on Currents and Waves of the Sea"),
        ("# Call for Abstracts\n\nThe call for abstracts for **Northern TIDES 2031**, the first edition, opens soon.\n",
         "Northern TIDES 2031"),
        ("====\n== Watching the Ebb & Ebbing the Watch ==\n====\n\nA COAST 2031 workshop, May 3, 2031, Ebbville, Spain\n",
         "Watching the Ebb & Ebbing the Watch"),
    ],
)  # fmt: skip
def test_titles_of_several_lines_and_of_sentences(text: str, title: str) -> None:
    """A line that is cut at its width goes on below, and a line that only describes the event is not its name."""
    assert imported(text + "\nPapers are welcome." + TAIL).edition.facts.title == title


def test_a_condition_is_no_label() -> None:
    """What is asked by a day is its label, not the clause before."""
    said = (
        "\nIf your abstract is accepted, one of the authors must register for the workshop by 25 May 2031.\n"
    )
    assert dates(imported(HEAD + said)) == {"register for the workshop": "2031-05-25"}


def test_a_column_for_each_round_and_for_former_days() -> None:
    """Each cell is a date of its own; of columns of old and new days the new one holds; a column may say the kind."""
    rounds = "\n| | Round 1 | Round 2 |\n|---|---|---|\n| Papers | April 20, 2031 | June 14, 2031 |\n| Camera-ready | | July 1, 2031 |\n"
    papers = [one.date.start.month for one in imported(HEAD + rounds, "call.md").edition.facts.key_dates]
    assert papers == [4, 6, 7]
    moved = "\n| What | Original date | Extended date |\n|---|---|---|\n| Papers | May 1, 2031 | May 8, 2031 |\n| Posters | May 2, 2031 | May 9, 2031 |\n"
    first = imported(HEAD + moved, "call.md").edition.facts.key_dates[0]
    assert (first.date.start.day, [one.day for one in first.was]) == (8, [1])
    kinds = "\n| Track | Submission | Notification |\n|---|---|---|\n| Posters | May 1, 2031 | June 1, 2031 |\n| Demos | May 2, 2031 | June 2, 2031 |\n"
    assert set(dates(imported(HEAD + kinds, "call.md"))) == {"Posters", "Demos", "Notification"}


def test_an_emphasized_role_needs_no_colon() -> None:
    """A role in bold, and the person on the line below it."""
    text = "### Organização\n\n**Coordenação Geral**\nAna Souza (UFE)\n\n**Coordenação do Comitê de Programa**\nJoão da Silva (UEM)\n"
    people = imported(
        f"# TIDES 2031: 5th Workshop on Tides\n\nTrabalhos.\n\n{text}", "call.md"
    ).edition.facts.people
    assert [(one.role, one.name) for one in people] == [
        ("Coordenação Geral", "Ana Souza"), ("Coordenação do Comitê de Programa", "João da Silva"),
    ]  # fmt: skip


def test_a_tagung_with_a_title_of_two_parts() -> None:
    """A period within a short title ends no sentence; who hosts is the place, and what is to be sent is the label."""
    text = (
        "Call for Papers: Gezeiten der Literatur. Meer und Erzählung\n\nInternationale Tagung, 9.–11. Oktober 2031, Universität Ebbe"
        "\n\nVorschläge senden Sie bitte bis zum 31.03.2031 an uns. Eine Rückmeldung erfolgt bis zum 30.04.2031.\n"
    )
    made = imported(text)
    assert made.edition.facts.title == "Gezeiten der Literatur. Meer und Erzählung"
    assert (made.edition.facts.place, days(made)) == ("Universität Ebbe", "2031-10-09 2031-10-11")
    assert sorted(dates(made).values()) == ["2031-03-31", "2031-04-30"]
