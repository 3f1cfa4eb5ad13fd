"""Find the words of a call that each fact of its front matter comes from. Nothing is guessed: letters and figures must agree.

A fact that is nowhere in the words is not the call's. Which forms a fact may have is said at the function of its kind.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cfp_archive.formatting import day, days, limit_words
from cfp_archive.languages import alternatives
from cfp_archive.model import DateKind, Format, Span
from cfp_archive.reading.days import AOE, date_order, days_named, find_days, find_times, has_other_months
from cfp_archive.reading.proof import page_texts, prove
from cfp_archive.reading.sources import address_pattern
from cfp_archive.vocabulary import has_blank, number_words, ordinal_word, ordinals, roman_numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cfp_archive.model import Appointment, Edition, KeyDate, Location, Submission

_DASHES = dict.fromkeys(map(ord, "‐‑‒–―−"), "-")
#: Beside a letter this dash sets apart, even without spaces: 'Call for Papers—16th Workshop'.
_JOINING_EM_DASH = re.compile(r"(?<![^\W\d_])—(?![^\W\d_])")
_QUOTES = dict.fromkeys(map(ord, "‘’‚`´ʼ"), "'")
_ATOM = re.compile(r"[^\W_]+|[+#&@]")
#: Signs that bind what is on both sides to one name: no part of 'Finn-Smith' is found as a name of its own.
_BINDING = frozenset("-'.")
#: Below this similarity (0..100) a stretch of text is not worth showing as the nearest one.
_SIMILAR = 60
#: So many words, at most, are between the parts of one fact.
_NEAR = 15
#: So many words before and after a person's line may give what several people share: 'IBM Research: Quill, Finn'.
_AROUND = 40
#: So many words after a key date's label its day is looked for, if the page has no line for it.
_AFTER_LABEL = 25
#: No series has more editions; and the figures of a number have no end.
_MOST = 9999
#: Behind 'hybrid', what shows that it is the event that is: no 'hybrid search techniques'.
_OF_EVENT = r"(?=\s*(?:[^\w\s-]|\Z)|[\s-]+(?:event|conference|workshop|symposium|meeting|edition|format|mode|and|or|with|in|at|on|this)\b)"
_PAGE = r"(?:pages?|pp|p\.|seiten?|pag\w*|pág\w*|strony?|stran\w*|sider|sidor|стр\w*|ページ|页|頁)"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Range(NamedTuple):
    """A run of words: from ``begin`` until before ``end``, both 0-based."""

    begin: int
    end: int


class _Atom(NamedTuple):
    text: str
    word: int  #: 0-based, the word that it is part of
    bound: bool  #: to the atom before it


def normalized(text: str) -> str:
    """Return a text without differences of case, of compatible characters and of kinds of dashes and quotes."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES | _QUOTES)
    return _JOINING_EM_DASH.sub("-", folded)


class FoldedText:
    """The words of a text, to be found whatever their case, spacing, dashes and quotes. Ranges are counted in words."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self._folded = [normalized(word) for word in words]
        self.text = " ".join(self._folded)  #: what patterns are looked for in

    @cached_property
    def _starts(self) -> list[int]:
        starts, start = [], 0
        for word in self._folded:
            starts.append(start)
            start += len(word) + 1
        return starts

    @cached_property
    def _atoms(self) -> list[_Atom]:
        return [atom for number, word in enumerate(self._folded) for atom in _atoms_of(word, number)]

    @cached_property
    def _indices(self) -> dict[str, list[int]]:
        indices: dict[str, list[int]] = {}
        for index, atom in enumerate(self._atoms):
            indices.setdefault(atom.text, []).append(index)
        return indices

    def words_at(self, begin: int, end: int) -> Range:
        """Return the words that the characters of `text` from ``begin`` until before ``end`` belong to."""
        last = max(end - 1, begin)
        return Range(bisect_right(self._starts, begin) - 1, bisect_right(self._starts, last))

    def characters_of(self, words: Range | None) -> tuple[int, int]:
        """Return the characters of `text` that a run of words has; those of the whole text for None."""
        if words is None:
            return 0, len(self.text)
        if words.begin >= words.end:
            return 0, 0
        return self._starts[words.begin], self._starts[words.end - 1] + len(self._folded[words.end - 1])

    def matches(self, pattern: str, within: Range | None = None) -> Iterator[Range]:
        """Yield the words of each match of a pattern of folded characters."""
        for match in re.compile(pattern).finditer(self.text, *self.characters_of(within)):
            yield self.words_at(match.start(), match.end())

    def phrases(self, value: str, within: Range | None = None) -> Iterator[Range]:
        """Yield where the words of a value are, in order and next to each other; punctuation does not matter."""
        wanted = [atom.text for atom in _atoms_of(normalized(value), 0)]
        for index in self._indices.get(wanted[0], ()) if wanted else ():
            run = self._atoms[index : index + len(wanted)]
            after = self._atoms[index + len(wanted) : index + len(wanted) + 1]
            if (
                [atom.text for atom in run] == wanted
                and not run[0].bound
                and not any(atom.bound for atom in after)
            ):
                words = Range(run[0].word, run[-1].word + 1)
                if within is None or (within.begin <= words.begin and words.end <= within.end):
                    yield words

    def nearest(self, value: str) -> Range | None:
        """Return the run of as many words that looks most like a value; None if none does."""
        from rapidfuzz import fuzz, process

        size = max(len(value.split()), 1)
        windows = {index: " ".join(self._folded[index : index + size]) for index in range(len(self._folded))}
        best = process.extractOne(normalized(value), windows, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
        return Range(best[2], min(best[2] + size, len(self.words))) if best else None

    def shown(self, words: Range) -> str:
        """Return a run of words as it is written."""
        return " ".join(self.words[words.begin : words.end])


def _atoms_of(text: str, word: int) -> Iterator[_Atom]:
    end = None
    for match in _ATOM.finditer(text):
        between = text[end : match.start()] if end is not None else " "
        yield _Atom(match.group(), word, bool(between) and set(between) <= _BINDING)
        end = match.end()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedFact:
    """A fact and its words in the call."""

    fact: Location  #: its field, as in ("date",) or ("people", 0)
    words: Range  #: of the page's words, see `proof.page_words`


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocated:
    """A fact that the call does not say, or says only in figures that can be read in two ways."""

    fact: Location
    value: str  #: in words
    nearest: str  #: what the call says that is nearest; empty if nothing is near
    line: int  #: 1-based, of the page: where the nearest thing is; 0 if nothing is near


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """What looking for an edition's facts gave."""

    facts: tuple[LocatedFact, ...] = ()
    missing: tuple[Unlocated, ...] = ()
    ambiguous: tuple[
        Unlocated, ...
    ] = ()  #: days whose figures can be read in the other order, too, as in 3/4/2021
    asked: bool = True  #: False for an edition without a text to look in

    def words_of(self, *fact: str | int) -> Range | None:
        """Return the words of a fact; None if the call does not say it."""
        return next((one.words for one in self.facts if one.fact == fact), None)


@lru_cache(maxsize=128)  # the rule and the page ask for it
def locate(edition: Edition) -> Located:
    """Look for the facts of an edition in the words of its call.

    A draft without a source has no text yet, and is not asked.
    """
    proof = prove(edition)
    if edition.facts.draft and not proof.compared:
        return Located(asked=False)
    return _Search(edition, proof.added).run()


#: Parts of an entry without which nothing is left of it.
_ESSENTIAL = frozenset({"name", "role", "label", "date"})


def stated(edition: Edition, located: Located) -> Edition:
    """Return an edition without the facts that neither its call nor a named source says, which `check` reports.

    The title stays: an edition has to be called something.

    :param located: where the words of the edition say its facts.
    """
    facts: Any = edition.facts
    missing = [one.fact for one in located.missing if one.fact != ("title",)]
    gone = {fact[:2] for fact in missing if len(fact) == 2 or fact[-1] in _ESSENTIAL}
    kept: dict[str, dict[int, Any]] = {}
    for name, *place in missing:
        if not place:
            facts = replace(facts, **{str(name): None})
            continue
        entries = kept.setdefault(str(name), dict(enumerate(getattr(edition.facts, str(name)))))
        index, *part = place
        if (name, index) in gone:
            entries.pop(int(index), None)
        elif part[0] == "was":
            entries[int(index)] = replace(entries[int(index)], was=())
        else:
            entries[int(index)] = replace(entries[int(index)], **{str(part[0]): None})
    return replace(
        edition, facts=replace(facts, **{name: tuple(entries.values()) for name, entries in kept.items()})
    )


@dataclass
class _Search:
    """Looks for one fact after the other."""

    edition: Edition
    added: tuple[tuple[int, int], ...]  #: words of the page that are not the call's
    located: list[LocatedFact] = field(default_factory=list)
    missing: list[Unlocated] = field(default_factory=list)
    ambiguous: list[Unlocated] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines: list[int] = []  # of each word
        self.placed: dict[tuple[str, int], Range] = {}  # facts that directives place, and their words
        self.leading: list[tuple[set[str], Range]] = []  # blocks with links, and their words
        links: dict[tuple[str, int], set[str]] = {}
        for block in self.edition.blocks:
            links.setdefault((block.text, block.line), set()).update(
                normalized(link).rstrip("/") for link in block.links
            )
        words: list[str] = []
        for one in page_texts(self.edition):
            run = one.text.split()
            where = Range(len(words), len(words) + len(run))
            if one.fact is not None:
                self.placed.setdefault(one.fact, where)
            self.leading.append((links.get((one.text, one.line), set()), where))
            words += run
            self.lines += [one.line] * len(run)
        self.text = FoldedText(words)
        facts = self.edition.facts
        self.order = facts.date_order or date_order(self.text.text)
        # The years that the event may be in: those of the title, else the edition's own; all have to be in the call. Of a
        # call that names no year at all, the archive's word counts: the edition's key.
        years, titled = (set(map(int, _YEAR.findall(text))) for text in (self.text.text, facts.title))
        self.event_years = titled & years or {self.edition.year} & years or years or {self.edition.year}

    def run(self) -> Located:
        facts = self.edition.facts
        self._title(facts.title)
        if facts.date:
            self._date(facts.date)
        if facts.ordinal and not facts.ordinal_counted:
            self._ordinal(facts.ordinal)
        if facts.place:
            self._locate(("place",), facts.place, self._parts(facts.place.split(",")))
        if facts.website:
            self._locate(("website",), facts.website, self._addresses(facts.website))
        if facts.format:
            self._format(facts.format)
        for index, date in enumerate(facts.key_dates):
            if not date.source:
                self._key_date(index, date)
        for index, submission in enumerate(facts.submissions):
            if not submission.source:
                self._submission(index, submission)
        for index, person in enumerate(facts.people):
            if not person.source:
                self._person(index, person)
        return Located(
            facts=tuple(self.located), missing=tuple(self.missing), ambiguous=tuple(self.ambiguous)
        )

    def _locate(
        self,
        fact: Location,
        value: str,
        candidates: Iterable[Range],
        near: Callable[[], Range | None] | None = None,
    ) -> bool:
        """Note where a fact is, or that it is nowhere; return whether the call says it."""
        if has_blank(value):
            return False
        words = next(filter(self._is_calls, candidates), None)
        if words is not None:
            self.located.append(LocatedFact(fact=fact, words=words))
        elif not (len(fact) == 1 and self.edition.facts.other_sources.of(str(fact[0]))):
            self._miss(fact, value, near() if near else self.text.nearest(value))
        return words is not None

    def _confirm(self, fact: Location, value: str, candidates: Iterable[Range]) -> None:
        """Note a part of a fact that is nowhere. Where it is does not matter: the fact itself is marked."""
        if not has_blank(value) and not any(map(self._is_calls, candidates)):
            self._miss(fact, value, self.text.nearest(value))

    def _miss(self, fact: Location, value: str, nearest: Range | None) -> None:
        self.missing.append(self._unlocated(fact, value, nearest))

    def _unlocated(self, fact: Location, value: str, nearest: Range | None) -> Unlocated:
        shown, line = (self.text.shown(nearest), self.lines[nearest.begin]) if nearest else ("", 0)
        return Unlocated(fact=fact, value=value, nearest=shown, line=line)

    def _is_calls(self, words: Range) -> bool:
        return not any(begin <= words.begin and words.end <= end for begin, end in self.added)

    # Texts

    def _title(self, title: str) -> None:
        """Find a title, whose parts (before and after a colon or a dash) may be on lines of their own.

        A title that the archive gave to a call without one is a declared difference, and no fact of the call.
        """
        candidates = list(self._parts(re.split(r":|\s[-–—]\s", title)))
        if not candidates or any(map(self._is_calls, candidates)):
            self._locate(("title",), title, candidates)

    def _parts(self, parts: Iterable[str]) -> Iterator[Range]:
        """Yield where all parts of a fact are near each other, in any order."""
        first, *rest = [part for part in parts if re.search(r"\w", part)] or [""]
        others = [list(self.text.phrases(part)) for part in rest]
        for start in self.text.phrases(first):
            whole = start
            for words in others:
                near = [
                    one for one in words if one.end > whole.begin - _NEAR and one.begin < whole.end + _NEAR
                ]
                if not near:
                    break
                best = min(near, key=lambda one: abs(one.begin - start.end))
                whole = Range(min(whole.begin, best.begin), max(whole.end, best.end))
            else:
                yield whole

    def _ordinal(self, number: int) -> None:
        """Find an ordinal as a word, in figures or in Roman numerals, shortly before a word of the title or 'edition'."""
        if number > _MOST:
            self._locate(("ordinal",), "its ordinal", (), lambda: None)
            return
        names = {normalized(word) for word in re.findall(r"[^\W\d_]{3,}", self.edition.facts.title)} | {
            "edition",
            "workshop",
        }
        figures = rf"{number}\s?-?(?:st|nd|rd|th|e|er|ère|re|ème|eme|ième|de|te|o|a|[.ºª°])|№\s?{number}"
        word = ordinal_word(number)
        written = [one.replace("-", "[- ]") for one, value in ordinals().items() if value == number]
        written += [roman_numeral(number)] if word else []
        pattern = rf"(?<![\w-])(?:{'|'.join((*written, figures))})(?![\w-])"
        dates = [self.text.words_at(one.begin, one.end) for one in find_days(self.text.text)]

        def counts(words: Range) -> bool:
            begin, end = self.text.characters_of(Range(words.end, min(words.end + 6, len(self.lines))))
            following = re.findall(r"[^\W\d_]+", self.text.text[begin:end])
            # A single letter is a numeral only right before the name.
            near = following[:1] if len(self.text.shown(words)) == 1 else following
            in_date = any(date.begin <= words.begin < date.end for date in dates)
            return not in_date and bool(names.intersection(near))

        value = f"{number} ({word})" if word else str(number)
        self._locate(("ordinal",), value, filter(counts, self.text.matches(pattern)), lambda: None)

    def _addresses(self, address: str) -> Iterator[Range]:
        """Yield where an address is written, with or without scheme, 'www.' and last slash, or where words lead to it."""
        yield from self.text.matches(address_pattern(normalized(address)))
        yield from (
            words for addresses, words in self.leading if normalized(address).rstrip("/") in addresses
        )

    def _format(self, said: Format) -> None:
        """Find a word for the format. A call that is hybrid is neither virtual nor in person."""
        written = {one: alternatives("formats", one.value.replace(" ", "-")) for one in Format}
        hybrid = rf"\b{written[Format.HYBRID]}{_OF_EVENT}"
        others = said is not Format.HYBRID and any(self.text.matches(hybrid))
        own = hybrid if said is Format.HYBRID else rf"\b{written[said]}(?!\w)"
        candidates = () if others else self.text.matches(own)
        near = next(self.text.matches(rf"\b(?:{'|'.join(written.values())})\b"), None)
        self._locate(("format",), said.value, candidates, lambda: near)

    # Days

    def _date(self, span: Span) -> None:
        """Find the days of the event. The days of a deadline are not those of the event."""
        dates = self.edition.facts.key_dates
        deadlines = [
            words
            for (name, index), words in self.placed.items()
            if name == "key_dates" and dates[index].kind not in {DateKind.EVENT, DateKind.OTHER}
        ]
        candidates, ambiguous = self._days(span, None, self._is_event_year)
        candidates = [
            one for one in candidates if not any(line.begin <= one.begin < line.end for line in deadlines)
        ]
        self._locate(("date",), days(span), candidates, lambda: self._nearest_days(span))
        if not self.edition.facts.other_sources.date:
            self._check_order(("date",), span, candidates, ambiguous)

    def _days(
        self, span: Span, within: Range | None, year_fits: Callable[[dt.date], bool]
    ) -> tuple[list[Range], set[Range]]:
        """Return where days are named, and where of these in figures that can be read in two ways.

        The names of months may be of any language.
        """
        begin, end = self.text.characters_of(within)
        text = self.text.text[begin:end]
        named = list(days_named(text, span, year_fits, self.order))
        if not named and has_other_months(text):
            named = list(days_named(text, span, year_fits, self.order, others=True))
        words = [self.text.words_at(begin + one.begin, begin + one.end) for one in named]
        return words, {one for one, day_named in zip(words, named, strict=True) if day_named.ambiguous}

    def _check_order(self, fact: Location, span: Span, named: Sequence[Range], ambiguous: set[Range]) -> None:
        """Note days that are named in nothing but figures that can be read in two ways."""
        if named and ambiguous.issuperset(named):
            self.ambiguous.append(self._unlocated(fact, days(span), named[0]))

    def _nearest_days(self, span: Span) -> Range | None:
        others = has_other_months(self.text.text)
        named = [
            (abs((dates[0] - span.start).days) + abs((dates[1] - span.end).days), one.begin, one.end)
            for one in find_days(self.text.text, others=others)
            if (dates := one.dates(span.end.year)) is not None
        ]
        return self.text.words_at(*min(named)[1:]) if named else None

    def _is_event_year(self, date: dt.date) -> bool:
        return date.year in self.event_years

    def _is_deadline_year(self, date: dt.date) -> bool:
        """Return whether the year of a day that has none in the call is right: it is in the year that ends with the event."""
        event = self.edition.facts.date
        if event is not None:
            return event.end - dt.timedelta(days=330) <= date <= event.end + dt.timedelta(days=35)
        return date.year in self.event_years or (date.year + 1 in self.event_years and date.month > 6)

    # Entries

    def _key_date(self, index: int, date: KeyDate) -> None:
        """Find a key date's label and day, in the line that the page has for it; and its time and earlier days."""
        fact = ("key_dates", index)
        line = self.placed.get(fact)
        fits = self._is_event_year if date.kind is DateKind.EVENT else self._is_deadline_year
        labels = list(self.text.phrases(date.label, line))
        within = [line] if line else list(self.text.phrases(date.line)) if date.line else []
        if not within:
            last = len(self.lines)
            within = [Range(one.begin, min(one.end + _AFTER_LABEL, last)) for one in labels]
        found, ambiguous = [], set[Range]()
        for words in within:
            days_here, ambiguous_here = self._days(date.date, words, fits)
            found += days_here
            ambiguous |= ambiguous_here
        if not labels:
            self._miss((*fact, "label"), date.label, line or self.text.nearest(date.label))
        if not found:
            self._miss((*fact, "date"), days(date.date), line or self._nearest_days(date.date))
        self._check_order((*fact, "date"), date.date, found, ambiguous)
        if labels and found:
            both = (labels[0], found[0])
            words = Range(min(one.begin for one in both), max(one.end for one in both))
            self.located.append(LocatedFact(fact=fact, words=words))
        if date.time:
            self._confirm((*fact, "time"), date.time, self._times(date.time))
        if date.zone and normalized(date.zone) == "aoe":
            said = self.text.matches(rf"{AOE}|utc\s?-\s?12")
            self._confirm((*fact, "zone"), date.zone, said)
        if not self.edition.facts.other_sources.was:
            for number, was in enumerate(date.was):
                before, _ = self._days(Span(start=was, end=was), None, self._is_deadline_year)
                self._confirm((*fact, "was", number), day(was), before)

    def _times(self, time: str) -> Iterator[Range]:
        for begin, end, said in find_times(self.text.text, points=True):
            if said == time or (time == "00:00" and self.text.text[begin:end] == "midnight"):
                yield self.text.words_at(begin, end)

    def _submission(self, index: int, submission: Submission) -> None:
        """Find a category and, in its line or before the word 'pages', its limit in figures or words."""
        fact = ("submissions", index)
        line, pages = self.placed.get(fact), submission.pages
        candidates = list(self.text.phrases(submission.category, line))
        limit = _limit_pattern(pages) if pages else ""
        own = list(self.text.matches(rf"{limit}(?:[\s-]*{_PAGE}\b)?", line)) if pages and line else []
        if pages and not line:
            limits = list(self.text.matches(rf"{limit}(?:[\s-]+\w+){{0,2}}[\s-]*{_PAGE}\b"))
            candidates.sort(
                key=lambda one: min((abs(one.begin - other.begin) for other in limits), default=0)
            )
        if own:
            candidates = [Range(min(one.begin, own[0].begin), max(one.end, own[0].end)) for one in candidates]
        self._locate(fact, submission.category, candidates)
        if pages is None:
            return
        said = submission.line or submission.printed
        # The limit that the category's own words give is the one that counts.
        stated = line and said and re.search(rf"\d+\W*{_PAGE}", normalized(said))
        if not own and not stated:
            own = list(self.text.matches(rf"{limit}(?:[\s()-]+\w+){{0,3}}?[\s()-]*{_PAGE}"))
        self._confirm((*fact, "pages"), limit_words(pages), own)

    def _person(self, index: int, person: Appointment) -> None:
        """Find a person's name, and what else is said of the person, in the line that the page has for the person."""
        fact = ("people", index)
        line = self.placed.get(fact)
        before = len(self.missing)
        names, roles = (
            list(self.text.phrases(words, within))
            for words, within in ((person.name, line), (person.role, None))
        )
        names.sort(key=lambda one: min((abs(one.begin - role.begin) for role in roles), default=0))
        self._locate(fact, person.name, names)
        self.missing[before:] = [replace(one, fact=(*fact, "name")) for one in self.missing[before:]]
        self._confirm((*fact, "role"), person.role, self.text.phrases(person.role))
        around = line and Range(max(line.begin - _AROUND, 0), min(line.end + _AROUND, len(self.lines)))
        for name in ("affiliation", "country", "note"):
            for part in (getattr(person, name) or "").split(";"):
                within = [one for words in (line, around) for one in self.text.phrases(part, words)]
                if part:
                    self._confirm((*fact, name), part.strip(), within)


def _limit_pattern(pages: tuple[int, int]) -> str:
    """Return the pattern of a page limit, in figures or words, of folded characters."""
    least, most = (
        f"(?:{'|'.join([str(number), *(word for word, value in number_words().items() if value == number)])})"
        for number in pages
    )
    if pages[0] != pages[1]:
        return rf"(?<![\w.,]){least}(?:\s?-\s?|\s(?:to|and|or|bis|und|à|et|a|y|e|al?)\s){most}(?!\w)"
    return rf"(?<![\w.,]){most}\+?(?![\w]|[.,]\d)"
