"""A published schema as tables of fields, for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FieldRow", "FieldTable", "field_tables"]

_REFERENCE = "#/$defs/"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A field of an object."""

    name: str
    type: str  #: in the terms of JSON Schema, as in 'string | null' or 'TopicData[]'
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTable:
    """The fields of an object, or of a row."""

    name: str  #: of the type; empty for the whole file
    about: str
    rows: tuple[FieldRow, ...]


def field_tables(schema: dict[str, Any]) -> tuple[FieldTable, ...]:
    """Return the tables of a schema: the whole file's, then each type's at its first mention.

    :param schema: as `cfp_archive.schema.published_schema` makes it.
    """
    definitions = schema.get("$defs", {})
    whole = schema.get("items", schema) if schema.get("type") == "array" else schema
    whole = definitions[_target(whole)] if "$ref" in whole else whole
    tables, waiting, seen = [], [("", whole)], {""}
    while waiting:
        name, current = waiting.pop(0)
        if "properties" not in current:
            continue
        rows = []
        for field, inner in current["properties"].items():
            rows.append(
                FieldRow(name=field, type=_type(inner, definitions), about=_about(inner, definitions))
            )
            for target in _targets(inner):
                if target not in seen:
                    seen.add(target)
                    waiting.append((target, definitions[target]))
        tables.append(FieldTable(name=name, about=current.get("description", ""), rows=tuple(rows)))
    return tuple(tables)


def _target(schema: dict[str, Any]) -> str:
    return str(schema["$ref"]).removeprefix(_REFERENCE)


def _targets(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield _target(schema)
        for key, inner in schema.items():
            if key != "$ref":
                yield from _targets(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _targets(inner)


def _about(schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    """Return what a field is for: its own words, else those of its type."""
    if "description" in schema:
        return str(schema["description"])
    return str(definitions[_target(schema)].get("description", "")) if "$ref" in schema else ""


def _type(schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "$ref" in schema:
        target = definitions[_target(schema)]
        return _target(schema) if "properties" in target else _type(target, definitions)
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(inner, definitions) for inner in schema["anyOf"]))
    if "const" in schema:
        return _value(schema["const"])
    if "enum" in schema:
        return " | ".join(map(_value, schema["enum"]))
    if schema.get("type") == "array":
        if "prefixItems" in schema:
            return f"[{', '.join(_type(inner, definitions) for inner in schema['prefixItems'])}]"
        inner = _type(schema.get("items", {}), definitions)
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if "format" in schema:
        return str(schema["format"])
    return str(schema.get("type", "any"))


def _value(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
