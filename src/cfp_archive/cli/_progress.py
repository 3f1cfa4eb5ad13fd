"""Say on a terminal what takes a while, and take it back when it is done."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["working"]

_CLEAR = "\r\x1b[2K"


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show what is being done, as in 'reading the archive', until it is done.

    Shown on the error stream, so that what is printed stays clean, and only if that is a terminal.
    """
    shown = sys.stderr.isatty()
    if shown:
        print(f"{what} ...", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if shown:
            print(_CLEAR, end="", file=sys.stderr, flush=True)
