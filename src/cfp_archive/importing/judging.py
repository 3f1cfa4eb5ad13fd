"""Judge what the blocks of a call are: lists of topics, dates, people, limits, or text.

Blocks that belong together are judged as a whole, by evidence that adds up: the heading and the lead above them, the share
of entries that hold a day, a name, a limit or a sentence. What is not certain stays text; facts are read from it, and its
words are not touched.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cfp_archive.importing.blocks import (
    Block,
    Certainty,
    Finding,
    Kind,
    Line,
    Node,
    Shape,
    clipped,
    doubt,
    unrecognized,
)
from cfp_archive.importing.dates import is_date_only, is_struck, key_date, plain_label, read_date, read_dates
from cfp_archive.importing.lexicon import bare_heading, heading_kind, is_sentence, numbered_word, topic_lead
from cfp_archive.importing.limits import find_limits, is_category, limit_entry, limits_of, names_papers
from cfp_archive.importing.people import (
    doubtful_people,
    is_contact,
    is_name,
    is_role,
    names_of,
    people_of,
    role_and_rest,
    unusual_person,
)
from cfp_archive.importing.plain import SIGNATURE
from cfp_archive.languages import alternatives, pattern, words
from cfp_archive.model import DateKind
from cfp_archive.reading.days import days_in
from cfp_archive.vocabulary import date_kind, is_known_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.importing.dates import DateEntry
    from cfp_archive.model import Appointment, DateOrder, Submission

__all__ = ["Judge"]

_MOST = 0.6  #: of a list's entries, for it to be of their kind
_SUBMITTED = {DateKind.ABSTRACT, DateKind.SUBMISSION}
_ENOUGH = 2.0  #: evidence for a list of topics
_BELOW = 4  #: paragraphs below an entry that counts


@dataclass(slots=True)
class Judge:
    """Walks the blocks of a call once and makes nodes of them."""

    blocks: list[Block]
    year: int  #: for days without one
    order: DateOrder | None  #: of day and month in figures, as far as it is known
    title: range = range(0)  #: of the blocks that are the title
    text_only: frozenset[int] = frozenset()  #: first lines of blocks that must stay text
    nodes: list[Node] = field(default_factory=list)
    heading: str = ""
    kind: str = ""  #: what the heading says follows
    level: int = 0
    role: str = ""  #: that the heading names
    topic_level: int = 0  #: of the heading that leads to topics, plus 1; 0 outside
    topic_lead: str = ""
    columns: tuple[str, ...] = ()  #: what the columns of the table that is judged are called

    def nodes_of_call(self) -> list[Node]:
        """Return the parts of the page, in order."""
        self.blocks = [self._promoted(n) for n in range(len(self.blocks))]
        place = 0
        while place < len(self.blocks):
            block = self.blocks[place]
            if place in self.title:
                self._emit(Shape.HEADING, [self.blocks[n] for n in self.title])
                place = self.title.stop
            elif block.surrounding:
                self._emit(Shape.REMOVED, (block,))
                place += 1
            elif entries := self._entries_of_line(block):
                self.blocks[place : place + 1] = entries
            elif (stop := self._series(place)) > place:
                place = stop
            elif block.kind is Kind.HEADING and self._heads_person(place):
                self.blocks[place : place + 2] = [
                    replace(block, kind=Kind.TEXT, level=0), replace(self.blocks[place + 1], gap=0),
                ]  # fmt: skip
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
        text, words = block.text, bare_heading(block.text)
        names_role = text.endswith(":") and is_role(words)  # of the people on the lines right below
        alone = (
            block.gap
            and following is not None
            and (following.gap or names_role)
            and following.kind is not Kind.HEADING
        )
        if (
            block.kind is not Kind.TEXT
            or not alone
            or block.within
            or len(text.split()) > 5
            or _role_cut(block)
        ):
            return block
        kind = heading_kind(text)
        named = kind if kind != "other" or (len(words.split()) <= 3 and not text.endswith(":")) else ""
        small = sum(word[0].islower() for word in words.split())
        if text.endswith(":") and 2 * small > len(words.split()) > 4:
            return block  # a sentence that leads to what follows
        if not named or not re.match(r"[A-ZÀ-Þ][^\d@]*[^\d@.,;!?]\Z", text) or ": " in text or is_name(words):
            return block
        return replace(block, kind=Kind.HEADING, level=6)

    def _next(self, place: int) -> Block | None:
        return self.blocks[place + 1] if place + 1 < len(self.blocks) else None

    def _above(self, back: int = 1) -> Node | None:
        return self.nodes[-back] if len(self.nodes) >= back else None

    def _emit(self, shape: Shape, blocks: Sequence[Block], **facts: object) -> None:
        last = self._above()
        around = blocks[0].surrounding
        if shape is Shape.REMOVED and last and last.shape is shape and last.blocks[0].surrounding == around:
            self.nodes[-1] = replace(last, blocks=(*last.blocks, *blocks))
            return
        self.nodes.append(Node(shape=shape, blocks=tuple(blocks), heading=self.heading, **facts))  # type: ignore[arg-type]

    # Headings

    def _heads_person(self, place: int) -> bool:
        """Return whether a heading among people is a name, and the line below it says from where."""
        block, following = self.blocks[place], self._next(place)
        if not self._role_above() or not is_name(block.text) or heading_kind(block.text) or following is None:
            return False
        short = len(following.text.split()) <= 14 and not is_sentence(following.text)
        return (
            following.kind is Kind.TEXT
            and short
            and not following.text.endswith(".")
            and not is_name(following.text)
        )

    def _heading(self, place: int) -> int:
        block, following = self.blocks[place], self._next(place)
        text, kind = block.text, heading_kind(block.text)
        if self.topic_level and self._heads_group(place, kind):
            stop = self._run_end(place + 1)
            self._group((block, *self.blocks[place + 1 : stop]))
            return stop
        labels = kind != "dates" and (self.kind == "dates" or date_kind(text) is not DateKind.OTHER)
        labels = labels and not pattern("call").search(text)
        if following is not None and labels and len(text.split()) <= 10 and self._is_day(following):
            entry = self._pair(block, following)
            if entry is not None:
                self._emit(Shape.TEXT, (block,), **self._key_dates([entry]))
                self._emit(Shape.TEXT, (following,))
                return place + 2
        self._enter(block, kind)
        own = [limit for limit, certain in limits_of(text, "", "") if certain]  # 'Full papers (8 pages)'
        self._emit(Shape.HEADING, (block,), submissions=tuple(own))
        return place + 1

    def _enter(self, block: Block, kind: str) -> None:
        """Note that a section begins."""
        text, bare = block.text, bare_heading(block.text)
        kind = "" if re.fullmatch(alternatives("call"), bare, re.IGNORECASE) else kind  # all follows
        role = bare if is_role(bare) else ""
        leads = topic_lead(text) > 0 or numbered_word(bare)[0] in words("lists", "same")
        if leads and kind in {"", "other"} and not role:
            kind = "topics"
        last = self._above()
        below = last is not None and last.shape is Shape.HEADING
        if below and not (kind or role or self.topic_level):
            self.heading = text  # one that says nothing itself: 'Chairs', and right below 'Name Affiliation'
            return
        inner = block.level > self.level and bool(self.kind) and not kind and not role
        self.heading, self.level, self.role = text, block.level, role
        if kind == "topics":
            self.topic_level, self.topic_lead = block.level + 1, text
        elif kind in {"dates", "people", "submissions"} or (
            (kind or role) and block.level < self.topic_level
        ):
            self.topic_level = 0
        if not inner:
            self.kind = "people" if role else kind

    def _heads_group(self, place: int, kind: str) -> bool:
        """Return whether a heading within topics heads a group of them: a list of short entries follows at once."""
        block, following = self.blocks[place], self._next(place)
        if following is None or following.kind is not Kind.ITEM or following.surrounding:
            return False
        numbered = re.match(r"\W*(?i:area|theme|track|topic|group|section)\W+(?:\d+|[A-Z])\b", block.text)
        if kind in {"dates", "people", "submissions"} or block.level < self.topic_level - 1:
            return False
        if kind and not numbered and not (kind == "other" and len(block.text.split()) > 2):
            return False
        return self._evidence(self.blocks[place + 1 : self._run_end(place + 1)], "", 2.0) >= _ENOUGH

    def _series(self, place: int) -> int:
        """Make topics of blocks that count, with what is below each: 'Strand 1: Tides', its chairs, 'Strand 2: Waves'.

        Return where they end, which is where they would begin if these are none.
        """
        entries = self._counting(place)
        if len(entries) < 3:
            return place
        stop, heads = entries[-1].stop, [self.blocks[one.start] for one in entries]
        if stop - place == len(heads) and heads[0].kind is not Kind.HEADING:
            return place  # nothing between: a run like others
        if self._topic_evidence(heads) < _ENOUGH:
            return place
        self._as_text(
            [one for entry in entries for one in self.blocks[entry.start + 1 : entry.stop]] or heads
        )
        said = self.nodes.pop()
        head = self.blocks[place]
        self._topics([
            replace(self.blocks[n], kind=Kind.ITEM, level=0, sign="", within=False) if n == entry.start
            else replace(self.blocks[n], kind=Kind.TEXT, within=True)
            for entry in entries for n in entry
        ], _ENOUGH + 1)  # fmt: skip
        made = self.nodes[-1]
        self.nodes[-1] = replace(
            made, key_dates=said.key_dates, people=said.people, submissions=said.submissions,
            findings=(*made.findings, *said.findings),
        )  # fmt: skip
        self.level = head.level or self.level
        return stop

    def _entries_of_line(self, block: Block) -> list[Block]:
        """Return a paragraph that lists topics as what leads to them and the entries: 'Topics include: tides; waves; foam'."""
        if block.kind is not Kind.TEXT or block.linked or block.within or block.first in self.text_only:
            return []
        if numbered_word(block.text)[0]:
            return []
        above = self._lead() or (self.heading if self.kind == "topics" else "")
        lead, entries = _listed_in(block.text, led=heading_kind(above) == "topics" or topic_lead(above) > 0)
        if any(days_in(one, self.year) or find_limits(one) for one in entries):
            return []
        numbers = [line.number for line in block.lines for _ in line.text.split()]
        made: list[Block] = []
        end = 0
        for one in filter(None, (lead, *entries) if entries else ()):
            start = block.text.index(one, end)
            end = start + len(one)
            line = Line(number=numbers[len(block.text[:start].split())], text=one)
            kind = Kind.TEXT if one is lead else Kind.ITEM
            sign, gap = "" if one is lead else "-", 0 if made else block.gap
            made.append(replace(block, kind=kind, lines=(line,), sign=sign, gap=gap, strong=""))
        return made

    def _counting(self, place: int) -> list[range]:
        """Return the entries from here that count, each with the few paragraphs below it; no lists are among them."""
        first, (word, number) = self.blocks[place], numbered_word(self.blocks[place].text)
        if number != 1 or first.kind not in {Kind.HEADING, Kind.TEXT}:
            return []
        starts = [place]
        end = place + 1
        while end < len(self.blocks) and end - starts[-1] <= _BELOW and not self.blocks[end].surrounding:
            one = self.blocks[end]
            if one.kind is first.kind and numbered_word(one.text) == (word, len(starts) + 1):
                starts.append(end)
            elif one.kind is not Kind.TEXT:
                break
            end += 1
        below = [b - a for a, b in itertools.pairwise(starts)]
        gaps = [self.blocks[n].gap for a in starts[:-1] for n in range(a + 1, a + below[0])]
        end = min(end, starts[-1] + max(below, default=1))
        while end > starts[-1] + 1 and self.blocks[end - 1].gap > max(gaps, default=0):
            end -= 1  # beyond the last entry
        return [range(a, b) for a, b in itertools.pairwise((*starts, end))]

    # Runs: blocks that are judged together

    def _labels_day(self, place: int) -> bool:
        """Return whether a line is a date's label and nothing else, with its colon, and a day is right below."""
        block, following = self.blocks[place], self._next(place)
        label = block.text.rstrip(" :")
        return (
            block.kind is Kind.TEXT
            and block.text.endswith(":")
            and len(label.split()) <= 8
            and date_kind(label) is not DateKind.OTHER
            and not re.fullmatch(alternatives("heads", "dates"), label, re.IGNORECASE)
            and following is not None
            and following.gap <= 1
            and self._is_day(following)
        )

    def _run_end(self, place: int) -> int:
        """Return where the list, the table or the paragraph of lines that begins here ends."""
        first = self.blocks[place]
        stop = place + 1
        if self._labels_day(place):
            return place + 2
        if first.kind is Kind.TEXT and re.search(r"(?:\S+\s+){3}\S+:\Z", first.text):
            return stop  # it leads to what follows
        while stop < len(self.blocks):
            before, one = self.blocks[stop - 1], self.blocks[stop]
            same = one.kind is first.kind or (first.kind is Kind.ITEM and one.within)
            if one.surrounding or stop in self.title or not same or (one.gap and self._labels_day(stop)):
                break
            if first.kind is Kind.TEXT and one.gap and not (self.topic_level and before.text.endswith(";")):
                alike = self._is_record(before) and self._is_record(one)
                alike = alike or _are_alike(before, one) or self._lists_topics(before, one)
                if not alike or one.gap > 2:
                    break
            stop += 1
        return stop

    def _is_record(self, block: Block) -> bool:
        """Return whether a line is an entry of a list without signs: a date, a person, a role with people."""
        text = block.wide
        if len(text) > 200:
            return False
        if days_in(text, self.year, whole_months=True):
            return is_date_only(text, self.year) or read_date(text, self.year, strict=False) is not None
        short = self.kind == "dates" and len(text.split()) <= 8
        return short or bool(people_of(text, "x")) or _role_cut(block) is not None

    def _lists_topics(self, before: Block, one: Block) -> bool:
        """Return whether two short lines right below a heading of topics are its entries, set apart by blank lines."""
        last = self._above()
        if last is None:
            return False
        led = topic_lead(last.blocks[-1].text) > 0
        if last.shape is Shape.HEADING:
            led = led or heading_kind(last.blocks[0].text) == "topics"
        if led and all(_is_titled(b) for b in (before, one)):
            return True
        return (
            led
            and last.shape is Shape.HEADING
            and all(
                len(b.text.split()) <= 12 and not b.text.endswith((".", ":", "!")) and not is_sentence(b.text)
                for b in (before, one)
            )
        )

    def _shares(self, blocks: Sequence[Block]) -> _Shares:
        """Return which shares of the entries hold a day, a name, a limit or a sentence."""
        entries = [one for one in blocks if not one.within] or blocks

        def share(values: Sequence[float]) -> float:
            return sum(values) / len(entries)

        return _Shares(
            dates=share([self._says_when(one) for one in entries]),
            people=share([self._person_share(one) for one in entries]),
            limits=share([any(limit.pages for limit in find_limits(one.text)) for one in entries]),
            kinds=share([names_papers(one.text) for one in entries]),
            sentences=share([_is_running(one) for one in entries]),
            addresses=share([bool(re.search(r"https?://|www\.|@", one.text)) for one in entries]),
            count=len(entries),
        )

    def _says_when(self, block: Block) -> bool:
        """Return whether an entry names a day, or the label of a date that is still open: 'Submission: to be announced'."""
        if days_in(block.text, self.year, whole_months=True):
            return True
        is_open = (
            self.kind == "dates" and len(block.text.split()) < 12 and pattern("unsettled").search(block.text)
        )
        return bool(is_open) and date_kind(block.text) is not DateKind.OTHER

    def _person_share(self, block: Block) -> float:
        """Return how much an entry looks like a person: a name alone may as well be a topic."""
        cut = _role_cut(block)
        found = people_of(block.wide, "x")
        if any(one.affiliation or one.country for one in found) or (cut and people_of(cut[1], cut[0])):
            return 1.0
        if self.role and _labelled_people(block, self.role):
            return 1.0
        return (1.0 if self.role or self.kind == "people" else 0.1) if found else 0.0

    def _evidence(self, blocks: Sequence[Block], lead: str, heading: float) -> float:
        """Return how much speaks for a list of topics."""
        share = self._shares(blocks)
        lengths = sorted(len(one.text.split()) for one in blocks)
        return (
            heading + (3.5 if pattern("leads", "strong").search(lead) else 2.5) * topic_lead(lead)
            - 4 * share.dates - 3 * share.people - 3 * max(share.limits, share.kinds) - 2 * share.sentences - 2 * share.addresses
            + (0.5 if lengths[len(lengths) // 2] <= 12 else 0) - (1 if share.count < 2 else 0) + _numbering(blocks)
        )  # fmt: skip

    # Judgements

    def _judge(self, run: Sequence[Block]) -> None:
        self.columns = ()
        if any(one.first in self.text_only for one in run):  # literally, with the marks of its lines
            for one in run:
                lines = tuple(replace(line, text=line.raw or line.text) for line in one.lines)
                self._emit(Shape.TEXT, (replace(one, kind=Kind.TEXT, within=False, lines=lines),))
            return
        if (
            run[0].kind is Kind.ROW and len(run) > 2 and not days_in(run[0].text, self.year)
            and (self._shares(run[1:]).dates == 1 or (_is_head(run[0]) and not any(map(_is_head, run[1:]))))
        ):  # fmt: skip
            self._as_text(run[:1])  # the names of the columns
            self.columns = _cells(run[0])
            run = run[1:]
        share = self._shares(run)
        stacked = self._stacked(run)
        even = run[:-1] if len(run) % 2 and not self._names_date(run[-1]) else run
        pairs = self._date_pairs(even)
        evidence = self._topic_evidence(run)
        categories = [limit_entry(one.wide) for one in run]
        limits = next((n for n, one in enumerate(categories) if one is None), len(run))
        if stacked:
            self._emit(Shape.PEOPLE, run, people=stacked, role=stacked[0].role, placed=True)
        elif pairs:
            self._emit(Shape.DATES, even, placed=True, **self._key_dates(pairs))
            if len(even) < len(run):
                self._as_text(run[-1:])
        elif share.dates >= _MOST or (self.kind == "dates" and share.dates >= 0.4 and share.count > 1):
            self._dated(run)
        elif not _numbering(run) and (
            share.people >= _MOST or (self.role and share.people >= 0.4 and share.count > 1)
        ):
            self._people(run)
        elif limits == len(run) > 1 and not any(one.within or len(one.text.split()) > 40 for one in run):
            self._limits(run, categories)
        elif evidence >= _ENOUGH:
            self._topics(run, evidence)
        elif run[0].kind is Kind.TEXT and limits > 1:
            self._limits(run[:limits], categories[:limits])
            if limits < len(run):
                self._as_text(run[limits:])
        else:
            self._as_text(run)

    # Topics

    def _lead(self) -> str:
        """Return the text right above, if it leads to what follows."""
        last = self._above()
        return last.blocks[-1].text if last is not None and last.shape is Shape.TEXT else ""

    def _topic_evidence(self, run: Sequence[Block]) -> float:
        """Return how much speaks for a list of topics by its form, its lead and the heading above it."""
        counted = len(run) > 1 and all(_are_alike(a, b) for a, b in itertools.pairwise(run))
        listed = counted or (len(run) > 2 and all(map(_is_titled, run)))
        semicolons = len(run) > 2 and all(one.text.endswith((";", ",")) for one in run[:-1])
        least = 2 if all("\t" in one.wide for one in run) else 3
        short = len(run) >= least and all(len(one.text.split()) <= 18 for one in run)
        if run[0].kind is Kind.TEXT and not (listed or semicolons or short):
            return 0.0
        last = self._above()
        under = {"topics": 2.5, "": 0.0, "submissions": -1.5, "dates": -3.0, "people": -3.0}.get(
            self.kind, -1.0
        )
        if under > 2 and last is not None and last.shape is Shape.HEADING:
            under = 4.0  # nothing between the heading and the list
        if self.topic_level and self.kind in {"", "other"}:
            under = 1.2
        head, lead = self._short_head(), self._lead()
        if head:
            kind, before = heading_kind(head), self._above(2)
            if kind == "topics":
                under, lead = max(under, 2.5), ""
            elif kind and kind != "other":
                under = min(under, -1.5)
            elif before is not None:  # a group's name right above, the lead or a group above that
                lead = before.blocks[-1].text if before.shape in {Shape.TEXT, Shape.HEADING} else ""
                under = max(under, 2.0) if before.shape is Shape.TOPICS else under
        if topic_lead(lead) > 0:
            under = max(under, -1.0)  # the words right above count more than a heading further up
        return self._evidence(run, lead, under)

    def _short_head(self) -> str:
        """Return the short line above that names what follows without a colon's sentence; empty if there is none."""
        last = self._above()
        if last is None or last.shape is not Shape.TEXT or len(last.blocks) != 1:
            return ""
        text = last.blocks[0].text
        named = re.match(r"[A-ZÀ-Þ](?:.*[^.;,])?\Z", text) and len(text.split()) <= 10
        told = topic_lead(text) or is_sentence(text) or days_in(text, self.year)
        told = told or (": " in text and date_kind(text) is not DateKind.OTHER)
        told = told or bool(text.endswith(":") and pattern("verbs").search(text))
        return text if named and not told else ""

    def _topics(self, run: Sequence[Block], evidence: float) -> None:
        """Make a list of topics; below a short line among groups it is a group with that line as its name."""
        last, before = self._above(), self._above(2)
        head = self._short_head()
        led = (
            before is not None
            and before.shape in {Shape.TEXT, Shape.HEADING}
            and topic_lead(before.blocks[-1].text) > 0
        )
        grouped = before is not None and before.shape is Shape.TOPICS
        if (
            last is not None
            and head
            and heading_kind(head) != "topics"
            and (grouped or (led and (run[0].gap or len(run) == 1)))
        ):
            self.nodes.pop()
            self._group((*last.blocks, *run))
            return
        lead = self._lead()
        entries = list(run)
        first = self._first_without_sign(run)
        if first is not None:
            entries.insert(0, first)
        if run[0].kind is not Kind.ITEM and len(run) > 1 and _is_grid(run):
            entries = [
                replace(one, lines=(replace(one.lines[0], text=cell.strip()),))
                for one in run
                for cell in one.wide.split("\t")
                if cell.strip()
            ]  # topics in columns, row by row
        if run[0].kind is not Kind.ITEM or first is not None:
            entries = [
                one if one.kind is Kind.ITEM else replace(one, kind=Kind.ITEM, level=0) for one in entries
            ]
        findings = []
        if self.kind != "topics" and not pattern("leads", "strong").search(lead):
            certainty = Certainty.CHECK if evidence < _ENOUGH + 1 else Certainty.LIKELY
            message = f"The list from '{run[0].text[:60]}' was used as topics: neither heading nor lead calls it so."
            findings.append(doubt("topics", run[0].first, message, certainty))
        self._emit(Shape.TOPICS, entries, lead=lead, findings=tuple(findings))

    def _group(self, run: Sequence[Block]) -> None:
        """Make a group of topics below its name; groups that follow each other are one list."""
        last = self._above()
        top = min(one.level for one in run[1:])
        entries = [replace(run[0], kind=Kind.ITEM, level=0, sign="")]
        entries += [
            replace(one, kind=one.kind if one.within else Kind.ITEM, level=one.level - top + 1)
            for one in run[1:]
        ]
        if last is not None and last.shape is Shape.TOPICS and last.name == "group":
            self.nodes[-1] = replace(last, blocks=(*last.blocks, *entries))
        else:
            self._emit(Shape.TOPICS, entries, lead=self._lead() or self.topic_lead, name="group")

    def _first_without_sign(self, run: Sequence[Block]) -> Block | None:
        """Take the line above a list into it, where its sign was lost: 'Topics include:', a line, '- more lines'."""
        last, before = self._above(), self._above(2)
        if last is None or last.shape is not Shape.TEXT or run[0].gap or not run[0].sign or len(run) < 2:
            return None
        *earlier, above = last.blocks
        led = earlier[-1].text if earlier else before.blocks[-1].text if before is not None else ""
        if above.text.endswith((":", ".")) or len(above.text.split()) > 20 or not led.endswith(":"):
            return None
        finding = Finding(
            field="text", line=above.first, hint="If it is a heading or text, move it out of the list.",
            message=f"'{above.text}' has no list mark but was used as the list's first topic.",
        )  # fmt: skip
        self.nodes.pop()
        if earlier:
            self.nodes.append(replace(last, blocks=tuple(earlier)))
        if self.nodes:
            self.nodes[-1] = replace(self.nodes[-1], findings=(*self.nodes[-1].findings, finding))
        return above

    # Dates

    def _is_day(self, block: Block) -> bool:
        return block.kind is Kind.TEXT and is_date_only(block.wide, self.year)

    def _names_date(self, block: Block) -> bool:
        """Return whether a line is a day, or the label of one."""
        text = block.text.rstrip(" :")
        named = date_kind(text) is not DateKind.OTHER or pattern("heads", "dates").search(text)
        return bool(named) or self._is_day(block)

    def _pair(self, label: Block, day: Block, shown: str = "") -> DateEntry | None:
        """Read a label and a day on lines of their own."""
        entry = read_date(
            f"{label.text.rstrip(':')}: {day.text}", self.year, self.order, strict=False, line=label.first
        )
        return replace(entry, shown=shown or f"{label.text} {day.text}") if entry else None

    def _date_pairs(self, run: Sequence[Block]) -> list[DateEntry] | None:
        """Read labels and days on lines of their own as pairs, if they line up; None if they do not."""
        if not run or len(run) % 2 or run[0].kind is Kind.ROW:
            return None
        apart = run[1].gap > (1 if run[0].text.endswith(":") else 0)
        if len(run) == 2 and (apart or not all(map(self._names_date, run))):
            return None
        only = [is_date_only(one.wide, self.year) for one in run]
        labels = [not days and len(one.text.split()) <= 12 for days, one in zip(only, run, strict=True)]
        entries: list[DateEntry | None] = []
        if all(labels[0::2]) and all(only[1::2]):
            entries = [self._pair(a, b) for a, b in zip(run[0::2], run[1::2], strict=True)]
        elif all(only[0::2]) and all(labels[1::2]) and not all(one.gap for one in run[1::2]):
            pairs = zip(run[0::2], run[1::2], strict=True)
            entries = [self._pair(b, a, f"{a.text} {b.text}") for a, b in pairs]
        return [one for one in entries if one] if entries and all(entries) else None

    def _key_dates(self, entries: Sequence[DateEntry]) -> dict[str, Any]:
        made = [key_date(one) for one in entries]
        findings = tuple(finding for _, more in made for finding in more)
        return {"key_dates": tuple(date for date, _ in made), "findings": findings}

    def _date_entries(self, block: Block) -> tuple[DateEntry, ...]:
        """Read an entry of a list of dates; a place with days, or 'When: ...', is the event and no key date."""
        if block.within:
            return ()
        if in_columns := self._column_dates(block):
            return in_columns
        found = read_dates(block.wide, self.year, self.order, strict=False, line=block.first)
        if self.kind == "dates" or len(found) != 1:
            return found
        label = found[0].label
        pieces = [] if found[0].plain or date_kind(label) is not DateKind.OTHER else label.split(",")
        names = r"\s*[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*){0,3}\s*"
        is_place = len(pieces) > 1 and all(re.fullmatch(names, one) for one in pieces)
        event = _is_label_of_event(label) and not pattern("event").search(label)
        return () if is_place or event else found

    def _column_dates(self, block: Block) -> tuple[DateEntry, ...]:
        """Read a row whose cells hold a day for each of several rounds or tracks, or its former and its new day."""
        label, *cells = _cells(block)
        names = self.columns[-len(cells) :] if cells else ()
        days = [bool(days_in(one, self.year, self.order)) for one in cells]
        if len(names) < len(cells) or sum(days) < 2:
            return ()
        if any(pattern("new").search(one) or pattern("old").search(one) for one in names):
            rows = [(label, " -> ".join(itertools.compress(cells, days)))]
        else:
            kinds = {date_kind(one) for one in names} - {DateKind.OTHER}
            by_kind = len(kinds) == len(names)  # a column of submissions, one of notifications
            labels = [name if by_kind and date_kind(name) not in _SUBMITTED else label for name in names]
            rows = list(itertools.compress(zip(labels, cells, strict=True), days))
        read = [
            read_date(f"{name}: {day}", self.year, self.order, strict=False, line=block.first)
            for name, day in rows
        ]
        return tuple(replace(one, shown=block.text) for one in read if one) if all(read) else ()

    def _dated(self, run: Sequence[Block]) -> None:
        """Make dates of entries that say when something is; an entry that does not is kept and flagged."""
        parsed = [self._date_entries(one) for one in run]
        struck = self._struck(run, parsed)
        parsed = [() if gone else entries for gone, entries in zip(struck, parsed, strict=True)]
        dated = [n for n, entries in enumerate(parsed) if entries or struck[n]]
        wanted = [one for entries in parsed for one in entries]
        clear = [one for one in wanted if one.plain or date_kind(one.label) is not DateKind.OTHER]
        alone = run[0].kind is Kind.TEXT and len(run) == 1 and self.kind != "dates"
        if (
            not wanted
            or (self.kind != "dates" and 2 * len(clear) < len(wanted))
            or (alone and not (wanted[0].plain and len(run[0].text.split()) <= 20))
        ):
            self._as_text(run)
            return
        first, last = dated[0], dated[-1] + 1
        if run[0].kind is Kind.TEXT and (first or last < len(run)):  # lines around the dates
            self._around_dates(run[:first])
            self._dated(run[first:last])
            self._around_dates(run[last:])
            return
        facts = self._key_dates(wanted)
        for one in itertools.compress(run, struck):
            self._replaced(one, facts)
        odd = [
            one
            for one, entries in zip(run, parsed, strict=True)
            if not entries and self._is_odd(one) and "~~" not in one.text
        ]
        if odd:
            facts["findings"] = (*facts["findings"], unrecognized(odd, "key_dates", "dates"))
        limits = [
            limit
            for one, entries in zip(run, parsed, strict=True)
            if not entries
            for limit, certain in limits_of(one.text, one.strong, "")
            if certain
        ]
        facts["submissions"] = tuple(limits)  # 'Format: position papers (2 pages)' among the dates
        complete = all(len(entries) == 1 for entries in parsed)
        shape = Shape.DATES if complete else Shape.LIST if run[0].kind is Kind.ITEM else Shape.TEXT
        self._emit(shape, run, placed=complete, **facts)

    def _struck(self, run: Sequence[Block], parsed: Sequence[Sequence[DateEntry]]) -> list[bool]:
        """Return which entries are struck out as another entry of their kind holds; what is only past may be struck, too.

        Where only the day is struck, the other entry has the same label, remarks as '(extended)' apart.
        """
        whole = [re.fullmatch(r"(?:[^\w~]*~~[^~]+~~)+[^\w~]*", one.wide) is not None for one in run]
        struck_days = [len(entries) == 1 and is_struck(entries[0]) for entries in parsed]
        holding = {
            plain_label(entries[0].label)
            for entries, out in zip(parsed, struck_days, strict=True)
            if entries and not out
        }
        again = [
            days and plain_label(entries[0].label) in holding
            for days, entries in zip(struck_days, parsed, strict=True)
        ]
        kinds = [{key_date(one)[0].kind for one in entries} - {DateKind.OTHER} for entries in parsed]
        held = {kind for n, of_entry in enumerate(kinds) if not whole[n] for kind in of_entry}
        return [
            same or (out and bool(of_entry & held))
            for same, out, of_entry in zip(again, whole, kinds, strict=True)
        ]

    def _replaced(self, struck: Block, facts: dict[str, Any]) -> None:
        """Note the day of an entry that is struck out as the former day of the entry of its kind."""
        for old, _ in (key_date(one) for one in self._date_entries(struck)):
            dates = list(facts["key_dates"])
            label = plain_label(old.label)
            same = [n for n, one in enumerate(dates) if plain_label(one.label) == label]
            same += [n for n, one in enumerate(dates) if one.kind is old.kind is not DateKind.OTHER]
            if same:
                place = same[0]
                was = tuple(sorted({*dates[place].was, old.date.end}))
                dates[place] = replace(dates[place], was=was)
                facts["key_dates"] = tuple(dates)
            message = f"'{struck.text}' is struck out and was not used as a date."
            facts["findings"] = (
                *facts["findings"],
                doubt("key_dates", struck.first, message, Certainty.LIKELY),
            )

    def _around_dates(self, run: Sequence[Block]) -> None:
        if not run:
            return
        self._as_text(run)
        odd = [one for one in run if re.match(r"[^:\t]{3,60}[:\t]\s*\S", one.wide) and self._is_odd(one)]
        if odd:
            findings = (*self.nodes[-1].findings, unrecognized(odd, "key_dates", "dates"))
            self.nodes[-1] = replace(self.nodes[-1], findings=findings)

    def _is_odd(self, block: Block) -> bool:
        """Return whether a line among dates should have been one: it has a day, or the label of a date."""
        label = re.split(r"[:\t]", block.wide)[0]
        named = date_kind(label) is not DateKind.OTHER and len(block.text.split()) < 10 and not block.within
        named = named and not pattern("all_dates").search(label) and not is_contact(block.text)
        if _is_label_of_event(label):
            return False
        return named or bool(days_in(block.text, self.year))

    # People

    def _role_above(self) -> str:
        """Return the role that the line right above names, or the heading."""
        lead = self._lead()
        text = bare_heading(lead)
        own = text if is_role(text) and not is_name(text) else ""
        leads = lead.rstrip().endswith(":")
        if (
            leads and not own and len(text.split()) <= 10
        ):  # 'Organizers and affiliations, and contact person:'
            first = re.split(r",|\s(?:and|&)\s", text, maxsplit=1)[0]
            own = first if is_role(first) and not is_name(first) else ""
        if leads and own:
            return own
        if self.role or heading_kind(self.heading) == "people":
            return self.role or bare_heading(self.heading)
        # 'Papers are reviewed by the members of the program committee:'
        ends = (" ".join(text.split()[-size:]) for size in (3, 2) if leads)
        return own or next((one for one in ends if is_known_role(one)), "")

    def _people(self, run: Sequence[Block]) -> None:
        """Make people of entries, a part of the page for each role; what is not a person stays text."""
        parts: list[tuple[str, list[Block], list[Appointment]]] = []
        role = self._role_above()
        names_only = bool(role) and len(run) <= 8 and all(len(names_of(one.text, role)) > 1 for one in run)
        place = 0
        while place < len(run):
            one = run[place]
            inner = list(itertools.takewhile(lambda block: block.within, run[place + 1 :]))
            entry = run[place : place + 1 + len(inner)]
            found = _stack(entry, role) if role and inner else ()
            if not found:
                entry = run[place : place + 1]
            place += len(entry)
            cut = _role_cut(one)
            if found:
                pass  # a name, and its affiliation on the lines below
            elif cut is not None and people_of(cut[1], cut[0]):
                found = _with_role(people_of(cut[1], cut[0]), one.text, cut[1])
            elif names_only:
                found = names_of(one.text, role)
            elif role:
                columns = re.sub(r" {2,}", "\t", one.lines[0].text) if len(one.lines) == 1 else one.wide
                found = (
                    people_of(one.wide, role)
                    or people_of(columns, role)
                    or _labelled_people(one, role)
                    or unusual_person(one.text, role)
                )
            else:  # sentences that say who is what
                found = tuple(person for person in people_of(one.wide, "?") if person.role != "?")
            key = found[0].role if len({p.role for p in found}) == 1 else ""
            if parts and key and parts[-1][0] == key:
                parts[-1][1].extend(entry)
                parts[-1][2].extend(found)
            else:
                parts.append((key, list(entry), list(found)))
        lead = self._lead()
        for key, blocks, people in parts:
            if key:
                findings = doubtful_people(people, blocks, lead if key == self.role else "")
                placed = not any(b.within for b in blocks)
                self._emit(
                    Shape.PEOPLE, blocks, people=tuple(people), role=key, placed=placed, findings=findings
                )
            else:
                shape = Shape.LIST if blocks[0].kind is Kind.ITEM else Shape.TEXT
                known = [
                    b
                    for b in blocks
                    if people or b.within or is_role(b.text.rstrip(":")) or is_contact(b.text)
                ]
                odd = [b for b in blocks if b not in known]
                findings = (unrecognized(odd, "people", "people"),) if odd else ()
                self._emit(shape, blocks, people=tuple(people), findings=findings)

    def _stacked(self, run: Sequence[Block]) -> tuple[Appointment, ...]:
        """Read lines as one person, or several: names, and below them their affiliation and an address."""
        role = self._role_above() if self.role or heading_kind(self.heading) == "people" else ""
        lines = run[0].kind is Kind.TEXT and all(one.kind is Kind.TEXT and not one.gap for one in run[1:])
        return _stack(run, role) if role and lines else ()

    # Limits and text

    def _limits(self, run: Sequence[Block], categories: Sequence[Submission | None]) -> None:
        self._emit(Shape.LIMITS, run, submissions=tuple(one for one in categories if one), placed=True)

    def _as_text(self, run: Sequence[Block]) -> None:
        """Keep a list or lines as text, with the facts that they say."""
        listed = run[0].kind is Kind.ITEM
        dates: list[DateEntry] = []
        people: list[Appointment] = []
        limits: list[Submission] = []
        findings: list[Finding] = []
        head = self._short_head() or self.heading
        for one in run:
            found = (
                read_dates(one.wide, self.year, self.order, strict=True, line=one.first)
                if self.kind != "topics"
                else ()
            )
            dates += [d for d in found if date_kind(d.label) is not DateKind.OTHER]
            cut = _role_cut(one)
            named = _with_role(people_of(cut[1], cut[0]), one.text, cut[1]) if cut is not None else ()
            if named:
                people += named
                findings += doubtful_people(named, (one,), "")
            for limit, certain in limits_of(one.text, one.strong, head):
                limits.append(limit)
                if not certain:
                    message = f"'{limit.printed}' was used as the limit of '{limit.category}'."
                    findings.append(doubt("submissions", one.first, message, Certainty.LIKELY))
            head = (
                one.text
                if one.kind is Kind.TEXT and is_category(one.text) and not find_limits(one.text)
                else head
            )
        if listed and (topic_lead(self._lead()) > 0 or self.kind == "topics"):
            findings.append(
                Finding(
                    field="text", line=run[0].first, hint="The words are on the page; add the facts by hand.",
                    message=f"A list of {len(run)} entries was not recognized as topics: '{clipped(run[0].text)}'",
                )
            )  # fmt: skip
        deadlines = [one for one in dates if date_kind(one.label) is not DateKind.EVENT]
        facts = self._key_dates(dates if listed and len(deadlines) > 1 else deadlines)
        facts["findings"] = (*facts["findings"], *findings)
        shape = Shape.LIST if listed else Shape.TEXT
        self._emit(shape, run, people=tuple(people), submissions=tuple(limits), **facts)
        if run[-1].text.endswith(":") and topic_lead(run[-1].text) > 0 and not listed:
            self.topic_level, self.topic_lead = max(self.level, 1) + 1, run[-1].text


def _stack(run: Sequence[Block], role: str) -> tuple[Appointment, ...]:
    """Read two to four lines as one person, or several: names, and below them their affiliation and an address."""
    if not 2 <= len(run) <= 4 or any("\t" in one.wide for one in run):
        return ()
    first, *rest = (one.text for one in run)
    names = names_of(first, role) if not is_name(first) else ()
    own_roles = [one for one in rest if is_role(one)]
    where = [one for one in rest if one not in own_roles]
    entry = run[0].kind is Kind.ITEM and len(where) == 1  # 'U. Tides, US' below a name is no person
    if (
        not (names or is_name(first))
        or len(own_roles) > 1
        or any(is_name(one) or len(one.split()) > 14 or (people_of(one, role) and not entry) for one in where)
    ):
        return ()
    role = own_roles[0] if own_roles else role
    found = people_of(", ".join([names[-1].name if names else first, *where]), role)
    if len(found) != 1:
        return ()
    shared = [replace(found[0], name=one.name, printed=one.words) for one in names[:-1]]
    own = names[-1].words if names else first
    return (*shared, replace(found[0], printed=" ".join([own, *rest])))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shares:
    """Shares of a list's entries, 0 to 1."""

    dates: float
    people: float
    limits: float
    kinds: float  #: of papers
    sentences: float
    addresses: float
    count: int


def _cells(row: Block) -> tuple[str, ...]:
    """Return the words of each cell of a row, those of empty ones empty."""
    return tuple(" ".join(one.split()) for one in " ".join(line.text for line in row.lines).split("\t"))


def _is_label_of_event(text: str) -> bool:
    """Return whether a label says that what follows is when or where the event is."""
    labels = rf"(?:{alternatives('when')}|{alternatives('where')}):?"
    return re.fullmatch(labels, f"{text.strip()}:", re.IGNORECASE) is not None


def _is_titled(block: Block) -> bool:
    """Return whether a block begins with emphasized words as the title of what follows."""
    title = block.strong
    facts = days_in(block.text, 2000) or find_limits(block.text)
    return bool(title) and title != block.text and len(title.split()) <= 12 and not facts


def _are_alike(before: Block, block: Block) -> bool:
    """Return whether two blocks are entries that count: 'Strand 1: ...', 'Strand 2: ...'."""
    (word, number), (other, following) = numbered_word(before.text), numbered_word(block.text)
    return bool(word) and word == other and following == number + 1


def _numbering(blocks: Sequence[Block]) -> float:
    """Return how much speaks for topics that the entries count, and what they say that they are."""
    entries = [one for one in blocks if not one.within and not one.level]
    if len(entries) < 2 or not all(_are_alike(a, b) for a, b in itertools.pairwise(entries)):
        return 0.0
    return 2.5 if numbered_word(entries[0].text)[0] in words("lists", "same") else 1.0


def _listed_in(text: str, *, led: bool) -> tuple[str, list[str]]:
    """Return what leads to the entries of a sentence, and the entries, at semicolons; none if it lists no topics.

    :param led: what is above leads to topics.
    """
    lead, colon, rest = text.partition(":")
    if not (topic_lead(f"{lead}:") > 0 and pattern("leads", "strong").search(lead)):
        if not led or colon:  # 'Soils: clay; sand' is one entry
            return "", []
        lead, rest = "", text
    entries = re.split(r"(?<=;)\s+", rest.strip())
    short = all(len(one.split()) <= 15 and not is_sentence(one) for one in entries)
    return (lead + colon, entries) if short and len(entries) > 2 else ("", [])


def _is_head(row: Block) -> bool:
    """Return whether all cells of a row are emphasized, as the names of columns are."""
    return bool(row.strong) and row.strong == row.text


def _is_grid(rows: Sequence[Block]) -> bool:
    """Return whether lines or rows hold topics in columns, and not topics with something said of each."""
    cells = [one.wide.split("\t") for one in rows]
    if min(map(len, cells)) < 2:
        return False
    first, second = (sum(len(row[n].split()) for row in cells) for n in (0, 1))
    lists = any("," in row[1] for row in cells) and not any("," in row[0] for row in cells)
    return second <= 3 * first and not lists and not any(row[0].strip().endswith(":") for row in cells)


def _is_running(block: Block) -> bool:
    """Return whether an entry is running text, and not 'Title: what it is about'."""
    title = re.match(r"([A-ZÀ-Þ][^:.]{2,110}?):\s+\S", block.text)
    titled = bool(block.strong and block.strong != block.text) or (
        title is not None and not is_sentence(title[1])
    )
    return (is_sentence(block.text) or len(block.text.split()) > 45) and not titled


def _role_cut(block: Block) -> tuple[str, str] | None:
    """Cut a line into a role and its people, behind a colon or, where the role is emphasized, behind that."""
    cut = role_and_rest(block.wide)
    rest = block.text.removeprefix(block.strong).strip(" :")
    if cut or not block.strong or not rest or not is_role(block.strong) or is_name(block.strong):
        return cut
    return bare_heading(block.strong), rest


def _labelled_people(block: Block, role: str) -> tuple[Appointment, ...]:
    """Read people behind what they are responsible for: 'Tidal Models: Ada Quill, Reef Labs'.

    :param role: that the heading names; of chairs it is theirs, of a committee the task is.
    """
    label = re.match(r"[^:@]{3,70}:\s+(?P<rest>\S.*)\Z", block.text)
    if not label:
        return ()
    task = block.text[: label.start("rest")].strip(" :")
    own = task if re.search(r"committee|organi[sz]|team\b|comit|kommit", role, re.IGNORECASE) else role
    return _with_role(people_of(label["rest"], own), block.text, label["rest"])


def _with_role(people: tuple[Appointment, ...], line: str, rest: str) -> tuple[Appointment, ...]:
    """Let the first person's printed words begin with the role before the name."""
    before = line[: len(line) - len(" ".join(rest.split()))].strip()
    return tuple(
        replace(one, printed=f"{before} {one.words}" if n == 0 else one.printed)
        for n, one in enumerate(people)
    )
