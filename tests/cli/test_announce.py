"""``cfp-archive announce``: a call as plain text, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.cli import main
from cfp_archive.exporting.announcement import NARROWEST
from fabricate import Call, write_archive

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_call_is_printed_as_utf8(tides: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """What is printed is the call and nothing else, in UTF-8 whatever the locale."""
    assert main(["--archive", str(tides), "announce", "2019"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.decode("utf-8").startswith("TideComp 2019: Third Workshop on Tidal Computing\n====")
    assert "Çelik Ömür, Harbour College" in out.decode("utf-8")
    assert not err


def test_ascii_tells_what_it_could_not_spell(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Letters without a spelling in ASCII are counted on stderr."""
    archive = write_archive(tmp_path / "editions", {"2024": Call(title="Tides 機械 ö")})
    assert main(["--archive", str(archive), "announce", "2024", "--ascii"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.isascii()
    assert b"Tides ?? o" in out
    assert b"2 letters" in err


def test_markdown(tides: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """The call as Markdown, in ASCII if that is wanted."""
    assert main(["--archive", str(tides), "announce", "2019", "--format", "markdown", "--ascii"]) == 0
    out, _err = capfdbinary.readouterr()
    assert out.isascii()
    assert out.startswith(b"# TideComp 2019: Third Workshop on Tidal Computing\n\n")
    assert b"- Celik Omur, Harbour College" in out


def test_edition_that_is_not_there_is_an_error(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the editions that there are, or the nearest."""
    assert main(["--archive", str(tides), "announce", "1999"]) == 2
    assert (
        "Edition '1999' does not exist. Did you mean 2019? Calls in the archive: 2017, 2019, 2020."
        in capsys.readouterr().err
    )


def test_width_must_leave_room_for_words(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A width of a few columns is refused."""
    assert main(["--archive", str(tides), "announce", "2019", "--width", "5"]) == 2
    assert NARROWEST == 40
    assert "5 is not in the range x>=40" in capsys.readouterr().err
