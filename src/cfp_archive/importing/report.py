"""Say what was understood: a table of facts, the guesses with their lines, and what stayed text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.importing.parts import Bullets, Heading, Paragraph
from cfp_archive.reading.facts import date_words, limit_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.importing.assembling import Imported
    from cfp_archive.importing.parts import Chunk
    from cfp_archive.model import KeyDate

__all__ = ["guess_lines", "left_lines", "table"]


def table(made: Imported) -> list[tuple[str, str]]:
    """Return what was understood, as rows of a name and a value."""
    facts = made.edition.facts
    ordinal = f"{facts.ordinal}{' (counted)' if facts.ordinal_counted else ''}" if facts.ordinal else "-"
    rows = [
        ("title", facts.title),
        ("ordinal", ordinal),
        ("date", date_words(facts.date) if facts.date else "-"),
        ("place", facts.place or "-"),
        ("format", facts.format.value if facts.format else "-"),
        ("website", facts.website or "-"),
    ]
    rows += [("date of", _date_row(one)) for one in facts.key_dates] or [("dates", "-")]
    rows += [
        ("category", f"{one.category}: {limit_words(one.pages) if one.pages else '-'}")
        for one in facts.submissions
    ] or [("categories", "-")]
    roles = dict.fromkeys(one.role for one in facts.people)
    for role in roles:
        names = [one.name for one in facts.people if one.role == role]
        rows.append(
            ("people", f"{role}: {len(names)} ({', '.join(names[:4])}{', ...' if len(names) > 4 else ''})")
        )
    if not roles:
        rows.append(("people", "-"))
    for one in made.edition.lists:
        areas = sum(topic.parent is None for topic in one.topics)
        nested = f", {areas} of them outermost" if areas != len(one.topics) else ""
        rows.append(("list", f"{one.name}: {_count(len(one.topics), 'topic')}{nested}"))
    if not made.edition.lists:
        rows.append(("lists", "-"))
    covered = sum(one.found for one in made.proof.coverage)
    words = sum(one.words for one in made.proof.coverage)
    rows.append(("words", f"{covered} of {words} are on the page, in order"))
    return rows


def _date_row(one: KeyDate) -> str:
    extra = [part for part in (one.time, one.zone) if part]
    if one.was:
        extra.append("was " + ", ".join(map(str, one.was)))
    kind = f" [{one.kind.value}]" if one.kind else ""
    return f"{one.label}: {date_words(one.date)}{' (' + ', '.join(extra) + ')' if extra else ''}{kind}"


def guess_lines(made: Imported, file: str) -> list[str]:
    """Return the guesses as 'file:line: what was taken for what. What to do.'"""
    return [
        f"{file}:{one.line}: {one.message} {one.hint}" if one.line else f"{file}: {one.message} {one.hint}"
        for one in made.guesses
    ]


def left_lines(made: Imported, file: str) -> list[str]:
    """Return what stayed text though it looks like a list or a record, with its line."""
    return [f"{file}:{chunk.first}: {what} stayed text: {_clip(chunk.text)}" for what, chunk in _left(made)]


def _left(made: Imported) -> Iterator[tuple[str, Chunk]]:
    kind = ""
    for node in made.nodes:
        if isinstance(node, Heading):
            kind = node.kind
        elif isinstance(node, Bullets):
            yield f"a list of {_count(len(node.items), 'entry', 'entries')}", node.items[0].chunks[0]
        elif isinstance(node, Paragraph) and kind in {"people", "dates"} and len(node.chunks[0].text) < 200:
            yield "a line below '" + {"people": "people", "dates": "dates"}[kind] + "'", node.chunks[0]


def _clip(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
