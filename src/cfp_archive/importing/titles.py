"""Choose a call's title among its first lines, what its format calls it, and the names that its first sentences tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfp_archive.importing.blocks import Certainty, Kind
from cfp_archive.importing.lexicon import find_ordinal, heading_kind, is_country, is_sentence
from cfp_archive.importing.people import is_name, is_role
from cfp_archive.languages import alternatives, pattern
from cfp_archive.languages import words as known
from cfp_archive.reading.days import days_in, months
from cfp_archive.vocabulary import ordinals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.importing.blocks import Block

__all__ = ["ACRONYM", "Title", "find_title"]

#: An event's short name with its year: 'TideComp 2031', "TIDES'31".
ACRONYM = re.compile(
    r"(?=[^\s]*[A-Z])[A-Za-z][\w&+./@-]{1,24}?\s?(?:['’´-]\s?\d\d|(?:19|20)\d\d)\b|[A-Za-z]*[A-Z]{2,}[A-Za-z]*\d\d\b|[A-Z]{3,}[A-Za-z]* \d\d\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|['’]\d\d\b")
_URL = re.compile(r"(?:https?://|www\.)\S")
_REGION = 28  #: blocks in which a title is looked for
_LEAST, _LIKELY, _SURE = 2.2, 4.5, 7.0  #: evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title, and where it was found."""

    words: str = ""
    blocks: range = range(0)  #: that are the title
    outside: str = ""  #: the name outside the text that holds it, if none of its blocks does
    certainty: Certainty = Certainty.CHECK
    rest: str = ""  #: what followed it in its block, as days and place


def _call() -> str:
    again = rf"(?:(?:{alternatives('again')}|\*+|!+)[\s:!-]+)*"
    more = r"(?:,? (?:and|&) (?:[\w-]+ ){0,2}?(?:papers|participation|posters|abstracts|proposals|demos|presentations|talks))?"
    return rf"{again}{alternatives('call')}{more}(?:\s*\((?:cfp|extended|final|geschlossen)[^)]*\))?"


def clean_title(text: str) -> tuple[str, str]:
    """Return a title without 'Call for papers', its host, its days and its place; and what followed it.

    >>> clean_title("Call for Papers - TideComp'24, Ebb Island, Tidelands")
    ("TideComp'24", 'Ebb Island, Tidelands')
    """
    text, call, rest = " ".join(text.split()).strip(" *=~|#•·"), _call(), ""
    for before in (
        rf"\A{alternatives('title_label')}:\s*",
        r"\A(?:(?:re|fwd?|aw|wg)\s*:\s*|\[[\w .-]{1,30}\]\s*)+",
        r"\A\s*(?:\[[^\]]{0,40}\]|\((?:deadline|extended|apolog)[^)]*\))\s*",
        rf"\A\W*{alternatives('greeting')}\s+(?=\S)",
        rf"\A\W*{call}\s*(?:[:|!,–—-]+|(?:for|of|at|to|an|zur?|zum|à|al|para)\b)?\s*(?=\S)",
        rf"\s*[-:|–—,(/]+\s*(?:{call}|home(?:page)?|cfp)\)?\W*\Z",
        rf"\s+{call}\W*\Z",
    ):
        text = re.sub(before, "", text, flags=re.IGNORECASE)
    text = text.strip(" :-–—,|¡!")
    held = r"\s(?:to be )?(?:held|taking place) (?:in|at|on)\b.*\Z"
    with_host = rf"[,;(]?\s*(?:to be |will be )?(?:\b(?:held|run|organi[sz]ed)\s+)?(?<!\w)(?:{alternatives('colocated')})\b.*\Z"
    host = re.search(rf"{with_host}|{held}", text, re.IGNORECASE)
    if host and text[: host.start()].strip():
        text, rest = text[: host.start()], text[host.start() :]
    for days in days_in(text, 2000):
        head = text[: days.start].rstrip(" ,;:|(–—-")
        if head and (days.year_given or days.span.start != days.span.end or pattern("event").search(head)):
            text, rest = head, f"{text[len(head) :]} {rest}"
            break
    name = r"(?:[A-ZÀ-Þ][\w.'’-]+ ?){1,3}"
    place = re.search(
        rf"(?:,|\s[-–—@|]|\s\(|(?<=\d\))\s|\s(?=(?:in|at)\s))(?:\s*(?:in|at)\b)?\s*(?P<p>{name}(?:,\s*{name}){{1,2}})\)?\Z",
        text,
    )
    head = text[: place.start()] if place else ""
    if place and (is_country(place["p"].split(",")[-1]) or ACRONYM.fullmatch(head.strip())):
        text, rest = head, f"{place['p']} {rest}"
    return text.strip(" :-–—,;|•·").rstrip("("), rest.strip(" ,;:-–—|")


def _evidence(text: str, short_name: str, series: str) -> float:
    """Return how much the words themselves speak for a title."""
    unlike = not re.search(r"[^\W\d_]{2}", text) or _URL.search(text) or len(text) > 220 or is_name(text)
    if unlike or (is_role(text) and not _YEAR.search(text)):
        return -9.0
    count = len(text.split())
    event, year, ordinal = pattern("event").search(text), _YEAR.search(text), find_ordinal(text)
    lesser = event and pattern("lesser_event").search(event.group())
    named = bool(short_name and re.search(rf"(?<![^\W\d]){re.escape(short_name)}", text, re.IGNORECASE))
    generic = rf"\W*(?:(?:{alternatives('generic')}|{alternatives('event')}|{_call()})\W*)+"
    labels = rf"[^:]{{2,30}}:\s*\Z|(?:{alternatives('website')}|{alternatives('when')}|{alternatives('where')}|contact|deadline)\b"
    tells = pattern("sentence").search(text) or (is_sentence(text) and (text[-1:] in ".!?" or count > 9))
    points = (
        (1 if lesser else 2.5, event),
        (1.5, year),
        (1.5, event and ordinal),
        (2, ACRONYM.search(text)),
        (1, event and re.search(r"\b(?:on|for|of|in|zu|über|sur|para|sobre)\b", text)),
        (2.5, named),
        (2, len(series) > 6 and series.casefold() in text.casefold()),
        (-3, text[:1].islower() and not (ordinal or ACRONYM.match(text))),
        (-3, text.endswith(".") and count > 7),
        (-3, event and re.match(r"(?:an?|one-day|half-day|full-day|two-day)\b", text, re.IGNORECASE)),
        (-8, re.fullmatch(generic, text, re.IGNORECASE) and not named),
        (
            -4,
            heading_kind(text)
            and not (year or ordinal or named or re.search(r"special issue\b.* on ", text, re.IGNORECASE)),
        ),
        (-5, tells or (pattern("verbs").search(text) and count > 3)),
        (-6, pattern("noise").search(text) or re.match(labels, text, re.IGNORECASE)),
        (-5, re.match(rf"\W*{alternatives('colocated')}|[(\[]", text, re.IGNORECASE)),
        (-4, re.match(rf"\W*{alternatives('event')} (?:{alternatives('in')}|@) ", text, re.IGNORECASE)),
    )
    return sum(value for value, holds in points if holds) - 0.1 * max(0, count - 16)


def find_title(blocks: Sequence[Block], names: Sequence[str], short_name: str, series: str) -> Title:
    """Return the title of a call.

    :param names: what its format calls it outside its text.
    :param short_name: of the series; what has it is more likely the title.
    :param series: the series' name.
    """
    call = [n for n, one in enumerate(blocks) if not one.surrounding]
    region = call[:_REGION]
    candidates = _among(blocks, region, short_name, series)
    for turn, name in enumerate(names):
        for part in dict.fromkeys([name, *re.split(r"\s+[|–—»·-]\s+", name)]):
            words, rest = clean_title(part)
            score = _evidence(words, short_name, series) - 0.3 - 0.2 * turn - (0.3 if part != name else 0)
            candidates.append((score, Title(words=words, outside=name, rest=rest)))
    own = {title.words for score, title in candidates if score >= _LEAST}
    candidates += [one for one in _told(blocks, region, short_name, series) if one[1].words not in own]
    score, best = max(candidates, key=lambda one: one[0], default=(0.0, Title()))
    if score < _LEAST:  # perhaps at the end, as in a page's foot
        further = [
            one
            for one in _among(blocks, call[_REGION:], short_name, series)
            if pattern("event").search(one[1].words) and not re.search(r"[.»”] +[A-ZÀ-Þ]", one[1].words)
        ]
        score, best = max(further, key=lambda one: one[0], default=(0.0, Title()))
        return best if score >= _LIKELY else Title()
    certainty = (
        Certainty.SURE if score >= _SURE else Certainty.LIKELY if score >= _LIKELY else Certainty.CHECK
    )
    return replace(best, certainty=certainty)


def _among(
    blocks: Sequence[Block], region: Sequence[int], short_name: str, series: str
) -> list[tuple[float, Title]]:
    """Return the lines that may be the title, alone or with those that they go on in."""
    candidates: list[tuple[float, Title]] = []
    for turn, place in enumerate(region):
        block = blocks[place]
        listed = block.kind in {Kind.ITEM, Kind.ROW} and not block.text.isupper()
        if listed or len(block.text) > 330 or len(block.text.split()) > 45:
            continue
        text, first = block.text, block.lines[0].text.strip()
        short = clean_title(first)[0]
        if block.kind is Kind.HEADING and len(block.lines) > 1 and ACRONYM.fullmatch(short):
            text = (
                f"{short}: {text.removeprefix(first).strip()}"  # as announcements have a title on two lines
            )
        words, rest = clean_title(re.sub(r"\Asubject:\s*", "", text, flags=re.IGNORECASE))
        score = _evidence(words, short_name, series) - (3 if re.match("subject:", text, re.IGNORECASE) else 0)
        above = blocks[place - 1].text if place else ""
        if re.search(
            rf"\b(?:{alternatives('in')}|{alternatives('colocated')})(?: with)?(?: the)?\W*\Z",
            above,
            re.IGNORECASE,
        ):
            score -= 7  # the event that it is part of
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if not turn and following is not None and _is_name_line(words) and _describes_event(following):
            score += 3.5  # 'Tides of the Past' above 'A one-day workshop at COAST 2031'
        if score < 0 or (not score and block.kind is not Kind.HEADING):
            continue
        heading = 1.5 if block.kind is Kind.HEADING else 0
        score += (
            heading
            + (1 if heading and block.level == 1 else 0)
            - 0.15 * min(turn, 12)
            - (1.5 if turn > 12 else 0)
        )
        stop, most = place + 1, min(place + 3, len(blocks))
        if (
            pattern("call").match(text)
            and following is not None
            and following.gap
            and _goes_on(words, block, following)
        ):
            score -= 1.5  # the full name is a line of its own
            most = stop
        while stop < most and not rest and _goes_on(words, blocks[stop - 1], blocks[stop]):
            more, rest = clean_title(blocks[stop].text)
            colon = ACRONYM.fullmatch(words) or blocks[stop - 1].text.endswith(":")
            glue = ": " if colon else ", " if blocks[stop - 1].text.endswith(",") else " "
            words, stop = f"{words}{glue}{more}", stop + 1
            score = max(score, _evidence(words, short_name, series) + heading - 0.15 * turn) + 0.5
        if pattern("open").fullmatch(words.rsplit(maxsplit=1)[-1] if words else ""):
            score -= 6  # its end is elsewhere
        candidates.append((score, Title(words=words, blocks=range(place, stop), rest=rest)))
    return candidates


def _is_cut(words: str, before: Block, following: Block) -> bool:
    """Return whether a long line that names an event is cut at its width, and goes on right below."""
    text = following.text
    last = text.rstrip(" .)").rsplit(",", 1)[-1].strip()
    other = (
        is_country(last) or last in known("states") or is_name(text) or pattern("institutions").search(text)
    )
    event = pattern("event").search(words)
    return (
        not following.gap
        and following.kind is before.kind
        and len(before.lines[-1].text) >= 50
        and event is not None
        and re.search(r"\b(?:on|for|of|in)\b", words[event.end() :]) is not None
        and not other
        and not words.endswith((")", ".", ";"))
        and not re.match(rf"(?:the )?(?:\w+ )?{alternatives('event')}\b", text, re.IGNORECASE)
        and not re.match(
            rf"(?:{alternatives('website')}|{alternatives('when')}|{alternatives('where')})\b",
            text,
            re.IGNORECASE,
        )
    )


def _is_name_line(text: str) -> bool:
    """Return whether a line is written as names of events are: most of its long words in capitals, no sentence."""
    long = [one for one in re.findall(r"[^\W\d_]+", text) if len(one) > 3]
    return (
        2 < len(text.split()) < 18
        and text[:1].isupper()
        and not text.endswith((".", ":", ","))
        and 5 * sum(one[0].isupper() for one in long) >= 4 * len(long) > 4
        and not pattern("sentence").search(text)
    )


def _describes_event(block: Block) -> bool:
    """Return whether a line says what kind of event the line above names: 'A one-day workshop at COAST 2031'."""
    text = block.text[:120]
    kind = rf"\W*(?:(?:a|an|the)\s+)?(?:[\w-]+\s+){{0,4}}?{alternatives('event')}\b"
    return bool(not block.surrounding and block.gap < 3 and re.match(kind, text, re.IGNORECASE))


def _goes_on(words: str, before: Block, following: Block) -> bool:
    """Return whether a title goes on in the next line."""
    text, said = following.text, before.text.rstrip(" *=~|#")
    last = said.rsplit(maxsplit=1)[-1] if said else ""
    open_ended = bool(pattern("open").fullmatch(last)) or said.endswith((":", "-", "–", ",", "&"))
    if following.surrounding or following.gap > 1 or following.kind not in {Kind.TEXT, Kind.HEADING}:
        return False
    if len(text) > 140 or _URL.search(text) or heading_kind(text) or is_role(text):
        return False
    if pattern("verbs").search(text) and len(text.split()) > 6:
        return False
    if re.match(rf"\W*{alternatives('colocated')}", text, re.IGNORECASE) or re.fullmatch(
        _call(), text, re.IGNORECASE
    ):
        return False
    days = days_in(text, 2000)
    if ACRONYM.fullmatch(words.rstrip(" :")):
        head = text[: days[0].start] if days else text
        return bool(pattern("event").search(head)) and len(head.split()) > 2
    if days or (following.gap and not (open_ended and following.kind is before.kind)):
        return False
    if _is_cut(words, before, following):
        return True
    more = re.match(r"(?:on|for|of|and|in|with) ", text, re.IGNORECASE) and len(text.split()) < 14
    return open_ended or bool(more) or bool(re.fullmatch(r"\([A-Za-z][\w'’ -]{1,24}\)", text))


def _told(
    blocks: Sequence[Block], region: Sequence[int], short_name: str, series: str
) -> list[tuple[float, Title]]:
    """Return the names that the first sentences tell: 'The Third Workshop on Tides (TideComp) will be held ...'."""
    ordinal = rf"(?:(?i:{'|'.join(ordinals())}) )?"
    named = r"(?:[\dA-ZÀ-Þ][\w'’.&-]*,? |\([A-Z][\w -]{1,20}\) |(?:for|of|on|and|in|de|la) )"
    event = rf"{ordinal}{named}{{0,12}}?(?i:{alternatives('event')})(?:(?: (?:on|for|of|in) [A-ZÀ-Þ][^.;()]{{3,140}}? \([A-Z][^()]{{1,30}}\))|(?: (?:on|for|of|in) [A-ZÀ-Þ][^.,;()]{{3,110}}?)?(?: \([A-Z][^()]{{1,30}}\))?)"
    short = r"[A-Z][\w]*[A-Z]\w*[ -]?(?:['’]\d\d|(?:19|20)\d\d)"
    after = rf"(?=,| will| is | aims| invites| takes| solicits| seeks| welcomes| brings| to be| in conjunction| at | co-located| organi[sz]ed| {alternatives('colocated')}|\.|, the| \()"
    name = re.compile(rf"(?:\A|\b[Tt]he |\b[Tt]o the |\b[Tt]o )(?P<name>{event}|{short}){after}")
    hosted = re.compile(
        rf"(?:{alternatives('colocated')}|\bat|\bof|\bin|\bsince|\bwith)\W+(?:the )?(?:\w+ ){{0,3}}\Z",
        re.IGNORECASE,
    )
    found = []
    for turn, place in enumerate(region[:10]):
        text = blocks[place].text
        for match in list(name.finditer(text))[:2]:
            words = re.sub(r"\A(?:The|the) ", "", match["name"].strip())
            if not hosted.search(text[: match.start()]):
                found.append((_evidence(words, short_name, series) - 1.2 - 0.1 * turn, Title(words=words)))
        if short_name:  # 'Northern Tides Day 2031', of a series called 'Tides Day'
            year = r"\s?(?:['’´-]\s?\d\d|(?:19|20)\d\d)\b"
            for match in list(
                re.finditer(rf"(?:[A-ZÀ-Þ][\w'’-]+ ){{0,3}}{re.escape(short_name)}{year}", text)
            )[:2]:
                words = re.sub(r"\A(?:The|Call for Papers for|At|In|For) ", "", match.group())
                if not hosted.search(text[: match.start()]):
                    found.append((3.4 - 0.1 * turn, Title(words=words)))
        for match in list(ACRONYM.finditer(text))[:3]:
            words = match.group().strip()
            first = words.split()[0].casefold()
            if (
                len(words) > 5
                and not (first in months() or pattern("generic").fullmatch(first))
                and not heading_kind(words)
                and not hosted.search(text[: match.start()])
            ):
                often = sum(one.text.count(words) for one in blocks if not one.surrounding)
                opens = 0.6 if match.start() == 0 else 0  # 'TideComp 2031 invites ...'
                found.append((1.9 + opens + min(0.3 * often, 1.2) - 0.1 * turn, Title(words=words)))
    return found
