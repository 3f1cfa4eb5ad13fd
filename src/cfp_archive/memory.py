"""Results that are kept from one run to the next, so that the next does only what has changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from cfp_archive import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LIBRARIES", "Memory", "Recall", "make_anew", "versions"]

T = TypeVar("T")

#: Libraries that results depend on: all that this package asks for.
LIBRARIES = (
    "babel", "beautifulsoup4", "click", "icalendar", "markdown-it-py", "myst-parser", "numpy", "pydantic", "rapidfuzz",
    "ruamel.yaml", "snowballstemmer", "sphinx", "sphinx-book-theme", "sphinx-design", "typing-extensions", "tzdata",
)  # fmt: skip
#: What so many runs did not ask for is forgotten; each of them has made something new.
_RUNS = 10


class Recall(Protocol):
    """What returns a result of an earlier run, or makes it: see `Memory.recall`."""

    def __call__(self, make: Callable[[], T], /, *inputs: Any) -> T:
        """Return what was made of the same inputs, or make it."""


def make_anew(make: Callable[[], T], /, *_inputs: Any) -> T:
    """Return a result where nothing is kept."""
    return make()


class Memory:
    """What earlier runs found out, by all that it depended on; what none of the last runs asked for is forgotten.

    A file that cannot be read, or was written by other code than today's, counts as empty. It is a pickle: its folder must
    be trusted, as that of Sphinx's own environment.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._run = 0
        self._kept: dict[
            bytes, tuple[int, bytes]
        ] = {}  # the last run that asked for it, and the pickled value
        self._is_new = False
        with contextlib.suppress(Exception):  # a damaged pickle may raise anything
            code, run, kept = pickle.loads(file.read_bytes())
            if code == _code():
                self._run, self._kept = run + 1, kept

    def get(self, *inputs: Any) -> Any:
        """Return what was made of the same inputs; None if nothing was."""
        key = _key(inputs)
        if key not in self._kept:
            return None
        _run, kept = self._kept[key]
        self._kept[key] = self._run, kept
        return pickle.loads(kept)

    def put(self, value: Any, *inputs: Any) -> None:
        """Keep what was made of the inputs: a value that can be pickled."""
        self._kept[_key(inputs)] = self._run, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._is_new = True

    def recall(self, make: Callable[[], T], /, *inputs: Any) -> T:
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
        """Write down what is kept, if anything is new."""
        if self._is_new:
            kept = {key: one for key, one in self._kept.items() if self._run - one[0] <= _RUNS}
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_bytes(pickle.dumps((_code(), self._run, kept), pickle.HIGHEST_PROTOCOL))


def _key(inputs: tuple[Any, ...]) -> bytes:
    return hashlib.sha256(repr(inputs).encode("utf-8", "surrogatepass")).digest()


@cache
def _code() -> Any:
    """Return what tells this package's code, and that of its libraries, from other versions: also from the one before an edit of it."""
    package = Path(__file__).parent
    states = []
    for folder, _folders, names in os.walk(package):
        for name in names:
            if name.endswith((".py", ".json", ".mo")):
                state = Path(folder, name).stat()
                states.append((folder, name, state.st_mtime_ns, state.st_size))
    return sys.version, versions(), sorted(states)


@cache
def versions() -> tuple[str, ...]:
    """Return the versions of this package and of the libraries that it asks for."""
    return __version__, *(f"{name} {version(name)}" for name in LIBRARIES)
