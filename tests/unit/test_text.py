"""Folding, stems and the reading of a topic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfp_archive.comparing.text import Role, fold, parts, read, same_text, stem, words


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
        "programme program programs",
        "GPU GPUs gpu",
    ],
)
def test_spellings_and_numbers_of_a_word_share_a_key(family: str) -> None:
    """British and American spelling, singular and plural count as one word."""
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("a", "b"), [("communication", "community"), ("C++", "C"), ("2020", "2021"), ("graph", "grape")]
)
def test_different_words_keep_different_keys(a: str, b: str) -> None:
    """Bringing spellings together does not run words into one another."""
    assert stem(a) != stem(b)


@pytest.mark.parametrize(
    ("language", "a", "b"),
    [
        ("de", "Bäumen", "Baum"),
        ("de-AT", "Häuser", "Häusern"),
        ("es", "bosques", "bosque"),
        ("pt-BR", "florestas", "floresta"),
    ],
)
def test_the_forms_of_a_word_follow_its_language(language: str, a: str, b: str) -> None:
    """With or without a region."""
    assert stem(a, language) == stem(b, language)


def test_words_of_a_language_without_a_stemmer_stay_as_they_are() -> None:
    """But for their case."""
    assert stem("Miti", "sw") == "miti"


def test_parts_are_between_commas_slashes_and_conjunctions() -> None:
    """A coordinated topic falls into its parts; "of" and hyphens do not part anything."""
    assert parts("Growth of trees, late-season pruning/grafting and harvest") == (
        ("growth", "tree"),
        ("late", "season", "prune"),
        ("graft",),
        ("harvest",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Orchard irrigation: pumps",
        "Orchard irrigation including pumps",
        "Orchard irrigation, e.g. pumps",
        "Orchard irrigation (pumps)",
        "Orchard irrigation such as pumps",
        "Orchard irrigation - pumps",
        "Orchard irrigation. Pumps",
    ],
)
def test_examples_are_a_part_of_their_own(text: str) -> None:
    """What follows a colon, a bracket, a dash, "including" or "e.g." is another part."""
    assert parts(text) == (("orchard", "irrig"), ("pump",))


def test_roles_tell_content_and_little_words_apart() -> None:
    """A topic of little words alone still has a word."""
    roles = {token.text: token.role for token in read("Techniques for grafting and pruning")}
    assert roles == {
        "Techniques": Role.CONTENT,
        "for": Role.FUNCTION,
        "grafting": Role.CONTENT,
        "and": Role.BREAK,
        "pruning": Role.CONTENT,
    }
    assert words("Other") == ("other",)


def test_a_script_without_spaces_is_read_in_pairs_of_signs() -> None:
    """Chinese has no spaces to cut at: overlapping pairs serve as words, and 和 joins equals."""
    assert parts("果树栽培和灌溉") == (("果树", "树栽", "栽培"), ("灌溉",))


@given(st.text(), st.sampled_from(["en", "de", "zh", "xx"]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    """No input raises, and each has a word and a part."""
    assert words(text, language)
    assert parts(text, language)
