"""The comparisons as JSON: what ``cfp-archive compare OLD NEW --format json`` prints, byte for byte.

There is one for each two consecutive editions, one for the whole span, and those that were published before. A file for each pair would be four fifths of all
bytes (of 12 real calls 5.9 MB instead of 1.0), to say again what lineages.json says of topics between any two editions.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.exporting.registry import Exporter, Group, Shape
from cfp_archive.report import Report, as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.site import Site

__all__ = ["EXPORTERS"]


def _files(site: Site) -> Iterator[tuple[str, bytes]]:
    for old, new in site.spans:
        text = site.recall(
            partial(_json, site, old, new),
            "comparison",
            site.state_of_comparison(old, new),
            messages.language(),
        )
        yield f"comparisons/{old}-{new}.json", text.encode("utf-8", "backslashreplace")


def _json(site: Site, old: str, new: str) -> str:
    return as_json(site.report(old, new))


EXPORTERS = (
    Exporter(
        name="comparison",
        group=Group.JSON,
        address="comparisons/{key}.json",
        about=messages.ABOUT_COMPARISON_FILES,
        media_type="application/json",
        files=_files,
        newest=lambda site: "comparisons/{}-{}.json".format(*site.spans[-1]) if site.spans else "",
        shape=Shape(kind=Report, version=2),
    ),
)
