"""The extension's configuration: one dataclass, from which Sphinx' options and their reference are made."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from cfp_archive.reading.allowed import PREFIX, Allowed, option

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config as SphinxConfig


@dataclass(frozen=True, kw_only=True)
class Config(Allowed):
    """Options of ``conf.py``; each is written there as ``cfp_<name>``.

    Those that shape what is read make Sphinx read every page anew when they change; others make it write all pages.
    """

    editions: str = option("../editions", "Folder of the archive, relative to conf.py.")
    all_pairs_up_to: int = option(
        12,
        "Maximum number of calls for which every pair gets a comparison page; above it, only consecutive editions and the whole span.",
        at_least=2,
    )
    drawn_pairs_up_to: int = option(
        30,
        "Maximum number of calls for which pairs without a page are drawn in the browser, each from a small file. The number of files "
        "grows with the square: 30 calls have 435 pairs, 60 have 1,770.",
        at_least=2,
    )
    matching_page: str = option(
        "", "Document name of the page that explains how topics are matched; comparison pages link to it."
    )
    years_in_overview: int = option(
        12, "How many of the latest calls the home page and the topic chart show.", at_least=2
    )
    content_security_policy: str = option(
        "",
        "What readers' browsers may load and run: 'meta' states it in every page, 'headers' writes a file _headers for "
        "the host.",
        rebuild="html",
        one_of=("", "meta", "headers"),
    )
    search: str = option(
        "",
        "Which search the site has: 'pagefind' (results as readers type, with kinds and years; the extra 'search' installs it), or "
        "'sphinx'. Without a value it is Pagefind where that is installed.",
        rebuild="html",
        one_of=("", "pagefind", "sphinx"),
    )

    @classmethod
    def from_sphinx(cls, config: SphinxConfig, *, confdir: Path) -> Config:
        """Read the options.

        :raises ConfigError: once for everything that is wrong with the configuration.
        """
        values, wrong = {}, []
        for one in dataclasses.fields(cls):
            values[one.name], message = cls.settled(one.name, getattr(config, PREFIX + one.name))
            wrong += [message] if message else []
        folder = values["editions"]
        if not (confdir / folder).is_dir():
            wrong.append(f"{PREFIX}editions: folder {folder!r} does not exist beside conf.py.")
        if wrong:
            raise ConfigError("\n".join(wrong))
        return cls(**values)


def setup(app: Sphinx) -> None:
    """Register the options."""
    for one in dataclasses.fields(Config):
        kinds = (list, tuple) if isinstance(one.default, tuple) else (type(one.default),)
        app.add_config_value(PREFIX + one.name, one.default, one.metadata["rebuild"], types=kinds)
