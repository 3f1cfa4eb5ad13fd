"""Read a folder of editions into an archive. Whatever is wrong becomes a problem; nothing raises."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeVar

from cfp_archive import yamlio
from cfp_archive.model import (
    EDITION_KEY,
    Archive,
    Decision,
    Edition,
    Facts,
    FurtherFacts,
    FurtherPage,
    Person,
    Series,
    SourceText,
    TopicKey,
)
from cfp_archive.problems import Code, Problem
from cfp_archive.reading.page import read_body
from cfp_archive.reading.people import everyone
from cfp_archive.reading.sourcefile import read_source
from cfp_archive.reading.textfile import read_text
from cfp_archive.reading.validating import validate
from cfp_archive.vocabulary import date_kind, has_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cfp_archive.model import Location

T = TypeVar("T")

_OPENING = re.compile(r"---[ \t]*\Z")
_CLOSING = re.compile(r"(?: {0,3}-{3,}|\.\.\.)[ \t]*\Z")


def read_archive(folder: Path) -> tuple[Archive, tuple[Problem, ...]]:
    """Read the editions, the series, its people, decisions and topic keys.

    :param folder: the folder that holds series.yaml and a folder for each edition.
    :returns: what could be read, and everything that is wrong with the files, sorted. Rules about the content are in
        :mod:`cfp_archive.checking`.
    """
    root = PurePath(_own_name(folder))
    problems: list[Problem] = []
    lines: dict[str, Mapping[Location, int]] = {}

    def read(name: str, kind: Any, default: T, *, needed: bool = False) -> T:
        value, lines[name], found = _read_yaml(folder / name, root / name, kind, needed=needed)
        problems.extend(found)
        return default if value is None else value

    unnamed = Series(name=root.name or "Series", short_name=root.name or "Series")
    series = read("series.yaml", Series, unnamed, needed=True)
    listed: tuple[Person, ...] = read("people.yaml", tuple[Person, ...], ())
    decisions: tuple[Decision, ...] = read("decisions.yaml", tuple[Decision, ...], ())
    topic_keys: tuple[TopicKey, ...] = read("topics.yaml", tuple[TopicKey, ...], ())
    editions = []
    for name in _edition_folders(folder, root, problems):
        edition, found = read_edition(folder / name, root / name)
        problems.extend(found)
        if edition is not None:
            editions.append(edition)
    editions.sort(key=lambda one: one.key)
    people, found = everyone(listed, editions, root / "people.yaml", lines["people.yaml"])
    problems.extend(found)
    archive = Archive(
        series=series,
        editions=tuple(editions),
        people=people,
        decisions=decisions,
        topic_keys=topic_keys,
        folder=root,
        lines=lines,
    )
    return archive, tuple(sorted(set(problems)))


def read_edition(folder: Path, path: PurePath) -> tuple[Edition | None, tuple[Problem, ...]]:
    """Read one edition's folder.

    :param folder: where it is.
    :param path: how problems name it; its last part is the edition's key.
    :returns: the edition, or None if its page has no usable front matter; and what is wrong.
    """
    page, page_path = folder / "index.md", path / "index.md"
    if not _exists(page):
        message, hint = "The edition's folder holds no index.md.", "Add the call, or remove the folder."
        return None, (_problem(path, 0, Code.INDEX_MISSING, message, hint),)
    text, found = read_text(page, page_path)
    problems = list(found)
    if text is None:
        return None, tuple(problems)
    front, body, body_line = split_front_matter(text)
    if front is None:
        message = "The page does not begin with front matter between two lines of three dashes."
        hint = "Begin the page with '---', the facts, and '---'."
        problems.append(_problem(page_path, 1, Code.FRONT_MATTER_MISSING, message, hint))
    blocks, lists, found = read_body(body, page_path, first_line=body_line)
    problems.extend(found)
    if front is None:
        return None, tuple(problems)
    facts, lines, found = _validated(front, page_path, Facts, offset=1)
    problems.extend(found)
    if facts is None:
        return None, tuple(problems)
    facts = _with_kinds(facts)
    pages, found = _further_pages(folder, path, facts)
    problems.extend(found)
    edition = Edition(
        key=path.name,
        path=page_path,
        facts=facts,
        blocks=blocks,
        lists=lists,
        pages=pages,
        texts=_source_texts(folder, tuple(one.file for one in facts.sources if one.file)),
        blanks=tuple(number for number, line in enumerate(text.split("\n"), 1) if has_blank(line)),
        lines=lines,
    )
    return edition, tuple(problems)


def _source_texts(folder: Path, names: tuple[str, ...]) -> tuple[SourceText, ...]:
    """Read the sources. Beside its text call.txt, the words of a mail call.eml are not compared a second time."""
    plain = {PurePath(name).stem for name in names if PurePath(name).suffix.lower() == ".txt"}
    found = (read_source(folder, name) for name in names)
    return tuple(
        replace(one, text=None)
        if PurePath(one.file).suffix.lower() in {".eml", ".md"} and PurePath(one.file).stem in plain
        else one
        for one in found
    )


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Split a page into front matter and body.

    :returns: the front matter (None if there is none), the body, and the body's first line in the file (1-based).
    """
    lines = text.split("\n")
    if _OPENING.match(lines[0]):
        for place, line in enumerate(lines[1:], 1):
            if _CLOSING.match(line):
                return "\n".join(lines[1:place]), "\n".join(lines[place + 1 :]), place + 2
    return None, text, 1


def _validated(
    text: str, path: PurePath, kind: Any, *, offset: int = 0
) -> tuple[Any, dict[Location, int], tuple[Problem, ...]]:
    tree, broken = yamlio.parse(text, path, offset=offset)
    if tree is None:
        return None, {}, broken
    value, lines, wrong = validate(kind, tree, path)
    return value, lines, (*broken, *wrong)


def _read_yaml(
    file: Path, path: PurePath, kind: Any, *, needed: bool
) -> tuple[Any, dict[Location, int], tuple[Problem, ...]]:
    if not needed and not _exists(file):
        return None, {}, ()
    text, problems = read_text(file, path)
    if text is None:
        return None, {}, problems
    tree, broken = yamlio.parse(text, path)
    if tree is None or (tree.data() is None and not needed):
        return None, {}, (*problems, *broken)
    value, lines, wrong = validate(kind, tree, path)
    return value, lines, (*problems, *broken, *wrong)


def _edition_folders(folder: Path, root: PurePath, problems: list[Problem]) -> Iterable[str]:
    try:
        entries = sorted(folder.iterdir(), key=lambda one: one.name)
        home = folder.resolve()
    except (OSError, ValueError, RuntimeError):
        message, hint = "The archive's folder does not exist or cannot be read.", "Check its path."
        problems.append(_problem(root, 0, Code.FOLDER_UNREADABLE, message, hint))
        return
    for entry in entries:
        path = root / entry.name
        if entry.name.startswith((".", "_")):
            continue
        try:
            real = entry.resolve(strict=True)
            if not real.is_dir():
                continue
            loops = entry.is_symlink() and (real == home or real in home.parents)
        except (OSError, RuntimeError) as error:
            loops = isinstance(error, RuntimeError) or entry.is_symlink()
            if not loops:
                message = f"The entry cannot be read: {error}."
                problems.append(_problem(path, 0, Code.FILE_UNREADABLE, message, "Check its permissions."))
                continue
        if loops:
            message, hint = (
                "The link leads nowhere or back to itself.",
                "Replace it by a folder or a right link.",
            )
            problems.append(_problem(path, 0, Code.SYMLINK_LOOP, message, hint))
        elif EDITION_KEY.match(entry.name) and entry.name.isascii():
            yield entry.name
        else:
            message = f"The folder's name '{ascii_safe(entry.name)}' is no edition key."
            hint = "Name it by its year, as in 2021 or 2021-spring; begin the name of other folders with '_'."
            problems.append(_problem(path, 0, Code.KEY_INVALID, message, hint))


def _with_kinds(facts: Facts) -> Facts:
    """Fill in the kinds that are left to the labels, so that all who read the archive see the same."""
    dates = tuple(one if one.kind else replace(one, kind=date_kind(one.label)) for one in facts.key_dates)
    return replace(facts, key_dates=dates)


def _further_pages(
    folder: Path, path: PurePath, facts: Facts
) -> tuple[tuple[FurtherPage, ...], tuple[Problem, ...]]:
    """Read the pages beside index.md, and say what is wrong with them; one that cannot be read is left out.

    A source in Markdown is no page: it is kept as it came.
    """
    try:
        names = sorted(one.stem for one in folder.iterdir() if one.suffix == ".md" and one.is_file())
    except OSError:
        return (), ()
    read = [
        _further_page(folder, path, name, facts)
        for name in names
        if name != "index" and not name.startswith((".", "_"))
    ]
    sources = {one.file for one in facts.sources}
    sources |= {one.file for page, _ in read if page for one in page.facts.sources}
    kept = [(page, found) for page, found in read if page is None or page.path.name not in sources]
    return tuple(page for page, _ in kept if page), tuple(one for _, found in kept for one in found)


def _further_page(
    folder: Path, path: PurePath, name: str, facts: Facts
) -> tuple[FurtherPage | None, tuple[Problem, ...]]:
    page_path = path / f"{name}.md"
    text, problems = read_text(folder / f"{name}.md", page_path)
    if text is None:
        return None, problems
    front, body, body_line = split_front_matter(text)
    own, lines, wrong = (
        _validated(front, page_path, FurtherFacts, offset=1) if front and front.strip() else (None, {}, ())
    )
    own = own or FurtherFacts()
    blocks, lists, found = read_body(body, page_path, first_line=body_line)
    page = FurtherPage(
        name=name,
        path=page_path,
        facts=replace(
            facts, title=own.title or _title_of(name), sources=own.sources, differences=own.differences
        ),
        blocks=blocks,
        lists=lists,
        texts=_source_texts(folder, tuple(one.file for one in own.sources if one.file)),
        lines=lines,
    )
    return page, (*problems, *wrong, *found)


def _title_of(name: str) -> str:
    """Return a title for a page that gives none: 'Keynote talks' for keynote-talks."""
    words = name.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _exists(file: Path) -> bool:
    try:
        return file.exists() or file.is_symlink()
    except (OSError, ValueError):
        return True  # and reading it says what is wrong


def _own_name(folder: Path) -> str:
    try:
        return folder.name if folder.name not in {"", ".."} else folder.resolve().name
    except (OSError, RuntimeError, ValueError):
        return folder.name


def ascii_safe(text: str) -> str:
    """Return a text that can be printed anywhere: half characters of broken file names escaped."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _problem(path: PurePath, line: int, code: Code, message: str, hint: str) -> Problem:
    return Problem(path=path, line=line, code=code, message=message, hint=hint)
