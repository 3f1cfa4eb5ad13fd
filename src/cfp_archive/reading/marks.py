"""The marks of plain text that are no words: of list entries, headings, quoted mail, emphasis and ruled lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Signs that begin an entry of a list, as people type them and as word processors export them.
SIGNS = "*•·‣◦▪▫●○■□◆◇◼►▶➢➤➔→⇒»✓✔∙⁃⦁\uf0b7\uf0a7–—−+-"
_QUOTE = re.compile(r"\s*(?:>[ \t]?)+(?=\S|\Z)")
_SIGN = re.compile(rf"\s*(?P<sign>[{re.escape(SIGNS)}])(?=\s|\Z|[^\W\d_]|[\"'(“‘„«])")
_LETTER_O = re.compile(r"\s*(?P<sign>o)(?=\s+\S)")
_NUMBER = re.compile(
    r"\s*(?P<sign>[\[(]?(?:(?P<number>\d{1,3})(?P<close>[.)\]])|(?P<letter>[A-Za-z]|[ivx]{1,4})[)\]]))(?=\s|\Z)"
)
_RULE = re.compile(r"\s*(?:([-=_*~#+.—–─═])\1{2,}(?:\s+\1{2,})*|-- ?|(?:[-=_*~#+] ){2,}[-=_*~#+])\s*\Z")
_OPENING = re.compile(r"\s*(?P<sign>#{1,6}|[-=*~+_|]{2,})(?=\s+\S)")
_CLOSING = re.compile(r"(?<=\S)\s+(?P<sign>#{1,6}|[-=*~+_|]{2,})\s*\Z")
#: Emphasis of plain-text mail and of Markdown: *words*, _words_, **words**.
_EMPHASIS = re.compile(
    r"(?<![\w*_])(\*{1,3}|_{1,2})(?=[^\s*_])((?:[^*_\n]|(?<=\w)_(?=\w))*[^\s*_])\1(?![\w*_])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedLine:
    """A line of a call as received, cut into marks and words."""

    before: tuple[str, ...] = ()  #: marks before the words; a ruled line is one mark
    text: str = ""  #: the words, without the signs of emphasis
    raw: str = ""  #: the words as they are in the line, as many as in ``text``
    after: tuple[str, ...] = ()  #: marks after the words
    number: int = 0  #: that counts the entry; 0 if none does
    sign: str = ""  #: that begins an entry
    opening: str = ""  #: that begins a heading, as in '## Dates' and '=== Dates ==='
    ruled: bool = False
    column: int = 0  #: 0-based, of the entry's sign, or of the words if there is none
    start: int = 0  #: 0-based, of the words


def split_line(line: str, count: int = 0) -> MarkedLine:
    """Return a line cut into its marks and its words.

    :param count: the number of the entry before. A number counts an entry only if it is 1 or continues the count; else
        it is a word, as in a date across two lines.

    >>> split_line("*Model and  Gradient").before, split_line("=== Dates ===").text, split_line("*Due:* May 1").text
    (('*',), 'Dates', 'Due: May 1')
    """
    if _RULE.match(line):
        return MarkedLine(
            before=(line.strip(),) if len(line.split()) == 1 else tuple(line.split()), ruled=True
        )
    before: list[str] = []
    sign, opening, number, place = "", "", 0, 0
    quote = _QUOTE.match(line)
    if quote:
        before += quote.group().split()
        place = quote.end()
    column = place + len(line[place:]) - len(line[place:].lstrip())
    heading = _OPENING.match(line, place)
    if heading:
        opening = heading["sign"]
        before.append(opening)
        place = heading.end()
    mark = None if heading else _entry_mark(line, place, count)
    if mark:
        sign = mark["sign"]
        before.append(sign)
        number = int(mark.groupdict().get("number") or 0)
        place = mark.end()
    rest = line[place:]
    after: tuple[str, ...] = ()
    closing = _CLOSING.search(rest)
    if closing:
        after = (closing["sign"],)
        rest = rest[: closing.start()]
    start = place + len(rest) - len(rest.lstrip())
    raw = rest.strip()
    text = _EMPHASIS.sub(lambda match: match[2], raw)
    return MarkedLine(
        before=tuple(before), text=text, raw=raw, after=after, number=number,
        sign=sign, opening=opening, column=column, start=start,
    )  # fmt: skip


def _entry_mark(line: str, place: int, count: int) -> re.Match[str] | None:
    mark = _SIGN.match(line, place)
    if mark:
        emphasis = _EMPHASIS.match(line, mark.start("sign"))
        return None if emphasis else mark
    mark = _LETTER_O.match(line, place)
    if mark:
        return mark
    mark = _NUMBER.match(line, place)
    if mark and mark["number"] and int(mark["number"]) not in {1, count + 1}:
        return None
    return mark
