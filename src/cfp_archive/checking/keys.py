"""Rules about the permanent keys of topics."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_entry, at_line
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
    """Find topics whose key is not recorded, as soon as an archive has begun to record keys."""
    if not archive.topic_keys:
        return
    for one in _history(archive).unrecorded():
        edition = archive.edition(one.edition)
        topics = edition.topic_list(one.list) if edition else None
        if edition is None or topics is None:
            continue
        line = next((topic.line for topic in topics.topics if topic.head == one.text), topics.line)
        message = f"The key '{one.key}' of the topic '{one.text}' is not recorded."
        hint = "Run 'cfp-archive keys --write', so that the topic's address never changes."
        yield at_line(edition, line, Code.TOPIC_KEY_UNRECORDED, message, hint)


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
        if graph is not None and anchored_place(one, graph) is None:
            message, hint = _lost(archive, one)
            yield at_entry(archive, _FILE, (place, "text"), Code.TOPIC_KEY_STALE, message, hint)


def _lost(archive: Archive, one: TopicKey) -> tuple[str, str]:
    """Say why an anchor does not hold, and what to do so that the topic's address lives on."""
    edition = archive.edition(one.edition)
    if edition is None:
        return f"The key '{one.key}' is anchored in '{one.edition}', which is not held.", _HINT
    topics = edition.topic_list(one.list)
    if topics is None:
        return f"The key '{one.key}' is anchored in the list '{one.list}', which {one.edition} lacks.", _HINT
    message = f"The key '{one.key}' is anchored at '{one.text}', which is not in the list of {one.edition}."
    near = get_close_matches(one.text, [topic.head for topic in topics.topics], n=1)
    return message, f"Write '{near[0]}' if that is the topic; else see: {_HINT}" if near else _HINT


_HINT = (
    "Anchor it at a wording of the topic that exists; do not delete it, for its address has been published."
)
