"""Let Sphinx read pages from folders outside its source folder, under addresses of our choice."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.util import logging
from sphinx.util.matching import get_matching_files

from cfp_archive.reading.textfile import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.util._pathlib import _StrPath

logger = logging.getLogger(__name__)


class MountedProject(Project):
    """A project whose pages come from its source folder and from mounted folders.

    ``mounts`` maps a docname prefix ('' for none) to an absolute folder. A page of a mount has the docname
    ``prefix/relative/path``, unless it is one of the ``excluded`` absolute paths, and its path relative to the source folder leads there with '..', so that images and
    relative links beside the page are found.
    """

    def __init__(
        self,
        srcdir: str | os.PathLike[str],
        source_suffix: Iterable[str],
        mounts: Mapping[str, Path],
        excluded: AbstractSet[Path] = frozenset(),
    ) -> None:
        super().__init__(srcdir, source_suffix)
        self.mounts = dict(mounts)
        self.excluded = excluded

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find the pages of the source folder, then those of each mount; the first of a docname stays."""
        excluded = [*exclude_paths, *EXCLUDE_PATHS]
        super().discover(exclude_paths, include_paths)
        for prefix, folder in self.mounts.items():
            for name in sorted(get_matching_files(folder, ["**"], excluded)):
                docname = self._mounted_docname(prefix, Path(name))
                if docname is None or any(part.startswith((".", "_")) for part in Path(name).parts):
                    continue  # such names are no part of the record, as the library reads it
                if folder / name in self.excluded:
                    continue
                if read_text(folder / name, Path(name)).text is None:
                    continue  # warned of by who read the record; Sphinx would stop here
                if docname in self.docnames:
                    logger.warning(
                        "the page %r exists twice: %s is not used; rename one of them",
                        docname,
                        folder / name,
                        type="cfp",
                        subtype="duplicate-page",
                        location=docname,
                    )
                    continue
                path = Path(os.path.relpath(folder / name, self.srcdir))
                self.docnames.add(docname)
                self._path_to_docname[path] = docname
                self._docname_to_path[docname] = path
        return self.docnames

    def path2doc(self, filename: str | os.PathLike[str]) -> str | None:
        """Return the docname of a file, absolute or relative to the source folder; None if it is no page."""
        path = Path(os.path.normpath(self.srcdir / filename))
        for prefix, folder in self.mounts.items():
            with contextlib.suppress(ValueError):
                return self._mounted_docname(prefix, path.relative_to(folder))
        return super().path2doc(filename)

    def doc2path(self, docname: str, absolute: bool) -> _StrPath:
        """Return the file of a page, with '..' resolved when absolute, so that messages name it plainly."""
        path = super().doc2path(docname, absolute)
        return type(path)(os.path.normpath(path)) if absolute else path

    def _mounted_docname(self, prefix: str, path: Path) -> str | None:
        for suffix in self.source_suffix:
            if path.name.endswith(suffix):
                return f"{prefix}/{path.as_posix()}".removesuffix(suffix).lstrip("/")
        return None
