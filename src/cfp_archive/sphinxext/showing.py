"""Show parts of the archive on pages, and know which pages show what has changed.

A renderer is a pure function ``(site, docname, argument) -> nodes``. Whatever places its nodes on a page notes the
renderer's name, the argument and a digest of the nodes. Before each build all noted renderers run again over the new archive:
a page is read anew if, and only if, a digest differs. So nobody has to list what depends on what.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

from cfp_archive.characters import visible
from cfp_archive.site import NotInArchiveError, UnreadEditionError
from cfp_archive.sphinxext.memory import memory_of
from cfp_archive.sphinxext.render import RENDERERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from cfp_archive.site import Site

logger = logging.getLogger(__name__)


def warn(message: str, subtype: str, location: Any) -> None:
    """Log a warning of the type ``cfp``, on one line: it may quote what a stranger wrote."""
    logger.warning("%s", visible(message), type="cfp", subtype=subtype, location=location)


def render(site: Site, docname: str, name: str, argument: str) -> tuple[Sequence[nodes.Node], str]:
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


def digest(made: Iterable[nodes.Node], wrong: str) -> str:
    """Return a digest of what :func:`render` returned."""
    parts = [wrong]
    waiting = list(made)[::-1]
    # Not by pformat(), which takes twice as long: a build after a change digests everything that is shown.
    while waiting:
        one = waiting.pop()
        if isinstance(one, nodes.Element):
            parts.append(f"<{one.tagname} {one.attributes} {len(one)}>")
            waiting += one.children[::-1]
        else:
            parts.append(repr(one.astext()))
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:32]


def note(env: BuildEnvironment, name: str, argument: str) -> tuple[Sequence[nodes.Node], str]:
    """Render for the page that is being read, and note that it shows the result."""
    domain, docname = memory_of(env), env.docname
    made, wrong = render(domain.site, docname, name, argument)
    domain.note_showing(docname, name, argument, digest(made, wrong))
    return made, wrong


def find_outdated(
    _app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages that show something which has changed (event ``env-get-outdated``)."""
    domain = memory_of(env)
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
