"""Put the archive's own words around a call, and keep the call's words as they are."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from cfp_archive.sphinxext import showing


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
        page = next(iter(self.document.findall(nodes.section)), None)
        if page is None:
            return
        if parts[-1] != "index":
            page[1:1] = self._show("edition-part")
            return
        page["classes"].append("cfp-call")
        page[1:1] = self._show("edition-head")
        page.extend(self._show("edition-foot"))

    def _show(self, name: str) -> list[nodes.Node]:
        made, wrong = showing.note(self.env, name, "")
        if wrong:
            showing.warn(wrong, "directive", self.env.current_document.docname)
        return list(made)
