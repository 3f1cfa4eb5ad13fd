"""The handbook's commands are run, in the order in which they stand, and print what the handbook shows.

In a block that begins with ```` ```console ```` a line that begins with ``$`` is a command, and the lines below are what it
prints. ``cfp-archive`` commands are run; a line ``...`` stands for any lines. Commands without output are only run. Above a
block that needs a person's answers stands the comment ``% not run: it asks``. UPDATE_GOLDEN=1 writes what was printed.
"""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main
from fabricate import Call, write_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDE = Path(__file__).parents[2] / "docs/guide"
PAGES = sorted(one for one in GUIDE.glob("*.md") if "```console" in one.read_text(encoding="utf-8"))
NOT_RUN = "% not run: it asks"

#: The archive in which the handbook's commands run.
HELD = Call(
    title="TideComp 2030: Second Workshop on Tidal Computing",
    intro="TideComp 2030 takes place in Ebbville, Northland. Topics include, but are not limited to:",
    lists={
        "topics": (
            "Tidal scheduling of batch jobs",
            "Moon-aware storage and caching",
            "Foam detection and kelp classification",
            "Coral databases",
        )
    },
    key_dates=(
        {"label": "Paper submission", "date": "2030-02-01"},
        {"label": "Notification", "date": "2030-03-15"},
        {"label": "Workshop", "date": "2030-05-21"},
    ),
    submissions=({"category": "Regular papers", "pages": 8},),
    people=(
        {"role": "General Chairs", "name": "Ada Quill", "affiliation": "Harbour College", "country": "Northland"},
        {"role": "General Chairs", "name": "Bo Finn", "affiliation": "Reef Labs", "country": "Southland"},
    ),
    facts={
        "ordinal": 2,
        "date": "2030-05-21",
        "place": "Ebbville, Northland",
        "website": "https://2030.tidecomp.example/",
        "other_sources": {"website": "https://tidecomp.example/"},
    },
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Step:
    """A command of the handbook."""

    command: str
    printed: str  #: as the handbook shows it; empty if it shows nothing
    start: int  #: where that begins in the page
    end: int
    indent: str


def steps_of(text: str) -> Iterator[Step]:
    """Yield the commands of a page that can be run here."""
    for block in re.finditer(
        r"^(?P<indent> *)```console\n(?P<lines>.*?)^ *```$", text, re.MULTILINE | re.DOTALL
    ):
        if text[: block.start()].rstrip().endswith(NOT_RUN):
            continue
        indent = block["indent"]
        for one in re.finditer(
            rf"^{indent}\$ (?P<command>[^\n]*)\n(?P<printed>(?:(?!{indent}\$ )[^\n]*\n)*)",
            block["lines"],
            re.MULTILINE,
        ):
            if one["command"].startswith("cfp-archive"):
                start = block.start("lines")
                yield Step(
                    command=one["command"].partition("  #")[0],
                    printed="".join(
                        line.removeprefix(indent) for line in one["printed"].splitlines(keepends=True)
                    ),
                    start=start + one.start("printed"),
                    end=start + one.end("printed"),
                    indent=indent,
                )


def fits(shown: str, printed: str) -> bool:
    """Say whether a text is what was shown, '...' standing for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory of the handbook's reader."""
    series = {"lists": [{"name": "topics", "label": "Topics of interest"}]}
    write_archive(tmp_path / "editions", {"2030": HELD}, series=series)
    (tmp_path / "call.txt").write_bytes((Path(__file__).parent / "call.txt").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands(page: Path, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command runs, and prints what the page shows."""
    text = made = page.read_text(encoding="utf-8")
    wrong, shift = [], 0
    for step in steps_of(text):
        code = main(shlex.split(step.command)[1:])
        out, err = capsys.readouterr()
        assert code != 2, f"{step.command}: {err}"
        printed = "".join(f"{line.rstrip()}\n" for line in out.replace("\\", "/").splitlines())
        if step.printed and not fits(step.printed, printed):
            wrong.append(f"$ {step.command}\n{printed}\n--- but the page shows ---\n{step.printed}")
            lines = printed.splitlines()
            if step.printed.endswith("\n...\n"):  # as long as it was
                lines = [*lines[: step.printed.count("\n") - 1], "..."]
            shown = "".join(f"{step.indent}{line}".rstrip() + "\n" for line in lines)
            made = made[: step.start + shift] + shown + made[step.end + shift :]
            shift += len(shown) - (step.end - step.start)
    if wrong and os.environ.get("UPDATE_GOLDEN"):
        page.write_text(made, encoding="utf-8", newline="\n")
    else:
        assert not wrong, "\n\n".join(wrong)


def test_the_test_reads_blocks() -> None:
    """Commands, outputs, comments and marks are told apart."""
    text = (
        "1. One\n\n   ```console\n   $ cfp-archive check  # comment\n   all\n     is well\n   $ nox -s site\n   done\n   ```\n\n"
        f"{NOT_RUN}\n\n```console\n$ cfp-archive review\n```\n"
    )
    (step,) = steps_of(text)
    assert (step.command, step.printed) == ("cfp-archive check", "all\n  is well\n")
    assert fits("a\n...\nz\n", "a\nb\nc\nz\n")
    assert fits("a\n...\nz\n", "a\nz\n")
    assert not fits("a\nz\n", "a\nb\nz\n")


def test_some_commands_are_run() -> None:
    """The pages that show how things are done show what they print."""
    shown = {
        page.stem: [one for one in steps_of(page.read_text(encoding="utf-8")) if one.printed]
        for page in PAGES
    }
    assert len(shown["add-a-year"]) >= 4
    assert shown["another-series"]
