"""Views: parts of the archive that pages place, and the knowledge of which pages show what has changed.

A renderer is a pure function ``(site, docname, argument) -> nodes``. Whatever places its nodes on a page records the
renderer's name, the argument, a digest of the nodes, and one of what the renderer read of the archive, where that is known (see
`inputs`). Before a build the renderers run again over the new archive, but for those that read the same: a page is read anew if,
and only if, a digest of nodes differs.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

from cfp_archive.characters import visible
from cfp_archive.site import NotInArchiveError, UnreadEditionError
from cfp_archive.sphinxext import render
from cfp_archive.sphinxext.domain import ViewState, cfp_domain
from cfp_archive.sphinxext.inputs import inputs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from cfp_archive.problems import Problem
    from cfp_archive.site import Site
    from cfp_archive.sphinxext.domain import ViewStates

logger = logging.getLogger(__name__)


def _linked_object(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """Return key, title and short title of the object that ``kind target`` names."""
    kind, _, target = argument.partition(" ")
    found = site.find(kind, target)
    if found is None:
        raise NotInArchiveError(f"the archive has no {kind} {target!r}")
    return [nodes.Text(f"{found.key} {found.title} {found.short}")]


def _page_exists(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    return [nodes.Text(str(argument.removeprefix("editions/") in site.pages))]


def _all_pages(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Return the names of all pages of editions: what a page with a dead link depends on."""
    return [nodes.Text(" ".join(sorted(site.pages)))]


#: What a link on a page depends on is recorded as views are, though it is not placed.
RENDERERS: dict[str, render.Renderer] = {
    **render.VIEWS,
    **render.SURROUNDINGS,
    "link": _linked_object,
    "page": _page_exists,
    "pages": _all_pages,
}


def warn(message: str, subtype: str, location: Any) -> None:
    """Log a warning of the type ``cfp``, on one line: it may quote what a stranger wrote."""
    logger.warning("%s", visible(message), type="cfp", subtype=subtype, location=location)


def warn_of_problem(problem: Problem, path: str | Path) -> None:
    """Log a problem of the archive as the warning of its code.

    :param path: of the file, as it is shown.
    """
    # The whole of a file has a line, too: Sphinx would take a path without one for a docname, and add a suffix.
    warn(f"{problem.message} {problem.hint}", problem.code.value, f"{path}:{max(problem.line, 1)}")


def render_and_track(
    env: BuildEnvironment, name: str, argument: str = "", *, location: Any = None
) -> list[nodes.Node]:
    """Render for the page that is being read, and record that it shows the result.

    :param location: where to warn, if the archive does not have what is asked for; without one nothing is said.
    :returns: no nodes if something is wrong.
    """
    domain, docname = cfp_domain(env), env.docname
    shown, error = _render(domain.site, docname, name, argument)
    inputs = inputs_of(domain.site, docname, name, argument)
    domain.view_states.setdefault(docname, {})[name, argument] = ViewState(_digest(shown, error), inputs)
    if error and location is not None:
        warn(error, "directive", location)
    return list(shown)


def _render(site: Site, docname: str, name: str, argument: str) -> tuple[Sequence[nodes.Node], str]:
    """Run a renderer.

    :returns: its nodes and an empty string, or no nodes and what is wrong with the argument. On a page of an edition
        that could not be read, or not whole, there may be no nodes and nothing wrong: the cause has been warned of.
    """
    try:
        return RENDERERS[name](site, docname, argument), ""
    except UnreadEditionError:
        return (), ""
    except NotInArchiveError as problem:
        return (), str(problem)


def _digest(shown: Iterable[nodes.Node], error: str) -> str:
    """Return a digest of what :func:`_render` returned."""
    parts = [error]
    waiting = list(shown)[::-1]
    # Not by pformat(), which takes twice as long: a build after a change digests everything that is shown.
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Element):
            parts.append(f"<{node.tagname} {node.attributes} {len(node)}>")
            waiting += node.children[::-1]
        else:
            parts.append(repr(node.astext()))
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:32]


def find_outdated(
    _app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages that show something which has changed (event ``env-get-outdated``)."""
    domain = cfp_domain(env)
    before = domain.data["archive"], domain.data["catalogs"]
    if before == (domain.site.state, domain.catalogs):
        return []
    domain.data.update(archive=domain.site.state, catalogs=domain.catalogs)
    known = added | changed | removed
    if before[1] != domain.catalogs:
        return sorted(env.all_docs.keys() - known)
    return [
        docname
        for docname, views in domain.view_states.items()
        if docname not in known and _has_changed(domain.site, docname, views)
    ]


def _has_changed(site: Site, docname: str, views: ViewStates) -> bool:
    """Return whether a page shows something that has changed, and note what its views read now."""
    for view, before in views.items():
        inputs = inputs_of(site, docname, *view)
        if inputs and inputs == before.inputs:
            continue
        if _digest(*_render(site, docname, *view)) != before.shown:
            return True
        views[view] = before._replace(inputs=inputs)
    return False
