"""JSON-LD: what search engines are told is what the call or a source says, and no text breaks out of its script."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfp_archive.characters import visible
from cfp_archive.comparing.history import build_history
from cfp_archive.encoding import json_in_html
from cfp_archive.exporting.structured_data import (
    data_as_dataset,
    edition_as_event,
    series_as_event_series,
)
from cfp_archive.model import (
    Appointment,
    Facts,
    Format,
    Gap,
    Host,
    OtherSources,
    Person,
    Source,
    Span,
    Status,
    StatusKind,
)
from cfp_archive.reading import read_archive
from cfp_archive.site import Site
from fabricate import TIDES, write_archive
from payloads import PAYLOADS, SECRET, SECRET_VARIABLE, write_all
from timeline import archive, edition, every_kind, key_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cfp_archive.model import Archive

ADDRESS = "https://calls.example/tides/"
HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("</script><!--&\"'\\\u2028\u2029\u202e\ud800\x00é機")),
    max_size=60,
)


def site_of(held: Archive, address: str = ADDRESS) -> Site:
    """Return an archive as a site."""
    held = held.published
    return Site(archive=held, history=build_history(held), base_url=address)


def event(facts: Facts, address: str = ADDRESS) -> dict[str, Any]:
    """Return a call of 2027 as an event."""
    site = site_of(archive(edition("2027", ["Coral databases"], facts)), address)
    return edition_as_event(site, site.archive.editions[-1])


def days(start: str, end: str | None = None) -> Span:
    """Return a span of days."""
    return Span(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end or start))


def values(data: Any) -> Iterator[Any]:
    """Yield every value that is not made of others."""
    if isinstance(data, dict):
        for inner in data.values():
            yield from values(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from values(inner)
    else:
        yield data


FULL = Facts(
    title="TideComp 2027: Fifth Workshop on Tidal Computing",
    ordinal=5,
    ordinal_counted=True,
    date=days("2027-05-20", "2027-05-21"),
    place="Ebbville, Norland",
    format=Format.HYBRID,
    website="https://tidecomp.example/2027",
    host=Host(
        name="9th Shore Week", date=days("2027-05-17", "2027-05-21"), place="Ebbville", source="https://shore.example/"
    ),
    people=(
        Appointment(role="General Co-Chairs", name="Ada Quill", affiliation="Harbour College"),
        Appointment(role="Keynote Speaker", name="Bo Reef"),
        Appointment(role="Program Committee", name="Cy Dune"),
    ),
    sources=(Source(url="https://mail.example/1", posted="2026-11-02"),),
)  # fmt: skip


def test_an_edition_is_an_event_of_its_series() -> None:
    """Days, place, form, host conference, people by what they do, and the call are those of the front matter."""
    data = event(FULL)
    assert (data["@type"], data["name"]) == ("Event", FULL.title)
    assert (data["startDate"], data["endDate"]) == ("2027-05-20", "2027-05-21")
    assert data["location"]["name"] == "Ebbville, Norland"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    series, host = data["superEvent"]
    assert (series["@type"], series["@id"]) == ("EventSeries", f"{ADDRESS}#series")
    assert (host["name"], host["startDate"], host["url"]) == (
        "9th Shore Week",
        "2027-05-17",
        "https://shore.example/",
    )
    assert data["organizer"][0]["roleName"] == "General Co-Chairs"
    assert data["organizer"][0]["organizer"]["name"] == "Ada Quill"
    assert data["organizer"][0]["organizer"]["affiliation"]["name"] == "Harbour College"
    assert data["performer"][0]["performer"]["name"] == "Bo Reef"
    assert data["contributor"][0]["contributor"]["name"] == "Cy Dune"
    assert data["subjectOf"]["datePublished"] == "2026-11-02"
    assert data["subjectOf"]["isBasedOn"] == ["https://mail.example/1"]
    assert data["mainEntityOfPage"] == f"{ADDRESS}editions/2027/"
    assert "eventStatus" not in data
    assert 5 not in list(values(data))  # the ordinal is inferred


def test_topics_are_defined_terms() -> None:
    """Each topic is a term of its list, which is described once, with the key and page that it has in all editions."""
    held = every_kind()
    site = site_of(held)
    about = edition_as_event(site, site.archive.editions[-1])["about"]
    assert [term["name"] for term in about] == [
        topic.head for topics in held.editions[-1].lists for topic in topics.topics
    ]
    assert [term["inDefinedTermSet"].get("name") for term in about if "name" in term["inDefinedTermSet"]] == [
        "Areas of interest",
        "Themes",
    ]
    assert about[0]["url"] == f"{ADDRESS}topics/{about[0]['termCode']}/"
    assert about[-1]["description"] == "Wave forecasting: How high the next wave is."
    assert len({term["@id"] for term in about}) == len(about)


@pytest.mark.parametrize(
    ("status", "expected", "start", "former"),
    [
        (Status(kind=StatusKind.CANCELLED), "EventCancelled", "2027-05-20", None),
        (Status(kind=StatusKind.POSTPONED), "EventPostponed", "2027-05-20", None),
        (
            Status(kind=StatusKind.POSTPONED, date=days("2027-10-05")),
            "EventRescheduled",
            "2027-10-05",
            "2027-05-20",
        ),
        (
            Status(kind=StatusKind.POSTPONED, date=days("2027-10-05"), was=days("2027-05-19")),
            "EventRescheduled",
            "2027-10-05",
            "2027-05-19",
        ),
    ],
)
def test_status(status: Status, expected: str, start: str, former: str | None) -> None:
    """What became of an edition is said in the terms of schema.org, with the days before and after."""
    data = event(replace(FULL, status=status))
    assert data["eventStatus"] == f"https://schema.org/{expected}"
    assert data["startDate"] == start
    assert data.get("previousStartDate") == former


def test_only_what_is_said() -> None:
    """Of an edition whose call is silent nothing is made up: not its days from its host's, nor a place."""
    host = Host(
        name="9th Shore Week",
        date=days("2027-05-17"),
        place="Ebbville",
        moved=True,
        source="https://shore.example/",
    )
    data = event(Facts(title="TideComp 2027", ordinal=5, ordinal_counted=True, host=host))
    assert not {"startDate", "endDate", "location", "organizer", "eventStatus", "alternateName"} & set(data)
    assert "location" not in data["superEvent"][1]  # it moved from there
    unsourced = event(Facts(title="TideComp 2027", host=replace(host, source=None)))
    assert len(unsourced["superEvent"]) == 1


def test_days_from_another_source_count() -> None:
    """A fact that the call does not state and a source does is written."""
    facts = Facts(
        title="TideComp 2027", place="Ebbville", other_sources=OtherSources(place="https://shore.example/")
    )
    assert event(facts)["location"]["name"] == "Ebbville"


def test_series_has_all_known_editions() -> None:
    """The series' description needs a source; its editions include those whose call is missing."""
    held = archive(edition("2027", ["Coral"], FULL))
    gap = Gap(key="2026", website="https://tidecomp.example/2026", status=Status(kind=StatusKind.CANCELLED))
    series = replace(held.series, about="About the tides.", missing_calls=(gap,))
    data = series_as_event_series(site_of(replace(held, series=series)))
    assert (data["@type"], data["alternateName"]) == ("EventSeries", "TideComp")
    assert "description" not in data
    assert [one["name"] for one in data["subEvent"]] == ["TideComp 2026", FULL.title]
    assert data["subEvent"][0]["eventStatus"] == "https://schema.org/EventCancelled"
    assert data["subEvent"][1]["@id"] == event(FULL)["@id"]
    sourced = replace(series, source="https://tidecomp.example/about")
    assert series_as_event_series(site_of(replace(held, series=sourced)))["description"] == "About the tides."


def test_orcid_says_who_someone_is() -> None:
    """A person's ORCID iD, from the archive's list of people, is given as the same thing elsewhere."""
    held = archive(edition("2027", ["Coral"], FULL))
    ada = Person(key="ada-quill", name="Ada Quill", orcid="0000-0002-1825-0097")
    people = tuple(ada if person.key == ada.key else person for person in held.people)
    site = site_of(replace(held, people=people))
    person = edition_as_event(site, site.archive.editions[0])["organizer"][0]["organizer"]
    assert person["sameAs"] == "https://orcid.org/0000-0002-1825-0097"
    assert person["url"] == f"{ADDRESS}people/ada-quill/"


def test_data_is_a_dataset_with_its_license() -> None:
    """The files that exist can be downloaded, under the license of the series."""
    held = archive(edition("2027", ["Coral"], FULL))
    licensed = replace(held, series=replace(held.series, license="CC-BY-4.0"))
    data = data_as_dataset(site_of(licensed))
    assert data["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert f"{ADDRESS}data/archive.json" in [file["contentUrl"] for file in data["distribution"]]
    assert "distribution" not in data_as_dataset(site_of(held, ""))


def test_without_an_address_no_link_is_relative() -> None:
    """Where the site's address is not known, no address of it is written, and things are named by what holds anywhere."""
    held = archive(edition("2027", ["Coral databases"], FULL))
    for address in ("", ADDRESS):
        site = site_of(held, address)
        described = (
            series_as_event_series(site),
            edition_as_event(site, site.archive.editions[0]),
            data_as_dataset(site),
        )
        text = json.dumps(described)
        assert ("calls.example" in text) == bool(address)
        relative = ("editions/", "data/", "people/", "topics/", "#")
        links = [value for data in described for value in values(data) if str(value).startswith(relative)]
        assert links == (
            [file["name"] for file in described[2].get("distribution", []) if "/" in file["name"]]
        )
        assert ('"@id": "urn:uuid:' in text) == (not address)


class _Scripts(HTMLParser):
    """Collects the scripts of a page, and whatever else is on it."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.append(tag)
        if tag == "script":
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


@given(HOSTILE)
def test_no_text_leaves_its_script(text: str) -> None:
    """Whatever a call says stays within the script, and means the same to whoever reads the JSON."""
    script = json_in_html({"name": text})
    assert not set("<>&\u2028\u2029") & set(script)
    script.encode("utf-8")
    page = _Scripts()
    page.feed(f"<script>{script}</script>")
    page.close()
    assert page.tags == ["script"]
    assert json.loads(page.texts[0])["name"] == text


@given(HOSTILE.filter(str.strip), HOSTILE.filter(str.strip))
def test_any_words_are_described(title: str, name: str) -> None:
    """Whatever a title, a name or a topic says, it is written with nothing hidden in it."""
    facts = Facts(title=title, people=(Appointment(role="Chair", name=name, affiliation=title),))
    site = site_of(archive(edition("2027", [f"x {name}"], facts)))
    data = json.loads(json_in_html(edition_as_event(site, site.archive.editions[0])))
    assert data["name"] == visible(title)
    assert data["organizer"][0]["organizer"]["name"] == visible(name)
    assert len(data["about"]) == 1


def test_payloads_are_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what an attacker would send, only words are left."""
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)
    write_all(tmp_path, tuple(payload for payload in PAYLOADS if not payload.is_large))
    site = site_of(read_archive(tmp_path / "editions")[0])
    assert len(site.archive.editions) > 20
    for held in site.archive.editions:
        script = json_in_html(edition_as_event(site, held))
        assert SECRET not in script
        assert "<" not in script


def test_key_dates_are_not_days_of_the_event() -> None:
    """A deadline is no day of the event; the calendar that has it is linked."""
    data = event(Facts(title="TideComp 2027", key_dates=(key_date("Papers due", "2027-02-01"),)))
    assert "startDate" not in data
    assert f"{ADDRESS}data/editions/2027.ics" in [
        file["contentUrl"] for file in data["subjectOf"]["encoding"]
    ]


def test_the_series_has_no_day_that_a_call_does_not_say(tmp_path: Path) -> None:
    """Nor any other fact of an edition that `check` reports."""
    call = replace(TIDES["2020"], facts={"ordinal": 4, "date": "2020-05-18"})
    write_archive(tmp_path, {"2019": TIDES["2019"], "2020": call})
    page = tmp_path / "2020" / "index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("2020-05-18", "2020-05-19"), encoding="utf-8")
    site = Site.of(read_archive(tmp_path)[0], base_url=ADDRESS)
    days_of = {one["name"]: one.get("startDate") for one in series_as_event_series(site)["subEvent"]}
    assert list(days_of.values())[-2:] == ["2019-05-20", None]
