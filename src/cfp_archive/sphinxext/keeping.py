"""Keep every address that the site has published: see :mod:`cfp_archive.permalinks`."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from cfp_archive.permalinks import (
    RECORD,
    REDIRECTS,
    Record,
    lost,
    nearest,
    published,
    read_rules,
    write_redirects,
    wrong_rules,
)
from cfp_archive.sphinxext.views import warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

    from cfp_archive.permalinks import PageParts

_SHOWN = 20


def keep_addresses(app: Sphinx, read: Callable[[Path], PageParts]) -> None:
    """Lead on from what moved, and warn of each recorded address that is gone.

    :param read: returns what a page publishes, from its file.
    """
    record, redirects = Path(app.confdir, RECORD), Path(app.confdir, REDIRECTS)
    if app.builder.name not in {"html", "dirhtml"}:
        return
    if not record.is_file() and not redirects.is_file():
        return
    try:
        kept = Record.of(record.read_text(encoding="utf-8")) if record.is_file() else Record()
        text = redirects.read_text(encoding="utf-8") if redirects.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        warn(f"The record of addresses cannot be read: {error}. Save it as UTF-8.", "redirect", str(record))
        return
    if kept.builder != app.builder.name:  # the addresses are those of another builder
        return
    pages = published(app.outdir, read)
    rules, wrong = read_rules(text, PurePath(REDIRECTS))
    useless = wrong_rules(rules, pages)
    for line, message in sorted([*wrong, *useless]):
        warn(message, "redirect", f"{redirects}:{line}")
    broken = {line for line, _message in useless}
    good = [rule for rule in rules if rule.line not in broken]
    write_redirects(app.outdir, good, pages, language=app.config.language or "en", read=read)
    gone = lost(kept, pages, rules)
    for address in gone[:_SHOWN]:
        message = (
            f"The address '{address}' was published and no longer exists. {nearest(address, pages)} "
            f"Bring it back, or say in {REDIRECTS} where it leads now: '{address}: NEW ADDRESS'."
        )
        warn(" ".join(message.split()), "address-lost", f"{record}:{kept.lines[address]}")
    if len(gone) > _SHOWN:
        warn(f"{len(gone) - _SHOWN} more published addresses are gone.", "address-lost", f"{record}:1")
