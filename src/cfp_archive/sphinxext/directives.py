"""What pages can write: the directives that stand in a call, one for each view of the archive, and the roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import ReferenceRole, SphinxDirective

from cfp_archive import messages
from cfp_archive.sphinxext import elements
from cfp_archive.sphinxext.domain import CfpDomain, cfp_domain
from cfp_archive.sphinxext.render import VIEWS
from cfp_archive.sphinxext.views import render_and_track, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.util.typing import OptionSpec


class ViewDirective(SphinxDirective):
    """Place what the renderer of the directive's name makes of the argument."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Render, or warn where the directive stands and place nothing."""
        name = self.name.rpartition(":")[2]
        view = render_and_track(self.env, name, " ".join(self.arguments), location=self.get_location())
        for node in view:
            self.set_source_info(node)
            for section in node.findall(nodes.section):
                self.state.document.note_implicit_target(section, section)
        return view


class Topics(SphinxDirective):
    """The list of topics named by the argument: the call's words, each with marks that lead to its history."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Parse the list, and add the archive's marks to its items."""
        content = self.parse_content_to_nodes()
        place = self.get_location()
        lead, *marks = render_and_track(self.env, "topic-marks", self.arguments[0], location=place) or [
            nodes.paragraph()
        ]
        items = [item for node in content for item in node.findall(nodes.list_item)]
        if len(marks) == len(items):
            for item, mark in zip(items, marks, strict=True):
                assert isinstance(mark, nodes.inline)
                _label_topic(item, mark)
        elif marks:  # a draft's topics have none
            warn(
                f"the list {self.arguments[0]!r} has {len(items)} entries here and {len(marks)} in the archive; "
                "write it as one Markdown list",
                "directive",
                place,
            )
        block = elements.box(*([lead] if lead.children else []), *content, classes="cfp-topics")
        self.set_source_info(block)
        return [block]


def _label_topic(item: nodes.list_item, mark: nodes.inline) -> None:
    """Give a topic of a call its anchor, a link to its history, and its labels."""
    item["ids"].extend(mark["ids"])
    item["classes"].append("cfp-topic")
    mark["ids"] = []
    _link_words(item, mark["cfp_topic"])
    if mark.next_node(nodes.Element):
        # Labels are in the item's own paragraph, before the topics nested in it.
        (item.next_node(nodes.paragraph) or item).append(mark)


def _link_words(item: nodes.list_item, key: str) -> None:
    """Make a topic's title, or all of its words, lead to its history; words that lead elsewhere stay as they are."""
    words = item.next_node(nodes.paragraph)
    if words is None or words.parent is not item or not words.children:
        return
    titled = isinstance(words[0], nodes.strong)
    inner = words.children[:1] if titled else words.children
    links = (nodes.reference, addnodes.pending_xref)
    if any(isinstance(node, links) for run in inner for node in run.findall()):
        return
    link = elements.xref("topic", key, *(node.deepcopy() for node in inner), classes=elements.TOPIC_WORDS)
    words[: len(inner)] = [link]


class ArchiveNote(SphinxDirective):
    """The archive's own words within a call, set visibly apart."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Parse the note."""
        note = elements.note(messages.ARCHIVE_NOTE(), *self.parse_content_to_nodes())
        self.set_source_info(note)
        return [note]


class DirectiveReference(SphinxDirective):
    """The list of all directives, made from the code."""

    def run(self) -> list[nodes.Node]:
        """Name each directive with the first line of its description."""
        pairs = []
        for name, directive in sorted(DIRECTIVES.items()):
            about = (VIEWS.get(name, directive).__doc__ or "").strip().splitlines()[0]
            pairs.append((f"{{cfp:{name}}}", [elements.para(about)]))
        return [elements.definitions(pairs)]


DIRECTIVES: dict[str, Any] = {
    "topics": Topics,
    "archive-note": ArchiveNote,
    "directive-reference": DirectiveReference,
    **dict.fromkeys(VIEWS, ViewDirective),
}


class ObjectRole(ReferenceRole):
    """A link to an object of the archive: ``{cfp:edition}``, ``{cfp:topic}`` or ``{cfp:person}``.

    ``KEY`` shows the object's title, ``~KEY`` its short form, ``words <KEY>`` the given words. A person may be named as
    printed instead of by key. What is shown is tracked, so that the page is read anew when the title changes. A target that
    the archive does not have may be one of another site, see ``sphinx.ext.intersphinx``.
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the link."""
        short = not self.has_explicit_title and self.target.startswith("~")
        target = self.target.removeprefix("~") if short else self.target
        found = cfp_domain(self.env).site.find(self.kind, target)
        render_and_track(self.env, "link", f"{self.kind} {target}")
        if found is None:
            link = elements.xref(self.kind, target, self.title.removeprefix("~") if short else self.title)
            link["refexplicit"] = self.has_explicit_title
            self.set_source_info(link)
            return [link], []
        words = self.title if self.has_explicit_title else found.short if short else found.title
        return [elements.xref(self.kind, found.key, words)], []


def warn_of_unknown_target(_app: Sphinx, domain: Domain | None, node: addnodes.pending_xref) -> bool | None:
    """Suggest targets, if nobody knows the one of a role (event ``warn-missing-reference``)."""
    kind, target = node["reftype"], node["reftarget"]
    if not isinstance(domain, CfpDomain) or kind not in domain.object_types:
        return None
    nearest = domain.site.suggestions(kind, target)
    warn(
        f"the archive has no {kind} {target!r}" + (f"; the nearest: {', '.join(nearest)}" if nearest else ""),
        "unknown-target",
        node,
    )
    return True


def setup(app: Sphinx) -> None:
    """Register the directives and roles of the domain."""
    for name, directive in DIRECTIVES.items():
        app.add_directive_to_domain("cfp", name, directive)
    for kind in CfpDomain.object_types:
        app.add_role_to_domain("cfp", kind, ObjectRole(kind))
    app.connect("warn-missing-reference", warn_of_unknown_target)
