"""The pages of editions: the archive's own words around a call, and marks on the words that its facts come from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from cfp_archive import messages
from cfp_archive.reading.proof import page_words
from cfp_archive.reading.sources import bare_address, shows_address
from cfp_archive.site import NotInArchiveError
from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.elements import OWN, TOPIC_WORDS, para, replace, span
from cfp_archive.sphinxext.render.facts_card import fact_id
from cfp_archive.sphinxext.views import render_and_track
from cfp_archive.sphinxext.word_check import Piece, visible_words, word_pieces

if TYPE_CHECKING:
    from cfp_archive.model import Edition, Page
    from cfp_archive.reading.locating import Located


class EditionPageTransform(SphinxTransform):
    """Put the facts card before a call, and what differs from its source and where to go next behind it."""

    #: After the parser, before SphinxSmartQuotes (750), which would put other characters in place of the call's.
    default_priority = 700

    def apply(self, **_kwargs: Any) -> None:
        """Add to the page, if it is one of an edition."""
        docname = self.env.current_document.docname
        parts = docname.split("/")
        if parts[0] != "editions" or len(parts) < 3:
            return
        is_call = parts[2:] == ["index"]
        edition, page_read = self._read(docname)
        if page_read is not None:
            mark_own_links(self.document, page_read)
        marked = (
            mark_facts(self.document, edition, cfp_domain(self.env).site.located(edition))
            if edition and is_call
            else set()
        )
        for text in self.document.findall(nodes.Text):
            if isinstance(text.parent, nodes.Element):
                text.parent["support_smartquotes"] = False
        page: nodes.Element = next(iter(self.document.findall(nodes.section)), self.document)
        top = 1 if isinstance(page, nodes.section) else 0  # below the title, if there is one
        head = self._view("edition-head" if is_call else "edition-part")
        for node in head:
            _unlink(node, marked)
        page[top:top] = head
        if is_call:
            page["classes"].append("cfp-call")
            if edition is not None and _has_own_title(page, edition):
                page["classes"].append("cfp-own-title")
                page.insert(top, para(messages.TITLE_ADDED(), classes="cfp-own cfp-title-note"))
            page.extend(self._view("edition-foot"))
        elif head:
            page.extend(self._view("edition-part-foot"))
        call, site = cfp_domain(self.env).site.archive.series.language, self.config.language
        if call != site:
            page["classes"].append(f"language-{call}")
            for node in page.findall(nodes.Element):
                if OWN in node and not _is_own(node.parent):
                    node["classes"].append(f"language-{site}")

    def _read(self, docname: str) -> tuple[Edition | None, Page | None]:
        """Return the edition and the page as the library read them; None where the front matter cannot be read."""
        site = cfp_domain(self.env).site
        edition = page = None
        try:
            edition = site.edition_at(docname)
            page = site.page_at(docname)
        except NotInArchiveError:  # a warning says so
            pass
        return edition, page

    def _view(self, name: str) -> list[nodes.Node]:
        return render_and_track(self.env, name, location=self.env.current_document.docname)


def _has_own_title(page: nodes.Element, edition: Edition) -> bool:
    """Return whether the archive gave the page its title: it is declared as a difference from the source."""
    title = page.next_node(nodes.title)
    words = title.astext() if title is not None else ""
    return any(not one.source and one.page == words for one in edition.facts.differences)


def _unlink(card: nodes.Node, marked: set[str]) -> None:
    """Leave the words of links to facts that are not marked."""
    for link in list(card.findall(nodes.reference)):
        if "cfp-to-fact" in link["classes"] and link["refid"] not in marked:
            replace(link, *link.children)


# Links


def mark_own_links(document: nodes.document, page: Page) -> None:
    """Put a mark behind each link that the source of a page does not show: an address is content, too.

    Without a source nothing is known of them. The names of people and the words of topics, which lead to their pages
    everywhere on the site, have no mark.
    """
    if not any(one.text is not None or one.links for one in page.texts):
        return
    for link in list(document.findall(_is_link)):
        assert isinstance(link, nodes.Element)
        if not _is_own(link) and not _is_the_calls(link, page):
            mark = span(" ", span(messages.LINK_ADDED(), classes="cfp-link-mark"), classes="cfp-own")
            replace(link, link, mark)


def _is_link(node: nodes.Node) -> bool:
    if isinstance(node, addnodes.pending_xref):
        words = node.next_node(nodes.inline)
        is_topic = words is not None and TOPIC_WORDS in words["classes"]
        return node["reftype"] != "person" and not is_topic
    return isinstance(node, nodes.reference | addnodes.download_reference)


def _is_own(node: nodes.Node | None) -> bool:
    """Return whether a node is within the archive's own words."""
    while node is not None:
        if isinstance(node, nodes.Element) and OWN in node:
            return True
        node = node.parent
    return False


def _is_the_calls(link: nodes.Element, page: Page) -> bool:
    address = link.get("refuri")
    if not address:  # to another page or place of the site
        return False
    return bare_address(link.astext()) == bare_address(address) or shows_address(page, address)


# Facts

#: Behind a fact's last word, these are not marked with it.
_STOPS = ",;:"


def mark_facts(document: nodes.document, edition: Edition, located: Located) -> set[str]:
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
    for place in located.facts:
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
    parts: list[nodes.Node] = []
    for begin, end in pairwise(cuts):
        part = nodes.Text(whole[begin:end])
        if any(piece.begin <= begin and end <= piece.end for piece, _ in marks):
            anchors = [anchor for piece, anchor in marks if anchor and piece.begin == begin]
            parts.append(nodes.inline("", "", part, ids=anchors, classes=["cfp-fact"]))
        else:
            parts.append(part)
    replace(text, *parts)
