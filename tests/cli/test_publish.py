"""From an idea to a published page: ``new``, ``check``, ``announce`` and ``publish``, as an organiser would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main
from cfp_archive.reading import read_archive
from fabricate import TIDES, TIDES_SERIES, write, write_archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tides(tmp_path: Path) -> Path:
    """An archive of three calls, with a draft of the next."""
    folder = write_archive(tmp_path / "editions", TIDES, series=TIDES_SERIES)
    assert main(["--archive", str(folder), "keys", "--write"]) == 0
    assert main(["--archive", str(folder), "new", "2021"]) == 0
    return folder


def run(folder: Path, *command: str) -> int:
    """Run a command on the archive."""
    return main(["--archive", str(folder), *command])


def completed(folder: Path) -> Path:
    """Fill in what is open in the draft."""
    page = folder / "2021" / "index.md"
    text = page.read_text(encoding="utf-8")
    days = iter(f"2021-0{month}-10" for month in range(1, 10))
    text = re.sub(r"^# TODO host:\n(?:# TODO  .*\n)*", "", text, flags=re.MULTILINE)
    text = text.replace("# TODO date: YYYY-MM-DD", "date: 2021-09-01")
    text = text.replace("# TODO place: City, Country", "place: Skerry, Tideland").replace("# TODO ", "")
    text = re.sub("YYYY-MM-DD", lambda _match: next(days), text)
    text = text.replace("name: TODO", "name: Bo Finn")
    said = "The workshop is held on September 1, 2021 in Skerry, Tideland."
    text = text.replace("TODO: when and where the event takes place.", said)
    write(page, text)
    return page


def test_a_draft_says_what_is_to_do(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Check lists what is open without failing; announce and publish refuse, and nothing is written."""
    before = sorted(file.name for file in (tides / "2021").iterdir())
    capsys.readouterr()
    assert run(tides, "check") == 0
    out = capsys.readouterr().out
    assert "2021 is a draft. Before it can be published, fill in each TODO or delete its line:\n" in out
    assert re.search(r"editions/2021/index\.md:\d+: # TODO date: YYYY-MM-DD\n", out)
    assert re.search(r"editions/2021/index\.md:\d+: # TODO key_dates:\n", out)
    assert run(tides, "announce", "2021") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "# TODO place: City, Country" in said.err
    assert "2021 is a draft with things to do, listed above. Nothing was printed." in said.err
    assert run(tides, "publish", "2021") == 1
    assert "2021 cannot be published yet; nothing was written. To do:\n" in capsys.readouterr().out
    assert sorted(file.name for file in (tides / "2021").iterdir()) == before


def test_publishing(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The announced text becomes the source, the page is proven by it, and every rule is content."""
    completed(tides)
    assert run(tides, "check") == 0
    assert "2021 is a draft and complete. Publish it: cfp-archive publish 2021" in capsys.readouterr().out
    assert run(tides, "announce", "2021") == 0
    announced = capsys.readouterr().out
    assert (
        run(tides, "publish", "2021", "--url", "https://2021.tidecomp.example/cfp", "--posted", "2021-01")
        == 0
    )
    assert (tides / "2021/source.txt").read_text(encoding="utf-8") == announced
    archive, problems = read_archive(tides)
    assert problems == ()
    edition = archive.edition("2021")
    assert edition is not None
    assert edition.facts.draft is False
    assert [(one.file, one.url, one.posted) for one in edition.facts.sources] == [
        ("source.txt", "https://2021.tidecomp.example/cfp", "2021-01")
    ]
    assert edition.facts.sources[0].published == "written in this archive"
    assert "# A draft" not in (tides / "2021/index.md").read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(tides, "check") == 0
    assert re.search(r"2021: (\d+) of \1 words of source\.txt are on the page", capsys.readouterr().out)
    assert run(tides, "publish", "2021") == 2
    assert "2021 is not a draft." in capsys.readouterr().err


def test_facts_that_the_page_does_not_say(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fact of the front matter that the announcement would not contain is still to do."""
    page = completed(tides)
    write(page, page.read_text(encoding="utf-8").replace(" in Skerry, Tideland.", "."))
    capsys.readouterr()
    assert run(tides, "publish", "2021") == 1
    out = capsys.readouterr().out
    assert "Skerry, Tideland" in out
    assert "Write it on the page, or delete it from the front matter." in out


def test_an_extended_deadline(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Announced again, a call says both days; what it said before is not kept as its words."""
    page = completed(tides)
    assert run(tides, "publish", "2021", "--again") == 2
    received = (tides / "2020/source.txt").read_bytes()
    assert run(tides, "publish", "2020", "--again") == 2, "a text that was received is not replaced"
    assert (tides / "2020/source.txt").read_bytes() == received
    assert run(tides, "publish", "2021") == 0
    source = tides / "2021/source.txt"
    before = source.read_text(encoding="utf-8")
    assert run(tides, "publish", "2021", "--again") == 0
    assert source.read_text(encoding="utf-8") == before
    text = page.read_text(encoding="utf-8")
    label, day = re.search(r"label: ([\w ]+), (?:kind: \w+, )?date: ([\d-]+)", text).groups()  # type: ignore[union-attr]
    moved = "date: 2021-01-31, time: '23:59', zone: AoE, was: [2021-01-10]"
    write(page, text.replace(f"date: {day}", moved, 1))
    assert day == "2021-01-10"
    capsys.readouterr()
    assert run(tides, "publish", "2021", "--again") == 1
    words = "January 31, 2021, 23:59 AoE (extended from January 10, 2021)"
    assert f"Say it in the entry, as in 'printed: \"{words}\"'." in capsys.readouterr().out
    text = page.read_text(encoding="utf-8")
    write(page, text.replace("was: [2021-01-10]", f'was: [2021-01-10], printed: "{words}"'))
    assert run(tides, "publish", "2021", "--again") == 0
    assert f"{label}: {words}" in " ".join(source.read_text(encoding="utf-8").split())
    assert run(tides, "check") == 0


def test_a_postponed_edition_is_announced_again(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The notice comes first in what is announced; the source stays the call, which the page has word for word."""
    page = completed(tides)
    assert run(tides, "publish", "2021") == 0
    before = (tides / "2021/source.txt").read_bytes()
    text = page.read_text(encoding="utf-8")
    status = "status: {kind: postponed, source: https://tides.example/news}"
    write(page, re.sub(r"^key_dates:", f"{status}\nkey_dates:", text, flags=re.MULTILINE))
    capsys.readouterr()
    assert run(tides, "publish", "2021", "--again") == 0
    assert "'cfp-archive announce 2021' begins with what became of the edition." in capsys.readouterr().out
    assert (tides / "2021/source.txt").read_bytes() == before
    assert run(tides, "check") == 0
    capsys.readouterr()
    assert run(tides, "announce", "2021") == 0
    assert capsys.readouterr().out.startswith("This edition was postponed. See https://tides.example/news\n")


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["2030"], "Edition '2030' does not exist."),
        (["2019"], "2019 is not a draft."),
        (["2021", "--url", "tides"], "'url' is not a valid URL: 'tides'."),
        (["2021", "--url", "javascript:alert(1)"], "is not a valid URL: "),
        (["2021", "--posted", "May"], "'posted' is not a valid date: 'May'."),
    ],
)
def test_what_cannot_be_published(
    tides: Path, capsys: pytest.CaptureFixture[str], command: list[str], message: str
) -> None:
    """What is wrong with the command is said before anything is written."""
    completed(tides)
    assert run(tides, "publish", *command) == 2
    assert message in capsys.readouterr().err
    assert not (tides / "2021/source.txt").exists()


def test_a_text_that_is_there_is_kept(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that publishing would write over stops it."""
    completed(tides)
    write(tides / "2021/source.txt", "Received.\n")
    assert run(tides, "publish", "2021") == 2
    assert "source.txt exists. Move it away" in capsys.readouterr().err
    assert (tides / "2021/source.txt").read_text(encoding="utf-8") == "Received.\n"
