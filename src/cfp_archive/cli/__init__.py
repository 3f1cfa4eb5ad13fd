"""The command line ``cfp-archive``, with click. Each command is a module of this package; `program` holds them all.

The modules import what they need when they run, so that ``--help`` and completion answer at once.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click
from click.shell_completion import shell_complete

from cfp_archive import __version__
from cfp_archive.cli._shared import (
    CANNOT_RUN,
    COMPLETE,
    INTERRUPTED,
    OK,
    SETTINGS,
    Options,
    Verbatim,
    archive_option,
    prepare_output,
)
from cfp_archive.cli.align import align_command
from cfp_archive.cli.announce import announce_command
from cfp_archive.cli.check import check_command
from cfp_archive.cli.compare import compare_command
from cfp_archive.cli.completion import completion_command
from cfp_archive.cli.csp import csp_command
from cfp_archive.cli.export import export_command
from cfp_archive.cli.import_ import import_command
from cfp_archive.cli.init import init_command
from cfp_archive.cli.keys import keys_command
from cfp_archive.cli.new import new_command
from cfp_archive.cli.permalinks import permalinks_command
from cfp_archive.cli.publish import publish_command
from cfp_archive.cli.review import review_command
from cfp_archive.cli.schema import schema_command
from cfp_archive.cli.when import when_command
from cfp_archive.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["COMMANDS", "main", "program"]

#: In the order in which --help shows them.
COMMANDS: tuple[click.Command, ...] = (
    init_command,
    new_command,
    import_command,
    check_command,
    compare_command,
    when_command,
    review_command,
    announce_command,
    publish_command,
    export_command,
    keys_command,
    align_command,
    schema_command,
    csp_command,
    permalinks_command,
    completion_command,
)

_EPILOG = """\
examples:
  cfp-archive                             show the state of the archive and the next steps
  cfp-archive check                       check the nearest archive
  cfp-archive --archive record check      check the archive in the folder 'record'

exit codes: 0 success; 1 problems were found; 2 the command could not run; 130 interrupted
"""


class _Program(Verbatim, click.Group):
    """The program, with its commands in the order in which they are added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click gives it)
        """Return the names of the commands."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is typed.

        :raises click.UsageError: if there is none; the message names the one that may be meant.
        """
        if not ctx.resilient_parsing and args[0] not in self.commands:
            names = ", ".join(self.commands)
            hint = did_you_mean(args[0], self.commands, f"Commands: {names}.")
            ctx.fail(f"Unknown command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)


@click.group(
    "cfp-archive",
    cls=_Program,
    invoke_without_command=True,
    help="Maintain an archive of a workshop series' calls for papers.",
    epilog=_EPILOG,
    context_settings=SETTINGS,
    params=[archive_option()],
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def program(ctx: click.Context) -> int:
    """Print what this is, the state of the archive, and the next steps."""
    if ctx.invoked_subcommand is not None:
        return OK
    from cfp_archive.cli._next_step import next_step

    print("cfp-archive maintains an archive of a workshop series' calls for papers.\n")
    print("\n".join(next_step(ctx.ensure_object(Options).archive)))
    print(f"\ncommands: {', '.join(program.commands)}")
    print("For what each does: cfp-archive --help. For examples: cfp-archive COMMAND --help.")
    return OK


for _command in COMMANDS:
    program.add_command(_command)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    :param argv: arguments without the program's name. Default: those of the process.
    :returns: the exit code: 0 success, 1 problems were found, 2 the command could not run, 130 interrupted.
    """
    prepare_output()
    name = "cfp-archive"
    if argv is None and COMPLETE in os.environ:
        return shell_complete(program, {}, name, COMPLETE, os.environ[COMPLETE])
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"  # https://no-color.org
    try:
        # Not by calling the program: click would treat a closed pipe as a failure, and print 'Aborted!' if interrupted.
        arguments = list(sys.argv[1:] if argv is None else argv)
        with program.make_context(name, arguments, color=False if plain else None) as context:
            code: int = program.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:  # --help, --version
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:  # the reader has seen enough, as in `cfp-archive check | head`
        # Python flushes at exit and would complain once more: https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except (KeyboardInterrupt, click.Abort):
        print("cfp-archive: interrupted", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        print(f"cfp-archive: {error}", file=sys.stderr)
        return CANNOT_RUN
    return code
