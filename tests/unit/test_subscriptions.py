"""Feeds and calendars, read by other libraries than those that wrote them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from cfp_archive.comparing.history import build_history
from cfp_archive.exporting.registry import files_of
from cfp_archive.model import (
    Correction,
    DateKind,
    Facts,
    KeyDate,
    OtherSources,
    Source,
    Span,
    Status,
    StatusKind,
)
from cfp_archive.reading import read_archive
from cfp_archive.site import Site
from payloads import PAYLOADS, SECRET, SECRET_VARIABLE, write_all
from timeline import archive, edition, every_kind, key_date

if TYPE_CHECKING:
    from pathlib import Path

    from cfp_archive.model import Archive

ADDRESS = "https://calls.example/tides/"
NAMES = ("dates.ics", "edition.ics", "editions.atom", "topic-changes.atom")
HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from('\r\n,;:\\"<>&]\u202e\u2028\ud800\x00\x0bé機😀')), max_size=90
)


def written(held: Archive, address: str = ADDRESS) -> dict[str, bytes]:
    """Return the feeds and calendars of an archive."""
    held = held.published
    return dict(files_of(Site(archive=held, history=build_history(held), base_url=address), NAMES))


def events(content: bytes) -> dict[str, Any]:
    """Read a calendar with vobject; entries by their summary."""
    calendar = vobject.readOne(content.decode("utf-8"))
    return {event.summary.value: event for event in calendar.vevent_list}


def one_call(*dates: KeyDate, **facts: Any) -> Archive:
    """Return an archive of one call with key dates."""
    return archive(
        edition("2027", ["Coral databases"], Facts(title="TideComp 2027", key_dates=dates, **facts))
    )


def day(text: str) -> Span:
    """Return a span of one day."""
    date = dt.date.fromisoformat(text)
    return Span(start=date, end=date)


PAPERS = key_date("Paper submission", "2027-02-20", DateKind.SUBMISSION)


def test_deadline_anywhere_on_earth() -> None:
    """A deadline AoE passes at noon of the next day in UTC, less a minute."""
    found = events(written(one_call(replace(PAPERS, time="23:59", zone="AoE")))["dates.ics"])
    event = found["TideComp 2027: Paper submission"]
    assert event.dtstart.value == dt.datetime(2027, 2, 21, 11, 59, tzinfo=dt.UTC)
    assert "20 February 2027, 23:59 AoE" in event.description.value


@pytest.mark.parametrize("zone", [None, "CST"])
def test_deadline_without_a_known_instant(zone: str | None) -> None:
    """Where the call does not say enough, the entry is the whole day, and the words are in its description."""
    found = events(written(one_call(replace(PAPERS, time="17:00", zone=zone)))["dates.ics"])
    event = found["TideComp 2027: Paper submission"]
    assert event.dtstart.value == dt.date(2027, 2, 20)
    assert "17:00" in event.description.value
    assert not hasattr(event, "dtend")


def test_days_of_an_event_end_with_the_last() -> None:
    """The end of a calendar's entry is the day after its last one (RFC 5545, section 3.6.1)."""
    days = Span(start=dt.date(2027, 5, 17), end=dt.date(2027, 5, 19))
    event = events(written(one_call(date=days, place="Ebbville"))["dates.ics"])["TideComp 2027"]
    assert (event.dtstart.value, event.dtend.value) == (dt.date(2027, 5, 17), dt.date(2027, 5, 20))
    assert event.location.value == "Ebbville"
    assert event.url.value == f"{ADDRESS}editions/2027/"


def test_the_day_of_the_event_is_one_entry() -> None:
    """A key date that is the event's day is not told twice."""
    workshop = key_date("Workshop", "2027-05-21", DateKind.EVENT)
    assert list(events(written(one_call(PAPERS, workshop, date=day("2027-05-21")))["dates.ics"])) == [
        "TideComp 2027",
        "TideComp 2027: Paper submission",
    ]


def test_extended_deadline_keeps_its_identity() -> None:
    """An extended deadline is the same entry with a higher number, so that calendars move it; it says so."""
    before = events(written(one_call(PAPERS))["dates.ics"])["TideComp 2027: Paper submission"]
    extended = replace(
        PAPERS, label="Paper submission (extended)", date=day("2027-03-06"), was=(dt.date(2027, 2, 20),)
    )
    after = events(written(one_call(extended))["dates.ics"])["TideComp 2027: Paper submission (extended)"]
    assert after.uid.value == before.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.dtstart.value == dt.date(2027, 3, 6)
    assert "extended from 20 February 2027" in after.description.value


def test_identities_do_not_depend_on_other_dates() -> None:
    """Adding a date, an edition or an address changes no identity; no two entries have the same."""
    first = written(one_call(PAPERS))["dates.ics"]
    other = key_date("Notification", "2027-03-20", DateKind.NOTIFICATION)
    second = key_date("Second round", "2027-04-01", DateKind.SUBMISSION)
    held = one_call(other, PAPERS, second)
    held = archive(
        edition("2025", ["Kelp"], Facts(title="TideComp 2025", key_dates=(PAPERS,))), *held.editions
    )
    more = written(held, "https://elsewhere.example/")["dates.ics"]
    title = "TideComp 2027: Paper submission"
    assert events(more)[title].uid.value == events(first)[title].uid.value
    uids = re.findall(rb"^UID:(.*?)\r$", more, re.MULTILINE)
    assert len(set(uids)) == len(uids) == 4


def test_cancelled_edition() -> None:
    """All entries of a cancelled edition are cancelled, with a higher number."""
    held = one_call(PAPERS, date=day("2027-05-21"))
    before = events(written(held)["dates.ics"])
    status = Status(
        kind=StatusKind.CANCELLED, note="The pier is closed.", source="https://tidecomp.example/news"
    )
    after = events(written(one_call(PAPERS, date=day("2027-05-21"), status=status))["dates.ics"])
    for title, event in after.items():
        assert event.status.value == "CANCELLED"
        assert event.uid.value == before[title].uid.value
        assert int(event.sequence.value) > int(before[title].sequence.value)
        assert "The pier is closed." in event.description.value
        assert "https://tidecomp.example/news" in event.description.value


def test_postponed_edition() -> None:
    """A postponed event moves to its new days; without new days it is cancelled; deadlines stay what they are."""
    unknown = one_call(PAPERS, date=day("2027-05-21"), status=Status(kind=StatusKind.POSTPONED))
    event = events(written(unknown)["dates.ics"])["TideComp 2027"]
    assert event.status.value == "CANCELLED"
    assert "postponed" in event.description.value
    new = Status(kind=StatusKind.POSTPONED, date=day("2027-10-05"), was=day("2027-05-21"))
    found = events(written(one_call(PAPERS, date=day("2027-05-21"), status=new))["dates.ics"])
    moved = found["TideComp 2027"]
    assert (moved.status.value, moved.dtstart.value) == ("CONFIRMED", dt.date(2027, 10, 5))
    assert moved.uid.value == event.uid.value
    assert int(moved.sequence.value) > int(event.sequence.value)
    assert found["TideComp 2027: Paper submission"].status.value == "CONFIRMED"


def test_what_is_not_of_the_call_says_so() -> None:
    """Dates and places from other sources name them."""
    date = replace(PAPERS, source="https://tidecomp.example/dates")
    held = one_call(
        date,
        date=day("2027-05-21"),
        place="Ebbville",
        other_sources=OtherSources(place="https://tidecomp.example/place"),
    )
    found = events(written(held)["dates.ics"])
    said = "Not stated in the call. Source: https://tidecomp.example"
    assert f"{said}/place" in found["TideComp 2027"].description.value
    assert f"{said}/dates" in found["TideComp 2027: Paper submission"].description.value


def test_no_calendar_without_dates() -> None:
    """A calendar without entries is not valid, so there is none; the feeds are there."""
    held = archive(edition("2027", ["Coral databases"]), edition("2028", ["Coral databases"]))
    assert set(written(held)) == {"editions.atom", "topic-changes.atom"}


@settings(max_examples=60)
@given(HOSTILE, HOSTILE)
def test_any_words_in_a_calendar(label: str, place: str) -> None:
    """Whatever a label says, lines are short, end with CRLF, are UTF-8 each by itself, and say nothing but the label."""
    date = replace(PAPERS, label=f"x{label}")
    status = Status(kind=StatusKind.POSTPONED, note=f"z{label}")
    held = one_call(date, date=day("2027-05-21"), place=f"y{place}", status=status)
    content = written(held)["dates.ics"]
    assert content.endswith(b"\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode("utf-8")  # no character is cut in two
    calendar = vobject.readOne(content.decode("utf-8"))
    assert len(calendar.vevent_list) == 2
    assert all(event.summary.value.startswith("TideComp 2027") for event in calendar.vevent_list)
    assert calendar.vevent_list[0].location.value.startswith("y")
    assert all("z" in event.description.value for event in calendar.vevent_list)


def feed(content: bytes) -> Any:
    """Read a feed with feedparser; it must be well-formed."""
    parsed = feedparser.parse(content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def test_feed_of_calls() -> None:
    """The newest call comes first; ids are stable, links absolute, and times come from the data."""
    sources = (Source(url="https://mail.example/1", posted="2026-11-03", received=dt.date(2026, 11, 20)),)
    newest = Facts(title="TideComp 2027", key_dates=(PAPERS,), sources=sources, place="Ebbville")
    held = archive(edition("2025", ["Kelp"]), edition("2027", ["Coral databases"], newest))
    parsed = feed(written(held)["editions.atom"])
    assert [entry.title for entry in parsed.entries] == ["TideComp 2027", "TideComp 2025"]
    first, last = parsed.entries
    assert (first.published, first.updated) == ("2026-11-03T00:00:00Z", "2026-11-20T00:00:00Z")
    assert last.updated == "2025-01-01T00:00:00Z"
    assert parsed.feed.updated == "2026-11-20T00:00:00Z"
    assert first.link == f"{ADDRESS}editions/2027/"
    assert "Paper submission: 20 February 2027" in first.summary
    assert {link.rel: link.href for link in parsed.feed.links} == {
        "self": f"{ADDRESS}data/editions.atom",
        "alternate": ADDRESS,
    }
    elsewhere = feed(written(held, "https://elsewhere.example/")["editions.atom"])
    assert [entry.id for entry in elsewhere.entries] == [entry.id for entry in parsed.entries]
    assert elsewhere.feed.id == parsed.feed.id
    assert all(re.match(r"urn:uuid:[0-9a-f-]{36}\Z", entry.id) for entry in parsed.entries)


def test_corrections_are_told_in_the_feed() -> None:
    """A correction is an update of the call's entry, and says what was wrong."""
    correction = Correction(date=dt.date(2027, 1, 8), what="The place was Floodville.", why="A reader wrote.")
    parsed = feed(written(one_call(PAPERS, corrections=(correction,)))["editions.atom"])
    (entry,) = parsed.entries
    assert entry.updated == "2027-01-08T00:00:00Z"
    assert "Corrected on 8 January 2027: The place was Floodville. A reader wrote." in entry.summary


def test_feed_of_topic_changes() -> None:
    """Each call's changes are an entry, with the words marked and nothing that stayed."""
    parsed = feed(written(every_kind())["topic-changes.atom"])
    assert [entry.title for entry in parsed.entries] == [
        "Topics: TideComp 2019 → TideComp 2023",
        "Topics: TideComp 2017 → TideComp 2019",
    ]
    content = parsed.entries[0].content[0].value
    assert "<ins>, and of services</ins>" in content
    assert "Shell parsing" not in content
    assert "&lt;b&gt;telemetry&lt;/b&gt;" in content
    assert parsed.entries[0].link == f"{ADDRESS}compare/2019-2023/"


def test_no_feeds_without_an_address_or_calls() -> None:
    """Links must be absolute, so the feeds are not written where the address is not known; nor for no calls."""
    assert set(written(every_kind(), "")) == {"dates.ics", "editions/2019.ics", "editions/2023.ics"}
    assert written(archive(gaps=["2018"])) == {}


@settings(max_examples=25)
@given(HOSTILE.filter(str.strip), HOSTILE)
def test_any_words_in_a_feed(title: str, topic: str) -> None:
    """Whatever a title or topic says, the feeds are well-formed XML, and no element comes from it."""
    held = archive(
        edition("2025", ["Coral databases"]),
        edition(
            "2027",
            ["Coral databases", f"x {topic}"],
            Facts(
                title=title,
                status=Status(kind=StatusKind.CANCELLED, note=topic),
                corrections=(Correction(date=dt.date(2027, 1, 8), what=title, why=topic),),
            ),
        ),
    )
    for address, content in written(held).items():
        root = ET.fromstring(content)
        tags = {str(element.tag).rpartition("}")[2] for element in root.iter()}
        assert tags <= {
            "feed", "id", "title", "updated", "published", "author", "name", "link", "entry", "summary", "content",
        }, address  # fmt: skip
        feed(content)


def test_payloads_are_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an attacker would send comes out as words: feeds and calendars can be read, and hold nothing alive."""
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)
    chosen = tuple(one for one in PAYLOADS if not one.is_large)[::4]
    write_all(tmp_path, chosen)
    held, _problems = read_archive(tmp_path / "editions")
    files = written(held)
    assert len(feed(files["editions.atom"]).entries) == len(held.published.editions)
    for address, content in files.items():
        assert SECRET.encode() not in content
        if address.endswith(".atom"):
            for entry in feed(content).entries:
                assert entry.link.startswith(ADDRESS)
                shown = entry.content[0].value if "content" in entry else ""
                assert set(re.findall(r"<(\w+)", shown)) <= {"ul", "li", "ins", "del", "br"}
        else:
            vobject.readOne(content.decode("utf-8"))
