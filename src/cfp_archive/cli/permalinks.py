"""``cfp-archive permalinks``: record the addresses that a built site publishes, and say which earlier ones are gone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from cfp_archive.cli._shared import (
    OK,
    PROBLEMS,
    CannotRunError,
    FilePath,
    Options,
    command,
    find_archive,
    text_of,
)

if TYPE_CHECKING:
    from pathlib import Path

EPILOG = """\
examples:
  cfp-archive permalinks build/site            add what is new to docs/permalinks.txt
  cfp-archive permalinks build/site --check    change nothing; exit with 1 if an address is missing or not recorded

A build of the site warns of each recorded address that it no longer has, until docs/redirects.yaml says where it leads.
"""


@command("permalinks", "record the addresses that a site publishes", EPILOG)
@click.argument("folder", metavar="SITE", type=FilePath(file_okay=False), help="the folder of a built site")
@click.option(
    "--docs", metavar="DIR", type=FilePath(file_okay=False), help="the folder of conf.py  [default: docs/]"
)
@click.option("--check", is_flag=True, help="change nothing, only compare")
def permalinks_command(options: Options, *, folder: Path, docs: Path | None, check: bool) -> int:
    """Record the addresses."""
    from cfp_archive.cli._writing import write_atomically
    from cfp_archive.permalinks import RECORD, REDIRECTS, Record, lasting, lost, published, read_rules

    if not (folder / "index.html").is_file():
        raise CannotRunError(
            f"{folder} is not a built site: it has no index.html. Build it first, e.g. with nox -s site."
        )
    docs = docs or find_archive(options.archive).parent / "docs"
    file = docs / RECORD
    record = (
        Record.of(text_of(file)) if file.exists() else Record("dirhtml" if _is_dirhtml(folder) else "html")
    )
    pages = published(folder)
    rules, _wrong = (
        read_rules(text_of(docs / REDIRECTS), docs / REDIRECTS) if (docs / REDIRECTS).exists() else ([], [])
    )
    gone = lost(record, pages, rules)
    for address in gone:
        print(f"{file}:{record.lines[address]}: '{address}' is no longer published.", file=sys.stderr)
    new = lasting(pages) - record.lines.keys()
    if check:
        print(
            f"{len(record.lines)} addresses are recorded, {len(gone)} of them gone; {len(new)} are not recorded."
        )
        return PROBLEMS if gone or new else OK
    if new:
        write_atomically(file, record.text_with(new))
    print(f"{file}: {len(new)} added, {len(record.lines) + len(new)} recorded.")
    return PROBLEMS if gone else OK


def _is_dirhtml(folder: Path) -> bool:
    return (folder / "search" / "index.html").is_file()
