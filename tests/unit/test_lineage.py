"""Topics are followed through all editions: lineages, topics in context, decisions, and the laws that comparisons obey."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfp_archive import messages
from cfp_archive.comparing.alignment import align_texts
from cfp_archive.comparing.comparison import compare_topics, in_context
from cfp_archive.comparing.correspondence import Certainty, ChangeKind, RewordingKind, Rule
from cfp_archive.comparing.history import build_history
from cfp_archive.model import Archive, Outcome, Series
from timeline import LIST, every_kind, ruling, series, topic_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.comparing.comparison import ListComparison, TopicInContext
    from cfp_archive.comparing.correspondence import Correspondence
    from cfp_archive.comparing.graph import TopicStep
    from cfp_archive.comparing.history import History, Lineage, Member


def lineage(history: History, key: str) -> Lineage:
    """Return a lineage that must be there."""
    found = history.lineage(key)
    assert found is not None, f"no lineage {key}; there are {[one.key for one in history.lineages]}"
    return found


def kind_of(step: TopicStep | None) -> ChangeKind:
    """Return the kind of a step that must be there."""
    assert step is not None
    return step.kind


def only(history: History, old: str, new: str) -> ListComparison:
    """Return the comparison of the only list."""
    (one,) = compare_topics(history, old, new)
    return one


def context(history: History, edition: str, text: str, name: str = LIST) -> TopicInContext:
    """Return a topic with its changes from the previous call and to the next."""
    (found,) = (one for one in in_context(history, name, edition) if one.topic.text == text)
    return found


def links(one: ListComparison) -> list[Correspondence[Member]]:
    """Return the changes that link topics of both editions."""
    return [link for link in one.changes if link.old and link.new and link.kind is not ChangeKind.RETURNED]


def texts(one: ListComparison, kind: ChangeKind) -> list[str]:
    """Return the topics of a kind that one edition alone has."""
    return [topic.text for change in one.of_kind(kind) for topic in (*change.old, *change.new)]


def note(one: Correspondence[Member], message: messages.Message, name: str) -> object:
    """Return what a change says besides its kind, or None."""
    found = [*one.notes, *([one.detail] if one.detail else [])]
    return next((dict(said.values)[name] for said in found if said.message is message), None)


def under_other_heading(one: Correspondence[Member]) -> bool:
    """Return whether a topic of a nested list is under another heading than before."""
    return any(
        said.message in {messages.MOVED_UNDER, messages.MOVED_TO_TOP, messages.NOW_UNDER, messages.NOW_TOP}
        for said in (*one.notes, one.detail)
        if said
    )


# What becomes of topics


def test_a_lineage_tells_each_wording_with_its_editions() -> None:
    """A wording that stands for several editions is told once; the next one says how it changed."""
    history = build_history(
        series(
            {
                "2019": ["Tidal scheduling", "Moon-aware storage"],
                "2020": ["Tidal scheduling", "Moon-aware storage"],
                "2021": ["Tidal scheduling and routing", "Moon-aware storage"],
            }
        )
    )
    tides = lineage(history, "tidal-scheduling")
    told = [(one.text, one.editions, one.step and one.step.change) for one in tides.wordings]
    assert told == [
        ("Tidal scheduling", ("2019", "2020"), None),
        ("Tidal scheduling and routing", ("2021",), RewordingKind.BROADENED),
    ]
    assert (tides.first, tides.last, tides.title) == ("2019", "2021", "Tidal scheduling and routing")
    step = tides.wordings[1].step
    assert step is not None
    assert step.grounds is not None
    assert step.grounds.rule is Rule.SIMILAR
    assert 0 < step.grounds.score < 1


def test_a_title_leads_nowhere() -> None:
    """A mark between entries is no part of a title; the wording has it, as printed."""
    (one,) = build_history(series({"2019": ["metrics;"], "2021": ["metrics;"]})).lineages
    assert (one.title, one.wordings[0].text) == ("metrics", "metrics;")


def test_a_wording_that_comes_back_is_told_again() -> None:
    """Wordings are told in the order in which they stood, so an old one may stand twice."""
    history = build_history(
        series({"2019": ["Coral data"], "2020": ["Coral data sets"], "2021": ["Coral data"]})
    )
    (coral,) = history.lineages
    assert [one.text for one in coral.wordings] == ["Coral data", "Coral data sets", "Coral data"]


def test_a_topic_that_skips_an_edition_returns() -> None:
    """It keeps its lineage, in its old words or in others, and the edition of its return is noted."""
    history = build_history(
        series(
            {
                "2019": ["Coral databases", "Tidal scheduling", "Seagull authentication of users"],
                "2020": ["Tidal scheduling"],
                "2021": ["Tidal scheduling", "Seagull authentication", "Coral databases"],
            }
        )
    )
    assert lineage(history, "coral-databases").returned == ("2021",)
    assert lineage(history, "seagull-authentication-of-users").editions == ("2019", "2021")
    before = context(history, "2021", "Coral databases").previous
    assert before is not None
    assert (before.kind, before.old[0].place.edition) == (ChangeKind.RETURNED, "2019")
    after = context(history, "2019", "Coral databases").next
    assert after is not None
    assert after.kind is ChangeKind.REMOVED
    direct = only(history, "2019", "2021")
    (coral,) = (one for one in direct.changes if one.new and one.new[0].text == "Coral databases")
    assert note(coral, messages.FOLLOWED_THROUGH, "years") is None
    (back, other) = only(history, "2020", "2021").of_kind(ChangeKind.RETURNED)
    assert {back.old[0].place.edition, other.old[0].place.edition} == {"2019"}
    assert back.label == "Returned (last listed in 2019)"


def test_a_return_may_be_split() -> None:
    """A topic that skipped an edition may come back as its parts; neither part is new."""
    history = build_history(
        series(
            {
                "2019": ["Foam detection and kelp classification", "Tidal scheduling", "Brine chemistry"],
                "2020": ["Tidal scheduling", "Brine chemistry"],
                "2021": ["Tidal scheduling", "Foam detection", "Kelp classification", "Brine chemistry"],
            }
        )
    )
    assert texts(only(history, "2020", "2021"), ChangeKind.ADDED) == []
    assert only(history, "2019", "2021").counts[ChangeKind.SPLIT] == 1


def test_splits_and_mergers_end_lineages_and_begin_others() -> None:
    """Each topic tells which other ones it came from and went into."""
    history = build_history(
        series(
            {
                "2019": ["Foam detection and kelp classification", "Tidal scheduling"],
                "2021": ["Foam detection", "Kelp classification", "Tidal scheduling"],
                "2023": ["Foam detection and kelp classification", "Tidal scheduling"],
            }
        )
    )
    whole = lineage(history, "foam-detection-and-kelp-classification")
    again = lineage(history, "foam-detection-and-kelp-classification-2")
    foam = lineage(history, "foam-detection")
    assert [(kind_of(whole.step_from), one.key) for one in whole.went_to] == [
        (ChangeKind.SPLIT, "foam-detection"),
        (ChangeKind.SPLIT, "kelp-classification"),
    ]
    assert [(kind_of(foam.step_into), one.key, one.place.edition) for one in foam.came_from] == [
        (ChangeKind.SPLIT, whole.key, "2019")
    ]
    assert [one.key for one in again.came_from] == ["foam-detection", "kelp-classification"]
    assert foam.editions == ("2021",)
    direct = only(history, "2019", "2023")
    (link,) = (one for one in links(direct) if one.old[0].key == whole.key)
    assert link.grounds is not None
    assert (link.kind, link.grounds.rule, link.grounds.score) == (ChangeKind.UNCHANGED, Rule.EXACT, 1.0)
    assert note(link, messages.FOLLOWED_THROUGH, "years") == "2021"


def test_a_chain_of_splits_and_mergers_is_regrouped() -> None:
    """Several topics that live on as several others, all tied, are one link; nothing is left out of it."""
    history = build_history(
        series(
            {
                "2019": ["Foam detection and kelp classification", "Barnacle networks"],
                "2021": ["Foam detection", "Kelp classification", "Barnacle networks"],
                "2023": ["Foam detection", "Kelp classification and barnacle networks"],
            }
        )
    )
    direct = only(history, "2019", "2023")
    (link,) = links(direct)
    assert (link.kind, len(link.old), len(link.new)) == (ChangeKind.REGROUPED, 2, 2)
    assert direct.counts[ChangeKind.REGROUPED] == 1
    assert link.label == "2 topics regrouped into 2"
    assert links(only(history, "2023", "2019"))[0].kind is ChangeKind.REGROUPED


def test_a_topic_moves_to_another_list() -> None:
    """It is neither removed here nor added there; both lists say so, in every comparison that sees it."""
    history = build_history(
        series(
            {
                "2019": {LIST: ["Brine chemistry", "Tidal scheduling"], "themes": ["Wave power"]},
                "2021": {LIST: ["Tidal scheduling"], "themes": ["Wave power", "Brine chemistry"]},
                "2023": {LIST: ["Tidal scheduling"], "themes": ["Wave power", "Brine chemistry :: Salt."]},
            }
        )
    )
    for newer in ("2021", "2023"):
        areas, themes = compare_topics(history, "2019", newer)
        (moved,) = areas.of_kind(ChangeKind.MOVED)
        assert themes.of_kind(ChangeKind.MOVED) == (moved,)
        assert moved.label == "Moved from “Areas of interest” to “Themes”"
        assert not areas.of_kind(ChangeKind.REMOVED)
        assert not themes.of_kind(ChangeKind.ADDED)
    salt = lineage(history, "brine-chemistry-2")
    assert (salt.list, salt.editions) == ("themes", ("2021", "2023"))
    assert [(kind_of(salt.step_into), one.place.list) for one in salt.came_from] == [(ChangeKind.MOVED, LIST)]
    after = context(history, "2019", "Brine chemistry").next
    assert after is not None
    assert after.kind is ChangeKind.MOVED
    before = context(history, "2021", "Brine chemistry", "themes").previous
    assert before is not None
    assert (before.kind, before.old[0].place.list) == (ChangeKind.MOVED, LIST)


def test_a_renamed_list_moves_its_topics() -> None:
    """A list that ends, and one that begins with the same topics, are seen as a move of each topic."""
    history = build_history(
        series({"2019": {LIST: ["Brine chemistry", "Wave power"]}, "2021": {"themes": ["Wave power"]}})
    )
    areas, themes = compare_topics(history, "2019", "2021")
    assert areas.counts[ChangeKind.MOVED] == themes.counts[ChangeKind.MOVED] == 1
    assert areas.counts[ChangeKind.ONE_SIDED] == 1
    assert not themes.counts[ChangeKind.ADDED]


def test_a_list_that_one_call_names_otherwise_keeps_its_topics() -> None:
    """They move there and back; none is new there, and none has returned when it comes back."""
    topics = ["Brine chemistry", "Wave power"]
    history = build_history(
        series({"2019": {LIST: topics}, "2020": {"themes": topics}, "2021": {LIST: topics}})
    )
    for old, new in (("2019", "2020"), ("2020", "2021")):
        for one in compare_topics(history, old, new):
            assert one.counts[ChangeKind.MOVED] == len(one.changes) == 2
    assert only(history, "2019", "2021").counts[ChangeKind.UNCHANGED] == 2


def test_a_topic_moves_under_another_heading() -> None:
    """In a nested list a topic that stands under another heading is noted, not removed and added."""
    old = ["Storage", "  Moon-aware caching", "Networks", "  Barnacle-resistant cables"]
    new = ["Storage", "Networks", "  Barnacle-resistant cables", "  Moon-aware caching"]
    history = build_history(series({"2019": old, "2021": new}))
    comparison = only(history, "2019", "2021")
    (moved,) = comparison.of_kind(ChangeKind.MOVED)
    assert (moved.new[0].text, moved.label) == ("Moon-aware caching", "Moved under “Networks”")
    after = context(history, "2019", "Moon-aware caching").next
    before = context(history, "2021", "Moon-aware caching").previous
    assert after is not None
    assert before is not None
    assert after == before == moved


def test_a_nested_topic_returns_under_its_heading() -> None:
    """A topic comes back to the heading that it had, even if that was reworded, without having moved."""
    history = build_history(
        series(
            {
                "2019": ["Storage", "  Moon-aware caching", "  Tide tables"],
                "2020": ["Storage", "  Tide tables"],
                "2021": ["Storage", "  Tide tables", "  Moon-aware caching"],
            }
        )
    )
    (back,) = only(history, "2020", "2021").of_kind(ChangeKind.RETURNED)
    assert back.new[0].text == "Moon-aware caching"
    assert not any(map(under_other_heading, only(history, "2019", "2021").changes))


def test_the_new_order_is_told_by_the_fewest_topics() -> None:
    """Of topics in a new order only those that took another place among the others are told."""
    history = build_history(
        series({"2019": ["Coral", "Foam", "Kelp", "Sand"], "2021": ["Sand", "Coral", "Foam", "Kelp"]})
    )
    comparison = only(history, "2019", "2021")
    assert [link.new[0].text for link in comparison.shifted] == ["Sand"]
    assert note(comparison.shifted[0], messages.POSITION, "old") == 4


def test_what_is_where_it_was_has_not_moved() -> None:
    """Of several ways to explain a new order, one is told in which what kept its position stays."""
    history = build_history(series({"2019": ["Coral", "Foam", "Kelp"], "2021": ["Kelp", "Foam", "Coral"]}))
    shifted = only(history, "2019", "2021").shifted
    assert [link.new[0].text for link in shifted] == ["Kelp", "Coral"]


def test_the_first_and_the_last_edition_have_one_neighbour() -> None:
    """Where there is no edition to compare with, nothing is said: a topic of the first call is not new."""
    history = build_history(series({"2019": ["Coral"], "2021": ["Coral", "Foam"]}))
    coral, foam = in_context(history, LIST, "2021")
    assert (coral.next, foam.next) == (None, None)
    assert foam.previous is not None
    assert foam.previous.kind is ChangeKind.ADDED
    assert in_context(history, LIST, "2019")[0].previous is None


@pytest.mark.parametrize(
    "lists", [{}, {"2019": []}, {"2019": [], "2021": []}, {"2019": {}, "2021": ["Coral"]}]
)
def test_archives_with_little_in_them_have_a_history(lists: dict[str, list[str]]) -> None:
    """No edition, no list and empty lists are no errors."""
    history = build_history(series(lists))
    assert len(history.lineages) == sum(map(len, lists.values()))


def test_a_list_that_stands_twice_in_an_edition_is_told_once() -> None:
    """Of lists with one name, which is reported elsewhere, the first counts."""
    held = series({"2019": ["Coral"], "2021": ["Coral"]})
    first = held.editions[0]
    twice = replace(first, blocks=(*first.blocks, topic_block(replace(first.lists[0], line=99))))
    history = build_history(replace(held, editions=(twice, held.editions[1])))
    assert [one.editions for one in history.lineages] == [("2019", "2021")]


# Rulings

SPLIT = {"2019": ["Reefs and tides", "Foam"], "2021": ["Reefs", "Tides", "Foam"]}


def test_not_the_same_takes_a_link_away() -> None:
    """A ruling parts two topics that the engine links; comparisons carry it."""
    lists = {"2019": ["Tidal scheduling", "Foam"], "2021": ["Tidal scheduling of jobs", "Foam"]}
    apart = ruling(Outcome.NOT_SAME, {"2019": ["Tidal scheduling"]}, {"2021": ["Tidal scheduling of jobs"]})
    assert only(build_history(series(lists)), "2019", "2021").counts[ChangeKind.REWORDED] == 1
    history = build_history(series(lists, [apart]))
    comparison = only(history, "2019", "2021")
    assert texts(comparison, ChangeKind.ADDED) == ["Tidal scheduling of jobs"]
    assert texts(comparison, ChangeKind.REMOVED) == ["Tidal scheduling"]
    assert comparison.rejections == (apart,)


def test_the_same_makes_a_link() -> None:
    """A ruling ties two topics that share no word, and the link says that a person made it."""
    same = ruling(Outcome.SAME, {"2019": ["Seagulls"]}, {"2021": ["Birds of the coast"]})
    history = build_history(
        series({"2019": ["Seagulls", "Foam"], "2021": ["Birds of the coast", "Foam"]}, [same])
    )
    link = only(history, "2019", "2021").of_kind(ChangeKind.REWORDED)[0]
    assert link.grounds is not None
    assert (link.grounds.rule, link.decisions) == (Rule.HUMAN, (same,))
    assert link.grounds.certainty is Certainty.SURE
    step = lineage(history, "seagulls").wordings[1].step
    assert step is not None
    assert step.decisions == (same,)


def test_a_ruling_takes_topics_out_of_the_engines_links() -> None:
    """What is left of a link that loses members to a ruling stays linked, if both sides have any left."""
    lists = {
        "2019": ["Foam detection and kelp classification", "Coral databases"],
        "2021": ["Foam detection", "Kelp classification", "Barnacles"],
    }
    assert only(build_history(series(lists)), "2019", "2021").counts[ChangeKind.SPLIT] == 1
    same = ruling(Outcome.SAME, {"2019": ["Coral databases"]}, {"2021": ["Kelp classification"]})
    comparison = only(build_history(series(lists, [same])), "2019", "2021")
    assert comparison.counts[ChangeKind.SPLIT] == 0
    assert {(link.old[0].text, link.new[0].text) for link in links(comparison)} == {
        ("Foam detection and kelp classification", "Foam detection"),
        ("Coral databases", "Kelp classification"),
    }


@pytest.mark.parametrize(
    ("outcome", "old", "new", "kind"),
    [
        (Outcome.SPLIT, ["Ships"], ["Hulls", "Masts"], ChangeKind.SPLIT),
        (Outcome.MERGED, ["Ships", "Ropes"], ["Hulls"], ChangeKind.MERGED),
    ],
)
def test_splits_and_mergers_can_be_ruled(
    outcome: Outcome, old: list[str], new: list[str], kind: ChangeKind
) -> None:
    """A person may see a split or a merger where the words show none."""
    decision = ruling(outcome, {"2019": old}, {"2021": new})
    lists = {"2019": ["Ships", "Ropes", "Foam"], "2021": ["Hulls", "Masts", "Foam"]}
    (link,) = only(build_history(series(lists, [decision])), "2019", "2021").of_kind(kind)
    assert [one.text for one in link.old] == old
    assert [one.text for one in link.new] == new
    assert link.grounds is not None
    assert link.grounds.rule is Rule.HUMAN


def test_not_the_same_takes_one_member_out_of_a_split() -> None:
    """A ruling on one part of a split leaves the other part linked."""
    lists = {
        "2019": ["Foam detection and kelp classification", "Sand"],
        "2021": ["Foam detection", "Kelp classification", "Sand"],
    }
    apart = ruling(
        Outcome.NOT_SAME,
        {"2019": ["Foam detection and kelp classification"]},
        {"2021": ["Kelp classification"]},
    )
    comparison = only(build_history(series(lists, [apart])), "2019", "2021")
    assert texts(comparison, ChangeKind.ADDED) == ["Kelp classification"]
    assert comparison.counts[ChangeKind.REWORDED] == 1


def test_a_ruling_reaches_over_editions_between() -> None:
    """It names two editions that are not neighbours; the older topic is followed to where it stood last."""
    same = ruling(Outcome.SAME, {"2019": ["Seagulls"]}, {"2023": ["Birds of the coast"]})
    lists = {
        "2019": ["Seagulls", "Foam"],
        "2021": ["Seagulls and gannets", "Foam"],
        "2022": ["Foam"],
        "2023": ["Birds of the coast", "Foam"],
    }
    history = build_history(series(lists, [same]))
    birds = lineage(history, "seagulls")
    assert birds.editions == ("2019", "2021", "2023")
    assert birds.returned == ("2023",)
    apart = ruling(Outcome.NOT_SAME, {"2019": ["Foam"]}, {"2023": ["Foam"]})
    history = build_history(series(lists, [apart]))
    assert lineage(history, "foam").editions == ("2019", "2021", "2022")


def test_not_the_same_keeps_a_topic_from_returning() -> None:
    """A ruling parts a topic from one that had gone before the edition before."""
    lists = {"2019": ["Coral", "Foam"], "2020": ["Foam"], "2021": ["Foam", "Coral"]}
    apart = ruling(Outcome.NOT_SAME, {"2019": ["Coral"]}, {"2021": ["Coral"]})
    comparison = only(build_history(series(lists, [apart])), "2020", "2021")
    assert not comparison.of_kind(ChangeKind.RETURNED)
    assert texts(comparison, ChangeKind.ADDED) == ["Coral"]


def test_a_ruling_about_what_is_not_there_changes_nothing() -> None:
    """Unknown editions, lists and topics are reported by `check`, not guessed at."""
    lists = {"2019": ["Coral", "Foam"], "2021": ["Coral", "Foam"]}
    plain = compare_topics(build_history(series(lists)), "2019", "2021")
    for decision in (
        ruling(Outcome.NOT_SAME, {"2018": ["Coral"]}, {"2021": ["Coral"]}),
        ruling(Outcome.NOT_SAME, {"2021": ["Coral"]}, {"2019": ["Coral"]}),
        ruling(Outcome.NOT_SAME, {"2019": ["Kelp"]}, {"2021": ["Coral"]}),
        ruling(Outcome.SPLIT, {"2019": ["Coral"]}, {"2021": ["Foam", "Kelp"]}),
        ruling(Outcome.NOT_SAME, {"2019": ["Coral"]}, {"2021": ["Coral"]}, "themes"),
    ):
        assert compare_topics(build_history(series(lists, [decision])), "2019", "2021") == plain


def test_a_later_ruling_wins() -> None:
    """Of two rulings about the same topics the later in the file counts, and `check` reports the conflict."""
    lists = {"2019": ["Coral", "Foam"], "2021": ["Coral", "Foam"]}
    apart = ruling(Outcome.NOT_SAME, {"2019": ["Coral"]}, {"2021": ["Coral"]})
    same = ruling(Outcome.SAME, {"2019": ["Coral"]}, {"2021": ["Coral"]})
    grounds = only(build_history(series(lists, [apart, same])), "2019", "2021").changes[0].grounds
    assert grounds is not None
    assert grounds.rule is Rule.HUMAN
    assert only(build_history(series(lists, [same, apart])), "2019", "2021").counts[ChangeKind.ADDED] == 1


# Laws

PHRASES = [
    "Tidal scheduling",
    "Tidal scheduling of batch jobs",
    "Scheduling of jobs by the tides",
    "Moon-aware storage",
    "Driftwood caching",
    "Moon-aware storage and driftwood caching",
    "Foam detection",
    "Kelp classification",
    "Foam detection and kelp classification",
    "Barnacle-resistant networks",
    "Barnacle resistant network",
    "Coral databases :: Where reefs keep records.",
    "Coral databases",
    "  Brine chemistry",
    "  Wave forecasting",
    "潮汐计算",
    "Other",
    "!",
]
topics = st.lists(st.sampled_from(PHRASES), max_size=7, unique=True)
calls = st.fixed_dictionaries({LIST: topics, "themes": topics})
histories = st.lists(calls, min_size=3, max_size=4).map(
    lambda made: build_history(series({str(2019 + k): one for k, one in enumerate(made)}))
)
EXAMPLES = settings(max_examples=40, deadline=None)


def relation(history: History, old: str, new: str) -> set[tuple[frozenset[object], frozenset[object]]]:
    """Return which places of one edition live on as which of another, as groups."""
    return {
        (frozenset(one.place for one in link.old), frozenset(one.place for one in link.new))
        for one in compare_topics(history, old, new)
        for link in links(one)
    }


@EXAMPLES
@given(histories)
def test_every_topic_is_in_exactly_one_place(history: History) -> None:
    """In each comparison a topic stands once in a link, or was added, removed, or returned."""
    for old, new in combinations(history.graph.order, 2):
        for one in compare_topics(history, old, new):
            places = [
                topic.place
                for change in one.changes
                for topic in (*(() if change.kind is ChangeKind.RETURNED else change.old), *change.new)
            ]
            counted = Counter(place for place in places if place.list == one.name)
            assert set(counted.values()) <= {1}
            assert set(counted) == {member.place for member in (*one.old, *one.new)}


@EXAMPLES
@given(histories)
def test_an_edition_compared_with_itself_is_unchanged(history: History) -> None:
    """Nothing was added, removed or reworded, and each score is 1."""
    for edition in history.graph.order:
        for one in compare_topics(history, edition, edition):
            assert one.is_same
            assert {link.grounds.score for link in one.changes if link.grounds} <= {1.0}


#: Of topics that one edition alone has.
LONE = {ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.ONE_SIDED}


@EXAMPLES
@given(histories)
def test_swapping_the_editions_swaps_what_happened(history: History) -> None:
    """Added is removed on the way back, split is merged, broadened is narrowed; a return is a removal."""
    turned = {ChangeKind.SPLIT: ChangeKind.MERGED, ChangeKind.MERGED: ChangeKind.SPLIT}
    for old, new in combinations(history.graph.order, 2):
        there, back = compare_topics(history, old, new), compare_topics(history, new, old)
        for one, other in zip(there, back, strict=True):
            came = [change.new for change in one.changes if change.new and change not in links(one)]
            gone = [change.old for change in one.changes if change.old and change.kind in LONE]
            assert [change.new for change in other.changes if change.kind in LONE and change.new] == gone
            assert [change.old for change in other.changes if change.kind in LONE and change.old] == came
            assert Counter((link.kind, link.old, link.new) for link in links(other)) == Counter(
                (turned.get(link.kind, link.kind), link.new, link.old) for link in links(one)
            )


@EXAMPLES
@given(histories)
def test_a_comparison_agrees_with_the_steps_between(history: History) -> None:
    """What 2019 to 2021 says follows from 2019 to 2020, 2020 to 2021, and what returned in 2021."""
    old, middle, new = list(history.graph.order)[:3]
    first, second = relation(history, old, middle), relation(history, middle, new)
    pairs = {
        (a, c) for olds, between in first for a in olds for b, news in second if between & b for c in news
    }
    pairs |= {
        (last.place, back.new[0].place)
        for one in compare_topics(history, middle, new)
        for back in one.of_kind(ChangeKind.RETURNED)
        for last in back.old
        if last.place.edition == old
    }
    groups = relation(history, old, new)
    assert {frozenset({a, c}) for olds, news in groups for a in olds for c in news} >= {
        frozenset(pair) for pair in pairs
    }
    assert {place for group in groups for side in group for place in side} == {
        place for pair in pairs for place in pair
    }


@EXAMPLES
@given(topics, topics)
def test_neighbours_are_compared_as_they_are_aligned(old: Sequence[str], new: Sequence[str]) -> None:
    """Without rulings and other lists the comparison of two neighbours is the alignment itself."""
    old, new = (
        [one.replace(" :: ", ": ").strip() for one in old],
        [one.replace(" :: ", ": ").strip() for one in new],
    )
    comparisons = compare_topics(build_history(series({"2019": old, "2021": new})), "2019", "2021")
    alignment = align_texts(old, new)
    told = {
        (
            tuple(m.place.position for m in link.old),
            tuple(m.place.position for m in link.new),
            link.grounds and link.grounds.score,
        )
        for one in comparisons
        for link in links(one)
    }
    assert told == {(link.old, link.new, link.grounds and link.grounds.score) for link in alignment.links}


@EXAMPLES
@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_input_never_matters(history: History, random: object) -> None:
    """Editions that were read in another order give the same history."""
    editions = list(history.archive.editions)
    random.shuffle(editions)  # type: ignore[attr-defined]
    assert build_history(replace(history.archive, editions=tuple(editions))) == history


@EXAMPLES
@given(histories)
def test_lineages_share_out_all_places(history: History) -> None:
    """Each place is in one lineage, once for an edition; relatives know each other; keys are all different."""
    places = [place for one in history.lineages for place in one.places]
    assert sorted(places) == sorted(history.graph.topics)
    assert len({one.key for one in history.lineages}) == len(history.lineages)
    for one in history.lineages:
        assert len(set(one.editions)) == len(one.editions)
        assert [edition for wording in one.wordings for edition in wording.editions] == list(one.editions)
        for relative in one.went_to:
            assert one.key in {back.key for back in lineage(history, relative.key).came_from}


@EXAMPLES
@given(histories)
def test_topics_in_context_agree_with_comparisons(history: History) -> None:
    """The label of a topic on its edition's page says what the comparison with the edition before says."""
    old, new = list(history.graph.order)[:2]
    for one in compare_topics(history, old, new):
        if one.old and one.new:
            changes = {topic: change for change in one.changes for topic in change.new}
            for told in in_context(history, one.name, new):
                assert told.previous == changes[told.topic]


def test_everything_that_can_happen_happens() -> None:
    """The archive that the golden files are made of has every kind of change but a regrouping."""
    areas, themes = compare_topics(build_history(every_kind()), "2019", "2023")
    kinds = {kind for kind, number in areas.counts.items() if number}
    assert kinds == set(ChangeKind) - {ChangeKind.REGROUPED, ChangeKind.CHANGED, ChangeKind.ONE_SIDED}
    assert themes.counts[ChangeKind.MOVED] == 1


def test_an_empty_archive_has_an_empty_history() -> None:
    """A series without editions is no error."""
    assert build_history(Archive(series=Series(name="X", short_name="X"))).lineages == ()


# Topics with a title


TITLED = {
    "2019": ["Nets :: Ropes and knots matter.", "Foam", "Coral", "Sand"],
    "2021": ["Nets :: Ropes and knots, including eels, matter.", "Foam", "Coral", "Sand"],
    "2023": ["nets :: Ropes and knots, including eels, matter.", "Foam", "Coral", "Sand"],
}


def test_a_topic_whose_title_stays_has_its_description_changed() -> None:
    """It counts as reworded, for its description is; the change, both ways, is that of its words."""
    history = build_history(series(TITLED))
    for old, new, change in (
        ("2019", "2021", RewordingKind.BROADENED),
        ("2019", "2023", RewordingKind.BROADENED),
        ("2023", "2019", RewordingKind.NARROWED),
    ):
        (one,) = compare_topics(history, old, new)
        link = one.changes[0]
        assert (link.kind, link.change, link.title_kept) == (ChangeKind.REWORDED, change, True)
        assert one.counts[ChangeKind.UNCHANGED] == 3
        assert not one.is_same
    (one,) = compare_topics(history, "2021", "2023")
    assert (one.changes[0].label, one.changes[0].title_kept) == ("Unchanged (minor edits)", False)


def test_a_kept_title_is_told_in_context_and_wordings() -> None:
    """The edition's page and the topic's own page say what the comparison says."""
    history = build_history(series(TITLED))
    told = in_context(history, "areas", "2021")[0]
    assert told.previous is not None
    assert told.next is not None
    assert (told.previous.kind, told.previous.title_kept) == (ChangeKind.REWORDED, True)
    assert (told.next.kind, told.next.title_kept) == (ChangeKind.UNCHANGED, False)
    first, second, third = (wording.step for wording in history.lineages[0].wordings)
    assert first is None
    assert second is not None
    assert third is not None
    assert (second.title_kept, third.title_kept) == (True, False)
    assert second.change is RewordingKind.BROADENED
