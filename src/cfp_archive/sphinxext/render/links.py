"""What a link shows: noted like any other view, so that a page is read anew when a title changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive.site import NotInArchiveError

if TYPE_CHECKING:
    from cfp_archive.site import Site


def render_link(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """Give key, title and short title of the object that ``kind target`` names."""
    kind, _, target = argument.partition(" ")
    found = site.find(kind, target)
    if found is None:
        raise NotInArchiveError(f"there is no {kind} {target!r}")
    return [nodes.Text(f"{found.key} {found.title} {found.short}")]


def render_page(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """Say whether a page of the record, named by its docname, exists."""
    return [nodes.Text(str(argument.removeprefix("editions/") in site.pages))]


def render_pages(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Name all pages of the record: what a page with a dead link depends on."""
    return [nodes.Text(" ".join(sorted(site.pages)))]
