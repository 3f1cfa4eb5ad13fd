"""Shapes of calls that importers stumble over, each in a fabricated call."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from cfp_archive.importing import Certainty, ImportRefusedError, assembling, import_call
from cfp_archive.importing.blocks import Shape
from cfp_archive.importing.report import as_data, findings, missing, single_lines
from cfp_archive.importing.series import import_series, keys_by_name, size
from cfp_archive.model import Archive, DateKind, Series
from cfp_archive.reading.locating import locate

if TYPE_CHECKING:
    from cfp_archive.importing import Imported

NO_ARCHIVE = Archive(series=Series(name="Workshop on Tides", short_name="Tides"))
HEAD = "Workshop on Tides 2024\nEbbville, Spain, May 3-4, 2024\n\nPapers are welcome.\n\n"


def imported(text: str, name: str = "", key: str = "2024") -> Imported:
    """Import a text into an archive that holds nothing, and hold it to the proof of its words."""
    made = import_call(text.encode(), key, NO_ARCHIVE, name=name)
    assert not made.proof.mismatches
    assert not [one for one in made.edition.facts.differences if "could not" in one.reason]
    return made


def dates(made: Imported) -> dict[str, str]:
    """Return the first day of each key date by its label."""
    return {one.label: one.date.start.isoformat() for one in made.edition.facts.key_dates}


def limits(made: Imported) -> dict[str, object]:
    """Return the limit of each category."""
    return {one.category: one.pages or one.printed for one in made.edition.facts.submissions}


def topics(made: Imported) -> list[list[str]]:
    """Return the topics of each list."""
    return [[topic.text for topic in one.topics] for one in made.edition.lists]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Papers submitted to the workshop must not exceed 10 pages.", {"Papers": (10, 10)}),
        ("Full papers (8 pages) and short papers (up to four pages) are welcome.",
         {"Full papers": (8, 8), "short papers": (4, 4)}),
        ("Short papers should have no more than 4 pages plus two pages of references.", {"Short papers": (4, 4)}),
        ("Lightning talks are strictly limited to 5 minutes.", {"Lightning talks": "5 minutes"}),
        ("Long papers: 12+ pages in 11-point type on 8.5 x 11-inch pages.", {"Long papers": (12, 12)}),
        ("Read page 4 of the guide. One additional page is allowed.", {}),
    ],
)  # fmt: skip
def test_limits_in_sentences_are_categories(text: str, expected: dict[str, object]) -> None:
    """The words stay text; the front matter has the category and its limit."""
    made = imported(f"{HEAD}Submission\n\n{text}\n")
    assert limits(made) == expected
    assert text in " ".join(made.edition.blocks[-1].text.split())


def test_address_line_is_not_the_title() -> None:
    """'Workshop URL: ...' names an address, though it says 'Workshop'."""
    made = imported(
        "Workshop URL: https://tides.example\n\n5th Workshop on Tides (TIDES 2024)\n\nPapers are welcome.\n"
    )
    assert made.edition.facts.title == "5th Workshop on Tides (TIDES 2024)"
    assert made.edition.facts.website == "https://tides.example"


def test_double_dash_begins_an_entry_and_groups_have_names() -> None:
    """Entries that begin with '--' below bare names are one list of groups, not headings."""
    text = (
        f"{HEAD}Topics of interest include, but are not limited to:\n\nWet Middleware\n-- Foam services\n-- Salt tools\n\n"
        "Area 2: Dry Networking\n-- High-tide links\n-- Low-tide links\n\nImportant Dates\n\nSubmission: March 1, 2024\n"
    )
    made = imported(text)
    assert topics(made) == [
        [
            "Wet Middleware",
            "Foam services",
            "Salt tools",
            "Area 2: Dry Networking",
            "High-tide links",
            "Low-tide links",
        ]
    ]
    assert [one.parent for one in made.edition.lists[0].topics] == [None, 0, 0, None, 3, 3]


def test_rule_of_several_dashes_is_a_rule() -> None:
    """'------   ------' sets parts of a mail apart."""
    rule = "-" * 20 + "   " + "-" * 20
    made = imported(f"{rule}\nTIDES 2024 - 5th Workshop on Tides\n{rule}\n\nPapers are welcome.\n")
    assert made.edition.facts.title == "TIDES 2024 - 5th Workshop on Tides"
    assert "----" not in made.page.split("---\n", 2)[2]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Aug 18: Submission", "Sept 15: Notification", "Nov 12: Workshop"),
         {"Submission": "2024-08-18", "Notification": "2024-09-15", "Workshop": "2024-11-12"}),
        (("Submission: August, 22 2024", "Notification: 1 or 2 October 2024"),
         {"Submission": "2024-08-22", "Notification": "2024-10-01"}),
        (("Submission: March 1, 11:59pm AoE, 2023", "Notification: May 1, 2023"),
         {"Submission": "2023-03-01", "Notification": "2023-05-01"}),
        (("Submission", "March 1, 2024", "Notification", "April 1, 2024"),
         {"Submission": "2024-03-01", "Notification": "2024-04-01"}),
    ],
)  # fmt: skip
def test_dates_go_to_the_label_beside_them(lines: tuple[str, ...], expected: dict[str, str]) -> None:
    """Before, after or below its label, with its year wherever it is."""
    made = imported(
        "Workshop on Tides 2024\n\nPapers are welcome.\n\nImportant Dates\n\n" + "\n".join(lines) + "\n"
    )
    assert dates(made) == expected


def test_labels_and_days_that_do_not_line_up_stay_text() -> None:
    """A day never goes to the next label: where one is missing, none is assigned."""
    text = "Important Dates\n\nSubmission\nNotification\nMarch 1, 2024\nCamera-ready\nApril 1, 2024\n"
    made = imported(f"Workshop on Tides 2024\n\nPapers are welcome.\n\n{text}")
    assert dates(made).get("Submission") != "2024-03-01"
    assert "Notification" not in dates(made) or dates(made)["Notification"] == "2024-03-01"


def test_units_are_not_people_and_roles_follow_names() -> None:
    """'Security and Trust Unit' is no one; a role may be in brackets after the affiliation."""
    text = (
        f"{HEAD}Organizing Committee\n\nAda Quill, Reef Labs (General Chair)\nBo Finn, Tide Inc. (Web Chair)\n"
        "Security and Trust Unit\n"
    )
    people = [(one.role, one.name) for one in imported(text).edition.facts.people]
    assert people == [("General Chair", "Ada Quill"), ("Web Chair", "Bo Finn")]


def test_affiliation_below_a_name_is_not_a_person() -> None:
    """A name, below it where that is, and a blank line: one person each."""
    text = f"{HEAD}Organizers\n\nAda Quill\nTU Ebbmund\n\nBo Finn\nReef Labs, Spain\n"
    people = [(one.name, one.affiliation, one.country) for one in imported(text).edition.facts.people]
    assert people == [("Ada Quill", "TU Ebbmund", None), ("Bo Finn", "Reef Labs", "Spain")]


def test_dates_in_two_places_are_facts_once() -> None:
    """The head and the list name the same deadline; no fact is doubled, and no word is lost."""
    text = (
        "Workshop on Tides 2024\nPaper submission deadline: March 1, 2024\n\nPapers are welcome.\n\nImportant Dates\n\n"
        "March 1, 2024 - Paper submission\nApril 1, 2024 - Notification\n"
    )
    made = imported(text)
    assert sorted(dates(made).values()) == ["2024-03-01", "2024-04-01"]


def test_menu_and_list_footer_are_left_out_declared_and_reported() -> None:
    """What is around the call is on no page, named in the front matter, and told; a sidebar with dates stays."""
    html = (
        "<title>TIDES 2024</title><nav><ul><li><a href=/>Home</a><li><a href=/x>Venue</a></ul></nav>"
        "<h1>Call for Papers</h1><p>We invite papers on tides of many kinds, from all who look at them by day or night.</p>"
        "<aside><h3>Important Dates</h3><ul><li>Submission: March 1, 2024<li>Notification: April 1, 2024</ul></aside>"
        "<footer>Made with foam</footer>"
    )
    made = imported(html, "call.html")
    body = made.page.split("---\n", 2)[2]
    assert "Venue" not in body
    assert "foam" not in body
    assert [one.source for one in made.edition.facts.differences] == ["Home Venue", "Made with foam"]
    assert len([one for one in made.findings if "Left out" in one.message]) == 2
    assert dates(made) == {"Submission": "2024-03-01", "Notification": "2024-04-01"}
    mail = f"Subject: CFP: TIDES 2024, Ebbville, Spain\nMIME-Version: 1.0\n\n{'Papers on tides. ' * 9}\n\nMore.\n\nLast.\n\n"
    footer = "_______________________________________________\nTides mailing list\nhttps://lists.example/mailman/listinfo/tides\n"
    made = imported(mail + footer, "call.eml")
    assert made.edition.facts.title == "TIDES 2024"
    assert "mailing list" not in made.page.split("---\n", 2)[2]
    assert any(one.shape is Shape.REMOVED for one in made.nodes)


def test_wrong_edition_key_is_one_line() -> None:
    """One cause, one message: not one for each date."""
    lines = "".join(
        f"{label}: March {day}, 2019\n"
        for day, label in enumerate(("Submission", "Notification", "Camera-ready"), 1)
    )
    made = imported(f"Workshop on Tides\n\nPapers are welcome.\n\nImportant Dates\n\n{lines}")
    told = [one for one in made.findings if "edition key is 2024" in one.message]
    assert len(told) == 1
    assert "--edition 2019" in told[0].hint


def test_text_that_speaks_of_papers_is_never_refused() -> None:
    """With nothing understood it is imported, and the report says what was not found."""
    made = imported("Please send us your papers about tides until the moon is full.\n")
    assert set(missing(made)) >= {"the event's days", "key dates", "topics", "people"}
    with pytest.raises(ImportRefusedError, match="does not look like a call"):
        import_call(b"The canteen is closed on Friday.\n", "2024", NO_ARCHIVE)


@pytest.mark.parametrize(
    ("text", "day", "label"),
    [
        ("Workshop zu Gezeiten 2024\n\nBeiträge sind willkommen.\n\nWichtige Termine\n\n- 1. März 2024: Einreichung\n", "2024-03-01", "Einreichung"),
        ("Atelier sur les marées 2024\n\nAppel à communications\n\nDates importantes\n\n- Soumission : 1er mars 2024\n", "2024-03-01", "Soumission"),
        ("Taller de mareas 2024\n\nConvocatoria\n\nFechas importantes\n\n- Envío: 1 de marzo de 2024\n", "2024-03-01", "Envío"),
        ("Oficina de marés 2024\n\nChamada de trabalhos\n\nDatas importantes\n\n- Submissão: 1 de março de 2024\n", "2024-03-01", "Submissão"),
    ],
)  # fmt: skip
def test_other_languages_are_data(text: str, day: str, label: str) -> None:
    """German, French, Spanish and Portuguese calls are read with the words of their files."""
    assert dates(imported(text)) == {label: day}


def test_series_is_imported_the_earliest_first() -> None:
    """Lists keep their names, a year with far fewer topics is pointed out, and a file that is no call is named."""
    items = [f"Tide {word}" for word in ("one", "two", "three", "four", "five", "six")]
    files = {}
    for year in range(2020, 2025):
        kept = items if year != 2022 else items[:1]
        entries = "".join(f"- {item}\n" for item in kept)
        files[f"tides-{year}.txt"] = (
            str(year),
            f"Workshop on Tides {year}\n\nTopics of interest\n\n{entries}".encode(),
        )
    files["2025.txt"] = ("2025", b"%PDF")
    made = import_series(files, NO_ARCHIVE)
    assert [edition.edition.key for _, edition in made.editions] == ["2020", "2021", "2022", "2023", "2024"]
    assert {one.name for _, edition in made.editions for one in edition.edition.lists} == {"areas"}
    assert [name for name, _ in made.refused] == ["2025.txt"]
    assert [remark[:4] for remark in made.remarks] == ["2022"]
    assert keys_by_name(["2031.txt", "notes.txt"]) == ({"2031.txt": "2031"}, ["notes.txt"])


def test_report_is_data_too() -> None:
    """Everything that the report says is in its JSON form."""
    made = imported(f"{HEAD}Important Dates\n\nSubmission: March 1, 2024\nNotification: TBA\n")
    data = as_data(made, "call.txt")
    assert data["title"] == made.edition.facts.title
    assert data["files"] == ["index.md", "source.txt"]
    assert [one["certainty"] for one in data["not_recognized"]] == ["check"]
    assert findings(made, Certainty.CHECK, recognized=False)


def test_what_the_call_does_not_say_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a stage takes for a fact, the front matter has only what the call's words say; its words stay on the page."""
    call = (
        f"{HEAD}Important Dates\n\nSubmission: March 1, 2024\nNotification: April 2, 2024\n\n"
        "General Chairs\n\nAda Quill, Reef Labs, Spain\nBo Finn, Harbour College, Spain\n"
    )

    def misread(*given: Any) -> object:
        nodes, found, limits_found, people = assembling_settle(*given)
        wrong = replace(found[0].date, start=dt.date(2024, 3, 9), end=dt.date(2024, 3, 9))
        astray = replace(people[0], affiliation="Foam Labs", printed=people[0].words)
        return (
            nodes,
            (replace(found[0], date=wrong, printed="March 1, 2024"), found[1]),
            limits_found,
            (astray, *people[1:]),
        )

    assembling_settle = assembling.settle  # type: ignore[attr-defined]  # where it is used is what is changed
    monkeypatch.setattr(assembling, "settle", misread)
    monkeypatch.setattr(assembling, "find_website", lambda _: ("https://elsewhere.example/", []))
    made = imported(call)
    facts = made.edition.facts
    assert not locate(made.edition).missing
    assert dates(made) == {"Notification": "2024-04-02"}
    assert [(one.name, one.affiliation) for one in facts.people] == [
        ("Ada Quill", None),
        ("Bo Finn", "Harbour College"),
    ]
    assert facts.website is None
    told = [one.message for one in made.findings if "not found in the call" in one.message]
    assert len(told) == 3
    assert any("'March 9, 2024'" in one or "9 March 2024" in one for one in told)


def test_days_of_another_year_are_not_the_editions() -> None:
    """The next event, or the last, is named in many calls."""
    made = imported(
        "Workshop on Tides 2024\n\nPapers are welcome.\n\nThe workshop takes place in Ebbville, Spain on October 31, 2026.\n"
    )
    assert made.edition.facts.date is None
    assert [one.message for one in made.findings if one.field == "date"] == [
        "October 31, 2026 is too far from 2024 to be this edition's days, and was left out."
    ]


def test_groups_that_follow_each_other_are_one_list() -> None:
    """A group that would be text by itself, a question perhaps, is part of the list that goes on after it."""
    groups = {
        "Application oriented": ["prediction of tides;", "cost of foam;", "quality of kelp."],
        "Ethics oriented": ["Can we apply what we know about tides to the people who live beside them, and should we do it?"],
        "Theory oriented": ["models of tides;", "models of foam;", "models of kelp."],
        "Data oriented": ["sharing tide tables;", "privacy of gauges;", "metrics."],
    }  # fmt: skip
    shown = "".join(
        f"<p>{name}:</p><ul>{''.join(f'<li>{one}</li>' for one in entries)}</ul>"
        for name, entries in groups.items()
    )
    html = f"<h1>Workshop on Tides 2024</h1><h2>Topics of interest</h2><p>Topics of interest include, but are not limited to:</p>{shown}<h2>Venue</h2><p>Papers are welcome.</p>"
    made = import_call(html.encode(), "2024", NO_ARCHIVE, name="call.html")
    (found,) = made.edition.lists
    assert [one.text for one in found.topics if one.parent is None] == [f"{name}:" for name in groups]
    assert [one.text for one in found.topics if one.parent is not None] == [
        one for entries in groups.values() for one in entries
    ]
    assert made.proof.proven
    assert size(made) == 10


def test_final_submission_before_notifications_is_a_submission() -> None:
    """What a label means follows from the order of the dates where its words leave it open."""
    made = imported(
        f"{HEAD}Important Dates\n\nAbstracts: March 1, 2024\nFinal submission: March 8, 2024\nNotification: April 2, 2024\nCamera-ready: April 9, 2024\n"
    )
    assert [one.kind for one in made.edition.facts.key_dates] == [
        DateKind.ABSTRACT,
        DateKind.SUBMISSION,
        DateKind.NOTIFICATION,
        DateKind.CAMERA_READY,
    ]


def test_report_has_one_line_for_one_cause() -> None:
    """Findings that differ in the words that they quote are one, with all their lines; each fact has its line."""
    entries = "".join(
        f"- {word}: to be announced\n" for word in ("Notification", "Camera-ready", "Tutorials")
    )
    dated = "".join(
        f"- Round {word}: April {day}, 2024\n" for day, word in enumerate(("one", "two", "three"), 3)
    )
    made = imported(f"{HEAD}Important Dates\n\n- Submission: March 1, 2024\n{dated}{entries}")
    lines = list(single_lines(made, "call.txt", "2024/index.md"))
    assert len([one for one in lines if "recognized" in one and "announced" in one]) == 1, lines
    number = 1 + made.received.text.split("\n").index("- Submission: March 1, 2024")
    assert any(re.match(rf"key date +{number} +Submission", one) for one in lines), lines


def test_one_entry_may_say_several_dates() -> None:
    """Each label keeps the day beside it; the entry stays on the page as it is."""
    text = (
        "Important Dates\n\n- Demo submission: 17 April 2031. Notification: 15 May 2031.\n"
        "- Paper submission: ~~26~~ 28 March 2031\n- Recording: 15.05.2031 - 15.06.2031\n"
    )
    made = imported(HEAD + text, key="2031").edition.facts
    found = [(one.label, str(one.date.start), [str(was) for was in one.was]) for one in made.key_dates]
    assert found == [
        ("Demo submission", "2031-04-17", []),
        ("Notification", "2031-05-15", []),
        ("Paper submission", "2031-03-28", []),  # the day that is struck has no month: nothing says it
        ("Recording", "2031-05-15", []),
    ]


def test_what_may_be_no_person_is_marked() -> None:
    """Two names with one affiliation below are two people; odd lines of a list, and odd roles, are to be looked at."""
    text = (
        "PUBLICITY CHAIRS\nEnno Brack, Mara Rill\nUniversity of Ebbmund, Tidelands\n\nPROGRAM COMMITTEE\n"
        "Ada Quill, Reef Institute\nBo Finn, Tide College\nCy Wave, Ebb Laboratory\nRock Pool\n"
    )
    made = imported(HEAD + text)
    people = [(one.role, one.name, one.affiliation) for one in made.edition.facts.people]
    assert people[:2] == [
        ("PUBLICITY CHAIRS", "Enno Brack", "University of Ebbmund, Tidelands"),
        ("PUBLICITY CHAIRS", "Mara Rill", "University of Ebbmund, Tidelands"),
    ]
    marked = [one.message for one in made.findings if one.field == "people" and one.certainty == "check"]
    assert any("'Rock Pool' has no affiliation" in one for one in marked)


def test_list_that_nothing_calls_topics_is_marked() -> None:
    """A list whose lead only enumerates may be topics: it is taken, and to be looked at."""
    text = "About\n-----\n\nWe cover timely subjects and novel applications such as:\n\n- parallel tides\n- quiet harbors\n- moons\n"
    made = imported(HEAD + text)
    assert [len(one.topics) for one in made.edition.lists] == [3]
    assert [one.certainty for one in made.findings if one.field == "topics"]


def test_an_affiliation_in_capitals_is_not_a_small_word() -> None:
    """MIT is no German 'mit', behind which a line would go on; a bracket that is open goes on."""
    made = imported(
        "Call for Papers\nWorkshop on Tides\n\nGeneral Chair:\n\tAda Quill, MIT\nPC Chairs:\n\tBo Finn, Reef Labs\n\n"
        "Program Committee\n\nCy Rill (Ebb Ltd.), Dora Mole (Reef\nLabs), Eli Foss (Tide Inc.)\n\nContact: chairs@tide.example\n"
    )
    assert [(one.role, one.name, one.affiliation) for one in made.edition.facts.people] == [
        ("General Chair", "Ada Quill", "MIT"), ("PC Chairs", "Bo Finn", "Reef Labs"), ("Program Committee", "Cy Rill", "Ebb Ltd."),
        ("Program Committee", "Dora Mole", "Reef Labs"), ("Program Committee", "Eli Foss", "Tide Inc."),
    ]  # fmt: skip
    assert not [one for one in made.findings if one.field == "people"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Papers of up to 8 pages (excluding references) and posters of 2 pages.", {"Papers": (8, 8), "posters": (2, 2)}),
        ("Contributions: full papers 6-8 pages, posters 1 page.", {"full papers": (6, 8), "posters": (1, 1)}),
        ("Paper length: 10 pages maximum.", {"Paper": (10, 10)}),
        ("Full paper\nUp to 9 pages, references excluded.\n\nPoster\nUp to 3 pages.", {"Full paper": (9, 9), "Poster": (3, 3)}),
        ("Length of abstracts: 300-500 words.", {"abstracts": "300-500 words"}),
        ("Send an abstract of 300 words, then a paper of 8 pages.", {"paper": (8, 8)}),
        ("Abstracts of up to 700 words are welcome; so are papers of 8 pages.", {"Abstracts": "700 words", "papers": (8, 8)}),
        ("Submissions: up to nine pages of content for regular papers, and four pages for posters.",
         {"regular papers": (9, 9), "posters": (4, 4)}),
        ("All the submitted abstracts and a biography (max. 700 characters) are printed.", {}),
    ],
)  # fmt: skip
def test_each_limit_goes_to_its_category(text: str, found: dict[str, tuple[int, int]]) -> None:
    """A label that says only that papers follow names none of them."""
    assert (
        limits(imported(f"Call for Papers\nWorkshop on Tides\n\nSubmission guidelines\n\n{text}\n")) == found
    )


PEOPLE = {
    "cards": "<h2>Organizers</h2><div><h5>Ada Quill</h5><p>MIT</p></div><div><h5>Bo Finn</h5><p>Reef Labs</p></div>",
    "entries of two lines": "<h2>Organizers</h2><ul><li>Ada Quill<br>MIT</li><li>Bo Finn<br>Reef Labs</li></ul>",
    "a role below": "<h2>Team</h2><p>Ada Quill<br>MIT<br>Organizers</p><p>Bo Finn<br>Reef Labs<br>Organizers</p>",
    "a sentence above": "<p>Papers are chosen by the:</p><p>They are reviewed by the Program Committee:</p>"
    "<ul><li>Ada Quill (MIT)</li><li>Bo Finn (Reef Labs)</li></ul>",
    "several values": "<h2>Organization</h2><dl><dt>Organizers</dt><dd>Ada Quill, MIT</dd><dd>Bo Finn, Reef Labs</dd></dl>",
    "a table with a head": "<h2>Organizers</h2><table><tr><th>Name</th><th>Affiliation</th></tr>"
    "<tr><td>Ada Quill</td><td>MIT</td></tr><tr><td>Bo Finn</td><td>Reef Labs</td></tr></table>",
}


@pytest.mark.parametrize("shape", PEOPLE)
def test_people_of_web_pages(shape: str) -> None:
    """Names in headings of cards, above their affiliations, in lists of definitions and in tables."""
    html = f"<html><body><h1>Workshop on Tides 2024</h1><p>Call for papers</p>{PEOPLE[shape]}</body></html>"
    people = imported(html, "call.html").edition.facts.people
    assert [(one.role, one.name, one.affiliation) for one in people] == [
        (people[0].role, "Ada Quill", "MIT"), (people[0].role, "Bo Finn", "Reef Labs"),
    ]  # fmt: skip
    assert people[0].role in {"Organizers", "Program Committee"}


def test_deadlines_of_sentences_are_read_and_marked() -> None:
    """A call without a list of dates tells them in sentences; each is to be verified."""
    made = imported(
        HEAD + "The proposal deadline is March 9, 2024, and proposers will be notified by April 1, 2024.\n"
        "Abstracts should be sent as PDF by February 3, 2024. The hotel was built on January 5, 1900.\n"
    )
    assert dates(made) == {
        "proposal deadline": "2024-03-09",
        "proposers will be notified": "2024-04-01",
        "Abstracts": "2024-02-03",
    }
    told = [one for one in findings(made, Certainty.CHECK) if "from a sentence" in one.message]
    assert len(told) == 3


def test_no_day_goes_to_the_label_of_another_date() -> None:
    """Where two entries cannot be told apart, neither is a date."""
    made = imported(HEAD + "Important Dates\n\nFull papers: June 3, 2024 Notification: July 15, 2024\n")
    assert not made.edition.facts.key_dates


def test_several_dates_of_one_entry() -> None:
    """Labels with colons tell where each date begins."""
    made = imported(
        HEAD
        + "Important Dates\n\n- Abstract: Feb 20, 2024, Paper: March 3, 2024 / Notification: April 1, 2024\n"
    )
    assert dates(made) == {"Abstract": "2024-02-20", "Paper": "2024-03-03", "Notification": "2024-04-01"}


def test_a_struck_row_is_the_former_day_of_its_kind() -> None:
    """Where all rows are struck, as a page does with what is past, they hold."""
    rows = "| ~~Paper submission~~ | ~~March 1, 2024~~ |\n"
    head = "# Workshop on Tides 2024\n\nPapers.\n\n## Important Dates\n\n| What | When |\n|---|---|\n"
    extended = "| Paper submission (extended) | March 8, 2024 |\n| Notification | April 2, 2024 |\n"
    first, _ = imported(head + rows + extended, "call.md").edition.facts.key_dates
    assert (first.label, first.was) == ("Paper submission (extended)", (dt.date(2024, 3, 1),))
    past = imported(head + rows + "| ~~Notification~~ | ~~April 2, 2024~~ |\n", "call.md")
    assert list(dates(past).values()) == ["2024-03-01", "2024-04-02"]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("The workshop will take place in Lyon (France) on 3-4 May 2024.", "Lyon, France"),
        ("We invite you to Lyon, France, on May 3-5, 2024.", "Lyon, France"),
        ("This year's edition is in Lyon, France, May 3-5, 2024.", "Lyon, France"),
        ("Lyon (France), 3-5 May 2024", "Lyon, France"),
        ("University of Ebb (Lyon), France, 3-5 May 2024", "University of Ebb, Lyon, France"),
        ("The workshop will be held on May 3-4, 2024 at Harbour College, Ghent.", "Harbour College, Ghent"),
    ],
)
def test_places_in_sentences_and_brackets(said: str, place: str) -> None:
    """A place is its names, without the sentence around them, and never the country alone where the city is named."""
    assert (
        imported(
            f"Third Workshop on Tides (TIDE 2024)\n\n{said}\n\nPapers are welcome.\n"
        ).edition.facts.place
        == place
    )


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # entries that count say what they are, also below a lead that speaks of papers, and one paragraph each
        ("Streams for paper submission are listed below:\n\n- Stream 1: Harbours\n- Stream 2: Coasts\n- Stream 3: Islands\n",
         "call.md", [["Stream 1: Harbours", "Stream 2: Coasts", "Stream 3: Islands"]]),
        (("We welcome papers in these areas:\n\nTheme A – Soils: clay; sand; loam under the plough of small farms and large ones.\n\n"
         "Theme B – Waters: wells; springs; rivers that flood the fields of the plain every other year or so.\n"),
         "call.md", [["Theme A – Soils: clay; sand; loam under the plough of small farms and large ones.",
                      "Theme B – Waters: wells; springs; rivers that flood the fields of the plain every other year or so."]]),
        # paragraphs that begin in bold
        (("## Themes\n\nSpeak to one of the themes below.\n\n**Spare parts.** Laws and standards.\n\n**Skills.** How they are taught.\n\n"
         "**Histories.** Before waste.\n"),
         "call.md", [["Spare parts. Laws and standards.", "Skills. How they are taught.", "Histories. Before waste."]]),
        # a list below each track, its chairs between
        (("# Workshop on Arts 2024\n\nIt is open.\n\n## Track 1: Opera\n\n*Chair: Ada Example (University of Ebbville)*\n\n- Librettos\n- Stage machines\n\n"
         "## Track 2: Dance\n\n*Chair: Ben Sample (Bay City Institute)*\n\n- Notation\n- Costumes\n"),
         "call.md", [["Librettos", "Stage machines"], ["Notation", "Costumes"]]),
        # one a line, in a column of their own, the longest as wide as the text
        (("The workshop is about glaciers, about all that they carry with them\nand about the people who live below them.\n\nTopics include:\n\n"
         "     Moraines of the last ice age and how they were made there\n     Meltwater\n     Avalanches in a changing climate:\n"
         "       warning, shelter, rescue\n     (Mostly) frozen archives\n     Ice cores\n\nPapers are sent by post to the chair, who reads each one.\n"),
         "call.txt", [["Moraines of the last ice age and how they were made there", "Meltwater",
                       "Avalanches in a changing climate: warning, shelter, rescue", "(Mostly) frozen archives", "Ice cores"]]),
        # cells of a table without anything said of them
        (("<p>Contributions on the following themes are welcome:</p><table><tr><td>Root signals</td><td>Light</td></tr>"
         "<tr><td>Hormones</td><td>Mechanical stress</td></tr></table>"),
         "call.html", [["Root signals", "Light", "Hormones", "Mechanical stress"]]),
        # entries that are closed before their words end
        ("<p>Topics include:</p><ul><li>Bees and</li> wasps</li><li>Ants</li><li>Moths (at night,</li> by lamps)</li></ul>",
         "call.html", [["Bees and wasps", "Ants", "Moths (at night, by lamps)"]]),
        # two lists, each with its own lead, are two
        ("## Topics\n\nWe look for methods, including:\n\n- Series\n- Maps\n- Surveys\n\nand for uses such as:\n\n- Floods\n- Fishing\n- Dunes\n",
         "call.md", [["Series", "Maps", "Surveys"], ["Floods", "Fishing", "Dunes"]]),
        # a lead in bold is a heading, and leads
        ("**We are especially interested in:**\n\n- Slow looms\n- Hand tools\n- Dyes\n", "call.md", [["Slow looms", "Hand tools", "Dyes"]]),
        # what counts is a series, whatever is below each entry; what is below explains it
        (("Les propositions s'inscrivent dans l'un des axes suivants :\n\nAxe 1 : Lettres de mer\nDu journal de bord au blog.\n\n"
         "Axe 2 : Cartes\nAnciennes et nouvelles.\n\nAxe 3 : Phares\nPatrimoine et usages.\n\nModalités\n\nÉcrivez-nous.\n"),
         "call.txt", [["Axe 1 : Lettres de mer", "Axe 2 : Cartes", "Axe 3 : Phares"]]),
        # entries on one line, with what leads to them or below it
        ("<h1>Workshop on Ice 2024</h1><p>It is open. Relevant topics include, but are not limited to • Cores • Moraines • Old snow</p>",
         "call.html", [["Cores", "Moraines", "Old snow"]]),
        (("Workshop on Ice 2024\n\nThis one is new. We invite papers on these themes: salvage of old ships; insurance;\nunmanned vessels;\n"
         "and piracy.\n"), "call.txt", [["salvage of old ships;", "insurance;", "unmanned vessels;", "and piracy."]]),
        # breaks that are closed, and a section that the lead leaves
        (("<h1>Workshop on Light 2024</h1><h3>Dates</h3><p>Submission: May 1, 2024</p><p>It is new. Relevant topics include</p>"
         "<p>&#8226 &nbsp; Lamps</br>&#8226 &nbsp; Color, seen and measured</br>&#8226 &nbsp; Shade</p>"), "call.html",
         [["Lamps", "Color, seen and measured", "Shade"]]),
        ("Workshop on Ice 2024\n\nWe solicit contributions on, among others:\n\n- Cores\n- Moraines\n- Snow\n", "call.txt",
         [["Cores", "Moraines", "Snow"]]),
        # a table, with a row of what its columns are called, or with the name of the list as a cell
        ("# Workshop on Ice 2024\n\n## Topics\n\n| Area | Topics |\n|---|---|\n| Land | cores, snow |\n| Sea | floes, bergs |\n| Law | claims |\n",
         "call.md", [["Land cores, snow", "Sea floes, bergs", "Law claims"]]),
        ("<h1>Workshop on Ice 2024</h1><p>Papers.</p><table><tr><th>Topics</th><td><ul><li>Cores</li><li>Floes</li><li>Old snow</li></ul></td></tr></table>",
         "call.html", [["Cores", "Floes", "Old snow"]]),
        # kinds of papers are no topics, whatever heading they are under
        (("## Scope\n\nPapers are solicited in any of these categories:\n\n- Research articles: new work\n- Position articles: what may change\n"
         "- Survey articles: what is known\n"), "call.md", []),
    ],
)  # fmt: skip
def test_what_are_topics_and_what_is_not(text: str, name: str, expected: list[list[str]]) -> None:
    """The evidence is the form of entries, their lead and their place, whatever they speak of."""
    wanted = {one for entries in expected for one in entries}
    made = imported(text, name).edition.lists
    assert [
        [one.head if one.head in wanted else one.text for one in entries.topics] for entries in made
    ] == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Program\n-------\n\n* Waves of data (20 min)\n* Foam: a system (10 min)", {}),
        ("Full papers are sent in first. Articles then have 30 000 to 40 000 characters.", {"Articles": "30 000 to 40 000 characters"}),
        ("Submission deadline: March 1, 2024\nFormat: position papers (2 pages)\nNotification: April 2, 2024", {"position papers": (2, 2)}),
        ("Papers are long (9 pages; 8 pages + 1 page of sources) or demo papers (3 pages).", {"long": (9, 9), "demo papers": (3, 3)}),
        ("Abstracts are invited for 20-minute talks. There is a 10-minute talk, too.", {"talks": "20-minute"}),
        ("What to send: Position papers (abstract, 3 or 5 pages)", {"Position papers": (3, 5)}),
        ("Workshops\n---------\n\n* Duration: 90 minutes\n* Between them there is 10 min time for coffee", {"Workshops": "90 minutes"}),
        ("Full papers (6,000 to 8,000 words) are due in May.", {"Full papers": "6,000 to 8,000 words"}),
        ("Eingereicht werden Kurzfassungen von höchstens 700 Wörtern.", {"Kurzfassungen": "700 Wörtern"}),
        ("Papers are full (12 pages) or short (6 pages).", {"full": (12, 12), "short": (6, 6)}),
        ("Talks are 20 minutes long, including 5 minutes for questions.", {"Talks": "20 minutes"}),
        ("Panels (1 hour and 15 minutes) are possible.", {}),
        ("* Comunicaciones: resumen de hasta 500 palabras, exposición de 15 minutos\n* Talleres: propuesta de 2 páginas",
         {"Comunicaciones": "500 palabras", "Talleres": (2, 2)}),
        ("* Papers (4 pages)\n* Pictorials (up to 6 pages)", {"Papers": (4, 4), "Pictorials": (6, 6)}),
        ("Short papers (up to 4 pages)\n----------------------------\n\nThey tell of work that goes on.", {"Short papers": (4, 4)}),
    ],
)  # fmt: skip
def test_limits_of_other_forms(text: str, found: dict[str, object]) -> None:
    """Words with a thousand, a kind without its noun, a further number, a heading, and a category that no list knows."""
    assert limits(imported(HEAD + text + "\n")) == found
