"""What each kind of view reads of the archive: a rebuild renders a view again only where that has changed.

Each function returns everything on which a renderer's nodes depend beside the code and the language. A kind of view without
one is rendered in each build after a change: those are the overviews, of which a site has a few, and links.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from cfp_archive.comparing.comparison import UnknownEdition
from cfp_archive.exporting.registry import exporters
from cfp_archive.site import NotInArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfp_archive.site import Site


def inputs_of(site: Site, docname: str, name: str, argument: str) -> str:
    """Return a digest of all that a view reads; empty if that is not known, and the view must be rendered to see it.

    :param name: of the view.
    """
    read = _READ.get(name)
    try:
        what = read(site, docname, argument) if read else None
    except (NotInArchiveError, UnknownEdition):
        return ""
    if what is None:
        return ""
    return hashlib.sha256(f"{site.shared_state}\n{what!r}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _edition(site: Site, docname: str, _argument: str) -> Any:
    return site.state_of_edition(site.edition_at(docname).key)


def _comparison(site: Site, _docname: str, argument: str) -> Any:
    keys = argument.split()
    return site.state_of_comparison(*keys) if len(keys) == 2 else None


def _topic(site: Site, _docname: str, argument: str) -> Any:
    lineage = site.history.lineage(argument)
    return lineage and (lineage, site.history.editions_with(lineage.list))


def _person(site: Site, _docname: str, argument: str) -> Any:
    served = site.appointments.get(argument, ())
    return site.archive.person(argument), [(edition.key, one) for edition, one in served]


def _files(site: Site, _docname: str, _argument: str) -> Any:
    return [(one.name, one.has_content(site), one.newest(site)) for one in exporters()]


_READ: dict[str, Callable[[Site, str, str], Any]] = {
    "key-dates": _edition,
    "submissions": _edition,
    "people": _edition,
    "edition-head": _edition,
    "edition-foot": _edition,
    "edition-part": _edition,
    "edition-part-foot": _edition,
    "comparison": _comparison,
    "topic-history": _topic,
    "person-record": _person,
    "data-files": _files,
}
