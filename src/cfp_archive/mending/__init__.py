"""Mend what is safe to mend in the record's files: their spacing, the order of fields, the form of dates.

Texts are changed line by line, so that comments and everything else stay as they were written. A mended text that would be
read as anything else than the old one, apart from the dates, is not used. Source files are never touched.
"""

from __future__ import annotations

from cfp_archive.mending.files import Mend, find_mends
from cfp_archive.mending.texts import mend_page, mend_yaml

__all__ = ["Mend", "find_mends", "mend_page", "mend_yaml"]
