"""Pages that answer in the reader's browser: their script, and the data that it loads when it is asked.

The data are scripts that call ``cfpArchiveData`` with plain JSON: a page that is opened from a folder may load a script, but no
other file. Nothing of them is ever read as HTML.

A comparison without a page of its own is drawn from the document nodes of which its page would be made (`trees`): nothing is
matched or worded in the browser, and each pair is one small file. A pair's file is made anew only if what it shows may have changed.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from cfp_archive import messages
from cfp_archive import site as plan
from cfp_archive.sphinxext import html
from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.render.comparison import as_nodes
from cfp_archive.sphinxext.render.overviews import FLOW_DATA, flow_data
from cfp_archive.sphinxext.render.terms import browser_data
from cfp_archive.sphinxext.trees import packed, trees_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from docutils import nodes
    from sphinx.application import Sphinx

    from cfp_archive.site import Site

SHARED, SCRIPT, FLOW, FILTER = "cfp-data.js", "cfp-answers.js", "cfp-flow.js", "cfp-filter.js"


def setup(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("builder-inited", prepare_output)
    app.connect("html-page-context", add_script)


def prepare_output(app: Sphinx) -> None:
    """Bring the scripts into a build of a site (event ``builder-inited``)."""
    if _is_site(app):
        for name in (SHARED, SCRIPT, FLOW, FILTER):
            html.copy_if_changed(html.HERE / "static" / name, app.outdir / "_static" / name)


def add_script(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Let the pages that answer, or filter, load their script, and no others (event ``html-page-context``)."""
    body = str(context.get("body", ""))
    if 'class="cfp-filter"' in body and _is_site(app):
        app.add_js_file(FILTER, loading_method="defer")
    if 'class="cfp-flow' in body and _is_site(app):
        app.add_js_file(SHARED, loading_method="defer")
        app.add_js_file(FLOW, loading_method="defer")
    if pagename in {plan.TERMS, plan.COMPARISONS} and _is_site(app):
        page = "{old}-{new}/" if app.builder.name == "dirhtml" else "{old}-{new}/index.html"
        story = app.builder.get_relative_uri(plan.COMPARISONS, plan.STORY)
        attributes: dict[str, Any] = {"data-page": page, "data-story": story}
        app.add_js_file(SHARED, loading_method="defer")
        app.add_js_file(SCRIPT, loading_method="defer", **attributes)


def write_files(app: Sphinx) -> set[str]:
    """Write the data that the script loads, where they differ.

    :returns: the addresses of all files.
    """
    if not _is_site(app):
        return set()
    site = cfp_domain(app.env).site
    addresses = set()
    record = html.record_of(app, "pairs.json")
    before, now = _read(record), dict[str, str]()
    terms = _script("terms", browser_data(site, _addresses(app, plan.TERMS)))
    flow = _script("flow", flow_data(site, _addresses(app, plan.STORY)))
    for address, content in (
        ("terms/terms-data.js", terms),
        (FLOW_DATA, flow),
        *_pairs(app, site, before, now),
    ):
        if content is not None:
            html.write_if_changed(app.outdir / address, content)
        addresses.add(address)
    record.write_text(json.dumps(now, indent=0, sort_keys=True), encoding="utf-8")
    return addresses


def _pairs(
    app: Sphinx, site: Site, before: dict[str, str], now: dict[str, str]
) -> Iterator[tuple[str, bytes | None]]:
    """Yield the file of each pair that is drawn; None for its content if nothing that it shows has changed."""
    address = _addresses(app, plan.COMPARISONS)
    shared = f"{messages.language()} {cfp_domain(app.env).catalogs}"

    def link(kind: str, target: str, anchor: str) -> str:
        found = site.address(kind, target)
        docname, place = found or (target, "")
        place = anchor or place
        here = docname == plan.COMPARISONS and place
        return f"#{place}" if here else address(docname) + (f"#{place}" if place else "")

    whole = _digest(f"{site.state} {shared}")
    same = before.get("") == whole
    now[""] = whole
    for old, new in site.drawn:
        file = f"compare/{old}-{new}-data.js"
        if same and file in before and (app.outdir / file).is_file():
            now[file] = before[file]
            yield file, None
            continue
        state = _digest(f"{shared} {site.state_of_comparison(old, new)}")
        now[file] = state
        if before.get(file) == state and (app.outdir / file).is_file():
            yield file, None
            continue
        report = site.report(old, new)
        made = as_nodes(report, plan.COMPARISONS, site.matching_page)
        data = {"title": report.title, **packed(trees_of(made, link, level=3))}
        yield file, _script(f"{old} {new}", data)


def _read(record: Path) -> dict[str, str]:
    try:
        return dict(json.loads(record.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _addresses(app: Sphinx, docname: str) -> Callable[[str], str]:
    """Return what gives the address of a page, as seen from another."""
    return lambda target: app.builder.get_relative_uri(docname, target)


def _script(name: str, data: dict[str, Any]) -> bytes:
    """Write data as a script. All that is not ASCII is escaped, so that it is the same in any encoding."""
    return f"cfpArchiveData({json.dumps(name)}, {json.dumps(data, separators=(',', ':'))});\n".encode("ascii")


def _is_site(app: Sphinx) -> bool:
    return app.builder.name in {"html", "dirhtml"}
