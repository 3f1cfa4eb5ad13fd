"""The files for programs in a built site: those of the registry, below ``data/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from cfp_archive import messages
from cfp_archive.exporting.registry import files_of
from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.html import HERE, copy_if_changed, write_if_changed

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

FOLDER = "data"


#: Adds a button to citations that copies them.
_SCRIPT = "cfp-archive-copy.js"


def setup(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("builder-inited", prepare_output)
    app.connect("html-page-context", add_script)


def prepare_output(app: Sphinx) -> None:
    """Bring the script into an HTML build, and say which files will be missing (event ``builder-inited``)."""
    if not has_files(app):
        return
    copy_if_changed(HERE / "static" / _SCRIPT, app.outdir / "_static" / _SCRIPT)
    if not cfp_domain(app.env).site.base_url:
        logger.info(messages.FEEDS_NOT_WRITTEN())


def add_script(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Let pages that have a citation load the script, and no others (event ``html-page-context``)."""
    if has_files(app) and "cfp-cite" in context.get("body", ""):
        words: dict[str, Any] = {"data-copy": messages.COPY(), "data-copied": messages.COPIED()}
        app.add_js_file(_SCRIPT, loading_method="defer", **words)


def has_files(app: Sphinx) -> bool:
    """Return whether the builder makes a site, which has files beside its pages; a book has none."""
    return app.builder.format == "html" and app.builder.name != "epub"


def write_files(app: Sphinx) -> set[str]:
    """Write the files that differ. They are the same in every site, whatever its language.

    :returns: the addresses of all of them.
    """
    if not has_files(app):
        return set()
    addresses = set()
    with messages.in_english():
        for name, content in files_of(cfp_domain(app.env).site):
            write_if_changed(app.outdir / FOLDER / name, content)
            addresses.add(f"{FOLDER}/{name}")
    return addresses
