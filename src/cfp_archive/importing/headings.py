"""Tell headings from other lines: by their marks, by what calls name their sections, by how they stand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cfp_archive.importing.calendar import find_days
from cfp_archive.importing.keydates import is_date_only
from cfp_archive.importing.limits import find_limit
from cfp_archive.importing.persons import is_name, is_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.importing.parts import Chunk

__all__ = ["STRONG", "WEAK", "bare_heading", "heading_strength", "section_kind"]

STRONG = 2  #: marked as a heading
WEAK = 1  #: a heading by its words or its place alone

_MODIFIER = (
    r"(?:(?:the|our|main|major|key|important|relevant|suggested|possible|potential|specific|special|research|paper|workshop|conference|"
    r"symposium|technical|scientific|call|track|submission|interesting|core|broad|example|sample|list of|wichtige|some|\d{4}|(?-i:[A-Z][\w'’-]*[A-Z0-9][\w'’-]*)) )*"
)
_TOPICS = re.compile(
    rf"{_MODIFIER}(?:topics?|areas?|themes?|subjects?|research directions?|directions|scope and (?:topics?|themes?|areas)|"
    r"(?:aims?|scope|goals|theme|objectives|overview|introduction)(?:,? (?:and|&) | & |/)(?:topics?|themes?|areas|scope|topics of interest)"
    r"|themen(?:bereiche|gebiete|felder|schwerpunkte)?|thèmes?|thématiques?|sujets|temas|tópicos|temi|tracks)"
    r"(?: (?:of|for) (?:\w+ )?(?:interest|papers|the workshop|the conference|submissions?|discussion|contributions)(?: .{0,30})?"
    r"|,? (?:and|&) (?:scope|themes?|areas|topics|goals|tracks|issues)(?: of interest)?| d['’]intérêt| de interés| list"
    r"|(?:,? )?(?:include|are|covered|addressed|areas)s?)?",
    re.IGNORECASE,
)
_DATES = re.compile(
    rf"{_MODIFIER}(?:(?:important |key |submission |paper |critical |relevant )*(?:dates?|deadlines?|dates? and deadlines?|deadlines? and dates?"
    r"|timeline|time ?table|schedule|time ?line)(?: (?:and|&) (?:deadlines?|dates|venue|location|notification))?"
    r"|wichtige (?:termine|daten)|termine|fristen|dates? (?:importantes|limites)|dates clés|calendrier|fechas importantes|date importanti"
    r"|datas importantes)(?: .{0,24})?",
    re.IGNORECASE,
)
_SUBMISSIONS = re.compile(
    rf"{_MODIFIER}(?:(?:paper |manuscript |abstract |online |electronic |general |author |authors['’]? |for )*(?:submissions?|instructions?|guidelines?|formatting|"
    r"requirements)(?: (?:guidelines?|instructions?|information|details|categories|types?|formats?|procedures?|process|requirements|"
    r"policy|policies|system|site|website|link|page|and .{3,30}|of .{3,24}|for authors|to authors|tracks?|deadlines?|length|preparation))*"
    r"|(?:types?|categories|kinds|forms) of (?:papers?|submissions?|contributions?|articles)|(?:paper|contribution|submission|manuscript)s? "
    r"(?:categories|types|formats?|length|lengths|preparation|styles?)|how to submit|instructions (?:for|to) (?:the )?authors|information for authors"
    r"|call for (?:contributions|submissions)|what to submit|formatting(?: .{3,24})?|author(?:s|'s|s')? (?:guidelines?|information|kit)|einreichung(?:en|shinweise)?"
    r"|beitr(?:äge|agsarten)|soumissions?(?: .{3,24})?|envío de trabajos|preparation of manuscripts?)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:(?:workshop|conference|symposium|event|local|the) )*(?:organi[sz]ations?|organi[sz]ers?|committees?|organi[sz]ing committees?|people"
    r"|organi[sz]ation committees?|organisator(?:en|innen)|organisation|veranstalter|comités?|the team|team)(?: (?:and|&) .{3,30})?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf"{_MODIFIER}(?:scope|aims?|aims? (?:and|&) scope|goals?|goals? (?:and|&) .{{3,20}}|objectives?|overview|about(?: .{{2,40}})?|introduction|background|motivation|description"
    r"|abstract|summary|theme|purpose|rationale|context|venue|locations?|place|format|workshop format|publications?|proceedings|post-?proceedings|special issues?(?: .{2,40})?"
    r"|journal(?: .{2,30})?|registrations?|attendance|participation|contacts?|contact (?:information|us|details)|contact info|enquiries|inquiries|questions|keynotes?|keynote (?:speakers?|talks?)"
    r"|invited (?:speakers?|talks?)|program(?:me)?|agenda|awards?|best paper(?: awards?)?|prizes|sponsors?(?:hip)?|supporters|travel(?: .{2,24})?|visa(?: .{2,20})?|accommodation|hotels?"
    r"|review(?:ing)?(?: (?:process|policy|criteria))?|evaluation(?: criteria)?|selection(?: criteria)?|anonym(?:ity|ization)(?: .{2,24})?|double[- ]blind(?: .{2,24})?"
    r"|(?:dual|multiple|simultaneous|concurrent) submissions?(?: .{2,24})?|plagiarism(?: .{2,24})?|ethics(?: .{2,24})?|conflicts? of interest|code of conduct|diversity(?: .{2,30})?"
    r"|(?:target |intended )?audience|call for (?:papers|participation|posters|demos?|tutorials?|workshops?|proposals|presentations|abstracts|talks)(?: .{0,40})?"
    r"|web ?sites?|web ?pages?|home ?page|further information|more information|additional information|general information|other information|links?|history|past (?:editions|workshops)"
    r"|previous (?:editions|workshops)|co-?location|presentation(?: .{2,24})?|artifacts?(?: .{2,24})?|open access(?: .{2,24})?|indexing|copyright(?: .{2,20})?|fees|student(?:s| .{2,30})"
    r"|panels?|tutorials?|workshops|posters?(?: .{2,20})?|demos?(?: .{2,20})?|demonstrations?|news|faq|note to authors|notes?|disclaimer|acknowledge?ments?"
    r"|veranstaltungsort|ort|kontakt|anmeldung|ziele?|tagungsort|lieu|inscriptions?|objectifs?|présentation|publication des actes|contexte)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\A\s*(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-H])[.)]\s+|\A\s*\d{1,2}(?:\.\d{1,2})*\s+(?=[A-Z])|\A\s*§\s*"
)
_ABOUT = re.compile(
    r"(?<=\w) (?:of|for|at|to|in) (?:the |this )?(?:workshop|conference|symposium|event|meeting|(?-i:[A-Z][\w'’-]*[A-Z0-9][\w'’-]*))(?: (?:19|20)\d\d)?\Z",
    re.IGNORECASE,
)
_DECORATION = re.compile(r"\A[\W_]+|[\s:.*_=#~|>»–—-]+\Z")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b|\d{1,2}[:.]\d\d|\d\s*(?:-|–)\s*\d")
_PLACE = re.compile(r"https?://|www\.|@|\(at\)|\[at\]")


@lru_cache(maxsize=2048)
def bare_heading(text: str) -> str:
    """Return a heading's words without number, signs around it, colon and remarks in brackets.

    >>> bare_heading("3. Important Dates (all 23:59 AoE):")
    'Important Dates'
    """
    text = _NUMBERED.sub("", " ".join(text.split()))
    text = re.sub(r"\s*(?:\([^()]*\)|\[[^\]]*\])\s*(?=:?\s*\Z)", "", text)
    return _DECORATION.sub("", text)


@lru_cache(maxsize=2048)
def section_kind(text: str) -> str:
    """Return what a heading says stands below: topics, dates, submissions, people, organisation, other; '' if unknown."""
    bare = _ABOUT.sub("", bare_heading(text))
    if not bare or len(bare) > 90:
        return ""
    for kind, words in (("dates", _DATES), ("topics", _TOPICS)):
        if words.fullmatch(bare):
            return kind
    if re.fullmatch(r"(?:\w+ )?organi[sz]ation|people|team", bare, re.IGNORECASE):
        return "organisation"
    if is_role(bare) and not re.match(r"(?:invited|keynote) (?:talks?)\Z", bare, re.IGNORECASE):
        return "people"
    for kind, words in (("submissions", _SUBMISSIONS), ("organisation", _ORGANISATION), ("other", _OTHER)):
        if words.fullmatch(bare):
            return kind
    return ""


def heading_strength(chunks: Sequence[Chunk], place: int, *, people: bool = False) -> int:
    """Say whether a logical line is a heading: `STRONG`, `WEAK` or 0.

    :param people: it stands below a role, where short lines are people.
    """
    one = chunks[place]
    text = one.text
    lines = len(one.lines)
    if one.lines[0].level:
        return STRONG
    if lines > 2 or len(text) > 110 or not re.search(r"[^\W\d_]", text):
        return 0
    following = chunks[place + 1] if place + 1 < len(chunks) else None
    if one.sign and not (
        re.fullmatch(r"[\[(]?\d+[.)\]]|[ivxIVX]+[.)]", one.sign)
        and section_kind(text)
        and _alone(chunks, place)
    ):
        return 0
    if re.fullmatch(r"\W*(?:https?://|www\.)\S+", text):
        return 0
    if one.ruled and not text.endswith((".", ",", ";")) and len(text.split()) <= 14 and not _sentence(text):
        return STRONG
    if one.lines[0].framed and lines == 1 and not text.endswith((".", ",", ";")) and len(text.split()) <= 14:
        return 0 if people and is_name(text) else STRONG
    if one.sign:
        return STRONG
    if lines > 1 or following is None or _PLACE.search(text) or find_days(text, 2000) or find_limit(text):
        return 0
    if is_date_only(following.wide, 2000) and not following.sign and following.gap <= 1:
        return 0  # a label whose date stands below
    kind = section_kind(text)
    short = len(text.split()) <= 10 and not text.endswith((".", ",", ";"))
    if kind and short and bare_heading(text)[:1].isupper() and not re.search(r":\s+\S", text):
        if bare_heading(text).isupper() and len(text) > 4:
            return STRONG
        if people and not one.gap and not text.endswith(":") and kind != "people":
            return 0
        return WEAK
    if re.search(r":\s+\S", text) and not text.isupper():
        return 0
    if text.upper() == text and short and len(re.findall(r"[A-ZÀ-Þ]", text)) >= 4 and not _DATE.search(text):
        if people or (is_name(text.title()) and text.count(" ") < 3):
            return 0
        return STRONG if one.gap or place == 0 or following.gap else 0
    if people and not text.endswith(":"):
        return 0
    return WEAK if _stands_as_heading(chunks, place) else 0


def _stands_as_heading(chunks: Sequence[Chunk], place: int) -> bool:
    """Say whether a short line stands above a longer text or a list as a heading does."""
    one, following = chunks[place], chunks[place + 1]
    text = one.text
    words = text.rstrip(":").split()
    if (
        not 1 <= len(words) <= 9
        or len(text) > 70
        or text.endswith((".", ",", ";", "!"))
        or text.count(",") > 1
    ):
        return False
    if not (text[0].isupper() or text[0].isdigit()) or (
        _DATE.search(text) and not re.search(r"[A-Z]{3,}", text)
    ):
        return False
    if is_name(text.rstrip(":")) and len(words) <= 3 and not following.sign and len(following.text) < 90:
        return False
    before = chunks[place - 1] if place else None
    complete = (
        one.gap > 0
        or before is None
        or bool(before.sign)
        or before.text.endswith((".", ":", "?", "!"))
        or bool(before.ruled)
    )
    if not complete or following.lines[0].level or _sentence(text):
        return False
    if before is not None and not one.gap and before.text.endswith(":"):
        return False
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in words) >= (len(words) + 1) // 2
    if following.sign:
        return (
            following.gap <= 1
            and (one.gap > 0 or text.endswith(":"))
            and capitals
            and (before is None or not before.text.endswith(":"))
        )
    long = len(following.lines) > 1 or len(following.text) > max(80, 1.4 * len(text))
    if long and following.gap == 0 and not one.gap and not text.endswith(":"):
        return capitals
    return long and following.gap <= 1 and (capitals or text.endswith(":"))


def _alone(chunks: Sequence[Chunk], place: int) -> bool:
    """Say whether a numbered line is not followed by the next entry of the same list."""
    following = chunks[place + 1] if place + 1 < len(chunks) else None
    return following is not None and (not following.sign or following.sign[-1:] != chunks[place].sign[-1:])


def _sentence(text: str) -> bool:
    return (
        bool(re.search(r"\b(?:is|are|will|must|should|please|we|can|has|have)\b", text))
        and len(text.split()) > 4
    )
