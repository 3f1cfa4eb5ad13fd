"""The directives of the domain: those that stand in a call, and one for each generated view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from cfp_archive.sphinxext import elements, showing
from cfp_archive.sphinxext.render import VIEWS

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec


class Show(SphinxDirective):
    """Place what the renderer of the directive's name makes of the argument."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Render, or warn where the directive stands and place nothing."""
        name = self.name.rpartition(":")[2]
        made, wrong = showing.note(self.env, name, " ".join(self.arguments))
        if wrong:
            showing.warn(wrong, "directive", self.get_location())
        for one in made:
            self.set_source_info(one)
            for titled in one.findall(nodes.section):
                self.state.document.note_implicit_target(titled, titled)
        return list(made)


class Topics(SphinxDirective):
    """The list of topics named by the argument: the call's words, each with marks that lead to its history."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Parse the list, and add the archive's marks to its items."""
        content = self.parse_content_to_nodes()
        shown, wrong = showing.note(self.env, "topic-marks", self.arguments[0])
        lead, marks = list(shown[:1]), list(shown[1:])
        items = [one for node in content for one in node.findall(nodes.list_item)]
        if wrong:
            showing.warn(wrong, "directive", self.get_location())
        elif marks and len(marks) != len(items):
            showing.warn(
                f"the list {self.arguments[0]!r} has {len(items)} entries here and {len(marks)} in the archive; "
                "write it as one Markdown list",
                "directive",
                self.get_location(),
            )
        elif marks:  # a draft's topics have none
            for item, mark in zip(items, marks, strict=True):
                assert isinstance(mark, nodes.Element)
                item["ids"].extend(mark["ids"])
                item["classes"].append("cfp-topic")
                mark["ids"] = []
                _link_words(item, mark["cfp_topic"])
                if not mark.next_node(nodes.Element):
                    continue
                # Marks stand in the item's own paragraph, before the topics nested in it.
                place = item.next_node(nodes.paragraph)
                (item if place is None else place).append(mark)
        made = elements.box(*(one for one in lead if one.children), *content, classes="cfp-topics")
        self.set_source_info(made)
        return [made]


def _link_words(item: nodes.list_item, key: str) -> None:
    """Make a topic's title, or all of its words, lead to its history; words that lead elsewhere stay as they are."""
    words = item.next_node(nodes.paragraph)
    if words is None or words.parent is not item or not words.children:
        return
    titled = isinstance(words[0], nodes.strong)
    inner = words.children[:1] if titled else words.children
    links = (nodes.reference, addnodes.pending_xref)
    if any(isinstance(one, links) for run in inner for one in run.findall()):
        return
    link = elements.xref("topic", key, *(one.deepcopy() for one in inner), classes=elements.TOPIC_WORDS)
    words[: len(inner)] = [link]


class ArchiveNote(SphinxDirective):
    """The archive's own words within a call, set visibly apart."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Parse the note."""
        made = elements.box(
            elements.para("Note of the archive", classes="cfp-label"),
            *self.parse_content_to_nodes(),
            classes="cfp-own cfp-note",
            tag="aside",
            label="Note of the archive",
        )
        self.set_source_info(made)
        return [made]


class DirectiveReference(SphinxDirective):
    """The list of all directives, made from the code."""

    def run(self) -> list[nodes.Node]:
        """Name each directive with the first line of its description."""
        pairs = []
        for name, made in sorted(DIRECTIVES.items()):
            about = (VIEWS.get(name, made).__doc__ or "").strip().splitlines()[0]
            pairs.append((f"{{cfp:{name}}}", [elements.para(about)]))
        return [elements.definitions(pairs)]


DIRECTIVES: dict[str, Any] = {
    "topics": Topics,
    "archive-note": ArchiveNote,
    "directive-reference": DirectiveReference,
    **dict.fromkeys(VIEWS, Show),
}
