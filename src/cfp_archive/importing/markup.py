"""Read HTML and Markdown: their words as plain text, line by line, and where their links lead.

The text is what a careful person would type: headings begin with #, entries with '- ' or a number, cells of a row are
set apart by a tab, what is struck through stands between ~~.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from markdown_it import MarkdownIt

from cfp_archive.importing.parts import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Page", "html_text", "markdown_text"]

_SILENT = frozenset(
    ["script", "style", "template", "noscript", "head", "svg", "iframe", "select", "button", "input"]
)
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_SPACED = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "blockquote",
        "pre",
        "section",
        "article",
        "dl",
        "details",
    ]
)
_STRUCK = frozenset(["s", "del", "strike"])
_BOLD = frozenset(["b", "strong"])
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's words."""

    text: str
    links: tuple[Link, ...] = ()
    title: str = ""  #: of the browser's window


def html_text(html: str) -> Page:
    """Return the visible words of an HTML page, line by line."""
    soup = BeautifulSoup(html, "html.parser")
    writer = _Writer()
    root = soup.body or soup
    writer.block(root, "", 0)
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    return writer.page(title)


def markdown_text(text: str) -> Page:
    """Return the visible words of Markdown, line by line; front matter gives the title."""
    text = re.sub(r"\r\n?", "\n", text)
    title = ""
    front = _FRONT.match(text)
    if front:
        found = re.search(r"^title:[ \t]*(.+)$", front[1], re.MULTILINE)
        title = found[1].strip().strip("\"'") if found else ""
        text = text[front.end() :]
    parser = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"])
    page = html_text(parser.render(text))
    return Page(text=page.text, links=page.links, title=title or page.title)


class _Writer:
    """Writes lines; a line is open until a block begins or ends."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.links: list[Link] = []
        self.open = ""
        self.pending: list[tuple[str, str]] = []
        self.prefix = ""
        self.hanging = ""
        self.listed = 0  #: lines with words at the end of the last list

    def page(self, title: str) -> Page:
        """Return what was written."""
        self.end()
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        return Page(text="\n".join(self.lines) + "\n", links=tuple(self.links), title=title)

    def end(self) -> None:
        """End the open line."""
        words = "\t".join(" ".join(cell.split()) for cell in self.open.split("\t"))
        words = words.strip()
        if words:
            self.lines.append(self.prefix + words)
            number = len(self.lines)
            self.links += [Link(line=number, text=text, url=url) for text, url in self.pending]
            self.prefix = self.hanging
        self.open = ""
        self.pending = []

    def space(self) -> None:
        """Put a blank line, if there is none yet."""
        self.end()
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def block(self, tag: Tag, indent: str, number: int) -> None:
        """Write a block and what it holds."""
        name = tag.name
        if name in _SILENT:
            return
        if name == "hr":
            self.space()
            self.lines += ["-" * 20, ""]
            return
        if name == "pre":
            self.space()
            for line in tag.get_text().strip("\n").split("\n"):
                self.lines.append(line.rstrip())
            self.lines.append("")
            return
        if name == "tr" and self._is_row(tag):
            self._row(tag)
            return
        spaced = name in _SPACED and not indent
        (self.space if spaced else self.end)()
        outer_list = name in {"ul", "ol"} and tag.find_parent(["ul", "ol"]) is None
        if outer_list and self.listed and self.listed == len([one for one in self.lines if one]):
            self.lines += [""] * 3  # another list
        before = (self.prefix, self.hanging)
        if re.fullmatch(r"h[1-6]", name):
            self.prefix = "#" * int(name[1]) + " "
            self.hanging = self.prefix
        elif name == "li":
            mark = f"{number}. " if number else "- "
            self.prefix, self.hanging = indent + mark, indent + " " * len(mark)
        bold = name not in {"body", "li"} and not name.startswith("h") and self._wholly_bold(tag)
        if bold:
            self.open += "**"
        self._children(tag, indent)
        if bold:
            self.open = self.open.rstrip() + "**"
        self.end()
        self.prefix, self.hanging = before
        if spaced:
            self.space()
        if outer_list:
            self.listed = len([one for one in self.lines if one])

    def _children(self, tag: Tag, indent: str) -> None:
        count = 0
        inner = indent
        if tag.name in {"ul", "ol"} and tag.find_parent("li"):
            inner = indent + "  "
        for child in tag.children:
            if isinstance(child, Tag) and child.name in _BLOCKS:
                if child.name == "li" and tag.name == "ol":
                    count += 1
                self.block(child, inner, count)
            else:
                self._inline(child, indent)

    def _inline(self, node: object, indent: str) -> None:
        if isinstance(node, PreformattedString):
            return
        if isinstance(node, NavigableString):
            self.open += re.sub(r"\s+", " ", str(node))
            return
        if not isinstance(node, Tag) or node.name in _SILENT:
            return
        if node.name == "br":
            (self.end if self.open.strip() else self.space)()
            return
        if any(isinstance(one, Tag) and one.name in _BLOCKS for one in node.descendants):
            self._children(node, indent)
            return
        words = " ".join(node.get_text().split())
        if node.name in _STRUCK and words:
            self.open += f"~~{words}~~"
            return
        at_start = not self.open.strip()
        if (
            node.name in _BOLD
            and at_start
            and words
            and self.prefix.strip()
            and not self.prefix.startswith("#")
        ):
            mark = re.match(r"(.*?)(\s*)\Z", re.sub(r"\s+", " ", node.get_text()), re.DOTALL)
            if mark and not re.search(r"[*_]", words):
                self._note_links(node)
                self.open += f"*{mark[1].strip()}*{mark[2]}"
                return
        if node.name == "a":
            self._note_links(node)
        for child in node.children:
            self._inline(child, indent)

    def _note_links(self, node: Tag) -> None:
        for one in [node, *node.find_all("a")]:
            url = str(one.get("href") or "").strip()
            words = " ".join(one.get_text().split())
            if one.name == "a" and words and re.match(r"(?:https?|mailto|ftp):\S+\Z", url) and url != words:
                self.pending.append((words, url))

    def _is_row(self, tag: Tag) -> bool:
        """Say whether the cells of a table's row hold words alone; others are tables for the layout of a page."""
        cells = list(_cells(tag))
        return len(cells) > 1 and not any(
            isinstance(one, Tag) and one.name in _BLOCKS - {"p", "div"}
            for cell in cells
            for one in cell.descendants
        )

    def _row(self, tag: Tag) -> None:
        self.end()
        for place, cell in enumerate(_cells(tag)):
            if place:
                self.open += "\t"
            for child in cell.children:
                if isinstance(child, Tag) and child.name in {"p", "div"}:
                    self.open += " "
                    for one in child.children:
                        self._inline_in_cell(one)
                else:
                    self._inline_in_cell(child)
        self.end()

    def _inline_in_cell(self, node: object) -> None:
        if isinstance(node, Tag) and node.name == "br":
            self.open += " "
        elif isinstance(node, Tag) and node.find("br"):
            for one in node.children:
                self._inline_in_cell(one)
        else:
            self._inline(node, "")

    @staticmethod
    def _wholly_bold(tag: Tag) -> bool:
        """Say whether a block is one line of bold words, as headings of mails are."""
        if tag.name not in {"p", "div", "td", "dt", "span"}:
            return False
        parts = [one for one in tag.children if not (isinstance(one, NavigableString) and not one.strip())]
        parts = [one for one in parts if not (isinstance(one, Tag) and one.name == "br")]
        while (
            len(parts) == 1
            and isinstance(parts[0], Tag)
            and parts[0].name in {"span", "font", "u", "em", "i"}
        ):
            parts = [
                one for one in parts[0].children if not (isinstance(one, NavigableString) and not one.strip())
            ]
        return (
            len(parts) == 1
            and isinstance(parts[0], Tag)
            and parts[0].name in _BOLD
            and not parts[0].find("br")
            and not re.search(r"[*_]", parts[0].get_text())
            and 0 < len(parts[0].get_text().split()) <= 12
        )


def _cells(tag: Tag) -> Iterator[Tag]:
    for one in tag.children:
        if isinstance(one, Tag) and one.name in {"td", "th"}:
            yield one
