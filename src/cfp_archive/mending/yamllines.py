"""Mend YAML without rewriting it: dates in place, spaces at the ends of lines, whole entries moved with their comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from cfp_archive.mending.days import iso_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ordered", "plain_values", "with_iso_days", "without_trailing_spaces"]

#: Fields whose value is a day, wherever they stand in the model; of 'was' the entries are.
_DAY_FIELDS = frozenset({"date", "start", "end", "received", "decided"})


def with_iso_days(text: str) -> str:
    """Return the text with its days written YYYY-MM-DD where they can mean one day only."""
    root = _composed(text)
    for node in sorted(_days(root), key=lambda node: -node.start_mark.index) if root is not None else ():
        day = iso_day(node.value)
        if day and day != node.value and node.start_mark.line == node.end_mark.line:
            text = text[: node.start_mark.index] + day + text[node.end_mark.index :]
    return text


def without_trailing_spaces(text: str) -> str:
    """Return the text without spaces at the ends of lines; those within a value of several lines stay."""
    root = _composed(text)
    if root is None:
        return text
    kept: set[int] = set()
    for node in _scalars(root):
        if node.start_mark.line < node.end_mark.line:
            # A block scalar ends where the next line begins, whose spaces are none of its.
            kept |= set(range(node.start_mark.line, node.end_mark.line + (node.end_mark.column > 0)))
    lines = text.split("\n")
    return "\n".join(line if place in kept else line.rstrip(" \t") for place, line in enumerate(lines))


def ordered(text: str, names: Sequence[str]) -> str:
    """Return the text with its outermost fields in an order, each with the comment lines above it.

    :param names: fields in their order; others follow as they stand. A head of comments for editors stays at the top.
    """
    root = _composed(text)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return text
    keys = [key for key, _ in root.value]
    fields = [key.value for key in keys]
    if len(set(fields)) < len(fields) or any(key.start_mark.column for key in keys):
        return text
    rank = {name: place for place, name in enumerate(names)}
    wanted = sorted(range(len(fields)), key=lambda place: (rank.get(fields[place], len(rank)), place))
    if wanted == list(range(len(fields))):
        return text
    lines = text.split("\n")
    starts = [_with_comments(lines, key.start_mark.line) for key in keys]
    head = starts[0]
    while head < keys[0].start_mark.line and lines[head].startswith("# yaml-language-server:"):
        head += 1
    starts[0] = head
    ends = [*starts[1:], len(lines)]
    tail: list[str] = []
    while ends[-1] > starts[-1] + 1 and (
        not lines[ends[-1] - 1].strip() or lines[ends[-1] - 1].startswith("#")
    ):
        ends[-1] -= 1
        tail.insert(0, lines[ends[-1]])
    moved = [line for place in wanted for line in lines[starts[place] : ends[place]]]
    return "\n".join([*lines[: starts[0]], *moved, *tail])


def plain_values(text: str) -> object:
    """Return the values of a text as strings, days as YYYY-MM-DD: two texts that differ in form only have the same."""
    root = _composed(text)
    days = {id(node) for node in _days(root)} if root is not None else set()

    def value(node: yaml.Node) -> object:
        if isinstance(node, yaml.MappingNode):
            return sorted((key.value, repr(value(inner))) for key, inner in node.value)
        if isinstance(node, yaml.SequenceNode):
            return [value(one) for one in node.value]
        assert isinstance(node, yaml.ScalarNode)
        day = iso_day(node.value) if id(node) in days else None
        return day or (
            node.value,
            bool(node.style) and node.style in "'\"",
        )  # quotes tell a text from a number

    return None if root is None else value(root)


def _with_comments(lines: Sequence[str], place: int) -> int:
    while place and (lines[place - 1].startswith("#")):
        place -= 1
    return place


def _composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return None


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _scalars(one)
    elif isinstance(node, yaml.ScalarNode):
        yield node


def _days(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in _DAY_FIELDS and isinstance(value, yaml.ScalarNode):
                yield value
            elif key.value == "was" and isinstance(value, yaml.SequenceNode):
                yield from (one for one in value.value if isinstance(one, yaml.ScalarNode))
            else:
                yield from _days(value)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _days(one)
