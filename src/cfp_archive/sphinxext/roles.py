"""The roles ``{cfp:edition}``, ``{cfp:topic}`` and ``{cfp:person}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import ReferenceRole

from cfp_archive.sphinxext import elements
from cfp_archive.sphinxext.showing import note, warn

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message


class ObjectRole(ReferenceRole):
    """A link to an object of the archive.

    ``KEY`` shows the object's title, ``~KEY`` its short form, ``words <KEY>`` the given words. A person may be named as
    printed instead of by key. What is shown is noted, so that the page is read anew when the title changes; a target that
    does not exist stays plain text, with a warning that names the nearest ones.
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Make the link."""
        from cfp_archive.sphinxext.domain import domain_of

        site = domain_of(self.env).site
        short = not self.has_explicit_title and self.target.startswith("~")
        target = self.target.removeprefix("~") if short else self.target
        found = site.find(self.kind, target)
        note(self.env, "link", f"{self.kind} {target}")
        if found is None:
            nearest = site.nearest(self.kind, target)
            warn(
                f"there is no {self.kind} {target!r} in the archive"
                + (f"; the nearest: {', '.join(nearest)}" if nearest else ""),
                "unknown-target",
                self.get_location(),
            )
            return [nodes.inline(self.rawtext, self.title.removeprefix("~"))], []
        words = self.title if self.has_explicit_title else found.short if short else found.title
        return [elements.xref(self.kind, found.key, words)], []
