"""Decisions: what is doubtful, which rulings are stale or contradict each other, and how they are written down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cfp_archive.checking.decisions import decision_conflict, decision_stale
from cfp_archive.comparing.decisions import find_topic
from cfp_archive.comparing.doubts import DoubtReason, find_doubts
from cfp_archive.model import Verdict
from cfp_archive.problems import Code
from cfp_archive.yamlio import appended, plain_values
from timeline import LIST, ruling, series, topic_list

if TYPE_CHECKING:
    from cfp_archive.model import Decision

LISTS = {
    "2019": ["Foam detection and kelp classification", "Tidal scheduling of batch jobs", "Coral", "Sand"],
    "2021": ["Foam detection", "Kelp classification", "Tidal scheduling", "Coral", "Barnacles"],
}


def named(verdict: Verdict, old: list[str], new: list[str]) -> Decision:
    """Make a decision about the two editions."""
    return ruling(verdict, {"2019": old}, {"2021": new})


SAME = named(Verdict.SAME, ["Sand"], ["Barnacles"])


@pytest.mark.parametrize(
    ("wording", "index"),
    [
        ("Coral: reefs", 1),
        ("Coral", 2),
        ("coral  REEFS", 1),
        ("Kelp", 3),
        ("kelp", 3),
        ("Foam", None),
        ("", None),
    ],
)
def test_topics_are_found_by_wording(wording: str, index: int | None) -> None:
    """The whole wording counts before the title, and the same characters before the same text."""
    topics = topic_list(LIST, ["Sand", "Coral :: reefs", "Coral", "Kelp :: forests"]).topics
    assert find_topic(topics, wording) == index


# Doubts


def test_what_the_engine_inferred_is_doubtful() -> None:
    """Splits are inferred from parts of the wording, so a person should look; what is the same is not doubtful."""
    (doubt,) = (one for one in find_doubts(series(LISTS)) if one.reason is DoubtReason.GROUP)
    assert [one.text for one in doubt.old] == ["Foam detection and kelp classification"]
    assert {one.text for one in doubt.new} == {"Foam detection", "Kelp classification"}
    assert (doubt.list, doubt.old_edition, doubt.new_edition) == (LIST, "2019", "2021")
    assert doubt.options[0].score >= doubt.options[1].score
    assert not find_doubts(series({"2019": ["Coral"], "2021": ["coral"]}))


def test_what_is_barely_alike_is_doubtful() -> None:
    """Whether two topics are just linked or have just missed each other, a person is shown both."""
    lists = {
        "2019": ["Machine learning for tide tables", "Coral", "Foam", "Sand", "Kelp"],
        "2021": ["Statistics for tide and wind tables", "Coral", "Foam", "Sand", "Kelp"],
    }
    (doubt,) = find_doubts(series(lists))
    assert doubt.reason in {DoubtReason.MISSED, DoubtReason.WEAK}
    assert (doubt.old[0].text, doubt.new[0].text) == (lists["2019"][0], lists["2021"][0])


def test_a_ruling_settles_a_doubt() -> None:
    """What a person has ruled on is not asked again."""
    split = named(Verdict.SPLIT, LISTS["2019"][:1], LISTS["2021"][:2])
    before, after = find_doubts(series(LISTS)), find_doubts(series(LISTS, [split]))
    assert [one for one in before if one.reason is not DoubtReason.GROUP] == list(after)


# Stale decisions


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (replace(SAME, old_edition="2018"), "The edition '2018' is not held."),
        (replace(SAME, new_edition="2022"), "The edition '2022' is not held."),
        (
            replace(SAME, old_edition="2021", new_edition="2019"),
            "The edition '2019' is not newer than '2021'.",
        ),
        (replace(SAME, old=("Sands",)), "The list 'areas' of 2019 has no topic 'Sands'."),
        (replace(SAME, new=("Barnacle",)), "The list 'areas' of 2021 has no topic 'Barnacle'."),
        (named(Verdict.SAME, ["Coral"], ["Coral"]), "The engine now judges as this decision does"),
        (named(Verdict.NOT_SAME, ["Coral"], ["Barnacles"]), "The engine now judges as this decision does"),
    ],
)
def test_stale_decisions_are_reported(decision: Decision, message: str) -> None:
    """A decision names topics that exist, and that the engine would judge otherwise."""
    (problem,) = decision_stale(series(LISTS, [decision]))
    assert problem.code is Code.DECISION_STALE
    assert problem.path.as_posix() == "editions/decisions.yaml"
    assert problem.message.startswith(message)


def test_a_decision_without_effect_is_reported() -> None:
    """A topic that was split before the newer edition cannot be tied to a topic of that: its parts can."""
    late = ruling(Verdict.SAME, {"2019": LISTS["2019"][:1]}, {"2023": ["Driftwood"]})
    (problem,) = decision_stale(series(LISTS | {"2023": ["Driftwood", "Coral"]}, [late]))
    assert problem.message.endswith("has no effect.")
    assert "split, merged or moved before 2023" in problem.hint


def test_an_unknown_list_is_reported() -> None:
    """Both editions lack it."""
    problems = list(decision_stale(series(LISTS, [replace(SAME, list="themes")])))
    assert {one.message for one in problems} == {
        "The edition '2019' has no list 'themes'.",
        "The edition '2021' has no list 'themes'.",
    }


@pytest.mark.parametrize(
    "decision",
    [
        SAME,
        named(Verdict.NOT_SAME, ["Tidal scheduling of batch jobs"], ["Tidal scheduling"]),
        named(Verdict.SPLIT, LISTS["2019"][:1], LISTS["2021"][:2]),
        named(Verdict.MERGED, ["Coral", "Sand"], ["Coral"]),
    ],
)
def test_good_decisions_give_no_problems(decision: Decision) -> None:
    """A decision against the engine, or one that confirms what the engine is unsure of, is worth keeping."""
    held = series(LISTS, [decision])
    assert not [*decision_stale(held), *decision_conflict(held)]


def test_an_archive_without_decisions_has_no_problems() -> None:
    """There is nothing to be stale."""
    assert not list(decision_stale(series(LISTS)))


# Contradictions


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        ([SAME, replace(SAME, verdict=Verdict.NOT_SAME)], "contradicts entry 1 about 'Sand' and 'Barnacles'"),
        ([SAME, SAME], "repeats entry 1 about 'Sand' and 'Barnacles'"),
        ([SAME, named(Verdict.SAME, ["Sand"], ["Coral"])], "Entry 1 ties 'Sand' to another topic"),
        ([named(Verdict.SAME, ["Sand", "Coral"], ["Coral"])], "One topic can be the same as one other"),
        ([named(Verdict.SPLIT, ["Sand"], ["Coral"])], "A split is of one topic into several"),
        ([named(Verdict.MERGED, ["Sand"], ["Coral"])], "A merger is of several topics into one"),
    ],
)
def test_contradictions_are_reported(decisions: list[Decision], message: str) -> None:
    """No two decisions may say different things about the same topics, and none may contradict itself."""
    problems = list(decision_conflict(series(LISTS, decisions)))
    assert [one for one in problems if message in one.message]
    assert {one.code for one in problems} == {Code.DECISION_CONFLICT}


def test_decisions_about_different_topics_do_not_conflict() -> None:
    """A topic may be kept apart from one and tied to another."""
    decisions = [
        SAME,
        named(Verdict.NOT_SAME, ["Sand"], ["Coral"]),
        named(Verdict.SAME, ["Coral"], ["Coral"]),
    ]
    assert not list(decision_conflict(series(LISTS, decisions)))


# decisions.yaml


def test_rulings_are_added_at_the_end_of_the_file() -> None:
    """What is there stays, comments included, and each field comes back as it was."""
    text = appended("# why\n[]  # none yet\n", [SAME])
    text = appended(text, [replace(SAME, by=None, reason='"no": \\')])
    first, second = plain_values(text)
    assert text.startswith("# why\n# none yet\n- list:")
    assert (first["old"], first["verdict"], first["decided"], first["by"]) == (
        ["Sand"],
        "same",
        SAME.decided.isoformat(),
        "Ada Quill",
    )
    assert second["reason"] == '"no": \\'
    assert "by" not in second
