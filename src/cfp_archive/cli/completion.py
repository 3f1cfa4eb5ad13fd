"""``cfp-archive completion``: scripts with which a shell completes commands, options, choices and editions."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from cfp_archive.cli._shared import COMPLETE, OK, Options, command

EPILOG = """\
examples:
  eval "$(cfp-archive completion bash)"       in ~/.bashrc
  eval "$(cfp-archive completion zsh)"        in ~/.zshrc, after compinit
  cfp-archive completion fish > ~/.config/fish/completions/cfp-archive.fish
"""


@command("completion", "print a script that lets a shell complete commands, options and editions", EPILOG)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")), help="for which shell")
def completion_command(_options: Options, shell: str) -> int:
    """Print the script."""
    program = click.get_current_context().find_root().command
    kind = get_completion_class(shell)
    assert kind is not None
    print(kind(program, {}, "cfp-archive", COMPLETE).source(), end="")
    return OK
