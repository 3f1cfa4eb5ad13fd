"""Let Sphinx read pages from folders outside its source folder, under addresses of our choice."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.util import logging
from sphinx.util.matching import Matcher, get_matching_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.util._pathlib import _StrPath

logger = logging.getLogger(__name__)

#: Before the docnames of the pages of the record.
RECORD = "editions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The folder of the editions, and what of it are pages: nothing but what the library has read."""

    folder: Path  #: absolute
    pages: frozenset[str]  #: as in '2021/index'
    excluded: frozenset[str] = frozenset()  #: further pages that exclude_patterns leave out


class MountedProject(Project):
    """A project whose pages come from its source folder, from the record, and from a folder of generated pages.

    A page of the record has the docname ``editions/2021/index``, a generated page that of its path. Their paths relative
    to the source folder lead there with '..', so that images and relative links beside a page are found.
    """

    def __init__(
        self, srcdir: str | os.PathLike[str], source_suffix: Iterable[str], *, record: Record, generated: Path
    ) -> None:
        super().__init__(srcdir, source_suffix)
        self.record, self.generated = record, generated
        self.recorded: set[str] = set()  #: docnames of the pages of the record

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find the pages of the source folder, then those of the record, then the generated ones; the first of a docname stays."""
        excluded = [*exclude_paths, *EXCLUDE_PATHS]
        super().discover(exclude_paths, include_paths)
        self.recorded = set()
        for docname, file in self._mounted(excluded):
            if docname in self.docnames:
                logger.warning(
                    "the page %r exists twice: %s is not used; rename one of them",
                    docname,
                    file,
                    type="cfp",
                    subtype="duplicate-page",
                    location=docname,
                )
                continue
            path = Path(os.path.relpath(file, self.srcdir))
            self.docnames.add(docname)
            if file.is_relative_to(self.record.folder):
                self.recorded.add(docname)
            self._path_to_docname[path] = docname
            self._docname_to_path[docname] = path
        return self.docnames

    def _mounted(self, excluded: list[str]) -> Iterator[tuple[str, Path]]:
        is_excluded = Matcher(excluded)
        for page in sorted(self.record.pages):
            if not is_excluded(f"{page}.md"):
                yield f"{RECORD}/{page}", self.record.folder / f"{page}.md"
        for name in sorted(get_matching_files(self.generated, ["**"], EXCLUDE_PATHS)):
            docname = self._docname(Path(name))
            if docname is not None:
                yield docname, self.generated / name

    def path2doc(self, filename: str | os.PathLike[str]) -> str | None:
        """Return the docname of a file, absolute or relative to the source folder; None if it is not a page."""
        path = Path(os.path.normpath(self.srcdir / filename))
        with contextlib.suppress(ValueError):
            return self._docname(RECORD / path.relative_to(self.record.folder))
        with contextlib.suppress(ValueError):
            return self._docname(path.relative_to(self.generated))
        return super().path2doc(filename)

    def doc2path(self, docname: str, absolute: bool) -> _StrPath:
        """Return the file of a page, with '..' resolved when absolute, so that messages name it plainly."""
        path = super().doc2path(docname, absolute)
        return type(path)(os.path.normpath(path)) if absolute else path

    def _docname(self, path: Path) -> str | None:
        for suffix in self.source_suffix:
            if path.name.endswith(suffix):
                return path.as_posix().removesuffix(suffix)
        return None
