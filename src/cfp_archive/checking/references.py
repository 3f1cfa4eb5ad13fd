"""Rules about what pages name by the roles edition, topic and person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_line
from cfp_archive.comparing.history import build_history
from cfp_archive.naming import ascii_key
from cfp_archive.problems import Code, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Archive
    from cfp_archive.problems import Problem


def unknown_target(archive: Archive) -> Iterator[Problem]:
    """Find roles that name nothing which the archive has."""
    pages = [page for edition in archive.editions for page in (edition, *edition.pages)]
    references = [one for page in pages for one in page.references]
    if not references:
        return
    topics = (
        build_history(archive.published).lineages if any(one.kind == "topic" for one in references) else ()
    )
    known = {
        "edition": {one.key for one in archive.timeline},
        "topic": {key for one in topics for key in (one.key, *one.aliases)},
        "person": {name for one in archive.people for name in (one.key, one.name, *one.spellings)},
    }
    for page in pages:
        for one in page.references:
            names = known[one.kind]
            if one.target in names or (one.kind == "person" and ascii_key(one.target) in names):
                continue
            message = f"There is no {one.kind} '{one.target}' in the archive."
            hint = did_you_mean(one.target, sorted(names), "Write its key, or plain words.")
            yield at_line(page, one.line, Code.UNKNOWN_TARGET, message, hint)
