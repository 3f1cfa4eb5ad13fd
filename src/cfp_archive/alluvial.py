"""A picture of a topic list through the years: a band for each topic that changed, forks and joins where topics were split or merged.

What stayed as it was is one band, however many topics it is. A topic has a lane; its name is above its band, whole, where the
band begins. The picture is SVG text made from the history alone. Its links are written as ``cfp:topic:KEY`` and
``cfp:edition:KEY``; whoever embeds it puts addresses in their place. Colors come from the page's style sheet by class, so
that it follows light, dark and print; signs and tooltips say what the colors say.

Of any two years that a reader chooses a script draws the picture, by the rules of this module and from `data_of_flow`.
"""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.comparing.correspondence import Certainty, ChangeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from cfp_archive.comparing.graph import TopicRef, TopicStep
    from cfp_archive.comparing.history import History, Lineage

#: All lengths are in units of the picture; the page scales it as a whole.
_WIDTH, _EDGE, _TOP = 960, 20, 34
#: So few columns have a picture that fits a phone.
_FEW_COLUMNS, _NARROW = 4, 360
_THICK, _CAP, _LINE, _SPACE = 11, 5, 15, 9
#: Of a letter of a label; of one that takes two columns in a terminal (Chinese, Japanese, Korean). Rather too much than too little.
_LETTER, _WIDE_LETTER = 6.9, 13.0
#: A line of a label is at most so wide: a phone shows all of it, wherever a picture is scrolled to.
_ROOM = 304
#: A label has at most so many lines; all of it is in the table.
_MOST_LINES = 6
#: Lanes are apart from each other by so much where two topics share one.
_APART = 22
#: So few topics that stayed as they were have their own bands.
_FEW = 2
#: More topics than that, which came together and went together, are one band.
_MANY = 5
#: So many bands are drawn at most; those of topics that only were reworded are left to the table first.
_MOST_BANDS = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is drawn, and where."""

    history: History
    name: str
    columns: tuple[str, ...]  #: keys of the years, with or without a call, oldest first
    listing: tuple[str, ...]  #: those of them whose calls have the list

    @property
    def width(self) -> int:
        """Of the whole picture."""
        return _NARROW if len(self.columns) <= _FEW_COLUMNS else _WIDTH

    def x(self, edition: str) -> float:
        """Return the place of an edition."""
        step = (self.width - 2 * _EDGE) / max(len(self.columns) - 1, 1)
        return _EDGE + self.columns.index(edition) * step


@dataclass(slots=True, kw_only=True, eq=False)
class _Band:
    """A topic in the picture."""

    lineage: Lineage
    runs: tuple[tuple[str, str], ...]  #: first and last edition of each time that it is listed
    reworded: tuple[tuple[str, TopicStep], ...]  #: by the edition
    came: TopicStep | None  #: from topics in the picture
    went: TopicStep | None  #: into topics in the picture
    folded: tuple[str, ...] = ()  #: titles of the topics that are one band
    lines: tuple[str, ...] = ()
    label_x: float = 0.0
    lane: int = 0
    top: float = 0.0

    @property
    def first(self) -> str:
        """The first edition in the picture that lists it."""
        return self.runs[0][0]

    @property
    def last(self) -> str:
        """The last edition in the picture that lists it."""
        return self.runs[-1][1]

    @property
    def y(self) -> float:
        """The top of the band itself, below its label."""
        return self.top + _LINE * len(self.lines) + 1

    @property
    def is_quiet(self) -> bool:
        """Whether it came and went whole and was there in between; it may have been reworded."""
        return self.came is None and self.went is None and len(self.runs) == 1

    @property
    def label(self) -> str:
        """The topic's name; of several topics their number."""
        return messages.TOPICS(n=len(self.folded)) if self.folded else " ".join(self.lineage.title.split())


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
    bands = _bands(plan)
    whole = (listing[0], listing[-1])
    same = [one for one in bands if one.runs == (whole,) and not one.reworded and one.is_quiet]
    if len(same) <= _FEW:
        same = []
    drawn = _folded([one for one in bands if one not in same])
    left_out = max(len(drawn) - _MOST_BANDS, 0)
    if left_out:
        telling = sorted(drawn, key=lambda one: (one.is_quiet and one.runs == (whole,), one.is_quiet))
        kept = set(map(id, telling[:_MOST_BANDS]))
        drawn = [one for one in drawn if id(one) in kept]
    bottom = _arrange(plan, drawn)
    height = bottom + (_LINE + _SPACE if same else 0) + (_LINE if left_out else 0) + 8
    own = escape(name)
    narrow = " cfp-flow-narrow" if plan.width < _WIDTH else ""
    by_key = {one.lineage.key: one for one in drawn}
    parts = [
        f'<svg class="cfp-flow{narrow}" data-list="{own}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {plan.width} {height:.0f}"',
        f' width="{plan.width}" role="group" aria-labelledby="flow-title-{own} flow-desc-{own}">',
        f'<title id="flow-title-{own}">{escape(title)}</title>',
        f'<desc id="flow-desc-{own}">{escape(messages.FLOW_DESCRIPTION(topics=messages.PAGE_TOPICS()))}</desc>',
        *_years(plan, height),
        *_ribbons(plan, by_key),
        *(part for one in drawn for part in _drawn(plan, one)),
        *_same(plan, same, bottom),
    ]
    if left_out:
        more = messages.FLOW_MORE(n=left_out)
        parts.append(f'<text class="cfp-flow-missing" x="{_EDGE}" y="{height - 6:.0f}">{escape(more)}</text>')
    return "".join((*parts, "</svg>"))


def data_of_flow(history: History, name: str, address: Callable[[str], str]) -> dict[str, Any]:
    """Return what a picture of any years of a list is drawn from.

    :param address: returns the address of a topic's page, by the topic's key.
    :returns: ``listing``: keys of the calls that have the list; ``topics``: [title, address, places in ``listing``, rewordings,
        step into it, step from it], by position in the list, rewordings being [place, label, whether it is uncertain, key of
        the call before], a step -1 or its place in ``steps``; ``steps``: [style, symbol, label, whether it is uncertain, topics
        before, topics after].
    """
    listing = history.editions_with(name)
    places = {key: number for number, key in enumerate(listing)}
    lineages = sorted(history.lineages_in(name), key=lambda one: one.places[0].position)
    numbers = {one.key: number for number, one in enumerate(lineages)}
    found = [step for one in lineages for step in (one.step_into, one.step_from) if step]
    steps = list({id(step): step for step in found}.values())
    step_numbers = {id(step): number for number, step in enumerate(steps)}

    def topics_of(refs: Iterable[TopicRef]) -> list[int]:
        keys = (history.by_place[ref].key for ref in refs)
        return [numbers[key] for key in keys if key in numbers]

    topics = []
    for one in lineages:
        reworded = [
            [places[wording.editions[0]], _label(step), bool(_unsure(step)), step.old[0].edition]
            for wording in one.wordings
            if (step := wording.step) and step.kind is ChangeKind.REWORDED
        ]
        listed = [places[key] for key in one.editions if key in places]
        title = " ".join(one.title.split())
        into, out = (step_numbers.get(id(step), -1) for step in (one.step_into, one.step_from))
        topics.append([title, address(one.key), listed, reworded, into, out])
    return {
        "listing": list(listing),
        "topics": topics,
        "steps": [
            [
                step.kind.style,
                step.kind.symbol,
                _label(step),
                bool(_unsure(step)),
                topics_of(step.old),
                topics_of(step.new),
            ]
            for step in steps
        ],
    }


# What is in the picture


def _bands(plan: _Plan) -> list[_Band]:
    """Return the topics that any of the years list, those that were there first at the top."""
    shown = [one for one in plan.history.lineages_in(plan.name) if set(one.editions) & set(plan.listing)]
    keys = {one.key for one in shown}
    made = [_band(plan, one, keys) for one in shown]
    place = plan.listing.index
    made.sort(key=lambda one: (place(one.first), one.lineage.places[0].position))
    return made


def _folded(bands: Sequence[_Band]) -> list[_Band]:
    """Bring many topics that came together and went together into one band."""
    alike: dict[object, list[_Band]] = {}
    for one in bands:
        alone = one.reworded or not one.is_quiet or one.lineage.step_into or one.lineage.step_from
        alike.setdefault(id(one) if alone else one.runs, []).append(one)
    made: list[_Band] = []
    for group in alike.values():
        if len(group) <= _MANY:
            made += group
        else:
            first = group[0]
            titles = tuple(one.lineage.title for one in group)
            made.append(
                _Band(
                    lineage=first.lineage, runs=first.runs, reworded=(), came=None, went=None, folded=titles
                )
            )
    return made


def _band(plan: _Plan, lineage: Lineage, keys: set[str]) -> _Band:
    listed = [key for key in plan.listing if key in lineage.editions]
    runs: list[tuple[str, str]] = []
    for key in listed:
        if runs and plan.listing.index(key) - plan.listing.index(runs[-1][1]) == 1:
            runs[-1] = (runs[-1][0], key)
        else:
            runs.append((key, key))
    order = plan.history.graph.order
    reworded: dict[str, TopicStep] = {}
    for one in lineage.wordings:
        if one.step and one.step.kind is ChangeKind.REWORDED:
            # Of columns with other years between them the first that has the new words.
            shown = next((key for key in listed if order[key] >= order[one.editions[0]]), listed[0])
            if shown != listed[0]:  # what has other words where it begins shows none before
                reworded[shown] = one.step
    came = lineage.step_into if {one.key for one in lineage.came_from} & keys else None
    went = lineage.step_from if {one.key for one in lineage.went_to} & keys else None
    return _Band(lineage=lineage, runs=tuple(runs), reworded=tuple(reworded.items()), came=came, went=went)


# Where it is


def _width(text: str) -> float:
    return sum(_WIDE_LETTER if unicodedata.east_asian_width(one) in "WF" else _LETTER for one in text)


def _arrange(plan: _Plan, bands: Sequence[_Band]) -> float:
    """Give each band its label and its lane: relatives beside each other, others wherever there is room.

    :returns: the height that they take.
    """
    lanes: list[list[tuple[float, float]]] = []  # the stretches of each lane that are taken
    in_lane: list[list[_Band]] = []
    by_key = {one.lineage.key: one for one in bands}
    waiting, placed = list(bands), set[int]()

    def place(band: _Band, beside: _Band | None) -> None:
        placed.add(id(band))
        stretch = _stretch(plan, band)
        near = next((at for at, lane in enumerate(in_lane) if beside in lane), None) if beside else None
        free = [
            at
            for at, taken in enumerate(lanes)
            if (near is None or abs(at - near) <= 1)
            and all(stretch[1] + _APART < left or right + _APART < stretch[0] for left, right in taken)
        ]
        if near is not None:
            free.sort(key=lambda at: abs(at - near))
        at = free[0] if free else len(lanes) if near is None else near + 1
        if not free:
            lanes.insert(at, [])
            in_lane.insert(at, [])
        lanes[at].append(stretch)
        in_lane[at].append(band)
        relatives = [*band.lineage.went_to, *band.lineage.came_from]
        for relative in (by_key.get(one.key) for one in relatives):
            if relative is not None and id(relative) not in placed:
                place(relative, band)

    for band in waiting:
        if id(band) not in placed:
            place(band, None)
    top: float = _TOP
    for lane in in_lane:
        lines = max(len(one.lines) for one in lane)
        for one in lane:
            one.top = top + _LINE * (lines - len(one.lines))
        top += _LINE * lines + _THICK + _SPACE
    return top


def _stretch(plan: _Plan, band: _Band) -> tuple[float, float]:
    """Set a band's label, and return what the two take of a lane, with the curves to its relatives."""
    first, last = plan.x(band.first), plan.x(band.last)
    head = band.label
    letter = max(_width(head) / max(len(head), 1), _LETTER)
    # It begins where its band does, if there is room: elsewhere it would be read as that of another year.
    room = int(_ROOM / letter)
    lines = textwrap.wrap(head, room, max_lines=_MOST_LINES, placeholder=" …", break_on_hyphens=False)
    band.lines = tuple(lines)
    wide = max(map(_width, lines), default=0.0)
    band.label_x = max(min(first - _CAP, plan.width - _EDGE + _CAP - wide), 0.0)
    left, right = min(band.label_x, first - _CAP), max(band.label_x + wide, last + _CAP)
    relatives = [
        plan.x(key)
        for one in (*band.lineage.came_from, *band.lineage.went_to)
        for key in plan.history.by_key[one.key].editions
        if key in plan.listing
    ]
    if band.came:
        left = min(left, max((x for x in relatives if x < first), default=left))
    if band.went:
        right = max(right, min((x for x in relatives if x > last), default=right))
    return left, right


# How it looks


def _years(plan: _Plan, height: float) -> Iterator[str]:
    known = {one.key for one in plan.history.archive.editions}
    for number, key in enumerate(plan.columns):
        x = plan.x(key)
        ends = {0: "start", len(plan.columns) - 1: "end"} if _width(key) / 2 > _EDGE else {}
        anchor = ends.get(number, "middle")
        x_text = {"start": x - _CAP, "end": x + _CAP}.get(anchor, x)
        kind = "" if key in plan.listing else " cfp-flow-gap"
        yield f'<line class="cfp-flow-column{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="24" y2="{height - 4:.1f}"/>'
        text = f'x="{x_text:.1f}" y="16" text-anchor="{anchor}"'
        if key in plan.listing:
            yield (
                f'<a href="cfp:edition:{escape(key)}"><text class="cfp-flow-year" {text}>{escape(key)}</text></a>'
            )
        else:
            missing = _missing(key, archived=key in known)
            yield f'<text class="cfp-flow-missing" {text}><title>{escape(missing)}</title> {escape(key)}</text>'


def _missing(key: str, *, archived: bool) -> str:
    return messages.FLOW_NO_LIST(year=key) if archived else messages.CALLS_MISSING(n=1, years=key)


def _unsure(step: TopicStep) -> str:
    return " cfp-flow-unsure" if step.certainty is Certainty.CHECK else ""


def _label(step: TopicStep) -> str:
    label = step.label
    return messages.LABEL_UNCERTAIN(label=label) if step.certainty is Certainty.CHECK else label


def _ribbons(plan: _Plan, bands: dict[str, _Band]) -> Iterator[str]:
    """Draw the forks and joins: each side shares its edge out among those of the other."""
    steps = {id(one.came): one.came for one in bands.values() if one.came}
    signs = []
    for step in steps.values():
        old = [band for ref in step.old if (band := bands.get(plan.history.by_place[ref].key))]
        new = [band for ref in step.new if (band := bands.get(plan.history.by_place[ref].key))]
        for i, source in enumerate(old):
            for j, target in enumerate(new):
                yield _ribbon(plan, step, (source, j, len(new)), (target, i, len(old)))
        if old and new:
            signs.append(_junction(plan, step.kind, old, new))
    yield from signs


def _junction(plan: _Plan, kind: ChangeKind, old: Sequence[_Band], new: Sequence[_Band]) -> str:
    """Place the sign of a fork or join at its single side, if it has one."""
    low = _THICK - 1
    x0, x1 = plan.x(old[0].last) + _CAP, plan.x(new[0].first) - _CAP
    if len(new) == 1:
        return _sign(x1 - 3, new[0].y + low, kind, "end")
    if len(old) == 1:
        return _sign(x0 + 3, old[0].y + low, kind, "start")
    return _sign((x0 + x1) / 2, sum(one.y for one in (*old, *new)) / len((*old, *new)) + low, kind, "middle")


def _ribbon(plan: _Plan, step: TopicStep, start: tuple[_Band, int, int], end: tuple[_Band, int, int]) -> str:
    (source, j, shares), (target, i, other_shares) = start, end
    x0, x1 = plan.x(source.last) + _CAP, plan.x(target.first) - _CAP
    mid = (x0 + x1) / 2
    h0, h1 = _THICK / shares, _THICK / other_shares
    y0, y1 = source.y + j * h0, target.y + i * h1
    said = messages.FLOW_BAND(
        topic=target.lineage.title, label=_label(step), old=source.last, new=target.first
    )
    return (
        f'<path class="cfp-flow-ribbon{_unsure(step)}" '
        f'd="M{x0:.1f} {y0:.1f}C{mid:.1f} {y0:.1f} {mid:.1f} {y1:.1f} {x1:.1f} {y1:.1f}V{y1 + h1:.1f}'
        f'C{mid:.1f} {y1 + h1:.1f} {mid:.1f} {y0 + h0:.1f} {x0:.1f} {y0 + h0:.1f}Z">'
        f"<title>{escape(said)}</title></path>"
    )


def _drawn(plan: _Plan, band: _Band) -> Iterator[str]:
    """Draw a topic: its name, its band, and the signs of what happened to it."""
    lineage = band.lineage
    shapes = "".join(
        f'<rect class="cfp-flow-band" x="{plan.x(first) - _CAP:.1f}" y="{band.y:.1f}" '
        f'width="{plan.x(last) - plan.x(first) + 2 * _CAP:.1f}" height="{_THICK}" rx="2"/>'
        for first, last in band.runs
    )
    # What has no room to the right of where it begins ends at the edge, however wide its letters are.
    ends = band.label_x < plan.x(band.first) - _CAP
    x = plan.width - _EDGE + _CAP if ends else band.label_x
    anchor = ' text-anchor="end"' if ends else ""
    words = "".join(
        f'<tspan x="{x:.1f}" y="{band.top + _LINE * number - 3:.1f}">{escape(line)}</tspan>'
        for number, line in enumerate(band.lines, 1)
    )
    if band.folded:
        names = escape("\n".join(band.folded))
        yield f'<g class="cfp-flow-several"><title>{names}</title><text class="cfp-flow-label"{anchor}>{words}</text>{shapes}</g>'
    else:
        yield f'<a href="cfp:topic:{lineage.key}"><text class="cfp-flow-label"{anchor}>{words}</text>{shapes}</a>'
    middle, low = band.y + _THICK / 2, band.y + _THICK - 1
    for (_, before), (after, _) in zip(band.runs, band.runs[1:], strict=False):
        x0, x1 = plan.x(before) + _CAP, plan.x(after) - _CAP
        yield f'<line class="cfp-flow-skips" x1="{x0:.1f}" x2="{x1:.1f}" y1="{middle:.1f}" y2="{middle:.1f}"/>'
        yield _sign(x1 - 3, low, ChangeKind.RETURNED, "end")
    if band.first != plan.listing[0] and band.came is None:
        kind = lineage.step_into.kind if lineage.step_into else ChangeKind.ADDED
        yield _sign(plan.x(band.first) - _CAP - 3, low, kind, "end")
    if band.last != plan.listing[-1] and band.went is None:
        kind = lineage.step_from.kind if lineage.step_from else ChangeKind.REMOVED
        yield _sign(plan.x(band.last) + _CAP + 3, low, kind, "start")
    for key, step in band.reworded:
        said = messages.FLOW_BAND(topic=lineage.title, label=_label(step), old=step.old[0].edition, new=key)
        yield (
            f'<g class="cfp-flow-reworded{_unsure(step)}"><title>{escape(said)}</title>'
            f'<circle cx="{plan.x(key):.1f}" cy="{middle:.1f}" r="7"/>'
            f'<text x="{plan.x(key):.1f}" y="{middle + 4:.1f}" text-anchor="middle">{escape(step.kind.symbol)}</text></g>'
        )


def _sign(x: float, y: float, kind: ChangeKind, anchor: str) -> str:
    return (
        f'<text class="cfp-flow-sign cfp-flow-{kind.style}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
        f"{escape(kind.symbol)}</text>"
    )


def _same(plan: _Plan, bands: Sequence[_Band], top: float) -> Iterator[str]:
    """Draw the topics that stayed as they were, as one band."""
    if not bands:
        return
    x0, x1 = plan.x(plan.listing[0]) - _CAP, plan.x(plan.listing[-1]) + _CAP
    said = messages.UNCHANGED_TOPICS(n=len(bands))
    names = "\n".join(one.lineage.title for one in bands)
    yield (
        f'<g class="cfp-flow-same"><title>{escape(names)}</title>'
        f'<rect x="{x0:.1f}" y="{top:.1f}" width="{x1 - x0:.1f}" height="{_LINE + 5}" rx="2"/>'
        f'<text class="cfp-flow-label" x="{x0 + 8:.1f}" y="{top + _LINE - 1:.1f}">{escape(said)}</text></g>'
    )
