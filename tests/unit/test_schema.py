"""The JSON Schemas that are shipped are those of the model."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest

from cfp_archive.schema import SCHEMAS, schema, schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator


def walk(value: Any) -> Iterator[Any]:
    """Yield a value and all within it."""
    yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


@pytest.mark.parametrize("name", SCHEMAS)
def test_shipped(name: str) -> None:
    """The shipped file is what the model makes; if not, run 'cfp-archive schema NAME --output FILE'."""
    shipped = resources.files("cfp_archive").joinpath("data", f"{name}.schema.json").read_bytes()
    assert shipped.decode() == schema_text(name)


@pytest.mark.parametrize("name", SCHEMAS)
def test_form(name: str) -> None:
    """A schema says which draft it follows, has a title, and holds neither markup nor addresses of its own."""
    made = schema(name)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"]
    assert "$id" not in made
    assert json.loads(schema_text(name)) == made
    for one in walk(made):
        if isinstance(one, dict) and isinstance(one.get("description"), str):
            assert "`" not in one["description"]
            assert "\n" not in one["description"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_references_resolve(name: str) -> None:
    """Every reference leads to a definition, and every definition is used."""
    made = schema(name)
    used = {one["$ref"] for one in walk(made) if isinstance(one, dict) and isinstance(one.get("$ref"), str)}
    assert used == {f"#/$defs/{one}" for one in made.get("$defs", {})}


def test_fields() -> None:
    """Every field of the front matter is described, a misspelt one is refused, and only the title is required."""
    made = schema("edition")
    assert made["type"] == "object"
    assert made["required"] == ["title"]
    assert made["additionalProperties"] is False
    assert "title" in made["properties"]
    assert all(field.get("description") for field in made["properties"].values())


def test_short_forms() -> None:
    """Short forms that the reader takes are in the schema, too: a day for a span, a number for a page limit."""
    made = schema("edition")
    date = made["properties"]["date"]["anyOf"]
    assert {"format": "date", "type": "string"} in walk(date)
    pages = made["$defs"]["Submission"]["properties"]["pages"]
    assert any(isinstance(one, dict) and one.get("type") == "integer" for one in pages["anyOf"])


@pytest.mark.parametrize("name", ["people", "decisions", "topics"])
def test_lists(name: str) -> None:
    """Files that hold a list have a schema of a list."""
    assert schema(name)["type"] == "array"


def test_unknown() -> None:
    """A schema that is not there is a KeyError."""
    with pytest.raises(KeyError):
        schema("tides")
