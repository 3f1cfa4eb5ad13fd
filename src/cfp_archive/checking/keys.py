"""Rules about the permanent keys of topics."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_entry, at_line
from cfp_archive.checking.lists import unknown_lists
from cfp_archive.comparing.history import build_history
from cfp_archive.comparing.keys import anchored_place
from cfp_archive.problems import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Archive, TopicKey
    from cfp_archive.problems import Problem

_FILE = "topics.yaml"

#: Both rules ask for the history of one archive.
_history = lru_cache(maxsize=1)(build_history)


def topic_key_unrecorded(archive: Archive) -> Iterator[Problem]:
    """Find published editions with topics whose keys are not recorded: one problem for an edition.

    Lists whose names are not known come first: a permanent key is not recorded for a list that may be renamed.
    """
    if archive.unread - {"people.yaml"}:
        return  # topics of an edition that could not be read may lead from one to the other
    unsettled = {(edition.key, topics.name) for edition, topics, _ in unknown_lists(archive)}
    unrecorded = [one for one in _history(archive).unrecorded() if (one.edition, one.list) not in unsettled]
    for edition in archive.editions:
        missing = [one for one in unrecorded if one.edition == edition.key]
        if missing:
            first = min(edition.lists, key=lambda topics: (topics.name != missing[0].list, topics.line))
            count = "1 topic has" if len(missing) == 1 else f"{len(missing)} topics have"
            message = f"{count} no permanent key."
            hint = "Run 'cfp-archive keys --write'."
            yield at_line(edition, first.line, Code.TOPIC_KEY_UNRECORDED, message, hint)


def topic_key_stale(archive: Archive) -> Iterator[Problem]:
    """Find recorded keys that are anchored at nothing, and keys that are recorded twice."""
    graph = _history(archive).graph if archive.topic_keys else None
    seen: set[str] = set()
    for place, one in enumerate(archive.topic_keys):
        if one.key in seen:
            message = f"The key '{one.key}' is recorded twice."
            hint = "Delete one of the entries, or give one of them another key."
            yield at_entry(archive, _FILE, (place, "key"), Code.TOPIC_KEY_STALE, message, hint)
        seen.add(one.key)
        # Of an edition that could not be read, nothing is known.
        if graph is not None and one.edition not in archive.unread and anchored_place(one, graph) is None:
            message, hint = _lost(archive, one)
            yield at_entry(archive, _FILE, (place, "text"), Code.TOPIC_KEY_STALE, message, hint)


def _lost(archive: Archive, one: TopicKey) -> tuple[str, str]:
    """Say why an anchor does not hold, and what to do so that the topic's address lives on."""
    edition = archive.edition(one.edition)
    if edition is None:
        return f"The key '{one.key}' names the edition '{one.edition}', which does not exist.", _HINT
    topics = edition.topic_list(one.list)
    if topics is None:
        return f"The key '{one.key}' names the list '{one.list}', which {one.edition} does not have.", _HINT
    message = f"The key '{one.key}' names the topic '{one.text}', which is not in the list of {one.edition}."
    near = get_close_matches(one.text, [topic.head for topic in topics.topics], n=1)
    return message, f"Write '{near[0]}' if that is the topic; else see: {_HINT}" if near else _HINT


_HINT = "Write a wording of the topic that exists; do not delete the entry, because its address has been published."
