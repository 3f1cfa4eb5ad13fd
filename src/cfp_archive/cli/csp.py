"""``cfp-archive csp``: the content security policy of a built site, and what on its pages it would block."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from cfp_archive.cli._shared import OK, PROBLEMS, CannotRunError, FilePath, Options, command, format_option
from cfp_archive.policy import blocked_in, headers_file, policy_of_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cfp_archive.policy import Policy

EPILOG = """\
examples:
  cfp-archive csp build/site                      value of the header, for any server
  cfp-archive csp build/site --format headers     a _headers file, as static hosts read
  cfp-archive csp build/site --format meta        the tag, for a page

Every page is checked. What the policy would block is listed on standard error; the exit code is then 1.
To write it at each build, set cfp_content_security_policy in conf.py to 'meta' or 'headers'.
"""

_FORMS: dict[str, Callable[[Policy], str]] = {
    "header": lambda policy: policy.in_header + "\n",
    "headers": headers_file,
    "meta": lambda policy: policy.tag + "\n",
}
_SHOWN = 20


@command("csp", "print the content security policy of a built site", EPILOG)
@click.argument(
    "folder",
    metavar="DIR",
    type=FilePath(file_okay=False),
    help="folder of a built site, with its search.html",
)
@format_option(*_FORMS)
def csp_command(_options: Options, *, folder: Path, output_format: str) -> int:
    """Print the policy, and say what it blocks."""
    try:
        policy = policy_of_site(folder)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise CannotRunError(
            f"{folder} is not a built site: its search.html cannot be read. Name the folder that contains it."
        ) from error
    sys.stdout.write(_FORMS[output_format](policy))
    blocked = _blocked(folder, policy)
    for line in blocked[:_SHOWN]:
        print(line, file=sys.stderr)
    if len(blocked) > _SHOWN:
        print(f"... and {len(blocked) - _SHOWN} more", file=sys.stderr)
    return PROBLEMS if blocked else OK


def _blocked(folder: Path, policy: Policy) -> list[str]:
    found = []
    for file in sorted(folder.rglob("*.html")):
        if "_static" in file.relative_to(folder).parts:
            continue  # parts of pages that themes leave there
        page = file.read_text(encoding="utf-8", errors="replace")
        name = file.relative_to(folder).as_posix()
        found += [f"{name}:{one.line}: {one.what} is blocked" for one in blocked_in(page, policy)]
    return found
