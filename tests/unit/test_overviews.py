"""What overviews list on which page, and the small pictures of their rows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfp_archive.comparing.history import build_history
from cfp_archive.lifelines import lifeline, scale
from cfp_archive.overviews import (
    OTHER_LETTERS,
    editions_overview,
    people_overview,
    topics_overview,
)
from cfp_archive.site import Site
from fabricate import Call, archive_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cfp_archive.overviews import Overview

#: From 1984 on a topic that stays; each year brings one that is gone in the next.
YEARS = range(1984, 2025, 2)
#: As the index of a book has them: accents do not count.
BY_SURNAME = ["Zora Ångström", "Ömür Çelik", "Bo Finn", "Øyvind Ørsted", "Ada Quill", "Mio 海"]


def planned(folder: Path, calls: Mapping[str, Call]) -> Site:
    """Plan the site of an archive."""
    archive = archive_of(folder, calls)
    return Site(archive=archive, history=build_history(archive))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Many calls, each with topics and people of its own."""
    weeds = ("kelp", "dulse", "carrageen", "sargassum", "wrack", "laver", "tangle")
    calls = {
        f"{year}": Call(
            lists={
                "areas": (
                    "Tidal scheduling",
                    f"{weeds[number % 7].capitalize()} {weeds[number % 5]} drying in {year}",
                )
            },
            people=[{"role": "Chairs", "name": BY_SURNAME[number % len(BY_SURNAME)]}],
        )
        for number, year in enumerate(YEARS)
    }
    return planned(tmp_path_factory.mktemp("many"), calls)


def rows(overview: Overview[Any]) -> list[Any]:
    """Return all rows of all pages."""
    return [*overview.first, *(row for part in overview.further for row in part.rows)]


@given(most=st.integers(1, 60))
def test_every_topic_is_on_one_page(site: Site, most: int) -> None:
    """Whatever fits on a page, each topic is listed once, and no page has more."""
    overview = topics_overview(site.history, most)
    keys = [one.key for one in rows(overview)]
    assert sorted(keys) == sorted(one.key for one in site.history.lineages)
    assert len(overview.first) <= most
    assert all(0 < len(part.rows) <= most for part in overview.further)
    assert len({part.key for part in overview.further}) == len(overview.further)


def test_what_is_now_comes_first(site: Site) -> None:
    """The first page has the topics of the newest call, and the decades that fit; the others have pages."""
    overview = topics_overview(site.history, 7)
    assert [one.last for one in overview.first] == ["2024", "2024", "2022", "2020"]
    assert [part.key for part in overview.further] == ["2010s", "2000s", "1990s", "1980s"]
    assert [part.label for part in overview.further] == ["2010s", "2000s", "1990s", "1980s"]
    assert [one.last for one in overview.further[-1].rows] == ["1988", "1986", "1984"]
    assert topics_overview(site.history).further == ()


def test_a_new_call_changes_no_page_of_a_past_decade(site: Site) -> None:
    """The pages of decades that are over stay as they are."""
    parts = {part.key: part for part in topics_overview(site.history, 4).further}
    assert [one.title[-4:] for one in parts["1990s"].rows] == ["1998", "1996", "1994", "1992"]
    assert parts["1990s-2"].label == "1990s (2)"
    assert [one.title[-4:] for one in parts["1990s-2"].rows] == ["1990"]


def test_more_topics_than_a_page_holds(site: Site) -> None:
    """Of a call with very many topics the rest goes on pages of its own."""
    overview = topics_overview(site.history, 1)
    assert [part.key for part in overview.further][:2] == ["newest", "2020s"]
    assert overview.further[0].label == "newest call"


def test_people_by_letter(site: Site) -> None:
    """More people than fit are on the pages of their letters, all of them; the first page has those of the newest call."""
    assert [one.name for one in site.people_overview.first] == BY_SURNAME
    assert site.people_overview.further == ()
    overview = people_overview(site.archive, site.appointments, 3)
    assert [part.key for part in overview.further] == ["a", "c", "f", "o", "q", OTHER_LETTERS]
    assert [part.label for part in overview.further] == ["A", "C", "F", "O", "Q", "Other"]
    newest = site.archive.editions[-1]
    assert [one.name for one in overview.first] == [one.name for one in newest.facts.people]
    assert [one.name for one in rows(overview)[1:]] == BY_SURNAME


def test_dates_by_decade(site: Site) -> None:
    """The newest editions come first."""
    overview = editions_overview(site.archive, 8)
    assert [one.key for one in overview.first] == [
        "2024",
        "2022",
        "2020",
        "2018",
        "2016",
        "2014",
        "2012",
        "2010",
    ]
    assert [part.key for part in overview.further] == ["2000s", "1990s", "1980s"]


def test_an_empty_archive(site: Site) -> None:
    """It has empty overviews."""
    archive = replace(site.archive, editions=(), people=())
    empty = Site(archive=archive, history=build_history(archive))
    assert rows(empty.topics_overview) == rows(empty.people_overview) == rows(empty.dates_overview) == []


def test_a_lifeline() -> None:
    """Runs are as wide as they are long; missing calls between are drawn otherwise, and changes are marked."""
    svg = lifeline(
        ["a", "b", "c", "d"], {"b"}, {"a", "c"}, {"c": "reworded"}, [("added", "a"), ("reworded", "c")]
    )
    assert re.findall(r'<rect class="([\w-]+)" x="([\d.]+)%" width="([\d.]+)%"', svg) == [
        ("cfp-life-in", "0", "25"),
        ("cfp-life-gap", "25", "25"),
        ("cfp-life-in", "50", "25"),
    ]
    assert '<circle class="cfp-life-reworded" cx="62.5%"/>' in svg
    assert 'data-changed="added:a reworded:c"' in svg


@given(st.integers(1, 400), st.data())
def test_any_lifeline(size: int, data: st.DataObject) -> None:
    """Nothing is drawn outside of the line, and one call of very many is still seen."""
    columns = [f"{number:04}" for number in range(size)]
    listed = data.draw(st.sets(st.sampled_from(columns), min_size=1))
    drawn = re.findall(r'x="([\d.]+)%" width="([\d.]+)%"', lifeline(columns, (), listed, {}))
    assert drawn
    for left, wide in drawn:
        assert float(wide) >= 1
        assert -0.01 <= float(left) <= float(left) + float(wide) <= 100.01


@pytest.mark.parametrize(
    ("size", "years"),
    [
        (1, ["0"]),
        (2, ["0", "1"]),
        (3, ["0", "2"]),
        (7, ["0", "2", "4", "6"]),
        (101, ["0", "25", "50", "75", "100"]),
    ],
)
def test_a_scale(size: int, years: list[str]) -> None:
    """The first and the last year are written, and some in between where there is room."""
    assert re.findall(r">(\d+)</text>", scale([str(number) for number in range(size)])) == years


def test_a_key_is_no_markup() -> None:
    """A key is written as text."""
    assert "<b>" not in scale(["<b>", "x"])
