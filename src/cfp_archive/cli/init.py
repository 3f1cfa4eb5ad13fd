"""``cfp-archive init``: set up the archive of another series."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cfp_archive.cli._shared import OK, CannotRunError, FilePath, Options, command
from cfp_archive.cli._writing import write_folder

if TYPE_CHECKING:
    from cfp_archive.scaffolding import Answers, Requirement

EPILOG = """\
examples:
  cfp-archive init tides                          asks for the names
  cfp-archive init tides --name "Workshop on Tidal Computing" --short-name TideComp
  cfp-archive init tides --name "Tide Day" --home https://tides.example --host "the Ocean Week"
  cfp-archive init tides --name "Tide Day" --package git+https://code.example/cfp-archive.git

The new project installs this package from where it was installed here, a path or an address, unless --package says
another place. 'nox -s check' and 'nox -s site' work in it at once.

exit codes: 0 done; 2 the folder is not empty, a name is missing
"""
_ADDRESS = re.compile(r"https?://\S+\Z")
#: May stand in a folder that counts as empty.
_VERSION_CONTROL = {".git", ".hg", ".svn"}


@command("init", "set up the archive of a series: record, site, sessions and CI in a new folder", EPILOG)
@click.argument(
    "folder",
    metavar="DIR",
    type=FilePath(file_okay=False),
    help="the folder to make; it may exist if it is empty",
)
@click.option("--name", help="the series' full name")
@click.option("--short-name", metavar="NAME", help="as in 'TideComp'  [default: the name's initials]")
@click.option("--home", metavar="URL", help="the series' own site")
@click.option("--host", metavar="NAME", help="the event that the editions are usually part of")
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
    """Ask what is missing, and write the project."""
    from cfp_archive.scaffolding import RequirementError, given_requirement, own_requirement, project_files
    from cfp_archive.scaffolding.requirement import known_versions

    refuse_if_used(folder)
    try:
        requirement = given_requirement(package) if package is not None else own_requirement()
    except RequirementError as error:
        raise CannotRunError(str(error)) from error
    answers = asked(name, short_name, home, host)
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    files = project_files(answers, requirement, constraints=known_versions(), python=python)
    write_folder(folder, files)
    print("\n".join(told(folder, answers, requirement, len(files))))
    return OK


def refuse_if_used(folder: Path) -> None:
    """Make sure that nothing is overwritten.

    :raises CannotRunError: if there is something already.
    """
    if folder.is_symlink() and not folder.exists():
        raise CannotRunError(f"{folder} is a link that leads nowhere. Remove it, or choose another folder.")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise CannotRunError(f"{folder} is a file. Choose another folder.")
    used = sorted(one.name for one in folder.iterdir() if one.name not in _VERSION_CONTROL)
    if used:
        raise CannotRunError(
            f"{folder} is not empty: it holds {used[0]!r}. Choose another folder; nothing was written."
        )


def asked(full: str | None, short: str | None, home: str | None, host: str | None) -> Answers:
    """Return the answers that the options give, and ask for the others if someone is there to answer.

    :raises CannotRunError: if an answer is missing, or is none.
    """
    from cfp_archive.scaffolding import Answers

    asking = full is None and sys.stdin.isatty()
    if full is None and not asking:
        raise CannotRunError("The series needs a name: --name NAME. On a terminal, init asks for it.")
    name = _line(full if full is not None else _ask("The series' full name"))
    if not name:
        raise CannotRunError("The series needs a name: --name NAME.")
    if short is None and asking:
        short = _ask(f"Its short name [{initials(name)}]")
    home = home if home is not None else _ask("Its own site, or nothing") if asking else ""
    host = host if host is not None else _ask("The event it is usually part of, or nothing") if asking else ""
    if home and not _ADDRESS.match(home.strip()):
        raise CannotRunError(f"{home!r} is no address. Write it in full, as in https://example.org.")
    return Answers(
        name=name, short_name=_line(short or "") or initials(name), home=home.strip(), host=_line(host)
    )


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


def told(folder: Path, answers: Answers, requirement: Requirement, count: int) -> list[str]:
    """Return what to print: what was made, and what to do next."""
    lines = [f"The archive of {answers.short_name} is set up in {folder} ({count} files)."]
    if requirement.local:
        lines += [
            "It installs cfp-archive from a path on this machine; before others build it, put an address into",
            f"{folder / 'requirements.txt'}.",
        ]
    return [
        *lines,
        "",
        "next:",
        *([f"  cd {folder}"] if folder.resolve() != Path.cwd() else []),
        "  python -m pip install nox",
        "  python -m nox -s new -- 2031                           begin a call, or",
        "  python -m nox -s import -- call.txt --edition 2031     bring one in",
        "  python -m nox -s site                                  build the site",
    ]


def _ask(what: str) -> str:
    try:
        return input(f"{what}: ")
    except EOFError:
        return ""


def _line(text: str) -> str:
    return " ".join(text.split())
