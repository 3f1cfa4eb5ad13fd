"""Say what an import made of calls: what to look at first, what was found and where, what was not."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

from cfp_archive import formatting, messages
from cfp_archive.formatting import date_words, limit_words
from cfp_archive.importing.blocks import Certainty, Shape
from cfp_archive.importing.series import size
from cfp_archive.reading.locating import locate
from cfp_archive.reading.proof import page_texts, page_words, source_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cfp_archive.importing.assembling import Imported
    from cfp_archive.importing.blocks import Finding
    from cfp_archive.importing.series import SeriesImport
    from cfp_archive.model import KeyDate, Submission

__all__ = ["Row", "as_data", "findings", "missing", "rows", "series_lines", "single_lines"]

#: In the order in which a person should look at them.
_ORDER = (Certainty.CHECK, Certainty.LIKELY)
#: Facts of which an edition has one: their rows say how certain they are.
_SINGLE = frozenset(["title", "ordinal", "date", "place", "format", "website"])
#: What calls have, by the field that has it.
_EXPECTED = {
    "date": "the event's days", "place": "a place", "key_dates": "key dates", "topics": "topics", "people": "people",
    "submissions": "submission categories",
}  # fmt: skip


class Row(NamedTuple):
    """Something that was found."""

    name: str
    value: str
    line: int = 0  #: 1-based, of the text that was imported; 0 if it is in no line


def findings(made: Imported, certainty: Certainty, *, recognized: bool = True) -> list[Finding]:
    """Return what a person should look at.

    :param recognized: else what looks like a list or a fact and was kept as text.
    """
    return [
        one
        for one in made.findings
        if one.certainty is certainty and recognized is ("not recognized" not in one.message)
    ]


def missing(made: Imported) -> list[str]:
    """Return what calls have and this one was not found to have."""
    facts = made.edition.facts
    instead = {"place": facts.place or facts.format, "topics": made.edition.lists}
    return [
        name
        for field, name in _EXPECTED.items()
        if not (instead[field] if field in instead else getattr(facts, field))
    ]


def rows(made: Imported) -> list[Row]:
    """Return what was found; a dash where nothing was."""
    facts = made.edition.facts
    lines = _lines(made)
    ordinal = f"{facts.ordinal}{' (inferred)' if facts.ordinal_counted else ''}" if facts.ordinal else "-"
    found = [
        Row("title", facts.title, lines.get(("title",), 0)),
        Row("ordinal", ordinal, lines.get(("ordinal",), 0)),
        Row("date", date_words(facts.date) if facts.date else "-", lines.get(("date",), 0)),
        Row("place", facts.place or "-", lines.get(("place",), 0)),
        Row("format", facts.format.value if facts.format else "-", lines.get(("format",), 0)),
        Row("website", facts.website or "-", lines.get(("website",), 0)),
    ]
    found += [
        Row("key date", _date_row(one), lines.get(("key_dates", place), 0))
        for place, one in enumerate(facts.key_dates)
    ] or [Row("key dates", "-")]
    found += [
        Row("category", _limit_row(one), lines.get(("submissions", place), 0))
        for place, one in enumerate(facts.submissions)
    ] or [Row("categories", "-")]
    for role in dict.fromkeys(one.role for one in facts.people):
        names = [one.name for one in facts.people if one.role == role]
        first = next(place for place, one in enumerate(facts.people) if one.role == role)
        shown = f"{role}: {len(names)} ({', '.join(names[:4])}{', ...' if len(names) > 4 else ''})"
        found.append(Row("people", shown, lines.get(("people", first), 0)))
    if not facts.people:
        found.append(Row("people", "-"))
    for topics in made.edition.lists:
        found.append(
            Row(
                "list", f"{topics.name}: {formatting.list_size(topics)}", lines.get(("lists", topics.name), 0)
            )
        )
    if not made.edition.lists:
        found.append(Row("lists", "-"))
    covered = sum(one.found for one in made.proof.coverage)
    words = sum(one.words for one in made.proof.coverage)
    return [*found, Row("words", messages.WORDS_COVERED(n=words, covered=covered))]


def single_lines(made: Imported, file: str, page: str) -> Iterator[str]:
    """Yield the report of one call, line by line: what to look at first comes first.

    :param file: whose lines are named.
    :param page: where facts are corrected.
    """
    yield messages.LINES_ARE_OF(file=file)
    yield ""
    verify, odd = findings(made, Certainty.CHECK), findings(made, Certainty.CHECK, recognized=False)
    likely = [one for one in findings(made, Certainty.LIKELY) if one.field not in {*_SINGLE, "text"}]
    absent = _missing_without_reason(made)
    yield from _section(messages.PLEASE_VERIFY(), verify, made)
    yield from _section(messages.NOT_RECOGNIZED(), odd, made)
    if absent:
        yield messages.EXPECTED_BUT_NOT_FOUND(what=", ".join(absent))
        yield ""
    table = _marked(made)
    names, lines = max(len(one.name) for one in table), max(len(str(one.line)) for one in table)
    for one in table:
        yield f"{one.name:<{names}}  {one.line or '':>{lines}}  {one.value}".rstrip()
    yield ""
    yield from _section(messages.PROBABLY_RIGHT(), likely, made)
    parts = _left_out(made)
    if parts:
        yield messages.LEFT_OUT_LINES(parts=", ".join(parts))
    yield messages.CORRECT_IN(page=page)
    yield ""


def series_lines(series: SeriesImport, source: Callable[[str, Imported], str]) -> Iterator[str]:
    """Yield the report of several calls, line by line: a row for each, what stands out, what to verify in each.

    :param source: returns the file whose lines are named, of a call's name and what was made of it.
    """
    table: list[tuple[str, ...]] = [("edition", "topics", "dates", "people", "to verify", "title")]
    for _, made in series.editions:
        facts = made.edition.facts
        counts = (size(made), len(facts.key_dates), len(facts.people), len(findings(made, Certainty.CHECK)))
        table.append((made.edition.key, *map(str, counts), facts.title))
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield ""
    if series.remarks:
        yield from (messages.LOOK_AT_FIRST(), *(f"  {one}" for one in series.remarks), "")
    common, absent_in = _of_several(series)
    for of_each in common.values():
        places = ", ".join(f"{key}:{one.line}" if one.line else key for key, one in of_each.items())
        first = next(iter(of_each.values()))
        words = f"{first.message} {first.hint or f'[{first.field}]'}"
        yield messages.IN_EDITIONS(n=len(of_each), places=places, words=words)
    for what, keys in absent_in.items():
        yield messages.NOT_FOUND_IN(n=len(keys), keys=", ".join(keys), what=what)
    if common or absent_in:
        yield ""
    for name, made in series.editions:
        found = [one for one in _to_verify(made) if _cause(one) not in common]
        absent = [one for one in _missing_without_reason(made) if one not in absent_in]
        if not (found or absent):
            continue
        yield f"{source(name, made)}:"
        yield from (f"  {one}" for one in _grouped(found, made))
        if absent:
            yield f"  {messages.EXPECTED_BUT_NOT_FOUND(what=', '.join(absent))}"
        yield ""


def _to_verify(made: Imported) -> list[Finding]:
    return [*findings(made, Certainty.CHECK), *findings(made, Certainty.CHECK, recognized=False)]


def _of_several(
    series: SeriesImport,
) -> tuple[dict[tuple[str, ...], dict[str, Finding]], dict[str, list[str]]]:
    """Return what more than two editions have in common: causes with a finding of each, and what was not found in which."""
    causes: dict[tuple[str, ...], dict[str, Finding]] = {}
    absent: dict[str, list[str]] = {}
    for _, made in series.editions:
        for one in _to_verify(made):
            causes.setdefault(_cause(one), {}).setdefault(made.edition.key, one)
        for what in _missing_without_reason(made):
            absent.setdefault(what, []).append(made.edition.key)
    several = {cause: found for cause, found in causes.items() if len(found) > 2}
    return several, {what: keys for what, keys in absent.items() if len(keys) > 2}


def _section(title: str, found: Sequence[Finding], made: Imported) -> Iterator[str]:
    if found:
        yield title
        yield from (f"  {one}" for one in _grouped(found, made))
        yield ""


def _missing_without_reason(made: Imported) -> list[str]:
    """Return what was not found and is in no finding: what was left out is told there."""
    told = {_EXPECTED[one.field] for one in findings(made, Certainty.CHECK) if one.field in _EXPECTED}
    return [one for one in missing(made) if one not in told]


def _marked(made: Imported) -> list[Row]:
    """Return what was found; a fact of which there is one says in its row how certain it is."""
    doubts = {
        one.field: one.certainty
        for one in (*findings(made, Certainty.LIKELY), *findings(made, Certainty.CHECK))
    }
    shown = {Certainty.CHECK: messages.VERIFY, Certainty.LIKELY: messages.LIKELY}
    return [
        one._replace(value=messages.REPORT_ROW(value=one.value, certainty=shown[doubts[one.name]]()))
        if one.name in _SINGLE and one.name in doubts and one.value != "-"
        else one
        for one in rows(made)
    ]


def _left_out(made: Imported) -> list[str]:
    """Return what is not on the page, a part for each reason, with its lines."""
    lines: dict[str, list[str]] = {}
    for node in made.nodes:
        if node.shape is Shape.REMOVED:
            first, last = node.blocks[0].first, node.blocks[-1].last
            lines.setdefault(node.blocks[0].surrounding, []).append(
                f"{first}–{last}" if last > first else str(first)
            )
    return [messages.LEFT_OUT_PART(why=why, lines=", ".join(places)) for why, places in lines.items()]


def as_data(made: Imported, file: str) -> dict[str, Any]:
    """Return the report as data for ``--format json``; lines are those of source.txt."""
    verify = [one for certainty in _ORDER for one in findings(made, certainty)]
    return {
        "edition": made.edition.key,
        "file": file,
        "title": made.edition.facts.title,
        "found": [one._asdict() for one in rows(made) if one.value != "-"],
        "verify": [_finding(one) for one in verify],
        "not_recognized": [_finding(one) for one in findings(made, Certainty.CHECK, recognized=False)],
        "not_found": missing(made),
        "left_out": sum(len(node.blocks) for node in made.nodes if node.shape is Shape.REMOVED),
        "files": sorted(made.files),
    }


def _cause(one: Finding) -> tuple[str, ...]:
    """Return what findings of one cause have in common: all but the words that they quote, and numbers."""
    return one.field, re.sub(r"'.*'|\d+", "", one.message), re.sub(r"\d+", "", one.hint)


def _grouped(found: Iterable[Finding], made: Imported) -> list[str]:
    """Return a line for each cause: findings that differ in the words that they quote are one, with all their lines."""
    causes: dict[tuple[str, ...], list[Finding]] = {}
    for one in found:
        causes.setdefault(_cause(one), []).append(one)
    table, facts = [], _lines(made)
    for first, *further in causes.values():
        lines = [str(one.line) for one in further if one.line]
        also = messages.ALSO_IN_LINES(n=len(lines), lines=", ".join(lines)) if lines else ""
        also = also or (messages.AND_MORE_LIKE_IT(n=len(further)) if further else "")
        line = first.line or facts.get((first.field,), 0)
        place = messages.REPORT_LINE(line=line) if line else "-"
        table.append((place, " ".join(filter(None, (first.message, also, first.hint or f"[{first.field}]")))))
    width = max((len(place) for place, _ in table), default=0)
    return [f"{place:<{width}}  {words}" for place, words in table]


def _lines(made: Imported) -> dict[tuple[str | int, ...], int]:
    """Return the lines of the imported text in which facts and lists are."""
    source = [one for one in source_words(made.received.text) if not one.mark]
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source):
        places.setdefault(word.raw or word.text, []).append(place)
        if word.raw:
            places.setdefault(word.text, []).append(place)
    added = {place for begin, end in made.proof.added for place in range(begin, end)}
    at, last = [], 0
    for number, word in enumerate(page_words(made.edition)):
        # The page has the words of its source in order, but for those that the archive added.
        same = places.get(word.text, []) if number not in added else []
        last = next(iter(same[bisect_left(same, last) :]), last)
        at.append(source[last].line if source else 0)
    lines: dict[tuple[str | int, ...], int] = {
        one.fact: at[one.words.begin] for one in locate(made.edition).facts
    }
    lists = {one.topics[0].line: one.name for one in made.edition.lists if one.topics}
    begin = 0
    for text in page_texts(made.edition):
        if text.line in lists and begin < len(at):
            lines.setdefault(("lists", lists[text.line]), at[begin])
        begin += len(text.text.split())
    return lines


def _finding(one: Finding) -> dict[str, Any]:
    hint = one.hint or messages.IF_WRONG(field=one.field)
    return {**asdict(one), "hint": hint, "certainty": str(one.certainty)}


def _limit_row(one: Submission) -> str:
    limit = limit_words(one.pages) if one.pages else one.printed or "-"
    return f"{one.category}: {limit}"


def _date_row(one: KeyDate) -> str:
    extra = [part for part in (one.time, one.zone) if part]
    if one.was:
        extra.append("was " + ", ".join(map(str, one.was)))
    kind = f" [{one.kind.value}]" if one.kind else ""
    return f"{one.label}: {date_words(one.date)}{' (' + ', '.join(extra) + ')' if extra else ''}{kind}"
