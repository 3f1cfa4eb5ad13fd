"""Bring the words of two lists together: acronyms with their spelled-out forms, compounds with their parts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cfp_archive.comparing.lexicon import ACRONYMS
from cfp_archive.comparing.text import Role, Token, Wording, is_generic, read, word_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["read_together"]

_ACRONYM = re.compile(r"[^\W\d_]{2,6}\d?")

#: A joined compound shorter than this is too likely a chance meeting of two short words.
_SHORTEST_COMPOUND = 6


def read_together(texts: Sequence[str]) -> list[Wording]:
    """Read the topics of both lists, so that one word has one key in all of them.

    An acronym becomes the words that its letters stand for, if any text spells them out (or it is commonly known),
    and two words that another text writes as one ("hyper-parameter", "hyperparameter") become that one.

    :param texts: the topics of both lists; their order does not matter.
    :returns: one wording for each text.
    """
    wordings = [read(text) for text in texts]
    acronyms = set().union(*map(_acronyms, texts))
    spelled = _spelled_out(acronyms, texts)
    compounds = set().union(*map(_joined, texts)) & set().union(*map(_long_words, texts))
    if not spelled and not compounds:
        return wordings
    return [
        _rewrite(wording, spelled, compounds)
        if not spelled.keys().isdisjoint(_keys(text)) or not compounds.isdisjoint(_joined(text))
        else wording
        for text, wording in zip(texts, wordings, strict=True)
    ]


@lru_cache(maxsize=16384)
def _keys(text: str) -> frozenset[str]:
    return frozenset(token.key for token in read(text).tokens if token.role >= Role.GENERIC)


@lru_cache(maxsize=16384)
def _acronyms(text: str) -> frozenset[str]:
    """Give the keys of the words in mostly capital letters."""
    return frozenset(
        token.key
        for token in read(text).tokens
        if _ACRONYM.fullmatch(token.text) and sum(map(str.isupper, token.text)) * 2 > len(token.text)
    )


def _bare(word: str) -> str:
    return word.casefold().removesuffix("s")


@lru_cache(maxsize=16384)
def _long_words(text: str) -> frozenset[str]:
    """Give the words of a text that may be compounds, in the singular."""
    return frozenset(
        _bare(t.text)
        for t in read(text).tokens
        if t.role >= Role.GENERIC and len(t.text) >= _SHORTEST_COMPOUND
    )


@lru_cache(maxsize=16384)
def _joined(text: str) -> frozenset[str]:
    """Give the neighbouring words of a text written as one, in the singular."""
    return frozenset(
        _bare(a.text + b.text)
        for a, b in pairwise(read(text).tokens)
        if a.role >= Role.GENERIC and b.role >= Role.GENERIC and len(a.text + b.text) >= _SHORTEST_COMPOUND
    )


@lru_cache(maxsize=16384)
def _initials(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give a text's first letters, with the words behind them: once with all little words, once without any.

    A mark is a space, so that no acronym reaches over it; so is "and", but where the little words count.
    """
    found = []
    for least in (Role.FUNCTION, Role.GENERIC):
        tokens = [token for token in read(text).tokens if token.role >= least or token.role == Role.BREAK]
        marks = [t.role == Role.BREAK and (least > Role.FUNCTION or not t.text.isalpha()) for t in tokens]
        letters = "".join(
            " " if mark else t.text.casefold()[0] for t, mark in zip(tokens, marks, strict=True)
        )
        found.append((letters, tuple(token.text for token in tokens)))
    return tuple(found)


def _spelled_out(acronyms: Iterable[str], texts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Find the words behind acronyms: those with its initials that stand in most texts, else the common meaning."""
    spelled: dict[str, tuple[str, ...]] = {}
    for acronym in sorted(acronyms):
        if acronym in ACRONYMS:
            words = tuple(ACRONYMS[acronym].split())
            # Where no text spells it out, not even half, it is one word like any other.
            if any(len(_keys(text).intersection(map(word_key, words))) >= 2 for text in texts):
                spelled[acronym] = words
            continue
        phrases: Counter[tuple[str, ...]] = Counter()
        for text in set(texts):
            for letters, words in _initials(text):
                start = letters.find(acronym)
                end = start + len(acronym)
                # Two words with two given initials meet by chance; they count where the acronym follows in brackets.
                if start >= 0 and (
                    len(acronym) > 2 or acronym in map(str.casefold, words[end + 1 : end + 2])
                ):
                    phrases[tuple(word.casefold() for word in words[start:end])] += 1
                    break
        if phrases:
            spelled[acronym] = max(phrases, key=lambda phrase: (phrases[phrase], phrase))
    return spelled


def _rewrite(wording: Wording, spelled: Mapping[str, tuple[str, ...]], compounds: set[str]) -> Wording:
    """Put the spelled-out words in the place of acronyms, and compounds in the place of their parts."""
    tokens: list[Token] = []
    rest = iter(zip(wording.tokens, [*wording.tokens[1:], None], strict=True))
    for token, follower in rest:
        if token.role < Role.GENERIC:
            tokens.append(token)
            continue
        if follower is not None and follower.role >= Role.GENERIC:
            joined = token.text + follower.text
            if len(joined) >= _SHORTEST_COMPOUND and _bare(joined) in compounds:
                tokens.append(replace(token, text=joined, key=word_key(joined), role=Role.CONTENT))
                next(rest)
                continue
        for word in spelled.get(token.key, ()):
            key = word_key(word)
            tokens.append(replace(token, key=key, role=Role.GENERIC if is_generic(key) else Role.CONTENT))
        if token.key not in spelled:
            tokens.append(token)
    return Wording(tokens=tuple(tokens))
