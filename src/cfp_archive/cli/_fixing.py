"""Fix an archive's files: show what would change, ask, and write."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cfp_archive.characters import visible
from cfp_archive.cli._shared import Paint, coloured
from cfp_archive.cli._writing import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from cfp_archive.fixing import Fix

__all__ = ["apply_fixes"]


def apply_fixes(folder: Path, *, sure: bool) -> None:
    """Fix what is safe to fix in an archive.

    :param sure: do not ask. Where nobody can be asked, nothing is written otherwise.
    """
    from cfp_archive.fixing import find_fixes

    fixes = find_fixes(folder)
    if not fixes:
        print("No automatic fixes available.\n")
        return
    paint = Paint(coloured(sys.stdout))
    for one in fixes:
        print("\n".join(_coloured(one, paint)))
    number = "1 file" if len(fixes) == 1 else f"{len(fixes)} files"
    if not sure and not _agreed(number):
        return
    for one in fixes:
        write_atomically(one.file, one.after)
    print(f"\n{number} fixed.\n")


def _agreed(number: str) -> bool:
    if not sys.stdin.isatty():
        print(f"\nNo files changed. To fix {number}, run: cfp-archive check --fix --yes\n")
        return False
    try:
        answer = input(f"\nFix {number}? [y/N] ").strip().casefold()
    except EOFError:
        answer = ""
    if answer not in {"y", "yes"}:
        print("No files changed.\n")
        return False
    return True


def _coloured(file: Fix, paint: Paint) -> list[str]:
    lines = []
    for line in file.diff():
        shown = visible(line)
        if line.startswith("-"):
            shown = paint.red(shown)
        elif line.startswith("+"):
            shown = paint.green(shown)
        elif line.startswith("@"):
            shown = paint.dim(shown)
        lines.append(shown)
    return lines
