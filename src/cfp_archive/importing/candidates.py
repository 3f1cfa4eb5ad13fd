"""Choose what a call has once: its title, days, place, website, ordinal and format, among candidates with a score."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.importing.blocks import Certainty, Finding, Kind
from cfp_archive.importing.days import FoundDays, find_days, month_words
from cfp_archive.importing.lexicon import (
    alternatives,
    find_ordinal,
    heading_kind,
    is_country,
    months,
    pattern,
)  # fmt: skip
from cfp_archive.importing.people import is_name, is_role
from cfp_archive.model import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.importing.blocks import Block
    from cfp_archive.model import Span

__all__ = ["Title", "find_format", "find_ordinal", "find_title", "find_venue", "find_website"]

_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"']+")
_NOT_SITE = re.compile(
    r"easychair|openreview|hotcrp|cmt\d?\.|microsoft|softconf|springer|overleaf|templates?|authors?/|acm\.org/(?:publications|about|binaries|sigs)|"
    r"ieee\.org/(?:conferences|publications)|edas\.|doi\.org|twitter|facebook|linkedin|x\.com|mailman|listinfo|google\.com|ceur-ws|dblp|arxiv|latex|"
    r"submi|register|registration|unsubscribe|wikipedia|linklings|precisionconference|doodle|zoom\.us|youtube|slack|discord|creativecommons|wikicfp"
    r"|\.pdf|\.docx?|\.zip|\.sty|\.cls|archive\.org|overleaf|journal|elsevier|lipics|lncs|aclweb\.org/anthology|aclanthology|acl-org|aclrollingreview",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    r"(?=[^\s]*[A-Z])[A-Za-z][\w&+./@-]{1,24}?\s?(?:['’´-]\s?\d\d|(?:19|20)\d\d)\b|[A-Za-z]*[A-Z]{2,}[A-Za-z]*\d\d\b|[A-Z]{3,}[A-Za-z]* \d\d\b"
)
_OPEN = frozenset(
    [
        "on",
        "for",
        "of",
        "and",
        "in",
        "the",
        "with",
        "&",
        "international",
        "at",
        "to",
        "annual",
        "ieee",
        "acm",
        "und",
        "für",
        "de",
        "der",
        "des",
    ]
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|['’]\d\d\b")
_VERBS = re.compile(
    r"\b(?:will|invites?|invited|welcomes?|solicits?|are|please|we|held|submitted|is|was|were|provides?|aims?|brings?|has been|"
    r"deadlines?|extended|due|closed|submit|see|click|wird|findet|llevará|será|podrá|tendrá|aura|sera)\b", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title, and where it was found."""

    words: str = ""
    blocks: range = range(0)  #: that are the title
    outside: str = ""  #: the name outside the text that holds it, if none of its blocks does
    certainty: Certainty = Certainty.CHECK
    rest: str = ""  #: what followed it in its block, as days and place


def _call() -> str:
    kind = r"(?:(?:first|second|third|final|last|1st|2nd|3rd|\d(?:st|nd|rd|th)|1\.|2\.|extended|joint|preliminary|open|updated|deadline extended?|\*+|!+)[\s:!-]+)*"
    return rf"{kind}{alternatives('call')}(?: (?:and|&) (?:papers|participation|posters|abstracts|proposals|demos))?(?:\s*\((?:cfp|extended|final|geschlossen)[^)]*\))?"


def clean_title(text: str) -> tuple[str, str]:
    """Return a title without 'Call for papers', its host, its days and its place; and what followed it.

    >>> clean_title("Call for Papers - TideComp'24, Ebb Island, Tidelands")
    ("TideComp'24", 'Ebb Island, Tidelands')
    """
    text = " ".join(text.split()).strip(" *=~|#")
    text = re.sub(r"\A(?:title|name):\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\A(?:(?:re|fwd?|aw|wg)\s*:\s*|\[[\w .-]{1,30}\]\s*)+", "", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\A\s*(?:\[[^\]]{0,40}\]|\((?:deadline|extended|apolog)[^)]*\))\s*", "", text, flags=re.IGNORECASE
    )
    call = _call()
    shorter = re.sub(
        rf"\A\W*{call}\s*(?:[:|!,–—-]+|for\b|of\b|at\b|to\b)?\s*(?=\S)", "", text, flags=re.IGNORECASE
    )
    shorter = re.sub(
        rf"\s*[-:|–—,(/]+\s*(?:{call}|home(?:page)?|cfp)\)?\W*\Z", "", shorter, flags=re.IGNORECASE
    )
    shorter = re.sub(rf"\s+{call}\W*\Z", "", shorter, flags=re.IGNORECASE)
    text = shorter.strip(" :-–—,|¡!") if re.search(r"\w{3}", shorter) else ""
    rest = ""
    host = re.search(
        rf"[,;(]?\s*(?:to be |will be )?(?:\b(?:held|run|organi[sz]ed)\s+)?(?<!\w)(?:{alternatives('colocated')})\b.*\Z|\s(?:to be )?(?:held|taking place) (?:in|at|on)\b.*\Z",
        text,
        re.IGNORECASE,
    )
    if host and len(text[: host.start()].split()) >= 1:
        text, rest = text[: host.start()], text[host.start() :]
    for days in find_days(text, 2000):
        head = text[: days.start].rstrip(" ,;:|(–—-")
        if len(head.split()) >= 1 and (
            days.year_given or days.span.start != days.span.end or pattern("event").search(head)
        ):
            text, rest = head, f"{text[len(head) :]} {rest}"
            break
    piped = text.split("|")
    if len(piped) > 1 and (_place(piped[-1]) or is_country(piped[-1])) and len(piped[0].split()) > 1:
        text, rest = "|".join(piped[:-1]), f"{piped[-1]} {rest}"
    place = re.search(
        r"(?:,|\s[-–—@]|\s\(|\s(?=(?:in|at)\s))(?:\s*(?:in|at)\b)?\s*(?P<p>(?:[A-ZÀ-Þ][\w.'’-]+ ?){1,3},\s*(?:[A-ZÀ-Þ][\w.'’-]+ ?){1,3}(?:,\s*(?:[A-ZÀ-Þ][\w.'’-]+ ?){1,3})?)\)?\Z",
        text,
    )
    if (
        place
        and (is_country(place["p"].split(",")[-1]) or _ACRONYM.fullmatch(text[: place.start()].strip()))
        and len(text[: place.start()]) > 3
    ):
        text, rest = text[: place.start()], f"{place['p']} {rest}"
    return text.strip(" :-–—,;|").rstrip("("), rest.strip(" ,;:-–—|")


def _score_title(text: str, short_name: str, series: str) -> float:
    if (
        not re.search(r"[^\W\d_]{2}", text)
        or _URL.search(text)
        or len(text) > 220
        or is_name(text)
        or (is_role(text) and not _YEAR.search(text))
    ):
        return -9.0
    event, year = pattern("event").search(text), _YEAR.search(text)
    score = 0.0
    weak = event is not None and re.search(
        r"track|challenge|forum|meeting|school|session|competition|task", event.group(), re.IGNORECASE
    )
    score += 1 if weak else 2.5 if event else 0
    score -= 3 if text[:1].islower() and not _ACRONYM.match(text) else 0
    score -= 3 if text.endswith(".") and len(text.split()) > 7 else 0
    if re.fullmatch(
        r"\W*(?:(?:the|this|our|an?) )?(?:(?:19|20)\d\d |research |industry |academic |main |demo |annual |international )*(?:track|conference|session|event|workshop)\W*",
        text,
        re.IGNORECASE,
    ):
        score -= 3
    score += 1.5 if year else 0
    score += 1.5 if event and find_ordinal(text) else 0
    score += 2 if _ACRONYM.search(text) else 0
    score += 1 if event and re.search(r"\b(?:on|for|of|in|zu|über|sur|para|sobre)\b", text) else 0
    if short_name and re.search(rf"(?<![^\W\d]){re.escape(short_name)}", text, re.IGNORECASE):
        score += 2.5
    if series and len(series) > 6 and series.casefold() in text.casefold():
        score += 2
    if (
        heading_kind(text)
        and not (year or find_ordinal(text))
        and not (short_name and short_name.casefold() in text.casefold())
    ):
        score -= 4
    if re.fullmatch(rf"\W*(?:{alternatives('event')}|news|welcome|{_call()})\W*", text, re.IGNORECASE):
        score -= 8
    if re.search(r"[a-z)][.!?] +[A-ZÀ-Þ]\w+ \w", text) or (_VERBS.search(text) and len(text.split()) > 3):
        score -= 5
    if pattern("noise").search(text):
        score -= 6
    if re.match(rf"\W*(?:{alternatives('colocated')})", text, re.IGNORECASE) or re.match(r"[(\[]", text):
        score -= 2
    if re.match(
        r"[^:]{2,30}:\s*\Z|(?:web ?site|url|date|when|where|venue|location|place|contact|deadline)\b",
        text,
        re.IGNORECASE,
    ):
        score -= 6
    score -= 0.1 * max(0, len(text.split()) - 16)
    return score


def find_title(blocks: Sequence[Block], names: Sequence[str], short_name: str, series: str) -> Title:
    """Return the title of a call.

    :param names: what its format calls it outside its text.
    :param short_name: of the series; what has it is more likely the title.
    :param series: the series' name.
    """
    candidates: list[tuple[float, Title]] = []
    region = [n for n, one in enumerate(blocks) if not one.surrounding][:28]
    for turn, place in enumerate(region):
        block = blocks[place]
        if (
            (block.kind in {Kind.ITEM, Kind.ROW} and not block.text.isupper())
            or len(block.text) > 330
            or len(block.text.split()) > 45
        ):
            continue
        text, first = block.text, block.lines[0].text.strip()
        if block.kind is Kind.HEADING and len(block.lines) > 1 and _ACRONYM.fullmatch(first):
            text = f"{first}: {text.removeprefix(first).strip()}"
        words, rest = clean_title(_title_text(text))
        score = _score_title(words, short_name, series) if words else -9
        if score <= 0:
            continue
        score += 1.5 if block.kind is Kind.HEADING else 0
        score += 1 if block.kind is Kind.HEADING and block.level == 1 else 0
        score -= 0.15 * turn + (1.5 if turn > 12 else 0)
        stop = place + 1
        while (
            stop < min(place + 3, len(blocks))
            and not rest
            and _goes_on(words, blocks[stop - 1], blocks[stop])
        ):
            more, rest = clean_title(blocks[stop].text)
            glue = ": " if _ACRONYM.fullmatch(words) else " "
            words, stop = f"{words}{glue}{more}", stop + 1
            joined = (
                _score_title(words, short_name, series)
                + (1.5 if block.kind is Kind.HEADING else 0)
                - 0.15 * turn
            )
            score = max(score, joined) + 0.5
        candidates.append((score, Title(words=words, blocks=range(place, stop), rest=rest)))
    for turn, name in enumerate(names):
        for part in dict.fromkeys([name, *re.split(r"\s+[|–—»·-]\s+", name)]):
            words, rest = clean_title(part)
            score = _score_title(words, short_name, series) if words else -9
            if score > 0:
                candidates.append(
                    (
                        score - 0.3 - 0.2 * turn - (0.3 if part != name else 0),
                        Title(words=words, outside=name, rest=rest),
                    )
                )
    candidates += _told(blocks, region, short_name, series)
    if not candidates:
        return Title()
    score, best = max(candidates, key=lambda one: one[0])
    if score < 2.2:
        return Title()
    certainty = Certainty.SURE if score >= 7 else Certainty.LIKELY if score >= 4.5 else Certainty.CHECK
    return Title(
        words=best.words, blocks=best.blocks, outside=best.outside, rest=best.rest, certainty=certainty
    )


def _title_text(text: str) -> str:
    return re.sub(r"\Asubject:\s*", "", text, flags=re.IGNORECASE)


def _goes_on(words: str, before: Block, following: Block) -> bool:
    """Return whether a title goes on in the next line."""
    text = following.text
    said = before.text.rstrip(" *=~|#")
    last = said.rsplit(maxsplit=1)[-1].lower() if said else ""
    open_ended = last in _OPEN or said.endswith((":", "-", "–", ",", "&"))
    if (
        following.surrounding
        or following.gap > 1
        or following.kind not in {Kind.TEXT, Kind.HEADING}
        or len(text) > 140
    ):
        return False
    if (
        _URL.search(text)
        or heading_kind(text)
        or is_role(text)
        or (_VERBS.search(text) and len(text.split()) > 6)
    ):
        return False
    if re.match(rf"\W*{alternatives('colocated')}", text, re.IGNORECASE) or re.fullmatch(
        _call(), text, re.IGNORECASE
    ):
        return False
    if _ACRONYM.fullmatch(words.rstrip(" :")):
        days = find_days(text, 2000)
        head = text[: days[0].start] if days else text
        return bool(pattern("event").search(head)) and len(head.split()) > 2 and following.gap <= 1
    if find_days(text, 2000) or (following.gap and not (open_ended and following.kind is before.kind)):
        return False
    if re.fullmatch(r"\([A-Za-z][\w'’ -]{1,24}\)", text):
        return True
    return open_ended or bool(
        re.match(r"(?:on|for|of|and|in|with) ", text, re.IGNORECASE) and len(text.split()) < 14
    )


def _told(
    blocks: Sequence[Block], region: Sequence[int], short_name: str, series: str
) -> list[tuple[float, Title]]:
    """Return the names that the first sentences tell: 'The Third Workshop on Tides (TideComp) will be held ...'."""
    event = alternatives("event")
    name = re.compile(
        rf"(?:\A|\b[Tt]he |\b[Tt]o the |\b[Tt]o )(?P<name>(?:[\dA-ZÀ-Þ][\w'’.&-]*,? ){{0,9}}?(?:(?i:{event}))(?: (?:on|for|of) [A-ZÀ-Þ][^.,;()]{{3,110}}?)?(?: \([A-Z][^()]{{1,30}}\))?"
        rf"|[A-Z][\w]*[A-Z]\w*[ -]?(?:['’]\d\d|(?:19|20)\d\d))(?=,| will| is | aims| invites| takes| solicits| seeks| welcomes| brings| to be| in conjunction| at | co-located|\.|, the)"
    )
    found = []
    hosted = re.compile(
        rf"(?:{alternatives('colocated')}|\bat|\bof|\bin|\bsince|\bwith)\W+(?:the )?(?:\w+ ){{0,3}}\Z",
        re.IGNORECASE,
    )
    for turn, place in enumerate(region[:10]):
        text = blocks[place].text
        for match in list(name.finditer(text))[:2]:
            words = re.sub(r"\A(?:The|the) ", "", match["name"].strip())
            score = _score_title(words, short_name, series) - 1.2 - 0.1 * turn
            if score > 0 and len(words) > 4 and not hosted.search(text[: match.start()]):
                found.append((score, Title(words=words)))
        for match in list(_ACRONYM.finditer(text))[:3]:
            words = match.group().strip()
            if (
                len(words) > 5
                and not hosted.search(text[: match.start()])
                and heading_kind(words) == ""
                and words.split()[0].casefold() not in months()
            ):
                often = sum(one.text.count(words) for one in blocks if not one.surrounding)
                found.append((1.9 + min(0.3 * often, 1.2) - 0.1 * turn, Title(words=words)))
    return found


# When and where


_IN_PLACE = re.compile(
    r"\b(?:held|tak(?:e|es|ing) place|hosted|organi[sz]ed|located|conference|workshop|findet|stattfinden|celebrar\w*)\b[^.]{0,90}?\b(?:in|at|en)\s+(?:the (?:city|beautiful city) of )?"
    r"(?P<place>[A-ZÀ-Þ][\w.'’À-ÿ-]+(?: [A-ZÀ-Þ][\w.'’À-ÿ-]+){0,3}(?:, (?!on\b)[A-ZÀ-Þ][\w.'’À-ÿ-]+(?: (?:of |the )?[A-ZÀ-Þ][\w.'’À-ÿ-]+){0,3}){1,3})"
)
_STATES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
        "DC",
        "ON",
        "BC",
        "QC",
        "AB",
        "NSW",
        "VIC",
        "QLD",
    ]
) | frozenset(
    [
        "california",
        "texas",
        "florida",
        "arizona",
        "nevada",
        "oregon",
        "washington",
        "colorado",
        "hawaii",
        "illinois",
        "massachusetts",
        "ontario",
        "quebec",
    ]
)


def find_venue(
    blocks: Sequence[Block], title: Title, year: int, events: Sequence[tuple[str, Span]]
) -> tuple[Span | None, str | None, list[Finding]]:
    """Return the event's days and place, with what was decided.

    :param events: key dates of the event, as label and days.
    """
    days: list[tuple[float, Span, int, str]] = []
    places: list[tuple[float, str, int]] = []
    region = [n for n, one in enumerate(blocks) if not one.surrounding]
    top = _top(blocks, region)
    for turn, place in enumerate(region):
        block = blocks[place]
        text = block.text
        label = re.match(
            r"(?P<l>dates?|when|wann|termin|venue|where|wo|location|place|place and date|date and (?:place|venue|location)|dates? (?:of|for) the (?:workshop|conference|event)|(?:workshop|conference|event) (?:dates?|venue|location)|lugar|fecha|lieu|ort|local)\s*(?::|\t|\s-)\s*(?P<v>.+)\Z",
            text,
            re.IGNORECASE,
        )
        if label and turn < 60 and len(text) < 200:
            found = find_days(label["v"], year)
            if found and not re.search(r"deadline|submi", text, re.IGNORECASE):
                days.append((4.0, found[0].span, block.first, text))
            where = _place(_without_days(label["v"], found)) or (
                _loose(label["v"])
                if not found and not re.match(r"date|when", label["l"], re.IGNORECASE)
                else None
            )
            if where:
                places.append((4.0, where, block.first))
            continue
        if turn < top and place not in title.blocks:
            _from_line(block, year, 3.0 - 0.08 * turn, days, places, turn)
        if len(text) > 40:
            _from_sentences(block, year, 2.2 - 0.03 * min(turn, 30), days, places)
    if title.rest:
        found = find_days(title.rest, year)
        host = bool(re.search(rf"(?<!\w)(?:{alternatives('colocated')})", title.rest, re.IGNORECASE))
        if found:
            days.append((2.6 if host else 3.5, _joined(title.rest, found), 0, title.rest))
        where = _place(_without_days(title.rest, found)) or (
            None if host else _loose(_without_days(title.rest, found))
        )
        if where:
            places.append((3.4, where, 0))
    for name, span in events:
        own = re.search(r"workshop|symposium|conference|konferenz|conferencia|day\b", name, re.IGNORECASE)
        days.append((2.6 if own else 2.0, span, 0, name))
    findings: list[Finding] = []
    best_days = max(days, key=lambda one: one[0], default=None)
    best_place = max(places, key=lambda one: one[0], default=None)
    if best_days is not None:
        agree = sum(one[1] == best_days[1] for one in days)
        sure = (
            Certainty.SURE
            if best_days[0] >= 3 or agree > 1
            else Certainty.LIKELY
            if best_days[0] >= 2
            else Certainty.CHECK
        )
        others = {one[1] for one in days if one[0] > best_days[0] - 0.9} - {best_days[1]}
        sure = Certainty.CHECK if others else sure
        findings.append(
            Finding(
                field="date",
                line=best_days[2],
                message=f"The event's days were taken from '{_clip(best_days[3])}'.",
                hint="If this is wrong, correct 'date'.",
                certainty=sure,
            )
        )
    if best_place is not None:
        rivals = {one[1] for one in places if one[0] > best_place[0] - 0.6} - {best_place[1]}
        sure = Certainty.CHECK if rivals else Certainty.LIKELY
        findings.append(
            Finding(
                field="place",
                line=best_place[2],
                message=f"'{best_place[1]}' was used as the place.",
                hint="If this is wrong, correct 'place'.",
                certainty=sure,
            )
        )
    return (best_days[1] if best_days else None), (best_place[1] if best_place else None), findings


def _top(blocks: Sequence[Block], region: Sequence[int]) -> int:
    """Return how many blocks are the call's head: up to the first section, list or long text."""
    for turn, place in enumerate(region[:25]):
        block = blocks[place]
        kind = heading_kind(block.text) if block.kind is Kind.HEADING else ""
        if turn > 1 and (block.kind is Kind.ITEM or len(block.text) > 260):
            return turn
        if kind in {"dates", "topics", "people", "submissions"} and turn:
            return turn
    return min(len(region), 25)


def _from_line(
    block: Block,
    year: int,
    score: float,
    days: list[tuple[float, Span, int, str]],
    places: list[tuple[float, str, int]],
    turn: int,
) -> None:
    text = block.text
    if (
        pattern("noise").search(text)
        or re.search(
            r"deadline|submission|due\b|notification|camera|posted|published|extended", text, re.IGNORECASE
        )
        or len(text) > 240
    ):
        return
    found = find_days(text, year)
    colocated = re.match(rf"\W*(?:to be )?(?:held )?{alternatives('colocated')}", text, re.IGNORECASE)
    score -= 1.2 if colocated else 0
    if found and (
        found[0].year_given or found[0].span.start != found[0].span.end or pattern("event").search(text)
    ):
        days.append((score, _joined(text, found), block.first, text))
    rest = _without_days(text, found)
    where = (
        _place(rest)
        if not (pattern("event").search(rest) and not found and not re.search(r",\s*\S+\Z", rest))
        else None
    )
    if where is None and found:
        where = _loose(rest)
    if where is None and not found and turn and block.kind is Kind.TEXT:
        where = _lone(text)
    if where:
        places.append((score - (0 if found else 0.5), where, block.first))


def _from_sentences(
    block: Block,
    year: int,
    score: float,
    days: list[tuple[float, Span, int, str]],
    places: list[tuple[float, str, int]],
) -> None:
    held = re.compile(
        r"\b(?:held|tak(?:e|es|ing) place|hosted|stattfinden|findet|llevará a cabo|celebrar\w*|be run|is scheduled|tendrá lugar|aura lieu|acontecerá|realizar\w*)\b",
        re.IGNORECASE,
    )
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])", block.text):
        if re.search(r"\b(?:was|were|previous|last year|deadline|proceedings of)\b", sentence):
            continue
        place = (
            _IN_PLACE.search(sentence) if held.search(sentence) or pattern("event").search(sentence) else None
        )
        if held.search(sentence) or (place and find_days(sentence, year)):
            found = [
                one for one in find_days(sentence, year) if one.year_given or one.span.start != one.span.end
            ]
            if found:
                days.append(
                    (
                        score - (0 if held.search(sentence) else 0.5),
                        _joined(sentence, found),
                        block.first,
                        sentence,
                    )
                )
        if place:
            where = _cut_place(place["place"])
            if where and "," in where:
                places.append(
                    (score + (0.4 if is_country(where.rsplit(",", 1)[-1]) else -0.4), where, block.first)
                )
        elif held.search(sentence):
            cities = re.finditer(
                r"\b(?:in|im|en)\s+(?:the )?(?P<p>[A-ZÀ-Þ][\wÀ-ÿ'’-]+(?: [A-ZÀ-Þ][\wÀ-ÿ'’-]+){0,3}(?: in [A-ZÀ-Þ][\wÀ-ÿ-]+)?)(?=\s+(?:stattfinden|on|from|vom|between|during|as|is|will)\b|[.,;])",
                sentence,
            )
            city = next((one for one in reversed(list(cities)) if not is_country(one["p"])), None)
            if (
                city
                and not re.fullmatch(month_words(), city["p"].split()[0].casefold())
                and not pattern("event").search(city["p"])
            ):
                places.append((score - 0.6, city["p"], block.first))


def _joined(text: str, found: Sequence[FoundDays]) -> Span:
    """Join '29-30 June to 3-4 July 2031' to one span."""
    first = found[0]
    near = len(found) > 1 and 0 < (found[1].span.end - first.span.start).days < 15
    if near and re.fullmatch(r"\s*(?:to|-|–|and|&|until|,)\s*", text[first.end : found[1].start]):
        return type(first.span)(start=first.span.start, end=found[1].span.end)
    return first.span


def _without_days(text: str, found: Sequence[FoundDays]) -> str:
    for one in reversed(found):
        text = f"{text[: one.start]} ; {text[one.end :]}"
    return text.replace("()", " ")


def _cut_place(text: str) -> str:
    text = re.sub(rf",\s*(?:{month_words()})\b.*\Z", "", text.strip(" .,;:–—-"), flags=re.IGNORECASE)
    return re.sub(r"\s+(?:on|from|in|at|during)\Z", "", text).strip(" ,")


def _place(text: str) -> str | None:
    """Return a place that ends with a country or state, or is otherwise clear: 'Ebbville, Northland'."""
    text = re.sub(
        r"\(?\b(?:hybrid|virtual|online|in[- ]person)(?: event| conference| workshop| format)?\b\)?",
        "",
        text,
        flags=re.IGNORECASE,
    )
    best: str | None = None
    for part in re.split(r"\s*[;|·•@]\s*|\s+[-–—/]+\s+|[()\[\]]|\.\s+", text):
        cut = re.sub(
            rf"\A.*?(?<!\w){alternatives('colocated')}\b.*?(?:,|\bin\b|\bat\b)\s*",
            "",
            part.strip(" ,:;.*–—-"),
            flags=re.IGNORECASE,
        )
        cut = re.sub(
            r"\A(?:to be )?(?:held |taking place |location:? |venue:? |place:? |where:? |lieu ?:? |ort:? )?(?:in |at |on )?\s*",
            "",
            cut,
            flags=re.IGNORECASE,
        ).strip(" ,–—-")
        pieces = [one.strip() for one in cut.split(",") if one.strip()]
        pieces = [one for one in pieces if not _ACRONYM.fullmatch(one)]
        while pieces and (pattern("event").search(pieces[0]) or find_ordinal(pieces[0])) and len(pieces) > 1:
            pieces.pop(0)
        if not 1 <= len(pieces) <= 6 or not all(
            re.match(r"[A-ZÀ-Þ]", one) and not re.search(r"\d|https?:|@", one) and len(one.split()) <= 7
            for one in pieces
        ):
            continue
        if is_country(pieces[-1]) or pieces[-1].strip(".") in _STATES or pieces[-1].casefold() in _STATES:
            return ", ".join(pieces)
        if (
            best is None
            and len(pieces) in {2, 3}
            and not any(pattern("event").search(one) or is_name(one) for one in pieces)
        ):
            best = ", ".join(pieces)
    return best


def _loose(text: str) -> str | None:
    """Return a lone city beside the event's days or a label, as in 'Ebbmund, 4.-6. September 2024'."""
    pieces = [one for one in re.split(r"[;,|()·•]", text) if re.search(r"\w{4}|[A-ZÀ-Þ]", one)]
    cut = (
        re.sub(r"\b(?:du|from|vom|on|in|le|am|at|held)\b|[–—-]\s|\s[–—-]", " ", pieces[0]).strip()
        if len(pieces) == 1
        else ""
    )
    if not re.fullmatch(r"[A-ZÀ-Þ][\w'’À-ÿ-]+(?: [A-ZÀ-Þ][\w'’À-ÿ-]+){0,2}", cut) or pattern("event").search(
        cut
    ):
        return None
    if re.fullmatch(
        r"(?:virtual|online|hybrid|when|where|dates?|venue|tba|tbd|mon|tue|wed|thu|fri|sat|sun)\w*",
        cut,
        re.IGNORECASE,
    ) or heading_kind(cut):
        return None
    return None if re.fullmatch(alternatives("call"), cut, re.IGNORECASE) or _ACRONYM.fullmatch(cut) else cut


def _lone(text: str) -> str | None:
    """Return a line of the call's head that is a place and nothing else."""
    pieces = [one.strip() for one in text.strip(" .()").split(",")]
    if not 2 <= len(pieces) <= 4 or not all(
        re.fullmatch(r"[A-ZÀ-Þ][\w.'’À-ÿ-]*(?: (?:of |the |de )?[A-ZÀ-Þ][\w.'’À-ÿ-]*){0,3}", one)
        for one in pieces
    ):
        return None
    if any(pattern("event").search(one) or is_role(one) or heading_kind(one) for one in pieces) or (
        is_name(pieces[0]) and not is_country(pieces[-1])
    ):
        return None
    if re.search(
        r"universit|institut|department|laborator|springer|ieee|acm\b|google|microsoft", text, re.IGNORECASE
    ) and not is_country(pieces[-1]):
        return None
    return ", ".join(pieces)


def find_website(blocks: Sequence[Block]) -> tuple[str | None, list[Finding]]:
    """Return the edition's own site."""
    told = re.compile(
        r"web ?site|web ?page|home ?page|\burl\b|more information|further (?:information|details)",
        re.IGNORECASE,
    )
    region = [one for one in blocks if not one.surrounding]
    for one in (*region[:15], *(block for block in region if told.search(block.text))):
        urls = [match.group() for match in _URL.finditer(one.text)]
        if told.search(one.text):
            urls += [
                link.url
                for link in one.links
                if link.url.startswith("http") and told.search(f"{link.text} {one.text[:0]}")
            ]
        for url in (found.rstrip(".,;:!?*_|") for found in urls):
            if _NOT_SITE.search(url) or (len(one.text) > 200 and not told.search(one.text)):
                continue
            full = url if url.startswith("http") else f"https://{url}"
            message = f"Used {full} as the website."
            return full, [
                Finding(
                    field="website",
                    line=one.first,
                    message=message,
                    hint="If this is wrong, correct 'website'.",
                    certainty=Certainty.LIKELY,
                )
            ]
    return None, []


def find_format(blocks: Sequence[Block]) -> tuple[Format | None, list[Finding]]:
    """Return how people are to meet."""
    event = r"(?:event|workshop|conference|symposium|meeting|edition|format|mode|participation|attendance)"
    forms = (
        (Format.HYBRID, rf"\bhybrid\b[^.]{{0,40}}?\b{event}\b|\b(?:held|run|organi[sz]ed|be) (?:as |in )?(?:a )?hybrid\b|\(hybrid\)"),
        (Format.VIRTUAL, (r"\b(?:fully |entirely |completely |purely )?(?:virtual|online)(?:-only)? (?:event|workshop|conference|symposium|meeting)\b"
            r"|\b(?:held|be|run|go|take place|organi[sz]ed) (?:fully |entirely |completely |purely )?(?:virtual(?:ly)?|online)\b|\((?:virtual|online)\)|de forma (?:online|virtual)")),
        (Format.IN_PERSON, r"\b(?:fully |purely )?(?:in[- ]person|physical|face-to-face|on-?site)(?:-only)? (?:event|workshop|conference|symposium|meeting)\b|\b(?:held|be|run) (?:fully )?(?:in[- ]person|physically|on-?site)\b"),
    )  # fmt: skip
    for kind, said in forms:
        for one in blocks:
            found = re.search(said, one.text, re.IGNORECASE)
            if (
                found
                and not one.surrounding
                and not one.sign
                and not re.search(
                    r"\b(?:topics?|systems|hardware|not)\b[^.]{0,20}\Z", one.text[: found.start()]
                )
            ):
                message = f"'{found.group()}' was used as the format: {kind.value}."
                return kind, [
                    Finding(
                        field="format",
                        line=one.first,
                        message=message,
                        hint="If this is wrong, correct 'format'.",
                        certainty=Certainty.LIKELY,
                    )
                ]
    return None, []


def _clip(text: str) -> str:
    return text if len(text) <= 70 else text[:67] + "..."
