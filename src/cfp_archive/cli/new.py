"""``cfp-archive new``: create a draft for the next edition from an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cfp_archive.cli._shared import (
    OK,
    CannotRunError,
    Options,
    calls_in_archive,
    command,
    edition_keys,
    edition_of,
    find_archive,
    load,
    text_of,
)
from cfp_archive.cli._writing import write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from cfp_archive.drafting import Draft
    from cfp_archive.model import Archive, Edition

EPILOG = """\
examples:
  cfp-archive new 2032                   from the latest call
  cfp-archive new 2032 --from 2030       from another call
  cfp-archive new 2032-autumn            for a second edition in one year

What you need to fill in is marked TODO, in the front matter as a comment that shows what to write. The page has
'draft: true': the site labels it as a draft, and 'cfp-archive check' requires no source, but reports leftovers of the
previous call. To publish, delete that line; check then finds remaining placeholders. If you have received the call, use
'cfp-archive import' instead.

exit codes: 0 done; 2 the edition exists, no such edition, no archive
"""


@command("new", "create a draft for the next edition from an earlier one", EPILOG)
@click.argument("key", metavar="KEY", help="key of the new edition: its year, as in 2032, or 2032-autumn")
@click.option(
    "--from",
    "base",
    metavar="KEY",
    shell_complete=edition_keys,
    help="edition to start from  [default: the latest before it]",
)
def new_command(options: Options, *, key: str, base: str | None) -> int:
    """Write the draft and print what to fill in."""
    from cfp_archive.drafting import first_edition, next_edition

    key = valid_key(key)
    target = find_archive(options.archive) / key
    if target.exists() or target.is_symlink():
        raise CannotRunError(f"{target} already exists. Choose another key, or remove it first.")
    archive, _, folder = load(options)
    if any(missing.key == key for missing in archive.series.missing_calls):
        raise CannotRunError(
            f"{folder / 'series.yaml'} lists {key} under 'missing_calls'. To import its call, run: cfp-archive import FILE "
            f"--edition {key}. To start a new one, delete that entry first."
        )
    older = chosen_base(archive, key, base)
    if older is None:
        draft = first_edition(archive, key)
    else:
        draft = next_edition(archive, older, text_of(folder / older.key / "index.md"), key)
    write_folder(target, {"index.md": draft.text})
    print("\n".join(summary_lines(target / "index.md", older, draft)))
    return OK


def valid_key(key: str) -> str:
    """Return a key that may be the name of an edition's folder.

    :raises CannotRunError: if it may not.
    """
    from cfp_archive.model import EDITION_KEY, KEY_HINT

    if not EDITION_KEY.match(key):
        raise CannotRunError(f"{key!r} is not a valid edition key. {KEY_HINT}")
    return key


def chosen_base(archive: Archive, key: str, given: str | None) -> Edition | None:
    """Return the edition to start from; None if the archive has no calls yet.

    :raises CannotRunError: if its call is not in the archive, or it is not older.
    """
    from cfp_archive.model import key_year

    if given is not None:
        base = edition_of(archive, given)
        if base.year > key_year(key):
            raise CannotRunError(f"{given} is not older than {key}. Start from an older edition: --from KEY.")
        return base
    # A further edition of a year follows the others; its own days, once filled in, decide.
    older = [edition for edition in archive.editions if edition.year <= key_year(key)]
    if archive.editions and not older:
        keys = calls_in_archive(edition.key for edition in archive.editions)
        raise CannotRunError(f"No edition before {key} to start from. {keys}")
    return older[-1] if older else None


def summary_lines(file: Path, base: Edition | None, draft: Draft) -> list[str]:
    """Return what to print: what was carried over or updated, what to fill in, and the next step."""
    return [
        f"Created draft {file} from {base.key}." if base else f"Created draft {file}.",
        *(f"  Carried over  {one}" for one in draft.carried),
        *(f"  Updated       {one}" for one in draft.guessed),
        "",
        "To fill in:",
        *(f"  {file}:{number}: {line}" for number, line in draft.blanks),
        "",
        "Next step: fill in the placeholders, then run 'cfp-archive check'.",
    ]
