"""Find categories of submissions and their limits, in entries and in sentences: '8-10 pages', 'up to four (4) pages'."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from cfp_archive.formatting import limit_words
from cfp_archive.importing.lexicon import bare_heading, heading_kind, is_sentence
from cfp_archive.languages import alternatives, pattern, words
from cfp_archive.model import Submission
from cfp_archive.vocabulary import number_words

__all__ = ["Limit", "find_limits", "is_category", "limit_entry", "limits_of", "names_papers", "special_words"]


_LONG_TEXT = 1_500  #: words that only a paper has
_LONG = 3_000  #: characters of a paragraph beyond which it is read in pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit as printed."""

    least: int
    most: int
    pages: bool  #: else words, characters or minutes
    start: int  #: 0-based, in the text
    end: int
    printed: str


@lru_cache(maxsize=1)
def _amount() -> re.Pattern[str]:
    number = rf"(?:\d{{1,3}}[.,\xa0\u202f ]\d{{3}}|\d{{1,4}}(?!st|nd|rd|th)|{'|'.join(sorted(number_words(), key=len, reverse=True))})"
    bracket = r"(?:\s*\(\s*\w{1,8}\s*\))?"
    between = r"(?P<between>(?:(?!(?:of|for|plus|and|to|is|are)\b)[^\W\d][\w.'’-]*[\s-]+){0,3}?)"
    until = r"(?:-{1,2}|[–—]|to|and|or|bis|oder|à|a|y|e|et|und|up to|inclusive to)"
    return re.compile(
        rf"(?<![\w.§#])(?P<a>{number}){bracket}(?:\s*{until}\s*(?P<b>{number}){bracket})?(?P<plus>\s?\+(?:\s?\d{{1,2}})?)?"
        rf"[\s-]*{between}(?P<unit>(?P<pages>{alternatives('limits', 'units')})|{alternatives('limits', 'small')})(?!\w)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _category() -> re.Pattern[str]:
    kinds, nouns = alternatives("limits", "kinds"), alternatives("limits", "nouns")
    return re.compile(
        rf"(?<![\w-])(?:(?:{kinds})(?:\s+(?:and|or|/)\s+(?={kinds})|[\s/-]+))*(?:{nouns})(?!\w)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def find_limits(text: str) -> tuple[Limit, ...]:
    """Find the limits of submissions in a text, those of references, appendices and layout left out.

    >>> [(one.least, one.most) for one in find_limits("between 8 and 10 pages, plus two pages of references")]
    [(8, 10)]
    """
    found: list[Limit] = []
    without = alternatives("limits", "without")
    for match in _amount().finditer(text):
        before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 60]
        between = match["between"] or ""
        beyond = rf"(?<!\w){alternatives('limits', 'beyond')}\s*(?:up to|an?|at most)?\s*\Z"
        if (
            re.search(
                rf"(?<!\w)(?:{without}|{alternatives('limits', 'further')})(?!\w)", between, re.IGNORECASE
            )
            or re.match(
                rf"\W{{0,3}}(?:of|for)\s+(?:\w+\s+){{0,2}}?(?!additional|extra){without}(?!\w)",
                after,
                re.IGNORECASE,
            )
            or re.match(rf"(?![^\w(]*\(|\W?,)\W{{0,2}}{without}(?!\w)", after, re.IGNORECASE)
            or re.search(beyond, before, re.IGNORECASE)
            or (
                not match["pages"] and re.search(r"\d\s+\w+\s+\w{1,3}\s+\Z", before)
            )  # '1 hour and 15 minutes'
            or re.search(
                rf"(?<!\w){without}[^.;:()]{{0,14}}(?:up to|limited to|of|:|max\w*|\()\s*\Z",
                before,
                re.IGNORECASE,
            )
        ):
            continue
        a = _number(match["a"])
        b = _number(match["b"]) if match["b"] else a
        if not 0 < a <= b or (match["pages"] and b > 120) or (not match["pages"] and b < 3):
            continue
        found.append(
            Limit(
                least=a, most=b, pages=bool(match["pages"]), start=match.start(), end=match.end(),
                printed=" ".join(match.group().split()),
            )
        )  # fmt: skip
    return tuple(found)


def limit_entry(text: str) -> Submission | None:
    """Read an entry that is a category with its limit: 'Posters (2 pages)'; None if it is something else."""
    shown = " ".join(text.split())
    match = re.match(
        r"(?P<label>[^\W\d_][^:.;]{1,70}?)\s*(?P<sep>:\s|\t|\s?\(|\s[-–—]\s|,\s|\s?\[)(?P<rest>.*)\Z",
        text.strip(),
        re.DOTALL,
    )
    if not match or len(shown) > 700:
        return None
    label = " ".join(match["label"].split()).strip("*_ ")
    limits = [one for one in find_limits(match["rest"]) if one.pages]
    if not limits or len(label.split()) > 8 or find_limits(label):
        return None
    if pattern("limits", "tells").search(label) or is_sentence(label):
        return None
    pages = (limits[0].least, limits[0].most)
    printed = whole = None
    if shown != f"{label}: {limit_words(pages)}":
        if shown.startswith(f"{label}: "):
            printed = shown.removeprefix(f"{label}: ")
        else:
            whole = shown
    return Submission(category=label, pages=pages, printed=printed, line=whole)


def limits_of(text: str, strong: str, heading: str) -> list[tuple[Submission, bool]]:
    """Return the categories with a limit of a paragraph or entry, and whether each names its category itself.

    :param strong: the emphasized words with which it begins.
    :param heading: the words above it.
    """
    heading = bare_heading(heading)
    known: set[str] = set()
    return [
        one
        for n, piece in enumerate(_pieces(text))
        for one in _limits_of(piece, "" if n else strong, heading, known)
    ]


def _pieces(text: str) -> list[str]:
    """Cut a long paragraph at the ends of sentences: what is said of a limit is near it."""
    ends = [one.end() for one in re.finditer(r"[.!?]\s+(?=[A-ZÀ-Þ])", text)] if len(text) > _LONG else []
    cuts = [0]
    for end in (*ends, len(text)):
        while end - cuts[-1] > _LONG:
            cuts.append(cuts[-1] + _LONG)
        if end - cuts[-1] > _LONG // 2 and end < len(text):
            cuts.append(end)
    return [text[a:b] for a, b in itertools.pairwise((*cuts, len(text)))]


def _limits_of(text: str, strong: str, heading: str, known: set[str]) -> list[tuple[Submission, bool]]:
    made: list[tuple[Submission, bool]] = []
    last = 0
    label = ""
    for one in find_limits(text):
        between = text[last : one.start]
        if ")" not in between and "(" in text[max(0, last - 60) : last] and not _category().search(between):
            continue  # a detail in the same brackets: '(9 pages; 8 pages + 1 page of sources)'
        own, certain = _label_of(text, one, strong, heading, last)
        last = one.end
        hardest = re.search(rf"\b{alternatives('limits', 'hard')}\s*\Z", text[: one.start], re.IGNORECASE)
        if made and one.pages and made[-1][0].pages and hardest and (not own or own == label):
            made[-1] = (replace(made[-1][0], pages=(one.least, one.most), printed=one.printed), made[-1][1])
            continue  # the usual length, with the limit after it
        if own.casefold() in known:
            continue  # a further number of the same category, as what an accepted paper may have more
        said = own
        if re.fullmatch(r"submissions?", own, re.IGNORECASE):  # whose usual name is in the words around
            near = re.search(r"\bpaper submissions?\b", heading, re.IGNORECASE) or re.search(
                r"(?<![\w-])papers?\b", text, re.IGNORECASE
            )
            own = near.group() if near else own
        if not own or (not one.pages and not _counts(own, text, one, heading)):
            continue
        label = own
        known |= {said.casefold(), own.casefold()}
        pages = (one.least, one.most) if one.pages else None
        made.append((Submission(category=own, pages=pages, printed=one.printed), certain))
    return made


def _counts(label: str, text: str, limit: Limit, heading: str) -> bool:
    """Return whether words or minutes limit a category, and are no detail of one."""
    _, named, between = text[max(0, limit.start - len(label) - 40) : limit.start].rpartition(label)
    beside = bool(named) and re.fullmatch(r"\s*[:(\[][^.;:()]{0,30}", between) is not None
    before, after = (
        text[max(0, limit.start - 300) : limit.start],
        text[limit.end : limit.end + 40].lstrip(" -"),
    )
    if after.startswith(label):  # '20-minute talks', but not 'a 20-minute talk'
        beside = not pattern("limits", "single").search(before[-12:].split(" ")[-2] if " " in before else "")
    if re.search(r"min", limit.printed, re.IGNORECASE):
        sentence = re.split(r"[.!?]\s+(?=[A-ZÀ-Þ])", before)[-1]
        if label == heading and sentence.rstrip().endswith(":"):
            return True  # 'Workshops', and below it 'Duration: 90 minutes'
        opens = 0 <= sentence.casefold().find(label.casefold()) <= 12 and not pattern("event").fullmatch(
            label
        )
        spoken = pattern("limits", "spoken").search(f"{label} {after}")
        return (beside and names_papers(label)) or (opens and spoken is not None)
    if pattern("limits", "abstracts").search(
        label
    ):  # of a paper, as a form asks for it, or all that is sent in
        return not pattern("limits", "signs").search(limit.printed)
    worded = re.search(alternatives("limits", "worded"), f"{label} {heading}", re.IGNORECASE)
    return limit.most >= (100 if worded or beside else _LONG_TEXT)


def _label_of(text: str, limit: Limit, strong: str, heading: str, start: int) -> tuple[str, bool]:
    """Return the category that a limit belongs to, in the call's words, and whether the sentence itself names it."""
    sentence = max(
        start, *(m.end() for m in re.finditer(r"[.!?]\s+(?=[A-ZÀ-Þ])|;\s", text[: limit.start])), 0
    )
    # 'nine pages of content for regular papers'
    before, after = (
        text[sentence : limit.start],
        re.sub(r"\A\s+of(?:\s+\w+){1,2}(?=\s+for\b)", "", text[limit.end :]),
    )
    following = re.match(
        rf"[\s-]*(?:\(?(?:for|in the case of|per)\s+(?:an?\s+|the\s+|each\s+)?|\()?(?P<c>{_category().pattern})",
        after,
        re.IGNORECASE,
    )
    entry = re.match(r"\W*(?P<l>[^:.;(]{2,60}?)\s*(?::|\(|\s[-–—]\s)", text)
    named = (
        entry
        and _named(entry["l"])
        and not pattern("limits", "tells").search(entry["l"])
        and not find_limits(entry["l"])
    )
    categories = list(_category().finditer(before))
    kinded = [one for one in categories if len(one.group().split()) > 1]
    if strong and is_category(strong) and (special_words(strong) or not kinded):
        return strong.strip(" :.–-"), True
    kind = re.search(
        rf"(?<![\w-])(?P<k>{alternatives('limits', 'kinds')})\s*\(\s*\Z", before[-60:], re.IGNORECASE
    )
    if kind and limit.pages:
        return kind["k"], True  # 'Papers are full (12 pages) or short (6 pages)'
    if following and ("-" in limit.printed or not categories or re.match(r"[\s-]*\(?for\b|-|\s*\(", after)):
        return following["c"], True
    if entry and named and sentence <= entry.end():
        return _entry_label(entry["l"].strip(" *"), text[max(entry.end(), start) : limit.start]), True
    last = categories[-1].group() if categories and categories[-1].end() > len(before) - 15 else ""
    if not limit.pages and pattern("limits", "abstracts").fullmatch(last):
        return last, True  # 'Full papers have 6 pages; send an abstract of 300 words first'
    if entry and named and not special_words(entry["l"]) and last:
        return last, True  # 'Contributions: full papers 8 pages, posters 2 pages'
    if kinded:
        return kinded[-1].group(), True
    if start and categories and re.match(r"\W*(?:and|or|und|oder|y|e|et)\s", before):
        return categories[-1].group(), True  # 'Langbeiträge (12 Seiten) und Kurzbeiträge (4 Seiten)'
    near = categories and categories[-1].end() >= len(before) - 15
    subject = near and not before[: categories[-1].start()].strip()
    if near and special_words(categories[-1].group()) and (subject or not special_words(heading)):
        return categories[-1].group(), True  # 'Submission: papers of 8 pages and posters of 2 pages'
    if heading and is_category(heading):
        return heading, True
    if not limit.pages and sentence and categories and len(before[: categories[0].start()].split()) < 2:
        return categories[0].group(), True  # a sentence further on, about another category
    if entry and named:
        return entry["l"].strip(" *"), True
    if categories:
        return categories[-1 if near and special_words(categories[-1].group()) else 0].group(), True
    around = list(_category().finditer(text[: limit.start])) or list(_category().finditer(text))
    if around:
        return around[-1].group() if around[-1].end() <= limit.start else around[0].group(), False
    found = _category().search(heading)
    return (found.group() if found else ""), False


def _entry_label(label: str, between: str) -> str:
    """Return the category of an entry: its label, unless that says only that papers or their lengths follow."""
    first, _, others = label.partition(" ")
    if others and len(first) < 5 and first.casefold() in words("lists", "dropped"):
        label = others  # 'and workshops (90 minutes)'
    inner = list(_category().finditer(between))
    about = alternatives("limits", "about")
    category = _category().pattern
    measured = re.match(
        rf"{about}\s+\w{{2,3}}\s+(?:\w{{2,3}}\s+)?(?P<c>{category})", label, re.IGNORECASE
    ) or re.match(rf"(?P<c>{category})\s+{about}\Z", label, re.IGNORECASE)
    if measured and any(special_words(one.group()) for one in inner):
        return next(
            one.group() for one in inner if special_words(one.group())
        )  # 'Submission format: posters, 2 pages'
    if measured:
        return measured["c"]  # 'Length of abstracts: 300 words', 'Paper length: 8 pages'
    if special_words(label):
        return label
    if inner:
        return inner[-1].group()  # 'Contributions: full papers 8 pages'
    return label


def special_words(category: str) -> set[str]:
    """Return the words of a category that tell it from others: none of 'Papers', 'full' of 'Full papers'."""
    special = pattern("limits", "general").sub(" ", category)
    return {word.removesuffix("s") for word in re.findall(r"[^\W\d_]{3,}", special.casefold())}


def is_category(text: str) -> bool:
    """Return whether words name a category and little else: 'Full papers', not 'Publication of papers and journals'."""
    words = re.findall(r"[^\W\d_][\w-]*", re.sub(r"\([^)]*\)", "", text))
    if not words or len(words) > 6 or not _named(text) or pattern("limits", "tells").search(text):
        return False
    if heading_kind(text) in {"dates", "people"}:
        return False
    known = (
        rf"{alternatives('limits', 'kinds')}|{alternatives('limits', 'nouns')}|and|or|und|oder|y|e|et|the|of"
    )
    other = [word for word in words if not re.fullmatch(known, word, re.IGNORECASE)]
    generic = re.search(alternatives("limits", "about"), text, re.IGNORECASE)
    return len(other) <= (0 if generic else 2) and not (generic and len(words) > 2)


def names_papers(text: str) -> bool:
    """Return whether an entry is a kind of paper: 'Position papers: what may change', not 'Paper machines'."""
    label = re.split(r"[:(]|\s[-–—]\s", text)[0].strip()
    ends = re.search(rf"(?<!\w){alternatives('limits', 'nouns')}\Z", label, re.IGNORECASE)
    return bool(ends) and is_category(label)


def _named(text: str) -> bool:
    """Return whether words can name a category."""
    kinds = re.search(rf"(?<!\w){alternatives('limits', 'kinds')}(?!\w)", text, re.IGNORECASE)
    return bool(kinds or _category().search(text))


def _number(text: str) -> int:
    figures = re.sub(r"\D", "", text)
    return int(figures) if figures else number_words().get(text.lower(), 0)
