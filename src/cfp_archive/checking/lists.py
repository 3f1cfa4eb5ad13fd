"""Rules about topic lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_line
from cfp_archive.problems import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Edition
    from cfp_archive.problems import Problem


def list_empty(edition: Edition) -> Iterator[Problem]:
    """Find topic lists without topics: the words 'topics include' came over, and what followed was lost."""
    for one in edition.lists:
        if not one.topics:
            message = f"The topic list '{one.name}' is empty: the source said 'topics include' and nothing followed."
            hint = "Add the topics, each on a line that begins with '- ', or delete the directive."
            yield at_line(edition, one.line, Code.LIST_EMPTY, message, hint)


def list_repeated(edition: Edition) -> Iterator[Problem]:
    """Find list names that are used twice, so that no one can tell which list another year's is compared with."""
    seen: dict[str, int] = {}
    for one in edition.lists:
        if one.name in seen:
            message = f"The list name '{one.name}' is used before, on line {seen[one.name]}."
            yield at_line(edition, one.line, Code.LIST_REPEATED, message, "Give this list another name.")
        seen.setdefault(one.name, one.line)


def topic_empty(edition: Edition) -> Iterator[Problem]:
    """Find list entries without words."""
    for one in edition.lists:
        for topic in one.topics:
            if not topic.text:
                message = f"An entry of the list '{one.name}' has no words."
                yield at_line(edition, topic.line, Code.TOPIC_EMPTY, message, "Add its words, or delete it.")


def topic_repeated(edition: Edition) -> Iterator[Problem]:
    """Find topics that stand twice in a list, in whatever case and punctuation."""
    for one in edition.lists:
        seen: dict[tuple[int | None, str], int] = {}
        for topic in one.topics:
            # An area may repeat the words of a subtopic of another area.
            key = (topic.parent, _fold(topic.text))
            if topic.text and key in seen:
                message = f"The topic '{topic.head}' stands in the list before, on line {seen[key]}."
                hint = "Delete one, or nest each below its area."
                yield at_line(edition, topic.line, Code.TOPIC_REPEATED, message, hint)
            seen.setdefault(key, topic.line)


def _fold(text: str) -> str:
    """Return a text without case and punctuation, but for the signs that tell C, C++ and C# apart."""
    return re.sub(r"[^\w+#]+", " ", text.casefold()).strip() or text
