"""Write the body of an edition's page: Markdown whose visible words are those of the call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfp_archive.importing.parts import Bullets, Dates, Heading, Paragraph, People, Submissions, Topics

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cfp_archive.importing.parts import Chunk, Item, Line, Link, Node

__all__ = ["body_text", "escaped"]

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
    text = re.sub(r"([\\`*\[\]<]|~(?=~))", r"\\\1", text)
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
