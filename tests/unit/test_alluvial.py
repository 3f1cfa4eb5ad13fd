"""The picture of a topic list: what changed has bands, forks and joins; what stayed is one band."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cfp_archive.alluvial import _MOST_BANDS, _WIDTH, alluvial
from cfp_archive.comparing.history import build_history
from fabricate import Call, archive_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pytest

SVG = "{http://www.w3.org/2000/svg}"
STAYED = ("Tidal scheduling", "Moon-aware storage", "Harbour security", "Kelp classification")


def drawn(folder: Path, years: Mapping[str, Sequence[str]], columns: Sequence[str] = ()) -> str:
    """Draw the list of some calls."""
    calls = {key: Call(lists={"areas": topics}) for key, topics in years.items()}
    history = build_history(archive_of(folder, calls))
    return alluvial(history, "areas", columns or list(years), "Areas <of> interest")


def labels(svg: str) -> list[str]:
    """Return the names in a picture, with the lines of each joined."""
    found = ET.fromstring(svg).iter(f"{SVG}text")
    return [
        " ".join(one.text or "" for one in text) or text.text or ""
        for text in found
        if text.get("class") == "cfp-flow-label"
    ]


def test_what_stayed_is_one_band(tmp_path: Path) -> None:
    """Topics that every call lists in the same words are counted, not drawn one by one."""
    svg = drawn(
        tmp_path,
        {
            "2017": (*STAYED, "Foam detection in shallow water"),
            "2018": (*STAYED, "Undertow security"),
            "2019": (*STAYED, "Undertow security"),
        },
    )
    assert labels(svg) == ["Foam detection in shallow water", "Undertow security", "4 unchanged topics"]
    assert svg.count('class="cfp-flow-band"') == 2
    assert svg.count("cfp-flow-added") == 1
    assert svg.count("cfp-flow-removed") == 1


def test_few_that_stayed_have_bands(tmp_path: Path) -> None:
    """A picture of nothing but '1 unchanged topic' would say less than the topic."""
    svg = drawn(tmp_path, {"2017": STAYED[:1], "2018": STAYED[:1]})
    assert labels(svg) == ["Tidal scheduling"]


def test_what_came_and_went_together_is_one_band(tmp_path: Path) -> None:
    """Many topics of one call alone are counted, with one sign."""
    weeds = ("Dulse", "Carrageen", "Sargassum", "Wrack", "Laver", "Tangle")
    svg = drawn(tmp_path, {"2017": (*STAYED, *weeds), "2018": STAYED})
    assert labels(svg) == ["6 topics", "4 unchanged topics"]
    assert svg.count("cfp-flow-removed") == 1
    assert "Dulse\nCarrageen" in svg


def test_split_and_merged(tmp_path: Path) -> None:
    """A topic forks into its parts, and they join again, beside each other."""
    whole = "Foam detection and kelp classification"
    parts = ("Foam detection", "Kelp classification")
    svg = drawn(
        tmp_path,
        {"2017": (*STAYED[:3], whole), "2018": (*STAYED[:3], *parts), "2019": (*STAYED[:3], whole)},
    )
    assert svg.count('class="cfp-flow-ribbon"') == 4
    assert re.findall(r'class="cfp-flow-sign cfp-flow-(\w+)"', svg) == ["split", "merged"]
    assert labels(svg)[-1] == "3 unchanged topics"


def test_returned(tmp_path: Path) -> None:
    """A topic that was away has two stretches, joined by a dotted line."""
    svg = drawn(tmp_path, {"2017": STAYED, "2018": STAYED[:3], "2019": STAYED})
    assert svg.count('class="cfp-flow-band"') == 2
    assert svg.count('class="cfp-flow-skips"') == 1
    assert "cfp-flow-returned" in svg


def test_a_window(tmp_path: Path) -> None:
    """What began before the years that are shown is not marked as added, nor as removed what goes on after them."""
    years = {
        str(year): (*STAYED, *(("Undertow security",) if year > 2017 else ())) for year in range(2017, 2022)
    }
    svg = drawn(tmp_path, years, ["2018", "2019", "2020"])
    assert "cfp-flow-added" not in svg
    assert "cfp-flow-removed" not in svg
    assert labels(svg) == ["5 unchanged topics"]


def test_a_band_begins_without_a_mark(tmp_path: Path) -> None:
    """Of calls that are not neighbors: what was added and reworded between two of them was in neither other words nor in any."""
    years = {
        "2017": STAYED,
        "2018": (*STAYED, "Foam detection"),
        "2019": (*STAYED, "Foam detection in shallow water"),
        "2020": (*STAYED, "Foam detection in shallow waters of harbours"),
    }
    svg = drawn(tmp_path, years, ["2017", "2019", "2020"])
    assert svg.count("cfp-flow-added") == 1
    assert svg.count('class="cfp-flow-reworded') == 1
    assert "2019 to 2020" in svg


def test_labels_begin_where_their_bands_do(tmp_path: Path) -> None:
    """A long name of an early topic goes on in a second line rather than over other years."""
    long = "Predicting " + "intermediate and final " * 5 + "outcomes of tides"
    svg = drawn(
        tmp_path, {f"{year}": (*STAYED, *([long] if year == 2008 else [])) for year in range(2007, 2020)}
    )
    band = next(
        one for one in ET.fromstring(svg).iter(f"{SVG}a") if one.get("href", "").startswith("cfp:topic")
    )
    texts = [float(one.get("x", "")) for one in band.iter(f"{SVG}tspan")]
    assert len(texts) > 1
    assert set(texts) == {float(next(band.iter(f"{SVG}rect")).get("x", ""))}


def test_few_years_fit_a_phone(tmp_path: Path) -> None:
    """A picture of up to four years is narrow, and has long names in lines that a phone shows whole."""
    long = "Distributed learning techniques applied to speed up the search for tides"
    svg = drawn(tmp_path, {"2017": STAYED, "2018": STAYED, "2019": (*STAYED, long), "2020": STAYED})
    assert 'viewBox="0 0 360 ' in svg
    assert long in labels(svg)
    lines = [one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}tspan")]
    assert max(map(len, lines)) <= 44
    five = drawn(tmp_path / "five", {str(year): STAYED for year in range(2017, 2022)})
    assert 'viewBox="0 0 960 ' in five


def test_missing_years_have_columns(tmp_path: Path) -> None:
    """A year whose call is missing is named and marked."""
    svg = drawn(tmp_path, {"2017": STAYED[:2], "2019": STAYED[:2]}, ["2017", "2018", "2019"])
    assert svg.count("cfp-flow-gap") == 1
    assert "The 2018 call is not in the archive." in svg


def test_nothing_to_draw(tmp_path: Path) -> None:
    """One call is no history."""
    assert drawn(tmp_path, {"2017": STAYED}) == ""


def test_very_many_topics(tmp_path: Path) -> None:
    """A picture stays small; it says how many topics it leaves to the table."""
    svg = drawn(
        tmp_path,
        {f"{year}": [f"{word} {year * 7919 % 1000}" for word in WORDS] for year in (2017, 2018)},
    )
    assert svg.count("<a href=") == _MOST_BANDS + 2  # and the years
    assert "more topics that changed are not drawn." in svg
    assert len(svg) < 40_000


WORDS = [a + b + c for a in ("kel", "dul", "wra", "tan") for b in ("po", "se", "ku") for c in ("ra", "lo", "mi", "tu", "ge")]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.lists(
        st.lists(st.sampled_from([*STAYED, "A < B & \"c\"", "海 " * 90, "Foam " * 80, "Foam detection and kelp classification"]), unique=True, min_size=1),
        min_size=2,
        max_size=6,
    )
)  # fmt: skip
def test_any_picture(tmp_path_factory: pytest.TempPathFactory, lists: list[list[str]]) -> None:
    """It is well-formed, nothing is beside it, and no label is in another's place."""
    svg = drawn(tmp_path_factory.mktemp("any"), {str(2000 + at): topics for at, topics in enumerate(lists)})
    picture = ET.fromstring(svg)
    height = float(picture.get("viewBox", "").split()[3])
    for box in picture.iter(f"{SVG}rect"):
        assert 0 <= float(box.get("x", "")) <= float(box.get("x", "")) + float(box.get("width", "")) <= _WIDTH
        assert float(box.get("y", "")) + float(box.get("height", "")) <= height
    lines: dict[float, list[tuple[float, float]]] = {}
    for text in picture.iter(f"{SVG}text"):
        for line in text.iter(f"{SVG}tspan"):
            x, wide = float(line.get("x", "0")), 6 * len(line.text or "")
            left = x - wide if text.get("text-anchor") == "end" else x
            lines.setdefault(float(line.get("y", "0")), []).append((left, left + wide))
    for row in lines.values():
        row.sort()
        assert all(left[1] <= right[0] for left, right in pairwise(row))
