"""A picture of a topic list through the years: bands that run from call to call, fork and join.

The picture is SVG text made from the history alone. Its links are written as ``cfp:topic:KEY`` and ``cfp:edition:KEY``;
whoever embeds it puts addresses in their place. Colours come from the page's style sheet by class, so that it follows
light, dark and print; signs and tooltips say what the colours say.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.comparing.correspondence import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfp_archive.comparing.graph import TopicRef, TopicStep
    from cfp_archive.comparing.history import History, Member

#: All lengths are in units of the picture; the page scales it as a whole.
_PITCH, _BAR, _THICK = 24, 9, 15
_TOP, _LABELS, _STEP, _WIDTH = 34, 330, 190, 560
_LABEL_LENGTH, _LEAST_LABEL = 46, 9
_LEAST = 0.72


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is drawn, and where."""

    history: History
    name: str
    columns: tuple[str, ...]  #: keys of the years, with or without a call, oldest first
    listing: tuple[str, ...]  #: those of them whose calls have the list

    def x(self, edition: str) -> float:
        """Return the left edge of an edition's bars."""
        return 8 + self.columns.index(edition) * self.step

    @property
    def step(self) -> float:
        """Return the distance of two columns: less where there are many."""
        return min(_STEP, _WIDTH / max(len(self.columns) - 1, 1))

    @property
    def room(self) -> int:
        """Return how many characters of a label fit between two columns."""
        return max(int((self.step - 40) / 7), 6)

    @staticmethod
    def y(position: int) -> float:
        """Return the top of the bar at a 0-based position."""
        return _TOP + position * _PITCH

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height."""
        longest = max(len(self.history.members(self.name, key)) for key in self.listing)
        return self.x(self.columns[-1]) + _BAR + _LABELS, self.y(longest) + 8


def alluvial(history: History, name: str, columns: Sequence[str], title: str) -> str:
    """Draw how the topics of a list ran through the years.

    :param name: the list's name.
    :param columns: keys of the years to show, with or without a call, oldest first.
    :param title: the picture's title, for people who hear it.
    :returns: one ``<svg>`` element, or an empty string if fewer than two of the years have the list.
    """
    listing = tuple(key for key in columns if key in history.editions_with(name))
    if len(listing) < 2:
        return ""
    plan = _Plan(history=history, name=name, columns=tuple(columns), listing=listing)
    width, height = plan.size
    own = escape(name)
    parts = [
        f'<svg class="cfp-flow" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"',
        # Below this width its letters would be too small to read: the style sheet lets it grow, and the block around it scrolls.
        f' width="{width * _LEAST:.0f}"',
        f' role="group" aria-labelledby="flow-title-{own} flow-desc-{own}">',
        f'<title id="flow-title-{own}">{escape(title)}</title>',
        f'<desc id="flow-desc-{own}">{escape(messages.FLOW_DESCRIPTION())}</desc>',
        *_years(plan, height),
        *_bands(plan),
        *_bars(plan),
        "</svg>",
    ]
    return "".join(parts)


def _years(plan: _Plan, height: float) -> Iterator[str]:
    known = {one.key for one in plan.history.archive.editions}
    for key in plan.columns:
        x = plan.x(key) + _BAR / 2
        anchor = "start" if key == plan.columns[0] else "middle"
        x_text = plan.x(key) if anchor == "start" else x
        if key in plan.listing:
            yield (
                f'<a href="cfp:edition:{escape(key)}"><text class="cfp-flow-year" x="{x_text:.1f}" y="16" '
                f'text-anchor="{anchor}">{escape(key)}</text></a>'
            )
        else:
            yield f'<line class="cfp-flow-gap" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 8}" y2="{height - 4:.1f}"/>'
            yield (
                f'<text class="cfp-flow-missing" x="{x_text:.1f}" y="16" text-anchor="{anchor}">'
                f"<title>{escape(_missing(key, archived=key in known))}</title> {escape(key)}</text>"
            )


def _missing(key: str, *, archived: bool) -> str:
    return messages.FLOW_NO_LIST(year=key) if archived else messages.CALLS_MISSING(n=1, years=key)


def _bands(plan: _Plan) -> Iterator[str]:
    for step in plan.history.graph.steps:
        old = [ref for ref in step.old if ref.list == plan.name and ref.edition in plan.listing]
        new = [ref for ref in step.new if ref.list == plan.name and ref.edition in plan.listing]
        for i, source in enumerate(old):
            for j, target in enumerate(new):
                start = plan.y(source.position) + j * _THICK / len(new)
                end = plan.y(target.position) + i * _THICK / len(old)
                yield _band(plan, step, source, target, (start, _THICK / len(new)), (end, _THICK / len(old)))


def _band(
    plan: _Plan,
    step: TopicStep,
    source: TopicRef,
    target: TopicRef,
    start: tuple[float, float],
    end: tuple[float, float],
) -> str:
    x0, x1 = plan.x(source.edition) + _BAR, plan.x(target.edition)
    mid = (x0 + x1) / 2
    (y0, h0), (y1, h1) = start, end
    there = plan.history.member(target)
    skips = (
        " cfp-flow-skips"
        if plan.listing.index(target.edition) - plan.listing.index(source.edition) > 1
        else ""
    )
    sign = ""
    kind = step.kind
    band = messages.FLOW_BAND(topic=there.head, label=step.label, old=source.edition, new=target.edition)
    if kind is ChangeKind.REWORDED:
        sign = f'<text class="cfp-flow-sign" x="{mid - 5:.1f}" y="{(y0 + y1) / 2 + _THICK - 3:.1f}">{kind.symbol}</text>'
    return (
        f'<path class="cfp-flow-band cfp-flow-{kind.style}{skips}" '
        f'd="M{x0:.1f} {y0:.1f}C{mid:.1f} {y0:.1f} {mid:.1f} {y1:.1f} '
        f'{x1:.1f} {y1:.1f}L{x1:.1f} {y1 + h1:.1f}C{mid:.1f} {y1 + h1:.1f} {mid:.1f} {y0 + h0:.1f} {x0:.1f} {y0 + h0:.1f}Z">'
        f"<title>{escape(band)}</title></path>"
        f"{sign}"
    )


def _bars(plan: _Plan) -> Iterator[str]:
    first, last = plan.listing[0], plan.listing[-1]
    graph = plan.history.graph
    for key in plan.listing:
        for place in graph.refs(plan.name, key):
            member = plan.history.member(place)
            new = place not in graph.step_into and key != first
            ends = place not in graph.step_from and key != last
            kind = "added" if new else "removed" if ends else "stood"
            x, y = plan.x(key), plan.y(place.position)
            yield (
                f'<a href="cfp:topic:{member.key}" tabindex="-1"><rect class="cfp-flow-bar cfp-flow-{kind}" '
                f'x="{x:.1f}" y="{y:.1f}" width="{_BAR}" height="{_THICK}" rx="2">'
                f"<title>{escape(messages.FLOW_TOPIC(topic=member.head, year=key))}</title></rect>{_words(plan, member, key, ends=ends)}</a>"
            )
            if new:
                yield (
                    f'<text class="cfp-flow-sign" x="{x - 4:.1f}" y="{y + _THICK - 3:.1f}" text-anchor="end">'
                    f"{ChangeKind.ADDED.symbol}</text>"
                )


def _words(plan: _Plan, member: Member, key: str, *, ends: bool) -> str:
    """Label a bar of the newest year, or of a topic's last year as far as there is room."""
    last = key == plan.listing[-1]
    if not last and not ends:
        return ""
    length = _LABEL_LENGTH if last else plan.room
    words = _short(member.head, length) if last or plan.room >= _LEAST_LABEL else ""
    sign = f"{ChangeKind.REMOVED.symbol} " if ends else ""
    x, y = plan.x(key) + _BAR + 7, plan.y(member.place.position) + _THICK - 3
    return f'<text class="cfp-flow-label" x="{x:.1f}" y="{y:.1f}">{sign}{escape(words)}</text>'


def _short(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:/(-") + "…"
