"""Where a new project gets this package from, and which versions of the others are known to work with it."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from cfp_archive import __version__

PACKAGE = "cfp-archive"
#: What a site needs beside the package.
SITE = ("cbor2", "nox", "pagefind", "pagefind-bin", "sphinx-notfound-page")


class RequirementError(ValueError):
    """The origin of the package is unknown or not valid; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A line of requirements.txt."""

    text: str
    local: bool = False  #: a path, which other machines do not have


def own_requirement(origin: str | None = None) -> Requirement:
    """Return the requirement that gets this very package: the path or address that it was installed from.

    :param origin: text of direct_url.json (PEP 610). Default: that of the installed package. A package that is run from its
        sources without being installed is required from there.
    :raises RequirementError: if nothing tells where it came from.
    """
    if origin is None:
        try:
            origin = metadata.distribution(PACKAGE).read_text("direct_url.json")
        except metadata.PackageNotFoundError:
            sources = _sources()
            if sources is None:
                raise RequirementError(
                    f"{PACKAGE} is not installed. Name its source: --package PATH-OR-ADDRESS."
                ) from None
            return given_requirement(str(sources))
    if origin is None:  # from an index
        return Requirement(text=f"{PACKAGE}>={__version__}")
    return _direct(json.loads(origin))


def given_requirement(text: str) -> Requirement:
    """Return the requirement that a person names: a path, an address, or a requirement of the package.

    :raises RequirementError: if it is none of these.
    """
    text = text.strip()
    if "\n" in text or not text:
        raise RequirementError("--package needs a path, an address, or a requirement such as cfp-archive>=1.")
    if re.match(rf"{PACKAGE}\s*(?:[<>=!~@;\[]|\Z)", text):
        return Requirement(text=text, local="file:" in text)
    if re.match(r"(?:git|hg|bzr|svn)\+\w+://|https?://", text):
        return Requirement(text=f"{PACKAGE} @ {text}")
    path = Path(text.removeprefix("file://")).expanduser()
    if path.is_file() or (path / "pyproject.toml").is_file():
        return Requirement(text=f"{PACKAGE} @ {path.resolve().as_uri()}", local=True)
    raise RequirementError(
        f"{text!r} is not a path, an address or a requirement of {PACKAGE}. "
        "Write, for example, --package git+https://code.example/cfp-archive.git"
    )


def known_versions() -> str:
    """Return a constraints file with the versions that are installed here of all that the project needs."""
    found: dict[str, str] = {}
    wanted = [*_own_requirements(), *SITE]
    while wanted:
        name = re.split(r"[^\w.-]", wanted.pop(), maxsplit=1)[0]
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found or key == PACKAGE:
            continue
        try:
            one = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another system or Python, or a tool that runs elsewhere
            continue
        found[key] = one.version
        wanted += [line for line in one.requires or () if "extra ==" not in line]
    head = "# Versions that are known to work together. Delete lines to get newer ones; the strict build shows whether they work.\n"
    return head + "".join(
        f"{name}=={version}\n" for name, version in sorted(found.items()) if "+" not in version
    )


def _direct(origin: dict[str, Any]) -> Requirement:
    url = _without_secrets(str(origin["url"]))
    below = f"#subdirectory={origin['subdirectory']}" if origin.get("subdirectory") else ""
    if "vcs_info" in origin:
        vcs = origin["vcs_info"]
        revision = vcs.get("commit_id") or vcs.get("requested_revision")
        return Requirement(text=f"{PACKAGE} @ {vcs['vcs']}+{url}{f'@{revision}' if revision else ''}{below}")
    return Requirement(text=f"{PACKAGE} @ {url}{below}", local=url.startswith("file:"))


def _without_secrets(url: str) -> str:
    """Return an address without user and password; 'git', the user of everyone, stays."""
    parts = urlsplit(url)
    user, at, place = parts.netloc.rpartition("@")
    if at and user != "git":
        parts = parts._replace(netloc=place)
    return urlunsplit(parts) if parts.netloc or parts.scheme != "file" else url


def _sources() -> Path | None:
    folder = Path(__file__).parents[3]
    return folder if (folder / "pyproject.toml").is_file() else None


def _own_requirements() -> list[str]:
    try:
        return [one for one in metadata.requires(PACKAGE) or () if "extra ==" not in one]
    except metadata.PackageNotFoundError:
        sources = _sources()
        if sources is None:
            return []
        text = (sources / "pyproject.toml").read_text(encoding="utf-8")
        return list(tomllib.loads(text)["project"]["dependencies"])
