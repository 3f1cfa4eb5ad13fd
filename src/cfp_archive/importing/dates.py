"""Make key dates of entries: 'Paper submission: February 1, 2021', in whatever order and form."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.formatting import date_words
from cfp_archive.importing.blocks import Certainty, Finding
from cfp_archive.importing.days import FoundDays, find_days, find_time, find_zone, weekdays
from cfp_archive.importing.lexicon import date_kind
from cfp_archive.model import DateKind, KeyDate

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

__all__ = ["DateEntry", "is_date_only", "key_date", "read_date"]

_SEPARATOR = re.compile(r"\s*(?::|\t|\.{3,}|…+|\s[-–—]+(?=\s|\Z)|\s+=>?|→|->|\|)\s*\Z")
_LABEL_TAIL = re.compile(r"[\s:|.…=>→–—-]+\Z")
_LABEL_HEAD = re.compile(r"\A[\s:|=>→–—-]+|\A,\s*")
_BEFORE_DATE = re.compile(
    r"(?:\b(?:on|by|is|are|until|from|before|no later than|bis|le|am|the|la semana del|del?|vom)\s*|[~(\[*_\"]+\s*)+\Z",
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
_SENTENCE = re.compile(
    r"(?-i:[a-z)][.!?] +[A-ZÀ-Þ])|\b(?:must|should|shall|may be|can be|please|we\b|you\b|is to be)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateEntry:
    """An entry that says when something is."""

    label: str
    days: tuple[FoundDays, ...]
    plain: bool  #: label, a colon, and what says when
    tail: str  #: what follows the days


def read_date(text: str, year: int, *, strict: bool) -> DateEntry | None:
    """Read an entry as a label and days; None if it is something else, as a sentence that names a day.

    :param year: for days without one.
    :param strict: outside a list of dates, only entries of a clear form count.
    """
    days = find_days(text, year, whole_months=True)
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
        label = re.sub(
            r"(?<=\w)\s*\((?:note|hard|firm|strict|extended|approx\w*|tentative)\b[^()]*\)\Z",
            "",
            label,
            flags=re.IGNORECASE,
        )
        tail = ""
    label = re.sub(r"\s+", " ", label).strip(" ,;*~")
    words = label.split()
    if not words or not re.search(r"[^\W\d_]{2}", label) or len(words) > (9 if strict else 14):
        return None
    if strict and (not clear or len(tail.split()) > 14 or (date_kind(label) is DateKind.OTHER and not plain)):
        return None
    if _SENTENCE.search(f"{head} {label}") and not (plain and not strict):
        return None
    if not strict and not clear and (len(tail.split()) > 10 or len(words) > 10):
        return None
    return DateEntry(label=label, days=days, plain=plain, tail=tail)


def is_date_only(text: str, year: int) -> bool:
    """Return whether an entry holds days and, at most, a time, a zone and a remark."""
    days = find_days(text, year, whole_months=True)
    if not days or text[: days[0].start].strip(" (~*"):
        return False
    rest = text
    for one in reversed(days):
        rest = rest[: one.start] + " " + rest[one.end :]
    rest = re.sub(r"\([^)]*\)|~~", " ", rest)
    return len(re.findall(r"[^\W\d_]{2,}", weekdays().sub(" ", rest))) <= 3


def key_date(
    entry: DateEntry, text: str, line: int, shown: str = ""
) -> tuple[KeyDate, tuple[Finding, ...], bool]:
    """Make a key date of an entry.

    :param text: its words.
    :param line: its 1-based number.
    :param shown: all words that the page must show for it. Default: its words.
    :returns: the key date, what is to be looked at, and whether it names its year.
    """
    findings: list[Finding] = []
    chosen, was = _choose(entry, text, line, findings)
    if not chosen.sure:
        whole = chosen.span.start != chosen.span.end
        read_as = (
            f"the days from {chosen.span.start} to {chosen.span.end}" if whole else f"{chosen.span.start}"
        )
        findings.append(
            Finding(
                field="key_dates", line=line, message=f"'{text[chosen.start : chosen.end]}' was read as {read_as}.",
                hint="If this is wrong, correct the date in 'key_dates'.",
            )
        )  # fmt: skip
    printed = whole_line = None
    shown = " ".join((shown or text).split())
    if shown != f"{entry.label}: {date_words(chosen.span)}":
        if entry.plain and shown.startswith(f"{entry.label}: "):
            printed = shown.removeprefix(f"{entry.label}: ")
        else:
            whole_line = shown
    around = text[entry.days[0].end :]
    kind = date_kind(entry.label)
    if kind is DateKind.OTHER and not entry.plain:
        kind = date_kind(text)
    made = KeyDate(
        label=entry.label, date=chosen.span, kind=kind, time=find_time(around) or find_time(text[: chosen.start]),
        zone=find_zone(text), was=was, printed=printed, line=whole_line,
    )  # fmt: skip
    return made, tuple(findings), chosen.year_given


def _choose(
    entry: DateEntry, text: str, line: int, findings: list[Finding]
) -> tuple[FoundDays, tuple[dt.date, ...]]:
    """Tell the day that holds from those that it replaced."""
    struck = [match.span() for match in _STRUCK.finditer(text)]
    old = [
        one
        for one in entry.days
        if any(start <= one.start < end for start, end in struck)
        or _OLD.search(text[: one.start].rstrip("(~ "))
    ]
    left = [one for one in entry.days if one not in old]
    if not left:
        return entry.days[-1], ()
    if len(left) == 1:
        return left[0], tuple(one.span.end for one in old)
    replaced = bool(_NEW.search(text)) or all(
        re.fullmatch(r"[\s>=→~-]*", text[a.end : b.start]) for a, b in itertools.pairwise(left)
    )
    if replaced:
        chosen = max(left, key=lambda one: one.span.end)
        earlier = tuple(one.span.end for one in (*old, *left) if one is not chosen)
        message = f"Of several days, {chosen.span.end} was used; it replaced {', '.join(map(str, earlier))}."
        hint = "If this is wrong, correct 'date' and 'was' in 'key_dates'."
        findings.append(
            Finding(field="key_dates", line=line, message=message, hint=hint, certainty=Certainty.LIKELY)
        )
        return chosen, earlier
    findings.append(
        Finding(
            field="key_dates", line=line, message=f"'{entry.label}' names several days; {left[0].span.start} was used.",
            hint="If they are different dates, split the entry in 'key_dates'.",
        )
    )  # fmt: skip
    return left[0], tuple(one.span.end for one in old)


def same_event(a: str, b: str) -> bool:
    """Return whether two labels say the same: their kinds agree, or most of their words."""
    one, two = (set(re.findall(r"[^\W\d_]{4,}", text.casefold())) for text in (a, b))
    return bool(one & two) or (date_kind(a) is date_kind(b) is not DateKind.OTHER)


def settled_dates(lists: Sequence[Sequence[KeyDate]]) -> tuple[KeyDate, ...]:
    """Return dates that a call names in several places once each, in order; the longest list is kept whole.

    :param lists: the dates of each place.
    """
    kept = [list(dates) for dates in lists]
    for larger in sorted(range(len(kept)), key=lambda n: -len(kept[n])):
        for other in range(len(kept)):
            if other != larger and len(kept[other]) <= len(kept[larger]):
                kept[other] = [
                    one
                    for one in kept[other]
                    if not any(one.date == k.date and same_event(one.label, k.label) for k in kept[larger])
                ]
    return tuple(one for dates in kept for one in dates)


def _only_weekday(text: str) -> bool:
    return not re.search(r"[^\W\d_]{2}", weekdays().sub("", text))


def _after_time(text: str) -> str:
    """Drop a time and a zone with which a label begins."""
    text = re.sub(r"\A[\s,;]*(?:at\s+)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?", "", text, flags=re.IGNORECASE)
    return re.sub(r"\A[\s,;(]*(?:AoE|UTC(?:\s?[-+]\s?\d+)?|GMT|CET|CEST|EST|PST)\b[)\s]*", "", text)
