"""``cfp-archive import``: from a received call to an edition, from the command line."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

import pytest

from cfp_archive.cli import main
from fabricate import TIDES, TIDES_SERIES, write_archive

CALL = """\
TideComp 2021: Fifth Workshop on Tidal Computing
Ebbville, Spain, May 21, 2021

Topics of interest include:

First tide
- Second tide
- Third tide

Important Dates

Paper submission: February 1, 2021
Notification: TBA
Workshop: May 21

General Chairs

Ada Quill, Harbour College, Spain
"""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an archive, below the working directory, which holds a call."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "call.txt").write_bytes(CALL.encode())
    return write_archive(tmp_path / "editions", TIDES, series=TIDES_SERIES)


def test_call_becomes_an_edition_that_passes_check(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder holds the page and the source, byte for byte; the report says what was understood and guessed."""
    assert main(["import", "call.txt", "--edition", "2021", "--received", "2021-01-02"]) == 0
    out = capsys.readouterr().out
    assert (archive / "2021" / "source.txt").read_bytes() == CALL.encode()
    for words in ("TideComp 2021: Fifth Workshop", "Lines are those of call.txt.", "ordinal      1  5", "place        2  Ebbville, Spain", "areas: 3 topics",
                  "Paper submission: February 1, 2021", "General Chairs: 1 (Ada Quill)", "line 6  'First tide'",
                  "line 13  This line in a list of dates was not recognized", "1 date names no year. Used 2021"):  # fmt: skip
        assert words in out, words
    assert "permanent keys of 3 topics" in out
    assert main(["check"]) in {0, 1}
    assert "2021/index.md" not in capsys.readouterr().out


def test_what_the_series_does_not_know_is_added(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lists and roles of the call are declared in series.yaml, and all that it had stays; check finds nothing to add."""
    with (archive / "series.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# The end.\n")
    before = (archive / "series.yaml").read_text("utf-8")
    more = "\nWharf Chairs\n\nBo Finn, Reef Labs, Spain\n\nSpecial Tracks\n\nSpecial topics include:\n\n- Foam\n- Kelp\n- Sand\n"
    Path("call.txt").write_bytes((CALL + more).encode())
    assert main(["import", "call.txt", "--edition", "2021"]) == 0
    out = capsys.readouterr().out
    after = (archive / "series.yaml").read_text("utf-8")
    assert all(line in after for line in before.split("\n"))
    assert "Added to editions/series.yaml: the role 'Wharf Chairs'." in out
    assert "Added to editions/series.yaml: the list '" in out
    main(["check"])
    assert not re.search("unknown-list|unknown-role|topic-key-unrecorded", capsys.readouterr().out)


def test_nothing_is_written_where_something_cannot_be_added(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of keys that cannot be added to is found before the edition is written."""
    (archive / "topics.yaml").write_text("[{key: foam, list: areas, edition: '2017', text: Foam}]\n", "utf-8")
    assert main(["import", "call.txt", "--edition", "2021"]) == 2
    assert "topics.yaml is not a list" in capsys.readouterr().err
    assert not (archive / "2021").exists()


def test_dry_run_prints_the_page_and_writes_nothing(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page goes to stdout, the report to stderr."""
    assert main(["import", "call.txt", "--edition", "2021", "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("---\ntitle:")
    assert "areas: 3 topics" in err
    assert not (archive / "2021").exists()


def test_standard_input_is_read(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands for standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CALL.encode())))
    assert main(["import", "-", "--edition", "2021"]) == 0
    assert (archive / "2021" / "index.md").exists()


def test_original_is_kept_beside_its_text(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of HTML, the page as received is kept under its own suffix, and its text is what the words are proven against."""
    html = b"<h1>TideComp 2021 Workshop</h1><h2>Topics</h2><ul><li>Foam &amp; kelp<li>Salt</ul>"
    Path("call.html").write_bytes(html)
    assert main(["import", "call.html", "--edition", "2021", "--url", "https://mail.example/1"]) == 0
    assert (archive / "2021" / "source.html").read_bytes() == html
    assert b"- Foam & kelp" in (archive / "2021" / "source.txt").read_bytes()
    assert "url: https://mail.example/1" in (archive / "2021" / "index.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "key", "words"),
    [
        (b"", "2021", "is empty"),
        (b"PK\x03\x04", "2021", "zip"),
        (b"\x00" * 200 + b"\x01\x02", "2021", "is"),
        (b"The canteen is closed.\n", "2021", "does not look like a call"),
        (CALL.encode(), "../2021", "not a valid edition key"),
        (CALL.encode(), "a/b", "not a valid edition key"),
        (CALL.encode(), "2019", "--force"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(
    archive: Path, capsys: pytest.CaptureFixture[str], content: bytes, key: str, words: str
) -> None:
    """A clear error on stderr, exit 2, and the archive as it was."""
    before = sorted((one, one.read_bytes()) for one in archive.rglob("*") if one.is_file())
    Path("bad.txt").write_bytes(content)
    assert main(["import", "bad.txt", "--edition", key]) == 2
    out, err = capsys.readouterr()
    assert words in err
    assert not out
    assert sorted((one, one.read_bytes()) for one in archive.rglob("*") if one.is_file()) == before


def test_huge_file_is_refused_without_reading_it_all(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """50 MB are no call."""
    with Path("huge.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    assert main(["import", "huge.txt", "--edition", "2021"]) == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_file_that_cannot_be_read_is_an_error(
    archive: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """A missing file, or a folder, is named."""
    assert main(["import", name, "--edition", "2021"]) == 2
    assert capsys.readouterr().err.startswith("cfp-archive: ")


def test_day_must_be_one(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--received takes YYYY-MM-DD."""
    assert main(["import", "call.txt", "--edition", "2021", "--received", "soon"]) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_force_replaces_an_edition(archive: Path) -> None:
    """With --force the old edition gives way to the new one."""
    assert main(["import", "call.txt", "--edition", "2019", "--force"]) == 0
    assert (archive / "2019" / "source.txt").read_bytes() == CALL.encode()


def test_full_disk_leaves_no_trace(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error while writing is told, and nothing half-written stays."""

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    assert main(["import", "call.txt", "--edition", "2021"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert sorted(one.name for one in archive.iterdir() if one.is_dir()) == ["2017", "2019", "2020"]


def test_example_of_the_guide_gives_the_output_in_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The handbook shows what the command prints."""
    guide = Path(__file__).parent.parent.parent / "docs" / "guide" / "importing.md"
    call, output = re.findall(r"```text\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    write_archive(tmp_path / "editions", {})
    (tmp_path / "call.txt").write_bytes(call.encode())
    monkeypatch.chdir(tmp_path)
    assert main(["import", "call.txt", "--edition", "2031"]) == 0
    assert capsys.readouterr().out == output


def test_keys_of_topics_that_a_replaced_call_does_not_have_are_named(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They stay, because an address may have been published; only their owner knows."""
    assert main(["import", "call.txt", "--edition", "2021"]) == 0
    Path("call.txt").write_text(CALL.replace("- Second tide\n", ""), encoding="utf-8")
    capsys.readouterr()
    assert main(["import", "call.txt", "--edition", "2021", "--force"]) == 0
    out = capsys.readouterr().out
    assert "topics.yaml has the key of 1 topic that the call no longer has: 'second-tide'." in out
    assert "key: second-tide" in (archive / "topics.yaml").read_text(encoding="utf-8")


def test_what_editions_of_a_series_have_in_common_is_said_once(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the line of each; what one alone has is below its own name."""
    Path("calls").mkdir()
    for year in range(2031, 2035):
        topics = "".join(
            f"- Kelp and its {word}\n"
            for word in ("roots", "leaves", "price", "taste", "salt", "law")[: 6 if year < 2034 else 1]
        )
        text = f"Kelp Days {year}\n\nTopics of interest\n\n{topics}\nImportant Dates\n\n- Papers: May 3, {year}\n- Camera-ready: when the kelp is dry\n"
        Path(f"calls/{year}.txt").write_text(text, encoding="utf-8")
    assert main(["import", "calls"]) == 0
    out = capsys.readouterr().out
    assert out.count("was not recognized") == 1
    assert re.search(
        r"In 4 editions \(2031:\d+, 2032:\d+, 2033:\d+, 2034:\d+\): This line in a list of dates", out
    )
    assert "Expected but not found in 4 editions (2031, 2032, 2033, 2034): people." in out
    assert "2034 has 1 topic; the editions around it have about 6." in out


@pytest.mark.parametrize(
    ("name", "output_format"), [("dbworld.txt", "text"), ("rounds.md", "text"), ("rounds.md", "json")]
)
def test_report_is_as_people_read_it(
    name: str,
    output_format: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What to look at comes first, then what was found, what is probably right, what was left out, and what to do next."""
    golden = Path(__file__).parents[1] / "golden"
    expected = golden / "reports" / f"{name}.{output_format}"
    write_archive(tmp_path / "editions", {})
    (tmp_path / name).write_bytes((golden / "importing" / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    assert (
        main(["import", name, "--edition", "2024", "--received", "2024-01-02", "--format", output_format])
        == 0
    )
    out = capsys.readouterr().out
    if os.environ.get("UPDATE_GOLDEN"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_bytes(out.encode())
    assert out.encode() == expected.read_bytes()
