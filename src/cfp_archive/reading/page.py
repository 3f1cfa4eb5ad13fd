"""Read the body of an edition's page into blocks and topic lists, with the MyST parser's own Markdown grammar."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.characters import hidden_characters, visible
from cfp_archive.model import Block, BlockKind, Reference, Topic, TopicList
from cfp_archive.problems import Code, Problem, did_you_mean
from cfp_archive.reading.allowed import DIRECTIVES, PREFIX, TITLED, VERBATIM
from cfp_archive.reading.markup import (
    KEY,
    Directive,
    Link,
    PageContext,
    directive_of,
    hidden_refused,
    page_parser,
    split_options,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import PurePath

    from markdown_it.token import Token

_NEED_ARGUMENT = {BlockKind.TOPICS: "the list's name, as in {topics} areas", BlockKind.PEOPLE: "a role"}
#: The words that a role shows, before what it names: 'words <target>'.
_EXPLICIT = re.compile(r"(?P<title>.*?)\s*(?<!\\)<[^<>]*>\s*\Z", re.DOTALL)
#: The bold title of a topic ends at one of these, or with the topic.
_AFTER_TITLE = re.compile(r"\s*[:：.–—]|\s+-\s|\s*\Z")


class ParsedPage(NamedTuple):
    """What the Markdown of a page says."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...]  #: to what the archive has
    links: tuple[Link, ...]  #: to headings, of this page or of others in the archive
    anchors: frozenset[str]  #: of its headings


def read_page(text: str, context: PageContext) -> ParsedPage:
    """Read the Markdown below the front matter.

    :param context: where the page is and what it may hold; its line is that of the file at which the text begins.
    """
    for number, words in enumerate(text.split("\n") if hidden_characters(text) else (), context.line):
        for _index, character in hidden_characters(words)[:1]:
            context.refuse(number, *hidden_refused(character))
    reader = _Reader(context)
    reader.read(visible(text, lines=True))
    for label, line in context.footnotes.items():
        if label not in context.marks:
            hint = f"Write [^{label}] where the text refers to it."
            context.refuse(line, Code.FOOTNOTE, f"Nothing refers to the footnote '{label}'.", hint)
    links = tuple(link for link in context.links if link.target.anchor)
    for line, target in links:
        if not target.page and target.anchor not in context.slugs:
            context.problems.append(dead_anchor(context.path, line, target.anchor, context.slugs))
    return ParsedPage(
        blocks=tuple(reader.blocks),
        problems=tuple(sorted(set(context.problems))),
        references=tuple(context.references),
        links=links,
        anchors=frozenset(context.slugs),
    )


def dead_anchor(path: PurePath, line: int, anchor: str, known: Iterable[str]) -> Problem:
    """Return the problem of a link to a heading that does not exist."""
    hint = did_you_mean(anchor, known, "Its headings are named in small letters, with hyphens between words.")
    return Problem(path, line, Code.DEAD_LINK, f"The page has no heading '#{anchor}'.", hint)


class _Reader:
    """Walks the tokens of a page once and collects its blocks."""

    def __init__(self, context: PageContext) -> None:
        self.context = context
        self.env = {KEY: context}  # of the whole page: a link's address may be given anywhere on it
        self.blocks: list[Block] = []
        self.level = 0  # of the last heading outside of lists and directives

    def read(self, text: str) -> None:
        """Read the page, or what is within a directive; the context knows at which line that begins."""
        items = heading = 0
        begun = False  # the entry has words
        for token in page_parser().parse(text, self.env):
            line = self._line(token)
            match token.type:
                case "heading_open":
                    heading = int(token.tag[1:])
                    if token.level == 0 and not self.context.within:
                        self._check_level(heading, line)
                case "heading_close":
                    heading = 0
                case "list_item_open" | "list_item_close":
                    items += token.nesting
                    begun = False
                case "inline":
                    kind = BlockKind.HEADING if heading else BlockKind.ITEM if items else BlockKind.PARAGRAPH
                    self._add_inline(kind, token, line, level=heading, depth=items - 1, further=begun)
                    begun = items > 0
                case "code_block":
                    self._add(BlockKind.PARAGRAPH, token.content, line)
                case "fence" | "colon_fence":
                    directive = directive_of(token)
                    if directive is None:
                        self._add(BlockKind.PARAGRAPH, token.content, line)
                    elif directive.name in DIRECTIVES:
                        self._place(DIRECTIVES[directive.name], directive.argument, token, line)
                    else:
                        self._read_within(directive, token, line)

    def _line(self, token: Token) -> int:
        return self.context.line + (token.map[0] if token.map else 0)

    def _check_level(self, level: int, line: int) -> None:
        if level > self.level + 1:
            message = f"A heading of level {level} follows {f'one of level {self.level}' if self.level else 'none'}."
            self.context.refuse(
                line, Code.HEADING_LEVEL, message, f"Begin it with '{'#' * (self.level + 1)}'."
            )
        self.level = level

    def _add(self, kind: BlockKind, text: str, line: int) -> None:
        text = " ".join(text.split())
        if text:
            self.blocks.append(Block(kind=kind, text=text, line=line))

    def _add_inline(
        self, kind: BlockKind, token: Token, line: int, *, level: int, depth: int, further: bool
    ) -> None:
        children = token.children or ()
        text = " ".join(_plain_text(children).split())
        if not text:
            return
        links = tuple(address for address in _addresses(token) if address not in text)
        title, item = _bold_start(children)[0], kind is BlockKind.ITEM
        self.blocks.append(
            Block(
                kind=kind, text=text, line=line, level=level, links=links, depth=depth if item else 0, further=further and item,
                title=title if title != text else "",
            )
        )  # fmt: skip

    def _read_within(self, directive: Directive, token: Token, line: int) -> None:
        """Read a directive that the series allows."""
        options, body = split_options(token.content)
        if directive.name in VERBATIM:
            self._add(BlockKind.PARAGRAPH, body, line)
            return
        if directive.name in TITLED and directive.argument:
            with self.context.inside(token, line):
                self.read(directive.argument)
        with self.context.inside(token, line + 1 + len(options)):
            self.read(body)

    def _place(self, kind: BlockKind, argument: str, token: Token, line: int) -> None:
        """Read a directive that calls are written with."""
        text, topics = "", None
        if kind in _NEED_ARGUMENT and not argument:
            message = f"The directive {{{kind.value}}} requires an argument."
            self.context.refuse(line, Code.DIRECTIVE_ARGUMENT, message, f"Add {_NEED_ARGUMENT[kind]}.")
            return
        if kind is BlockKind.TOPICS:
            topics = self._topic_list(argument, token, line)
        elif kind is BlockKind.NOTE:
            text, argument = self._note(argument, token, line), ""
        else:
            if kind is not BlockKind.PEOPLE and argument:
                message = f"The directive {{{kind.value}}} takes no argument, but has '{argument}'."
                self.context.refuse(line, Code.DIRECTIVE_ARGUMENT, message, "Delete it.")
            if token.content.strip():
                message = f"The directive {{{kind.value}}} has content; it places facts of the front matter."
                hint = "Move it to the front matter, or below."
                self.context.refuse(line, Code.DIRECTIVE_ARGUMENT, message, hint)
        self.blocks.append(Block(kind=kind, text=text, line=line, argument=argument, topics=topics))

    def _note(self, argument: str, token: Token, line: int) -> str:
        """Read a note of the archive, whose text may begin on the first line."""
        within = _Reader(self.context)
        within.env = self.env
        with self.context.inside(token, line if argument else line + 1):
            within.read(f"{argument}\n{token.content}" if argument else token.content)
        return " ".join(block.text for block in within.blocks)

    def _topic_list(self, name: str, token: Token, line: int) -> TopicList:
        with self.context.inside(token, line + 1):
            topics, strange = self._topics(token.content)
        most, longest = self.context.allowed.max_topics, self.context.allowed.max_characters
        if strange:
            message = f"The topic list '{name}' contains something that is not a list entry."
            hint = "Begin each topic with '- ', and move other text out of the directive."
            self.context.refuse(strange, Code.DIRECTIVE_ARGUMENT, message, hint)
        if len(topics) > most:
            message = f"The topic list '{name}' has {len(topics)} topics, more than {most}."
            hint = f"Check that all are topics, or raise {PREFIX}max_topics in conf.py."
            self.context.refuse(line, Code.LIMIT_EXCEEDED, message, hint)
        for topic in topics:
            if len(topic.text) > longest:
                message = f"The topic has {len(topic.text)} characters, more than {longest}."
                hint = (
                    f"Move what is not a topic out of the list, or raise {PREFIX}max_characters in conf.py."
                )
                self.context.refuse(topic.line, Code.LIMIT_EXCEEDED, message, hint)
        # Beyond the limit topics are not taken in: the time to compare them grows with the square of their number.
        return TopicList(name=name, line=line, topics=tuple(topics[:most]))

    def _topics(self, content: str) -> tuple[list[Topic], int]:
        """Read the entries of a topic list, in document order.

        :returns: the topics, and the 1-based line of the first text that is not in an entry, or 0.
        """
        entries: list[tuple[int, int | None, list[Sequence[Token]]]] = []  # line, parent, paragraphs
        around: list[int] = []  # the entries that are open
        strange = 0
        for token in page_parser().parse(content, self.env):
            line = self._line(token)
            if token.type == "list_item_open":
                entries.append((line, around[-1] if around else None, []))
                around.append(len(entries) - 1)
            elif token.type == "list_item_close":
                around.pop()
            elif token.type == "inline" and around:
                entries[around[-1]][2].append(token.children or ())
            elif not strange and token.content.strip() and token.type != "myst_line_comment":
                strange = line
        topics = []
        for line, parent, paragraphs in entries:
            text = " ".join(" ".join(map(_plain_text, paragraphs)).split())
            head = _title(paragraphs[0]) if paragraphs else ""
            topics.append(Topic(text=text, head=head or text, line=line, parent=parent))
        return topics, strange


# Inline tokens


def _plain_text(children: Iterable[Token]) -> str:
    """Return the words of inline tokens that readers of the page see; line breaks become spaces."""
    return "".join(map(_visible_text, children))


def _visible_text(token: Token) -> str:
    match token.type:
        case "text" | "code_inline" | "text_special":
            return token.content
        case "softbreak" | "hardbreak":
            return " "
        case "myst_role" if token.meta.get("name") == "abbr":
            return re.sub(r"\s*\([^()]*\)\s*\Z", "", token.content)
        case "myst_role":
            explicit = _EXPLICIT.match(token.content)
            title = explicit["title"] if explicit else ""
            return title or token.content.removeprefix("~").removeprefix("!")
    return ""  # images, footnote marks, the ends of emphasis and links


def _addresses(inline: Token) -> Iterable[str]:
    """Return the addresses that a paragraph leads to, in order."""
    links = (child for child in inline.children or () if child.type == "link_open")
    return (str(link.attrs["href"]) for link in links if "href" in link.attrs)


def _title(paragraph: Sequence[Token]) -> str:
    """Return the bold title with which an entry begins, without its colon; empty if it has none."""
    title, rest = _bold_start(paragraph)
    if title.endswith((":", "：")):
        return title[:-1].rstrip()
    return title if _AFTER_TITLE.match(rest) else ""


def _bold_start(paragraph: Sequence[Token]) -> tuple[str, str]:
    """Return the bold words with which a paragraph begins, if any, and those after them."""
    children = [token for token in paragraph if token.type != "text" or token.content]
    if not children or children[0].type != "strong_open":
        return "", ""
    levels = accumulate(token.nesting if token.type.startswith("strong_") else 0 for token in children)
    end = list(levels).index(0)
    return " ".join(_plain_text(children[:end]).split()), _plain_text(children[end + 1 :])
