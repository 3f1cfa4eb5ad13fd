"""The Sphinx extension: mounts the record and the generated pages, and shows what the library finds in them.

Registers the domain ``cfp`` (directives, roles, objects), the options of :class:`~cfp_archive.sphinxext.config.Config`, a
transform that puts the archive's own words around each call, and the handlers that keep rebuilds right.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from cfp_archive import __version__
from cfp_archive.characters import visible
from cfp_archive.pages import generated_pages, write_pages
from cfp_archive.sphinxext import (
    config,
    html,
    internals,
    keeping,
    outputs,
    parser,
    plain,
    proving,
    roles,
    securing,
    showing,
)
from cfp_archive.sphinxext.around import AroundCalls
from cfp_archive.sphinxext.domain import CfpDomain
from cfp_archive.sphinxext.memory import memory_of
from cfp_archive.sphinxext.project import MountedProject, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from cfp_archive.model import Archive
    from cfp_archive.problems import Problem


def load_archive(app: Sphinx) -> None:
    """Read the record, write the generated pages, and mount both (event ``builder-inited``)."""
    from cfp_archive.comparing.history import build_history
    from cfp_archive.reading import read_archive
    from cfp_archive.site import Site

    options = config.Config.from_sphinx(app.config, confdir=Path(app.confdir))
    folder = Path(app.confdir, options.editions).resolve()
    archive, problems = read_archive(folder, options)
    _warn_of(problems, folder)
    archive = _with_wanted_pages(archive, app.config.exclude_patterns)
    site = Site(
        archive=archive.published,
        history=build_history(archive.published),
        drafts=tuple(one for one in archive.editions if one.facts.draft),
        all_pairs_up_to=options.all_pairs_up_to,
        years_in_overview=options.years_in_overview,
        matching_page=options.matching_page,
    )
    domain = memory_of(app.env)
    domain.site, domain.builder, domain.allowed, domain.unproven = site, app.builder, options, set()
    generated = app.doctreedir / "cfp_archive" / "pages"
    generated.mkdir(parents=True, exist_ok=True)
    write_pages(generated, generated_pages(site))
    record = Record(folder=folder, pages=site.pages)
    project = MountedProject(app.srcdir, app.project.source_suffix, record=record, generated=Path(generated))
    internals.replace_project(app, project)


def _with_wanted_pages(archive: Archive, patterns: Iterable[str]) -> Archive:
    """Leave out further pages that Sphinx is told not to read: nothing may lead to them."""
    excluded = Matcher(patterns)
    editions = []
    for edition in archive.editions:
        wanted = tuple(one for one in edition.pages if not excluded(f"{edition.key}/{one.name}.md"))
        editions.append(replace(edition, pages=wanted))
    return replace(archive, editions=tuple(editions))


def _warn_of(problems: Iterable[Problem], folder: Path) -> None:
    for one in problems:
        path = visible(str(folder.parent / one.path))
        # The whole of a file has a line, too: Sphinx would take a path without one for a docname, and add a suffix.
        where = f"{path}:{max(one.line, 1)}"
        showing.warn(f"{one.message} {one.hint}", one.code.value, where)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything."""
    app.setup_extension("myst_parser")
    config.setup(app)
    parser.setup(app)
    app.add_domain(CfpDomain)
    app.add_transform(AroundCalls)
    app.add_post_transform(proving.ProvePages)
    app.add_post_transform(html.SemanticElements)
    app.add_post_transform(plain.PlainMarks)
    app.connect("builder-inited", load_archive)
    app.connect("builder-inited", html.prepare_output)
    app.connect("doctree-read", outputs.note_links)
    app.connect("env-get-outdated", showing.find_outdated)
    app.connect("env-updated", outputs.find_unwritten)
    app.connect("warn-missing-reference", roles.warn_of_unknown_target)
    # Before the theme (500), which renders the menu to see whether it is empty.
    app.connect("html-page-context", html.page_context, priority=100)
    app.connect("html-page-context", html.plain_titles, priority=900)
    app.connect("doctree-resolved", html.lead_from_anywhere)
    app.connect("html-collect-pages", outputs.normalize_search_index)
    app.connect("build-finished", outputs.finish)
    app.connect("build-finished", keeping.keep_addresses, priority=900)  # when all files are written
    securing.setup(app)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
