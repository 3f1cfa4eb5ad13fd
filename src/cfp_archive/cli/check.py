"""``cfp-archive check``: everything that is wrong with an archive, and how much of each source is on its page."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from cfp_archive import messages
from cfp_archive.characters import visible
from cfp_archive.cli._shared import (
    OK,
    PROBLEMS,
    CannotRunError,
    Loaded,
    Options,
    command,
    echo,
    find_archive,
    format_option,
    load,
    location_of,
    working,
)
from cfp_archive.cli._writing import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cfp_archive.model import Archive, Page
    from cfp_archive.problems import Problem
    from cfp_archive.reading.proof import Proof

EPILOG = """\
examples:
  cfp-archive check
  cfp-archive check --format json > problems.json
  cfp-archive check --format github       marks problems in a pull request on GitHub
  cfp-archive check --strict              requires a decision about every uncertain match
  cfp-archive check --fix                 shows the safe fixes, and asks before it writes them
  cfp-archive check --fix --yes           fixes without asking

--fix corrects spaces at the ends of lines, line endings, byte order marks, unambiguous dates (1 Feb 2021, 2021/2/1) and
the order of an edition's fields. Comments stay, and source files are never changed.

--format json prints one object:
  problems   sorted list of {path, line, code, message, hint}; line 0 means the whole file
  coverage   for each page and source file: {edition, page, file, compared, words, found}
  editions   number of editions that were read

exit codes: 0 no problems; 1 problems (with --fix: problems that are left); 2 no archive
"""


@command(
    "check",
    "validate the archive and compare each page with its source text",
    EPILOG,
)
@format_option("text", "json", "github")
@click.option("--strict", is_flag=True, help="also require a decision about every uncertain match of topics")
@click.option("--fix", is_flag=True, help="apply safe fixes first")
@click.option("--yes", is_flag=True, help="with --fix: do not ask for confirmation")
def check_command(options: Options, *, output_format: str, strict: bool, fix: bool, yes: bool) -> int:
    """Check and print; 1 if there are problems."""
    from cfp_archive.checking import check

    if yes and not fix:
        raise CannotRunError("--yes requires --fix.")
    if fix and output_format != "text":
        raise CannotRunError("--fix prints text only. Leave out --format, and check again afterwards.")
    if fix:
        apply_fixes(find_archive(options.archive), confirmed=yes)
    loaded = load(options)
    archive = loaded.archive
    with working("checking every rule, every year"):
        problems = tuple(sorted({*loaded.problems, *check(archive, strict=strict)}))
    if output_format == "json":
        print(json.dumps(as_json(archive, problems), indent=2, ensure_ascii=True))
        return PROBLEMS if problems else OK
    folder = location_of(options)
    if output_format == "github":
        echo(as_github(problem, folder) for problem in problems)
        echo(click.unstyle(line) for line in summary(archive, problems))
    else:
        echo(as_text(problem, folder) for problem in problems)
        echo([""] if problems else [])
        echo(summary(archive, problems))
        echo(_drafts(loaded))
    return PROBLEMS if problems else OK


def apply_fixes(folder: Path, *, confirmed: bool) -> None:
    """Show what is safe to fix in an archive, ask, and write it.

    :param folder: of the archive.
    :param confirmed: do not ask. Otherwise nothing is written where nobody can be asked.
    """
    from cfp_archive.fixing import find_fixes

    fixes = find_fixes(folder)
    if not fixes:
        print("No automatic fixes available.\n")
        return
    colors = {"-": "red", "+": "green", "@": "bright_black"}
    echo(click.style(visible(line), fg=colors.get(line[:1])) for fix in fixes for line in fix.diff())
    print()
    if not confirmed and not sys.stdin.isatty():
        print(f"{messages.NOTHING_FIXED(n=len(fixes))}\n")
    elif confirmed or click.confirm(messages.ASK_TO_FIX(n=len(fixes))):
        for fix in fixes:
            write_atomically(fix.file, fix.after)
        print(f"{messages.FIXED(n=len(fixes))}\n")
    else:
        print("No files changed.\n")


def as_text(problem: Problem, folder: Path) -> str:
    """Return a problem on two lines, its place first: editors jump to it.

    :param folder: to which the problem's path is relative.
    """
    where = (folder / problem.path).as_posix() + (f":{problem.line}" if problem.line else "")
    message, hint = (
        click.style(visible(problem.message), fg="red"),
        click.style(visible(problem.hint), dim=True),
    )
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
            for one in _word_check(page).coverage
        ],
        "editions": len(archive.editions),
    }


def summary(archive: Archive, problems: tuple[Problem, ...]) -> Iterator[str]:
    """Yield the last lines: how much of each source is on its page, and how many problems there are, by code."""
    for edition in archive.editions:
        yield from _coverage_lines(edition, edition.key)
        for page in edition.pages:
            yield from _coverage_lines(page, f"{edition.key}/{page.path.name}")
    editions = messages.EDITION_COUNT(n=len(archive.editions))
    if problems:
        codes = Counter(problem.code.value for problem in problems)
        counts = ", ".join(f"{code} {number}" for code, number in sorted(codes.items()))
        number = messages.PROBLEM_COUNT(n=len(problems))
        yield click.style(
            messages.PROBLEMS_IN_EDITIONS(problems=number, editions=editions, codes=counts), fg="red"
        )
    else:
        yield click.style(messages.NO_PROBLEMS_IN_EDITIONS(editions=editions), fg="green")


def _drafts(loaded: Loaded) -> Iterator[str]:
    """Yield what is still to do in each draft that was written here."""
    from cfp_archive.cli.publish import still_to_do

    for edition in loaded.archive.editions:
        if edition.facts.draft and not edition.facts.sources:
            left = still_to_do(loaded, edition)
            yield ""
            if left:
                yield f"{edition.key} is a draft. Before it can be published, fill in each TODO or delete its line:"
                yield from left
            else:
                yield f"{edition.key} is a draft and complete. Publish it: cfp-archive publish {edition.key}"


def _coverage_lines(page: Page, name: str) -> Iterator[str]:
    coverage = _word_check(page).coverage
    if not coverage:
        yield messages.NO_SOURCE_FILE(page=name)
    for source in coverage:
        file, differences = visible(source.file), len(page.facts.differences)
        values = {"page": name, "file": file, "found": source.found, "words": source.words, "n": differences}
        if not source.compared:
            yield messages.FILE_NOT_COMPARED(page=name, file=file)
        else:
            yield (messages.WORDS_COMPARED_BUT if differences else messages.WORDS_COMPARED)(**values)


def _word_check(page: Page) -> Proof:
    from cfp_archive.reading.proof import prove

    return prove(page)


def _escaped(text: str, further: str = "") -> str:
    """Escape what workflow commands reserve."""
    for sign in "%\r\n" + further:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
