"""Properties of the library for whatever is sent: it ends, says where something is wrong, and prints nothing that acts."""

from __future__ import annotations

import io
import json
import re
import tempfile
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path, PurePath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cfp_archive.checking import check
from cfp_archive.cli import main
from cfp_archive.reading import read_archive, read_edition
from cfp_archive.reading.proof import prove
from fabricate import SERIES, Call, write, write_archive, yaml_text
from fuzzing import bodies, bounded, fields

pytestmark = pytest.mark.fuzz

FRONT = '---\ntitle: "TideComp 2021"\nsources:\n  - {file: source.txt}\n---\n\n'


def archive_with(folder: Path, page: bytes, source: str = "words") -> Path:
    """Write an archive with one page."""
    editions = folder / "editions"
    (editions / "2021").mkdir(parents=True)
    write(editions / "series.yaml", yaml_text(SERIES))
    (editions / "2021" / "index.md").write_bytes(page)
    write(editions / "2021" / "source.txt", source)
    return editions


def acting(text: str) -> list[str]:
    """Return the characters of a text that control a terminal or hide what is printed."""
    return [
        one
        for one in text
        if one != "\n" and (unicodedata.category(one) in {"Cc", "Cs"} or one in "\u202e\u2066\u2067\u2068")
    ]


@bounded(100)
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda one: FRONT.encode() + one)))
def test_bytes(page: bytes) -> None:
    """Whatever bytes a page has, reading ends, and each problem is in a line that the page has."""
    with tempfile.TemporaryDirectory() as name:
        folder = archive_with(Path(name), page)
        _edition, problems = read_edition(folder / "2021", PurePath("editions/2021"))
        lines = re.split(rb"\r\n?|\n", page)
        assert all(0 <= one.line <= len(lines) for one in problems)


@bounded(60)
@given(bodies)
def test_proof_holds(body: str) -> None:
    """A page whose words are not its source's is refused where they differ; one that passes has its source's words."""
    with tempfile.TemporaryDirectory() as name:
        text = f"{FRONT}# TideComp 2021\n\n{body}\n"
        folder = archive_with(Path(name), text.encode("utf-8", "replace"), "TideComp 2021\n\nnothing else")
        archive, found = read_archive(folder)
        problems = [*found, *check(archive)]
        edition = archive.edition("2021")
        if edition is None or prove(edition).mismatches:
            assert any(one.path.as_posix().startswith("editions/2021") for one in problems)


def _text_of(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


@bounded(8)
@given(fields, fields, bodies)
@example("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>", "")
def test_nothing_printed_acts(title: str, name: str, topic: str) -> None:
    """No command prints what controls a terminal, or breaks out of a line that the host of the checks reads."""
    topic = " ".join(topic.split()) or "kelp"
    person = {"role": "General Chair", "name": name, "affiliation": title}
    calls = {
        "2019": Call(title="TideComp 2019", lists={"areas": ("Moon-aware storage",)}),
        "2021": Call(title=title, lists={"areas": ("Moon-aware storage", topic)}, people=(person,)),
    }
    with tempfile.TemporaryDirectory() as folder:
        editions = write_archive(Path(folder) / "editions", calls)
        for command in (
            ("check",),
            ("check", "--format", "github"),
            ("check", "--format", "json"),
            ("compare", "2019", "2021"),
            ("compare", "2019", "2021", "--format", "markdown"),
            ("compare", "2019", "2021", "--format", "json"),
            ("announce", "2021"),
        ):
            # Streams of bytes, as those of a terminal are: a call is printed as bytes.
            streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
            with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
                code = main(["--archive", str(editions), *command])
            assert code in {0, 1, 2}, command
            printed, errors = (_text_of(stream) for stream in streams)
            assert acting(printed) == acting(errors) == [], command
            if command[-1] == "github":
                lines = printed.splitlines()
                assert not any(
                    one.startswith("::") and not re.match(r"::error file=\S*editions/", one) for one in lines
                )
            if command[-1] == "json" and code != 2:
                json.loads(printed)
