"""Show that an edition was cancelled or postponed: a badge in lists, a notice where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.model import StatusKind
from cfp_archive.sphinxext.elements import box, external, para, span

if TYPE_CHECKING:
    from docutils import nodes

    from cfp_archive.model import Status
    from cfp_archive.sphinxext.elements import Content


def status_badge(status: Status | None) -> list[Content]:
    """Return a space and a badge, to follow an edition's name; nothing for one that took place as planned."""
    if status is None:
        return []
    cancelled = status.kind is StatusKind.CANCELLED
    label = messages.BADGE_CANCELLED() if cancelled else messages.BADGE_POSTPONED()
    return [" ", span(label, classes=f"cfp-badge cfp-{status.kind.value}")]


def status_lines(status: Status | None) -> list[nodes.Node]:
    """Return a paragraph that says what became of an edition, and where that is said; nothing if it took place."""
    if status is None:
        return []
    words: list[Content] = [formatting.status(status)]
    if status.note:
        words += [" ", status.note]
    if status.source:
        words += [" (", external("source", status.source), ")"]
    return [para(*words)]


def status_notice(status: Status | None) -> list[nodes.Node]:
    """Return the lines in a box of their own, for the head of an edition's page; nothing if it took place."""
    lines = status_lines(status)
    if not lines:
        return []
    return [box(*lines, classes="cfp-own cfp-note cfp-status", tag="aside", label="Status of this edition")]
