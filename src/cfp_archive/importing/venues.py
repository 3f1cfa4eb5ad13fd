"""Choose when and where the event is, its website and its format, among candidates with a score."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.importing.blocks import Certainty, Kind, clipped, doubt
from cfp_archive.importing.lexicon import find_ordinal, heading_kind, is_country, is_sentence, sentences
from cfp_archive.importing.people import is_institution, is_name
from cfp_archive.importing.titles import ACRONYM
from cfp_archive.languages import alternatives, pattern, words
from cfp_archive.model import Format
from cfp_archive.reading.days import days_in, month_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfp_archive.importing.blocks import Block, Finding
    from cfp_archive.importing.titles import Title
    from cfp_archive.model import DateOrder, KeyDate, Span
    from cfp_archive.reading.days import FoundDays

__all__ = ["find_format", "find_venue", "find_website"]

_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"']+")
#: Addresses of what calls link to beside their own site: submission systems, publishers, templates, networks.
_NOT_SITE = re.compile(
    r"easychair|openreview|hotcrp|cmt\d?\.|microsoft|softconf|springer|overleaf|templates?|authors?/|acm\.org/(?:publications|about|binaries|sigs)|"
    r"ieee\.org/(?:conferences|publications)|edas\.|doi\.org|twitter|facebook|linkedin|x\.com|mailman|listinfo|google\.com|forms\.gle|ceur-ws|dblp|"
    r"arxiv|latex|submi|register|registration|unsubscribe|wikipedia|linklings|precisionconference|conftool|doodle|zoom\.us|youtube|slack|discord|"
    r"creativecommons|wikicfp|\.pdf|\.docx?|\.zip|\.sty|\.cls|archive\.org|journal|elsevier|lipics|lncs|aclweb\.org/anthology|aclanthology|acl-org|"
    r"aclrollingreview|//localhost|//127\.",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-Þ][\w.'’À-ÿ-]+(?: (?:of |for |and |the |de |du |di |da |la )*[A-ZÀ-Þ][\w.'’À-ÿ-]+){0,3}"
#: A city alone: words with a capital, no acronym and no other name with capitals within.
_CITY = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ'’]+(?:[ -][A-ZÀ-Þ][a-zß-ÿ'’]+){0,2}(?:/[A-ZÀ-Þ][\w]+)?")
#: A postal code before a city, as '10117 Berlin' and 'F-44000 Nantes', or alone between commas.
_POSTAL = re.compile(r"\A(?:[A-Z]{1,2}-)?\d{4,5}(?:-\d{3,4})?(?:\s+(?=[A-ZÀ-Þ])|\Z)")


class _Candidate(NamedTuple):
    """Days or a place, with what speaks for them."""

    score: float
    value: Span | str
    line: int  #: 1-based; 0 if no line is meant
    words: str  #: in which they were found


def find_venue(
    blocks: Sequence[Block],
    title: Title,
    year: int,
    events: Sequence[KeyDate],
    order: DateOrder | None = None,
) -> tuple[Span | None, str | None, list[Finding]]:
    """Return the event's days and place, with what was decided.

    :param year: for days without one.
    :param events: key dates of the event.
    :param order: of day and month in figures, as far as it is known.
    """
    region = [n for n, one in enumerate(blocks) if not one.surrounding]
    top = _top(blocks, region)
    found: list[_Candidate] = []
    for turn, place in enumerate(region):
        block = blocks[place]
        above = blocks[region[turn - 1]].text.strip(" :") if turn else ""
        named = pattern("where").fullmatch(above) or pattern("when").fullmatch(above)
        headed = named and not (pattern("verbs").search(block.text) or is_sentence(block.text))
        if headed:
            block = _labelled(
                above, blocks, region[turn : turn + (1 if pattern("when").fullmatch(above) else 5)]
            )
        labelled = list(_from_label(block, year, order)) if turn < 60 or headed else []
        found += labelled
        if labelled:
            continue
        if turn < top and place not in title.blocks:
            below = bool(title.blocks) and place == title.blocks.stop
            found += _from_line(block, year, order, 3.0 - 0.05 * turn, below=below)
        if len(block.text) > 24 and place not in title.blocks:
            found += _from_sentences(block, year, order, 2.2 - 0.05 * min(turn, 30), head=turn < 12)
    if title.rest:
        title_days = days_in(title.rest, year, order)
        host = re.search(rf"(?<!\w)(?:{alternatives('colocated')})", title.rest, re.IGNORECASE)
        found += [_Candidate(2.6 if host else 3.5, one.span, 0, title.rest) for one in title_days[:1]]
        rest = _place(_without_days(title.rest, title_days), lone=not host)
        found += [_Candidate(3.4, rest, 0, title.rest)] if rest else []
    own = {*re.findall(r"[^\W\d_]{3,}", title.words.casefold()), "day"}
    for one in events:
        said = one.line or f"{one.label}: {one.printed or ''}"
        shared = own & set(re.findall(r"[^\W\d_]{3,}", one.label.casefold()))
        score = 2.5 if shared else 2.4 if pattern("event").search(one.label) else 2.0
        found.append(_Candidate(score, one.date, 0, said))
    days = [one for one in found if not isinstance(one.value, str)]
    formats = re.compile(rf"\b(?:{_formats()})", re.IGNORECASE)
    places = [one for one in found if isinstance(one.value, str) and not formats.search(one.value)]
    when = max(days, key=lambda one: one.score, default=None)
    where = max(places, key=lambda one: one.score, default=None)
    findings: list[Finding] = []
    if when:
        agree = sum(one.value == when.value for one in days)
        certainty = Certainty.SURE if when.score >= 3 or agree > 1 else Certainty.LIKELY
        settled = all(one.sure for one in days_in(when.words, year, order))
        settled = settled and not pattern("unsettled").search(when.words)
        rivals = any(one.score > when.score - 0.9 and one.value != when.value for one in days)
        message = f"The event's days were taken from '{clipped(when.words, 70)}'."
        findings.append(
            doubt("date", when.line, message, Certainty.CHECK if rivals or not settled else certainty)
        )
        apart = [one for one in events if not _near(one.date, when.value)]
        if apart:
            message = f"'{apart[0].label}' is on {apart[0].date.start}, and the event's days are others."
            findings.append(doubt("date", when.line, message))
    if where:
        rivals = any(one.score > where.score - 0.6 and one.value != where.value for one in places)
        known = where.score >= 4 or _is_known(str(where.value).rsplit(", ", 1)[-1])
        certainty = Certainty.LIKELY if known and not rivals else Certainty.CHECK
        findings.append(doubt("place", where.line, f"'{where.value}' was used as the place.", certainty))
    return (when.value if when else None), (where.value if where else None), findings  # type: ignore[return-value]


def _labelled(label: str, blocks: Sequence[Block], region: Sequence[int]) -> Block:
    """Return the lines below a heading, as an address has, as one line with a label."""
    first = blocks[region[0]]
    text = first.text
    for one in (blocks[n] for n in region[1:]):
        if one.gap or one.kind is not first.kind or is_country(text.rstrip(".").rsplit(", ", 1)[-1]):
            break
        text = f"{text.rstrip(',')}, {one.text}"
    return replace(first, lines=(replace(first.lines[0], text=f"{label}: {text}"),))


def _near(one: Span, other: Span | str) -> bool:
    """Return whether days are those of the event, or around them, as those of its tutorials."""
    return (
        not isinstance(other, str) and (other.start - one.end).days < 7 and (one.start - other.end).days < 7
    )


def _top(blocks: Sequence[Block], region: Sequence[int]) -> int:
    """Return how many blocks are the call's head: up to the first section, list or long text."""
    for turn, place in enumerate(region[:25]):
        block = blocks[place]
        kind = heading_kind(block.text) if block.kind is Kind.HEADING else ""
        section = turn and kind in {"dates", "topics", "people", "submissions"}
        section = section and not pattern("call").search(block.text)
        if section or (turn > 1 and (block.kind is Kind.ITEM or len(block.text) > 260)):
            return turn
    return min(len(region), 25)


def _from_label(block: Block, year: int, order: DateOrder | None) -> Iterator[_Candidate]:
    """Yield what a line says that begins with 'When:' or 'Venue:'."""
    label = re.match(
        rf"(?:{alternatives('when')}|(?P<where>{alternatives('where')}))\s*(?::|\t|\s-)\s*(?P<v>.+)\Z",
        block.text,
        re.IGNORECASE,
    )
    if not label or len(block.text) >= 200:
        return
    days = days_in(label["v"], year, order)
    if days and not pattern("not_event").search(block.text):
        yield _Candidate(4.0, days[0].span, block.first, block.text)
    where = _place(_without_days(label["v"], days), lone=bool(label["where"]), labelled=bool(label["where"]))
    if where:
        yield _Candidate(4.0, where, block.first, block.text)


def _from_line(
    block: Block, year: int, order: DateOrder | None, score: float, *, below: bool = False
) -> Iterator[_Candidate]:
    """Yield what a line of the call's head says.

    :param below: the title is right above, so that a day may lack its year.
    """
    text = block.text
    if pattern("noise").search(text) or pattern("not_event").search(text) or len(text) > 240:
        return
    days = days_in(text, year, order)
    first = re.split(r"[,(|]|\s[-–—]\s", text, maxsplit=1)[0]
    if not days and is_name(first) and is_institution(text[len(first) :]):
        return  # a person, and from where
    score -= (
        1.2 if re.match(rf"\W*(?:to be )?(?:held )?{alternatives('colocated')}", text, re.IGNORECASE) else 0
    )
    if days and (
        days[0].year_given
        or days[0].span.start != days[0].span.end
        or pattern("event").search(text)
        or (below and not re.search(r"\w", text[: days[0].start]))
    ):
        yield _Candidate(score, days[0].span, block.first, text)
    rest = _without_days(text, days)
    where = (
        _place(rest, lone=bool(days))
        if days or not pattern("event").search(rest) or re.search(r",\s*\S+\Z", rest)
        else None
    )
    if where:
        yield _Candidate(score - (0 if days else 0.5), where, block.first, text)


def _from_sentences(
    block: Block, year: int, order: DateOrder | None, score: float, *, head: bool
) -> Iterator[_Candidate]:
    """Yield what sentences say: 'The workshop will be held in Ebbville, Northland, on May 3-4, 2031.'

    :param head: the sentences are among the call's first.
    """
    held = alternatives("held")
    inside = rf"(?<!\w){alternatives('in')}\s+(?:the (?:beautiful )?(?:city of )?)?"
    takes = re.compile(
        rf"(?i:\b(?:{held}|{alternatives('meets')})\b[^.]{{0,160}}?{inside})(?P<place>{_NAME}(?: -{{1,2}} {_NAME})?(?:, (?!on\b){_NAME}){{1,3}})"
    )
    city = re.compile(
        rf"{inside}(?P<place>{_NAME}(?: in {_NAME})?)(?=\s+{alternatives('after_place')}\b|[.,;])"
    )
    for sentence in sentences(block.text):
        says_held = pattern("held").search(sentence)
        place = (
            takes.search(_unbracketed(sentence)) if says_held or pattern("event").search(sentence) else None
        )
        told_until = place.start("place") if place else says_held.end() if says_held else len(sentence)
        if pattern("past").search(sentence, 0, told_until):
            continue
        if pattern("of_person").match(sentence):
            continue
        told = says_held and not pattern("of_person").search(block.text)
        if not (told or head or days_in(sentence, year, order)):
            continue  # where someone works, or what was elsewhere
        days = [
            one
            for one in days_in(sentence, year, order)
            if one.year_given
            or one.span.start != one.span.end
            or re.search(rf"{held}[^.;,()]{{0,30}}\Z", sentence[: one.start], re.IGNORECASE)
        ]
        if days and (says_held or place):
            yield _Candidate(score - (0 if says_held else 0.5), days[0].span, block.first, sentence)
        if place:
            where = re.sub(
                rf",\s*(?:{month_words()})\b.*\Z", "", place["place"].strip(" ."), flags=re.IGNORECASE
            )
            if "," in where:
                country = 0.4 if is_country(where.rsplit(",", 1)[-1]) else -0.4
                yield _Candidate(score + country, where, block.first, sentence)
            elif says_held:
                yield _Candidate(score - 0.6, where, block.first, sentence)
        elif says_held:
            cities = [one["place"] for one in city.finditer(sentence)]
            months = re.compile(month_words(), re.IGNORECASE)
            cities = [
                one
                for one in cities
                if not (is_country(one) or months.match(one) or pattern("event").search(one))
            ]
            if cities:
                yield _Candidate(score - 0.6, cities[-1], block.first, sentence)
                continue
            # 'held as part of COAST 2031, Ebbville, Northland'
            last = _place(_without_days(sentence, days_in(sentence, year, order)))
            if last and is_country(last.rsplit(", ", 1)[-1]):
                yield _Candidate(score - 0.6, last, block.first, sentence)


def _without_days(text: str, found: Sequence[FoundDays]) -> str:
    for one in reversed(found):
        before = re.sub(rf"\b{alternatives('before_date')}\s*\Z", "", text[: one.start], flags=re.IGNORECASE)
        text = f"{before} ; {text[one.end :]}"
    return text.replace("()", " ")


def _place(text: str, *, lone: bool = False, labelled: bool = False) -> str | None:
    """Return a place that ends with a country or state, or is otherwise clear: 'Ebbville, Northland'.

    :param lone: the words stand as places do, so that a city alone is one.
    :param labelled: the words are labelled as a place, and may be an address.
    """
    text = _unbracketed(text)
    online = rf"\(?\b(?:{_formats()})(?: {alternatives('event')}| event| format)?\b\)?"
    also = (
        rf"\s(?:{'|'.join(words('and'))}|\+|/)\s+(?:also )?{online}(?:\s+(?:via|on|over|through)\b[^,;.]*)?"
    )
    text = re.sub(also, "", text, flags=re.IGNORECASE)
    text = re.sub(online, "", text, flags=re.IGNORECASE)
    host = rf"\A.*?(?<!\w){alternatives('colocated')}\b(?:[^,]*?\b(?:(?:19|20)\d\d|['’]\d\d),?|.*?(?:,|\bin\b|\bat\b))\s*"
    before = rf"\A(?:to be )?(?:held |taking place |{alternatives('where')} ?:? )?(?!A )(?:{alternatives('in')} |on )?\s*"
    best: str | None = None
    signs = r"\s*[;|·•@]\s*|\s+[-–—/]+\s+(?![A-Z]{2}(?:,|\Z|\s*[;(]))|[()\[\]]|\.\s+"
    parts = [one for one in re.split(signs, text) if re.search(r"\w", one)]
    within = re.compile(rf"\W*(?:{alternatives('in')}|{alternatives('colocated')})?\W*", re.IGNORECASE)
    parts = [one for one in parts if not ACRONYM.fullmatch(within.sub("", one, count=1).strip())]  # the host
    names = [
        one
        for one in parts
        if "," not in one.strip(" ,") and pattern("event").search(one) and not pattern("held").search(one)
    ]
    lone = lone and len(parts) - len(names) == 1
    if len(parts) == 2 and _CITY.fullmatch(parts[0].strip(" ,–—-")) and is_country(parts[1].strip(" ,")):
        parts = [", ".join(one.strip(" ,–—-") for one in parts)]  # 'Ebbville - Northland'
    for part in parts:
        cut = re.sub(host, "", part.strip(" ,:;.*–—-"), flags=re.IGNORECASE)
        cut = re.sub(before, "", cut, flags=re.IGNORECASE).strip(" ,–—-")
        if pattern("verbs").search(
            cut.split(",")[0]
        ):  # 'We invite you to Lyon', 'This year's edition is in Lyon'
            cut = re.sub(rf"\A[^,]*\b(?:{alternatives('in')}|to)\s+(?=[A-ZÀ-Þ])", "", cut)
        pieces = [
            one
            for one in (_POSTAL.sub("", piece.strip()) for piece in cut.split(","))
            if one and not ACRONYM.fullmatch(one)
        ]
        while pieces and re.fullmatch(rf"(?:{month_words()})\b\W*\d*", pieces[-1], re.IGNORECASE):
            pieces.pop()
        street = max((n for n, one in enumerate(pieces) if re.search(r"\d", one)), default=-1)
        if _is_known(pieces[-1] if pieces else "") or labelled:
            pieces = pieces[street + 1 :]  # the building and the street before the city
        while len(pieces) > 1 and (
            re.search(r"\d", pieces[0]) or pattern("event").search(pieces[0]) or find_ordinal(pieces[0])
        ):
            held = pattern("held").search(pieces.pop(0))  # a room, the event's name
            if held and len(pieces) == 1:
                return None  # a sentence, of which only the country would be left
        named = all(
            re.match(r"[A-ZÀ-Þ](?!.*(?:\d|https?:|@))", one) and len(one.split()) <= 7 for one in pieces
        )
        if not 1 <= len(pieces) <= 6 or not named:
            continue
        last = pieces[-1]
        if _is_known(last):
            return ", ".join(pieces)
        clear = not any(_is_other(one) for one in pieces)
        if (
            best is None
            and clear
            and (
                len(pieces) in {2, 3}
                or (lone and (_CITY.fullmatch(last) or pattern("institutions").search(last)))
            )
        ):
            best = ", ".join(pieces)
    return best


def _formats() -> str:
    return "|".join(alternatives("formats", one) for one in ("hybrid", "virtual", "in-person"))


def _unbracketed(text: str) -> str:
    """Return a text whose cities and countries in brackets stand behind commas: 'Lyon, France' for 'Lyon (France)'."""
    text = re.sub(r"\s?\(([A-ZÀ-Þ][a-zà-ÿ]+(?:[ -][A-ZÀ-Þ]?[a-zà-ÿ]+)?)\)(?=,)", r", \1", text)
    return re.sub(
        r"(?<=\w)\s?\(([^()]{2,40})\)",
        lambda match: f", {match[1]}" if _is_known(match[1]) else match.group(),
        text,
    )


def _is_known(text: str) -> bool:
    """Return whether words are the name of a country or a state."""
    state = re.sub(
        r"\A\w[^/]*(?:/| [-–] )(?=[A-Z]{2}\Z)", "", text.strip(" .")
    )  # 'Ebbville/NL', 'Ebbville - NL'
    return is_country(text) or state in words("states")


def _is_other(text: str) -> bool:
    """Return whether words are known to be no place: an event, a person, a heading, a label."""
    label = pattern("when").fullmatch(text) or pattern("where").fullmatch(text)
    return bool(label or pattern("event").search(text) or is_name(text) or heading_kind(text))


def find_website(blocks: Sequence[Block]) -> tuple[str | None, list[Finding]]:
    """Return the edition's own site."""
    region = [one for one in blocks if not one.surrounding]
    told = pattern("website")
    labelled = [one for one in region if told.search(one.text)]
    alone = [
        one for one in labelled if len(one.text.split()) == 2 and one.text.lower().startswith("website:")
    ]
    for one in (*alone, *region[:15], *labelled):
        urls = [match.group() for match in _URL.finditer(one.text)]
        urls += [link.url for link in one.links if link.url.startswith("http") and told.search(link.text)]
        for url in (found.rstrip(".,;:!?*_|") for found in urls):
            if not _NOT_SITE.search(url) and (len(one.text) <= 200 or told.search(one.text)):
                full = url if url.startswith("http") else f"https://{url}"
                return full, [doubt("website", one.first, f"Used {full} as the website.", Certainty.LIKELY)]
    return None, []


def find_format(blocks: Sequence[Block]) -> tuple[Format | None, list[Finding]]:
    """Return how people are to meet."""
    wholly = r"(?:fully |entirely |completely |purely )?"
    for kind in (Format.HYBRID, Format.VIRTUAL, Format.IN_PERSON):
        written = alternatives("formats", kind.value.replace(" ", "-"))
        between = r"\b[^.]{0,40}?\b" if kind is Format.HYBRID else r"(?:-only)?\s+"
        event = rf"(?:{alternatives('event')}|event|edition|format|mode|participation|attendance)(?!\s+(?:\w+\s+)?{alternatives('tools')})"
        said = re.compile(
            rf"\b{wholly}{written}{between}{event}\b|\b(?:be|go|organi[sz]ed|{alternatives('held')})\s+(?:as |in )?(?:an? )?{wholly}{written}(?!\w)|\({written}\)",
            re.IGNORECASE,
        )
        alone = re.compile(rf"(?:\A|[,;|(–—-])\s*(?:{wholly}{written})\s*(?=[,;|)–—-]|\Z)", re.IGNORECASE)
        for turn, one in enumerate(blocks):
            found = said.search(one.text) if not one.surrounding and not one.sign else None
            if (
                not found
                and turn < 25
                and len(one.text) < 120
                and days_in(one.text, 2000)
                and not pattern("not_event").search(one.text)
            ):
                found = alone.search(one.text)  # 'May 3-4, 2031, Online'
            before = one.text[: found.start()] if found else ""
            if found and not re.search(
                r"\b(?:topics?|systems|hardware|not)\b[^.]{0,20}\Z|\bwhether\b[^.]*\Z", before
            ):
                message = f"'{found.group().strip(' ,;|()')}' was used as the format: {kind.value}."
                return kind, [doubt("format", one.first, message, Certainty.LIKELY)]
    return None, []
