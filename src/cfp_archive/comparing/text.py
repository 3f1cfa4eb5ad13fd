"""Read a topic's wording: fold it for exact comparison, and cut it into words with a key and a role.

Everything here looks at one text alone and is cached, because a lineage aligns the same lists again and again.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]

from cfp_archive.comparing.lexicon import COORDINATORS, FUNCTION_WORDS, GENERIC_WORDS, SPELLINGS

__all__ = [
    "Role",
    "Token",
    "Wording",
    "exact_key",
    "fold",
    "is_function_word",
    "is_generic",
    "read",
    "same_text",
    "word_key",
]


class Role(enum.IntEnum):
    """What a token does in a topic."""

    BREAK = 0  #: punctuation or a word that ends a part: a comma, "and", a slash, a bracket, "including"
    FUNCTION = 1  #: "of", "the", "for": holds the others together
    GENERIC = 2  #: "techniques", "systems": a noun that stands in calls of every field
    CONTENT = 3  #: says what the topic is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word or mark of a topic."""

    text: str  #: as printed
    key: str  #: the same for all spellings and numbers of the word; the mark itself for a BREAK
    role: Role
    part: int  #: 0-based number of the coordinated part ("A, B and C") that it stands in
    head: bool  #: stands before the first ":", "including", "such as", "e.g." or bracket


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A topic's text, read."""

    tokens: tuple[Token, ...]

    @property
    def words(self) -> tuple[Token, ...]:
        """Give the words that carry meaning, in order."""
        return tuple(token for token in self.tokens if token.role >= Role.GENERIC)


_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"

#: Signs written without spaces around them that join equals in Chinese and Japanese; と only where it is no part of a
#: word written in hiragana.
_CJK_COORDINATOR = "(?:以及|及び|[与和及或]|(?<=[^\\W\u3040-\u309f])と(?=[^\\W\u3040-\u309f]))"

#: Words after which examples or explanations follow.
_OPENER = (
    r"(?<!\w)(?:including|includes?|incl\.|such\s+as|e\.\s?g\.|i\.\s?e\.|for\s+(?:example|instance)|especially"
    r"|in\s+particular|particularly|namely|z\.\s?b\.|insbesondere|notamment|par\s+exemple|tal(?:es)?\s+como)(?!\w)"
)
_WORD = rf"(?:(?![{_CJK}])[^\W_])"
_TOKEN = re.compile(
    rf"(?P<opener>{_OPENER})|{_CJK_COORDINATOR}|(?:(?!{_CJK_COORDINATOR})[{_CJK}])+"
    rf"|{_WORD}+(?:['’]{_WORD}+)*(?:\+\+|\#(?!\w))?"
    r"|(?P<stop>(?<=\w{3})[.?!](?=\s)|:(?=\s)|：|(?<=\s)[-–—](?=\s))|(?P<mark>[,;:/()\[\]{}|•·—–?!&+、，；（）…])",
    re.IGNORECASE,
)

#: A remark in brackets. A bracket inside a word, as in "(in)dependence", belongs to the word.
_BRACKETS = re.compile(r"(?<!\w)[(\[（][^()\[\]（）]*[)\]）](?!\w)")


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Give the letters and digits of a text alone, without case: the form in which two wordings count as the same.

    Unicode compatibility forms (NFKC) are set aside too, so that a ligature equals its letters.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if char.isalnum())


def same_text(a: str, b: str) -> bool:
    """Say whether two wordings are equal but for case, spaces and punctuation.

    Texts without any letter or digit are the same only if they are the same signs.
    """
    return exact_key(a) == exact_key(b)


def exact_key(text: str) -> str:
    """Give a key that two texts share if, and only if, they are the same text: see `same_text`."""
    return fold(text) or "\0" + "".join(text.split())


@lru_cache(maxsize=32768)
def word_key(word: str) -> str:
    """Bring the spellings and the numbers of one word together, e.g. "modelling", "Models" and "model".

    :param word: one word, in any case; a word of another language than English comes back nearly as it is.
    :returns: a key for comparing, not for reading.
    """
    if len(word) > 2 and word.endswith("s") and word[:-1].isupper():
        word = word[:-1]  # GPUs
    word = word.casefold().replace("’", "'").removesuffix("'s")
    for other, usual in SPELLINGS.items():
        if word.startswith(other):
            word = usual + word.removeprefix(other)
    if len(word) > 4:
        word = re.sub(r"is(ations?|e[drs]?|ing|able)$", r"iz\1", word)  # optimise, optimize
        word = re.sub(r"ys(e[drs]?|ing|able)$", r"yz\1", word)  # analyse, analyze
        word = re.sub(r"our", "or", word)  # behaviour, behavior
    # A stemmer keeps state while it works: one for each word is cheap behind the cache, and safe in threads.
    key: str = snowballstemmer.stemmer("english").stemWord(word)
    if len(key) < 5:
        return key
    key = re.sub(r"y[sz]i?$", "ys", key)  # analysis, analyses, analyze
    key = re.sub(r"esi[sz]?$", "es", key)  # synthesis, synthesize
    key = re.sub(r"([^\W\d_])\1$", r"\1", key)  # modelling, modeling; programme, program
    key = re.sub(r"gu$", "g", key)  # catalogue, catalog
    key = re.sub(r"nc$", "ns", key)  # defence, defense
    return re.sub(r"([tb])er$", r"\1r", key)  # centre, center; fibre, fiber


_GENERIC_KEYS = frozenset(word_key(word) for word in GENERIC_WORDS)


def is_function_word(word: str) -> bool:
    """Say whether a word, in any case, only holds others together: "of", "the", "and"."""
    return word.casefold() in FUNCTION_WORDS or word.casefold() in COORDINATORS


def is_generic(key: str) -> bool:
    """Say whether the word behind a key (see `word_key`) stands in calls of every field."""
    return key in _GENERIC_KEYS


@lru_cache(maxsize=16384)
def read(text: str) -> Wording:
    """Cut a topic into words and marks.

    :param text: any text; without words it gives a wording without words.
    """
    text = unicodedata.normalize("NFKC", text)
    remarks = [match.span() for match in _BRACKETS.finditer(text)]
    tokens: list[Token] = []
    part, tail = 0, False
    for match in _TOKEN.finditer(text):
        printed = match.group()
        lower = printed.casefold()
        remark = any(start <= match.start() < end for start, end in remarks)
        stop = match.lastgroup in {"opener", "stop"}
        tail = tail or (stop and not remark)
        head = not (tail or remark)
        if stop or match.lastgroup == "mark" or _joins(match):
            tokens.append(Token(text=printed, key=lower, role=Role.BREAK, part=part, head=head))
            part += 1
        elif lower in FUNCTION_WORDS:
            tokens.append(Token(text=printed, key=lower, role=Role.FUNCTION, part=part, head=head))
        else:
            for piece in _pieces(printed):
                key = word_key(piece)
                role = Role.GENERIC if is_generic(key) else Role.CONTENT
                tokens.append(Token(text=piece, key=key, role=role, part=part, head=head))
    if not any(token.role >= Role.GENERIC for token in tokens):  # "Other": better a weak word than none
        tokens = [replace(t, role=Role.GENERIC) if t.role == Role.FUNCTION else t for t in tokens]
    if not any(token.head and token.role >= Role.GENERIC for token in tokens):
        tokens = [replace(token, head=True) for token in tokens]
    return Wording(tokens=tuple(tokens))


def _joins(match: re.Match[str]) -> bool:
    """Say whether a word stands for "and". One letter does so alone and small: not in "e-learning" or "vitamin E"."""
    word = match.group()
    if len(word) > 1 or not word.isalpha() or word.casefold() == word.upper():
        return word.casefold() in COORDINATORS
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return word in COORDINATORS and before.isspace() and after.isspace()


def _pieces(printed: str) -> list[str]:
    """Cut signs that are written without spaces into overlapping pairs, which serve as their words."""
    if len(printed) < 3 or not re.match(f"[{_CJK}]", printed):
        return [printed]
    return [printed[k : k + 2] for k in range(len(printed) - 1)]
