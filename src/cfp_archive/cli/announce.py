"""``cfp-archive announce``: a call as plain text for mailing lists, or as Markdown."""

from __future__ import annotations

import click

from cfp_archive import messages
from cfp_archive.cli._shared import (
    OK,
    CannotRunError,
    Options,
    command,
    edition_keys,
    edition_of,
    load,
)

EPILOG = """\
examples:
  cfp-archive announce 2023
  cfp-archive announce 2023 --ascii > call.txt     for lists that mangle accents
  cfp-archive announce 2023 --width 64
  cfp-archive announce 2023 --format markdown > call.md

The text has the words of the page, in order, without the archive's own notes. 'cfp-archive import' makes the same edition
from it.

A draft is printed when nothing is left to do in it.

exit codes: 0 printed; 2 no such edition, a draft with things to do, no archive
"""


@command("announce", "print an edition's call as plain text for mailing lists, or as Markdown", EPILOG)
@click.argument("key", metavar="KEY", shell_complete=edition_keys, help="the edition's key, as 2023")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="what to print",
)
@click.option("--ascii", "ascii_only", is_flag=True, help="transliterate to ASCII")
@click.option(
    "--width",
    metavar="COLUMNS",
    type=click.IntRange(40),
    default=72,
    show_default=True,
    help="columns of text",
)
def announce_command(options: Options, *, key: str, form: str, ascii_only: bool, width: int) -> int:
    """Print the call."""
    from cfp_archive.cli.publish import still_to_do
    from cfp_archive.exporting.announcement import announcement, announcement_as_markdown, transliterated

    loaded = load(options)
    edition = edition_of(loaded.archive, key)
    if edition.facts.draft and not edition.facts.sources:
        left = still_to_do(loaded, edition)
        if left:
            click.echo("\n".join(left), err=True)
            raise CannotRunError(f"{key} is a draft with things to do, listed above. Nothing was printed.")
    text = announcement_as_markdown(edition) if form == "markdown" else announcement(edition, width=width)
    lost = 0
    if ascii_only:
        marks, text = text.count("?"), transliterated(text)
        lost = text.count("?") - marks
    if lost:
        click.echo(f"cfp-archive: {messages.LETTERS_LOST(n=lost)}", err=True)
    # Bytes, so that mail is UTF-8 whatever the locale, with LF on every system.
    click.echo(text.encode(), nl=False)
    return OK
