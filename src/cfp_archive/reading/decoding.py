"""Text of bytes that came from anywhere: sources, mails and web pages, whose own words about their encoding may be wrong."""

from __future__ import annotations

import codecs
import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message

__all__ = ["decoded", "mail_text"]

#: Text in these is valid UTF-8 and means something else, so that what is declared goes first.
_SHIFTED = ("iso-2022", "utf-7", "hz")
#: Codecs of Python that are no encodings of texts; some take very long.
_NO_ENCODINGS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined"})


def decoded(raw: bytes, declared: str = "", *, html: bool = False) -> str:
    """Return the text of bytes, without a byte order mark; whatever the bytes, there is one.

    What a byte order mark says, else UTF-8 if the bytes are that, else what is declared, else Windows-1252, which old mail was
    written in, else ISO 8859-1. Nothing is guessed from the words, so that the same bytes are the same text on every machine.

    :param declared: the encoding that comes with the bytes, e.g. the charset of a mail.
    :param html: the bytes are a page that may declare its encoding.
    """
    if not raw.removeprefix(codecs.BOM_UTF8):
        return ""
    shifted = declared.lower().startswith(_SHIFTED)
    if not shifted:
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode("utf-8-sig")
    from bs4.dammit import EncodingDetector, UnicodeDammit  # seldom needed, and slow to import

    declared = declared or (html and EncodingDetector.find_declared_encoding(raw, is_html=True)) or ""
    names = [declared] if _is_encoding(declared) else []
    order = [*(names if shifted else ()), "utf-8", *names, "windows-1252", "iso-8859-1"]
    return UnicodeDammit(raw, user_encodings=order).unicode_markup or ""


def mail_text(part: Message) -> str:
    """Return the text of a part of a mail that has no parts itself, in whatever transfer encoding and charset."""
    payload = part.get_payload(decode=True)
    return decoded(payload, str(part.get_content_charset() or "")) if isinstance(payload, bytes) else ""


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name).name.replace("_", "-") not in _NO_ENCODINGS
    except (LookupError, ValueError):
        return False
