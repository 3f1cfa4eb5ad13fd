"""``cfp-archive review``: uncertain matches are shown, and a person's decisions are written."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main, review
from cfp_archive.yamlio import plain_values
from fabricate import with_topics, write, write_archive

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OLD = ("Machine learning for tide tables", "Tidal scheduling of jobs", "Coral", "Foam", "Sand", "Kelp")
NEW = ("Statistics for tide and wind tables", "Tidal power", "Coral", "Foam", "Sand", "Kelp")


@pytest.fixture
def doubtful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with an uncertain match, and two topics that nearly matched."""
    monkeypatch.setattr(review, "today", lambda: dt.date(2024, 5, 6))
    return write_archive(tmp_path / "editions", with_topics("2017", *OLD) | with_topics("2019", *NEW))


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Type answers; after the last one the input ends."""
    left = iter(answers)

    def typed(prompt: str) -> str:
        sys.stdout.write(prompt)
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", typed)


def rulings(folder: Path) -> Sequence[dict[str, object]]:
    """Return what decisions.yaml holds."""
    found: Sequence[dict[str, object]] = plain_values((folder / "decisions.yaml").read_text(encoding="utf-8"))
    return found


def run(folder: Path, *options: str) -> int:
    """Run the command."""
    return main(["--archive", str(folder), "review", *options])


@pytest.mark.skipif(os.name == "nt", reason="there, a signal ends a process at once")
def test_interruption(doubtful: Path) -> None:
    """The first Ctrl-C ends the program, without a traceback and with the code that shells expect; nothing is written."""
    # What a shell starts in the background ignores interrupts; the tests may be that.
    command = (
        "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "runpy.run_module('cfp_archive', run_name='__main__', alter_sys=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", command, "--archive", str(doubtful), "review"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        shown = b""
        while not shown.endswith(b"[q]uit: "):  # the question is asked
            shown += running.stdout.read(1)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate()
    assert (running.returncode, errors) == (130, b"cfp-archive: interrupted\n")
    assert not (doubtful / "decisions.yaml").exists()


def test_uncertain_matches_are_listed(doubtful: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--list shows both sides and the candidates, the likeliest first, asks nothing, and is no failure."""
    assert run(doubtful, "--list") == 0
    out = capsys.readouterr().out
    assert "[1/2] Areas of interest, 2017 to 2019: matched, but uncertain (" in out
    assert "[2/2] Areas of interest, 2017 to 2019: removed and added, but perhaps the same (" in out
    assert "  − 2017  Machine learning for tide tables" in out
    assert "  + 2019  Statistics for tide and wind tables" in out
    assert "  Words in both: tables, tide." in out
    assert "2 uncertain matches. To decide: cfp-archive review" in out


def test_uncertain_matches_are_listed_for_programs(
    doubtful: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The shape that --help documents."""
    assert run(doubtful, "--list", "--format", "json") == 0
    first, second = json.loads(capsys.readouterr().out)
    keys = {
        "reason",
        "list",
        "new_list",
        "old_edition",
        "new_edition",
        "old",
        "new",
        "score",
        "reasons",
        "candidates",
    }
    assert set(first) == set(second) == keys
    assert second["old"] == ["Tidal scheduling of jobs"]
    assert second["reasons"] is None
    assert first["candidates"][0]["score"] >= first["candidates"][1]["score"]


def test_decisions_are_written_one_by_one(
    doubtful: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with its reason, the day and the name, so that the next review asks no more and `check` is content."""
    answer(monkeypatch, "s", "Tables of the tide.", "n", "")
    assert run(doubtful, "--by", "Ada Quill") == 0
    first, second = rulings(doubtful)
    assert first == {
        "list": "areas",
        "old_edition": "2017",
        "new_edition": "2019",
        "old": [OLD[0]],
        "new": [NEW[0]],
        "outcome": "same",
        "reason": "Tables of the tide.",
        "decided": "2024-05-06",
        "by": "Ada Quill",
    }
    assert (second["outcome"], second["reason"]) == ("not the same", "Another topic.")
    assert "2 decisions written" in capsys.readouterr().out
    assert main(["--archive", str(doubtful), "check", "--strict"]) == 0
    capsys.readouterr()
    assert run(doubtful) == 0
    assert capsys.readouterr().out == "No uncertain matches.\n"


@pytest.mark.parametrize(
    ("answers", "outcome", "old", "new"),
    [
        (["n", "Tides only."], "not the same", [OLD[0]], [NEW[0]]),
        (["s 2", "Power is new."], "same", [OLD[0]], [NEW[1]]),
        (["p 1 2", "Two parts."], "split", [OLD[0]], [NEW[0], NEW[1]]),
        (["m 1", "2 3", "All in one."], "merged", [OLD[0], OLD[1], OLD[2]], [NEW[0]]),
    ],
)
def test_each_outcome_can_be_given(
    doubtful: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    outcome: str,
    old: list[str],
    new: list[str],
) -> None:
    """With candidates by number, and for a merger the other older topics by number."""
    answer(monkeypatch, *answers)
    assert run(doubtful) == 0
    (ruling,) = rulings(doubtful)
    assert (ruling["outcome"], ruling["old"], ruling["new"]) == (outcome, old, new)
    assert "by" not in ruling


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("x", "Answer with s, n, p, m, k or q."),
        ("p", "A split is of one topic into several"),
        ("s 1 2", "One topic can be the same as one"),
        ("s 9", "There is no candidate 9"),
        ("p 1", "A split is of one topic into several"),
        ("m 1 2", "A merger is into one topic"),
    ],
)
def test_an_answer_that_does_not_fit_is_asked_again(
    doubtful: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, wrong: str, said: str
) -> None:
    """It is explained, and nothing is written."""
    answer(monkeypatch, wrong, "", "k", "q")
    assert run(doubtful) == 0
    out = capsys.readouterr().out
    assert said in out
    assert "0 decisions written, 2 remaining." in out
    assert not (doubtful / "decisions.yaml").exists()


def test_a_merger_needs_other_topics(
    doubtful: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are listed with their numbers; none, or a wrong number, is asked for again."""
    answer(monkeypatch, "m 1", "", "m 1", "77", "q")
    assert run(doubtful) == 0
    out = capsys.readouterr().out
    assert out.count("Name at least one topic by its number.") == 2
    assert "    3  Coral" in out


def test_leaving_keeps_what_was_decided(
    doubtful: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quitting, or the end of the input, loses no decision that was made, and the rest is counted."""
    answer(monkeypatch, "n", "No.", "q")
    assert run(doubtful) == 0
    assert len(rulings(doubtful)) == 1
    assert "1 decision written" in (out := capsys.readouterr().out)
    assert "1 remaining." in out


def test_what_is_there_is_kept(doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comments of decisions.yaml stay."""
    write(doubtful / "decisions.yaml", "# ours\n[]\n")
    answer(monkeypatch, "n", "No.", "n", "Neither.")
    assert run(doubtful) == 0
    assert (doubtful / "decisions.yaml").read_text(encoding="utf-8").startswith("# ours\n- list:")
    assert len(rulings(doubtful)) == 2


def test_a_file_with_problems_is_left_alone(doubtful: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong with it comes first; listing still works."""
    write(doubtful / "decisions.yaml", "- {outcome: perhaps}\n")
    assert run(doubtful) == 2
    assert "Fix them first" in capsys.readouterr().err
    assert run(doubtful, "--list") == 0
