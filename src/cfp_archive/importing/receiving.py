"""Bytes as received become text and blocks; what is not text is refused."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from cfp_archive.importing.blocks import Finding, ImportRefusedError, Kind, Received
from cfp_archive.importing.html import read_html, read_markdown
from cfp_archive.importing.people import is_name
from cfp_archive.importing.plain import plain_blocks
from cfp_archive.languages import alternatives, pattern
from cfp_archive.reading.days import days_in
from cfp_archive.reading.sources import decoded, mail_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from email.message import EmailMessage

    from cfp_archive.importing.blocks import Block

__all__ = ["MAX_BYTES", "receive"]

#: Larger files are not calls.
MAX_BYTES = 5_000_000
#: Of text: a page may hold pictures, a call has no more words.
MAX_CHARACTERS = 500_000

_MAGIC = (
    (b"PK\x03\x04", "a zip archive or an office document"), (b"%PDF", "a PDF"), (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a compressed file"), (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"),
    (b"{\\rtf", "a rich-text document"),
)  # fmt: skip
_SUFFIXES = {
    ".eml": ".eml", ".html": ".html", ".htm": ".html", ".xhtml": ".html", ".md": ".md", ".markdown": ".md",
}  # fmt: skip
_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{1,40}:[ \t])")
_MAIL = re.compile(
    rb"^(?:MIME-Version|Content-Type|Message-I[dD]|Received|Return-Path):[ \t]", re.MULTILINE | re.IGNORECASE
)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
#: Headers of a mail that was saved as text, and what lists and mail programs add below.
_HEAD_LINE = re.compile(
    r"(?:from|to|subject|date|cc|reply-to|sender|sent|message-id|organization|newsgroups):", re.IGNORECASE
)


def receive(raw: bytes, name: str = "") -> Received:
    """Return the text and the blocks of a call, and what else its format says.

    :param name: the file's name, whose suffix tells the format; without one, the content does.
    :raises ImportRefusedError: if it is not text, or has no words.
    """
    shown = name or "The input"
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ImportRefusedError(f"{shown} is empty. Import a file with the text of a call.")
    if len(raw) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise ImportRefusedError(
            f"{shown} is larger than {limit} MB. Save only the text of the call, and import that."
        )
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise ImportRefusedError(
                f"{shown} is {what}, not text. Save the call as text or HTML, and import that."
            )
    match _kind(raw, name):
        case ".eml":
            received = _read_mail(raw)
        case ".html":
            received = _from_page(raw, ".html", decoded(raw, html=True))
        case ".md":
            received = _from_page(raw, ".md", decoded(raw))
        case _:
            # UTF-16 is kept beside its text, which the archive can read.
            suffix = ".bin" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ".txt"
            received = _from_text(raw, suffix, decoded(raw))
    text = received.text
    broken = sum(
        not (char.isprintable() or char in "\n\t\f\v\xa0\ufeff\u200b\xad\u2028") for char in text[:100_000]
    )
    if "\x00" in text or broken > 2 + len(text[:100_000]) // 50:
        raise ImportRefusedError(
            f"{shown} is not text: it contains binary data. Save the call as plain text."
        )
    if len(text) > MAX_CHARACTERS:
        raise ImportRefusedError(
            f"{shown} contains {len(text):,} characters. Save only the text of the call, and import that."
        )
    if not re.search(r"[^\W\d_]", text):
        raise ImportRefusedError(f"{shown} has no words. Import a file with the text of a call.")
    return replace(received, blocks=tuple(_without_surroundings(received.blocks, received.suffix)))


def _from_text(raw: bytes, suffix: str, text: str, names: Sequence[str] = ()) -> Received:
    text = re.sub(r"\r\n?", "\n", text)
    if len(text) > MAX_CHARACTERS:
        return Received(original=raw, suffix=suffix, text=text, blocks=())
    return Received(
        original=raw, suffix=suffix, text=text, blocks=tuple(plain_blocks(text)), names=tuple(names)
    )


def _from_page(raw: bytes, suffix: str, text: str, names: Sequence[str] = ()) -> Received:
    page = read_markdown(text) if suffix == ".md" else read_html(text)
    return Received(
        original=raw, suffix=suffix, text=page.text, blocks=page.blocks, names=(*names, *page.names)
    )


def _kind(raw: bytes, name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    head = raw[:20_000]
    if _HTML.match(head):
        return ".html"
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return ".eml" if _HEADER.match(block) and _MAIL.search(block) else ".txt"


def _read_mail(raw: bytes) -> Received:
    """Return a mail's plain text, or its HTML if it has no other, its subject and the day on which it was sent."""
    message = message_from_bytes(raw.split(b"\n", 1)[-1] if raw.startswith(b"From ") else raw, policy=default)
    parts = [
        one
        for one in message.walk()
        if not one.is_multipart() and one.get_content_disposition() != "attachment"
    ]
    texts = {
        kind: next(
            (
                _content(one)
                for one in parts
                if one.get_content_type() == f"text/{kind}" and _content(one).strip()
            ),
            "",
        )
        for kind in ("plain", "html")
    }
    if not any(texts.values()):
        raise ImportRefusedError("The e-mail has no text. Save the attached call as text, and import that.")
    names = [" ".join(str(message.get("Subject") or "").split())]
    if texts["plain"] and not (len(texts["plain"].split()) < 60 < len(texts["html"].split()) // 4):
        received = _from_text(raw, ".eml", texts["plain"], names)
    else:
        received = replace(_from_page(raw, ".html", texts["html"], names), suffix=".eml")
    attached = [one for one in message.walk() if one.get_content_disposition() == "attachment"]
    findings = tuple(
        Finding(
            field="text", line=0, message=f"The attachment '{one.get_filename() or one.get_content_type()}' was not read.",
            hint="If it is the call, save it and import it instead.",
        )
        for one in attached
    )  # fmt: skip
    return replace(received, posted=_sent(message), findings=findings)


def _content(part: EmailMessage) -> str:
    text = re.sub(r"\r\n?", "\n", mail_text(part))
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    return _unflowed(text) if flowed else text


def _sent(message: EmailMessage) -> dt.date | None:
    try:
        return parsedate_to_datetime(str(message.get("Date") or "")).date()
    except (ValueError, TypeError, IndexError):
        return None


def _unflowed(text: str) -> str:
    """Join lines that end with a space, as format=flowed asks (https://www.rfc-editor.org/rfc/rfc3676)."""
    lines: list[str] = []
    joined = False
    for line in text.split("\n"):
        one = line.removeprefix(" ")
        if joined and one.strip():
            lines[-1] += one
        else:
            lines.append(one)
        joined = one.endswith(" ") and one != "-- " and bool(one.strip())
    return "\n".join(lines)


def _without_surroundings(blocks: Sequence[Block], suffix: str) -> list[Block]:
    """Mark what is around the call: mail headers, footers of lists, menus."""
    marked = list(blocks)

    def mark(place: int, why: str) -> None:
        marked[place] = replace(marked[place], surrounding=marked[place].surrounding or why)

    footers = [bool(pattern("surroundings", "footer").search(one.text)) for one in marked]
    for place, one in enumerate(marked):
        if re.fullmatch(rf"\W*{alternatives('surroundings', 'menu')}\W*", one.text, re.IGNORECASE):
            mark(place, "page navigation")
        if pattern("surroundings", "list").search(one.text) and len(one.text.split()) < 80:
            mark(place, "mailing list footer")
    for start, stop in _link_lists(marked):
        for place in range(start, stop):
            mark(place, "page navigation")
    if suffix in {".txt", ".eml", ".bin"}:
        heads = itertools.takewhile(
            lambda n: _HEAD_LINE.match(marked[n].text) and len(marked[n].text) <= 300,
            range(min(len(marked), 12)),
        )
        for place in list(heads):
            if not re.match(r"subject:", marked[place].text, re.IGNORECASE):
                mark(place, "mail header")
    tail = range(max(0, len(marked) - 12), len(marked))
    footer = next((n for n in tail if footers[n] and len(marked[n].text) < 400), None)
    if footer is not None and len(marked) > 3:
        short = all(len(one.text.split()) < 60 for one in marked[footer:])
        for place in range(footer, len(marked)):
            if short or footers[place]:
                mark(place, "mailing list footer")
    return list(blocks) if all(one.surrounding for one in marked) else marked


def _link_lists(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Find lists whose every entry is a short link, before the first paragraph or after the last: menus."""
    paragraphs = [n for n, one in enumerate(blocks) if len(one.text.split()) > 12 and not one.surrounding]
    if not paragraphs:
        return []
    found: list[tuple[int, int]] = []
    start = None
    for n in range(len(blocks) + 1):
        one = blocks[n] if n < len(blocks) else None
        menu = (
            one is not None
            and one.kind is not Kind.HEADING
            and len(one.text.split()) <= (5 if one.kind is not Kind.ROW else 12)
            and one.linked
            and not days_in(one.text, 2000)
            and not (one.kind is not Kind.ROW and is_name(one.text))
            and not pattern("colocated").search(one.text)
        )
        if menu and start is None:
            start = n
        elif not menu and start is not None:
            row = n - start == 1 and blocks[start].wide.count("\t") > 1
            if (n - start >= 3 or row) and (n <= paragraphs[0] or start > paragraphs[-1]):
                found.append((start, n))
            start = None
    return found
