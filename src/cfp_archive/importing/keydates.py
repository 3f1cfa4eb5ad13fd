"""Make key dates of lines: 'Paper submission: February 1, 2021', in whatever order and form."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.importing.calendar import FoundDays, find_days, find_time, find_zone
from cfp_archive.importing.parts import Guess
from cfp_archive.model import DateKind, KeyDate
from cfp_archive.reading.facts import date_words
from cfp_archive.vocabulary import date_kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

__all__ = ["DateLine", "date_line", "is_date_only", "key_date"]

_SEPARATOR = re.compile(r"\s*(?::|\t|\.{3,}|…+|\s[-–—]+(?=\s|\Z)|\s+=>?|→|->|\|)\s*\Z")
_LABEL_TAIL = re.compile(r"[\s:|.…=>→–—-]+\Z")
_LABEL_HEAD = re.compile(r"\A[\s:|=>→–—-]+|\A,\s*")
_BEFORE_DATE = re.compile(
    r"(?:\b(?:on|by|is|are|until|from|before|no later than|bis|le|am|the)\s*|[~(\[*_\"]+\s*)+\Z",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"(?:\b(?:was|previously|originally|formerly|extended from|moved from|old(?: deadline)?|instead of)\b[\s:]*)\Z",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\b(?:extended|new|firm|hard|final|postponed|updated|revised|verlängert|prolong)", re.IGNORECASE
)
_STRUCK = re.compile(r"~~(.+?)~~")
_WEEKDAYS = re.compile(
    r"\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?", re.IGNORECASE
)
_SENTENCE = re.compile(
    r"[a-z)][.!?] +[A-ZÀ-Þ]|\b(?:must|should|will|shall|may be|can be|please|we|you|is to be)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """A line that says when something is."""

    label: str
    days: tuple[FoundDays, ...]
    plain: bool  #: label, a colon, and what says when
    tail: str  #: what follows the days


def date_line(text: str, year: int, *, strict: bool) -> DateLine | None:
    """Read a line as a label and days; None if it is something else, as a sentence that names a day.

    :param year: for days without one.
    :param strict: outside a list of dates, only lines of a clear form count.
    """
    days = find_days(text, year, months=True)
    if not days or len(text) > 260:
        return None
    first, last = days[0], days[-1]
    head, tail = text[: first.start], text[last.end :]
    clear = bool(_SEPARATOR.search(_BEFORE_DATE.sub("", head)) or "\t" in head)
    colon = re.match(r"([^:]{2,90}?):(?:\s|\Z)", head)
    plain = False
    if colon and len(head[colon.end() :].split()) <= 4:
        label, plain, clear = colon[1], True, True
    elif head.strip(" (~[*") and len(re.sub(r"[^\w]", "", head)) > 2 and not _only_weekday(head):
        label = _LABEL_TAIL.sub("", _BEFORE_DATE.sub("", head))
        label = (
            _LABEL_TAIL.sub("", re.sub(r"\b(?:extended|new)\s*\Z", "", label, flags=re.IGNORECASE)) or label
        )
    else:
        clear = bool(re.match(r"\s*(?:\([^)]*\))?\s*[:\t|–—-]", tail))
        label = re.sub(r"\A\s*\([^)]*\)", "", tail) if re.match(r"\s*\([^)]*\)\s*[:–—-]", tail) else tail
        label = _LABEL_HEAD.sub("", _after_time(label)).rstrip(" .;")
        tail = ""
    label = re.sub(r"\s+", " ", label).strip(" ,;*~")
    words = label.split()
    if not words or not re.search(r"[^\W\d_]{2}", label) or len(words) > (9 if strict else 14):
        return None
    if strict and (not clear or len(tail.split()) > 14 or (_kind(label) is DateKind.OTHER and not plain)):
        return None
    if _SENTENCE.search(f"{head} {label}") and not (plain and not strict):
        return None
    if not strict and not clear and (len(tail.split()) > 10 or len(words) > 8):
        return None
    return DateLine(label=label, days=days, plain=plain, tail=tail)


def is_date_only(text: str, year: int) -> bool:
    """Say whether a line holds days and, at most, a time, a zone and a remark."""
    days = find_days(text, year, months=True)
    if not days:
        return False
    rest = text
    for one in reversed(days):
        rest = rest[: one.start] + " " + rest[one.end :]
    rest = re.sub(r"\([^)]*\)|~~", " ", rest)
    return (
        len(re.findall(r"[^\W\d_]{2,}", _WEEKDAYS.sub(" ", rest))) <= 3
        and text[: days[0].start].strip(" (~*") == ""
    )


def key_date(found: DateLine, text: str, line: int, shown: str = "") -> tuple[KeyDate, tuple[Guess, ...]]:
    """Make a key date of a line, with the guesses that this took.

    :param found: the line, read.
    :param text: the line.
    :param line: its 1-based number.
    :param shown: all words that the page must show for it. Default: the line.
    """
    guesses: list[Guess] = []
    chosen, was = _choose(found.days, text, line, guesses)
    if not chosen.year_given:
        guesses.append(
            Guess(
                line=line,
                message=f"'{found.label}' names no year; {chosen.span.end.year} was taken.",
                hint="Mend the date in key_dates if that is wrong.",
            )
        )
    if not chosen.sure:
        month = chosen.span.start != chosen.span.end
        guesses.append(
            Guess(
                line=line,
                message=f"'{text[chosen.start : chosen.end]}' was read as "
                + (
                    f"the days from {chosen.span.start} to {chosen.span.end}."
                    if month
                    else f"{chosen.span.start}, month first."
                ),
                hint="Mend the date in key_dates if that is wrong.",
            )
        )
    printed = whole = None
    shown = " ".join((shown or text).split())
    if shown != f"{found.label}: {date_words(chosen.span)}":
        if found.plain and shown.startswith(f"{found.label}: "):
            printed = shown.removeprefix(f"{found.label}: ")
        else:
            whole = shown
    around = text[found.days[0].end :] if found.days else text
    kind = _kind(found.label)
    if kind is DateKind.OTHER and not found.plain:
        kind = _kind(text)
    time = find_time(around) or find_time(text[: chosen.start])
    return (
        KeyDate(
            label=found.label, date=chosen.span, kind=kind, time=time, zone=find_zone(text),
            was=was, printed=printed, line=whole,
        ),
        tuple(guesses),
    )  # fmt: skip


#: What labels in other languages say, in the order in which it is looked for.
_FOREIGN = (
    (DateKind.CAMERA_READY, r"druckf|endfassung|finale? (?:fassung|version)|version (?:finale|définitive)|versión final|versione finale"),
    (DateKind.NOTIFICATION, r"benachrichtigung|notificaci|notifica\b|réponse aux|annahme"),
    (DateKind.ABSTRACT, r"kurzfassung|résumés?\b|resúmenes"),
    (DateKind.REGISTRATION, r"anmeldung|inscription|inscripci"),
    (DateKind.SUBMISSION, r"einreichung|abgabe|soumission|envío|presentación de|date limite|sottomissione|invio"),
    (DateKind.EVENT, r"\btagung|konferenz|veranstaltung|conférence|journées?|colloque|congreso|jornadas|\bwhen\b|\A(?:date|dates)\Z"),
)  # fmt: skip


def _kind(label: str) -> DateKind:
    """Return what a date of this label is, in English or another language."""
    kind = date_kind(label)
    if kind is not DateKind.OTHER:
        return kind
    return next((one for one, words in _FOREIGN if re.search(words, label, re.IGNORECASE)), DateKind.OTHER)


def _choose(
    days: Sequence[FoundDays], text: str, line: int, guesses: list[Guess]
) -> tuple[FoundDays, tuple[dt.date, ...]]:
    """Tell the day that holds from those that it replaced."""
    struck = [match.span() for match in _STRUCK.finditer(text)]
    old = [
        one
        for one in days
        if any(start <= one.start < end for start, end in struck)
        or _OLD.search(text[: one.start].rstrip("(~ "))
    ]
    left = [one for one in days if one not in old]
    if not left:
        return days[-1], ()
    if len(left) == 1:
        return left[0], tuple(one.span.end for one in old if one is not left[0])
    replaced = bool(_NEW.search(text)) or all(
        not re.search(r"\w", text[a.end : b.start]) or re.fullmatch(r"[\s>=→-]*", text[a.end : b.start])
        for a, b in itertools.pairwise(left)
    )
    if replaced:
        chosen = max(left, key=lambda one: one.span.end)
        earlier = tuple(one.span.end for one in (*old, *left) if one is not chosen)
        guesses.append(
            Guess(
                line=line,
                message=f"Of several days, {chosen.span.end} was taken; it replaced "
                f"{', '.join(map(str, earlier))}.",
                hint="Mend 'date' and 'was' in key_dates if that is wrong.",
            )
        )
        return chosen, earlier
    guesses.append(
        Guess(
            line=line,
            message=f"The line names several days; the first, {left[0].span.end}, was taken.",
            hint="Cut the entry of key_dates into several if they are different dates.",
        )
    )
    return left[0], tuple(one.span.end for one in old)


def _only_weekday(text: str) -> bool:
    return not re.search(r"[^\W\d_]{2}", _WEEKDAYS.sub("", text))


def _after_time(text: str) -> str:
    """Drop a time and a zone with which a label begins."""
    text = re.sub(r"\A[\s,;]*(?:at\s+)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?", "", text, flags=re.IGNORECASE)
    return re.sub(r"\A[\s,;(]*(?:AoE|UTC(?:\s?[-+]\s?\d+)?|GMT|CET|CEST|EST|PST)\b[)\s]*", "", text)
