"""Keep an output folder the same, byte for byte, as a clean build would make it.

Sphinx writes the pages that it has read, and leaves the rest as it is: what a removed page left behind, what a second
builder missed, names of images and words of the search that depend on the order of past builds. All that is put right here.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.addnodes import pending_xref
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.text import TextBuilder
from sphinx.builders.xml import XMLBuilder
from sphinx.util import docname_join

from cfp_archive.reading.files import State, state_within
from cfp_archive.sphinxext import answering, discovery, exports, head, html, internals
from cfp_archive.sphinxext.domain import CfpDomain, cfp_domain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class BuildManifest:
    """What a builder last wrote, kept beside the doctrees.

    Two builders may share doctrees (``sphinx-build -M html``, then ``-M dirhtml``): after the first has read a changed
    page, Sphinx sees nothing to do for the second. Its own manifest tells it.
    """

    def __init__(self, app: Sphinx) -> None:
        self._path: Path = html.record_of(app, "written.json")
        try:
            manifest = json.loads(self._path.read_text(encoding="utf-8"))
            self.pages: dict[str, str] = dict(
                manifest["pages"]
            )  #: digest of what each page showed, by docname
            self.files: list[str] = list(manifest["files"])  #: addresses of the files that pages made
            self.unproven: list[str] = list(
                manifest["unproven"]
            )  #: docnames of pages that differ from sources
        except (OSError, ValueError, KeyError, TypeError):
            self.pages, self.files, self.unproven = {}, [], []

    def write(self, pages: dict[str, str], files: Iterable[str], unproven: Iterable[str]) -> None:
        """Remember what has been written."""
        manifest = {"pages": pages, "files": sorted(files), "unproven": sorted(unproven)}
        self._path.write_text(json.dumps(manifest, indent=0, sort_keys=True), encoding="utf-8")


def _digests(app: Sphinx) -> dict[str, str]:
    """Return a digest of what each page shows beside its own words."""
    env = app.env
    domain = cfp_domain(env)
    images: dict[str, list[str]] = {}
    for docnames, name in env.images.values():
        for docname in docnames:
            images.setdefault(docname, []).append(name)
    menu = [*html.menu_entries(env), html.series_link(env)] if app.builder.format == "html" else None
    digests = {}
    for docname in env.all_docs:
        views = sorted((*view, state.shown) for view, state in domain.view_states.get(docname, {}).items())
        links = [_link_target(env, target) for target in domain.links.get(docname, [])]
        shown = json.dumps([menu, views, sorted(images.get(docname, [])), links, head.head_of(app, docname)])
        digests[docname] = hashlib.sha256(shown.encode()).hexdigest()[:32]
    return digests


def note_links(app: Sphinx, doctree: nodes.document) -> None:
    """Note where a page's links lead: they may show titles of other pages (event ``doctree-read``)."""
    docname = app.env.current_document.docname
    targets = {
        target
        for link in doctree.findall(pending_xref)
        if link["refdomain"] != "cfp"
        for target in (link["reftarget"], docname_join(docname, link["reftarget"]))
    }
    if targets:
        cfp_domain(app.env).links[docname] = sorted(targets)


def _link_target(env: BuildEnvironment, target: str) -> list[Any]:
    """Return what a link to the target shows and where it leads, as far as other pages decide that."""
    labels, site = env.domains.standard_domain, cfp_domain(env).site
    title = env.titles.get(target)
    return [
        title.astext() if title else None,
        labels.labels.get(target),
        labels.anonlabels.get(target),
        [site.address(kind, target) for kind in CfpDomain.object_types],
    ]


def find_pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages that this builder last wrote with other content (event ``env-updated``).

    Those that it found to differ from their sources are written once more: the warning that says so is not lost.
    """
    internals.number_images_by_path(env)
    manifest, domain = BuildManifest(app), cfp_domain(env)
    domain.shown = _digests(app)
    differ = [name for name, now in domain.shown.items() if manifest.pages.get(name, now) != now]
    return [*differ, *(name for name in manifest.unproven if name in env.all_docs and name not in differ)]


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Publish the calls as received and the files for programs, remove what pages that are gone left behind, and record the rest (``build-finished``)."""
    if exception is not None:
        return
    manifest = BuildManifest(app)
    published = _published_files(app)
    for address, path in published.items():
        html.copy_if_changed(path, app.outdir / address)
    now = {address for docname in app.env.all_docs for address in _page_files(app, docname)}
    now |= published.keys() | _files_for_programs(app) | discovery.write_files(app)
    if app.builder.format == "html":
        now |= {f"{app.builder.imagedir}/{name}" for _docnames, name in app.env.images.values()}
        now |= {f"_downloads/{name.as_posix()}" for _docnames, name in app.env.dlfiles.values()}
    for address in sorted(set(manifest.files) - now):
        _remove(app.outdir, address)
    domain = cfp_domain(app.env)
    manifest.write(domain.shown, now, domain.unproven)


def _files_for_programs(app: Sphinx) -> set[str]:
    """Write the files for programs, unless they are as the last build left them and the archive is as it was.

    :returns: the addresses of all of them.
    """
    domain = cfp_domain(app.env)
    inputs = "files", str(app.outdir), domain.site.state, app.config.language, domain.catalogs
    before: dict[str, tuple[int, int]] = domain.memory.get(*inputs) or {}
    if not before or before != _states(app.outdir, before):
        written = exports.write_files(app) | answering.write_files(app)
        before = _states(app.outdir, written)
        domain.memory.put(before, *inputs)
    return set(before)


def _states(folder: Path, addresses: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return time and size of the files that exist."""
    states = {}
    for address in addresses:
        with contextlib.suppress(OSError):
            state = (folder / address).stat()
            states[address] = (state.st_mtime_ns, state.st_size)
    return states


def _published_files(app: Sphinx) -> dict[str, Path]:
    """Return the calls as received that go beside their pages: address -> file. A link in a file's place is not followed."""
    if app.builder.format != "html" or app.builder.name == "epub":
        return {}
    folder, site = Path(app.confdir, app.config.cfp_editions), cfp_domain(app.env).site
    return {
        f"editions/{edition.key}/{one.published}": folder / edition.key / one.file
        for edition in (*site.archive.editions, *site.drafts)
        for page in (edition, *edition.pages)
        for one in page.texts
        if one.published and state_within(folder / edition.key, one.file) is State.FILE
    }


def _page_files(app: Sphinx, docname: str) -> list[str]:
    """Return the addresses of what the builder makes of one page; none for builders that make one file of all."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        page = Path(builder.get_output_path(docname)).relative_to(app.outdir)
        source = f"_sources/{docname}{app.env.doc2path(docname).suffix}{app.config.html_sourcelink_suffix}"
        return [page.as_posix(), source]
    if isinstance(builder, TextBuilder | XMLBuilder):
        return [docname + builder.out_suffix]
    return []


def _remove(folder: Path, address: str) -> None:
    path = folder / address
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            break
        parent.rmdir()


def normalize_search_index(app: Sphinx) -> list[Any]:
    """Let the search index be the same whatever was built before (event ``html-collect-pages``).

    :returns: no page; the event is the last one before the index is written.
    """
    internals.restore_index_entries(app)
    internals.change_search_index(app, internals.normalized_search_index)
    return []


def setup(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("doctree-read", note_links)
    app.connect("env-updated", find_pages_to_rewrite)
    app.connect("html-collect-pages", normalize_search_index)
    app.connect("build-finished", finish)
