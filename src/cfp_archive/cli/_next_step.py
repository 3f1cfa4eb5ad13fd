"""What to do next, in the situation that the command line finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.cli._shared import CannotRunError, find_archive

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["next_step"]


def next_step(given: Path | None) -> list[str]:
    """Return lines that say how things stand, and which commands lead on.

    :param given: the path given by --archive, or None.
    """
    try:
        folder = find_archive(given)
    except CannotRunError as error:
        if given is not None:
            return [str(error)]
        return [
            "There is no archive here, nor in any folder above.",
            *_table(
                ("cfp-archive init DIR", "set up the archive of a series"),
                ("cfp-archive --archive DIR check", "check one that is elsewhere"),
            ),
        ]
    from cfp_archive.checking import check
    from cfp_archive.reading import read_archive

    archive, found = read_archive(folder)
    problems = {*found, *check(archive)}
    if not archive.editions and not problems:
        return [
            f"The archive in {folder} holds no call yet.",
            *_table(
                ("cfp-archive import FILE --edition 2031", "bring in a call that you have received"),
                ("cfp-archive new 2031", "begin one"),
            ),
        ]
    if problems:
        number = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
        return [
            f"The archive in {folder} has {number}.",
            *_table(
                ("cfp-archive check", "say what is wrong, where, and what to do"),
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
    rows += [(f"cfp-archive new {editions[-1].year + 1}", "begin the next call")] if not drafts else []
    rows += [("nox -s site", "build the site")]
    held = "1 edition" if len(editions) == 1 else f"{len(editions)} editions"
    also = f", {' and '.join(drafts)} as a draft" if drafts else ""
    return [f"The archive in {folder} holds {held}{also}, and has no problems.", *_table(*rows)]


def _table(*rows: tuple[str, str]) -> list[str]:
    width = max(len(command) for command, _ in rows)
    return ["", "next:", *(f"  {command:<{width}}  {what}" for command, what in rows)]
