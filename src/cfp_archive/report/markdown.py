"""A comparison as Markdown, ready for a comment on a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfp_archive.characters import visible
from cfp_archive.comparing.words import Op
from cfp_archive.report.model import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.report.model import Entry, Line, Report, Section

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
    for section in report.sections:
        lines += _section(section, 3)
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Return a text as Markdown that shows it as it is, on one line, and calls nobody."""
    text = visible(re.sub(r"[\r\n]+", " ", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\1", text)
    return _CALLS.sub(lambda match: f"{match.group()}<!-- -->", text)


def _paragraph(text: str) -> str:
    """Return a text as a paragraph, whatever it begins with."""
    first, space, rest = escaped(text).partition(" ")
    return (
        _OPENING.sub(r"\\", first, count=1) + space + rest
        if re.match(r"[-+=]|\d+[.)]", first)
        else escaped(text)
    )


def _section(one: Section, level: int) -> Iterator[str]:
    yield f"{'#' * level} {escaped(one.title)}"
    yield ""
    counts = " · ".join(count.label for count in one.counts)
    for text in filter(None, (*one.summary, counts, *one.notes, *one.decisions)):
        yield _paragraph(text)
        yield ""
    for title, entries in folded(one.entries):
        yield from _group(title, [line for entry in entries for line in _entry(entry)] + [""])
    for title, sections in folded(one.sections):
        yield from _group(title, [line for inner in sections for line in _section(inner, level + 1)])


def _group(title: str, lines: list[str]) -> Iterator[str]:
    """Fold lines away under a title; without a title they are shown."""
    if title:
        yield f"<details><summary>{escaped(title)}</summary>"
        yield ""
    yield from lines
    if title:
        yield "</details>"
        yield ""


def _entry(one: Entry) -> Iterator[str]:
    label = f"{one.kind.symbol} {one.shown_label}".strip()
    said = [f"**{escaped(label)}**"] if one.shown_label else []
    said += [escaped(one.subject)] if one.subject else []
    said += [_line(one.lines[0])] if len(one.lines) == 1 else []
    yield f"- {': '.join(said)}"
    if len(one.lines) > 1:
        for line in one.lines:
            yield f"  - {_line(line)}"
    for note in one.notes:
        yield f"  - _{escaped(note)}_"
    if one.match:
        reasons = "; ".join(one.match.reasons)
        yield f"  - <details><summary>{escaped(one.match.label)}</summary>{escaped(reasons)}</details>"
    for decision in one.decisions:
        yield f"  - _{escaped(decision)}_"


def _line(line: Line) -> str:
    words = []
    for mark in line.short:
        tag = _TAGS.get(mark.op)
        text = escaped(mark.text)
        words.append(f"<{tag}>{text}</{tag}>" if tag else text)
    return "".join(words)
