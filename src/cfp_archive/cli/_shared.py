"""What the commands share: how they are made, finding and reading the archive, exit codes, printing."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import click

from cfp_archive import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from cfp_archive.model import Archive, Edition
    from cfp_archive.problems import Problem

OK = 0
PROBLEMS = 1  #: the command ran and found something wrong
CANNOT_RUN = 2  #: wrong arguments, no archive
INTERRUPTED = 130  #: by Ctrl-C: 128 and the number of the signal, as shells count

#: Of every command. The examples have lines of 120 characters, so the help may have them, too.
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 120}

#: The variable by which a shell's script asks for completions.
COMPLETE = "_CFP_ARCHIVE_COMPLETE"

_FOLDER = "editions"
_INDEX = "series.yaml"


class CannotRunError(click.ClickException):
    """The command cannot run; the message says why and what to do."""

    exit_code = CANNOT_RUN

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message on the error stream."""
        print(f"cfp-archive: {self.message}", file=file or sys.stderr)


@dataclass
class Options:
    """What holds for every command."""

    archive: Path | None = None  #: the path given by --archive


class FilePath(click.Path):
    """A path that is not looked at before the command runs, which knows better what to say if it does not fit."""

    def convert(
        self, value: str | os.PathLike[str], _param: click.Parameter | None, _ctx: click.Context | None
    ) -> Path:
        """Return the path."""
        return Path(value)


class Verbatim(click.Command):
    """A command whose examples are printed as they are written."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click gives it)
        """Write the examples."""
        if self.epilog:
            formatter.write(f"\n{self.epilog}")


def command(name: str, summary: str, epilog: str) -> Callable[[Callable[..., int]], click.Command]:
    """Return a decorator that makes a command of a function, which gets the `Options` first and returns the exit code.

    :param name: as typed.
    :param summary: one line, which begins with a small letter and ends without a full stop.
    :param epilog: examples.
    """

    def decorate(function: Callable[..., int]) -> click.Command:
        decorated = click.command(
            name,
            cls=Verbatim,
            help=f"{summary[:1].upper()}{summary[1:]}.",
            short_help=summary,
            epilog=epilog,
            context_settings=SETTINGS,
        )(click.make_pass_decorator(Options, ensure=True)(function))
        decorated.params.append(archive_option())  # may be given before the command as well
        return decorated

    return decorate


def format_option(*choices: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Add the option --format; the first choice is the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(choices),
        metavar=f"[{'|'.join(choices)}]",
        default=choices[0],
        show_default=True,
        help="output format",
    )


def archive_option() -> click.Option:
    """Return the option --archive, whose value goes into the `Options`."""

    def store(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
        if value is not None:
            ctx.ensure_object(Options).archive = value

    return click.Option(
        ["--archive"],
        metavar="DIR",
        type=FilePath(file_okay=False),
        expose_value=False,
        callback=store,
        help="archive folder or its parent  [default: nearest 'editions' folder, searching upward]",
    )


def edition_keys(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the keys of the editions that begin with what is typed, for completion."""
    options = ctx.find_object(Options) or Options()
    try:
        pages = find_archive(options.archive).glob("[0-9]*/index.md")
    except CannotRunError:
        return []
    return sorted(one.parent.name for one in pages if one.parent.name.startswith(incomplete))


def find_archive(given: Path | None) -> Path:
    """Return the folder that holds series.yaml and the editions.

    :param given: that folder or one that contains it. Default: the nearest folder 'editions' from the working
        directory upwards.
    :raises CannotRunError: if there is none.
    """
    if given is not None:
        for folder in (given, given / _FOLDER):
            if (folder / _INDEX).is_file():
                return folder
        if (given / _FOLDER).is_dir():
            return given / _FOLDER
        if given.is_dir():
            raise CannotRunError(
                f"{given} has neither {_INDEX} nor a folder '{_FOLDER}'. Name another folder."
            )
        raise CannotRunError(f"{given} is not a folder. Name the folder that contains {_INDEX}.")
    try:
        current = Path.cwd()
    except OSError as error:
        raise CannotRunError(f"The working directory cannot be read ({error}). Use --archive DIR.") from error
    for folder in (current, *current.parents):
        within = folder.name == _FOLDER and (folder / _INDEX).is_file()
        if within or (folder / _FOLDER).is_dir():
            # Short paths, which editors can open.
            return Path(os.path.relpath(folder if within else folder / _FOLDER, current))
    raise CannotRunError(
        f"No folder '{_FOLDER}' in this folder or any folder above. Go to the project, or use --archive DIR."
    )


class Loaded(NamedTuple):
    """An archive as it was found."""

    archive: Archive
    problems: tuple[Problem, ...]  #: of its files
    folder: Path

    def file(self, name: str) -> Path:
        """Return a YAML file of the archive that entries can be added to.

        :raises CannotRunError: if it has problems.
        """
        if any(one.path == self.archive.folder / name for one in self.problems):
            raise CannotRunError(f"{name} has problems. Fix them first: cfp-archive check.")
        return self.folder / name


def load(options: Options) -> Loaded:
    """Find and read the archive that the options name.

    :raises CannotRunError: if there is none.
    """
    folder = find_archive(options.archive)
    with working("reading the archive"):
        from cfp_archive.reading import read_archive

        return Loaded(*read_archive(folder), folder)


def text_of(file: Path) -> str:
    """Return the text of a file, without a byte order mark, its lines ended by LF.

    :raises CannotRunError: if it cannot be read, or is not UTF-8.
    """
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CannotRunError(f"{file} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error
    except OSError as error:
        raise CannotRunError(f"{file} cannot be read: {error.strerror or error}.") from error


def valid(entry: object) -> None:
    """Hold what was typed to what a file may say.

    :param entry: an object of the model.
    :raises CannotRunError: with the message that the file would get.
    """
    from cfp_archive.reading.validating import read_values
    from cfp_archive.yamlio import written

    for problem in read_values(written(entry), type(entry), PurePath()).problems:
        raise CannotRunError(f"{problem.message} {problem.hint}")


def warn_of(problems: Collection[Problem]) -> None:
    """Say on the error stream that the archive's files have problems, if they have."""
    if problems:
        print(f"cfp-archive: {messages.FILES_HAVE_PROBLEMS(n=len(problems))}", file=sys.stderr)


def edition_of(archive: Archive, key: str) -> Edition:
    """Return the edition of a key.

    :raises CannotRunError: if its call is not in the archive; the message names the calls that are.
    """
    edition = archive.edition(key)
    if edition is not None:
        return edition
    keys = [one.key for one in archive.editions]
    near = " or ".join(get_close_matches(key, keys, n=3, cutoff=0.5))
    if any(missing.key == key for missing in archive.series.missing_calls):
        message = f"The {key} call is not in the archive."
    elif near:
        message = f"Edition '{key}' does not exist. Did you mean {near}?"
    else:
        message = f"Edition '{key}' does not exist."
    raise CannotRunError(f"{message} {calls_in_archive(keys)}")


def calls_in_archive(keys: Iterable[str]) -> str:
    """Return the sentence that names the calls in the archive."""
    return f"Calls in the archive: {', '.join(keys) or 'none'}."


def location_of(options: Options) -> Path:
    """Return the folder to which the paths of problems are relative, seen from the working directory."""
    folder = find_archive(options.archive)
    return folder.parent if folder.name not in {"", ".."} else folder / ".."


def prepare_output() -> None:
    """Let printing survive a locale that cannot write every letter: such letters come out as escapes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def echo(lines: Iterable[str]) -> None:
    """Print lines; their colors are left out where the output is no terminal, and by `program` if NO_COLOR is set."""
    for line in lines:
        click.echo(line, file=sys.stdout)  # click's own stream writes UTF-8 where the locale cannot


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show what is being done, as in 'reading the archive', until it is done.

    Shown on the error stream, so that what is printed stays clean, and only if that is a terminal.
    """
    terminal = sys.stderr.isatty()
    if terminal:
        print(f"{what} ...", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if terminal:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)
