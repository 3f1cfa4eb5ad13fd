"""Write an edition's page: front matter and Markdown whose visible words are those of the call."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING, Any

import yaml

from cfp_archive.importing.parts import Bullets, Dates, Heading, Paragraph, People, Submissions, Topics

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from cfp_archive.importing.parts import Chunk, Item, Line, Link, Node
    from cfp_archive.model import Appointment, Facts, KeyDate, Span, Submission

__all__ = ["body_text", "escaped", "front_matter"]

_URL = re.compile(r"https?://[^\s<>\[\]\"'`]*[^\s<>\[\]\"'`.,;:!?()*_|]/?")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_START = re.compile(
    r"(?P<sign>[#>+=~|%:-](?=\W|\Z)|\d{1,9}(?=[.)](?:\s|\Z)))|\((?=[^)\s]*\)=)|[=-]+\s*\Z|\+\+\+|%"
)


def escaped(text: str, *, wholly: bool = False) -> str:
    """Return Markdown that shows these words as they are; addresses become links.

    :param wholly: every sign is escaped, and addresses stay text: ugly, and right for whatever text.

    >>> escaped("a *b* see https://tide.example/x."), escaped("# 1")
    ('a \\\\*b\\\\* see <https://tide.example/x>.', '\\\\# 1')
    """
    if wholly:
        return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    parts: list[str] = []
    end = 0
    for match in _URL.finditer(text):
        parts += [_escaped(text[end : match.start()]), f"<{match.group()}>"]
        end = match.end()
    parts.append(_escaped(text[end:]))
    made = "".join(parts)
    start = _START.match(made)
    if start and not made.startswith("<"):
        if start["sign"] and start["sign"].isdigit():
            return made[: start.end("sign")] + "\\" + made[start.end("sign") :]
        return "\\" + made
    return made


def _escaped(text: str) -> str:
    text = re.sub(r"([\\`*\[\]<])", r"\\\1", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    return _ENTITY.sub(r"\\&", text)


def body_text(nodes: Sequence[Node], links: Iterable[Link] = (), rough: Collection[int] = ()) -> str:
    """Return the page's body.

    :param links: where words of the text led to.
    :param rough: first lines of what must be escaped wholly.
    """
    writer = _Body(links, rough)
    return "\n\n".join(filter(None, (writer.node(one) for one in nodes))) + "\n"


class _Body:
    def __init__(self, links: Iterable[Link], rough: Collection[int]) -> None:
        self.links: dict[int, list[Link]] = {}
        for one in links:
            self.links.setdefault(one.line, []).append(one)
        self.rough = rough

    def node(self, node: Node) -> str:
        """Return one block."""
        match node:
            case Heading():
                words = " ".join(self.line(one, node.chunk).lstrip() for one in node.chunk.lines)
                return f"{'#' * node.level} {_closed(words)}"
            case Paragraph():
                return "\n".join(self.chunk(one) for one in node.chunks)
            case Bullets():
                return self.entries(node.items)
            case Topics():
                return f":::{{topics}} {node.name}\n{self.entries(node.items)}\n:::"
            case Dates():
                return ":::{key-dates}\n:::"
            case Submissions():
                return ":::{submissions}\n:::"
            case People():
                return f":::{{people}} {node.role}\n:::"

    def chunk(self, chunk: Chunk) -> str:
        """Return a logical line, broken where the source broke it."""
        return "\n".join(self.line(one, chunk) for one in chunk.lines)

    def line(self, line: Line, chunk: Chunk) -> str:
        """Return a line's words as Markdown, its links as links."""
        if chunk.first in self.rough:
            return escaped(line.text, wholly=True)
        made = escaped(" ".join(line.text.split()))
        place = 0
        for one in self.links.get(line.number, ()):
            words = escaped(one.text)
            found = made.find(words, place)
            if found >= 0 and "<" not in words and not re.search(r"<[^>]*\Z", made[:found]):
                url = f"<{one.url}>" if re.search(r"[()\s]", one.url) else one.url
                link = f"[{words}]({url})"
                made = made[:found] + link + made[found + len(words) :]
                place = found + len(link)
        return made

    def entries(self, items: Sequence[Item]) -> str:
        """Return a list."""
        return "\n".join(self.entry(one) for one in items)

    def entry(self, item: Item) -> str:
        """Return an entry of a list, further paragraphs and broken lines below its words."""
        indent = "  " * item.depth
        first = self.chunk(item.chunks[0])
        if item.title:
            first = self._titled(item, first)
        parts = [first, *(self.chunk(one) for one in item.chunks[1:])]
        text = "\n\n".join(parts)
        lines = text.split("\n")
        return "\n".join(
            [f"{indent}- {lines[0]}", *(f"{indent}  {line}" if line else "" for line in lines[1:])]
        )

    def _titled(self, item: Item, text: str) -> str:
        rough = item.chunks[0].first in self.rough
        title = escaped(item.title, wholly=rough)
        flat = text if text.startswith(title) else " ".join(text.split())
        return f"**{title}**{flat[len(title) :]}" if flat.startswith(title) else text


def _closed(words: str) -> str:
    """Keep signs at a heading's end from being taken for a closing sequence."""
    return re.sub(r"(#+)\Z", lambda match: "\\" + match[1], words)


def front_matter(facts: Facts) -> str:
    """Return the front matter of a page, in the order of the reference."""
    lines = [f"title: {_folded(_scalar(facts.title), 2)}"]
    if facts.short_title:
        lines.append(f"short_title: {_scalar(facts.short_title)}")
    if facts.ordinal:
        lines.append(f"ordinal: {facts.ordinal}")
    if facts.ordinal_counted:
        lines.append("ordinal_counted: true")
    if facts.date:
        lines.append(f"date: {_days(facts.date)}")
    for name in ("website", "format", "place"):
        value = getattr(facts, name)
        if value:
            lines.append(f"{name}: {_scalar(str(value))}")
    for name, entries in (
        ("key_dates", [_key_date(one) for one in facts.key_dates]),
        ("submissions", [_submission(one) for one in facts.submissions]),
        ("people", [_person(one) for one in facts.people]),
        (
            "sources",
            [_plain(one, ("file", "url", "published", "posted", "received")) for one in facts.sources],
        ),
        ("differences", [_plain(one, ("source", "page", "reason")) for one in facts.differences]),
    ):
        if entries:
            lines.append(f"{name}:")
            lines += [_entry(one) for one in entries]
    if facts.draft:
        lines.append("draft: true")
    return "\n".join(lines) + "\n"


def _key_date(one: KeyDate) -> dict[str, str]:
    made = {"label": _scalar(one.label)}
    if one.kind:
        made["kind"] = one.kind.value
    made["date"] = _days(one.date)
    if one.was:
        made["was"] = f"[{', '.join(map(_day, one.was))}]"
    return made | _quoted(one, ("time", "zone", "printed", "line"))


def _submission(one: Submission) -> dict[str, str]:
    made = {"category": _scalar(one.category)}
    if one.pages:
        least, most = one.pages
        made["pages"] = str(most) if least == most else f"[{least}, {most}]"
    return made | _quoted(one, ("printed", "line"))


def _person(one: Appointment) -> dict[str, str]:
    return _quoted(one, ("role", "name", "affiliation", "country", "note", "printed"))


def _plain(one: object, names: Iterable[str]) -> dict[str, str]:
    return _quoted(one, names)


def _quoted(one: object, names: Iterable[str]) -> dict[str, str]:
    return {
        name: _scalar(str(value))
        for name in names
        if (value := getattr(one, name)) is not None and value != ""
    }


def _entry(fields: Mapping[str, str]) -> str:
    """Return an entry on one line, or with a line for each field if that is too long."""
    flow = "  - {" + ", ".join(f"{name}: {_flow(value)}" for name, value in fields.items()) + "}"
    if len(flow) <= 118:
        return flow
    return "\n".join(
        f"  {'- ' if not k else '  '}{name}: {_folded(value, 6)}"
        for k, (name, value) in enumerate(fields.items())
    )


def _folded(value: str, indent: int) -> str:
    """Fold a long value that needs no quotes over several lines."""
    if len(value) <= 100 or value[:1] in '"[{' or "  " in value:
        return value
    margin = " " * indent
    lines = textwrap.wrap(value, 118 - indent, break_long_words=False, break_on_hyphens=False)
    return ">-\n" + "\n".join(margin + line for line in lines)


def _flow(value: str) -> str:
    """Quote what only block style can leave bare."""
    if value[:1] in '"[{' or not re.search(r"[,\[\]{}]", value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _days(span: Span) -> str:
    if span.start == span.end:
        return _day(span.start)
    return f"{{start: {_day(span.start)}, end: {_day(span.end)}}}"


def _day(day: dt.date) -> str:
    return day.isoformat()


def _scalar(text: str) -> str:
    """Return a text as YAML, bare if that reads as the same text in YAML 1.1 and 1.2."""
    if re.match(r"\d{4}(?:-\d\d){0,2}\Z", text):
        return text if text.count("-") else json.dumps(text)
    if (
        re.search(r"[^ -~\xa1-\ud7ff\ue000-\ufffd]|: |:\Z| #|\A[\s\-?:,\[\]{}#&*!|>'\"%@`]|\s\Z", text)
        or not text
    ):
        return _json(text)
    try:
        value: Any = yaml.safe_load(f"x: {text}")["x"]
    except (yaml.YAMLError, TypeError, KeyError, ValueError):
        return _json(text)
    return text if value == text else _json(text)


def _json(text: str) -> str:
    """Quote a text; what YAML does not allow to stand is escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(
        r"[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]", lambda match: f"\\u{ord(match.group()):04x}", quoted
    )
