"""What is said of a term, and the terms as plain text, for a terminal or a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import click

from cfp_archive import formatting, messages
from cfp_archive.characters import visible
from cfp_archive.terminal import joined, wrapped
from cfp_archive.terms.data import label_of
from cfp_archive.terms.index import TermGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.model import Archive
    from cfp_archive.terms.index import IndexedTerm
    from cfp_archive.terms.passages import Passage, Quote, Term

TITLES = {
    TermGroup.ENTERED: messages.TERMS_ENTERED,
    TermGroup.LEFT: messages.TERMS_LEFT,
    TermGroup.FROM_START: messages.TERMS_FROM_START,
}
ABOUT = {
    TermGroup.ENTERED: messages.TERMS_ENTERED_ABOUT,
    TermGroup.LEFT: messages.TERMS_LEFT_ABOUT,
    TermGroup.FROM_START: messages.TERMS_FROM_START_ABOUT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Equal words of several calls, shown once."""

    quote: Quote  #: in the first of the calls
    passages: tuple[Passage, ...]  #: one for each call, oldest first


def shown(quotes: Iterable[Quote]) -> tuple[Shown, ...]:
    """Bring equal words at the same place of several calls together, by their first call."""
    grouped: dict[tuple[str, str, str], list[Quote]] = {}
    for one in quotes:
        grouped.setdefault((one.passage.part, one.passage.list, one.passage.text), []).append(one)
    return tuple(
        Shown(
            quote=group[0],
            passages=tuple({one.passage.edition: one.passage for one in reversed(group)}.values())[::-1],
        )
        for group in grouped.values()
    )


def years(keys: Sequence[str], archive: Archive) -> str:
    """Return the keys of calls in words; three and more in a row as '2013–2016', a year without a call not being among them.

    :param keys: of calls in the archive, oldest first.
    """
    rows = [
        [key for _, key in run]
        for _, run in groupby(enumerate(keys), key=lambda row: archive.positions[row[1]] - row[0])
    ]
    said = [
        text
        for row in rows
        for text in ([messages.YEAR_RANGE(first=row[0], last=row[-1])] if len(row) > 2 else row)
    ]
    return formatting.listing(said)


def summary(term: Term, archive: Archive) -> tuple[str, ...]:
    """Return when a term is in the calls and when it is not, as whole sentences."""
    keys = [one.key for one in archive.editions]
    missing = [one.key for one in archive.series.missing_calls]
    absent = [key for key in keys if key not in term.editions]
    if not term.quotes:
        said = [messages.TERM_NOT_FOUND(phrase=term.phrase)]
    else:
        said = [
            messages.TERM_CALLS(count=len(term.editions), n=len(keys)),
            first_sentence(term.first, archive),
            (messages.TERM_LATEST if term.last == keys[-1] else messages.TERM_LAST)(year=term.last),
        ]
        if absent:
            said.append(messages.TERM_NOT_IN(n=len(absent), years=years(absent, archive)))
    if missing:
        said.append(messages.CALLS_MISSING(n=len(missing), years=formatting.listing(missing)))
    return tuple(said)


def first_sentence(first: str, archive: Archive) -> str:
    """Say in which call a term is first, and whether it may be older.

    :param first: the call's key.
    """
    keys = [one.key for one in archive.editions]
    place = keys.index(first)
    if place == 0:
        return messages.TERM_FIRST_EARLIEST(year=first)
    before = [one.key for one in archive.gaps_between(keys[place - 1], first)]
    if before:
        named = formatting.listing(before)
        return messages.TERM_FIRST_AFTER_MISSING(n=len(before), year=first, years=named)
    return messages.TERM_FIRST(year=first)


def term_as_text(
    term: Term,
    archive: Archive,
    *,
    similar: Sequence[str] = (),
    color: bool = False,
    width: int | None = None,
) -> str:
    """Write one term as text: the phrase between asterisks, and bold where there is color.

    :param similar: terms of the archive to name where nothing was found.
    :param color: add the control characters that terminals show as bold.
    :param width: break lines so that they fit so many columns. Default: never.
    """
    title = messages.QUOTED(text=term.phrase)
    lines = [
        click.style(visible(title), bold=True),
        "=" * len(title),
        visible(" ".join(summary(term, archive))),
    ]
    if not term.quotes and similar:
        lines.append(visible(messages.TERM_NEARBY(terms=formatting.listing(similar))))
    if len(term.forms) > 1:
        lines += ["", messages.TERM_FORMS(), "-" * len(messages.TERM_FORMS())]
        for form in term.forms:
            said = messages.TERM_FORM(form=form.text, years=years(form.editions, archive))
            lines.append(f"  {visible(said)}")
    for edition, group in groupby(shown(term.quotes), key=lambda one: one.quote.passage.edition):
        lines += ["", edition, "-" * len(edition)]
        for one in group:
            label = label_of(one.quote.passage, archive)
            if len(one.passages) > 1:
                listed = years([passage.edition for passage in one.passages], archive)
                label = messages.TERM_FORM(form=label, years=listed)
            lines.append(f"  {click.style(visible(label), dim=True)}")
            lines.append(f"    {visible(_marked(one.quote))}")
    pieces = (
        piece for line in lines for piece in wrapped(line, width, hanging=len(line) - len(line.lstrip(" ")))
    )
    return joined(pieces, color=color)


def index_as_text(index: Sequence[IndexedTerm], archive: Archive, *, color: bool = False) -> str:
    """Write the index as text: for each term a bar with a column for each call, and the form that most calls print."""
    keys = [one.key for one in archive.editions]
    calls = messages.N_CALLS_SHORT(n=len(keys))
    title = messages.TERMS_N(n=len(index), calls=calls)
    lines = [click.style(title, bold=True), "=" * len(title)]
    if not index:
        lines.append(messages.NO_TERMS())
    for group, rows in groupby(index, key=lambda one: one.group):
        name = TITLES[group]()
        lines += ["", click.style(name, bold=True), "-" * len(name), ABOUT[group](), ""]
        for row in rows:
            bar = "".join("█" if key in row.term.editions else "·" for key in keys)
            named = years(row.term.editions, archive)
            lines.append(f"  {bar}  {visible(messages.TERM_FORM(form=row.title, years=named))}")
    return joined(lines, color=color)


def _marked(quote: Quote) -> str:
    """Put asterisks around the phrase."""
    text, parts, place = quote.passage.text, [], 0
    for start, end in quote.spans:
        parts += [text[place:start], "*", text[start:end], "*"]
        place = end
    return "".join([*parts, text[place:]])
