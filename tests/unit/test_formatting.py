"""The archive's own words for facts."""

from __future__ import annotations

import datetime as dt

import pytest

from cfp_archive import formatting
from cfp_archive.model import Format, Host, KeyDate, Source, Span


def dated(day: str, *was: str, time: str | None = None, zone: str | None = None) -> KeyDate:
    """Make a key date of one day."""
    date = dt.date.fromisoformat(day)
    return KeyDate(
        label="Papers",
        date=Span(start=date, end=date),
        time=time,
        zone=zone,
        was=tuple(map(dt.date.fromisoformat, was)),
    )


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (dated("2027-02-20"), "20 February 2027"),
        (
            dated("2027-02-20", "2027-02-03", "2027-02-10", time="23:59", zone="AoE"),
            "20 February 2027, 23:59 AoE, extended from 3 and 10 February 2027",
        ),
        (dated("2027-02-20", "2027-01-30", "2027-02-10"), "30 January and 10 February 2027"),
        (dated("2027-02-20", "2026-12-30", "2027-02-10"), "30 December 2026 and 10 February 2027"),
        (dated("2027-02-20", "2027-02-25"), "20 February 2027, moved from 25 February 2027"),
        (dated("2027-02-20", zone="AoE"), "20 February 2027, AoE"),
    ],
)
def test_a_key_date_is_told_with_all_that_is_known(one: KeyDate, words: str) -> None:
    """Time, zone and earlier dates follow the day; an earlier day is an extension, a later one is not."""
    assert formatting.key_date(one).endswith(words)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2021-05-21", "2021-05-21", "21 May 2021"),
        ("2021-05-17", "2021-05-21", "17–21 May 2021"),
        ("2022-05-30", "2022-06-03", "30 May – 3 June 2022"),
        ("2022-12-30", "2023-01-02", "30 December 2022 – 2 January 2023"),
        ("2021-05-21", "2022-05-21", "21 May 2021 – 21 May 2022"),
    ],
)
def test_days_say_once_what_both_ends_share(start: str, end: str, words: str) -> None:
    """Month and year stand once where both ends have them."""
    assert formatting.days(Span(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2021", "2021"),
        ("2020-11", "November 2020"),
        ("2020-11-06", "6 November 2020"),
        ("2020-13", "2020"),
        ("2020-00-01", "2020"),
    ],
)
def test_partial_dates(text: str, words: str) -> None:
    """As much is said as is known; an impossible month is left out."""
    assert formatting.partial_date(text) == words


@pytest.mark.parametrize(
    ("words", "joined"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listings(words: list[str], joined: str) -> None:
    """Words are joined by commas, the last by 'and'."""
    assert formatting.listing(words) == formatting.listing(tuple(words)) == joined


@pytest.mark.parametrize(
    ("host", "words"),
    [
        (Host(name="C"), ""),
        (Host(name="C", place="Ebbville"), "Ebbville"),
        (
            Host(name="C", place="Ebbville", format=Format("virtual"), moved=True),
            "Held virtually (originally planned for Ebbville)",
        ),
        (Host(name="C", format=Format("hybrid")), "Held as a hybrid event"),
        (Host(name="C", place="Ebbville", format=Format("hybrid")), "Ebbville · Held as a hybrid event"),
        (Host(name="C", place="Ebbville", moved=True), "Originally planned for Ebbville"),
    ],
)
def test_places_of_hosts(host: Host, words: str) -> None:
    """The place and the format are said, as far as they are known; a moved event was planned for its place."""
    assert formatting.host_place(host) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (Source(), "Published"),
        (Source(posted="2020"), "Published in 2020"),
        (Source(published="posted to Buoys", posted="2020-11"), "posted to Buoys in November 2020"),
        (Source(published="posted to Buoys", posted="2020-11-06"), "posted to Buoys on 6 November 2020"),
    ],
)
def test_provenance(source: Source, words: str) -> None:
    """How and when, as far as it is known."""
    assert formatting.provenance(source) == words
