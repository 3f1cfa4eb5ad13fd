"""Make objects of the model from YAML: every error located and in plain words, what is valid kept."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from cfp_archive.characters import hidden_characters, shortened, visible
from cfp_archive.model import Decision, Series, nearest
from cfp_archive.problems import Code, Problem, did_you_mean
from cfp_archive.reading.allowed import PREFIX, Allowed
from cfp_archive.reading.markup import hidden_refused
from cfp_archive.yamlio import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import PurePath

    from pydantic_core import ErrorDetails

    from cfp_archive.model import Location
    from cfp_archive.yamlio import Tree

#: Names that fields had until version 0.2, which are still read.
_PRESENT_NAMES: Mapping[Any, dict[str, str]] = {
    Series: {"not_held": "missing_calls"},
    tuple[Decision, ...]: {"verdict": "outcome"},
}
#: Fields whose text is one line: a second one would be taken for something else where it is shown or printed.
_ONE_LINE = frozenset({
    "title", "short_title", "name", "short_name", "role", "label", "category", "place", "affiliation", "country", "key",
    "person", "list", "zone", "time", "website", "url", "home", "host", "file", "orcid",
})  # fmt: skip
_MISSING = {"missing", "missing_argument", "missing_keyword_only_argument"}
_UNKNOWN = {"unexpected_keyword_argument", "extra_forbidden"}
_LONGEST_NUMBER = 128  #: bits of one that is shown


class Values(NamedTuple):
    """What a YAML text says."""

    value: Any  #: an object of the type that was asked for; None if nothing of it can be used
    lines: dict[Location, int]  #: 1-based, in the file, of each value that is used, by its path
    problems: tuple[Problem, ...]


def read_values(
    text: str, kind: Any, path: PurePath, *, allowed: Allowed | None = None, offset: int = 0
) -> Values:
    """Return the object of the model that a YAML document describes.

    :param text: lines end with LF.
    :param kind: a dataclass of the model, or a tuple of them.
    :param path: how problems name the file.
    :param allowed: how long a text may be.
    :param offset: lines before the text in its file.
    """
    tree, broken = parse(text, path, offset=offset)
    if tree is None:
        return Values(None, {}, broken)
    if tree.data() is None and get_origin(kind) is tuple:
        return Values((), {}, broken)
    tree.rename(_PRESENT_NAMES.get(kind, {}))
    refused = tuple(_refused_texts(tree, path, (allowed or Allowed()).max_characters))
    value, lines, wrong = _validated(kind, tree, path)
    return Values(_written_out(value) if refused else value, lines, (*broken, *refused, *wrong))


def _refused_texts(tree: Tree, path: PurePath, longest: int) -> Iterator[Problem]:
    """Find what no fact, name or key has: hidden characters, a second line, a length beyond all bounds."""
    lines = tree.lines()
    for location, text in _texts(tree.data(), ()):
        line = lines.get(location, 1)
        hidden = [character for _index, character in hidden_characters(text)]
        if location and location[-1] in _ONE_LINE and "\n" in text.rstrip("\n"):
            hidden.append("\n")
        if hidden:
            yield Problem(path, line, *hidden_refused(hidden[0]))
        if len(text) > longest:
            message = f"A text of {len(text):,} characters is longer than {longest:,}."
            hint = f"Shorten it, or raise {PREFIX}max_characters in conf.py."
            yield Problem(path, line, Code.LIMIT_EXCEEDED, message, hint)


def _texts(value: Any, location: Location) -> Iterator[tuple[Location, str]]:
    """Yield every text of YAML data, names of fields included, with its path."""
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield (*location, name), str(name)
            yield from _texts(inner, (*location, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*location, index))


def _written_out(value: Any) -> Any:
    """Return a value of the model with the hidden characters of its texts written out."""
    if type(value) is str:  # an enumeration's member stays what it is
        return visible(value, lines=True)
    if isinstance(value, tuple):
        return tuple(map(_written_out, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _written_out(getattr(value, one.name)) for one in fields(value)})
    return value


@lru_cache(maxsize=16)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _validated(kind: Any, tree: Tree, path: PurePath) -> Values:
    """Return an object, and drop from the tree what does not fit, until the rest does."""
    problems: dict[tuple[int, str], Problem] = {}
    first = True
    while True:
        lines = tree.lines()
        try:
            return Values(_adapter(kind).validate_python(tree.data()), lines, tuple(problems.values()))
        except ValidationError as invalid:
            # A value that is missing in a later round is one that was dropped before: it has been reported.
            errors = invalid.errors(include_url=False)
        for error in errors:
            if first or error["type"] not in _MISSING:
                problem = _problem(kind, error, lines, path)
                problems.setdefault((problem.line, problem.message), problem)
        first = False
        if not _drop(tree, errors, lines):
            return Values(None, lines, tuple(problems.values()))


def _drop(tree: Tree, errors: Iterable[ErrorDetails], lines: Mapping[Location, int]) -> bool:
    """Drop the innermost value around each error; False if that would be everything."""
    locations = {
        nearest(error["loc"][:-1] if error["type"] in _MISSING else error["loc"], lines) for error in errors
    }
    if () in locations:
        return False
    # From the end, so that the indices of what is dropped later stay right.
    ordered = sorted(
        locations, key=lambda path: [(isinstance(step, int), step) for step in path], reverse=True
    )
    pruned = [tree.prune(location) for location in ordered]
    return any(pruned)


# Messages

_WANTS = {
    "string_type": ("must be text", "Write it as text."),
    "string_too_short": ("is empty", "Fill it in, or delete the field."),
    "string_unicode": ("contains an incomplete character", "Write the whole character."),
    "int_type": ("must be a whole number", "Write it in digits, without quotes."),
    "int_parsing_size": ("is too large a number", "Write a smaller number."),
    "int_from_float": ("must be a whole number", "Write it in digits."),
    "bool_type": ("must be true or false", "Write true or false."),
    "tuple_type": ("must be a list", "Begin each entry with '- ' on a line of its own."),
    "dataclass_type": ("must be a set of fields", "Write it as 'field: value' lines."),
    "enum": ("must be {expected}", "Write one of them."),
    "too_short": ("has too few entries", "Compare with the reference."),
    "too_long": ("has too many entries", "Compare with the reference."),
    "greater_than_equal": ("must be at least {ge}", "Write a larger number."),
    "less_than_equal": ("must be at most {le}", "Write a smaller number."),
    "missing": ("has too few entries", "Compare with the reference."),
}
#: What fields that have a form of their own must be; others that have one are addresses.
_FORMS = {
    "address": ("is not a valid URL that ends with a slash", "Write it in full, as in https://example.org/."),
    "key": ("is not a valid key", "Use lower-case letters a to z, digits and hyphens."),
    "language": ("is not a valid language code", "Write it as in en, de or pt-BR."),
    "license": ("is not a valid SPDX identifier", "Write it as in CC-BY-4.0."),
    "orcid": ("is not a valid ORCID iD", "Write it as in 0000-0000-0000-0000."),
    "posted": ("is not a valid date", "Use YYYY, YYYY-MM or YYYY-MM-DD."),
    "time": ("is not a valid time of day", "Use HH:MM, from 00:00 to 23:59."),
}
_URL = ("is not a valid URL", "Write it in full, as in https://example.org.")


def _problem(kind: Any, error: ErrorDetails, lines: Mapping[Location, int], path: PurePath) -> Problem:
    location, what, value = tuple(error["loc"]), error["type"], error["input"]
    around = nearest(location, lines)
    name, context = _name(around), error.get("ctx", {})
    code = Code.WRONG_TYPE
    if what in _MISSING and isinstance(location[-1], str):
        owner = _name(location[:-1])
        inside = f" in {owner[:1].lower()}{owner[1:]}" if location[:-1] else ""
        code, message, hint = (
            Code.MISSING_FIELD,
            f"The field '{location[-1]}' is required{inside}.",
            "Add it.",
        )
    elif what in _UNKNOWN:
        known = field_names(kind, location[:-1])
        code, message = Code.UNKNOWN_FIELD, f"Unknown field '{location[-1]}'."
        hint = did_you_mean(str(location[-1]), known, f"The fields here are: {', '.join(known)}.")
    elif what.startswith("date_"):
        code, message, hint = (
            Code.IMPOSSIBLE_DATE,
            f"{name} is not a valid date: {_shown(value)}.",
            "Use YYYY-MM-DD.",
        )
    elif what == "string_type" and isinstance(value, int | float):
        read_as = "true or false" if isinstance(value, bool) else "a number"
        message, hint = f"{name} is read as {read_as}, not as text: {_shown(value)}.", "Put it in quotes."
    else:
        wants, hint = _WANTS.get(what, ("does not fit", "Compare with the reference."))
        if what == "string_pattern_mismatch":
            wants, hint = _FORMS.get(str(location[-1]), _URL)
        message = f"{name} {wants.format(**context)}: {_shown(value)}."
    return Problem(path, lines.get(around, 1), code, message, hint)


def _name(location: Location) -> str:
    """Name a value as people do: 'role' of entry 2 of 'people'."""
    steps = [f"entry {step + 1}" if isinstance(step, int) else f"'{step}'" for step in reversed(location)]
    words = " of ".join(steps)
    return words[:1].upper() + words[1:] if words else "The content"


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a set of fields"
    if value is None:
        return "nothing"
    if isinstance(value, int) and value.bit_length() > _LONGEST_NUMBER:  # Python refuses to print some
        return "a very large number"
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return shortened(text, 60)


def field_names(kind: Any, location: Location) -> list[str]:
    """Return the names of the fields that a type of the model has at a path."""
    for step in location:
        if isinstance(step, str):
            kind = get_type_hints(kind).get(step) if isinstance(kind, type) else None
        kind = _dataclass_within(kind)
    kind = _dataclass_within(kind)
    return [one.name for one in fields(kind)] if kind is not None else []


def _dataclass_within(kind: Any) -> Any:
    """Return the dataclass that an annotation speaks of, e.g. Link for tuple[Link, ...] | None."""
    if is_dataclass(kind):
        return kind
    return next((inner for part in get_args(kind) if (inner := _dataclass_within(part)) is not None), None)
