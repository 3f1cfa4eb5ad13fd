"""What the commands share: finding and reading the archive, exit codes, colour."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

from cfp_archive.cli._progress import working

if TYPE_CHECKING:
    import argparse

    from cfp_archive.model import Archive
    from cfp_archive.problems import Problem

OK = 0
PROBLEMS = 1  #: the command ran and found something wrong
CANNOT_RUN = 2  #: wrong arguments, no archive

_FOLDER = "editions"
_INDEX = "series.yaml"


class Command(Protocol):
    """A module of this package that is a command."""

    NAME: str  #: as typed
    HELP: str  #: one line
    EPILOG: str  #: examples

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's own arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it and return the exit code; ``args.archive`` is the path given by --archive, or None."""


class CannotRunError(Exception):
    """The command cannot run; the message says why and what to do."""


def find_archive(given: Path | None) -> Path:
    """Return the folder that holds series.yaml and the editions.

    :param given: that folder or one that contains it. Default: the nearest folder 'editions' from the working
        directory upwards.
    :raises CannotRunError: if there is none.
    """
    if given is not None:
        for one in (given, given / _FOLDER):
            if _is_file(one / _INDEX):
                return one
        inner = given / _FOLDER
        if _is_folder(inner):
            return inner
        if _is_folder(given):
            raise CannotRunError(
                f"{given} is no archive: it holds neither {_INDEX} nor a folder '{_FOLDER}'."
            )
        raise CannotRunError(f"{given} is not a folder. Name the folder that holds {_INDEX}.")
    try:
        here = Path.cwd()
    except OSError as error:
        raise CannotRunError(f"The working directory cannot be read ({error}). Use --archive DIR.") from error
    for one in (here, *here.parents):
        if one.name == _FOLDER and _is_file(one / _INDEX):
            return _relative(one, here)
        if _is_folder(one / _FOLDER):
            return _relative(one / _FOLDER, here)
    raise CannotRunError(
        f"There is no folder '{_FOLDER}' here or in any folder above. Go to the project, or use --archive DIR."
    )


def load(args: argparse.Namespace) -> tuple[Archive, tuple[Problem, ...]]:
    """Find and read the archive that the arguments name, with the problems of its files.

    :raises CannotRunError: if there is none.
    """
    folder = find_archive(args.archive)
    with working("reading the archive"):
        from cfp_archive.reading import read_archive

        return read_archive(folder)


def location_of(args: argparse.Namespace) -> Path:
    """Return the folder to which the paths of problems are relative, seen from the working directory."""
    folder = find_archive(args.archive)
    return folder.parent if folder.name not in {"", ".."} else folder / ".."


def prepare_output() -> None:
    """Let printing survive a locale that cannot write every letter: such letters come out as escapes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def coloured(stream: TextIO) -> bool:
    """Say whether to colour what is printed: only on a terminal, and not if NO_COLOR is set (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Paint:
    """Puts colour around words, or not."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def red(self, text: str) -> str:
        """Return the text in red, for what is wrong."""
        return self._wrap(text, "31")

    def green(self, text: str) -> str:
        """Return the text in green, for what is right."""
        return self._wrap(text, "32")

    def dim(self, text: str) -> str:
        """Return the text less bright, for what is secondary."""
        return self._wrap(text, "2")

    def _wrap(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on else text


def _relative(folder: Path, here: Path) -> Path:
    """Return a folder as seen from the working directory, which makes short paths that editors can open."""
    return Path(os.path.relpath(folder, here))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
