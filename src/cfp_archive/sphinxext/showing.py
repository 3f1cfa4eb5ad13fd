"""Show parts of the archive on pages, and know which pages show what has changed.

A renderer is a pure function ``(site, docname, argument) -> nodes``. Whatever places its nodes on a page notes the
renderer's name, the argument and a digest of the nodes. Before each build all noted renderers run again over the new archive:
a page is read anew if, and only if, a digest differs. So nobody has to list what depends on what.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from cfp_archive.sphinxext.render import RENDERERS, NotInArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from cfp_archive.site import Site

logger = logging.getLogger(__name__)


def warn(message: str, subtype: str, location: Any) -> None:
    """Log a warning of the type ``cfp``."""
    logger.warning("%s", message, type="cfp", subtype=subtype, location=location)


def render(site: Site, docname: str, name: str, argument: str) -> tuple[Sequence[nodes.Node], str]:
    """Run a renderer.

    :returns: its nodes and an empty string, or no nodes and what is wrong with the argument.
    """
    try:
        return RENDERERS[name](site, docname, argument), ""
    except NotInArchiveError as problem:
        return (), str(problem)


def digest(made: Iterable[nodes.Node], wrong: str) -> str:
    """Return a digest of what :func:`render` returned."""
    whole = hashlib.sha256(wrong.encode())
    for one in made:
        whole.update(one.pformat().encode())
    return whole.hexdigest()[:32]


def note(env: BuildEnvironment, name: str, argument: str) -> tuple[Sequence[nodes.Node], str]:
    """Render for the page that is being read, and note that it shows the result."""
    from cfp_archive.sphinxext.domain import domain_of

    domain, docname = domain_of(env), env.docname
    made, wrong = render(domain.site, docname, name, argument)
    domain.note_showing(docname, name, argument, digest(made, wrong))
    return made, wrong


def find_outdated(
    _app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages that show something which has changed (event ``env-get-outdated``)."""
    from cfp_archive.sphinxext.domain import domain_of

    domain = domain_of(env)
    state = domain.site.state
    if domain.data["archive"] == state:
        return []
    domain.data["archive"] = state
    known = added | changed | removed
    return [
        docname
        for docname, seen in domain.showings.items()
        if docname not in known
        and any(digest(*render(domain.site, docname, *what)) != was for what, was in seen.items())
    ]


class WrittenPages:
    """What a builder last wrote, kept beside the doctrees.

    Two builders may share doctrees (``sphinx-build -M html``, then ``-M dirhtml``): after the first has read a changed
    page, Sphinx sees nothing to do for the second. Its own record tells it.
    """

    def __init__(self, app: Sphinx) -> None:
        self.folder: Path = app.doctreedir / "cfp_archive"
        place = hashlib.sha256(str(app.outdir).encode()).hexdigest()[:12]
        self.path = self.folder / f"written-{app.builder.name}-{place}.json"

    def read(self) -> dict[str, str]:
        """Return the digest of each page that the builder wrote; empty before its first build."""
        try:
            return dict(json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def write(self, pages: dict[str, str]) -> None:
        """Remember what has been written."""
        self.path.write_text(json.dumps(pages, indent=0, sort_keys=True), encoding="utf-8")


def _page_digests(env: BuildEnvironment) -> dict[str, str]:
    from cfp_archive.sphinxext.domain import domain_of

    shown = domain_of(env).showings
    return {
        docname: digest((), json.dumps(sorted((*what, was) for what, was in shown.get(docname, {}).items())))
        for docname in env.all_docs
    }


def find_unwritten(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages that this builder last wrote with other content (event ``env-updated``)."""
    written = WrittenPages(app).read()
    return [
        docname
        for docname, now in _page_digests(env).items()
        if docname in written and written[docname] != now
    ]


def remember_written(app: Sphinx, exception: Exception | None) -> None:
    """Record what was written, and remove the output of pages that are gone (event ``build-finished``).

    Sphinx leaves the output of a removed page where it is; a rebuild would then differ from a clean build.
    """
    if exception is not None:
        return
    record = WrittenPages(app)
    now = _page_digests(app.env)
    if isinstance(app.builder, StandaloneHTMLBuilder):
        for docname in record.read().keys() - now.keys():
            for path in (
                app.outdir / app.builder.get_output_path(docname),
                app.outdir / "_sources" / f"{docname}.md.txt",
            ):
                path.unlink(missing_ok=True)
                for folder in path.parents:
                    if folder == app.outdir or not folder.is_dir() or any(folder.iterdir()):
                        break
                    folder.rmdir()
    record.write(now)
