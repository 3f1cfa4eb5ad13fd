"""``cfp-archive publish``: make a call that was written here a published edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cfp_archive.characters import visible
from cfp_archive.cli._shared import (
    OK,
    PROBLEMS,
    CannotRunError,
    Loaded,
    Options,
    command,
    edition_keys,
    edition_of,
    load,
    text_of,
    valid,
)
from cfp_archive.cli._writing import add_entries, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from cfp_archive.model import Archive, Edition

EPILOG = """\
examples:
  cfp-archive publish 2032
  cfp-archive publish 2032 --again         after a deadline was extended: 'date' is the new day, 'was' lists the old one
  cfp-archive publish 2032 --url https://2032.tidecomp.example/cfp --posted 2031-09-01

The text that 'cfp-archive announce' prints becomes source.txt: from then on every word of the page is proven by it. The mark
'draft: true' goes, and the keys of new topics are recorded. While anything is still to do, nothing is written.

exit codes: 0 published; 1 something is still to do; 2 no such edition, no draft, no archive
"""


@command("publish", "publish a draft: its announced text becomes the source", EPILOG)
@click.argument("key", metavar="KEY", shell_complete=edition_keys, help="the draft's key, as 2032")
@click.option(
    "--again", is_flag=True, help="announce a published call once more, e.g. with an extended deadline"
)
@click.option("--url", metavar="URL", help="where the call was published")
@click.option("--posted", metavar="DATE", help="when: YYYY, YYYY-MM or YYYY-MM-DD")
def publish_command(options: Options, *, key: str, again: bool, url: str | None, posted: str | None) -> int:
    """Publish, or say what is still to do."""
    from cfp_archive.model import Source
    from cfp_archive.publishing import SOURCE, WRITTEN_HERE, publication

    loaded = load(options)
    archive, _, folder = loaded
    draft = draft_of(archive, key, again=again)
    announced = Source(file=SOURCE, url=url, published=WRITTEN_HERE, posted=posted)
    valid(announced)
    left = still_to_do(loaded, draft)
    if left:
        print(f"{key} cannot be published yet; nothing was written. To do:")
        print("\n".join(left))
        return PROBLEMS
    page = folder / key / draft.path.name
    source = folder / key / SOURCE
    if again:
        return _announce_again(source, draft)
    if source.exists() or source.is_symlink():
        raise CannotRunError(f"{source} exists. Move it away: the announced text gets this name.")
    made = publication(archive, draft, text_of(page), announced)
    write_atomically(source, made.source)
    try:
        add_entries(folder / "topics.yaml", made.keys)
        write_atomically(page, made.page)
    except BaseException:
        source.unlink()
        raise
    print(f"{key} is published.")
    print(f"  {source}: the text as announced; send this one to mailing lists")
    print(f"  {page}: no longer a draft")
    if made.keys:
        print(
            f"  {folder / 'topics.yaml'}: {len(made.keys)} permanent {'key' if len(made.keys) == 1 else 'keys'} added"
        )
    print("\nNext step: run 'cfp-archive check', look at the site, and commit.")
    return OK


def _announce_again(source: Path, edition: Edition) -> int:
    from cfp_archive.publishing import call_text

    text = call_text(edition)
    if source.read_bytes() == text.encode("utf-8"):
        print(f"{source} is the text as it would be announced: nothing to do.")
    else:
        write_atomically(source, text)
        print(f"{source} is the text as announced now; the earlier one remains in the version history.")
    if edition.status:
        print(
            f"It is the call itself. 'cfp-archive announce {edition.key}' begins with what became of the edition."
        )
    return OK


def draft_of(archive: Archive, key: str, *, again: bool = False) -> Edition:
    """Return a draft of the archive, or an edition that `publish` made of one.

    :param again: look for the latter.
    :raises CannotRunError: if there is no such edition.
    """
    from cfp_archive.publishing import SOURCE, WRITTEN_HERE

    edition = edition_of(archive, key)
    if again:
        sources = [(one.file, one.published) for one in edition.facts.sources]
        if edition.facts.draft or sources != [(SOURCE, WRITTEN_HERE)]:
            raise CannotRunError(f"{key} was not published by this command, so it is not announced again.")
        if not edition.texts[0].found:
            raise CannotRunError(f"{key} has no {SOURCE}. Bring it back from the version history first.")
        return edition
    if not edition.facts.draft:
        raise CannotRunError(
            f"{key} is not a draft. If it was published here and has changed since, add --again."
        )
    if edition.facts.sources:
        raise CannotRunError(
            f"{key} names a source, so its call was received. Delete 'draft: true' to publish it."
        )
    return edition


def still_to_do(loaded: Loaded, draft: Edition) -> list[str]:
    """Return what keeps a draft from being published, a line for each thing: of a placeholder, the line that has it."""
    from cfp_archive.problems import Code
    from cfp_archive.publishing import to_do

    archive, problems, folder = loaded
    page = (folder / draft.key / draft.path.name).read_text(encoding="utf-8", errors="replace").split("\n")
    read = {one for one in problems if one.path.parent == draft.path.parent}
    return [
        f"  {visible((folder.parent / one.path).as_posix())}:{one.line}: "
        + visible(page[one.line - 1].strip() if one.code is Code.BLANK_LEFT else f"{one.message} {one.hint}")
        for one in sorted(read.union(to_do(archive, draft)))
    ]
