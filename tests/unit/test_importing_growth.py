"""A longer call takes longer in proportion: twice the words, about twice the steps. Steps are counted, not seconds."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest

from cfp_archive.importing import import_call
from cfp_archive.model import Archive, Series

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

NO_ARCHIVE = Archive(series=Series(name="Workshop on Tides", short_name="Tides"))
HEAD = "Third Workshop on Tides (TIDE 2024)\nMay 3-4, 2024, Ebbville, Norway\n\nPapers are welcome.\n\n"
#: Twice the words may take a little more than twice the steps; four times would be quadratic.
MOST = 2.6


def words(count: int, chance: random.Random) -> str:
    """Return words that repeat, as those of a call do."""
    known = [
        "tidal",
        "scheduling",
        "storage",
        "waves",
        "energy",
        "networks",
        "foam",
        "models",
        "data",
        "systems",
        "harbor",
        "ocean",
        "of",
        "for",
        "the",
        "and",
    ]
    return " ".join(chance.choice(known) for _ in range(count)).capitalize()


SHAPES: dict[str, Callable[[int, random.Random], str]] = {
    "topics": lambda n, chance: HEAD + "Topics include:\n\n" + "\n".join(f"- {words(6, chance)}" for _ in range(n)),
    "nested": lambda n, chance: HEAD + "\n".join(f"{'  ' * (i % 40)}- {words(5, chance)}" for i in range(n)),
    "thread": lambda n, chance: HEAD + "\n".join(f"{'>' * (i % 5)} {words(12, chance)}." for i in range(n)),
    "paragraph": lambda n, chance: HEAD + " ".join(f"{words(12, chance)}." for _ in range(n)),
    "capitals": lambda n, chance: HEAD + " ".join(words(1, chance) for _ in range(8 * n)),
    "limits": lambda n, chance: HEAD
    + " ".join(f"Short papers on {words(3, chance)} have {i % 9 + 2} pages." for i in range(n)),
    "dates": lambda n, chance: HEAD + "Important Dates\n\n"
    + "\n".join(f"{words(3, chance)} deadline: May {i % 28 + 1}, 2024" for i in range(n)),
    "people": lambda n, chance: HEAD + "Program Committee\n\n"
    + "\n".join(f"Ada {words(1, chance)}son{i}, University of {words(1, chance)}, Norway" for i in range(n)),
    "page": lambda n, chance: f"<html><body><h1>Third Workshop on Tides 2024</h1><p>Papers.</p>{'<div>' * n}"
    + "".join(f"<p>{words(10, chance)}</p>" for _ in range(n)) + "</body></html>",
}  # fmt: skip


def steps(text: str, name: str) -> int:
    """Return how many functions an import calls, those in C as well."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(called)
    try:
        import_call(text.encode(), "2024", NO_ARCHIVE, name=name)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_steps_grow_with_the_words(shape: str) -> None:
    """No rule compares everything with everything."""
    name = "call.html" if shape == "page" else "call.txt"
    make = SHAPES[shape]
    steps(make(20, random.Random(0)), name)  # compiles patterns, fills caches
    once, twice = (steps(make(n, random.Random(n)), name) for n in (150, 300))
    assert twice / once < MOST


def test_deeply_nested_words_are_kept() -> None:
    """What an old page never closes is read, however deep."""
    text = f"<html><body>{'<div>' * 3000}<p>Papers on tides are welcome.</p></body></html>"
    made = import_call(text.encode(), "2024", NO_ARCHIVE, name="call.html")
    assert "Papers on tides are welcome." in made.received.text
