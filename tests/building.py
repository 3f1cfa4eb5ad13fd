"""Build small sites with Sphinx, in this process, for tests."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import stat
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

from cfp_archive.reading import read_edition
from cfp_archive.reading.proof import page_words
from fabricate import TIDES, TIDES_SERIES, write, write_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from fabricate import Call

ROOTS = Path(__file__).parent / "roots"


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build made and said."""

    outdir: Path
    warnings: list[str]  #: one for each line of the warning stream, without colours
    status: str
    read: list[str]  #: docnames that were read, sorted
    changes: str  #: as in '3 added, 0 changed, 0 removed'
    env: BuildEnvironment
    rc: int

    def text(self, name: str) -> str:
        """Return an output file's text."""
        return (self.outdir / name).read_text(encoding="utf-8")

    def doctree(self, docname: str) -> nodes.document:
        """Return a page as it was read."""
        return self.env.get_doctree(docname)


class Prepared:
    """A workshop as it is set up, and the sites that are built of it before anything is changed: each of them only once.

    Tests get it at one place, one after the other, because Sphinx keeps the paths and times of what it has read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "workshop"
        self._sites = folder / "sites"
        self._master = set_up(folder / "master").folder
        self._built: dict[tuple[str, ...], Built] = {}
        for path in self._master.rglob("*"):
            os.utime(path, (_LONG_AGO, _LONG_AGO))  # before anything was read of it

    def restored(self) -> Workshop:
        """Return the workshop as it was set up."""
        if self.folder.exists():
            shutil.rmtree(self.folder)
        shutil.copytree(self._master, self.folder, symlinks=True)
        return Workshop(folder=self.folder, prepared=self)

    def is_untouched(self) -> bool:
        """Tell whether no test has changed it."""
        return _entries(self.folder) == _entries(self._master)

    def site(self, build: Callable[[], Built], builder: str, into: str) -> Built:
        """Return the site of the untouched workshop, built now or put back."""
        place = self._sites / builder / into
        if (builder, into) in self._built:
            shutil.copytree(place, self.folder / into, symlinks=True)
        else:
            self._built[builder, into] = build()
            shutil.copytree(self.folder / into, place, symlinks=True)
        return self._built[builder, into]


#: In seconds since 1970.
_LONG_AGO = 1_500_000_000


def _entries(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return kind, rights and content of everything in a workshop, but for its sites."""
    return {
        path.relative_to(folder).as_posix(): (
            mode := path.lstat().st_mode,
            path.read_bytes() if stat.S_ISREG(mode) else b"",
        )
        for part in ("docs", "editions")
        for path in (folder / part).rglob("*")
    }


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """A folder with ``docs/`` and ``editions/``, where sites are built."""

    folder: Path
    prepared: Prepared | None = None  #: what its first site may be taken from

    @property
    def docs(self) -> Path:
        """The source folder."""
        return self.folder / "docs"

    @property
    def editions(self) -> Path:
        """The record."""
        return self.folder / "editions"

    def build(
        self,
        builder: str = "html",
        *,
        into: str = "build",
        parallel: int = 0,
        fresh: bool = False,
        warnings_are_errors: bool = False,
        **options: Any,
    ) -> Built:
        """Build the site.

        :param into: the folder of outputs and doctrees; builders of one folder share the doctrees.
        :param options: values that stand in for those of conf.py.
        """
        plain = not (parallel or options or warnings_are_errors or (self.folder / into).exists())
        if self.prepared and plain and self.prepared.is_untouched():
            again = replace(self, prepared=None)
            return self.prepared.site(lambda: again.build(builder, into=into), builder, into)
        # Sphinx remembers the checksum of a file by its path, for as long as a process lives.
        _file_checksum_inner.cache_clear()
        warning, status = io.StringIO(), io.StringIO()
        app = SphinxTestApp(
            builder,
            srcdir=self.docs,
            builddir=self.folder / into,
            confoverrides=options,
            parallel=parallel,
            freshenv=fresh,
            warningiserror=warnings_are_errors,
            status=status,
            warning=warning,
        )
        read: list[str] = []
        # At the very end of the event, when the list is final.
        app.connect("env-before-read-docs", lambda _app, _env, names: read.extend(names), priority=999)
        try:
            app.build()
        finally:
            app.cleanup()
        said = strip_colors(status.getvalue())
        changes = re.findall(r"(\d+ added, \d+ changed, \d+ removed)", said)
        return Built(
            outdir=app.outdir,
            warnings=strip_colors(warning.getvalue()).splitlines(),
            status=said,
            read=sorted(read),
            changes=changes[-1] if changes else "0 added, 0 changed, 0 removed",
            env=app.env,
            rc=app.statuscode,
        )

    def page(self, name: str, text: str) -> None:
        """Write a page of ``docs/``."""
        (self.docs / name).parent.mkdir(parents=True, exist_ok=True)
        write(self.docs / name, text)

    def configure(self, line: str) -> None:
        """Add a line to conf.py."""
        path = self.docs / "conf.py"
        write(path, path.read_text(encoding="utf-8") + line + "\n")

    def edit(self, name: str, old: str, new: str, *, with_source: bool = True) -> None:
        """Change words in a file of the record; they must be there.

        :param with_source: the call as received follows its page, so that the page is proven as before.
        """
        path = self.editions / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}"
        write(path, text.replace(old, new))
        if with_source and path.name == "index.md":
            self.receive(path.parent.name)

    def receive(self, key: str) -> None:
        """Write a call as received, as if it had come as its page is now."""
        edition, _ = read_edition(self.editions / key, PurePath("editions", key))
        if edition is not None:
            lines: dict[int, list[str]] = {}
            for word in page_words(edition):
                lines.setdefault(word.line, []).append(word.text)
            write(self.editions / key / "source.txt", "".join(f"{' '.join(one)}\n" for one in lines.values()))

    def put(self, key: str, call: Call) -> None:
        """Write an edition."""
        (self.editions / key).mkdir(exist_ok=True)
        write(self.editions / key / "index.md", call.page())
        write(self.editions / key / "source.txt", call.words())


def set_up(folder: Path, editions: Mapping[str, Call | str] | None = None, **files: Any) -> Workshop:
    """Write a site over a fabricated archive; ``files`` go to :func:`fabricate.write_archive`."""
    shutil.copytree(ROOTS / "site", folder / "docs")
    files.setdefault("series", TIDES_SERIES)
    write_archive(folder / "editions", TIDES if editions is None else editions, **files)
    return Workshop(folder=folder)


def contents(folder: Path) -> dict[str, str]:
    """Return a digest of every file of a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
