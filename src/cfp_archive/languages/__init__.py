"""The words that calls are written with, a file for each language: adding a language is adding a file.

A file has the keys of ``en.toml``, or those of them that its language needs. Its entries are regular expressions, matched
as whole words and without regard to case. The names of months, weekdays and countries come from Babel, by ``locale``.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["FOLDER", "alternatives", "languages", "pattern", "words"]

#: Where the files are.
FOLDER: Traversable = files("cfp_archive") / "languages"


@lru_cache(maxsize=1)
def languages() -> tuple[dict[str, Any], ...]:
    """Return what each file holds, in order of their names."""
    found = sorted((one for one in FOLDER.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return tuple(tomllib.loads(one.read_text(encoding="utf-8")) for one in found)


def words(*path: str) -> list[str]:
    """Return what all languages together have under a key, as ``words("heads", "dates")``."""
    found: list[str] = []
    for one in languages():
        value: Any = one
        for name in path:
            value = value.get(name, {})
        found += [value] if isinstance(value, str) else value
    return [one for one in dict.fromkeys(found) if one]


@lru_cache(maxsize=128)
def alternatives(*path: str) -> str:
    """Return a regular expression of a key's entries in all languages, longest first."""
    return "(?:" + "|".join(sorted(words(*path), key=len, reverse=True)) + ")"


@lru_cache(maxsize=128)
def pattern(*path: str) -> re.Pattern[str]:
    """Return the key's entries as whole words."""
    return re.compile(rf"(?<!\w){alternatives(*path)}(?!\w)", re.IGNORECASE)
