"""Mark the links in a call whose addresses are not the call's: an address is content, and its source does not show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from cfp_archive.reading.sources import bare_address, shows_address
from cfp_archive.sphinxext.elements import OWN, TOPIC_WORDS, span

if TYPE_CHECKING:
    from cfp_archive.model import Page

LINK_MARK = "link added by the archive"


def mark_own_links(document: nodes.document, page: Page) -> None:
    """Put a mark behind each link that the source of a page does not show. Without a source nothing is known of them.

    The names of people and the words of topics, which lead to their pages everywhere on the site, have none.
    """
    if not any(one.text is not None or one.links for one in page.texts):
        return
    for link in list(document.findall(_is_link)):
        assert isinstance(link, nodes.Element)
        if _is_own(link) or _is_the_calls(link, page):
            continue
        mark = span(" ", span(LINK_MARK, classes="cfp-link-mark"), classes="cfp-own")
        assert link.parent is not None
        place = next(number for number, child in enumerate(link.parent.children) if child is link)
        link.parent.insert(place + 1, mark)


def _is_link(node: nodes.Node) -> bool:
    if isinstance(node, addnodes.pending_xref):
        words = node.next_node(nodes.inline)
        is_topic = words is not None and TOPIC_WORDS in words["classes"]
        return node["reftype"] != "person" and not is_topic
    return isinstance(node, nodes.reference | addnodes.download_reference)


def _is_own(node: nodes.Node | None) -> bool:
    """Tell whether a node is within the archive's own words."""
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
