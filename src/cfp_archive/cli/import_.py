"""``cfp-archive import``: make editions of calls as received."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click

from cfp_archive import messages
from cfp_archive.characters import visible
from cfp_archive.cli._shared import (
    OK,
    PROBLEMS,
    CannotRunError,
    FilePath,
    Options,
    command,
    edition_keys,
    format_option,
    load,
)
from cfp_archive.cli._writing import with_entries, write_atomically, write_folder

if TYPE_CHECKING:
    from cfp_archive.importing import Imported
    from cfp_archive.importing.series import SeriesImport

EPILOG = """\
examples:
  cfp-archive import call.txt --edition 2024
  cfp-archive import message.eml --edition 2024 --dry-run     print what would be written, write nothing
  cfp-archive import - --edition 2024 < call.txt              from standard input
  cfp-archive import call.html --edition 2024 --url https://mail.example/archive/7
  cfp-archive import calls/                                   a whole series: calls/2019.html, calls/tides-2021.txt ...
  cfp-archive import call.txt --edition 2024 --format json    the report as JSON

Writes editions/2024/ with index.md and source.txt; of an e-mail, HTML or Markdown the original, too. Every word of the
call is on the page, in order; what is around it (menus, list footers) is left out, declared and reported. What was not
recognized stays text.

exit codes: 0 the editions were written; 1 of a folder, some files were refused; 2 the file is not a call, the edition
exists (see --force), or it cannot be written
"""
_SUFFIXES = frozenset([".txt", ".eml", ".html", ".htm", ".xhtml", ".md", ".markdown"])


_STANDARD_INPUT = Path("-")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"'{text}' is not a date. Write it as YYYY-MM-DD.") from error


@command("import", "import calls from plain text, e-mail, HTML or Markdown", EPILOG)
@click.argument(
    "file",
    metavar="FILE",
    type=FilePath(),
    help="the call as received, '-' for standard input, or a folder of calls",
)
@click.option(
    "--edition",
    metavar="KEY",
    shell_complete=edition_keys,
    help="the edition's key, as 2024 or 2024-spring; in a folder, the names of the files tell it",
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
@format_option("text", "json")
def import_command(
    options: Options,
    *,
    file: Path,
    edition: str | None,
    url: str | None,
    received: dt.date | None,
    force: bool,
    dry_run: bool,
    output_format: str,
) -> int:
    """Import, report, and write."""
    from cfp_archive.encoding import json_text
    from cfp_archive.importing.report import as_data, series_lines, single_lines
    from cfp_archive.importing.series import import_series

    calls, whole, without = _calls(file, edition)
    archive, _, folder = load(options)
    made = import_series(calls, archive, url=url, today=received or dt.datetime.now(dt.UTC).date())
    if not whole and made.refused:
        raise CannotRunError(made.refused[0][1])
    refused = [*made.refused, *((name, messages.FILE_WITHOUT_YEAR()) for name in without)]
    added = [] if dry_run else _write(folder, made, force=force)
    stream = sys.stderr if dry_run and not whole else sys.stdout
    if stream is sys.stderr:
        print(made.editions[0][1].page, end="")
    if output_format == "json":
        data: dict[str, Any] = {
            "editions": [as_data(one, name) for name, one in made.editions],
            "refused": [{"file": name, "reason": reason} for name, reason in refused],
            "remarks": list(made.remarks),
            "added": {
                "lists": [one.name for one in made.lists],
                "roles": list(made.roles),
                "keys": [one.key for one in made.keys],
            },
            "stale_keys": [one.key for one in made.stale],
        }
        print(json_text(data), end="", file=stream)
        return PROBLEMS if refused else OK

    def source(name: str, one: Imported) -> str:
        """Return the file as received, or the text that was made of it and is kept."""
        return name if one.received.suffix == ".txt" else (folder / one.edition.key / "source.txt").as_posix()

    if whole:
        lines = list(series_lines(made, source))
    else:
        name, one = made.editions[0]
        lines = list(single_lines(one, source(name, one), (folder / one.edition.key / "index.md").as_posix()))
    if refused:
        lines += [messages.NOT_IMPORTED(), *(f"  {name}: {reason}" for name, reason in refused), ""]
    if not dry_run:
        lines += [*_created(folder, made, whole=whole), *added]
        lines.append(messages.NEXT_AFTER_SERIES() if whole else messages.NEXT_AFTER_IMPORT())
    for line in lines:
        print(visible(line), file=stream)
    return PROBLEMS if refused else OK


def _calls(file: Path, edition: str | None) -> tuple[dict[str, tuple[str, bytes]], bool, list[str]]:
    """Return edition key and content of each call by the name of its file, whether it is a folder, and files without a key."""
    from cfp_archive.importing.series import keys_by_name

    if edition is not None or file == _STANDARD_INPUT or not file.is_dir():
        if edition is None:
            raise CannotRunError("--edition is missing. Add the edition's key, as in --edition 2024.")
        raw, name = _read(file)
        return {name: (edition, raw)}, False, []
    names = [one.name for one in file.iterdir() if one.is_file() and one.suffix.lower() in _SUFFIXES]
    keys, without = keys_by_name(names)
    twice = sorted({key for key in keys.values() if list(keys.values()).count(key) > 1})
    if not keys:
        raise CannotRunError(f"{file} has no calls. Name the files by their year, as in 2024.txt.")
    if twice:
        raise CannotRunError(
            f"Several files are for {', '.join(twice)}. Name each by its edition key, as in {twice[0]}-spring.txt."
        )
    return (
        {(file / name).as_posix(): (key, _read(file / name)[0]) for name, key in keys.items()},
        True,
        without,
    )


def _write(folder: Path, made: SeriesImport, *, force: bool) -> list[str]:
    """Write the editions and what the files for all editions need, and say what was added to those."""
    keys = [one.edition.key for _, one in made.editions]
    existing = [key for key in keys if (folder / key).exists()]
    if existing and not force:
        raise CannotRunError(
            messages.EDITIONS_EXIST(n=len(existing), keys=", ".join(existing), key=existing[0])
        )
    series, topics = folder / "series.yaml", folder / "topics.yaml"
    # All texts are made before anything is written: what cannot be added to is found now.
    texts, added = {}, []
    if (made.lists or made.roles) and series.is_file():
        texts[series] = with_entries(series, {"lists": made.lists, "roles": made.roles})
        for names, message in (
            ([f"'{one.name}' ({one.label})" for one in made.lists], messages.ADDED_LISTS),
            ([f"'{role}'" for role in made.roles], messages.ADDED_ROLES),
        ):
            if names:
                added.append(message(n=len(names), names=", ".join(names), file=series.as_posix()))
    if made.keys:
        texts[topics] = with_entries(topics, {"": made.keys})
        added.append(messages.ADDED_KEYS(n=len(made.keys), file=topics.as_posix()))
    if made.stale:
        stale = ", ".join(f"'{one.key}'" for one in made.stale)
        added.append(messages.STALE_KEYS(n=len(made.stale), keys=stale, file=topics.as_posix()))
    for _, one in made.editions:
        write_folder(folder / one.edition.key, one.files, replaces=_is_of_the_call)
    for path, text in texts.items():
        write_atomically(path, text)
    return added


def _is_of_the_call(file: PurePath) -> bool:
    """Return whether a file of an edition's folder is part of its call; a programme beside it is not."""
    return file.name == "index.md" or file.stem == "source"


def _created(folder: Path, made: SeriesImport, *, whole: bool) -> list[str]:
    if whole:
        return [messages.CREATED_EDITIONS(n=len(made.editions), folder=folder.as_posix())]
    one = made.editions[0][1]
    return [
        messages.CREATED(folder=(folder / one.edition.key).as_posix(), files=", ".join(sorted(one.files)))
    ]


def _read(file: Path) -> tuple[bytes, str]:
    """Return the file's bytes, no more than are needed to see that it is too large; and how to name it."""
    from cfp_archive.importing.receiving import MAX_BYTES

    if file == _STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES + 1), "standard input"
    try:
        if file.is_dir():
            raise CannotRunError(
                f"{file} is a folder. Name a file, or leave out --edition to import all its files."
            )
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1), file.as_posix()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise CannotRunError(f"{file} cannot be read: {why}. Check the file.") from error
