"""The extension's configuration: one dataclass, from which Sphinx' options and their reference are made."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config as SphinxConfig

PREFIX = "cfp_"


def _option(
    default: Any,
    help_text: str,
    *,
    rebuild: str = "env",
    at_least: int | None = None,
    one_of: tuple[str, ...] = (),
) -> Any:
    metadata = {"help": help_text, "rebuild": rebuild, "at_least": at_least, "one_of": one_of}
    return dataclasses.field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Options of ``conf.py``; each is written there as ``cfp_<name>``.

    Those that shape what is read make Sphinx read every page anew when they change; others make it write all pages.
    """

    editions: str = _option("../editions", "The folder of the record, relative to conf.py.")
    all_pairs_up_to: int = _option(
        12,
        "Up to so many held editions every two of them have a comparison page; above, neighbours only.",
        at_least=2,
    )
    matching_page: str = _option(
        "", "The docname of a page that explains how topics are matched; comparison pages link to it."
    )
    years_in_overview: int = _option(
        12, "How many of the newest held editions the home page and the picture of topics show.", at_least=2
    )
    content_security_policy: str = _option(
        "",
        "What readers' browsers may load and run: 'meta' states it in every page, 'headers' writes a file _headers for "
        "the host.",
        rebuild="html",
        one_of=("", "meta", "headers"),
    )

    @classmethod
    def from_sphinx(cls, config: SphinxConfig, *, confdir: Path, syntax: AbstractSet[str]) -> Config:
        """Read the options.

        :param syntax: the MyST extensions that calls are written with.
        :raises ConfigError: once for everything that is wrong with the configuration.
        """
        values = {one.name: getattr(config, PREFIX + one.name) for one in dataclasses.fields(cls)}
        wrong = []
        for one in dataclasses.fields(cls):
            value, at_least = values[one.name], one.metadata["at_least"]
            if type(value) is not type(one.default):
                wrong.append(f"{PREFIX}{one.name} must be {type(one.default).__name__}, not {value!r}.")
            elif at_least is not None and value < at_least:
                wrong.append(f"{PREFIX}{one.name} must be at least {at_least}, not {value!r}.")
            elif one.metadata["one_of"] and value not in one.metadata["one_of"]:
                choices = ", ".join(map(repr, one.metadata["one_of"]))
                wrong.append(f"{PREFIX}{one.name} must be one of {choices}, not {value!r}.")
        folder = values["editions"]
        if isinstance(folder, str) and not (confdir / folder).is_dir():
            wrong.append(f"{PREFIX}editions: there is no folder {folder!r} beside conf.py.")
        missing = sorted(syntax - set(config.myst_enable_extensions))
        if missing:
            wrong.append(f"myst_enable_extensions: add {', '.join(missing)}; calls are written with it.")
        if wrong:
            raise ConfigError("\n".join(wrong))
        return cls(**values)


def setup(app: Sphinx) -> None:
    """Register the options."""
    for one in dataclasses.fields(Config):
        app.add_config_value(
            PREFIX + one.name, one.default, one.metadata["rebuild"], types=(type(one.default),)
        )
