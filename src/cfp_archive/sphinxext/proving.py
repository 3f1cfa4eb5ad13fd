"""Prove each edition's pages as they will be read: the words of the resolved document against those of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from cfp_archive.checking.sources import fact_not_in_the_call, mismatch_message
from cfp_archive.model import Edition
from cfp_archive.reading.proof import page_words, prove
from cfp_archive.site import NotInArchiveError
from cfp_archive.sphinxext import showing
from cfp_archive.sphinxext.elements import OWN
from cfp_archive.sphinxext.memory import memory_of
from cfp_archive.sphinxext.render.edition import UNPROVEN
from cfp_archive.sphinxext.seenwords import visible_words

if TYPE_CHECKING:
    from cfp_archive.model import Page


class ProvePages(SphinxPostTransform):
    """Compare the words that readers will see with the sources, and warn of a page whose words differ."""

    #: After references (10) and ``only`` (50) are resolved, before `html.SemanticElements` (200) takes the nodes apart
    #: that hold the archive's words.
    default_priority = 150

    def run(self, **_kwargs: Any) -> None:
        """Prove the page; in builders that make one document of all pages, prove each of them."""
        self._prove(self.env.current_document.docname, self.document)
        for part in list(self.document.findall(addnodes.start_of_file)):
            self._prove(part["docname"], part)

    def _prove(self, docname: str, root: nodes.Element) -> None:
        memory = memory_of(self.env)
        try:
            page = memory.site.page_at(docname)
        except (
            NotInArchiveError
        ):  # no page of an edition, or one whose front matter cannot be read: that is warned of
            return
        words = visible_words(root)
        read = page_words(page)
        # Where the library reads the same words, its lines are the better ones: docutils has them for some nodes only.
        proof = prove(page, read if [one.text for one in read] == [one.text for one in words] else words)
        self._warn_of_facts(docname, page)
        if not proof.mismatches:
            return
        memory.unproven.add(docname)
        if memory.site.edition_at(docname).incomplete:
            return  # the facts that were not valid are missing among its words: they have been warned of
        first, *others = proof.mismatches
        more = f" {len(others)} more places differ." if len(others) > 1 else ""
        more = " 1 more place differs." if len(others) == 1 else more
        path = self.env.doc2path(docname)
        showing.warn(
            f"the words of this page differ from those of its source. {mismatch_message(first)}{more} "
            "Correct the page, or declare the difference under 'differences' with a reason.",
            "unproven",
            f"{path}:{max(first.page_line, 1)}",
        )
        for claim in root.findall(nodes.paragraph):
            if OWN in claim and "cfp-proof" in claim["classes"]:
                claim.children = [nodes.Text(UNPROVEN)]

    def _warn_of_facts(self, docname: str, page: Page) -> None:
        """Warn of facts that the call does not say, as the library's check does."""
        if isinstance(page, Edition):
            for one in fact_not_in_the_call(page):
                memory_of(self.env).unproven.add(docname)
                path = self.env.doc2path(docname)
                showing.warn(f"{one.message} {one.hint}", one.code.value, f"{path}:{max(one.line, 1)}")
