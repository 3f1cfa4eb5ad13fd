"""Which addresses a source shows: as words, or as what its links lead to."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cfp_archive.model import Page

__all__ = ["addresses_in_html", "addresses_in_text", "bare_address", "shows_address"]

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


def addresses_in_text(text: str) -> tuple[str, ...]:
    """Return the addresses that a text shows with their schemes."""
    return tuple(dict.fromkeys(one.rstrip(_CLOSING) for one in _ADDRESS.findall(text)))


def addresses_in_html(html: str) -> tuple[str, ...]:
    """Return what the links of a page lead to."""
    reader = _Links()
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, ValueError):  # raised by the standard library for some broken declarations
        pass
    return tuple(dict.fromkeys(reader.found))


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the addresses of links."""
        if tag in {"a", "area"}:
            self.found += [value for name, value in attrs if name == "href" and value]


def shows_address(page: Page, address: str) -> bool:
    """Tell whether the sources of a page show an address, with or without scheme, 'www.' and last slash."""
    bare = bare_address(address)
    if any(bare == bare_address(link) for one in page.texts for link in one.links):
        return True
    host, slash, path = bare.partition("/")
    pattern = re.compile(
        rf"(?<![\w.@-])(?:\w+://|mailto:)?(?:[Ww][Ww][Ww]\.)?(?i:{re.escape(host)}){re.escape(slash + path)}"
        r"/?(?![\w/@-]|[.?#&=]\w)"
    )
    return any(pattern.search(one.text) for one in page.texts if one.text)
