"""Read a folder of editions into an archive. Whatever is wrong becomes a problem; nothing raises."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from cfp_archive.memory import Recall, make_anew
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
from cfp_archive.reading.files import (
    State,
    edition_folders,
    page_names,
    read_text,
    refused_entries,
    state_of,
    times_in,
)
from cfp_archive.reading.links import PageLocation
from cfp_archive.reading.markup import PageContext
from cfp_archive.reading.page import dead_anchor, read_page
from cfp_archive.reading.people import everyone
from cfp_archive.reading.sources import read_source
from cfp_archive.reading.validating import Values, read_values
from cfp_archive.vocabulary import blank_lines, date_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cfp_archive.model import Source
    from cfp_archive.reading.page import ParsedPage

_OPENING = re.compile(r"---[ \t]*\Z")
_CLOSING = re.compile(r"(?: {0,3}-{3,}|\.\.\.)[ \t]*\Z")
#: The files about all editions, with the types of what they say.
FILES: Mapping[str, Any] = {
    "series.yaml": Series,
    "people.yaml": tuple[Person, ...],
    "decisions.yaml": tuple[Decision, ...],
    "topics.yaml": tuple[TopicKey, ...],
}


def read_archive(
    folder: Path, allowed: Allowed | None = None, recall: Recall = make_anew
) -> tuple[Archive, tuple[Problem, ...]]:
    """Read the editions, the series, its people, decisions and topic keys.

    :param folder: the folder with series.yaml and a folder for each edition.
    :param allowed: what pages may hold. Default: what the ``docs/conf.py`` beside the folder says.
    :param recall: returns what an earlier run read of the same files. Default: all is read anew.
    :returns: what could be read, and everything that is wrong with the files, sorted. Rules about the content are in
        :mod:`cfp_archive.checking`.
    """
    root = PurePath(_own_name(folder))
    problems: list[Problem] = []
    if allowed is None:
        allowed, wrong = allowed_beside(folder, PurePath("docs", "conf.py"))
        problems += wrong
    files = {
        name: _read_file(folder / name, root / name, kind, allowed, recall) for name, kind in FILES.items()
    }
    problems += [problem for values in files.values() for problem in values.problems]
    unread = {name for name, values in files.items() if values.problems}
    listed, decisions, topic_keys = (files[name].value or () for name in list(FILES)[1:])
    keys, wrong = edition_folders(folder, root)
    problems += wrong
    # What an edition is read from: its folder, where that is, the options, and the pages that links may lead to.
    sources = [(times_in(folder / key), str(folder), str(root / key), allowed) for key in keys]
    opened = [
        recall(partial(_open_edition, folder / key, root / key, allowed), "opened", *source)
        for key, source in zip(keys, sources, strict=True)
    ]
    known = frozenset(f"{edition.path.name}/{page.name}" for edition in opened for page in edition.pages)
    editions: list[Edition] = []
    pages: dict[str, ParsedPage] = {}
    for one, source in zip(opened, sources, strict=True):
        edition, wrong, parsed = recall(
            partial(_read_pages, one, allowed, known), "read", *source, sorted(known)
        )
        problems += wrong
        pages |= {f"{one.path.name}/{name}": page for name, page in parsed.items()}
        if edition is None:
            unread.add(one.path.name)
        else:
            editions.append(edition)
    problems += _dead_anchors(pages, root)
    # Folders that are not editions: their pages show nothing either.
    unread |= {problem.path.name for problem in problems if problem.path.parent == root}
    archive = Archive(
        series=files["series.yaml"].value
        or Series(name=root.name or "Series", short_name=root.name or "Series"),
        editions=tuple(editions),
        decisions=decisions,
        topic_keys=topic_keys,
        unread=frozenset(unread),
        folder=root,
        lines={name: values.lines for name, values in files.items()},
    ).in_order
    people, wrong = everyone(listed, archive.editions, root / "people.yaml", archive.lines["people.yaml"])
    return replace(archive, people=people), tuple(sorted({*problems, *wrong}))


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


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Split a page into front matter and body.

    :returns: the front matter (None if there is none), the body, and the body's first line in the file (1-based).
    """
    lines = text.split("\n")
    if _OPENING.match(lines[0]):
        for number, line in enumerate(lines[1:], 1):
            if _CLOSING.match(line):
                return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None, text, 1


def _read_file(file: Path, path: PurePath, kind: Any, allowed: Allowed, recall: Recall) -> Values:
    """Read a YAML file about all editions; only series.yaml has to exist."""
    if kind is not Series and state_of(file) is State.MISSING:
        return Values(None, {}, ())
    text, problems = read_text(file, path)
    if text is None:
        return Values(None, {}, problems)
    values = recall(partial(read_values, text, kind, path, allowed=allowed), text, str(path), allowed)
    return values._replace(problems=(*problems, *values.problems))


class _OpenedPage(NamedTuple):
    """A page's text, its front matter read and its body not yet."""

    name: str  #: of the file, without suffix
    path: PurePath
    text: str
    front: Values  #: a call's facts, or what a further page says of itself
    body: str
    body_line: int  #: 1-based


class _OpenedEdition(NamedTuple):
    """An edition's folder, as far as the front matter of its pages tells of it."""

    folder: Path
    path: PurePath
    pages: tuple[_OpenedPage, ...]  #: index first, if it can be read
    problems: tuple[Problem, ...]


def _open_edition(folder: Path, path: PurePath, allowed: Allowed) -> _OpenedEdition:
    """Read the front matter of an edition's pages. A source in Markdown is not a page: it is kept as it came."""
    problems = list(refused_entries(folder, path))
    if state_of(folder / "index.md") is State.MISSING:
        message, hint = "The edition's folder has no index.md.", "Add the call, or remove the folder."
        problems.append(Problem(path, 0, Code.INDEX_MISSING, message, hint))
        return _OpenedEdition(folder, path, (), tuple(problems))
    pages: list[_OpenedPage] = []
    for name in ("index", *(name for name in page_names(folder) if name != "index")):
        most, option = allowed.max_page_bytes, f"{PREFIX}max_page_bytes"
        text, unreadable = read_text(folder / f"{name}.md", path / f"{name}.md", most=most, option=option)
        problems += unreadable
        if text is not None:
            pages.append(_open_page(name, path / f"{name}.md", text, allowed))
        elif name == "index":
            return _OpenedEdition(folder, path, (), tuple(problems))
    sources = {source.file for page in pages if page.front.value for source in page.front.value.sources}
    kept = tuple(page for page in pages if page.name == "index" or page.path.name not in sources)
    return _OpenedEdition(folder, path, kept, tuple(problems))


def _open_page(name: str, path: PurePath, text: str, allowed: Allowed) -> _OpenedPage:
    front, body, line = split_front_matter(text)
    if name != "index" and not (front or "").strip():
        values = Values(FurtherFacts(), {}, ())
    elif front is None:
        message = "The page does not begin with front matter between two lines of three dashes."
        hint = "Begin the page with '---', the facts, and '---'."
        values = Values(None, {}, (Problem(path, 1, Code.FRONT_MATTER_MISSING, message, hint),))
    else:
        kind = Facts if name == "index" else FurtherFacts
        values = read_values(front, kind, path, allowed=allowed, offset=1)
        if name != "index":
            values = values._replace(value=values.value or FurtherFacts())
    return _OpenedPage(name, path, text, values, body, line)


def _read_pages(
    opened: _OpenedEdition, allowed: Allowed, known: frozenset[str] | None
) -> tuple[Edition | None, tuple[Problem, ...], dict[str, ParsedPage]]:
    """Read the bodies of an edition's pages; ``known`` are the pages of the archive, or None if they are not known."""
    key = opened.path.name
    parsed: dict[str, ParsedPage] = {}
    problems = [*opened.problems]
    for page in opened.pages:
        folder = None if known is None else opened.folder
        location = PageLocation(edition=key, name=page.name, folder=folder, pages=known or frozenset())
        context = PageContext(path=page.path, allowed=allowed, location=location, line=page.body_line)
        parsed[page.name] = read_page(page.body, context)
        problems += (*page.front.problems, *parsed[page.name].problems)
    if not opened.pages or opened.pages[0].front.value is None:
        return None, tuple(problems), parsed
    index, *others = opened.pages
    facts = _with_kinds(index.front.value)
    edition = Edition(
        key=key,
        path=index.path,
        facts=facts,
        blocks=parsed["index"].blocks,
        references=parsed["index"].references,
        pages=tuple(_further_page(opened.folder, page, parsed[page.name], facts) for page in others),
        texts=_source_texts(opened.folder, facts.sources),
        blanks=blank_lines(index.text),
        incomplete=bool(index.front.problems),
        lines=index.front.lines,
    )
    return edition, tuple(problems), parsed


def _further_page(folder: Path, page: _OpenedPage, parsed: ParsedPage, facts: Facts) -> FurtherPage:
    own: FurtherFacts = page.front.value
    words = page.name.replace("-", " ").replace("_", " ")
    title = own.title or words[:1].upper() + words[1:]
    return FurtherPage(
        name=page.name,
        path=page.path,
        facts=replace(facts, title=title, sources=own.sources, differences=own.differences),
        blocks=parsed.blocks,
        references=parsed.references,
        texts=_source_texts(folder, own.sources),
        lines=page.front.lines,
    )


def _with_kinds(facts: Facts) -> Facts:
    """Fill in the kinds that are left to the labels, so that all who read the archive see the same."""
    dates = tuple(
        date if date.kind else replace(date, kind=date_kind(date.label)) for date in facts.key_dates
    )
    return replace(facts, key_dates=dates)


def _source_texts(folder: Path, sources: tuple[Source, ...]) -> tuple[SourceText, ...]:
    """Read the sources. Beside its text call.txt, the words of a mail call.eml are not compared a second time."""
    files = [PurePath(source.file) for source in sources if source.file]
    plain = {file.stem for file in files if file.suffix.lower() == ".txt"}
    texts = []
    for source in sources:
        if source.file:
            file, text = PurePath(source.file), read_source(folder, source.file)
            repeated = file.suffix.lower() in {".eml", ".md"} and file.stem in plain
            texts.append(replace(text, text=None) if repeated else text)
    return tuple(texts)


def _dead_anchors(pages: Mapping[str, ParsedPage], root: PurePath) -> Iterator[Problem]:
    """Find links to headings of other pages that those do not have."""
    for name, page in pages.items():
        for line, target in page.links:
            other = pages.get(target.page)
            if other is not None and target.anchor not in other.anchors:
                yield dead_anchor(root / f"{name}.md", line, target.anchor, other.anchors)


def _own_name(folder: Path) -> str:
    try:
        return folder.name if folder.name not in {"", ".."} else folder.resolve().name
    except (OSError, RuntimeError, ValueError):
        return folder.name
