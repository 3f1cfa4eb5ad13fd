"""Find the words of a call that each fact of its front matter comes from. Nothing is guessed: letters and figures must agree.

A fact that is found nowhere is not the call's. What the form of a fact may be is said at the function of its kind.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cfp_archive.formatting import day, days, limit_words
from cfp_archive.model import DateKind, Format, Span
from cfp_archive.reading.foldedtext import FoldedText, Range, fold
from cfp_archive.reading.proof import page_texts, prove
from cfp_archive.reading.saiddays import find_days, has_other_months, said_days
from cfp_archive.vocabulary import NUMBER_WORDS, has_blank, ordinal_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cfp_archive.model import Appointment, Edition, KeyDate, Location, Submission

__all__ = ["Located", "Place", "Unlocated", "locate"]

#: So many words, at most, are between the parts of one fact.
_NEAR = 15
#: No series has more editions; and the figures of a number have no end.
_MOST = 9999
#: So many words before and after a person's line may give what several people share: 'IBM Research: Quill, Finn'.
_AROUND = 40
#: Behind 'hybrid', what shows that it is the event that is: no 'hybrid search techniques'.
_OF_EVENT = r"(?=\s*(?:[^\w\s-]|\Z)|[\s-]+(?:event|conference|workshop|symposium|meeting|edition|format|mode|and|or|with|in|at|on|this)\b)"
#: What calls write for each format. Where a call says that it is hybrid, it names the other two, too.
_FORMAT_WORDS = {
    Format.HYBRID: rf"(?:hybrid\w*|h[ií]brid[oa]|ibrid[oa]){_OF_EVENT}",
    Format.VIRTUAL: r"virtual\w*|online|on-line|remote\w*|virtuell\w*|virtuel\w*|en ligne|en línea|da remoto",
    Format.IN_PERSON: r"in[- ]person|on-?site|face[- ]to[- ]face|physical\w*|vor ort|präsenz\w*|en présentiel|presencial\w*|in presenza",
}
_PAGE = r"(?:pages?|pp|p\.|seiten?|pag\w*|pág\w*|strony?|stran\w*|sider|sidor|стр\w*|ページ|页|頁)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A fact and its words in the call."""

    fact: Location  #: its field, as in ("date",) or ("people", 0)
    words: Range  #: of the page's words, see `proof.page_words`


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocated:
    """A fact that the call does not say."""

    fact: Location
    value: str  #: in words
    nearest: str  #: what the call says that is nearest; empty if nothing is near
    line: int  #: 1-based, of the page: where the nearest thing is; 0 if nothing is near


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """What looking for an edition's facts gave."""

    places: tuple[Place, ...] = ()
    missing: tuple[Unlocated, ...] = ()
    asked: bool = True  #: False for an edition without a text to look in

    def place(self, *fact: str | int) -> Range | None:
        """Return the words of a fact; None if the call does not say it."""
        return next((one.words for one in self.places if one.fact == fact), None)


@lru_cache(maxsize=128)  # the rule and the page ask for it
def locate(edition: Edition) -> Located:
    """Look for the facts of an edition in the words of its call.

    A draft without a source has no text yet, and is not asked.
    """
    proof = prove(edition)
    if edition.facts.draft and not proof.compared:
        return Located(asked=False)
    return _Search(edition, proof.added).run()


@dataclass
class _Search:
    """Looks for one fact after the other."""

    edition: Edition
    added: tuple[tuple[int, int], ...]  #: words of the page that are not the call's
    places: list[Place] = field(default_factory=list)
    missing: list[Unlocated] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines: list[int] = []
        self.placed: dict[tuple[str, int], Range] = {}
        words: list[str] = []
        for one in page_texts(self.edition):
            run = one.text.split()
            if one.fact is not None:
                self.placed.setdefault(one.fact, Range(len(words), len(words) + len(run)))
            words += run
            self.lines += [one.line] * len(run)
        self.text = FoldedText(words)

    def run(self) -> Located:
        facts = self.edition.facts
        self._title(facts.title)
        if facts.date:
            self._date(facts.date)
        if facts.ordinal and not facts.ordinal_counted:
            self._ordinal(facts.ordinal)
        if facts.place:
            self._one(("place",), facts.place, self._parts(facts.place.split(",")))
        if facts.website:
            self._one(
                ("website",), facts.website, [*self._addresses(facts.website), *self._links(facts.website)]
            )
        if facts.format:
            self._format(facts.format)
        for place, date in enumerate(facts.key_dates):
            if not date.source:
                self._key_date(place, date)
        for place, submission in enumerate(facts.submissions):
            if not submission.source:
                self._submission(place, submission)
        for place, person in enumerate(facts.people):
            if not person.source:
                self._person(place, person)
        return Located(places=tuple(self.places), missing=tuple(self.missing))

    # -- What is found -----------------------------------------------------------------------------------------------

    def _one(
        self,
        fact: Location,
        value: str,
        found: Iterable[Range],
        near: Callable[[], Range | None] | None = None,
    ) -> bool:
        """Note where a fact is, or that it is nowhere."""
        if has_blank(value):
            return False
        where = next((one for one in found if self._is_calls(one)), None)
        if where is not None:
            self.places.append(Place(fact=fact, words=where))
        elif not (len(fact) == 1 and self.edition.facts.other_sources.of(str(fact[0]))):
            self._miss(fact, value, near() if near else self.text.nearest(value))
        return where is not None

    def _agrees(self, fact: Location, value: str, found: Iterable[Range]) -> None:
        """Note a part of a fact that is nowhere. Where it is does not matter: the fact itself is marked."""
        if not has_blank(value) and not any(self._is_calls(one) for one in found):
            self._miss(fact, value, self.text.nearest(value))

    def _miss(self, fact: Location, value: str, nearest: Range | None) -> None:
        shown, line = (self.text.shown(nearest), self.lines[nearest.begin]) if nearest else ("", 0)
        self.missing.append(Unlocated(fact=fact, value=value, nearest=shown, line=line))

    def _is_calls(self, where: Range) -> bool:
        return not any(begin <= where.begin and where.end <= end for begin, end in self.added)

    # -- Texts -------------------------------------------------------------------------------------------------------

    def _title(self, title: str) -> None:
        """Find a title, whose parts (before and after a colon or a dash) may be on lines of their own.

        A title that the archive gave to a call without one is a declared difference, and no fact of the call.
        """
        found = list(self._parts(re.split(r":|\s[-–—]\s", title)))
        if found and not any(self._is_calls(one) for one in found):
            return
        self._one(("title",), title, found)

    def _parts(self, parts: Iterable[str]) -> Iterator[Range]:
        """Yield where all parts of a fact are near each other, in any order."""
        first, *rest = [part for part in parts if re.search(r"\w", part)] or [""]
        others = [list(self.text.phrases(part)) for part in rest]
        for start in self.text.phrases(first):
            where = start
            for places in others:
                near = [
                    one for one in places if one.end > where.begin - _NEAR and one.begin < where.end + _NEAR
                ]
                if not near:
                    break
                best = min(near, key=lambda one: abs(one.begin - start.end))
                where = Range(min(where.begin, best.begin), max(where.end, best.end))
            else:
                yield where

    def _ordinal(self, number: int) -> None:
        """Find an ordinal as a word, in figures or in Roman numerals, shortly before a word of the title or 'edition'."""
        if number > _MOST:
            self._one(("ordinal",), "its ordinal", (), lambda: None)
            return
        named = {fold(word) for word in re.findall(r"[^\W\d_]{3,}", self.edition.facts.title)} | {
            "edition",
            "workshop",
        }
        forms = "|".join(re.escape(form) for form in ordinal_forms(number))
        pattern = rf"(?<![\w-])(?:{forms}|{number}(?:\s?-?(?:st|nd|rd|th|e|er|ère|re|ème|eme|ième|de|te|[.ºª°]))|№\s?{number})(?![\w-])"
        dates = [self.text.words_at(one.begin, one.end) for one in find_days(self.text.text)]

        def counts(where: Range) -> bool:
            begin, end = self.text.characters_of(Range(where.end, min(where.end + 6, len(self.lines))))
            following = re.findall(r"[^\W\d_]+", self.text.text[begin:end])
            if any(one.begin <= where.begin < one.end for one in dates):
                return False
            # A single letter is a numeral only right before the name.
            near = following[:1] if len(self.text.shown(where)) == 1 else following
            return bool(named.intersection(near))

        found = [one for one in self.text.matches(pattern) if counts(one)]
        value = f"{number} ({next(iter(ordinal_forms(number)))})"
        self._one(("ordinal",), value, found, lambda: None)

    def _addresses(self, address: str) -> Iterator[Range]:
        """Yield where an address is written, with or without scheme, 'www.' and the last slash."""
        bare = re.sub(r"^(?:\w+://|mailto:)?(?:www\.)?", "", fold(address)).rstrip("/")
        return self.text.matches(
            rf"(?<![\w.@-])(?:\w+://|mailto:)?(?:www\.)?{re.escape(bare)}/?(?![\w/@-]|[.?#&=]\w)"
        )

    def _links(self, address: str) -> Iterator[Range]:
        """Yield the blocks whose words lead to an address without showing it."""
        leading = {
            (block.text, block.line)
            for block in self.edition.blocks
            if fold(address).rstrip("/") in {fold(link).rstrip("/") for link in block.links}
        }
        begin = 0
        for one in page_texts(self.edition):
            end = begin + len(one.text.split())
            if (one.text, one.line) in leading:
                yield Range(begin, end)
            begin = end

    def _format(self, said: Format) -> None:
        """Find a word for the format. A call that is hybrid is neither virtual nor in person."""
        others = said is not Format.HYBRID and any(
            self.text.matches(rf"\b(?:{_FORMAT_WORDS[Format.HYBRID]})")
        )
        found = () if others else self.text.matches(rf"\b(?:{_FORMAT_WORDS[said]})(?!\w)")
        near = next(self.text.matches(rf"\b(?:{'|'.join(_FORMAT_WORDS.values())})\b"), None)
        self._one(("format",), said.value, found, lambda: near)

    # -- Days --------------------------------------------------------------------------------------------------------

    def _date(self, span: Span) -> None:
        """Find the days of the event. The days of a deadline are not those of the event."""
        deadlines = [
            self.placed[place]
            for place in self.placed
            if place[0] == "key_dates"
            and self.edition.facts.key_dates[place[1]].kind not in {DateKind.EVENT, DateKind.OTHER}
        ]
        found = [
            one
            for one in self._days(span, None, self._is_event_year)
            if not any(other.begin <= one.begin < other.end for other in deadlines)
        ]
        self._one(("date",), days(span), found, lambda: self._nearest_days(span))

    def _days(self, span: Span, within: Range | None, year_fits: Callable[[dt.date], bool]) -> list[Range]:
        """Return where days are named; the names of months may be of any language."""
        begin, end = self.text.characters_of(within) if within else (0, len(self.text.text))
        text = self.text.text[begin:end]
        found = list(said_days(text, span, year_fits))
        if not found and has_other_months(text):
            found = list(said_days(text, span, year_fits, others=True))
        return [self.text.words_at(begin + one.begin, begin + one.end) for one in found]

    def _nearest_days(self, span: Span) -> Range | None:
        others = has_other_months(self.text.text)
        said = [
            (abs((dates[0] - span.start).days) + abs((dates[1] - span.end).days), one.begin, one.end)
            for one in find_days(self.text.text, others=others)
            if (dates := one.dates(span.end.year)) is not None
        ]
        return self.text.words_at(*min(said)[1:]) if said else None

    @property
    def _event_years(self) -> set[int]:
        """The years that the event may be in: those of the title, else the edition's own; all have to be in the call.

        Of a call that names no year at all, the archive's word counts: the edition's key.
        """
        years = {int(one) for one in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", self.text.text)}
        if not years:
            return {self.edition.year}
        titled = {int(one) for one in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", self.edition.facts.title)}
        return titled & years or {self.edition.year} & years or years

    def _is_event_year(self, date: dt.date) -> bool:
        return date.year in self._event_years

    def _is_deadline_year(self, date: dt.date) -> bool:
        """Tell whether the year of a day that has none in the call is right: it is in the year that ends with the event."""
        event = self.edition.facts.date
        if event is not None:
            return event.end - dt.timedelta(days=330) <= date <= event.end + dt.timedelta(days=35)
        years = self._event_years
        return date.year in years or (date.year + 1 in years and date.month > 6)

    # -- Entries -----------------------------------------------------------------------------------------------------

    def _key_date(self, place: int, date: KeyDate) -> None:
        """Find a key date's label and day, in the line that the page has for it; and its time and earlier days."""
        fact = ("key_dates", place)
        line = self.placed.get(fact)
        fits = self._is_event_year if date.kind is DateKind.EVENT else self._is_deadline_year
        printed = [line] if line else list(self.text.phrases(date.line)) if date.line else []
        within = printed or [
            Range(one.begin, min(one.end + 25, len(self.lines))) for one in self.text.phrases(date.label)
        ]
        found = [one for where in within for one in self._days(date.date, where, fits)]
        labels = [one for where in within for one in self.text.phrases(date.label, where)]
        if not labels:
            self._miss((*fact, "label"), date.label, line or self.text.nearest(date.label))
        if not found:
            near = line or self._nearest_days(date.date)
            self._miss((*fact, "date"), days(date.date), near)
        if labels and found:
            both = (labels[0], found[0])
            self.places.append(Place(fact=fact, words=Range(min(both)[0], max(one.end for one in both))))
        if date.time:
            self._agrees((*fact, "time"), date.time, self._times(date.time))
        if date.zone and fold(date.zone) == "aoe":
            self._agrees(
                (*fact, "zone"),
                date.zone,
                self.text.matches(r"\baoe\b|anywhere on (?:the )?earth|utc\s?-\s?12"),
            )
        if not self.edition.facts.other_sources.was:
            for number, was in enumerate(date.was):
                said = self._days(Span(start=was, end=was), None, self._is_deadline_year)
                self._agrees((*fact, "was", number), day(was), said)

    def _times(self, time: str) -> Iterator[Range]:
        hour, _, minute = time.partition(":")
        half = f"{(int(hour) - 1) % 12 + 1}"
        minutes = rf"[:.h]?{minute}" if minute != "00" else r"(?:[:.h]?00)?"
        noon = {"00:00": "|midnight", "23:59": "|midnight", "12:00": "|noon"}.get(time, "")
        part = "a" if int(hour) < 12 else "p"
        return self.text.matches(
            rf"(?<!\d)(?:0?{int(hour)}[:.h]{minute}(?!\d)|{half}{minutes}\s?{part}\.?m\b{noon})"
        )

    def _submission(self, place: int, submission: Submission) -> None:
        """Find a category and, in its line or before the word 'pages', its limit in figures or words."""
        fact = ("submissions", place)
        line = self.placed.get(fact)
        found = list(self.text.phrases(submission.category, line))
        own: list[Range] = []
        if submission.pages and line:
            own = list(self.text.matches(_limit_pattern(submission.pages) + rf"(?:[\s-]*{_PAGE}\b)?", line))
        if own:
            found = [Range(min(one.begin, own[0].begin), max(one.end, own[0].end)) for one in found]
        self._one(fact, submission.category, found)
        if submission.pages is None:
            return
        if not own:
            own = list(
                self.text.matches(
                    _limit_pattern(submission.pages) + rf"(?:[\s()-]+\w+){{0,3}}?[\s()-]*{_PAGE}"
                )
            )
            said = submission.line or submission.printed
            # The limit that the category's own words give is the one that counts.
            if line and said and re.search(rf"\d+\W*{_PAGE}", fold(said)):
                own = []
        self._agrees((*fact, "pages"), limit_words(submission.pages), own)

    def _person(self, place: int, person: Appointment) -> None:
        """Find a person's name, and what else is said of the person, in the line that the page has for the person."""
        fact = ("people", place)
        line = self.placed.get(fact)
        if not self._one(fact, person.name, self.text.phrases(person.name, line)) and self.missing:
            last = self.missing[-1]
            self.missing[-1] = replace(last, fact=(*fact, "name")) if last.fact == fact else last
        self._agrees((*fact, "role"), person.role, self.text.phrases(person.role))
        around = line and Range(max(line.begin - _AROUND, 0), min(line.end + _AROUND, len(self.lines)))
        for name in ("affiliation", "country", "note"):
            value = getattr(person, name)
            for part in re.split(r";", value) if value else ():
                within = [one for where in (line, around) for one in self.text.phrases(part, where)]
                self._agrees((*fact, name), part.strip(), within)


def _limit_pattern(pages: tuple[int, int]) -> str:
    least, most = (rf"(?:{'|'.join(_number_forms(number))})" for number in pages)
    if pages[0] != pages[1]:
        return rf"(?<![\w.,]){least}(?:\s?-\s?|\s(?:to|and|or|bis|und|à|et|a|y|e|al?)\s){most}(?!\w)"
    return rf"(?<![\w.,]){most}(?![\w]|[.,]\d)"


def _number_forms(number: int) -> tuple[str, ...]:
    return (str(number), NUMBER_WORDS[number]) if 0 < number < len(NUMBER_WORDS) else (str(number),)
