"""Follow every topic from edition to edition: the graph that all comparisons are read off."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.comparing.alignment import align, effect_of
from cfp_archive.comparing.correspondence import Certainty, ChangeKind, Correspondence, Grounds, Rule
from cfp_archive.comparing.evidence import Item
from cfp_archive.comparing.text import exact_key, same_text, words
from cfp_archive.memory import make_anew
from cfp_archive.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from cfp_archive.memory import Recall
    from cfp_archive.model import Archive, Decision, Topic

#: Of the topics that hold a word so many are looked at, the latest ones: the search stays quick in a long archive.
_MOST_LOOKED_AT = 64
#: So many topics are worth a full comparison with one new topic.
_MOST_KEPT = 2
#: Two topics that share less than this of the shorter one's words are no candidates; a full comparison is stricter.
_LEAST_SHARED = 0.5


class TopicRef(NamedTuple):
    """A topic of a call."""

    list: str  #: the list's name
    edition: str  #: the edition's key
    position: int  #: 0-based, in the list


#: A step in the life of topics: older ones that live on as newer ones, with nothing in between. The newer ones are of one
#: edition; the older ones are of the edition before, or of earlier ones if a topic skipped editions. A topic is on the
#: older side of at most one step and on the newer side of at most one.
TopicStep = Correspondence[TopicRef]


def make_step(
    old: Iterable[TopicRef],
    new: Iterable[TopicRef],
    topics: Mapping[TopicRef, Topic],
    language: str,
    grounds: Grounds,
    decisions: tuple[Decision, ...] = (),
) -> TopicStep:
    """Make a step; its kind and change follow from the lists and wordings of its members."""
    old, new = tuple(sorted(old)), tuple(sorted(new))
    effect = effect_of([topics[ref] for ref in old], [topics[ref] for ref in new], language)
    if len(old) == len(new) == 1 and old[0].list != new[0].list:
        effect = effect._replace(kind=ChangeKind.MOVED, title_kept=False)
    return Correspondence(**effect._asdict(), old=old, new=new, grounds=grounds, decisions=decisions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """All topics of all editions, and the steps between them. Treat its mappings as read-only."""

    order: Mapping[str, int]  #: 0-based rank of each edition, oldest first
    lists: Mapping[str, tuple[str, ...]]  #: for each list name the editions that have it, oldest first
    topics: Mapping[TopicRef, Topic]  #: by edition, then list, then position
    steps: tuple[TopicStep, ...]  #: by newer edition
    step_into: Mapping[TopicRef, TopicStep]  #: the step by which a topic came from older ones
    step_from: Mapping[TopicRef, TopicStep]  #: the step by which a topic lives on
    rejected: Mapping[TopicRef, tuple[Decision, ...]]  #: decisions that keep a topic apart from another
    nested: frozenset[tuple[str, str]]  #: (list, edition) of the lists that have headings
    language: str  #: of the topics, an ISO 639-1 code
    #: Matches with topics of earlier editions or other lists that are not sure enough to be steps: a person is asked.
    unsure: tuple[TopicStep, ...]

    def refs(self, name: str, edition: str) -> tuple[TopicRef, ...]:
        """Return the topics of a list of an edition, in order; none if the edition does not have the list."""
        return refs_in(self.topics, name, edition)

    def previous(self, name: str, edition: str) -> str | None:
        """Return the last edition before this one that has the list, or None."""
        rank = self.order[edition]
        return next((key for key in reversed(self.lists.get(name, ())) if self.order[key] < rank), None)

    def next(self, name: str, edition: str) -> str | None:
        """Return the next edition after this one that has the list, or None."""
        rank = self.order[edition]
        return next((key for key in self.lists.get(name, ()) if self.order[key] > rank), None)


class _GraphBuilder:
    """The graph while it grows, edition by edition."""

    def __init__(self, archive: Archive, recall: Recall) -> None:
        self.archive, self.recall = archive, recall
        self.order = {edition.key: rank for rank, edition in enumerate(archive.editions)}
        self.language = archive.series.language
        self.topics: dict[TopicRef, Topic] = {}
        self.lists: defaultdict[str, dict[str, tuple[TopicRef, ...]]] = defaultdict(dict)
        self.steps: list[TopicStep] = []
        self.step_into: dict[TopicRef, TopicStep] = {}
        self.step_from: dict[TopicRef, TopicStep] = {}
        self.rejected: dict[TopicRef, tuple[Decision, ...]] = {}
        self.unsure: list[TopicStep] = []
        self.inactive = _InactiveTopics(self.language)

    def add_edition(self, key: str, lists: Mapping[str, Sequence[Topic]]) -> None:
        """Take in the newest edition, and find where its topics come from."""
        previous = {name: next(reversed(self.lists[name].values()), ()) for name in lists}
        for name, topics in lists.items():
            refs = tuple(TopicRef(name, key, position) for position in range(len(topics)))
            self.topics.update(zip(refs, topics, strict=True))
            self.lists[name][key] = refs
        here = {name: self.lists[name][key] for name in lists}
        decisions = self._decisions_about(key)
        steps = [step for name, refs in here.items() for step in self._follow(previous[name], refs)]
        self._accept(self._apply(decisions, steps))
        for moved in (False, True):
            for name, refs in here.items():
                self._find_gone(previous[name], refs, decisions, moved=moved)
        for ref in (ref for refs in here.values() for ref in refs):
            self.inactive.add(ref, self.topics[ref].text)

    def _accept(self, steps: Iterable[TopicStep]) -> None:
        """Make steps part of the graph."""
        for step in steps:
            self.steps.append(step)
            self.step_into.update(dict.fromkeys(step.new, step))
            for ref in step.old:
                self.step_from[ref] = step
                self.inactive.remove(ref)

    def _unmatched(self, refs: Iterable[TopicRef]) -> list[TopicRef]:
        """Return the topics that no older topic leads to, so far."""
        return [ref for ref in refs if ref not in self.step_into]

    def _steps(
        self,
        old: Sequence[TopicRef],
        old_items: Sequence[Item],
        new: Sequence[TopicRef],
        new_items: Sequence[Item],
    ) -> list[TopicStep]:
        """Align two lists and return their links as steps."""
        aligned = self.recall(
            partial(align, old_items, new_items, language=self.language),
            "aligned",
            old_items,
            new_items,
            self.language,
        )
        return [
            self._step((old[i] for i in link.old), (new[j] for j in link.new), link.grounds or _DECIDED)
            for link in aligned.links
        ]

    def _step(
        self,
        old: Iterable[TopicRef],
        new: Iterable[TopicRef],
        grounds: Grounds,
        decisions: tuple[Decision, ...] = (),
    ) -> TopicStep:
        return make_step(old, new, self.topics, self.language, grounds, decisions)

    def _apply(self, decisions: Iterable[_ResolvedDecision], steps: Iterable[TopicStep]) -> list[TopicStep]:
        """Apply decisions to automatic steps. A decision changes what it names and nothing else; a later one wins."""
        steps = list(steps)
        for old, new, decision in decisions:
            if decision.outcome is not Outcome.NOT_SAME:
                steps = self._without(steps, old=old, new=new)
                steps.append(self._step(old, new, _DECIDED, (decision,)))
                continue
            about = [step for step in steps if not old.isdisjoint(step.old) and not new.isdisjoint(step.new)]
            for step in about:
                steps.remove(step)
                # Whoever has other partners keeps them.
                steps += self._without([step], new=new) or self._without([step], old=old)
        return steps

    def _without(
        self, steps: Iterable[TopicStep], *, old: Collection[TopicRef] = (), new: Collection[TopicRef] = ()
    ) -> list[TopicStep]:
        """Take topics out of the steps; a step that has none left on a side is gone."""
        kept = []
        for step in steps:
            olds = [ref for ref in step.old if ref not in old]
            news = [ref for ref in step.new if ref not in new]
            if len(olds) == len(step.old) and len(news) == len(step.new):
                kept.append(step)
            elif olds and news:
                kept.append(self._step(olds, news, step.grounds or _DECIDED, step.decisions))
        return kept

    def _follow(self, previous: Sequence[TopicRef], refs: Sequence[TopicRef]) -> list[TopicStep]:
        """Return the steps of a list from its predecessor, but for topics that moved elsewhere while it was absent."""
        items = (topic_items(self.topics, side) for side in (previous, refs))
        steps = self._steps(previous, next(items), refs, next(items))
        return self._without(steps, old=[ref for ref in previous if ref in self.step_from])

    def _find_gone(
        self,
        previous: Sequence[TopicRef],
        refs: Sequence[TopicRef],
        decisions: Sequence[_ResolvedDecision],
        *,
        moved: bool,
    ) -> None:
        """Match what is new in a list with topics that were gone.

        Sure matches become steps; a person is asked about the others.

        :param previous: the list's predecessor.
        :param moved: look for topics of other lists, one to one, and not for those of the same list before its predecessor.
        """
        fresh = self._unmatched(refs)
        name, known = refs[0].list, set(previous)
        gone = self.inactive.find(
            (self.topics[ref].text for ref in fresh),
            lambda ref: (ref.list != name) == moved and ref not in known,
        )
        if not gone:
            return
        # The predecessor's topics take part so that words weigh what they weigh in these lists, unless they left it before.
        edition = refs[0].edition
        left = {
            ref for ref in previous if ref in self.step_from and self.step_from[ref].new[0].edition != edition
        }
        present = [ref for ref in previous if ref not in left]
        old, items = self._with_inactive(present, gone)
        steps = self._steps(old, items, refs, topic_items(self.topics, refs))
        steps = [step for step in steps if set(step.old) <= set(gone) and set(step.new) <= set(fresh)]
        rejections = [decision for decision in decisions if decision.keeps_apart]
        for step in self._apply(rejections, steps):
            if step.is_several and moved:
                continue
            if step.certainty is Certainty.SURE:
                self._accept([step])
            elif not step.is_several:
                self.unsure.append(step)

    def _with_inactive(
        self, previous: Sequence[TopicRef], gone: Sequence[TopicRef]
    ) -> tuple[list[TopicRef], list[Item]]:
        """Add topics that were gone to a list, each under the heading that it had there, if it had one."""
        old, items = list(previous), topic_items(self.topics, previous)
        for ref in gone:
            above = self.topics[ref].parent
            parent = None
            if above is not None:
                heading = ref._replace(position=above)
                text = self.topics[heading].text
                parent = next((k for k, item in enumerate(items) if same_text(item.text, text)), len(old))
                if parent == len(old):
                    old.append(heading)
                    items.append(Item(text=text))
            old.append(ref)
            items.append(replace(topic_items(self.topics, [ref])[0], parent=parent))
        return old, items

    def _decisions_about(self, edition: str) -> list[_ResolvedDecision]:
        """Return the decisions about an edition, with the topics that they name found; `check` reports the others."""
        resolved = []
        for decision in self.archive.decisions:
            if (
                decision.new_edition != edition
                or self.order.get(decision.old_edition, len(self.order)) >= self.order[edition]
            ):
                continue
            olds, new = topics_decided(decision, self.topics)
            old = frozenset(map(self._last, olds))
            if old and new and old.isdisjoint(self.step_from):
                resolved.append(_ResolvedDecision(old, new, decision))
                if resolved[-1].keeps_apart:
                    for ref in (*old, *new):
                        self.rejected[ref] = (*self.rejected.get(ref, ()), decision)
        return resolved

    def _last(self, ref: TopicRef) -> TopicRef:
        """Follow a topic to where it was last listed, as far as one topic lives on as one."""
        while (step := self.step_from.get(ref)) is not None and step.continues:
            ref = step.new[0]
        return ref


class _InactiveTopics:
    """The last wordings of topics that no edition has carried on so far, indexed by word."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._words: dict[TopicRef, frozenset[str]] = {}
        self._refs: dict[str, dict[TopicRef, None]] = {}  # word -> topics that hold it, latest last

    def add(self, ref: TopicRef, text: str) -> None:
        """Take in a topic."""
        keys = self._words[ref] = self._words_of(text)
        for word in keys:
            self._refs.setdefault(word, {})[ref] = None

    def remove(self, ref: TopicRef) -> None:
        """Remove a topic that lives on."""
        for word in self._words.pop(ref, frozenset()):
            del self._refs[word][ref]

    def find(self, texts: Iterable[str], accept: Callable[[TopicRef], bool]) -> list[TopicRef]:
        """Return the accepted topics that share the rarest words with any of the texts, in order."""
        found: set[TopicRef] = set()
        for text in texts:
            keys = self._words_of(text)
            shared: Counter[TopicRef] = Counter()
            likeness: defaultdict[TopicRef, float] = defaultdict(float)
            for word in sorted(keys):
                refs = self._refs.get(word, {})
                for ref in filter(accept, islice(reversed(refs), _MOST_LOOKED_AT)):
                    shared[ref] += 1
                    likeness[ref] += 1 / len(refs)
            # Each topic has its whole text as one word more.
            least = {ref: _LEAST_SHARED * max(min(len(self._words[ref]), len(keys)) - 1, 1) for ref in shared}
            near = [ref for ref in shared if shared[ref] >= least[ref]]
            found.update(sorted(near, key=lambda ref: (-likeness[ref], ref))[:_MOST_KEPT])
        return sorted(found)

    def _words_of(self, text: str) -> frozenset[str]:
        """Return the words of a topic, and the whole text as one more, so that the same text is always found."""
        return frozenset({*words(text, self._language), exact_key(text)})


# Decisions

_DECIDED = Grounds(rule=Rule.HUMAN)


class _ResolvedDecision(NamedTuple):
    """A decision with the topics that it names; the older ones followed to where they were last listed."""

    old: frozenset[TopicRef]
    new: frozenset[TopicRef]
    decision: Decision

    @property
    def keeps_apart(self) -> bool:
        """Whether the decision rejects a match."""
        return self.decision.outcome is Outcome.NOT_SAME


def find_topic(topics: Sequence[Topic], wording: str) -> int | None:
    """Find the topic that a decision or a topic key names.

    The whole wording counts before the title alone, and the same characters before the same text.

    :returns: its 0-based index, or None.
    """
    wording = " ".join(wording.split())
    wordings = [topic.text for topic in topics], [topic.head for topic in topics]
    for texts in wordings:
        if wording in texts:
            return texts.index(wording)
    same = (k for texts in wordings for k, text in enumerate(texts) if same_text(text, wording))
    return next(same, None)


def topics_decided(
    decision: Decision, topics: Mapping[TopicRef, Topic]
) -> tuple[frozenset[TopicRef], frozenset[TopicRef]]:
    """Find the older and the newer topics that a decision names; none of a side if one of them is not there."""

    def named(name: str, edition: str, wordings: Sequence[str]) -> frozenset[TopicRef]:
        refs = refs_in(topics, name, edition)
        found = [find_topic([topics[ref] for ref in refs], wording) for wording in wordings]
        return frozenset() if None in found else frozenset(refs[k] for k in found if k is not None)

    return (
        named(decision.list, decision.old_edition, decision.old),
        named(decision.newer_list, decision.new_edition, decision.new),
    )


def refs_in(topics: Mapping[TopicRef, Topic], name: str, edition: str) -> tuple[TopicRef, ...]:
    """Return the topics of a list of an edition, in order; none if the edition does not have the list."""
    refs: list[TopicRef] = []
    while (ref := TopicRef(name, edition, len(refs))) in topics:
        refs.append(ref)
    return tuple(refs)


def topic_items(topics: Mapping[TopicRef, Topic], refs: Sequence[TopicRef]) -> list[Item]:
    """Return topics as items for an alignment, each under its heading if that is one of them."""
    index = {ref: k for k, ref in enumerate(refs)}
    return [
        Item(
            text=topic.text,
            parent=None if topic.parent is None else index.get(ref._replace(position=topic.parent)),
            title=None if topic.head == topic.text else topic.head,
        )
        for ref, topic in ((ref, topics[ref]) for ref in refs)
    ]


def trace(archive: Archive, recall: Recall = make_anew) -> Graph:
    """Follow all topics of an archive through its editions.

    The time taken grows with the number of editions, not with its square: each list is aligned with its predecessor,
    and what is new in it with the few gone topics that share its words.

    :param recall: returns how an earlier run aligned the same lists. Default: all are aligned anew.
    """
    builder = _GraphBuilder(archive, recall)
    for edition in archive.editions:
        # Of lists with one name, which `check` reports, the first.
        lists = [one for one in edition.lists if one.topics and edition.topic_list(one.name) is one]
        builder.add_edition(edition.key, {one.name: one.topics for one in lists})
    return Graph(
        order=builder.order,
        lists={name: tuple(editions) for name, editions in builder.lists.items()},
        topics=builder.topics,
        steps=tuple(builder.steps),
        step_into=builder.step_into,
        step_from=builder.step_from,
        rejected=builder.rejected,
        language=builder.language,
        unsure=tuple(builder.unsure),
        nested=frozenset(
            (ref.list, ref.edition) for ref, topic in builder.topics.items() if topic.parent is not None
        ),
    )
