"""Make the page of the next edition from that of an older one."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfp_archive.characters import markdown
from cfp_archive.checking.specifics import specifics_of
from cfp_archive.drafting.advancing import advance_site, advance_title, next_ordinal
from cfp_archive.drafting.carrying import carry_body
from cfp_archive.model import Edition, Facts
from cfp_archive.reading.folder import split_front_matter
from cfp_archive.vocabulary import BLANK, date_kind, has_blank
from cfp_archive.yamlio import written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import PurePath

    from cfp_archive.model import Archive, KeyDate

__all__ = ["Draft", "first_edition", "next_edition"]

#: Before a line of front matter that is to be filled in; without these characters it is a right line.
OPEN = f"# {BLANK} "
_DAY = "YYYY-MM-DD"
_HEAD = "Fill in each marked line and take its mark away, or delete it; then delete 'draft: true'."


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The page of an edition that is begun."""

    text: str  #: of index.md
    carried: tuple[str, ...] = ()  #: what came over from the older edition, in words
    guessed: tuple[str, ...] = ()  #: what was advanced and should be looked at, in words

    @property
    def blanks(self) -> tuple[tuple[int, str], ...]:
        """The lines that are open, each with its 1-based number."""
        lines = enumerate(self.text.split("\n"), 1)
        return tuple((number, line.strip()) for number, line in lines if has_blank(line))


def next_edition(archive: Archive, base: Edition, page: str, key: str) -> Draft:
    """Begin an edition from an older one.

    Lists, headings, prose and submission categories come over; year and ordinal are advanced in titles and in the site's
    address; dates, places and people are left open, in the front matter and wherever the prose names them.

    :param page: the older edition's index.md.
    :param key: of the edition to begin.
    """
    years = base.year, int(key[:4])
    ordinals = base.facts.ordinal, next_ordinal(archive, base, years[1])

    def titled(text: str) -> str:
        return advance_title(text, years=years, ordinals=ordinals, blank=BLANK)

    title = titled(base.facts.title)
    site = advance_site(base.facts.website, years=years) if base.facts.website else ""
    front, body, _ = split_front_matter(page)
    begun = Edition(
        key=key,
        path=_path(base, key),
        facts=Facts(title=title, website=site or None, draft=True),
        blocks=(),
        lists=(),
    )
    only_older = specifics_of(archive, base, begun)
    body = carry_body(
        body,
        only_older,
        years=years,
        titles=((base.facts.title, title),),
        sites=(base.facts.website or "", site),
    )
    lines = [one for one in (front or "").split("\n") if one.startswith("# yaml-language-server:")][:1]
    lines += [f"# A draft, begun from the call of {base.key}. {_HEAD}", written({"title": title})]
    text = "---\n" + "\n".join(lines) + _facts(base.facts, titled, site, ordinals) + "---\n"
    text += body if body.startswith("\n") else f"\n{body}"
    guessed = [f"the title '{title}'"] if title != base.facts.title else []
    guessed += [f"the site {site}"] if site != (base.facts.website or "") else []
    guessed += [f"the ordinal {ordinals[1]}"] if ordinals[1] is not None else []
    return Draft(text=text.rstrip("\n") + "\n", carried=_carried(base), guessed=tuple(guessed))


def first_edition(archive: Archive, key: str) -> Draft:
    """Begin the first edition that an archive holds: an outline to fill in."""
    series = archive.series
    name = series.lists[0].name if series.lists else "topics"
    title = f"{series.short_name} {key[:4]}: {series.name}"
    dates = [{"label": label, "date": _DAY} for label in ("Paper submission", "Notification", "Workshop")]
    parts = (
        written({"title": title}),
        _open({"ordinal": 1, "date": _DAY, "place": "City, Country", "website": "https://example.org"}),
        _open({"key_dates": dates, "submissions": [{"category": "Regular papers", "pages": 8}]}),
        written({"people": [{"role": "Organizers", "name": BLANK}], "draft": True}),
    )
    front = f"---\n# A draft. {_HEAD}\n{''.join(parts)}---\n"
    body = (
        f"\n# {markdown(title)}\n\n{BLANK}: what the event is about.\n\n## Topics of interest\n\n"
        f"Topics of interest include, but are not limited to:\n\n:::{{topics}} {name}\n- {BLANK}\n:::\n\n"
        "## Important dates\n\n:::{key-dates}\n:::\n\n## Submissions\n\n:::{submissions}\n:::\n\n"
        "## Organizers\n\n:::{people} Organizers\n:::\n"
    )
    return Draft(text=front + body)


def _facts(
    facts: Facts, titled: Callable[[str], str], site: str, ordinals: tuple[int | None, int | None]
) -> str:
    """Return the front matter below the title, in the order of the model: what comes over, and marked lines for the rest."""
    days = {"start": _DAY, "end": _DAY}
    roles = dict.fromkeys(one.role for one in facts.people)
    parts = []
    if facts.short_title:
        parts.append(written({"short_title": titled(facts.short_title)}))
    if ordinals[1] is not None:
        parts.append(
            written({"ordinal": ordinals[1]} | ({"ordinal_counted": True} if facts.ordinal_counted else {}))
        )
    elif facts.ordinal is not None:
        parts.append(_open({"ordinal": facts.ordinal + 1}))
    parts.append(_open({"date": _DAY}))
    if site:
        parts.append(written({"website": site}))
    if facts.format:
        parts.append(_open({"format": "in person, virtual or hybrid"}))
    parts.append(_open({"place": "City, Country"}))
    if facts.host:
        parts.append(_open({"host": {"name": "NAME", "date": days, "place": "City, Country"}}))
    if facts.key_dates:
        parts.append(_open({"key_dates": [_key_date(one) for one in facts.key_dates]}))
    if facts.submissions:
        kept = [replace(one, line=None) for one in facts.submissions]
        parts.append(written({"submissions": kept}))
    if roles:
        parts.append(written({"people": [{"role": role, "name": BLANK} for role in roles]}))
    return "".join((*parts, written({"draft": True})))


def _open(values: dict[str, object]) -> str:
    """Return fields as lines that are to be filled in."""
    return textwrap.indent(written(values), OPEN)


def _key_date(one: KeyDate) -> dict[str, str]:
    kind = {"kind": one.kind.value} if one.kind and one.kind is not date_kind(one.label) else {}
    return {"label": one.label, **kind, "date": _DAY}


def _carried(base: Edition) -> tuple[str, ...]:
    said = [f"{len(one.topics)} topics of the list '{one.name}'" for one in base.lists]
    headings = sum(one.kind == "heading" for one in base.blocks)
    said += [f"{headings} headings and their prose"] if headings else []
    said += [f"{len(base.facts.submissions)} submission categories"] if base.facts.submissions else []
    return tuple(said)


def _path(base: Edition, key: str) -> PurePath:
    return base.path.parent.parent / key / base.path.name
