"""Which edition is older is decided in one place: by year, days, ordinal, and only then by the letters of the key."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfp_archive.checking import check
from cfp_archive.comparing.comparison import compare
from cfp_archive.comparing.history import build_history
from cfp_archive.model import (
    EDITION_KEY,
    Archive,
    DateKind,
    Edition,
    Facts,
    Gap,
    Host,
    KeyDate,
    Series,
    Span,
    Status,
    StatusKind,
)
from cfp_archive.site import Site
from fabricate import Call, archive_of, with_topics

if TYPE_CHECKING:
    from pathlib import Path

SERIES = Series(name="Workshop on Tidal Computing", short_name="TideComp")
keys = st.sampled_from(["2020", "2021", "2021a", "2021b", "2021-spring", "2021-autumn", "2022"])
days = st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2022, 12, 31))
ordinals = st.none() | st.integers(1, 9)


def span(day: str) -> Span:
    """Return one day."""
    return Span(start=dt.date.fromisoformat(day), end=dt.date.fromisoformat(day))


def edition(key: str, *, date: str | None = None, ordinal: int | None = None, **facts: object) -> Edition:
    """Return an edition without words."""
    made = Facts(title=key, date=span(date) if date else None, ordinal=ordinal, **facts)  # type: ignore[arg-type]
    return Edition(key=key, path=PurePath("editions", key, "index.md"), facts=made, blocks=())


def order(*known: Edition | Gap) -> list[str]:
    """Return the keys of a timeline."""
    gaps = tuple(one for one in known if isinstance(one, Gap))
    held = tuple(one for one in known if isinstance(one, Edition))
    return [one.key for one in Archive(series=replace(SERIES, missing_calls=gaps), editions=held).timeline]


def test_days_come_before_letters() -> None:
    """Spring is before autumn, whatever the alphabet says."""
    spring, autumn = edition("2021-spring", date="2021-04-01"), edition("2021-autumn", date="2021-10-01")
    assert order(autumn, spring, edition("2022"), edition("2020")) == [
        "2020",
        "2021-spring",
        "2021-autumn",
        "2022",
    ]


def test_days_that_are_not_the_edition_s_own() -> None:
    """The event among the key dates counts, the host's days do, and the new days of a postponed edition."""
    listed = edition(
        "2021-b", key_dates=(KeyDate(label="Workshop", date=span("2021-03-01"), kind=DateKind.EVENT),)
    )
    hosted = edition("2021-a", host=Host(name="TideConf", date=span("2021-06-01")))
    gap = Gap(key="2021-z", host=Host(name="TideConf", date=span("2021-07-01")))
    late = edition(
        "2021", date="2021-01-01", status=Status(kind=StatusKind.POSTPONED, date=span("2021-12-01"))
    )
    assert order(gap, late, hosted, listed) == ["2021-b", "2021-a", "2021-z", "2021"]


def test_ordinals_come_before_letters() -> None:
    """Where no days are known, ordinals decide, and letters where nothing else does."""
    assert order(edition("2021-autumn", ordinal=5), edition("2021-spring", ordinal=4)) == [
        "2021-spring",
        "2021-autumn",
    ]
    assert order(edition("2021b"), edition("2021a")) == ["2021a", "2021b"]


@given(st.lists(st.tuples(keys, days, ordinals), unique_by=lambda one: one[0]), st.randoms())
def test_the_order_of_two_depends_on_the_two(
    known: list[tuple[str, dt.date | None, int | None]], random: object
) -> None:
    """Adding, removing or reading editions in another order swaps no two others; drafts and gaps are editions as well."""
    made = [edition(key, date=day.isoformat() if day else None, ordinal=number) for key, day, number in known]
    whole = order(*made)
    random.shuffle(made)  # type: ignore[attr-defined]
    assert order(*made) == whole
    for left_out in made:
        rest = [one for one in made if one is not left_out]
        assert order(*rest) == [key for key in whole if key != left_out.key]


@given(keys, keys)
def test_addresses_of_comparisons_are_read_in_one_way(old: str, new: str) -> None:
    """Of all ways to part an address into two keys, one is possible."""
    address = f"{old}-{new}"
    parts = [
        (address[:place], address[place + 1 :])
        for place in range(len(address))
        if address[place] == "-"
        and EDITION_KEY.match(address[:place])
        and EDITION_KEY.match(address[place + 1 :])
    ]
    assert parts == [(old, new)]


@pytest.mark.parametrize("key", ["2021", "2021a", "2021-spring", "2021-late-spring2", "2021a-x"])
def test_keys(key: str) -> None:
    """A year, with a letter or words."""
    assert EDITION_KEY.match(key)


@pytest.mark.parametrize(
    "key", ["21", "2021A", "2021ab", "2021-2022", "2021-", "2021 a", "２０２１", "2021\n"]
)
def test_no_keys(key: str) -> None:
    """Whatever would make an address ambiguous or unsafe is refused."""
    assert not EDITION_KEY.match(key)


def test_everything_follows_the_order(tmp_path: Path) -> None:
    """Reading, history, comparisons and the gaps between two editions agree on what is older."""

    def dated(key: str, topic: str, day: str) -> dict[str, Call]:
        said = {"date": day, "other_sources": {"date": "https://tidecomp.example/2021"}}
        return {key: replace(with_topics(key, "Tides", topic)[key], facts=said)}

    spring = dated("2021-spring", "Foam", "2021-04-01")
    autumn = dated("2021-autumn", "Sand", "2021-10-01")
    gap = {
        "key": "2021-summer",
        "host": {"name": "TideConf", "date": {"start": "2021-07-01", "end": "2021-07-02"}},
    }
    archive = archive_of(tmp_path, autumn | spring, series={"missing_calls": [gap]})
    assert [one.key for one in archive.editions] == ["2021-spring", "2021-autumn"]
    history = build_history(replace(archive, editions=archive.editions[::-1]))
    assert history.by_key["foam"].first == "2021-spring"
    site = Site(archive=archive, history=history)
    assert site.compared == (("2021-spring", "2021-autumn"),)
    forth = compare(history, "2021-spring", "2021-autumn")
    back = compare(history, "2021-autumn", "2021-spring")
    assert forth.missing_calls == back.missing_calls == ("2021-summer",)
    assert (forth.backwards, back.backwards) == (False, True)
    assert not check(archive)
