"""The stages of an import, one by one: text, lines, headings, days, categories, people, places, folders."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cfp_archive.importing.blocks import Kind
from cfp_archive.importing.dates import key_date, read_date
from cfp_archive.importing.html import read_html, read_markdown
from cfp_archive.importing.lexicon import bare_heading, find_ordinal, heading_kind, topic_lead
from cfp_archive.importing.limits import find_limits, limit_entry
from cfp_archive.importing.people import is_name, is_role, people_of, role_and_rest
from cfp_archive.importing.plain import plain_blocks
from cfp_archive.importing.receiving import receive
from cfp_archive.importing.titles import find_title
from cfp_archive.importing.venues import find_format, find_venue, find_website
from cfp_archive.markdown import escaped
from cfp_archive.model import DateKind, Format
from cfp_archive.reading.days import days_in, find_days, find_time, find_zone
from cfp_archive.reading.marks import split_line
from cfp_archive.reading.markup import PageContext
from cfp_archive.reading.page import read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cfp_archive.importing.html import Page


def texts(call: str) -> list[str]:
    """Return the logical lines of a text."""
    return [one.text for one in plain_blocks(call)]


@pytest.mark.parametrize(
    ("line", "before", "text", "after"),
    [
        ("- a tide", ("-",), "a tide", ()),
        ("*Model and foam", ("*",), "Model and foam", ()),
        ("•Moon", ("•",), "Moon", ()),
        ("  · low water", ("·",), "low water", ()),
        ("o caves", ("o",), "caves", ()),
        ("1) one", ("1)",), "one", ()),
        ("(a) one", ("(a)",), "one", ()),
        ("[1] one", ("[1]",), "one", ()),
        ("> - quoted", (">", "-"), "quoted", ()),
        ("=== Dates ===", ("===",), "Dates", ("===",)),
        ("## Dates ##", ("##",), "Dates", ("##",)),
        ("*Important dates*", (), "Important dates", ()),
        ("*Due:* May 1", (), "Due: May 1", ()),
        ("__Due__ 2 * 3 * 4", (), "Due 2 * 3 * 4", ()),
        ("snake_case_name", (), "snake_case_name", ()),
        ("- *Title*: text", ("-",), "Title: text", ()),
        ("-----", ("-----",), "", ()),
        ("-- ", ("--",), "", ()),
        ("-5 degrees", (), "-5 degrees", ()),
        ("------   ------  -----", ("------", "------", "-----"), "", ()),
        ("B) one", ("B)",), "one", ()),
        ("15. March", (), "15. March", ()),
        ("", (), "", ()),
    ],
)
def test_marks_are_told_from_words(
    line: str, before: tuple[str, ...], text: str, after: tuple[str, ...]
) -> None:
    """Marks of lists, headings, quotes and emphasis are no words; numbers count entries only in their turn."""
    found = split_line(line)
    assert (found.before, found.text, found.after) == (before, text, after)


@pytest.mark.parametrize(
    ("name", "raw", "suffix"),
    [
        ("call.txt", b"Call", ".txt"),
        ("call.HTM", b"<p>Call</p>", ".html"),
        ("", b"<!DOCTYPE html><p>Call</p>", ".html"),
        ("", b"From: a@b.example\nMIME-Version: 1.0\n\nCall", ".eml"),
        ("", b"Date: soon\n\nCall", ".txt"),
        ("call.md", b"# Call", ".md"),
        ("call", "Call".encode("utf-16"), ".bin"),
    ],
)
def test_format_is_told_by_suffix_or_content(name: str, raw: bytes, suffix: str) -> None:
    """Standard input has no suffix; a text that begins with 'Date:' is no e-mail for that."""
    received = receive(raw, name)
    assert (received.suffix, received.original) == (suffix, raw)
    assert "Call" in received.text


def test_html_becomes_lines_that_a_person_would_type() -> None:
    """Headings, nested entries, cells, struck words and entities come out as text; scripts and comments do not."""
    html = (
        "<h2>Dates</h2><table><tr><td>Papers</td><td><s>1&nbsp;May</s> 8 May</td></tr></table>"
        "<ol><li>One<ul><li>Inner</ol></ol><p>a<br>b &amp; c<!-- no --></p><script>no</script><pre>x  y</pre>"
        '<p><b>Bold line</b></p><p>See <a href="https://t.example/">there</a></p>'
    )
    received = receive(html.encode(), "call.html")
    assert received.text.split("\n")[:12] == [
        "## Dates", "", "Papers\t~~1 May~~ 8 May", "", "1. One", "", "  - Inner", "", "a", "b & c", "", "x  y",
    ]  # fmt: skip
    kinds = {one.text: one.kind for one in received.blocks}
    assert (kinds["Dates"], kinds["Bold line"], kinds["One"]) == (Kind.HEADING, Kind.HEADING, Kind.ITEM)
    links = [(link.text, link.url) for one in received.blocks for link in one.links]
    assert links == [("there", "https://t.example/")]


def test_mail_is_read_in_its_charset_and_transfer_encoding() -> None:
    """Plain text is read rather than HTML, soft line breaks are undone, attachments are told of."""
    raw = (
        b'Subject: CFP\nDate: Mon, 15 Jan 2024 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"'
        b"\n\n--B\nContent-Type: text/plain; charset=iso-8859-1; format=flowed\nContent-Transfer-Encoding: quoted-printable"
        b"\n\nTides of M=FCller and =\nothers \nflow on\n--B\nContent-Type: application/pdf\n"
        b"Content-Disposition: attachment; filename=cfp.pdf\n\nx\n--B--\n"
    )
    received = receive(raw, "m.eml")
    assert received.text.strip() == "Tides of Müller and others flow on"
    assert received.posted == dt.date(2024, 1, 15)
    assert ["cfp.pdf" in one.message for one in received.findings] == [True]


@pytest.mark.parametrize(
    ("call", "lines"),
    [
        ("- a tide that\nwas wrapped\n- b", ["a tide that was wrapped", "b"]),
        ("- a tide\n  that hangs\n- b", ["a tide that hangs", "b"]),
        ("- a tide\nNext heading\n\nText", ["a tide", "Next heading", "Text"]),
        ("Ada Quill, Reef Labs\nBo Finn, Tide Inc.", ["Ada Quill, Reef Labs", "Bo Finn, Tide Inc."]),
        ("Due: May 1, 2024\nOpen: May 2, 2024", ["Due: May 1, 2024", "Open: May 2, 2024"]),
        ("Workshop on\nTides", ["Workshop on Tides"]),
        ("one two\tthree\nfour five\tsix", ["one two three", "four five six"]),
        ("Topics:\nlow water\nhigh water", ["Topics:", "low water", "high water"]),
    ],
)
def test_wrapped_lines_are_joined_and_others_are_not(call: str, lines: list[str]) -> None:
    """A line goes on with the one before if that was full, or it hangs below its entry, or cannot stand alone."""
    assert texts(call) == lines


def test_wrapped_lines_stand_beside_unwrapped_ones() -> None:
    """The width at which most lines were broken tells which were; longer lines are whole."""
    wrapped = "Tides come and tides go, and where they go no one knows, which is why\nwe ask for papers.\n"
    call = f"{wrapped}- Scalable and distributed tides with samples of many kinds of Tide\nGraphs\n- {'x ' * 60}\nNext\n"
    assert len(texts(call)) == 4


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("IMPORTANT DATES:", "dates"), ("Key Dates (all AoE)", "dates"), ("3. Submission deadlines", "dates"),
        ("Topics of Interest", "topics"), ("Areas of interest", "topics"), ("ScaTide Research Directions", "topics"),
        ("Scope and Topics", "topics"), ("Themen", "topics"), ("Author Instructions", "submissions"),
        ("Types of papers", "submissions"), ("Programme Committee Co-Chairs", "people"), ("Program Committee", "people"),
        ("Organisers", "people"), ("Comité de programme", "people"), ("Committees", "people"),
        ("Conference Organization", "people"), ("Venue", "other"), ("Why tides matter", "other"), ("Ada Quill", ""),
        ("Fechas importantes", "dates"), ("Submission Chairs", "people"),
    ],
)  # fmt: skip
def test_headings_say_what_stands_below(words: str, kind: str) -> None:
    """Numbers, colons, brackets and capitals do not hide what a heading says."""
    assert heading_kind(words) == kind


def test_bare_heading_has_no_decoration() -> None:
    """What is set around a heading's words is no part of them."""
    assert bare_heading("2.1 Important Dates (AoE):") == "Important Dates"
    assert bare_heading("IV. Topics:") == "Topics"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("February 1, 2021", ("2021-02-01",)), ("March  15, 2021", ("2021-03-15",)), ("1st of March 2024", ("2024-03-01",)),
        ("Fri, 1 March 2024", ("2024-03-01",)), ("Oct 3 (Thu), 2024", ("2024-10-03",)), ("2024-03-01", ("2024-03-01",)),
        ("1.3.2024", ("2024-03-01",)), ("1. März 2024", ("2024-03-01",)), ("1er juin 2024", ("2024-06-01",)),
        ("3 de mayo de 2024", ("2024-05-03",)), ("15-Mar-2024", ("2024-03-15",)), ("May 1 '24", ("2024-05-01",)),
        ("12th-13th September 2010", ("2010-09-12/2010-09-13",)), ("June 3rd and 4th, 2024", ("2024-06-03/2024-06-04",)),
        ("30 May - 3 June 2022", ("2022-05-30/2022-06-03",)), ("May 30 – June 3, 2022", ("2022-05-30/2022-06-03",)),
        ("Dec 30 - Jan 2, 2024", ("2023-12-30/2024-01-02",)), ("September 2024", ("2024-09-01/2024-09-30",)),
        ("March 3 and more", ("2024-03-03",)), ("Feb 1 -> Feb 8, 2023", ("2023-02-01", "2023-02-08")),
        ("Authors may 2 papers", ()), ("February 30, 2024", ()), ("32/13/2024", ()), ("version 1.2.3", ()),
        ("March 3 - 5 pm", ("2024-03-03",)), ("Aug 18: papers", ("2024-08-18",)), ("August, 22 2020", ("2020-08-22",)),
        ("1 or 2 August 2024", ("2024-08-01",)), ("May 3, 11:59pm AoE, 2022", ("2022-05-03",)),
        ("la semana del 5 al 9 de mayo, 2031", ("2031-05-05/2031-05-09",)), ("Di-Do., 4-6. Juni 2019", ("2019-06-04/2019-06-06",)), ("14/03/2024", ("2024-03-14",)), ("03/14/2024", ("2024-03-14",)),
        ("15.05. - 16.6.2024", ("2024-05-15/2024-06-16",)), ("28/29/30.06.2024", ("2024-06-28/2024-06-30",)),
        ("between the 4th and the 6th of March 2024", ("2024-03-04/2024-03-06",)), ("March ~~15~~ 22, 2024", ("2024-03-22",)),
        ("domingo, 3 de maio de 2024", ("2024-05-03",)), ("Friday 26.06.2026, Saturday 27.06.2026", ("2026-06-26/2026-06-27",)),
        ("8 a 10 de setembro de 2024", ("2024-09-08/2024-09-10",)), ("August ~~11~~ 26, 2025", ("2025-08-26",)), ("30-31 March to 1-2 April 2024", ("2024-03-30/2024-04-02",)),
    ],
)  # fmt: skip
def test_days_are_found_in_every_usual_form(text: str, days: Iterable[str]) -> None:
    """Ranges over months and years, ordinals, weekdays, other languages; what is no day of the calendar is none."""
    found = [one.span for one in days_in(text, 2024, whole_months=True)]
    shown = [f"{one.start}" if one.start == one.end else f"{one.start}/{one.end}" for one in found]
    assert shown == list(days)


@pytest.mark.parametrize(
    ("text", "time", "zone"),
    [
        ("23:59 AoE", "23:59", "AoE"), ("11:59 PM (anywhere on Earth)", "23:59", "AoE"), ("23:59 UTC-12", "23:59", "AoE"),
        ("5pm CET", "17:00", "UTC+01:00"), ("17h00 UTC+2", "17:00", "UTC+02:00"), ("noon GMT", "12:00", "UTC"),
        ("24:00 PST", "23:59", "UTC-08:00"), ("midnight Pacific time", "23:59", "America/Los_Angeles"),
        ("by the end of the day", None, None), ("UTC+99", None, None), ("8-10 pages", None, None),
        ("9:75", None, None), ("29:30", None, None), ("12:305", None, None),
    ],
)  # fmt: skip
def test_times_and_zones_are_found(text: str, time: str | None, zone: str | None) -> None:
    """Anywhere on Earth is UTC-12, whatever it is called."""
    assert (find_time(text), find_zone(text)) == (time, zone)


@pytest.mark.parametrize(
    ("text", "label", "day", "was", "printed", "line"),
    [
        ("Papers due: May 1, 2024", "Papers due", "2024-05-01", [], None, False),
        ("Papers due: 1 May 2024", "Papers due", "2024-05-01", [], "1 May 2024", False),
        ("May 1, 2024: papers due", "papers due", "2024-05-01", [], None, True),
        ("Papers due ..... May 1, 2024", "Papers due", "2024-05-01", [], None, True),
        ("Papers due\tMay 1, 2024", "Papers due", "2024-05-01", [], None, True),
        ("Papers due: ~~May 1~~ May 8, 2024", "Papers due", "2024-05-08", ["2024-05-01"], "~~May 1~~ May 8, 2024", False),
        ("Papers due: May 8, 2024 (extended from May 1)", "Papers due", "2024-05-08", ["2024-05-01"],
         "May 8, 2024 (extended from May 1)", False),
        ("Papers due: May 1, 2024 May 8, 2024", "Papers due", "2024-05-08", ["2024-05-01"],
         "May 1, 2024 May 8, 2024", False),
    ],
)  # fmt: skip
def test_lines_become_key_dates(
    text: str, label: str, day: str, was: list[str], printed: str | None, line: bool
) -> None:
    """Label and day in either order; replaced days are told from the one that holds; the words stay as printed."""
    found = read_date(text, 2024, strict=True)
    assert found is not None
    made, _ = key_date(found)
    assert (made.label, made.date.end.isoformat(), [str(one) for one in made.was]) == (label, day, was)
    assert made.printed == printed
    assert (made.line is not None) == line


@pytest.mark.parametrize(
    "text",
    ["The workshop will be held on May 3, 2024 in Ebbville.", "May 3, 2024", "We met on 3 May 2023 and will meet again.",
     "Regular papers: 8 pages", "Version 2: see https://tide.example/2024-05-03"],
)  # fmt: skip
def test_sentences_that_name_a_day_are_no_key_dates(text: str) -> None:
    """Outside a list of dates, only lines of a clear form count."""
    assert read_date(text, 2024, strict=True) is None


@pytest.mark.parametrize(
    ("text", "category", "pages"),
    [
        ("Regular papers: 8-10 pages", "Regular papers", (8, 10)), ("Posters (max. 2 pages)", "Posters", (2, 2)),
        ("Short papers - up to four (4) pages", "Short papers", (4, 4)), ("Demos, 2 pages", "Demos", (2, 2)),
        ("Full papers: between 8 and 12 double-column pages", "Full papers", (8, 12)),
        ("Full papers: 6+2 pages", "Full papers", (6, 6)),
    ],
)  # fmt: skip
def test_lines_become_categories(text: str, category: str, pages: tuple[int, int]) -> None:
    """A category stands before a colon, a bracket, a dash or a comma; its limit is a number or a range."""
    made = limit_entry(text)
    assert made is not None
    assert (made.category, made.pages) == (category, pages)


@pytest.mark.parametrize(
    "text", ["Papers should not be longer than 10 pages.", "Format: PDF", "Pages: see below"]
)
def test_rules_are_no_categories(text: str) -> None:
    """A sentence that names a limit is text."""
    assert limit_entry(text) is None


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("0 pages", []), ("10-8 pages", []), ("five pages", [(5, 5)]), ("up to four (4) pages", [(4, 4)]),
        ("12+ pages", [(12, 12)]), ("25 double-spaced pages on 8.5 x 11-inch pages", [(25, 25)]),
        ("8 pages plus up to two pages of references", [(8, 8)]), ("a 10-page limit", [(10, 10)]),
        ("eine Länge von 15-30 Minuten", [(15, 30)]), ("one additional page", []), ("see page 4", []),
    ],
)  # fmt: skip
def test_limits_are_found_in_sentences(text: str, limits: list[tuple[int, int]]) -> None:
    """A limit is at least one page, and runs upwards; pages of references and paper sizes are none."""
    assert [(one.least, one.most) for one in find_limits(text)] == limits


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ada Quill, Reef Labs, Spain", [("Ada Quill", "Reef Labs", "Spain")]),
        ("Ada Quill (Reef Labs, Spain)", [("Ada Quill", "Reef Labs", "Spain")]),
        ("Ada Quill, Reef Labs (Spain)", [("Ada Quill", "Reef Labs", "Spain")]),
        ("Ada Quill - Reef Labs", [("Ada Quill", "Reef Labs", None)]),
        ("Ada Quill <ada@reef.example>", [("Ada Quill", None, None)]),
        ("Jayaram K. R., Reef Labs, USA", [("Jayaram K. R.", "Reef Labs", "USA")]),
        ("Dr. Jörg Müller-Łoś, TU Ebbe, The Netherlands", [("Dr. Jörg Müller-Łoś", "TU Ebbe", "The Netherlands")]),
        ("Ada Quill and Bo Finn", [("Ada Quill", None, None), ("Bo Finn", None, None)]),
        ("Ada Quill, Bo Finn, Cy Rill", [("Ada Quill", None, None), ("Bo Finn", None, None), ("Cy Rill", None, None)]),
        ("Ada Quill (Reef), Bo Finn (Tide) and Cy Rill (Ebb)",
         [("Ada Quill", "Reef", None), ("Bo Finn", "Tide", None), ("Cy Rill", "Ebb", None)]),
        ("Ada Quill; Bo Finn", [("Ada Quill", None, None), ("Bo Finn", None, None)]),
        ("Ada Quill and Bo Finn (Reef)", [("Ada Quill", None, None), ("Bo Finn", "Reef", None)]),
        ("Ada Quill, Bo Finn (both Reef)", [("Ada Quill", None, None), ("Bo Finn", "Reef", None)]),
        ('Ada Quill, Reef: "Tides at noon"', [("Ada Quill", "Reef", None)]),
        ("Ada Quill, Reef Labs, (Northland). Local Chair", [("Ada Quill", "Reef Labs, (Northland)", None)]),
        ("See the website https://tide.example", []), ("Reef Institute of Tides", []), ("To be announced", []),
    ],
)  # fmt: skip
def test_lines_become_people(text: str, people: list[tuple[str, str | None, str | None]]) -> None:
    """One or several on a line; the words of all of them are those of the line."""
    made = people_of(text, "Chairs")
    assert [(one.name, one.affiliation, one.country) for one in made] == people
    assert not made or " ".join(one.words for one in made) == text


def test_sentences_become_people() -> None:
    """A sentence says who is what, from where, and what else."""
    (made,) = people_of(
        "Ada Quill, Professor at Reef Labs and head of Foam, is one of the General Chairs", "x"
    )
    assert (made.name, made.role, made.affiliation, made.note) == (
        "Ada Quill", "General Chairs", "Reef Labs", "Professor; head of Foam",
    )  # fmt: skip


def test_roles_after_names_are_read() -> None:
    """A role in brackets, behind a comma or a dash is the person's; a bare 'chair' is a remark on the committee's."""
    lines = (
        "Ada Quill, Reef Labs (General Chair)",
        "Bo Finn, Tide Inc., Web Chair",
        "Cy Rill (chair), Ebb University",
        "Dora Mole (Reef Labs, Spain) - general chair",
        "Eli Foss, Ebb University - PC co-chair",
        "Fay Rill (publicity), Tide Inc.",
        "Gus Ebb (Chair) University of Tides (Spain)",
        "Hal Reef (Tide Inc., Spain - Chair)",
    )
    people = [people_of(line, "Committee")[0] for line in lines]
    assert [(one.name, one.role) for one in people] == [
        ("Ada Quill", "General Chair"), ("Bo Finn", "Web Chair"), ("Cy Rill", "Committee"), ("Dora Mole", "general chair"),
        ("Eli Foss", "PC co-chair"), ("Fay Rill", "publicity"),
        ("Gus Ebb", "Committee"), ("Hal Reef", "Committee"),
    ]  # fmt: skip
    assert [one.affiliation for one in people[3:]] == [
        "Reef Labs", "Ebb University", "Tide Inc.", "University of Tides", "Tide Inc.",
    ]  # fmt: skip
    assert not is_role("Dora Mole (Reef Labs) - General Chair")
    assert not people_of("Security and Trust Unit", "Committee")


def test_names_and_roles_are_told_apart() -> None:
    """Particles, initials and accents belong to names; an office makes a role, also one that begins another."""
    assert [is_name(one) for one in ("Dora van der Mole", "Z. d'Estuaire Ros", "Harbour College", "Spain")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert [is_role(one) for one in ("Program Committee", "Program Committee Chairs", "Contact the chairs", "Ada Quill")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert role_and_rest("Program Chair: Ada Quill") == ("Program Chair", "Ada Quill")
    assert role_and_rest("Note: Ada Quill") is None


@pytest.mark.parametrize(
    ("text", "is_lead"),
    [
        ("Topics of interest include, but are not limited to:", True), ("The themes of the workshop are:", True),
        ("We solicit papers in the following areas:", True), ("Papers on, but not limited to, the following topics:", True),
        ("Les thèmes abordés incluent, sans s'y limiter :", True), ("Papers must be:", False),
        ("We accept the following types of submissions:", False), ("Topics are many.", False),
        ("Topics will be chosen. Papers should include:", False),
    ],
)  # fmt: skip
def test_sentences_that_lead_to_topics_are_known(text: str, is_lead: bool) -> None:
    """The last sentence decides, and lists of rules and categories are none of topics."""
    assert (topic_lead(text) > 0) == is_lead


@pytest.mark.parametrize(
    ("title", "ordinal"),
    [("Third Workshop", 3), ("The Twenty-First Workshop", 21), ("10th Symposium", 10), ("XIV Jornadas", 14),
     ("23. Arbeitstagung", 23), ("Workshop 2024", None), ("3rd of May Workshop", None), ("VLDB 2024", None)],
)  # fmt: skip
def test_ordinals_are_read_from_titles(title: str, ordinal: int | None) -> None:
    """In words, figures and Roman numbers; a year or a day is none."""
    assert find_ordinal(title) == ordinal


def test_top_of_a_call_is_read() -> None:
    """Title over several lines, days, place, site and format; the submission site is not the event's."""
    call = (
        "[Apologies for multiple postings]\n\nCALL FOR PAPERS\n\nTIDES 2024\nThe 5th Workshop on\nTides and Time\n\n"
        "Ebbville, Spain, 3-4 May 2024 (hybrid)\nhttps://easychair.org/x\nhttps://tides.example/2024/\n\nScope\n\nTides.\n"
    )
    blocks = plain_blocks(call)
    title = find_title(blocks, (), "", "")
    days, place, _ = find_venue(blocks, title, 2024, [])
    assert (title.words, place) == ("TIDES 2024: The 5th Workshop on Tides and Time", "Ebbville, Spain")
    assert (find_website(blocks)[0], find_format(blocks)[0]) == ("https://tides.example/2024/", Format.HYBRID)
    assert days is not None
    assert (days.start, days.end) == (dt.date(2024, 5, 3), dt.date(2024, 5, 4))


@pytest.mark.parametrize("text", ["# x", "- x", "+ x", "1. x", "a *b* c", "_x_", "<b>x</b>", "[x](y)", "&amp;", "`x`", "(t)=",
                                  "| a | b |", "> x", "::: x", "% x", "\\*", "http://x.example/a_b*c", "===", "+++", "~~~"])  # fmt: skip
@pytest.mark.parametrize("wholly", [False, True])
def test_escaped_words_show_as_they_are(text: str, wholly: bool) -> None:
    """Whatever Markdown would make of a text, readers see the text."""
    blocks = read_page(escaped(text, wholly=wholly), PageContext()).blocks
    assert [one.text for one in blocks] == [text]


def test_kinds_of_dates_are_known_in_other_languages() -> None:
    """German and French labels get their kinds."""
    found = [
        read_date(f"{label}: 1 May 2024", 2024, strict=True) for label in ("Einreichung", "Version finale")
    ]
    kinds = [key_date(one)[0].kind for one in found if one]
    assert kinds == [DateKind.SUBMISSION, DateKind.CAMERA_READY]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("15,16, 17 October 2020", ("2020-10-15", "2020-10-17")),
        ("October 15, 16 and 17, 2020", ("2020-10-15", "2020-10-17")),
        ("5, 10 and 15 October 2020", ("2020-10-15", "2020-10-15")),
        ("Room 15, 16 October 2020", ("2020-10-16", "2020-10-16")),
    ],
)
def test_days_in_a_row_are_one_span(text: str, span: tuple[str, str]) -> None:
    """If they follow each other; others are days of their own."""
    (found,) = days_in(text, 2020)
    assert (found.span.start.isoformat(), found.span.end.isoformat()) == span


def test_an_anniversary_is_no_ordinal() -> None:
    """It counts years."""
    assert [find_ordinal(one) for one in ("TIDE marks its 10th year anniversary", "10th Anniversary", "10th Workshop on Tides")] == [
        None, None, 10,
    ]  # fmt: skip


@pytest.mark.parametrize("read", [read_html, read_markdown])
def test_what_a_site_generator_reads_is_not_of_the_call(read: Callable[[str], Page]) -> None:
    """The front matter says how the page is called; it and the tags of templates are shown to nobody."""
    page = read(
        "---\nlayout: wide\ntitle: 'Kelp Days 2031'\n---\n{% include head.html %}\n\nBring your kelp.\n"
    )
    assert (page.names, page.text) == (("Kelp Days 2031",), "Bring your kelp.\n")


def test_a_line_underlined_to_its_end_is_a_heading() -> None:
    """Whatever it says; a further paragraph of an entry is none."""
    text = "We meet again. Welcome back!\n----------------------------\n\n- Ada Quill\n\n  Reef Labs\n\n- Bo Finn\n"
    assert [(one.kind, one.within) for one in plain_blocks(text)] == [
        (Kind.HEADING, False), (Kind.ITEM, False), (Kind.TEXT, True), (Kind.ITEM, False)
    ]  # fmt: skip


def test_days_far_from_each_other() -> None:
    """Most of a call is far from any digit; days are found as they are in a short text, with their places."""
    words = "kelp and foam, " * 60
    days = ("Wednesday, 3 March 2031", "June 4-5, 2031", "6/7/2031", "2031-08-09")
    text = words + words.join(days) + words
    found = find_days(text)
    assert [text[one.begin : one.end] for one in found if not one.ambiguous] == [days[0], days[1], days[3]]
    alone = [one for day in days for one in find_days(day)]
    assert [(one.first, one.last) for one in found] == [(one.first, one.last) for one in alone]
