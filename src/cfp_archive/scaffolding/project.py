"""The files of a new series' project, from templates and a few answers."""

from __future__ import annotations

import json
import re
import string
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from cfp_archive.characters import markdown
from cfp_archive.yamlio import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

    from cfp_archive.scaffolding.requirement import Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person says about a new series."""

    name: str  #: in full
    short_name: str
    home: str = ""  #: address of the series' own site
    host: str = ""  #: the event that the editions are usually part of


class _Template(string.Template):
    """Text with ``@@{name}`` places: the dollar signs of shells and workflows, and braces, stay as they are."""

    delimiter = "@@"


def project_files(
    answers: Answers, requirement: Requirement, *, constraints: str, python: str
) -> dict[str, str]:
    """Return the text of each file of the project, by its path in it.

    :param constraints: versions that are known to work together, as the text of a constraints file.
    :param python: the version that builds the site, as in '3.13'.
    """
    about = f"{answers.name}, usually part of {answers.host}." if answers.host else ""
    series = {"name": answers.name, "short_name": answers.short_name, "home": answers.home, "about": about}
    places = {
        "name": answers.name,
        "short_name": answers.short_name,
        "heading": markdown(answers.short_name),
        "name_markdown": markdown(answers.name),
        "project_python": _python(f"{answers.short_name} calls for papers"),
        "author_python": _python(f"The organizers of {answers.short_name}"),
        "series_yaml": written({name: value for name, value in series.items() if value}),
        "requirement": requirement.text,
        "requirement_note": _note(requirement),
        "python": python,
    }
    root = resources.files("cfp_archive.scaffolding") / "templates"
    files = {
        _target(path): _Template(file.read_text(encoding="utf-8")).substitute(places)
        for path, file in _templates(root, "")
    }
    return {**files, "constraints.txt": constraints}


def _templates(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir():
            yield from _templates(one, f"{path}{one.name}/")
        elif one.name.endswith(".in"):
            yield path + one.name, one


def _target(path: str) -> str:
    """Return where a template goes: the suffix keeps tools off it here, the prefix keeps it from being hidden."""
    return "/".join(re.sub(r"^dot_", ".", part) for part in path.removesuffix(".in").split("/"))


def _python(text: str) -> str:
    """Return a text as a literal of Python. JSON's strings are such literals."""
    return json.dumps(text, ensure_ascii=False)


def _note(requirement: Requirement) -> str:
    if not requirement.local:
        return ""
    return (
        "# This path is on one machine. Before others build the archive, and before CI does, put an address here that they\n"
        "# can reach, as in: cfp-archive @ git+https://code.example/cfp-archive.git@v1\n"
    )
