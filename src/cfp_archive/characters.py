"""Characters that nobody sees, or that change what is read: which they are, and how to show them."""

from __future__ import annotations

import re
import unicodedata

#: Not visible, though Unicode counts them among letters, marks and symbols: fillers, and an empty pattern of Braille.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
#: Whatever may be hidden: controls, formats, surrogates, line separators, variation selectors, noncharacters.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_SOFT_HYPHEN = "\xad"
_SPACE, _NON_JOINER, _JOINER = "\u200b", "\u200c", "\u200d"
#: Blocks of scripts that join their letters or stack them, where a word may need a joiner or non-joiner (the Unicode
#: Standard, sections 9.2 and 12.1): from Arabic to Myanmar, Khmer and Mongolian, and their later blocks.
_JOINING = re.compile(
    "[\u0600-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\ua8ff\ua930-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff]"
)
#: Scripts without spaces, where a space of no width shows where a line may break.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def hidden_characters(text: str) -> tuple[tuple[int, str], ...]:
    """Find the characters of a text that nobody sees: controls, directions, and what has neither width nor ink.

    Line feeds and tabs are space. A soft hyphen within a word, joiners within words of scripts that need them and
    between emoji, and a selector after the character whose form it selects do what they are for, and are not hidden.

    :returns: pairs of 0-based place and character.

    >>> hidden_characters("a\\u202eb"), hidden_characters("co\\xadoperate")
    (((1, '\\u202e'),), ())
    """
    return tuple(
        (match.start(), match[0]) for match in _SUSPECT.finditer(text) if not _serves(text, match.start())
    )


def named(character: str) -> str:
    """Return a character's number as Unicode writes it.

    >>> named("\\u202e")
    'U+202E'
    """
    return f"U+{ord(character):04X}"


def visible(text: str, *, lines: bool = False) -> str:
    """Write out what nobody sees, for a page, a terminal or a message.

    :param lines: leave line feeds and tabs as they are; else they become spaces, and the text stays one line.

    >>> visible("a\\u202eb\\n"), visible("a\\n", lines=True)
    ('a⟨U+202E⟩b ', 'a\\n')
    """
    hidden = {place for place, _ in hidden_characters(text)}
    if hidden:
        text = "".join(f"⟨{named(char)}⟩" if place in hidden else char for place, char in enumerate(text))
    return text if lines else text.replace("\n", " ").replace("\t", " ")


def without_hidden(text: str) -> str:
    """Return a text without what nobody sees; a line separator becomes a space.

    >>> without_hidden("co-\xadchair"), without_hidden("a\u2028b")
    ('co-chair', 'a b')
    """
    hidden = {place for place, _ in hidden_characters(text)}
    if not hidden:
        return text
    return "".join(" " * char.isspace() if place in hidden else char for place, char in enumerate(text))


def shortened(text: str, most: int) -> str:
    """Return a text for a message: of at most so many characters, with dots for what is left out.

    >>> shortened("Tidal computing", 9)
    'Tidal ...'
    """
    return text if len(text) <= most else f"{text[: most - 3]}..."


def markdown(text: str) -> str:
    """Return Markdown that shows a text as it is, in a line that something else begins.

    >>> markdown("C++ and <T> *generics*")
    'C++ and \\\\<T\\\\> \\\\*generics\\\\*'
    """
    return re.sub(r"([\\`*_{}\[\]<>#$|~])", r"\\\1", text)


def _serves(text: str, place: int) -> bool:
    """Return whether a character that may be hidden does here what it is for."""
    char = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if char == _SOFT_HYPHEN:
        return before.isalnum() and after.isalnum()
    if char in {_JOINER, _NON_JOINER}:
        joins = bool(_JOINING.match(before)) and after != char
        return joins or (char == _JOINER and _is_picture(before) and _is_picture(after))
    if char == _SPACE:
        return bool(_UNSPACED.match(before) and _UNSPACED.match(after))
    if "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or "\u180b" <= char <= "\u180f":
        return bool(before.strip()) and not _SUSPECT.match(before)
    # Signs of Arabic and Syriac that enclose numbers or precede them have ink, though Unicode calls them formats.
    return unicodedata.category(char) == "Cf" and bool(
        re.match("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]", char)
    )


def _is_picture(char: str) -> bool:
    """Return whether a character is a part of an emoji: a symbol, its skin tone, or the selector after it."""
    return char == "\ufe0f" or unicodedata.category(char or " ") in {"So", "Sk", "Sm"}
