"""``cfp-archive compare``: what changed between two editions."""

from __future__ import annotations

import sys
from dataclasses import replace
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
    format_option,
    load,
    warn_of,
    working,
)
from cfp_archive.terminal import width_of_output

if TYPE_CHECKING:
    from cfp_archive.model import Archive

EPILOG = """\
examples:
  cfp-archive compare                            the two newest published editions
  cfp-archive compare 2021 2023
  cfp-archive compare 2021 2023 --format markdown | gh pr comment --body-file -
  cfp-archive compare 2021 2023 --format html > changes.html      one file, to be mailed

symbols: = unchanged, ~ reworded or changed, + added, − removed, < split, > merged, × regrouped, → moved, ↺ returned,
         · in one call only; {+inserted+} and [-deleted-] words

--format json prints one object: {format, version, title, old, new, followed_through, missing_calls, notes, sections};
its fields are described in cfp_archive.report.model, and on the site's page of all files

A draft is compared only if its key is given.

exit codes: 0 compared, whether or not anything changed; 2 no such edition, the same edition twice, no archive
"""


@command(
    "compare",
    "show what changed between two editions: topics, other text, dates, submissions, people",
    EPILOG,
)
@click.argument(
    "old",
    metavar="[OLD]",
    required=False,
    shell_complete=edition_keys,
    help="key of the older edition  [default: the second newest]",
)
@click.argument(
    "new",
    metavar="[NEW]",
    required=False,
    shell_complete=edition_keys,
    help="key of the newer edition  [default: the newest]",
)
@format_option("text", "markdown", "html", "json")
@click.option("--all", "everything", is_flag=True, help="in text, list what is unchanged, too")
def compare_command(
    options: Options, *, old: str | None, new: str | None, output_format: str, everything: bool
) -> int:
    """Compare and print."""
    from cfp_archive.comparing.comparison import compare
    from cfp_archive.comparing.history import build_history
    from cfp_archive.report import as_html, as_json, as_markdown, as_text, report_on

    archive, problems, _ = load(options)
    first, second = chosen(archive, old, new)
    warn_of(problems)
    with working("following every topic through the years"):
        report = report_on(compare(build_history(without_drafts(archive, first, second)), first, second))
    if output_format == "text":
        text = as_text(report, color=True, width=width_of_output(), everything=everything)
    else:
        text = {"json": as_json, "html": as_html, "markdown": as_markdown}[output_format](report)
    click.echo(text, nl=False, file=sys.stdout)
    return OK


def chosen(archive: Archive, old: str | None, new: str | None) -> tuple[str, str]:
    """Return the keys of the editions to compare.

    :param old: as typed, or None for the newest published one but the newer.
    :param new: as typed, or None for the newest published one. A draft is compared only if it is named.
    :raises CannotRunError: if one of them is not in the archive, both are the same, or there are not two.
    """
    for key in (old, new):
        if key is not None:
            edition_of(archive, key)
    if old is not None and old == new:
        raise CannotRunError(f"{old} and {new} are the same edition. Name two, or none for the two newest.")
    published = [one.key for one in archive.published.editions]
    others = [key for key in published if key not in {old, new}]
    if len(others) < [old, new].count(None):
        raise CannotRunError(
            f"A comparison needs at least 2 calls in the archive. {calls_in_archive(published)}"
        )
    new = new or others.pop()
    return old or others.pop(), new


def without_drafts(archive: Archive, *named: str) -> Archive:
    """Return the archive without its drafts, but for those that are named."""
    editions = tuple(one for one in archive.editions if not one.facts.draft or one.key in named)
    return replace(archive, editions=editions)
