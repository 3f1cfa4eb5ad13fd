"""Read an archive from its folder: located problems instead of exceptions, whatever the files hold."""

from __future__ import annotations

from cfp_archive.reading.folder import read_archive, read_edition
from cfp_archive.reading.page import MYST_EXTENSIONS

__all__ = ["MYST_EXTENSIONS", "read_archive", "read_edition"]
