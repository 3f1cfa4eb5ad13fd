"""Tokens that show the characters of a file as they stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from cfp_archive.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["literal_token", "paragraph_tokens", "text_token", "text_tokens"]


def text_token(content: str) -> Token:
    return Token("text", "", 0, content=content)


def text_tokens(content: str) -> Iterator[Token]:
    """Yield a text with its line breaks."""
    for number, line in enumerate(content.split("\n")):
        if number:
            yield Token("softbreak", "br", 0)
        yield text_token(visible(line, lines=True))


def paragraph_tokens(token: Token, content: str) -> list[Token]:
    """Return a paragraph that says a text, in the place of a block."""
    inline = Token(
        "inline",
        "",
        0,
        map=token.map,
        content=content,
        children=list(text_tokens(content)),
        level=token.level + 1,
        block=True,
    )
    return [
        Token("paragraph_open", "p", 1, map=token.map, level=token.level, block=True),
        inline,
        Token("paragraph_close", "p", -1, level=token.level, block=True),
    ]


def literal_token(token: Token) -> Token:
    """Return a fence as the characters that stand in the file."""
    content = f"{token.markup}{token.info}\n{token.content}{token.markup}\n"
    return Token(
        "code_block",
        "code",
        0,
        map=token.map,
        content=visible(content, lines=True),
        level=token.level,
        block=True,
    )
