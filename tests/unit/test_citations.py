"""Citations, read by the libraries of those who use them."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from cfp_archive.characters import visible
from cfp_archive.comparing.history import build_history
from cfp_archive.exporting.registry import files_of
from cfp_archive.model import Facts, Source
from cfp_archive.site import Site
from timeline import archive, edition, every_kind

if TYPE_CHECKING:
    from cfp_archive.model import Archive

ADDRESS = "https://calls.example/tides/"
HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("{}\\$&%#_~^\"'@,=\r\n\u202e\ud800\x00é機")), max_size=60
)


def written(held: Archive, address: str = ADDRESS) -> dict[str, bytes]:
    """Return the citations of an archive."""
    site = Site(archive=held, history=build_history(held), base_url=address)
    return dict(files_of(site, ["bibtex", "ris", "csl", "CITATION.cff"]))


def bib(content: bytes) -> Any:
    """Read BibTeX; it must be one entry, whole."""
    library = parse_string(content.decode("utf-8"))
    assert not library.failed_blocks
    assert not library.comments
    (entry,) = library.entries
    return entry


def ris(content: bytes) -> dict[str, Any]:
    """Read RIS; it must be one record."""
    (record,) = rispy.loads(content.decode("utf-8"))
    return dict(record)


CALL = archive(
    edition(
        "2027",
        ["Coral databases"],
        Facts(
            title="TideComp 2027: Fifth Workshop on Tidal Computing",
            sources=(
                Source(url="https://mail.example/1", posted="2026-11-03", received=dt.date(2026, 11, 20)),
            ),
        ),
    )
)


def test_call() -> None:
    """A call is cited by its title, the series, the day it was posted, and its page in the archive."""
    files = written(CALL)
    entry = bib(files["citations/2027.bib"])
    assert (entry.key, entry.entry_type) == ("tidecomp-2027", "misc")
    fields = {field.key: field.value for field in entry.fields}
    assert fields["title"] == "{TideComp 2027: Fifth Workshop on Tidal Computing}"
    assert fields["author"] == "{Workshop on Tidal Computing}"
    assert (fields["year"], fields["month"], fields["day"]) == ("2026", "11", "3")
    assert fields["url"] == f"{ADDRESS}editions/2027/"
    record = ris(files["citations/2027.ris"])
    assert record["title"] == "TideComp 2027: Fifth Workshop on Tidal Computing"
    assert record["authors"] == ["Workshop on Tidal Computing"]
    assert (record["year"], record["date"]) == ("2026", "2026/11/03")
    (item,) = json.loads(files["citations/2027.csl.json"])
    assert item["type"] == "webpage"
    assert item["author"] == [{"literal": "Workshop on Tidal Computing"}]
    assert item["issued"] == {"date-parts": [[2026, 11, 3]]}


def test_call_without_the_archives_address() -> None:
    """Without an address of the archive, the citation leads to where the call was published."""
    (item,) = json.loads(written(CALL, "")["citations/2027.csl.json"])
    assert item["URL"] == "https://mail.example/1"


@pytest.mark.parametrize(
    ("posted", "expected"), [(None, [2027]), ("2026", [2026]), ("2026-11", [2026, 11]), ("2026-13", [2026])]
)
def test_day_as_far_as_it_is_known(posted: str | None, expected: list[int]) -> None:
    """No day or month is invented."""
    held = archive(edition("2027", ["Coral"], Facts(title="T", sources=(Source(posted=posted),))))
    files = written(held)
    (item,) = json.loads(files["citations/2027.csl.json"])
    assert item["issued"]["date-parts"] == [expected]
    assert (b"month" in files["citations/2027.bib"]) == (len(expected) > 1)


def test_comparison() -> None:
    """A comparison is the archive's own work."""
    files = written(every_kind())
    entry = bib(files["citations/2019-2023.bib"])
    fields = {field.key: field.value for field in entry.fields}
    assert fields["title"] == "{Compare TideComp 2019 and TideComp 2023}"
    assert fields["author"] == "{TideComp call for papers archive}"
    assert fields["url"] == f"{ADDRESS}compare/2019-2023/"
    assert ris(files["citations/2019-2023.ris"])["title"] == "Compare TideComp 2019 and TideComp 2023"


def test_citation_file() -> None:
    """The archive's own file has what the Citation File Format asks for."""
    data = YAML(typ="safe").load(written(CALL)["CITATION.cff"].decode("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(data)
    assert data["cff-version"] == "1.2.0"
    assert data["type"] == "dataset"
    assert data["url"] == ADDRESS
    assert data["date-released"] == dt.date(2026, 11, 20)
    assert "license" not in data


#: What version 1.2.0 of the format asks of the fields that are written (its schema, https://citation-file-format.github.io/),
#: read by hand: the tool that checks files, cffconvert, needs a version of jsonschema that nothing else here works with.
CITATION_FILE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["authors", "cff-version", "message", "title"],
    "properties": {
        "cff-version": {"const": "1.2.0"},
        "message": {"type": "string", "minLength": 1},
        "type": {"enum": ["dataset", "software"]},
        "title": {"type": "string", "minLength": 1},
        "abstract": {"type": "string", "minLength": 1},
        "authors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name"],
                "properties": {"name": {"type": "string", "minLength": 1}},
            },
        },
        "url": {"type": "string", "pattern": "^(https|http|ftp|sftp)://.+"},
        "license": {"enum": ["MIT", "CC-BY-4.0"]},  # SPDX identifiers, of which these are two
        "date-released": {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])$"},
    },
}


@settings(max_examples=60)
@given(HOSTILE.filter(str.strip), HOSTILE.filter(str.strip))
def test_any_words_in_the_citation_file(name: str, about: str) -> None:
    """Whatever a series says of itself, the file is what the format asks for, with nothing hidden."""
    series = replace(CALL.series, short_name=name, about=about, license="CC-BY-4.0")
    data = YAML(typ="safe").load(written(replace(CALL, series=series))["CITATION.cff"].decode("utf-8"))
    data["date-released"] = data["date-released"].isoformat()
    assert list(Draft202012Validator(CITATION_FILE).iter_errors(data)) == []
    assert data["abstract"] == visible(about)
    assert visible(name) in data["title"]


@settings(max_examples=60)
@given(HOSTILE.filter(str.strip))
def test_any_title(title: str) -> None:
    """Whatever a title says, each format holds one item, whose title it is."""
    held = archive(edition("2027", ["Coral databases"], Facts(title=title)))
    files = written(held)
    text = files["citations/2027.bib"].decode("utf-8")
    assert text.count("{") == text.count("}")
    assert len(re.findall(r"^@", text, re.MULTILINE)) == 1
    assert len(bib(files["citations/2027.bib"]).fields) == 6
    record = files["citations/2027.ris"].decode("utf-8")
    assert [line[:2] for line in record.split("\r\n")] == [
        "TY",
        "AU",
        "TI",
        "T2",
        "PY",
        "DA",
        "UR",
        "N1",
        "ID",
        "ER",
        "",
    ]
    assert f"TI  - {visible(title)}\r\n" in record
    (item,) = json.loads(files["citations/2027.csl.json"])
    assert item["title"] == visible(title)


@given(HOSTILE)
def test_tex_sees_no_command(title: str) -> None:
    """No character of a title acts in TeX: what is left after the escapes has none of the special ones."""
    held = archive(edition("2027", ["Coral databases"], Facts(title=f"x{title}")))
    (line,) = re.findall(r"title = \{\{(.*)\}\},", written(held)["citations/2027.bib"].decode("utf-8"))
    rest = re.sub(
        r"\\(?:text(?:backslash|braceleft|braceright|asciitilde|asciicircum)\{\}|[$&%#_])", "", line
    )
    assert not set(rest) & set("\\{}$&%#_~^")
