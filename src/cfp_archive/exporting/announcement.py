"""An edition's call as plain text for mailing lists, or as Markdown. Imported again, the text gives the same edition."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from cfp_archive import formatting
from cfp_archive.characters import visible
from cfp_archive.formatting import key_date_words, submission_words
from cfp_archive.markdown import closed, escaped, with_bold_start
from cfp_archive.model import BlockKind
from cfp_archive.reading.marks import split_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cfp_archive.model import Appointment, Block, Edition, Status, Topic, TopicList

__all__ = ["NARROWEST", "announcement", "announcement_as_markdown", "transliterated"]

#: In narrower texts hardly a word fits beside an entry's mark.
NARROWEST = 40

#: Under headings, by level; deeper ones have the last.
_UNDERLINES = "=-~+"
_ASCII = {
    "ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "–": "-", "—": "--", "−": "-", "‐": "-", "‑": "-", "‘": "'",
    "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "…": "...", "•": "*", "·": "*", "×": "x",
    "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "€": "EUR", "£": "GBP", "§": "S.", "©": "(c)", "®": "(R)", "\xad": "",
    "\u200b": "", "\ufeff": "",
}  # fmt: skip


def announcement(edition: Edition, *, width: int = 72, notice: bool = True) -> str:
    """Return the call's words as plain text.

    The archive's own notes are left out, and so is where links lead, but to the edition's website. That an edition was cancelled or postponed comes
    first: who reads no further should know.

    :param width: columns, at least `NARROWEST`; a longer word, an address perhaps, is not broken.
    :param notice: begin with what became of the edition, which is not of the call's words.
    """
    text = _announced(
        edition if notice else replace(edition, facts=replace(edition.facts, status=None)),
        _PlainText(max(width, NARROWEST)),
    )
    website = edition.facts.website
    if not notice or not website or re.sub(r"\Ahttps?://|/\Z", "", website) in re.sub(r"\s", "", text):
        return text
    return f"{text}\nWebsite: {website}\n"  # a plain text has no links that lead there


def announcement_as_markdown(edition: Edition) -> str:
    """Return the call's words as Markdown (CommonMark), a line for each paragraph and entry.

    As in the plain text, the archive's own notes and where links lead are left out, and a cancellation comes first.
    """
    return _announced(edition, _Markdown())


def _announced(edition: Edition, layout: _Layout) -> str:
    notice = [layout.paragraph(" ".join(_status_words(edition.status)))] if edition.status else []
    parts = [*notice, *_parts(edition, layout)]
    return visible("\n\n".join(part for part in parts if part) + "\n", lines=True)


def _status_words(status: Status) -> Iterator[str]:
    yield formatting.status(status)
    if status.note:
        yield status.note
    if status.source:
        yield f"See {status.source}"


def transliterated(text: str) -> str:
    """Return a text in ASCII: letters outside it are written with those within; '?' stands where there are none.

    >>> transliterated("Jürgen Müller-Łoś – “Wellen”…")
    'Jurgen Muller-Los - "Wellen"...'
    """
    spelled = "".join(_ASCII.get(char, char) for char in text)
    plain = unicodedata.normalize("NFKD", spelled)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return "".join(char if char.isascii() else " " if char.isspace() else "?" for char in plain)


class _Layout(Protocol):
    """How the parts of a call are written."""

    def heading(self, block: Block, title: str) -> str:
        """Return a heading; the title is the edition's."""

    def paragraph(self, text: str, *, title: str = "") -> str:
        """Return a paragraph; it begins with its title, if it has one."""

    def entry(self, text: str, depth: int = 0, *, title: str = "", further: bool = False) -> str:
        """Return an entry of a list, or a further paragraph of one; 0 is the outermost depth."""

    def topics(self, topics: TopicList) -> str:
        """Return a list of topics."""


def _parts(edition: Edition, layout: _Layout) -> Iterator[str]:
    facts = edition.facts
    items: list[str] = []
    for block in (*edition.blocks, None):
        if block is not None and block.kind is BlockKind.ITEM:
            if block.further:
                items.append("")
            items.append(layout.entry(block.text, block.depth, title=block.title, further=block.further))
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
                yield layout.heading(block, facts.title)
            case BlockKind.TOPICS:
                yield layout.topics(block.topics) if block.topics else ""
            case BlockKind.KEY_DATES:
                yield "\n".join(layout.entry(key_date_words(date)) for date in facts.key_dates)
            case BlockKind.SUBMISSIONS:
                yield "\n".join(layout.entry(submission_words(category)) for category in facts.submissions)
            case BlockKind.PEOPLE:
                named = (_person(person) for person in facts.people if person.role == block.argument)
                lines = _lines_of_people(named)
                told = len(lines) == 1 and re.match(
                    rf"{re.escape(block.argument)}\s*:", lines[0]
                )  # 'Chair: Ada Quill'
                yield layout.paragraph(lines[0]) if told else "\n".join(map(layout.entry, lines))
            case _:
                yield layout.paragraph(block.text, title=block.title)


def _with_depths(topics: TopicList) -> Iterator[tuple[Topic, int]]:
    """Yield the topics of a list, each with the number of those that it is nested under."""
    depths: list[int] = []
    for topic in topics.topics:
        depths.append(0 if topic.parent is None else depths[topic.parent] + 1)
        yield topic, depths[-1]


@dataclass(frozen=True, slots=True)
class _PlainText:
    """Lines of text, as mailing lists carry them."""

    width: int

    def heading(self, block: Block, title: str) -> str:
        """Underline a heading. A title that the call has on two lines has a colon between them; the lines are kept."""
        first, _, further = title.partition(": ")
        start = block.text.find(f" {further}", len(first)) if further and title not in block.text else -1
        own = (
            (block.text[:start], block.text[start:])
            if block.text.startswith(first) and start > 0
            else (block.text,)
        )
        lines = [line for part in own for line in _filled(part, self.width).split("\n")]
        sign = _UNDERLINES[min(block.level, len(_UNDERLINES)) - 1]
        return "\n".join([*lines, sign * max(3, *map(len, lines))])

    def paragraph(self, text: str, *, title: str = "") -> str:
        """Break a paragraph into lines."""
        return _filled(text, self.width, title=_emphasizable(title))

    def entry(self, text: str, depth: int = 0, *, title: str = "", further: bool = False) -> str:
        """Mark an entry with a hyphen, and emphasize its title."""
        margin = "  " * depth
        first = f"{margin}{'  ' if further else '- '}"
        return _filled(text, self.width, first, f"{margin}  ", title=_emphasizable(title))

    def topics(self, topics: TopicList) -> str:
        """Emphasize titles where they would not be seen as such."""
        plain = _titles_show(topics)
        return "\n".join(
            self.entry(topic.text, depth, title="" if plain else _title(topic))
            for topic, depth in _with_depths(topics)
        )


@dataclass(frozen=True, slots=True)
class _Markdown:
    """CommonMark in which every word is shown as it is."""

    def heading(self, block: Block, title: str) -> str:  # noqa: ARG002  (plain text needs the title)
        """Mark a heading; signs at its end are not taken for a closing sequence."""
        return f"{'#' * block.level} {closed(escaped(block.text))}"

    def paragraph(self, text: str, *, title: str = "") -> str:
        """Return a paragraph on one line."""
        return with_bold_start(text, title)

    def entry(self, text: str, depth: int = 0, *, title: str = "", further: bool = False) -> str:
        """Mark an entry with a hyphen."""
        return f"{'  ' * depth}{'  ' if further else '- '}{with_bold_start(text, title)}"

    def topics(self, topics: TopicList) -> str:
        """Set titles in bold, as the page has them."""
        return "\n".join(
            self.entry(topic.text, depth, title=topic.head) for topic, depth in _with_depths(topics)
        )


def _lines_of_people(people: Iterable[str]) -> list[str]:
    """Return people whom the call names on one line, as 'Ada Quill and Bo Finn, Reef Labs', on one line."""
    lines: list[str] = []
    for one in people:
        if lines and re.search(r"(?:\b(?:and|und|et|y|e)|[&,;])\Z", lines[-1]):
            lines[-1] += f" {one}"
        else:
            lines.append(one)
    return lines


def _person(one: Appointment) -> str:
    """Return a person's words; where columns or lines set the name and the affiliation apart, commas do."""
    words = one.words
    for part in (one.name, one.affiliation or ""):
        if not part[-1:].isalnum():
            continue
        after = r"(?=\s+\w)(?!\s+(?:and|und|et|y|e)\s)"
        words = re.sub(rf"{re.escape(part)}{after}", lambda found: f"{found.group()},", words, count=1)
    return words


def _title(topic: Topic) -> str:
    """Return an entry's title, if it has one."""
    return topic.head if topic.head != topic.text and topic.text.startswith(topic.head) else ""


def _emphasizable(title: str) -> str:
    """Return a title that plain text can emphasize, else nothing."""
    return "" if re.search(r"[*_]", title) else title


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
