"""The word check of a build: the words that readers will see on each page of an edition against those of its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from cfp_archive import messages
from cfp_archive.checking.sources import fact_not_in_the_call, mismatch_message
from cfp_archive.model import Edition
from cfp_archive.reading.proof import Word, page_words, prove
from cfp_archive.site import NotInArchiveError
from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.elements import OWN
from cfp_archive.sphinxext.views import warn, warn_of_problem

if TYPE_CHECKING:
    from collections.abc import Iterator


#: Classes by which the style sheets of themes and of common extensions hide what they are given to.
_HIDING = frozenset(
    [
        "cfp-visually-hidden",
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


class Piece(NamedTuple):
    """A part of a text node."""

    node: nodes.Text
    begin: int  #: 0-based, of its first character
    end: int  #: 0-based, behind its last character


class _Segment(NamedTuple):
    text: str
    node: nodes.Text | None  #: None for text that no text node holds


def visible_words(root: nodes.Element) -> tuple[Word, ...]:
    """Return the words of a call that readers of a page see, in order, without those that the archive adds.

    :param root: a document, or the part of one that is a page; pages within it are left out.
    """
    return tuple(
        Word(word, line)
        for run, line in _runs(root, 0)
        for word in "".join(segment.text for segment in run).split()
    )


def word_pieces(root: nodes.Element) -> list[list[Piece]]:
    """Return, for each of the `visible_words`, the parts of text nodes that hold it."""
    return [pieces for run, _line in _runs(root, 0) for pieces in _words_of(run)]


def _words_of(run: list[_Segment]) -> Iterator[list[Piece]]:
    text = "".join(segment.text for segment in run)
    starts = [0]
    for segment in run:
        starts.append(starts[-1] + len(segment.text))
    # Not by a pattern for spaces: str.split() knows more of them.
    place = 0
    for word in text.split():
        begin = text.index(word, place)
        place = end = begin + len(word)
        yield [
            Piece(segment.node, max(begin - start, 0), min(end - start, len(segment.text)))
            for segment, start in zip(run, starts, strict=False)
            if segment.node is not None and start < end and begin < start + len(segment.text)
        ]


def _runs(node: nodes.Element, line: int) -> Iterator[tuple[list[_Segment], int]]:
    """Yield the text of each block with its line (1-based; 0 if unknown)."""
    for child in node.children:
        if not isinstance(child, nodes.Element):
            yield list(_segments(child)), line
        elif not _adds_no_words(child) and not isinstance(child, addnodes.start_of_file):
            place = child.line or line
            if isinstance(child, nodes.TextElement | nodes.Inline):
                yield list(_segments(child)), place
            else:
                yield from _runs(child, place)


def _segments(node: nodes.Node) -> Iterator[_Segment]:
    """Yield the text of a block: what is within a line is one run, whatever elements it is made of."""
    if isinstance(node, nodes.Text):
        text = node.astext()
        yield _Segment(text, node if text == str(node) else None)
    elif isinstance(node, nodes.Element) and not _adds_no_words(node):
        if isinstance(node, nodes.raw):
            text = node.astext()
            yield _Segment(" " if text.strip() == r"\\" else _TAGS.sub(" ", text), None)
        else:
            for child in node.children:
                yield from _segments(child)


def _adds_no_words(node: nodes.Element) -> bool:
    """Return whether a node holds no words of the call that a reader sees: the archive's, marks of notes, hidden ones."""
    if OWN in node or not _HIDING.isdisjoint(node.get("classes", ())):
        return True
    # While a page is read, its front matter is still in the document.
    unseen = nodes.Invisible | nodes.docinfo | nodes.label | nodes.footnote_reference | nodes.system_message
    return isinstance(node, unseen)


class WordCheck(SphinxPostTransform):
    """Compare the words that readers will see with the sources, and warn of a page whose words differ."""

    #: After references (10) and ``only`` (50) are resolved, before `SemanticElements` (200) takes the nodes apart
    #: that hold the archive's words.
    default_priority = 150

    def run(self, **_kwargs: Any) -> None:
        """Check the page; in builders that make one document of all pages, each of them."""
        self._check(self.env.current_document.docname, self.document)
        for part in list(self.document.findall(addnodes.start_of_file)):
            self._check(part["docname"], part)

    def _check(self, docname: str, root: nodes.Element) -> None:
        domain = cfp_domain(self.env)
        try:
            page = domain.site.page_at(docname)
        except (
            NotInArchiveError
        ):  # of no edition, or of one whose front matter cannot be read: that is warned of
            return
        words = visible_words(root)
        read = page_words(page)
        # Where the library reads the same words, its lines are the better ones: docutils has them for some nodes only.
        proof = prove(page, read if [one.text for one in read] == [one.text for one in words] else words)
        for problem in fact_not_in_the_call(page) if isinstance(page, Edition) else ():
            domain.unproven.add(docname)
            warn_of_problem(problem, self.env.doc2path(docname))
        if not proof.mismatches:
            return
        domain.unproven.add(docname)
        if domain.site.edition_at(docname).incomplete:
            return  # the facts that were not valid are missing among its words: they have been warned of
        first, *others = proof.mismatches
        more = {0: "", 1: " 1 more place differs."}.get(len(others), f" {len(others)} more places differ.")
        warn(
            f"the words of this page differ from those of its source. {mismatch_message(first)}{more} "
            "Correct the page, or declare the difference under 'differences' with a reason.",
            "unproven",
            f"{self.env.doc2path(docname)}:{max(first.page_line, 1)}",
        )
        for claim in root.findall(nodes.paragraph):
            if OWN in claim and "cfp-proof" in claim["classes"]:
                claim.children = [nodes.Text(messages.WORD_CHECK_FAILED())]
