"""``cfp-archive completion``: scripts with which a shell completes commands, options, choices and editions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfp_archive.cli._description import described
from cfp_archive.cli._shared import OK

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from cfp_archive.cli._description import Argument, CommandDescription

NAME = "completion"
HELP = "print a script that lets a shell complete commands, options and editions"
EPILOG = """\
examples:
  eval "$(cfp-archive completion bash)"       in ~/.bashrc
  eval "$(cfp-archive completion zsh)"        in ~/.zshrc, after compinit
  cfp-archive completion fish > ~/.config/fish/completions/cfp-archive.fish
"""
_KEYS = "_cfp_archive_editions"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument("shell", choices=tuple(SHELLS), help="for which shell")


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    from cfp_archive.cli import make_parser

    print(SHELLS[args.shell](*described(make_parser())), end="")
    return OK


def bash(program: CommandDescription, commands: tuple[CommandDescription, ...]) -> str:
    """Return the script for bash."""
    names = "|".join(one.name for one in commands)
    values, words = [], []
    for one in (program, *commands):
        for option in one.options:
            how = _bash_values(option)
            values += [f"        '{one.name} {flag}') {how} ;;" for flag in option.flags if option.value]
        flags = " ".join(flag for option in one.options for flag in option.flags)
        first = one.places[0] if one.places else None
        places = " ".join(each.name for each in commands) if not one.name else ""
        if first and first.choices:
            places = " ".join(first.choices)
        elif first and first.names_edition:
            places = f"$({_KEYS})"
        words.append(f"        '{one.name}') options='{flags}'; words=\"{places}\" ;;")
    return f"""\
# bash completion of cfp-archive
{_KEYS}() {{
    local folder
    for folder in editions/[0-9]*/ [0-9]*/; do
        [ -f "$folder/index.md" ] && basename "$folder"
    done
}}
_cfp_archive() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command='' word options words
    COMPREPLY=()
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case $word in {names}) command=$word; break ;; esac
    done
    case "$command $before" in
{_lines(values)}
    esac
    case $command in
{_lines(words)}
    esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$current"))
    else
        COMPREPLY=($(compgen -W "$words" -- "$current"))
    fi
}}
complete -o bashdefault -o default -F _cfp_archive cfp-archive
"""


def _bash_values(option: Argument) -> str:
    if option.choices:
        return f'COMPREPLY=($(compgen -W "{" ".join(option.choices)}" -- "$current")); return'
    if option.names_edition:
        return f'COMPREPLY=($(compgen -W "$({_KEYS})" -- "$current")); return'
    return "return"  # 'complete -o default' offers files


def zsh(program: CommandDescription, commands: tuple[CommandDescription, ...]) -> str:
    """Return the script for zsh."""
    described_commands = "\n".join(f"        {_single(f'{one.name}:{_flat(one.help)}')}" for one in commands)
    cases = []
    for one in commands:
        specs = [spec for option in one.options for spec in _zsh_option(option)]
        specs += [
            f"{place}:{_zsh_word(argument.value.lower())}:{_zsh_values(argument)}"
            for place, argument in enumerate(one.places, 1)
        ]
        arguments = " \\\n                ".join(map(_single, specs))
        cases.append(f"            {one.name})\n            _arguments \\\n                {arguments} ;;")
    own = " \\\n        ".join(_single(spec) for option in program.options for spec in _zsh_option(option))
    return f"""\
#compdef cfp-archive
{_KEYS}() {{
    local -a keys
    keys=(editions/[0-9]*/index.md(N:h:t) [0-9]*/index.md(N:h:t))
    compadd -a keys
}}
_cfp_archive() {{
    local state line
    local -a commands
    commands=(
{described_commands}
    )
    _arguments -C \\
        {own} \\
        '1:command:->command' '*::argument:->argument'
    case $state in
        command) _describe command commands ;;
        argument)
        case $words[1] in
{_lines(cases)}
        esac ;;
    esac
}}
compdef _cfp_archive cfp-archive
"""


def _zsh_option(option: Argument) -> list[str]:
    value = f":{_zsh_word(option.value.lower())}:{_zsh_values(option)}" if option.value else ""
    return [f"{flag}[{_zsh_word(_flat(option.help))}]{value}" for flag in option.flags]


def _zsh_values(argument: Argument) -> str:
    if argument.choices:
        return f"({' '.join(argument.choices)})"
    return _KEYS if argument.names_edition else "_files"


def _zsh_word(text: str) -> str:
    return re.sub(r"([\[\]:\\])", r"\\\1", text)


def fish(program: CommandDescription, commands: tuple[CommandDescription, ...]) -> str:
    """Return the script for fish."""
    lines = [
        "# fish completion of cfp-archive",
        f"function {_KEYS}",
        "    for page in editions/*/index.md */index.md",
        "        basename (dirname $page)",
        "    end | string match -r '^[0-9].*'",
        "end",
    ]
    lines += [
        f"complete -c cfp-archive -n __fish_use_subcommand -f -a {one.name} -d {_single(_flat(one.help), escape=True)}"
        for one in commands
    ]
    for one in (program, *commands):
        condition = (
            _single(f"__fish_seen_subcommand_from {one.name}") if one.name else "__fish_use_subcommand"
        )
        begin = f"complete -c cfp-archive -n {condition}"
        for option in one.options:
            flags = " ".join(
                f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags
            )
            lines.append(
                f"{begin} {flags}{_fish_values(option)} -d {_single(_flat(option.help), escape=True)}"
            )
        for argument in one.places:
            if argument.choices or argument.names_edition:
                lines.append(f"{begin}{_fish_values(argument).replace(' -x', ' -f')}")
    return "\n".join(lines) + "\n"


def _fish_values(argument: Argument) -> str:
    if not argument.value:
        return ""
    if argument.choices:
        return f" -x -a {_single(' '.join(argument.choices))}"
    return f" -x -a {_single(f'({_KEYS})')}" if argument.names_edition else " -r"


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _single(text: str, *, escape: bool = False) -> str:
    """Return a text in single quotes.

    :param escape: as fish wants a quote within, not as bash and zsh do.
    """
    return "'" + text.replace("'", "\\'" if escape else "'\\''") + "'"


SHELLS: dict[str, Callable[[CommandDescription, tuple[CommandDescription, ...]], str]] = {
    "bash": bash,
    "zsh": zsh,
    "fish": fish,
}
