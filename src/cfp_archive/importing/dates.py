"""Make key dates of entries: 'Paper submission: February 1, 2021', in whatever order and form."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.formatting import date_words
from cfp_archive.importing.blocks import Certainty, clipped, doubt
from cfp_archive.importing.lexicon import is_sentence, sentences
from cfp_archive.languages import alternatives, pattern
from cfp_archive.model import DateKind, KeyDate, Span
from cfp_archive.reading.days import FoundDays, days_in, find_time, find_zone, weekday_words
from cfp_archive.vocabulary import date_kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cfp_archive.importing.blocks import Finding
    from cfp_archive.model import DateOrder

__all__ = [
    "DateEntry", "is_date_only", "is_struck", "key_date", "plain_label", "read_date", "read_dates", "told_dates",
]  # fmt: skip

_SEPARATOR = re.compile(r"\s*(?::|\t|(?:\.\s?){3,}|…+|\s[-–—]+(?=\s|\Z)|\s+=>?|→|->|\|)\s*\Z")
_LABEL_TAIL = re.compile(r"[\s:|.…=>→–—-]+\Z")
_LABEL_HEAD = re.compile(r"\A(?:!!! \w+ (?:\"[^\"]*\" )?|[\s:|=>→–—-]+|,\s*|\[[^\]]*\][:\s]*)+")
_BEFORE_DATE = re.compile(rf"(?:\b{alternatives('before_date')}\s*|[~(\[*_\"]+\s*)+\Z", re.IGNORECASE)
_OLD = re.compile(rf"\b{alternatives('old')}\b[\s:]*\Z", re.IGNORECASE)
_STRUCK = re.compile(r"~~(.+?)~~")
_REMARK = re.compile(
    r"(?<=\w)\s*\((?:note|hard|firm|strict|extended|approx\w*|tentative)\b[^()]*\)\Z", re.IGNORECASE
)
_NEXT_ENTRY = re.compile(
    r"(?<=[\w)~])(?:[.;]\s+(?=[A-ZÀ-Þ][^\W\d])|(?:,|\s[/|])\s+(?=[A-ZÀ-Þ][^\d,:;.]{2,40}:\s))"
)

#: What a line may name with its day and nothing between, and be no sentence.
_DEADLINES = {DateKind.ABSTRACT, DateKind.SUBMISSION, DateKind.NOTIFICATION, DateKind.CAMERA_READY}
#: What a day ends with before another entry on its line: weekday, time and zone, remarks in brackets, and a sign.
_AFTER_DAY = re.compile(
    r"(?:\s*\([^()]*\)|[\s,]*\d{1,2}[:.h]\d\d\s*(?:[ap]\.?m\.?)?|[\s,]*\b(?:AoE|UTC|GMT|CES?T)\b(?:\s?[+-]\s?\d+)?)*"
    r"\s*(?:[.;,/|]|\s[-–—])\s+(?=[^\W\d_])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateEntry:
    """An entry that says when something is."""

    label: str
    days: tuple[FoundDays, ...]
    plain: bool  #: label, a colon, and what says when
    text: str  #: its words, in which the days are
    line: int  #: 1-based; 0 if no line is meant
    shown: str = ""  #: the words that the page must show for it, if they are others


def read_dates(
    text: str, year: int, order: DateOrder | None = None, *, strict: bool, line: int = 0
) -> tuple[DateEntry, ...]:
    """Read an entry as labels with days: one, or several as in 'Papers: 26 March. Notification: 15 May.'

    The parameters are those of `read_date`.
    """
    year = next((one.span.end.year for one in days_in(text, year, order) if one.year_given), year)
    for parts in (_NEXT_ENTRY.split(text), _cut_at_labels(text, year)):
        entries = tuple(read_date(one, year, order, strict=strict, line=line) for one in parts)
        if (
            len(parts) > 1
            and all(entries)
            and all(date_kind(one.label) is not DateKind.OTHER for one in entries if one)
        ):
            return tuple(one for one in entries if one)
    one = read_date(text, year, order, strict=strict, line=line)
    return (one,) if one else ()


def _cut_at_labels(text: str, year: int) -> list[str]:
    """Cut a line where a day, with its time, ends and the label of the next day begins: 'Papers 1 May - notification 3 June'."""
    days = days_in(text, year)
    if not days or not re.search(r"[^\W\d_]{3}", text[: days[0].start]):
        return [text]
    cuts = [0]
    for one, following in itertools.pairwise(days):
        between = text[one.end : following.start]
        sign = _AFTER_DAY.match(between)
        if sign and _names_another(between[sign.end() :]):
            cuts.append(one.end + sign.end())
    return [text[a:b].strip(" ,;.-–—|/") for a, b in itertools.pairwise([*cuts, len(text)])]


def read_date(
    text: str, year: int, order: DateOrder | None = None, *, strict: bool, line: int = 0
) -> DateEntry | None:
    """Read an entry as a label and days; None if it is something else, as a sentence that names a day.

    :param year: for days without one.
    :param order: of day and month in figures, as far as it is known.
    :param strict: outside a list of dates, only entries of a clear form count.
    :param line: its 1-based number.
    """
    days = days_in(text, year, order, whole_months=True)
    if not days or len(text) > 260:
        return None
    head, tail = text[: days[0].start], text[days[-1].end :]
    clear = bool(_SEPARATOR.search(_BEFORE_DATE.sub("", head)) or "\t" in head)
    colon = re.match(r"([^:]{2,130}?):(?:\s|\Z)", head)
    before = head[colon.end() :] if colon else ""
    plain = bool(colon and (len(before.split()) <= 4 or pattern("unsettled").search(before)))
    if colon and plain:
        label, clear = colon[1], True
    elif len(re.sub(r"[^\w]", "", head)) > 2 and not _only_weekday(head):
        label = _LABEL_TAIL.sub("", _BEFORE_DATE.sub("", head))
        label = (
            _LABEL_TAIL.sub("", re.sub(r"\b(?:extended|new)\s*\Z", "", label, flags=re.IGNORECASE)) or label
        )
    else:
        clear = bool(re.match(r"\s*(?:\([^)]*\))?\s*[:\t|–—-]", tail))
        label = re.sub(r"\A\s*\([^)]*\)(?=\s*[:–—-])", "", tail)
        label = _REMARK.sub("", _LABEL_HEAD.sub("", _after_time(label)).rstrip(" .;"))
        tail = ""
    label = re.sub(r"\s+", " ", _LABEL_HEAD.sub("", label)).strip(" ,;*~")
    words = label.split()
    if not re.match(r"(?:\([^()]*\)\s*)?[^(!]*[^\W\d_]{2}", label) or len(words) > (
        9 if strict else 20 if plain else 14
    ):
        return None
    if re.match(rf"(?:{alternatives('held')}|{alternatives('colocated')})\b", label, re.IGNORECASE):
        return None  # the event, and no key date
    says = re.search(rf"\b{alternatives('be')}\b", head, re.IGNORECASE)
    bare = (
        not says
        and len(words) <= 4
        and date_kind(label) in _DEADLINES
        and not re.search(r"[^\W\d_]{2}", _after_time(tail))
    )
    if strict and (
        not (clear or bare) or len(tail.split()) > 14 or (date_kind(label) is DateKind.OTHER and not plain)
    ):
        return None
    if is_sentence(f"{head} {label}") and not (plain and not strict):
        return None
    between = [text[a.end : b.start] for a, b in itertools.pairwise(days)]
    if any(_SEPARATOR.search(one) and _names_another(one) for one in between):
        return None  # two entries that could not be told apart: no day goes to the label of another
    if not strict and not clear and (len(tail.split()) > 10 or len(words) > 10):
        return None
    return DateEntry(label=label, days=days, plain=plain, text=text, line=line)


def told_dates(text: str, year: int, order: DateOrder | None, line: int) -> Iterator[DateEntry]:
    """Yield the deadlines that sentences tell: 'The deadline for abstracts is May 1', 'Papers must be sent by June 3'."""
    for sentence in sentences(text):
        days = days_in(sentence, year, order)
        for before, one in zip((None, *days), days, strict=False):
            clause = sentence[before.end if before else 0 : one.start]
            clause = re.sub(rf"\s*(?:{weekday_words()},?\s*)?\Z", "", clause, flags=re.IGNORECASE)
            clause = re.sub(
                r"\A[\s,;]*(?:and|und|et|y|e)?\s+(?:the )?|\A(?:the|please) ", "", clause, flags=re.IGNORECASE
            )
            label = _told_label(clause)
            if label and date_kind(label) not in {DateKind.OTHER, DateKind.EVENT}:
                yield DateEntry(
                    label=label, days=(one,), plain=False, text=sentence, line=line, shown=sentence
                )


def _told_label(clause: str) -> str:
    """Return what a clause says is at the day that follows it; empty if it says nothing."""
    be, by = alternatives("be"), alternatives("by")
    subject = r"(?P<label>[^,;:.!?()\d]{4,110}?)"
    states = re.fullmatch(
        rf"{subject}\s+{be}(?:\s+(?:{by}|le|la|el|der|am|on|den|dem))?", clause, re.IGNORECASE
    )
    if states:
        return states["label"]
    asks = re.fullmatch(rf"(?P<label>.*?)\s+(?:{by}|on)(?:\s+(?:le|el|am|the|zum))?", clause, re.IGNORECASE)
    if not asks or not re.search(rf"\b{by}\b[^.]{{0,6}}\Z", clause, re.IGNORECASE):
        return ""
    passive = re.match(
        rf"{subject}\s+(?:should|must|can|may|shall|have to|need to|{be})\b", asks["label"], re.IGNORECASE
    )
    clause = passive["label"] if passive else ""
    if date_kind(clause) is not DateKind.OTHER and not pattern("sentence").search(clause):
        return clause
    pieces = [one for one in re.split(r"[,;]\s", asks["label"]) if date_kind(one) is not DateKind.OTHER]
    piece = (pieces or [""])[-1]
    modal = re.search(r"\s(?:should|must|can|may|shall)\s", piece, re.IGNORECASE)
    subject, asked = (piece[: modal.start()], piece[modal.end() :]) if modal else (piece, "")
    words = (subject if not modal or date_kind(subject) is not DateKind.OTHER else asked).split()
    verb = next((n for n, word in enumerate(words) if date_kind(word) is not DateKind.OTHER), None)
    if verb is None:
        return ""
    label = " ".join(words[verb : verb + 8] if len(words) > verb + 1 else words[max(0, verb - 3) :])
    return re.split(r"\s*[(\[,;]", label)[0]


def _names_another(text: str) -> bool:
    """Return whether words between two days are the label of the second."""
    return (
        date_kind(text) is not DateKind.OTHER
        and not pattern("new").search(text)
        and not pattern("old").search(text)
    )


def is_date_only(text: str, year: int) -> bool:
    """Return whether an entry holds days and, at most, a time, a zone and a remark."""
    days = days_in(text, year, whole_months=True)
    if not days or text[: days[0].start].strip(" (~*"):
        return False
    rest = text
    for one in reversed(days):
        rest = rest[: one.start] + " " + rest[one.end :]
    rest = re.sub(r"\([^)]*\)|~~", " ", rest)
    return len(re.findall(r"[^\W\d_]{2,}", re.sub(weekday_words(), " ", rest, flags=re.IGNORECASE))) <= 3


def key_date(entry: DateEntry) -> tuple[KeyDate, tuple[Finding, ...]]:
    """Make a key date of an entry, with what is to be looked at."""
    text = " ".join(entry.text.replace("\t", " ").split(" "))
    chosen, was, findings = _choose(entry)
    if not chosen.sure:
        span = chosen.span
        read_as = f"the days from {span.start} to {span.end}" if span.start != span.end else f"{span.start}"
        message = f"'{entry.text[chosen.start : chosen.end]}' was read as {read_as}."
        findings.append(doubt("key_dates", entry.line, message))
    elif pattern("unsettled").search(text):
        message = f"The call does not settle this date: '{clipped(text, 90)}'"
        findings.append(doubt("key_dates", entry.line, message))
    printed = whole_line = None
    shown = " ".join((entry.shown or text).split())
    if shown != f"{entry.label}: {date_words(chosen.span)}":
        if entry.plain and shown.startswith(f"{entry.label}: "):
            printed = shown.removeprefix(f"{entry.label}: ")
        else:
            whole_line = shown
    kind = date_kind(entry.label)
    if kind is DateKind.OTHER and not entry.plain:
        kind = date_kind(text)
    time = find_time(entry.text[entry.days[0].end :]) or find_time(entry.text[: chosen.start])
    made = KeyDate(
        label=entry.label, date=chosen.span, kind=kind, time=time, zone=find_zone(text), was=was, printed=printed,
        line=whole_line,
    )  # fmt: skip
    return made, tuple(findings)


def is_struck(entry: DateEntry) -> bool:
    """Return whether all days of an entry are struck out, so that it says only when something was to be."""
    struck = [match.span() for match in _STRUCK.finditer(entry.text)]
    return all(any(start <= one.start and one.end <= end for start, end in struck) for one in entry.days)


def plain_label(label: str) -> str:
    """Return a label without remarks on which of several days it is: 'Papers (extended)', 'New deadline for papers'."""
    text = re.sub(r"\([^()]*\)", " ", label)
    for key in ("new", "old"):
        text = pattern(key).sub(" ", text)
    return " ".join(re.findall(r"\w+", text.casefold()))


def _choose(entry: DateEntry) -> tuple[FoundDays, tuple[dt.date, ...], list[Finding]]:
    """Tell the day that holds from those that it replaced."""
    text = entry.text
    struck = [match.span() for match in _STRUCK.finditer(text)]
    old = [
        one
        for one in entry.days
        if any(start <= one.start and one.end <= end for start, end in struck)
        or _OLD.search(text[: one.start].rstrip("(~ "))
    ]
    left = [one for one in entry.days if one not in old]
    if not left:
        return entry.days[-1], (), []
    was = tuple(one.span.end for one in old)
    if len(left) == 1:
        return left[0], (*was, left[0].was) if left[0].was else was, []
    arrows = all(re.fullmatch(r"[ >=→~-]*", text[a.end : b.start]) for a, b in itertools.pairwise(left))
    if arrows or pattern("new").search(text):
        chosen = max(left, key=lambda one: one.span.end)
        earlier = tuple(one.span.end for one in (*old, *left) if one is not chosen)
        message = f"Of several days, {chosen.span.end} was used; it replaced {', '.join(map(str, earlier))}."
        return chosen, earlier, [doubt("key_dates", entry.line, message, Certainty.LIKELY)]
    message = f"'{entry.label}' names several days; {left[0].span.start} was used."
    return left[0], was, [doubt("key_dates", entry.line, message)]


def same_event(a: str, b: str) -> bool:
    """Return whether two labels say the same: their kinds agree, or most of their words."""
    one, two = (set(re.findall(r"[^\W\d_]{4,}", text.casefold())) for text in (a, b))
    return bool(one & two) or (date_kind(a) is date_kind(b) is not DateKind.OTHER)


def settled_dates(lists: Sequence[Sequence[KeyDate]]) -> tuple[KeyDate, ...]:
    """Return dates that a call names in several places once each, in order; the longest list is kept whole.

    :param lists: the dates of each place.
    """
    told = [one for dates in lists for one in dates]
    kept = [
        [one for one in dates if not (_is_month(one) and any(_says_more(other, one) for other in told))]
        for dates in lists
    ]
    for larger in sorted(range(len(kept)), key=lambda n: -len(kept[n])):
        for other in range(len(kept)):
            if other != larger and len(kept[other]) <= len(kept[larger]):
                kept[other] = [
                    one
                    for one in kept[other]
                    if not any(one.date == k.date and same_event(one.label, k.label) for k in kept[larger])
                ]
    once: dict[tuple[str, Span], KeyDate] = {}
    for one in (date for dates in kept for date in dates):
        once.setdefault((one.label.casefold(), one.date), one)
    return tuple(once.values())


def _is_month(one: KeyDate) -> bool:
    """Return whether a date is that of a whole month."""
    return one.date.start.day == 1 and (one.date.end - one.date.start).days >= 27


def _says_more(one: KeyDate, other: KeyDate) -> bool:
    """Return whether a date gives the day of what another gives the month."""
    inside = other.date.start <= one.date.start <= one.date.end <= other.date.end
    return inside and one.date != other.date and one.kind is other.kind


def _only_weekday(text: str) -> bool:
    return not re.search(r"[^\W\d_]{2}", re.sub(weekday_words(), "", text, flags=re.IGNORECASE))


def _after_time(text: str) -> str:
    """Drop a time and a zone with which a label begins."""
    text = re.sub(r"\A[\s,;]*(?:at\s+)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?", "", text, flags=re.IGNORECASE)
    return re.sub(r"\A[\s,;(]*(?:AoE|UTC(?:\s?[-+]\s?\d+)?|GMT|CET|CEST|EST|PST)\b[)\s]*", "", text)
