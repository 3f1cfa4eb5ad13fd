"""``cfp-archive init``: a project that checks and builds at once, or nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from cfp_archive.cli import main
from cfp_archive.cli.init import initials

NAMED = ["--name", "Workshop on Tidal Computing", "--package", "cfp-archive>=1"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, which is empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path) -> list[str]:
    """Return what a folder holds, hidden entries included."""
    return sorted(one.name for one in folder.iterdir())


def test_sets_up(here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The project is whole, its record has no problems, and what to do next is said."""
    assert (
        main(["init", "tides", *NAMED, "--home", "https://tides.example/", "--host", "the Ocean Week"]) == 0
    )
    out = capsys.readouterr().out
    assert out.startswith("Created the archive of WTC in tides (15 files).\n")
    assert "  cd tides\n" in out
    assert "on this machine" not in out
    assert names(here) == ["tides"]
    assert "home: https://tides.example/" in (here / "tides/editions/series.yaml").read_text(encoding="utf-8")
    monkeypatch.chdir(here / "tides")
    assert main(["check"]) == 0
    assert main(["new", "2031"]) == 0
    assert main(["check"]) == 0


@pytest.mark.parametrize("there", [(), (".git",)])
def test_into_an_empty_folder(here: Path, there: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """The folder may exist if it is empty but for version control, and may be the one we are in."""
    for name in there:
        (here / name).mkdir()
    assert main(["init", ".", *NAMED]) == 0
    assert {"docs", "editions", "noxfile.py", *there} <= set(names(here))
    assert not [name for name in names(here) if name.endswith(".new")]
    assert "  cd " not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["used", *NAMED], "not empty: it contains 'notes.txt'"),
        (["used/notes.txt", *NAMED], "is a file"),
        (["dangling", *NAMED], "is a broken link"),
        (["tides"], "--name NAME"),
        (["tides", *NAMED, "--name", " "], "--name NAME"),
        (["tides", *NAMED, "--home", "tides.example"], "https://example.org"),
        (["tides", "--name", "Tides", "--package", "nowhere"], "'nowhere' is not a path"),
    ],
)
def test_refuses(here: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be set up is refused with 2 and a sentence, and nothing is written."""
    (here / "used").mkdir()
    (here / "used/notes.txt").touch()
    (here / "dangling").symlink_to("gone")
    assert main(["init", *arguments]) == 2
    out, err = capsys.readouterr()
    assert says in err
    assert out == ""
    assert names(here) == ["dangling", "used"]
    assert names(here / "used") == ["notes.txt"]


@pytest.mark.parametrize("there", [True, False])
def test_interrupted(here: Path, there: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """If it is interrupted, nothing is left behind, and a folder that was there is empty again."""
    if there:
        (here / "tides").mkdir()
    moved: list[Path] = []
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if len(moved) == 3 or not there:
            raise KeyboardInterrupt
        moved.append(self)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    assert main(["init", "tides", *NAMED]) == 130
    assert names(here) == (["tides"] if there else [])
    if there:
        assert len(moved) == 3
        assert names(here / "tides") == []


def test_asks(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal it asks for what the options do not give."""
    answers = iter(["Workshop on Tidal Computing", "TideComp", "https://tides.example", ""])
    asked = []

    def answer(question: str) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("click.termui.visible_prompt_func", answer)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert main(["init", "tides", "--package", "cfp-archive>=1"]) == 0
    assert asked[1].startswith("Short name [WTC]")
    assert "short_name: TideComp\n" in (here / "tides/editions/series.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Workshop on Tides", "WT"),
        ("Tides in Computing (TiC)", "TiC"),
        ("Tides", "Tides"),
        ("tide day", "tide day"),
    ],
)
def test_initials(name: str, short: str) -> None:
    """A short name is proposed."""
    assert initials(name) == short
