"""Document nodes as plain JSON, for pages that are drawn in the reader's browser from the same nodes as those that are built.

A text is a string; an element is ``[tag, attributes, child, ...]`` with ``attributes`` a dict, or 0 for none. The tags are
those that Sphinx' HTML writer and `SemanticElements` make of the same nodes. Links have their final address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from cfp_archive.sphinxext.elements import is_labeled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Tree = Any  #: a string, or a list as described above

_RUNS = ("ins", "del")


def trees_of(
    content: Iterable[nodes.Node], address: Callable[[str, str, str], str], level: int = 2
) -> list[Tree]:
    """Return nodes as trees.

    :param address: returns the address of an object by its kind and key and the anchor within its page.
    :param level: of the headings of the outermost sections.
    """
    made: list[Tree] = []
    for one in content:
        tree = _tree(one, address, level)
        if isinstance(tree, str) and made and isinstance(made[-1], str):
            made[-1] += tree
        else:
            made.append(tree)
    return made


def packed(trees: Iterable[Tree]) -> dict[str, Any]:
    """Return trees with each tag and its attributes written once.

    :returns: ``elements``: [tag, attributes] of each sort of element; ``content``: trees in which an element is ``[number of its
        sort, child, ...]``, of a link ``[number, address, child, ...]``.
    """
    sorts: dict[str, int] = {}
    elements: list[Any] = []

    def pack(tree: Tree) -> Tree:
        if isinstance(tree, str):
            return tree
        tag, attributes, *children = tree
        own = {name: value for name, value in (attributes or {}).items() if name != "href"}
        number = sorts.setdefault(repr((tag, own)), len(elements))
        if number == len(elements):
            elements.append([tag, own])
        href = [attributes["href"]] if tag == "a" else []
        return [number, *href, *map(pack, children)]

    content = [pack(one) for one in trees]
    return {"elements": elements, "content": content}


def _tree(node: nodes.Node, address: Callable[[str, str, str], str], level: int) -> Tree:
    match node:
        case nodes.Text():
            return node.astext()
        case nodes.section():
            heading = _element(f"h{min(level, 6)}", {}, trees_of(node[0].children, address))
            inner = trees_of(node.children[1:], address, level + 1)
            return _element("section", _attributes(node), [heading, *inner])
        case nodes.container() if node.get("cfp_tag") == "details":
            first, *rest = node.children
            assert isinstance(first, nodes.paragraph)
            words = _simple("span", first, address, level)  # a summary may hold words, and no paragraph
            return _element(
                "details", _attributes(node), [["summary", 0, words], *trees_of(rest, address, level)]
            )
        case nodes.container():
            return _simple(node.get("cfp_tag") or "div", node, address, level)
        case nodes.paragraph():
            return _simple("p", node, address, level)
        case nodes.bullet_list():
            return _simple("ul", node, address, level)
        case nodes.list_item():
            return _simple("li", node, address, level)
        case nodes.literal():
            return _simple("code", node, address, level)
        case nodes.table():
            return _table(node, address)
        case addnodes.pending_xref():
            target = address(node["reftype"], node["reftarget"], node["cfp_anchor"])
            attributes = {"class": "reference internal", "href": target}
            return _element("a", attributes, trees_of(node.children, address, level))
        case nodes.inline():
            run = next((one for one in _RUNS if one in node["classes"]), "")
            if run:
                return _element(run, {}, trees_of(node.children, address, level))
            return _simple("span", node, address, level)
    raise TypeError(f"no tree is made of a {type(node).__name__}")


def _simple(tag: str, node: nodes.Element, address: Callable[[str, str, str], str], level: int) -> Tree:
    return _element(tag, _attributes(node), trees_of(node.children, address, level))


def _table(node: nodes.table, address: Callable[[str, str, str], str]) -> Tree:
    thead, tbody = node.next_node(nodes.thead), node.next_node(nodes.tbody)
    assert thead is not None
    assert tbody is not None
    (head_row,) = thead.children
    heads = [one.astext() for one in head_row.children]
    head = [
        _element("th", {"class": "head" if number else "head stub"}, trees_of(one.children, address))
        for number, one in enumerate(head_row.children)
    ]
    labeled = is_labeled(node)
    rows = []
    for row in tbody.children:
        cells = []
        for number, (name, cell) in enumerate(zip(heads, row.children, strict=True)):
            inner = trees_of(cell.children, address)
            if number == 0:
                cells.append(_element("th", {"class": "stub"}, inner))
            else:
                label = [["span", {"class": "cfp-cell-label"}, name]] if labeled else []
                cells.append(_element("td", {}, [*label, *inner]))
        rows.append(_element("tr", {}, cells))
    parts = [_element("thead", {}, [_element("tr", {}, head)]), _element("tbody", {}, rows)]
    classes = [one for one in node["classes"] if one != "colwidths-auto"]  # which speaks to the writer
    return _element("table", {"class": " ".join([*classes, "table"])}, parts)


def _attributes(node: nodes.Element) -> dict[str, str]:
    values = {
        "class": " ".join(node["classes"]),
        "id": " ".join(node["ids"][:1]),
        "aria-label": node.get("cfp_label", ""),
    }
    return {name: value for name, value in values.items() if value}


def _element(tag: str, attributes: dict[str, str], children: Iterable[Tree]) -> Tree:
    return [tag, attributes or 0, *children]
