"""Find lists of topics: what leads to them, where they begin and end, and which entries nest in others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfp_archive.importing.parts import Guess, Item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.importing.parts import Chunk

__all__ = ["entries_at", "is_topic_lead", "listed_at", "titled"]

_WORDS = (
    r"topics?|areas?|themes?|subjects?|issues|directions|questions|fields|domains|challenges|aspects|tracks|themen\w*|bereiche\w*|gebiete|thèmes?|sujets"
    r"|thématiques?|domaines|temas|áreas|tópicos|argomenti|aree"
)
_LIMIT = (
    r"(?:not|isn't|aren't|no) (?:be |necessarily |exclusively )?(?:strictly )?(?:limited|restricted|confined)|non[- ]?(?:exhaustive|limitati)|not exhaustive|nicht (?:nur |ausschließlich )?(?:beschränkt|begrenzt)"
    r"|unter anderem|mais (?:ne )?(?:sont |sans )?|no limitad[ao]s|among others|but not (?:exclusively|only)|sans s['’]y limiter"
)
_LEAD = re.compile(
    rf"\b(?:{_WORDS})\b.*(?:\binclud|\blimited|\bfollow|\bare\b|\binterest|\bsuch as|\be\.g|\bumfass|\bsind|\bsuivant|\bsiguient|\bseguent|{_LIMIT}|:\s*\Z)",
    re.IGNORECASE | re.DOTALL,
)
_LEAD_LIMIT = re.compile(
    rf"(?:includ\w*|invit\w*|solicit\w*|such as|limited to|focus\w*).*(?:{_LIMIT})|(?:{_LIMIT})\w*(?:\s+(?:to|auf|à))?(?:\s+the following)?\W*\Z",
    re.IGNORECASE | re.DOTALL,
)
_NOT_TOPICS = re.compile(
    r"\b(?:submissions? (?:must|should|types?|categor\w+|tracks?)|papers? (?:must|should|categor\w+|types?)|(?:types?|kinds|categories) of (?:papers|submissions|contributions|articles)"
    r"|following (?:dates|deadlines|rules|guidelines|categories|types|formats?|criteria|requirements|information|people|members|speakers|steps|instructions|journals?|links?|conditions)"
    r"|requirements|deadlines?|evaluated|criteria|proposals? (?:must|should)|should (?:contain|include)|must (?:contain|include|be))\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?::|\b(?:to|includes?|including|are|following|like|as|limited|umfassen|sind)|…|\.{3}|[-–—])\s*\Z",
    re.IGNORECASE,
)
#: A sentence that leads to a list without saying that topics follow.
_OPEN_SENTENCE = re.compile(
    r"\A(?:we|authors|papers|please|the workshop|the conference|submissions|contributions)\b.*\b(?:are|is|invite|welcome|seek|solicit|encourage|may|can|will|look)\b"
    r"|\b(?:on|of|in|for|to|following|include|including|such as|like|about)\Z",
    re.IGNORECASE,
)


def is_topic_lead(text: str) -> bool:
    """Say whether a sentence leads to a list of topics.

    >>> is_topic_lead("Topics of interest include, but are not limited to:"), is_topic_lead("Papers must be:")
    (True, False)
    """
    last = re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])", text.strip())[-1]
    if _NOT_TOPICS.search(last):
        return False
    if not _ENDS.search(last):
        return bool(
            re.search(rf"{_LIMIT}", last, re.IGNORECASE)
            and re.search(rf"\b(?:{_WORDS})\b", last, re.IGNORECASE)
        )
    return bool(_LEAD.search(last) or _LEAD_LIMIT.search(last))


def listed_at(content: Sequence[Chunk], start: int) -> int:
    """Return where the run of marked entries that begins here ends; the start itself if none begins."""
    place = start
    while place < len(content) and content[place].sign:
        place += 1
    return place


def entries_at(
    content: Sequence[Chunk], start: int, *, lead: bool, guesses: list[Guess]
) -> tuple[tuple[Item, ...], int]:
    """Read the topics that begin at a place, and say where they end.

    :param content: the logical lines of a section.
    :param lead: a sentence just before leads to topics, so that lines without marks count as entries.
    """
    if start >= len(content):
        return (), start
    if content[start].sign:
        return _marked(content, start, (), guesses)
    following = content[start + 1] if start + 1 < len(content) else None
    if following is not None and following.sign and _entry_like(content[start]):
        if _is_label(content, start) and (_labels_after(content, start) or content[start].text.endswith(":")):
            return _marked(content, start, (), guesses)
        if lead and following.gap == 0 and not content[start].text.endswith(":"):
            first = content[start]
            guesses.append(
                Guess(
                    line=first.first,
                    message=f"'{_short(first.text)}' was taken for the list's first entry, though it has no mark.",
                    hint="If it is a heading or text, move it out of the list.",
                )
            )
            return _marked(content, start + 1, (first,), guesses)
        if _is_label(content, start):
            return _marked(content, start, (), guesses)
    return _unmarked(content, start, guesses) if lead else ((), start)


def titled(items: Sequence[Item]) -> tuple[Item, ...]:
    """Give entries their titles, as in 'Deep tides: computing at depth'; all of the list or none, unless marked so."""
    from dataclasses import replace

    marked = [one.chunks[0].lines[0].title for one in items]
    if any(marked):
        return tuple(
            replace(one, title=title) if title and _title_ends(one.text, title) else one
            for one, title in zip(items, marked, strict=True)
        )
    found = [_title_of(one.text) for one in items]
    if len(items) < 2 or not all(found) or any(one.depth for one in items):
        return tuple(items)
    return tuple(replace(one, title=title) for one, title in zip(items, found, strict=True))


def _title_of(text: str) -> str:
    match = re.match(r"(?P<title>[^:]{2,110}?):\s+(?P<rest>\S.*)\Z", text)
    if not match or len(match["title"].split()) > 14 or len(match["rest"].split()) < 2:
        return ""
    return match["title"]


def _title_ends(text: str, title: str) -> bool:
    return text.startswith(title) and bool(re.match(r"\s*[:：.–—]|\s+-\s|\s*\Z", text[len(title) :]))


def _marked(
    content: Sequence[Chunk], start: int, first: tuple[Chunk, ...], guesses: list[Guess]
) -> tuple[tuple[Item, ...], int]:
    """Read entries that begin with a sign, with labels between them as the areas in which they nest."""
    found: list[tuple[Chunk, ...]] = [first] if first else []
    labels: set[int] = set()
    place = start
    while place < len(content):
        one = content[place]
        if one.gap > 2 and found:  # another list
            break
        if one.sign:
            found.append((one,))
        elif found and _belongs(content, place, found[-1][0]):
            found[-1] = (*found[-1], one)
        elif _is_label(content, place) and (not found or labels):
            labels.add(len(found))
            found.append((one,))
        else:
            break
        place += 1
    depths = _depths([one[0] for one in found], labels, unmarked_first=bool(first))
    for entry in found:
        if any(re.search(r"\S(?: {4,}|\t)\S", line.text) for chunk in entry for line in chunk.lines):
            _tell_columns(entry[0], guesses)
    return tuple(Item(chunks=one, depth=depth) for one, depth in zip(found, depths, strict=True)), place


def _depths(firsts: Sequence[Chunk], labels: set[int], *, unmarked_first: bool) -> list[int]:
    """Tell how deeply entries nest: by where they begin, below labels, and by a sign that stands between others'."""
    signs = [
        re.sub(r"\d+|(?<=[\[(])[a-z]{1,4}(?=[)\]])|^[a-z]{1,4}(?=[).])", "1", one.sign) for one in firsts
    ]
    outer = next((sign for sign in signs if sign), "")
    last = max((place for place, sign in enumerate(signs) if sign == outer), default=0)
    inner = {sign for place, sign in enumerate(signs) if sign and sign != outer and place < last}
    columns: list[int] = []
    depths: list[int] = []
    base = 0
    for place, (one, sign) in enumerate(zip(firsts, signs, strict=True)):
        if place in labels:
            columns, base = [], 1
            depths.append(0)
            continue
        column = one.column + (1 if sign in inner else 0) if sign or not unmarked_first else 0
        if not sign and unmarked_first:
            column = firsts[1].column if len(firsts) > 1 else 0
        while columns and column < columns[-1]:
            columns.pop()
        if not columns or column > columns[-1]:
            columns.append(column)
        depths.append(min(base + len(columns) - 1, (depths[-1] + 1) if depths else 0))
    return depths


def _unmarked(content: Sequence[Chunk], start: int, guesses: list[Guess]) -> tuple[tuple[Item, ...], int]:
    """Read entries without any sign: short lines, until a sentence or another section comes."""
    found: list[Chunk] = []
    place = start
    while place < len(content):
        one = content[place]
        if one.sign or not _entry_like(one) or (found and one.gap > 2):
            break
        if found and one.gap and not found[-1].gap and len(found) > 1 and _paragraph_like(one):
            break
        found.append(one)
        place += 1
    if len(found) < 2:
        return (), start
    for one in found:
        if any(re.search(r"\S(?: {4,}|\t)\S", line.text) for line in one.lines):
            _tell_columns(one, guesses)
    guesses.append(
        Guess(
            line=found[0].first,
            message=f"Lines {found[0].first} to {found[-1].last} were taken for {len(found)} entries of a list, though they have no marks.",
            hint="If some are text, move them out of the list.",
        )
    )
    depths = [0] * len(found)
    if any(one.text.endswith(":") for one in found):
        inside = False
        for k, one in enumerate(found):
            label = one.text.endswith(":")
            depths[k] = 1 if inside and not label else 0
            inside = inside or label
    return tuple(Item(chunks=(one,), depth=depth) for one, depth in zip(found, depths, strict=True)), place


def _belongs(content: Sequence[Chunk], place: int, entry: Chunk) -> bool:
    """Say whether an unmarked line is a further paragraph of the entry before: it stands below its words."""
    one = content[place]
    following = content[place + 1] if place + 1 < len(content) else None
    if not entry.sign or one.column <= entry.column:
        return False
    return one.gap <= 1 and not (
        one.gap
        and following is not None
        and following.sign
        and _is_label(content, place)
        and following.column > entry.column
    )


def _is_label(content: Sequence[Chunk], place: int) -> bool:
    """Say whether a line names the area of the entries that follow."""
    one = content[place]
    following = content[place + 1] if place + 1 < len(content) else None
    if following is None or not following.sign or following.gap > 1 or one.sign:
        return False
    text = one.text
    return (
        len(text.split()) <= 12
        and len(text) <= 100
        and not text.endswith((".", ";", ","))
        and not is_topic_lead(text)
        and not _NOT_TOPICS.search(text)
    )


def _labels_after(content: Sequence[Chunk], start: int) -> bool:
    place = listed_at(content, start + 1)
    return place < len(content) and _is_label(content, place)


def _entry_like(one: Chunk) -> bool:
    text = one.text
    if len(text) > 200 or len(one.lines) > 4 or re.match(r"https?://", text):
        return False
    sentences = re.findall(r"[a-z)][.!?](?=\s+[A-ZÀ-Þ])", text)
    if sentences or (
        text.endswith((".", "!", "?")) and len(text.split()) > 14 and not text.endswith(("etc.", "..."))
    ):
        return False
    return not is_topic_lead(text) and not _OPEN_SENTENCE.search(text)


def _paragraph_like(one: Chunk) -> bool:
    return (one.text.endswith((".", ":", "!")) and len(one.text.split()) > 6) or len(one.lines) > 2


def _tell_columns(one: Chunk, guesses: list[Guess]) -> None:
    guesses.append(
        Guess(
            line=one.first,
            message="Several columns seem to stand on the line; they were not cut apart.",
            hint="If these are several topics, give each an entry of its own.",
        )
    )


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= 8 else " ".join(words[:8]) + " ..."
