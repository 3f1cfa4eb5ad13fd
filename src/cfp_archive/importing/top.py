"""Find the title and what calls say at their top: the ordinal, days, place, site and format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.importing.calendar import find_days
from cfp_archive.importing.headings import bare_heading, section_kind
from cfp_archive.importing.parts import Guess
from cfp_archive.model import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.importing.parts import Chunk
    from cfp_archive.model import Span

__all__ = ["Top", "find_format", "find_ordinal", "find_top"]

_EVENT = re.compile(
    r"\b(?:workshop|conference|symposium|colloquium|congress|meeting|summit|school|forum|seminar|tagung|konferenz|kolloquium|arbeitstagung"
    r"|atelier|conférence|journées?|colloque|congrès|congreso|conferencia|taller|jornadas|convegno|working conference|track|special session|challenge)\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:(?:first|second|third|final|last|1st|2nd|3rd|\d(?:st|nd|rd|th)|1\.|2\.|extended|joint|preliminary|open|updated|deadline extended?|\*+)[\s:-]+)*"
    r"(?:call(?:s)? for (?:papers?|participation|contributions?|submissions?|abstracts?|proposals?|posters?|presentations?|workshop papers?|research papers?|short papers|talks)|cfp|call|appel (?:à|a) (?:communications?|contributions?)|appel"
    r"|aufruf zur einreichung|convocatoria)(?: (?:and|&) .{3,30}?)?(?:\s*\((?:cfp|extended|final)[^)]*\))?",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"apolog|cross[- ]?post|multiple copies|please (?:forward|distribute|circulate)|dear |hello|hi all|colleagues|unsubscribe"
    r"|^(?:from|to|subject|date|cc|reply-to|sender|message-id|list-id|x-[\w-]+|sent|mime-version|content-[\w-]+):",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?=[^\s]*[A-Z])[A-Za-z][\w&+./@-]{1,24}\s?(?:['’-]\s?\d\d|(?:19|20)\d\d)(?:\s*:)?\Z")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"']+")
_NOT_SITE = re.compile(
    r"easychair|openreview|hotcrp|cmt\d?\.|microsoft|softconf|springer|overleaf|templates?|authors?/|acm\.org/(?:publications|about|binaries)|"
    r"ieee\.org/(?:conferences|publications)|edas\.|doi\.org|twitter|facebook|linkedin|x\.com|mailman|listinfo|google\.com|ceur-ws|dblp|arxiv|latex|"
    r"submi|register|registration|unsubscribe|wikipedia|linklings|precisionconference|doodle|zoom\.us",
    re.IGNORECASE,
)
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
_COLOCATED = re.compile(
    r"(?:\b(?:in conjunction|co-?located|collocated|held|associated|affiliated|together|jointly|part of|satellite|in cooperation|sponsored|in association)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_IN_PLACE = re.compile(
    r"\b(?:held|tak(?:e|es|ing) place|hosted|organi[sz]ed|located|co-located with [^.]{3,60}?|findet)\b[^.]{0,80}?\b(?:in|at)\s+(?:the (?:city|beautiful city) of )?"
    r"(?P<place>[A-ZÀ-Þ][\w.'’À-ÿ-]+(?: [A-ZÀ-Þ][\w.'’À-ÿ-]+){0,3}(?:, (?!on\b)[A-ZÀ-Þ][\w.'’À-ÿ-]+(?: (?:of |the )?[A-ZÀ-Þ][\w.'’À-ÿ-]+){0,3}){1,2})"
)


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
    date, place = _when_and_where(around, year, guesses)
    if place is None:
        place = _told_place(chunks, guesses)
    website = _website(chunks, chunks[:end], guesses)
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
        if len(text) > 250 and not _NOISE.search(text[:200]):
            return place
    return min(len(chunks), 25)


def _title(top: Sequence[Chunk], short_name: str) -> range:
    best, best_score = range(0), 2.0
    for place, one in enumerate(top):
        text = one.text
        if len(text) > 260 or one.sign or _NOISE.search(text) or _is_sentence(text):
            continue
        bare = bare_heading(text)
        without = _CALL.sub("", bare, count=1).strip(" :-–—,.|")
        if not without or _URL.match(without) or _EVENT.fullmatch(without):
            continue
        if section_kind(bare) and not _dated(bare):
            continue
        score = 0.0
        score += 3 if _EVENT.search(without) else 0
        score += 2 if re.search(r"\b(?:19|20)\d\d\b|['’]\d\d\b", without) else 0
        score += 2 if find_ordinal(without) else 0
        score += 2 if short_name and re.search(rf"\b{re.escape(short_name)}", without, re.IGNORECASE) else 0
        score += (
            1 if re.search(r"\b(?:on|for|of|in|zu|über|sur)\b", without) and _EVENT.search(without) else 0
        )
        score += 1 if one.lines[0].level == 1 else 0
        score += 4 if one.ruled.startswith("=") and not any(other.ruled for other in top[:place]) else 0
        score -= 3 if _COLOCATED.match(text) or re.match(r"[(\[]", text) else 0
        score -= 3 if find_days(text, 2000) and not _EVENT.search(_without_days(text)) else 0
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
            _EVENT.search(following)
            and not find_days(following, 2000)
            and len(following) < 200
            and not _NOISE.search(following)
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
        bool(_EVENT.search(text)) and find_ordinal(text) is not None
    )


def _title_goes_on(last: str, following: str) -> bool:
    """Say whether a title goes on with the next line."""
    if (
        _URL.search(following)
        or find_days(following, 2000)
        or _COLOCATED.match(following)
        or len(following) > 120
    ):
        return False
    if (
        section_kind(following)
        or _CALL.fullmatch(following)
        or (following.startswith(("(", "[")) and _COLOCATED.search(following))
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
    if found and _EVENT.search(text):
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


def _when_and_where(
    around: Sequence[Chunk], year: int, guesses: list[Guess]
) -> tuple[Span | None, str | None]:
    """Read lines as 'June 20-23, 2022, Helsinki, Finland', and a place on the line beside the days."""
    for place, one in enumerate(around):
        if _NOISE.search(one.text) or re.search(
            r"deadline|submission|due\b|notification", one.text, re.IGNORECASE
        ):
            continue
        days = [found for found in find_days(one.text, year) if found.year_given]
        if not days or len(one.text) > 220:
            continue
        rest = (one.text[: days[0].start] + " ; " + one.text[days[0].end :]).replace("()", " ")
        where = _place(rest) or _city(rest)
        for other in (place + 1, place - 1):
            if where is None and 0 <= other < len(around) and not find_days(around[other].text, year):
                where = _place(around[other].text)
        guesses.append(
            Guess(
                line=one.first,
                message=f"The event's days were taken from '{_clip(one.text)}'"
                + (f", its place as '{where}'." if where else "."),
                hint="Mend 'date' and 'place' if that is wrong.",
            )
        )
        return days[0].span, where
    return None, None


def _place(text: str) -> str | None:
    text = re.sub(
        r"\(?\b(?:hybrid|virtual|online|in[- ]person)(?: event| conference| workshop)?\b\)?",
        "",
        text,
        flags=re.IGNORECASE,
    )
    for part in re.split(r"\s*[;|·•]\s*|\s+[-–—/]+\s+|[()\[\]]|\.\s", text):
        cut = re.sub(
            r"\A(?:to be )?(?:held |taking place |location:? |venue:? |place:? |where:? |lieu ?:? |ort:? )?(?:in |at |on )?\s*",
            "",
            _COLOCATED.sub("", part).strip(" ,:;.*–—-"),
            flags=re.IGNORECASE,
        )
        cut = re.sub(
            r"(?:\A|(?<=[\s,]))(?:du|from|vom|on|the|le|den|am|when|where|date|dates)\Z",
            "",
            cut,
            flags=re.IGNORECASE,
        ).strip(" ,–—-")
        pieces = [one.strip() for one in cut.split(",") if one.strip()]
        if (
            2 <= len(pieces) <= 5
            and all(
                re.match(r"[A-ZÀ-Þ]", one) and not re.search(r"\d|https?:|@", one) and len(one.split()) <= 6
                for one in pieces
            )
            and not any(_EVENT.search(one) for one in pieces[-2:])
        ):
            return ", ".join(pieces)
    return None


def _city(text: str) -> str | None:
    """Return a lone city beside the event's days, as in 'Ebbmund, 4.-6. September 2024'."""
    pieces = [one for one in re.split(r"[;,|()·•]", text) if re.search(r"\w", one)]
    cut = re.sub(r"\b(?:du|from|vom|on|in|le|am)\b|[–—-]\s", " ", pieces[0]).strip() if pieces else ""
    if (
        len(pieces) > 2
        or not re.fullmatch(r"[A-ZÀ-Þ][\w'’À-ÿ-]+(?: [A-ZÀ-Þ][\w'’À-ÿ-]+){0,2}", cut)
        or _EVENT.search(cut)
    ):
        return None
    words = {"virtual", "online", "hybrid", "when", "where", "date", "dates", "venue"}
    return cut if cut.lower() not in words and not section_kind(cut) else None


def _told_place(chunks: Sequence[Chunk], guesses: list[Guess]) -> str | None:
    """Read a place told in a sentence: 'will be held in Ebbville, Northland, on ...'."""
    for one in chunks[:25]:
        found = _IN_PLACE.search(one.text)
        if found and not re.search(
            r"\b(?:was|were|previous|last year|first edition)\b", one.text[: found.start() + 10]
        ):
            place = found["place"].rstrip(".")
            place = re.sub(
                r",\s*(?:January|February|March|April|May|June|July|August|September|October|November|December).*\Z",
                "",
                place,
            )
            guesses.append(
                Guess(
                    line=one.first,
                    message=f"The place was taken for '{place}'.",
                    hint="Mend 'place' if that is wrong.",
                )
            )
            return place if "," in place else None
    return None


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


def _website(chunks: Sequence[Chunk], top: Sequence[Chunk], guesses: list[Guess]) -> str | None:
    told = re.compile(
        r"web ?site|web ?page|home ?page|url|more information|further (?:information|details)|(?:see|visit)\b",
        re.IGNORECASE,
    )
    for one in (*top[:15], *(c for c in chunks if told.search(c.text))):
        for found in _URL.finditer(one.text):
            url = found.group().rstrip(".,;:!?*_")
            if _NOT_SITE.search(url):
                continue
            full = url if url.startswith("http") else f"https://{url}"
            guesses.append(
                Guess(
                    line=one.first,
                    message=f"The website was taken for {full}.",
                    hint="Mend 'website' if that is wrong.",
                )
            )
            return full
    return None


def find_format(chunks: Sequence[Chunk]) -> tuple[Format | None, int]:
    """Return how people are to meet, and the line that says so."""
    event = r"(?:event|workshop|conference|symposium|meeting|edition|format|mode|participation|attendance)"
    forms = (
        (Format.HYBRID, re.compile(rf"\bhybrid\b[^.]{{0,40}}?\b{event}\b|\b(?:held|run|organi[sz]ed|be) (?:as |in )?(?:a )?hybrid\b|\(hybrid\)", re.IGNORECASE)),
        (Format.VIRTUAL, re.compile(
            r"\b(?:fully |entirely |completely |purely )?(?:virtual|online)(?:-only)? (?:event|workshop|conference|symposium|meeting)\b"
            r"|\b(?:held|be|run|go|take place|organi[sz]ed) (?:fully |entirely |completely |purely )?(?:virtual(?:ly)?|online)\b|\((?:virtual|online)\)", re.IGNORECASE)),
        (Format.IN_PERSON, re.compile(
            r"\b(?:fully |purely )?(?:in[- ]person|physical|face-to-face|on-?site)(?:-only)? (?:event|workshop|conference|symposium|meeting)\b|\b(?:held|be|run) (?:fully )?(?:in[- ]person|physically|on-?site)\b", re.IGNORECASE)),
    )  # fmt: skip
    for kind, words in forms:
        for one in chunks:
            found = words.search(one.text)
            if (
                found
                and not re.search(
                    r"\b(?:topics?|systems|hardware|not)\b[^.]{0,20}\Z", one.text[: found.start()]
                )
                and not one.sign
            ):
                return kind, one.first
    return None, 0


def _clip(text: str) -> str:
    return text if len(text) <= 70 else text[:67] + "..."
