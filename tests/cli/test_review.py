"""``cfp-archive review``: doubtful matches are shown, and a person's rulings are written."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main, review
from cfp_archive.yamlio import plain_values
from fabricate import with_topics, write, write_archive

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OLD = ("Foam detection and kelp classification", "Coral", "Sand", "Moon-aware storage", "Driftwood caching")
NEW = ("Foam detection", "Kelp classification", "Coral", "Sand", "Moon-aware storage and driftwood caching")


@pytest.fixture
def doubtful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with a split and a merger, both inferred."""
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


def test_doubts_are_listed(doubtful: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--list shows both sides and the candidates, asks nothing, and is no failure."""
    assert run(doubtful, "--list") == 0
    out = capsys.readouterr().out
    assert (
        "[1/2] Areas of interest, 2017 to 2019: a split, inferred (matched by shared parts, similarity 1.00)"
        in out
    )
    assert "[2/2] Areas of interest, 2017 to 2019: a merger, inferred" in out
    assert "  − 2017  Foam detection and kelp classification" in out
    assert "  + 2019  Kelp classification" in out
    assert "2 matches are in doubt." in out


def test_doubts_are_listed_for_programs(doubtful: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The shape that --help documents."""
    assert run(doubtful, "--list", "--format", "json") == 0
    first, second = json.loads(capsys.readouterr().out)
    keys = {"reason", "list", "old_edition", "new_edition", "old", "new", "rule", "score", "candidates"}
    assert set(first) == keys
    assert second["old"] == ["Moon-aware storage", "Driftwood caching"]
    assert first["candidates"][0]["score"] >= first["candidates"][1]["score"]


def test_rulings_are_written_one_by_one(
    doubtful: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with its reason, the day and the name, so that the next review asks no more and `check` is content."""
    answer(monkeypatch, "p", "Both parts live on.", "m", "Clearly.")
    assert run(doubtful, "--by", "Ada Quill") == 0
    first, second = rulings(doubtful)
    assert first == {
        "list": "areas",
        "old_edition": "2017",
        "new_edition": "2019",
        "old": [OLD[0]],
        "new": ["Foam detection", "Kelp classification"],
        "verdict": "split",
        "reason": "Both parts live on.",
        "decided": "2024-05-06",
        "by": "Ada Quill",
    }
    assert second["verdict"] == "merged"
    assert "2 rulings written" in capsys.readouterr().out
    assert main(["--archive", str(doubtful), "check"]) == 0
    capsys.readouterr()
    assert run(doubtful) == 0
    assert capsys.readouterr().out == "No match is in doubt.\n"


@pytest.mark.parametrize(
    ("answers", "verdict", "old", "new"),
    [
        (["n", "Foam is no kelp."], "not the same", [OLD[0]], ["Foam detection", "Kelp classification"]),
        (["s 1", "Kelp is new."], "same", [OLD[0]], ["Kelp classification"]),
        (["p 1 2", "Two parts."], "split", [OLD[0]], ["Kelp classification", "Foam detection"]),
        (["m 1", "2 3", "All in one."], "merged", [OLD[0], "Coral", "Sand"], ["Kelp classification"]),
    ],
)
def test_each_verdict_can_be_given(
    doubtful: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    verdict: str,
    old: list[str],
    new: list[str],
) -> None:
    """With candidates by number, and for a merger the other older topics by number."""
    found = json_of(doubtful)
    texts = [one["text"] for one in found[0]["candidates"]]
    if texts[0] != "Kelp classification":  # both parts score alike
        new = [{"Kelp classification": texts[0], "Foam detection": texts[1]}.get(one, one) for one in new]
    answer(monkeypatch, *answers)
    assert run(doubtful) == 0
    (ruling,) = rulings(doubtful)
    assert (ruling["verdict"], ruling["old"]) == (verdict, old)
    assert set(ruling["new"]) == set(new)  # type: ignore[call-overload]
    assert "by" not in ruling


def json_of(folder: Path) -> list[dict[str, list[dict[str, str]]]]:
    """Return the doubts of an archive as `--format json` gives them."""
    from cfp_archive.comparing.doubts import find_doubts
    from cfp_archive.reading import read_archive

    return json.loads(json.dumps([review.as_dict(one) for one in find_doubts(read_archive(folder)[0])]))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("x", "Answer with s, n, p, m, k or q."),
        ("s", "One topic can be the same as one"),
        ("s 9", "There is no candidate 9"),
        ("p 1", "A split is of one topic into several"),
        ("m", "A merger is into one topic"),
    ],
)
def test_an_answer_that_does_not_fit_is_asked_again(
    doubtful: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, wrong: str, said: str
) -> None:
    """It is explained, and nothing is written."""
    answer(monkeypatch, wrong, "", "k", "q")
    assert run(doubtful) == 0
    assert said in capsys.readouterr().out
    assert not (doubtful / "decisions.yaml").exists()


def test_a_reason_is_required(doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show it, so it is asked for until it is there."""
    answer(monkeypatch, "n", "", "  ", "Foam is  no kelp.")
    assert run(doubtful) == 0
    assert rulings(doubtful)[0]["reason"] == "Foam is no kelp."


def test_a_merger_needs_other_topics(
    doubtful: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are listed with their numbers; none, or a wrong number, is asked for again."""
    answer(monkeypatch, "m 1", "", "m 1", "77", "q")
    assert run(doubtful) == 0
    out = capsys.readouterr().out
    assert out.count("Name at least one topic by its number.") == 2
    assert "    2  Coral" in out


def test_leaving_keeps_what_was_ruled(doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quitting, or the end of the input, loses no ruling that was given."""
    answer(monkeypatch, "n", "No.", "q")
    assert run(doubtful) == 0
    assert len(rulings(doubtful)) == 1


def test_what_is_there_is_kept(doubtful: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comments of decisions.yaml stay."""
    write(doubtful / "decisions.yaml", "# ours\n[]\n")
    answer(monkeypatch, "n", "No.", "n", "Neither.")
    assert run(doubtful) == 0
    assert (doubtful / "decisions.yaml").read_text(encoding="utf-8").startswith("# ours\n- list:")
    assert len(rulings(doubtful)) == 2


def test_a_file_with_problems_is_left_alone(doubtful: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong with it comes first; listing still works."""
    write(doubtful / "decisions.yaml", "- {verdict: perhaps}\n")
    assert run(doubtful) == 2
    assert "Fix them first" in capsys.readouterr().err
    assert run(doubtful, "--list") == 0


@pytest.mark.parametrize(
    ("reason", "rule", "sizes", "said"),
    [
        ("weak", "similar", (1, 1), "similarity 0.52 (matched by similar words)"),
        (
            "rival",
            "similar",
            (1, 1),
            "a second candidate is close (matched by similar words, similarity 0.52)",
        ),
        ("group", "parts", (1, 2), "a split, inferred (matched by shared parts, similarity 0.52)"),
        ("group", "parts", (2, 1), "a merger, inferred (matched by shared parts, similarity 0.52)"),
        ("group", "human", (2, 2), "a regrouping, inferred (matched by a person's ruling)"),
        ("missed", None, (1, 1), "not linked, though nearly alike enough (similarity 0.52)"),
    ],
)
def test_the_reason_for_a_doubt_is_said(
    reason: str, rule: str | None, sizes: tuple[int, int], said: str
) -> None:
    """In the words of the comparison, with the similarity."""
    from cfp_archive.comparing.alignment import Rule
    from cfp_archive.comparing.doubts import Doubt, DoubtReason, Option
    from cfp_archive.comparing.ties import Place

    old, new = (
        tuple(Option(place=Place("areas", year, k), text="Coral", score=0.52) for k in range(size))
        for year, size in zip(("2017", "2019"), sizes, strict=True)
    )
    doubt = Doubt(
        reason=DoubtReason(reason),
        old=old,
        new=new,
        rule=Rule(rule) if rule else None,
        score=0.52,
        options=new,
    )
    assert review.why(doubt) == said
