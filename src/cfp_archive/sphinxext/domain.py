"""The domain ``cfp``: editions, topics and people as objects to link to, and what the extension remembers of each page.

Directives and roles are registered by the extension's ``setup``: they use the domain, and the domain does not know them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from cfp_archive.memory import Memory
    from cfp_archive.reading.allowed import Allowed
    from cfp_archive.site import Site


class ViewState(NamedTuple):
    """What a view showed when its page was read."""

    shown: str  #: digest of the nodes
    inputs: str  #: digest of what they were made of; empty if that is not known


#: What a page shows, by the renderer's name and its argument.
ViewStates = dict[tuple[str, str], ViewState]


class CfpDomain(Domain):
    """Objects and links; data by docname, as plain values; and the site, which is made anew for each build."""

    name = "cfp"
    label = "Calls for papers"
    object_types: ClassVar[dict[str, ObjType]] = {
        kind: ObjType(kind, kind) for kind in ("edition", "topic", "person")
    }
    initial_data: ClassVar[dict[str, Any]] = {"view_states": {}, "links": {}, "archive": "", "catalogs": ""}
    data_version = 5

    #: Set when the builder is ready; not pickled, inherited by forked readers.
    site: Site
    memory: Memory  #: what earlier builds found out
    unproven: set[str]  #: docnames of pages that this build found to differ from their sources
    shown: dict[
        str, str
    ]  #: a digest of what each page shows beside its own words, by docname; set when all are read
    allowed: Allowed  #: what pages of editions may hold
    catalogs: str  #: digest of the translations of the archive's own words
    builder: Builder  #: the running one, for transforms (their own way to it is going away in Sphinx 11)

    @property
    def view_states(self) -> dict[str, ViewStates]:
        """What each page shows, by docname."""
        return self.data["view_states"]  # type: ignore[no-any-return]

    @property
    def links(self) -> dict[str, list[str]]:
        """The targets of each page's links to other pages, by docname."""
        return self.data["links"]  # type: ignore[no-any-return]

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.view_states.pop(docname, None)
        self.links.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader noted of its pages."""
        for name in ("view_states", "links"):
            self.data[name].update(
                (page, noted) for page, noted in otherdata[name].items() if page in docnames
            )

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
        address = self.site.address(typ, target)
        if address is None or address[0] not in env.found_docs:
            return None
        docname, anchor = address
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
        links = [
            (f"cfp:{kind}", self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode))
            for kind in self.object_types
        ]
        return [(role, link) for role, link in links if link is not None]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the objects for ``objects.inv`` and for the search, in the order of the archive."""
        for kind, key, title in self.site.objects():
            address = self.site.address(kind, key)
            if address is not None and address[0] in self.env.found_docs:
                # -1: not among search results, which have the page itself already
                yield key, title, kind, *address, -1


def cfp_domain(env: BuildEnvironment) -> CfpDomain:
    """Return the environment's domain, with its type."""
    domain = env.domains["cfp"]
    assert isinstance(domain, CfpDomain)
    return domain
