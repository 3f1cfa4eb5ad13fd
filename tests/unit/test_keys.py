"""Permanent keys: derived, recorded, and never changed by another edition."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfp_archive.checking.topics import topic_key_stale, topic_key_unrecorded
from cfp_archive.comparing.history import build_history
from cfp_archive.model import Facts, TopicKey
from cfp_archive.problems import Code
from cfp_archive.yamlio import appended, plain_values
from timeline import LIST, archive, edition, series, topic_block, with_keys

if TYPE_CHECKING:
    from cfp_archive.model import Archive


def keys(held: Archive) -> list[str]:
    """Return the keys of all topics, in the order of the lineages."""
    return [one.key for one in build_history(held).lineages]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Moon-aware storage", "moon-aware-storage"),
        ("Tides, and how to compute with them in the harbour", "tides-and-how-to-compute"),
        ("High bandwidth and low latency I/O ports", "high-bandwidth-and-low-latency"),
        ("a/b/c/d/e/f/g/h", "a-b-c-d-e-f"),
        ("Storage & — caching", "storage-and-caching"),
        ("C++ on boats", "c-plus-plus-on-boats"),
        ("Title :: and its description", "title"),
        ("潮汐计算", "topic-e05cb894"),
        ("2024", "topic-6557739a"),
        ("!", "topic-bb7208bc"),
        ("Index", "index-2"),
        ("Of the", "of"),
    ],
)
def test_keys_are_made_of_the_first_words(text: str, key: str) -> None:
    """They are ASCII, short, end at a word that says something, and never clash with the site's own addresses."""
    assert keys(series({"2019": [text]})) == [key]


def test_keys_differ_over_all_lists() -> None:
    """Equal topics of different lists are different topics; the older, then the first list's, has the plain key."""
    held = series(
        {
            "2019": {"themes": ["Coral"], LIST: ["Foam"]},
            "2021": {"themes": ["Coral"], LIST: ["Foam", "Coral"]},
        }
    )
    history = build_history(held)
    assert {(one.list, one.key) for one in history.lineages} == {
        (LIST, "foam"),
        ("themes", "coral"),
        (LIST, "coral-2"),
    }


def test_a_recorded_key_wins_wherever_it_is_anchored() -> None:
    """The anchor may be at any wording of the topic; its key is never given to another topic."""
    held = series({"2019": ["Tides", "Foam"], "2021": ["Tides and waves", "Foam"]})
    held = with_keys(held, ("foam", "2021", "Tides and waves"))
    assert keys(held) == ["foam", "foam-2"]


def test_further_anchors_of_a_topic_are_aliases() -> None:
    """The first recorded key is the key; the others lead to it."""
    held = series({"2019": ["Tides", "Foam"], "2021": ["Tides and waves", "Foam"]})
    held = with_keys(held, ("ebb", "2021", "Tides and waves"), ("flood", "2019", "Tides"))
    history = build_history(held)
    assert history.lineages[0].key == "ebb"
    assert history.lineages[0].aliases == ("flood",)
    assert history.lineage("flood") == history.lineage("ebb")
    assert history.lineages[0].recorded


def test_the_key_of_a_lost_anchor_stays_taken() -> None:
    """An address that was published may not come to mean another topic."""
    held = with_keys(series({"2019": ["Coral"]}), ("coral", "2018", "Coral"))
    assert keys(held) == ["coral-2"]


def test_recording_all_keys_leaves_nothing_to_record() -> None:
    """What is recorded is what was derived, so that recording changes no address."""
    held = series({"2019": ["Tides", "Foam"], "2021": ["Tides and waves", "Sand", "Foam"]})
    history = build_history(held)
    recorded = replace(held, topic_keys=history.unrecorded())
    assert keys(recorded) == keys(held)
    assert build_history(recorded).unrecorded() == ()


def test_a_topic_without_a_wording_of_its_own_is_not_recorded() -> None:
    """Two topics of one list with the same words cannot be told apart by an anchor; `check` reports the repetition."""
    history = build_history(series({"2019": ["Coral", "Coral"]}))
    assert [one.key for one in history.unrecorded()] == ["coral"]


def test_topics_of_drafts_are_not_recorded() -> None:
    """A draft's wording may still change, and its pages are not published."""
    draft = edition("2021", ["Tides", "Foam"], Facts(title="Draft", draft=True))
    history = build_history(archive(edition("2019", ["Tides"]), draft))
    assert [one.key for one in history.unrecorded()] == ["tides"]


phrases = st.sampled_from(
    ["Tides", "Tides and waves", "Foam", "Foam detection", "Kelp", "Foam detection and kelp", "Coral", "潮汐"]
)
lists = st.lists(phrases, max_size=5, unique=True)


@settings(max_examples=60, deadline=None)
@given(lists, lists, lists)
def test_an_older_edition_changes_no_recorded_key(oldest: list[str], old: list[str], new: list[str]) -> None:
    """Whatever an older call says, each topic of the newer ones keeps its key."""
    held = series({"2019": old, "2021": new})
    recorded = replace(held, topic_keys=build_history(held).unrecorded())
    before = {place: one.key for place, one in build_history(recorded).by_place.items()}
    more = replace(recorded, editions=(edition("2017", oldest), *recorded.editions))
    after = build_history(more)
    assert {place: after.by_place[place].key for place in before} == before


@settings(max_examples=60, deadline=None)
@given(lists, lists, lists, st.sampled_from(["2017", "2020", "2023"]))
def test_no_edition_makes_a_recorded_key_vanish(
    old: list[str], new: list[str], added: list[str], key: str
) -> None:
    """An older, a newer or a middle edition may join or part topics; each recorded key still leads to a topic."""
    held = series({"2019": old, "2021": new})
    recorded = replace(held, topic_keys=build_history(held).unrecorded())
    more = build_history(replace(recorded, editions=(*recorded.editions, edition(key, added))))
    for one in recorded.topic_keys:
        found = more.lineage(one.key)
        assert found is not None
        assert one.text in {wording.head for wording in found.wordings}


# topics.yaml

ENTRY = TopicKey(key="coral", list=LIST, edition="2019", text='Coral: "reefs" & \\ more')


def test_entries_are_added_at_the_end_of_the_file() -> None:
    """What is there stays as it is, comments included; an empty list gives way."""
    text = "# why\n- key: foam # best\n  list: areas\n  edition: '2019'\n  text: Foam\n\n"
    added = appended(text, [ENTRY])
    assert added.startswith(text.rstrip("\n"))
    assert [one["key"] for one in plain_values(added)] == ["foam", "coral"]
    assert appended("# why\n[]\n", [ENTRY]).startswith("# why\n- key: coral\n")
    assert appended("", [ENTRY]).startswith("- key: coral\n")
    assert appended(text, []) == text


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])))
def test_any_wording_survives_the_file(text: str) -> None:
    """Quotes, backslashes and signs that YAML does not allow as they are come back as they were."""
    entry = replace(ENTRY, text=text)
    ((read,),) = (plain_values(appended("[]\n", [entry])),)
    assert TopicKey(**read) == entry


# The rules

KEPT = series({"2019": ["Tides", "Foam"]})


def test_keys_are_asked_for_from_the_first_edition_on() -> None:
    """One problem for an edition, however many of its topics have no key; it says what to do."""
    (problem,) = topic_key_unrecorded(KEPT)
    assert problem.code is Code.TOPIC_KEY_UNRECORDED
    assert problem.path.as_posix() == "editions/2019/index.md"
    assert problem.message == "2 topics have no permanent key."
    assert problem.hint == "Run 'cfp-archive keys --write'."
    (problem,) = topic_key_unrecorded(with_keys(KEPT, ("tides", "2019", "Tides")))
    assert problem.message == "1 topic has no permanent key."


def test_no_key_is_asked_for_a_list_whose_name_is_in_question() -> None:
    """A permanent key would keep a slip in the list's name for ever."""
    later = replace(
        edition("2021", ["Sand"]), blocks=(topic_block(replace(KEPT.editions[0].lists[0], name=f"{LIST}z")),)
    )
    held = replace(KEPT, editions=(*KEPT.editions, later))
    assert [one.path.parent.name for one in topic_key_unrecorded(held)] == ["2019"]


def test_what_could_not_be_read_is_not_reported_again() -> None:
    """A broken page or topics.yaml is one problem, not one for each key."""
    assert not list(topic_key_unrecorded(replace(KEPT, unread=frozenset({"topics.yaml"}))))
    held = replace(with_keys(KEPT, ("a", "2018", "Sand")), unread=frozenset({"2018"}))
    assert not list(topic_key_stale(held))


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (("tides", "2018", "Tides"), "names the edition '2018', which does not exist"),
        (("tides", "2019", "Tide"), "names the topic 'Tide', which is not in the list of 2019"),
    ],
)
def test_lost_anchors_are_reported(key: tuple[str, str, str], message: str) -> None:
    """A recorded key must be anchored at a wording that exists, or its address dies."""
    (problem,) = topic_key_stale(with_keys(KEPT, key))
    assert problem.code is Code.TOPIC_KEY_STALE
    assert message in problem.message
    assert problem.path.as_posix() == "editions/topics.yaml"


def test_an_anchor_in_a_missing_list_is_reported() -> None:
    """The list is named, so that a renamed list is found out."""
    held = replace(KEPT, topic_keys=(TopicKey(key="a", list="themes", edition="2019", text="Tides"),))
    (problem,) = topic_key_stale(held)
    assert "the list 'themes', which 2019 does not have" in problem.message


def test_keys_recorded_twice_are_reported() -> None:
    """A key is one topic's."""
    (problem,) = topic_key_stale(with_keys(KEPT, ("tides", "2019", "Tides"), ("tides", "2019", "Foam")))
    assert problem.message == "The key 'tides' is recorded twice."


def test_a_renamed_list_or_edition_is_one_problem() -> None:
    """However many keys name it."""
    keys = [(f"tides-{number}", "2019", "Tides") for number in range(3)]
    held = with_keys(KEPT, *keys)
    for field, value in (("list", "scope"), ("edition", "2005")):
        renamed = replace(held, topic_keys=tuple(replace(one, **{field: value}) for one in held.topic_keys))
        (problem,) = topic_key_stale(renamed)
        assert problem.message.startswith("3 keys name the")
        assert value in problem.message


def test_good_keys_give_no_problems() -> None:
    """The record that `cfp-archive keys --write` makes is in order."""
    held = replace(KEPT, topic_keys=build_history(KEPT).unrecorded())
    assert not [*topic_key_stale(held), *topic_key_unrecorded(held)]
