"""The handbook's page of commands, as Markdown: ``python -m cfp_archive.cli._handbook docs/guide/commands.md``."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cfp_archive.cli import make_parser
from cfp_archive.cli._description import described

if TYPE_CHECKING:
    from cfp_archive.cli._description import Argument, CommandDescription

__all__ = ["commands_page"]

_HEAD = """\
% Made by 'python -m cfp_archive.cli._handbook docs/guide/commands.md'. Changes are lost.

# Commands

Every command is run as `cfp-archive COMMAND`, or `python -m cfp_archive COMMAND`. Without a command it says how things
stand, and what to do next. The exit code is 0 if all is well, 1 if problems were found, 2 if the command could not run.

These options may stand before any command, and `--archive` also behind:

"""


def commands_page() -> str:
    """Return the page."""
    program, commands = described(make_parser())
    common = {one.flags for one in program.options}
    parts = [_HEAD + _table(program.options)]
    parts += [_section(one, common) for one in commands]
    return "\n".join(parts)


def _section(one: CommandDescription, common: set[tuple[str, ...]]) -> str:
    own = [each for each in one.arguments if each.flags not in common or not each.flags]
    typed = " ".join(["cfp-archive", one.name, *(_in_usage(each) for each in own)])
    lines = [f"## {one.name}", "", f"{one.help[:1].upper()}{one.help[1:]}.", "", "```text", typed, "```", ""]
    lines += [_table(own)] if own else []
    return "\n".join([*lines, "```text", one.epilog.strip(), "```", ""])


def _table(arguments: tuple[Argument, ...] | list[Argument]) -> str:
    rows = [f"| {_code(one.written)} | {_words(one.help)} |" for one in arguments]
    return "\n".join(["| Argument | What it does |", "| --- | --- |", *rows, ""])


def _in_usage(one: Argument) -> str:
    written = one.written.rpartition(", ")[2] if one.flags else one.value
    return written if one.required else f"[{written}]"


def _code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"


def _words(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|])", r"\\\1", " ".join(text.split()))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(commands_page(), encoding="utf-8", newline="\n")
