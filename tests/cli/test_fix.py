"""``cfp-archive check --fix``: shows what it would fix, asks, and writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main
from fabricate import TIDES, TIDES_SERIES, write, write_archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a page with a date that is written as people write dates, in an archive that is the working directory's."""
    folder = write_archive(tmp_path / "editions", TIDES, series=TIDES_SERIES)
    page = folder / "2017/index.md"
    write(
        page,
        page.read_text(encoding="utf-8").replace('date: "2017-05-21"\n', "date: 21 May 2017  # Sunday\n"),
    )
    monkeypatch.chdir(tmp_path)
    return page


def test_fixes(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --yes it fixes, shows a diff, keeps comments, and checks what is left."""
    assert main(["check"]) == 1
    capsys.readouterr()
    assert main(["check", "--fix", "--yes"]) == 0
    out = capsys.readouterr().out
    assert "-date: 21 May 2017  # Sunday\n+date: 2017-05-21  # Sunday\n" in out
    assert "1 file fixed.\n" in out
    assert out.endswith("3 editions, no problems\n")
    assert "date: 2017-05-21  # Sunday\n" in page.read_text(encoding="utf-8")
    assert main(["check", "--fix", "--yes"]) == 0
    assert "No automatic fixes available" in capsys.readouterr().out


def test_asks_nobody(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody can be asked, it writes nothing and says how to go on."""
    before = page.read_bytes()
    assert main(["check", "--fix"]) == 1
    assert "No files changed. To fix 1 file, run: cfp-archive check --fix --yes\n" in capsys.readouterr().out
    assert page.read_bytes() == before


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("yes", 0), ("", 1), ("n", 1), (None, 130)])
def test_asks(page: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None, code: int) -> None:
    """On a terminal it asks; only yes is yes, and the end of the input ends it."""

    def reply(_question: str) -> str:
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", reply)
    assert main(["check", "--fix"]) == code
    assert ("2017-05-21  # Sunday" in page.read_text(encoding="utf-8")) is (code == 0)


@pytest.mark.parametrize("arguments", [["--fix", "--format", "json"], ["--yes"]])
def test_refuses(page: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Options that do not go together give 2."""
    assert main(["check", *arguments]) == 2
    assert capsys.readouterr().err.startswith("cfp-archive: --")
