"""``cfp-archive new``: begin the next edition from an older one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cfp_archive.cli._shared import OK, CannotRunError, Options, command, edition_keys, find_archive, load
from cfp_archive.cli._writing import write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from cfp_archive.drafting import Draft
    from cfp_archive.model import Archive, Edition

EPILOG = """\
examples:
  cfp-archive new 2032                   from the newest edition
  cfp-archive new 2032 --from 2030       from another one
  cfp-archive new 2032-autumn            where one year has two

Whatever is open is marked TODO, in the front matter as a comment that shows what to write. The page says 'draft: true':
the site marks it, and 'cfp-archive check' asks for no source, but reports what last time's call left behind. Before it is
published the line goes, and check finds what is still open. A call that you have received is better imported.

exit codes: 0 done; 2 the edition exists, no such edition, no archive
"""


@command("new", "create a draft for the next edition from an earlier one", EPILOG)
@click.argument("key", metavar="KEY", help="of the new edition: its year, as in 2032, or 2032-autumn")
@click.option(
    "--from",
    "base",
    metavar="KEY",
    shell_complete=edition_keys,
    help="the edition to begin from  [default: the newest before it]",
)
def new_command(options: Options, *, key: str, base: str | None) -> int:
    """Write the draft and say what is open."""
    from cfp_archive.drafting import first_edition, next_edition

    key = valid_key(key)
    folder = find_archive(options.archive)
    target = folder / key
    if target.exists() or target.is_symlink():
        raise CannotRunError(f"{target} exists. Nothing was written; choose another key, or remove it first.")
    archive, _ = load(options)
    if any(one.key == key for one in archive.series.missing_calls):
        raise CannotRunError(
            f"{key} is listed under 'missing_calls' in {folder / 'series.yaml'}: it took place. If you have its call, import "
            f"it: cfp-archive import FILE --edition {key}. To begin it anew, delete that entry first."
        )
    older = chosen_base(archive, key, base)
    if older is None:
        draft = first_edition(archive, key)
    else:
        page = folder / older.key / "index.md"
        draft = next_edition(archive, older, page.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), key)
    write_folder(target, {"index.md": draft.text})
    print("\n".join(told(target / "index.md", older, draft)))
    return OK


def valid_key(key: str) -> str:
    """Return a key that may be the name of an edition's folder.

    :raises CannotRunError: if it may not.
    """
    from cfp_archive.model import EDITION_KEY

    if not EDITION_KEY.match(key):
        raise CannotRunError(
            f"{key!r} is not a valid edition key. Write the year, as in 2032, or the year and a word, as in 2032-autumn."
        )
    return key


def chosen_base(archive: Archive, key: str, given: str | None) -> Edition | None:
    """Return the edition to begin from; None if the archive holds none yet.

    :raises CannotRunError: if it is not held, or not older.
    """
    from cfp_archive.model import key_year

    held = [one.key for one in archive.editions]
    if given is not None:
        base = archive.edition(given)
        if base is None:
            from cfp_archive.cli.compare import missing_call

            raise CannotRunError(missing_call(archive, given))
        if base.year > key_year(key):
            raise CannotRunError(f"{given} is not older than {key}. Begin from an older edition: --from KEY.")
        return base
    # A further edition of a year follows those that there are; its own days, once filled in, decide.
    older = [one for one in archive.editions if one.year <= key_year(key)]
    if held and not older:
        raise CannotRunError(f"There is no edition before {key} to begin from; held are {', '.join(held)}.")
    return older[-1] if older else None


def told(file: Path, base: Edition | None, draft: Draft) -> list[str]:
    """Return what to print: what came over, what to look at, what is open, and what to do next."""
    lines = [f"{file} is begun" + (f" from {base.key}:" if base else ".")]
    lines += [f"  carried over  {one}" for one in draft.carried]
    lines += [f"  advanced      {one}" for one in draft.guessed]
    lines += ["", "open:", *(f"  {file}:{number}: {line}" for number, line in draft.blanks)]
    return [*lines, "", "next: fill in what is open, then run 'cfp-archive check'."]
