"""Decisions: what is uncertain, which decisions are stale or contradict each other, and how they are written down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cfp_archive.checking.topics import decision_conflict, decision_stale, match_uncertain
from cfp_archive.comparing.comparison import compare_topics
from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.comparing.graph import find_topic
from cfp_archive.comparing.history import build_history
from cfp_archive.comparing.uncertain import UncertainReason, find_uncertain
from cfp_archive.model import Outcome
from cfp_archive.problems import Code
from cfp_archive.yamlio import appended, plain_values
from timeline import LIST, ruling, series, topic_list

if TYPE_CHECKING:
    from cfp_archive.model import Decision

LISTS = {
    "2019": ["Foam detection and kelp classification", "Tidal scheduling of batch jobs", "Coral", "Sand"],
    "2021": ["Foam detection", "Kelp classification", "Tidal scheduling", "Coral", "Barnacles"],
}


def named(outcome: Outcome, old: list[str], new: list[str]) -> Decision:
    """Make a decision about the two editions."""
    return ruling(outcome, {"2019": old}, {"2021": new})


SAME = named(Outcome.SAME, ["Sand"], ["Barnacles"])


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


# Uncertain matches

UNCERTAIN = {
    "2019": ["Machine learning for tide tables", "Scheduling of boats", "Coral", "Foam", "Sand", "Kelp"],
    "2021": ["Statistics for tide and wind tables", "Painting of sheds", "Coral", "Foam", "Sand", "Kelp"],
}


def test_what_is_barely_alike_is_uncertain() -> None:
    """A person is shown the two topics, with the likeliest partners; what is surely the same, or not, is not asked."""
    (match,) = find_uncertain(series(UNCERTAIN))
    assert match.reason is UncertainReason.CHECK
    assert (match.old[0].text, match.new[0].text) == (UNCERTAIN["2019"][0], UNCERTAIN["2021"][0])
    assert (match.list, match.old_edition, match.new_edition) == (LIST, "2019", "2021")
    assert match.candidates[0].score >= match.candidates[1].score
    assert not find_uncertain(series({"2019": ["Coral"], "2021": ["coral"]}))


def test_what_nearly_matched_is_uncertain() -> None:
    """A removed and an added topic that have something in common are offered, and no topic twice."""
    near = {
        "2019": ["Tidal scheduling of jobs", "Coral", "Foam", "Sand", "Kelp"],
        "2021": ["Tidal power", "Coral", "Foam", "Sand", "Kelp"],
    }
    (match,) = find_uncertain(series(near))
    assert (match.reason, match.grounds) == (UncertainReason.NEARLY, None)
    assert 0.25 <= match.score <= 0.5


def test_what_may_have_returned_is_uncertain() -> None:
    """Without a sure match with an earlier edition a topic is added, and the candidate is offered."""
    gap = {
        "2019": UNCERTAIN["2019"],
        "2020": UNCERTAIN["2019"][1:],
        "2021": UNCERTAIN["2021"],
    }
    history = build_history(series(gap))
    assert UNCERTAIN["2021"][0] in {
        one.new[0].text for one in compare_topics(history, "2020", "2021")[0].of_kind(ChangeKind.ADDED)
    }
    (match,) = find_uncertain(series(gap))
    assert (match.reason, match.old_edition, match.new_edition) == (UncertainReason.GAP, "2019", "2021")


def test_the_likeliest_comes_first() -> None:
    """So that most answers are a yes."""
    scores = [
        one.score for one in find_uncertain(series(UNCERTAIN | {"2022": ["Tables of foam", "Sandbanks"]}))
    ]
    assert scores == sorted(scores, reverse=True)


def test_a_decision_answers_a_question() -> None:
    """What a person has decided about is not asked again."""
    (problem,) = match_uncertain(series(UNCERTAIN))
    assert problem.code is Code.MATCH_UNCERTAIN
    assert UNCERTAIN["2021"][0] in problem.message
    same = named(Outcome.SAME, UNCERTAIN["2019"][:1], UNCERTAIN["2021"][:1])
    assert not list(match_uncertain(series(UNCERTAIN, [same])))
    assert not find_uncertain(series(UNCERTAIN, [same]))


# Stale decisions


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (replace(SAME, old_edition="2018"), "The 2018 call is not in the archive."),
        (replace(SAME, new_edition="2022"), "The 2022 call is not in the archive."),
        (
            replace(SAME, old_edition="2021", new_edition="2019"),
            "The edition '2019' is not newer than '2021'.",
        ),
        (replace(SAME, old=("Sands",)), "The list 'areas' of 2019 has no topic 'Sands'."),
        (replace(SAME, new=("Barnacle",)), "The list 'areas' of 2021 has no topic 'Barnacle'."),
        (named(Outcome.SAME, ["Coral"], ["Coral"]), "This decision is no longer needed: "),
        (named(Outcome.NOT_SAME, ["Coral"], ["Barnacles"]), "This decision is no longer needed: "),
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
    late = ruling(Outcome.SAME, {"2019": LISTS["2019"][:1]}, {"2023": ["Driftwood"]})
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
        named(Outcome.NOT_SAME, ["Tidal scheduling of batch jobs"], ["Tidal scheduling"]),
        named(Outcome.SPLIT, ["Sand"], LISTS["2021"][:2]),
        named(Outcome.MERGED, ["Coral", "Sand"], ["Coral"]),
    ],
)
def test_good_decisions_give_no_problems(decision: Decision) -> None:
    """A decision against the engine, or one that confirms what the engine is unsure of, is worth keeping."""
    held = series(LISTS, [decision])
    assert not [*decision_stale(held), *decision_conflict(held)]


def test_an_archive_without_decisions_has_no_problems() -> None:
    """There is nothing to be stale."""
    assert not list(decision_stale(series(LISTS)))


# Topics of two lists

MOVED = {
    "2019": {LIST: ["Harbor robots", "Coral"], "themes": ["Wave power"]},
    "2021": {LIST: ["Coral"], "themes": ["Wave power", "Machines that moor ships"]},
}
MOVE = ruling(
    Outcome.SAME, {"2019": ["Harbor robots"]}, {"2021": ["Machines that moor ships"]}, new_list="themes"
)


def test_a_person_decides_that_a_topic_moved_to_another_list() -> None:
    """Both lists say that it moved, though no word is the same, and nothing is wrong with the decision."""
    decided = series(MOVED, [MOVE])
    areas, themes = compare_topics(build_history(decided), "2019", "2021")
    (moved,) = areas.of_kind(ChangeKind.MOVED)
    assert themes.of_kind(ChangeKind.MOVED) == (moved,)
    assert moved.label == "Moved from “Areas of interest” to “Themes”"
    assert moved.decisions == (MOVE,)
    assert areas.counts[ChangeKind.REMOVED] == themes.counts[ChangeKind.ADDED] == 0
    assert not [*decision_stale(decided), *decision_conflict(decided)]


def test_a_person_decides_that_a_topic_did_not_move() -> None:
    """The same words in another list may be another topic."""
    same = {"2019": MOVED["2019"], "2021": MOVED["2021"] | {"themes": ["Wave power", "Harbor robots"]}}
    assert compare_topics(build_history(series(same)), "2019", "2021")[0].counts[ChangeKind.MOVED] == 1
    apart = ruling(
        Outcome.NOT_SAME, {"2019": ["Harbor robots"]}, {"2021": ["Harbor robots"]}, new_list="themes"
    )
    areas, themes = compare_topics(build_history(series(same, [apart])), "2019", "2021")
    assert (areas.counts[ChangeKind.REMOVED], themes.counts[ChangeKind.ADDED]) == (1, 1)
    assert areas.rejections == themes.rejections == (apart,)
    assert not list(decision_stale(series(same, [apart])))


def test_a_decision_takes_a_topic_out_of_its_own_list() -> None:
    """A topic that the list seems to keep in other words is the other list's, if a person says so."""
    lists = {
        "2019": {LIST: ["Harbor robots", "Coral"], "themes": ["Wave power"]},
        "2021": {LIST: ["Harbor robots at night", "Coral"], "themes": ["Wave power", "Mooring machines"]},
    }
    move = replace(MOVE, new=("Mooring machines",))
    areas, themes = compare_topics(build_history(series(lists, [move])), "2019", "2021")
    assert [one.new[0].text for one in areas.of_kind(ChangeKind.MOVED)] == ["Mooring machines"]
    assert [one.new[0].text for one in areas.of_kind(ChangeKind.ADDED)] == ["Harbor robots at night"]
    assert not themes.of_kind(ChangeKind.ADDED)


def test_what_may_have_moved_is_uncertain() -> None:
    """Without a sure match a topic is added, and a person is asked, across the lists."""
    lists = {
        "2019": {LIST: [*UNCERTAIN["2019"][:1], "Eels"], "themes": UNCERTAIN["2019"][1:]},
        "2021": {LIST: ["Eels"], "themes": UNCERTAIN["2021"]},
    }
    (match,) = find_uncertain(series(lists))
    assert (match.reason, match.list, match.newer_list) == (UncertainReason.MOVED, LIST, "themes")
    move = ruling(
        Outcome.SAME, {"2019": UNCERTAIN["2019"][:1]}, {"2021": UNCERTAIN["2021"][:1]}, new_list="themes"
    )
    assert not find_uncertain(series(lists, [move]))
    (problem,) = match_uncertain(series(lists))
    assert UNCERTAIN["2021"][0] in problem.message


def test_the_newer_list_of_a_decision_exists() -> None:
    """The problem names the field that is wrong, and the list in which the topic is not."""
    (unknown,) = decision_stale(series(MOVED, [replace(MOVE, new_list="tracks")]))
    assert unknown.message == "The edition '2021' has no list 'tracks'."
    (wrong,) = decision_stale(series(MOVED, [replace(MOVE, new=("Coral",))]))
    assert wrong.message == "The list 'themes' of 2021 has no topic 'Coral'."
    (twice,) = decision_conflict(series(MOVED, [MOVE, replace(MOVE, new_list=None, new=("Coral",))]))
    assert "Entry 1 already matches 'Harbor robots' with another topic" in twice.message


# Contradictions


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        ([SAME, replace(SAME, outcome=Outcome.NOT_SAME)], "contradicts entry 1 about 'Sand' and 'Barnacles'"),
        ([SAME, SAME], "repeats entry 1 about 'Sand' and 'Barnacles'"),
        (
            [SAME, named(Outcome.SAME, ["Sand"], ["Coral"])],
            "Entry 1 already matches 'Sand' with another topic",
        ),
        ([named(Outcome.SAME, ["Sand", "Coral"], ["Coral"])], "'same' needs 1 older and 1 newer topic"),
        ([named(Outcome.SPLIT, ["Sand"], ["Coral"])], "'split' needs 1 older and several newer topics"),
        ([named(Outcome.MERGED, ["Sand"], ["Coral"])], "'merged' needs several older topics and 1 newer one"),
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
        named(Outcome.NOT_SAME, ["Sand"], ["Coral"]),
        named(Outcome.SAME, ["Coral"], ["Coral"]),
    ]
    assert not list(decision_conflict(series(LISTS, decisions)))


# decisions.yaml


def test_rulings_are_added_at_the_end_of_the_file() -> None:
    """What is there stays, comments included, and each field comes back as it was."""
    text = appended("# why\n[]  # none yet\n", [SAME])
    text = appended(text, [replace(SAME, by=None, reason='"no": \\')])
    first, second = plain_values(text)
    assert text.startswith("# why\n# none yet\n- list:")
    assert (first["old"], first["outcome"], first["decided"], first["by"]) == (
        ["Sand"],
        "same",
        SAME.decided.isoformat(),
        "Ada Quill",
    )
    assert second["reason"] == '"no": \\'
    assert "by" not in second
