"""A comparison as JSON, for programs: the report that readers see, with the data behind each entry."""

from __future__ import annotations

import json
from functools import cache

from pydantic import TypeAdapter

from cfp_archive.report.model import Report


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def as_json(report: Report) -> str:
    """Write a report as JSON, in the fields of `Report`."""
    return json.dumps(_adapter().dump_python(report, mode="json"), ensure_ascii=False, indent=2) + "\n"
