"""Judge what the blocks of a call are: lists of topics, dates, people, limits, or text.

A list is judged as a whole, by evidence that adds up: its heading and lead, the share of its entries that hold a day, a
name, a limit or a sentence. What is not certain stays text; facts are read from it, and its words are not touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cfp_archive.importing.blocks import Block, Certainty, Finding, Kind, Node, Shape
from cfp_archive.importing.dates import DateEntry, is_date_only, key_date, read_date
from cfp_archive.importing.days import find_days
from cfp_archive.importing.lexicon import bare_heading, date_kind, heading_kind, topic_lead
from cfp_archive.importing.limits import find_limits, limit_entry, limits_of
from cfp_archive.importing.people import is_name, is_role, people_of, role_and_rest, unusual_person
from cfp_archive.importing.plain import SIGNATURE
from cfp_archive.model import Appointment, DateKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cfp_archive.model import KeyDate, Submission

__all__ = ["Judge"]

_SENTENCE = re.compile(
    r"(?-i:[a-z)][.!?]\s+[A-ZÀ-Þ]\w)|\b(?:must|should|shall|will be|please|you|your|we|our|they|must not|is required|are required|are invited|can be)\b",
    re.IGNORECASE,
)
_MOST = 0.6  #: of a list's entries, for it to be of their kind


@dataclass(slots=True)
class Judge:
    """Walks the blocks of a call once and makes nodes of them."""

    blocks: Sequence[Block]
    year: int  #: for days without one
    title: range = range(0)  #: of the blocks that are the title
    text_only: frozenset[int] = frozenset()  #: first lines of blocks that must stay text
    nodes: list[Node] = field(default_factory=list)
    heading: str = ""
    kind: str = ""  #: what the heading says follows
    level: int = 0
    topic_level: int = 0  #: of the heading that leads to topics, plus 1; 0 outside
    topic_lead: str = ""
    role: str = ""
    yearless: int = 0  #: dates that name no year

    def nodes_of_call(self) -> list[Node]:
        """Return the parts of the page, in order."""
        self.blocks = [self._promoted(n) for n in range(len(self.blocks))]
        place = 0
        while place < len(self.blocks):
            block = self.blocks[place]
            if place in self.title:
                found = tuple(self.blocks[n] for n in self.title)
                self._emit(Shape.HEADING, found)
                place = self.title.stop
            elif block.surrounding:
                self._emit(Shape.REMOVED, (block,))
                place += 1
            elif block.kind is Kind.HEADING:
                place = self._heading(place)
            else:
                if block.gap >= SIGNATURE:
                    self.role, self.kind, self.heading = "", "other", ""
                stop = self._run_end(place)
                self._judge(self.blocks[place:stop])
                place = stop
        return self.nodes

    def _promoted(self, place: int) -> Block:
        """Return a line that names a section, and stands alone as headings do, as a heading."""
        block, following = self.blocks[place], self._next(place)
        text = block.text
        names_role = text.endswith(":") and is_role(
            bare_heading(text)
        )  # of the people on the lines right below
        alone = (
            block.gap
            and following is not None
            and (following.gap or names_role)
            and following.kind is not Kind.HEADING
        )
        if (
            block.kind is not Kind.TEXT
            or not alone
            or block.surrounding
            or block.within
            or len(block.lines) > 1
        ):
            return block
        if (
            len(text.split()) > 5
            or not text[:1].isupper()
            or text.endswith((".", ",", ";", "!", "?"))
            or len(text) > 60
        ):
            return block
        words = bare_heading(text)
        known = heading_kind(text) in {"dates", "topics", "people", "submissions"} or is_role(words)
        section = known or (
            heading_kind(text) == "other" and len(words.split()) <= 3 and not text.endswith(":")
        )
        if (
            not section
            or find_days(text, self.year)
            or is_name(words)
            or re.search(r"https?:|@|:\s+\S|\d", text)
        ):
            return block
        return replace(block, kind=Kind.HEADING, level=6)

    def _emit(self, shape: Shape, blocks: Sequence[Block], **facts: object) -> None:
        last = self.nodes[-1] if self.nodes else None
        if (
            last is not None
            and shape is last.shape is Shape.REMOVED
            and last.blocks[0].surrounding == blocks[0].surrounding
        ):
            self.nodes[-1] = replace(last, blocks=(*last.blocks, *blocks))
            return
        self.nodes.append(Node(shape=shape, blocks=tuple(blocks), heading=self.heading, **facts))  # type: ignore[arg-type]

    # Headings

    def _heading(self, place: int) -> int:
        block = self.blocks[place]
        text, kind = block.text, heading_kind(block.text)
        following = self._next(place)
        if self.topic_level and self._heads_group(place, kind):
            stop = self._run_end(place + 1)
            self._topics((block, *self.blocks[place + 1 : stop]), group=True)
            return stop
        after_dates = (
            following is not None and following.kind is Kind.TEXT and is_date_only(following.wide, self.year)
        )
        label = kind != "dates" and (self.kind == "dates" or date_kind(text) is not DateKind.OTHER)
        if after_dates and following is not None and label and len(text.split()) <= 10:
            made = read_date(f"{text.rstrip(':')}: {following.text}", self.year, strict=False)
            dates, findings = self._key_dates([(made, f"{text}\t{following.text}", block.first)])
            self._emit(Shape.TEXT, (block,), key_dates=dates, findings=findings)
            self._emit(Shape.TEXT, (following,))
            return place + 2
        self._enter(block, kind)
        self._emit(Shape.HEADING, (block,))
        return place + 1

    def _enter(self, block: Block, kind: str) -> None:
        """Note that a section begins."""
        text = block.text
        role = bare_heading(text) if is_role(bare_heading(text)) else ""
        inner = block.level > self.level and bool(self.kind) and not kind and not role
        self.heading, self.level = text, block.level
        if kind == "topics" or (topic_lead(text) > 0 and not role):
            self.topic_level, self.topic_lead = block.level + 1, text
        elif (self.topic_level and (kind or role) and block.level < self.topic_level) or (
            self.topic_level and kind in {"dates", "people", "submissions"}
        ):
            self.topic_level = 0
        if not inner:
            self.kind = "people" if role else kind
        self.role = role

    def _heads_group(self, place: int, kind: str) -> bool:
        """Return whether a heading within topics heads a group of them: a list of short entries follows at once."""
        block, following = self.blocks[place], self._next(place)
        if following is None or following.kind is not Kind.ITEM or following.surrounding:
            return False
        numbered = re.match(r"\W*(?i:area|theme|track|topic|group|section)\W+(?:\d+|[A-Z])\b", block.text)
        if kind in {"dates", "people", "submissions"} or block.level < self.topic_level - 1:
            return False
        if (
            kind
            and not numbered
            and block.level < self.topic_level
            and not (kind == "other" and len(block.text.split()) > 2)
        ):
            return False
        stop = self._run_end(place + 1)
        entries = self.blocks[place + 1 : stop]
        return (
            len(block.text.split()) <= 14
            and self._evidence(entries, "", 2.0) >= 2
            and not self._shares(entries).most
        )

    # Runs: blocks that are judged together

    def _next(self, place: int) -> Block | None:
        return self.blocks[place + 1] if place + 1 < len(self.blocks) else None

    def _run_end(self, place: int) -> int:
        """Return where the list, the table or the paragraph of lines that begins here ends."""
        first = self.blocks[place]
        stop = place + 1
        if (
            first.kind is Kind.TEXT
            and first.text.endswith(":")
            and len(first.text.split()) > 3
            and not is_role(first.text)
        ):
            return stop  # it leads to what follows
        while stop < len(self.blocks):
            one = self.blocks[stop]
            if one.surrounding or one.kind is Kind.HEADING or stop in self.title:
                break
            if first.kind is Kind.ITEM:
                if not (one.kind is Kind.ITEM or one.within):
                    break
                if (
                    one.kind is Kind.ITEM
                    and one.gap > 1
                    and one.level == 0
                    and one.sign[-1:] != first.sign[-1:]
                ):
                    break
                if one.kind is Kind.ITEM and one.gap >= 3:
                    break
            elif first.kind is Kind.ROW:
                if one.kind is not Kind.ROW:
                    break
            else:
                if one.kind is not Kind.TEXT:
                    break
                before = self.blocks[stop - 1]
                alike = self._recordlike(before) and self._recordlike(one)
                if (
                    self.topic_level
                    and one.gap == 1
                    and before.text.endswith(";")
                    and len(one.text.split()) < 40
                ):
                    stop += 1  # topics as paragraphs, set apart by semicolons
                    continue
                if self._topic_lines(before, one) and one.gap == max(before.gap, 1) and stop > place:
                    stop += 1
                    continue
                if (one.gap > 1 and not (alike and one.gap == 2)) or (one.gap == 1 and not alike):
                    break
            stop += 1
        return stop

    def _topic_lines(self, before: Block, one: Block) -> bool:
        """Return whether two short lines right below a heading of topics are its entries, set apart by blank lines."""
        last = self.nodes[-1] if self.nodes else None
        below = (
            last is not None and last.shape is Shape.HEADING and heading_kind(last.blocks[0].text) == "topics"
        )
        return below and all(
            len(b.text.split()) <= 12
            and not b.text.endswith((".", ":", "!"))
            and not _SENTENCE.search(b.text)
            for b in (before, one)
        )

    def _recordlike(self, block: Block) -> bool:
        text = block.wide
        if len(text) > 200:
            return False
        if find_days(text, self.year, whole_months=True):
            return is_date_only(text, self.year) or read_date(text, self.year, strict=False) is not None
        return (
            bool(people_of(text, "x"))
            or role_and_rest(text) is not None
            or (self.kind == "dates" and len(text.split()) <= 8)
        )

    def _shares(self, blocks: Sequence[Block]) -> _Shares:
        """Return which shares of the entries hold a day, a name, a limit or a sentence."""
        entries = [one for one in blocks if not one.within]
        count = max(len(entries), 1)
        dated = sum(bool(find_days(one.text, self.year, whole_months=True)) for one in entries)
        people = sum(self._person_share(one) for one in entries)
        limits = sum(any(limit.pages for limit in find_limits(one.text)) for one in entries)
        sentences = sum(
            (bool(_SENTENCE.search(one.text)) or len(one.text.split()) > 45) and not _titled(one)
            for one in entries
        )
        addresses = sum(bool(re.search(r"https?://|www\.|@", one.text)) for one in entries)
        return _Shares(
            dated / count, people / count, limits / count, sentences / count, addresses / count, len(entries)
        )

    def _person_share(self, block: Block) -> float:
        """Return how much an entry looks like a person: a name alone may as well be a topic."""
        found = people_of(block.wide, "x")
        if self._role_line(block) or any(one.affiliation or one.country for one in found):
            return 1.0
        return (1.0 if self.role or self.kind == "people" else 0.1) if found else 0.0

    @staticmethod
    def _role_line(block: Block) -> bool:
        cut = role_and_rest(block.wide)
        return cut is not None and bool(people_of(cut[1], cut[0]))

    def _evidence(self, blocks: Sequence[Block], lead: str, heading: float) -> float:
        """Return how much speaks for a list of topics; from 2 it is one."""
        share = self._shares(blocks)
        says = topic_lead(lead) if lead else 0
        score = heading + (2.5 if says > 0 else -2.5 if says < 0 else 0)
        score -= (
            4 * share.dates + 3 * share.people + 3 * share.limits + 2 * share.sentences + 2 * share.addresses
        )
        words = sorted(len(one.text.split()) for one in blocks)
        score += 0.5 if words[len(words) // 2] <= 12 else 0
        score -= 1 if share.count < 2 else 0
        return score

    # Judgements

    def _judge(self, run: Sequence[Block]) -> None:
        if any(one.first in self.text_only for one in run):  # literally, with the marks of its lines
            for one in run:
                lines = tuple(replace(line, text=line.raw or line.text) for line in one.lines)
                self._emit(Shape.TEXT, (replace(one, kind=Kind.TEXT, within=False, lines=lines),))
            return
        if (
            run[0].kind is Kind.ROW
            and len(run) > 2
            and not find_days(run[0].text, self.year)
            and self._shares(run[1:]).dates == 1
        ):
            self._as_text(run[:1])  # the names of the columns
            run = run[1:]
        share = self._shares(run)
        lead = self._lead()
        stacked = self._stacked(run)
        if stacked is not None:
            self._emit(Shape.PEOPLE, run, people=(stacked,), role=stacked.role, placed=True)
            return
        pairs = self._date_pairs(run)
        if pairs is not None:
            self._dates(run, pairs)
        elif share.dates >= _MOST or (self.kind == "dates" and share.dates >= 0.4 and share.count > 1):
            self._dated(run)
        elif share.people >= _MOST or (self.role and share.people >= 0.4 and share.count > 1):
            self._people(run)
        elif share.limits >= _MOST and share.count > 1 and self._limits(run):
            pass
        elif self._is_topics(run, lead):
            self._topics(run)
        elif (
            run[0].kind is Kind.TEXT
            and (count := self._leading_limits(run)) > 1
            and self._limits(run[:count])
        ):
            if count < len(run):
                self._as_text(run[count:])
        else:
            self._as_text(run)

    def _lead(self) -> str:
        """Return the text right above, if it leads to what follows."""
        last = self.nodes[-1] if self.nodes else None
        if last is None or last.shape is not Shape.TEXT:
            return ""
        return last.blocks[-1].text

    def _is_topics(self, run: Sequence[Block], lead: str) -> bool:
        semicolons = len(run) > 2 and all(one.text.endswith((";", ",")) for one in run[:-1])
        if (
            run[0].kind is Kind.TEXT
            and not semicolons
            and (
                len(run) < 3 - all("\t" in one.wide for one in run)
                or max(len(one.text.split()) for one in run) > 18
            )
        ):
            return False
        under = {"topics": 2.5, "": 0.0, "submissions": -1.5, "dates": -3.0, "people": -3.0}.get(
            self.kind, -1.0
        )
        if under > 2 and self.nodes and self.nodes[-1].shape is Shape.HEADING:
            under = 4.0  # nothing between the heading and the list
        if self.topic_level and under < 2 and self.kind in {"", "other"}:
            under = 1.2
        if not lead and under < 2 and self.kind == "submissions":
            return False
        if run[0].kind is Kind.ROW:
            under -= 1
        if (
            lead
            and topic_lead(lead) == 0
            and under >= 2
            and len(lead.split()) > 12
            and not lead.rstrip().endswith(":")
        ):
            under -= 0.6
        head = self._short_head()
        if head:
            kind = heading_kind(head)
            if kind == "topics":
                under, lead = max(under, 2.5), ""
            elif kind and kind != "other":
                under = min(under, -1.5)
            else:  # a group's name right above, the lead above that
                before = [n for n in self.nodes if n.shape is Shape.TEXT]
                lead = before[-2].blocks[-1].text if len(before) > 1 and before[-2] is self.nodes[-2] else ""
                if self.nodes[-2:-1] and self.nodes[-2].shape is Shape.TOPICS:
                    under = max(under, 2.0)
        return self._evidence(run, lead, under) >= 2

    def _short_head(self) -> str:
        """Return the short line above that names what follows without a colon's sentence; empty if there is none."""
        last = self.nodes[-1] if self.nodes else None
        if last is None or last.shape is not Shape.TEXT or len(last.blocks) != 1:
            return ""
        text = last.blocks[0].text
        if (
            len(text.split()) > 10
            or text.endswith((".", ";", ","))
            or topic_lead(text)
            or _SENTENCE.search(text)
        ):
            return ""
        return text if text[:1].isupper() and not find_days(text, self.year) else ""

    def _topics(self, run: Sequence[Block], *, group: bool = False) -> None:
        """Make a list of topics; groups that follow each other are one list, their names its outermost entries."""
        last = self.nodes[-1] if self.nodes else None
        after_group = len(self.nodes) > 1 and self.nodes[-2].shape is Shape.TOPICS
        head = self._short_head() if not group and (run[0].gap or after_group) else ""
        if head and heading_kind(head) != "topics" and last is not None:
            before = self.nodes[-2] if len(self.nodes) > 1 else None
            if (before is not None and before.shape is Shape.TOPICS) or (
                before is not None and before.shape is Shape.TEXT and topic_lead(before.blocks[-1].text) > 0
            ):
                self.nodes.pop()
                run, group = (*last.blocks, *run), True
                last = before
        if group:
            top = min(one.level for one in run[1:])
            entries = [replace(run[0], kind=Kind.ITEM, level=0, sign="")]
            entries += [
                replace(one, kind=one.kind if one.within else Kind.ITEM, level=one.level - top + 1)
                for one in run[1:]
            ]
            if last is not None and last.shape is Shape.TOPICS and last.name == "group":
                self.nodes[-1] = replace(last, blocks=(*last.blocks, *entries))
                return
            self._emit(Shape.TOPICS, entries, lead=self._lead() or self.topic_lead, name="group")
            return
        lead = self._lead()
        entries = list(run)
        first = self._first_without_sign(run)
        if first is not None:
            entries.insert(0, replace(first, kind=Kind.ITEM, level=0))
        if run[0].kind is Kind.TEXT and all(one.wide.count("\t") for one in run) and len(run) > 1:
            entries = [
                replace(one, lines=(replace(one.lines[0], text=cell.strip()),))
                for one in run
                for cell in one.wide.split("\t")
                if cell.strip()
            ]  # topics in columns, row by row
        if run[0].kind is not Kind.ITEM:
            entries = [replace(one, kind=Kind.ITEM, level=0) for one in entries]
        self._emit(Shape.TOPICS, entries, lead=lead)

    def _first_without_sign(self, run: Sequence[Block]) -> Block | None:
        """Take the line above a list into it, where its sign was lost: 'Topics include:', a line, '- more lines'."""
        last = self.nodes[-1] if self.nodes else None
        if (
            last is None
            or last.shape is not Shape.TEXT
            or run[0].gap
            or not run[0].sign
            or len(last.blocks) < 1
        ):
            return None
        above = last.blocks[-1]
        led = (
            last.blocks[-2].text
            if len(last.blocks) > 1
            else self.nodes[-2].blocks[-1].text
            if len(self.nodes) > 1
            else ""
        )
        if above.text.endswith((":", ".")) or len(above.text.split()) > 20 or not led.endswith(":"):
            return None
        message = f"'{above.text}' has no list mark but was used as the list's first topic."
        finding = Finding(
            field="text",
            line=above.first,
            message=message,
            hint="If it is a heading or text, move it out of the list.",
        )
        if len(last.blocks) > 1:
            self.nodes[-1] = replace(last, blocks=last.blocks[:-1], findings=(*last.findings, finding))
        else:
            self.nodes.pop()
            if self.nodes:
                self.nodes[-1] = replace(self.nodes[-1], findings=(*self.nodes[-1].findings, finding))
        return above

    # Dates

    def _date_pairs(self, run: Sequence[Block]) -> list[tuple[DateEntry | None, str, int]] | None:
        """Read labels and days on lines of their own as pairs, if they line up; None if they do not."""
        if len(run) < 4 or len(run) % 2 or run[0].kind is Kind.ROW:
            return None
        only = [is_date_only(one.wide, self.year) for one in run]
        labels = [not days and len(one.text.split()) <= 12 for days, one in zip(only, run, strict=True)]
        for first in (0, 1):  # the label above its day, or below
            if all(labels[n + first] and only[n + 1 - first] for n in range(0, len(run), 2)):
                if first == 1 and all(one.kind is Kind.TEXT and one.gap for one in run[1::2]):
                    return None
                made: list[tuple[DateEntry | None, str, int]] = []
                for n in range(0, len(run), 2):
                    label, day = run[n + first], run[n + 1 - first]
                    entry = read_date(f"{label.text.rstrip(':')}: {day.text}", self.year, strict=False)
                    if entry is None:
                        return None
                    made.append((entry, f"{run[n].text}\t{run[n + 1].text}", run[n].first))
                return made
        return None

    def _key_dates(
        self, entries: Sequence[tuple[DateEntry | None, str, int]]
    ) -> tuple[tuple[KeyDate, ...], tuple[Finding, ...]]:
        dates: list[KeyDate] = []
        findings: list[Finding] = []
        for entry, text, line in entries:
            if entry is None:
                continue
            read = text if "\t" not in text else text.replace("\t", " ")
            days = find_days(read, self.year, whole_months=True)
            if not days:
                continue
            made, more, named = key_date(replace(entry, days=days), read, line, shown=read)
            dates.append(made)
            findings += more
            self.yearless += not named
        return tuple(dates), tuple(findings)

    def _dates(self, run: Sequence[Block], entries: Sequence[tuple[DateEntry | None, str, int]]) -> None:
        dates, findings = self._key_dates(entries)
        self._emit(Shape.DATES, run, key_dates=dates, findings=findings, placed=True)

    def _dated(self, run: Sequence[Block]) -> None:
        """Make dates of entries that say when something is; an entry that does not is kept and flagged."""
        entries: list[tuple[DateEntry | None, str, int]] = []
        complete = True
        odd: list[Block] = []
        parsed = [None if one.within else self._date_entry(one) for one in run]
        first = next((n for n, entry in enumerate(parsed) if entry is not None), None)
        if first is None:
            self._as_text(run)
            return
        last = max(n for n, entry in enumerate(parsed) if entry is not None)
        if run[0].kind is Kind.TEXT and (first or last < len(run) - 1):  # lines around the dates
            for part, of_dates in (
                (run[:first], False),
                (run[first : last + 1], True),
                (run[last + 1 :], False),
            ):
                if of_dates:
                    self._dated(part)
                elif part:
                    self._as_text(part)
                    odd = [one for one in part if _names_no_day(one)]
                    if odd:
                        findings = (*self.nodes[-1].findings, _odd_lines(odd, "key_dates"))
                        self.nodes[-1] = replace(self.nodes[-1], findings=findings)
            return
        for one, entry in zip(run, parsed, strict=True):
            text = one.wide
            if entry is None:
                complete = False
                named = (
                    date_kind(text.split(":")[0].split("\t")[0]) is not DateKind.OTHER
                    and len(text.split()) < 10
                )
                odd += [one] if find_days(text, self.year) or (named and not one.within) else []
            entries.append((entry, text, one.first))
        wanted = [one for one in entries if one[0] is not None]
        labelled = [
            one
            for one in wanted
            if getattr(one[0], "plain", False)
            or date_kind(getattr(one[0], "label", "")) is not DateKind.OTHER
        ]
        if self.kind != "dates" and (
            2 * len(labelled) < len(wanted)
            or all(
                re.fullmatch(
                    r"when|dates?|wann|termin|fecha|where", getattr(one[0], "label", ""), re.IGNORECASE
                )
                for one in wanted
            )
        ):
            wanted = []
        if not wanted or (
            run[0].kind is Kind.TEXT
            and len(run) == 1
            and self.kind != "dates"
            and not _is_plain_date(wanted[0][0], run[0].text)
        ):
            self._as_text(run)
            return
        dates, findings = self._key_dates(entries)
        shape = Shape.DATES if complete else Shape.LIST if run[0].kind is Kind.ITEM else Shape.TEXT
        self._emit(
            shape,
            run,
            key_dates=dates,
            findings=(*findings, _odd_lines(odd, "key_dates")) if odd else findings,
            placed=complete,
        )

    def _date_entry(self, block: Block) -> DateEntry | None:
        """Read an entry of a list of dates; a place with days is the event, not a key date."""
        entry = read_date(block.wide, self.year, strict=False)
        if (
            entry is not None
            and re.fullmatch(r"when|dates?|wann|termin|fecha", entry.label, re.IGNORECASE)
            and self.kind != "dates"
        ):
            return None
        if (
            entry is not None
            and not entry.plain
            and "," in entry.label
            and date_kind(entry.label) is DateKind.OTHER
        ):
            pieces = [one.strip() for one in entry.label.split(",")]
            if self.kind != "dates" and all(
                re.fullmatch(r"[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*){0,3}", one) for one in pieces
            ):
                return None
        return entry

    # People

    def _people(self, run: Sequence[Block]) -> None:
        """Make people of entries, a part of the page for each role; what is not a person stays text."""
        parts: list[tuple[str, list[Block], list[Appointment]]] = []
        role = (
            self.role
            or (bare_heading(self.heading) if heading_kind(self.heading) == "people" else "")
            or self._role_above()
        )
        names_only = bool(role) and len(run) <= 8 and all(_all_names(one.text) for one in run)
        for one in run:
            found: tuple[Appointment, ...] = ()
            cut = role_and_rest(one.wide)
            if cut is not None and people_of(cut[1], cut[0]):
                found = with_role(people_of(cut[1], cut[0]), one.text, cut[1])
            elif names_only and len(re.split(r",|\band\b|&", one.text)) > 1:
                found = tuple(
                    _named_only(part.strip(), role)
                    for part in re.findall(r".+?(?:,(?: and(?=\s))?|\s(?:and|&)(?=\s)|\Z)", one.text)
                    if part.strip()
                )
            elif is_role(one.text.rstrip(":")) and not is_name(one.text) and one.kind is Kind.TEXT:
                role = bare_heading(one.text)
            elif role:
                found = people_of(one.wide, role) or unusual_person(one.text, role)
            else:  # sentences that say who is what
                found = tuple(person for person in people_of(one.wide, "?") if person.role != "?")
            exact = bool(found) and len({p.role for p in found}) == 1
            key = found[0].role if exact else ""
            if parts and key and parts[-1][0] == key:
                parts[-1][1].append(one)
                parts[-1][2].extend(found)
            else:
                parts.append((key, [one], list(found)))
        for key, blocks, people in parts:
            if key:
                self._emit(
                    Shape.PEOPLE,
                    blocks,
                    people=tuple(people),
                    role=key,
                    placed=not any(b.within for b in blocks),
                )
            else:
                shape = Shape.LIST if blocks[0].kind is Kind.ITEM else Shape.TEXT
                odd = [b for b in blocks if not people and not is_role(b.text.rstrip(":")) and not b.within]
                findings = (_odd_lines(odd, "people"),) if odd else ()
                self._emit(shape, blocks, people=tuple(people), findings=findings)

    def _stacked(self, run: Sequence[Block]) -> Appointment | None:
        """Read lines as one person: a name, and below it the affiliation and an address."""
        role = self.role or (bare_heading(self.heading) if heading_kind(self.heading) == "people" else "")
        if (
            not role
            or not 2 <= len(run) <= 4
            or any("\t" in one.wide for one in run)
            or any(one.kind is not Kind.TEXT or one.gap for one in run[1:])
        ):
            return None
        name, *rest = (one.text for one in run)
        if not is_name(name) or any(is_name(one) or is_role(one) or len(one.split()) > 14 for one in rest):
            return None
        found = people_of(f"{name}, {', '.join(rest)}", role)
        if len(found) != 1 or any(people_of(one, role) for one in rest):
            return None
        return replace(found[0], printed=" ".join([name, *rest]))

    def _role_above(self) -> str:
        last = self.nodes[-1] if self.nodes else None
        text = last.blocks[-1].text.rstrip(":") if last is not None and last.shape is Shape.TEXT else ""
        return bare_heading(text) if text and is_role(bare_heading(text)) and not is_name(text) else ""

    # Limits

    def _leading_limits(self, run: Sequence[Block]) -> int:
        """Return how many lines at the beginning are categories with limits."""
        flags = [limit_entry(one.wide, listed=True) is not None for one in run]
        return flags.index(False) if False in flags else len(flags)

    def _limits(self, run: Sequence[Block]) -> bool:
        """Make categories of entries with limits, if every entry is one."""
        made: list[Submission] = []
        for one in run:
            entry = limit_entry(one.wide, listed=True)
            if entry is None or one.within or len(one.text.split()) > 40:
                return False
            made.append(entry)
        self._emit(Shape.LIMITS, run, submissions=tuple(made), placed=True)
        return True

    # Text

    def _as_text(self, run: Sequence[Block]) -> None:
        """Keep a list or lines as text, with the facts that they say."""
        entries = run[0].kind is Kind.ITEM
        dates: list[KeyDate] = []
        people: list[Appointment] = []
        limits: list[Submission] = []
        findings: list[Finding] = []
        for one in run:
            text = one.wide
            entry = read_date(text, self.year, strict=True) if self.kind != "topics" else None
            if entry is not None and (date_kind(entry.label) not in {DateKind.EVENT, DateKind.OTHER}):
                found, more = self._key_dates([(entry, text, one.first)])
                dates += found
                findings += more
            cut = role_and_rest(text)
            if cut is not None:
                people += with_role(people_of(cut[1], cut[0]), one.text, cut[1])
            for limit, certain in limits_of(one.text, one.strong, self._heading_above(one)):
                limits.append(limit)
                if not certain:
                    message = f"'{limit.printed}' was used as the limit of '{limit.category}'."
                    findings.append(
                        Finding(
                            field="submissions",
                            line=one.first,
                            message=message,
                            hint="If this is wrong, correct 'submissions'.",
                            certainty=Certainty.LIKELY,
                        )
                    )
        if (topic_lead(self._lead()) > 0 and entries) or (entries and self.kind == "topics"):
            findings.append(
                _odd(run[0], "text", f"A list of {len(run)} entries was not recognized as topics")
            )
        shape = Shape.LIST if entries else Shape.TEXT
        self._emit(
            shape,
            run,
            key_dates=tuple(dates),
            people=tuple(people),
            submissions=tuple(limits),
            findings=tuple(findings),
        )
        if run[-1].text.rstrip().endswith(":") and topic_lead(run[-1].text) > 0 and not entries:
            self.topic_level, self.topic_lead = max(self.level, 1) + 1, run[-1].text

    def _heading_above(self, block: Block) -> str:
        head = self._short_head()
        return head or (self.heading if block.first else "")


@dataclass(frozen=True, slots=True)
class _Shares:
    """Shares of a list's entries, 0 to 1."""

    dates: float
    people: float
    limits: float
    sentences: float
    addresses: float
    count: int

    @property
    def most(self) -> bool:
        """Whether most entries are of one of these kinds."""
        return max(self.dates, self.people, self.limits) >= _MOST


def _names_no_day(block: Block) -> bool:
    """Return whether a line has the label of a date and no day, as 'Notification: TBA'."""
    label = re.match(r"([^:\t]{3,60})(?::|\t)\s*\S", block.wide)
    return (
        bool(label)
        and date_kind(label[1] if label else "") is not DateKind.OTHER
        and len(block.text.split()) < 10
    )


def _titled(block: Block) -> bool:
    """Return whether an entry reads 'Title: what it is about'."""
    title = re.match(r"([A-ZÀ-Þ][^:.]{2,110}?):\s+\S", block.text)
    return bool(block.strong and block.strong != block.text) or bool(title and not _SENTENCE.search(title[1]))


def _is_plain_date(entry: object, text: str) -> bool:
    return bool(getattr(entry, "plain", False)) and len(text.split()) <= 20


def _odd(block: Block, name: str, message: str) -> Finding:
    shown = block.text if len(block.text) <= 60 else block.text[:57] + "..."
    return Finding(
        field=name,
        line=block.first,
        message=f"{message}: '{shown}'",
        hint="The words are on the page; add the facts by hand.",
    )


def with_role(people: tuple[Appointment, ...], line: str, rest: str) -> tuple[Appointment, ...]:
    """Let the first person's printed words begin with the role before the name."""
    before = line[: len(line) - len(" ".join(rest.split()))].strip()
    return tuple(
        replace(one, printed=f"{before} {one.words}" if n == 0 else one.printed)
        for n, one in enumerate(people)
    )


def _named_only(text: str, role: str) -> Appointment:
    name = re.sub(r",?(?:\s+(?:and|&))?\Z", "", text).strip()
    return Appointment(role=role, name=name, printed=None if name == text else text)


def _all_names(text: str) -> bool:
    parts = [one.strip() for one in re.split(r",|\band\b|&", text) if one.strip()]
    return len(parts) > 1 and all(map(is_name, parts))


def _odd_lines(blocks: Sequence[Block], name: str) -> Finding:
    """Return one finding for the lines of a list of dates or people that were not recognized."""
    what = {"key_dates": "dates", "people": "people"}[name]
    if len(blocks) == 1:
        return _odd(blocks[0], name, f"This line in a list of {what} was not recognized")
    return _odd(blocks[0], name, f"{len(blocks)} lines in a list of {what} were not recognized, from")


def settled_people(nodes: Sequence[Node], report: Callable[[Finding], None]) -> tuple[Appointment, ...]:
    """Return the people of a call, each once in a role, those of a role together, in order."""
    kept: dict[tuple[str, str], Appointment] = {}
    for node in nodes:
        for one in node.people:
            key = (one.role, one.name.casefold())
            if key in kept:
                report(
                    Finding(
                        field="people",
                        line=node.blocks[0].first,
                        message=f"'{one.name}' is named twice as '{one.role}'.",
                        certainty=Certainty.LIKELY,
                    )
                )
                continue
            kept[key] = one
    order = {role: n for n, role in enumerate(dict.fromkeys(one.role for one in kept.values()))}
    return tuple(sorted(kept.values(), key=lambda one: order[one.role]))
