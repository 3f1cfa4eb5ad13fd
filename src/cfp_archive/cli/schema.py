"""``cfp-archive schema``: the JSON Schemas of the record's files, for editors and other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cfp_archive.cli._shared import OK, CannotRunError
from cfp_archive.schema import SCHEMAS, schema_text

if TYPE_CHECKING:
    import argparse

NAME = "schema"
HELP = "print the JSON Schema of a file of the record"
EPILOG = """\
examples:
  cfp-archive schema edition                      the front matter of a call
  cfp-archive schema series --output series.json

Editors with a YAML language server read the schema that a file's first line names:
  # yaml-language-server: $schema=PATH-OR-ADDRESS
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument(
        "name", nargs="?", choices=tuple(SCHEMAS), default="edition", help="which (default: %(default)s)"
    )
    parser.add_argument("--output", metavar="FILE", type=Path, help="write there instead of printing")


def run(args: argparse.Namespace) -> int:
    """Print or write the schema."""
    text = schema_text(args.name)
    if args.output is None:
        print(text, end="")
        return OK
    try:
        args.output.write_bytes(text.encode("utf-8"))
    except (OSError, ValueError) as error:
        raise CannotRunError(f"{args.output} cannot be written: {error}") from error
    return OK
