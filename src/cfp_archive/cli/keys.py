"""``cfp-archive keys``: the permanent keys of topics, and those that are not recorded yet."""

from __future__ import annotations

import click

from cfp_archive import messages
from cfp_archive.characters import visible
from cfp_archive.cli._shared import OK, CannotRunError, Options, command, load
from cfp_archive.cli._writing import add_entries

EPILOG = """\
examples:
  cfp-archive keys             show the keys that are not recorded
  cfp-archive keys --write     record them, before the pages are published

A topic's key is part of its address, /topics/KEY/. Once recorded it never changes, whatever edition is added. What
topics.yaml has already, comments included, stays as it is. To choose a better key, edit the new entry before its address
is published. Topics of drafts alone are not listed.

exit codes: 0 done; 2 no archive, topics.yaml cannot be added to
"""
_FILE = "topics.yaml"


@command("keys", "list the topics whose keys are not recorded in topics.yaml yet, or record them", EPILOG)
@click.option("--write", is_flag=True, help="add them to topics.yaml")
def keys_command(options: Options, *, write: bool) -> int:
    """List or record the keys."""
    from cfp_archive.checking.topics import unknown_lists
    from cfp_archive.comparing.history import build_history

    loaded = load(options)
    archive = loaded.archive
    unread = archive.unread - {"people.yaml"}
    if unread:
        # Topics that an unread edition joins would get two keys, for good.
        raise CannotRunError(
            f"{', '.join(sorted(unread))} could not be read. Fix it first: cfp-archive check."
        )
    unsettled = [f"'{topics.name}' in {edition.key}" for edition, topics, _ in unknown_lists(archive)]
    if unsettled:
        # A key is permanent, the name of its list too: a slip in it would be recorded for good.
        raise CannotRunError(f"Unknown list name {', '.join(unsettled)}. Fix it first: cfp-archive check.")
    entries = build_history(archive.published).unrecorded()
    if not entries:
        print("Every topic's key is recorded.")
        return OK
    for one in entries:
        print(f"{one.key}  ({one.edition}, {one.list}): {visible(one.text)}")
    if not write:
        print(f"\n{messages.KEYS_TO_RECORD(n=len(entries))}")
        return OK
    file = loaded.file(_FILE)
    add_entries(file, entries)
    print(f"\n{messages.KEYS_ADDED(n=len(entries), file=file)}")
    return OK
