"""Read plain text: wrapped lines become whole, and lines become headings, paragraphs and entries of lists."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfp_archive.characters import without_hidden
from cfp_archive.importing.blocks import Block, Kind, Line
from cfp_archive.importing.dates import is_date_only
from cfp_archive.importing.lexicon import bare_heading, heading_kind, is_sentence
from cfp_archive.importing.limits import find_limits
from cfp_archive.importing.people import is_name, is_role, people_of
from cfp_archive.languages import pattern
from cfp_archive.reading.days import days_in, months
from cfp_archive.reading.marks import split_line

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SIGNATURE", "plain_blocks"]

SIGNATURE = 9  #: the gap above a mail's signature

_WIDEST = 100  #: longer lines were not wrapped
_STRONG = re.compile(r"(\*{1,3}|_{1,2})(?=\S)(?P<words>[^*]*?\S)\1(?=[\s:.,–—-]|\Z)")
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|den|di|da|del|la|le|bin|al|el)"
_PERSON = re.compile(rf"{_NAME}(?: {_NAME}){{1,4}}(?:,| \(| [-–—] |;)")
_COLUMNS = re.compile(r"\S(?: {3,}|\t| ?(?:\.\s?){4,})\S")
_RECORD = re.compile(r"[^:.]{2,60}:\s+\S")
_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S+")
_FIGURES = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b|\d{1,2}[:.]\d\d|\d\s*(?:-|–)\s*\d")
_UNDERLINES = {"=": 1, "-": 2, "~": 3, "+": 4, "*": 2, "#": 1, "_": 2}


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
        inside = (
            columns and one.gap == 1 and not one.rule and one.lines[0].column > columns[-1] and not one.sign
        )
        entry = one.sign and not _numbered_heading(chunks, place)
        level = 0 if entry or inside else _heading_level(chunks, place)
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
                number=number, text=parts.text if parts.opening else " ".join((parts.text, *parts.after)), raw=raw, column=parts.column, level=level, ruled=parts.ruled,
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
    broken = (
        len(a.raw)
        for a, b in itertools.pairwise(lines)
        if b.text[:1].islower()
        and not b.sign
        and 45 <= len(a.raw) <= _WIDEST
        and not a.text.endswith((*".:;!?",))
        and not re.search(r"\S{40}", a.text)  # an address
    )
    return max(broken, default=0)


def _chunks(lines: Sequence[_Line]) -> list[_Chunk]:
    """Join lines that were wrapped."""
    width = _wrap_width(lines)
    listed = _listed(lines, width)
    chunks: list[_Chunk] = []
    gap, above, cut, fresh = 0, False, False, True
    for one in lines:
        if one.ruled:
            rule = one.raw.strip()
            if rule == "--" and len(lines) > 12 and one.number > lines[-1].number - 12:
                gap, above, fresh, cut = SIGNATURE, False, True, False
                continue
            if not fresh and not chunks[-1].rule:
                chunks[-1].rule = rule
                _join_underlined(chunks, one.raw.rstrip())
            cut = fresh
            gap, above, fresh = gap + 1, True, True
        elif not one.text:
            gap, fresh = gap + (not one.sign), True
            above = above and not one.raw.strip()
        elif not fresh and one.number not in listed and _continues(chunks[-1].lines, one, width):
            chunks[-1].lines.append(one)
            gap, above = 0, False
        else:
            chunks.append(_Chunk(lines=[one], gap=max(gap, 1) if above else gap, boxed=above and cut))
            gap, above, cut, fresh = 0, False, False, False
    return chunks


def _listed(lines: Sequence[_Line], width: int) -> set[int]:
    """Return which lines are entries of lists without signs: in one column, and most end before the text's width."""
    found: set[int] = set()
    for plain, group in itertools.groupby(
        lines, lambda one: bool(one.text) and not (one.sign or one.ruled or one.level or one.framed)
    ):
        paragraph = list(group)
        column = min(one.column for one in paragraph)
        entries = [one for one in paragraph if one.column == column]
        full = sum(
            len(a.raw) + 1 + len(b.text.split()[0]) > width
            for a, b in itertools.pairwise(paragraph if plain else ())
        )
        small = [one for one in entries if one.text[:1].islower()]
        running = any(re.search(r"[a-zß-ÿ][.!?] +[A-ZÀ-Þ]", one.text) for one in paragraph)
        if plain and len(entries) > 3 and 3 * full < len(entries) > 4 * len(small) and not running:
            found |= {one.number for one in entries[1:] if one not in small}
    return found


def _join_underlined(chunks: list[_Chunk], rule: str) -> None:
    """Join the lines of a heading that is underlined to its full width."""
    start = len(chunks) - 1
    while start and not chunks[start].gap and len(chunks) - start < 3 and not chunks[start - 1].rule:
        start -= 1
    found = chunks[start:]
    lines = [line for one in found for line in one.lines]
    marked = found[0].boxed or any(line.sign or line.level for line in lines)
    if (
        len(found) >= 2
        and len(lines) <= 3
        and not marked
        and len(rule) == max(len(line.raw) for line in lines)
    ):
        chunks[start:] = [_Chunk(lines=lines, gap=found[0].gap, rule=rule.strip())]


def _continues(before: Sequence[_Line], line: _Line, width: int) -> bool:
    """Return whether a line goes on with the logical line before, with no blank line between them."""
    last, first = before[-1], before[0]
    if line.sign or line.level or line.framed or last.level or last.framed:
        return False
    word, tail = line.text.split()[0], last.text.split()[-1]
    full = bool(width) and len(last.raw) <= width + 3 and len(last.raw) + 1 + len(word) > width
    inner = bool(first.sign) and line.column > first.column
    small = line.text[:1].islower() or line.text.startswith(("(", "&"))
    if last.text.endswith(":") and not full:
        return line.text[:1].islower() and 2 <= line.column - first.column <= 8 and not last.sign
    logical = " ".join(one.text for one in before)
    if logical.count("(") > logical.count(")") and re.match(r"[^()]{1,60}\)", line.text):
        return True  # within brackets
    hangs = first.column + 2 <= line.column <= first.column + 8
    if not first.sign and first.column <= 8 and hangs and len(last.raw) >= 55:
        return True  # hangs below a record
    if _are_records(first.text, last.text, line.text) and not inner:
        return False
    if (
        _COLUMNS.search(last.raw.strip()) or _COLUMNS.search(line.raw.strip())
    ) and line.column <= first.column + 1:
        return False
    if not first.sign and min(last.column, line.column) > 8 and line.column != last.column:  # centered
        return small
    opens = pattern("open").fullmatch(tail) and not tail.isupper()  # MIT is no "mit"
    if re.match(r"https?:?\b|www\.|\S+@\S+\Z", line.text, re.IGNORECASE) and not inner:
        alone = line.text == word and not (opens or pattern("before_address").fullmatch(tail.rstrip(":")))
        return full and not alone
    if first.sign and first.column < line.column <= first.column + 8:
        return True  # hangs below its entry
    if (opens and not days_in(line.text[:24], 2000)) or full:
        return True
    if tail.rstrip(".,").casefold() in months() and re.match(r"\d{1,2}\D", line.text):
        return True  # 'on July' and '31st, 2031' on the next line
    if small and last.text.endswith(";") and "; " in logical:
        return True  # entries in one paragraph
    if small:
        return len(last.raw) >= 0.55 * width if width else bool(first.sign)
    # A ragged paragraph: a sentence ends within the line, so it is running text, and the next goes on with it.
    running = (
        len(before) > 1 and len(logical) > 120 and not first.sign and re.search(r"[.!?] [A-ZÀ-Þ]", logical)
    )
    return bool(running) and bool(width)


def _are_records(first: str, last: str, line: str) -> bool:
    """Return whether lines look like entries of a list of people, of labels and values, or of days and labels."""
    if _PERSON.match(last) and _PERSON.match(line) and not last.endswith((",", "-")):
        return True
    days = [days_in(text, 2000) for text in (first, line)]
    if all(found and found[0].start == 0 for found in days):
        return True
    return bool(_RECORD.match(last) and _RECORD.match(line)) and len(line) < 90


def _numbered_heading(chunks: Sequence[_Chunk], place: int) -> bool:
    """Return whether an entry is a heading with a number: what follows is not the next entry."""
    one = chunks[place]
    following = chunks[place + 1] if place + 1 < len(chunks) else None
    if following is None or not re.fullmatch(r"[\[(]?\d+[.)\]]|[ivxIVX]+[.)]", one.sign):
        return False
    return bool(heading_kind(one.text)) and not following.sign


def _heading_level(chunks: Sequence[_Chunk], place: int) -> int:
    """Return the level at which a logical line is a heading, by its marks, its words and its place; 0 if it is none."""
    one, text = chunks[place], chunks[place].text
    before = chunks[place - 1] if place else None
    following = chunks[place + 1] if place + 1 < len(chunks) else None
    if one.lines[0].level:
        return one.lines[0].level
    if one.rule and _is_underlined(one) and not one.sign:
        return _UNDERLINES.get(one.rule[0], 2)
    dated = days_in(text, 2000) and not one.rule.startswith("=")
    if (
        dated
        or len(one.lines) > 3
        or len(text) > 150
        or not re.search(r"[^\W\d_]", text)
        or _ADDRESS.fullmatch(text)
    ):
        return 0
    title_like = len(text.split()) <= 18 and not text.endswith((".", ",", ";")) and not _tells(text)
    in_box = one.boxed and before is not None and not one.gap
    if one.rule and title_like and not in_box:
        return _UNDERLINES.get(one.rule[0], 2)
    if one.lines[0].framed and title_like:
        return 0 if is_name(text) else 2
    if one.sign:
        return 2
    if len(one.lines) > 1 or following is None or re.search(r"https?://|www\.|@|\(at\)|\[at\]", text):
        return 0
    if is_date_only(following.lines[0].text, 2000):
        return 0  # a label whose day is below
    bare = bare_heading(text)
    small = sum(word[0].islower() for word in bare.split())
    leads = text.endswith(":") and 2 * small > len(bare.split()) > 4
    if leads or re.search(r":\s+\S", text) or find_limits(text):
        return 0
    kind, role = heading_kind(text), is_role(bare)
    short = len(text.split()) <= 10 and not text.endswith((".", ",", ";")) and bare[:1].isupper()
    weak = kind == "other" and len(bare.split()) > 4
    person = (
        kind in {"", "other", "people"}
        and not role
        and (is_name(text) or people_of(text, "x") or "," in text)
    )
    if short and kind and not weak and not person and not _tells(text):
        inside = before is not None and not before.rule and not one.gap and not following.gap
        among = inside and not text.endswith(":") and before is not None and len(before.text) < 90
        return 0 if among and kind == "other" else 2  # a line among lines
    if any(one.affiliation for one in people_of(text.title(), "x")):
        return 0
    if (
        text.isupper()
        and short
        and sum(map(str.isupper, text)) >= 4
        and not re.search(r"\b(?:19|20)\d\d\b", text)
    ):
        return 0 if is_name(text.title()) else 2
    return 2 if _stands_as_heading(chunks, place) else 0


def _is_underlined(one: _Chunk) -> bool:
    """Return whether a line is underlined from its first to its last letter, which only headings are."""
    return not one.boxed and len(one.rule) == max(len(line.raw.strip()) for line in one.lines) >= 6


def _stands_as_heading(chunks: Sequence[_Chunk], place: int) -> bool:
    """Return whether a short line stands above a longer text or a list as a heading does."""
    one, following, text = chunks[place], chunks[place + 1], chunks[place].text
    before = chunks[place - 1] if place else None
    said = text.rstrip(":").split()
    if (
        not re.match(r"[A-ZÀ-Þ\d].{0,68}[^.,;!]\Z", text)
        or len(said) > 9
        or text.count(",") > 2
        or _tells(text)
    ):
        return False
    if _FIGURES.search(text) and not re.search(r"[A-Z]{3,}", text):
        return False
    person = is_name(text.rstrip(":")) and len(said) <= 3 and not following.sign and len(following.text) < 90
    if person:
        return False
    led = before is not None and before.text.endswith(":") and not before.sign
    complete = one.gap or before is None or before.sign or before.text.endswith((*".:?!",))
    if not complete or (led and not one.gap):
        return False
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in said) >= (len(said) + 1) // 2
    if following.sign:
        return capitals and not (led and not _heads_follow(chunks, place))
    long = len(following.lines) > 1 or len(following.text) > max(80, 1.4 * len(text))
    return long and following.gap <= 1 and (capitals or text.endswith(":"))


def _heads_follow(chunks: Sequence[_Chunk], place: int) -> bool:
    """Return whether another short line above entries follows, as where each group of a list has its name."""
    return any(
        chunks[n].gap and not chunks[n].sign and chunks[n + 1].sign and not chunks[n + 1].gap
        for n in range(place + 2, min(place + 20, len(chunks) - 1))
    )  # fmt: skip


def _tells(text: str) -> bool:
    """Return whether a line is a sentence or has the verb of one."""
    return len(text.split()) > 4 and (is_sentence(text) or bool(pattern("verbs").search(text)))
