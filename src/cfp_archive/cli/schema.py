"""``cfp-archive schema``: the JSON Schemas of the record's files, for editors and other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cfp_archive.cli._shared import OK, CannotRunError, FilePath, Options, command

if TYPE_CHECKING:
    from pathlib import Path

#: Those of `cfp_archive.schema`, which is slow to import; the first is the default.
NAMES = ("edition", "page", "series", "people", "decisions", "topics")

EPILOG = """\
examples:
  cfp-archive schema edition                      the front matter of a call
  cfp-archive schema series --output series.json

Editors with a YAML language server read the schema that a file's first line names:
  # yaml-language-server: $schema=PATH-OR-ADDRESS
"""


@command("schema", "print the JSON Schema of a file of the record", EPILOG)
@click.argument("name", type=click.Choice(NAMES), default=NAMES[0], help="of which file  [default: edition]")
@click.option("--output", metavar="FILE", type=FilePath(), help="write there instead of printing")
def schema_command(_options: Options, *, name: str, output: Path | None) -> int:
    """Print or write the schema."""
    from cfp_archive.schema import schema_text

    text = schema_text(name)
    if output is None:
        print(text, end="")
        return OK
    try:
        output.write_bytes(text.encode("utf-8"))
    except (OSError, ValueError) as error:
        raise CannotRunError(f"{output} cannot be written: {error}") from error
    return OK
