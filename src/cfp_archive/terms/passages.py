"""Find a phrase in all calls, in whatever forms its words have.

A passage is a topic, a heading or a sentence of a call; its words are the record's, character by character. A call is the
page index.md of its edition: programs and committees beside it are not searched.
"""

from __future__ import annotations

import enum
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, NamedTuple

from pydantic import Field

from cfp_archive.comparing.text import COORDINATORS, Role, fold, read
from cfp_archive.comparing.words import split_sentences
from cfp_archive.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cfp_archive.comparing.history import History
    from cfp_archive.model import Archive, Edition

#: Marks that join equals, beside words such as "and": "model/data/gradient compression".
_JOINING = COORDINATORS | frozenset(",/，、·")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\w[\w.-]*\.\w+/\S*")
#: "(NAS)", "(DNNs)"
_ABBREVIATION = re.compile(r"\s?\((?P<short>(?P<letters>[A-Z]{2,8})s?)\)")
#: So many equals may be between a word of a phrase and the next: "model, data and gradient compression".
_MOST_EQUALS = 3


class Part(enum.StrEnum):
    """What a passage is in its call."""

    TITLE = "title"
    HEADING = "heading"
    TOPIC = "topic"
    TEXT = "text"


class Break(enum.Enum):
    """What is between words that are not side by side."""

    SMALL_WORD = enum.auto()  #: "of", "the": a phrase goes on behind it only if it has such a word there, too
    JOINING = enum.auto()  #: equals are on both sides: "and", a comma, a slash
    ENDING = enum.auto()  #: no phrase goes on behind it


class Word(NamedTuple):
    """A word of a passage, or what is between words."""

    key: str | Break  #: the word's stem; two words that are also written as one have the stems joined
    start: int  #: 0-based, in the passage; the same for all words of an abbreviation
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text of a call."""

    edition: str  #: key
    part: Part
    section: str = ""  #: the heading above it, as printed; empty in a call's opening, and for its title
    list: str = ""  #: of a topic: the name of its list
    topic: str = ""  #: of a topic: its permanent key
    text: str
    head: str = ""  #: of a topic: its title, with which the text begins; else nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage that has the phrase, with the places where."""

    passage: Passage
    spans: tuple[tuple[int, int], ...]  #: 0-based start and end in the passage's text, ascending


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A phrase as it is printed; capitals and punctuation aside, calls that have it so have the same form."""

    text: Annotated[str, Field(description="The words as printed.")]
    editions: Annotated[
        tuple[str, ...], Field(description="Keys of the calls that print them so, oldest first.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A phrase with all places where it is in the calls."""

    phrase: str
    quotes: tuple[Quote, ...]  #: oldest call first, in the order of the call
    forms: tuple[Form, ...]  #: by first call

    @property
    def editions(self) -> tuple[str, ...]:
        """Keys of the calls that have it, oldest first."""
        return tuple(dict.fromkeys(one.passage.edition for one in self.quotes))

    @property
    def first(self) -> str:
        """Key of the first call that has it; empty if none has."""
        return self.editions[0] if self.quotes else ""

    @property
    def last(self) -> str:
        """Key of the last call that has it; empty if none has."""
        return self.editions[-1] if self.quotes else ""


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """The texts of all calls, read once."""

    archive: Archive
    passages: tuple[Passage, ...]  #: oldest call first, in the order of the call
    compounds: Mapping[tuple[str, str], str]  #: stems of words that are also written as one: hyper, parameter
    abbreviations: Mapping[
        str, tuple[str, ...]
    ]  #: stems of the words for which an abbreviation is written, by its stem

    @property
    def language(self) -> str:
        """The language by which forms of a word are brought together."""
        return self.archive.series.language

    def words(self, text: str) -> tuple[Word, ...]:
        """Return the words and breaks of a text."""
        cached = self._words.get(text)
        if cached is None:
            self.add_words({text: _words(text, self.language)})
            cached = self._words[text]
        return cached

    def add_words(self, words_of: Mapping[str, Sequence[Word]]) -> None:
        """Note the words of texts, in which abbreviations are not written out yet."""
        self._words.update(
            (text, _joined(_written_out(words, self.abbreviations), self.compounds))
            for text, words in words_of.items()
        )

    def has_words(self, phrase: str) -> bool:
        """Return whether a phrase has a word to look for: "of the" has none."""
        return any(isinstance(one.key, str) for one in self.words(phrase))

    def find(self, phrase: str) -> Term:
        """Find a phrase.

        Its words are there in order, each in any form ("federated learning", "Federated Learners"), side by side or with one
        other word ("federated deep learning") or equals ("model and gradient compression" for "model compression") in
        between. Words such as "of" may be between if the phrase has such words there. An abbreviation that a call explains
        ("Neural Architecture Search (NAS)") counts as the words for which it is written, in all calls.

        :param phrase: any text. Its punctuation does not matter.
        :returns: the phrase with what was found; nothing is found for a text that has no word but such as "of".
        """
        phrase_words = self.words(phrase)
        stems = [one.key for one in phrase_words if isinstance(one.key, str)]
        quotes: list[Quote] = []
        printed: dict[str, list[tuple[str, str]]] = defaultdict(list)
        spans_in: dict[str, tuple[tuple[int, int], ...]] = {}  # most texts are those of several calls
        for passage in self._with(stems):
            spans = spans_in.get(passage.text)
            if spans is None:
                spans = spans_in[passage.text] = tuple(matches(phrase_words, self.words(passage.text)))
            if not spans:
                continue
            quotes.append(Quote(passage=passage, spans=spans))
            for start, end in spans:
                text = passage.text[start:end]
                printed[fold(text)].append((text, passage.edition))
        return Term(
            phrase=phrase, quotes=tuple(quotes), forms=tuple(_form(found) for found in printed.values())
        )

    def _with(self, stems: Sequence[str]) -> Iterator[Passage]:
        """Yield the passages that have all of the stems somewhere."""
        if not stems:
            return
        texts = set.intersection(*(self._index.get(one, set()) for one in stems))
        for place in sorted(place for text in texts for place in self._places[text]):
            yield self.passages[place]

    @cached_property
    def _words(self) -> dict[str, tuple[Word, ...]]:
        return {}

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for place, passage in enumerate(self.passages):
            places[passage.text].append(place)
        return places

    @cached_property
    def _index(self) -> dict[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for text in self._places:
            for word in self.words(text):
                if isinstance(word.key, str):
                    index[word.key].add(text)
        return index


def corpus_of(history: History) -> Corpus:
    """Read the texts of all calls of a history's archive."""
    archive = history.archive
    passages = tuple(one for edition in archive.editions for one in _passages(edition, history))
    keys: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    words_of = {
        text: _words(text, archive.series.language) for text in dict.fromkeys(one.text for one in passages)
    }
    for words in words_of.values():
        keys.update(one.key for one in words if isinstance(one.key, str))
        pairs.update(
            (a.key, b.key)
            for a, b in pairwise(words)
            if isinstance(a.key, str) and isinstance(b.key, str)
            if len(a.key) > 1 and len(b.key) > 1 and (a.key + b.key).isalpha()
        )
    compounds = {pair: "".join(pair) for pair in sorted(pairs) if "".join(pair) in keys}
    corpus = Corpus(
        archive=archive, passages=passages, compounds=compounds, abbreviations=_abbreviations(words_of)
    )
    corpus.add_words(words_of)
    return corpus


def matches(phrase: Sequence[Word], words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return where a phrase is among the words of a passage, by the rule of `Corpus.find`.

    :returns: 0-based start and end of each place, ascending and apart from each other.
    """
    steps = _steps(phrase)
    found: list[tuple[int, int]] = []
    place = 0
    while steps and place < len(words):
        last = place if words[place].key == steps[0][0] else -1
        for stem, apart in steps[1:]:
            last = _next(stem, words, last, apart=apart) if last >= 0 else -1
        if last >= 0:
            found.append((words[place].start, words[last].end))
            place = last
        place += 1
    return found


def _steps(phrase: Sequence[Word]) -> list[tuple[str, bool]]:
    """Return the stems of a phrase, each with whether anything is between it and the one before."""
    steps: list[tuple[str, bool]] = []
    apart = False
    for word in phrase:
        if isinstance(word.key, str):
            steps.append((word.key, apart))
        apart = not isinstance(word.key, str)
    return steps


def _next(stem: str, words: Sequence[Word], place: int, *, apart: bool) -> int:
    """Return the index at which the next word of a phrase follows on the one at an index; -1 if it does not."""

    def has_stem(index: int) -> bool:
        return index < len(words) and words[index].key == stem

    def is_break(index: int, *kinds: Break) -> bool:
        return index < len(words) and words[index].key in kinds

    def behind_word(index: int) -> int:
        """Return the index behind the word at an index, an abbreviation being one word; -1 if there is no word."""
        if index >= len(words) or not isinstance(words[index].key, str):
            return -1
        printed = words[index].start
        return next((k for k in range(index, len(words)) if words[k].start != printed), len(words))

    after = place + 1
    if has_stem(after):
        return after
    other = behind_word(after)
    if other >= 0 and has_stem(other):
        return other
    while apart and is_break(after, Break.SMALL_WORD, Break.JOINING):
        after += 1
    if has_stem(after):
        return after
    after = place + 1
    for _ in range(_MOST_EQUALS):
        if not is_break(after, Break.JOINING):
            break
        after = behind_word(after + 1)
        if after < 0 or has_stem(after):
            return after
    return -1


def _words(text: str, language: str) -> list[Word]:
    words: list[Word] = []
    addresses = [one.span() for one in _ADDRESS.finditer(text)]
    for token in read(text, language):
        key: str | Break = token.key
        if any(start <= token.start < end for start, end in addresses):
            key = Break.ENDING
        elif token.role is Role.FUNCTION:
            key = Break.SMALL_WORD
        elif token.role is Role.BREAK:
            key = Break.JOINING if token.key in _JOINING else Break.ENDING
        words.append(Word(key, token.start, token.end))
    return words


def _abbreviations(words_of: Mapping[str, Sequence[Word]]) -> dict[str, tuple[str, ...]]:
    """Return for what abbreviations are written: the words before them in brackets of which they have the initials.

    The initials must be all and in order, a simple case of Schwartz and Hearst, Pacific Symposium on Biocomputing 8 (2003),
    451-462: what it misses costs a form, what more would find could be wrong. An abbreviation of two things is left alone, as
    is one that is also a word.
    """
    meanings: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    others: set[str] = set()
    for text, words in words_of.items():
        others.update(
            one.key for one in words if isinstance(one.key, str) and text[one.start : one.end].islower()
        )
        for found in _ABBREVIATION.finditer(text):
            short = next(one.key for one in words if one.start == found.start("short"))
            before = [one for one in words if one.end <= found.start() and isinstance(one.key, str)]
            long = before[-len(found["letters"]) :]
            initials = "".join(text[one.start] for one in long).casefold()
            if isinstance(short, str) and initials == found["letters"].casefold() and _together(long, words):
                meanings[short].add(tuple(str(one.key) for one in long))
    return {
        short: next(iter(found))
        for short, found in sorted(meanings.items())
        if len(found) == 1 and short not in others
    }


def _together(long: Sequence[Word], words: Sequence[Word]) -> bool:
    """Return whether nothing but words such as "of" is between the words of a long form."""
    between = (one.key for one in words if long[0].start <= one.start <= long[-1].start)
    return not any(key in {Break.JOINING, Break.ENDING} for key in between)


def _written_out(words: Iterable[Word], abbreviations: Mapping[str, tuple[str, ...]]) -> Iterator[Word]:
    """Take for abbreviations the words for which they are written, at the same place."""
    for word in words:
        stems = abbreviations.get(word.key, ()) if isinstance(word.key, str) else ()
        if stems:
            yield from (word._replace(key=stem) for stem in stems)
        else:
            yield word


def _joined(words: Iterable[Word], compounds: Mapping[tuple[str, str], str]) -> tuple[Word, ...]:
    """Make one word of two that are elsewhere written as one."""
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        key = None
        if before and isinstance(before.key, str) and isinstance(word.key, str):
            key = compounds.get((before.key, word.key))
        if before and key:
            joined[-1] = Word(key, before.start, word.end)
        else:
            joined.append(word)
    return tuple(joined)


def _passages(edition: Edition, history: History) -> Iterator[Passage]:
    section = ""
    for block in edition.blocks:
        match block.kind:
            case BlockKind.HEADING if block.level == 1:
                section = ""
                yield Passage(edition=edition.key, part=Part.TITLE, text=block.text)
            case BlockKind.HEADING:
                section = block.text
                yield Passage(edition=edition.key, part=Part.HEADING, section=section, text=block.text)
            case BlockKind.PARAGRAPH | BlockKind.ITEM:
                for text in split_sentences(block.text):
                    yield Passage(edition=edition.key, part=Part.TEXT, section=section, text=text)
            case BlockKind.TOPICS:
                for one in history.members(block.argument, edition.key):
                    yield Passage(
                        edition=edition.key,
                        part=Part.TOPIC,
                        section=section,
                        list=one.place.list,
                        topic=one.key,
                        text=one.text,
                        head=one.head,
                    )


def _form(found: Sequence[tuple[str, str]]) -> Form:
    """Make a form of equal printings: it is shown as most calls print it, of several as the newest does."""
    often = Counter(text for text, _ in found)
    text = max(reversed(often), key=often.__getitem__)
    return Form(text=text, editions=tuple(dict.fromkeys(edition for _, edition in found)))
