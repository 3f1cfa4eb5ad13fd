"""Rules about topics: their lists, the decisions about their matches, and their permanent keys."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from cfp_archive.checking.rule import archive_rule, at, at_entry, edition_rule
from cfp_archive.comparing.graph import find_topic, trace
from cfp_archive.comparing.history import anchored_topic, build_history
from cfp_archive.comparing.uncertain import find_uncertain, is_superfluous, uncertain_in
from cfp_archive.model import Outcome
from cfp_archive.problems import Code
from cfp_archive.reading.proof import prove

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cfp_archive.checking.rule import Finding
    from cfp_archive.model import Archive, Decision, Edition, TopicKey, TopicList

_KEYS = "topics.yaml"
_DECISIONS = "decisions.yaml"

#: The rules about keys ask for the history of one archive.
_history = lru_cache(maxsize=1)(build_history)


# Lists


@archive_rule(Code.UNKNOWN_LIST)
def unknown_list(archive: Archive) -> Iterator[Finding]:
    """Find list names that series.yaml does not declare and no other edition uses, so that nothing is compared with them."""
    declared = ", ".join(label.name for label in archive.series.lists)
    for edition, topics, meant in unknown_lists(archive):
        name = topics.name
        if meant:
            message = f"Unknown list name '{name}': no other edition uses it."
            hint = f"Did you mean '{meant}'? If not, declare '{name}' under 'lists' in series.yaml."
        else:
            message = f"Unknown list name '{name}': neither series.yaml nor another edition has it."
            hint = f"Use one of {declared}, or declare it under 'lists' in series.yaml."
        yield at(edition, topics.line), message, hint


def unknown_lists(archive: Archive) -> Iterator[tuple[Edition, TopicList, str | None]]:
    """Yield the lists whose names are not known: their edition, the list, and the known name that may be meant.

    Known are the names that series.yaml declares, and those that two editions use. Where series.yaml declares none, a
    series may name its lists as it likes: a name is then asked about only if it is nearly that of another edition's list.
    """
    if "series.yaml" in archive.unread:
        return
    declared = {label.name for label in archive.series.lists}
    uses = Counter(name for edition in archive.editions for name in {one.name for one in edition.lists})
    asked: set[str] = set()
    for edition in reversed(archive.editions):  # of two names, the later one is asked about
        beside = {topics.name for topics in edition.lists}
        for topics in edition.lists:
            name = topics.name
            if name in declared or uses[name] > 1 or name in asked:
                continue
            # Names that one edition uses side by side are meant to differ.
            meant = _misspelt(name, [other for other in (*declared, *uses) if other not in beside | asked])
            if meant or declared:
                asked.add(name)
                yield edition, topics, meant


def _misspelt(name: str, others: Iterable[str]) -> str | None:
    """Return the name that differs by a slip: case, signs, number (topic, topics) or a letter; None if there is none."""
    folded = _folded_name(name)
    ranked = sorted((OSA.distance(folded, _folded_name(other)), other) for other in others if other != name)
    if not ranked:
        return None
    distance, other = ranked[0]
    # A digit or a single letter is what tells two lists apart: track-1 and track-2.
    differs = folded != _folded_name(other)
    numbered = differs and re.sub(r"\d+", "", folded) == re.sub(r"\d+", "", _folded_name(other))
    lettered = all(len(part.rpartition("-")[2]) == 1 for part in (name, other))
    allowed = 0 if len(folded) < 4 else 1 if len(folded) < 8 else 2
    return other if distance <= allowed and not numbered and not lettered else None


def _folded_name(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold()).removesuffix("s")


@edition_rule(Code.LIST_EMPTY)
def list_empty(edition: Edition) -> Iterator[Finding]:
    """Find topic lists without topics: the words 'topics include' came over, and what followed was lost."""
    hint = "Add the topics, each on a line that begins with '- ', or delete the directive."
    for topics in edition.lists:
        if not topics.topics:
            yield at(edition, topics.line), f"The topic list '{topics.name}' is empty.", hint


@edition_rule(Code.LIST_REPEATED)
def list_repeated(edition: Edition) -> Iterator[Finding]:
    """Find list names that are used twice, so that it is open which list another edition's is compared with."""
    seen: dict[str, int] = {}
    for topics in edition.lists:
        if topics.name in seen:
            message = f"The list name '{topics.name}' is already used on line {seen[topics.name]}."
            yield at(edition, topics.line), message, "Give this list another name."
        seen.setdefault(topics.name, topics.line)


@edition_rule(Code.TOPIC_EMPTY)
def topic_empty(edition: Edition) -> Iterator[Finding]:
    """Find list entries without words."""
    for topics in edition.lists:
        for topic in topics.topics:
            if not topic.text:
                message = f"A topic of the list '{topics.name}' is empty."
                yield at(edition, topic.line), message, "Add its words, or delete it."


@edition_rule(Code.TOPIC_REPEATED)
def topic_repeated(edition: Edition) -> Iterator[Finding]:
    """Find topics that a list has twice, in whatever case and punctuation.

    Some calls print a topic twice. Where the page is proven to have the call's words, both are the record.
    """
    if prove(edition).proven:
        return
    for topics in edition.lists:
        seen: dict[tuple[int | None, str], int] = {}
        for topic in topics.topics:
            # Signs that tell C, C++ and C# apart count. An area may repeat the words of a subtopic of another area.
            folded = re.sub(r"[^\w+#]+", " ", topic.text.casefold()).strip() or topic.text
            key = (topic.parent, folded)
            if topic.text and key in seen:
                message = f"The topic '{topic.head}' is already in the list, on line {seen[key]}."
                yield at(edition, topic.line), message, "Delete one, or nest each below its area."
            seen.setdefault(key, topic.line)


# Decisions


@archive_rule(Code.DECISION_STALE)
def decision_stale(archive: Archive) -> Iterator[Finding]:
    """Find decisions about topics that do not exist, without effect, or that the automatic matching would make by itself.

    A decision that confirms an uncertain match is not stale: see `cfp_archive.comparing.uncertain`.
    """
    if not archive.decisions:
        return
    automatic, graph = trace(replace(archive, decisions=())), trace(archive)
    uncertain = uncertain_in(automatic)
    used = {decision for step in graph.steps for decision in step.decisions}
    used |= {decision for rejections in graph.rejected.values() for decision in rejections}
    for index, decision in enumerate(archive.decisions):
        if archive.unread & {decision.old_edition, decision.new_edition}:
            continue
        errors = list(_unknown_names(archive, decision))
        for field, message, hint in errors:
            yield at_entry(archive, _DECISIONS, index, field), message, hint
        old, new, place = decision.old[0], decision.new[0], at_entry(archive, _DECISIONS, index)
        if errors:
            continue
        if is_superfluous(decision, automatic, uncertain):
            message = f"This decision is no longer needed: '{old}' and '{new}' are matched the same way automatically."
            yield place, message, "Delete the entry."
        elif decision not in used:
            hint = (
                f"The older topic was split, merged or moved before {decision.new_edition}, or a later entry overrules "
                "this one. Decide about the topic that it became, or delete the entry."
            )
            yield place, f"This decision about '{old}' and '{new}' has no effect.", hint


def _unknown_names(archive: Archive, decision: Decision) -> Iterator[tuple[str, str, str]]:
    """Yield what a decision names and the archive does not have: field, message, hint."""
    keys = [edition.key for edition in archive.editions]
    old_key, new_key = decision.old_edition, decision.new_edition
    delete = "Correct the entry, or delete it."
    for field, key in (("old_edition", old_key), ("new_edition", new_key)):
        if key not in keys:
            yield field, f"The {key} call is not in the archive.", delete
            return
    if keys.index(old_key) >= keys.index(new_key):
        yield "new_edition", f"The edition '{new_key}' is not newer than '{old_key}'.", delete
        return
    for field, list_field, name, key, wordings in (
        ("old", "list", decision.list, old_key, decision.old),
        ("new", "new_list" if decision.new_list else "list", decision.newer_list, new_key, decision.new),
    ):
        edition = archive.edition(key)
        topics = edition.topic_list(name) if edition else None
        if topics is None:
            yield list_field, f"The edition '{key}' has no list '{name}'.", delete
            continue
        for wording in wordings:
            if find_topic(topics.topics, wording) is None:
                near = get_close_matches(wording, [topic.text for topic in topics.topics], n=1)
                hint = f"Write '{near[0]}' if that is the topic; else delete the entry." if near else delete
                yield field, f"The list '{name}' of {key} has no topic '{wording}'.", hint


@archive_rule(Code.DECISION_CONFLICT)
def decision_conflict(archive: Archive) -> Iterator[Finding]:
    """Find decisions that contradict each other, or themselves."""
    linked: dict[
        tuple[str, ...], tuple[int, bool]
    ] = {}  # index of the first entry; whether it keeps them apart
    partners: defaultdict[tuple[str, ...], dict[int, Decision]] = defaultdict(dict)
    for index, decision in enumerate(archive.decisions):
        if sizes := _wrong_sizes(decision):
            hint = "Choose the outcome that fits the number of topics, or name other topics."
            yield at_entry(archive, _DECISIONS, index, "outcome"), sizes, hint
        editions = (decision.old_edition, decision.new_edition)
        lists = (decision.list, decision.newer_list)
        apart = decision.outcome is Outcome.NOT_SAME
        for old in decision.old:
            for new in decision.new:
                before, apart_before = linked.setdefault((*editions, *lists, old, new), (index, apart))
                if before != index:
                    verb = "repeats" if apart == apart_before else "contradicts"
                    message = f"This entry {verb} entry {before + 1} about '{old}' and '{new}'."
                    yield at_entry(archive, _DECISIONS, index), message, "Delete one of the two."
        for side, name, wordings in zip(("old", "new"), lists, (decision.old, decision.new), strict=True):
            for wording in () if apart else wordings:
                partners[*editions, side, name, wording][index] = decision
    for (*_, wording), entries in partners.items():
        (first, before_all), *others = entries.items()
        for index, decision in others:
            if not (set(before_all.old) & set(decision.old) and set(before_all.new) & set(decision.new)):
                message = f"Entry {first + 1} already matches '{wording}' with another topic."
                hint = "Combine all topics of a split or merge in one decision."
                yield at_entry(archive, _DECISIONS, index), message, hint


def _wrong_sizes(decision: Decision) -> str:
    """Return what is wrong with the numbers of topics for an outcome; empty if they fit."""
    old, new = len(decision.old), len(decision.new)
    if decision.outcome is Outcome.SAME and (old, new) != (1, 1):
        return f"'same' needs 1 older and 1 newer topic; this entry names {old} and {new}."
    if decision.outcome is Outcome.SPLIT and not (old == 1 and new > 1):
        return f"'split' needs 1 older and several newer topics; this entry names {old} and {new}."
    if decision.outcome is Outcome.MERGED and not (old > 1 and new == 1):
        return f"'merged' needs several older topics and 1 newer one; this entry names {old} and {new}."
    return ""


@archive_rule(Code.MATCH_UNCERTAIN, strict=True)
def match_uncertain(archive: Archive) -> Iterator[Finding]:
    """Find uncertain matches that nobody has decided about."""
    for match in find_uncertain(archive.published):
        edition = archive.edition(match.new_edition)
        topics = edition.topic_list(match.newer_list) if edition else None
        if edition is not None and topics is not None:
            line = topics.topics[match.new[0].place.position].line
            old, new = match.old[0].text, match.new[0].text
            message = f"Uncertain match: '{new}' may be the topic '{old}' of the {match.old_edition} call."
            yield at(edition, line), message, "Run 'cfp-archive review' to decide."


# Permanent keys


@archive_rule(Code.TOPIC_KEY_UNRECORDED)
def topic_key_unrecorded(archive: Archive) -> Iterator[Finding]:
    """Find published editions with topics whose keys are not recorded: one problem for an edition.

    Lists whose names are not known come first: a permanent key is not recorded for a list that may be renamed.
    """
    if archive.unread - {"people.yaml"}:
        return  # topics of an edition that could not be read may lead from one to the other
    unsettled = {(edition.key, topics.name) for edition, topics, _ in unknown_lists(archive)}
    unrecorded = [key for key in _history(archive).unrecorded() if (key.edition, key.list) not in unsettled]
    for edition in archive.editions:
        lists = [key.list for key in unrecorded if key.edition == edition.key]
        if lists:
            first = min(edition.lists, key=lambda topics: (topics.name != lists[0], topics.line))
            topics = "1 topic has" if len(lists) == 1 else f"{len(lists)} topics have"
            message = f"{topics} no permanent key."
            yield at(edition, first.line), message, "Run 'cfp-archive keys --write'."


@archive_rule(Code.TOPIC_KEY_STALE)
def topic_key_stale(archive: Archive) -> Iterator[Finding]:
    """Find recorded keys that name no topic, and keys that are recorded twice."""
    graph = _history(archive).graph if archive.topic_keys else None
    seen: set[str] = set()
    renamed: dict[tuple[str, str], list[int]] = {}
    for index, key in enumerate(archive.topic_keys):
        if key.key in seen:
            hint = "Delete one of the entries, or give one of them another key."
            yield at_entry(archive, _KEYS, index, "key"), f"The key '{key.key}' is recorded twice.", hint
        seen.add(key.key)
        # Of an edition that could not be read, nothing is known.
        if graph is not None and key.edition not in archive.unread and anchored_topic(key, graph) is None:
            edition = archive.edition(key.edition)
            if edition is None or edition.topic_list(key.list) is None:
                renamed.setdefault((key.edition, key.list if edition else ""), []).append(index)
            else:
                yield at_entry(archive, _KEYS, index, "text"), *_lost(archive, key)
    for (name, topics), places in renamed.items():
        first = archive.topic_keys[places[0]]
        message, hint = _lost(archive, first)
        if len(places) > 1 and topics:
            message = f"{len(places)} keys name the list '{topics}', which {name} does not have."
            hint = f"If the list was renamed, write its new name in these entries. {hint}"
        elif len(places) > 1:
            message = f"{len(places)} keys name the edition '{name}', which does not exist."
            hint = f"If the edition was renamed, write its new key in these entries. {hint}"
        yield at_entry(archive, _KEYS, places[0], "text"), message, hint


def _lost(archive: Archive, key: TopicKey) -> tuple[str, str]:
    """Return why a key names no topic, and what to do so that the topic's address stays."""
    hint = "Write a wording of the topic that exists; do not delete the entry, because its address has been published."
    edition = archive.edition(key.edition)
    if edition is None:
        return f"The key '{key.key}' names the edition '{key.edition}', which does not exist.", hint
    topics = edition.topic_list(key.list)
    if topics is None:
        return f"The key '{key.key}' names the list '{key.list}', which {key.edition} does not have.", hint
    near = get_close_matches(key.text, [topic.head for topic in topics.topics], n=1)
    hint = f"Write '{near[0]}' if that is the topic; else: {hint}" if near else hint
    return (
        f"The key '{key.key}' names the topic '{key.text}', which is not in the list of {key.edition}.",
        hint,
    )
