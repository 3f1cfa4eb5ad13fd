"""A comparison as one HTML file that can be mailed: no scripts, nothing from elsewhere, light and dark."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.words import Op

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.exporting.comparison.layout import Entry, Line, Part, Report

__all__ = ["as_html"]

_STYLE = """\
:root { color-scheme: light dark; --text: #1b1b1b; --back: #ffffff; --soft: #5a5a5a; --rule: #d0d0d0;
  --in: #0b5a2b; --in-back: #dcf5e3; --out: #8a1020; --out-back: #fce4e6; --change: #6a4b00; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8e8e8; --back: #16181b; --soft: #a9adb3; --rule: #3a3f45;
    --in: #8ce0a8; --in-back: #12351f; --out: #ffb3ba; --out-back: #43171c; --change: #f0cf7a; } }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: var(--text); background: var(--back);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h2, h3, h4 { line-height: 1.25; margin: 1.8em 0 .4em; } h2 { border-bottom: 1px solid var(--rule); }
ul { padding-left: 1.2rem; } li { margin: .35em 0; } summary { cursor: pointer; }
ins { color: var(--in); background: var(--in-back); text-decoration: underline; }
del { color: var(--out); background: var(--out-back); text-decoration: line-through; }
.note { color: var(--soft); font-size: .875rem; }
.added > b { color: var(--in); } .removed > b { color: var(--out); } .changed > b { color: var(--change); }
.kept > b { font-weight: normal; color: var(--soft); }
@media print { body { max-width: none; margin: 0; } }
"""
_TAGS = {Op.INSERT: "ins", Op.DELETE: "del"}
_CLASSES = {
    Fate.ADDED: "added",
    Fate.RETURNED: "added",
    Fate.REMOVED: "removed",
    Fate.UNCHANGED: "kept",
    None: "kept",
}


def as_html(report: Report) -> str:
    """Write a report as a complete HTML document."""
    title = escape(report.title)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{title}</h1>",
        *(f"<p>{escape(note)}</p>" for note in report.notes),
    ]
    for part in report.parts:
        lines += _part(part, 2)
    return "\n".join([*lines, "</main>", "</body>", "</html>"]) + "\n"


def _part(part: Part, level: int) -> Iterator[str]:
    yield "<section>"
    yield f"<h{level}>{escape(part.heading)}</h{level}>"
    if part.statements:
        yield f"<p>{escape(' '.join(part.statements))}</p>"
    if part.entries:
        yield "<ul>"
        for entry in part.entries:
            yield from _entry(entry)
        yield "</ul>"
    if part.kept:
        yield f"<details><summary>{escape(part.fold)}: {len(part.kept)}</summary>"
        yield "<ul>"
        for entry in part.kept:
            yield from _entry(entry)
        yield "</ul>"
        yield "</details>"
    for inner in part.parts:
        yield from _part(inner, level + 1)
    yield "</section>"


def _entry(entry: Entry) -> Iterator[str]:
    colon = ":" if entry.lines else ""
    said = f"{escape(entry.sign)} {escape(entry.word)}{colon}"
    lead = f'<li class="{_CLASSES.get(entry.fate, "changed")}"><b>{said}</b>'
    if len(entry.lines) == 1:
        yield f"{lead} {_line(entry.lines[0])}"
    elif not entry.lines:
        yield lead
    else:
        yield lead
        yield "<ul>"
        for line in entry.lines:
            yield f"<li>{_line(line)}</li>"
        yield "</ul>"
    for note in entry.notes:
        yield f'<div class="note">{escape(note)}</div>'
    yield "</li>"


def _line(line: Line) -> str:
    words = []
    for mark in line:
        tag = _TAGS.get(mark.op)
        words.append(f"<{tag}>{escape(mark.text)}</{tag}>" if tag else escape(mark.text))
    return "".join(words)
