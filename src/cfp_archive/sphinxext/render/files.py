"""The page of all files for programs: what each holds, field by field, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from cfp_archive import messages
from cfp_archive.exporting.examples import EXAMPLES
from cfp_archive.exporting.fields import field_tables
from cfp_archive.exporting.registry import Exporter, Group, exporters
from cfp_archive.exporting.summaries import license_note
from cfp_archive.naming import ascii_key
from cfp_archive.sphinxext.elements import Rows, box, external, joined, para, section, sentence, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cfp_archive.exporting.examples import Example
    from cfp_archive.exporting.fields import FieldTable
    from cfp_archive.site import Site
    from cfp_archive.sphinxext.elements import Content

_FOLDER = "data"


def render_files(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Describe every file that programs can read, with its license and examples."""
    written = [
        exporter
        for exporter in exporters()
        if exporter.has_content(site) and (site.base_url or not exporter.needs_address)
    ]
    command = nodes.literal("", "cfp-archive export DIR")
    known: dict[FieldTable, str] = {}
    return [
        para(messages.ABOUT_FILES(), classes="cfp-lead"),
        para(*sentence(messages.FILES_BY_COMMAND, command=command)),
        para(messages.FILES_KEEP_FIELDS()),
        section(messages.LICENSE(), "license", para(license_note(site))),
        *(
            section(
                group.value(),
                ascii_key(group.name),
                *_group(site, [exporter for exporter in written if exporter.group is group], known),
            )
            for group in Group
            if any(exporter.group is group for exporter in written)
        ),
        section(
            messages.EXAMPLES(),
            "examples",
            para(messages.ABOUT_EXAMPLES()),
            *(node for example in EXAMPLES for node in _example(example)),
        ),
    ]


def _group(site: Site, members: list[Exporter], known: dict[FieldTable, str]) -> Iterator[nodes.Node]:
    """Describe the files of a group.

    :param known: the tables that have been described, with the address of the file: each is on the page once.
    """
    if members[0].group is Group.CSV:
        yield para(messages.ABOUT_TABLES())
    described = nodes.definition_list(classes=["cfp-files"])
    for exporter in members:
        body = nodes.definition("", para(exporter.about()), para(*_format(exporter)))
        if exporter.shape:
            tables = [node for fields in _new_tables(exporter, known) for node in _fields(fields)]
            tables += _described_above(exporter, known)
            summary = para(messages.FIELDS_OF(file=exporter.address))
            body += box(summary, *tables, classes="cfp-fold cfp-fields", tag="details")
        described += nodes.definition_list_item(
            "", nodes.term("", "", *para(*_links(site, exporter)).children), body
        )
    yield described


def _links(site: Site, exporter: Exporter) -> list[Content]:
    """Link the file, or name the form of several addresses and link the newest."""
    if "{key}" not in exporter.address:
        return [file_link(exporter.address)]
    form, newest = nodes.literal("", exporter.address), exporter.newest(site)
    return sentence(messages.FOR_INSTANCE, files=form, file=file_link(newest)) if newest else [form]


def _format(exporter: Exporter) -> list[Content]:
    if exporter.shape:
        return sentence(messages.SCHEMA, file=file_link(exporter.schema_address))
    if exporter.standard:
        return sentence(messages.STANDARD, name=external(*exporter.standard))
    return []


def file_link(address: str) -> nodes.literal:
    """Name a file below data/; on the web it is a link to it."""
    return nodes.literal("", address, cfp_file=quote(f"{_FOLDER}/{address}"))


def _new_tables(exporter: Exporter, known: dict[FieldTable, str]) -> Iterator[FieldTable]:
    for fields in field_tables(exporter.schema):
        if known.setdefault(fields, exporter.address) == exporter.address:
            yield fields


def _described_above(exporter: Exporter, known: Mapping[FieldTable, str]) -> Iterator[nodes.Node]:
    """Say which parts of a file are those of one above."""
    above: dict[str, list[str]] = {}
    for fields in field_tables(exporter.schema):
        if known[fields] != exporter.address:
            above.setdefault(known[fields], []).append(fields.name)
    for address, names in above.items():
        types = joined(nodes.literal("", name) for name in names)
        yield para(*sentence(messages.FIELDS_ABOVE, types=types, file=nodes.literal("", address)))


def _fields(fields: FieldTable) -> Iterator[nodes.Node]:
    if fields.name:
        title = para(nodes.strong("", fields.name), classes="cfp-field-type")
        yield title
    if fields.about:
        yield para(fields.about)
    rows: Rows = [
        [[para(nodes.literal("", row.name, cfp_name=True))], [para(row.type)], [para(row.about)]]
        for row in fields.rows
    ]
    yield table(
        [messages.FIELD(), messages.TYPE(), messages.MEANING()], rows, classes="cfp-stack cfp-unlabeled"
    )


def _example(example: Example) -> Iterator[nodes.Node]:
    yield para(messages.EXAMPLE_WITH(question=example.question(), tool=example.tool), classes="cfp-label")
    yield nodes.literal_block(example.code.rstrip(), example.code.rstrip(), language=example.language)
