"""Find the files of an archive that can be mended."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import yaml

from cfp_archive.mending.texts import mend_page, mend_yaml
from cfp_archive.model import EDITION_KEY
from cfp_archive.reading.folder import split_front_matter
from cfp_archive.reading.textfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Mend", "find_mends"]

_YAML = ("series.yaml", "people.yaml", "decisions.yaml", "topics.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """A file, and what it would be."""

    file: Path
    before: str  #: with its byte order mark and line endings
    after: str

    def diff(self) -> list[str]:
        """Return a unified diff, line by line."""
        name = self.file.as_posix()
        before, after = self.before.split("\n"), self.after.split("\n")
        return list(difflib.unified_diff(before, after, name, f"{name} (mended)", lineterm="", n=2))


def find_mends(folder: Path) -> tuple[Mend, ...]:
    """Return the files of an archive that would change, in the order of their paths.

    :param folder: the folder that holds series.yaml and the editions. Files that cannot be read are left out: checking
        says what is wrong with them.
    """
    found = []
    for file, kind in _files(folder):
        text = read_text(file, PurePath(file.name)).text
        if text is None:
            continue
        before = file.read_bytes().decode("utf-8")
        after = mend_yaml(text) if kind == "yaml" else mend_page(text, call=kind == "call")
        if after != before:
            found.append(Mend(file=file, before=before, after=after))
    return tuple(found)


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    yield from ((folder / name, "yaml") for name in _YAML if (folder / name).is_file())
    for edition in sorted(folder.iterdir()):
        if not (edition.is_dir() and EDITION_KEY.match(edition.name) and edition.name.isascii()):
            continue
        sources = _sources(edition / "index.md")
        for file in sorted(edition.glob("*.md")):
            if file.name == "index.md":
                yield file, "call"
            elif file.is_file() and sources is not None and file.name not in sources:
                yield file, "further"


def _sources(page: Path) -> set[str] | None:
    """Return the names of an edition's source files; None if its page does not tell."""
    text = read_text(page, PurePath(page.name)).text if page.is_file() else None
    front = split_front_matter(text)[0] if text is not None else None
    try:
        data = yaml.safe_load(front) if front is not None else None
        sources = (data.get("sources") or []) if isinstance(data, dict) else None
    except (yaml.YAMLError, ValueError):
        return None
    if not isinstance(sources, list):
        return None
    return {str(one.get("file")) for one in sources if isinstance(one, dict)}
