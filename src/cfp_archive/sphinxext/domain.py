"""The domain ``cfp``: editions, topics and people as objects that pages, and other sites, can link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from cfp_archive.sphinxext.directives import DIRECTIVES
from cfp_archive.sphinxext.roles import ObjectRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from cfp_archive.site import Site

#: What a page shows: (renderer's name, its argument) -> digest of the nodes that it made.
Showings = dict[tuple[str, str], str]


class CfpDomain(Domain):
    """Links to the archive, and the memory of what each page shows of it."""

    name = "cfp"
    label = "Calls for papers"
    object_types: ClassVar[dict[str, ObjType]] = {
        "edition": ObjType("edition", "edition"),
        "topic": ObjType("topic", "topic"),
        "person": ObjType("person", "person"),
    }
    roles: ClassVar[dict[str, Any]] = {kind: ObjectRole(kind) for kind in object_types}
    directives: ClassVar[dict[str, Any]] = DIRECTIVES
    initial_data: ClassVar[dict[str, Any]] = {"showings": {}, "links": {}, "archive": ""}
    data_version = 2

    #: Set when the builder is ready; not pickled, inherited by forked readers.
    site: Site
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

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Link to the page of an object, or to a page of the site by its docname (typ ``page``)."""
        found = self.site.address(typ, target)
        if found is None or found[0] not in env.found_docs:
            return None
        docname, anchor = found
        return make_refnode(builder, fromdocname, docname, node.get("cfp_anchor") or anchor, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Let the ``any`` role find objects of every kind."""
        found = []
        for kind in self.object_types:
            made = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if made is not None:
                found.append((f"cfp:{kind}", made))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the objects for ``objects.inv`` and for the search, in the order of the archive."""
        for kind, key, title in self.site.objects():
            found = self.site.address(kind, key)
            if found is not None and found[0] in self.env.found_docs:
                # -1: not among search results, where the page itself stands already
                yield key, title, kind, *found, -1


def domain_of(env: BuildEnvironment) -> CfpDomain:
    """Return the environment's domain, with its type."""
    domain = env.domains["cfp"]
    assert isinstance(domain, CfpDomain)
    return domain
