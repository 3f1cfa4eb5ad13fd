"""Find topics that no edition has carried on so far, by their words, without comparing each with each."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from cfp_archive.comparing.text import exact_key, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cfp_archive.comparing.ties import Place

__all__ = ["InactiveTopics"]

#: Of the topics that hold a word so many are looked at, the latest ones: the search stays quick in a long archive.
_MOST_LOOKED_AT = 64
#: So many topics are worth a full comparison with one new topic, and with all new topics of a list.
_MOST_KEPT, _MOST_IN_ALL = 2, 16
#: Two topics that share less than this of the shorter one's words are no candidates; a full comparison is stricter.
_LEAST_SHARED = 0.5


class InactiveTopics:
    """The last wordings of topics, indexed by word. Only `graph.trace` changes it, while it walks the editions."""

    def __init__(self, language: str) -> None:
        """Begin without topics; their words are compared by the forms of a language (ISO 639-1 code)."""
        self._language = language
        self._words: dict[Place, frozenset[str]] = {}
        self._places: dict[str, dict[Place, None]] = {}  # word -> places that hold it, latest last

    def add(self, place: Place, text: str) -> None:
        """Take in a topic."""
        keys = self._words[place] = self._words_of(text)
        for word in keys:
            self._places.setdefault(word, {})[place] = None

    def remove(self, place: Place) -> None:
        """Let go of a topic that lives on."""
        for word in self._words.pop(place, frozenset()):
            del self._places[word][place]

    def find(self, texts: Iterable[str], accept: Callable[[Place], bool]) -> list[Place]:
        """Give the accepted topics that share the rarest words with any of the texts, in order."""
        found: dict[Place, float] = {}
        for text in texts:
            keys = self._words_of(text)
            shared: Counter[Place] = Counter()
            likeness: defaultdict[Place, float] = defaultdict(float)
            for word in sorted(keys):
                places = self._places.get(word, {})
                for place in islice(reversed(places), _MOST_LOOKED_AT):
                    if accept(place):
                        shared[place] += 1
                        likeness[place] += 1 / len(places)
            near = [place for place in shared if shared[place] >= _LEAST_SHARED * self._shorter(place, keys)]
            for place in sorted(near, key=lambda place: (-likeness[place], place))[:_MOST_KEPT]:
                found[place] = max(found.get(place, 0.0), likeness[place])
        return sorted(sorted(found, key=lambda place: (-found[place], place))[:_MOST_IN_ALL])

    def _shorter(self, place: Place, keys: frozenset[str]) -> int:
        """Give the number of words of the shorter of two topics; each has its whole text as one word more."""
        return max(min(len(self._words[place]), len(keys)) - 1, 1)

    def _words_of(self, text: str) -> frozenset[str]:
        """Return the words of a topic, and the whole text as one more, so that the same text is always found."""
        return frozenset({*words(text, self._language), exact_key(text)})
