"""The archive's own words for facts."""

from __future__ import annotations

import datetime as dt

import pytest

from cfp_archive import phrasing
from cfp_archive.model import KeyDate, Span


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
    assert phrasing.key_date(one).endswith(words)
