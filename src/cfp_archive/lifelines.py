"""Small pictures for the rows of overviews: in which calls something is, on a line that is the same for all rows.

They are SVG text; every length is a share of the width, so that a row fits any screen. The words beside a picture say the same,
so that it is hidden from those who hear the page. Colors come from the style sheet by class.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

__all__ = ["lifeline", "scale"]

#: A run of calls is drawn at least so wide, in percent: in two hundred years one is still seen.
_LEAST = 1.0
#: With more columns than that marks are smaller.
_LONG = 40
#: At most so many years are written above the lines, and each has at least so many columns to itself.
_MOST_LABELS, _LEAST_COLUMNS = 5, 2


def lifeline(
    columns: Sequence[str],
    missing: Collection[str],
    listed: Collection[str],
    marks: Mapping[str, str],
    changed: Iterable[tuple[str, str]] = (),
) -> str:
    """Draw in which calls something is.

    :param columns: keys of editions, oldest first.
    :param missing: those whose calls are not in the archive: between two calls that have it they are drawn faintly.
    :param listed: those whose calls have it.
    :param marks: the style of what is marked in an edition, by its key; see `ChangeKind.style`.
    :param changed: the style and the edition of all that happened, for scripts: ``data-changed="added:2011 reworded:2014"``.
    :returns: one ``<svg>`` element.
    """
    places = [number for number, key in enumerate(columns) if key in listed]
    states = [
        "in"
        if key in listed
        else "gap"
        if key in missing and places and places[0] < number < places[-1]
        else ""
        for number, key in enumerate(columns)
    ]
    shapes, start = [], 0
    for state, run in groupby(states):
        size = len(list(run))
        if state:
            wide = max(size / len(columns) * 100, _LEAST)
            left = min(start / len(columns) * 100, 100 - wide)
            # Over the edge of the next: two runs that meet show no seam.
            shapes.append(f'<rect class="cfp-life-{state}" x="{_share(left)}" width="{_share(wide)}"/>')
        start += size
    for key, style in marks.items():
        middle = (columns.index(key) + 0.5) / len(columns) * 100
        shapes.append(f'<circle class="cfp-life-{escape(style)}" cx="{_share(middle)}"/>')
    classes = "cfp-life cfp-life-long" if len(columns) > _LONG else "cfp-life"
    data = " ".join(f"{style}:{key}" for style, key in changed)
    said = f' data-changed="{escape(data)}"' if data else ""
    return f'<svg class="{classes}"{said} aria-hidden="true">{"".join(shapes)}</svg>'


def scale(columns: Sequence[str]) -> str:
    """Write the years above the lines: the first, the last, and some in between.

    :param columns: keys of all editions, oldest first.
    :returns: one ``<svg>`` element.
    """
    last = len(columns) - 1
    labels = max(min(_MOST_LABELS, (len(columns) + 1) // _LEAST_COLUMNS), min(len(columns), 2))
    chosen = sorted({round(number * last / max(labels - 1, 1)) for number in range(labels)})
    texts = []
    for place in chosen:
        if place == 0:
            x, anchor = 0.0, "start"
        elif place == last:
            x, anchor = 100.0, "end"
        else:
            x, anchor = (place + 0.5) / len(columns) * 100, "middle"
        texts.append(f'<text x="{_share(x)}" y="12" text-anchor="{anchor}">{escape(columns[place])}</text>')
    return f'<svg class="cfp-scale" aria-hidden="true">{"".join(texts)}</svg>'


def _share(percent: float) -> str:
    return f"{percent:.4g}%"
