"""The reference of fields, problems, options and of what pages may hold, made from the code that it describes."""

from __future__ import annotations

import dataclasses
import enum
import typing
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pydantic.fields import FieldInfo

from cfp_archive import model
from cfp_archive.problems import Code
from cfp_archive.reading import allowed
from cfp_archive.reading.allowed import PREFIX
from cfp_archive.site import NotInArchiveError
from cfp_archive.sphinxext.config import Config
from cfp_archive.sphinxext.elements import definitions, para, section, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cfp_archive.site import Site

#: Section title, anchor, class: the files of the record and the parts that they are made of.
_SHAPES: tuple[tuple[str, str, type], ...] = (
    ("Front matter of an edition", "edition", model.Facts),
    ("Front matter of a further page", "page", model.FurtherFacts),
    ("A key date", "key-date", model.KeyDate),
    ("A submission category", "submission", model.Submission),
    ("A person in a role", "appointment", model.Appointment),
    ("A source", "source", model.Source),
    ("A declared difference", "difference", model.Difference),
    ("A correction", "correction", model.Correction),
    ("Sources of individual facts", "other-sources", model.OtherSources),
    ("A host", "host", model.Host),
    ("series.yaml", "series", model.Series),
    ("A heading of a topic list", "list", model.ListLabel),
    ("An edition whose call is missing", "gap", model.Gap),
    ("An entry of people.yaml", "person", model.Person),
    ("An entry of decisions.yaml", "decision", model.Decision),
    ("An entry of topics.yaml", "topic-key", model.TopicKey),
)


def render_reference(_site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """Make the reference that the argument names: fields, problems, options, or what is allowed on a page."""
    makers = {"fields": _fields, "problems": _problems, "options": _options, "allowed": _allowed}
    if argument not in makers:
        raise NotInArchiveError(f"unknown reference {argument!r}; known: {', '.join(makers)}")
    return list(makers[argument]())


def _literal(text: str) -> nodes.paragraph:
    return para(nodes.literal(text, text))


def _fields() -> Iterator[nodes.Node]:
    for title, anchor, shape in _SHAPES:
        hints = typing.get_type_hints(shape, include_extras=True)
        rows = []
        for one in dataclasses.fields(shape):
            needed = one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
            rows.append(
                [
                    [_literal(one.name)],
                    [para(_type_words(hints[one.name]))],
                    [para("yes" if needed else "no")],
                    [para(_description(hints[one.name]))],
                ]
            )
        yield section(
            title,
            f"fields-{anchor}",
            table(["Field", "Value", "Required", "Meaning"], rows, classes="cfp-stack"),
        )


def _description(hint: Any) -> str:
    return next((str(one.description) for one in _infos(hint) if one.description), "")


def _infos(hint: Any) -> Iterator[FieldInfo]:
    yield from (one for one in getattr(hint, "__metadata__", ()) if isinstance(one, FieldInfo))


def _type_words(hint: Any) -> str:
    """Say in words what a value looks like in YAML."""
    if typing.get_origin(hint) is typing.Annotated:
        inner = typing.get_args(hint)[0]
        if inner is model.Span:
            return "a day, or {start, end}"
        # The only pair of numbers in the record is a page limit.
        return "a number, or [least, most]" if typing.get_args(inner) == (int, int) else _type_words(inner)
    arguments = [one for one in typing.get_args(hint) if one is not type(None)]
    if typing.get_origin(hint) is tuple:
        return f"a list of {_type_words(arguments[0])}"
    if arguments:
        return _type_words(arguments[0])
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return "one of " + ", ".join(str(one.value) for one in hint)
    names = {"str": "text", "int": "a number", "bool": "true or false", "date": "a day"}
    return names.get(getattr(hint, "__name__", ""), "") or next(
        (f"fields: see “{title}”" for title, _anchor, shape in _SHAPES if shape is hint), "fields of its own"
    )


def _problems() -> Iterator[nodes.Node]:
    rows = [[[_literal(one.value)], [para(one.doc)]] for one in sorted(Code)]
    yield table(["Code", "The rule"], rows, classes="cfp-stack")


def _options() -> Iterator[nodes.Node]:
    yield definitions(
        (f"{PREFIX}{one.name} = {one.default!r}", [para(one.metadata["help"])])
        for one in dataclasses.fields(Config)
    )


def _allowed() -> Iterator[nodes.Node]:
    """Yield what a page of an edition may hold, from the one definition of it."""
    rows: list[tuple[list[nodes.Node], list[nodes.Node]]] = [
        (
            [nodes.Text("Text")],
            [nodes.Text("CommonMark without HTML; tables, definition lists, footnotes, strikethrough")],
        ),
        ([nodes.Text("Directives")], _names(f"{{{one}}}" for one in allowed.DIRECTIVES)),
        ([nodes.Text("Roles")], _names(f"{{{one}}}" for one in sorted(allowed.ROLES))),
        (
            [nodes.Text("Links")],
            [
                *_names(f"{one}:" for one in sorted(allowed.SCHEMES)),
                nodes.Text("; headings of the page; pages of editions"),
            ],
        ),
        (
            [nodes.Text("Pictures")],
            [*_names(allowed.PICTURES), nodes.Text("; files in the edition’s own folder")],
        ),
    ]
    rows += [
        (
            _names([PREFIX + one.name]),
            [nodes.Text(f"{one.metadata['help']} If conf.py does not say otherwise: {one.default:,}.")],
        )
        for one in dataclasses.fields(allowed.Allowed)
        if one.name.startswith("max_")
    ]
    yield table(
        ["What", "Which"], [[[para(*what)], [para(*which)]] for what, which in rows], classes="cfp-stack"
    )
    yield para(
        nodes.Text("The series allows more by name, with "),
        *_names(PREFIX + one for one in allowed.Allowed.never),
        nodes.Text(
            ". Markup that runs code, reads files, fetches addresses, hides words or is not checked can never be allowed."
        ),
    )


def _names(names: Iterable[str]) -> list[nodes.Node]:
    """Return names as they are typed, with commas between them."""
    made: list[nodes.Node] = []
    for name in names:
        made += [nodes.Text(", ")] if made else []
        made.append(nodes.literal(name, name))
    return made
