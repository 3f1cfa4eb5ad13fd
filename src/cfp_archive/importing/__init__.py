"""Make an edition of a call as received: text, e-mail, HTML or Markdown.

A pipeline of pure stages: receiving (bytes -> text), lines (marks, wrapping), sections (what is what), settling (each
fact once), assembling (page, read back and proven), writing (a folder, whole or not at all).
"""

from cfp_archive.importing.assembling import Imported, import_call
from cfp_archive.importing.parts import Guess, ImportRefusedError

__all__ = ["Guess", "ImportRefusedError", "Imported", "import_call"]
