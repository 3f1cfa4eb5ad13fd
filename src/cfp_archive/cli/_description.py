"""The command line described as data, read off its own parsers: for completion scripts and for the handbook."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Argument", "CommandDescription", "described"]

#: Placeholders behind which the key of an edition stands.
_EDITION = {"KEY", "OLD", "NEW"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An option, or an argument that has a place of its own."""

    flags: tuple[str, ...] = ()  #: none for an argument with its own place
    value: str = ""  #: the placeholder of its value, as in FILE; empty for a switch
    choices: tuple[str, ...] = ()
    help: str = ""
    required: bool = False
    names_edition: bool = False  #: its value is the key of an edition

    @property
    def written(self) -> str:
        """How it is typed: '--format {text,json}', 'FILE'."""
        value = "{" + ",".join(self.choices) + "}" if self.choices else self.value
        return " ".join(filter(None, (", ".join(self.flags), value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandDescription:
    """A command, or with an empty name the command line itself."""

    name: str
    help: str
    epilog: str
    arguments: tuple[Argument, ...]

    @property
    def options(self) -> tuple[Argument, ...]:
        """The arguments that begin with a hyphen."""
        return tuple(one for one in self.arguments if one.flags)

    @property
    def places(self) -> tuple[Argument, ...]:
        """The arguments that have a place of their own."""
        return tuple(one for one in self.arguments if not one.flags)


def described(parser: argparse.ArgumentParser) -> tuple[CommandDescription, tuple[CommandDescription, ...]]:
    """Return the description of a parser and of its commands."""
    commands: list[CommandDescription] = []
    for action in parser._actions:  # noqa: SLF001  (argparse has no other way to ask for them)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            helps = {one.dest: one.help or "" for one in action._choices_actions}  # noqa: SLF001
            commands += [_one(name, helps.get(name, ""), sub) for name, sub in action.choices.items()]
    return _one("", parser.description or "", parser), tuple(commands)


def _one(name: str, help_text: str, parser: argparse.ArgumentParser) -> CommandDescription:
    arguments = tuple(
        _argument(one)
        for one in parser._actions  # noqa: SLF001
        if not isinstance(one, argparse._SubParsersAction) and one.help is not argparse.SUPPRESS  # noqa: SLF001
    )
    return CommandDescription(name=name, help=help_text, epilog=parser.epilog or "", arguments=arguments)


def _argument(action: argparse.Action) -> Argument:
    flags = tuple(action.option_strings)
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    takes_value = action.nargs != 0
    value = (metavar or (action.dest.upper() if flags else action.dest)) if takes_value else ""
    if not metavar and takes_value and action.type is Path:
        value = "FILE"
    words = (action.help or "") % {**vars(action), "prog": "cfp-archive"}
    return Argument(
        flags=flags,
        value=value,
        choices=tuple(map(str, action.choices or ())),
        help=words,
        required=action.required,
        names_edition=value in _EDITION and action.type is not Path,
    )
