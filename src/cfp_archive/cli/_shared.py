"""What the commands share: how they are made, finding and reading the archive, exit codes, colour."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO

import click

from cfp_archive.cli._progress import working

if TYPE_CHECKING:
    from collections.abc import Callable

    from cfp_archive.model import Archive
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
    """Make a command of a function, which gets the `Options` first and returns the exit code.

    :param name: as typed.
    :param summary: one line, which begins with a small letter and ends without a full stop.
    :param epilog: examples.
    """

    def made(function: Callable[..., int]) -> click.Command:
        one = click.command(
            name,
            cls=Verbatim,
            help=f"{summary[:1].upper()}{summary[1:]}.",
            short_help=summary,
            epilog=epilog,
            context_settings=SETTINGS,
        )(click.make_pass_decorator(Options, ensure=True)(function))
        one.params.append(archive_option())  # may be given before the command as well
        return one

    return made


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

    def kept(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
        if value is not None:
            ctx.ensure_object(Options).archive = value

    return click.Option(
        ["--archive"],
        metavar="DIR",
        type=FilePath(file_okay=False),
        expose_value=False,
        callback=kept,
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
        for one in (given, given / _FOLDER):
            if _is_file(one / _INDEX):
                return one
        inner = given / _FOLDER
        if _is_folder(inner):
            return inner
        if _is_folder(given):
            raise CannotRunError(
                f"{given} is no archive: it holds neither {_INDEX} nor a folder '{_FOLDER}'."
            )
        raise CannotRunError(f"{given} is not a folder. Name the folder that holds {_INDEX}.")
    try:
        here = Path.cwd()
    except OSError as error:
        raise CannotRunError(f"The working directory cannot be read ({error}). Use --archive DIR.") from error
    for one in (here, *here.parents):
        if one.name == _FOLDER and _is_file(one / _INDEX):
            return _relative(one, here)
        if _is_folder(one / _FOLDER):
            return _relative(one / _FOLDER, here)
    raise CannotRunError(
        f"There is no folder '{_FOLDER}' here or in any folder above. Go to the project, or use --archive DIR."
    )


def load(options: Options) -> tuple[Archive, tuple[Problem, ...]]:
    """Find and read the archive that the options name, with the problems of its files.

    :raises CannotRunError: if there is none.
    """
    folder = find_archive(options.archive)
    with working("reading the archive"):
        from cfp_archive.reading import read_archive

        return read_archive(folder)


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


def coloured(stream: TextIO) -> bool:
    """Say whether to colour what is printed: only on a terminal, and not if NO_COLOR is set (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Paint:
    """Puts colour around words, or not."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def red(self, text: str) -> str:
        """Return the text in red, for what is wrong."""
        return self._wrap(text, "31")

    def green(self, text: str) -> str:
        """Return the text in green, for what is right."""
        return self._wrap(text, "32")

    def dim(self, text: str) -> str:
        """Return the text less bright, for what is secondary."""
        return self._wrap(text, "2")

    def _wrap(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on else text


def _relative(folder: Path, here: Path) -> Path:
    """Return a folder as seen from the working directory, which makes short paths that editors can open."""
    return Path(os.path.relpath(folder, here))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
