"""A comparison as one HTML file that can be mailed: no scripts, nothing from elsewhere, light and dark."""

from __future__ import annotations

from html import escape
from itertools import chain
from typing import TYPE_CHECKING

from cfp_archive.comparing.words import DiffOp
from cfp_archive.messages import language
from cfp_archive.report.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.comparing.correspondence import ChangeKind
    from cfp_archive.comparing.words import DiffSpan
    from cfp_archive.report.model import Entry, Report, Section

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
li > b { color: var(--change); } .added > b, .returned > b { color: var(--in); } .removed > b { color: var(--out); }
.unchanged > b, .one-sided > b { font-weight: normal; color: var(--soft); }
@media print { body { max-width: none; margin: 0; } }
"""
_TAGS = {DiffOp.INSERT: "ins", DiffOp.DELETE: "del"}


def as_html(report: Report) -> str:
    """Write a report as a complete HTML document."""
    title = escape(report.title)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language()}">',
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
        *_Html().sections(report.sections, 2),
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


class _Html(Writer):
    def section(self, one: Section, level: int) -> Iterator[str]:
        yield from ("<section>", *super().section(one, level), "</section>")

    def text(self, text: str) -> str:
        return escape(text)

    def label(self, kind: ChangeKind, label: str) -> str:
        return f"<b>{escape(f'{kind.symbol} {label}')}</b>"

    def mark(self, mark: DiffSpan) -> str:
        tag, text = _TAGS.get(mark.op), escape(mark.text)
        return f"<{tag}>{text}</{tag}>" if tag else text

    def heading(self, title: str, level: int) -> Iterator[str]:
        yield f"<h{level}>{escape(title)}</h{level}>"

    def paragraph(self, text: str) -> Iterator[str]:
        yield f"<p>{escape(text)}</p>"

    def entries(self, title: str, kind: ChangeKind, lines: Iterator[str]) -> Iterator[str]:
        yield from self.folded(title, kind, chain(["<ul>"], lines, ["</ul>"]))

    def folded(self, title: str, _kind: ChangeKind | None, lines: Iterator[str]) -> Iterator[str]:
        if title:
            yield f"<details><summary>{escape(title)}</summary>"
        yield from lines
        if title:
            yield "</details>"

    def item(self, one: Entry, words: str, lines: list[str]) -> Iterator[str]:
        yield f'<li class="{one.kind.style}">'
        yield words
        if lines:
            yield from ("<ul>", *(f"<li>{line}</li>" for line in lines), "</ul>")
        yield from (f'<div class="note">{escape(note)}</div>' for note in (*one.notes, *one.decisions))
        if one.match:
            yield f'<details class="note"><summary>{escape(one.match.label)}</summary>'
            yield f"{escape('; '.join(one.match.reasons))}</details>"
        yield "</li>"
