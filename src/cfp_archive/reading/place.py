"""Where a page of an edition is, and so where its links and pictures may lead."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from cfp_archive.characters import hidden_characters
from cfp_archive.problems import Code, did_you_mean
from cfp_archive.reading.allowed import PICTURES, SCHEMES
from cfp_archive.reading.ownfile import State, is_plain_name, read_plainly, state_within

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Place", "Refused", "Target"]

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


class Refused(NamedTuple):
    """Why something may not be on a page."""

    code: Code
    message: str
    hint: str


class Target(NamedTuple):
    """Where a link leads within the archive."""

    page: str  #: as in '2021/index'; empty for the page itself
    anchor: str  #: of a heading; empty for the page's beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of a page in the archive; without a folder, only what needs none is judged."""

    edition: str = ""  #: the key
    name: str = "index"  #: of the page, without suffix
    folder: Path | None = None  #: of the edition
    pages: frozenset[str] = frozenset()  #: all pages of the archive, as in '2021/index'

    def link(self, address: str) -> Target | Refused | None:
        """Judge where a link leads.

        :param address: as written, percent-encoded or not.
        :returns: the target within the archive, None for one elsewhere, or why it is refused.
        """
        plain = unquote(address)
        scheme = _SCHEME.match(plain)
        if scheme is None and "\\" not in plain and not plain.startswith("/") and "?" not in plain:
            return self._within(*plain.partition("#")[::2])
        wrong = f"A link may not lead to '{_short(plain)}'."
        if scheme is None:
            hint = "Write a full address, as in https://example.org, or a page of the archive, as in ../2023/index.md."
            return Refused(Code.LINK_NOT_ALLOWED, wrong, hint)
        if scheme[1].lower() not in SCHEMES:
            hint = f"Links begin with {', '.join(sorted(f'{one}:' for one in SCHEMES))}, or lead to a page of the archive."
            return Refused(Code.LINK_NOT_ALLOWED, wrong, hint)
        if not _is_complete(address) or hidden_characters(plain):
            return Refused(Code.LINK_NOT_ALLOWED, wrong, "Write the address in full, without spaces.")
        return None

    def _within(self, path: str, anchor: str) -> Target | Refused:
        if not path:
            if anchor:
                return Target("", anchor)
            return Refused(Code.DEAD_LINK, "A link has no address.", "Write where it leads.")
        if not self.folder:
            return Target(path.removesuffix(".md"), anchor)
        whole = posixpath.normpath(posixpath.join(self.edition, path))
        page = whole.removesuffix(".md")
        if page in self.pages and whole.endswith(".md"):
            return Target("" if page == f"{self.edition}/{self.name}" else page, anchor)
        known = [posixpath.relpath(f"{one}.md", self.edition) for one in sorted(self.pages)]
        hint = did_you_mean(path, known, "Pages of the archive are written as in ../2023/index.md.")
        return Refused(Code.DEAD_LINK, f"There is no page '{_short(path)}' in the archive.", hint)

    def picture(self, address: str) -> str | Refused:
        """Judge a picture.

        :returns: its name in the edition's folder, or why it is refused.
        """
        plain = unquote(address)
        shown = _short(plain)
        suffix = posixpath.splitext(plain)[1].lower()
        if _SCHEME.match(plain) or plain.startswith(("/", "\\")):
            hint = "Put the file beside the page and name it."
            return Refused(
                Code.PICTURE_NOT_ALLOWED, f"The picture '{shown}' is not one of the edition's files.", hint
            )
        if suffix not in PICTURES:
            hint = f"Use one of {', '.join(PICTURES)}."
            return Refused(
                Code.PICTURE_NOT_ALLOWED,
                f"'{shown}' does not have the name of a picture that is allowed.",
                hint,
            )
        name = posixpath.normpath(plain)
        if not all(map(is_plain_name, name.split("/"))):
            hint = "Put the file beside the page, under a name of letters, digits, '-' and '_'."
            return Refused(
                Code.PICTURE_NOT_ALLOWED, f"The picture '{shown}' is not one of the edition's files.", hint
            )
        return name if self.folder is None else self._on_disk(self.folder, name, suffix)

    def _on_disk(self, folder: Path, name: str, suffix: str) -> str | Refused:
        match state_within(folder, name):
            case State.FILE:
                try:
                    begins = read_plainly(folder / name, 16)
                except OSError:
                    begins = b""
                if PICTURES[suffix].match(begins):
                    return name
                hint = f"Save it as {suffix.removeprefix('.')}, or rename it."
                return Refused(
                    Code.PICTURE_NOT_ALLOWED, f"The file '{name}' does not hold what its name says.", hint
                )
            case State.MISSING:
                known = [
                    one.relative_to(folder).as_posix()
                    for one in _files(folder)
                    if one.suffix.lower() in PICTURES
                ]
                hint = did_you_mean(name, known, "Put the file beside the page.")
                return Refused(Code.DEAD_LINK, f"There is no picture '{name}' beside the page.", hint)
            case _:
                hint = "Put the picture itself beside the page."
                return Refused(Code.PICTURE_NOT_ALLOWED, f"'{name}' is not a regular file.", hint)


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _is_complete(address: str) -> bool:
    """Say whether an address names a host, or a mailbox."""
    try:
        parts = urlsplit(address)
        return bool(parts.path if parts.scheme.lower() == "mailto" else parts.hostname)
    except ValueError:
        return False


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."
