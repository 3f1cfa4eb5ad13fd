"""The words of a call that readers of a page see, and the text nodes that hold them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from cfp_archive.reading.proof import Word
from cfp_archive.sphinxext.elements import OWN

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Piece", "visible_words", "word_pieces"]

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
    """Tell whether a node holds no words of the call that a reader sees: the archive's, marks of notes, hidden ones."""
    if OWN in node or not _HIDING.isdisjoint(node.get("classes", ())):
        return True
    # While a page is read, its front matter is still in the document.
    unseen = nodes.Invisible | nodes.docinfo | nodes.label | nodes.footnote_reference | nodes.system_message
    return isinstance(node, unseen)
