"""``cfp-archive new``: a draft appears whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from cfp_archive.cli import main
from fabricate import write_archive


def names(folder: Path) -> list[str]:
    """Return what a folder holds, hidden entries included."""
    return sorted(one.name for one in folder.iterdir())


def test_begins_from_the_newest(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The newest edition is the base; what came over, was advanced and is open is said, with lines."""
    assert main(["new", "2021"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        f"Created draft {Path('editions/2021/index.md')} from 2020.\n  Carried over  6 topics of the list 'areas'\n"
    )
    assert "  Updated       the title 'TideComp 2021: Fifth Workshop on Tidal Computing'\n" in out
    assert "index.md:5: # TODO date: YYYY-MM-DD\n" in out
    assert names(here / "editions/2021") == ["index.md"]
    assert main(["check"]) == 0


def test_begins_from_another(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--from names the base."""
    assert main(["new", "2021", "--from", "2017"]) == 0
    assert "Barnacle-resistant networks" in (here / "editions/2021/index.md").read_text(encoding="utf-8")
    assert main(["check"]) == 0


def test_first_of_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An archive that holds nothing yet gets an outline."""
    write_archive(tmp_path / "editions", {})
    monkeypatch.chdir(tmp_path)
    assert main(["new", "2031"]) == 0
    assert "Created draft editions/2031/index.md.\n" in capsys.readouterr().out
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["2020"], "already exists. Choose another key"),
        (["2018"], "cfp-archive import FILE --edition 2018"),
        (["../2021"], "is not a valid edition key"),
        (["2021/x"], "is not a valid edition key"),
        (["２０２１"], "is not a valid edition key"),
        (["2016"], "No edition before 2016 to start from. Calls in the archive: 2017, 2019, 2020."),
        (["2021", "--from", "2018"], "The 2018 call is not in the archive"),
        (["2019-b", "--from", "2020"], "2020 is not older than 2019-b"),
    ],
)
def test_refuses(here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    """What cannot be begun is refused with 2, a sentence, and nothing written."""
    before = names(here / "editions")
    assert main(["new", *arguments]) == 2
    out, err = capsys.readouterr()
    assert says in err
    assert out == ""
    assert names(here / "editions") == before


def test_full_disk(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """If writing fails halfway, nothing is left behind."""
    before = names(here / "editions")

    def full(self: Path, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    assert main(["new", "2021"]) == 2
    assert "No space left on device. Nothing was left behind." in capsys.readouterr().err
    assert names(here / "editions") == before
