"""Read the body of an edition's page into blocks and topic lists, with the MyST parser's own Markdown grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.characters import hidden_characters, visible
from cfp_archive.model import Block, BlockKind, Reference, Topic, TopicList
from cfp_archive.problems import Code, Problem, did_you_mean
from cfp_archive.reading.allowed import DIRECTIVES, PREFIX, TITLED, VERBATIM
from cfp_archive.reading.inline import link_targets, plain_text, title_of
from cfp_archive.reading.markup import page_parser
from cfp_archive.reading.wall import (
    KEY,
    Directive,
    Link,
    Wall,
    directive_of,
    hidden_refused,
    without_options,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import PurePath

    from markdown_it.token import Token

__all__ = ["Body", "ParsedPage", "parse_page", "read_body", "read_page"]

_NEED_ARGUMENT = {BlockKind.TOPICS: "the list's name, as in {topics} areas", BlockKind.PEOPLE: "a role"}

Body = tuple[tuple[Block, ...], tuple[TopicList, ...], tuple[Problem, ...]]


class ParsedPage(NamedTuple):
    """What the Markdown of a page says."""

    blocks: tuple[Block, ...]
    lists: tuple[TopicList, ...]
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...]  #: to what the archive has
    links: tuple[Link, ...]  #: to headings, of this page or of others in the archive
    anchors: frozenset[str]  #: of its headings


def parse_page(text: str) -> list[Token]:
    """Parse the Markdown below the front matter into tokens; what may not be on a page is text."""
    return page_parser().parse(visible(text, lines=True))


def read_body(text: str, path: PurePath, *, first_line: int = 1) -> Body:
    """Read the Markdown below the front matter, as far as that needs no other file.

    :param text: the body.
    :param path: how problems name the file.
    :param first_line: 1-based line of the file at which the body begins.
    """
    page = read_page(text, path, Wall(line=first_line))
    return page.blocks, page.lists, page.problems


def read_page(text: str, path: PurePath, wall: Wall) -> ParsedPage:
    """Read the Markdown below the front matter.

    :param wall: where the page is and what it may hold; its line is that of the file at which the body begins.
    """
    reader = _Reader(path, wall)
    for number, line in enumerate(text.split("\n"), wall.line):
        for _place, char in hidden_characters(line)[:1]:
            wall.refuse(number, hidden_refused(char))
    reader.read(visible(text, lines=True))
    reader.finish()
    refused = (
        Problem(path=path, line=line, code=code, message=message, hint=hint)
        for line, code, message, hint in wall.refusals
    )
    return ParsedPage(
        blocks=tuple(reader.blocks),
        lists=tuple(reader.lists),
        problems=tuple(dict.fromkeys((*reader.problems, *refused))),
        references=tuple(wall.references),
        links=tuple(one for one in wall.links if one.target.anchor),
        anchors=frozenset(wall.slugs),
    )


class _Reader:
    """Walks the tokens once and collects what it finds."""

    def __init__(self, path: PurePath, wall: Wall) -> None:
        self.path = path
        self.wall = wall
        self.env = {KEY: wall}  # of the whole page: a link's address may be given anywhere on it
        self.blocks: list[Block] = []
        self.lists: list[TopicList] = []
        self.problems: list[Problem] = []
        self.level = 0  # of the last heading outside of lists and directives

    def read(self, text: str) -> None:
        """Read the page, or what is within a directive; the wall knows at which line that begins."""
        items = 0
        heading = 0
        for token in page_parser().parse(text, self.env):
            line = self._line(token)
            match token.type:
                case "heading_open":
                    heading = int(token.tag[1:])
                    if token.level == 0 and not self.wall.within:
                        self._heading_level(heading, line)
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
                case "code_block":
                    self._add(BlockKind.PARAGRAPH, token.content, line)
                case "fence" | "colon_fence":
                    directive = directive_of(token)
                    if directive is None:
                        self._add(BlockKind.PARAGRAPH, token.content, line)
                    else:
                        self._directive(directive, token, line)

    def finish(self) -> None:
        """Judge what only the whole page shows."""
        for label, line in self.wall.footnotes.items():
            if label not in self.wall.marks:
                hint = f"Write [^{label}] where the text refers to it."
                self._problem(line, Code.FOOTNOTE, f"Nothing refers to the footnote '{label}'.", hint)
        for line, target in self.wall.links:
            if not target.page and target.anchor and target.anchor not in self.wall.slugs:
                self.problems.append(dead_anchor(self.path, line, target.anchor, self.wall.slugs))

    def _line(self, token: Token) -> int:
        return self.wall.line + (token.map[0] if token.map else 0)

    def _heading_level(self, level: int, line: int) -> None:
        if level > self.level + 1:
            message = f"A heading of level {level} follows {f'one of level {self.level}' if self.level else 'none'}."
            hint = f"Begin it with '{'#' * (self.level + 1)}'."
            self._problem(line, Code.HEADING_LEVEL, message, hint)
        self.level = level

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
        if text or kind.value in DIRECTIVES:
            self.blocks.append(
                Block(kind=kind, text=text, line=line, level=level, argument=argument, links=links)
            )

    def _directive(self, directive: Directive, token: Token, line: int) -> None:
        name, argument = directive
        if name in DIRECTIVES:
            self._own_directive(DIRECTIVES[name], argument, token, line)
            return
        body, taken, _ = without_options(token.content)
        if name in VERBATIM:
            self._add(BlockKind.PARAGRAPH, body, line)
            return
        if name in TITLED and argument:
            with self.wall.inside(token, line):
                self.read(argument)
        with self.wall.inside(token, line + 1 + taken):
            self.read(body)

    def _own_directive(self, kind: BlockKind, argument: str, token: Token, line: int) -> None:
        content = token.content
        if kind in _NEED_ARGUMENT and not argument:
            message = f"The directive {{{kind.value}}} lacks its argument."
            self._problem(line, Code.DIRECTIVE_ARGUMENT, message, f"Add {_NEED_ARGUMENT[kind]}.")
            return
        if kind is BlockKind.TOPICS:
            self._topics(argument, token, line)
            return
        if kind is BlockKind.NOTE:
            self._note(argument, token, line)
            return
        if kind is not BlockKind.PEOPLE and argument:
            message = f"The directive {{{kind.value}}} takes no argument, but has '{argument}'."
            self._problem(line, Code.DIRECTIVE_ARGUMENT, message, "Delete it.")
        if content.strip():
            message = f"The directive {{{kind.value}}} has content; it places facts of the front matter."
            self._problem(line, Code.DIRECTIVE_ARGUMENT, message, "Move it to the front matter, or below.")
        self._add(kind, "", line, argument=argument)

    def _note(self, argument: str, token: Token, line: int) -> None:
        """Read a note of the archive; its text may begin on the first line."""
        within = _Reader(self.path, self.wall)
        within.env = self.env
        with self.wall.inside(token, line if argument else line + 1):
            within.read(f"{argument}\n{token.content}" if argument else token.content)
        self._add(BlockKind.NOTE, " ".join(one.text for one in within.blocks), line)
        self.problems += within.problems

    def _topics(self, name: str, token: Token, line: int) -> None:
        self._add(BlockKind.TOPICS, "", line, argument=name)
        with self.wall.inside(token, line + 1):
            topics, strange = self._read_topics(token.content)
        # Beyond the limit topics are not taken in: who compares them needs a time that grows with the square of their number.
        kept = tuple(topics[: self.wall.allowed.max_topics])
        self.lists.append(TopicList(name=name, line=line, topics=kept))
        if strange:
            message = f"The topic list '{name}' holds something that is not a list entry."
            hint = "Begin each topic with '- ', and move other text out of the directive."
            self._problem(strange, Code.DIRECTIVE_ARGUMENT, message, hint)
        allowed = self.wall.allowed
        if len(topics) > allowed.max_topics:
            message = f"The topic list '{name}' has {len(topics)} topics, more than {allowed.max_topics}."
            hint = f"See whether all are topics, or raise {PREFIX}max_topics in conf.py."
            self._problem(line, Code.LIMIT_EXCEEDED, message, hint)
        for one in topics:
            if len(one.text) > allowed.max_characters:
                most = allowed.max_characters
                message = f"The topic has {len(one.text)} characters, more than {most}."
                hint = (
                    f"Move what is not a topic out of the list, or raise {PREFIX}max_characters in conf.py."
                )
                self._problem(one.line, Code.LIMIT_EXCEEDED, message, hint)

    def _read_topics(self, content: str) -> tuple[list[Topic], int]:
        """Read the entries of a topic list, in document order.

        :returns: the topics, and the 1-based line of the first text that is not in an entry, or 0.
        """
        found: list[tuple[int, int | None, list[Sequence[Token]]]] = []  # line, parent, paragraphs
        open_items: list[int] = []
        strange = 0
        for token in page_parser().parse(content, self.env):
            line = self._line(token)
            if token.type == "list_item_open":
                found.append((line, open_items[-1] if open_items else None, []))
                open_items.append(len(found) - 1)
            elif token.type == "list_item_close":
                open_items.pop()
            elif token.type == "inline" and open_items:
                found[open_items[-1]][2].append(token.children or ())
            elif not strange and token.content.strip() and token.type != "myst_line_comment":
                strange = line
        topics = []
        for line, parent, paragraphs in found:
            text = " ".join(filter(None, (" ".join(plain_text(one).split()) for one in paragraphs)))
            head = title_of(paragraphs) or text
            topics.append(Topic(text=text, head=head, line=line, parent=parent))
        return topics, strange

    def _problem(self, line: int, code: Code, message: str, hint: str) -> None:
        self.problems.append(Problem(path=self.path, line=line, code=code, message=message, hint=hint))


def dead_anchor(
    path: PurePath, line: int, anchor: str, known: Mapping[str, object] | frozenset[str]
) -> Problem:
    """Say that a link leads to a heading that does not exist."""
    hint = did_you_mean(anchor, known, "Its headings are named in small letters, with hyphens between words.")
    message = f"The page has no heading '#{anchor}'."
    return Problem(path=path, line=line, code=Code.DEAD_LINK, message=message, hint=hint)
