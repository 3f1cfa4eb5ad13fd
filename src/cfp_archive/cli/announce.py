"""``cfp-archive announce``: a call as plain text for mailing lists."""

from __future__ import annotations

import sys

import click

from cfp_archive.cli._shared import OK, CannotRunError, Options, command, edition_keys, load

EPILOG = """\
examples:
  cfp-archive announce 2023
  cfp-archive announce 2023 --ascii > call.txt     for lists that mangle accents
  cfp-archive announce 2023 --width 64

The words are those of the page, in order, without the archive's own notes. 'cfp-archive import' makes the same edition of
the text.

exit codes: 0 printed; 2 no such edition, no archive
"""


@command("announce", "print an edition's call as plain text for mailing lists", EPILOG)
@click.argument("key", metavar="KEY", shell_complete=edition_keys, help="the edition's key, as 2023")
@click.option("--ascii", "ascii_only", is_flag=True, help="transliterate to ASCII")
@click.option("--width", metavar="COLUMNS", type=int, default=72, show_default=True, help="columns")
def announce_command(options: Options, *, key: str, ascii_only: bool, width: int) -> int:
    """Print the call."""
    from cfp_archive.exporting.announcement import NARROWEST, announcement
    from cfp_archive.problems import did_you_mean

    archive, _ = load(options)
    edition = archive.edition(key)
    if edition is None:
        held = [one.key for one in archive.editions]
        hint = did_you_mean(key, held, f"There are: {', '.join(held) or 'none'}.")
        raise CannotRunError(f"There is no edition '{key}'. {hint}")
    if width < NARROWEST:
        raise CannotRunError(f"--width is {width}. Give at least {NARROWEST} columns.")
    text = announcement(edition, width=width, ascii_only=ascii_only)
    if ascii_only and "?" in text:
        lost = sum(text.count("?") - one.count("?") for one in [announcement(edition, width=width)])
        if lost > 0:
            print(f"cfp-archive: {lost} letters have no spelling in ASCII and became '?'.", file=sys.stderr)
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        print(text, end="")
    else:  # bytes, so that mail is UTF-8 whatever the locale, with LF on every system
        sys.stdout.flush()
        buffer.write(text.encode("utf-8"))
    return OK
