"""The domain ``cfp``: editions, topics and people as objects that pages, and other sites, can link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import ObjType
from sphinx.util.nodes import make_refnode

from cfp_archive.sphinxext.directives import DIRECTIVES
from cfp_archive.sphinxext.memory import Memory
from cfp_archive.sphinxext.roles import ObjectRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class CfpDomain(Memory):
    """Directives, roles, objects and links, over the memory of what each page shows."""

    object_types: ClassVar[dict[str, ObjType]] = {
        "edition": ObjType("edition", "edition"),
        "topic": ObjType("topic", "topic"),
        "person": ObjType("person", "person"),
    }
    roles: ClassVar[dict[str, Any]] = {kind: ObjectRole(kind) for kind in object_types}
    directives: ClassVar[dict[str, Any]] = DIRECTIVES

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
