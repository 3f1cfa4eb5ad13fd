"""Make an edition of a call as received: text, e-mail, HTML or Markdown.

A pipeline of pure stages: receiving (bytes -> blocks, each format by its own reader), judging (blocks -> parts of the
page with facts), titles, venues and facts (what a call has once), assembling (page, read back and proven). Words of each language are data in ``cfp_archive.languages``.
"""

from cfp_archive.importing.assembling import Imported, import_call
from cfp_archive.importing.blocks import Certainty, Finding, ImportRefusedError

__all__ = ["Certainty", "Finding", "ImportRefusedError", "Imported", "import_call"]
