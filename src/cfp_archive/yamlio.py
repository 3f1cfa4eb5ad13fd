"""The record's YAML: read with the line of each value, changed in place, and written, with ruamel.yaml.

Reading follows YAML 1.2's core schema: `NO` is text, `23:59` and `2021-02-01` too; the model makes dates. Writing quotes
whatever any version of YAML would take for something else, because MyST reads the same pages by YAML 1.1.

A text that is there is changed by cutting at the places of its values, never by writing it anew, so that every comment, blank
line and quotation mark that is not meant stays as it was, byte for byte.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import textwrap
from dataclasses import MISSING, fields, is_dataclass
from io import StringIO
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer
from ruamel.yaml.emitter import RoundTripEmitter
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.resolver import VersionedResolver, implicit_resolvers
from ruamel.yaml.scalarstring import FoldedScalarString
from ruamel.yaml.tag import Tag

from cfp_archive.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import PurePath

    from cfp_archive.model import Location

MAX_DEPTH = 30  #: of mappings and lists within each other
#: More values than the record of any series has; parsing them would take minutes.
MAX_VALUES = 50_000

#: The longest entry on one line, and the longest line of a text that is folded because it is longer than the third.
_WIDTH, _FOLDED, _LONG = 118, 119, 100
#: Lists whose entries are written on one line each, if they fit.
_ONE_LINE = frozenset({"key_dates", "submissions", "people", "sources", "lists"})

_CORE = "tag:yaml.org,2002:"
_FLOAT = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
_SCALARS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (f"{_CORE}null", re.compile(r"(?:~|null|Null|NULL|)\Z")),
    (f"{_CORE}bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")),
    (f"{_CORE}int", re.compile(r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z")),
    (f"{_CORE}float", re.compile(rf"(?:{_FLOAT})\Z")),
)
#: What any version of YAML takes for something else than text, but for days: those are text to us and bare in the record.
_NO_TEXT: tuple[tuple[str, Any], ...] = (
    *_SCALARS,
    *((tag, pattern) for _, tag, pattern, _ in implicit_resolvers if "timestamp" not in tag),
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
#: A day and a time, as YAML 1.1 has them.
_TIMESTAMP = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d")


class NotAListError(ValueError):
    """A file that entries cannot be added to: it is broken, or no list with one entry after another."""


# Reading


class _CoreResolver(VersionedResolver):
    """The plain scalars of the core schema, whatever version a text says it has."""

    def tag_of(self, text: str) -> str | None:
        """Return the tag of a plain scalar that is not text."""
        return next((tag for tag, pattern in _SCALARS if pattern.match(text)), None)

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is not ScalarNode:
            return super().resolve(kind, value, implicit)
        tag = self.tag_of(value) if implicit[0] else None
        return Tag(suffix=tag) if tag else self.DEFAULT_SCALAR_TAG


class _CautiousResolver(_CoreResolver):
    """Reads as text only what every version of YAML reads as text."""

    def tag_of(self, text: str) -> str | None:
        """Return the tag that some version of YAML gives a plain scalar."""
        if _TIMESTAMP.match(text) or (_DAY.match(text) and not _is_day(text)):
            return f"{_CORE}timestamp"
        return next((tag for tag, pattern in _NO_TEXT if pattern.match(text)), None)


class _PlainComposer(Composer):
    """Composes nodes without references, which can grow without bound, without tags and without directives."""

    values = 0

    def compose_document(self) -> Any:
        event = self.parser.peek_event()
        _refuse_if(event.version or event.tags, "Directives (%) are not used here", event)
        return super().compose_document()

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        self.values += 1
        _refuse_if(self.values > MAX_VALUES, f"There are more than {MAX_VALUES:,} values", event)
        _refuse_if(
            isinstance(event, AliasEvent) or event.anchor, "References (& and *) are not used here", event
        )
        _refuse_if(self.depth >= MAX_DEPTH, "Values are nested too deeply", event)
        node = super().compose_node(parent, index)
        known = node.tag.removeprefix(_CORE) in {"null", "bool", "int", "float", "str", "map", "seq"}
        _refuse_if(not known, f"The tag {node.tag!r} is not used here", node)
        is_name = isinstance(parent, MappingNode) and index is None
        message = "A list or a set of fields is used as a field name"
        _refuse_if(is_name and not isinstance(node, ScalarNode), message, node)
        return node


def _refuse_if(condition: object, problem: str, where: Any) -> None:
    if condition:
        raise MarkedYAMLError(problem=problem, problem_mark=where.start_mark)


class Tree:
    """A parsed YAML text: its data, the line of each value, and a way to drop what is invalid."""

    def __init__(self, root: Node | None, offset: int = 0) -> None:
        self.root = root
        self._offset = offset

    def data(self) -> Any:
        """Return the values as dicts, lists and scalars; None if the text is empty."""
        return None if self.root is None else _value(self.root)

    def lines(self) -> dict[Location, int]:
        """Return the 1-based line in the file of each value, by its path."""
        return {location: line + 1 + self._offset for location, _, line in self.nodes()}

    def repeated(self) -> Iterator[tuple[Location, int]]:
        """Yield the path and line of each key that its mapping already has."""
        for location, node, _ in self.nodes():
            if isinstance(node, MappingNode):
                seen: set[str] = set()
                for key, _value_node in node.value:
                    if key.value in seen:
                        yield (*location, key.value), key.start_mark.line + 1 + self._offset
                    seen.add(key.value)

    def prune(self, location: Location) -> bool:
        """Drop the value at a path; False if there is none."""
        node = self.root
        for step in location[:-1]:
            node = _child(node, step)
        if isinstance(node, MappingNode):
            kept = [pair for pair in node.value if pair[0].value != location[-1]]
        elif isinstance(node, SequenceNode) and isinstance(location[-1], int):
            kept = [one for index, one in enumerate(node.value) if index != location[-1]]
        else:
            return False
        pruned = len(kept) < len(node.value)
        node.value = kept
        return pruned

    def rename(self, names: Mapping[str, str]) -> None:
        """Rename fields of the document, or of the entries of its list.

        :param names: the present name by the former one. A field stays as it is where both names are used.
        """
        root = self.root
        for mapping in [root, *root.value] if isinstance(root, SequenceNode) else [root]:
            if isinstance(mapping, MappingNode):
                keys = {key.value: key for key, _value_node in mapping.value}
                for former, present in names.items():
                    if former in keys and present not in keys:
                        keys[former].value = present

    def nodes(self) -> Iterator[tuple[Location, Node, int]]:
        """Yield each value with its path and 0-based line: for a field, the line of its name."""
        if self.root is not None:
            yield from _walk(self.root, (), self.root.start_mark.line)


def parse(text: str, path: PurePath, *, offset: int = 0) -> tuple[Tree | None, tuple[Problem, ...]]:
    """Parse one YAML document.

    :param text: lines end with LF.
    :param path: how problems name the file.
    :param offset: lines before the text in its file.
    :returns: the tree, or None if the text is broken; and what is wrong.
    """
    try:
        tree = Tree(_composed(text), offset)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = f"The character U+{ord(text[error.position]):04X} is not allowed in YAML."
        return None, (_broken(path, line + offset, message, "Delete it."),)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line + 1 if mark else 1, text.count("\n") + 1)
        return None, (_broken(path, line + offset, *_in_plain_words(error, text, line)),)
    except _ESCAPING as error:
        return None, (
            _broken(path, 1 + offset, f"This is not YAML: {error}.", "Compare with the reference."),
        )
    hint = "Keep one of them; YAML would silently use the last."
    return tree, tuple(
        Problem(path, line, Code.DUPLICATE_KEY, f"The field {location[-1]!r} is given twice.", hint)
        for location, line in tree.repeated()
    )


#: What ruamel.yaml lets escape for some broken texts, e.g. for escapes of no character.
_ESCAPING = (
    YAMLError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip


def _composed(text: str) -> Node | None:
    yaml = YAML(typ="safe", pure=True)
    yaml.Resolver, yaml.Composer = _CoreResolver, _PlainComposer
    root: Node | None = yaml.compose(text)
    return root


def _tree(text: str) -> Tree:
    """Return the tree of a text that is to be changed; an empty one if it is broken."""
    try:
        return Tree(_composed(text))
    except _ESCAPING:
        return Tree(None)


def _walk(node: Node, location: Location, line: int) -> Iterator[tuple[Location, Node, int]]:
    yield location, node, line
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _walk(value, (*location, key.value), key.start_mark.line)
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(value, (*location, index), value.start_mark.line)


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in reversed(node.value) if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: Node = node.value[step]
        return found
    return None


def _value(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_value(one) for one in node.value]
    text: str = node.value
    try:
        match str(node.tag).removeprefix(_CORE):
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
    return Problem(path, line, Code.YAML_BROKEN, message, hint)


#: What ruamel.yaml's words for an error, or for where it is, mean to someone who does not know YAML's terms; and what to do.
_MEANINGS = (
    ("mapping values are not allowed", "A value contains a colon with a space after it.", "Put the value in quotes."),
    ("found character '\\t'", "Indentation has a tab; YAML requires spaces.", "Replace tabs by spaces."),
    ("found unexpected end of stream", "A quoted value does not end.", "Add the closing quotation mark."),
    ("while scanning a quoted", "A quoted value does not end.", "Add the closing quotation mark."),
    ("<stream end>", "A list or a set of fields does not end.", "Add the closing bracket."),
    ("expected ',' or ']'", "A comma or the closing ] is missing.", "Put values with a comma, bracket or colon in quotes."),
    ("expected ',' or '}'", "A comma or the closing } is missing.", "Put values with a comma, bracket or colon in quotes."),
    ("more indented follow up line", "A text of several lines begins with an empty line that has spaces.", "Delete those spaces."),
    ("could not find expected ':'", "A field name has no colon after it.", "Write it as 'name: value'."),
    ("expected <block end>", "The indentation does not fit the lines before.", "Align the fields of one level, with spaces."),
    ("cannot start any token", "A value begins with a character that YAML reserves.", "Put the value in quotes."),
    ("expected a single document", "A second YAML document begins here.", "Remove the line of dashes."),
)  # fmt: skip


def _in_plain_words(error: MarkedYAMLError, text: str, line: int) -> tuple[str, str]:
    """Return what is wrong with the YAML, and what to do."""
    problem = re.sub(r"\('(.*?)',\)", r"'\1'", error.problem or error.context or "the text cannot be parsed")
    if problem[0].isupper():  # of this module
        many = problem.startswith("There are")
        return (
            f"{problem}.",
            "Check what was put here by mistake." if many else "Write the value out, in plain words.",
        )
    tab = "found character '\\t'" if "\t" in text.split("\n")[line - 1] else ""
    for part, message, hint in _MEANINGS:
        if part in f"{problem} {tab} {error.context}":
            return message, hint
    return f"This is not YAML: {problem}.", "Compare with the examples of the reference."


# Changing what is there


def appended(text: str, entries: Iterable[object]) -> str:
    """Return the text of a list with entries added at its end; all that was there stays as it was.

    :param text: a list in block style, an empty list, or nothing but comments.
    :param entries: objects of the model, or plain values.
    :raises NotAListError: if the text is anything else.
    """
    values = [_plain(one) for one in entries]
    if not values:
        return text
    try:
        root = _composed(text)
    except _ESCAPING as error:
        raise NotAListError from error
    before = Tree(root).data() or []
    column = 0
    if isinstance(root, SequenceNode) and not root.value:
        start, end = root.start_mark.index, root.end_mark.index
        text = text[:start] + text[end:].lstrip(" \t").removeprefix("\n")
    elif isinstance(root, SequenceNode):
        column = root.start_mark.column
    text = text.rstrip("\n")
    made = "".join(textwrap.indent(f"- {_indented(written(one))}", " " * column) for one in values)
    text = f"{text}\n{made}" if text else made
    if not isinstance(before, list) or _tree(text).data() != [*before, *values]:
        raise NotAListError
    return text


def extended(text: str, field: str, entries: Iterable[object]) -> str:
    """Return the text of a mapping with entries added to the list of a field; all that was there stays as it was.

    :param field: its list may have either style, be empty, or be missing.
    :param entries: objects of the model, or plain values.
    :raises NotAListError: if the text is not a mapping, or the field is not a list.
    """
    values = [_plain(one) for one in entries]
    if not values:
        return text
    root = _tree(text).root
    before = Tree(root).data() if root else {}
    node = _child(root, field)
    if not isinstance(before, dict) or not isinstance(before.get(field) or [], list):
        raise NotAListError
    made = written({field: values}).partition("\n")[2]
    if not isinstance(node, SequenceNode) or not node.value:
        if node is not None:  # an empty value, which makes way
            text = text[: node.start_mark.index] + text[node.end_mark.index :]
            text = re.sub(rf"(?m)^{re.escape(field)}[ \t]*:[ \t]*\n?", "", text)
        text = "\n".join(filter(None, (text.rstrip("\n"), f"{field}:", made)))
    elif node.flow_style:
        end = _end_of(node.value[-1])
        text = f"{text[:end]}, {', '.join(_dumped(_flow(one)).strip() for one in values)}{text[end:]}"
    else:
        text = text if text.endswith("\n") else f"{text}\n"
        end = text.index("\n", _end_of(node.value[-1]) - 1) + 1
        text = text[:end] + textwrap.indent(textwrap.dedent(made), " " * node.start_mark.column) + text[end:]
    if _tree(text).data() != {**before, field: [*(before.get(field) or []), *values]}:
        raise NotAListError
    return text


def _end_of(node: Node) -> int:
    """Return the index behind a value, without the comments and empty lines that a block takes in."""
    if isinstance(node, SequenceNode | MappingNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end_of(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def reordered(text: str, names: Sequence[str]) -> str:
    """Return the text with its outermost fields in an order, each with the comment lines above it.

    :param names: fields in their order; others follow in their own order. A head of comments for editors stays at the top.
    """
    root = _tree(text).root
    if not isinstance(root, MappingNode) or root.flow_style:
        return text
    keys = [key for key, _ in root.value]
    there = [key.value for key in keys]
    if len(set(there)) < len(there) or any(key.start_mark.column for key in keys):
        return text
    rank = {name: place for place, name in enumerate(names)}
    wanted = sorted(range(len(there)), key=lambda place: (rank.get(there[place], len(rank)), place))
    if wanted == list(range(len(there))):
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


def with_scalars(text: str, change: Callable[[Location, str], str | None]) -> str:
    """Return the text with some of its values written anew; comments and all other values stay.

    :param change: gets the path and the text of each value that is on one line, and returns what to write for it, or None.
    """
    for location, node, _ in reversed(list(_tree(text).nodes())):
        if isinstance(node, ScalarNode) and node.start_mark.line == node.end_mark.line:
            new = change(location, node.value)
            if new is not None and new != node.value:
                text = text[: node.start_mark.index] + new + text[node.end_mark.index :]
    return text


def without_trailing_spaces(text: str) -> str:
    """Return the text without spaces at the ends of lines; those within a value of several lines stay."""
    tree = _tree(text)
    if tree.root is None:
        return text
    kept: set[int] = set()
    for _, node, _ in tree.nodes():
        if isinstance(node, ScalarNode) and node.start_mark.line < node.end_mark.line:
            # A block scalar ends where the next line begins, whose spaces are none of its.
            kept |= set(range(node.start_mark.line, node.end_mark.line + (node.end_mark.column > 0)))
    lines = text.split("\n")
    return "\n".join(line if index in kept else line.rstrip(" \t") for index, line in enumerate(lines))


def plain_values(text: str) -> Any:
    """Return the values of a text as dicts, lists and scalars; None if it is broken or empty."""
    return _tree(text).data()


def _with_comments(lines: Sequence[str], place: int) -> int:
    while place and lines[place - 1].startswith("#"):
        place -= 1
    return place


# Writing


def written(values: Any) -> str:
    """Return plain values, or objects of the model, as YAML that cannot be read as anything else.

    Of an object every field that is not its default is written, in the model's order, so that the same is read again: of an
    edition's facts this is the front matter. Entries of most lists have a line each, if they fit; long texts are folded.

    >>> print(written({"title": "A: b", "key": "2031", "date": {"start": "2031-05-01", "end": "2031-05-02"}}), end="")
    title: "A: b"
    key: "2031"
    date: {start: 2031-05-01, end: 2031-05-02}

    :param values: a mapping, a list or a scalar; text, numbers, truth values and days.
    """
    return _dumped(_arranged(_plain(values), 0, ""))


def _plain(value: Any) -> Any:
    """Return the values of the model's objects, in the forms that people write: one day for a span of one day."""
    if is_dataclass(value):
        value = {
            one.name: inner
            for one in fields(value)
            if (inner := getattr(value, one.name)) != one.default or one.default is MISSING
        }
    if isinstance(value, dict):
        made = {name: _plain(inner) for name, inner in value.items()}
        if set(made) == {"start", "end"} and made["start"] == made["end"]:
            return made["start"]
        if isinstance(pages := made.get("pages"), list) and len(set(pages)) == 1:
            made["pages"] = pages[0]
        return made
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


def _arranged(value: Any, indent: int, name: str) -> Any:
    """Return plain values as ruamel.yaml's, which know how they are to be laid out."""
    if isinstance(value, dict):
        mapping = CommentedMap((key, _arranged(inner, indent + 2, key)) for key, inner in value.items())
        if value.keys() == {"start", "end"}:
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        entries = [_entry(one, indent + 2, name) for one in value]
        sequence = CommentedSeq(entries)
        if not any(
            isinstance(one, dict | list) or (isinstance(one, str) and not _DAY.match(one)) for one in value
        ):
            sequence.fa.set_flow_style()
        return sequence
    foldable = isinstance(value, str) and len(value) > _LONG and value.isprintable() and "  " not in value
    return _folded(value, indent) if foldable and value == value.strip() else value


def _entry(value: Any, indent: int, name: str) -> Any:
    entry = _arranged(value, indent, name)
    if name in _ONE_LINE and isinstance(value, dict):
        line = CommentedMap((key, _flow(inner)) for key, inner in value.items())
        line.fa.set_flow_style()
        if indent + len(_dumped(line).rstrip()) <= _WIDTH:
            return line
    return entry


def _flow(value: Any) -> Any:
    if isinstance(value, dict | list):
        made = CommentedMap(value) if isinstance(value, dict) else CommentedSeq(value)
        made.fa.set_flow_style()
        return made
    return value


def _folded(text: str, indent: int) -> Any:
    lines = textwrap.wrap(text, _FOLDED - indent, break_long_words=False, break_on_hyphens=False)
    folded: Any = FoldedScalarString(text)
    folded.fold_pos = [end - 1 for end in accumulate(len(line) + 1 for line in lines[:-1])]
    return folded


def _indented(text: str) -> str:
    """Return a text whose lines but the first are indented as far as the words after '- '."""
    return textwrap.indent(text, "  ").removeprefix("  ")


class _Emitter(RoundTripEmitter):
    """Quotes with the marks that the record has, and also what YAML 1.1, or MyST, which strips lines, cannot leave bare."""

    def choose_scalar_style(self) -> Any:
        style, text = super().choose_scalar_style(), self.event.value
        older = text[:1] in "?:" or (self.flow_level and "?" in text) or text != text.strip()
        return '"' if style == "'" or (style == "" and older) else style


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _dumped(value: Any) -> str:
    yaml = YAML()
    yaml.Resolver, yaml.Emitter = _CautiousResolver, _Emitter
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 1_000_000  # lines are broken where a text is folded, and nowhere else
    stream = StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()
