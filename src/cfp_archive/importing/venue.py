"""Find when, where and how an event takes place, and its site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfp_archive.importing.calendar import find_days
from cfp_archive.importing.headings import section_kind
from cfp_archive.importing.parts import Guess
from cfp_archive.model import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.importing.parts import Chunk
    from cfp_archive.model import Span

__all__ = [
    "COLOCATED",
    "EVENT",
    "NOISE",
    "URL",
    "find_format",
    "find_website",
    "told_place",
    "when_and_where",
]

EVENT = re.compile(
    r"\b(?:workshop|conference|symposium|colloquium|congress|meeting|summit|school|forum|seminar|tagung|konferenz|kolloquium|arbeitstagung"
    r"|atelier|conférence|journées?|colloque|congrès|congreso|conferencia|taller|jornadas|convegno|working conference|track|special session|challenge)\b",
    re.IGNORECASE,
)
NOISE = re.compile(
    r"apolog|cross[- ]?post|multiple copies|please (?:forward|distribute|circulate)|dear |hello|hi all|colleagues|unsubscribe"
    r"|^(?:from|to|subject|date|cc|reply-to|sender|message-id|list-id|x-[\w-]+|sent|mime-version|content-[\w-]+):",
    re.IGNORECASE,
)
URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"']+")
COLOCATED = re.compile(
    r"(?:\b(?:in conjunction|co-?located|collocated|held|associated|affiliated|together|jointly|part of|satellite|in cooperation|sponsored|in association)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_NOT_SITE = re.compile(
    r"easychair|openreview|hotcrp|cmt\d?\.|microsoft|softconf|springer|overleaf|templates?|authors?/|acm\.org/(?:publications|about|binaries)|"
    r"ieee\.org/(?:conferences|publications)|edas\.|doi\.org|twitter|facebook|linkedin|x\.com|mailman|listinfo|google\.com|ceur-ws|dblp|arxiv|latex|"
    r"submi|register|registration|unsubscribe|wikipedia|linklings|precisionconference|doodle|zoom\.us",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(
    r"\b(?:held|tak(?:e|es|ing) place|hosted|organi[sz]ed|located|co-located with [^.]{3,60}?|findet)\b[^.]{0,80}?\b(?:in|at)\s+(?:the (?:city|beautiful city) of )?"
    r"(?P<place>[A-ZÀ-Þ][\w.'’À-ÿ-]+(?: [A-ZÀ-Þ][\w.'’À-ÿ-]+){0,3}(?:, (?!on\b)[A-ZÀ-Þ][\w.'’À-ÿ-]+(?: (?:of |the )?[A-ZÀ-Þ][\w.'’À-ÿ-]+){0,3}){1,2})"
)
#: 'Co-located with TIDES 2024, ': the host, before the place.
_BESIDE = re.compile(
    r"\W*(?:to be )?(?:held |taking place )?(?:co-?located|collocated|in conjunction|jointly|together) with [^,;]+[,;]\s*",
    re.IGNORECASE,
)


def when_and_where(
    around: Sequence[Chunk], year: int, guesses: list[Guess]
) -> tuple[Span | None, str | None]:
    """Read lines as 'June 20-23, 2022, Helsinki, Finland', and a place on the line beside the days."""
    for place, one in enumerate(around):
        if NOISE.search(one.text) or re.search(
            r"deadline|submission|due\b|notification", one.text, re.IGNORECASE
        ):
            continue
        days = list(find_days(one.text, year))
        if not days or len(one.text) > 220:
            continue
        if not days[0].year_given and (days[0].span.start == days[0].span.end or len(one.text) > 80):
            continue
        rest = (one.text[: days[0].start] + " ; " + one.text[days[0].end :]).replace("()", " ")
        rest = re.sub(rf"\A.*{EVENT.pattern}[^;,]*(?=[,;])", "", rest, flags=re.IGNORECASE)
        rest = _BESIDE.sub("", rest.strip())
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
            COLOCATED.sub("", part).strip(" ,:;.*–—-"),
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
            and not any(EVENT.search(one) for one in pieces[-2:])
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
        or EVENT.search(cut)
    ):
        return None
    words = {"virtual", "online", "hybrid", "when", "where", "date", "dates", "venue"}
    return cut if cut.lower() not in words and not section_kind(cut) else None


def told_place(chunks: Sequence[Chunk], guesses: list[Guess]) -> str | None:
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


def find_website(chunks: Sequence[Chunk], top: Sequence[Chunk], guesses: list[Guess]) -> str | None:
    told = re.compile(
        r"web ?site|web ?page|home ?page|url|more information|further (?:information|details)|(?:see|visit)\b",
        re.IGNORECASE,
    )
    for one in (*top[:15], *(c for c in chunks if told.search(c.text))):
        for found in URL.finditer(one.text):
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
