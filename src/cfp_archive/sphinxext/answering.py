"""Pages that answer in the reader's browser: their script, and the data that it loads when it is asked.

The data are scripts that call ``cfpArchiveData`` with plain JSON: a page that is opened from a folder may load a script, but no
other file. Nothing of them is ever read as HTML.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cfp_archive import site as plan
from cfp_archive.sphinxext import html
from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.render.terms import browser_data

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

SCRIPT = "cfp-answers.js"
#: Pages with the script, and the file beside each that holds its data.
_TERMS_DATA = "terms/terms-data.js"


def setup(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("builder-inited", prepare_output)
    app.connect("html-page-context", add_script)
    app.connect("build-finished", write_data)


def prepare_output(app: Sphinx) -> None:
    """Bring the script into a build of a site (event ``builder-inited``)."""
    if _is_site(app):
        html.copy_if_changed(html.HERE / "static" / SCRIPT, app.outdir / "_static" / SCRIPT)


def add_script(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Let the pages that answer load the script, and no others (event ``html-page-context``)."""
    if pagename == plan.TERMS and _is_site(app):
        app.add_js_file(SCRIPT, loading_method="defer")


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Write the data that the script loads (event ``build-finished``)."""
    if exception is not None or not _is_site(app):
        return
    site = cfp_domain(app.env).site

    def address(docname: str) -> str:
        return app.builder.get_relative_uri(plan.TERMS, docname)

    html.write_if_changed(app.outdir / _TERMS_DATA, _script("terms", browser_data(site, address)))


def _script(name: str, data: dict[str, Any]) -> str:
    """Write data as a script. All that is not ASCII is escaped, so that it is the same in any encoding."""
    return f"cfpArchiveData({json.dumps(name)}, {json.dumps(data, separators=(',', ':'))});\n"


def _is_site(app: Sphinx) -> bool:
    return app.builder.name in {"html", "dirhtml"}
