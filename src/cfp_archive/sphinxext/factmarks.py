"""Mark the words of a call that its facts come from, so that the card of facts can lead to them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive.reading.locating import locate
from cfp_archive.reading.proof import page_words
from cfp_archive.sphinxext.render.facts_card import fact_id
from cfp_archive.sphinxext.seenwords import Piece, visible_words, word_pieces

if TYPE_CHECKING:
    from cfp_archive.model import Edition

#: Behind a fact's last word, these are not marked with it.
_STOPS = ",;:"


def mark_facts(document: nodes.document, edition: Edition) -> set[str]:
    """Wrap the words of each fact in a node of the class ``cfp-fact`` that has the fact's anchor.

    The characters of the call stay as they are. Nothing is marked where the page's words are not those that the facts were
    looked for in: the build warns of such a page.

    :returns: the anchors that have been set.
    """
    if [one.text for one in visible_words(document)] != [one.text for one in page_words(edition)]:
        return set()
    words = word_pieces(document)
    wanted: dict[int, list[tuple[Piece, str]]] = {}  # by identity: text nodes of equal words are equal
    placed = set()
    for place in locate(edition).places:
        anchor = fact_id(edition, place.fact)
        pieces = _joined([piece for word in words[place.words.begin : place.words.end] for piece in word])
        title = pieces[0].node.parent if pieces else None
        while title is not None and not isinstance(title, nodes.title):
            title = title.parent
        if title is not None and isinstance(title.parent, nodes.section):
            # Titles are shown in tables of contents, too, where an anchor would be there twice.
            title.parent["ids"].append(anchor)
            placed.add(anchor)
            continue
        for number, piece in enumerate(pieces):
            wanted.setdefault(id(piece.node), []).append((piece, anchor if number == 0 else ""))
            placed.add(anchor)
    for marks in wanted.values():
        _mark(marks[0][0].node, marks)
    return placed


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return one piece for each text node: with the spaces between its words, without a comma after the last."""
    whole: dict[int, Piece] = {}
    for one in pieces:
        before = whole.get(id(one.node), one)
        whole[id(one.node)] = Piece(one.node, min(before.begin, one.begin), max(before.end, one.end))
    joined = list(whole.values())
    if joined:
        last = joined[-1]
        shown = str(last.node)[last.begin : last.end].rstrip(_STOPS)
        joined[-1] = last._replace(end=last.begin + len(shown))
    return [one for one in joined if one.begin < one.end]


def _mark(text: nodes.Text, marks: list[tuple[Piece, str]]) -> None:
    """Cut a text node where marks begin and end. What several facts share is one mark with the anchors of all."""
    whole = str(text)
    cuts = sorted({0, len(whole), *(edge for piece, _ in marks for edge in (piece.begin, piece.end))})
    made: list[nodes.Node] = []
    for begin, end in pairwise(cuts):
        part = nodes.Text(whole[begin:end])
        if not any(piece.begin <= begin and end <= piece.end for piece, _ in marks):
            made.append(part)
            continue
        anchors = [anchor for piece, anchor in marks if anchor and piece.begin == begin]
        made.append(nodes.inline("", "", part, ids=anchors, classes=["cfp-fact"]))
    parent = text.parent
    assert parent is not None
    place = next(number for number, child in enumerate(parent.children) if child is text)
    parent[place : place + 1] = made
