"""Stage 4: logical lines become sections, and what stands in them becomes lists, dates, categories, people or text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cfp_archive.importing.headings import STRONG, bare_heading, heading_strength, section_kind
from cfp_archive.importing.parts import Bullets, Guess, Heading, Item, Paragraph, Topics
from cfp_archive.importing.records import dates_at, people_at, submissions_at
from cfp_archive.importing.topics import entries_at, is_topic_lead, listed_at, titled

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cfp_archive.importing.parts import Chunk, Node

__all__ = ["Sections", "classify"]


@dataclass(slots=True)
class Sections:
    """What classifying needs to know, and what it finds."""

    year: int
    text_only: Collection[int] = ()  #: first lines of what must stay text
    top: range = range(0)  #: logical lines that are the title
    guesses: list[Guess] = field(default_factory=list)


@dataclass(slots=True)
class _Section:
    heading: Heading | None
    content: list[Chunk]
    kind: str = ""


def classify(chunks: Sequence[Chunk], context: Sections) -> tuple[Node, ...]:
    """Return what the logical lines are, in their order."""
    sections = _cut(chunks, context)
    nodes: list[Node] = []
    place = 0
    while place < len(sections):
        one = sections[place]
        if one.heading is not None:
            nodes.append(one.heading)
        reader = _Reader(one, context)
        nodes += reader.read()
        place += 1
        empty = one.kind == "topics" and not any(isinstance(node, Topics) for node in reader.nodes)
        if empty or reader.lead_last or reader.topics_last:
            place = _areas(sections, place, one, reader, nodes, context)
    return tuple(nodes)


def _cut(chunks: Sequence[Chunk], context: Sections) -> list[_Section]:
    """Cut the call at its headings; what stands before the title is text."""
    sections = [_Section(None, [])]
    people = strong = False
    owner = ""  #: what stands below the last heading that is marked as one
    marked_levels = [
        one.lines[0].level for k, one in enumerate(chunks) if one.lines[0].level and k not in context.top
    ]
    least = min(marked_levels, default=1)
    for place, one in enumerate(chunks):
        if place in context.top:
            if place == context.top.start:
                sections.append(_Section(Heading(chunk=_joined(chunks, context.top), level=1), [], "top"))
            continue
        above = bool(context.top) and place < context.top.start
        strength = (
            0 if above or one.first in context.text_only else heading_strength(chunks, place, people=people)
        )
        if not strength or (strength < STRONG and _leads(chunks, place)):
            if one.cut and sections[-1].kind != "top":
                sections.append(_Section(None, []))
                people = False
            sections[-1].content.append(one)
            continue
        kind = section_kind(one.text)
        if strength < STRONG and kind == "dates" == sections[-1].kind:  # a label above some of the dates
            sections[-1].content.append(one)
            continue
        people = kind in {"people", "organisation"}
        if one.lines[0].level:
            level = min(one.lines[0].level - least + 2, 6)
        else:
            below = strong and (not kind or owner in {"organisation", "people"})
            level = 3 if strength < STRONG and below else 2
        if strength == STRONG:
            owner = kind
        strong = strong or strength == STRONG
        sections.append(_Section(Heading(chunk=one, level=level, kind=kind), [], kind))
    return sections


def _leads(chunks: Sequence[Chunk], place: int) -> bool:
    """Say whether a line is a sentence that leads to topics, rather than a heading above them."""
    return is_topic_lead(chunks[place].text) and not section_kind(chunks[place].text)


def _joined(chunks: Sequence[Chunk], places: range) -> Chunk:
    lines = tuple(line for place in places for line in chunks[place].lines)
    return replace(chunks[places.start], lines=lines)


def _areas(
    sections: Sequence[_Section],
    place: int,
    owner: _Section,
    reader: _Reader,
    nodes: list[Node],
    context: Sections,
) -> int:
    """Take headings that stand above nothing but entries, within a section of topics, for areas of one list."""
    level = owner.heading.level if owner.heading else 1
    own = reader.topics_last
    items: list[Item] = []
    start = place
    while place < len(sections):
        one = sections[place]
        heading = one.heading
        if (
            heading is None
            or one.kind not in {"", "topics"}
            or (one.kind == "topics" and heading.level <= level)
        ):
            break
        if heading.level < level or (heading.level == level and own):
            break
        if not one.content or heading.chunk.first in context.text_only or is_topic_lead(one.content[0].text):
            break
        found, end = entries_at(one.content, 0, lead=not one.content[0].sign, guesses=context.guesses)
        if not found or (
            end < len(one.content) and place + 1 < len(sections) and _more_entries(one.content, end)
        ):
            break
        items.append(Item(chunks=(heading.chunk,)))
        items += [replace(item, depth=item.depth + 1) for item in found]
        place += 1
        if end < len(one.content):  # text after the list ends the areas
            nodes.append(Topics(items=tuple(items), heading=reader.heading_words, lead=reader.lead))
            rest = _Reader(_Section(None, one.content[end:], ""), context)
            nodes += rest.read()
            return place
    if items:
        last = nodes[-1] if nodes else None
        if own and isinstance(last, Topics):
            nodes[-1] = replace(last, items=(*_below_label(last.items, context.guesses), *items))
        else:
            nodes.append(Topics(items=tuple(items), heading=reader.heading_words, lead=reader.lead))
    return max(place, start)


def _below_label(items: Sequence[Item], guesses: list[Guess]) -> Sequence[Item]:
    """Nest entries below a first one without a mark: where areas follow, that is an area, too."""
    first = items[0].chunks[0]
    if first.sign or not all(item.chunks[0].sign for item in items[1:]) or len(items) < 2:
        return items
    guesses[:] = [one for one in guesses if one.line != first.first]
    return [items[0], *(replace(item, depth=item.depth + 1) for item in items[1:])]


def _more_entries(content: Sequence[Chunk], end: int) -> bool:
    return any(one.sign for one in content[end:])


class _Reader:
    """Reads the content of a section from top to bottom."""

    def __init__(self, section: _Section, context: Sections) -> None:
        self.section = section
        self.content = section.content
        self.context = context
        self.nodes: list[Node] = []
        self.lead = ""
        self.lead_last = False  #: the section ends with a sentence that leads to topics
        self.topics_last = False
        heading = section.heading
        self.heading_words = bare_heading(heading.chunk.text) if heading and section.kind != "top" else ""

    def read(self) -> list[Node]:
        """Return what the section holds."""
        place = 0
        while place < len(self.content):
            found = 0 if self.content[place].first in self.context.text_only else self._records(place)
            found = found or self._topics(place) or self._list(place) or self._paragraph(place)
            place = found
        if self.nodes:
            last = self.nodes[-1]
            self.topics_last = isinstance(last, Topics)
            self.lead_last = isinstance(last, Paragraph) and is_topic_lead(last.chunks[-1].text)
        return self.nodes

    def _records(self, place: int) -> int:
        kind = self.section.kind
        context = self.context
        dates, end = dates_at(
            self.content, place, context.year, section=kind == "dates", guesses=context.guesses
        )
        if dates is not None:
            self.nodes.append(dates)
            return end
        submissions, end = submissions_at(self.content, place, section=kind == "submissions")
        if submissions is not None:
            self.nodes.append(submissions)
            return end
        role = self.heading_words if kind in {"people", "organisation"} else ""
        people, end = people_at(self.content, place, role, certain=kind == "people", guesses=context.guesses)
        if people:
            self.nodes += people
            return end
        return 0

    def _topics(self, place: int) -> int:
        one = self.content[place]
        if one.first in self.context.text_only:
            return 0
        before = self.nodes[-1] if self.nodes else None
        led = isinstance(before, Paragraph) and is_topic_lead(before.chunks[-1].text)
        own = self.section.kind == "topics"
        none_yet = not any(isinstance(node, Topics) for node in self.nodes)
        plain = before is None or (isinstance(before, Paragraph) and not before.chunks[-1].text.endswith(":"))
        if not (led or (own and none_yet and (plain or _short_lead(before)))):
            return 0
        certain = led or (before is None and own)
        items, end = entries_at(self.content, place, lead=certain, guesses=self.context.guesses)
        if not items or (not led and not any(item.chunks[0].sign for item in items) and len(items) < 3):
            return 0
        if len(items) == 1 and not items[0].chunks[0].sign:
            return 0
        self.lead = before.chunks[-1].text if led and isinstance(before, Paragraph) else ""
        self.nodes.append(Topics(items=titled(items), heading=self.heading_words, lead=self.lead))
        return end

    def _list(self, place: int) -> int:
        if not self.content[place].sign or listed_at(self.content, place) == place:
            return 0
        ignored: list[Guess] = []
        items, end = entries_at(self.content, place, lead=False, guesses=ignored)
        while any(not item.chunks[0].sign for item in items):  # labels are areas of topics only
            cut = next(k for k, item in enumerate(items) if not item.chunks[0].sign)
            items = items[:cut]
            end = place + sum(len(item.chunks) for item in items)
        if not items:
            return 0
        # What must be read otherwise, or is to stay text, ends the list.
        for k in range(place + 1, end):
            if self.content[k].first in self.context.text_only or self._breaks(k):
                taken = 0
                kept = []
                for item in items:
                    if place + taken + len(item.chunks) > k:
                        break
                    taken += len(item.chunks)
                    kept.append(item)
                items, end = tuple(kept), place + taken
                break
        if not items:
            return 0
        self.nodes.append(Bullets(items=tuple(items)))
        return end

    def _breaks(self, place: int) -> bool:
        quiet: list[Guess] = []
        dates, _ = dates_at(
            self.content, place, self.context.year, section=self.section.kind == "dates", guesses=quiet
        )
        return dates is not None

    def _paragraph(self, place: int) -> int:
        one = self.content[place]
        running = re.search(r"(?:limited to|includ\w+|such as|following|are)\W\s*(.{20,})", one.text)
        if (
            running
            and is_topic_lead(one.text[: running.start(1)].rstrip(" :,") + ":")
            and len(re.findall(r"[;,•]", running[1])) >= 3
        ):
            self.context.guesses.append(
                Guess(
                    line=one.first,
                    message="Topics seem to stand in running text here; they were left as text.",
                    hint="If so, make a list of them, and declare the signs between them as differences.",
                )
            )
        self.nodes.append(Paragraph(chunks=(self.content[place],)))
        return place + 1


def _short_lead(node: Node | None) -> bool:
    """Say whether a paragraph may lead to topics only because the heading says that topics follow."""
    return (
        isinstance(node, Paragraph)
        and len(node.chunks[-1].text.split()) <= 25
        and not any(
            word in node.chunks[-1].text.lower()
            for word in ("submission", "submit", "papers must", "categories", "types of", "deadline")
        )
    )
