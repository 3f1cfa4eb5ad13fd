"""The command line ``cfp-archive``. Each command is a module of this package; `COMMANDS` lists them."""

from __future__ import annotations

import argparse
import os
import re
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cfp_archive import __version__
from cfp_archive.cli import (
    align,
    announce,
    check,
    compare,
    completion,
    csp,
    import_,
    init,
    keys,
    new,
    review,
    schema,
)
from cfp_archive.cli._shared import CANNOT_RUN, OK, CannotRunError, Command, prepare_output

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["COMMANDS", "main", "make_parser"]

#: In the order in which --help shows them.
COMMANDS: tuple[Command, ...] = (
    init,
    new,
    import_,
    check,
    compare,
    review,
    announce,
    keys,
    align,
    schema,
    csp,
    completion,
)

_EPILOG = """\
examples:
  cfp-archive                             say what to do next
  cfp-archive check                       check the nearest archive
  cfp-archive --archive record check      check the one in the folder 'record'

exit codes: 0 all is well; 1 problems were found; 2 the command could not run
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    :param argv: arguments without the program's name. Default: those of the process.
    :returns: the exit code: 0 all is well, 1 problems were found, 2 the command could not run.
    """
    prepare_output()
    parser = make_parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has printed why
        return stop.code if isinstance(stop.code, int) else CANNOT_RUN
    try:
        code: int = _introduce(args) if args.run is None else args.run(args)
        sys.stdout.flush()
    except CannotRunError as error:
        print(f"cfp-archive: {error}", file=sys.stderr)
        return CANNOT_RUN
    except BrokenPipeError:  # the reader has seen enough, as in `cfp-archive check | head`
        # Python flushes at exit and would complain once more: https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        print("cfp-archive: interrupted", file=sys.stderr)
        return CANNOT_RUN
    except OSError as error:
        print(f"cfp-archive: {error}", file=sys.stderr)
        return CANNOT_RUN
    return code


class _Parser(argparse.ArgumentParser):
    """A parser that knows which command may have been meant."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong, and leave."""
        typed = re.match(r"argument COMMAND: invalid choice: '(.*?)' \(", message)
        if typed:
            near = get_close_matches(typed[1], [one.NAME for one in COMMANDS], n=1)
            hint = (
                f"Did you mean '{near[0]}'?" if near else f"There are {', '.join(c.NAME for c in COMMANDS)}."
            )
            message = f"There is no command '{typed[1]}'. {hint}"
        super().error(message)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, with all its commands."""
    parser = _Parser(
        prog="cfp-archive",
        description="Keep a living archive of a workshop series' calls for papers.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"cfp-archive {__version__}")
    _add_archive(parser, None)
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for one in COMMANDS:
        sub = commands.add_parser(
            one.NAME,
            help=one.HELP,
            description=one.HELP[:1].upper() + one.HELP[1:] + ".",
            epilog=one.EPILOG,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        one.add_arguments(sub)
        _add_archive(sub, argparse.SUPPRESS)  # may stand after the command, too
        sub.set_defaults(run=one.run)
    return parser


def _add_archive(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--archive",
        metavar="DIR",
        type=Path,
        default=default,
        help="the folder of the editions, or one that contains it (default: the nearest 'editions' upwards from here)",
    )


def _introduce(args: argparse.Namespace) -> int:
    """Say what this is, how things stand, and what to do next."""
    from cfp_archive.cli._next_step import next_step

    print("cfp-archive keeps a living archive of a workshop series' calls for papers.\n")
    print("\n".join(next_step(args.archive)))
    print(f"\ncommands: {', '.join(one.NAME for one in COMMANDS)}")
    print("'cfp-archive --help' says what each is for; 'cfp-archive COMMAND --help' shows examples.")
    return OK
