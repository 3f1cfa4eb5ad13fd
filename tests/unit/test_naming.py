"""Keys are ASCII, stable, and tell apart what must be told apart."""

from __future__ import annotations

import doctest
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfp_archive import naming
from cfp_archive.model import EDITION_KEY
from cfp_archive.naming import ascii_key, role_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Jürgen Müller-Łoś", "jurgen-muller-los"),
        ("Jayaram K. R.", "jayaram-k-r"),
        ("O'Brien", "obrien"),
        ("C++", "c-plus-plus"),
        ("C", "c"),
        ("C#", "c-sharp"),
        ("R&D", "r-and-d"),
        ("2024", "2024"),
        ("Strauß", "strauss"),
        ("  Æther  ", "aether"),
        ("機械学習", ""),
        ("", ""),
        ("ﬁne", "fine"),
    ],
)
def test_ascii_key(text: str, key: str) -> None:
    """A key keeps letters and digits in their usual Latin spelling, and signs that make a name."""
    assert ascii_key(text) == key


def test_ascii_key_of_first_words() -> None:
    """A key may be cut after some words."""
    assert ascii_key("Model and gradient compression", words=3) == "model-and-gradient"


@settings(deadline=None)
@given(st.text())
def test_keys_are_safe(text: str) -> None:
    """Whatever the text, a key is safe in an address and is its own key."""
    key = ascii_key(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", key)
    assert ascii_key(key) == key


@pytest.mark.parametrize(
    "same",
    [
        ("General Chair", "General Chairs", "General Co-Chairs", "general cochair"),
        (
            "Program Chair",
            "Programme Chairs",
            "Program Committee Chairs",
            "Technical Program Committee Co-Chair",
        ),
        ("Steering Committee", "Steering Committee Members"),
        ("Logistics & Web Chair", "Logistics and Web Chairs"),
        ("Organizers", "Organisers", "Co-Organizers"),
        ("Publicity Chairperson", "Publicity Chairman", "Publicity Chair"),
    ],
)
def test_spellings_of_a_role(same: tuple[str, ...]) -> None:
    """All spellings and numbers of a role have one key."""
    assert len({role_key(one) for one in same}) == 1


def test_roles_are_told_apart() -> None:
    """Different roles have different keys."""
    roles = (
        "General Chair",
        "Program Chair",
        "Program Committee",
        "Steering Committee",
        "Web Chair",
        "Publicity Chair",
    )
    assert len({role_key(one) for one in roles}) == len(roles)


@pytest.mark.parametrize("key", ["2021", "2021-spring", "1999-a1-b"])
def test_edition_keys(key: str) -> None:
    """An edition's key is a year, and words if a year has two."""
    assert EDITION_KEY.match(key)


@pytest.mark.parametrize(
    "key", ["21", "2021-", "2021-Spring", "2021-2", "2021/x", "2021\n", "spring", "2021_a", "..", ""]
)
def test_no_edition_keys(key: str) -> None:
    """Anything else is none; a number would make the address of a comparison ambiguous."""
    assert not EDITION_KEY.match(key)


def test_examples() -> None:
    """The examples in the documentation of the module are right."""
    assert doctest.testmod(naming).failed == 0
