"""Prove each edition's pages as they will be read: the words of the resolved document against those of the source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from cfp_archive.checking.sources import mismatch_words
from cfp_archive.reading.proof import Word, page_words, prove
from cfp_archive.site import NotInArchiveError
from cfp_archive.sphinxext import showing
from cfp_archive.sphinxext.elements import OWN
from cfp_archive.sphinxext.memory import memory_of
from cfp_archive.sphinxext.render.edition import UNPROVEN

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Classes by which the style sheets of themes and of common extensions hide what they are given to.
_HIDING = frozenset(
    [
        "cfp-heard",
        "d-none",
        "hidden",
        "invisible",
        "sd-d-none",
        "sr-only",
        "visually-hidden",
        "visually-hidden-focusable",
    ]
)
_TAGS = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


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
        if not proof.mismatches:
            return
        memory.unproven.add(docname)
        first, *others = proof.mismatches
        more = f" {len(others)} more places differ." if len(others) > 1 else ""
        more = " 1 more place differs." if len(others) == 1 else more
        path = self.env.doc2path(docname)
        showing.warn(
            f"the words of this page differ from those of its source. {mismatch_words(first)}{more} "
            "Correct the page, or declare the place under 'differences' with a reason.",
            "unproven",
            f"{path}:{max(first.page_line, 1)}",
        )
        for claim in root.findall(nodes.paragraph):
            if OWN in claim and "cfp-proof" in claim["classes"]:
                claim.children = [nodes.Text(UNPROVEN)]


def visible_words(root: nodes.Element) -> tuple[Word, ...]:
    """Return the words of a call that readers of a page see, in order, without those that the archive adds.

    :param root: a resolved document, or the part of one that is a page; pages within it are left out.
    """
    return tuple(Word(word, line) for text, line in _texts(root, 0) for word in text.split())


def _texts(node: nodes.Element, line: int) -> Iterator[tuple[str, int]]:
    """Yield the text of each block with its line (1-based; 0 if unknown)."""
    for child in node.children:
        if not isinstance(child, nodes.Element):
            yield child.astext(), line
        elif not _adds_no_words(child) and not isinstance(child, addnodes.start_of_file):
            place = child.line or line
            if isinstance(child, nodes.TextElement | nodes.Inline):
                yield _joined(child), place
            else:
                yield from _texts(child, place)


def _joined(node: nodes.Node) -> str:
    """Return the text of a block: what is within a line is one run, whatever elements it is made of."""
    if not isinstance(node, nodes.Element):
        return node.astext()
    if _adds_no_words(node):
        return ""
    if isinstance(node, nodes.raw):
        return " " if node.astext().strip() == r"\\" else _TAGS.sub(" ", node.astext())
    return "".join(_joined(child) for child in node.children)


def _adds_no_words(node: nodes.Element) -> bool:
    """Tell whether a node holds no words of the call that a reader sees: the archive's, marks of notes, hidden ones."""
    if OWN in node or not _HIDING.isdisjoint(node.get("classes", ())):
        return True
    return isinstance(node, nodes.Invisible | nodes.label | nodes.footnote_reference | nodes.system_message)
