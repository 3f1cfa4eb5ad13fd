"""``cfp-archive import``: make an edition of a call as received."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cfp_archive.cli._shared import (
    OK,
    CannotRunError,
    FilePath,
    Options,
    command,
    edition_keys,
    find_archive,
    load,
)
from cfp_archive.formatting import visible

if TYPE_CHECKING:
    from typing import TextIO

    from cfp_archive.importing import Imported

EPILOG = """\
examples:
  cfp-archive import call.txt --edition 2024
  cfp-archive import message.eml --edition 2024 --dry-run     print what would be written, write nothing
  cfp-archive import - --edition 2024 < call.txt              from standard input
  cfp-archive import call.html --edition 2024 --url https://mail.example/archive/7

Writes editions/2024/ with index.md and source.txt; of an e-mail, HTML or Markdown the original, too. Every word of the
call is on the page, in order; what could not be placed stays text. Read what is printed: it says what was understood,
and names each guess with its line.

exit codes: 0 the edition was written; 2 the file is no call, the edition exists (see --force), or it cannot be written
"""
_STANDARD_INPUT = Path("-")


def _day(text: str) -> dt.date:

    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"'{text}' is not a date. Write it as YYYY-MM-DD.") from error


@command("import", "import a call from plain text, e-mail, HTML or Markdown", EPILOG)
@click.argument(
    "file",
    metavar="FILE",
    type=FilePath(),
    help="the call as received; '-' is standard input",
)
@click.option(
    "--edition",
    metavar="KEY",
    required=True,
    shell_complete=edition_keys,
    help="the edition's key, as 2024 or 2024-spring",
)
@click.option("--url", metavar="URL", help="where the call was published")
@click.option(
    "--received",
    metavar="DAY",
    type=_day,
    help="when the archive received it, YYYY-MM-DD  [default: today]",
)
@click.option("--force", is_flag=True, help="replace the edition if it exists")
@click.option("--dry-run", is_flag=True, help="print the page, and write nothing")
def import_command(
    options: Options,
    *,
    file: Path,
    edition: str,
    url: str | None,
    received: dt.date | None,
    force: bool,
    dry_run: bool,
) -> int:
    """Import, print what was understood, and write."""
    from cfp_archive.importing import ImportRefusedError, import_call
    from cfp_archive.importing.writing import write_edition

    raw, name = _read(file)
    archive, _ = load(options)
    folder = find_archive(options.archive)
    today = received or dt.datetime.now(dt.UTC).date()
    try:
        made = import_call(
            raw, edition, archive, name="" if file == _STANDARD_INPUT else str(file), url=url, today=today
        )
        target = folder / edition
        if dry_run:
            print(made.page, end="")
        else:
            write_edition(target, made.files, force=force)
    except ImportRefusedError as error:
        raise CannotRunError(str(error)) from error
    _report(made, name, sys.stderr if dry_run else sys.stdout)
    if not dry_run:
        print(f"\nWritten: {target.as_posix()}/ ({', '.join(sorted(made.files))})")
        print("next: read the page beside the call, then run 'cfp-archive check'.")
    return OK


def _report(made: Imported, name: str, stream: TextIO) -> None:
    from cfp_archive.importing.report import guess_lines, left_lines, table

    rows = table(made)
    width = max(len(one) for one, _ in rows)
    for label, value in rows:
        print(f"{label:<{width}}  {visible(value)}", file=stream)
    for title, lines in (
        ("Guesses, to be looked at", guess_lines(made, name)),
        ("Left as text", left_lines(made, name)),
    ):
        if lines:
            print(f"\n{title}:", file=stream)
        for line in lines:
            print(f"  {visible(line)}", file=stream)


def _read(file: Path) -> tuple[bytes, str]:
    """Return the file's bytes, no more than are needed to see that it is too large; and how to name it."""
    from cfp_archive.importing.receiving import MAX_BYTES

    if file == _STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES + 1), "standard input"
    try:
        if file.is_dir():
            raise CannotRunError(f"{file} is a folder. Name the file that holds the call.")
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1), file.as_posix()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise CannotRunError(f"{file} cannot be read: {why}. Check the file.") from error
