"""Files for programs: every one follows its published schema, says what the archive says, and is safe to open."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cfp_archive import messages
from cfp_archive.comparing.comparison import compare
from cfp_archive.comparing.history import build_history
from cfp_archive.encoding import csv_bytes, json_bytes, json_text
from cfp_archive.exporting import formats
from cfp_archive.exporting.examples import EXAMPLES
from cfp_archive.exporting.fields import field_tables
from cfp_archive.exporting.formats.tables import PersonRow
from cfp_archive.exporting.instants import deadline_in_utc
from cfp_archive.exporting.registry import (
    Exporter,
    Group,
    UnknownExporterError,
    exporters,
    files_of,
)
from cfp_archive.model import Facts, Host, OtherSources, Status, StatusKind
from cfp_archive.reading import read_archive
from cfp_archive.report import as_json, report_on
from cfp_archive.site import Site
from fabricate import TIDES, TIDES_SERIES, archive_of
from payloads import PAYLOADS, SECRET, SECRET_VARIABLE, write_all
from timeline import archive, edition, every_kind, key_date, series

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cfp_archive.exporting.examples import Example
    from cfp_archive.model import Archive

ADDRESS = "https://calls.example/tides/"


def site_of(held: Archive, address: str = ADDRESS) -> Site:
    """Return an archive ready to be written."""
    held = held.published
    return Site(archive=held, history=build_history(held), base_url=address)


def written(held: Archive, address: str = ADDRESS) -> dict[str, bytes]:
    """Return all files of an archive."""
    return dict(files_of(site_of(held, address)))


def rows(content: bytes) -> list[dict[str, str]]:
    """Read CSV as the standard library does."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def closed(schema: Any) -> Any:
    """Return a schema that allows no field that it does not describe."""
    if isinstance(schema, list):
        return [closed(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    if "properties" in inner and isinstance(schema.get("type"), str):
        inner.setdefault("additionalProperties", False)
    return inner


@pytest.fixture(params=["every kind", "tides", "little", "nothing"])
def held(request: pytest.FixtureRequest, tmp_path: Path) -> Archive:
    """An archive in which everything happens, a usual one, one with facts from elsewhere, and one without calls."""
    if request.param == "every kind":
        return every_kind()
    if request.param == "tides":
        return archive_of(tmp_path, TIDES, series=TIDES_SERIES)
    if request.param == "nothing":
        return archive(gaps=["2018"])
    facts = Facts(
        title="TideComp 2022",
        ordinal=6,
        ordinal_counted=True,
        place="Ebbville",
        host=Host(name="9th Shore Week", date=key_date("", "2022-05-30").date),
        status=Status(kind=StatusKind.POSTPONED),
        other_sources=OtherSources(place="https://tidecomp.example/2022"),
    )
    return archive(edition("2022", ["Coral databases"], facts))


def test_files_follow_their_schemas(held: Archive) -> None:
    """Each file with a schema is what the schema says, and has no field that the schema does not describe."""
    files = written(held)
    checked = 0
    for exporter in exporters():
        if exporter.shape is None:
            continue
        assert json.loads(files[exporter.schema_address]) == exporter.schema
        Draft202012Validator.check_schema(exporter.schema)
        validator = Draft202012Validator(closed(exporter.schema))
        for address, content in exporter.files(site_of(held)):
            data: Any = rows(content) if address.endswith(".csv") else json.loads(content)
            assert list(validator.iter_errors(data)) == []
            checked += 1
    assert checked


def test_nothing_is_announced_that_is_not_written(held: Archive) -> None:
    """What exporters say that they write, and what the page links, is what they write."""
    site = site_of(held)
    for exporter in exporters():
        addresses = [address for address, _content in exporter.files(site)]
        if "{key}" in exporter.address:
            assert (exporter.newest(site) in addresses) if addresses else not exporter.newest(site)
        else:
            assert addresses == ([exporter.address] if exporter.has_content(site) else [])


def test_schemas_describe_every_field() -> None:
    """Whoever reads a schema learns what each field is."""

    def undescribed(schema: Any, path: str) -> Iterator[str]:
        if isinstance(schema, dict):
            for name, field in schema.get("properties", {}).items():
                if "description" not in field and name not in {"start", "end"}:
                    yield f"{path}.{name}"
            for key, inner in schema.items():
                yield from undescribed(inner, f"{path}.{key}")

    for exporter in exporters():
        if exporter.shape:
            assert list(undescribed(exporter.schema, exporter.name)) == []


def test_schemas_allow_more_fields() -> None:
    """A version that only adds fields keeps its number, so older schemas must not refuse them."""
    for exporter in exporters():
        if exporter.shape:
            assert 'additionalProperties": false' not in json.dumps(exporter.schema)


def test_comparison_is_that_of_the_command() -> None:
    """The published comparison has the bytes that 'cfp-archive compare --format json' prints."""
    held = every_kind()
    text = as_json(report_on(compare(build_history(held), "2019", "2023")))
    assert written(held)["comparisons/2019-2023.json"].decode("utf-8") == text


def test_comparisons_are_told_once() -> None:
    """However few calls there are, only consecutive ones and the whole span have a file; the list of them is complete."""
    held = series({str(year): ["Coral databases", f"Waves of {year}"] for year in range(2015, 2021)})
    files = written(held)
    names = sorted(name for name in files if name.startswith("comparisons/"))
    assert names == [
        "comparisons/2015-2016.json",
        "comparisons/2015-2020.json",
        "comparisons/2016-2017.json",
        "comparisons/2017-2018.json",
        "comparisons/2018-2019.json",
        "comparisons/2019-2020.json",
    ]
    listed = json.loads(files["lineages.json"])["comparisons"]
    assert sorted(pair["file"] for pair in listed) == [f"data/{name}" for name in names]


def test_archive_has_what_editions_have(held: Archive) -> None:
    """The whole archive holds each edition as its own file does, and nothing of drafts."""
    files = written(held)
    whole = json.loads(files["archive.json"])
    for one in whole["editions"]:
        assert one == json.loads(files[f"editions/{one['key']}.json"])
    assert [one["key"] for one in whole["editions"]] == [one.key for one in held.in_order.editions]


def test_drafts_are_left_out() -> None:
    """A draft is not published, in no file."""
    held = archive(
        edition("2021", ["Coral databases"]),
        edition("2022", ["Secret reefs"], Facts(title="Hidden TideComp", draft=True)),
    )
    for content in written(held).values():
        assert b"Secret reefs" not in content
        assert b"Hidden TideComp" not in content


def test_words_are_the_archives() -> None:
    """Topics, blocks and facts are in the files as they are in the archive, character by character."""
    held = every_kind()
    whole = json.loads(written(held)["archive.json"])
    for one, data in zip(held.editions, whole["editions"], strict=True):
        assert [block["text"] for block in data["text"]] == [block.text for block in one.blocks]
        for topics, shown in zip(one.lists, data["lists"], strict=True):
            assert [topic["text"] for topic in shown["topics"]] == [topic.text for topic in topics.topics]
        assert [date["label"] for date in data["facts"]["key_dates"]] == [
            date.label for date in one.facts.key_dates
        ]


def test_lineages_answer_for_any_two_years() -> None:
    """From the file alone one can say which topics two calls share, and in which words; the comparison says the same."""
    held = every_kind()
    files = written(held)
    data = json.loads(files["lineages.json"])
    lists = compare(build_history(held), "2019", "2023").lists
    comparison = next(one for one in lists if one.name == "areas")
    both = {
        topic["key"]
        for topic in data["topics"]
        if topic["list"] == "areas" and {"2019", "2023"} <= {place["edition"] for place in topic["places"]}
    }
    assert both == {
        change.new[0].key
        for change in comparison.changes
        if len(change.old) == len(change.new) == 1
        and change.old[0].key == change.new[0].key
        and change.old[0].place.edition == "2019"
    }
    for topic in data["topics"]:
        for place in topic["places"]:
            assert place["edition"] in topic["wordings"][place["wording"]]["editions"]


def test_lineages_say_what_was_split_and_how_sure_that_is() -> None:
    """Topics that were split or merged name each other, with the certainty of the match."""
    data = {topic["key"]: topic for topic in json.loads(written(every_kind())["lineages.json"])["topics"]}
    split = data["foam-detection-and-kelp-classification"]
    assert [(one["kind"], one["key"]) for one in split["went_to"]] == [
        ("split", "foam-detection"),
        ("split", "kelp-classification"),
    ]
    assert {one["match"]["certainty"] for one in split["went_to"]} <= {"sure", "likely", "check"}
    assert data["coral-databases"]["returned"] == ["2023"]


def test_what_is_not_of_the_call_says_so() -> None:
    """Facts that were inferred or are from other sources are marked, in JSON and in CSV."""
    facts = Facts(
        title="TideComp 2022",
        ordinal=6,
        ordinal_counted=True,
        place="Ebbville",
        host=Host(name="9th Shore Week", date=key_date("", "2022-05-30").date),
        other_sources=OtherSources(place="https://tidecomp.example/2022"),
    )
    files = written(archive(edition("2022", ["Coral databases"], facts)))
    data = json.loads(files["editions/2022.json"])
    assert data["inferred"] == ["ordinal"]
    assert data["event_from"] == "host"
    assert data["facts"]["other_sources"]["place"] == "https://tidecomp.example/2022"
    (row,) = rows(files["editions.csv"])
    assert (row["ordinal"], row["ordinal_inferred"]) == ("6", "true")
    assert row["place_source"] == "https://tidecomp.example/2022"
    assert (row["start"], row["host"]) == ("", "9th Shore Week")


def test_tables_say_what_the_archive_says(tmp_path: Path) -> None:
    """Each table has a row for each thing, gaps included."""
    held = archive_of(tmp_path, TIDES, series=TIDES_SERIES)
    files = written(held)
    assert [row["edition"] for row in rows(files["editions.csv"])] == ["2017", "2018", "2019", "2020"]
    assert [row["in_archive"] for row in rows(files["editions.csv"])] == ["true", "false", "true", "true"]
    assert len(rows(files["topics.csv"])) == sum(
        len(topics.topics) for one in held.editions for topics in one.lists
    )
    assert len(rows(files["people.csv"])) == sum(len(one.facts.people) for one in held.editions)
    assert [row["end"] for row in rows(files["dates.csv"]) if row["kind"] == "submission"] == [
        "2017-02-01",
        "2019-02-03",
    ]


def test_extended_deadline_in_the_table() -> None:
    """An extended deadline has its instant in UTC, and the days that it replaced."""
    extended = replace(
        key_date("Papers", "2027-02-20"), time="23:59", zone="AoE", was=(key_date("", "2027-02-10").date.end,)
    )
    held = archive(edition("2027", ["Coral"], Facts(title="TideComp 2027", key_dates=(extended,))))
    (row,) = rows(written(held)["dates.csv"])
    assert (row["utc"], row["was"]) == ("2027-02-21T11:59:00Z", "2027-02-10")


@pytest.mark.parametrize(
    ("day", "time", "zone", "expected"),
    [
        ("2027-02-20", "23:59", "AoE", "2027-02-21 11:59"),
        ("2027-02-20", None, "AoE (UTC-12)", "2027-02-21 11:59"),
        ("2027-02-20", None, "Anywhere on Earth", "2027-02-21 11:59"),
        ("2027-02-20", "17:00", "UTC+5:30", "2027-02-20 11:30"),
        ("2027-02-20", "17:00", "GMT−3", "2027-02-20 20:00"),
        ("2027-02-20", "12:00", "Europe/Paris", "2027-02-20 11:00"),
        ("2027-07-20", "12:00", "Europe/Paris", "2027-07-20 10:00"),
        ("2027-07-20", "12:00", "PT", "2027-07-20 19:00"),
        ("2027-02-20", "23:59", None, None),  # no zone is stated: no instant
        ("2027-02-20", "23:59", "CST", None),  # Chicago or Shanghai
        ("2027-02-20", "23:59", "AoE (UTC+1)", None),  # contradicts itself
        ("2027-02-20", "23:59", "../../etc/passwd", None),
        ("2027-02-20", "23:59", "Mars/Base", None),
        ("9999-12-31", "23:59", "AoE", None),  # the calendar ends
    ],
)
def test_instants(day: str, time: str | None, zone: str | None, expected: str | None) -> None:
    """A deadline has an instant where the call says enough to know it, and none elsewhere."""
    instant = deadline_in_utc(replace(key_date("Papers", day), time=time, zone=zone))
    assert (f"{instant:%Y-%m-%d %H:%M}" if instant else None) == expected


HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("=+-@'\"\t\r\n,;\\{}<>&\u202e\u2028\ud800\x00＝")), max_size=40
)


@given(HOSTILE)
def test_cells_are_no_formulas(text: str) -> None:
    """A cell begins like no formula, stays on one line, and loses nothing that is visible."""
    row = PersonRow(**{field.name: "" for field in fields(PersonRow)} | {"name": text})
    content = csv_bytes(PersonRow, [row])
    assert content.count(b"\n") == 2
    (cell,) = (one["name"] for one in rows(content))
    assert cell.lstrip()[:1] not in set("=+-@＝＋－＠")
    if text.isprintable() and text.isascii():
        assert cell.removeprefix("'") == text


@given(HOSTILE)
def test_json_holds_any_text(text: str) -> None:
    """Whatever a call says, JSON holds it exactly, in UTF-8."""
    assert json.loads(json_bytes({"text": text}).decode("utf-8"))["text"] == text


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | HOSTILE
        | st.floats(0, 1).map(lambda score: round(score, 4)),
        lambda inner: st.lists(inner) | st.dictionaries(HOSTILE, inner),
        max_leaves=8,
    )
)
def test_json_is_written_as_by_python(value: Any) -> None:
    """The form of all files is that of the standard library: fast and slow writers agree to the byte."""
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2) + "\n"


@settings(max_examples=25)
@given(HOSTILE.filter(str.strip), HOSTILE.filter(str.strip))
def test_any_words_follow_the_schemas(title: str, topic: str) -> None:
    """Whatever a title or topic says, all files are written and follow their schemas."""
    held = archive(edition("2021", [f"x {topic}"], Facts(title=title)))
    files = written(held)
    data = json.loads(files["editions/2021.json"])
    assert data["facts"]["title"] == title
    assert len(rows(files["topics.csv"])) == 1


def test_payloads_are_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what an attacker would send, files hold words at most: they can be read, and show nothing from outside."""
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)
    write_all(tmp_path, tuple(one for one in PAYLOADS if not one.is_large))
    held, _problems = read_archive(tmp_path / "editions")
    names = [exporter.name for exporter in exporters() if exporter.name != "comparison"]
    files = dict(files_of(site_of(held), names))
    assert len(files) > 100
    for address, content in files.items():
        assert SECRET.encode() not in content, address
        assert ".." not in address
        if address.endswith(".json"):
            json.loads(content)
        if address.endswith(".csv"):
            assert all(cell[:1] not in set("=+-@") for row in rows(content) for cell in row.values())


def test_same_bytes_twice() -> None:
    """Files depend on the archive alone."""
    assert written(every_kind()) == written(every_kind())


def test_a_format_is_one_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module in the package of formats is all that a new format needs."""
    (tmp_path / "tides_poem.py").write_text(
        "from cfp_archive import messages\n"
        "from cfp_archive.exporting.registry import Exporter, Group\n"
        "def files(site):\n"
        "    yield 'poem.txt', f'{len(site.archive.editions)} tides\\n'.encode()\n"
        "EXPORTERS = (Exporter(name='poem', group=Group.JSON, address='poem.txt', about=messages.FILES_JSON,\n"
        "                      media_type='text/plain', files=files),)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    try:
        assert dict(files_of(site_of(every_kind()), ["poem"])) == {"poem.txt": b"3 tides\n"}
    finally:
        sys.modules.pop("cfp_archive.exporting.formats.tides_poem", None)


def test_unknown_name() -> None:
    """Asking for a file that no exporter writes is an error."""
    with pytest.raises(UnknownExporterError):
        list(files_of(site_of(every_kind()), ["tides"]))


def test_two_exporters_of_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two formats of one name are a mistake of whoever adds the second."""
    (tmp_path / "again.py").write_text(
        "from cfp_archive.exporting.formats.archive import EXPORTERS as EXPORTERS\n", encoding="utf-8"
    )
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    try:
        with pytest.raises(ValueError, match="archive"):
            exporters()
    finally:
        sys.modules.pop("cfp_archive.exporting.formats.again", None)


def test_files_with_links_need_an_address() -> None:
    """A file with absolute links is not written where the site's address is not known."""
    exporter = Exporter(
        name="x",
        group=Group.JSON,
        address="x",
        about=messages.FILES_JSON,
        media_type="text/plain",
        files=lambda _site: [("x", b"")],
    )
    assert exporter.schema_address == ""
    with pytest.raises(ValueError, match="no schema"):
        _ = exporter.schema
    absolute = {one.name for one in exporters() if one.needs_address}
    known, unknown = written(every_kind()), written(every_kind(), address="")
    assert set(unknown) <= set(known)
    assert not absolute or set(unknown) < set(known)


def test_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example on the page of files runs in a folder of files, and prints the right answer."""
    for address, content in written(archive_of(tmp_path, TIDES, series=TIDES_SERIES)).items():
        (tmp_path / "data" / address).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / address).write_bytes(content)
    monkeypatch.chdir(tmp_path / "data")
    answers = {example.question: run_example(example) for example in EXAMPLES}
    assert (
        "2017 Tidal scheduling of batch jobs" not in answers[messages.EXAMPLE_FIRST_LISTED]
    )  # its newest title
    assert "2017 Tidal scheduling of batch and streaming jobs" in answers[messages.EXAMPLE_FIRST_LISTED]
    assert answers[messages.EXAMPLE_TOPICS_PER_EDITION] == ["2017 5", "2019 6", "2020 8"]
    assert answers[messages.EXAMPLE_DEADLINES] == [
        "2017 Paper Submission 2017-02-01",
        "2019 Paper Submission 2019-02-03",
    ]
    assert answers[messages.EXAMPLE_PEOPLE][:3] == ["person", "ada-quill     3", "bo-finn       3"]
    assert (
        answers[messages.EXAMPLE_BROADENED][0] == "Foam detection -> Foam detection and kelp classification"
    )
    if shutil.which("jq"):
        assert answers[messages.EXAMPLE_IN_EVERY_CALL] == [
            "Tidal scheduling of batch and streaming jobs",
            "Moon-aware storage and caching",
        ]


def run_example(example: Example) -> list[str]:
    """Return the lines that an example prints; none if what runs it is not on this machine."""
    if example.language == "sql":
        answer = duckdb.sql(example.code)
        assert answer is not None
        return [" ".join(map(str, row)) for row in answer.fetchall()]
    if example.language == "bash":
        command = ["sh", "-c", example.code] if shutil.which("jq") else ["true"]
    else:
        command = [sys.executable, "-c", example.code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stdout.splitlines()


def test_field_tables_name_every_field() -> None:
    """The page describes each field of each schema once, with its type and its meaning."""
    for exporter in exporters():
        if exporter.shape is None:
            continue
        whole, *others = field_tables(exporter.schema)
        assert whole.name == ""
        names = [table.name for table in others]
        assert len(names) == len(set(names))
        for table in (whole, *others):
            assert table.rows
            assert all(row.type and "any" not in row.type.split(" | ") for row in table.rows)


def test_types_are_written_as_programmers_know_them() -> None:
    """Types are those of JSON; what may be missing says null."""
    lineages = next(exporter for exporter in exporters() if exporter.name == "lineages")
    types = {
        f"{table.name}.{row.name}": row.type for table in field_tables(lineages.schema) for row in table.rows
    }
    assert types[".version"] == "1"
    assert types[".topics"] == "LineageData[]"
    assert types["WordingData.change"] == "ChangeData | null"
    assert types["MatchData.certainty"] == '"sure" | "likely" | "check"'
    assert types["DecisionData.decided"] == "date"
