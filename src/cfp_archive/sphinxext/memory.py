"""Results that are kept beside the doctrees from build to build, so that a rebuild does only what has changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cfp_archive import __version__
from cfp_archive.sphinxext.html import record_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

T = TypeVar("T")


class Memory:
    """What the last build found out, by all that it depended on; what a build does not ask for again is forgotten.

    A file that cannot be read, or was written by other code than today's, counts as empty. Like Sphinx's own environment it
    is a pickle: the folder of the doctrees must be trusted.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._before: dict[bytes, bytes] = {}
        self._now: dict[bytes, bytes] = {}
        with contextlib.suppress(Exception):  # a damaged pickle may raise anything
            code, entries = pickle.loads(file.read_bytes())
            self._before = entries if code == _code() else {}

    @classmethod
    def of_builder(cls, app: Sphinx, name: str) -> Memory:
        """Return what concerns one output folder, as two builders may share doctrees."""
        return cls(record_of(app, f"{name}.pickle"))

    def get(self, *inputs: Any) -> Any:
        """Return what was made of the same inputs; None if nothing was."""
        key = _key(inputs)
        kept = self._now.get(key) or self._before.get(key)
        if kept is None:
            return None
        self._now[key] = kept
        return pickle.loads(kept)

    def put(self, value: Any, *inputs: Any) -> None:
        """Keep what was made of the inputs: a value that can be pickled."""
        self._now[_key(inputs)] = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)

    def recall(self, make: Callable[[], T], *inputs: Any) -> T:
        """Return what was made of the same inputs, or make and keep it.

        :param make: returns a value that can be pickled. Nobody may change it.
        :param inputs: all that the result depends on beside the code, as values whose ``repr`` tells them apart.
        """
        value: T | None = self.get(*inputs)
        if value is None:
            value = make()
            self.put(value, *inputs)
        return value

    def save(self) -> None:
        """Keep what this build asked for."""
        if self._now != self._before:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_bytes(pickle.dumps((_code(), self._now), pickle.HIGHEST_PROTOCOL))


def _key(inputs: tuple[Any, ...]) -> bytes:
    return hashlib.sha256(repr(inputs).encode("utf-8", "surrogatepass")).digest()


@cache
def _code() -> Any:
    """Return what tells this package's code from other versions of it: also from the one before an edit of it."""
    package = Path(__file__).parents[1]
    states = []
    for folder, _folders, names in os.walk(package):
        for name in names:
            if name.endswith((".py", ".json", ".mo")):
                state = Path(folder, name).stat()
                states.append((folder, name, state.st_mtime_ns, state.st_size))
    return sys.version, __version__, sorted(states)
