"""``cfp-archive align``: match two lists of topics that are in no archive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from cfp_archive.characters import visible
from cfp_archive.cli._shared import (
    OK,
    FilePath,
    Options,
    command,
    echo,
    format_option,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cfp_archive.comparing.alignment import Alignment
    from cfp_archive.comparing.correspondence import ChangeKind

EPILOG = """\
examples:
  cfp-archive align old.txt new.txt
  cfp-archive align old.txt new.txt --format json

--format json prints one object:
  links            list of {old, new, kind, change, certainty, score, rule, reasons}; old and new are lists of
                   0-based indices of topics, kind is unchanged, reworded, split or merged
                   certainty  sure, likely, or check: a person should look at it
                   score      0..1, how likely the link is right
                   reasons    {shared_words, old_held, new_held}: the rarest words that both sides have, and the share
                              (0..1, by the weight of its words) of each side that the other holds
  added, removed   lists of 0-based indices into NEW and OLD

The files are UTF-8. Empty lines are ignored.

exit codes: 0 done; 2 a file cannot be read
"""


@command("align", "match two lists of topics, each a text file with one topic a line", EPILOG)
@click.argument("old", metavar="OLD", type=FilePath(), help="the older list")
@click.argument("new", metavar="NEW", type=FilePath(), help="the newer list")
@click.option(
    "--language",
    metavar="CODE",
    default="en",
    show_default=True,
    help="the topics' language, for the forms of their words, e.g. de",
)
@format_option("text", "json")
def align_command(_options: Options, *, old: Path, new: Path, language: str, output_format: str) -> int:
    """Match and print."""
    from cfp_archive.comparing.alignment import align_texts, alignment_as_dict

    older, newer = read_topics(old), read_topics(new)
    alignment = align_texts(older, newer, language=language)
    if output_format == "json":
        print(json.dumps(alignment_as_dict(alignment), indent=2))
    else:
        echo(as_text(alignment, older, newer))
    return OK


def read_topics(file: Path) -> list[str]:
    """Return the lines of a file that are not empty.

    :raises CannotRunError: if it cannot be read.
    """
    # Not splitlines: it also cuts at characters that a topic may contain, such as U+2028.
    return [line.strip() for line in text_of(file).split("\n") if line.strip()]


def as_text(alignment: Alignment, old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return the lines to print: links in the newer list's order, then what was added and removed."""
    from cfp_archive.comparing.correspondence import ChangeKind
    from cfp_archive.report.build import match_of

    lines = []
    for link in alignment.links:
        label = f"{link.kind.symbol} {link.label}:"
        if link.kind is ChangeKind.UNCHANGED:
            lines.append(f"{label} {visible(new[link.new[0]])}")
            continue
        lines.append(label)
        lines += [click.style(f"    − {visible(old[i])}", fg="red") for i in link.old]
        lines += [click.style(f"    + {visible(new[j])}", fg="green") for j in link.new]
        if match := match_of(link):
            lines.append(
                click.style(f"    {visible('. '.join((match.label, ' '.join(match.reasons))))}", dim=True)
            )
    lines += [
        click.style(f"{_lone(ChangeKind.ADDED)} {visible(new[j])}", fg="green") for j in alignment.added
    ]
    lines += [
        click.style(f"{_lone(ChangeKind.REMOVED)} {visible(old[i])}", fg="red") for i in alignment.removed
    ]
    return lines or ["Both lists are empty."]


def _lone(kind: ChangeKind) -> str:
    return f"{kind.symbol} {kind.label}:"
