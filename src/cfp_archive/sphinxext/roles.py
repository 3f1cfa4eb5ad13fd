"""The roles ``{cfp:edition}``, ``{cfp:topic}`` and ``{cfp:person}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.docutils import ReferenceRole

from cfp_archive.sphinxext import elements
from cfp_archive.sphinxext.memory import memory_of
from cfp_archive.sphinxext.showing import note, warn

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain


class ObjectRole(ReferenceRole):
    """A link to an object of the archive.

    ``KEY`` shows the object's title, ``~KEY`` its short form, ``words <KEY>`` the given words. A person may be named as
    printed instead of by key. What is shown is noted, so that the page is read anew when the title changes. A target that
    the archive does not have may be one of another site, see ``sphinx.ext.intersphinx``.
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Make the link."""
        site = memory_of(self.env).site
        short = not self.has_explicit_title and self.target.startswith("~")
        target = self.target.removeprefix("~") if short else self.target
        found = site.find(self.kind, target)
        note(self.env, "link", f"{self.kind} {target}")
        if found is None:
            words = self.title.removeprefix("~") if short else self.title
            made = elements.xref(self.kind, target, words)
            made["refexplicit"] = self.has_explicit_title
            self.set_source_info(made)
            return [made], []
        words = self.title if self.has_explicit_title else found.short if short else found.title
        return [elements.xref(self.kind, found.key, words)], []


def warn_of_unknown_target(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Name the nearest targets, if nobody knows the one of a role (event ``warn-missing-reference``)."""
    kind, target = node["reftype"], node["reftarget"]
    if domain is None or domain.name != "cfp" or kind not in domain.object_types:
        return None
    nearest = memory_of(app.env).site.nearest(kind, target)
    warn(
        f"there is no {kind} {target!r} in the archive"
        + (f"; the nearest: {', '.join(nearest)}" if nearest else ""),
        "unknown-target",
        node,
    )
    return True
