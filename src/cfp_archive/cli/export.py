"""``cfp-archive export``: the archive as files for programs, the same as those of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cfp_archive.cli._shared import (
    OK,
    CannotRunError,
    FilePath,
    Options,
    command,
    load,
    warn_of,
    working,
)
from cfp_archive.cli._writing import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

EPILOG = """\
examples:
  cfp-archive export data                                all files, into the folder 'data'
  cfp-archive export data --only archive --only topics.csv
  cfp-archive export data --address https://calls.example/archive/

The files are those of the site's folder data/, byte for byte; its page describes each of them. Files in the folder that
have another name stay as they are. Files with absolute links need the site's address: 'address' in series.yaml, or --address.

exit codes: 0 written; 2 no archive, no such file, or the folder cannot be written
"""


def _names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names of files that begin with what is typed, for completion."""
    from cfp_archive.exporting.registry import exporters

    return [exporter.name for exporter in exporters() if exporter.name.startswith(incomplete)]


@command("export", "write the archive as files for programs: JSON, CSV, feeds, calendars, citations", EPILOG)
@click.argument("folder", metavar="DIR", type=FilePath(), help="folder to write to; created if needed")
@click.option(
    "--only", multiple=True, metavar="NAME", shell_complete=_names, help="only this kind of file; repeatable"
)
@click.option(
    "--address", metavar="URL", default="", help="address of the site  [default: 'address' in series.yaml]"
)
def export_command(options: Options, *, folder: Path, only: tuple[str, ...], address: str) -> int:
    """Write the files."""
    from cfp_archive.exporting.registry import exporters, files_of
    from cfp_archive.permalinks import record_in
    from cfp_archive.problems import did_you_mean
    from cfp_archive.site import Site

    names = [exporter.name for exporter in exporters()]
    for name in only:
        if name not in names:
            hint = did_you_mean(name, names, f"Files: {', '.join(names)}.")
            raise CannotRunError(f"Unknown file '{name}'. {hint}")
    archive, problems, record = load(options)
    if folder.resolve().is_relative_to(record.resolve()):
        raise CannotRunError(
            f"{folder} is in the archive, which export never changes. Name a folder outside it."
        )
    warn_of(problems)
    with working("writing the archive as files"):
        base = address or archive.series.address or ""
        site = Site.of(
            archive,
            published_pairs=record_in(record.parent / "docs").comparisons,
            base_url=f"{base.rstrip('/')}/" if base else "",
        )
        files = dict(files_of(site, only))
    try:
        for name, content in files.items():
            write_atomically(folder / name, content)
    except OSError as error:
        raise CannotRunError(
            f"{error.filename or folder} cannot be written: {error.strerror or error}"
        ) from error
    click.echo(f"Wrote {len(files)} files to {folder}.")
    left_out = [
        exporter.name
        for exporter in exporters()
        if exporter.needs_address and not site.base_url and (not only or exporter.name in only)
    ]
    if left_out:
        click.echo(
            f"cfp-archive: not written, because the site's address is not known: {', '.join(left_out)}. "
            "Use --address URL, or set 'address' in series.yaml.",
            err=True,
        )
    return OK
