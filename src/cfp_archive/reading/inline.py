"""The plain text of a block's inline markup: the words that readers of the page see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

_EXPLICIT = re.compile(r"(?P<title>.*?)\s*(?<!\\)<[^<>]*>\s*\Z", re.DOTALL)
#: After the bold title of a topic stands one of these, or nothing.
_AFTER_TITLE = re.compile(r"\s*[:：.–—]|\s+-\s|\s*\Z")


def plain_text(children: Iterable[Token]) -> str:
    """Return the visible words of inline tokens; line breaks become spaces."""
    return "".join(_text(one) for one in children)


def link_targets(children: Iterable[Token]) -> tuple[str, ...]:
    """Return the addresses that inline tokens lead to, in order."""
    return tuple(
        str(one.attrs["href"]) for one in children if one.type == "link_open" and "href" in one.attrs
    )


def title_of(paragraphs: Sequence[Sequence[Token]]) -> str:
    """Return the bold title with which an entry begins, without its colon; empty if it has none."""
    if not paragraphs:
        return ""
    children = [one for one in paragraphs[0] if one.type != "text" or one.content]
    if not children or children[0].type != "strong_open":
        return ""
    level, end = 0, 0
    for place, one in enumerate(children):
        level += one.type == "strong_open"
        level -= one.type == "strong_close"
        if level == 0:
            end = place
            break
    title = " ".join(plain_text(children[:end]).split())
    rest = plain_text(children[end + 1 :])
    if title.endswith((":", "：")):
        return title[:-1].rstrip()
    return title if _AFTER_TITLE.match(rest) else ""


def role_text(name: str, content: str) -> str:
    """Return what a role shows: its explicit title if it has one, else what it names."""
    if name == "abbr":
        return re.sub(r"\s*\([^()]*\)\s*\Z", "", content)
    explicit = _EXPLICIT.match(content)
    if explicit and explicit["title"]:
        return explicit["title"]
    return content.removeprefix("~").removeprefix("!")


def _text(token: Token) -> str:
    match token.type:
        case "text" | "code_inline" | "text_special" | "math_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return " "
        case "myst_role":
            return role_text(str(token.meta.get("name", "")), token.content)
    return ""  # images, footnote marks, the ends of emphasis and links
