"""Facts are found in the words of the call, in any form that calls write them in, and nothing else is found."""

from __future__ import annotations

import datetime as dt
from calendar import month_name
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cfp_archive.model import (
    Appointment,
    DateOrder,
    Difference,
    Edition,
    Facts,
    Format,
    KeyDate,
    OtherSources,
    SourceText,
    Span,
    Submission,
)
from cfp_archive.reading.days import find_days
from cfp_archive.reading.locating import FoldedText, Located, locate, stated
from cfp_archive.reading.markup import PageContext
from cfp_archive.reading.page import read_page
from cfp_archive.reading.proof import page_words
from cfp_archive.vocabulary import ordinal_figures, ordinal_word, roman_numeral

TITLE = "Tidal Computing"


def edition(body: str, *, key: str = "2021", **facts: Any) -> Edition:
    """Return an edition of a body, which has the title first, and of facts."""
    path = PurePath("editions", key, "index.md")
    blocks = read_page(f"# {TITLE}\n\n{body}\n", PageContext(path=path)).blocks
    facts.setdefault("title", TITLE)
    made = Edition(key=key, path=path, facts=Facts(**facts), blocks=blocks)
    source = "\n".join(one.text for one in page_words(made))
    return replace(made, texts=(SourceText(file="source.txt", found=True, text=source),))


def words_of(made: Edition, *fact: str | int) -> str | None:
    """Return the words of a fact, None if the call does not say it."""
    words = locate(made).words_of(*fact)
    return words and " ".join(one.text for one in page_words(made)[words.begin : words.end])


def missing(made: Edition) -> list[tuple[str | int, ...]]:
    """Return the facts that are nowhere."""
    return [one.fact for one in locate(made).missing]


def span(start: str, end: str = "") -> Span:
    """Return days of their ISO form."""
    return Span(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end or start))


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("May 21, 2021", "2021-05-21", ""),
        ("May 21st 2021", "2021-05-21", ""),
        ("Friday, 21 May 2021", "2021-05-21", ""),
        ("the 21st of May, 2021", "2021-05-21", ""),
        ("21-May-2021", "2021-05-21", ""),
        ("MAY 21 2021", "2021-05-21", ""),
        ("Sept. 3, 2021", "2021-09-03", ""),
        ("May 21 (Friday), 2021", "2021-05-21", ""),
        ("May 21 '21", "2021-05-21", ""),
        ("2021-05-21", "2021-05-21", ""),
        ("2021/5/21", "2021-05-21", ""),
        ("21.05.2021", "2021-05-21", ""),
        ("21/5/2021", "2021-05-21", ""),
        ("5/21/2021", "2021-05-21", ""),
        ("May 17-21, 2021", "2021-05-17", "2021-05-21"),
        ("May 17–21, 2021", "2021-05-17", "2021-05-21"),
        ("17 to 21 May 2021", "2021-05-17", "2021-05-21"),
        ("from May 17 to May 21, 2021", "2021-05-17", "2021-05-21"),
        ("May 30 - June 3, 2021", "2021-05-30", "2021-06-03"),
        ("30 May – 3 June 2021", "2021-05-30", "2021-06-03"),
        ("30-31 May to 1-3 June 2021", "2021-05-30", "2021-06-03"),
        ("May 21, 11:59pm AoE, 2021", "2021-05-21", ""),
        ("in October 2021", "2021-10-01", "2021-10-31"),
        ("December 30, 2021 - January 2, 2022", "2021-12-30", "2022-01-02"),
        ("17.-21.5.2021", "2021-05-17", "2021-05-21"),
        ("17.05.-21.05.2021", "2021-05-17", "2021-05-21"),
        ("21. Mai 2021", "2021-05-21", ""),
        ("le 1er février 2021", "2021-02-01", ""),
        ("21 de mayo de 2021", "2021-05-21", ""),
        ("15 декабря 2021", "2021-12-15", ""),
        ("2021年5月21日", "2021-05-21", ""),
        ("2021년 5월 21일", "2021-05-21", ""),
        ("May 21, in Ebbville. Tidal Computing 2021", "2021-05-21", ""),
    ],
)
def test_days(said: str, start: str, end: str) -> None:
    """The days of the event are found in the forms in which calls write them; no day beside them is."""
    days = span(start, end)
    made = edition(f"It takes place: {said}.", date=days)
    assert missing(made) == []
    assert words_of(made, "date") is not None
    for shift in (-366, -31, -1, 1, 31, 366):
        other = Span(start=days.start + dt.timedelta(shift), end=days.end + dt.timedelta(shift))
        assert missing(replace(made, facts=replace(made.facts, date=other))) == [("date",)], shift


@pytest.mark.parametrize(
    ("said", "also", "order", "ambiguous"),
    [
        ("3/4/2021", "", None, True),
        ("3-4-21", "", None, True),
        ("3/4/2021", "", DateOrder.DAY_MONTH, False),
        ("3/4/2021", "Papers are due on 25/1/2021", None, False),
        ("3/4/2021", "that is, on 3 April 2021", None, False),
        ("3.4.2021", "", None, False),
    ],
)
def test_figures_that_can_be_read_in_two_ways(
    said: str, also: str, order: DateOrder | None, ambiguous: bool
) -> None:
    """Another day of the call, the same day in words, or the front matter tell which is the day and which the month."""
    made = edition(f"It takes place on {said}, {also}", date=span("2021-04-03"), date_order=order)
    assert missing(made) == []
    assert [(one.fact, one.nearest.strip(",")) for one in locate(made).ambiguous] == [
        (("date",), said)
    ] * ambiguous
    other = edition(f"It takes place on {said}, {also}", date=span("2021-03-04"), date_order=order)
    assert missing(other) or locate(other).ambiguous


def test_figures_of_key_dates_that_can_be_read_in_two_ways() -> None:
    """Each line of the list of dates is looked at; another source for the event's own date answers for that one."""
    dates = tuple(
        KeyDate(label=label, date=span(day), printed=printed)
        for label, day, printed in (("Due", "2021-02-01", "1/2/2021"), ("Talks", "2021-04-04", "4/4/2021"))
    )
    made = edition("1/2/2021\n\n:::{key-dates}\n:::", key_dates=dates, date=span("2021-02-01"))
    assert [one.fact for one in locate(made).ambiguous] == [("date",), ("key_dates", 0, "date")]
    elsewhere = OtherSources(date="https://tides.example/about")
    made = replace(made, facts=replace(made.facts, other_sources=elsewhere))
    assert [one.fact for one in locate(made).ambiguous] == [("key_dates", 0, "date")]


def test_a_year_that_is_not_said() -> None:
    """A day without a year is of the year of the event, a deadline of the twelve months before it."""
    body = "Ebbville, 2021\n\nSubmission: November 20\n\nWorkshop: March 3, 2021\n\nThe journal of 2019"
    dates = (KeyDate(label="Submission", date=span("2020-11-20")),)
    made = edition(body, date=span("2021-03-03"), key_dates=dates)
    assert missing(made) == []
    for year in (2019, 2021, 2022):
        wrong = (KeyDate(label="Submission", date=span(f"{year}-11-20")),)
        assert missing(replace(made, facts=replace(made.facts, key_dates=wrong))) == [
            ("key_dates", 0, "date")
        ]
    assert missing(edition("On March 3", date=span("2021-03-03"))) == [], "the year of the edition's key"
    assert missing(edition("On March 3", date=span("2020-03-03"))) == [("date",)], "no year at all"
    assert missing(edition("On March 3. After 2019 now 2021", date=span("2021-03-03"))) == []
    assert missing(edition("On March 3. After 2019 now 2021", date=span("2019-03-03"))) == [("date",)]


def test_one_of_two_days() -> None:
    """Of days between which a call has not decided either may be recorded, and no span of both."""
    for day in ("2021-05-20", "2021-05-21"):
        assert missing(edition("20 or 21 May, 2021: Workshop", date=span(day))) == []
    both = edition("20 or 21 May, 2021: Workshop", date=span("2021-05-19", "2021-05-22"))
    assert missing(both) == [("date",)]


def test_a_key_date_whose_day_comes_first() -> None:
    """The line as printed tells where to look; the day of the line before is not the label's."""
    body = "Feb 1st, 2021 - Abstracts\n\nFeb 8th, 2021 - Paper submission"
    right = KeyDate(
        label="Paper submission", date=span("2021-02-08"), line="Feb 8th, 2021 - Paper submission"
    )
    assert missing(edition(body, key_dates=(right,))) == []
    moved = replace(right, date=span("2021-02-01"))
    assert missing(edition(body, key_dates=(moved,))) == [("key_dates", 0, "date")]


def test_a_dash_without_spaces_sets_apart() -> None:
    """A title that begins behind an em dash is found, with its number; a part of a name with a hyphen is none."""
    made = edition("Call for Papers—16th Workshop on Tides", title="16th Workshop on Tides", ordinal=16)
    assert missing(made) == []
    made = edition("Call for Papers-16th Workshop on Tides", title="16th Workshop on Tides", ordinal=16)
    assert missing(made) == [("title",), ("ordinal",)]


def test_the_day_of_a_deadline_is_not_the_events() -> None:
    """The date of the event is not found in the line of a deadline."""
    dates = (KeyDate(label="Submission", date=span("2021-02-01"), kind="submission"),)  # type: ignore[arg-type]
    made = edition(":::{key-dates}\n:::\n\nSee you on May 21, 2021", key_dates=dates, date=span("2021-02-01"))
    assert missing(made) == [("date",)]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("Third Workshop on Tidal Computing", 3),
        ("the 3rd edition of Tidal Computing", 3),
        ("III Workshop on Tides", 3),
        ("V Workshop on Tides", 5),
        ("3e édition, Tidal", 3),
        ("21st International Workshop", 21),
        ("Twenty-First Workshop", 21),
        ("Twenty First Workshop", 21),
        ("3. Workshop", 3),
        ("100th Workshop", 100),
    ],
)
def test_ordinals(said: str, number: int) -> None:
    """Ordinals are found in words, figures and Roman numerals; another one is not."""
    made = edition(f"Welcome to the {said}!", ordinal=number)
    assert missing(made) == []
    assert missing(replace(made, facts=replace(made.facts, ordinal=number + 1))) == [("ordinal",)]
    assert missing(replace(made, facts=replace(made.facts, ordinal=number + 1, ordinal_counted=True))) == []


@pytest.mark.parametrize(
    "said", ["on May 3rd we meet", "a third party", "3 workshops", "I think so, at the workshop"]
)
def test_what_is_no_ordinal(said: str) -> None:
    """A figure of a date, a fraction or a count is no ordinal of the edition."""
    assert missing(edition(f"We say {said}.", ordinal=1 if said[0] == "I" else 3)) == [("ordinal",)]


def test_forms_of_ordinals() -> None:
    """Forms in letters are told apart."""
    forms = [
        form(number) for number in range(1, 100) for form in (ordinal_word, roman_numeral, ordinal_figures)
    ]
    assert len(forms) == len(set(forms))
    assert ordinal_word(94) == "ninety-fourth"
    assert ordinal_word(0) == ordinal_word(100) == ""


@pytest.mark.parametrize(
    "said",
    [
        "https://www.tides.example/2021/",
        "tides.example/2021",
        "<http://tides.example/2021>",
        "(www.TIDES.example/2021).",
        "[our site](https://tides.example/2021/)",
    ],
)
def test_websites(said: str) -> None:
    """An address is found with or without scheme, www and last slash, or where words lead to it."""
    assert missing(edition(f"See {said}", website="https://tides.example/2021")) == []


@pytest.mark.parametrize(
    "said", ["https://tides.example/2022", "tides.example/2021/cfp", "tides.example", "riptides.example/2021"]
)
def test_other_websites(said: str) -> None:
    """Another address is none, nor is a part of one."""
    assert missing(edition(f"See {said} now", website="https://tides.example/2021")) == [("website",)]


def test_places() -> None:
    """The parts of a place are near each other, in any order."""
    assert missing(edition("In Ebbville, Northland", place="Ebbville, Northland")) == []
    assert missing(edition("In Northland, at the quay of Ebbville", place="Ebbville, Northland")) == []
    far = " ".join(["wave"] * 40)
    assert missing(edition(f"Ebbville {far} Northland", place="Ebbville, Northland")) == [("place",)]
    assert missing(edition("In Ebbtown, Northland", place="Ebbville, Northland")) == [("place",)]


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("a hybrid (in-person and virtual) event", Format.HYBRID),
        ("held virtually, on hybrid search techniques", Format.VIRTUAL),
        ("held online", Format.VIRTUAL),
        ("a face-to-face meeting", Format.IN_PERSON),
    ],
)
def test_formats(said: str, right: Format) -> None:
    """A format is found by the words for it; a hybrid event is neither of the others."""
    found = [one for one in Format if not missing(edition(f"It is {said}", format=one))]
    assert found == [right]


def test_titles() -> None:
    """A title's parts may be on lines of their own; the one that the archive gave is no fact of the call."""
    assert missing(edition("## Tide 2021\n\nSecond Workshop", title="Tide 2021: Second Workshop")) == []
    assert missing(edition("## Tide 2021", title="Tide 2022")) == [("title",)]
    own = edition("A call", differences=(Difference(page=TITLE, reason="It has none."),))
    own = replace(own, texts=(SourceText(file="source.txt", found=True, text="A call"),))
    assert locate(own) == Located()


@pytest.mark.parametrize(
    ("said", "pages"),
    [
        ("8-10 pages", (8, 10)),
        ("8 – 10 pages", (8, 10)),
        ("eight to ten pages", (8, 10)),
        ("between 8 and 10 pages", (8, 10)),
        ("up to 8 pages", (8, 8)),
        ("8+ pages", (8, 8)),
        ("up to eight (8) pages", (8, 8)),
        ("8 double-column pages", (8, 8)),
    ],
)
def test_page_limits(said: str, pages: tuple[int, int]) -> None:
    """A limit is found in figures or words, in the category's line or elsewhere; another one is not."""
    one = Submission(category="Full papers", pages=pages, line=f"Full papers: {said}")
    other = replace(one, line="Full papers")
    for made in (
        edition(":::{submissions}\n:::", submissions=(one,)),
        edition(f":::{{submissions}}\n:::\n\nThey have {said}.", submissions=(other,)),
    ):
        assert missing(made) == []
        (kind,) = made.facts.submissions
        wrong = replace(kind, pages=(pages[0], pages[1] + 1))
        assert missing(replace(made, facts=replace(made.facts, submissions=(wrong,)))) == [
            ("submissions", 0, "pages")
        ]


def test_what_is_printed_agrees() -> None:
    """A date, a limit and a person agree with the words that the front matter has for them."""
    dates = (KeyDate(label="Submission", date=span("2021-02-01"), printed="March 5, 2022"),)
    assert missing(edition(":::{key-dates}\n:::\n\n2021", key_dates=dates)) == [("key_dates", 0, "date")]
    people = (
        Appointment(role="Chair", name="Ada Quill", affiliation="Reef", printed="Ada Quil of the Reef"),
    )
    made = edition("## Chair\n\n:::{people} Chair\n:::", people=people)
    assert missing(made) == [("people", 0, "name")]
    assert locate(made).missing[0].nearest == "Ada Quil"


def test_people() -> None:
    """A name, a role and what else is said of a person are found as printed, whatever the case and spacing."""
    person = Appointment(
        role="General Chairs",
        name="Jan van der Zee",
        affiliation="Reef Labs",
        note="Professor; head of tides",
        printed="JAN VAN  DER ZEE, professor at Reef Labs and head of tides",
    )
    body = "## General chairs\n\n:::{people} General Chairs\n:::"
    made = edition(body, people=(person,))
    assert missing(made) == []
    assert words_of(made, "people", 0) == "JAN VAN DER ZEE,"
    for field, value in (("name", "Jan van der See"), ("affiliation", "Reef Lab"), ("note", "head of sides")):
        wrong = replace(made.facts, people=(replace(person, **{field: value}),))
        assert missing(replace(made, facts=wrong)) == [("people", 0, field)]
    assert missing(edition("## Chairs\n\n:::{people} General Chairs\n:::", people=(person,))) == [
        ("people", 0, "role")
    ]


def test_part_of_a_name() -> None:
    """A part of a name with a hyphen is another name."""
    text = FoldedText(["Bo", "Finn-Smith", "and", "O'Quill,", "K.R.", "Tide"])
    for name in ("Bo Finn", "Smith", "Quill", "K"):
        assert list(text.phrases(name)) == []
    for name in ("bo finn-smith", "O'Quill", "K. R. Tide"):
        assert len(list(text.phrases(name))) == 1


def test_times() -> None:
    """The time of a deadline and its zone are in the call."""
    date = KeyDate(label="Due", date=span("2021-02-01"), time="23:59", zone="AoE")
    for said in ("23:59 AoE", "11:59pm, anywhere on Earth", "23.59 (AoE)"):
        assert missing(edition(f":::{{key-dates}}\n:::\n\nAll are {said}", key_dates=(date,))) == []
    assert missing(edition(":::{key-dates}\n:::\n\nAll are 22:59 UTC", key_dates=(date,))) == [
        ("key_dates", 0, "time"),
        ("key_dates", 0, "zone"),
    ]


def test_other_sources() -> None:
    """A fact that names its own source need not be in the call, and an entry that does is not placed on the page."""
    elsewhere = "https://tides.example/about"
    other = OtherSources(place=elsewhere, date=elsewhere, was=elsewhere)
    date = KeyDate(label="Due", date=span("2021-02-01"), was=(dt.date(2021, 1, 1),))
    made = edition(
        ":::{key-dates}\n:::\n\n:::{people} Chair\n:::",
        place="Ebbville",
        date=span("2021-05-05"),
        key_dates=(date, KeyDate(label="Talks", date=span("2021-03-03"), source=elsewhere)),
        people=(Appointment(role="Chair", name="Ada Quill", source=elsewhere),),
        other_sources=other,
    )
    assert missing(made) == []
    assert words_of(made, "key_dates", 0) == "Due: February 1, 2021"
    assert "Quill" not in " ".join(one.text for one in page_words(made))
    without = replace(made, facts=replace(made.facts, other_sources=OtherSources()))
    assert missing(without) == [("date",), ("place",), ("key_dates", 0, "was", 0)]


def test_drafts() -> None:
    """A draft without a source has nothing to look in; what is still open in one is not looked for."""
    made = edition("A call", draft=True, place="Ebbville")
    assert missing(made) == [("place",)]
    assert locate(replace(made, texts=())) == Located(asked=False)
    assert missing(edition("A call", draft=True, place="TODO: the city")) == []


_NAMES = st.from_regex(r"[A-Z][a-z]{2,8} (?:[A-Z]\. )?[A-Z][a-zäöé]{2,9}(?:-[A-Z][a-z]{3})?", fullmatch=True)


@given(_NAMES, st.data())
def test_a_misspelt_name_is_not_found(name: str, data: st.DataObject) -> None:
    """A name is found as it is printed, and not when one of its letters is another, or is left out."""
    body = f"Chairs of the meeting: Moana Tidewater, {name}, Reef Labs"
    text = FoldedText(body.split())
    assert any(text.shown(one).strip(",") == name for one in text.phrases(name))
    place = data.draw(st.sampled_from([k for k, char in enumerate(name) if char.isalpha()]))
    letter = data.draw(st.sampled_from(["", *"abcdefghijklmnopqrstuvwxyz"]))
    wrong = name[:place] + letter + name[place + 1 :]
    assume(wrong.casefold() != name.casefold())
    assume(wrong.replace(".", "").casefold() not in name.replace(".", "").casefold())
    assert list(text.phrases(wrong)) == []


_WRITTEN = (
    lambda day: f"{month_name[day.month]} {day.day}, {day.year}",
    lambda day: f"{day.day} {month_name[day.month][:3]} {day.year}",
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"{day:%d.%m.%Y}",
)


@given(st.dates(dt.date(2001, 1, 1), dt.date(2039, 12, 31)), st.sampled_from(_WRITTEN), st.data())
def test_a_wrong_figure_is_not_found(day: dt.date, written: Any, data: st.DataObject) -> None:
    """A day is found as it is written, and not when one figure of it is another."""
    made = edition(f"The meeting is on {written(day)} in Ebbville.", date=Span(start=day, end=day))
    assert missing(made) == []
    iso = day.isoformat()
    place = data.draw(st.sampled_from([k for k, char in enumerate(iso) if char != "-"]))
    figure = data.draw(st.sampled_from("0123456789"))
    try:
        wrong = dt.date.fromisoformat(iso[:place] + figure + iso[place + 1 :])
    except ValueError:
        return
    assume(wrong != day)
    assert missing(replace(made, facts=replace(made.facts, date=Span(start=wrong, end=wrong)))) == [("date",)]


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    """Whatever a text holds, looking for facts in it does not fail, and days are where they are said to be."""
    made = edition(
        text,
        ordinal=3,
        date=span("2021-05-21"),
        place="Ebb, North",
        website="https://t.example",
        format=Format.VIRTUAL,
    )
    locate(made)
    folded = FoldedText(text.split()).text
    for one in find_days(folded, others=True):
        assert 0 <= one.begin < one.end <= len(folded)


def test_what_is_stated() -> None:
    """Of an edition nothing is told that its call does not say; what a named source says is."""
    made = edition(
        "Papers due: May 4, 2021\n\nReviews due: May 9, 2021\n\nChairs: Ann Fabricius, Ben Fictus",
        place="Ebbville",
        website="https://tides.example/",
        other_sources=OtherSources(website="https://elsewhere.example/"),
        key_dates=(
            KeyDate(label="Papers due", date=span("2021-05-04"), time="23:59", zone="AoE"),
            KeyDate(label="Reviews due", date=span("2021-05-10")),
            KeyDate(label="Posters due", date=span("2021-06-01"), source="https://elsewhere.example/"),
        ),
        people=(
            Appointment(name="Ann Fabricius", role="Chairs", affiliation="Fabricated University"),
            Appointment(name="Carl Nemo", role="Chairs"),
        ),
    )
    told = stated(made, locate(made)).facts
    assert (told.title, told.place, told.website) == (TITLE, None, "https://tides.example/")
    assert [(one.label, one.time, one.zone) for one in told.key_dates] == [
        ("Papers due", None, None),
        ("Posters due", None, None),
    ]
    assert [(one.name, one.affiliation) for one in told.people] == [("Ann Fabricius", None)]
    assert locate(replace(made, facts=told)).missing == ()
    all_said = replace(made, facts=told)
    assert stated(all_said, locate(all_said)) == all_said
