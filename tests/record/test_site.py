"""The real site: it builds without a warning, and its pages read as they should."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from building import Workshop
from cfp_archive.cli import COMMANDS

if TYPE_CHECKING:
    from building import Built

pytestmark = [
    pytest.mark.record,
    pytest.mark.sphinx_build,
    # MyST's {include}, which the guide uses, asks for what goes in Sphinx 11.
    pytest.mark.filterwarnings("ignore:'sphinx.environment.BuildEnvironment.app'"),
]

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "site"
PAGES = (
    "index",
    "story/index",
    "editions/index",
    "editions/2023/index",
    "compare/2021-2023/index",
    "topics/index",
    "topics/hardware-acceleration-for-deep-learning/index",
    "people/danilo-ardagna/index",
    "dates/index",
    "terms/index",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real site as plain text."""
    folder = tmp_path_factory.mktemp("site")
    for name in ("docs", "editions"):
        shutil.copytree(ROOT / name, folder / name)
    return Workshop(folder=folder).build("text", nitpicky=True)


def test_no_warnings(built: Built) -> None:
    """Not even a missing reference is reported."""
    assert built.warnings == []


def test_commands(built: Built) -> None:
    """The page of commands has every command with its options and examples."""
    text = built.text("guide/commands.txt")
    for one in COMMANDS:
        assert f"\n{one.name}\n---" in text
        assert f"  cfp-archive {one.name}" in text
        for param in one.params:
            assert (
                f"\n{param.opts[0] if isinstance(param, click.Option) else param.human_readable_name}" in text
            )


@pytest.mark.parametrize("page", PAGES)
def test_page(built: Built, page: str) -> None:
    """A page says, to the letter, what has been read and approved; UPDATE_GOLDEN=1 writes the files anew."""
    file = GOLDEN / (page.removesuffix("/index").replace("/", "-") + ".txt")
    text = built.text(f"{page}.txt")
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")
