"""The index of terms as JSON: what ``cfp-archive when --format json`` prints, byte for byte."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.encoding import json_bytes
from cfp_archive.exporting.registry import Exporter, Group, Shape
from cfp_archive.terms.data import VERSION, TermsData, terms_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.site import Site

__all__ = ["EXPORTERS"]


def _files(site: Site) -> Iterator[tuple[str, bytes]]:
    content: bytes = site.recall(partial(_content, site), "terms.json", site.state, messages.language())
    yield "terms.json", content


def _content(site: Site) -> bytes:
    return json_bytes(terms_data(site.terms, site.archive))


EXPORTERS = (
    Exporter(
        name="terms",
        group=Group.JSON,
        address="terms.json",
        about=messages.ABOUT_TERMS_FILE,
        media_type="application/json",
        files=_files,
        shape=Shape(kind=TermsData, version=VERSION),
    ),
)
