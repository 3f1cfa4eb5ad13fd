"""``cfp-archive check``: everything that is wrong with an archive, and how much of each source is on its page."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from cfp_archive.characters import visible
from cfp_archive.cli._progress import working
from cfp_archive.cli._shared import (
    OK,
    PROBLEMS,
    CannotRunError,
    Options,
    Paint,
    coloured,
    command,
    find_archive,
    format_option,
    load,
    location_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cfp_archive.model import Archive, Edition, Page
    from cfp_archive.problems import Problem
    from cfp_archive.reading.proof import Proof

EPILOG = """\
examples:
  cfp-archive check
  cfp-archive check --format json > problems.json
  cfp-archive check --format github       marks problems in a pull request on GitHub
  cfp-archive check --strict              demands that 'cfp-archive review' has nothing left to ask
  cfp-archive check --fix                 fixes what is safe to fix, shows it first, and asks
  cfp-archive check --fix --yes           fixes without asking

--fix corrects spaces at the ends of lines, line endings, byte order marks, dates that can mean one day only (1 Feb 2021,
2021/2/1), and the order of an edition's fields. Comments stay, and source files are never touched.

--format json prints one object:
  problems   sorted list of {path, line, code, message, hint}; line 0 means the whole file
  coverage   for each page and source file: {edition, page, file, compared, words, found}
  editions   how many editions were read

exit codes: 0 no problems; 1 problems (with --fix: problems that are left); 2 no archive
"""


@command(
    "check",
    "validate the archive and compare each page with its source text",
    EPILOG,
)
@format_option("text", "json", "github")
@click.option("--strict", is_flag=True, help="demand a decision about every uncertain match of topics, too")
@click.option("--fix", is_flag=True, help="apply safe fixes first")
@click.option("--yes", is_flag=True, help="with --fix: do not ask for confirmation")
def check_command(options: Options, *, output_format: str, strict: bool, fix: bool, yes: bool) -> int:
    """Check and print; 1 if there are problems."""
    from cfp_archive.checking import check

    if fix:
        from cfp_archive.cli._fixing import apply_fixes

        if output_format != "text":
            raise CannotRunError("--fix prints changes as text: leave out --format, and check once more.")
        apply_fixes(find_archive(options.archive), sure=yes)
    elif yes:
        raise CannotRunError("--yes goes with --fix.")
    archive, found = load(options)
    with working("checking every rule, every year"):
        problems = tuple(sorted({*found, *check(archive, strict=strict)}))
    if output_format == "json":
        print(json.dumps(as_json(archive, problems), indent=2, ensure_ascii=True))
    elif output_format == "github":
        for problem in problems:
            print(as_github(problem, location_of(options)))
        print(summary(archive, problems, Paint(on=False)))
    else:
        paint = Paint(coloured(sys.stdout))
        for problem in problems:
            print(as_text(problem, location_of(options), paint))
        if problems:
            print()
        print(summary(archive, problems, paint))
    return PROBLEMS if problems else OK


def as_text(problem: Problem, folder: Path, paint: Paint) -> str:
    """Return a problem on two lines, its place first: editors jump to it.

    :param folder: to which the problem's path is relative.
    """
    where = (folder / problem.path).as_posix() + (f":{problem.line}" if problem.line else "")
    message, hint = paint.red(visible(problem.message)), paint.dim(visible(problem.hint))
    return f"{visible(where)}: {message} [{problem.code}]\n    {hint}"


def as_github(problem: Problem, folder: Path) -> str:
    """Return a problem as a workflow command, which GitHub shows beside the line.

    See https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
    """
    place = {
        "file": visible((folder / problem.path).as_posix()),
        "line": str(max(problem.line, 1)),
        "title": problem.code,
    }
    fields = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in place.items())
    return f"::error {fields}::{_escaped(visible(f'{problem.message} {problem.hint}'))}"


def as_json(archive: Archive, problems: tuple[Problem, ...]) -> dict[str, Any]:
    """Return problems and coverage as plain values; see this command's --help for what they mean."""
    return {
        "problems": [
            {
                "path": one.path.as_posix(),
                "line": one.line,
                "code": one.code.value,
                "message": one.message,
                "hint": one.hint,
            }
            for one in problems
        ],
        "coverage": [
            {
                "edition": edition.key,
                "page": page.path.name,
                "file": one.file,
                "compared": one.compared,
                "words": one.words,
                "found": one.found,
            }
            for edition in archive.editions
            for page in (edition, *edition.pages)
            for one in _proof(page).coverage
        ],
        "editions": len(archive.editions),
    }


def summary(archive: Archive, problems: tuple[Problem, ...], paint: Paint) -> str:
    """Return the last lines: what the sources' words gave, and how many problems there are, by code."""
    lines = [line for edition in archive.editions for line in _coverage_lines(edition)]
    editions = _count(len(archive.editions), "edition")
    if problems:
        codes = Counter(one.code.value for one in problems)
        which = ", ".join(f"{code} {number}" for code, number in sorted(codes.items()))
        lines.append(paint.red(f"{_count(len(problems), 'problem')} in {editions}: {which}"))
    else:
        lines.append(paint.green(f"{editions}, no problems"))
    return "\n".join(lines)


def _coverage_lines(edition: Edition) -> list[str]:
    return [
        *_page_lines(edition, edition.key),
        *(line for page in edition.pages for line in _page_lines(page, f"{edition.key}/{page.path.name}")),
    ]


def _page_lines(page: Page, name: str) -> list[str]:
    coverage = _proof(page).coverage
    if not coverage:
        return [f"{name}: no source file, so its words are not checked"]
    lines = []
    for one in coverage:
        if one.compared:
            declared = len(page.facts.differences)
            also = f" ({_count(declared, 'declared difference')})" if declared else ""
            lines.append(
                f"{name}: {one.found} of {one.words} words of {visible(one.file)} are on the page, in order{also}"
            )
        else:
            lines.append(
                f"{name}: the words of {visible(one.file)} are not compared: there is no plain text of it"
            )
    return lines


def _proof(page: Page) -> Proof:
    from cfp_archive.reading.proof import prove

    return prove(page)


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _escaped(text: str, further: str = "") -> str:
    """Escape what workflow commands reserve."""
    for sign in "%\r\n" + further:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
