"""What the page of an edition may hold, for the library and the site alike.

A page comes by pull request, so it is a stranger's input. It may hold CommonMark, tables, definition lists, footnotes and
struck words; links to the web, to mail and to pages of the archive; pictures beside the page; the directives and roles that
calls are written with; and the directives and roles that the series' ``conf.py`` allows by name. Nothing else: no raw HTML,
no files read, nothing that a configuration could switch on. :mod:`cfp_archive.reading.markup` holds pages to it.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from cfp_archive.model import BlockKind
from cfp_archive.problems import Code, Problem
from cfp_archive.reading.files import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path, PurePath

#: Before the names of directives and roles, where a page likes.
DOMAIN = "cfp:"
#: The directives that calls are written with.
DIRECTIVES: Mapping[str, BlockKind] = {
    kind.value: kind
    for kind in BlockKind
    if kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM}
}
#: The roles that calls are written with: links to what the archive has.
ROLES = frozenset({"edition", "topic", "person"})
#: What links may begin with; all others lead to pages of the archive.
SCHEMES = frozenset({"http", "https", "mailto"})
#: Formats of pictures with the bytes that their files begin with. SVG is not among them: it can carry scripts.
PICTURES: Mapping[str, re.Pattern[bytes]] = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}

#: Directives of docutils, Sphinx and sphinx-design that a series may allow; their argument is shown as a title.
TITLED = frozenset(
    ["admonition", "topic", "sidebar", "rubric", "card", "grid-item-card", "dropdown", "tab-item", "centered"]
)
#: The same; their content is shown as it is.
VERBATIM = frozenset(["code", "code-block", "sourcecode", "literal"])
_BODY = frozenset({
    "attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "seealso",
    "versionadded", "versionchanged", "deprecated", "epigraph", "highlights", "pull-quote", "compound",
    "list-table", "table", "margin", "sidebar-note", "grid", "grid-item", "tab-set",
})  # fmt: skip
#: Options of such directives that neither name a file, nor lead anywhere, nor hide or style words.
SAFE_OPTIONS = frozenset(["header-rows", "stub-columns", "widths", "linenos", "open"])

#: Not even a series' configuration can allow these: they run code, read files, fetch addresses, take markup that nobody
#: looks through, hide words or change how other pages are read.
_NEVER_DIRECTIVES = re.compile(
    r"""raw.* | eval-rst | (literal)?include | csv-table | .*download.* | only | ifconfig | code-cell | .*exec.*
    | figure(-md)? | image | video | audio | iframe | youtube | vimeo | thumbnail | plot | graphviz | digraph | graph
    | inheritance-diagram | uml | mermaid | math | parsed-literal | ipython | jupyter.* | doctest | testcode | testsetup
    | testcleanup | testoutput | auto.* | program-output | command-output | prompt | button-.* | container | div | class
    | rst-class | role | default-role | default-domain | currentmodule | highlight | replace | unicode | date | title
    | meta | header | footer | contents | sectnum | section-numbering | target-notes | target | toctree | index | glossary
    | production-?list | tabularcolumns | acks | hlist | object | .*:.*""",
    re.VERBOSE,
)
_NEVER_ROLES = re.compile(
    r"raw.* | .*download.* | eval.* | include.* | iframe | math | eq | icon.* | .*:.* | external.* | sub-ref",
    re.VERBOSE,
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_+.:][A-Za-z0-9]+)*")
#: For hints: names that people may have met elsewhere.
KNOWN_DIRECTIVES = (*DIRECTIVES, *sorted(TITLED | VERBATIM | _BODY))

#: Before the names of options in ``conf.py``.
PREFIX = "cfp_"


def is_known_elsewhere(name: str) -> bool:
    """Return whether a directive is one of docutils, Sphinx or its extensions, and not a misspelt one of ours."""
    return name in KNOWN_DIRECTIVES or _NEVER_DIRECTIVES.fullmatch(name.lower()) is not None


def option(
    default: Any,
    help_text: str,
    *,
    rebuild: str = "env",
    at_least: int | None = None,
    one_of: tuple[str, ...] = (),
) -> Any:
    """Declare an option of ``conf.py`` as a field of a dataclass."""
    metadata = {"help": help_text, "rebuild": rebuild, "at_least": at_least, "one_of": one_of}
    return dataclasses.field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """What pages may hold beyond the definition above, and how much: options of ``conf.py``."""

    allowed_directives: tuple[str, ...] = option(
        (), "Further directives that an edition's page may use, by name, as in `['note', 'admonition']`."
    )
    allowed_roles: tuple[str, ...] = option(
        (), "Further roles that an edition's page may use, by name, as in `['abbr']`."
    )
    max_topics: int = option(1_000, "How many topics a list may have.", at_least=1)
    max_characters: int = option(10_000, "How many characters a topic or a fact may have.", at_least=1)
    max_nesting: int = option(
        8, "How deep lists, quotes and directives of a page may lie within each other.", at_least=1
    )
    max_page_bytes: int = option(1_000_000, "How many bytes an edition's page may have.", at_least=1)

    never: ClassVar[Mapping[str, re.Pattern[str]]] = {
        "allowed_directives": _NEVER_DIRECTIVES,
        "allowed_roles": _NEVER_ROLES,
    }

    @classmethod
    def settled(cls, name: str, value: Any) -> tuple[Any, str]:
        """Check the value that ``conf.py`` gives an option.

        :param name: of the field, without prefix.
        :returns: the value as the field holds it, and what is wrong with it; empty if nothing is.
        """
        field = next(one for one in dataclasses.fields(cls) if one.name == name)
        default, at_least = field.default, field.metadata["at_least"]
        if isinstance(default, tuple):
            if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
                return default, f"{PREFIX}{name} must be a list of names, not {value!r}."
            for one in value:
                if not _NAME.fullmatch(one):
                    return default, f"{PREFIX}{name}: {one!r} is not a name."
                if cls.never[name].fullmatch(one.lower()):
                    return default, f"{PREFIX}{name}: {one!r} is never safe on a page from an unknown sender."
            return tuple(value), ""
        if type(value) is not type(default):
            return default, f"{PREFIX}{name} must be {type(default).__name__}, not {value!r}."
        if at_least is not None and value < at_least:
            return default, f"{PREFIX}{name} must be at least {at_least}, not {value!r}."
        one_of = field.metadata["one_of"]
        if one_of and value not in one_of:
            return default, f"{PREFIX}{name} must be one of {', '.join(map(repr, one_of))}, not {value!r}."
        return value, ""


def allowed_beside(folder: Path, path: PurePath) -> tuple[Allowed, tuple[Problem, ...]]:
    """Return what the ``docs/conf.py`` beside a folder of editions allows.

    It is read, never run, so only values that are written out count. Without such a file nothing further is allowed.

    :param folder: of the editions.
    :param path: how problems name the file.
    """
    text = read_text(folder.parent / "docs" / "conf.py", path).text
    try:
        tree = ast.parse(text or "")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Allowed(), ()  # Sphinx reports what is wrong with it
    options = {PREFIX + one.name: one.name for one in dataclasses.fields(Allowed)}
    values: dict[str, Any] = {}
    problems = []
    for statement in tree.body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            if isinstance(target, ast.Name) and target.id in options:
                name = options[target.id]
                try:
                    values[name], wrong = Allowed.settled(name, ast.literal_eval(statement.value))
                except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                    wrong = f"The value of {target.id} cannot be read without running the file."
                if wrong:
                    hint = "Write the value in one plain assignment: this file is read here, not run."
                    problems.append(Problem(path, statement.lineno, Code.OPTION_INVALID, wrong, hint))
    return Allowed(**values), tuple(problems)
