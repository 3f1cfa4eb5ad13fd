"""Read a source: a call as received, which is kept byte for byte, in whatever encoding and format it came."""

from __future__ import annotations

import codecs
import contextlib
import re
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from pathlib import PurePath
from typing import TYPE_CHECKING

from cfp_archive.model import SourceText
from cfp_archive.reading.files import MAX_BYTES, State, is_plain_name, read_bytes, state_within

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path

    from cfp_archive.model import Page

#: Sources in these formats are compared word by word.
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".eml"})
#: Of sources in these, the addresses that their links lead to are known.
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
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
        raw = read_bytes(folder / name, MAX_BYTES + 1)
    except (OSError, ValueError):
        return SourceText(file=name, found=False)
    suffix = PurePath(name).suffix.lower()
    inert = suffix == ".txt" or (suffix in _DOCUMENTS and raw.startswith(_DOCUMENTS[suffix]))
    published = name if inert else f"{name}.txt"
    if len(raw) > MAX_BYTES:
        return SourceText(file=name, found=True, published=published)
    if suffix == ".eml":
        text, html = _mail_body(raw, "plain"), _mail_body(raw, "html")
    else:
        text = decoded(raw) if suffix in _TEXT_SUFFIXES else None
        html = decoded(raw) if suffix in _HTML_SUFFIXES else None
    shown = (address.rstrip(_CLOSING) for address in _ADDRESS.findall(text or ""))
    links = tuple(dict.fromkeys((*shown, *_link_targets(html or ""))))
    return SourceText(file=name, found=True, published=published, text=text, links=links)


def _mail_body(raw: bytes, kind: str) -> str | None:
    """Return the plain text of an e-mail, or its HTML; None if it has none."""
    try:
        body = message_from_bytes(raw, policy=default).get_body((kind,))
        return None if body is None else mail_text(body)
    except (LookupError, ValueError, AttributeError, TypeError):  # raised by the parser for broken mail
        return None


# Encodings

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


# Addresses

_ADDRESS = re.compile(r"(?:https?://|ftp://|mailto:)[^\s<>\"'`\\]+")
#: Signs that end a sentence or a pair of brackets rather than an address.
_CLOSING = ".,;:!?)]}>*_"


def bare_address(address: str) -> str:
    """Return an address without its scheme, 'www.' and last slash. The case of the host does not count.

    >>> bare_address("https://www.Tides.example/CfP/"), bare_address("mailto:chair@tides.example")
    ('tides.example/CfP', 'chair@tides.example')
    """
    rest = re.sub(r"^(?:\w+://|mailto:)", "", address.strip(), flags=re.IGNORECASE)
    host, slash, path = rest.partition("/")
    return (host.lower().removeprefix("www.") + slash + path).rstrip("/")


def shows_address(page: Page, address: str) -> bool:
    """Return whether the sources of a page show an address, with or without scheme, 'www.' and last slash."""
    bare = bare_address(address)
    if any(bare == bare_address(link) for source in page.texts for link in source.links):
        return True
    pattern = re.compile(address_pattern(address))
    return any(pattern.search(source.text) for source in page.texts if source.text)


def address_pattern(address: str) -> str:
    """Return the pattern of an address where a text shows it, with or without scheme, 'www.' and last slash."""
    host, slash, path = bare_address(address).partition("/")
    return (
        rf"(?<![\w.@-])(?:\w+://|mailto:)?(?:[Ww][Ww][Ww]\.)?(?i:{re.escape(host)}){re.escape(slash + path)}"
        r"/?(?![\w/@-]|[.?#&=]\w)"
    )


def _link_targets(html: str) -> list[str]:
    """Return what the links of a web page lead to."""
    reader = _Links()
    # The standard library raises these for some broken declarations.
    with contextlib.suppress(AssertionError, ValueError):
        reader.feed(html)
        reader.close()
    return reader.targets


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the addresses of links."""
        if tag in {"a", "area"}:
            self.targets += [value for name, value in attrs if name == "href" and value]
