"""Where a page of an edition is, and so where its links and pictures may lead."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from cfp_archive.characters import hidden_characters, shortened
from cfp_archive.problems import Code, did_you_mean
from cfp_archive.reading.allowed import PICTURES, SCHEMES
from cfp_archive.reading.files import State, is_plain_name, names_in, read_bytes, state_within

if TYPE_CHECKING:
    from pathlib import Path

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


class Refused(NamedTuple):
    """Why something may not be on a page: parts of a problem."""

    code: Code
    message: str
    hint: str


class Target(NamedTuple):
    """Where a link leads within the archive."""

    page: str  #: as in '2021/index'; empty for the page itself
    anchor: str  #: of a heading; empty for the page's beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLocation:
    """The location of a page in the archive; without a folder, only what needs none is judged."""

    edition: str = ""  #: the key
    name: str = "index"  #: of the page, without suffix
    folder: Path | None = None  #: of the edition
    pages: frozenset[str] = frozenset()  #: all pages of the archive, as in '2021/index'

    def link(self, address: str) -> Target | Refused | None:
        """Return a link's target within the archive, None for one elsewhere, or why the link is refused.

        :param address: as written, percent-encoded or not.
        """
        plain = unquote(address)
        scheme = _SCHEME.match(plain)
        if scheme is None and "\\" not in plain and not plain.startswith("/") and "?" not in plain:
            return self._within(*plain.partition("#")[::2])
        if scheme is None:
            hint = "Write a full address, as in https://example.org, or a page of the archive, as in ../2023/index.md."
        elif scheme[1].lower() not in SCHEMES:
            schemes = ", ".join(f"{name}:" for name in sorted(SCHEMES))
            hint = f"Links begin with {schemes}, or lead to a page of the archive."
        elif not _is_complete(address) or hidden_characters(plain):
            hint = "Write the address in full, without spaces."
        else:
            return None
        return Refused(Code.LINK_NOT_ALLOWED, f"A link may not lead to '{shortened(plain, 80)}'.", hint)

    def _within(self, path: str, anchor: str) -> Target | Refused:
        if not path:
            refused = Refused(Code.DEAD_LINK, "A link has no address.", "Write where it leads.")
            return Target("", anchor) if anchor else refused
        if not self.folder:
            return Target(path.removesuffix(".md"), anchor)
        whole = posixpath.normpath(posixpath.join(self.edition, path))
        page = whole.removesuffix(".md")
        if page in self.pages and whole.endswith(".md"):
            return Target("" if page == f"{self.edition}/{self.name}" else page, anchor)
        known = [posixpath.relpath(f"{page}.md", self.edition) for page in sorted(self.pages)]
        hint = did_you_mean(path, known, "Pages of the archive are written as in ../2023/index.md.")
        return Refused(Code.DEAD_LINK, f"The archive has no page '{shortened(path, 80)}'.", hint)

    def picture(self, address: str) -> str | Refused:
        """Return a picture's name in the edition's folder, or why it is refused."""
        plain = unquote(address)
        name, suffix = posixpath.normpath(plain), posixpath.splitext(plain)[1].lower()
        if _SCHEME.match(plain) or plain.startswith(("/", "\\")):
            hint = "Put the file beside the page and name it."
        elif suffix not in PICTURES:
            message = f"'{shortened(plain, 80)}' does not have the name of a picture that is allowed."
            return Refused(Code.PICTURE_NOT_ALLOWED, message, f"Use one of {', '.join(PICTURES)}.")
        elif not all(map(is_plain_name, name.split("/"))):
            hint = "Put the file beside the page, under a name of letters, digits, '-' and '_'."
        else:
            return name if self.folder is None else _picture_file(self.folder, name)
        message = f"The picture '{shortened(plain, 80)}' is not one of the edition's files."
        return Refused(Code.PICTURE_NOT_ALLOWED, message, hint)


def _picture_file(folder: Path, name: str) -> str | Refused:
    suffix = posixpath.splitext(name)[1].lower()
    state = state_within(folder, name)
    if state is State.MISSING:
        known = [other for other in names_in(folder) if posixpath.splitext(other)[1].lower() in PICTURES]
        hint = did_you_mean(name, known, "Put the file beside the page.")
        return Refused(Code.DEAD_LINK, f"The edition has no picture '{name}'.", hint)
    if state is not State.FILE:
        hint = "Put the picture itself beside the page."
        return Refused(Code.PICTURE_NOT_ALLOWED, f"'{name}' is not a regular file.", hint)
    try:
        beginning = read_bytes(folder / name, 16)
    except OSError:
        beginning = b""
    if PICTURES[suffix].match(beginning):
        return name
    hint = f"Save it as {suffix.removeprefix('.')}, or rename it."
    return Refused(
        Code.PICTURE_NOT_ALLOWED, f"The file '{name}' does not have the content that its name says.", hint
    )


def _is_complete(address: str) -> bool:
    """Return whether an address names a host, or a mailbox."""
    try:
        parts = urlsplit(address)
        return bool(parts.path if parts.scheme.lower() == "mailto" else parts.hostname)
    except ValueError:
        return False
