"""Put the archive's own words around a call, and keep the call's words as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from cfp_archive.site import NotInArchiveError
from cfp_archive.sphinxext import showing
from cfp_archive.sphinxext.factmarks import mark_facts
from cfp_archive.sphinxext.linkmarks import mark_own_links
from cfp_archive.sphinxext.memory import memory_of

if TYPE_CHECKING:
    from cfp_archive.model import Edition, Page


class AroundCalls(SphinxTransform):
    """Add the facts card, what stands beside and where to go next to the pages of an edition."""

    #: After the parser, before SphinxSmartQuotes (750), which would put other characters in place of the call's.
    default_priority = 700

    def apply(self, **_kwargs: Any) -> None:
        """Add to the page, if it is one of an edition."""
        docname = self.env.current_document.docname
        parts = docname.split("/")
        if parts[0] != "editions" or len(parts) < 3:
            return
        edition = self._edition(docname)
        page_read = self._page(docname)
        if page_read is not None:
            mark_own_links(self.document, page_read)
        marked = mark_facts(self.document, edition) if edition and parts[2:] == ["index"] else set()
        for text in self.document.findall(nodes.Text):
            if isinstance(text.parent, nodes.Element):
                text.parent["support_smartquotes"] = False
        page: nodes.Element = next(iter(self.document.findall(nodes.section)), self.document)
        top = 1 if isinstance(page, nodes.section) else 0  # below the title, if there is one
        if parts[2:] != ["index"]:
            head = self._show("edition-part")
            page[top:top] = head
            page.extend(self._show("edition-part-foot") if head else [])
            return
        page["classes"].append("cfp-call")
        if edition is not None and self._is_own(page, edition):
            page["classes"].append("cfp-own-title")
        head = self._show("edition-head")
        for one in head:
            _unlink(one, marked)
        page[top:top] = head
        page.extend(self._show("edition-foot"))

    def _page(self, docname: str) -> Page | None:
        try:
            return memory_of(self.env).site.page_at(docname)
        except NotInArchiveError:
            return None

    def _edition(self, docname: str) -> Edition | None:
        try:
            return memory_of(self.env).site.edition_at(docname)
        except NotInArchiveError:  # its front matter cannot be read; a warning says so
            return None

    @staticmethod
    def _is_own(page: nodes.Element, edition: Edition) -> bool:
        """Tell whether the archive gave the page its title: it is declared as a difference from the source."""
        title = page.next_node(nodes.title)
        words = title.astext() if title is not None else ""
        return any(not one.source and one.page == words for one in edition.facts.differences)

    def _show(self, name: str) -> list[nodes.Node]:
        made, wrong = showing.note(self.env, name, "")
        if wrong:
            showing.warn(wrong, "directive", self.env.current_document.docname)
        return list(made)


def _unlink(card: nodes.Node, marked: set[str]) -> None:
    """Leave the words of links to facts that are not marked."""
    for link in list(card.findall(nodes.reference)):
        if "cfp-to-fact" in link["classes"] and link["refid"] not in marked:
            assert link.parent is not None
            place = link.parent.index(link)
            link.parent[place : place + 1] = link.children
