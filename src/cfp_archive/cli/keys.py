"""``cfp-archive keys``: the permanent keys of topics, and those that are not recorded yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.cli._shared import OK, CannotRunError, find_archive, load
from cfp_archive.cli._writing import add_entries
from cfp_archive.exporting.comparison.text import visible

if TYPE_CHECKING:
    import argparse

NAME = "keys"
HELP = "list the topics whose keys are not recorded in topics.yaml yet, or record them"
EPILOG = """\
examples:
  cfp-archive keys             what would be recorded
  cfp-archive keys --write     record it, before the pages are published

A topic's key is part of its address, /topics/KEY/. Once recorded it never changes, whatever edition is added. What
topics.yaml holds already, comments included, stays as it is. A better key may be chosen by editing a new entry, before
its address is published. Topics that stand in drafts alone are not listed.

exit codes: 0 done; 2 no archive, topics.yaml cannot be added to
"""
_FILE = "topics.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument("--write", action="store_true", help=f"add them to {_FILE}")


def run(args: argparse.Namespace) -> int:
    """List or record the keys."""
    from cfp_archive.comparing.history import build_history

    archive, problems = load(args)
    entries = build_history(archive.published).unrecorded()
    if not entries:
        print("Every topic's key is recorded.")
        return OK
    for one in entries:
        print(f"{one.key}  ({one.edition}, {one.list}): {visible(one.text)}")
    number = "one key" if len(entries) == 1 else f"{len(entries)} keys"
    if not args.write:
        print(f"\n{number} not recorded. To record: cfp-archive keys --write")
        return OK
    if any(one.path == archive.folder / _FILE for one in problems):
        raise CannotRunError(f"{_FILE} has problems. Fix them first: cfp-archive check.")
    file = find_archive(args.archive) / _FILE
    add_entries(file, entries)
    print(f"\n{number} added to {file}.")
    return OK
