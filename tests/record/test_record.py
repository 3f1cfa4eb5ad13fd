"""The real archive: it has no problems, and it is the calls word for word."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cfp_archive.checking import check
from cfp_archive.reading import read_archive
from cfp_archive.reading.proof import prove

if TYPE_CHECKING:
    from cfp_archive.model import Archive, Edition
    from cfp_archive.problems import Problem

pytestmark = pytest.mark.record

EDITIONS = Path(__file__).parents[2] / "editions"
#: SHA-256 of the calls as received.
RECEIVED = {
    "2021": "669ccc6b475c04133a71aaed4e7265e4cf3685060e764b5ee1beb1ffe9acbb1c",
    "2023": "870a6b05fff74c636b410622ee5470ed8b398badb7cc722e7f8377deb66e100f",
}


@pytest.fixture(scope="module")
def record() -> tuple[Archive, tuple[Problem, ...]]:
    """Return the archive and the problems of its files."""
    return read_archive(EDITIONS)


def edition(record: tuple[Archive, tuple[Problem, ...]], key: str) -> Edition:
    """Return an edition that must be there."""
    found = record[0].edition(key)
    assert found is not None
    return found


def test_no_problems(record: tuple[Archive, tuple[Problem, ...]]) -> None:
    """Nothing is wrong with the record."""
    archive, problems = record
    assert "\n".join(map(str, (*problems, *check(archive)))) == ""


@pytest.mark.parametrize("key", RECEIVED)
def test_sources_are_as_received(key: str) -> None:
    """The sources are the calls as received, byte for byte."""
    assert hashlib.sha256((EDITIONS / key / "source.txt").read_bytes()).hexdigest() == RECEIVED[key]


@pytest.mark.parametrize(("key", "words"), [("2021", 721), ("2023", 751)])
def test_every_word(record: tuple[Archive, tuple[Problem, ...]], key: str, words: int) -> None:
    """Every word of the calls of 2021 and 2023 is on its page, in order."""
    proof = prove(edition(record, key))
    assert [(one.found, one.words) for one in proof.coverage] == [(words, words)]
    assert proof.mismatches == ()
    assert proof.unused == ()


@pytest.mark.parametrize(("key", "areas", "directions"), [("2021", 16, 3), ("2023", 18, 6)])
def test_topics(record: tuple[Archive, tuple[Problem, ...]], key: str, areas: int, directions: int) -> None:
    """Both lists are whole, those of 2021 with the first topic, which has no bullet, and the one on two lines."""
    counts = {one.name: len(one.topics) for one in edition(record, key).lists}
    assert counts == {"areas": areas, "directions": directions}


def test_topics_of_2021_that_are_easily_lost(record: tuple[Archive, tuple[Problem, ...]]) -> None:
    """The first area of 2021 has no bullet in the source, and the fifth is wrapped."""
    areas = edition(record, "2021").topic_list("areas")
    assert areas is not None
    assert areas.topics[0].text == "Deep learning on cloud platforms, HPC systems, and edge devices"
    assert areas.topics[4].text == (
        "Scalable and distributed graph neural networks Sampling techniques for graph neural networks"
    )


def test_facts_of_2021(record: tuple[Archive, tuple[Problem, ...]]) -> None:
    """The call of 2021 has four dates, three categories and nine appointments."""
    facts = edition(record, "2021").facts
    assert [str(one.date.start) for one in facts.key_dates] == [
        "2021-02-01",
        "2021-03-15",
        "2021-03-30",
        "2021-05-21",
    ]
    assert [one.pages for one in facts.submissions] == [(8, 10), (4, 4), (1, 1)]
    assert len(facts.people) == 9


def test_gaps(record: tuple[Archive, tuple[Problem, ...]]) -> None:
    """Editions that are not held are shown as gaps between those that are."""
    assert [one.key for one in record[0].timeline][:5] == ["2019", "2020", "2021", "2022", "2023"]
    assert [one.key for one in record[0].series.missing_calls][:3] == ["2019", "2020", "2022"]


def test_one_person_in_two_roles(record: tuple[Archive, tuple[Problem, ...]]) -> None:
    """Danilo Ardagna chaired the committee in 2021 and steered in 2023: one person."""
    archive = record[0]
    roles = {
        (one.key, appointment.role_key)
        for one in archive.editions
        for appointment in one.facts.people
        if (person := archive.person_of(appointment)) is not None and person.key == "danilo-ardagna"
    }
    assert {("2021", "program-chair"), ("2023", "steering-committee")} <= roles
