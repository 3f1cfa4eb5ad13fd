"""Write values as YAML that cannot be read as anything else."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["flow", "scalar"]

#: Needs no quotes anywhere: begins with a letter, holds no sign that YAML reserves, and is no word for a value.
_PLAIN = re.compile(r"[^\W\d_](?:[\w &/()'’.+–-]*[\w).+])?", re.ASCII)
_VALUES = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
#: Characters that YAML does not allow as they are in quotes, though JSON does.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(value: str | int | bool) -> str:
    """Return a value, in quotes only where they are needed.

    >>> scalar("General Chairs"), scalar("2031"), scalar("Yes"), scalar(True), scalar("A: b")
    ('General Chairs', '"2031"', '"Yes"', 'true', '"A: b"')
    """
    if isinstance(value, bool | int):
        return json.dumps(value)
    if _PLAIN.fullmatch(value) and value.casefold() not in _VALUES and " #" not in value:
        return value
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def flow(fields: Mapping[str, str | int | tuple[int, int] | None]) -> str:
    """Return fields on one line, those that are None left out.

    >>> flow({"category": "Regular papers", "pages": (8, 10), "printed": None})
    '{category: Regular papers, pages: [8, 10]}'
    """
    parts = []
    for name, value in fields.items():
        if isinstance(value, tuple):
            parts.append(f"{name}: [{', '.join(map(str, value))}]")
        elif value is not None:
            parts.append(f"{name}: {scalar(value)}")
    return "{" + ", ".join(parts) + "}"
