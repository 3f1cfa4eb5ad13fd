"""``cfp-archive announce``: a call as plain text for mailing lists."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cfp_archive.cli._shared import OK, CannotRunError, load

if TYPE_CHECKING:
    import argparse

NAME = "announce"
HELP = "print an edition's call as plain text for mailing lists"
EPILOG = """\
examples:
  cfp-archive announce 2023
  cfp-archive announce 2023 --ascii > call.txt     for lists that mangle accents
  cfp-archive announce 2023 --width 64

The words are those of the page, in order, without the archive's own notes. 'cfp-archive import' makes the same edition of
the text.

exit codes: 0 printed; 2 no such edition, no archive
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument("edition", metavar="KEY", help="the edition's key, as 2023")
    parser.add_argument("--ascii", action="store_true", help="write letters outside ASCII with those within")
    parser.add_argument(
        "--width", metavar="COLUMNS", type=int, default=72, help="columns (default: %(default)s)"
    )


def run(args: argparse.Namespace) -> int:
    """Print the call."""
    from cfp_archive.exporting.announcement import NARROWEST, announcement
    from cfp_archive.problems import did_you_mean

    archive, _ = load(args)
    edition = archive.edition(args.edition)
    if edition is None:
        held = [one.key for one in archive.editions]
        hint = did_you_mean(args.edition, held, f"There are: {', '.join(held) or 'none'}.")
        raise CannotRunError(f"There is no edition '{args.edition}'. {hint}")
    if args.width < NARROWEST:
        raise CannotRunError(f"--width is {args.width}. Give at least {NARROWEST} columns.")
    text = announcement(edition, width=args.width, ascii_only=args.ascii)
    if args.ascii and "?" in text:
        lost = sum(text.count("?") - one.count("?") for one in [announcement(edition, width=args.width)])
        if lost > 0:
            print(f"cfp-archive: {lost} letters have no spelling in ASCII and became '?'.", file=sys.stderr)
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        print(text, end="")
    else:  # bytes, so that mail is UTF-8 whatever the locale, with LF on every system
        sys.stdout.flush()
        buffer.write(text.encode("utf-8"))
    return OK
