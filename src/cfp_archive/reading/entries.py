"""See which entries of the archive's folder are editions and pages, and which may not be there."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from cfp_archive.characters import hidden_characters, visible
from cfp_archive.model import EDITION_KEY
from cfp_archive.problems import Code, Problem
from cfp_archive.reading.ownfile import State, is_plain_name, shown_name, state_of
from cfp_archive.reading.textfile import link_refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["edition_folders", "page_names", "strange_entries"]

#: Folders within an edition's folder are looked through so deep.
_DEEPEST = 20


def edition_folders(folder: Path, root: PurePath, problems: list[Problem]) -> Iterator[str]:
    """Yield the keys of the editions' folders, in order."""
    try:
        names = sorted(one.name for one in folder.iterdir())
    except (OSError, ValueError):
        message, hint = "The archive's folder does not exist or cannot be read.", "Check its path."
        problems.append(_problem(root, 0, Code.FOLDER_UNREADABLE, message, hint))
        return
    for name in names:
        path = root / shown_name(name)
        if name.startswith((".", "_")):
            continue
        state = state_of(folder / name)
        if not _is_text(name):
            problems.append(_name_refused(path))
        elif state is State.LINK:
            problems.append(link_refused(path))
        elif state is not State.FOLDER:
            continue
        elif EDITION_KEY.match(name):
            yield name
        else:
            message = f"The folder name '{visible(name)}' is not a valid edition key."
            hint = "Name it by its year, as in 2021, 2021a or 2021-spring; begin the name of other folders with '_'."
            problems.append(_problem(path, 0, Code.KEY_INVALID, message, hint))


def strange_entries(folder: Path, path: PurePath, depth: int = 0) -> Iterator[Problem]:
    """Find what may not be in an edition's folder, or below: symbolic links, and names that nobody could write."""
    try:
        names = sorted(one.name for one in folder.iterdir())
    except OSError:
        return
    for name in names:
        place = path / shown_name(name)
        state = state_of(folder / name)
        if not _is_text(name) or (name.endswith(".md") and _is_page(name) and not is_plain_name(name)):
            yield _name_refused(place)
        elif state is State.LINK and name != "index.md":  # who reads that says so
            yield link_refused(place)
        elif state is State.FOLDER and depth < _DEEPEST:
            yield from strange_entries(folder / name, place, depth + 1)


def _is_text(name: str) -> bool:
    return not hidden_characters(name)


def _name_refused(path: PurePath) -> Problem:
    message = "The name cannot be written everywhere: it has bytes that are not UTF-8, or signs that addresses reserve."
    hint = "Rename it with letters, digits, '-' and '_'."
    return _problem(PurePath(visible(path.as_posix())), 0, Code.FILE_NAME, message, hint)


def page_names(folder: Path) -> tuple[str, ...]:
    """Return the names of an edition's pages that can be read, without suffix, sorted."""
    try:
        names = sorted(one.name for one in folder.iterdir() if one.suffix == ".md")
    except OSError:
        return ()
    return tuple(
        name.removesuffix(".md")
        for name in names
        if _is_page(name) and is_plain_name(name) and state_of(folder / name) is State.FILE
    )


def _is_page(name: str) -> bool:
    return not name.startswith((".", "_"))


def _problem(path: PurePath, line: int, code: Code, message: str, hint: str) -> Problem:
    return Problem(path=path, line=line, code=code, message=message, hint=hint)
