"""A comparison as it is read: one report, built once, and its writers for text, Markdown, HTML and JSON.

The fifth writer, `cfp_archive.sphinxext.render.comparison`, makes the site's pages of the same report.
"""

from __future__ import annotations

from cfp_archive.report.build import report_on
from cfp_archive.report.html import as_html
from cfp_archive.report.json import as_json
from cfp_archive.report.markdown import as_markdown
from cfp_archive.report.model import Count, Entry, Line, Match, Report, Section
from cfp_archive.report.text import as_text

__all__ = [
    "Count",
    "Entry",
    "Line",
    "Match",
    "Report",
    "Section",
    "as_html",
    "as_json",
    "as_markdown",
    "as_text",
    "report_on",
]
