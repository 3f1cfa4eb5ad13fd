"""Small builders of docutils nodes, so that the renderers read like the pages they make.

Everything is built from docutils' own nodes with CSS classes, hence every Sphinx builder can write it. Classes begin
with ``cfp-``; ``cfp-own`` marks the archive's own words beside those of a call. A page can write any class, so the nodes
that hold the archive's words carry the attribute `OWN`, too, which no markup can give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.messages import Message

#: Classes of runs of a call's words: struck out, and the end of a line.
STRUCK, BREAK = "cfp-struck", "cfp-break"
#: Class of words that are what was looked for.
HIT = "cfp-hit"
#: Class of words for people who hear a page.
VISUALLY_HIDDEN = "cfp-visually-hidden"
#: Class of the words of a topic that lead to its history.
TOPIC_WORDS = "cfp-topic-words"

Content = str | nodes.Node
#: The block nodes of a table's cells, row by row.
Rows = list[list[list[nodes.Node]]]
E = TypeVar("E", bound=nodes.Element)

#: Attribute of nodes whose words are the archive's, not a call's.
OWN = "cfp_own"
_OWN_CLASSES = frozenset({"cfp-own", VISUALLY_HIDDEN, "cfp-mark"})


def _adopt(parent: E, content: Iterable[Content]) -> E:
    for one in content:
        parent.append(nodes.Text(one) if isinstance(one, str) else one)
    return parent


def _classed(made: E, classes: str) -> E:
    """Give a node its classes."""
    made["classes"] = classes.split()
    if _OWN_CLASSES.intersection(made["classes"]):
        made[OWN] = True
    return made


def replace(node: nodes.Node, *by: nodes.Node) -> None:
    """Put nodes in the place of one (unlike ``replace_self``, which hands its classes on to the first of them)."""
    assert node.parent is not None
    # By identity: text nodes of equal words are equal.
    index = next(number for number, child in enumerate(node.parent.children) if child is node)
    node.parent[index : index + 1] = by


def para(*content: Content, classes: str = "") -> nodes.paragraph:
    """Make a paragraph."""
    return _adopt(_classed(nodes.paragraph(), classes), content)


def sentence(message: Message, **values: Content) -> list[Content]:
    """Fill a whole message with links or other nodes."""
    return [one for one in message.parts(**values) if isinstance(one, (str, nodes.Node)) and one != ""]


def span(*content: Content, classes: str) -> nodes.inline:
    """Make a run of text with a class; the classes ``ins``, ``del`` and ``mark`` become those HTML elements."""
    return _adopt(_classed(nodes.inline(), classes), content)


def visually_hidden(text: str) -> nodes.inline:
    """Make words for people who hear a page; a symbol says the same to those who see it."""
    return span(text, classes=VISUALLY_HIDDEN)


def box(*content: nodes.Node, classes: str, tag: str = "", label: str = "") -> nodes.container:
    """Make a block.

    ``tag`` names the HTML element to use (aside, nav, details, article), and ``label`` its accessible name; other
    builders ignore both. The first child of ``details`` is its summary.
    """
    made = _classed(nodes.container(), classes)
    made["is_div"] = True  # keeps the theme's rules for Bootstrap's ".container" away
    if tag:
        made["cfp_tag"], made["cfp_label"] = tag, label
    made.extend(content)
    return made


def note(label: str, *content: nodes.Node, classes: str = "") -> nodes.container:
    """Make a block of the archive's own words with a label, set apart from a call's."""
    return box(
        para(label, classes="cfp-label"),
        *content,
        classes=f"cfp-own cfp-note {classes}",
        tag="aside",
        label=label,
    )


def picture(svg: str) -> nodes.container:
    """Make a block that holds an SVG picture on the web, and nothing elsewhere: what it shows must stand in words, too."""
    made = box(classes="cfp-scroll cfp-picture")
    made["cfp_svg"] = svg
    return made


def bullets(items: Iterable[Iterable[nodes.Node]], classes: str = "") -> nodes.bullet_list:
    """Make a list from the block nodes of each item."""
    made = nodes.bullet_list(bullet="*", classes=classes.split())
    for content in items:
        item = nodes.list_item()
        item.extend(content)
        made += item
    return made


def external(text: str, url: str) -> nodes.reference:
    """Make a link that leaves the site."""
    return nodes.reference("", text, refuri=url, internal=False, classes=["cfp-external"])


def xref(
    kind: str, target: str, *content: Content, anchor: str = "", classes: str = ""
) -> addnodes.pending_xref:
    """Make a link to an object of the domain (kind edition, topic or person), resolved when a builder writes it."""
    inner = _adopt(_classed(nodes.inline(), classes), content)
    return addnodes.pending_xref(
        "",
        inner,
        refdomain="cfp",
        reftype=kind,
        reftarget=target,
        refexplicit=True,
        refwarn=True,
        cfp_anchor=anchor,
    )


def doc(docname: str, *content: Content, anchor: str = "", classes: str = "") -> addnodes.pending_xref:
    """Make a link to a page of the site."""
    return xref("page", docname, *content, anchor=anchor, classes=classes)


def section(title: str, ident: str, *content: nodes.Node, classes: str = "") -> nodes.section:
    """Make a section with an explicit, language-free identifier."""
    made = nodes.section(ids=[ident], names=[nodes.fully_normalize_name(title)], classes=classes.split())
    made += nodes.title("", title)
    made.extend(content)
    return made


def definitions(
    pairs: Iterable[tuple[str, Sequence[nodes.Node]]], classes: str = ""
) -> nodes.definition_list:
    """Make a list of terms, each with the block nodes that say what it is."""
    made = nodes.definition_list(classes=classes.split())
    for term, content in pairs:
        body = nodes.definition()
        body.extend(content)
        made += nodes.definition_list_item("", nodes.term("", term), body)
    return made


#: A column is at most so many characters wide in plain text; longer cells wrap.
_WIDEST = 40


def _length(cell: Sequence[nodes.Node]) -> int:
    return max((len(one.astext()) for one in cell), default=0)


def table(
    head: Sequence[str], rows: Sequence[Sequence[Sequence[nodes.Node]]], classes: str = "", stub: bool = True
) -> nodes.container:
    """Make a table from the block nodes of each cell; ``stub`` makes the first column the rows' headings.

    It comes in a block of its own, so that a wide table scrolls by itself instead of widening a small screen.
    """
    made = nodes.table(classes=["cfp-table", "colwidths-auto", *classes.split()])
    group = nodes.tgroup(cols=len(head))
    cells = [[_length(cell) for cell in row] for row in rows]
    for number, name in enumerate(head):
        # In characters for plain text, in proportion for paper; on the web the browser decides (colwidths-auto).
        width = max([len(name), *(row[number] for row in cells if number < len(row))])
        spec = nodes.colspec(colwidth=min(width, _WIDEST))
        if stub and number == 0:
            spec["stub"] = 1
        group += spec
    head_row = nodes.row()
    for one in head:
        head_row += nodes.entry("", para(one))
    group += nodes.thead("", head_row)
    body = nodes.tbody()
    for row in rows:
        body_row = nodes.row()
        for cell in row:
            entry = nodes.entry()
            entry.extend(cell)
            body_row += entry
        body += body_row
    group += body
    made += group
    return box(made, classes="cfp-scroll")
