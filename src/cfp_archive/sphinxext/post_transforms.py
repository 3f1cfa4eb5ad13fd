"""What a builder makes of neutral nodes: elements on web pages, characters elsewhere.

The nodes come from :mod:`cfp_archive.sphinxext.elements`; each says by a class or an attribute what it is.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.elements import BREAK, HIT, STRUCK, VISUALLY_HIDDEN, is_labeled, replace


class SemanticElements(SphinxPostTransform):
    """Turn blocks that name an HTML element (see ``elements.box``) into it, and file names into links."""

    default_priority = 200
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Wrap, innermost last: the list is made before anything is changed."""
        elements = list(self.document.findall(nodes.Element))
        blocks = [node for node in elements if isinstance(node, nodes.container)]
        for block in blocks:
            if "cfp_tag" in block:
                self._wrap(block)
        for block in blocks:
            if "cfp_svg" in block:
                self._draw(block)
        for node in elements:
            if isinstance(node, nodes.literal) and "cfp_file" in node:
                self._link(node)
            elif isinstance(node, nodes.literal) and "cfp_name" in node:
                # Sphinx puts each word of code into a span: of hundreds of names they were a tenth of the page.
                replace(node, _html(f'<code class="literal notranslate">{escape(node.astext())}</code>'))
            elif isinstance(node, nodes.inline):
                self._mark(node)
            elif isinstance(node, nodes.table) and is_labeled(node):
                self._label(node)

    def _draw(self, block: nodes.container) -> None:
        """Put a picture in place, with the addresses of what it links to."""
        domain, here = cfp_domain(self.env), self.env.current_document.docname
        builder, site = domain.builder, domain.site

        def address(link: re.Match[str]) -> str:
            found = site.address(link[1], link[2])
            return f'href="{escape(builder.get_relative_uri(here, found[0]) if found else "")}"'

        picture = re.sub(r'href="cfp:(\w+):([^"]*)"', address, block["cfp_svg"])
        # Sphinx' search takes the tags away and indexes what is left: without a break between them words would run together.
        block.append(_html(picture.replace("><", ">\n<")))

    def _mark(self, run: nodes.inline) -> None:
        """Make inserted, deleted and struck words ``<ins>``, ``<del>`` and ``<s>``: Sphinx makes spans of them."""
        if BREAK in run["classes"]:
            replace(run, _html("<br>\n"))
            return
        for name, tag in (("ins", "ins"), ("del", "del"), (STRUCK, "s"), (HIT, "mark")):
            if name in run["classes"]:
                replace(run, _html(f"<{tag}>"), *run.children, _html(f"</{tag}>"))
                return

    def _label(self, table: nodes.table) -> None:
        """Name each cell by its column; the names are shown where a small screen stacks the cells."""
        heads = [entry.astext() for head in table.findall(nodes.thead) for entry in head.findall(nodes.entry)]
        for body in table.findall(nodes.tbody):
            for row in body.findall(nodes.row):
                for name, entry in list(zip(heads, row.findall(nodes.entry), strict=False))[1:]:
                    if "morecols" not in entry:
                        entry.insert(0, _html(f'<span class="cfp-cell-label">{escape(name)}</span>'))

    def _wrap(self, block: nodes.container) -> None:
        tag, label = block["cfp_tag"], block["cfp_label"]
        attributes = {
            "class": " ".join(name for name in block["classes"] if not name.startswith("language-")),
            "lang": next((name[9:] for name in block["classes"] if name.startswith("language-")), ""),
            "id": " ".join(block["ids"][:1]),
            "aria-label": label,
        }
        opening = " ".join(
            [tag, *(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)]
        )
        content = list(block.children)
        made: list[nodes.Node] = [_html(f"<{opening}>")]
        if tag == "details" and content:
            first = content.pop(0)
            if isinstance(first, nodes.paragraph):  # a summary may hold words, and no paragraph
                first = nodes.inline("", "", *first.children, classes=first["classes"])
            made += [_html("<summary>"), first, _html("</summary>")]
        former = [_html(f'<span id="{escape(anchor)}"></span>') for anchor in block["ids"][1:]]
        replace(block, *made, *former, *content, _html(f"</{tag}>"))

    def _link(self, name: nodes.literal) -> None:
        builder = cfp_domain(self.env).builder
        if builder.name == "epub":  # an e-book holds no loose files
            return
        target = name["cfp_file"]
        if builder.name != "singlehtml":
            target = relative_uri(builder.get_target_uri(self.env.current_document.docname), target)
        link = nodes.reference("", "", *name.children, refuri=target, internal=True, classes=["cfp-file"])
        replace(name, link)


def _html(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


#: Class of a run of words -> the characters before and after it.
_SIGNS = {"ins": ("[+", "+]"), "del": ("[−", "−]"), "cfp-mark": ("[", "]"), STRUCK: ("~~", "~~")}


class TextDiffMarkers(SphinxPostTransform):
    """Mark inserted and deleted words where there is no element for them; leave out words that double a sign."""

    default_priority = 200

    def run(self, **_kwargs: Any) -> None:
        """Put signs around the runs, except for HTML."""
        builder = cfp_domain(self.env).builder
        if builder.format == "html":
            return
        for entry in self.document.findall(nodes.entry) if builder.format in {"man", "texinfo"} else ():
            # Their writers know no cell that spans columns.
            assert entry.parent is not None
            entry.parent += [nodes.entry() for _ in range(entry.attributes.pop("morecols", 0))]
        for run in list(self.document.findall(nodes.inline)):
            if "cfp-fact" in run["classes"] and run["ids"]:
                # Writers for paper know the anchors of targets alone.
                replace(run, nodes.target("", "", ids=run["ids"]), run)
                run["ids"] = []
            if VISUALLY_HIDDEN in run["classes"]:
                replace(run)
                continue
            if BREAK in run["classes"] and builder.format == "latex":
                replace(run, nodes.raw("", "\\\\\n", format="latex"))
                continue
            for name, (before, after) in _SIGNS.items():
                if name in run["classes"]:
                    run.insert(0, nodes.Text(before))
                    run.append(nodes.Text(after))
