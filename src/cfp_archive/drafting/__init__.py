"""Begin the next edition: what stays is carried over from an older one, what changes is marked as open."""

from __future__ import annotations

from cfp_archive.drafting.next_edition import Draft, first_edition, next_edition

__all__ = ["Draft", "first_edition", "next_edition"]
