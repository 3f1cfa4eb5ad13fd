"""The registry of files for programs: one list of what there is, and one way to write it, for the site and the command line.

Each module of `cfp_archive.exporting.formats` brings its exporters as ``EXPORTERS``. Adding a format is adding such a module.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from cfp_archive import messages
from cfp_archive.encoding import json_bytes
from cfp_archive.exporting import formats
from cfp_archive.schema import published_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from cfp_archive.messages import Message
    from cfp_archive.site import Site

__all__ = ["Exporter", "Group", "Shape", "exporters", "files_of"]


class Group(enum.Enum):
    """Sorts of files, in the order in which the page of all files shows them."""

    JSON = messages.FILES_JSON
    CSV = messages.FILES_CSV
    LINKED_DATA = messages.FILES_LINKED_DATA
    TEXTS = messages.FILES_TEXTS
    SUBSCRIPTIONS = messages.FILES_SUBSCRIPTIONS
    CITATIONS = messages.FILES_CITATIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a file holds, as a type from which its JSON Schema is made."""

    kind: Any  #: of the whole file, for CSV of all rows as a list
    version: int  #: a later version that only adds fields keeps the number


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One kind of file, or one for each edition or comparison."""

    name: str  #: as in ``--only NAME``, and in the anchor of its description
    group: Group
    address: str  #: below data/; {key} stands for the part that differs between files of the kind
    about: Message  #: what it is for, in a sentence
    media_type: str
    files: Callable[[Site], Iterable[tuple[str, bytes]]]  #: addresses below data/ and contents
    shape: Shape | None = None  #: None for formats that a standard defines
    standard: tuple[str, str] | None = None  #: that standard's name and address
    newest: Callable[[Site], str] = lambda _site: (
        ""
    )  #: address of the newest of several files; empty if there is none
    needs_address: bool = False  #: for absolute links; without an address of the site it is not written
    has_content: Callable[[Site], bool] = lambda _site: True  #: whether there is anything to write

    @property
    def schema_address(self) -> str:
        """Where its schema is, below data/; empty if it has none."""
        return f"schemas/{self.name}-{self.shape.version}.schema.json" if self.shape else ""

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema (draft 2020-12) of the file; of a CSV file for the list of its rows.

        :raises ValueError: if a standard defines the format.
        """
        if self.shape is None:
            raise ValueError(f"{self.name} has no schema of its own")
        return published_schema(self.shape.kind, f"cfp-archive {self.name}, version {self.shape.version}")


class UnknownExporterError(ValueError):
    """A file was asked for that no exporter writes; the message says which there are."""


def exporters() -> tuple[Exporter, ...]:
    """Return all exporters, by group, then by module and in a module's order.

    :raises ValueError: if two have one name.
    """
    modules = sorted(module.name for module in iter_modules(formats.__path__))
    every = [
        exporter for module in modules for exporter in import_module(f"{formats.__name__}.{module}").EXPORTERS
    ]
    names = [exporter.name for exporter in every]
    if len(set(names)) < len(names):
        raise ValueError(f"two exporters have one name: {sorted(names)}")
    order = list(Group)
    return tuple(sorted(every, key=lambda exporter: order.index(exporter.group)))


def files_of(site: Site, only: Collection[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield the address below data/ and the content of each file: those of the exporters, and their schemas.

    The bytes depend on the archive, the site's address and the version of this package alone.

    :param only: names of exporters. Default: all.
    :raises UnknownExporterError: if there is none of a name.
    """
    every = exporters()
    unknown = sorted(set(only) - {exporter.name for exporter in every})
    if unknown:
        raise UnknownExporterError(unknown[0])
    for exporter in every:
        if only and exporter.name not in only:
            continue
        if exporter.needs_address and not site.base_url:
            continue
        yield from exporter.files(site)
        if exporter.shape:
            schema = site.recall(partial(_schema, exporter), "schema", exporter.schema_address)
            yield exporter.schema_address, schema


def _schema(exporter: Exporter) -> bytes:
    return json_bytes(exporter.schema)
