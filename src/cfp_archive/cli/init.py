"""``cfp-archive init``: set up the archive of another series."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cfp_archive.cli._shared import OK, CannotRunError, FilePath, Options, command, valid
from cfp_archive.cli._writing import write_folder

if TYPE_CHECKING:
    from cfp_archive.scaffolding import Answers, Requirement

EPILOG = """\
examples:
  cfp-archive init tides                          asks for the names
  cfp-archive init tides --name "Workshop on Tidal Computing" --short-name TideComp
  cfp-archive init tides --name "Tide Day" --home https://tides.example --host "the Ocean Week"
  cfp-archive init tides --name "Tide Day" --package git+https://code.example/cfp-archive.git

The new project installs cfp-archive from where it was installed here (a path or an address); --package names another
source. 'nox -s check' and 'nox -s site' work in it immediately.

exit codes: 0 done; 2 the folder is not empty, a name is missing
"""
#: May be in a folder that counts as empty.
_VERSION_CONTROL = {".git", ".hg", ".svn"}


@command(
    "init", "set up the archive of a series in a new folder: editions, site, nox sessions and CI", EPILOG
)
@click.argument(
    "folder",
    metavar="DIR",
    type=FilePath(file_okay=False),
    help="folder to create; it may exist if it is empty",
)
@click.option("--name", help="full name of the series")
@click.option("--short-name", metavar="NAME", help="as in 'TideComp'  [default: initials of the name]")
@click.option("--home", metavar="URL", help="website of the series")
@click.option("--host", metavar="NAME", help="host conference, if there usually is one")
@click.option("--package", metavar="WHERE", help="path or address to install cfp-archive from")
def init_command(
    _options: Options,
    *,
    folder: Path,
    name: str | None,
    short_name: str | None,
    home: str | None,
    host: str | None,
    package: str | None,
) -> int:
    """Ask for what is missing, and write the project."""
    from cfp_archive.scaffolding import RequirementError, given_requirement, own_requirement, project_files
    from cfp_archive.scaffolding.requirement import known_versions

    refuse_if_used(folder)
    try:
        requirement = given_requirement(package) if package is not None else own_requirement()
    except RequirementError as error:
        raise CannotRunError(str(error)) from error
    answers = complete_answers(name, short_name, home, host)
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    files = project_files(answers, requirement, constraints=known_versions(), python=python)
    write_folder(folder, files)
    print("\n".join(success_lines(folder, answers, requirement, len(files))))
    return OK


def refuse_if_used(folder: Path) -> None:
    """Make sure that nothing is overwritten.

    :raises CannotRunError: if something exists already.
    """
    if folder.is_symlink() and not folder.exists():
        raise CannotRunError(f"{folder} is a broken link. Remove it, or choose another folder.")
    if folder.exists() and not folder.is_dir():
        raise CannotRunError(f"{folder} is a file. Choose another folder.")
    entries = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
    if used := sorted(entries - _VERSION_CONTROL):
        raise CannotRunError(f"{folder} is not empty: it contains {used[0]!r}. Choose another folder.")


def complete_answers(full: str | None, short: str | None, home: str | None, host: str | None) -> Answers:
    """Return the answers that the options give, and ask for the others on a terminal.

    :raises CannotRunError: if an answer is missing or not valid.
    """
    from cfp_archive.model import Series
    from cfp_archive.scaffolding import Answers

    asking = full is None and sys.stdin.isatty()

    def answer(given: str | None, question: str) -> str:
        if given is None and asking:
            given = click.prompt(question, default="", show_default=False)
        return " ".join((given or "").split())

    name = answer(full, "Full name of the series")
    if not name:
        raise CannotRunError("The series needs a name. Add --name NAME; on a terminal, init asks for it.")
    short_name = answer(short, f"Short name [{initials(name)}]") or initials(name)
    home = answer(home, "Website, if any")
    valid(Series(name=name, short_name=short_name, home=home or None))
    return Answers(name=name, short_name=short_name, home=home, host=answer(host, "Host conference, if any"))


def initials(name: str) -> str:
    """Return a short name: what the name has in brackets, else the initials of its longer words, else the name.

    >>> initials("Workshop on Tidal Computing"), initials("Tidal Computing (TideComp)"), initials("Tides")
    ('WTC', 'TideComp', 'Tides')
    """
    bracketed = re.search(r"\((\w[\w-]*)\)", name)
    if bracketed:
        return bracketed[1]
    letters = "".join(word[0] for word in re.findall(r"\b[^\W\d_]\w*", name) if word[0].isupper())
    return letters if len(letters) > 1 else name


def success_lines(folder: Path, answers: Answers, requirement: Requirement, count: int) -> list[str]:
    """Return what to print: what was created, and the next steps."""
    lines = [f"Created the archive of {answers.short_name} in {folder} ({count} files)."]
    if requirement.local:
        lines += [
            "It installs cfp-archive from a path on this machine. Before others build it, write an address into",
            f"{folder / 'requirements.txt'}.",
        ]
    return [
        *lines,
        "",
        "Next steps:",
        *([f"  cd {folder}"] if folder.resolve() != Path.cwd() else []),
        "  python -m pip install nox",
        "  python -m nox -s new -- 2031                           create a draft, or",
        "  python -m nox -s import -- call.txt --edition 2031     import a call",
        "  python -m nox -s site                                  build the site",
    ]
