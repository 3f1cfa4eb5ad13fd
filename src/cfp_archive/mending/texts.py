"""Mend the text of a page or of a YAML file of the record."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from cfp_archive.mending.yamllines import ordered, plain_values, with_iso_days, without_trailing_spaces
from cfp_archive.model import BlockKind, Facts
from cfp_archive.reading.folder import split_front_matter
from cfp_archive.reading.page import markdown_parser, read_body

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["mend_page", "mend_yaml"]

_FIELDS = tuple(one.name for one in fields(Facts))
#: Directives in whose content spaces at the ends of lines say nothing.
_OWN = {
    BlockKind.TOPICS.value,
    BlockKind.KEY_DATES.value,
    BlockKind.SUBMISSIONS.value,
    BlockKind.PEOPLE.value,
    BlockKind.NOTE.value,
}
#: A line that is no part of the paragraph above it, so that a hard break before it breaks nothing.
_BEGINS = re.compile(r"\s*(?:[-*+] |\d+[.)] |:::|```|#)")


def mend_page(text: str, *, call: bool = True) -> str:
    """Return a page with its spacing mended, and that of a call with its front matter mended, too.

    What would be read as another page is left as it is.

    :param text: lines end with LF.
    :param call: the page is an edition's index.md.
    """
    front, body, _ = split_front_matter(text)
    mended = _mended_body(body)
    if _blocks(mended) != _blocks(body):
        mended = body
    if front is None:
        return mended
    if call:
        front = _mended_yaml(front, order=True)
    mended = mended.lstrip("\n")
    return f"---\n{front}\n---\n" + (f"\n{mended}" if mended else "")


def mend_yaml(text: str) -> str:
    """Return a YAML file of the record with its spacing and dates mended."""
    return _mended_yaml(text.rstrip("\n"), order=False) + "\n" if text.strip() else text


def _mended_yaml(text: str, *, order: bool) -> str:
    before = plain_values(text)
    if before is None:
        return text
    steps = (*((_in_order,) if order else ()), without_trailing_spaces, with_iso_days)
    for step in steps * 2:  # one may make room for another
        mended = step(text)
        if plain_values(mended) == before and _comments(mended) == _comments(text):
            text = mended
    return text


def _in_order(text: str) -> str:
    return ordered(text, _FIELDS)


def _comments(text: str) -> list[str]:
    found = (re.search(r"(?:^|\s)#.*", line) for line in text.split("\n"))
    return sorted(match[0].strip() for match in found if match)


def _mended_body(body: str) -> str:
    lines = body.split("\n")
    kept = _verbatim_lines(body)
    made = []
    for place, line in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else ""
        hard_break = line.endswith("  ") and line.strip() and below.strip() and not _BEGINS.match(below)
        made.append(line if place in kept or hard_break else line.rstrip(" \t"))
    return "\n".join(made).rstrip("\n") + "\n" if body.strip() else ""


def _verbatim_lines(body: str) -> set[int]:
    """Return the 0-based lines whose spaces may be meant: of code, HTML and directives that are not ours."""
    kept: set[int] = set()
    for token in markdown_parser().parse("\n" + body):
        if token.map and (token.type in {"code_block", "html_block"} or _foreign(token)):
            kept |= set(range(token.map[0] - 1, token.map[1] - 1))
    return kept


def _foreign(token: Token) -> bool:
    name = token.info.strip().partition(" ")[0].strip("{}").removeprefix("cfp:")
    return token.type in {"fence", "colon_fence"} and name not in _OWN


def _blocks(body: str) -> object:
    """Return what a body says, without the places where it stands."""
    blocks, lists, problems = read_body(body, PurePath())
    return (
        [replace(one, line=0) for one in blocks],
        [(one.name, [replace(topic, line=0) for topic in one.topics]) for one in lists],
        sorted((one.code, one.message) for one in problems),
    )
