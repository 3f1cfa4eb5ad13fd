"""``cfp-archive compare``: what changed between two editions."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cfp_archive.cli._shared import OK, CannotRunError, coloured, load

if TYPE_CHECKING:
    import argparse

    from cfp_archive.model import Archive

NAME = "compare"
HELP = "show what changed between two editions: topics, prose, dates, submissions, people"
EPILOG = """\
examples:
  cfp-archive compare                            the two newest editions
  cfp-archive compare 2021 2023
  cfp-archive compare 2021 2023 --format markdown | gh pr comment --body-file -
  cfp-archive compare 2021 2023 --format html > changes.html      one file, to be mailed

marks: + added, − removed, ~ changed, = unchanged; {+inserted+} and [-deleted-] words

--format json prints one object: {format, version, old, new, between, not_held, lists, prose, dates, submissions, people};
its fields are described in cfp_archive.exporting.comparison.json

exit codes: 0 compared, whether or not anything changed; 2 no such edition, no archive
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument(
        "old", metavar="OLD", nargs="?", help="key of the older edition (default: the second newest)"
    )
    parser.add_argument(
        "new", metavar="NEW", nargs="?", help="key of the newer edition (default: the newest)"
    )
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "html", "json"),
        default="text",
        help="how to print (default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Compare and print."""
    from cfp_archive.comparing.comparison import compare
    from cfp_archive.comparing.history import build_history
    from cfp_archive.exporting.comparison import as_html, as_json, as_markdown, as_text, report_on

    archive, problems = load(args)
    old, new = chosen(archive, args.old, args.new)
    if problems:
        number = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
        print(f"cfp-archive: the files have {number}, see 'cfp-archive check'", file=sys.stderr)
    comparison = compare(build_history(archive), old, new)
    if args.format == "json":
        text = as_json(comparison)
    elif args.format == "html":
        text = as_html(report_on(comparison))
    elif args.format == "markdown":
        text = as_markdown(report_on(comparison))
    else:
        text = as_text(report_on(comparison), colour=coloured(sys.stdout))
    sys.stdout.write(text)
    return OK


def chosen(archive: Archive, old: str | None, new: str | None) -> tuple[str, str]:
    """Return the keys of the editions to compare.

    :param old: as typed, or None for the edition before the newer one.
    :param new: as typed, or None for the newest one.
    :raises CannotRunError: if one of them is not held, or there are not two.
    """
    held = [one.key for one in archive.editions]
    if (old is None or new is None) and len(held) < 2:
        raise CannotRunError(f"There are not two editions to compare; held {_are(held)}.")
    if new is None:
        new = held[-1] if old != held[-1] else held[-2]
    if old is None:
        old = held[-2]
    for key in (old, new):
        if key not in held:
            raise CannotRunError(not_held(archive, key))
    return old, new


def not_held(archive: Archive, key: str) -> str:
    """Say that an edition is not held, which ones are, and which may have been meant."""
    held = [one.key for one in archive.editions]
    if any(one.key == key for one in archive.series.not_held):
        said = f"The edition {key} is known, but its call is not held."
    else:
        near = get_close_matches(key, held, n=3, cutoff=0.5)
        said = f"There is no edition '{key}'." + (f" Did you mean {' or '.join(near)}?" if near else "")
    return f"{said} Held {_are(held)}."


def _are(held: list[str]) -> str:
    return "is none" if not held else f"{'is' if len(held) == 1 else 'are'} {', '.join(held)}"
