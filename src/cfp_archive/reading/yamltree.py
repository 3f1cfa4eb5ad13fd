"""YAML as a tree of nodes, each of which knows its line.

The scalars are those of YAML 1.2's core schema: `NO` is text, `23:59` and `2021-02-01` too; the model makes dates. YAML
1.1, which PyYAML follows otherwise, would turn them into False, 1439 and a date that may not exist.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from cfp_archive.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from cfp_archive.model import Location

MAX_DEPTH = 30  #: of mappings and lists within each other

_CORE = "tag:yaml.org,2002:"
_SCALARS: dict[str, str] = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
}


class _Loader(yaml.SafeLoader):
    """Composes nodes: without references, which can grow without bound, and without the tags of YAML 1.1."""

    yaml_implicit_resolvers: dict[str | None, list[tuple[str, re.Pattern[str]]]] = {  # noqa: RUF012  (PyYAML's shape)
        None: [(_CORE + name, re.compile(rf"(?:{words})\Z")) for name, words in _SCALARS.items()]
    }
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="References (& and *) are not used here", problem_mark=event.start_mark
            )
        if self.depth >= MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="Values are nested too deeply", problem_mark=event.start_mark)
        self.depth += 1
        try:
            node: yaml.Node | None = super().compose_node(parent, index)
        finally:
            self.depth -= 1
        return node


class Tree:
    """A parsed YAML text: its data, the line of each value, and a way to drop what is invalid."""

    def __init__(self, root: yaml.Node | None, offset: int) -> None:
        self._root = root
        self._offset = offset

    def data(self) -> Any:
        """Return the values as dicts, lists and scalars; None if the text holds nothing."""
        return None if self._root is None else _value(self._root)

    def lines(self) -> dict[Location, int]:
        """Return the 1-based line in the file of each value, by its path."""
        found: dict[Location, int] = {}
        if self._root is not None:
            for location, _, line in _walk(self._root, (), self._root.start_mark.line):
                found[location] = line + 1 + self._offset
        return found

    def repeated(self) -> Iterator[tuple[Location, int]]:
        """Yield the path and line of each key that its mapping already has."""
        if self._root is not None:
            for location, node, _ in _walk(self._root, (), 0):
                if isinstance(node, yaml.MappingNode):
                    seen: set[str] = set()
                    for key, _value_node in node.value:
                        if key.value in seen:
                            yield (*location, key.value), key.start_mark.line + 1 + self._offset
                        seen.add(key.value)

    def prune(self, location: Location) -> bool:
        """Drop the value at a path; False if there is none."""
        node = self._root
        for step in location[:-1]:
            node = _child(node, step)
        if isinstance(node, yaml.MappingNode):
            kept = [pair for pair in node.value if pair[0].value != location[-1]]
        elif isinstance(node, yaml.SequenceNode) and isinstance(location[-1], int):
            kept = [one for place, one in enumerate(node.value) if place != location[-1]]
        else:
            return False
        pruned = len(kept) < len(node.value)
        node.value = kept
        return pruned


def parse(text: str, path: PurePath, *, offset: int = 0) -> tuple[Tree | None, tuple[Problem, ...]]:
    """Parse one YAML document.

    :param offset: lines before the text in its file.
    :returns: the tree, or None if the text is broken; and what is wrong.
    """
    try:
        root = _Loader(text).get_single_node()
        if root is not None:
            _check_nodes(root)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"The character U+{ord(text[error.position]):04X} may not stand in YAML."
        return None, (_broken(path, line + offset, message, "Delete it."),)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        line = min(line, text.count("\n") + 1)
        return None, (_broken(path, line + offset, *_in_plain_words(error, text, line)),)
    except (
        yaml.YAMLError,
        ArithmeticError,
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
        RecursionError,
    ) as error:
        # PyYAML lets such errors escape for some broken texts, e.g. for escapes of no character.
        return None, (
            _broken(path, 1 + offset, f"This is not YAML: {error}.", "Compare with the reference."),
        )
    tree = Tree(root, offset)
    return tree, tuple(
        Problem(
            path=path,
            line=line,
            code=Code.DUPLICATE_KEY,
            message=f"The field {location[-1]!r} is given twice.",
            hint="Keep one of them; YAML would silently keep the last.",
        )
        for location, line in tree.repeated()
    )


def _check_nodes(root: yaml.Node) -> None:
    """Refuse tags and keys that are no plain words: nothing of the record needs them."""
    for _, node, _ in _walk(root, (), 0):
        if node.tag.removeprefix(_CORE) not in {"null", "bool", "int", "float", "str", "map", "seq"}:
            raise yaml.MarkedYAMLError(
                problem=f"The tag {node.tag!r} is not used here", problem_mark=node.start_mark
            )
        if isinstance(node, yaml.MappingNode):
            for key, _ in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise yaml.MarkedYAMLError(
                        problem="A list or a set of fields stands where a field's name belongs",
                        problem_mark=key.start_mark,
                    )


def _walk(node: yaml.Node, location: Location, line: int) -> Iterator[tuple[Location, yaml.Node, int]]:
    """Yield each value with its path and 0-based line: for a field, the line of its name."""
    yield location, node, line
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield from _walk(value, (*location, key.value), key.start_mark.line)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _walk(value, (*location, place), value.start_mark.line)


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in reversed(node.value) if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(one) for one in node.value]
    text: str = node.value
    try:
        match node.tag.removeprefix(_CORE):
            case "null":
                return None
            case "bool":
                return text.lower() == "true"
            case "int":
                base = {"0o": 8, "0x": 16}.get(text[:2], 10)
                return int(text, base)
            case "float":
                return float(re.sub(r"\.(inf|nan)", r"\1", text, flags=re.IGNORECASE))
    except ValueError:  # more digits than Python reads, or a tag that its text does not fit
        return text
    return text


def _broken(path: PurePath, line: int, message: str, hint: str) -> Problem:
    return Problem(path=path, line=line, code=Code.YAML_BROKEN, message=message, hint=hint)


def _in_plain_words(error: yaml.MarkedYAMLError, text: str, line: int) -> tuple[str, str]:
    """Say what is wrong with the YAML, and what to do, for someone who does not know its terms."""
    problem = error.problem or "the text cannot be parsed"
    if problem[0].isupper():  # said by this module
        return f"{problem}.", "Write the value out, in plain words."
    if "mapping values are not allowed" in problem:
        return "A colon with a space after it stands within a value.", "Put the value in quotes."
    if "found character '\\t'" in problem or "\t" in text.split("\n")[line - 1]:
        return "A tab stands where YAML wants spaces.", "Replace tabs by spaces."
    if "found unexpected end of stream" in problem or "while scanning a quoted" in (error.context or ""):
        return "A quoted value does not end.", "Add the closing quotation mark."
    if "<stream end>" in problem:
        return "A list or a set of fields does not end.", "Add the closing bracket."
    if "expected ',' or" in problem:
        what = "]" if "]" in problem else "}"
        return (
            f"A comma or the closing {what} is missing.",
            "Quote values that hold a comma, bracket or colon.",
        )
    if "could not find expected ':'" in problem:
        return "A field's name stands without a colon.", "Write it as 'name: value'."
    if "expected <block end>" in problem:
        return "The indentation does not fit the lines before.", "Align the fields of one level, with spaces."
    if "cannot start any token" in problem:
        return "A value begins with a sign that YAML reserves.", "Put the value in quotes."
    if "expected a single document" in (error.context or ""):
        return "A second YAML document begins here.", "Remove the line of dashes."
    return f"This is not YAML: {problem}.", "Compare with the examples of the reference."
