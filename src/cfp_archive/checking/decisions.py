"""Rules about people's rulings on matches."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_entry, at_line
from cfp_archive.comparing.decisions import find_topic
from cfp_archive.comparing.graph import trace
from cfp_archive.comparing.uncertain import find_uncertain, is_superfluous, uncertain_in
from cfp_archive.model import Outcome
from cfp_archive.problems import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Archive, Decision
    from cfp_archive.problems import Problem

_FILE = "decisions.yaml"
_DELETE = "Correct the entry, or delete it."


def decision_stale(archive: Archive) -> Iterator[Problem]:
    """Find decisions about topics that are gone, and decisions that the engine would now make by itself.

    A decision that confirms what the engine is unsure of is not stale: see `cfp_archive.comparing.uncertain`.
    """
    if not archive.decisions:
        return
    engine = trace(replace(archive, decisions=()))
    uncertain = uncertain_in(engine)
    graph = trace(archive)
    used = {tie.decision for tie in graph.ties} | {
        ruled for apart in graph.parted.values() for ruled in apart
    }
    for place, one in enumerate(archive.decisions):
        if archive.unread & {one.old_edition, one.new_edition}:
            continue
        gone = list(_gone(archive, one))
        for field, message, hint in gone:
            yield at_entry(archive, _FILE, (place, field), Code.DECISION_STALE, message, hint)
        if not gone and is_superfluous(one, engine, uncertain):
            message = f"This decision is no longer needed: '{one.old[0]}' and '{one.new[0]}' are matched the same way automatically."
            hint = "Delete the entry."
            yield at_entry(archive, _FILE, (place,), Code.DECISION_STALE, message, hint)
        elif not gone and one not in used:
            message = f"This decision about '{one.old[0]}' and '{one.new[0]}' has no effect."
            hint = (
                f"The older topic was split, merged or moved before {one.new_edition}, or a later entry overrules this "
                "one. Decide about the topic that it became, or delete the entry."
            )
            yield at_entry(archive, _FILE, (place,), Code.DECISION_STALE, message, hint)


def match_uncertain(archive: Archive) -> Iterator[Problem]:
    """Find matches that the engine is unsure of and that no person has decided about."""
    for match in find_uncertain(archive.published):
        edition = archive.edition(match.new_edition)
        topics = edition.topic_list(match.list) if edition else None
        if edition is not None and topics is not None:
            line = topics.topics[match.new[0].place.position].line
            message = f"Is '{match.new[0].text}' the topic '{match.old[0].text}' of {match.old_edition}?"
            hint = "Run 'cfp-archive review' to decide."
            yield at_line(edition, line, Code.MATCH_UNCERTAIN, message, hint)


def _gone(archive: Archive, one: Decision) -> Iterator[tuple[str, str, str]]:
    """Find what a decision names and the archive does not have: field, message, hint."""
    held = [edition.key for edition in archive.editions]
    for field, key in (("old_edition", one.old_edition), ("new_edition", one.new_edition)):
        if key not in held:
            yield field, f"The {key} call is not in the archive.", _DELETE
            return
    if held.index(one.old_edition) >= held.index(one.new_edition):
        yield (
            "new_edition",
            f"The edition '{one.new_edition}' is not newer than '{one.old_edition}'.",
            _DELETE,
        )
        return
    for field, key, wordings in (("old", one.old_edition, one.old), ("new", one.new_edition, one.new)):
        edition = archive.edition(key)
        topics = edition.topic_list(one.list) if edition else None
        if topics is None:
            yield "list", f"The edition '{key}' has no list '{one.list}'.", _DELETE
            continue
        for wording in wordings:
            if find_topic(topics.topics, wording) is None:
                near = get_close_matches(wording, [topic.text for topic in topics.topics], n=1)
                hint = f"Write '{near[0]}' if that is the topic; else delete the entry." if near else _DELETE
                yield field, f"The list '{one.list}' of {key} has no topic '{wording}'.", hint


def decision_conflict(archive: Archive) -> Iterator[Problem]:
    """Find decisions that contradict each other, or themselves."""
    linked: dict[tuple[str, str, str, str, str], int] = {}
    partners: defaultdict[tuple[str, str, str, str, str], dict[int, Decision]] = defaultdict(dict)
    for place, one in enumerate(archive.decisions):
        wrong = _numbers(one)
        if wrong:
            hint = "Write the outcome that fits the number of topics, or name other topics."
            yield at_entry(archive, _FILE, (place, "outcome"), Code.DECISION_CONFLICT, wrong, hint)
        about = (one.list, one.old_edition, one.new_edition)
        parts = one.outcome is Outcome.NOT_SAME
        for old in one.old:
            for new in one.new:
                # +1 and -1: tied and kept apart, by the entry of that number.
                said = linked.setdefault((*about, old, new), -place - 1 if parts else place + 1)
                if abs(said) - 1 != place:
                    yield _twice(archive, place, abs(said) - 1, old, new, agree=(said < 0) == parts)
        if not parts:
            for side, wordings in (("old", one.old), ("new", one.new)):
                for wording in wordings:
                    partners[*about, side, wording][place] = one
    for (*_, wording), entries in partners.items():
        first, *others = entries
        for place in others:
            if not (
                set(entries[first].old) & set(entries[place].old)
                and set(entries[first].new) & set(entries[place].new)
            ):
                message = f"Entry {first + 1} already matches '{wording}' with another topic."
                hint = "Combine all topics of a split or merge in one decision."
                yield at_entry(archive, _FILE, (place,), Code.DECISION_CONFLICT, message, hint)


def _twice(archive: Archive, place: int, before: int, old: str, new: str, *, agree: bool) -> Problem:
    how = "repeats" if agree else "contradicts"
    message = f"This entry {how} entry {before + 1} about '{old}' and '{new}'."
    return at_entry(archive, _FILE, (place,), Code.DECISION_CONFLICT, message, "Delete one of the two.")


def _numbers(one: Decision) -> str:
    """Return what is wrong with the numbers of topics for an outcome; empty if they fit."""
    old, new = len(one.old), len(one.new)
    if one.outcome is Outcome.SAME and (old, new) != (1, 1):
        return f"'same' needs 1 older and 1 newer topic; this entry names {old} and {new}."
    if one.outcome is Outcome.SPLIT and not (old == 1 and new > 1):
        return f"'split' needs 1 older and several newer topics; this entry names {old} and {new}."
    if one.outcome is Outcome.MERGED and not (old > 1 and new == 1):
        return f"'merged' needs several older topics and 1 newer one; this entry names {old} and {new}."
    return ""
