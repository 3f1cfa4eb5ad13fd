"""A comparison as Markdown, ready for a comment on a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfp_archive.characters import visible
from cfp_archive.comparing.words import Op

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.exporting.comparison.layout import Entry, Line, Part, Report

__all__ = ["as_markdown", "escaped"]

_TAGS = {Op.INSERT: "ins", Op.DELETE: "del"}
_SPECIAL = re.compile(r"([\\`*_\[\]#|~$]|:(?=[\w+-]+:))")
#: Code hosts make links of these, and notify people of them, even where Markdown is escaped.
_CALLS = re.compile(r"@(?=\w)|(?<=\\#)(?=\d)")
#: What makes a list, a heading or a rule of the line that it begins.
_OPENING = re.compile(r"(?=[-+=])|(?<=\d)(?=[.)])")


def as_markdown(report: Report) -> str:
    """Write a report as Markdown with ``<ins>``, ``<del>`` and ``<details>``, which code hosts show as such."""
    lines = [f"## {escaped(report.title)}", ""]
    for note in report.notes:
        lines += [_paragraph(note), ""]
    for part in report.parts:
        lines += _part(part, 3)
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Give a text as Markdown that shows it as it is, on one line, and calls nobody."""
    text = visible(re.sub(r"[\r\n]+", " ", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\1", text)
    return _CALLS.sub(lambda match: f"{match.group()}<!-- -->", text)


def _paragraph(text: str) -> str:
    """Give a paragraph that is none but a paragraph, whatever it begins with."""
    first, space, rest = escaped(text).partition(" ")
    return (
        _OPENING.sub(r"\\", first, count=1) + space + rest
        if re.match(r"[-+=]|\d+[.)]", first)
        else escaped(text)
    )


def _part(part: Part, level: int) -> Iterator[str]:
    yield f"{'#' * level} {escaped(part.heading)}"
    yield ""
    if part.statements:
        yield _paragraph(" ".join(part.statements))
        yield ""
    for entry in part.entries:
        yield from _entry(entry)
    if part.entries:
        yield ""
    if part.kept:
        yield f"<details><summary>{escaped(part.fold)}: {len(part.kept)}</summary>"
        yield ""
        for entry in part.kept:
            yield from _entry(entry)
        yield ""
        yield "</details>"
        yield ""
    for inner in part.parts:
        yield from _part(inner, level + 1)


def _entry(entry: Entry) -> Iterator[str]:
    lead = f"- **{escaped(entry.sign)} {escaped(entry.word)}{':' if entry.lines else ''}**"
    if len(entry.lines) == 1:
        yield f"{lead} {_line(entry.lines[0])}"
    else:
        yield lead
        for line in entry.lines:
            yield f"  - {_line(line)}"
    for note in entry.notes:
        yield f"  - _{escaped(note)}_"


def _line(line: Line) -> str:
    words = []
    for mark in line:
        tag = _TAGS.get(mark.op)
        text = escaped(mark.text)
        words.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return "".join(words)
