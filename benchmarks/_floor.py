"""Write the articles of built pages as plain Markdown: the same words, links, lists and tables, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Elements that hold blocks, or are one; the others are runs of text.
_BLOCKS = {
    *_HEADINGS,
    *["p", "ul", "ol", "dl", "table", "div", "section", "aside", "nav", "article", "details", "summary"],
}
_SKIPPED = {"svg", "script", "style"}
#: What the theme adds to headings, and what we add to cells for small screens.
_ADDED = {"headerlink", "cfp-cell-label"}


def as_markdown(page: str) -> str:
    """Write the article of an HTML page as Markdown.

    Links within the site lead to the same pages, without an anchor, since plain pages have none of ours. Pictures and links to files are left out.
    """
    article = BeautifulSoup(page, "html.parser").find("article")
    assert isinstance(article, Tag), "the page has no article"
    return "---\norphan: true\n---\n\n" + "\n\n".join(_blocks(article)) + "\n"


def _blocks(element: Tag) -> Iterator[str]:
    """Yield the blocks in an element; whatever is a mere wrapper is seen through."""
    loose: list[str] = []
    for child in element.children:
        if not isinstance(child, Tag) or child.name not in _BLOCKS:
            loose.append(_words(child))
            continue
        yield from _paragraph(loose)
        loose = []
        yield from _block(child)
    yield from _paragraph(loose)


def _paragraph(loose: list[str]) -> Iterator[str]:
    """Yield the runs of text that stand between blocks, unless they are empty."""
    if text := " ".join("".join(loose).split()):
        yield text


def _block(element: Tag) -> Iterator[str]:
    """Yield what a block becomes: one block of Markdown, or those that it wraps."""
    name = element.name
    if name in _HEADINGS:
        yield f"{'#' * _HEADINGS[name]} {_line(element)}"
    elif name in {"ul", "ol"}:
        yield "\n".join(_item(list(_blocks(one))) for one in element.find_all("li", recursive=False))
    elif name == "dl":
        yield "\n".join(
            _item([_line(term), *_blocks(said)])
            for term, said in zip(element.find_all("dt"), element.find_all("dd"), strict=True)
        )
    elif name == "table":
        rows = [
            [_line(cell).replace("|", "\\|") for cell in row.find_all(["th", "td"])]
            for row in element.find_all("tr")
        ]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        yield "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])
    elif name == "p":
        if text := _line(element):
            yield text
    else:
        yield from _blocks(element)


def _item(blocks: list[str]) -> str:
    """Write an entry of a list; blocks after the first are indented below it."""
    tight = "\n".join(blocks) if all(one.startswith("- ") for one in blocks[1:]) else "\n\n".join(blocks)
    return "- " + tight.replace("\n", "\n  ").replace("\n  \n", "\n\n")


def _line(element: Tag) -> str:
    """Write everything in an element as one line."""
    return " ".join("".join(map(_words, element.children)).split())


def _words(node: object) -> str:
    """Write a run of text."""
    if isinstance(node, NavigableString):
        return "" if isinstance(node, PreformattedString) else _escape(str(node))
    assert isinstance(node, Tag)
    if node.name in _SKIPPED or _ADDED & set(node.get("class") or ()):
        return ""
    inner = "".join(map(_words, node.children))
    if node.name == "strong" and inner.strip():
        return f"**{inner.strip()}**"
    if node.name == "a":
        target = urlsplit(str(node.get("href", "")))
        if target.scheme:
            return f"[{inner}]({target.geturl()})"
        page = target.path.endswith(".html")
        return f"[{inner}]({re.sub('html$', 'md', target.path)})" if page else inner
    return inner + (" " if node.name in {"p", "li", "div"} else "")


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>&#|~{}$+!-])", r"\\\1", text)
