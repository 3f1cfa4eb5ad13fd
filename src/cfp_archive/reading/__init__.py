"""Read an archive from its folder: located problems instead of exceptions, whatever the files hold."""

from __future__ import annotations

from cfp_archive.reading.folder import read_archive, read_edition

__all__ = ["read_archive", "read_edition"]
