"""Folding, word keys and the reading of a topic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfp_archive.comparing.text import Role, fold, read, same_text, word_key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Soil Chemistry", "soil  chemistry."),
        ("Root-zone models", "root zone models"),
        ("oﬃce plants", "office plants"),  # a ligature
        ("STRASSE", "Straße"),
        ("Baumkronen; Äste", "BAUMKRONEN, ÄSTE"),
        ("…", " …"),
    ],
)
def test_case_spaces_and_punctuation_do_not_make_another_text(a: str, b: str) -> None:
    """Two printings of one text are the same text, in either order."""
    assert same_text(a, b)
    assert same_text(b, a)


@pytest.mark.parametrize(("a", "b"), [("C", "C2"), ("…", "!"), ("", "…"), ("root", "roots"), ("e", "é")])
def test_other_letters_and_bare_signs_make_another_text(a: str, b: str) -> None:
    """A letter, an accent or a different sign alone is a difference; signs do not all fold to one."""
    assert not same_text(a, b)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is in the form that it will be compared in, whatever the script."""
    assert fold(fold(text)) == fold(text)
    assert same_text(text, text)


@pytest.mark.parametrize(
    "family",
    [
        "model models modelling modeling",
        "optimise optimize optimization optimisation optimizing optimising",
        "analysis analyses analyse analyze analysing",
        "behaviour behavior behaviours",
        "centre center centers",
        "programme program programs",
        "catalogue catalog catalogues",
        "GPU GPUs gpu",
        "artefacts artifact",
    ],
)
def test_spellings_and_numbers_of_a_word_share_a_key(family: str) -> None:
    """British and American spelling, singular and plural count as one word."""
    assert len({word_key(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("a", "b"), [("communication", "community"), ("C++", "C"), ("2020", "2021"), ("graph", "grape")]
)
def test_different_words_keep_different_keys(a: str, b: str) -> None:
    """Bringing spellings together does not run words into one another."""
    assert word_key(a) != word_key(b)


def test_parts_stand_between_commas_slashes_and_conjunctions() -> None:
    """A coordinated topic falls into its parts; "of" and hyphens do not part anything."""
    words = read("Growth of trees, late-season pruning/grafting and harvest").words
    assert [[w.text for w in words if w.part == part] for part in sorted({w.part for w in words})] == [
        ["Growth", "trees"],
        ["late", "season", "pruning"],
        ["grafting"],
        ["harvest"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Orchard irrigation: pumps, pipes",
        "Orchard irrigation including pumps",
        "Orchard irrigation, e.g. pumps",
        "Orchard irrigation (pumps, pipes)",
        "Orchard irrigation such as pumps",
        "Orchard irrigation - pumps and pipes",
        "Orchard irrigation. What do pumps cost?",
    ],
)
def test_the_head_ends_where_examples_begin(text: str) -> None:
    """What follows a colon, a bracket, a dash, "including" or "e.g." is tail."""
    assert [word.text for word in read(text).words if word.head] == ["Orchard", "irrigation"]


def test_a_remark_in_brackets_interrupts_the_head_without_ending_it() -> None:
    """The words behind a bracketed remark still belong to the subject, and "(in)" inside a word is no remark."""
    assert [w.text for w in read("Sensors (e.g. cameras) for bees").words if w.head] == ["Sensors", "bees"]
    assert [w.text for w in read("(in)dependence of hives").words if w.head] == ["dependence", "hives"]


def test_roles_tell_subject_generic_and_little_words_apart() -> None:
    """Generic nouns weigh less than the subject; a topic of little words alone still has a word."""
    roles = {token.text: token.role for token in read("Techniques for grafting and pruning").tokens}
    assert roles == {
        "Techniques": Role.GENERIC,
        "for": Role.FUNCTION,
        "grafting": Role.CONTENT,
        "and": Role.BREAK,
        "pruning": Role.CONTENT,
    }
    assert [word.text for word in read("Others").words] == ["Others"]


def test_a_script_without_spaces_is_read_in_pairs_of_signs() -> None:
    """Chinese has no spaces to cut at: overlapping pairs serve as words, and 和 joins equals."""
    assert [(word.text, word.part) for word in read("果树栽培和灌溉").words] == [
        ("果树", 0),
        ("树栽", 0),
        ("栽培", 0),
        ("灌溉", 1),
    ]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """No input raises, and only words carry meaning."""
    assert all(word.key for word in read(text).words)
