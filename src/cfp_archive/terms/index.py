"""The index of terms: the phrases of topics and of the other text that came, stayed or went over the years.

Candidates are runs of words with nothing like "of", "and" or a comma in between, and parts of such runs. What they have to
be to count as a term is measured on the archive itself, in whatever language it is:

- A phrase of several words is a whole run somewhere in a topic, or has different neighbors on both sides, as "machine
  learning" has in "streaming machine learning systems" and "machine learning models", where "learning systems" has not
  (accessor variety: Feng, Chen, Deng and Zheng, Computational Linguistics 30(1), 2004, 75-93).
- A single word is a run by itself in at least half of the topics that have it ("fairness", not "systems"), and in several
  topics or calls. One that is there from the start is left out, unless it is an abbreviation: the field's general words are such.
- A phrase that topics do not have is a whole run in the other text of at least two calls; topics have all its words, and
  have runs that begin and end as it does.
- A phrase that is never without a longer one ("vector" in "vector databases") is left to the longer one.

A term of a single call is left out, unless that is the latest call or a whole topic is nothing but the term: it cannot
be told from a way of putting things.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.naming import ascii_key
from cfp_archive.terms.passages import Break, Corpus, Part, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfp_archive.terms.passages import Word

#: A term has so many words at most; longer runs are cut into parts.
_MOST_WORDS = 4
#: Of the texts of topics that have a single word, so many have it as a run by itself.
_ALONE = 0.5
#: A single word has so many letters at least, if it is not an abbreviation ("AI").
_LEAST_LETTERS = 4

#: A single word is a run by itself in so many topics, or in one and the other text of so many calls, or is a topic.
_TOPICS_WITH_WORD, _CALLS_WITH_WORD = 2, 3


def _split(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What follows is English, as are most calls. In other languages the measures above decide alone.
#: A run behind one of these begins with a verb: "to collect data".
_BEFORE_VERBS = _split(
    "to that which who how we you can could may might must should will would be is are been being not"
)
#: Words that are neither in a noun phrase nor between equals.
_NOT_IN_PHRASES = _split(
    "we you they after before however thus therefore then there here given done made used needs need help allow applied available "
    "regarding concerning involving describing detailing addressing guiding examining focusing interested"
)
#: Other text with these words is about sending papers, not about the field.
_OF_CALLS = _split(
    "paper papers submission submissions submit submitted author authors accepted acceptance workshop conference committee "
    "chair proceedings deadline camera page pages review reviewers template journal poster posters"
)

Stems = tuple[str, ...]


class TermGroup(enum.StrEnum):
    """When a term is in the calls."""

    ENTERED = "entered"  #: not in the earliest call, and in the latest
    LEFT = "left"  #: not in the latest call
    FROM_START = "from-start"  #: in the earliest call, and in the latest


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedTerm:
    """An entry of the index."""

    key: str  #: unique in the index; part of its address: letters, digits and hyphens
    group: TermGroup
    term: Term  #: its phrase is the form in which the calls print it most often

    @property
    def title(self) -> str:
        """The term as it is shown."""
        return self.term.phrase


@dataclass(slots=True)
class _Candidate:
    """What is known of a phrase in the texts. Of a topic with a description only the title is a topic here."""

    alone: int = 0  #: topics in which it is a whole run
    topics: int = 0  #: topics that have it
    whole: bool = False  #: a topic is nothing else
    left: set[str] = field(
        default_factory=set
    )  #: stems before it in a run; empty text for the run's beginning
    right: set[str] = field(default_factory=set)
    prose: set[str] = field(default_factory=set)  #: keys of the calls whose other text has it as a whole run
    marked: bool = False  #: printed with capitals within: an abbreviation, or a name
    calls: set[str] = field(default_factory=set)  #: keys of the calls that have it
    printed: dict[str, int] = field(
        default_factory=dict
    )  #: how often topics print it so, or other text if none has it


def index_of(corpus: Corpus) -> tuple[IndexedTerm, ...]:
    """Return the terms of an archive: by group, then by the calls that have them, then by name."""
    editions = [one.key for one in corpus.archive.editions]
    if not editions:
        return ()
    # A part of a sign such as "¼" is read otherwise by itself, and found nowhere.
    found = {stems: term for stems, phrase in _terms(corpus) if (term := corpus.find(phrase)).quotes}
    kept = _independent(found)
    order = {key: number for number, key in enumerate(editions)}
    grouped = [(_group(term, editions), stems, term) for stems, term in kept]
    rows = sorted(
        (
            (group, term)
            for group, stems, term in grouped
            if group is not TermGroup.FROM_START or len(stems) > 1 or any(map(str.isupper, term.phrase[1:]))
        ),
        key=lambda row: (
            list(TermGroup).index(row[0]),
            -order[row[1].first] if row[0] is TermGroup.ENTERED else -order[row[1].last],
            row[1].phrase.casefold(),
            row[1].phrase,
        ),
    )
    used: set[str] = set()
    return tuple(IndexedTerm(key=_key(term.phrase, used), group=group, term=term) for group, term in rows)


def _group(term: Term, editions: Sequence[str]) -> TermGroup:
    if term.last != editions[-1]:
        return TermGroup.LEFT
    return TermGroup.FROM_START if term.first == editions[0] else TermGroup.ENTERED


def _key(phrase: str, used: set[str]) -> str:
    """Return a key that no other term has."""
    plain = ascii_key(phrase) or "term"
    key, number = plain, 1
    while key in used:
        number += 1
        key = f"{plain}-{number}"
    used.add(key)
    return key


def _terms(corpus: Corpus) -> Iterator[tuple[Stems, str]]:
    """Yield the phrases that count as terms, with their stems."""
    candidates, known = _candidates(corpus)
    latest = corpus.archive.editions[-1].key
    for stems, one in candidates.items():
        lasting = len(one.calls) > 1 or latest in one.calls or one.whole
        if lasting and _is_term(stems, one, known):
            yield (
                stems,
                max(
                    reversed(one.printed), key=lambda text: (_printed_words(corpus, text), one.printed[text])
                ),
            )


def _printed_words(corpus: Corpus, text: str) -> int:
    """Return the number of words of a text, in which an abbreviation is one."""
    return len({one.start for one in corpus.words(text)})


class _Known(NamedTuple):
    """Stems that topics have: any, at the beginning of runs, at their end."""

    words: set[str]
    first: set[str]
    last: set[str]

    def fits(self, stems: Stems) -> bool:
        """Return whether other text may have these stems as a term that no topic has."""
        if len(stems) == 1:
            return False
        return stems[0] in self.first and stems[-1] in self.last and self.words.issuperset(stems)


def _is_term(stems: Stems, one: _Candidate, known: _Known) -> bool:
    if not any(any(map(str.isalpha, stem)) for stem in stems):
        return False
    if len(stems) == 1:
        return _is_single_term(stems[0], one)
    if one.topics:
        return one.alone > 0 or (len(one.left) > 1 and len(one.right) > 1)
    return (
        known.fits(stems)
        and len(one.prose) > 1
        and not any(_OF_CALLS & set(text.casefold().split()) for text in one.printed)
    )


def _is_single_term(stem: str, one: _Candidate) -> bool:
    if not one.alone or one.alone < _ALONE * one.topics:
        return False
    if one.marked or one.whole or not stem.isascii():
        return True
    often = one.alone >= _TOPICS_WITH_WORD or len(one.prose) >= _CALLS_WITH_WORD
    # "dealing with", "addressed by": in English a lone word of this form is part of a sentence.
    verb = any(text.endswith(("ing", "ed")) for text in one.printed)
    return often and not verb and len(stem) >= _LEAST_LETTERS


def _candidates(corpus: Corpus) -> tuple[dict[Stems, _Candidate], _Known]:
    """Collect the phrases of all texts that may be terms: each text is taken apart once, however many calls repeat it."""
    calls: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in corpus.passages:
        if passage.part is not Part.TITLE:
            calls[passage.text, passage.head].append(passage.edition)
    candidates: dict[Stems, _Candidate] = defaultdict(_Candidate)
    others: list[tuple[_Run, str, list[str]]] = []  #: runs that no topic has, with their text and its calls
    seen: set[str] = set()
    for (text, head), editions in calls.items():
        counted = head in seen
        seen.add(head)
        for run in _runs(_without(corpus.words(text), text), text):
            if run.words[-1].end <= len(head):
                _add_run_of_topic(candidates, run, head, editions, counted=counted)
            else:
                others.append((run, text, editions))
    topics = [stems for stems, one in candidates.items() if one.topics]
    runs = [stems for stems in topics if candidates[stems].alone]
    known = _Known(
        words={stem for stems in topics for stem in stems},
        first={stems[0] for stems in runs},
        last={stems[-1] for stems in runs},
    )
    printed: dict[Stems, dict[str, int]] = defaultdict(dict)
    for run, text, editions in others:
        for stems, start, end in _parts(run.words):
            if stems in candidates or known.fits(stems):
                one = candidates[stems]
                one.calls.update(editions)
                words = text[run.words[start].start : run.words[end - 1].end]
                printed[stems][words] = printed[stems].get(words, 0) + len(editions)
                if end - start == len(run.words) and not run.verb:
                    one.prose.update(editions)
    for stems, words_printed in printed.items():
        one = candidates[stems]
        one.printed = one.printed or words_printed
    return candidates, known


def _add_run_of_topic(
    candidates: dict[Stems, _Candidate], run: _Run, head: str, editions: Sequence[str], *, counted: bool
) -> None:
    """Note the phrases of a run of a topic.

    :param counted: the topic has been counted, with other words behind its title.
    """
    for stems, start, end in _parts(run.words):
        text = head[run.words[start].start : run.words[end - 1].end]
        one = candidates[stems]
        one.calls.update(editions)
        one.printed[text] = one.printed.get(text, 0) + len(editions)
        if counted:
            continue
        whole = end - start == len(run.words) and not run.verb
        one.topics += 1
        one.alone += whole and not (len(stems) == 1 and run.shares)
        one.whole |= (
            run.words[0].start == 0 and start == 0 and run.words[end - 1].end >= len(head.rstrip(".;:,"))
        )
        one.marked |= any(map(str.isupper, text[1:]))
        one.left.add(str(run.words[start - 1].key) if start else run.verb)
        one.right.add(str(run.words[end].key) if not whole and end < len(run.words) else "")


class _Run(NamedTuple):
    """Words with nothing in between."""

    words: Sequence[Word]
    shares: (
        bool  #: one word, of which the rest follows: "scalable and distributed training", "instance-based"
    )
    verb: str  #: the small word before it, if that makes its first word a verb; else nothing


def _without(words: Sequence[Word], text: str) -> list[Word]:
    """Take words that are no part of noun phrases for what is between such."""
    return [
        one._replace(key=Break.ENDING) if text[one.start : one.end].casefold() in _NOT_IN_PHRASES else one
        for one in words
    ]


def _runs(words: Sequence[Word], text: str) -> Iterator[_Run]:
    runs = [
        (is_run, list(group)) for is_run, group in groupby(words, key=lambda one: isinstance(one.key, str))
    ]
    for number, (is_run, group) in enumerate(runs):
        if not is_run:
            continue
        if text[: group[0].start].endswith("-"):  # of "many-core accelerators" "core" is no word of its own
            group = [one for one in group if one.start >= group[0].end]  # noqa: PLW2901
            if not group:
                continue
        after = runs[number + 1][1] if number + 1 < len(runs) else []
        hyphen = text[group[-1].end : group[-1].end + 1] == "-"  # "instance-based"
        joined = bool(after) and after[-1].key is Break.JOINING
        more = len(runs[number + 2][1]) if joined and number + 2 < len(runs) else 0
        before = (
            text[runs[number - 1][1][-1].start : runs[number - 1][1][-1].end].casefold() if number else ""
        )
        yield _Run(
            group,
            shares=len(group) == 1 and (more > 1 or hyphen),
            verb=before if before in _BEFORE_VERBS else "",
        )


def _parts(run: Sequence[Word]) -> Iterator[tuple[Stems, int, int]]:
    """Yield all parts of a run that are not too long, with where they begin and end in it: none in an abbreviation."""
    edges = [k for k in range(len(run) + 1) if k in {0, len(run)} or run[k].start != run[k - 1].start]
    for start in edges:
        for end in (k for k in edges if start < k <= start + _MOST_WORDS):
            yield tuple(str(one.key) for one in run[start:end]), start, end


def _independent(found: dict[Stems, Term]) -> list[tuple[Stems, Term]]:
    """Leave out terms that are nowhere without a longer one, and of equal ones all but the first."""
    by_word: dict[str, list[Stems]] = defaultdict(list)
    for stems in found:
        for stem in set(stems):
            by_word[stem].append(stems)
    kept = []
    for stems, term in found.items():
        longer = [other for other in by_word[stems[0]] if len(other) > len(stems) and _within(stems, other)]
        if not any(_covers(found[other], term) for other in longer):
            kept.append((stems, term))
    return kept


def _within(stems: Stems, other: Stems) -> bool:
    size = len(stems)
    return any(other[k : k + size] == stems for k in range(len(other) - size + 1))


def _covers(longer: Term, term: Term) -> bool:
    """Return whether each place of a term is within one of a longer term."""
    places = {(one.passage.edition, one.passage.text): one.spans for one in longer.quotes}
    for quote in term.quotes:
        around = places.get((quote.passage.edition, quote.passage.text), ())
        if not all(any(a <= start and end <= b for a, b in around) for start, end in quote.spans):
            return False
    return True
