"""Small builders of docutils nodes, so that the renderers read like the pages they make.

Everything is built from docutils' own nodes with CSS classes, hence every Sphinx builder can write it. Classes begin
with ``cfp-``; ``cfp-own`` marks the archive's own words beside those of a call. A page can write any class, so the nodes
that hold the archive's words carry the attribute `OWN`, too, which no markup can give.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterable

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
Rows = Sequence[Sequence[Sequence[nodes.Node]]]
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


def quiet(*content: Content) -> nodes.paragraph:
    """Make a paragraph of the archive's own words that stays in the background."""
    return para(*content, classes="cfp-own cfp-quiet")


def lead(*content: Content) -> nodes.paragraph:
    """Make the paragraph that says what a page is about."""
    return para(*content, classes="cfp-lead")


def sentence(message: Message, **values: Content | int | list[Content]) -> list[Content]:
    """Fill a whole message with links or other nodes; a value may be several of them."""
    filled: list[Content] = []
    for part in message.parts(**values):
        for content in part if isinstance(part, list) else [part]:
            if content != "":
                filled.append(content if isinstance(content, nodes.Node) else str(content))
    return filled


def joined(contents: Iterable[Content], separator: str = ", ") -> list[Content]:
    """Put a separator between words or links."""
    return [part for content in contents for part in (separator, content)][1:]


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


def on_the_web(*content: nodes.Node) -> nodes.Node:
    """Leave out of books and plain text what they have no use for: fields and buttons, links to files that they do not have."""
    return addnodes.only("", *content, expr="html and not epub")


def note(label: str, *content: nodes.Node, classes: str = "cfp-note") -> nodes.container:
    """Make a block of the archive's own words with a label, set apart from a call's."""
    title = para(label, classes="cfp-label")
    return box(title, *content, classes=f"cfp-own {classes}", tag="aside", label=label)


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


def plain_list(lines: Iterable[nodes.Node]) -> nodes.bullet_list:
    """Make a list without bullets, with one block node for each line."""
    return bullets(([line] for line in lines), classes="cfp-plain")


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


def table(head: Sequence[str], rows: Rows, classes: str = "") -> nodes.container:
    """Make a table from the block nodes of each cell; the first column is the rows' headings.

    The last cell of a row that is shorter than the head takes the columns that are left, where a builder can do that. The
    table comes in a block of its own, so that a wide one scrolls by itself instead of widening a small screen.
    """
    whole = [[[para(name)] for name in head], *(row for row in rows if len(row) == len(head))]
    # In characters for plain text, in proportion for paper; on the web the browser decides (colwidths-auto).
    widths = [max(_length(row[number]) for row in whole) for number in range(len(head))]
    columns = [nodes.colspec(colwidth=min(width, _WIDEST)) for width in widths]
    columns[0]["stub"] = 1
    group = nodes.tgroup("", *columns, cols=len(head))
    group += nodes.thead("", _row(whole[0], len(head)))
    group += nodes.tbody("", *(_row(row, len(head)) for row in rows))
    return box(
        nodes.table("", group, classes=["cfp-table", "colwidths-auto", *classes.split()]),
        classes="cfp-scroll",
    )


def is_labeled(made: nodes.table) -> bool:
    """Tell whether the cells of a table are named by their columns where a small screen stacks them."""
    return "cfp-stack" in made["classes"] and "cfp-unlabeled" not in made["classes"]


def _length(cell: Sequence[nodes.Node]) -> int:
    return max((len(block.astext()) for block in cell), default=0)


def _row(cells: Sequence[Sequence[nodes.Node]], columns: int) -> nodes.row:
    entries = [nodes.entry("", *cell) for cell in cells]
    if len(entries) < columns:
        entries[-1]["morecols"] = columns - len(entries)
    return nodes.row("", *entries)
