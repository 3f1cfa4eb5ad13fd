"""Read the body of an edition's page into blocks and topic lists, with the MyST parser's own Markdown grammar."""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from cfp_archive.model import Block, BlockKind, Topic, TopicList
from cfp_archive.problems import Code, Problem, did_you_mean
from cfp_archive.reading.inline import link_targets, plain_text, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePath

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: MyST's syntax extensions that pages of the record use. The site's ``myst_enable_extensions`` must be the same.
MYST_EXTENSIONS: frozenset[str] = frozenset({"colon_fence"})

MAX_DEPTH = 12  #: of directives within each other

_OURS = {
    kind.value: kind
    for kind in (
        BlockKind.TOPICS,
        BlockKind.KEY_DATES,
        BlockKind.SUBMISSIONS,
        BlockKind.PEOPLE,
        BlockKind.NOTE,
    )
}
_NEED_ARGUMENT = {BlockKind.TOPICS: "the list's name, as in {topics} areas", BlockKind.PEOPLE: "a role"}

#: Directives of docutils, Sphinx, MyST and sphinx-design whose content is part of the page's text.
_BODY = frozenset(
    [
        "attention",
        "caution",
        "danger",
        "error",
        "hint",
        "important",
        "note",
        "tip",
        "warning",
        "seealso",
        "versionadded",
        "versionchanged",
        "deprecated",
        "epigraph",
        "highlights",
        "pull-quote",
        "compound",
        "container",
        "rst-class",
        "class",
        "figure",
        "only",
        "list-table",
        "table",
        "margin",
        "sidebar-note",
        "grid",
        "grid-item",
        "tab-set",
        "div",
    ]
)
#: The same, and their argument is shown as a title.
_TITLED = frozenset(
    [
        "admonition",
        "topic",
        "sidebar",
        "rubric",
        "card",
        "grid-item-card",
        "dropdown",
        "tab-item",
        "button-link",
        "button-ref",
        "centered",
    ]
)
#: Their content is shown as it is.
_VERBATIM = frozenset(["code", "code-block", "sourcecode", "parsed-literal", "math", "literal"])
#: They show no words of their own.
_SILENT = frozenset(
    [
        "toctree",
        "image",
        "contents",
        "meta",
        "index",
        "only",
        "raw",
        "include",
        "literalinclude",
        "highlight",
        "tabularcolumns",
        "csv-table",
        "current",
        "default-domain",
        "default-role",
        "target",
        "eval-rst",
        "figure-md",
        "raw-html",
        "video",
    ]
)


@lru_cache(maxsize=1)
def markdown_parser() -> MarkdownIt:
    """Return the parser of pages: tokens only, nothing is rendered."""
    return create_md_parser(MdParserConfig(enable_extensions=set(MYST_EXTENSIONS)), RendererHTML)


def read_body(
    text: str, path: PurePath, *, first_line: int = 1
) -> tuple[tuple[Block, ...], tuple[TopicList, ...], tuple[Problem, ...]]:
    """Read the Markdown below the front matter.

    :param text: the body.
    :param path: how problems name the file.
    :param first_line: 1-based line of the file at which the body begins.
    """
    reader = _Reader(path)
    reader.read(text, first_line, 0)
    return tuple(reader.blocks), tuple(reader.lists), tuple(reader.problems)


class _Reader:
    """Walks the tokens once and collects what it finds."""

    def __init__(self, path: PurePath) -> None:
        self.path = path
        self.blocks: list[Block] = []
        self.lists: list[TopicList] = []
        self.problems: list[Problem] = []

    def read(self, text: str, first_line: int, depth: int) -> None:
        """Read one text; that of a directive begins at a later line."""
        # A first line that is empty keeps the front-matter rule from taking a rule of dashes for front matter.
        tokens = markdown_parser().parse("\n" + text)
        first_line -= 1
        items = 0
        heading = 0
        for token in tokens:
            line = first_line + token.map[0] if token.map else first_line + 1
            match token.type:
                case "heading_open":
                    heading = int(token.tag[1:])
                case "heading_close":
                    heading = 0
                case "list_item_open":
                    items += 1
                case "list_item_close":
                    items -= 1
                case "inline":
                    words = plain_text(token.children or ())
                    links = tuple(one for one in link_targets(token.children or ()) if one not in words)
                    kind = BlockKind.HEADING if heading else BlockKind.ITEM if items else BlockKind.PARAGRAPH
                    self._add(kind, words, line, level=heading, links=links)
                case "code_block" | "html_block" | "math_block":
                    words = _html_text(token.content) if token.type == "html_block" else token.content
                    self._add(BlockKind.PARAGRAPH, words, line)
                case "fence" | "colon_fence":
                    self._fence(token, line, depth)

    def _add(
        self,
        kind: BlockKind,
        text: str,
        line: int,
        *,
        level: int = 0,
        argument: str = "",
        links: tuple[str, ...] = (),
    ) -> None:
        text = " ".join(text.split())
        if text or kind.value in _OURS:
            self.blocks.append(
                Block(kind=kind, text=text, line=line, level=level, argument=argument, links=links)
            )

    def _fence(self, token: Token, line: int, depth: int) -> None:
        info, _, argument = token.info.strip().partition(" ")
        argument = " ".join(argument.split())
        if not (info.startswith("{") and info.endswith("}")):
            if token.type == "fence":
                self._add(BlockKind.PARAGRAPH, token.content, line)
            else:  # a division, whose name is a CSS class
                self._nested(token.content, line, depth)
            return
        name = info[1:-1].removeprefix("cfp:")
        if name in _OURS:
            self._own_directive(_OURS[name], argument, token.content, line)
        elif name in _TITLED or name in _BODY:
            if name in _TITLED:
                self._add(BlockKind.PARAGRAPH, argument, line)
            self._nested(token.content, line, depth)
        elif name in _VERBATIM:
            self._add(BlockKind.PARAGRAPH, _without_options(token.content)[0], line)
        elif name not in _SILENT and ":" not in name:
            known = [*_OURS, *_BODY, *_TITLED, *_VERBATIM, *_SILENT]
            hint = did_you_mean(name, known, f"Those of the archive are: {', '.join(_OURS)}.")
            self._problem(line, Code.UNKNOWN_DIRECTIVE, f"There is no directive {{{name}}}.", hint)

    def _nested(self, content: str, line: int, depth: int) -> None:
        if depth >= MAX_DEPTH:
            hint = "Place it further out."
            self._problem(line, Code.DIRECTIVE_ARGUMENT, "Directives are nested too deeply.", hint)
            return
        body, skipped = _without_options(content)
        self.read(body, line + 1 + skipped, depth + 1)

    def _own_directive(self, kind: BlockKind, argument: str, content: str, line: int) -> None:
        if kind in _NEED_ARGUMENT and not argument:
            message = f"The directive {{{kind.value}}} lacks its argument."
            self._problem(line, Code.DIRECTIVE_ARGUMENT, message, f"Add {_NEED_ARGUMENT[kind]}.")
            return
        if kind is BlockKind.TOPICS:
            self._topics(argument, content, line)
            return
        if kind is BlockKind.NOTE:
            note = _Reader(self.path)
            note.read(content, line + 1, MAX_DEPTH)
            self._add(kind, " ".join((argument, *(one.text for one in note.blocks))), line)
            self.problems += note.problems
            return
        if kind is not BlockKind.PEOPLE and argument:
            message = f"The directive {{{kind.value}}} takes no argument, but has '{argument}'."
            self._problem(line, Code.DIRECTIVE_ARGUMENT, message, "Delete it.")
        if content.strip():
            message = f"The directive {{{kind.value}}} has content; it places facts of the front matter."
            self._problem(line, Code.DIRECTIVE_ARGUMENT, message, "Move it to the front matter, or below.")
        self._add(kind, "", line, argument=argument)

    def _topics(self, name: str, content: str, line: int) -> None:
        self._add(BlockKind.TOPICS, "", line, argument=name)
        topics, strange = _read_topics(content, line + 1)
        self.lists.append(TopicList(name=name, line=line, topics=tuple(topics)))
        if strange:
            message = f"The topic list '{name}' holds something that is no list entry."
            hint = "Begin each topic with '- ', and move other text out of the directive."
            self._problem(strange, Code.DIRECTIVE_ARGUMENT, message, hint)

    def _problem(self, line: int, code: Code, message: str, hint: str) -> None:
        self.problems.append(Problem(path=self.path, line=line, code=code, message=message, hint=hint))


def _read_topics(content: str, first_line: int) -> tuple[list[Topic], int]:
    """Read the entries of a topic list, in document order.

    :returns: the topics, and the 1-based line of the first text that is not in an entry, or 0.
    """
    found: list[tuple[int, int | None, list[Sequence[Token]]]] = []  # line, parent, paragraphs
    open_items: list[int] = []
    strange = 0
    for token in markdown_parser().parse("\n" + content):
        line = first_line + token.map[0] - 1 if token.map else first_line
        if token.type == "list_item_open":
            found.append((line, open_items[-1] if open_items else None, []))
            open_items.append(len(found) - 1)
        elif token.type == "list_item_close":
            open_items.pop()
        elif token.type == "inline" and open_items:
            found[open_items[-1]][2].append(token.children or ())
        elif not strange and _shows(token):
            strange = line
    topics = []
    for line, parent, paragraphs in found:
        text = " ".join(filter(None, (" ".join(plain_text(one).split()) for one in paragraphs)))
        head = title_of(paragraphs) or text
        topics.append(Topic(text=text, head=head, line=line, parent=parent))
    return topics, strange


def _shows(token: Token) -> bool:
    """Say whether a block shows words: comments do not."""
    if token.type == "html_block":
        return bool(_html_text(token.content).strip())
    return bool(token.content.strip()) and token.type != "myst_line_comment"


_OPTION = re.compile(r"\s*:(?!::)[\w-]+:(?:\s|$)")


def _without_options(content: str) -> tuple[str, int]:
    """Return a directive's content without its options, and how many lines they took."""
    lines = content.split("\n")
    taken = 0
    if lines[0].startswith("---"):
        closing = next(
            (place for place, one in enumerate(lines[1:], 1) if one.startswith("---")), len(lines) - 1
        )
        taken = closing + 1
    else:
        while taken < len(lines) and _OPTION.match(lines[taken]):
            taken += 1
    return "\n".join(lines[taken:]), taken


class _Text(HTMLParser):
    """Collects the text between tags."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _html_text(html: str) -> str:
    parser = _Text()
    try:
        parser.feed(html)
        parser.close()
    except (AssertionError, ValueError):  # raised by the standard library for some broken declarations
        return ""
    return "".join(parser.found)
