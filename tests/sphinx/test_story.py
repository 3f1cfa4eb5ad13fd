"""The story of a series: on one page what came, was reworded, merged and left; of a long one, decade by decade."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from building import set_up
from cfp_archive import overviews
from fabricate import Call

if TYPE_CHECKING:
    from pathlib import Path

    from building import Workshop

pytestmark = pytest.mark.sphinx_build

ALWAYS = ("Tidal scheduling of batch jobs", "Moon-aware storage")
CALLS = {
    "2007": (*ALWAYS, "Foam detection", "Kelp classification"),
    "2008": (*ALWAYS, "Foam detection", "Kelp classification"),
    "2009": (*ALWAYS, "Foam detection", "Kelp classification"),
    "2010": (*ALWAYS, "Foam detection and kelp classification", "Undertow security"),
    "2011": (*ALWAYS, "Foam detection and kelp classification", "Barnacle-resistant networks"),
}


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    """The site of five calls, two of which changed nothing."""
    return set_up(tmp_path / "shop", {key: Call(lists={"areas": topics}) for key, topics in CALLS.items()})


def parts(text: str) -> dict[str, str]:
    """Return a page's text by section, without markup."""
    sections = re.split(r'<section id="([\w-]+)">', text)
    plain = (" ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in sections[2::2])
    return dict(zip(sections[1::2], plain, strict=True))


def test_story(shop: Workshop) -> None:
    """The page counts with zeros, names what matters most, and tells calls that changed nothing together."""
    built = shop.build()
    assert built.warnings == []
    said = parts(built.text("story/index.html"))
    assert "4 topics in 2007, 4 in 2011" in said["list-areas"]
    assert "2 unchanged · 0 reworded · 1 added · 0 removed · 1 merged" in said["list-areas"]
    assert "2 topics are in every call that has the list." in said["list-areas"]
    assert '<svg class="cfp-flow"' in built.text("story/index.html")
    assert "2008 and 2009: topics unchanged" in said["since-2007"]
    assert "The same topics as in 2007." in said["since-2007"]
    assert 'id="since-2008"' in built.text("story/index.html")
    step = said["since-2009"]
    assert step.startswith("2009 → 2010")
    assert step.index("merged into one") < step.index("Undertow security")
    assert "0 removed" in step
    assert "New terms: Undertow security" in step
    assert "2 more" not in step
    assert "Full comparison" in step
    assert "− Removed Undertow security" in said["since-2010"]
    assert "No longer used: Undertow security" in said["since-2010"]


def test_a_list_that_is_missing_is_no_list_that_stayed(shop: Workshop) -> None:
    """A call without a list that the one before has is told, though no topic was matched."""
    areas = CALLS["2008"]
    for key, lists in {"2007": ("areas",), "2008": ("areas", "directions"), "2009": ("areas",)}.items():
        shop.put(key, Call(lists={name: areas if name == "areas" else ALWAYS for name in lists}))
    said = parts(shop.build().text("story/index.html"))
    assert "2007 → 2008" in said["since-2007"]
    assert "Only 2008 has this list (2 topics)." in said["since-2007"]
    assert "Only 2008 has this list (2 topics)." in said["since-2008"]
    assert "unchanged" not in said["since-2007"].split("Only")[1]


def test_terms_are_told_where_topics_stayed(shop: Workshop) -> None:
    """What entered in other text is told with calls whose topics are the same."""
    for key in ("2008", "2009"):
        shop.put(key, Call(lists={"areas": CALLS[key]}, closing="Send us work on undertow security."))
    said = parts(shop.build().text("story/index.html"))
    assert "topics unchanged" in said["since-2007"]
    assert "New terms: Undertow security" in said["since-2007"]


def test_long_story(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long series is told by decades, each of which has a page; the picture shows the last call of each."""
    monkeypatch.setattr(overviews.periods, "__defaults__", (4,))
    built = shop.build()
    assert built.warnings == []
    said = parts(built.text("story/index.html"))
    assert {"in-2000s", "in-2010s"} <= said.keys()
    assert "3 calls in the 2000s" in said["in-2000s"]
    assert "2 calls in the 2010s" in said["in-2010s"]
    assert "+ Added Barnacle-resistant networks" in said["in-2010s"]
    years = re.findall(r'class="cfp-flow-year"[^>]*>(\d+)<', built.text("story/index.html"))
    assert years == ["2007", "2009", "2011"]
    decade = built.text("story/2010s/index.html")
    assert re.findall(r'class="cfp-flow-year"[^>]*>(\d+)<', decade) == ["2009", "2010", "2011"]
    assert {"since-2009", "since-2010"} <= parts(decade).keys()
    assert 'href="../2000s/index.html"' in decade


def test_long_lists_of_editions(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The editions of a long series are in parts, with links to them; the first page says that there are more than it shows."""
    monkeypatch.setattr(overviews.periods, "__defaults__", (4,))
    shop.put("2006", Call(facts={"draft": True}))
    built = shop.build(cfp_years_in_overview=2)
    assert built.warnings == []
    page = built.text("editions/index.html")
    said = parts(page)
    assert list(said)[-2:] == ["in-2010s", "in-2000s"]
    assert "2011" in said["in-2010s"]
    assert "Draft" in said["in-2000s"]
    assert 'href="#in-2000s"' in page
    home = built.text("index.html")
    assert "2 earlier editions" in home


def test_one_call_is_no_story(tmp_path: Path) -> None:
    """Nothing is compared where there is nothing to compare with."""
    shop = set_up(tmp_path / "one", {"2007": Call(lists={"areas": ALWAYS})})
    built = shop.build()
    assert built.warnings == []
    assert "1 call: 2007." in built.text("story/index.html")
