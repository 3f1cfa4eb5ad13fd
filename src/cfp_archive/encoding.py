"""Bytes of JSON and CSV: the same on every machine, and safe for what reads them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError, to_json

from cfp_archive.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Spreadsheets take a cell for a formula if it begins so, in the wide forms of East Asia too:
#: https://owasp.org/www-community/attacks/CSV_Injection. The apostrophe is among them so that one can be taken away again.
_FORMULA = frozenset("=+-@＝＋－＠'")


def plain(kind: Any, value: Any) -> Any:
    """Return a value of a type as dictionaries, lists and texts; days are written YYYY-MM-DD."""
    return _adapter(kind).dump_python(value, mode="json")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def json_text(value: Any) -> str:
    """Return plain values as JSON with a line for each value."""
    try:  # it writes the same as json.dumps, in a tenth of its time
        return to_json(value, indent=2).decode() + "\n"
    except PydanticSerializationError:  # half of a surrogate pair
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def json_bytes(value: Any) -> bytes:
    """Return plain values as JSON in UTF-8, with LF and a line for each value."""
    # What UTF-8 cannot hold, half of a surrogate pair, is written as an escape, which JSON has for it.
    return json_text(value).encode("utf-8", "backslashreplace")


#: What ends a script in HTML or begins a comment in it, and what ends a line in old JavaScript.
_UNSAFE_IN_HTML = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def json_in_html(value: Any) -> str:
    """Return plain values as JSON that is safe within ``<script>``, whatever the texts are.

    Characters that HTML acts on are written as escapes: https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE_IN_HTML)
    return text.encode("utf-8", "backslashreplace").decode()


def csv_bytes(kind: Any, rows: Iterable[Any]) -> bytes:
    """Return rows as CSV (RFC 4180) in UTF-8, with a line of names above them.

    :param kind: the dataclass of a row; all its fields are texts.
    """
    names = [field.name for field in fields(kind)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(getattr(row, name)) for name in names] for row in rows)
    return text.getvalue().encode("utf-8")


def _cell(text: str) -> str:
    """Return a text on one line, with an apostrophe before what a spreadsheet would take for a formula."""
    shown = visible(text)
    return f"'{shown}" if shown.lstrip()[:1] in _FORMULA else shown
