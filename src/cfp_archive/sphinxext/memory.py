"""What the extension remembers of each page, and the archive as it stands: the lower half of the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from cfp_archive.reading.allowed import Allowed
    from cfp_archive.site import Site

#: What a page shows: (renderer's name, its argument) -> digest of the nodes that it made.
Showings = dict[tuple[str, str], str]


class Memory(Domain):
    """The data of the domain, by docname, as plain values; and the site, which is made anew for each build."""

    name = "cfp"
    label = "Calls for papers"
    initial_data: ClassVar[dict[str, Any]] = {"showings": {}, "links": {}, "archive": ""}
    data_version = 2

    #: Set when the builder is ready; not pickled, inherited by forked readers.
    site: Site
    unproven: set[str]  #: docnames of pages that this build found to differ from their sources
    allowed: Allowed  #: what pages of editions may hold
    builder: Builder  #: the running one, for transforms (their own way to it is going away in Sphinx 11)

    @property
    def showings(self) -> dict[str, Showings]:
        """What each page shows, by docname."""
        return self.data["showings"]  # type: ignore[no-any-return]

    def note_showing(self, docname: str, name: str, argument: str, digest: str) -> None:
        """Remember that a page shows what a renderer made."""
        self.showings.setdefault(docname, {})[name, argument] = digest

    @property
    def links(self) -> dict[str, list[str]]:
        """The targets of each page's links to other pages, by docname."""
        return self.data["links"]  # type: ignore[no-any-return]

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.showings.pop(docname, None)
        self.links.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader noted of its pages."""
        self.showings.update((name, seen) for name, seen in otherdata["showings"].items() if name in docnames)
        self.links.update((name, found) for name, found in otherdata["links"].items() if name in docnames)


def memory_of(env: BuildEnvironment) -> Memory:
    """Return the environment's memory, with its type."""
    memory = env.domains["cfp"]
    assert isinstance(memory, Memory)
    return memory
