"""Write words as Markdown that shows them as they are."""

from __future__ import annotations

import re

__all__ = ["closed", "escaped", "with_bold_start"]

_URL = re.compile(r"https?://[^\s<>\[\]\"'`]*[^\s<>\[\]\"'`.,;:!?()*_|]/?")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_START = re.compile(
    r"(?P<sign>>|[#+=~|%:-](?=\W|\Z)|\d{1,9}(?=[.)](?:\s|\Z)))|\((?=[^)\s]*\)=)|[=-]+\s*\Z|\+\+\+|%"
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


def with_bold_start(text: str, title: str) -> str:
    """Return Markdown of words that begin with a title, in bold if others follow it and it can end there.

    >>> with_bold_start("Deep: at depth", "Deep:"), with_bold_start("Deeper", "Deep")
    ('**Deep:** at depth', 'Deeper')
    """
    start, whole = escaped(title), escaped(text)
    rest = whole.removeprefix(start)
    # CommonMark ends what is bold before a space or a sign, whatever is before.
    return whole if not rest or rest == whole or rest[0].isalnum() else f"**{start}**{rest}"


def closed(heading: str) -> str:
    """Keep signs at an escaped heading's end from being taken for a closing sequence."""
    return re.sub(r"(?:(?<=\s)|\A)(#+)\Z", r"\\\1", heading)


def _escaped(text: str) -> str:
    text = re.sub(r"([\\`*\[\]<]|~(?=~))", r"\\\1", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    return _ENTITY.sub(r"\\&", text)
