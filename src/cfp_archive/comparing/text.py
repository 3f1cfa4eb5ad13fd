"""Read the text of a topic: fold it for exact comparison, and cut it into words with stems and coordinated parts.

Everything here looks at one text alone and is cached, because a lineage aligns the same lists again and again.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import snowballstemmer  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The language of a series that does not name its own.
LANGUAGE = "en"
#: Languages that have a stemmer, by their ISO 639-1 codes. Words of any other language are compared as they are.
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that spaces separate."""
    return frozenset(text.split())


#: Words that join equals: between them are the parts of a topic.
COORDINATORS = word_set("and or & nor plus und oder sowie et ou y e и или 和 及 与 或 と 及び 以及")

#: Words that hold others together, in the languages that calls have most. One set for all of them, since a German or
#: Spanish call has English topics, too.
_FUNCTION_WORDS = word_set(
    "a an the of for in on to with from by at as via using through into over under between across within among "
    "toward towards upon about against during without beyond per its their our your it this that these those "
    "which who whose what how why when where is are be been being can could should would may might will do does did "
    "not no but both either such other others etc more most many much any all some each also related relating based "
    "including includes include incl particular especially particularly namely example "
    "der die das den dem des ein eine einer eines für von mit im zwischen zu zur zum auf bei als "
    "le la les l un une des du d de en pour dans avec sur au aux el los las del con para por da do das dos em"
)

#: Signs of scripts without spaces, for a class of characters in a pattern.
CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"

_FIRST_CJK = "\u3040"

#: Signs written without spaces around them that join equals in Chinese and Japanese; と only where it is no part of a
#: word written in hiragana.
_CJK_COORDINATOR = "(?:以及|及び|[与和及或]|(?<=[^\\W\u3040-\u309f])と(?=[^\\W\u3040-\u309f]))"

#: Words after which examples or explanations follow.
_OPENER = (
    r"(?<!\w)(?:including|includes?|incl\.|such\s+as|e\.\s?g\.|i\.\s?e\.|for\s+(?:example|instance)|especially"
    r"|in\s+particular|particularly|namely|z\.\s?b\.|insbesondere|notamment|par\s+exemple|tal(?:es)?\s+como)(?!\w)"
)
_WORD = rf"(?:(?![{CJK}])[^\W_])"
_TOKEN = re.compile(
    rf"(?P<opener>{_OPENER})|{_CJK_COORDINATOR}|(?:(?!{_CJK_COORDINATOR})[{CJK}])+"
    rf"|{_WORD}+(?:['’]{_WORD}+)*(?:\+\+|\#(?!\w))?"
    r"|(?P<stop>(?<=\w{3})[.?!](?=\s)|:(?=\s)|：|(?<=\s)[-–—](?=\s))|(?P<mark>[,;:/()\[\]{}|•·—–?!&+、，；（）…])",
    re.IGNORECASE,
)


#: All but letters and digits.
_SIGNS = re.compile(r"[\W_]+")


class Role(enum.Enum):
    """What a token does in a topic."""

    BREAK = enum.auto()  #: punctuation or a word that ends a part: a comma, "and", a slash, "including"
    FUNCTION = enum.auto()  #: "of", "the", "for": holds the others together
    CONTENT = enum.auto()  #: says what the topic is about


class Token(NamedTuple):
    """One word or mark of a topic."""

    text: str  #: as printed
    key: str  #: the word's stem; the mark itself for a BREAK
    role: Role
    part: int  #: 0-based number of its coordinated part ("A, B and C")
    start: int  #: 0-based index, in the text as it was given, of its first character
    end: int  #: and of the one after its last


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Return the letters and digits of a text, without case: the form in which two wordings count as the same.

    Unicode compatibility forms (NFKC) are set aside too, so that a ligature equals its letters.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _SIGNS.sub("", folded)


def same_text(a: str, b: str) -> bool:
    """Return whether two wordings are equal but for case, spaces and punctuation.

    Texts without any letter or digit are the same only if they are the same signs.
    """
    return exact_key(a) == exact_key(b)


def exact_key(text: str) -> str:
    """Return a key that two texts share if, and only if, they are the same text: see `same_text`."""
    return fold(text) or "\0" + "".join(text.split())


@lru_cache(maxsize=65536)
def stem(word: str, language: str = LANGUAGE) -> str:
    """Return one key for the forms of a word, e.g. "modelling", "Models" and "model".

    :param word: one word, in any case.
    :param language: its language's ISO 639-1 code, with or without a region ("pt-BR"). A word of another language
        comes back nearly as it is.
    :returns: a key for comparing, not for reading.
    """
    if len(word) > 2 and word.endswith("s") and word[:-1].isupper():
        word = word[:-1]  # GPUs
    word = word.casefold().replace("’", "'").removesuffix("'s")
    name = _STEMMERS.get(language.partition("-")[0].casefold())
    if name == "english" and len(word) > 4:  # British and American spelling
        word = re.sub(r"is(ations?|e[drs]?|ing|able)$", r"iz\1", word)
        word = word.replace("our", "or")
    # A stemmer keeps state while it works: one for each word is cheap behind the cache, and safe in threads.
    key: str = snowballstemmer.stemmer(name).stemWord(word) if name else word
    if name == "english" and len(key) > 4:
        key = re.sub(r"y[sz]i?$", "ys", key)  # analysis, analyses, analyze
        key = re.sub(r"([^\W\d_])\1$", r"\1", key)  # modelling, modeling; programme, program
    return key


def is_function_word(word: str) -> bool:
    """Return whether a word, in any case, only holds others together: "of", "the", "and"."""
    return word.casefold() in _FUNCTION_WORDS or word.casefold() in COORDINATORS


@lru_cache(maxsize=16384)
def read(text: str, language: str = LANGUAGE) -> tuple[Token, ...]:
    """Cut a topic into words and marks.

    :param text: any text. One that has function words alone ("Other") has them as its content.
    """
    tokens: list[Token] = []
    part = 0
    normal, origin = _normalized(text)
    for match in _TOKEN.finditer(normal):
        printed, (begin, end) = match.group(), match.span()
        lower = printed.casefold()
        if match.lastgroup or (lower in COORDINATORS and _joins(match)):
            spans, key, role = [(printed, begin, end)], lower, Role.BREAK
        elif lower in _FUNCTION_WORDS:
            spans, key, role = [(printed, begin, end)], lower, Role.FUNCTION
        else:
            spans, key, role = _pieces(printed, begin), "", Role.CONTENT
        for piece, first, after in spans:
            if origin is not None:
                first, after = origin[first][0], origin[after - 1][1]  # noqa: PLW2901
            tokens.append(Token(piece, key or stem(piece, language), role, part, first, after))
        part += role is Role.BREAK
    if not any(token.role is Role.CONTENT for token in tokens):
        tokens = [t._replace(role=Role.CONTENT) if t.role is Role.FUNCTION else t for t in tokens]
    return tuple(tokens)


@lru_cache(maxsize=16384)
def words(text: str, language: str = LANGUAGE) -> tuple[str, ...]:
    """Return the different stems of a topic, in order; its folded text where it has no word."""
    content = Role.CONTENT
    found = dict.fromkeys([token.key for token in read(text, language) if token.role is content])
    return tuple(found) or (exact_key(text),)


@lru_cache(maxsize=16384)
def parts(text: str, language: str = LANGUAGE) -> tuple[tuple[str, ...], ...]:
    """Return the coordinated parts of a topic ("A, B and C"), each as its stems; at least one."""
    found: dict[int, list[str]] = {}
    for token in read(text, language):
        if token.role is Role.CONTENT:
            found.setdefault(token.part, []).append(token.key)
    return tuple(map(tuple, found.values())) or (words(text, language),)


def _normalized(text: str) -> tuple[str, Sequence[tuple[int, int]] | None]:
    """Return the text in Unicode's form NFKC, and for each of its characters where what it comes from begins and ends.

    The places are None for a text that is in that form.
    A text that is not in that form is brought into it piece by piece: a character with the accents that follow it.
    """
    if unicodedata.is_normalized("NFKC", text):
        return text, None
    normal: list[str] = []
    origin: list[tuple[int, int]] = []
    for match in re.finditer(r"(?s).[\u0300-\u036f\u3099\u309a]*", text):
        piece = unicodedata.normalize("NFKC", match.group())
        normal.append(piece)
        origin += [match.span()] * len(piece)
    return "".join(normal), origin


def _joins(match: re.Match[str]) -> bool:
    """Return whether a coordinator is one here. A letter is alone and small: not in "e-learning" or "vitamin E"."""
    word = match.group()
    if len(word) > 1 or not word.isalpha() or word.casefold() == word.upper():
        return True
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return word in COORDINATORS and before.isspace() and after.isspace()


def _pieces(printed: str, begin: int) -> list[tuple[str, int, int]]:
    """Cut signs that are written without spaces into overlapping pairs, which serve as their words.

    :returns: each piece with where it begins and ends.
    """
    if printed < _FIRST_CJK or len(printed) < 3 or not re.match(f"[{CJK}]", printed):
        return [(printed, begin, begin + len(printed))]
    return [(printed[k : k + 2], begin + k, begin + k + 2) for k in range(len(printed) - 1)]
