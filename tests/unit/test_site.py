"""The plan of the site: which pages there are, and where objects live."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from cfp_archive.comparing.history import build_history
from cfp_archive.model import Edition
from cfp_archive.site import NotInArchiveError, Site
from fabricate import TIDES, TIDES_SERIES, archive_of

if TYPE_CHECKING:
    from pathlib import Path


def site_of(folder: Path, editions: Any = None, **options: Any) -> Site:
    """Plan a site over a fabricated archive."""
    archive = archive_of(folder, TIDES if editions is None else editions, series=TIDES_SERIES)
    return Site(archive=archive, history=build_history(archive), **options)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The plan of a site over three calls and a gap."""
    return site_of(tmp_path)


def test_pairs_of_few_editions(site: Site) -> None:
    """With few editions every two are compared, older first."""
    assert site.compared == (("2017", "2019"), ("2017", "2020"), ("2019", "2020"))
    assert site.has_comparison("2017", "2020")
    assert not site.has_comparison("2020", "2017")
    assert not site.has_comparison("2017", "2018"), "the call of 2018 is not held"
    assert site.comparison_page("2017", "2020") == "compare/2017-2020/index"


def test_pairs_of_many_editions(tmp_path: Path) -> None:
    """Above the limit neighbors and the whole span have pages, so that their number does not explode; the rest is drawn."""
    calls = {**TIDES, "2021": TIDES["2019"]}
    site = site_of(tmp_path, calls, all_pairs_up_to=2)
    assert site.compared == (("2017", "2019"), ("2017", "2021"), ("2019", "2020"), ("2020", "2021"))
    assert site.drawn == (("2017", "2020"), ("2019", "2021"))
    assert replace(site, drawn_pairs_up_to=3).drawn == ()
    assert replace(site, all_pairs_up_to=4).drawn == ()


def test_pairs_of_one_edition(tmp_path: Path) -> None:
    """One edition is compared with nothing."""
    assert site_of(tmp_path, {"2017": TIDES["2017"]}).compared == ()


@pytest.mark.parametrize(
    "docname", ["editions/2019/index", "editions/2019/programme", "editions/2019/keynotes/first"]
)
def test_edition_of_a_page(site: Site, docname: str) -> None:
    """Pages in an edition's folder are of that edition."""
    assert site.edition_at(docname).key == "2019"


@pytest.mark.parametrize(
    "docname", ["index", "editions/index", "editions/2018/index", "editions/1999/index", "topics/2019/index"]
)
def test_pages_of_no_edition(site: Site, docname: str) -> None:
    """Other pages, and those of years that are not held, are of none."""
    with pytest.raises(NotInArchiveError, match="belongs on the page of an edition"):
        site.edition_at(docname)


def test_edition_by_key(site: Site) -> None:
    """A held edition is found by its key; else the message says what is held."""
    assert site.edition("2019").key == "2019"
    for key in ("2018", "1999"):
        with pytest.raises(
            NotInArchiveError, match=f"edition '{key}' does not exist; calls in the archive: 2017, 2019, 2020"
        ):
            site.edition(key)


@pytest.mark.parametrize(
    ("kind", "target", "address"),
    [
        ("edition", "2019", ("editions/2019/index", "")),
        ("edition", "2018", ("editions/index", "missing-call-2018")),
        ("edition", "1999", None),
        ("topic", "kelp-classification", ("topics/kelp-classification/index", "")),
        ("topic", "Kelp", None),
        ("person", "celik-omur", ("people/celik-omur/index", "")),
        ("person", "Çelik Ömür", ("people/celik-omur/index", "")),
        ("person", "Celik Omur", ("people/celik-omur/index", "")),
        ("person", "", None),
        ("page", "guide/index", ("guide/index", "")),
    ],
)
def test_addresses(site: Site, kind: str, target: str, address: tuple[str, str] | None) -> None:
    """Objects are found by key; people also by name, however it is accented."""
    assert site.address(kind, target) == address


@pytest.mark.parametrize(
    ("kind", "target", "nearest"),
    [
        ("topic", "kelp-clasification", "kelp-classification"),
        ("topic", "tidal scheduling", "tidal-scheduling-of-batch-jobs"),
        ("person", "Ada Qill", "ada-quill"),
        ("edition", "2019-spring", "2019"),
    ],
)
def test_nearest(site: Site, kind: str, target: str, nearest: str) -> None:
    """What looks most like the target comes first; there are at most three, each once."""
    found = site.suggestions(kind, target)
    assert found[0] == nearest
    assert len(found) == len(set(found)) <= 3


def test_nearest_of_nothing(site: Site) -> None:
    """What looks like nothing in the archive has no neighbours."""
    assert site.suggestions("topic", "zzz") == ()


def test_objects_have_places(site: Site) -> None:
    """Every object has a title and a place of its own."""
    objects = list(site.objects())
    assert {kind for kind, _key, _title in objects} == {"edition", "topic", "person"}
    places = [site.address(kind, key) for kind, key, _title in objects]
    assert None not in places
    assert len(set(places)) == len(places)
    assert all(title for _kind, _key, title in objects)


def test_state_tells_what_changed(site: Site) -> None:
    """The state is the same for the same archive, and another for any change that a page can show."""
    assert replace(site).state == site.state
    edition = site.archive.editions[0]
    assert isinstance(edition, Edition)
    facts = replace(edition.facts, ordinal=9)
    changed = replace(site.archive, editions=(replace(edition, facts=facts), *site.archive.editions[1:]))
    states = {
        site.state,
        replace(site, archive=changed).state,
        replace(site, all_pairs_up_to=2).state,
        replace(site, drawn_pairs_up_to=2).state,
        replace(site, years_in_overview=2).state,
        replace(
            site, archive=replace(site.archive, series=replace(site.archive.series, short_name="Tide"))
        ).state,
    }
    assert len(states) == 6
