"""Begin the next edition: what stays is carried over from an older one, what changes is advanced or marked as open."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from cfp_archive.characters import markdown
from cfp_archive.checking.edition_details import Detail, RetrospectiveContext, details_of, find_details
from cfp_archive.model import BlockKind, Edition, Facts, StatusKind
from cfp_archive.reading.folder import split_front_matter
from cfp_archive.reading.markup import directive_of, parse_page
from cfp_archive.vocabulary import BLANK, blank_lines, date_kind, ordinal_figures, ordinal_word
from cfp_archive.yamlio import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.checking.edition_details import OlderDetails
    from cfp_archive.model import Archive, KeyDate

#: Before a line of front matter that is to be filled in; without these characters it is a right line.
_OPEN = f"# {BLANK} "
_DAY = "YYYY-MM-DD"
#: What every call has: asked for even where the older one had none.
_USUAL_DATES = [{"label": label, "date": _DAY} for label in ("Paper submission", "Notification", "Workshop")]
_USUAL_SUBMISSIONS = [{"category": "Regular papers", "pages": 8}]
_USUAL_SECTIONS = (
    ("key-dates", "## Important dates\n\n:::{key-dates}\n:::\n"),
    ("submissions", "## Submissions\n\n:::{submissions}\n:::\n"),
)
_HEAD = "Fill in each marked line and remove its mark, or delete the line; then delete 'draft: true'."
_WORD = re.compile(r"\S+")
_HEADING = re.compile(r"(#{1,6})\s")
_ENTRY = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The page of an edition that is begun."""

    text: str  #: of index.md
    carried: tuple[str, ...] = ()  #: what came over from the older edition, in words
    guessed: tuple[str, ...] = ()  #: what was advanced and should be looked at, in words

    @property
    def blanks(self) -> tuple[tuple[int, str], ...]:
        """The lines that are open, each with its 1-based number."""
        lines = self.text.split("\n")
        return tuple((number, lines[number - 1].strip()) for number in blank_lines(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """From an older edition to the one that is begun: how what the older one says is advanced."""

    years: tuple[int, int]  #: of the older and the newer edition, as in all pairs
    ordinals: tuple[int | None, int | None]
    titles: tuple[str, str]
    sites: tuple[str, str]  #: addresses; empty if there is none
    only_older: OlderDetails

    @classmethod
    def between(cls, archive: Archive, base: Edition, key: str) -> _Step:
        """Return the step to the edition of a key."""
        years, facts = (base.year, int(key[:4])), base.facts
        ordinals = facts.ordinal, next_ordinal(archive, base, years[1])
        title = advance_title(facts.title, years=years, ordinals=ordinals, blank=BLANK)
        site = advance_site(facts.website, years=years) if facts.website else ""
        path = base.path.parent.parent / key / base.path.name
        begun = Facts(title=title, website=site or None, draft=True)
        return cls(
            years=years,
            ordinals=ordinals,
            titles=(facts.title, title),
            sites=(facts.website or "", site),
            only_older=details_of(archive, base, Edition(key=key, path=path, facts=begun, blocks=())),
        )

    def title(self, text: str) -> str:
        """Return a title as that of the newer edition."""
        return advance_title(text, years=self.years, ordinals=self.ordinals, blank=BLANK)

    def words(self, text: str) -> str:
        """Return words of the call with the older edition's details advanced, if that is safe, or left open."""
        for found in reversed(list(find_details(text, self.only_older))):
            text = (
                text[: found.start]
                + self._instead(text[found.start : found.end], found.kind)
                + text[found.end :]
            )
        return text

    def _instead(self, words: str, kind: Detail) -> str:
        old, new = self.years
        if kind is Detail.YEAR and not words.isdigit():
            short = f"{new % 100:02}"
            return re.sub(
                rf"{old}\Z|{old % 100:02}\Z", lambda year: str(new) if len(year[0]) > 2 else short, words
            )
        if kind is not Detail.WEBSITE:
            return BLANK
        scheme = re.match(r"\w+://", words)
        old_site, new_site = self.sites
        if new_site and new_site != old_site:
            address = new_site.rstrip("/") + ("/" if words.endswith("/") else "")
            return address if scheme else re.sub(r"^\w+://", "", address)
        return f"{scheme[0]}{BLANK}" if scheme else BLANK  # '<TODO>' would be a tag of HTML


def next_edition(archive: Archive, base: Edition, page: str, key: str) -> Draft:
    """Begin an edition from an older one.

    Lists, headings, prose and submission categories come over; year and ordinal are advanced in titles and in the site's
    address; dates, places and people are left open, in the front matter and wherever the prose names them.

    :param page: the older edition's index.md.
    :param key: of the edition to begin.
    """
    step = _Step.between(archive, base, key)
    front, body, _ = split_front_matter(page)
    body, advanced = _carry_body(_with_usual_sections(body, base), step)
    title, site, ordinal = step.titles[1], step.sites[1], step.ordinals[1]
    lines = [line for line in (front or "").split("\n") if line.startswith("# yaml-language-server:")][:1]
    lines += [f"# A draft, created from the {base.key} call. {_HEAD}", written({"title": title})]
    text = "---\n" + "\n".join(lines) + _facts(base.facts, step) + "---\n"
    text += body if body.startswith("\n") else f"\n{body}"
    first = text.count("\n") - body.count("\n") + 1
    guessed = [f"the title '{title}'"] if title != step.titles[0] else []
    guessed += [f"the website {site}"] if site != step.sites[0] else []
    if ordinal is not None and base.status and base.status.kind is StatusKind.CANCELLED:
        guessed += [f"the ordinal {ordinal}, though {base.key} was cancelled: check whether it counts"]
    elif ordinal is not None:
        guessed += [f"the ordinal {ordinal}"]
    guessed += [f"line {first + line}: '{old}' is now '{new}'" for line, old, new in advanced]
    return Draft(text=text.rstrip("\n") + "\n", carried=_carried(base), guessed=tuple(guessed))


def first_edition(archive: Archive, key: str) -> Draft:
    """Begin the first edition of an archive: an outline to fill in."""
    series = archive.series
    name = series.lists[0].name if series.lists else "topics"
    title = f"{series.short_name} {key[:4]}: {series.name}"
    parts = (
        written({"title": title}),
        _open({"ordinal": 1, "date": _DAY, "place": "City, Country", "website": "https://example.org"}),
        _open({"key_dates": _USUAL_DATES, "submissions": _USUAL_SUBMISSIONS}),
        written({"people": [{"role": "Organizers", "name": BLANK}], "draft": True}),
    )
    front = f"---\n# A draft. {_HEAD}\n{''.join(parts)}---\n"
    usual = "\n".join(section for _, section in _USUAL_SECTIONS)
    body = (
        f"\n# {markdown(title)}\n\n{BLANK}: what the event is about.\n\n## Topics of interest\n\n"
        f"Topics of interest include, but are not limited to:\n\n:::{{topics}} {name}\n- {BLANK}\n:::\n\n"
        f"{usual}\n## Organizers\n\n:::{{people}} Organizers\n:::\n"
    )
    return Draft(text=front + body)


def _facts(facts: Facts, step: _Step) -> str:
    """Return the front matter below the title, in the order of the model: what comes over, and marked lines for the rest."""
    ordinal, site = step.ordinals[1], step.sites[1]
    parts = []
    if facts.short_title:
        parts.append(written({"short_title": step.title(facts.short_title)}))
    if ordinal is not None:
        counted = {"ordinal_counted": True} if facts.ordinal_counted else {}
        parts.append(written({"ordinal": ordinal} | counted))
    elif facts.ordinal is not None:
        parts.append(_open({"ordinal": facts.ordinal + 1}))
    parts.append(_open({"date": _DAY}))
    if site:
        parts.append(written({"website": site}))
    if facts.format:
        parts.append(_open({"format": "in person, virtual or hybrid"}))
    parts.append(_open({"place": "City, Country"}))
    if facts.host:
        days = {"start": _DAY, "end": _DAY}
        parts.append(_open({"host": {"name": "NAME", "date": days, "place": "City, Country"}}))
    parts.append(_open({"key_dates": [_key_date(date) for date in facts.key_dates] or _USUAL_DATES}))
    kept = [
        replace(one, printed=one.printed and step.words(one.printed), line=one.line and step.words(one.line))
        for one in facts.submissions
    ]
    parts.append(written({"submissions": kept}) if kept else _open({"submissions": _USUAL_SUBMISSIONS}))
    roles = dict.fromkeys(person.role for person in facts.people)
    if roles:
        parts.append(written({"people": [{"role": role, "name": BLANK} for role in roles]}))
    return "".join((*parts, written({"draft": True})))


def _open(values: dict[str, object]) -> str:
    """Return fields as lines that are to be filled in."""
    return textwrap.indent(written(values), _OPEN)


def _key_date(one: KeyDate) -> dict[str, str]:
    kind = {"kind": one.kind.value} if one.kind and one.kind is not date_kind(one.label) else {}
    return {"label": one.label, **kind, "date": _DAY}


def _with_usual_sections(body: str, base: Edition) -> str:
    """Add what every call says, where the older one did not say it."""
    if not (base.facts.date and base.facts.place):
        title = re.search(r"^#\s.*\n", body, re.MULTILINE)
        place = title.end() if title else 0
        body = f"{body[:place]}\n{BLANK}: when and where the event takes place.\n{body[place:]}"
    for name, section in _USUAL_SECTIONS:
        if not any(block.kind.value == name for block in base.blocks):
            body = f"{body.rstrip()}\n\n{section}"
    return body


def _carried(base: Edition) -> tuple[str, ...]:
    said = [f"{len(one.topics)} topics of the list '{one.name}'" for one in base.lists]
    headings = sum(one.kind == "heading" for one in base.blocks)
    said += [f"{headings} headings and their text"] if headings else []
    said += [f"{len(base.facts.submissions)} submission categories"] if base.facts.submissions else []
    return tuple(said)


# The words of the call


def _carry_body(body: str, step: _Step) -> tuple[str, tuple[tuple[int, str, str], ...]]:
    """Return the text below the front matter for the next edition, and what was advanced in it.

    Whatever `cfp_archive.checking.leftovers` would find in it is advanced, if that is safe, or left open. The archive's own
    notes are left out: they are about the older call.

    :returns: the text; and of each detail that was advanced the line in it (0-based), the older words and the newer ones.
    """
    advanced: list[tuple[int, str, str]] = []
    chunks: list[str] = []
    line = 0
    back = RetrospectiveContext()
    old_title, new_title = step.titles
    title = re.compile(r"\s+".join(map(re.escape, old_title.split())))
    for chunk in _chunks(_without_notes(body)):
        text = title.sub(lambda _: new_title, chunk)
        heading = _HEADING.match(text)
        level = len(heading[1]) if heading else 0
        if text.strip() and back.includes(text, level=level, item=bool(_ENTRY.match(text))):
            text = chunk
        else:
            text = step.words(text)
            changes = _changes(chunk, text)
            advanced += [(line + chunk.count("\n", 0, start), old, new) for start, old, new in changes]
        chunks.append(text)
        line += text.count("\n") + 1
    return "\n".join(chunks), tuple(advanced)


def _changes(old: str, new: str) -> Iterator[tuple[int, str, str]]:
    """Yield the words that differ, with the place in the older text, where the newer ones leave nothing open."""
    before, after = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    matcher = SequenceMatcher(None, [word[0] for word in before], [word[0] for word in after], autojunk=False)
    for kind, first, stop, new_first, new_stop in matcher.get_opcodes():
        words = " ".join(word[0] for word in after[new_first:new_stop])
        if kind != "equal" and BLANK not in words:
            # The word before says more than a year alone.
            yield (
                before[min(first, len(before) - 1)].start(),
                " ".join(word[0] for word in before[max(first - 1, 0) : stop]),
                " ".join(word[0] for word in after[max(new_first - 1, 0) : new_stop]),
            )


def _chunks(lines: list[str]) -> Iterator[str]:
    """Yield a body's paragraphs, list entries and empty lines: what is between them has nothing to do with each other."""
    chunk: list[str] = []
    for line in lines:
        if chunk and (
            not line.strip() or not chunk[-1].strip() or _ENTRY.match(line) or line.startswith((":::", "#"))
        ):
            yield "\n".join(chunk)
            chunk = []
        chunk.append(line)
    if chunk:
        yield "\n".join(chunk)


def _without_notes(body: str) -> list[str]:
    lines = body.split("\n")
    dropped: set[int] = set()
    for token in parse_page(body):
        directive = directive_of(token)
        if directive and directive.name == BlockKind.NOTE and token.map:
            first, end = token.map[0], token.map[1]
            end += end < len(lines) and not lines[end].strip()  # and the empty line below
            dropped |= set(range(first, end))
    return [line for index, line in enumerate(lines) if index not in dropped]


# Years and ordinals


def next_ordinal(archive: Archive, base: Edition, year: int) -> int | None:
    """Return the ordinal of the edition of a year; None where the editions known do not tell it.

    They do if the newest known edition of an ordinal is no further away than two editions of the series have been.
    """
    known = [(one.year, one.ordinal) for one in archive.timeline if one.year <= year]
    counted = [(then, number) for then, number in known if number is not None]
    if not counted or known[-1][1] is None or base.facts.ordinal is None:
        return None
    steps = [later - earlier for (earlier, old), (later, new) in pairwise(counted) if new == old + 1]
    last_year, last = counted[-1]
    return last + 1 if year - last_year <= max(1, min(steps, default=1)) else None


def advance_title(
    text: str, *, years: tuple[int, int], ordinals: tuple[int | None, int | None], blank: str
) -> str:
    """Return a title with its year and ordinal those of the next edition.

    >>> advance_title("Tides '30: 2nd Workshop (2030)", years=(2030, 2031), ordinals=(2, 3), blank="TODO")
    "Tides '31: 3rd Workshop (2031)"

    :param years: of the older and the newer edition.
    :param ordinals: the same; where the newer one is not known, a blank is in its place.
    """
    old_year, new_year = years
    text = re.sub(rf"(?<!\d){old_year}(?!\d)", str(new_year), text)
    if old_year >= 1000:
        text = re.sub(rf"(?<=['’]){old_year % 100:02}(?!\d)", f"{new_year % 100:02}", text)
    old, new = ordinals
    for form in (ordinal_word, ordinal_figures):
        written_out = form(old) if old else ""
        match = re.search(rf"(?<![\w-]){written_out}(?![\w-])", text, re.IGNORECASE) if written_out else None
        if match:
            word = _in_case(form(new) or ordinal_figures(new), match[0]) if new is not None else blank
            return text[: match.start()] + word + text[match.end() :]
    return text


def advance_site(url: str, *, years: tuple[int, int]) -> str:
    """Return an address with its year that of the next edition; the same address if it names no year.

    >>> advance_site("https://tides30.example/2030/", years=(2030, 2031))
    'https://tides31.example/2031/'
    """
    old, new = years
    url = re.sub(rf"(?<!\d){old}(?!\d)", str(new), url)
    return re.sub(rf"(?<=[a-z]){old % 100:02}(?=[./]|\Z)", f"{new % 100:02}", url, flags=re.IGNORECASE)


def _in_case(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1 and like[0].isalpha():
        return word.upper()
    if like[:1].isupper():
        return (
            "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
            if "-" in like
            else word.capitalize()
        )
    return word
