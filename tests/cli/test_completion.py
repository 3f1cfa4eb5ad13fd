"""``cfp-archive completion``: shells accept the scripts, which know every command, option, choice and edition."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import COMMANDS, main
from fabricate import TIDES, write_archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_accepted(shell: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A shell that is at hand parses its script."""
    assert main(["completion", shell]) == 0
    text = capsys.readouterr().out
    assert "_CFP_ARCHIVE_COMPLETE" in text
    found = shutil.which(shell)
    if found is None or os.name == "nt":
        pytest.skip(f"no {shell} here")
    file = tmp_path / "script"
    file.write_text(text, encoding="utf-8")
    ran = subprocess.run([found, "-n", str(file)], check=False, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", {one.name for one in COMMANDS}),
        ("che", {"check"}),
        ("check --fo", {"--format"}),
        ("check --format g", {"github"}),
        ("compare ", {"2017", "2019", "2020"}),
        ("compare 2017 20", {"2017", "2019", "2020"}),
        ("new 2021 --from 2", {"2017", "2019", "2020"}),
        ("announce --archive nowhere ", set()),
        ("schema pe", {"people"}),
        ("--archive record comp", {"compare", "completion"}),
        ("--archive record compare 2", {"2030"}),
    ],
)
def test_offered(tmp_path: Path, typed: str, offered: set[str]) -> None:
    """The program completes what is typed, as the shells' scripts ask it to."""
    write_archive(tmp_path / "editions", TIDES)
    write_archive(tmp_path / "record", {"2030": TIDES["2020"]})
    words = ["cfp-archive", *typed.split(" ")]
    ran = subprocess.run(
        [sys.executable, "-m", "cfp_archive"],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "_CFP_ARCHIVE_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(words),
            "COMP_CWORD": str(len(words) - 1),
        },
        check=True,
        capture_output=True,
        text=True,
    )
    assert {line.partition(",")[2] for line in ran.stdout.split()} == offered
    assert ran.stderr == ""


def test_unknown_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that is not known gets nothing."""
    monkeypatch.setenv("_CFP_ARCHIVE_COMPLETE", "nosuch_complete")
    assert main() == 1
