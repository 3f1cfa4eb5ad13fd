"""Build the report of a comparison: topics first, then the other text, key dates, submission categories and people."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from cfp_archive import formatting, messages
from cfp_archive.comparing.comparison import topic_marks
from cfp_archive.comparing.correspondence import Certainty, ChangeKind
from cfp_archive.comparing.facts import person_of
from cfp_archive.comparing.text import same_text
from cfp_archive.comparing.words import DiffOp, DiffSpan, word_marks
from cfp_archive.model import Outcome
from cfp_archive.report.model import Count, EditionName, Entry, Line, Match, Report, Section, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cfp_archive.comparing.comparison import Comparison, ListComparison
    from cfp_archive.comparing.correspondence import Correspondence, Grounds
    from cfp_archive.comparing.history import Member
    from cfp_archive.comparing.prose import SectionChange, Sentence
    from cfp_archive.messages import Message
    from cfp_archive.model import Appointment, Decision, Edition, Submission

#: The kinds that are always counted, zero or not; the others where there are any.
_WORDINGS = (ChangeKind.UNCHANGED, ChangeKind.REWORDED, ChangeKind.ADDED, ChangeKind.REMOVED)
_FACTS = (ChangeKind.UNCHANGED, ChangeKind.CHANGED, ChangeKind.ADDED, ChangeKind.REMOVED)
#: So many topics are named whose position changed.
_MOST_NAMED = 5
_OUTCOMES = {
    Outcome.SAME: messages.OUTCOME_SAME,
    Outcome.NOT_SAME: messages.OUTCOME_NOT_SAME,
    Outcome.SPLIT: messages.OUTCOME_SPLIT,
    Outcome.MERGED: messages.OUTCOME_MERGED,
}
#: Of one topic as one; of a split, merge or regrouping.
_CERTAINTIES = {
    Certainty.LIKELY: (messages.LIKELY_SAME, messages.LIKELY_SAME_SEVERAL),
    Certainty.CHECK: (messages.PERHAPS_SAME, messages.PERHAPS_SAME_SEVERAL),
}


def report_on(comparison: Comparison) -> Report:
    """Build the report that every writer writes."""
    old, new = comparison.old, comparison.new
    notes = []
    if comparison.backwards:
        notes.append(messages.REVERSE_ORDER(edition=comparison.new_title))
    if comparison.between:
        years = formatting.listing(comparison.between)
        notes.append(messages.TOPICS_FOLLOWED(n=len(comparison.between), years=years))
    if comparison.missing_calls:
        years = formatting.listing(comparison.missing_calls)
        notes.append(messages.CALLS_MISSING_BETWEEN(n=len(comparison.missing_calls), years=years))
    return Report(
        title=messages.COMPARE_PAIR(old=comparison.old_title, new=comparison.new_title),
        old=EditionName(key=old.key, title=comparison.old_title),
        new=EditionName(key=new.key, title=comparison.new_title),
        missing_calls=comparison.missing_calls,
        followed_through=comparison.between,
        notes=tuple(notes),
        sections=(
            *(_list_section(one, comparison) for one in comparison.lists),
            _prose_section(comparison),
            *_facts_sections(comparison),
        ),
    )


def counts_row(
    counts: Mapping[ChangeKind, int],
    always: Sequence[ChangeKind] = _WORDINGS,
    words: Mapping[ChangeKind, Message] | None = None,
) -> tuple[Count, ...]:
    """Count the kinds that are always counted, and those that there are.

    :param words: messages for kinds that have another name here than elsewhere.
    """
    words = words or {}
    return tuple(
        Count(
            kind=kind,
            number=counts.get(kind, 0),
            label=words[kind](n=counts.get(kind, 0)) if kind in words else kind.counted(counts.get(kind, 0)),
        )
        for kind in ChangeKind
        if kind in always or counts.get(kind, 0)
    )


def decision_text(one: Decision) -> str:
    """Return a decision on a match as readers see it."""
    outcome, day = _OUTCOMES[one.outcome](), formatting.day(one.decided)
    if one.by:
        return messages.DECISION_BY(person=one.by, outcome=outcome, day=day, reason=one.reason)
    return messages.DECISION(outcome=outcome, day=day, reason=one.reason)


def match_of(change: Correspondence[Any]) -> Match | None:
    """Return what is said of a match that is not sure; None for a sure one."""
    if change.grounds is None or change.certainty not in _CERTAINTIES:
        return None
    label = _CERTAINTIES[change.certainty][change.is_several]
    return Match(label=label(), reasons=reasons_of(change.grounds))


def reasons_of(grounds: Grounds) -> tuple[str, ...]:
    """Return why topics are matched: the rarest words that both have, and the share of each that the other has."""
    words = messages.WORDS_IN_BOTH(words=", ".join(grounds.shared_words))
    return (
        words if grounds.shared_words else messages.RELATED_WORDS(),
        messages.SHARES_HELD(old=f"{grounds.old_held:.0%}", new=f"{grounds.new_held:.0%}"),
    )


def _entry(one: Correspondence[Any], **more: Any) -> Entry:
    """Make an entry of a change."""
    return Entry(
        **{
            "kind": one.kind,
            "label": one.label,
            "notes": tuple(note.text for note in one.notes),
            "match": match_of(one),
            "decisions": tuple(decision_text(decision) for decision in one.decisions),
            "change": one,
            **more,
        }
    )


def _folding(
    entries: Iterable[Entry], titles: Mapping[ChangeKind, Callable[[int], str]]
) -> tuple[Entry, ...]:
    """Fold the entries of some kinds into groups, whose titles count them."""
    entries = list(entries)
    sizes = Counter(one.kind for one in entries)
    return tuple(
        replace(one, fold=titles[one.kind](sizes[one.kind])) if one.kind in titles else one for one in entries
    )


# Topics


def _list_section(one: ListComparison, comparison: Comparison) -> Section:
    both = bool(one.old and one.new)
    sizes = {ChangeKind.UNCHANGED: lambda n: messages.UNCHANGED_TOPICS(n=n)}
    if not both:
        sizes[ChangeKind.ONE_SIDED] = lambda n: messages.TOPICS(n=n)
    return Section(
        id="topics",
        title=one.label,
        list=one.name,
        summary=(
            list_summary(
                one, comparison.old, comparison.new, comparison.new_title if one.new else comparison.old_title
            ),
        ),
        counts=counts_row(one.counts) if both else (),
        entries=_folding((topic_entry(change) for change in one.changes), sizes),
        notes=_positions(one),
        decisions=tuple(decision_text(decision) for decision in one.rejections),
    )


def list_summary(one: ListComparison, old: Edition, new: Edition, title: str = "") -> str:
    """Return how many entries a list has in two calls, and how many of them are headings, so that counts of changes add up to them.

    :param title: of the edition that has the list alone.
    """
    if not one.old or not one.new:
        return messages.ONE_HAS_LIST(edition=title, n=len(one.old or one.new))
    groups = [topics.groups if (topics := edition.topic_list(one.name)) else 0 for edition in (old, new)]
    sizes: dict[str, Any] = {"old": old.key, "new": new.key, "n": len(one.old), "other": len(one.new)}
    if any(groups):
        return messages.ENTRY_SIZES(**sizes, headings=groups[0], other_headings=groups[1])
    return messages.TOPIC_SIZES(**sizes)


def _positions(one: ListComparison) -> tuple[str, ...]:
    if not one.shifted:
        return ()
    named = formatting.listing(
        messages.QUOTED(text=change.new[0].head) for change in one.shifted[:_MOST_NAMED]
    )
    more = len(one.shifted) - _MOST_NAMED
    if more > 0:
        return (messages.POSITIONS_CHANGED_AND_MORE(n=more, topics=named),)
    return (messages.POSITIONS_CHANGED(topics=named),)


def topic_entry(one: Correspondence[Member]) -> Entry:
    """Make the entry of what became of a topic, or of several."""
    if not one.old or not one.new:
        op = {ChangeKind.ADDED: DiffOp.INSERT, ChangeKind.REMOVED: DiffOp.DELETE}.get(one.kind, DiffOp.EQUAL)
        return _entry(one, lines=tuple(_topic_line(topic, op) for topic in (*one.old, *one.new)))
    if len(one.old) > 1 or len(one.new) > 1:
        lines = [
            replace(_topic_line(topic, op), edition=topic.place.edition)
            for side, op in ((one.old, DiffOp.DELETE), (one.new, DiffOp.INSERT))
            for topic in side
        ]
        return _entry(one, lines=tuple(lines))
    topic = one.new[0]
    marks = topic_marks(one)
    if all(mark.op is DiffOp.EQUAL for mark in marks):
        marks = (DiffSpan(op=DiffOp.EQUAL, text=topic.head),)
    return _entry(one, lines=(Line(marks=marks, head=topic.head, topic=topic.key),))


def _topic_line(topic: Member, op: DiffOp) -> Line:
    return plain(topic.text, op, head=topic.head, topic=topic.key)


# Prose


def _prose_section(comparison: Comparison) -> Section:
    sections = comparison.sections
    both = [one for one in sections if one.in_both]
    counts = Counter(change.kind for one in both for change in one.sentences)
    counts[ChangeKind.MOVED] = sum(
        change.kind is ChangeKind.MOVED and bool(change.new) for one in sections for change in one.sentences
    )
    same = [one for one in both if one.kind is ChangeKind.UNCHANGED]
    made = [_section(one, comparison, "") for one in both if one.kind is not ChangeKind.UNCHANGED]
    lone = [
        (comparison.new_title, [one for one in sections if one.old_heading is None]),
        (comparison.old_title, [one for one in sections if one.new_heading is None]),
    ]
    for edition, alone in lone:
        headings = formatting.listing(_heading(one.heading) for one in alone)
        fold = messages.SECTIONS_ONLY_IN(edition=edition, headings=headings)
        made += [_section(one, comparison, fold) for one in alone]
    made += [_section(one, comparison, messages.UNCHANGED_SECTIONS(n=len(same))) for one in same]
    summary = (messages.MAY_BE_INCOMPLETE(),) if any(alone for _, alone in lone) else ()
    return Section(
        id="prose",
        title=messages.OTHER_TEXT(),
        summary=summary if sections else (messages.NO_OTHER_TEXT(),),
        counts=counts_row(counts) if both or counts[ChangeKind.MOVED] else (),
        sections=tuple(made),
    )


def _heading(heading: str | None) -> str:
    """Return a section's heading; what is before any is the opening."""
    return heading or messages.OPENING_TEXT()


def _section(one: SectionChange, comparison: Comparison, fold: str) -> Section:
    notes: tuple[str, ...] = ()
    if one.in_both and not same_text(one.old_heading or "", one.new_heading or ""):
        before = messages.HEADING_BEFORE(year=comparison.old.key, heading=_heading(one.old_heading))
        notes = (before,)
    entries: list[Entry] = []
    for (gone, _), group in groupby(one.sentences, key=lambda change: (_has_gone(change), change.label)):
        changes = list(group)
        if gone:
            detail = changes[0].detail
            target = detail["target"] if detail else ""
            label = messages.SENTENCES_MOVED_TO(n=len(changes), target=target)
            paragraph = changes[0].old[0].paragraph
            entries.append(_entry(changes[0], label=label, paragraph=paragraph))
        else:
            entries += [_sentence_entry(change) for change in changes]
    titles = {ChangeKind.UNCHANGED: lambda n: messages.UNCHANGED_SENTENCES(n=n)}
    return Section(
        id="",
        title=_heading(one.heading),
        entries=_folding(entries, {} if one.kind is ChangeKind.UNCHANGED else titles),
        notes=notes,
        fold=fold,
    )


def _has_gone(one: Correspondence[Sentence]) -> bool:
    return one.kind is ChangeKind.MOVED and not one.new


def _sentence_entry(one: Correspondence[Sentence]) -> Entry:
    old, new = ("".join(sentence.text for sentence in side) for side in (one.old, one.new))
    if one.kind is ChangeKind.ONE_SIDED or not old or not new:
        op = {ChangeKind.ADDED: DiffOp.INSERT, ChangeKind.REMOVED: DiffOp.DELETE}.get(one.kind, DiffOp.EQUAL)
        line = plain(new or old, op)
    elif one.kind is ChangeKind.UNCHANGED:
        line = plain(new)
    else:
        line = Line(marks=word_marks(old, new))
    return _entry(one, lines=(line,), paragraph=(*one.new, *one.old)[0].paragraph)


# Key dates, submission categories, people


class _Sort(NamedTuple):
    """A sort of facts, in the words of readers."""

    id: str  #: as a section; with underscores, the field
    title: Message
    none: Message  #: a call does not state any such facts: that is not the same as having dropped them
    neither: Message
    unchanged: Message
    counted: dict[ChangeKind, Message]  #: for kinds that have another name here than elsewhere


_KEY_DATES = _Sort(
    "key-dates", messages.KEY_DATES, messages.NO_KEY_DATES, messages.NEITHER_KEY_DATES, messages.UNCHANGED_KEY_DATES,
    {ChangeKind.CHANGED: messages.N_SHIFTED},
)  # fmt: skip
_SUBMISSIONS = _Sort(
    "submissions", messages.SUBMISSIONS, messages.NO_SUBMISSIONS, messages.NEITHER_SUBMISSIONS,
    messages.UNCHANGED_SUBMISSIONS, {},
)  # fmt: skip
_PEOPLE = _Sort(
    "people", messages.PEOPLE, messages.NO_PEOPLE, messages.NEITHER_PEOPLE, messages.UNCHANGED_PEOPLE,
    {ChangeKind.REMOVED: messages.N_NO_LONGER_NAMED},
)  # fmt: skip
_PEOPLE_ORDER = (
    ChangeKind.CHANGED,
    ChangeKind.ADDED,
    ChangeKind.REMOVED,
    ChangeKind.UNCHANGED,
    ChangeKind.ONE_SIDED,
)


def _facts_sections(comparison: Comparison) -> Iterator[Section]:
    dates = (_fact_entry(one, (one.new or one.old)[0].label, formatting.key_date) for one in comparison.dates)
    yield _facts_section(comparison, _KEY_DATES, dates)
    limits = (_fact_entry(one, (one.new or one.old)[0].category, _limit) for one in comparison.submissions)
    yield _facts_section(comparison, _SUBMISSIONS, limits)
    people = [_person_entry(one, comparison) for one in comparison.people]
    yield _facts_section(comparison, _PEOPLE, sorted(people, key=lambda one: _PEOPLE_ORDER.index(one.kind)))


def _facts_section(comparison: Comparison, sort: _Sort, entries: Iterable[Entry]) -> Section:
    old, new = (getattr(one.facts, sort.id.replace("-", "_")) for one in (comparison.old, comparison.new))
    titles = comparison.old_title, comparison.new_title
    holder, silent = titles if old else titles[::-1]
    summary = () if old and new else (sort.none(edition=silent) if old or new else sort.neither(),)
    folds: dict[ChangeKind, Callable[[int], str]] = {
        ChangeKind.UNCHANGED: lambda n: sort.unchanged(n=n),
        ChangeKind.ONE_SIDED: lambda n: messages.ONLY_IN(n=n, edition=holder),
    }
    shown = _folding(entries, folds)
    counts = () if summary else counts_row(Counter(one.kind for one in shown), _FACTS, sort.counted)
    return Section(id=sort.id, title=sort.title(), summary=summary, counts=counts, entries=shown)


def _fact_entry(one: Correspondence[Any], subject: str, words: Callable[[Any], str]) -> Entry:
    """Make an entry of a fact with the older and the newer value, marked; a value that both share is there once."""
    old, new = ("".join(map(words, side)) for side in (one.old, one.new))
    if one.kind is ChangeKind.ONE_SIDED or old == new:
        line = plain(old or new)
    else:
        runs = ((DiffOp.DELETE, old), (DiffOp.EQUAL, " " if old and new else ""), (DiffOp.INSERT, new))
        line = Line(marks=tuple(DiffSpan(op=op, text=text) for op, text in runs if text))
    return _entry(one, subject=subject, lines=(line,))


def _limit(one: Submission) -> str:
    """Return the page limit of a category as printed, or in the usual words."""
    if one.printed:
        return one.printed
    return formatting.page_limit(one.pages) if one.pages else messages.NO_LIMIT()


def _person_entry(one: Correspondence[Appointment], comparison: Comparison) -> Entry:
    key, name = person_of(comparison.archive, (*one.new, *one.old)[0])
    years = comparison.old.key, comparison.new.key
    old, new = (formatting.listing(map(_role, side)) for side in (one.old, one.new))
    if old == new:
        lines = [messages.IN_BOTH(year=years[0], other=years[1], roles=new)]
    else:
        lines = [
            messages.IN_ONE(year=year, roles=roles)
            for year, roles in zip(years, (old, new), strict=True)
            if roles
        ]
    return _entry(one, subject=name, person=key, lines=tuple(map(plain, lines)))


def _role(one: Appointment) -> str:
    """Return a role with affiliation and country, all as printed."""
    where = ", ".join(filter(None, (one.affiliation, one.country)))
    return messages.APPOINTMENT(role=one.role, affiliation=where) if where else one.role
