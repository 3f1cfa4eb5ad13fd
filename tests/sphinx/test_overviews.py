"""Overviews of topics, people and dates: rows that fit, and pages that do not grow with the archive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from building import set_up
from cfp_archive import overviews
from cfp_archive.overviews import MOST_EDITIONS, MOST_ROWS
from fabricate import Call

if TYPE_CHECKING:
    from pathlib import Path

    from building import Built, Workshop

pytestmark = pytest.mark.sphinx_build

#: No page has more bytes.
LARGEST = 150_000
WEEDS = (
    "kelp",
    "dulse",
    "carrageen",
    "sargassum",
    "wrack",
    "laver",
    "tangle",
    "oarweed",
    "eelgrass",
    "samphire",
)
YEARS = range(1996, 2010)


def call(number: int, year: int) -> Call:
    """Return a call with topics that stay, are reworded, and go; and with chairs that change."""
    reworded = f"Scheduling of tides by the {WEEDS[number // 4]} method in distributed and scalable systems"
    return Call(
        lists={
            "areas": (
                "Moon-aware storage and retrieval at the scale of oceans",
                reworded,
                *(f"{a.capitalize()} and {WEEDS[number % 10]} processing for harbours of {year}" for a in WEEDS[:4]),
            )
        },
        key_dates=[
            {"label": label, "date": f"{year}-{month}-01"}
            for label, month in (("Paper Submission", "02"), ("Acceptance Notification", "03"), ("Camera-ready Version", "04"))
        ],
        people=[
            {"role": role, "name": f"{WEEDS[number // 3].capitalize()} {role.split()[0]}son", "affiliation": "Institute of the Sea", "country": "Norway"}
            for role in ("General Chairs", "Program Chairs")
        ],
    )  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    """The site of many calls."""
    return set_up(tmp_path / "many", {f"{year}": call(number, year) for number, year in enumerate(YEARS)})


def rows_of(text: str) -> list[str]:
    """Return the rows of a page's tables, without those that name the columns."""
    return [row for row in re.findall(r"<tr\b.*?</tr>", text, re.DOTALL) if "<td" in row]


def check_size(built: Built, page: str, most: int) -> None:
    """With as many rows as a page has at most, and all else that it has now, it is small enough."""
    text = built.text(page)
    rows = rows_of(text)
    assert len(rows) > 5
    whole, listed = len(text.encode()), sum(len(row.encode()) for row in rows)
    assert whole - listed + listed / len(rows) * most < LARGEST, page


def test_sizes_and_further_pages(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """No overview grows beyond what a page may have; what does not fit is on pages that lead back."""
    built = shop.build()
    assert built.warnings == []
    check_size(built, "topics/index.html", MOST_ROWS)
    check_size(built, "people/index.html", MOST_ROWS)
    check_size(built, "dates/index.html", MOST_EDITIONS)
    index = built.text("topics/index.html")
    row = next(row for row in rows_of(index) if "Scheduling of tides" in row)
    assert "1996–2009" in row
    assert re.search(r"~</span>\s*reworded 2000, 2004 and 2008", row)
    assert row.count('<circle class="cfp-life-reworded"') == 3
    assert '<form class="cfp-filter"' in index
    assert 'src="../_static/cfp-filter.js' in index
    everything = [len(rows_of(built.text(f"{page}/index.html"))) for page in ("topics", "people", "dates")]

    for function, most in (
        (overviews.topics_overview, 6),
        (overviews.people_overview, 5),
        (overviews.editions_overview, 8),
    ):
        monkeypatch.setattr(function, "__defaults__", (most,))  # fmt: skip
    shop.configure("language = 'en_GB'")  # so that all is read anew
    built = shop.build()
    assert built.warnings == []
    index = built.text("topics/index.html")
    assert re.search(r'<a class="reference internal" href="last-listed/\d+s/index.html">', index)
    pages = sorted(file.relative_to(built.outdir).as_posix() for file in built.outdir.rglob("index.html"))
    topics = ["topics/index.html", *(one for one in pages if one.startswith("topics/last-listed/"))]
    assert sum(len(rows_of(built.text(one))) for one in topics) == everything[0]
    assert "people/by-letter/g/index.html" in pages
    assert "dates/1990s/index.html" in pages
    dates = ["dates/index.html", *(one for one in pages if re.match(r"dates/\d", one))]
    assert sum(len(rows_of(built.text(one))) for one in dates) == everything[2]
    assert all('href="../../index.html">' in built.text(one) for one in topics[1:])
