"""The calls to be read as they are: what ``cfp-archive announce KEY`` prints, as plain text and as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.exporting.announcement import announcement, announcement_as_markdown
from cfp_archive.exporting.registry import Exporter, Group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cfp_archive.messages import Message
    from cfp_archive.model import Edition
    from cfp_archive.site import Site

__all__ = ["ALTERNATES", "EXPORTERS"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """A form of a call beside its page."""

    suffix: str
    media_type: str
    about: Message
    write: Callable[[Edition], str]

    def of(self, edition: Edition) -> str:
        """Return the address of a call in this form, below data/."""
        return f"editions/{edition.key}.{self.suffix}"

    def files(self, site: Site) -> Iterator[tuple[str, bytes]]:
        """Yield each call in this form."""
        for edition in site.archive.editions:
            text = site.recall_of_edition(partial(self.write, edition), edition.key, "text", self.suffix)
            yield self.of(edition), text.encode("utf-8")

    def newest(self, site: Site) -> str:
        """Return the address of the latest call in this form."""
        return self.of(site.archive.editions[-1]) if site.archive.editions else ""


ALTERNATES = (
    Alternate(
        suffix="md",
        media_type="text/markdown",
        about=messages.ABOUT_MARKDOWN,
        write=announcement_as_markdown,
    ),
    Alternate(suffix="txt", media_type="text/plain", about=messages.ABOUT_PLAIN_TEXT, write=announcement),
)

EXPORTERS = tuple(
    Exporter(
        name=f"edition.{alternate.suffix}",
        group=Group.TEXTS,
        address=f"editions/{{key}}.{alternate.suffix}",
        about=alternate.about,
        media_type=alternate.media_type,
        files=alternate.files,
        newest=alternate.newest,
    )
    for alternate in ALTERNATES
)
