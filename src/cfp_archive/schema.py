"""JSON Schemas of the record's files, made from the model, so that model, reference and editors never disagree."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from cfp_archive.encoding import json_text
from cfp_archive.model import Decision, Facts, FurtherFacts, Person, Series, TopicKey

#: Each schema's name, its type, and what it describes.
SCHEMAS: dict[str, tuple[Any, str]] = {
    "edition": (Facts, "The front matter of an edition's index.md"),
    "page": (FurtherFacts, "The front matter of a further page of an edition"),
    "series": (Series, "series.yaml: the series, its topic lists and missing calls"),
    "people": (tuple[Person, ...], "people.yaml: the people, their spellings and links"),
    "decisions": (tuple[Decision, ...], "decisions.yaml: decisions about matches of topics"),
    "topics": (tuple[TopicKey, ...], "topics.yaml: the permanent keys of topics"),
}


def schema(name: str) -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12) as plain values.

    :param name: one of `SCHEMAS`.
    :raises KeyError: if it is not.
    """
    return _titled(TypeAdapter(SCHEMAS[name][0]).json_schema(mode="validation"), SCHEMAS[name][1])


@lru_cache(maxsize=64)  # the same for every archive, and slow to make
def published_schema(kind: Any, title: str) -> dict[str, Any]:
    """Return the JSON Schema of what is published of a type; not to be changed.

    It allows further fields everywhere: a later version may add some.
    """
    generated = TypeAdapter(kind).json_schema(mode="serialization", schema_generator=_Published)
    return _open(_titled(generated, title))


class _Published(GenerateJsonSchema):
    """Every field of a dataclass is written, whether it has its default or not."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return field["type"] == "dataclass-field" or super().field_is_required(field, total)

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def _titled(generated: dict[str, Any], title: str) -> dict[str, Any]:
    body = _cleaned({key: value for key, value in generated.items() if key not in {"title", "description"}})
    return {"$schema": GenerateJsonSchema.schema_dialect, "title": title, **body}


def _open(schema: dict[str, Any]) -> dict[str, Any]:
    """Let objects have further fields."""

    def opened(value: Any) -> Any:
        if isinstance(value, list):
            return [opened(inner) for inner in value]
        return _open(value) if isinstance(value, dict) else value

    return {
        key: opened(inner)
        for key, inner in schema.items()
        if key != "additionalProperties" or inner is not False
    }


def schema_text(name: str) -> str:
    """Return a JSON Schema as the text of a file."""
    return json_text(schema(name))


def _cleaned(value: Any, *, names: bool = False) -> Any:
    """Drop titles that only repeat field names, and the markup of docstrings from descriptions.

    :param names: the keys are fields of the record, not words of JSON Schema; a field may be called 'title'.
    """
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if not isinstance(value, dict):
        return value
    cleaned = {}
    for key, inner in value.items():
        if key == "title" and not names:
            continue
        if key == "description" and not names and isinstance(inner, str):
            cleaned[key] = _plain(inner)
        else:
            cleaned[key] = _cleaned(inner, names=key in {"properties", "$defs"} and not names)
    return cleaned


def _plain(text: str) -> str:
    """Return a docstring's text without the markup of reStructuredText."""
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?([^`]+)`", r"\1", text)
    return " ".join(text.replace("``", "").split())
