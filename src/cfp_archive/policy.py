"""A content security policy that a built site satisfies: computed from its pages, and held against them.

An edition is a stranger's input. Nothing of it may run in a reader's browser, and the policy is the last of several walls:
should something slip through the others, a browser that knows the policy does not run it and sends nothing elsewhere.
Pages load from their own site alone. The few inline scripts and styles of the theme are allowed by their SHA-256, never
by ``'unsafe-inline'``; see https://www.w3.org/TR/CSP3/.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "HEADERS_FILE",
    "Blocked",
    "Policy",
    "blocked_in",
    "hash_of",
    "headers_file",
    "is_ours",
    "policy_of",
    "policy_of_site",
]

#: Where static hosts (Cloudflare Pages, Netlify and others) read the headers that they send with each page.
HEADERS_FILE = "_headers"
_OURS = "# Written by cfp-archive with each build.\n"

#: The page of the site that holds what the theme puts on all of them, and no words of any edition: a script on it is
#: the site's own. Were the hashes those of all pages, a script that came with an edition would be allowed as well.
_WITHOUT_STRANGERS = ("search.html", "search/index.html")

#: Types of ``<script>`` that browsers run; others hold data. https://html.spec.whatwg.org/#prepare-the-script-element
_RUN = re.compile(r"\s*(?:module|(?:text|application)/(?:x-)?(?:java|ecma)script|)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the pages of a site may load and run: files of the site itself, and these inline texts."""

    scripts: tuple[str, ...] = ()  #: hashes of inline scripts, as ``sha256-...``; sorted
    styles: tuple[str, ...] = ()  #: of inline style sheets

    def allowing(self, scripts: Iterable[str]) -> Policy:
        """Return the policy that allows the inline scripts of these hashes as well."""
        return Policy(scripts=tuple(sorted({*self.scripts, *scripts})), styles=self.styles)

    @property
    def in_page(self) -> str:
        """The policy as a page itself can state it: a ``<meta>`` cannot say who may frame the page."""
        return "; ".join(
            (
                "default-src 'none'",
                _sources("script-src", self.scripts),
                _sources("style-src", self.styles),
                "img-src 'self'",
                "font-src 'self'",
                "connect-src 'self'",  # the search reads the pages that it has found
                "form-action 'self'",  # the search field
                "base-uri 'none'",
            )
        )

    @property
    def in_header(self) -> str:
        """The policy as a server sends it, in the header ``Content-Security-Policy``."""
        return f"{self.in_page}; frame-ancestors 'none'"

    @property
    def tag(self) -> str:
        """The ``<meta>`` that states the policy in a page; it must come before everything that loads."""
        return f'<meta http-equiv="Content-Security-Policy" content="{escape(self.in_page, quote=False)}" />'


class Blocked(NamedTuple):
    """Something on a page that the policy does not allow."""

    line: int  #: 1-based
    what: str  #: in words


def policy_of(page: str) -> Policy:
    """Return the policy that allows the inline scripts and styles of a page.

    :param page: HTML that holds nothing of an edition.
    """
    read = _read(page)
    return Policy(
        scripts=tuple(sorted({hash_of(one.text) for one in read.scripts})),
        styles=tuple(sorted({hash_of(one.text) for one in read.styles})),
    )


def policy_of_site(folder: Path) -> Policy:
    """Return the policy of a built site, from its search page.

    :raises OSError: if the folder has no such page.
    """
    found = next(
        (folder / one for one in _WITHOUT_STRANGERS if (folder / one).is_file()),
        folder / _WITHOUT_STRANGERS[0],
    )
    return policy_of(found.read_text(encoding="utf-8"))


def blocked_in(page: str, policy: Policy) -> tuple[Blocked, ...]:
    """Return what a browser would not run or apply on a page, in the order of the page."""
    read = _read(page)
    return tuple(
        sorted(
            [
                *(Blocked(one.line, "an inline script") for one in read.scripts if hash_of(one.text) not in policy.scripts),
                *(Blocked(one.line, "an inline style sheet") for one in read.styles if hash_of(one.text) not in policy.styles),
                *(Blocked(one.line, one.text) for one in read.others),
            ]
        )
    )  # fmt: skip


def headers_file(policy: Policy) -> str:
    """Return the file with the headers that a static host is to send with every page."""
    headers = {
        "Content-Security-Policy": policy.in_header,
        # A file that the archive received is never taken for something else than it is sent as.
        "X-Content-Type-Options": "nosniff",
    }
    return f"{_OURS}/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())


def is_ours(text: str) -> bool:
    """Say whether a file of headers is one that was written here."""
    return text.startswith(_OURS)


def _sources(name: str, hashes: Iterable[str]) -> str:
    return " ".join([name, "'self'", *(f"'{one}'" for one in hashes)])


def hash_of(text: str) -> str:
    """Return the hash of an inline script or style sheet, as a policy writes it."""
    # Browsers hash what the HTML parser makes of a text: lines end with LF.
    digest = hashlib.sha256(re.sub(r"\r\n?", "\n", text).encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


class _Inline(NamedTuple):
    line: int
    text: str


_ADDRESSES = {"src", "srcset", "poster", "data", "background", "action", "formaction"}
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


class _Page(HTMLParser):
    """Notes what a policy decides on."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[_Inline] = []
        self.styles: list[_Inline] = []
        self.others: list[_Inline] = []
        self._inside: list[_Inline] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        values = {name: value or "" for name, value in attrs}
        for name, value in values.items():
            if name.startswith("on"):
                self.others.append(_Inline(line, f"the event handler '{name}'"))
            elif name == "style":
                self.others.append(_Inline(line, f"the inline style '{value}'"))
            elif value.strip().lower().startswith("javascript:"):
                self.others.append(_Inline(line, f"the script in '{name}'"))
            elif name in _ADDRESSES and _ELSEWHERE.match(value):
                self.others.append(_Inline(line, f"<{tag} {name}> from another place: {value}"))
        if tag in {"iframe", "frame", "object", "embed", "base", "applet"}:
            self.others.append(_Inline(line, f"<{tag}>"))
        if (
            tag == "link"
            and values.get("rel") in {"stylesheet", "preload"}
            and _ELSEWHERE.match(values.get("href", ""))
        ):
            self.others.append(_Inline(line, f"a style sheet from another place: {values['href']}"))
        if tag == "script" and "src" not in values and _RUN.match(values.get("type", "")):
            self._inside = self.scripts
        elif tag == "style":
            self._inside = self.styles

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._inside is not None and tag in {"script", "style"}:
            self._inside.append(_Inline(self.getpos()[0], "".join(self._text)))
            self._inside, self._text = None, []


def _read(page: str) -> _Page:
    reader = _Page()
    reader.feed(page)
    reader.close()
    return reader
