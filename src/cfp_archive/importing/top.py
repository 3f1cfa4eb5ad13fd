"""Find the title and what calls say at their top: the ordinal, days, place, site and format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.importing.calendar import find_days
from cfp_archive.importing.headings import bare_heading, section_kind
from cfp_archive.importing.parts import Guess
from cfp_archive.importing.venue import (
    COLOCATED,
    EVENT,
    NOISE,
    URL,
    find_format,
    find_website,
    told_place,
    when_and_where,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.importing.parts import Chunk
    from cfp_archive.model import Format, Span

__all__ = ["Top", "find_ordinal", "find_top"]

_CALL = re.compile(
    r"(?:(?:first|second|third|final|last|1st|2nd|3rd|\d(?:st|nd|rd|th)|1\.|2\.|extended|joint|preliminary|open|updated|deadline extended?|\*+)[\s:-]+)*"
    r"(?:call(?:s)? for (?:papers?|participation|contributions?|submissions?|abstracts?|proposals?|posters?|presentations?|workshop papers?|research papers?|short papers|talks)|cfp|call|appel (?:à|a) (?:communications?|contributions?)|appel"
    r"|aufruf zur einreichung|convocatoria)(?: (?:and|&) .{3,30}?)?(?:\s*\((?:cfp|extended|final)[^)]*\))?",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?=[^\s]*[A-Z])[A-Za-z][\w&+./@-]{1,24}\s?(?:['’-]\s?\d\d|(?:19|20)\d\d)(?:\s*:)?\Z")
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "first inaugural erste erster premier première", "second zweite zweiter deuxième", "third dritte dritter troisième", "fourth vierte quatrième",
            "fifth fünfte cinquième", "sixth sechste sixième", "seventh siebte septième", "eighth achte huitième", "ninth neunte neuvième",
            "tenth zehnte dixième", "eleventh elfte", "twelfth zwölfte", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
            "seventeenth", "eighteenth", "nineteenth", "twentieth",
        ),
        1,
    )
    for word in words.split()
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """What stands at the top of a call."""

    title: range = range(0)  #: the logical lines that are the title
    words: str = ""  #: the title
    ordinal: int | None = None
    date: Span | None = None
    place: str | None = None
    website: str | None = None
    format: Format | None = None
    guesses: tuple[Guess, ...] = ()


def find_top(chunks: Sequence[Chunk], year: int, short_name: str = "") -> Top:
    """Read the top of a call.

    :param year: of the edition, for days without one.
    :param short_name: of the series; a line that has it is more likely the title.
    """
    end = _top_end(chunks)
    title = _title(chunks[:end], short_name)
    words = _title_words([chunks[place].text for place in title])
    guesses: list[Guess] = []
    around = [one for place, one in enumerate(chunks[:end]) if place not in title][:8]
    date, place = when_and_where(around, year, guesses)
    words, rest = _without_venue(words)
    if date is None and rest and title:
        date, place = when_and_where([chunks[title[-1]]], year, guesses)
    if place is None:
        place = told_place(chunks, guesses)
    website = find_website(chunks, chunks[:end], guesses)
    if not title:
        words = _told_title(chunks, guesses)
    ordinal = find_ordinal(words)
    if ordinal is None and not words:
        ordinal = _told_ordinal(chunks, short_name, guesses)
    kind, line = find_format(chunks)
    if kind is not None:
        guesses.append(
            Guess(
                line=line,
                message=f"The format was taken for '{kind.value}'.",
                hint="Mend 'format' if that is wrong.",
            )
        )
    return Top(
        title=title, words=words, ordinal=ordinal, date=date, place=place, website=website, format=kind,
        guesses=tuple(guesses),
    )  # fmt: skip


def _top_end(chunks: Sequence[Chunk]) -> int:
    """Return where the top ends: at the first section, list or long text after a few lines."""
    for place, one in enumerate(chunks[:25]):
        text = one.text
        if one.sign and place:
            return place
        kind = section_kind(text)
        if kind and not _CALL.fullmatch(bare_heading(text)) and not _dated(text):
            return place
        if len(text) > 250 and not NOISE.search(text[:200]):
            return place
    return min(len(chunks), 25)


def _title(top: Sequence[Chunk], short_name: str) -> range:
    best, best_score = range(0), 2.0
    for place, one in enumerate(top):
        text = one.text
        if len(text) > 260 or one.sign or NOISE.search(text) or _is_sentence(text):
            continue
        bare = bare_heading(text)
        without = _CALL.sub("", bare, count=1).strip(" :-–—,.|")
        if not without or URL.match(without) or EVENT.fullmatch(without):
            continue
        if section_kind(bare) and not _dated(bare):
            continue
        score = 0.0
        score += 3 if EVENT.search(without) else 0
        score += 2 if re.search(r"\b(?:19|20)\d\d\b|['’]\d\d\b", without) else 0
        score += 2 if find_ordinal(without) else 0
        score += 2 if short_name and re.search(rf"\b{re.escape(short_name)}", without, re.IGNORECASE) else 0
        score += 1 if re.search(r"\b(?:on|for|of|in|zu|über|sur)\b", without) and EVENT.search(without) else 0
        score += 1 if one.lines[0].level == 1 else 0
        score += 4 if one.ruled.startswith("=") and not any(other.ruled for other in top[:place]) else 0
        score -= 3 if COLOCATED.match(text) or re.match(r"[(\[]", text) else 0
        score -= 3 if find_days(text, 2000) and not EVENT.search(_without_days(text)) else 0
        score -= place * 0.2 if place > 3 else 0
        if score > best_score:
            best, best_score = range(place, place + 1), score
    if not best:
        return best
    start, stop = best.start, best.stop
    before = top[start - 1] if start else None
    if (
        before is not None
        and top[start].gap <= 1
        and _ACRONYM.match(_CALL.sub("", before.text, count=1).strip(" :-–—*"))
    ):
        start -= 1
    while stop < len(top) and top[stop].gap == 0 and _title_goes_on(top[stop - 1].text, top[stop].text):
        stop += 1
    if (
        stop == start + 1
        and stop < len(top)
        and top[stop].gap <= 1
        and _ACRONYM.match(top[start].text.strip(" *"))
    ):
        following = top[stop].text
        if (
            EVENT.search(following)
            and not find_days(following, 2000)
            and len(following) < 200
            and not NOISE.search(following)
        ):
            stop += 1
    return range(start, stop)


def _is_sentence(text: str) -> bool:
    if re.search(r"[a-z)][.!?] +[A-ZÀ-Þ]\w+ \w", text):
        return True
    verbs = r"will|invites?|invited|welcomes?|solicits?|are|please|we|held|submitted|is an?|is the|provides?|aims?|brings?|has been"
    return bool(re.search(rf"\b(?:{verbs})\b", text)) and len(text.split()) > 8


def _dated(text: str) -> bool:
    """Say whether a line has a year or an ordinal, as titles have and headings of sections have not."""
    return bool(re.search(r"\b(?:19|20)\d\d\b|['’]\d\d\b", text)) or (
        bool(EVENT.search(text)) and find_ordinal(text) is not None
    )


def _title_goes_on(last: str, following: str) -> bool:
    """Say whether a title goes on with the next line."""
    if (
        URL.search(following)
        or find_days(following, 2000)
        or COLOCATED.match(following)
        or len(following) > 120
    ):
        return False
    if (
        section_kind(following)
        or _CALL.fullmatch(following)
        or (following.startswith(("(", "[")) and COLOCATED.search(following))
    ):
        return False
    if re.match(r"\([A-Za-z][\w'’ -]{1,24}\)\Z", following):
        return True
    if last.rsplit(maxsplit=1)[-1].lower() in {
        "on",
        "for",
        "of",
        "and",
        "in",
        "the",
        "with",
        "&",
        "workshop",
        "conference",
        "symposium",
        "international",
    } or last.endswith((":", "-", "–", ",")):
        return True
    return (
        bool(re.match(r"(?:on|for|of|and|in|with) ", following, re.IGNORECASE))
        and len(following.split()) < 14
    )


def _title_words(lines: Sequence[str]) -> str:
    """Return the title without 'Call for papers', an acronym on a line of its own set off by a colon."""
    cleaned = [line.strip().strip("*=_~|").strip() for line in lines]
    text = ""
    for line in cleaned:
        glue = ": " if _ACRONYM.match(text) and not text.endswith(":") else " "
        text = f"{text}{glue}{line}" if text else line
    shorter = re.sub(
        rf"\A{_CALL.pattern}\s*(?:[:|–—-]+|for|of|at)?\s*(?=\S)", "", text, flags=re.IGNORECASE
    ).strip(" :-–—")
    return " ".join((shorter if re.search(r"\w{3}", shorter) else text).split()).rstrip(" :,")


def _without_venue(title: str) -> tuple[str, str]:
    """Cut days and place off a title: 'Workshop on Tides, May 3, 2024, Ebbville'."""
    days = [one for one in find_days(title, 2000) if one.year_given]
    head = title[: days[0].start].rstrip(" ,;:|(–—-") if days else title
    if days and EVENT.search(head) and len(head.split()) > 2:
        return head, title[days[0].start :]
    return title, ""


def find_ordinal(text: str) -> int | None:
    """Return which edition a title names: 'Third', '3rd', 'Twenty-First', 'XIV', '3.'.

    >>> find_ordinal("The Twenty-Second Workshop on Tides"), find_ordinal("2nd Workshop"), find_ordinal("ICSM 2010")
    (22, 2, None)
    """
    found = re.search(rf"\b(?:({'|'.join(_TENS)})[- ])?({'|'.join(_ORDINALS)})\b", text, re.IGNORECASE)
    if found:
        return _TENS.get((found[1] or "").lower(), 0) + _ORDINALS[found[2].lower()]
    found = re.search(
        r"(?<![\w.])(\d{1,2})\s?(?:st|nd|rd|th|ème|eme|ère|e|º|ª)\b(?!\s*(?:-|–|of\b|to\b)?\s*(?:\d|January|February|March|April|May\b|June|July|August|September|October|November|December))",
        text,
    )
    if found:
        return int(found[1]) or None
    found = re.search(r"(?:\A|\s)(\d{1,2})\.\s+(?=[A-ZÀ-Þ])", text)
    if found and EVENT.search(text):
        return int(found[1]) or None
    found = re.search(
        r"\b([IVXL]{1,7})\b(?= (?:\w+ ){0,3}(?:Workshop|Conference|Symposium|Congres|International|Jornadas|Taller))",
        text,
    )
    return _roman(found[1]) if found else None


def _roman(text: str) -> int | None:
    values = [_ROMAN[one] for one in text]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total or None


def _without_days(text: str) -> str:
    for one in reversed(find_days(text, 2000)):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def _told_title(chunks: Sequence[Chunk], guesses: list[Guess]) -> str:
    """Return the event's name as the first sentences tell it; empty if they do not."""
    name = re.compile(
        r"\b[Tt]he (?P<name>(?:[\dA-ZÀ-Þ][\w'’.-]*,? ){1,8}?(?:Workshop|Conference|Symposium|Colloquium|Meeting)(?: (?:on|for|of) [A-ZÀ-Þ][^.,;()]{3,110}?)?"
        r"(?: \([A-Z][^()]{1,30}\))?),? (?:will|is|aims|invites|takes|solicits|seeks|welcomes|brings|to be|in conjunction|at|co-located)\b"
    )
    for one in chunks[:6]:
        found = name.search(one.text)
        if found:
            guesses.append(
                Guess(
                    line=one.first,
                    message=f"The title was taken from a sentence: '{found['name']}'.",
                    hint="Mend 'title', and the heading, if that is wrong.",
                )
            )
            return found["name"]
    return ""


def _told_ordinal(chunks: Sequence[Chunk], short_name: str, guesses: list[Guess]) -> int | None:
    for one in chunks[:12]:
        found = re.search(
            r"\b(?:the|this) ((?:\w+-)?\w+) (?:\w+ ){0,4}?(?:workshop|conference|symposium|edition)\b",
            one.text,
            re.IGNORECASE,
        )
        number = find_ordinal(found[1] + " Workshop") if found else None
        if number and (not short_name or short_name.lower() in one.text.lower()):
            guesses.append(
                Guess(
                    line=one.first,
                    message=f"The ordinal was taken for {number}.",
                    hint="Mend 'ordinal' if that is wrong.",
                )
            )
            return number
    return None
