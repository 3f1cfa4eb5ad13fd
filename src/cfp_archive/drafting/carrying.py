"""Carry the words of a call over to the next one, with what was last time's advanced or left open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfp_archive.checking.specifics import LookingBack, Specific, find
from cfp_archive.reading.page import parse_page
from cfp_archive.vocabulary import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.checking.specifics import Found, Specifics

__all__ = ["carry_body"]

_HEADING = re.compile(r"(#{1,6})\s")
_ENTRY = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


def carry_body(
    body: str,
    only_older: Specifics,
    *,
    years: tuple[int, int],
    titles: tuple[tuple[str, str], ...],
    sites: tuple[str, str],
) -> str:
    """Return the text below the front matter for the next edition.

    Whatever `cfp_archive.checking.leftovers` would find in it is advanced, if that is safe, or left open. The archive's own
    notes are left out: they are about the older call.

    :param years: of the older and the newer edition.
    :param titles: pairs of old and new titles.
    :param sites: the older and the newer edition's address; empty if there is none.
    """
    lines = _without_notes(body)
    made = []
    back = LookingBack()
    for chunk in _chunks(lines):
        text = chunk
        for old, new in titles:
            words = re.compile(r"\s+".join(map(re.escape, old.split())))
            text = words.sub(new.replace("\\", r"\\"), text)
        heading = _HEADING.match(text)
        if text.strip() and back.passes(
            text, level=len(heading[1]) if heading else 0, item=bool(_ENTRY.match(text))
        ):
            made.append(chunk)
        else:
            made.append(_mended(text, only_older, years, sites))
    return "\n".join(made)


def _mended(chunk: str, only_older: Specifics, years: tuple[int, int], sites: tuple[str, str]) -> str:
    for found in reversed(list(find(chunk, only_older))):
        chunk = chunk[: found.start] + _instead(chunk, found, years, sites) + chunk[found.end :]
    return chunk


def _instead(chunk: str, found: Found, years: tuple[int, int], sites: tuple[str, str]) -> str:
    words = chunk[found.start : found.end]
    old, new = years
    if found.kind is Specific.YEAR and not words.isdigit():
        return re.sub(
            rf"{old}\Z|{old % 100:02}\Z",
            lambda match: str(new) if len(match[0]) > 2 else f"{new % 100:02}",
            words,
        )
    if found.kind is Specific.SITE:
        scheme = re.match(r"\w+://", words)
        if sites[1] and sites[1] != sites[0]:
            address = sites[1].rstrip("/") + ("/" if words.endswith("/") else "")
            return address if scheme else re.sub(r"^\w+://", "", address)
        return f"{scheme[0]}{BLANK}" if scheme else BLANK  # '<TODO>' would be a tag of HTML
    return BLANK


def _chunks(lines: list[str]) -> Iterator[str]:
    """Yield a body's paragraphs, list entries and empty lines: what is between them has nothing to do with each other."""
    chunk: list[str] = []
    for line in lines:
        if chunk and (
            not line.strip() or not chunk[-1].strip() or _ENTRY.match(line) or line.startswith((":::", "#"))
        ):
            yield "\n".join(chunk)
            chunk = []
        chunk.append(line)
    if chunk:
        yield "\n".join(chunk)


def _without_notes(body: str) -> list[str]:
    lines = body.split("\n")
    dropped: set[int] = set()
    for token in parse_page(body):
        name = token.info.strip().partition(" ")[0].strip("{}").removeprefix("cfp:")
        if token.type in {"fence", "colon_fence"} and name == "archive-note" and token.map:
            first, end = token.map[0], token.map[1]
            end += end < len(lines) and not lines[end].strip()  # and the empty line below
            dropped |= set(range(first, end))
    return [line for place, line in enumerate(lines) if place not in dropped]
