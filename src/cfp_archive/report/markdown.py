"""A comparison as Markdown, ready for a comment on a pull request."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from cfp_archive.characters import visible
from cfp_archive.comparing.words import DiffOp
from cfp_archive.report.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.comparing.correspondence import ChangeKind
    from cfp_archive.comparing.words import DiffSpan
    from cfp_archive.report.model import Entry, Report

_TAGS = {DiffOp.INSERT: "ins", DiffOp.DELETE: "del"}
_SPECIAL = re.compile(r"([\\`*_\[\]#|~$]|:(?=[\w+-]+:))")
#: Code hosts make links of these, and notify people of them, even where Markdown is escaped.
_CALLS = re.compile(r"@(?=\w)|(?<=\\#)(?=\d)")
#: What makes a list, a heading or a rule of the line that it begins.
_OPENING = re.compile(r"(?=[-+=])|(?<=\d)(?=[.)])")
_BLOCK = re.compile(r"[-+=]|\d+[.)]")


def as_markdown(report: Report) -> str:
    """Write a report as Markdown with ``<ins>``, ``<del>`` and ``<details>``, which code hosts show as such."""
    writer = _Markdown()
    lines = [f"## {escaped(report.title)}", ""]
    for note in report.notes:
        lines += writer.paragraph(note)
    lines += writer.sections(report.sections, 3)
    return "\n".join(lines).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Return a text as Markdown that shows it as it is, on one line, and calls nobody."""
    text = visible(re.sub(r"[\r\n]+", " ", text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _SPECIAL.sub(r"\\\1", text)
    return _CALLS.sub(lambda match: f"{match.group()}<!-- -->", text)


class _Markdown(Writer):
    def text(self, text: str) -> str:
        return escaped(text)

    def label(self, kind: ChangeKind, label: str) -> str:
        return f"**{escaped(f'{kind.symbol} {label}')}**"

    def mark(self, mark: DiffSpan) -> str:
        tag, text = _TAGS.get(mark.op), escaped(mark.text)
        return f"<{tag}>{text}</{tag}>" if tag else text

    def heading(self, title: str, level: int) -> Iterator[str]:
        yield from (f"{'#' * level} {escaped(title)}", "")

    def paragraph(self, text: str) -> Iterator[str]:
        """Yield a paragraph, whatever it begins with."""
        first, space, rest = escaped(text).partition(" ")
        if _BLOCK.match(first):
            first = _OPENING.sub(r"\\", first, count=1)
        yield from (first + space + rest, "")

    def entries(self, title: str, kind: ChangeKind, lines: Iterator[str]) -> Iterator[str]:
        yield from self.folded(title, kind, chain(lines, [""]))

    def folded(self, title: str, _kind: ChangeKind | None, lines: Iterator[str]) -> Iterator[str]:
        if title:
            yield from (f"<details><summary>{escaped(title)}</summary>", "")
        yield from lines
        if title:
            yield from ("</details>", "")

    def item(self, one: Entry, words: str, lines: list[str]) -> Iterator[str]:
        yield f"- {words}"
        yield from (f"  - {line}" for line in lines)
        yield from (f"  - _{escaped(note)}_" for note in one.notes)
        if one.match:
            reasons = escaped("; ".join(one.match.reasons))
            yield f"  - <details><summary>{escaped(one.match.label)}</summary>{reasons}</details>"
        yield from (f"  - _{escaped(decision)}_" for decision in one.decisions)
