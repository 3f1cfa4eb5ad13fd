"""The Sphinx extension: mounts the record and the generated pages, and shows what the library finds in them.

Registers the domain ``cfp`` (directives, roles, objects), the options of :class:`~cfp_archive.sphinxext.config.Config`, a
transform that puts the archive's own words around each call, and the handlers that keep rebuilds right.
"""

from __future__ import annotations

import gc
import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from cfp_archive import __version__, messages
from cfp_archive.characters import visible
from cfp_archive.memory import Memory
from cfp_archive.pages import generated_pages, write_pages
from cfp_archive.sphinxext import (
    answering,
    books,
    config,
    directives,
    exports,
    finished,
    head,
    html,
    internals,
    light,
    outputs,
    parser,
    searching,
    securing,
    views,
)
from cfp_archive.sphinxext.domain import CfpDomain, cfp_domain
from cfp_archive.sphinxext.edition_transform import EditionPageTransform
from cfp_archive.sphinxext.post_transforms import SemanticElements, TextDiffMarkers
from cfp_archive.sphinxext.project import MountedProject, Record
from cfp_archive.sphinxext.word_check import WordCheck

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from cfp_archive.model import Archive


#: How many objects are made before Python looks for garbage: by itself, and while a site is built. It took a fifth of the time.
_BY_DEFAULT, _WHILE_BUILDING = gc.get_threshold(), (200_000, 20, 20)


def load_archive(app: Sphinx) -> None:
    """Read the record, write the generated pages, and mount both (event ``builder-inited``)."""
    from cfp_archive.permalinks import record_in
    from cfp_archive.reading import read_archive
    from cfp_archive.site import Site

    options = config.Config.from_sphinx(app.config, confdir=Path(app.confdir))
    folder = Path(app.confdir, options.editions).resolve()
    memory = Memory(Path(app.doctreedir, "cfp_archive", "memory.pickle"))
    archive, problems = read_archive(folder, options, memory.recall)
    for problem in problems:
        views.warn_of_problem(problem, visible(str(folder.parent / problem.path)))
    named = frozenset(f"{edition.key}/{page.name}" for edition in archive.editions for page in edition.pages)
    archive = _with_wanted_pages(archive, app.config.exclude_patterns)
    site = Site.of(
        archive,
        all_pairs_up_to=options.all_pairs_up_to,
        published_pairs=record_in(Path(app.confdir)).comparisons,
        drawn_pairs_up_to=options.drawn_pairs_up_to,
        years_in_overview=options.years_in_overview,
        matching_page=options.matching_page,
        base_url=_base_url_of(archive, app.config.html_baseurl),
        recall=memory.recall,
    )
    domain = cfp_domain(app.env)
    domain.site, domain.memory = site, memory
    domain.builder, domain.allowed, domain.unproven = app.builder, options, set()
    use_language(app)
    generated = app.doctreedir / "cfp_archive" / "pages"
    generated.mkdir(parents=True, exist_ok=True)
    write_pages(generated, generated_pages(site))
    record = Record(folder=folder, pages=site.pages, excluded=named - site.pages)
    project = MountedProject(app.srcdir, app.project.source_suffix, record=record, generated=Path(generated))
    internals.replace_project(app, project)


def use_language(app: Sphinx, *_event: object) -> list[str]:
    """Let the archive's own words be in the site's language; a site may bring catalogs in its ``locale_dirs``.

    :returns: no page, as a handler of the event ``env-get-outdated``: a process may build more than once.
    """
    folders = [Path(app.confdir, folder) for folder in app.config.locale_dirs]
    catalogs = messages.use_language(app.config.language, folders)
    cfp_domain(app.env).catalogs = hashlib.sha256(catalogs).hexdigest()
    return []


def spare_collections(_app: Sphinx) -> None:
    """Look for garbage less often while a site is built: its trees live long, and are many (event ``builder-inited``)."""
    gc.unfreeze()
    if gc.get_threshold() == _BY_DEFAULT:
        gc.set_threshold(*_WHILE_BUILDING)


def leave_nothing(app: Sphinx, _exception: Exception | None) -> None:
    """Keep what the next build can use, and leave nothing of this one to others in the same process (event ``build-finished``)."""
    if gc.get_threshold() == _WHILE_BUILDING:
        # Most processes end now: to look through all that a build made would take a tenth of its time. The next build does.
        gc.freeze()
        gc.set_threshold(*_BY_DEFAULT)
    messages.use_language(messages.ENGLISH)
    cfp_domain(app.env).memory.save()


def _base_url_of(archive: Archive, baseurl: str) -> str:
    """Return the address of the site, with a slash at its end; the series' own comes first, as it is that of every build."""
    address = archive.series.address or baseurl
    return f"{address.rstrip('/')}/" if address else ""


def _with_wanted_pages(archive: Archive, patterns: Iterable[str]) -> Archive:
    """Leave out further pages that Sphinx is told not to read: nothing may lead to them."""
    excluded = Matcher(patterns)
    editions = []
    for edition in archive.editions:
        wanted = tuple(one for one in edition.pages if not excluded(f"{edition.key}/{one.name}.md"))
        editions.append(replace(edition, pages=wanted))
    return replace(archive, editions=tuple(editions))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything."""
    app.setup_extension("myst_parser")
    config.setup(app)
    parser.setup(app)
    app.add_domain(CfpDomain)
    directives.setup(app)
    app.add_transform(EditionPageTransform)
    for transform in (WordCheck, SemanticElements, TextDiffMarkers):
        app.add_post_transform(transform)
    app.connect("builder-inited", spare_collections, priority=0)
    app.connect("builder-inited", load_archive)
    app.connect("env-get-outdated", use_language, priority=100)
    app.connect("env-get-outdated", views.find_outdated)
    app.connect("build-finished", leave_nothing, priority=999)
    html.setup(app)
    outputs.setup(app)
    answering.setup(app)
    books.setup(app)
    exports.setup(app)
    head.setup(app)
    securing.setup(app)
    searching.setup(app)
    light.setup(app)
    finished.setup(app)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
