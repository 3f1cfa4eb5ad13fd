"""Write the body of an edition's page: Markdown whose visible words are those of the call."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from cfp_archive.importing.blocks import Kind, Shape
from cfp_archive.markdown import closed, escaped

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cfp_archive.importing.blocks import Block, Node

__all__ = ["body_text"]


def body_text(nodes: Sequence[Node], rough: Collection[int] = ()) -> str:
    """Return the page's body.

    :param rough: first lines of the blocks that must be escaped wholly.
    """
    levels = sorted({one.blocks[0].level for one in nodes if one.shape is Shape.HEADING and not one.title})
    writer = _Body({level: min(place + 2, 6) for place, level in enumerate(levels)}, rough)
    return "\n\n".join(filter(None, (writer.node(one) for one in nodes))) + "\n"


class _Body:
    def __init__(self, levels: dict[int, int], rough: Collection[int]) -> None:
        self.levels = levels
        self.rough = rough
        self.level = 1  #: of the heading before

    def node(self, node: Node) -> str:
        """Return one part of the page."""
        match node.shape:
            case Shape.REMOVED:
                return ""
            case Shape.HEADING:
                words = " ".join(" ".join(self.lines(one)) for one in node.blocks)
                wanted = 1 if node.title else self.levels[node.blocks[0].level]
                self.level = min(wanted, self.level + 1)  # no level is left out
                return f"{'#' * self.level} {closed(words)}"
            case Shape.TOPICS:
                return f":::{{topics}} {node.name}\n{self.entries(node.blocks, titled=True)}\n:::"
            case Shape.DATES if node.placed:
                return ":::{key-dates}\n:::"
            case Shape.LIMITS if node.placed:
                return ":::{submissions}\n:::"
            case Shape.PEOPLE if node.placed:
                return f":::{{people}} {node.role}\n:::"
        if node.blocks[0].kind is Kind.ITEM:
            return self.entries(node.blocks)
        return "\n\n".join("\n".join(self.lines(one, _bold(one))) for one in node.blocks)

    def lines(self, block: Block, title: str = "") -> list[str]:
        """Return a block's lines as Markdown, broken where the source broke them."""
        if block.first in self.rough:
            return [escaped(one.text, wholly=True) for one in block.lines]
        lines = [escaped(" ".join(one.text.split())) for one in block.lines]
        for link in block.links:
            words = escaped(link.text)
            for place, line in enumerate(lines):
                found = line.find(words)
                open_link = re.search(r"<[^>]*\Z|\[[^\]]*\Z|\]\([^)]*\Z", line[: max(found, 0)])
                if (
                    found >= 0
                    and "<" not in words
                    and "](" not in line[found : found + len(words) + 2]
                    and not open_link
                ):
                    url = f"<{link.url}>" if re.search(r"[()\s]", link.url) else link.url
                    lines[place] = f"{line[:found]}[{words}]({url}){line[found + len(words) :]}"
                    break
        if title:
            start = escaped(title)
            flat = lines[0] if lines[0].startswith(start) else " ".join(lines)
            if flat.startswith(start) and not flat[len(start) : len(start) + 1].isalnum():
                return [f"**{start}**{flat[len(start) :]}", *(lines[1:] if flat is lines[0] else [])]
        return lines

    def entries(self, blocks: Sequence[Block], *, titled: bool = False) -> str:
        """Return a list: further paragraphs and broken lines below an entry's words, titles in bold."""
        titles = _titles(blocks) if titled else {}
        lines: list[str] = []
        depth = 0
        for one in blocks:
            if one.within or one.kind is not Kind.ITEM:
                lines += ["", *("  " * (depth + 1) + line for line in self.lines(one, _bold(one)))]
                continue
            depth = min(one.level, depth + 1) if lines else 0
            first, *rest = self.lines(one, titles.get(one.first, "") if titled else _bold(one))
            lines += [f"{'  ' * depth}- {first}", *("  " * (depth + 1) + line for line in rest)]
        return "\n".join(lines)


def _bold(block: Block) -> str:
    """Return the emphasized words with which a block begins, if others follow."""
    return block.strong if block.strong != block.text else ""


def _titles(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the titles of topics by their first lines, as in 'Deep tides: computing at depth'; of all, or as marked."""
    entries = [one for one in blocks if not one.within]
    explained = {a.first: a.text for a, b in itertools.pairwise(blocks) if b.within and not a.within}
    marked = explained | {
        one.first: one.strong.rstrip(":. ")
        for one in entries
        if one.strong and one.strong.rstrip(":. ") != one.text.rstrip(":. ")
        and one.text.startswith(one.strong.rstrip(":. "))
        and re.match(r"\s*[:：.–—]|\s+-\s|\s*\Z", one.text[len(one.strong.rstrip(":. ")) :])
    }  # fmt: skip
    if marked:
        return marked
    found = [re.match(r"(?P<title>[^:]{2,110}?):\s+\S+ \S", one.text) for one in entries]
    if len(entries) < 2 or not all(one and len(one["title"].split()) <= 14 for one in found):
        return {}
    return {one.first: match["title"] for one, match in zip(entries, found, strict=True) if match}
