"""Read an e-mail: its plain text, or its HTML if it has no other, in whatever transfer encoding and charset."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from cfp_archive.importing.markup import html_text
from cfp_archive.importing.parts import Guess, ImportRefusedError, Received
from cfp_archive.reading.decoding import mail_text

if TYPE_CHECKING:
    import datetime as dt
    from email.message import EmailMessage, Message

__all__ = ["read_mail"]


def read_mail(raw: bytes) -> Received:
    """Return the text of an e-mail, its subject and the day on which it was sent.

    :raises ImportRefusedError: if it has no text.
    """
    if raw.startswith(b"From "):  # of a mailbox file
        raw = raw.split(b"\n", 1)[-1]
    message = message_from_bytes(raw, policy=default)
    part, kind = _text_part(message)
    if part is None:
        raise ImportRefusedError("The e-mail has no text. Save the attached call as text, and import that.")
    content = _content(part)
    subject = " ".join(str(message.get("Subject") or "").split())
    guesses = tuple(
        Guess(
            line=0,
            message=f"The attachment '{one}' of the e-mail was not read.",
            hint="If it is the call, save it and import it instead.",
        )
        for one in _attachments(message)
    )
    posted = _sent(message)
    if kind == "html":
        page = html_text(content)
        return Received(
            original=raw, suffix=".eml", text=page.text, links=page.links, subject=subject or page.title,
            posted=posted, guesses=guesses,
        )  # fmt: skip
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    text = _unflowed(content) if flowed else content
    return Received(original=raw, suffix=".eml", text=text, subject=subject, posted=posted, guesses=guesses)


def _text_part(message: EmailMessage) -> tuple[EmailMessage | None, str]:
    """Return the part to read: plain text rather than HTML, of the message itself or of one that it forwards."""
    parts = [
        one
        for one in message.walk()
        if not one.is_multipart() and one.get_content_disposition() != "attachment"
    ]
    for kind in ("plain", "html"):
        for one in parts:
            if one.get_content_type() == f"text/{kind}" and _content(one).strip():
                return one, kind
    return None, ""


def _content(part: EmailMessage) -> str:
    return re.sub(r"\r\n?", "\n", mail_text(part))


def _attachments(message: Message) -> list[str]:
    return [
        str(one.get_filename() or one.get_content_type())
        for one in message.walk()
        if one.get_content_disposition() == "attachment"
    ]


def _sent(message: Message) -> dt.date | None:
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
