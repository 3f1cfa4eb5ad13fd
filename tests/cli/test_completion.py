"""``cfp-archive completion``: the scripts know every command, option and choice, and shells accept them."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import COMMANDS, main, make_parser
from cfp_archive.cli._description import described
from fabricate import TIDES, write_archive

if TYPE_CHECKING:
    from pathlib import Path

BASH = shutil.which("bash")


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the script for a shell."""
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_complete(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command and every option is in the script."""
    text = script(shell, capsys)
    _, commands = described(make_parser())
    assert [one.name for one in commands] == [one.NAME for one in COMMANDS]
    for one in commands:
        assert one.name in text
        for option in one.options:
            long = option.flags[-1]
            assert (f"-l {long[2:]}" if shell == "fish" else long) in text
            assert all(choice in text for choice in option.choices)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_accepted(shell: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A shell that is at hand parses its script."""
    text = script(shell, capsys)
    found = shutil.which(shell)
    if found is None or os.name == "nt":
        pytest.skip(f"no {shell} here")
    file = tmp_path / "script"
    file.write_text(text, encoding="utf-8")
    ran = subprocess.run([found, "-n", str(file)], check=False, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(BASH is None or os.name == "nt", reason="no bash here")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("che", {"check"}),
        ("check --fo", {"--format"}),
        ("check --format g", {"github"}),
        ("compare ", {"2017", "2019", "2020"}),
        ("compare 2017 20", {"2017", "2019", "2020"}),
        ("new 2021 --from 2", {"2017", "2019", "2020"}),
        ("align ", set()),
        ("schema pe", {"people"}),
        ("--archive record comp", {"compare", "completion"}),
    ],
)
def test_bash_offers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: str, offered: set[str]
) -> None:
    """Bash completes what is typed."""
    write_archive(tmp_path / "editions", TIDES)
    words = ["cfp-archive", *typed.split(" ")]
    array = " ".join(f"'{word}'" for word in words)
    code = (
        f"{script('bash', capsys)}\nCOMP_WORDS=({array}); COMP_CWORD={len(words) - 1}; _cfp_archive\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    assert BASH is not None
    ran = subprocess.run(
        [BASH, "--norc", "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert set(ran.stdout.split()) == offered
    assert ran.stderr == ""
