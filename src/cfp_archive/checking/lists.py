"""Rules about topic lists."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from cfp_archive.checking._at import at_line
from cfp_archive.problems import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cfp_archive.model import Archive, Edition, TopicList
    from cfp_archive.problems import Problem


def unknown_list(archive: Archive) -> Iterator[Problem]:
    """Find list names that series.yaml does not declare and no other edition uses, so that nothing is compared with them."""
    declared = [label.name for label in archive.series.lists]
    for edition, topics, meant in unknown_lists(archive):
        message = f"The list name '{topics.name}' is not known: no other edition uses it."
        if meant:
            hint = f"Did you mean '{meant}'? If not, declare '{topics.name}' under 'lists' in series.yaml."
        else:
            message = f"The list name '{topics.name}' is neither in series.yaml nor used by another edition."
            hint = f"Use one of {', '.join(declared)}, or declare it under 'lists' in series.yaml."
        yield at_line(edition, topics.line, Code.UNKNOWN_LIST, message, hint)


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
            others = [one for one in (*declared, *uses) if one not in beside | asked]
            meant = _near(name, others)
            if meant or declared:
                asked.add(name)
                yield edition, topics, meant


def _near(name: str, others: Iterable[str]) -> str | None:
    """Return the name that differs by a slip: case, signs, number (topic, topics) or a letter; None if there is none."""
    folded = _bare(name)
    ranked = sorted((OSA.distance(folded, _bare(other)), other) for other in others if other != name)
    if not ranked:
        return None
    distance, other = ranked[0]
    # A digit or a single letter is what tells two lists apart: track-1 and track-2.
    numbered = re.sub(r"\d+", "", folded) == re.sub(r"\d+", "", _bare(other)) and folded != _bare(other)
    tail = name.rpartition("-")[2], other.rpartition("-")[2]
    lettered = all(len(part) == 1 for part in tail)
    allowed = 0 if len(folded) < 4 else 1 if len(folded) < 8 else 2
    return other if distance <= allowed and not numbered and not lettered else None


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold()).removesuffix("s")


def list_empty(edition: Edition) -> Iterator[Problem]:
    """Find topic lists without topics: the words 'topics include' came over, and what followed was lost."""
    for topics in edition.lists:
        if not topics.topics:
            message = f"The topic list '{topics.name}' is empty."
            hint = "Add the topics, each on a line that begins with '- ', or delete the directive."
            yield at_line(edition, topics.line, Code.LIST_EMPTY, message, hint)


def list_repeated(edition: Edition) -> Iterator[Problem]:
    """Find list names that are used twice, so that no one can tell which list another edition's is compared with."""
    seen: dict[str, int] = {}
    for topics in edition.lists:
        if topics.name in seen:
            message = f"The list name '{topics.name}' is already used on line {seen[topics.name]}."
            yield at_line(edition, topics.line, Code.LIST_REPEATED, message, "Give this list another name.")
        seen.setdefault(topics.name, topics.line)


def topic_empty(edition: Edition) -> Iterator[Problem]:
    """Find list entries without words."""
    for topics in edition.lists:
        for topic in topics.topics:
            if not topic.text:
                message = f"An entry of the list '{topics.name}' has no words."
                yield at_line(edition, topic.line, Code.TOPIC_EMPTY, message, "Add its words, or delete it.")


def topic_repeated(edition: Edition) -> Iterator[Problem]:
    """Find topics that a list has twice, in whatever case and punctuation."""
    for topics in edition.lists:
        seen: dict[tuple[int | None, str], int] = {}
        for topic in topics.topics:
            # An area may repeat the words of a subtopic of another area.
            key = (topic.parent, _fold(topic.text))
            if topic.text and key in seen:
                message = f"The topic '{topic.head}' is already in the list, on line {seen[key]}."
                hint = "Delete one, or nest each below its area."
                yield at_line(edition, topic.line, Code.TOPIC_REPEATED, message, hint)
            seen.setdefault(key, topic.line)


def _fold(text: str) -> str:
    """Return a text without case and punctuation, but for the signs that tell C, C++ and C# apart."""
    return re.sub(r"[^\w+#]+", " ", text.casefold()).strip() or text
