"""Read a source: a call as received, which is kept byte for byte, in whatever encoding and format it came."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import PurePath
from typing import TYPE_CHECKING

from cfp_archive.model import SourceText
from cfp_archive.reading.decoding import decoded, mail_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TEXT_SUFFIXES", "read_source"]

#: Sources in these formats are compared word by word.
TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".eml"})


def read_source(folder: Path, name: str) -> SourceText:
    """Read a source file's text; of an e-mail, the plain text of its body.

    :param folder: of the edition, which the file must be in.
    :param name: as the front matter gives it.
    """
    place = PurePath(name)
    if place.is_absolute() or ".." in place.parts:
        return SourceText(file=name, found=False)
    try:
        if not (folder / name).is_file():  # reading a pipe would wait for ever
            return SourceText(file=name, found=False)
        raw = (folder / name).read_bytes()
    except (OSError, ValueError):
        return SourceText(file=name, found=False)
    suffix = place.suffix.lower()
    if suffix not in TEXT_SUFFIXES:
        return SourceText(file=name, found=True)
    return SourceText(file=name, found=True, text=_mail_body(raw) if suffix == ".eml" else decoded(raw))


def _mail_body(raw: bytes) -> str | None:
    """Return the plain text of an e-mail; None if it has none, e.g. because it is HTML."""
    try:
        body = message_from_bytes(raw, policy=default).get_body(("plain",))
        return None if body is None else mail_text(body)
    except (LookupError, ValueError, AttributeError, TypeError):  # raised by the parser for broken mail
        return None
