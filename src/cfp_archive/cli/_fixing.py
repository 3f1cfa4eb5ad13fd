"""Mend an archive's files: show what would change, ask, and write."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cfp_archive.cli._shared import Paint, coloured
from cfp_archive.cli._writing import write_atomically
from cfp_archive.exporting.comparison.text import visible

if TYPE_CHECKING:
    from pathlib import Path

    from cfp_archive.mending import Mend

__all__ = ["fix"]


def fix(folder: Path, *, sure: bool) -> None:
    """Mend what is safe in an archive.

    :param sure: do not ask. Where nobody can be asked, nothing is written otherwise.
    """
    from cfp_archive.mending import find_mends

    mends = find_mends(folder)
    if not mends:
        print("There is nothing that can be mended safely.\n")
        return
    paint = Paint(coloured(sys.stdout))
    for one in mends:
        print("\n".join(_coloured(one, paint)))
    number = "1 file" if len(mends) == 1 else f"{len(mends)} files"
    if not sure and not _agreed(number):
        return
    for one in mends:
        write_atomically(one.file, one.after)
    print(f"\n{number} mended.\n")


def _agreed(number: str) -> bool:
    if not sys.stdin.isatty():
        print(f"\nNothing was written. To mend {number}: cfp-archive check --fix --yes\n")
        return False
    try:
        answer = input(f"\nMend {number}? [y/N] ").strip().casefold()
    except EOFError:
        answer = ""
    if answer not in {"y", "yes"}:
        print("Nothing was written.\n")
        return False
    return True


def _coloured(mend: Mend, paint: Paint) -> list[str]:
    lines = []
    for line in mend.diff():
        shown = visible(line)
        if line.startswith("-"):
            shown = paint.red(shown)
        elif line.startswith("+"):
            shown = paint.green(shown)
        elif line.startswith("@"):
            shown = paint.dim(shown)
        lines.append(shown)
    return lines
