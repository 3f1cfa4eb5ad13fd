"""Make categories of submissions of lines: 'Regular papers: 8-10 pages', 'Posters (up to 2 pages)'."""

from __future__ import annotations

import re

from cfp_archive.model import Submission
from cfp_archive.phrasing import NUMBER_WORDS
from cfp_archive.reading.facts import limit_words

__all__ = ["find_limit", "submission_line"]

_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            *NUMBER_WORDS[1:],
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        1,
    )
}
_N = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_UNIT = r"(?:(?!(?:of|for|plus)\b)[\w-]+[\s-]){0,3}?(?:pages?|pp\b\.?|Seiten?|Pages?)"
_RANGE = re.compile(
    rf"(?<![\w.])({_N})\s*(?:-{{1,2}}|[–—]|to|and|or|bis|à)\s*({_N})[\s-]+{_UNIT}", re.IGNORECASE
)
_SUM = re.compile(rf"(?<![\w.])(\d{{1,3}})\s*\+\s*\d{{1,2}}[\s-]+{_UNIT}", re.IGNORECASE)
_ONE = re.compile(rf"(?<![\w.])({_N})[\s-]+{_UNIT}", re.IGNORECASE)
_LINE = re.compile(
    r"(?P<label>[^\W\d_][^:.;]{1,70}?)\s*(?P<sep>:\s|\t|\s?\(|\s[-–—]\s|,\s|\s?\[)(?P<rest>.*)\Z", re.DOTALL
)
_PAPERS = re.compile(
    r"papers?\b|abstracts?\b|posters?\b|demos?\b|demonstrations?\b|articles?\b|submissions?\b|reports?\b|proposals?\b|talks?\b"
    r"|tutorials?\b|contributions?\b|manuscripts?\b|tracks?\b|notes?\b|surveys?\b|communications?\b|beiträge?\b|presentations?\b"
    r"|studies\b|research\b|full\b|short\b|long\b|regular\b|vision\b|position\b|work[- ]in[- ]progress|WIP\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\b(?:must|should|shall|will|are|is|can|may|please|we|you|not)\b", re.IGNORECASE)


def find_limit(text: str) -> tuple[int, int] | None:
    """Return the first page limit in a text, as least and most.

    >>> find_limit("between 8 and 10 pages"), find_limit("up to four (4) pages"), find_limit("no limit")
    ((8, 10), (4, 4), None)
    """
    text = re.sub(rf"\b({'|'.join(_NUMBERS)})\s*\((\d+)\)", r"\2", text, flags=re.IGNORECASE)
    found = _RANGE.search(text)
    one = _ONE.search(text)
    if found and not (one and one.start() < found.start()):
        least, most = _number(found[1]), _number(found[2])
        return (least, most) if 0 < least <= most else None
    total = _SUM.search(text)
    if total:
        return (int(total[1]), int(total[1])) if int(total[1]) else None
    if one and _number(one[1]):
        return _number(one[1]), _number(one[1])
    return None


def submission_line(text: str, *, listed: bool) -> Submission | None:
    """Read a line as a category with its limit; None if it is something else.

    :param listed: the line stands in a list of categories, so that its form counts for more than its words.
    """
    shown = " ".join(text.split())
    match = _LINE.match(text.strip())
    if not match:
        return None
    label = " ".join(match["label"].split()).strip("*_ ")
    limit = find_limit(match["rest"])
    if limit is None or len(label.split()) > 8 or _SENTENCE.search(label) or len(shown) > 700:
        return None
    if not _PAPERS.search(label) and not (listed and match["sep"].startswith(":")):
        return None
    if find_limit(label) or (
        not listed and not match["sep"].startswith((":", "\t")) and len(match["rest"].split()) > 12
    ):
        return None
    printed = whole = None
    if shown != f"{label}: {limit_words(limit)}":
        if match["sep"].startswith(":") and shown.startswith(f"{label}: "):
            printed = shown.removeprefix(f"{label}: ")
        else:
            whole = shown
    return Submission(category=label, pages=limit, printed=printed, line=whole)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.get(text.lower(), 0)
