"""Write a comparison as text, Markdown, HTML or JSON: four forms of one report, so that they tell the same facts."""

from __future__ import annotations

from cfp_archive.exporting.comparison.html import as_html
from cfp_archive.exporting.comparison.json import as_json
from cfp_archive.exporting.comparison.layout import Entry, Part, Report
from cfp_archive.exporting.comparison.markdown import as_markdown
from cfp_archive.exporting.comparison.report import report_on
from cfp_archive.exporting.comparison.text import as_text

__all__ = ["Entry", "Part", "Report", "as_html", "as_json", "as_markdown", "as_text", "report_on"]
