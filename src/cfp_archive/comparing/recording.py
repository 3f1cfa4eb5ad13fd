"""Add entries to the archive's YAML files as text, so that what is there stays as it was written, comments included."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.model import Decision, TopicKey

__all__ = ["decisions_yaml", "topics_yaml"]

_EMPTY_FLOW = re.compile(r"^\[\s*\][ \t]*(?:#.*)?$", re.MULTILINE)
#: Characters that YAML does not allow as they are in quotes, though JSON does.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def topics_yaml(text: str, entries: Iterable[TopicKey]) -> str:
    """Give the text of topics.yaml with entries added at its end.

    :param text: the file as it is: a list in block style, an empty list, or nothing but comments.
    """
    return _appended(
        text,
        [
            f"- key: {one.key}\n  list: {_quoted(one.list)}\n"
            f"  edition: {_quoted(one.edition)}\n  text: {_quoted(one.text)}\n"
            for one in entries
        ],
    )


def decisions_yaml(text: str, entries: Iterable[Decision]) -> str:
    """Give the text of decisions.yaml with entries added at its end.

    :param text: the file as it is: a list in block style, an empty list, or nothing but comments.
    """
    return _appended(text, [_decision(one) for one in entries])


def _decision(one: Decision) -> str:
    lines = [
        f"- list: {_quoted(one.list)}",
        f"  old_edition: {_quoted(one.old_edition)}",
        f"  new_edition: {_quoted(one.new_edition)}",
        "  old:",
        *(f"    - {_quoted(text)}" for text in one.old),
        "  new:",
        *(f"    - {_quoted(text)}" for text in one.new),
        f"  verdict: {one.verdict.value}",
        f"  reason: {_quoted(one.reason)}",
        f"  decided: {one.decided.isoformat()}",
        *([f"  by: {_quoted(one.by)}"] if one.by else []),
    ]
    return "\n".join(lines) + "\n"


def _appended(text: str, entries: Sequence[str]) -> str:
    if not entries:
        return text
    kept = _EMPTY_FLOW.sub("", text).rstrip("\n")
    return "".join((kept, "\n" if kept else "", *entries))


def _quoted(text: str) -> str:
    """Give a text as a YAML scalar that cannot be read as anything else. JSON's strings are YAML's, but for a few signs."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(text, ensure_ascii=False))
