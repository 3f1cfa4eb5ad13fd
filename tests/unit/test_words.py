"""Marks on changed words, sentences, and their pairing."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfp_archive.comparing import words
from cfp_archive.comparing.words import DiffOp, sentence_pairs, shown_marks, split_sentences, word_marks

#: Texts that share words, so that equal, deleted and inserted runs all occur, with odd space and marks between.
phrases = st.lists(
    st.sampled_from(
        ["bees", "hive", "and", ",", "-", "/", "of", "honey", "  ", " ", "\n", "Äpfel", "蜂", "é"]
    )
).map("".join)


def shown(old: str, new: str) -> str:
    """Write the marks as [-dropped-] and {+new+}."""
    frames = {DiffOp.EQUAL: "{}", DiffOp.DELETE: "[-{}-]", DiffOp.INSERT: "{{+{}+}}"}
    return "".join(frames[mark.op].format(mark.text) for mark in word_marks(old, new))


@given(st.one_of(st.text(), phrases), st.one_of(st.text(), phrases))
def test_marks_reproduce_both_wordings(old: str, new: str) -> None:
    """Nothing is lost or made up, spaces included; runs are maximal and a deletion stands before its insertion."""
    marks = word_marks(old, new)
    assert "".join(mark.text for mark in marks if mark.op != DiffOp.INSERT) == old
    assert "".join(mark.text for mark in marks if mark.op != DiffOp.DELETE) == new
    assert all(mark.text for mark in marks)
    assert all(a.op != b.op and (a.op, b.op) != (DiffOp.INSERT, DiffOp.DELETE) for a, b in pairwise(marks))


def test_many_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of 20,000 repeated words is compared, too, in the way that takes no minutes."""

    def matcher(junk: None, a: list[str], b: list[str], *, autojunk: bool) -> SequenceMatcher[str]:
        assert len(a) * len(b) <= 4_000_000, "this would take them"
        return SequenceMatcher(junk, a, b, autojunk=autojunk)

    monkeypatch.setattr(words, "SequenceMatcher", matcher)
    old = "tide " * 20_000
    assert [(one.op, len(one.text)) for one in word_marks(old, old + "pool")] == [
        (DiffOp.EQUAL, 100_000),
        (DiffOp.INSERT, 4),
    ]


@given(phrases, phrases)
def test_marks_of_many_words(old: str, new: str) -> None:
    """That way, too, the marks give both wordings back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_MANY_PAIRS", -1)
        marks = word_marks(old, new)
    assert "".join(mark.text for mark in marks if mark.op != DiffOp.INSERT) == old
    assert "".join(mark.text for mark in marks if mark.op != DiffOp.DELETE) == new


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Beekeeping in towns", "Beekeeping in towns", "Beekeeping in towns"),
        ("Beekeeping in towns", "Beekeeping in towns and parks", "Beekeeping in towns{+ and parks+}"),
        ("Wild and tame bees", "Wild and tame honey bees", "Wild and tame {+honey +}bees"),
        ("wax-based seals", "resin-based seals", "[-wax-]{+resin+}-based seals"),
        ("queen/worker ratio", "queen/drone ratio", "queen/[-worker-]{+drone+} ratio"),
        ("Due on 1 May 2021.", "Due on 9 May 2023.", "Due on [-1-]{+9+} May [-2021-]{+2023+}."),
        ("Foam and kelp", "Foam, kelp and coral", "Foam[- and-]{+,+} kelp{+ and coral+}"),
        ("Bees, wasps", "Wasps and bees, wasps", "[-Bees-]{+Wasps and bees+}, wasps"),
        ("", "Honey", "{+Honey+}"),
        ("Honey", "", "[-Honey-]"),
        ("蜜蜂系统", "蜜蜂与系统", "蜜蜂{+与+}系统"),
    ],
)
def test_only_the_changed_words_are_marked(old: str, new: str, expected: str) -> None:
    """The mark is as small as a word, or the changed half of a compound."""
    assert shown(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "Breeding: mites and moulds of hives",
            "Breeding: beetles and viruses of hives",
            "Breeding: [-mites and moulds-]{+beetles and viruses+} of hives",
        ),
        (
            "Nectar, pollen, and wax in the hive",
            "Nectar, resin, or brood in the hive",
            "Nectar, [-pollen, and wax-]{+resin, or brood+} in the hive",
        ),
    ],
)
def test_a_lone_and_between_changes_is_no_island(old: str, new: str, expected: str) -> None:
    """Neighbouring changes are one: few long marks read better than confetti."""
    assert shown(old, new) == expected


def test_wordings_with_next_to_nothing_in_common_are_replaced_whole() -> None:
    """A stray "the" in common is not shown as kept."""
    old, new = "The smoke calms the colony before inspection", "Registration fees cover the dinner"
    assert shown(old, new) == f"[-{old}-]{{+{new}+}}"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Bees dance. Why? Nobody knows!", ("Bees dance.", "Why?", "Nobody knows!")),
        ("We keep e.g. wild bees, i.e. no honey.", ("We keep e.g. wild bees, i.e. no honey.",)),
        ("Ask A. B. Miller et al. about it. Soon.", ("Ask A. B. Miller et al. about it.", "Soon.")),
        ("It costs 3.5 Euro. See v2.0 of Fig. 4.", ("It costs 3.5 Euro.", "See v2.0 of Fig. 4.")),
        ('She said "Go." They went.', ('She said "Go."', "They went.")),
        ("A heading\n\nA text\nof two lines. End", ("A heading", "A text\nof two lines.", "End")),
        ("蜜蜂跳舞。为什么？", ("蜜蜂跳舞。", "为什么？")),
        ("  ", ()),
        ("", ()),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: tuple[str, ...]) -> None:
    """Abbreviations, initials, numbers and line breaks end nothing; an empty line does."""
    assert split_sentences(text) == sentences


@given(st.text())
def test_splitting_keeps_every_character_but_space(text: str) -> None:
    """The sentences in order are the text, but for space."""
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


def test_edited_sentences_stand_beside_their_older_wording() -> None:
    """A dropped sentence stands alone, and so does a new one; the rest keep their partners, in order."""
    old = ["Bees need water in summer.", "Send honey by post.", "Jars are due in May at the latest."]
    new = ["Welcome to the fair.", "Bees need fresh water in summer.", "Jars are due in June at the latest."]
    assert sentence_pairs(old, new) == ((None, 0), (0, 1), (1, None), (2, 2))
    assert sentence_pairs([], ["x"]) == ((None, 0),)
    assert sentence_pairs([], []) == ()


@given(st.lists(phrases, max_size=6), st.lists(phrases, max_size=6))
def test_each_sentence_is_paired_once_and_in_order(old: list[str], new: list[str]) -> None:
    """The pairs run through both texts, leaving nothing out and turning nothing round."""
    pairs = sentence_pairs(old, new)
    assert [i for i, _ in pairs if i is not None] == list(range(len(old)))
    assert [j for _, j in pairs if j is not None] == list(range(len(new)))
    assert (None, None) not in pairs


@given(st.lists(phrases, max_size=6))
def test_an_unchanged_text_pairs_with_itself(text: list[str]) -> None:
    """Every sentence of a text that did not change stands beside itself."""
    assert sentence_pairs(text, text) == tuple((i, i) for i in range(len(text)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Wild and tame bees", "Wild and tame honey bees", "Wild and tame {+honey+} bees"),
        ("Beekeeping", "Beekeeping in towns", "Beekeeping {+in towns+}"),
        ("Wild honey bees", "Wild bees", "Wild [-honey-] bees"),
        ("Bee line", "Beeline", "[-Bee line-]{+Beeline+}"),
        ("Bees", "Bees, too", "Bees{+, too+}"),
        ("Bees  fly", "Bees fly", "Bees[-  -]{+ +}fly"),
    ],
)
def test_spaces_are_shown_outside_of_changes(old: str, new: str, expected: str) -> None:
    """A line through nothing, or under nothing, tells nothing."""
    frames = {DiffOp.EQUAL: "{}", DiffOp.DELETE: "[-{}-]", DiffOp.INSERT: "{{+{}+}}"}
    marks = shown_marks(word_marks(old, new))
    assert "".join(frames[mark.op].format(mark.text) for mark in marks) == expected
