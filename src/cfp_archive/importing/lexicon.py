"""Understand single words of calls: months and countries, ordinals, headings, kinds of dates, leads to topics."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale

from cfp_archive.languages import alternatives, languages, pattern, words
from cfp_archive.model import DateOrder
from cfp_archive.reading.days import month_words, months
from cfp_archive.vocabulary import ordinals

__all__ = [
    "bare_heading", "countries", "find_ordinal", "heading_kind", "is_country", "is_sentence", "language_date_order",
    "numbered_word", "sentences", "topic_lead",
]  # fmt: skip


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Return the names of countries in all languages, casefolded."""
    found = {one.casefold() for one in words("countries")}
    for language in languages():
        territories = Locale.parse(language["locale"]).territories
        found |= {name.casefold() for code, name in territories.items() if code.isalpha()}
    return frozenset(found - {"world", "europe", "asia", "africa", "america", "americas"})


def is_country(text: str) -> bool:
    """Return whether words are the name of a country."""
    return text.strip().casefold() in countries() or text.strip(" .").casefold() in countries()


def language_date_order(text: str) -> DateOrder | None:
    """Return in which order the language of a text writes day and month in figures; None if it has several, as English.

    >>> language_date_order("Die Frist für Beiträge der Tagung"), language_date_order("The deadline for papers")
    (<DateOrder.DAY_MONTH: 'day-month'>, None)
    """
    told = [one.casefold() for one in re.findall(r"[^\W\d_]+", text)]
    language = max(languages(), key=lambda one: sum(word in one.get("open", ()) for word in told))
    return DateOrder(language["date_order"]) if language.get("date_order") else None


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def find_ordinal(text: str) -> int | None:
    """Return which edition a title names: 'Third', '3rd', 'Twenty-First', 'XIV', '3.'.

    >>> find_ordinal("The Twenty-Second Workshop on Tides"), find_ordinal("2nd Workshop"), find_ordinal("ICSM 2010")
    (22, 2, None)
    """
    # '10th anniversary', '10th year anniversary' count years
    text = re.sub(r"(?i)\b[\w-]+\s+(?:years?\W?s?\s+)?(?:anniversar\w+|jubil\w+|jubiläum)", " ", text)
    spelled = "|".join(sorted(ordinals(), key=len, reverse=True)).replace("-", "[- ]")
    found = re.search(rf"\b(?:{spelled})\b", text, re.IGNORECASE)
    if found:
        return ordinals()[found.group().lower().replace(" ", "-")]
    found = re.search(
        r"(?<![\w.])(\d{1,2})\s?(?:st|nd|rd|th|ème|eme|ère|e|º|ª)\b(?!\s*(?:-|–|of\b|to\b)?\s*\d)", text
    )
    following = re.sub(r"\A\s*of\b", "", text[found.end() :] if found else "").split()[:1]
    if found and following and following[0].casefold() not in months():
        return int(found[1]) or None
    event = alternatives("event")
    found = re.search(r"(?:\A|\s)(\d{1,2})\.\s+(?=[A-ZÀ-Þ])", text)
    if found and pattern("event").search(text):
        return int(found[1]) or None
    found = re.search(rf"\b([IVXL]{{1,7}})\b(?= (?:\w+ ){{0,3}}(?i:{event}|international))", text)
    if found is None:
        return None
    return _roman(found[1]) or None


def _roman(letters: str) -> int:
    values = [_ROMAN[one] for one in letters]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


_NUMBERED = re.compile(
    r"\A\s*(?:(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-H])[.)]\s+|\d{1,2}(?:\.\d{1,2})*\s+(?=[A-Z])|§\s*)"
)
_DECORATION = re.compile(r"\A[^\w¿¡]+|[\s:.*_=#~|>»–—-]+\Z")


@lru_cache(maxsize=4096)
def bare_heading(text: str) -> str:
    """Return a heading's words without number, signs around it, colon and remarks in brackets.

    >>> bare_heading("3. Important Dates (all 23:59 AoE):")
    'Important Dates'
    """
    text = _NUMBERED.sub("", " ".join(text.split()))
    text = re.sub(r"\s*(?:\([^()]*\)|\[[^\]]*\])\s*(?=:?\s*\Z)", "", text)
    return _DECORATION.sub("", text)


def numbered_word(text: str) -> tuple[str, int]:
    """Return the word and the number with which an entry among its like begins; no word if it does not.

    >>> numbered_word("Strand 2 - Tides and coasts"), numbered_word("Axe B : les marées"), numbered_word("Tide 2")
    (('strand', 2), ('axe', 2), ('', 0))
    """
    found = re.match(r"([^\W\d_]{3,})\s*(\d{1,2}|[A-H]|[IVX]{1,4})\s*(?:[:.)]|[–—-])\s*(?=[^\W\d])", text)
    if found is None:
        return "", 0
    number = found[2]
    value = (
        int(number)
        if number.isdigit()
        else _roman(number)
        if number in {"I", "V", "X"} or len(number) > 1
        else ord(number) - 64
    )
    return found[1].casefold(), value


@lru_cache(maxsize=4096)
def heading_kind(text: str) -> str:
    """Return what a heading says follows: topics, dates, submissions, people, other; '' if it does not say.

    >>> heading_kind("2. Topics of interest:"), heading_kind("Important Dates"), heading_kind("Wave Energy")
    ('topics', 'dates', '')
    """
    bare = bare_heading(text)
    if not bare or len(bare) > 90 or len(bare.split()) > 10:
        return ""
    if re.fullmatch(alternatives("call"), bare, re.IGNORECASE):
        return "other"
    ends = {
        kind: max((one.end() for one in pattern("heads", kind).finditer(bare)), default=0)
        for kind in ("dates", "topics", "people", "submissions", "other")
    }
    if ends["dates"]:
        return "dates"
    if ends["topics"] and not re.search(r"\btracks? chairs?\b", bare, re.IGNORECASE):
        return "topics" if not ends["people"] else "people"
    if re.match(rf"{alternatives('roles', 'head')}(?!\w)", bare, re.IGNORECASE):
        return "people"
    best = max(
        ends, key=lambda kind: ends[kind]
    )  # the last word says what it is: 'Submission Chairs' are people
    return best if ends[best] else ""


@lru_cache(maxsize=8192)
def is_sentence(text: str) -> bool:
    """Return whether a line reads as running text: a sentence ends within it, or it asks or tells people something.

    >>> is_sentence("Papers must be short"), is_sentence("Tidal models. They move"), is_sentence("Tidal models")
    (True, True, False)
    """
    return bool(re.search(r"[a-zß-ÿ)»”\"][.!?] +[A-ZÀ-Þ]\w", text) or pattern("sentence").search(text))


@lru_cache(maxsize=1)
def _sentence_end() -> re.Pattern[str]:
    return re.compile(rf"(?<=[.!?])(?!(?<=\d\.)\s+(?i:{month_words()})(?!\w))\s+(?=[A-ZÀ-Þ])")


def sentences(text: str) -> list[str]:
    """Cut running text into its sentences; the period of a day's number ends none.

    >>> sentences("Die Frist ist der 13. Oktober 2031. Alle Beiträge sind willkommen.")
    ['Die Frist ist der 13. Oktober 2031.', 'Alle Beiträge sind willkommen.']
    """
    return _sentence_end().split(text)


@lru_cache(maxsize=4096)
def topic_lead(text: str) -> int:
    """Return 1 if a sentence leads to a list of topics, -1 if it leads to something else, 0 if it does not say.

    >>> topic_lead("Topics include, but are not limited to:"), topic_lead("Papers must contain the following files:")
    (1, -1)
    """
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])", text.strip())
    last = sentences[-1]
    if not last.rstrip().endswith((":", "…", "...")) and len(sentences) > 1 and len(last.split()) < 6:
        last = " ".join(sentences[-2:])
    strong = pattern("leads", "strong").search(last)
    open_ended = last.rstrip().endswith((":", "…", "...")) or pattern("leads", "open").search(last)
    if not open_ended:
        return 0
    against = pattern("leads", "others").search(last)
    if strong or (
        not against and re.search(rf"(?<!\w){alternatives('leads', 'topics')}", last, re.IGNORECASE)
    ):
        return 1
    return -1 if against else 0
