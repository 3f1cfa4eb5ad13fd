"""An edition's call as plain text for mailing lists. Imported again, it gives the same edition."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from cfp_archive import formatting
from cfp_archive.characters import visible
from cfp_archive.formatting import key_date_words, submission_words
from cfp_archive.model import BlockKind
from cfp_archive.reading.marks import split_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cfp_archive.model import Appointment, Block, Edition, Status, Topic, TopicList

__all__ = ["NARROWEST", "announcement", "transliterated"]

#: In narrower texts hardly a word fits beside an entry's mark.
NARROWEST = 40

#: Under headings, by level; deeper ones have the last.
_UNDERLINES = "=-~"
_ASCII = {
    "ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "–": "-", "—": "--", "−": "-", "‐": "-", "‑": "-", "‘": "'",
    "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "…": "...", "•": "*", "·": "*", "×": "x",
    "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "€": "EUR", "£": "GBP", "§": "S.", "©": "(c)", "®": "(R)", "\xad": "",
    "\u200b": "", "\ufeff": "",
}  # fmt: skip


def announcement(edition: Edition, *, width: int = 72, ascii_only: bool = False) -> str:
    """Return the call's words as plain text.

    The archive's own notes are left out, and so is where links lead. That an edition was cancelled or postponed comes
    first: who reads no further should know.

    :param width: columns, at least `NARROWEST`; a longer word, an address perhaps, is not broken.
    :param ascii_only: letters outside ASCII are written with those within; '?' stands where there are none.
    """
    width = max(width, NARROWEST)
    notice = [_filled(" ".join(_status_words(edition.status)), width)] if edition.status else []
    parts = [*notice, *_parts(edition, width)]
    text = visible("\n\n".join(part for part in parts if part) + "\n", lines=True)
    return transliterated(text) if ascii_only else text


def _status_words(status: Status) -> Iterator[str]:
    yield formatting.status(status)
    if status.note:
        yield status.note
    if status.source:
        yield f"See {status.source}"


def transliterated(text: str) -> str:
    """Return a text in ASCII.

    >>> transliterated("Jürgen Müller-Łoś – “Wellen”…")
    'Jurgen Muller-Los - "Wellen"...'
    """
    spelled = "".join(_ASCII.get(char, char) for char in text)
    plain = unicodedata.normalize("NFKD", spelled)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return "".join(char if char.isascii() else " " if char.isspace() else "?" for char in plain)


def _parts(edition: Edition, width: int) -> Iterator[str]:
    facts = edition.facts
    items: list[str] = []
    for block in (*edition.blocks, None):
        if block is not None and block.kind is BlockKind.ITEM:
            items.append(_filled(block.text, width, "- ", "  "))
            continue
        if items:
            yield "\n".join(items)
            items = []
        if block is None:
            return
        match block.kind:
            case BlockKind.NOTE:
                continue
            case BlockKind.HEADING:
                yield _heading(block, width, facts.title)
            case BlockKind.TOPICS:
                yield _topics(block.topics, width) if block.topics else ""
            case BlockKind.KEY_DATES:
                yield _records((key_date_words(one) for one in facts.key_dates), width)
            case BlockKind.SUBMISSIONS:
                yield _records((submission_words(one) for one in facts.submissions), width)
            case BlockKind.PEOPLE:
                yield _records((_person(one) for one in facts.people if one.role == block.argument), width)
            case _:
                yield _filled(block.text, width)


def _heading(block: Block, width: int, title: str) -> str:
    # A title that the call has on two lines has a colon between them; the lines are kept.
    parts = title.split(": ")
    own = parts if len(parts) > 1 and " ".join(parts) == block.text else [block.text]
    lines = [line for part in own for line in _filled(part, width).split("\n")]
    sign = _UNDERLINES[min(block.level, len(_UNDERLINES)) - 1]
    return "\n".join([*lines, sign * max(3, *map(len, lines))])


def _person(one: Appointment) -> str:
    """Return a person's words; where columns or lines set them apart, commas do."""
    words = one.words
    plain = replace(one, printed=None).words
    bare = re.sub(r"[\W_]+", " ", words).strip() == re.sub(r"[\W_]+", " ", plain).strip()
    return plain if bare and re.match(rf"{re.escape(one.name)}\s+\w", words) else words


def _records(lines: Iterable[str], width: int) -> str:
    return "\n".join(_filled(one, width, "- ", "  ") for one in lines)


def _topics(one: TopicList, width: int) -> str:
    depths: list[int] = []
    lines = []
    plain = _titles_show(one)
    for topic in one.topics:
        depth = 0 if topic.parent is None else depths[topic.parent] + 1
        depths.append(depth)
        margin = "  " * depth
        lines.append(
            _filled(topic.text, width, f"{margin}- ", f"{margin}  ", title="" if plain else _title(topic))
        )
    return "\n".join(lines)


def _title(topic: Topic) -> str:
    """Return an entry's title, if it has one that plain text can emphasise."""
    titled = topic.head != topic.text and topic.text.startswith(topic.head)
    return topic.head if titled and not re.search(r"[*_]", topic.head) else ""


def _titles_show(one: TopicList) -> bool:
    """Say whether every entry reads 'Title: description', so that titles need no emphasis to be seen."""
    return len(one.topics) > 1 and all(
        topic.parent is None
        and re.fullmatch(rf"{re.escape(topic.head)}: \S+ .*", topic.text) is not None
        and topic.head != topic.text
        and ":" not in topic.head
        and len(topic.head) <= 110
        and len(topic.head.split()) <= 14
        for topic in one.topics
    )


def _filled(text: str, width: int, first: str = "", further: str = "", *, title: str = "") -> str:
    """Break a text into lines. No line begins with what would be read as the mark of an entry or a heading."""
    words = text.split()
    if title:  # emphasis is read within one line only
        after, _, rest = text[len(title) :].partition(" ")
        words = [f"*{title}*{after}", *rest.split()]
    lines: list[list[str]] = [[]]
    length = len(first)
    for word in words:
        if lines[-1] and length + 1 + len(word) > width:
            fresh = [word]
            while len(lines[-1]) > 1 and (_begins_marked(fresh) or _ends_marked(lines[-1])):
                fresh.insert(0, lines[-1].pop())
            lines.append(fresh)
            length = len(further) + len(" ".join(fresh))
        else:
            length += len(word) + (1 if lines[-1] else 0)
            lines[-1].append(word)
    margins = [first, *[further] * (len(lines) - 1)]
    return "\n".join(margin + " ".join(line) for margin, line in zip(margins, lines, strict=True))


def _begins_marked(words: list[str]) -> bool:
    """Say whether a line of these words would begin with a mark, or with a number that could count an entry."""
    parts = split_line(" ".join([*words, "x"]))
    return bool(parts.before or parts.ruled) or re.match(r"[\[(]?\d+[.)\]]\Z", words[0]) is not None


def _ends_marked(words: list[str]) -> bool:
    """Say whether a line of these words would end with a mark."""
    return bool(split_line(" ".join(["x", *words[-1:]])).after)
