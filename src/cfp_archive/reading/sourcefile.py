"""Read a source: a call as received, which is kept byte for byte, in whatever encoding and format it came."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import PurePath
from typing import TYPE_CHECKING

from cfp_archive.model import SourceText
from cfp_archive.reading.addresses import addresses_in_html, addresses_in_text
from cfp_archive.reading.decoding import decoded, mail_text
from cfp_archive.reading.ownfile import State, is_plain_name, read_plainly, state_within
from cfp_archive.reading.textfile import MAX_BYTES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TEXT_SUFFIXES", "read_source"]

#: Sources in these formats are compared word by word.
TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".eml"})
#: Of sources in these, the addresses that their links lead to are known.
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})

#: Documents that browsers save, or show apart from the site, with the bytes that they begin with. Whatever else was
#: received, a web page or a picture with scripts in it, is served as text.
_DOCUMENTS = {
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
    ".odt": b"PK\x03\x04",
    ".doc": b"\xd0\xcf\x11\xe0",
    ".rtf": b"{\\rtf",
}


def read_source(folder: Path, name: str) -> SourceText:
    """Read a source file's text; of an e-mail, the plain text of its body.

    :param folder: of the edition, which the file must be in, itself and not as a symbolic link.
    :param name: as the front matter gives it.
    """
    if state_within(folder, name) is not State.FILE or not all(map(is_plain_name, name.split("/"))):
        return SourceText(file=name, found=False)
    try:
        raw = read_plainly(folder / name, MAX_BYTES + 1)
    except (OSError, ValueError):
        return SourceText(file=name, found=False)
    suffix = PurePath(name).suffix.lower()
    published = name if _is_inert(suffix, raw) else f"{name}.txt"
    if len(raw) > MAX_BYTES:
        return SourceText(file=name, found=True, published=published)
    text = _mail_body(raw) if suffix == ".eml" else decoded(raw) if suffix in TEXT_SUFFIXES else None
    html = _mail_body(raw, "html") if suffix == ".eml" else decoded(raw) if suffix in HTML_SUFFIXES else None
    links = tuple(dict.fromkeys((*addresses_in_text(text or ""), *addresses_in_html(html or ""))))
    return SourceText(file=name, found=True, published=published, text=text, links=links)


def _is_inert(suffix: str, raw: bytes) -> bool:
    """Say whether a file can be served under its own name: as text, or as a document that no page can be part of."""
    return suffix == ".txt" or (suffix in _DOCUMENTS and raw.startswith(_DOCUMENTS[suffix]))


def _mail_body(raw: bytes, kind: str = "plain") -> str | None:
    """Return the plain text of an e-mail, or its HTML; None if it has none."""
    try:
        body = message_from_bytes(raw, policy=default).get_body((kind,))
        return None if body is None else mail_text(body)
    except (LookupError, ValueError, AttributeError, TypeError):  # raised by the parser for broken mail
        return None
