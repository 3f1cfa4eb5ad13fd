"""The state of the archive, and the next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.cli._shared import CannotRunError, find_archive

if TYPE_CHECKING:
    from pathlib import Path


def next_step(given: Path | None) -> list[str]:
    """Return lines with the state of the archive and the commands for the next steps.

    :param given: the path given by --archive, or None.
    """
    try:
        folder = find_archive(given)
    except CannotRunError as error:
        if given is not None:
            return [str(error)]
        return [
            "No archive in this folder or any folder above.",
            *_table(
                ("cfp-archive init DIR", "set up the archive of a series"),
                ("cfp-archive --archive DIR check", "check an archive in another folder"),
            ),
        ]
    from cfp_archive.checking import check
    from cfp_archive.reading import read_archive

    archive, found = read_archive(folder)
    problems = {*found, *check(archive)}
    if not archive.editions and not problems:
        return [
            f"Archive '{folder}': no calls yet.",
            *_table(
                ("cfp-archive import FILE --edition 2031", "import a call that you have received"),
                ("cfp-archive new 2031", "create a draft"),
            ),
        ]
    if problems:
        number = messages.PROBLEM_COUNT(n=len(problems))
        return [
            f"Archive '{folder}': {number}.",
            *_table(
                ("cfp-archive check", "show what is wrong, where, and what to do"),
                ("cfp-archive check --fix", "apply the safe fixes"),
            ),
        ]
    editions = archive.editions
    published = [one for one in editions if not one.facts.draft]
    drafts = [one.key for one in editions if one.facts.draft]
    rows = (
        [("cfp-archive compare", f"what changed from {published[-2].key} to {published[-1].key}")]
        if published[1:]
        else []
    )
    rows += (
        [(f"cfp-archive new {editions[-1].year + 1}", "create a draft of the next call")]
        if not drafts
        else []
    )
    rows += [("nox -s site", "build the site")]
    number = messages.EDITION_COUNT(n=len(editions))
    also = f" (draft: {', '.join(drafts)})" if drafts else ""
    return [f"Archive '{folder}': {number}{also}, no problems.", *_table(*rows)]


def _table(*rows: tuple[str, str]) -> list[str]:
    width = max(len(command) for command, _ in rows)
    return ["", "Next steps:", *(f"  {command:<{width}}  {what}" for command, what in rows)]
