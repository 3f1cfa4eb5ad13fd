"""Decide where several places could be the same fact: dates, categories and a role stand on the page once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfp_archive.importing.parts import Bullets, Dates, Guess, Item, Paragraph, People, Submissions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.importing.parts import Chunk, Node

__all__ = ["as_text", "settle"]


def settle(nodes: Sequence[Node], guesses: list[Guess]) -> list[Node]:
    """Return nodes of which at most one places the dates, one the categories, and one the people of each role.

    Places that are only apart in the text are joined; of others the largest is kept, and the rest stays text.
    """
    kept: list[Node] = []
    for one in nodes:
        last = kept[-1] if kept else None
        if isinstance(one, Dates) and isinstance(last, Dates):
            kept[-1] = Dates(chunks=(*last.chunks, *one.chunks), key_dates=(*last.key_dates, *one.key_dates))
        elif isinstance(one, Submissions) and isinstance(last, Submissions):
            kept[-1] = Submissions(
                chunks=(*last.chunks, *one.chunks), submissions=(*last.submissions, *one.submissions)
            )
        elif isinstance(one, People) and isinstance(last, People) and one.role == last.role:
            kept[-1] = People(
                chunks=(*last.chunks, *one.chunks), people=(*last.people, *one.people), role=one.role
            )
        else:
            kept.append(one)
    best: dict[object, Dates | Submissions | People] = {}
    for one in kept:
        if isinstance(one, Dates | Submissions | People):
            key = (type(one).__name__, one.role if isinstance(one, People) else "")
            if key not in best or _size(one) > _size(best[key]):
                best[key] = one
    made: list[Node] = []
    for one in kept:
        if isinstance(one, Dates | Submissions | People) and one not in best.values():
            what = {"Dates": "dates", "Submissions": "categories"}.get(
                type(one).__name__, "people of this role"
            )
            guesses.append(
                Guess(
                    line=one.chunks[0].first,
                    message=f"Further {what} stand here; they were left as text.",
                    hint="The page can place them once: join them by hand if they belong together.",
                )
            )
            made += as_text(one.chunks)
        else:
            made.append(one)
    return made


def as_text(chunks: Iterable[Chunk]) -> list[Node]:
    """Return logical lines as entries of lists and paragraphs."""
    made: list[Node] = []
    for one in chunks:
        last = made[-1] if made else None
        if not one.sign or re.search(r"\w", one.sign):
            made.append(Paragraph(chunks=(one,)))
        elif isinstance(last, Bullets):
            made[-1] = Bullets(items=(*last.items, Item(chunks=(one,))))
        else:
            made.append(Bullets(items=(Item(chunks=(one,)),)))
    return made


def _size(one: Dates | Submissions | People) -> int:
    match one:
        case Dates():
            return len(one.key_dates)
        case Submissions():
            return len(one.submissions)
        case People():
            return len(one.people)
