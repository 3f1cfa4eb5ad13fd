"""Make model objects from YAML data: every error located and in plain words, what is valid kept."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from cfp_archive.problems import Code, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePath

    from pydantic_core import ErrorDetails

    from cfp_archive.model import Location
    from cfp_archive.yamlio import Tree

T = TypeVar("T")

_MISSING = {"missing", "missing_argument", "missing_keyword_only_argument"}
_UNKNOWN = {"unexpected_keyword_argument", "extra_forbidden"}


@lru_cache(maxsize=16)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def validate(
    kind: type[T], tree: Tree, path: PurePath
) -> tuple[T | None, dict[Location, int], tuple[Problem, ...]]:
    """Make an object of a type from a YAML tree, and drop from the tree what does not fit.

    :param kind: a dataclass of the model, or a tuple of them.
    :param tree: is changed: invalid values are dropped.
    :returns: the object, or None if nothing usable is left; the lines of the values that are left; what is wrong.
    """
    adapter: TypeAdapter[T] = _adapter(kind)  # type: ignore[arg-type]  # types are hashable
    problems: dict[tuple[int, str], Problem] = {}
    first = True
    while True:
        data, lines = tree.data(), tree.lines()
        try:
            return adapter.validate_python(data), lines, tuple(problems.values())
        except ValidationError as error:
            # A value that is missing in a later round is one that was dropped before: it has been reported.
            found = error.errors(include_url=False, include_context=True, include_input=True)
        for one in found:
            if first or one["type"] not in _MISSING:
                problem = _problem(kind, one, lines, path)
                problems.setdefault((problem.line, problem.message), problem)
        first = False
        if not _drop(tree, found, lines):
            return None, lines, tuple(problems.values())


def _drop(tree: Tree, found: Iterable[ErrorDetails], lines: dict[Location, int]) -> bool:
    """Drop the innermost value around each error; False if that would be everything."""
    places: set[Location] = set()
    for one in found:
        location: Location = tuple(one["loc"])
        if one["type"] in _MISSING:
            location = location[:-1]
        while location and location not in lines:
            location = location[:-1]
        if not location:
            return False
        places.add(location)
    # From the end, so that the numbers of what is dropped later stay right.
    ordered = sorted(
        places, key=lambda place: [(isinstance(step, int), step) for step in place], reverse=True
    )
    pruned = [tree.prune(place) for place in ordered]
    return any(pruned)


def _problem(kind: Any, error: ErrorDetails, lines: dict[Location, int], path: PurePath) -> Problem:
    location: Location = tuple(error["loc"])
    around = location
    while around and around not in lines:
        around = around[:-1]
    code, message, hint = _in_plain_words(kind, error, location, around)
    return Problem(path=path, line=lines.get(around, 1), code=code, message=message, hint=hint)


def _in_plain_words(
    kind: Any, error: ErrorDetails, location: Location, around: Location
) -> tuple[Code, str, str]:
    name, value, what = _name(around), error["input"], error["type"]
    if what in _MISSING and isinstance(location[-1], str):
        owner = _lower(_name(location[:-1]))
        if not location[:-1]:
            return Code.MISSING_FIELD, f"The field '{location[-1]}' is required.", "Add it."
        return Code.MISSING_FIELD, f"The field '{location[-1]}' is required in {owner}.", "Add it."
    if what in _UNKNOWN:
        known = field_names(kind, location[:-1])
        hint = did_you_mean(str(location[-1]), known, f"The fields here are: {', '.join(known)}.")
        return Code.UNKNOWN_FIELD, f"Unknown field '{location[-1]}'.", hint
    if what.startswith("date") and what != "dataclass_type":
        shown = _shown(value)
        return Code.IMPOSSIBLE_DATE, f"{name} is not a valid date: {shown}.", "Use YYYY-MM-DD."
    if what == "string_type" and isinstance(value, int | float):
        return (
            Code.WRONG_TYPE,
            f"{name} is read as {_kind(value)}, not as text: {_shown(value)}.",
            "Put it in quotes.",
        )
    wants, hint = _WANTS.get(what, (error["msg"], "Compare with the reference."))
    if what == "enum":
        wants = f"must be {error.get('ctx', {}).get('expected', '')}"
    elif what == "string_pattern_mismatch":
        wants, hint = _pattern_words(str(error.get("ctx", {}).get("pattern", "")))
    elif what == "greater_than_equal":
        wants = f"must be at least {error.get('ctx', {}).get('ge', 1)}"
    elif what == "less_than_equal":
        wants = f"must be at most {error.get('ctx', {}).get('le', '')}"
    return Code.WRONG_TYPE, f"{name} {wants}: {_shown(value)}.", hint


_WANTS = {
    "string_type": ("must be text", "Write it as text."),
    "string_too_short": ("is empty", "Fill it in, or delete the field."),
    "string_unicode": ("contains half of a character", "Write the character itself."),
    "int_type": ("must be a whole number", "Write it in digits, without quotes."),
    "int_parsing": ("must be a whole number", "Write it in digits, without quotes."),
    "int_parsing_size": ("is too large a number", "Write a smaller number."),
    "int_from_float": ("must be a whole number", "Write it in digits."),
    "bool_type": ("must be true or false", "Write true or false."),
    "bool_parsing": ("must be true or false", "Write true or false."),
    "tuple_type": ("must be a list", "Begin each entry with '- ' on a line of its own."),
    "dataclass_type": ("must be a set of fields", "Write it as 'field: value' lines."),
    "enum": ("", "Write one of them."),
    "too_short": ("has too few entries", "Compare with the reference."),
    "too_long": ("has too many entries", "Compare with the reference."),
    "greater_than_equal": ("", "Write a larger number."),
    "less_than_equal": ("", "Write a smaller number."),
    "missing": ("has too few entries", "Compare with the reference."),
}


def _pattern_words(pattern: str) -> tuple[str, str]:
    if "http" in pattern:
        return "is not a valid URL", "Write it in full, as in https://example.org."
    if "[a-z0-9-]" in pattern:
        return "is not a valid key", "Use lower-case letters a to z, digits and hyphens."
    if "X]" in pattern:
        return "is not a valid ORCID iD", "Write it as in 0000-0000-0000-0000."
    if ":" in pattern:
        return "is not a valid time of day", "Use HH:MM, from 00:00 to 23:59."
    return "is not a valid date", "Use YYYY, YYYY-MM or YYYY-MM-DD."


def _name(location: Location) -> str:
    """Name a value as people do: 'role' of entry 2 of 'people'."""
    words = ""
    for step in location:
        part = f"entry {step + 1}" if isinstance(step, int) else f"'{step}'"
        words = f"{part} of {words}" if words else part
    return words[:1].upper() + words[1:] if words else "The content"


_LONGEST_SHOWN = 128  #: bits of a number


def _shown(value: object) -> str:
    if isinstance(value, dict | list | tuple):
        return "a list" if not isinstance(value, dict) else "a set of fields"
    if value is None:
        return "nothing"
    if isinstance(value, int) and value.bit_length() > _LONGEST_SHOWN:  # Python refuses to print some
        return "a very large number"
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _kind(value: object) -> str:
    return "true or false" if isinstance(value, bool) else "a number"


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
    return next((found for one in get_args(kind) if (found := _dataclass_within(one)) is not None), None)
