"""Put the archive's own words around a call, and keep the call's words as they are."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from cfp_archive.site import NotInArchiveError
from cfp_archive.sphinxext import showing
from cfp_archive.sphinxext.memory import memory_of


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
        if self._is_own(page):
            page["classes"].append("cfp-own-title")
        page[top:top] = self._show("edition-head")
        page.extend(self._show("edition-foot"))

    def _is_own(self, page: nodes.Element) -> bool:
        """Tell whether the archive gave the page its title: it is declared as a difference from the source."""
        try:
            edition = memory_of(self.env).site.edition_at(self.env.current_document.docname)
        except NotInArchiveError:  # its front matter cannot be read; a warning says so
            return False
        title = page.next_node(nodes.title)
        words = title.astext() if title is not None else ""
        return any(not one.source and one.page == words for one in edition.facts.differences)

    def _show(self, name: str) -> list[nodes.Node]:
        made, wrong = showing.note(self.env, name, "")
        if wrong:
            showing.warn(wrong, "directive", self.env.current_document.docname)
        return list(made)
