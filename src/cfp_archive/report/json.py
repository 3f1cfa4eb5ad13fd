"""A comparison as JSON, for programs: the report that readers see, with the data behind each entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.encoding import json_text, plain

if TYPE_CHECKING:
    from cfp_archive.report.model import Report


def as_json(report: Report) -> str:
    """Write a report as JSON, in its own fields."""
    return json_text(plain(type(report), report))
