"""Say what an import made of a call: what to look at first, what was found, what was not."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cfp_archive.formatting import date_words, limit_words
from cfp_archive.importing.blocks import Certainty, Shape

if TYPE_CHECKING:
    from cfp_archive.importing.assembling import Imported
    from cfp_archive.importing.blocks import Finding
    from cfp_archive.model import KeyDate, Submission

__all__ = ["as_data", "missing", "table", "unrecognized", "verify"]


def verify(made: Imported) -> list[Finding]:
    """Return what a person should look at, the least certain first."""
    order = {Certainty.CHECK: 0, Certainty.LIKELY: 1}
    found = [one for one in made.findings if one.certainty in order and "not recognized" not in one.message]
    return sorted(found, key=lambda one: order[one.certainty])


def unrecognized(made: Imported) -> list[Finding]:
    """Return what looks like a list or a fact and was kept as text."""
    return [one for one in made.findings if "not recognized" in one.message]


def missing(made: Imported) -> list[str]:
    """Return what calls have and this one was not found to have."""
    facts = made.edition.facts
    expected = {
        "the event's days": facts.date, "a place": facts.place or facts.format, "key dates": facts.key_dates,
        "topics": made.edition.lists, "people": facts.people, "submission categories": facts.submissions,
    }  # fmt: skip
    return [name for name, value in expected.items() if not value]


def table(made: Imported) -> list[tuple[str, str]]:
    """Return what was found, as rows of a name and a value."""
    facts = made.edition.facts
    ordinal = f"{facts.ordinal}{' (inferred)' if facts.ordinal_counted else ''}" if facts.ordinal else "-"
    rows = [
        ("title", facts.title), ("ordinal", ordinal), ("date", date_words(facts.date) if facts.date else "-"),
        ("place", facts.place or "-"), ("format", facts.format.value if facts.format else "-"),
        ("website", facts.website or "-"),
    ]  # fmt: skip
    rows += [("key date", _date_row(one)) for one in facts.key_dates] or [("key dates", "-")]
    rows += [("category", _limit_row(one)) for one in facts.submissions] or [("categories", "-")]
    roles = dict.fromkeys(one.role for one in facts.people)
    for role in roles:
        names = [one.name for one in facts.people if one.role == role]
        rows.append(
            ("people", f"{role}: {len(names)} ({', '.join(names[:4])}{', ...' if len(names) > 4 else ''})")
        )
    if not roles:
        rows.append(("people", "-"))
    for one in made.edition.lists:
        groups = {topic.parent for topic in one.topics} - {None}
        count = f"{len(one.topics)} topics" if len(one.topics) != 1 else "1 topic"
        rows.append(("list", f"{one.name}: {count}{f' in {len(groups)} groups' if groups else ''}"))
    if not made.edition.lists:
        rows.append(("lists", "-"))
    covered = sum(one.found for one in made.proof.coverage)
    words = sum(one.words for one in made.proof.coverage)
    rows.append(("words", f"{covered} of {words} are on the page or declared as left out"))
    return rows


def as_data(made: Imported, file: str) -> dict[str, Any]:
    """Return the report as data for ``--format json``."""
    facts = made.edition.facts
    return {
        "edition": made.edition.key,
        "file": file,
        "title": facts.title,
        "found": [{"name": name, "value": value} for name, value in table(made) if value != "-"],
        "verify": [_finding(one) for one in verify(made)],
        "not_recognized": [_finding(one) for one in unrecognized(made)],
        "not_found": missing(made),
        "left_out": sum(len(node.blocks) for node in made.nodes if node.shape is Shape.REMOVED),
        "files": sorted(made.files),
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Certainty) else value for name, value in asdict(one).items()
    }


def _limit_row(one: Submission) -> str:
    limit = limit_words(one.pages) if one.pages else one.printed or "-"
    return f"{one.category}: {limit}"


def _date_row(one: KeyDate) -> str:
    extra = [part for part in (one.time, one.zone) if part]
    if one.was:
        extra.append("was " + ", ".join(map(str, one.was)))
    kind = f" [{one.kind.value}]" if one.kind else ""
    return f"{one.label}: {date_words(one.date)}{' (' + ', '.join(extra) + ')' if extra else ''}{kind}"
