"""What is known of a page of an edition while it is parsed, and what on it is refused."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.characters import named
from cfp_archive.problems import Code
from cfp_archive.reading.allowed import DOMAIN, Allowed
from cfp_archive.reading.place import Place, Refused, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from cfp_archive.model import Reference

__all__ = [
    "KEY",
    "Directive",
    "Link",
    "Refusal",
    "Wall",
    "directive_of",
    "hidden_refused",
    "without_options",
]

#: Where the parser's environment holds the wall of the page that is being parsed.
KEY = "cfp_archive"
_OPTION = re.compile(r"\s*:(?!::)(?P<name>[^:\s]*):?(?:\s|$)")


class Directive(NamedTuple):
    """What the first line of a fence says, if it is one of a directive."""

    name: str  #: without the domain's prefix
    argument: str  #: single spaces


class Refusal(NamedTuple):
    """Something that may not be on a page, and where it is."""

    line: int  #: 1-based, in the file
    code: Code
    message: str
    hint: str


class Link(NamedTuple):
    """A link within the archive."""

    line: int  #: 1-based, in the file
    target: Target


@dataclass(slots=True)
class Wall:
    """What is known of a page while it is parsed, and what was found on it."""

    allowed: Allowed = field(default_factory=Allowed)
    place: Place = field(default_factory=Place)
    line: int = 1  #: of the file, 1-based, at which the text that is being parsed begins
    within: tuple[str, ...] = ()  #: the directives around the text, outermost first
    depth: int = 0  #: of lists, quotes and directives around the text
    refusals: list[Refusal] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    slugs: dict[str, int] = field(default_factory=dict)  #: anchors of the headings so far, and their lines
    footnotes: dict[str, int] = field(default_factory=dict)  #: labels, and the lines of their texts
    marks: dict[str, int] = field(
        default_factory=dict
    )  #: labels of footnotes that are referred to, and where

    def refuse(self, line: int, refused: Refused) -> None:
        """Note a refusal."""
        self.refusals.append(Refusal(line, *refused))

    @contextmanager
    def inside(self, token: Token, line: int = 1) -> Iterator[None]:
        """Let what is parsed be the content of a directive.

        :param token: of the directive, as the parser returned it.
        :param line: 1-based, in the file, at which the content begins.
        """
        directive = directive_of(token)
        before = self.line, self.within, self.depth
        self.line, self.depth = line, token.meta.get(KEY, self.depth + 1)
        self.within = (*self.within, directive.name if directive else "")
        try:
            yield
        finally:
            self.line, self.within, self.depth = before


def directive_of(token: Token) -> Directive | None:
    """Read a token's first line as one of a directive; None if it is none.

    Tells them as MyST does: the first word is in braces.
    """
    if token.type not in {"fence", "colon_fence"}:
        return None
    name, *rest = token.info.strip().split(maxsplit=1) or [""]
    if not (name.startswith("{") and name.endswith("}")):
        return None
    return Directive(name[1:-1].removeprefix(DOMAIN), " ".join(rest[0].split()) if rest else "")


def without_options(content: str) -> tuple[str, int, list[str]]:
    """Return a directive's content without its options, how many lines they took, and their names."""
    lines = content.split("\n")
    names = []
    for line in lines:
        option = _OPTION.match(line)
        if not option:
            break
        names.append(option["name"])
    return "\n".join(lines[len(names) :]), len(names), names


def hidden_refused(char: str) -> Refused:
    """Say that a character is hidden."""
    message = f"The character {named(char)} cannot be seen, or turns the direction of text."
    return Refused(Code.HIDDEN_CHARACTER, message, "Delete it.")
