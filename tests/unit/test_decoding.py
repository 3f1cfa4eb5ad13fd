"""Bytes from anywhere become text, the same on every machine."""

from __future__ import annotations

from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfp_archive.reading.sources import decoded, mail_text

WORDS = "Çelik Ömür – “tides”"


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        (b"", "", ""),
        (b"\xef\xbb\xbf", "", ""),
        (WORDS.encode(), "", WORDS),
        (WORDS.encode(), "iso-8859-1", WORDS),  # valid UTF-8 is UTF-8, whatever is declared
        (WORDS.encode("utf-8-sig"), "", WORDS),
        (WORDS.encode("utf-16"), "", WORDS),
        (b"\xfe\xff" + "tides".encode("utf-16-be"), "", "tides"),
        (WORDS.encode("cp1252"), "", WORDS),
        (WORDS.encode("cp1252"), "no-such", WORDS),
        (WORDS.encode("cp1252"), "punycode", WORDS),
        (WORDS.encode("cp1252"), "Unicode-Escape", WORDS),
        ("Čelík".encode("iso-8859-2"), "iso-8859-2", "Čelík"),
        ("海".encode("iso-2022-jp"), "iso-2022-jp", "海"),
        ("海 –".encode("utf-7"), "utf-7", "海 –"),
        (b"tides \x81", "", "tides \x81"),
        (b"\xe4\xf6 \x81", "utf-8", "äö \x81"),
    ],
)
def test_encodings(raw: bytes, declared: str, text: str) -> None:
    """A mark, UTF-8, what is declared and what old mail was written in are known, in this order."""
    assert decoded(raw, declared) == text


def test_pages() -> None:
    """A page says its encoding in its head."""
    page = '<html><head><meta charset="iso-8859-2"><body>Čelík'
    assert decoded(page.encode("iso-8859-2"), html=True) == page
    assert decoded(page.encode("iso-8859-2")) != page


def test_mail() -> None:
    """A part of a mail is read in its charset; one that lies is read all the same."""
    head = b"Content-Type: text/plain; charset=%s\nContent-Transfer-Encoding: quoted-printable\n\n%s"
    assert mail_text(message_from_bytes(head % (b"iso-8859-2", b"=C8el=EDk"))) == "Čelík"
    assert mail_text(message_from_bytes(head % (b"us-ascii", b"=C8el"))) == "Èel"
    assert (
        mail_text(message_from_bytes(b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\na\n--x--")) == ""
    )


@given(
    st.binary(max_size=200),
    st.sampled_from(["", "utf-16", "ascii", "hz", "idna", "\x00", "big5", "x" * 300]),
    st.booleans(),
)
def test_any_bytes(raw: bytes, declared: str, html: bool) -> None:
    """Whatever the bytes, there is a text, and no word on standard error."""
    assert isinstance(decoded(raw, declared, html=html), str)


@given(st.text(st.characters(exclude_characters="\ufeff", exclude_categories=["Cs"])))
def test_any_text(text: str) -> None:
    """UTF-8 is read as it is."""
    assert decoded(text.encode()) == text
