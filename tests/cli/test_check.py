"""The command line: finding the archive, checking it, and saying so to people and to programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cfp_archive import __version__
from cfp_archive.cli import COMMANDS, main
from cfp_archive.cli._shared import CannotRunError, find_archive, working
from cfp_archive.cli.schema import NAMES
from cfp_archive.schema import SCHEMAS, schema_text
from fabricate import TIDES, TIDES_SERIES, Call, write, write_archive

BAD = "---\ntitle: TideComp 2021\nordnal: 3\nsources: [{url: 'https://tides.example'}]\n---\n\n# TideComp 2021\n"


@pytest.fixture
def bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, which holds an archive with one problem."""
    write_archive(tmp_path / "editions", {"2021": BAD})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process."""
    return subprocess.run(
        [sys.executable, "-m", "cfp_archive", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        check=False,
    )


def test_good_archive(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An archive without problems gives 0, and the figures of each proof."""
    assert main(["check"]) == 0
    out, err = capsys.readouterr()
    assert "2019: 78 of 78 words of source.txt are on the page, in order\n" in out
    assert out.splitlines()[-1] == "3 editions, no problems"
    assert err == ""


def test_bad_archive(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems give 1, and are printed with place, message, hint and code, and counted."""
    assert main(["check"]) == 1
    assert capsys.readouterr().out == (
        "editions/2021/index.md:3: Unknown field 'ordnal'. [unknown-field]\n"
        "    Did you mean 'ordinal'?\n"
        "\n"
        "2021: not checked against a source text (no source file)\n"
        "1 problem in 1 edition: unknown-field 1\n"
    )


@pytest.mark.parametrize("inner", ["editions", "editions/2021", "docs"])
def test_paths_lead_there(
    bad: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], inner: str
) -> None:
    """Printed paths are those of the files, seen from wherever the command runs."""
    (bad / "docs").mkdir()
    monkeypatch.chdir(bad / inner)
    assert main(["check"]) == 1
    path = capsys.readouterr().out.partition(":3: ")[0]
    assert Path(path).resolve() == (bad / "editions" / "2021" / "index.md").resolve()


def test_json(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get one object with sorted problems and the coverage of the sources."""
    write(bad / "editions" / "2021" / "source.txt", "Tides\nTideComp 2021")
    page = bad / "editions" / "2021" / "index.md"
    write(page, page.read_text(encoding="utf-8").replace("sources: [{", "sources: [{file: source.txt, "))
    with page.open("a", encoding="utf-8") as file:
        file.write("\n:::{topics} areas\n:::\n")
    assert main(["check", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "problems": [
            {
                "path": "editions/2021/index.md",
                "line": 3,
                "code": "unknown-field",
                "message": "Unknown field 'ordnal'.",
                "hint": "Did you mean 'ordinal'?",
            },
            {
                "path": "editions/2021/index.md",
                "line": 9,
                "code": "list-empty",
                "message": "The topic list 'areas' is empty.",
                "hint": "Add the topics, each on a line that begins with '- ', or delete the directive.",
            },
        ],
        "coverage": [
            {
                "edition": "2021",
                "page": "index.md",
                "file": "source.txt",
                "compared": True,
                "words": 3,
                "found": 2,
            }
        ],
        "editions": 1,
    }


def test_github(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """GitHub gets workflow commands, in which its own signs are escaped."""
    page = bad / "editions" / "2021" / "index.md"
    write(page, page.read_text(encoding="utf-8").replace("ordnal: 3", 'place: 3\n"a,b: 100%": 1'))
    assert main(["check", "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "::error file=editions/2021/index.md,line=3,title=wrong-type::"
        "'place' is read as a number, not as text: 3. Put it in quotes."
    )
    assert "::Unknown field 'a,b: 100%25'. The fields here are" in lines[1]


def test_github_whole_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A problem of a whole file is shown at its first line."""
    (here / "editions" / "2019" / "index.md").unlink()
    assert main(["check", "--format", "github"]) == 1
    assert "::error file=editions/2019,line=1,title=index-missing::" in capsys.readouterr().out


def test_invisible_characters(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a terminal would obey is shown, not obeyed."""
    (here / "editions" / "2021").mkdir()
    write(here / "editions" / "2021" / "index.md", '---\ntitle: T\n"\\e[31m": 1\n---\n')
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "⟨U+001B⟩[31m" in out


def test_sources_that_are_not_compared(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A source whose words cannot be compared is named as such."""
    write_archive(
        here / "editions", {"2021": Call(facts={"sources": [{"file": "call.pdf"}]})}, series=TIDES_SERIES
    )
    write(here / "editions" / "2021" / "call.pdf", "%PDF")
    assert main(["check"]) == 0
    assert "2021: not checked against call.pdf (no plain text of it)\n" in capsys.readouterr().out


@pytest.mark.parametrize("given", [".", "editions", "../here", "../here/editions"])
def test_naming_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """The archive is named by its folder or by one that contains it, before or after the command."""
    (tmp_path / "here").mkdir()
    write_archive(tmp_path / "here" / "editions", TIDES, series=TIDES_SERIES)
    monkeypatch.chdir(tmp_path / "here")
    assert main(["--archive", given, "check"]) == 0
    assert main(["check", "--archive", given]) == 0


def test_nearest_archive(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name, the nearest archive upwards is taken, from within it as well."""
    for inner in ("docs/guide", "editions", "editions/2019"):
        (here / inner).mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(here / inner)
        assert find_archive(None).resolve() == (here / "editions").resolve()
    monkeypatch.chdir(here)
    assert find_archive(None) == Path("editions")


def test_archive_of_another_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder may have another name, and problems name it so."""
    write_archive(tmp_path / "calls", {"2021": BAD})
    assert main(["--archive", str(tmp_path / "calls"), "check"]) == 1
    assert f"{(tmp_path / 'calls' / '2021' / 'index.md').as_posix()}:3: " in capsys.readouterr().out


@pytest.mark.parametrize("given", ["nowhere", "file", "empty", "bad\0name"])
def test_no_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str) -> None:
    """Where there is no archive, the command cannot run and says what to do."""
    write(tmp_path / "file", "x")
    (tmp_path / "empty").mkdir()
    assert main(["--archive", str(tmp_path / given), "check"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("cfp-archive: ")


def test_no_archive_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside any project, the message names the option."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotRunError, match="--archive DIR"):
        find_archive(None)


@pytest.mark.parametrize(
    "arguments", [["nope"], ["check", "--format", "xml"], ["--nope"], ["check", "extra"]]
)
def test_wrong_arguments(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong arguments give 2 and a message."""
    assert main(arguments) == 2
    assert "\nError: " in capsys.readouterr().err


def test_without_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    """Without arguments, the command says what it can do and what to do next."""
    assert main([]) == 0
    out = capsys.readouterr().out
    assert "Next steps:\n  cfp-archive " in out
    assert all(str(one.name) in out for one in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The version is that of the package."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"cfp-archive {__version__}\n"


@pytest.mark.parametrize("name", [one.name for one in COMMANDS])
def test_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command has a help text with an example that begins with its own name."""
    assert main([name, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"\n  cfp-archive {name}" in out
    assert "--archive DIR" in out


def test_schemas_have_names() -> None:
    """The command knows every schema without importing them."""
    assert tuple(SCHEMAS) == NAMES


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Schemas are printed, or written to a file."""
    assert main(["schema", name]) == 0
    assert capsys.readouterr().out == schema_text(name)
    assert main(["schema", name, "--output", str(tmp_path / "made.json")]) == 0
    assert (tmp_path / "made.json").read_bytes() == schema_text(name).encode()
    assert capsys.readouterr().out == ""


def test_schema_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be written is a message, not a traceback."""
    assert main(["schema", "edition", "--output", str(tmp_path / "no" / "made.json")]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_color(
    bad: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environment: dict[str, str],
) -> None:
    """Color is for terminals alone, and not if NO_COLOR is set."""
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(["check"]) == 1
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["check"]) == 1
    assert ("\x1b[31mUnknown field 'ordnal'.\x1b[0m" in capsys.readouterr().out) is not bool(environment)


def test_progress_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The line is cleared when the work is done, and when it fails."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with pytest.raises(ValueError, match="broken"), working("reading"):
        raise ValueError("broken")
    out, err = capsys.readouterr()
    assert (out, err) == ("", "reading ...\r\x1b[2K")


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], {"scipy", "numpy", "sphinx", "docutils", "babel", "bs4", "pydantic", "ruamel"}),
        (["check"], {"scipy", "sphinx", "bs4"}),
    ],
)
def test_start(here: Path, arguments: list[str], heavy: set[str]) -> None:
    """What a command does not need is not imported: --help answers at once, and check soon."""
    code = (
        "import sys\nfrom cfp_archive.cli import main\n"
        f"main({arguments!r})\nprint(*{{name.split('.')[0] for name in sys.modules}}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=here,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stderr.split()) & heavy == set()


@pytest.mark.parametrize("place", [0, 1])
def test_archive_before_or_after(tmp_path: Path, place: int, capsys: pytest.CaptureFixture[str]) -> None:
    """--archive may be given before the command or after it; after it, it wins."""
    write_archive(tmp_path / "editions", TIDES, series=TIDES_SERIES)
    option = ["--archive", str(tmp_path)]
    arguments = ["check"]
    arguments[place:place] = option
    assert main(arguments) == 0
    assert main(["--archive", "nowhere", "check", *option]) == 0
    assert "no problems" in capsys.readouterr().out


def test_process(here: Path) -> None:
    """The command line runs as a process."""
    done = run(here, "check")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.endswith(b"3 editions, no problems" + os.linesep.encode())


def test_locales_without_letters(here: Path) -> None:
    """A locale that cannot write every letter gets escapes, not a traceback."""
    page = here / "editions" / "2019" / "index.md"
    write(page, page.read_text(encoding="utf-8").replace("Undertow", "Unterströmung 潮"))
    done = run(here, "check", PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 1
    assert done.stderr == b""
    assert b"Unterstr\\xf6mung" in done.stdout


def test_closed_pipe(here: Path) -> None:
    """A reader that has seen enough is no error."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "cfp_archive", "check", "--format", "json"],
            cwd=here,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.stderr == b""
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("error", "says", "code"),
    [(KeyboardInterrupt(), "interrupted", 130), (OSError(28, "no space left"), "no space left", 2)],
)
def test_what_can_happen_meanwhile(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    says: str,
    code: int,
) -> None:
    """An interruption or an error of the system is one line on the error stream."""

    def fails(_archive: Any, **_options: Any) -> Any:
        raise error

    monkeypatch.setattr("cfp_archive.checking.check", fails)
    assert main(["check"]) == code
    err = capsys.readouterr().err
    assert says in err
    assert err.count("\n") == 1
