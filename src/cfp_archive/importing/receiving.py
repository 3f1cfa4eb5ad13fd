"""Stage 1: bytes as received become text; what is no text is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from cfp_archive.importing.mail import read_mail
from cfp_archive.importing.markup import html_text, markdown_text
from cfp_archive.importing.parts import ImportRefusedError, Received
from cfp_archive.reading.decoding import decoded

__all__ = ["MAX_BYTES", "receive"]

#: Larger files are no calls.
MAX_BYTES = 5_000_000
#: Of text: a page may hold pictures, a call has no more words.
MAX_CHARACTERS = 500_000

_MAGIC = (
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"{\\rtf", "a rich-text document"),
)
_SUFFIXES = {
    ".eml": ".eml",
    ".html": ".html",
    ".htm": ".html",
    ".xhtml": ".html",
    ".md": ".md",
    ".markdown": ".md",
}
_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{1,40}:[ \t])")
_MAIL = re.compile(
    rb"^(?:MIME-Version|Content-Type|Message-I[dD]|Received|Return-Path):[ \t]", re.MULTILINE | re.IGNORECASE
)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def receive(raw: bytes, name: str = "") -> Received:
    """Return the text of a call, and what else its format says.

    :param name: the file's name, whose suffix tells the format; without one, the content does.
    :raises ImportRefusedError: if it is no text, or has no words.
    """
    shown = name or "The input"
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ImportRefusedError(f"{shown} is empty. Give the text of a call.")
    if len(raw) > MAX_BYTES:
        raise ImportRefusedError(
            f"{shown} is larger than {MAX_BYTES // 1_000_000} MB. A call is a page of text: save its text alone."
        )
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise ImportRefusedError(
                f"{shown} is {what}, not text. Save the call's text or HTML, and import that."
            )
    kind = _kind(raw, name)
    if kind == ".eml":
        received = read_mail(raw)
    elif kind == ".html":
        page = html_text(decoded(raw, html=True))
        received = Received(original=raw, suffix=kind, text=page.text, links=page.links, subject=page.title)
    elif kind == ".md":
        page = markdown_text(decoded(raw))
        received = Received(original=raw, suffix=kind, text=page.text, links=page.links, subject=page.title)
    else:
        # UTF-16 is kept beside its text, which the archive can read.
        suffix = ".bin" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ".txt"
        received = Received(original=raw, suffix=suffix, text=decoded(raw))
    text = re.sub(r"\r\n?", "\n", received.text)
    broken = sum(
        not (char.isprintable() or char in "\n\t\f\v\xa0\ufeff\u200b\xad\u2028") for char in text[:100_000]
    )
    if "\x00" in text or broken > 2 + len(text[:100_000]) // 50:
        raise ImportRefusedError(
            f"{shown} is no text: it holds bytes that no text has. Save the call as plain text."
        )
    if len(text) > MAX_CHARACTERS:
        raise ImportRefusedError(
            f"{shown} holds {len(text):,} characters of text. A call is a page of text: save its text alone."
        )
    if not re.search(r"[^\W\d_]", text):
        raise ImportRefusedError(f"{shown} has no words. Give the text of a call.")
    return replace(received, text=text)


def _kind(raw: bytes, name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    head = raw[:20_000]
    if _HTML.match(head):
        return ".html"
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if _HEADER.match(block) and _MAIL.search(block):
        return ".eml"
    return ".txt"
