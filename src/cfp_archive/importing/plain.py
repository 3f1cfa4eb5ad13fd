"""Read plain text: wrapped lines become whole, and lines become headings, paragraphs and entries of lists."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfp_archive.characters import without_hidden
from cfp_archive.importing.blocks import Block, Kind, Line
from cfp_archive.importing.dates import is_date_only
from cfp_archive.importing.days import find_days
from cfp_archive.importing.lexicon import bare_heading, heading_kind, topic_lead, words
from cfp_archive.importing.limits import find_limits
from cfp_archive.importing.people import is_name, is_role, people_of
from cfp_archive.reading.marks import split_line

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SIGNATURE", "plain_blocks"]

SIGNATURE = 9  #: the gap above a mail's signature

_WIDEST = 100  #: longer lines were not wrapped
_STRONG = re.compile(r"(\*{1,3}|_{1,2})(?=\S)(?P<words>[^*]*?\S)\1(?=[\s:.,–—-]|\Z)")
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|den|di|da|del|la|le|bin|al|el)"
_PERSON = re.compile(rf"{_NAME}(?: {_NAME}){{1,4}}(?:,| \(| [-–—] |;)")
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
_RECORD = re.compile(r"[^:.]{2,60}:\s+\S")
_BEFORE_ADDRESS = frozenset(
    [
        "at",
        "see",
        "from",
        "via",
        "on",
        "to",
        "under",
        "in",
        "visit",
        "site",
        "website",
        "page",
        "here:",
        "at:",
        "see:",
        "site:",
        "website:",
        "url:",
    ]
)
_UNDERLINES = {"=": 1, "-": 2, "~": 3, "*": 2, "#": 1, "_": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line, its marks told from its words."""

    number: int
    text: str
    raw: str
    sign: str = ""
    column: int = 0
    level: int = 0  #: of a heading in Markdown's way
    framed: bool = False  #: between signs or wholly emphasized, as headings are
    strong: str = ""
    ruled: bool = False


@dataclass(slots=True, kw_only=True)
class _Chunk:
    """A logical line."""

    lines: list[_Line]
    gap: int
    rule: str = ""  #: the ruled line that follows at once
    boxed: bool = False  #: a ruled line stands right above

    @property
    def text(self) -> str:
        return " ".join(" ".join(one.text for one in self.lines).split())

    @property
    def sign(self) -> str:
        return self.lines[0].sign


def plain_blocks(text: str, *, first: int = 1) -> list[Block]:
    """Return the blocks of a plain text.

    :param first: 1-based number of its first line.
    """
    lines = _lines(text, first)
    chunks = _chunks(lines)
    columns: list[int] = []
    blocks: list[Block] = []
    for place, one in enumerate(chunks):
        level = 0 if one.sign and not _numbered_heading(chunks, place) else _heading_level(chunks, place)
        source = tuple(Line(number=line.number, text=line.text, raw=line.raw.strip()) for line in one.lines)
        if level:
            columns.clear()
            block = Block(kind=Kind.HEADING, lines=source, level=level, gap=one.gap)
        elif one.sign:
            column = one.lines[0].column
            while columns and column < columns[-1] - 1:
                columns.pop()
            if not columns or column > columns[-1] + 1:
                columns.append(column)
            block = Block(kind=Kind.ITEM, lines=source, level=len(columns) - 1, gap=one.gap, sign=one.sign)
        else:
            if not (columns and one.lines[0].column > columns[-1]):
                columns.clear()
            block = Block(kind=Kind.TEXT, lines=source, gap=one.gap, within=bool(columns))
        strong = one.lines[0].strong
        blocks.append(replace(block, strong=strong) if strong else block)
    return blocks


def _lines(text: str, first: int) -> list[_Line]:
    lines: list[_Line] = []
    count = 0
    for number, whole in enumerate(map(without_hidden, text.split("\n")), first):
        raw = whole.expandtabs(4).rstrip() if whole[:1].isspace() else whole.rstrip()
        parts = split_line(raw, count)
        count = parts.number or count
        level = len(parts.opening) if parts.opening.startswith("#") else 0
        strong = _STRONG.match(parts.raw)
        emphasized = bool(strong and not parts.sign and strong.end() >= len(parts.raw.rstrip(":.")))
        dashes = bool(re.fullmatch(r"-{2,3}", parts.opening)) and not parts.after
        lines.append(
            _Line(
                number=number, text=parts.text, raw=raw, column=parts.column, level=level, ruled=parts.ruled,
                sign=parts.sign or (parts.opening if dashes else ""),
                framed=bool(parts.opening and not level and (parts.after or not dashes)) or emphasized,
                strong=strong["words"].rstrip(":.") if strong and not emphasized else "",
            )
        )  # fmt: skip
    return lines


def _wrap_width(lines: Sequence[_Line]) -> int:
    """Return the width at which the text was wrapped; 0 if it was not.

    Where a line begins with a small letter and the one before ended no sentence, that one was broken: the longest of
    them tells the width.
    """
    broken = sorted(
        len(a.raw)
        for a, b in itertools.pairwise(lines)
        if a.text and b.text and not b.sign and not a.level
        and 45 <= len(a.raw) <= _WIDEST and b.text[:1].islower() and not a.text.endswith((".", ":", ";", "!", "?"))
    )  # fmt: skip
    if not broken:
        return 0
    if len(broken) > 3 and broken[-1] - broken[-2] > 6:  # one line longer than all others is an accident
        return broken[-2]
    return broken[-1]


def _chunks(lines: Sequence[_Line]) -> list[_Chunk]:
    """Join lines that were wrapped."""
    width = _wrap_width(lines)
    chunks: list[_Chunk] = []
    gap, above, cut, fresh = 0, False, False, True
    for one in lines:
        if one.ruled:
            rule = one.raw.strip()
            if rule == "--" and len(lines) > 12 and one.number > lines[-1].number - 12:
                gap, above, fresh, cut = SIGNATURE, False, True, False
                continue
            if chunks and not fresh and not chunks[-1].rule:
                chunks[-1].rule = rule
                _join_underlined(chunks, one.raw.rstrip())
            cut = fresh
            gap, above, fresh = gap + 1, True, True
        elif not one.text:
            gap, fresh = gap + (not one.sign), True
            above = above and not one.raw.strip()
        elif chunks and not fresh and _continues(chunks[-1].lines, one, width):
            chunks[-1].lines.append(one)
            gap, above = 0, False
        else:
            chunks.append(_Chunk(lines=[one], gap=max(gap, 1) if above else gap, boxed=above and cut))
            gap, above, cut, fresh = 0, False, False, False
    return chunks


def _join_underlined(chunks: list[_Chunk], rule: str) -> None:
    """Join the lines of a heading that is underlined to its full width."""
    start = len(chunks) - 1
    while start and not chunks[start].gap and len(chunks) - start < 3 and not chunks[start - 1].rule:
        start -= 1
    found = chunks[start:]
    lines = [line for one in found for line in one.lines]
    if len(found) < 2 or len(lines) > 3 or any(line.sign or line.level for line in lines):
        return
    if len(rule) == max(len(line.raw) for line in lines) and not found[0].boxed:
        chunks[start:] = [_Chunk(lines=lines, gap=found[0].gap, rule=rule.strip(), boxed=found[0].boxed)]


def _continues(before: Sequence[_Line], line: _Line, width: int) -> bool:
    """Return whether a line goes on with the logical line before, with no blank line between them."""
    last, first = before[-1], before[0]
    if line.sign or line.level or line.framed or last.level or last.framed:
        return False
    full = (
        bool(width) and len(last.raw) <= width + 3 and len(last.raw) + 1 + len(line.text.split()[0]) > width
    )
    if last.text.endswith(":") and not full:
        return False
    if (
        not first.sign
        and first.column <= 8
        and first.column + 2 <= line.column <= first.column + 8
        and len(last.raw) >= 55
    ):
        return True  # hangs below a record
    if _records(last.text, line.text) and not (first.sign and line.column > first.column):
        return False
    columns = _COLUMNS.search(last.raw.strip()) or _COLUMNS.search(line.raw.strip())
    if columns and line.column <= first.column + 1:
        return False
    small = line.text[:1].islower() or line.text.startswith(("(", "&"))
    if small and line.text.split()[0].rstrip(":").lower() in {"http", "https"}:
        return False
    if not first.sign and min(last.column, line.column) > 8 and line.column != last.column:  # centered
        return small
    if re.match(r"https?://|www\.|\S+@\S+\Z", line.text) and not (first.sign and line.column > first.column):
        if len(line.text.split()) == 1 and last.text.split()[-1].lower() not in _BEFORE_ADDRESS | set(
            words("open")
        ):
            return False
        return full and not last.text.endswith(".")
    if first.sign and first.column < line.column <= first.column + 8:
        return True  # hangs below its entry
    if last.text.split()[-1].lower() in words("open") and not find_days(line.text[:24], 2000):
        return True
    if last.text.endswith("-") and small:
        return True
    if last.text.endswith((",", "/", "(")) and small and not line.text.endswith((",", ";")):
        return True
    if full:
        return True
    if small and not last.text.endswith((".", ";", "!", "?")):
        wrapped = len(last.raw) >= 0.55 * width if width else bool(first.sign)
        return wrapped or (bool(first.sign) and not line.text.endswith((",", ";")))
    # A ragged paragraph: a sentence ends within the line, so it is running text, and the next goes on with it.
    return bool(width) and len(last.raw) <= _WIDEST and len(last.raw) >= 0.8 * width and _running(before)


def _running(before: Sequence[_Line]) -> bool:
    text = " ".join(one.text for one in before)
    return (
        len(before) > 1
        and len(text) > 120
        and not before[0].sign
        and bool(re.search(r"[.!?] [A-ZÀ-Þ]", text))
    )


def _records(last: str, line: str) -> bool:
    """Return whether both lines look like entries of a list of people, or of labels and values."""
    if _PERSON.match(last) and _PERSON.match(line) and not last.endswith((",", "-")):
        return True
    return bool(_RECORD.match(last) and _RECORD.match(line)) and len(line) < 90 and not line[:1].islower()


def _numbered_heading(chunks: Sequence[_Chunk], place: int) -> bool:
    """Return whether an entry is a heading with a number: what follows is not the next entry."""
    one = chunks[place]
    following = chunks[place + 1] if place + 1 < len(chunks) else None
    return (
        re.fullmatch(r"[\[(]?\d+[.)\]]|[ivxIVX]+[.)]", one.sign) is not None
        and bool(heading_kind(one.text))
        and following is not None
        and (not following.sign or following.sign[-1:] != one.sign[-1:])
    )


def _heading_level(chunks: Sequence[_Chunk], place: int) -> int:
    """Return the level at which a logical line is a heading, by its marks, its words and its place; 0 if it is none."""
    one = chunks[place]
    text = one.text
    if one.lines[0].level:
        return one.lines[0].level
    if len(one.lines) > 3 or len(text) > 150 or not re.search(r"[^\W\d_]", text):
        return 0
    if re.fullmatch(r"\W*(?:https?://|www\.)\S+", text) or (
        find_days(text, 2000) and not one.rule.startswith("=")
    ):
        return 0
    title_like = len(text.split()) <= 18 and not text.endswith((".", ",", ";")) and not _is_sentence(text)
    if (
        one.rule
        and title_like
        and not (one.boxed and len(chunks[place - 1].text if place else "") and not one.gap)
    ):
        return _UNDERLINES.get(one.rule[0], 2)
    if one.lines[0].framed and len(one.lines) == 1 and title_like:
        return 0 if is_name(text) else 2
    if one.sign:
        return 2
    following = chunks[place + 1] if place + 1 < len(chunks) else None
    if (
        following is not None
        and is_date_only(" ".join(following.lines[0].text.split()), 2000)
        and not following.sign
        and following.gap <= 1
    ):
        return 0  # a label whose day is below
    if topic_lead(text) > 0 and text.endswith(":") and len(text.split()) > 4 and not text.isupper():
        return 0  # a sentence that leads to a list
    if len(one.lines) > 1 or following is None or re.search(r"https?://|www\.|@|\(at\)|\[at\]", text):
        return 0
    if re.search(r":\s+\S", text) and not text.isupper():
        return 0
    said = bare_heading(text).split()
    small = sum(word[0].islower() for word in said)
    if text.endswith(":") and len(said) >= 5 and 2 * small > len(said):
        return 0  # a sentence that leads to what follows
    short = (
        len(text.split()) <= 10 and not text.endswith((".", ",", ";")) and bare_heading(text)[:1].isupper()
    )
    kind, role = heading_kind(text), is_role(bare_heading(text))
    weak = kind == "other" and (len(bare_heading(text).split()) > 4 or re.search(r"\bby\b|\bwith\b", text))
    if find_limits(text):
        return 0
    person = (
        kind in {"", "other", "people"}
        and not role
        and (is_name(text) or bool(people_of(text, "x")) or "," in text)
    )
    if short and ((kind and not weak) or role) and not person and not _is_sentence(text):
        before = chunks[place - 1] if place else None
        inside = before is not None and not one.gap and not following.gap and not text.endswith(":")
        if (
            inside
            and before is not None
            and not before.rule
            and len(before.text) < 90
            and kind == "other"
            and len(following.text) < 90
        ):
            return 0  # a line among lines
        return 2
    capitals = len(re.findall(r"[A-ZÀ-Þ]", text))
    if any(one.affiliation for one in people_of(text.title(), "x")) or find_limits(text):
        return 0
    if text.upper() == text and short and capitals >= 4 and not re.search(r"\b(?:19|20)\d\d\b", text):
        return 2 if (one.gap or place == 0 or following.gap) and not is_name(text.title()) else 0
    return 2 if _stands_as_heading(chunks, place) else 0


def _stands_as_heading(chunks: Sequence[_Chunk], place: int) -> bool:
    """Return whether a short line stands above a longer text or a list as a heading does."""
    one, following = chunks[place], chunks[place + 1]
    text = one.text
    said = text.rstrip(":").split()
    if (
        not 1 <= len(said) <= 9
        or len(text) > 70
        or text.endswith((".", ",", ";", "!"))
        or text.count(",") > 2
    ):
        return False
    if not (text[0].isupper() or text[0].isdigit()) or _is_sentence(text):
        return False
    if re.search(
        r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b|\d{1,2}[:.]\d\d|\d\s*(?:-|–)\s*\d", text
    ) and not re.search(r"[A-Z]{3,}", text):
        return False
    if is_name(text.rstrip(":")) and len(said) <= 3 and not following.sign and len(following.text) < 90:
        return False
    if any(person.affiliation for person in people_of(text, "x")):
        return False
    before = chunks[place - 1] if place else None
    complete = (
        one.gap > 0
        or before is None
        or bool(before.sign)
        or before.text.endswith((".", ":", "?", "!"))
        or before.rule
    )
    if not complete or following.lines[0].level:
        return False
    if before is not None and not one.gap and before.text.endswith(":"):
        return False
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in said) >= (len(said) + 1) // 2
    if following.sign:
        led = (
            before is not None
            and before.text.endswith(":")
            and not before.sign
            and not _heads_follow(chunks, place)
        )
        return (
            following.gap <= 1
            and (one.gap > 0 or text.endswith(":") or bool(before and before.sign))
            and capitals
            and not led
        )
    long = len(following.lines) > 1 or len(following.text) > max(80, 1.4 * len(text))
    if long and following.gap == 0 and not one.gap and not text.endswith(":"):
        return capitals and bool(bare_heading(text))
    return long and following.gap <= 1 and (capitals or text.endswith(":"))


def _heads_follow(chunks: Sequence[_Chunk], place: int) -> bool:
    """Return whether another short line above entries follows, as where each group of a list has its name."""
    later = range(place + 2, min(place + 20, len(chunks) - 1))
    return any(
        chunks[n].gap and not chunks[n].sign and chunks[n + 1].sign and not chunks[n + 1].gap and len(chunks[n].text) < 70
        and chunks[n - 1].sign and not heading_kind(chunks[n].text)
        for n in later
    )  # fmt: skip


def _is_sentence(text: str) -> bool:
    return (
        bool(re.search(r"\b(?:is|are|will|must|should|please|we|can|has|have)\b", text))
        and len(text.split()) > 4
    )
