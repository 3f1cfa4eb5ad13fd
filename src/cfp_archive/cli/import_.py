"""``cfp-archive import``: make editions of calls as received."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cfp_archive.characters import visible
from cfp_archive.cli._shared import (
    OK,
    PROBLEMS,
    CannotRunError,
    FilePath,
    Options,
    command,
    edition_keys,
    find_archive,
    load,
)

if TYPE_CHECKING:
    from typing import TextIO

    from cfp_archive.importing import Finding, Imported

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
@click.option(
    "--format",
    "report_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="of the report  [default: text]",
)
def import_command(
    options: Options,
    *,
    file: Path,
    edition: str | None,
    url: str | None,
    received: dt.date | None,
    force: bool,
    dry_run: bool,
    report_format: str,
) -> int:
    """Import, report, and write."""
    today = received or dt.datetime.now(dt.UTC).date()
    if edition is None and file != _STANDARD_INPUT and file.is_dir():
        return _import_folder(
            options, file, today, force=force, dry_run=dry_run, as_json=report_format == "json"
        )
    if edition is None:
        raise CannotRunError("--edition is missing. Add the edition's key, as in --edition 2024.")
    from cfp_archive.importing import ImportRefusedError, import_call
    from cfp_archive.importing.report import as_data
    from cfp_archive.importing.writing import write_edition

    raw, name = _read(file)
    archive, _ = load(options)
    target = find_archive(options.archive) / edition
    try:
        made = import_call(
            raw, edition, archive, name="" if file == _STANDARD_INPUT else str(file), url=url, today=today
        )
        if not dry_run:
            write_edition(target, made.files, force=force)
    except ImportRefusedError as error:
        raise CannotRunError(str(error)) from error
    stream = sys.stderr if dry_run else sys.stdout
    if dry_run:
        print(made.page, end="")
    if report_format == "json":
        print(json.dumps(as_data(made, name), ensure_ascii=False, indent=2), file=stream)
        return OK
    _report(made, name, stream)
    if not dry_run:
        print(f"\nCreated: {target.as_posix()}/ ({', '.join(sorted(made.files))})")
        print("next: compare the page with the call, then run 'cfp-archive check'.")
    return OK


def _import_folder(
    options: Options, folder: Path, today: dt.date, *, force: bool, dry_run: bool, as_json: bool
) -> int:
    """Import a series: a file for each edition, with one report."""
    from cfp_archive.importing import ImportRefusedError
    from cfp_archive.importing.report import as_data
    from cfp_archive.importing.series import import_series, keys_by_name
    from cfp_archive.importing.writing import write_edition

    names = [one.name for one in folder.iterdir() if one.is_file() and one.suffix.lower() in _SUFFIXES]
    keys, without = keys_by_name(names)
    twice = sorted({key for key in keys.values() if list(keys.values()).count(key) > 1})
    if not keys:
        raise CannotRunError(f"{folder} has no calls. Name the files by their year, as in 2024.txt.")
    if twice:
        raise CannotRunError(
            f"Several files are for {', '.join(twice)}. Name each by its edition key, as in {twice[0]}-spring.txt."
        )
    archive, _ = load(options)
    target = find_archive(options.archive)
    existing = sorted(key for key in keys.values() if (target / key).exists()) if not force else []
    if existing and not dry_run:
        raise CannotRunError(f"{', '.join(existing)} exist in the archive. Replace them with --force.")
    made = import_series(
        {name: (key, _read(folder / name)[0]) for name, key in keys.items()}, archive, today=today
    )
    if not dry_run:
        try:
            for _, edition in made.editions:
                write_edition(target / edition.edition.key, edition.files, force=force)
        except ImportRefusedError as error:
            raise CannotRunError(str(error)) from error
    refused = [*made.refused, *((name, "The name has no year. Name it as in 2024.txt.") for name in without)]
    if as_json:
        data: dict[str, Any] = {
            "editions": [as_data(edition, name) for name, edition in made.editions],
            "refused": [{"file": name, "reason": reason} for name, reason in refused],
            "remarks": list(made.remarks),
        }
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        _report_series(made.editions, refused, made.remarks, folder)
        if not dry_run:
            print(f"\nCreated: {len(made.editions)} editions in {target.as_posix()}/")
            print("next: run 'cfp-archive check', then 'cfp-archive review'.")
    return PROBLEMS if refused else OK


def _report_series(editions: Any, refused: Any, remarks: Any, folder: Path) -> None:
    from cfp_archive.importing.report import missing, unrecognized, verify

    rows = [("edition", "topics", "dates", "people", "to verify", "title")]
    for _, made in editions:
        topics = sum(len(one.topics) for one in made.edition.lists)
        facts = made.edition.facts
        doubts = sum(one.certainty == "check" for one in verify(made))
        rows.append(
            (
                made.edition.key,
                str(topics),
                str(len(facts.key_dates)),
                str(len(facts.people)),
                str(doubts),
                facts.title,
            )
        )
    widths = [max(len(row[n]) for row in rows) for n in range(5)]
    for row in rows:
        print(
            "  ".join(
                visible(cell.ljust(widths[n]) if n < 5 else cell) for n, cell in enumerate(row)
            ).rstrip()
        )
    if remarks:
        print("\nLook at first:")
        for one in remarks:
            print(f"  {visible(one)}")
    for name, made in editions:
        findings = [one for one in verify(made) if one.certainty == "check"] + unrecognized(made)
        if findings or missing(made):
            print(f"\n{(folder / name).as_posix()}:")
            for finding in findings:
                print(f"  {visible(_shown(finding, made, name))}")
            if missing(made):
                print(f"  Expected but not found: {', '.join(missing(made))}.")
    if refused:
        print("\nNot imported:")
        for name, reason in refused:
            print(f"  {visible(f'{name}: {reason}')}")


def _report(made: Imported, name: str, stream: TextIO) -> None:
    from cfp_archive.importing.report import missing, table, unrecognized, verify

    doubts = verify(made)
    for title, findings in (
        ("Please verify", [one for one in doubts if one.certainty == "check"]),
        ("Probably right", [one for one in doubts if one.certainty != "check"]),
        ("Not recognized (kept as text)", unrecognized(made)),
    ):
        if findings:
            print(f"{title}:", file=stream)
            for one in findings:
                print(f"  {visible(_shown(one, made, name))}", file=stream)
            print(file=stream)
    if missing(made):
        print(f"Expected but not found: {', '.join(missing(made))}.\n", file=stream)
    rows = table(made)
    width = max(len(one) for one, _ in rows)
    for label, value in rows:
        print(f"{label:<{width}}  {visible(value)}", file=stream)


def _shown(finding: Finding, made: Imported, name: str) -> str:
    """Return a finding with its place: in the file as received, or in the text that was made of it."""
    place = name if made.received.suffix == ".txt" else "source.txt"
    where = f"{place}:{finding.line}: " if finding.line else f"{finding.field}: "
    return f"{where}{finding.message}{' ' + finding.hint if finding.hint else ''}"


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
