"""Stages 2 and 3: text becomes lines, marks told from words, and lines become logical lines, wrapping undone."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from cfp_archive.importing.parts import Chunk, Line
from cfp_archive.reading.marks import split_line

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["chunks_of", "lines_of", "wrap_width"]

#: Lines longer than this were not wrapped.
_WIDEST = 100
_EMPHASISED = re.compile(r"(\*{1,3}|_{1,2})(?=\S)(?P<words>[^*]*\S)\1[:.]?\Z")
_LEADING = re.compile(r"(\*{1,3}|_{1,2})(?=\S)(?P<words>[^*]*?\S)\1(?=[\s:.,–—-]|\Z)")
#: After these words a line goes on, wherever it was broken.
_OPEN_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "on",
        "in",
        "at",
        "to",
        "by",
        "with",
        "from",
        "and",
        "or",
        "as",
        "via",
        "over",
        "under",
        "into",
        "between",
        "about",
        "using",
        "und",
        "der",
        "die",
        "das",
        "für",
        "zur",
        "et",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "pour",
        "sur",
        "y",
        "del",
        "para",
        "&",
        "including",
        "such",
    ]
)
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|den|di|da|del|la|le|bin|al|el)"
#: Words after which a sentence goes on with an address.
_BEFORE_ADDRESSES = frozenset(
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
_PERSON = re.compile(rf"{_NAME}(?: {_NAME}){{1,4}}(?:,| \(| [-–—] |;)")
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
_RECORD = re.compile(r"[^:.]{2,60}:\s+\S")


def lines_of(text: str) -> tuple[Line, ...]:
    """Cut a text into lines, and tell each line's marks from its words."""
    lines: list[Line] = []
    count = 0
    for number, whole in enumerate(text.replace("\ufeff", "").split("\n"), 1):
        raw = whole.expandtabs(4).rstrip() if whole[:1].isspace() else whole.rstrip()
        parts = split_line(raw, count)
        count = parts.number or count
        level = len(parts.opening) if parts.opening.startswith("#") else 0
        emphasised = bool(_EMPHASISED.match(parts.raw)) and not parts.sign
        framed = (
            bool(parts.opening and not level) or (bool(parts.after) and bool(parts.opening)) or emphasised
        )
        leading = _LEADING.match(parts.raw)
        title = leading["words"].rstrip(":.") if leading and not emphasised else ""
        lines.append(
            Line(
                number=number,
                text=parts.text,
                raw=raw,
                sign=parts.sign,
                column=parts.column,
                level=level,
                framed=framed,
                title=title,
                ruled=parts.ruled,
            )
        )
    return _checked_signs(lines)


def _checked_signs(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Take back signs that begin no entry: a dash before a word where no other line begins so."""
    attached = [
        one
        for one in lines
        if one.sign and not re.match(rf"\s*(?:>\s*)*{re.escape(one.sign)}(?:\s|$)", one.raw)
    ]
    kept = []
    for one in lines:
        lonely = (
            one in attached and one.sign in "-+–—" and sum(other.sign == one.sign for other in lines) == 1
        )
        if lonely:
            words = one.raw.strip()
            kept.append(Line(number=one.number, text=words, raw=one.raw, column=one.column))
        else:
            kept.append(one)
    return tuple(kept)


def wrap_width(lines: Sequence[Line]) -> int:
    """Return the width at which the text was wrapped; 0 if it was not.

    Where a line begins with a small letter and the one before ended no sentence, that one was broken: the longest of
    them tells the width.
    """
    broken = sorted(
        len(a.raw)
        for a, b in itertools.pairwise(lines)
        if not a.blank and not b.blank and not b.sign and not a.level
        and 45 <= len(a.raw) <= _WIDEST and b.text[:1].islower() and not a.text.endswith((".", ":", ";", "!", "?"))
    )  # fmt: skip
    if not broken:
        return 0
    if (
        len(broken) > 3 and broken[-1] - broken[-2] > 6
    ):  # one line that is longer than all others is an accident
        return broken[-2]
    return broken[-1]


def chunks_of(lines: Sequence[Line], width: int | None = None) -> tuple[Chunk, ...]:
    """Join lines that were wrapped.

    :param width: at which the text was wrapped. Default: `wrap_width`.
    """
    limit = wrap_width(lines) if width is None else width
    chunks: list[Chunk] = []
    open_lines: list[Line] = []
    gap = gap_of_open = 0
    cut = cut_of_open = False

    def close(ruled: str = "") -> None:
        if open_lines:
            chunks.append(Chunk(lines=tuple(open_lines), gap=gap_of_open, ruled=ruled, cut=cut_of_open))
            open_lines.clear()

    above = False  #: a ruled line stands right above
    for one in lines:
        if one.ruled:
            cut = not open_lines or one.raw.strip() == "--"
            close(one.raw.strip() if not cut else "")
            _join_underlined(chunks, one.raw.rstrip())
            gap += 1
            above = True
            continue
        if one.blank and not one.sign:
            close()
            gap += 1
            above = False
            continue
        if one.blank:  # a sign alone: its words stand on the next line
            close()
            above = False
            continue
        if not (open_lines and continues(open_lines, one, limit)):
            close()
            gap_of_open = gap
            if above and gap:
                gap_of_open = max(gap_of_open, 1)
            cut_of_open, cut = cut, False
        gap = 0
        above = False
        open_lines.append(one)
    close()
    return tuple(chunks)


def _join_underlined(chunks: list[Chunk], rule: str) -> None:
    """Join the lines of a heading that is underlined to its full width."""
    if not chunks or not chunks[-1].ruled:
        return
    start = len(chunks) - 1
    while start and not chunks[start].gap and len(chunks) - start < 3 and not chunks[start - 1].ruled:
        start -= 1
    found = chunks[start:]
    lines = tuple(line for one in found for line in one.lines)
    if len(found) < 2 or len(lines) > 3 or any(line.sign or line.level for line in lines):
        return
    if len(rule) == max(len(line.raw) for line in lines):
        chunks[start:] = [Chunk(lines=lines, gap=found[0].gap, ruled=rule.strip(), cut=found[0].cut)]


def continues(before: Sequence[Line], line: Line, width: int) -> bool:
    """Say whether a line goes on with the logical line before, with no blank line between them."""
    last, first = before[-1], before[0]
    if line.sign or line.level or line.framed or last.level or last.framed or not line.text:
        return False
    if last.text.endswith(":") and not _full(last, line, width):
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
    if (
        _COLUMNS.search(last.raw.strip()) or _COLUMNS.search(line.raw.strip())
    ) and line.column <= first.column + 1:
        return False
    small = line.text[:1].islower() or line.text.startswith(("(", "&"))
    if small and line.text.split()[0].rstrip(":").lower() in {"http", "https"}:
        return False
    if not first.sign and min(last.column, line.column) > 8 and line.column != last.column:  # centred
        return small
    if re.match(r"https?://|www\.|\S+@\S+\Z", line.text) and not (first.sign and line.column > first.column):
        if (
            len(line.text.split()) == 1
            and last.text.split()[-1].lower() not in _BEFORE_ADDRESSES | _OPEN_WORDS
        ):
            return False  # an address on a line of its own, too long to tell from a wrapped one by its width
        return _full(last, line, width) and not last.text.endswith(".")
    last_word = last.text.split()[-1].lower()
    if first.sign and line.column > first.column and line.column <= first.column + 8:
        return True  # hangs below its entry
    if last_word in _OPEN_WORDS:
        return True
    if last.text.endswith("-") and small:
        return True
    if last.text.endswith((",", "/", "(")) and small and not line.text.endswith((",", ";")):
        return True
    if _full(last, line, width):
        return True
    if small and not last.text.endswith((".", ";", "!", "?")):
        wrapped = len(last.raw) >= 0.55 * width if width else bool(first.sign)
        return wrapped or (bool(first.sign) and not line.text.endswith((",", ";")))
    # A ragged paragraph: a sentence ends within the line, so it is running text, and the next goes on with it.
    return bool(width) and len(last.raw) <= _WIDEST and len(last.raw) >= 0.8 * width and _running(before)


def _full(last: Line, line: Line, width: int) -> bool:
    """Say whether the next line's first word would not have fitted on the line before."""
    if not width or len(last.raw) > width + 3:  # it was never wrapped
        return False
    return len(last.raw) + 1 + len(line.text.split()[0]) > width


def _running(before: Sequence[Line]) -> bool:
    words = " ".join(one.text for one in before)
    return (
        len(before) > 1
        and len(words) > 120
        and not before[0].sign
        and bool(re.search(r"[.!?] [A-ZÀ-Þ]", words))
    )


def _records(last: str, line: str) -> bool:
    """Say whether both lines look like entries of a list of people, or of labels and values."""
    if _PERSON.match(last) and _PERSON.match(line) and not last.endswith((",", "-")):
        return True
    return bool(_RECORD.match(last) and _RECORD.match(line)) and len(line) < 90 and not line[:1].islower()
