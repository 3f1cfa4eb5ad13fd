"""Aligning two lists of topics. All lists are made up, about orchards, beehives and the like."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfp_archive.comparing.alignment import (
    Alignment,
    Link,
    align,
    align_texts,
    alignment_as_dict,
    candidates,
)
from cfp_archive.comparing.correspondence import Certainty, ChangeKind, Grounds, RewordingKind, Rule
from cfp_archive.comparing.evidence import Item
from cfp_archive.comparing.rewording import classify_change
from cfp_archive.comparing.text import same_text

#: A list of topics as a call about orchards could have it; the tests change it a little each.
ORCHARD = (
    "Grafting and budding",
    "Irrigation of young trees",
    "Soil chemistry",
    "Pest control without poison",
    "Pruning machines",
    "Storage of apples and pears",
    "Breeding for frost resistance",
    "Marketing of regional fruit",
)

words = st.sampled_from(
    ["pruning", "grafting", "soil", "frost", "apple", "apples", "storage", "systems", "methods", "and", "of", ",", "/",
     "(", ")", ":", "including", "DNA", "DNAs", "rootstock", "root-stock", "Äpfel", "果树", "栽培", "…"]
)  # fmt: skip
topics = st.one_of(st.text(max_size=12), st.lists(words, max_size=7).map(" ".join))
lists = st.lists(topics, max_size=8)


@st.composite
def nested(draw: st.DrawFn) -> list[Item]:
    """Draw a list in which some topics stand under an earlier one that stands under none."""
    items: list[Item] = []
    for text in draw(lists):
        tops = [index for index, item in enumerate(items) if item.parent is None]
        items.append(Item(text=text, parent=draw(st.sampled_from([None, *tops]))))
    return items


def said(old: list[str] | tuple[str, ...], new: list[str] | tuple[str, ...]) -> set[str]:
    """Say what became of the topics that changed, one line each."""
    alignment = align_texts(old, new)
    lines = {
        f"{' + '.join(old[i] for i in link.old)} => {' + '.join(new[j] for j in link.new)}"
        for link in alignment.links
        if link.kind != ChangeKind.UNCHANGED
    }
    lines |= {f"- {old[i]}" for i in alignment.removed} | {f"+ {new[j]}" for j in alignment.added}
    return lines


def changed(*pairs: tuple[str | None, str | None]) -> tuple[list[str], list[str]]:
    """Give the orchard list twice, with older topics reworded, dropped (to None) or new (from None) in the second."""
    renamed = dict(pairs)
    new = [renamed.get(topic, topic) for topic in ORCHARD]
    return list(ORCHARD), [t for t in new if t is not None] + [
        new for old, new in pairs if old is None and new
    ]


def grounds(link: Link) -> Grounds:
    """Return why topics are linked: every link says it."""
    assert link.grounds is not None
    return link.grounds


def swapped(link: Link) -> Link:
    """Turn a link round."""
    kinds = {ChangeKind.SPLIT: ChangeKind.MERGED, ChangeKind.MERGED: ChangeKind.SPLIT}
    changes = {
        RewordingKind.BROADENED: RewordingKind.NARROWED,
        RewordingKind.NARROWED: RewordingKind.BROADENED,
    }
    return replace(
        link,
        old=link.new,
        new=link.old,
        kind=kinds.get(link.kind, link.kind),
        change=changes.get(link.change, link.change),
        grounds=replace(
            grounds(link), old_held=grounds(link).new_held, new_held=grounds(link).old_held, shared_words=()
        ),
    )


# What holds for any two lists


@settings(deadline=None)
@given(nested(), nested())
def test_every_index_has_exactly_one_place(old: list[Item], new: list[Item]) -> None:
    """Each topic is in one link, or added, or removed; links are ordered and their kinds fit their members."""
    alignment = align(old, new)
    seen_old = [i for link in alignment.links for i in link.old] + list(alignment.removed)
    seen_new = [j for link in alignment.links for j in link.new] + list(alignment.added)
    assert sorted(seen_old) == list(range(len(old)))
    assert sorted(seen_new) == list(range(len(new)))
    assert list(alignment.links) == sorted(alignment.links, key=lambda link: link.new)
    for link in alignment.links:
        assert 0.0 <= grounds(link).score <= 1.0
        assert list(link.old) == sorted(link.old)
        assert list(link.new) == sorted(link.new)
        sizes = (len(link.old) > 1, len(link.new) > 1)
        expected = {(False, True): {ChangeKind.SPLIT}, (True, False): {ChangeKind.MERGED}}
        assert link.kind in expected.get(sizes, {ChangeKind.UNCHANGED, ChangeKind.REWORDED})
        if link.kind == ChangeKind.UNCHANGED:
            assert same_text(old[link.old[0]].text, new[link.new[0]].text)
            assert grounds(link).score == 1.0
            assert grounds(link).rule == Rule.EXACT


@settings(deadline=None)
@given(nested())
def test_a_list_compared_with_itself_is_unchanged(items: list[Item]) -> None:
    """No topic changes, moves, comes or goes, even where the list holds one twice."""
    alignment = align(items, items)
    assert alignment.added == alignment.removed == ()
    assert all(link.kind == ChangeKind.UNCHANGED for link in alignment.links)
    assert all(same_text(items[link.old[0]].text, items[link.new[0]].text) for link in alignment.links)


@settings(deadline=None)
@given(nested(), nested())
def test_swapping_the_lists_swaps_the_result(old: list[Item], new: list[Item]) -> None:
    """Backwards in time added is removed, split is merged, broadened is narrowed, and nothing else differs."""
    there, back = align(old, new), align(new, old)
    assert there.added == back.removed
    assert there.removed == back.added
    unprinted = {replace(link, grounds=replace(grounds(link), shared_words=())) for link in there.links}
    assert unprinted == set(map(swapped, back.links))  # words are shown as the newer list prints them


@settings(deadline=None)
@given(lists, lists)
def test_texts_in_both_lists_stay_together(old: list[str], new: list[str]) -> None:
    """A text that stands as often in one list as in the other keeps its like, whatever else would fit."""
    links = align_texts(old, new).links
    fits = {(i, j) for link in links for i in link.old for j in link.new if same_text(old[i], new[j])}
    for text in old:
        here = [i for i, other in enumerate(old) if same_text(text, other)]
        there = [j for j, other in enumerate(new) if same_text(text, other)]
        if len(here) == len(there):
            assert len({i for i, _ in fits if i in here}) == len(here)


@settings(deadline=None)
@given(nested(), nested(), st.integers(min_value=0, max_value=4))
def test_candidates_are_scored_best_first(old: list[Item], new: list[Item], limit: int) -> None:
    """Each older topic has as many candidates as asked for, if there are so many, and an equal text comes first."""
    found = candidates(old, new, limit=limit)
    assert len(found) == len(old)
    for item, partners in zip(old, found, strict=True):
        assert len(partners) == min(limit, len(new))
        scores = [score for _, score in partners]
        assert scores == sorted(scores, reverse=True)
        assert all(0.0 <= score <= 1.0 for score in scores)
        if limit and any(same_text(item.text, other.text) for other in new):
            assert scores[0] == 1.0


@settings(deadline=None)
@given(topics, topics)
def test_changes_are_classified_the_same_both_ways_round(old: str, new: str) -> None:
    """Widened is the reverse of narrowed; all else is its own reverse; none is the same characters alone."""
    there, back = classify_change(old, new), classify_change(new, old)
    opposite = {
        RewordingKind.BROADENED: RewordingKind.NARROWED,
        RewordingKind.NARROWED: RewordingKind.BROADENED,
    }
    assert back == opposite.get(there, there)
    assert (there == RewordingKind.NONE) == (old == new)


# One to one


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Irrigation of young trees", "Irrigating young trees"),
        ("Irrigation of young trees", "Irrigation of young trees and shrubs"),
        ("Pest control without poison", "Poison-free pest control"),
        ("Pruning machines", "Machines and robots for pruning"),
        ("Soil chemistry", "Chemistry of soils: acidity, minerals"),
        ("Breeding for frost resistance", "Frost resistance and drought tolerance"),
        ("Marketing of regional fruit", "Regional fruit marketing"),
        ("Storage of apples and pears", "Storing pears & apples"),
    ],
)
def test_a_reworded_topic_keeps_its_partner(old: str, new: str) -> None:
    """Other forms, order and additions do not break a link, wherever the topic stands in the list."""
    older, newer = changed((old, new))
    assert said(older, newer) == {f"{old} => {new}"}
    assert said(older, newer[::-1]) == {f"{old} => {new}"}


def test_what_is_new_or_gone_is_linked_to_nothing() -> None:
    """A topic without a partner is added or removed, also when it shares a word with one that stayed."""
    old, new = changed(("Soil chemistry", None), (None, "Bees in orchards"), (None, "Machines for picking"))
    assert said(old, new) == {"- Soil chemistry", "+ Bees in orchards", "+ Machines for picking"}


def test_an_exact_partner_is_never_given_up_for_a_better_whole() -> None:
    """The best sum over all pairs would tear an equal pair apart: equal texts are paired before any sum is taken."""
    old = ["Pruning of apple trees", "Pruning of apple and pear trees in winter"]
    new = ["Pruning of apple and pear trees in winter and spring", "Pruning of apple trees"]
    assert {(link.old, link.new) for link in align_texts(old, new).links} == {((0,), (1,)), ((1,), (0,))}


def test_partners_are_chosen_for_the_lists_as_a_whole() -> None:
    """The likest pair is not taken first where that would leave the other two without a partner."""
    old = ["Sensors for measuring frost", "Measuring frost", *ORCHARD[:6]]
    new = ["Measuring frost and wind", "Sensors for frost", *ORCHARD[:6]]
    assert said(old, new) == {
        "Sensors for measuring frost => Sensors for frost",
        "Measuring frost => Measuring frost and wind",
    }


def test_one_heavy_link_does_not_keep_out_two_that_weigh_more_together() -> None:
    old = ["Harvest and pruning of hedges", "Harvest, watering and grafting"]
    new = ["Robots for watering, pruning and grafting", "Pruning and harvest"]
    assert {(link.old, link.new) for link in align_texts(old, new).links} == {((0,), (1,)), ((1,), (0,))}


def test_words_of_every_topic_say_little_about_any() -> None:
    """Where all topics are about apple trees, being about apple trees links nothing."""
    subjects = ("grafting", "watering", "pruning", "selling", "storing", "painting")
    old = [f"Apple trees: {subject}" for subject in subjects[:5]]
    new = [f"Apple trees: {subject}" for subject in (*subjects[:4], subjects[5])]
    assert said(old, new) == {"- Apple trees: storing", "+ Apple trees: painting"}


def test_the_same_words_in_another_order_meet_even_if_all_topics_have_them() -> None:
    """What every topic says weighs next to nothing, but a topic that says nothing else is still the same topic."""
    old = [
        "Fruit trees",
        *(f"{name} of fruit trees" for name in ("Grafting", "Pruning", "Watering", "Painting")),
    ]
    new = ["Trees for fruit", *old[1:]]
    assert said(old, new) == {"Fruit trees => Trees for fruit"}


def test_unrelated_lists_get_no_links() -> None:
    """Two fields share words such as models and systems; that makes no topic live on."""
    old = [
        "Chemistry of soils",
        "Models of frost",
        "Irrigation systems",
        "Storage of fruit",
        "Design of machines",
    ]
    new = [
        "Analysis of sonnets",
        "Models of rhyme",
        "Writing systems",
        "Storage of manuscripts",
        "Theory of metre",
    ]
    alignment = align_texts(old, new)
    assert alignment == Alignment(links=(), added=tuple(range(5)), removed=tuple(range(5)))


def test_a_short_list_is_not_taken_for_a_stranger() -> None:
    """One or two topics cannot show that two lists have something in common; they are linked all the same."""
    assert said(["Storage"], ["Storage of apples"]) == {"Storage => Storage of apples"}
    assert said(["Pruning", "Bees"], ["Pruning of roses", "Law"]) == {
        "Pruning => Pruning of roses",
        "- Bees",
        "+ Law",
    }


@pytest.mark.parametrize(
    ("old", "new", "certainty"),
    [
        ("Storage of apples and pears", "Stores of pears & apples", Certainty.LIKELY),
        ("Pruning machines", "Machines and robots for pruning", Certainty.SURE),
        ("Pruning machines", "Picking machines", Certainty.LIKELY),
    ],
)
def test_a_link_says_how_certain_it_is(old: str, new: str, certainty: Certainty) -> None:
    """What the two share is enough, or it is not, and the reasons name it."""
    (link,) = [one for one in align_texts(*changed((old, new))).links if one.kind is not ChangeKind.UNCHANGED]
    assert grounds(link).certainty is certainty
    assert set(grounds(link).shared_words) <= set(new.split())
    assert 0.0 < grounds(link).old_held <= 1.0


def test_a_rival_makes_a_link_less_certain() -> None:
    """Where two newer topics would do, the choice between them is uncertain."""
    old = ["Pruning of roses", *ORCHARD]
    alone = align_texts(old, ["Pruning of old roses", *ORCHARD]).links[0]
    among = align_texts(old, ["Pruning of old roses", "Pruning of young roses", *ORCHARD]).links[0]
    assert grounds(among).score < grounds(alone).score


def test_the_same_title_is_the_same_topic() -> None:
    """Whatever the descriptions say, if no other topic has the title."""
    old = [Item(text="Grafting: knives and wax", title="Grafting"), Item(text="Cider")]
    new = [Item(text="Cider"), Item(text="Grafting: from spring to autumn", title="Grafting")]
    (link,) = [one for one in align(old, new).links if one.old == (0,)]
    assert (link.new, grounds(link).rule, grounds(link).certainty) == ((1,), Rule.TITLE, Certainty.SURE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Rootstock DNA", "Rootstock DNAs"),
        ("Colour and flavour", "Flavor and color"),
        ("Analysing harvests", "Harvest analysis"),
        ("Fruit & nuts", "Fruit and nuts"),
        ("Grafting techniques", "Grafting"),
        ("Robots for high-density planting of trees", "Robots for HDP of trees"),
    ],
)
def test_spelling_number_and_order_are_minor(old: str, new: str) -> None:
    """Such pairs are the same words in another form: the rule says so, and the change is minor."""
    older, newer = changed(("Soil chemistry", new))
    older[2] = old
    (link,) = [link for link in align_texts(older, newer).links if link.kind != ChangeKind.UNCHANGED]
    assert (link.kind, link.change, grounds(link).rule) == (
        ChangeKind.REWORDED,
        RewordingKind.MINOR,
        Rule.FORM,
    )


# How far a wording moved


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("Grafting", "Grafting", RewordingKind.NONE),
        ("Grafting", "grafting.", RewordingKind.MINOR),
        ("Storage of apples", "Apple storage", RewordingKind.MINOR),
        ("Grafting", "Grafting and budding", RewordingKind.BROADENED),
        ("Grafting of trees", "Grafting and pruning of trees", RewordingKind.BROADENED),
        ("Grafting of trees", "Grafting of trees, including shrubs", RewordingKind.BROADENED),
        ("Grafting of trees", "Grafting of trees (e.g. apples, pears)", RewordingKind.BROADENED),
        ("Pruning, grafting and storage", "Pruning and storage", RewordingKind.NARROWED),
        ("Grafting", "Winter grafting", RewordingKind.NARROWED),
        ("Grafting", "Grafting for beginners", RewordingKind.NARROWED),
        ("Winter grafting", "Grafting", RewordingKind.BROADENED),
        ("Pruning machines", "Machines and robots for pruning", RewordingKind.BROADENED),
        ("Soil chemistry", "Soil and plant chemistry", RewordingKind.BROADENED),
        ("Fruit trade", "Regional fruit growing and fruit trade", RewordingKind.BROADENED),
        ("Methods", "Tools and methods", RewordingKind.BROADENED),
        ("Sensors for supporting growers", "Sensors for growers", RewordingKind.MINOR),
        ("Soil chemistry", "Plant and soil chemistry", RewordingKind.BROADENED),
        ("Frost and chemistry", "Frost and soil chemistry", RewordingKind.NARROWED),
        ("Grafting", "Grafting and winter budding of old trees", RewordingKind.BROADENED),
        ("Grafting of trees", "Winter grafting and pruning of trees", RewordingKind.CHANGED),
        ("Grafting of apples", "Grafting of pears", RewordingKind.CHANGED),
        ("Robots for orchards", "Orchards for robots", RewordingKind.CHANGED),
        ("Winter grafting", "Grafting and budding", RewordingKind.CHANGED),
        ("…", "!", RewordingKind.CHANGED),
        ("Grafting of trees", "Grafting of trees again", RewordingKind.CHANGED),
        ("Grafting is still done", "Grafting is done", RewordingKind.CHANGED),
        ("Waves: how high the next one is", "Waves: how high the next wave is", RewordingKind.CHANGED),
        ("Schaum", "Schaum und Tang", RewordingKind.BROADENED),
        ("Écume", "Écume et algues", RewordingKind.BROADENED),
        ("Espuma", "Espuma y algas", RewordingKind.BROADENED),
        ("Schiuma", "Schiuma e alghe", RewordingKind.BROADENED),
        ("Пена", "Пена и водоросли", RewordingKind.BROADENED),
        ("泡沫", "泡沫和海藻", RewordingKind.BROADENED),
        ("泡沫", "泡沫与海藻", RewordingKind.BROADENED),
        ("泡沫", "泡沫及海藻", RewordingKind.BROADENED),
        ("海藻", "海藻とサンゴ", RewordingKind.BROADENED),
        ("Learning", "E-learning", RewordingKind.NARROWED),
        ("Vitamins in fruit", "Vitamin E in fruit", RewordingKind.NARROWED),
    ],
)
def test_additions_of_equals_widen_and_modifiers_narrow(old: str, new: str, change: RewordingKind) -> None:
    """A new equal ("and budding", "including shrubs") widens; a new modifier ("winter", "for beginners") narrows."""
    assert classify_change(old, new) == change


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("Pflege der Bäume", "Pflege des Baumes", RewordingKind.MINOR),
        ("Grafting techniques", "Grafting", RewordingKind.MINOR),
        ("Schaum", "Schaum wieder", RewordingKind.CHANGED),
    ],
)
def test_changes_are_classified_by_the_forms_of_the_series_language(
    old: str, new: str, change: RewordingKind
) -> None:
    """Number is minor in German, too; words that say nothing of their own are known in any language."""
    assert classify_change(old, new, "de") == change


# Splits and merges


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("Storage of apples and pears", ["Apple storage", "Storage of pears"]),
        ("Pests, moulds and frost", ["Pests", "Mould prevention", "Frost damage"]),
        ("Cider/vinegar production", ["Cider production", "Vinegar"]),
        ("Hives and pollination of blossoms", ["Pollination of blossoms", "Hives"]),
        ("Tree nurseries Machines for picking", ["Machines for picking", "Tree nurseries"]),
        ("Law: water rights, land tenure", ["Water rights", "Land tenure"]),
    ],
)
def test_a_topic_splits_into_topics_that_hold_its_parts(one: str, many: list[str]) -> None:
    """Each part finds its own partner, forwards as a split and backwards as a merge."""
    rest = [topic for topic in ORCHARD if topic != one]
    assert said([*rest, one], [*many, *rest]) == {f"{one} => {' + '.join(many)}"}
    assert said([*many, *rest], [one, *rest]) == {f"{' + '.join(many)} => {one}"}


def test_a_topic_that_stays_as_it_is_does_not_split() -> None:
    """A new topic about one part of a topic that is still there is new."""
    for new_topic in ("Budding of roses", "Grafting"):
        assert said(*changed((None, new_topic))) == {f"+ {new_topic}"}


def test_a_repeated_topic_is_joined_to_its_one_partner() -> None:
    """A list that holds a topic twice by mistake adds nothing by it."""
    alignment = align_texts(ORCHARD, [*ORCHARD, ORCHARD[2] + "."])
    assert alignment.added == ()
    (link,) = [link for link in alignment.links if link.kind == ChangeKind.SPLIT]
    assert (link.old, link.new, grounds(link).rule, grounds(link).score) == ((2,), (2, 8), Rule.EXACT, 1.0)


def test_of_two_equal_topics_one_takes_a_repeat_and_the_other_keeps_its_like() -> None:
    """A repeat that either of two equal topics could take loses neither its own partner."""
    alignment = align_texts(["PRUNING", "PRUNING"], ["PRUNING", "PRUNING", "pruning pruning"])
    assert alignment.added == alignment.removed == ()
    assert [(link.old, link.new) for link in alignment.links] == [((0,), (0, 2)), ((1,), (1,))]


# Nested lists


def outline(*lines: str) -> list[Item]:
    """Make a list of headings and, under each, the lines that begin with a dash."""
    items: list[Item] = []
    parent: int | None = None
    for line in lines:
        if line.startswith("- "):
            items.append(Item(text=line[2:], parent=parent))
        else:
            parent = len(items)
            items.append(Item(text=line))
    return items


def test_a_topic_under_another_heading_is_the_same() -> None:
    """Nothing is added or removed by a move between headings."""
    old = outline("Trees", "- Pruning", "- Grafting", "- Cider", "Products", "- Vinegar")
    new = outline("Trees", "- Pruning", "- Grafting", "Products", "- Cider", "- Vinegar")
    alignment = align(old, new)
    assert alignment.added == alignment.removed == ()
    assert ((3,), (4,)) in {(link.old, link.new) for link in alignment.links}


def test_a_renamed_heading_is_known_by_its_topics() -> None:
    """Though its words alone would not say so."""
    old = outline("Trees", "- Pruning", "- Grafting", "Products", "- Cider")
    new = outline("Woody plants", "- Pruning", "- Grafting", "Products", "- Cider")
    alignment = align(old, new)
    assert [link.kind for link in alignment.links].count(ChangeKind.REWORDED) == 1


def test_a_title_that_becomes_a_heading_is_part_of_the_split() -> None:
    """An entry that is broken into a heading and its topics is split into both: the heading is not new."""
    words = "grafting and budding; pruning of young trees; storage of apples"
    old = [Item(text=f"Orchards: {words}", title="Orchards"), Item(text="Bees")]
    new = outline("Orchards:", *(f"- {part}" for part in words.split("; ")), "Bees")
    for one, other in ((old, new), (new, old)):
        alignment = align(one, other)
        assert alignment.added == alignment.removed == ()
        kinds = {link.kind for link in alignment.links if link.is_several}
        assert kinds == {ChangeKind.SPLIT if one is old else ChangeKind.MERGED}


def test_equal_topics_stay_under_their_headings() -> None:
    """Where a text stands under two headings, each is paired with its own, whatever the order of the headings."""
    old = outline("Apples", "- Storage", "Pears", "- Storage")
    new = outline("Pears", "- Storage", "Apples", "- Storage")
    alignment = align(old, new)
    assert {(link.old, link.new) for link in alignment.links} == {
        ((0,), (2,)),
        ((1,), (3,)),
        ((2,), (0,)),
        ((3,), (1,)),
    }


def test_a_list_that_becomes_nested_keeps_its_topics() -> None:
    """The new headings are added."""
    alignment = align(outline("Pruning", "Cider"), outline("Trees", "- Pruning", "Products", "- Cider"))
    assert Counter(link.kind for link in alignment.links) == {ChangeKind.UNCHANGED: 2}


# Other languages, sizes and the edges


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            ["Obstbau und Imkerei", "Baumschnitt", "Bodenchemie", "Frostschutz"],
            ["Imkerei", "Obstbau", "Baumschnitt im Winter", "Bodenchemie", "Vermarktung"],
            {
                "Obstbau und Imkerei => Imkerei + Obstbau",
                "Baumschnitt => Baumschnitt im Winter",
                "- Frostschutz",
                "+ Vermarktung",
            },
        ),
        (
            ["果树栽培", "土壤化学", "蜜蜂授粉和养蜂"],
            ["果树栽培技术", "土壤化学", "养蜂", "蜜蜂授粉", "市场营销"],
            {"果树栽培 => 果树栽培技术", "蜜蜂授粉和养蜂 => 养蜂 + 蜜蜂授粉", "+ 市场营销"},
        ),
        (
            ["Systèmes d’irrigation", "Élagage", "Étude des sols"],
            ["Systemes d'irrigation", "Élagage et taille", "Étude des sols"],
            {"Systèmes d’irrigation => Systemes d'irrigation", "Élagage => Élagage et taille"},
        ),
    ],
)
def test_other_languages_are_compared_too(old: list[str], new: list[str], expected: set[str]) -> None:
    """Nothing depends on English: scripts without spaces, compounds and accents find their partners."""
    assert said(old, new) == expected


def test_empty_and_tiny_lists() -> None:
    """Nothing to compare is no error."""
    nothing = Alignment(links=(), added=(), removed=())
    assert align_texts([], []) == nothing
    assert align_texts([], ["Cider"]) == Alignment(links=(), added=(0,), removed=())
    assert align_texts(["Cider"], []) == Alignment(links=(), added=(), removed=(0,))
    assert candidates([], [Item(text="Cider")]) == ()
    assert candidates([Item(text="Cider")], []) == ((),)
    assert said(["Cider"], ["Vinegar"]) == {"- Cider", "+ Vinegar"}


def test_the_dictionary_holds_plain_values() -> None:
    """The form for JSON has the indices, the kind, and the reasons for a link, and nothing but plain values."""
    assert alignment_as_dict(align_texts(["Cider", "Wax"], ["Cider", "Bees"])) == {
        "links": [
            {
                "old": [0],
                "new": [0],
                "kind": "unchanged",
                "change": "none",
                "certainty": "sure",
                "score": 1.0,
                "rule": "exact",
                "reasons": {"shared_words": [], "old_held": 1.0, "new_held": 1.0},
            }
        ],
        "added": [1],
        "removed": [1],
    }
