"""Characters that nobody sees: which they are, and how they are shown."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfp_archive.characters import hidden_characters, markdown, visible
from cfp_archive.reading.markup import parse_page


@pytest.mark.parametrize(
    "text",
    [
        "Tides\u00a0and\u2009moons\n\tnext",  # spaces of other widths are spaces
        "co\u00adoperate",
        "می\u200cخواهم",
        "क्\u200dष",
        "👩\u200d🔬 👩🏽\u200d🚀 ❤\ufe0f\u200d🔥 ☂\ufe0f 1\ufe0f\u20e3",
        "ការ\u200bងារ",
        "辻\U000e0100",
        "٢\u0600",
        "\uf0b7 private",
    ],
)
def test_what_is_not_hidden(text: str) -> None:
    """Joiners, selectors and soft hyphens where they do what they are for stay as they are."""
    assert hidden_characters(text) == ()
    assert visible(text, lines=True) == text


@pytest.mark.parametrize(
    "char",
    ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\r", "\x0b", "\u200b", "\u200d", "\u200e", "\u061c", "\u202e",
     "\u2066", "\u2028", "\u2060", "\ufeff", "\u3164", "\u2800", "\U000e0041", "\ud800", "\ufffe", "\ufe0f"],
)  # fmt: skip
def test_what_is_hidden(char: str) -> None:
    """Controls, directions, joiners between Latin letters, fillers, tags and halves of characters are written out."""
    assert hidden_characters(f"a {char}b") == ((2, char),)
    assert visible(f"a {char}b") == f"a ⟨U+{ord(char):04X}⟩b"


def test_every_control_and_format_is_looked_at() -> None:
    """No character of Unicode's controls, formats and separators is seen as a letter would be."""
    for number in range(sys.maxunicode + 1):
        char = chr(number)
        if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Cs"} and char not in "\n\t":
            inked = 0x600 <= number <= 0x605 or number in {0x6DD, 0x70F, 0x890, 0x891, 0x8E2}
            assert bool(hidden_characters(f" {char} ")) != inked, hex(number)


@given(st.text())
def test_visible_once(text: str) -> None:
    """What is written out holds nothing hidden, is one line, and stays as it is."""
    shown = visible(text)
    assert hidden_characters(shown) == ()
    assert "\n" not in shown
    assert visible(shown) == shown


@given(st.text(alphabet="ab <>*_`[]#~$|{}\\\\&!", min_size=1))
def test_markdown_shows_the_text(text: str) -> None:
    """A text written as Markdown, in a line that something begins, is read as that text."""
    tokens = parse_page(f"a {markdown(text)} z")
    words = "".join(one.content for token in tokens for one in token.children or ())
    assert words.split() == f"a {text} z".split()
