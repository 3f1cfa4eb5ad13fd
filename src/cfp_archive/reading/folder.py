"""Read a folder of editions into an archive. Whatever is wrong becomes a problem; nothing raises."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from cfp_archive.characters import hidden_characters, visible
from cfp_archive.model import (
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
from cfp_archive.reading.allowed import PREFIX, Allowed, allowed_beside
from cfp_archive.reading.entries import edition_folders, page_names, strange_entries
from cfp_archive.reading.ownfile import State, state_of
from cfp_archive.reading.page import dead_anchor, read_page
from cfp_archive.reading.people import everyone
from cfp_archive.reading.place import Place, Refused
from cfp_archive.reading.sourcefile import read_source
from cfp_archive.reading.textfile import read_text
from cfp_archive.reading.validating import validate
from cfp_archive.reading.wall import Wall, hidden_refused
from cfp_archive.vocabulary import date_kind, has_blank
from cfp_archive.yamlio import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cfp_archive.model import Location
    from cfp_archive.reading.page import ParsedPage
    from cfp_archive.yamlio import Tree

T = TypeVar("T")

_OPENING = re.compile(r"---[ \t]*\Z")
#: Names that fields had until version 0.2, which are still read.
_PRESENT_NAMES: dict[Any, dict[str, str]] = {
    Series: {"not_held": "missing_calls"},
    tuple[Decision, ...]: {"verdict": "outcome"},
}
#: Fields whose text is one line: a second one would be taken for something else where it is shown or printed.
_OF_ONE_LINE = frozenset(
    [
        "title",
        "short_title",
        "name",
        "short_name",
        "role",
        "label",
        "category",
        "place",
        "affiliation",
        "country",
        "key",
        "person",
        "list",
        "zone",
        "time",
        "website",
        "url",
        "home",
        "host",
        "file",
        "orcid",
    ]
)
_CLOSING = re.compile(r"(?: {0,3}-{3,}|\.\.\.)[ \t]*\Z")


def read_archive(folder: Path, allowed: Allowed | None = None) -> tuple[Archive, tuple[Problem, ...]]:
    """Read the editions, the series, its people, decisions and topic keys.

    :param folder: the folder that holds series.yaml and a folder for each edition.
    :param allowed: what pages may hold. Default: what the ``docs/conf.py`` beside the folder says.
    :returns: what could be read, and everything that is wrong with the files, sorted. Rules about the content are in
        :mod:`cfp_archive.checking`.
    """
    root = PurePath(_own_name(folder))
    problems: list[Problem] = []
    lines: dict[str, Mapping[Location, int]] = {}
    if allowed is None:
        allowed, found = allowed_beside(folder, PurePath("docs", "conf.py"))
        problems.extend(found)

    unread: set[str] = set()

    def read(name: str, kind: Any, default: T, *, needed: bool = False) -> T:
        value, lines[name], found = _read_yaml(folder / name, root / name, kind, allowed, needed=needed)
        problems.extend(found)
        if found:
            unread.add(name)
        return default if value is None else value

    unnamed = Series(name=root.name or "Series", short_name=root.name or "Series")
    series = read("series.yaml", Series, unnamed, needed=True)
    listed: tuple[Person, ...] = read("people.yaml", tuple[Person, ...], ())
    decisions: tuple[Decision, ...] = read("decisions.yaml", tuple[Decision, ...], ())
    topic_keys: tuple[TopicKey, ...] = read("topics.yaml", tuple[TopicKey, ...], ())
    opened = [
        _open_edition(folder / key, root / key, allowed) for key in edition_folders(folder, root, problems)
    ]
    known = frozenset(f"{one.path.name}/{page.name}" for one in opened for page in one.pages)
    editions = []
    pages: dict[str, ParsedPage] = {}
    for one in opened:
        edition, found, read_pages = _read_pages(one, allowed, known)
        problems.extend(found)
        pages.update((f"{one.path.name}/{name}", page) for name, page in read_pages.items())
        if edition is None:
            unread.add(one.path.name)
        else:
            editions.append(edition)
    problems.extend(_dead_anchors(pages, root))
    editions = list(Archive(series=series, editions=tuple(editions)).in_order.editions)
    # Folders that are no editions: their pages show nothing either.
    unread |= {problem.path.name for problem in problems if problem.path.parent == root}
    people, found = everyone(listed, editions, root / "people.yaml", lines["people.yaml"])
    problems.extend(found)
    archive = Archive(
        series=series,
        editions=tuple(editions),
        people=people,
        decisions=decisions,
        topic_keys=topic_keys,
        unread=frozenset(unread),
        folder=root,
        lines=lines,
    )
    return archive, tuple(sorted(set(problems)))


def read_edition(
    folder: Path, path: PurePath, allowed: Allowed | None = None
) -> tuple[Edition | None, tuple[Problem, ...]]:
    """Read one edition's folder by itself; links to other editions are not followed.

    :param folder: where it is.
    :param path: how problems name it; its last part is the edition's key.
    :param allowed: what pages may hold.
    :returns: the edition, or None if its page has no usable front matter; and what is wrong.
    """
    allowed = allowed or Allowed()
    edition, problems, _ = _read_pages(_open_edition(folder, path, allowed), allowed, None)
    return edition, problems


class _Opened(NamedTuple):
    """A page's text, its front matter read and its body not yet."""

    name: str  #: of the file, without suffix
    path: PurePath
    text: str
    facts: Facts | FurtherFacts | None  #: None if a call's cannot be used
    lines: dict[Location, int]
    body: str
    body_line: int  #: 1-based
    problems: tuple[Problem, ...]


class _OpenedEdition(NamedTuple):
    """An edition's folder, as far as the front matter of its pages tells of it."""

    folder: Path
    path: PurePath
    pages: tuple[_Opened, ...]  #: index first, if it can be read
    problems: tuple[Problem, ...]


def _open_edition(folder: Path, path: PurePath, allowed: Allowed) -> _OpenedEdition:
    """Read the front matter of an edition's pages. A source in Markdown is not a page: it is kept as it came."""
    problems = list(strange_entries(folder, path))
    if state_of(folder / "index.md") is State.MISSING:
        message, hint = "The edition's folder holds no index.md.", "Add the call, or remove the folder."
        problems.append(_problem(path, 0, Code.INDEX_MISSING, message, hint))
        return _OpenedEdition(folder, path, (), tuple(problems))
    pages = []
    for name in ("index", *(one for one in page_names(folder) if one != "index")):
        page, found = _open_page(folder, path, name, allowed)
        if page is not None:
            pages.append(page)
        problems += found
        if page is None and name == "index":
            return _OpenedEdition(folder, path, (), tuple(problems))
    sources = {f"{one.file}" for page in pages if page.facts for one in page.facts.sources}
    kept = tuple(one for one in pages if one.name == "index" or one.path.name not in sources)
    return _OpenedEdition(folder, path, kept, tuple(problems))


def _open_page(
    folder: Path, path: PurePath, name: str, allowed: Allowed
) -> tuple[_Opened | None, tuple[Problem, ...]]:
    """Read a page's front matter: a call's facts, or what a further page says of itself.

    :returns: the page, or None if its file cannot be read; and what is wrong with the file.
    """
    place = path / f"{name}.md"
    most, option = allowed.max_page_bytes, f"{PREFIX}max_page_bytes"
    text, unreadable = read_text(folder / f"{name}.md", place, most=most, option=option)
    if text is None:
        return None, unreadable
    front, body, line = split_front_matter(text)
    facts: Facts | FurtherFacts | None = None if name == "index" else FurtherFacts()
    lines: dict[Location, int] = {}
    problems: tuple[Problem, ...] = ()
    if name == "index" and front is None:
        message = "The page does not begin with front matter between two lines of three dashes."
        hint = "Begin the page with '---', the facts, and '---'."
        problems = (_problem(place, 1, Code.FRONT_MATTER_MISSING, message, hint),)
    elif name == "index" or (front or "").strip():
        kind = Facts if name == "index" else FurtherFacts
        found, lines, problems = _from_tree(*parse(front or "", place, offset=1), place, kind, allowed)
        facts = found or facts
    return _Opened(name, place, text, facts, lines, body, line, problems), unreadable


def _read_pages(
    opened: _OpenedEdition, allowed: Allowed, known: frozenset[str] | None
) -> tuple[Edition | None, tuple[Problem, ...], dict[str, ParsedPage]]:
    """Read the bodies of an edition's pages; ``known`` are the pages of the archive, or None if they are not known."""
    folder, path = opened.folder, opened.path
    parsed: dict[str, ParsedPage] = {}
    for one in opened.pages:
        place = Place(
            edition=path.name,
            name=one.name,
            folder=None if known is None else folder,
            pages=known or frozenset(),
        )
        parsed[one.name] = read_page(
            one.body, one.path, Wall(allowed=allowed, place=place, line=one.body_line)
        )
    problems = [*opened.problems]
    problems += [found for one in opened.pages for found in (*one.problems, *parsed[one.name].problems)]
    index = opened.pages[0] if opened.pages else None
    if index is None or not isinstance(index.facts, Facts):
        return None, tuple(problems), parsed
    facts = _with_kinds(index.facts)
    further = tuple(
        _further_page(folder, one, parsed[one.name], facts) for one in opened.pages if one is not index
    )
    call = parsed["index"]
    edition = Edition(
        key=path.name,
        path=index.path,
        facts=facts,
        blocks=call.blocks,
        lists=call.lists,
        references=call.references,
        pages=further,
        texts=_source_texts(folder, tuple(one.file for one in facts.sources if one.file)),
        blanks=tuple(number for number, line in enumerate(index.text.split("\n"), 1) if has_blank(line)),
        incomplete=bool(index.problems),
        lines=index.lines,
    )
    return edition, tuple(problems), parsed


def _further_page(folder: Path, opened: _Opened, parsed: ParsedPage, facts: Facts) -> FurtherPage:
    own = opened.facts
    assert isinstance(own, FurtherFacts)
    title = own.title or _title_of(opened.name)
    return FurtherPage(
        name=opened.name,
        path=opened.path,
        facts=replace(facts, title=title, sources=own.sources, differences=own.differences),
        blocks=parsed.blocks,
        lists=parsed.lists,
        references=parsed.references,
        texts=_source_texts(folder, tuple(one.file for one in own.sources if one.file)),
        lines=opened.lines,
    )


def _title_of(name: str) -> str:
    """Return a title for a page that gives none: 'Keynote talks' for keynote-talks."""
    words = name.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _dead_anchors(pages: Mapping[str, ParsedPage], root: PurePath) -> Iterator[Problem]:
    """Find links to headings of other pages that those do not have."""
    for name, page in pages.items():
        for line, target in page.links:
            other = pages.get(target.page)
            if other is not None and target.anchor not in other.anchors:
                yield dead_anchor(root / f"{name}.md", line, target.anchor, other.anchors)


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


def _read_yaml(
    file: Path, path: PurePath, kind: Any, allowed: Allowed, *, needed: bool
) -> tuple[Any, dict[Location, int], tuple[Problem, ...]]:
    if not needed and state_of(file) is State.MISSING:
        return None, {}, ()
    text, problems = read_text(file, path)
    if text is None:
        return None, {}, problems
    tree, broken = parse(text, path)
    if tree is not None and tree.data() is None and not needed:
        return None, {}, (*problems, *broken)
    value, lines, found = _from_tree(tree, broken, path, kind, allowed)
    return value, lines, (*problems, *found)


def _from_tree(
    tree: Tree | None, broken: tuple[Problem, ...], path: PurePath, kind: Any, allowed: Allowed
) -> tuple[Any, dict[Location, int], tuple[Problem, ...]]:
    if tree is None:
        return None, {}, broken
    tree.rename(_PRESENT_NAMES.get(kind, {}))
    places = tree.lines()
    strange = tuple(
        _problem(path, places.get(location, 1), *refused)
        for location, text in _texts(tree.data(), ())
        for refused in _strange_text(location, text, allowed)
    )
    value, lines, wrong = validate(kind, tree, path)
    return written_out(value) if strange else value, lines, (*broken, *strange, *wrong)


def _strange_text(location: Location, text: str, allowed: Allowed) -> Iterator[Refused]:
    """Find what no fact, name or key has."""
    hidden = [char for _place, char in hidden_characters(text)]
    if location and location[-1] in _OF_ONE_LINE and "\n" in text.rstrip("\n"):
        hidden.append("\n")
    for char in hidden[:1]:
        yield hidden_refused(char)
    if len(text) > allowed.max_characters:
        message = f"A text of {len(text):,} characters is longer than {allowed.max_characters:,}."
        hint = f"Shorten it, or raise {PREFIX}max_characters in conf.py."
        yield Refused(Code.LIMIT_EXCEEDED, message, hint)


def _texts(value: Any, location: Location) -> Iterator[tuple[Location, str]]:
    """Yield every text of YAML data, names of fields included, with its path."""
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield (*location, name), str(name)
            yield from _texts(inner, (*location, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*location, place))


def written_out(value: Any) -> Any:
    """Return a value of the model with the hidden characters of its texts written out."""
    if isinstance(value, str) and type(value) is str:
        return visible(value, lines=True)
    if isinstance(value, tuple):
        return tuple(map(written_out, value))
    if is_dataclass(value) and not isinstance(value, type):
        texts = {one.name: written_out(getattr(value, one.name)) for one in fields(value) if one.init}
        return replace(value, **texts)
    return value


def _with_kinds(facts: Facts) -> Facts:
    """Fill in the kinds that are left to the labels, so that all who read the archive see the same."""
    dates = tuple(one if one.kind else replace(one, kind=date_kind(one.label)) for one in facts.key_dates)
    return replace(facts, key_dates=dates)


def _own_name(folder: Path) -> str:
    try:
        return folder.name if folder.name not in {"", ".."} else folder.resolve().name
    except (OSError, RuntimeError, ValueError):
        return folder.name


def _problem(path: PurePath, line: int, code: Code, message: str, hint: str) -> Problem:
    return Problem(path=path, line=line, code=code, message=message, hint=hint)
