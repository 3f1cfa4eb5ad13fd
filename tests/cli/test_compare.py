"""``cfp-archive compare``: which editions, which format, and what it says when it cannot."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main
from fabricate import with_topics, write, write_archive

if TYPE_CHECKING:
    from pathlib import Path


def test_the_two_newest_are_compared_by_default(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has to remember years."""
    assert main(["--archive", str(tides), "compare"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Compare TideComp 2019 and TideComp 2020\n")
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (["2017", "2020"], "Compare TideComp 2017 and TideComp 2020"),
        (["2020", "2017"], "Compare TideComp 2020 and TideComp 2017"),
        (["2017"], "Compare TideComp 2017 and TideComp 2020"),
        (["2020"], "Compare TideComp 2020 and TideComp 2019"),
    ],
)
def test_any_two_editions_are_compared(
    tides: Path, capsys: pytest.CaptureFixture[str], given: list[str], title: str
) -> None:
    """In either direction; one edition alone is compared with the newest other one."""
    assert main(["compare", *given, "--archive", str(tides)]) == 0
    assert title in capsys.readouterr().out.split("\n")[0]


@pytest.mark.parametrize(
    ("format_", "start"),
    [
        ("text", "Compare "),
        ("markdown", "## Compare "),
        ("html", "<!DOCTYPE html>"),
        ("json", '{\n  "format": "cfp-archive/comparison"'),
    ],
)
def test_every_format_is_printed(
    tides: Path, capsys: pytest.CaptureFixture[str], format_: str, start: str
) -> None:
    """Each from the same comparison, ending with one line end."""
    assert main(["--archive", str(tides), "compare", "2017", "2019", "--format", format_]) == 0
    out = capsys.readouterr().out
    assert out.startswith(start)
    assert out.endswith("\n")
    assert not out.endswith("\n\n")
    if format_ == "json":
        assert json.loads(out)["sections"][0]["counts"]["split"] == 1


def test_colour_is_for_terminals(
    tides: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal there is colour, unless NO_COLOR is set."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    main(["--archive", str(tides), "compare"])
    coloured = capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["--archive", str(tides), "compare"])
    plain = capsys.readouterr().out
    assert "\x1b[32m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("2091", "Edition '2091' does not exist. Did you mean 2019"),
        ("harbour", "Edition 'harbour' does not exist. Calls in the archive: 2017, 2019, 2020."),
        ("2018", "The 2018 call is not in the archive. Calls in the archive: 2017, 2019, 2020."),
    ],
)
def test_an_edition_that_is_not_in_the_archive_is_refused(
    tides: Path, capsys: pytest.CaptureFixture[str], key: str, said: str
) -> None:
    """The message says which there are and which may have been meant; nothing is printed to the output."""
    assert main(["--archive", str(tides), "compare", "2017", key]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_one_edition_cannot_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to compare it with."""
    folder = write_archive(tmp_path / "editions", with_topics("2017", "Coral"))
    assert main(["--archive", str(folder), "compare"]) == 2
    assert (
        "A comparison needs at least 2 calls in the archive. Calls in the archive: 2017."
        in capsys.readouterr().err
    )


def test_problems_of_the_files_are_mentioned(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What can be read is compared; the rest is for `check`."""
    write(tides / "people.yaml", "- {name: [}\n")
    assert main(["--archive", str(tides), "compare"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Compare ")
    assert "The files have 1 problem. To see it, run: cfp-archive check" in err


def test_an_edition_is_not_compared_with_itself(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody mistyped."""
    assert main(["--archive", str(tides), "compare", "2019", "2019"]) == 2
    assert "2019 and 2019 are the same edition" in capsys.readouterr().err


def test_a_draft_is_compared_only_if_it_is_named(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not published yet is nobody's second newest edition, and topics are not followed through it."""
    page = tides / "2019" / "index.md"
    write(page, page.read_text(encoding="utf-8").replace("---\n", "---\ndraft: true\n", 1))
    for given, title in (
        ([], "Compare TideComp 2017 and TideComp 2020"),
        (["2017", "2020"], "Compare TideComp 2017 and TideComp 2020"),
        (["2019"], "Compare TideComp 2019 and TideComp 2020"),
        (["2017", "2019"], "Compare TideComp 2017 and TideComp 2019"),
    ):
        assert main(["--archive", str(tides), "compare", *given]) == 0
        out = capsys.readouterr().out
        assert title in out.split("\n")[0]
        assert "followed through the 2019 call" not in out


def test_a_comparison_that_looks_back_says_so(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Added and removed mean the reverse of what one expects."""
    assert main(["--archive", str(tides), "compare", "2020", "2017"]) == 0
    assert "Reverse order: TideComp 2017 is the older edition." in capsys.readouterr().out
    assert main(["--archive", str(tides), "compare", "2017", "2020"]) == 0
    assert "Reverse order" not in capsys.readouterr().out


def test_lines_fit_the_terminal(
    tides: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words stay whole; a pipe gets the lines as they are."""
    main(["--archive", str(tides), "compare"])
    whole = capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "44")
    main(["--archive", str(tides), "compare"])
    wrapped = capsys.readouterr().out
    assert max(map(len, wrapped.splitlines())) <= 44 < max(map(len, whole.splitlines()))
    assert re.sub(r"\W+", " ", wrapped) == re.sub(r"\W+", " ", whole)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("compar", "Unknown command 'compar'. Did you mean 'compare'?"),
        ("harbour", "Unknown command 'harbour'. Commands: init, "),
    ],
)
def test_a_mistyped_command_is_answered(typed: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the one that was meant, or with all."""
    assert main([typed]) == 2
    assert said in capsys.readouterr().err
