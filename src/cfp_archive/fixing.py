"""Fix what is safe to fix in the record's files: their spacing, the order of fields, the form of dates.

Texts are changed at their places, so that comments and everything else stay as they were written. A text that would then be
read as anything else than before, apart from the dates, is not used. Source files are never touched.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, fields, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from cfp_archive import yamlio
from cfp_archive.model import Facts
from cfp_archive.reading.allowed import DIRECTIVES
from cfp_archive.reading.days import find_days
from cfp_archive.reading.files import State, edition_folders, page_names, read_text, state_of
from cfp_archive.reading.folder import FILES, split_front_matter
from cfp_archive.reading.locating import normalized
from cfp_archive.reading.markup import PageContext, directive_of, parse_page
from cfp_archive.reading.page import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from cfp_archive.model import Location

_FIELDS = tuple(one.name for one in fields(Facts))
#: Fields whose value is a day, wherever they are in the model; of 'was' the entries are.
_DAY_FIELDS = frozenset({"date", "start", "end", "received", "decided"})
#: A line that begins something new, so that a hard break before it breaks nothing.
_BEGINS = re.compile(r"\s*(?:[-*+] |\d+[.)] |:::|```|#)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A file, and what it would be."""

    file: Path
    before: str  #: with its byte order mark and line endings
    after: str

    def diff(self) -> list[str]:
        """Return a unified diff, line by line."""
        name = self.file.as_posix()
        before, after = self.before.split("\n"), self.after.split("\n")
        return list(difflib.unified_diff(before, after, name, f"{name} (fixed)", lineterm="", n=2))


def find_fixes(folder: Path) -> tuple[Fix, ...]:
    """Return the files of an archive that would change, in the order of their paths.

    :param folder: the folder of series.yaml and the editions. Files that cannot be read are left out: checking
        says what is wrong with them.
    """
    found = []
    for file, kind in _files(folder):
        text = read_text(file, PurePath(file.name)).text
        if text is None:
            continue
        before = file.read_bytes().decode("utf-8")
        after = fix_yaml(text) if kind == "yaml" else fix_page(text, call=kind == "call")
        if after != before:
            found.append(Fix(file=file, before=before, after=after))
    return tuple(found)


def fix_page(text: str, *, call: bool = True) -> str:
    """Return a page with its spacing fixed, and that of a call with its front matter fixed, too.

    What would be read as another page is left as it is.

    :param text: lines end with LF.
    :param call: the page is an edition's index.md.
    """
    front, body, _ = split_front_matter(text)
    fixed = _fixed_body(body)
    if _blocks(fixed) != _blocks(body):
        fixed = body
    if front is None:
        return fixed
    if call:
        front = _fixed_yaml(front, order=True)
    fixed = fixed.lstrip("\n")
    return f"---\n{front}\n---\n" + (f"\n{fixed}" if fixed else "")


def fix_yaml(text: str) -> str:
    """Return a YAML file of the record with its spacing and dates fixed."""
    return _fixed_yaml(text.rstrip("\n"), order=False) + "\n" if text.strip() else text


def iso_day(text: str) -> str | None:
    """Return a day as YYYY-MM-DD; None if the text is not a day, or could be two.

    >>> iso_day("1 Feb 2021"), iso_day("2021/2/1"), iso_day("Sept. 3rd, 2021"), iso_day("25/12/2021")
    ('2021-02-01', '2021-02-01', '2021-09-03', '2021-12-25')
    >>> iso_day("1/2/2021"), iso_day("30 February 2021"), iso_day("May 2021")
    (None, None, None)
    """
    text = normalized(text.strip())
    if re.fullmatch(r"[\d.]+", text):
        text = text.replace(".", "/")  # of 1.2.2021, too, it is not certain which is the day
    found = [
        one for one in find_days(text) if (one.begin, one.end) == (0, len(text)) and one.first == one.last
    ]
    if len(found) != 1 or found[0].ambiguous or not re.search(r"\d{4}", text):
        return None
    days = found[0].dates(0)
    return days[0].isoformat() if days else None


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    yield from ((folder / name, "yaml") for name in FILES if state_of(folder / name) is State.FILE)
    for key in edition_folders(folder, PurePath(folder.name))[0]:
        sources = _sources(folder / key / "index.md")
        for name in page_names(folder / key):
            if name == "index":
                yield folder / key / "index.md", "call"
            elif sources is not None and f"{name}.md" not in sources:
                yield folder / key / f"{name}.md", "further"


def _sources(page: Path) -> set[str] | None:
    """Return the names of an edition's source files; None if its page does not tell."""
    text = read_text(page, PurePath(page.name)).text
    front = split_front_matter(text)[0] if text is not None else None
    data = yamlio.plain_values(front) if front is not None else None
    sources = (data.get("sources") or []) if isinstance(data, dict) else None
    if not isinstance(sources, list):
        return None
    return {str(one.get("file")) for one in sources if isinstance(one, dict)}


def _fixed_yaml(text: str, *, order: bool) -> str:
    before = _without_forms(yamlio.plain_values(text))
    if before is None:
        return text
    steps = (*((_in_order,) if order else ()), yamlio.without_trailing_spaces, _with_iso_days)
    for step in steps * 2:  # one may make room for another
        fixed = step(text)
        if fixed == text:
            continue
        if _without_forms(yamlio.plain_values(fixed)) == before and _comments(fixed) == _comments(text):
            text = fixed
    return text


def _in_order(text: str) -> str:
    return yamlio.reordered(text, _FIELDS)


def _with_iso_days(text: str) -> str:
    return yamlio.with_scalars(text, lambda location, value: iso_day(value) if _is_day(location) else None)


def _is_day(location: Location) -> bool:
    return bool(location) and (location[-1] in _DAY_FIELDS or (len(location) > 1 and location[-2] == "was"))


def _without_forms(value: Any, location: Location = ()) -> Any:
    """Return values whose days are written YYYY-MM-DD: two texts that differ in form only have the same."""
    if isinstance(value, dict):
        return {name: _without_forms(inner, (*location, name)) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_forms(inner, (*location, index)) for index, inner in enumerate(value)]
    return (iso_day(value) if isinstance(value, str) and _is_day(location) else None) or value


def _comments(text: str) -> list[str]:
    found = (re.search(r"(?:^|\s)#.*", line) for line in text.split("\n"))
    return sorted(match[0].strip() for match in found if match)


def _fixed_body(body: str) -> str:
    lines = body.split("\n")
    kept = _verbatim_lines(body)
    made = []
    for index, line in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else ""
        hard_break = line.endswith("  ") and line.strip() and below.strip() and not _BEGINS.match(below)
        made.append(line if index in kept or hard_break else line.rstrip(" \t"))
    return "\n".join(made).rstrip("\n") + "\n" if body.strip() else ""


def _verbatim_lines(body: str) -> set[int]:
    """Return the 0-based lines whose spaces may be meant: of code, HTML and directives that are not ours."""
    kept: set[int] = set()
    for token in parse_page(body):
        if token.map and (token.type in {"code_block", "html_block"} or _foreign(token)):
            kept |= set(range(token.map[0], token.map[1]))
    return kept


def _foreign(token: Token) -> bool:
    directive = directive_of(token)
    return token.type in {"fence", "colon_fence"} and not (directive and directive.name in DIRECTIVES)


def _blocks(body: str) -> object:
    """Return what a body says, without the places of its parts."""
    page = read_page(body, PageContext())
    topics = [topic for block in page.blocks if block.topics for topic in block.topics.topics]
    return (
        [replace(block, line=0, topics=None) for block in page.blocks],
        [replace(topic, line=0) for topic in topics],
        sorted((problem.code, problem.message) for problem in page.problems),
    )
