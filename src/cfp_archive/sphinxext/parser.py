"""Parse pages of editions as the library reads them, and all other pages as MyST does.

What a page may hold is decided in :mod:`cfp_archive.reading.markup`, whose parser is used here, too: what it refuses comes
as text. Behind it stands docutils' own wall, and a renderer that makes only nodes that every builder can write.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings

from cfp_archive.characters import visible
from cfp_archive.problems import Code
from cfp_archive.reading.allowed import DIRECTIVES, DOMAIN, ROLES
from cfp_archive.reading.folder import split_front_matter
from cfp_archive.reading.links import PageLocation, Target
from cfp_archive.reading.markup import KEY, PageContext, directive_of, edition_parser
from cfp_archive.sphinxext import elements
from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.project import RECORD, MountedProject
from cfp_archive.sphinxext.views import render_and_track, warn

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from markdown_it.tree import SyntaxTreeNode
    from sphinx.application import Sphinx


class PageParser(MystParser):
    """The parser of Markdown pages; those of the mounted record are held to what an edition may contain."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a page.

        :param inputstring: its text.
        :param document: takes its nodes.
        """
        env = document.settings.env
        place = page_place(env.project, env.docname)
        if place is None:
            super().parse(inputstring, document)
            return
        # The settings may be shared with other documents.
        document.settings = document.settings.copy()
        document.settings.raw_enabled = False
        document.settings.file_insertion_enabled = False
        _front, body, line = split_front_matter(inputstring.replace("\r\n", "\n").removeprefix("\ufeff"))
        parser = edition_parser(EditionRenderer)
        parser.options["document"] = document
        context = PageContext(allowed=cfp_domain(env).allowed, location=place)
        # Empty lines in the place of the front matter, so that the others keep their numbers.
        parser.render("\n" * (line - 1) + visible(body, lines=True), {KEY: context})
        for footnote in (*document.footnotes, *document.autofootnotes):
            if not context.marks.intersection(footnote["names"]):
                # The library warns of it; footnotes whose names are set aside Sphinx leaves to others.
                footnote["names"], footnote["dupnames"] = [], footnote["names"]
        _drop_dead_anchors(document)
        if any(one.code is Code.DEAD_LINK for one in context.problems):
            render_and_track(env, "pages")


def page_place(project: object, docname: str) -> PageLocation | None:
    """Return where a page of the record is; None for other pages."""
    if not isinstance(project, MountedProject):
        return None
    if docname not in project.recorded:
        return None
    record = project.record
    edition, _, name = docname.removeprefix(f"{RECORD}/").partition("/")
    return PageLocation(
        edition=edition, name=name, folder=record.folder / edition, pages=record.pages | record.excluded
    )


#: What MyST says of a page that the library says, too, or that harms nothing: the first of two addresses holds.
_SAID = frozenset(
    {MystWarnings.MD_HEADING_NON_CONSECUTIVE, MystWarnings.MD_DEF_DUPE, MystWarnings.DIRECTIVE_PARSING}
)
#: They place facts; what stands in them is a problem that the library finds.
_WITHOUT_CONTENT = frozenset({"key-dates", "submissions", "people"})


class EditionRenderer(SphinxRenderer):
    """Makes docutils nodes of what is allowed: none is raw, and none takes words from elsewhere."""

    def render_directive(self, token: SyntaxTreeNode, name: str, arguments: str, **options: Any) -> None:
        """Run a directive; ours are found whatever the site's primary domain is."""
        bare = name.removeprefix(DOMAIN)
        assert token.token is not None
        if bare in _WITHOUT_CONTENT:
            token.token.content = ""
        with self._context.inside(token.token):
            super().render_directive(
                token, DOMAIN + bare if bare in DIRECTIVES else name, arguments, **options
            )

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Run a role, found in the same way."""
        bare = token.meta["name"].removeprefix(DOMAIN)
        if bare in ROLES:
            token.meta["name"] = DOMAIN + bare
        super().render_myst_role(token)

    def render_s(self, token: SyntaxTreeNode) -> None:
        """Make struck words a run with a class."""
        run = nodes.inline(classes=[elements.STRUCK])
        self.add_line_and_source_path(run, token)
        with self.current_node_context(run, append=True):
            self.render_children(token)

    def render_hardbreak(self, _token: SyntaxTreeNode) -> None:
        """Make the end of a line a run with a class."""
        self.current_node.append(nodes.inline("", "\n", classes=[elements.BREAK]))

    def render_myst_line_comment(self, _token: SyntaxTreeNode) -> None:
        """Leave comments out of the document: some builders would write them."""

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Show HTML as text, should any come as far as here."""
        self.current_node.append(nodes.Text(token.content))

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Make a link of the kind that its target is; a page that cannot be read, or is excluded, is not linked."""
        target = token.meta.get(KEY)
        if not isinstance(target, Target):
            self.render_link_url(token)
        elif not target.page:
            self.render_link_anchor(token, f"#{target.anchor}")
        else:
            docname = f"{RECORD}/{target.page}"
            project = self.sphinx_env.project
            if isinstance(project, MountedProject) and docname not in project.recorded:
                message = f"the link to '{target.page}.md' is left out, because exclude_patterns leave out that page"
                warn(message, "excluded-page", (self.sphinx_env.docname, token_line(token, 0)))
                self.render_children(token)
                return
            render_and_track(self.sphinx_env, "page", docname)
            link = elements.doc(docname, anchor=target.anchor)
            link["refwarn"] = False
            self.add_line_and_source_path(link, token)
            inner = link.children[0]
            assert isinstance(inner, nodes.Element)
            with self.current_node_context(inner):
                self.render_children(token)
            self.current_node.append(link)

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Show code as it is: a call has none to color, and names of languages may be wrong."""
        if directive_of(token.token) if token.token else None:
            super().render_fence(token)
            return
        block = self.create_highlighted_code_block(token.content, "none")
        self.add_line_and_source_path(block, token)
        self.current_node.append(block)

    def render_code_block(self, token: SyntaxTreeNode) -> None:
        """Show code as it is."""
        self.render_fence(token)

    def create_warning(
        self, message: str, subtype: MystWarnings | str, **where: Any
    ) -> nodes.system_message | None:
        """Say each thing once."""
        return None if subtype in _SAID else super().create_warning(message, subtype, **where)

    @property
    def _context(self) -> PageContext:
        context = self.md_env[KEY]
        assert isinstance(context, PageContext)
        return context


def _drop_dead_anchors(document: nodes.document) -> None:
    """Keep the words of links to headings that the page does not have; elsewhere in the site MyST would find others."""
    anchors = getattr(document, "myst_slugs", {})
    for link in list(document.findall(nodes.reference)):
        if link.get("id_link") and link["refuri"].removeprefix("#") not in anchors:
            elements.replace(link, *link.children)


def refuse_pictures(app: Sphinx, doctree: nodes.document) -> None:
    """Take out pictures that Sphinx found in the place of those that were allowed (event ``doctree-read``).

    For a language it takes ``shore.en.png`` instead of ``shore.png``, if there is such a file: it is held to the same.
    """
    env = app.env
    docname = env.current_document.docname
    place = page_place(env.project, docname)
    if place is None:
        return
    assert place.folder is not None
    for image in list(doctree.findall(nodes.image)):
        found: dict[str, str] = image.get("candidates", {})
        for path in found.values():
            inside = (env.srcdir / path).absolute()
            name = _relative(inside, place.folder)
            if name is None or not isinstance(place.picture(name), str):
                warn(
                    f"the picture {image['uri']!r} is left out: {path!r} is not allowed",
                    "picture-not-allowed",
                    image,
                )
                env.images.pop(path)
                image.replace_self(nodes.Text(f"![{image.get('alt', '')}]({image['uri']})"))
                break


def _relative(path: Path, folder: Path) -> str | None:
    name = os.path.relpath(path, folder).replace(os.sep, "/")
    return None if name.startswith("..") else name


def setup(app: Sphinx) -> None:
    """Register the parser in the place of MyST's."""
    app.add_source_parser(PageParser, override=True)
    # After Sphinx has collected the pictures (500).
    app.connect("doctree-read", refuse_pictures, priority=600)
