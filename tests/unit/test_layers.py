"""The package's layers: imports go downwards only, and only the site's layer knows Sphinx."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import cfp_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(cfp_archive.__file__).parent

#: Every part of the package and its layer, the lowest first: see the contributing guide.
LAYERS = {
    "__init__": 0,
    "characters": 0,
    "encoding": 0,
    "markdown": 0,
    "memory": 0,
    "messages": 0,
    "problems": 0,
    "naming": 0,
    "terminal": 0,
    "model": 1,
    "languages": 0,
    "vocabulary": 1,
    "yamlio": 1,
    "reading": 2,
    "checking": 2,
    "comparing": 2,
    "alluvial": 3,
    "drafting": 3,
    "exporting": 3,
    "fixing": 3,
    "formatting": 1,
    "importing": 3,
    "lifelines": 3,
    "overviews": 3,
    "pages": 3,
    "permalinks": 3,
    "policy": 3,
    "publishing": 4,
    "report": 3,
    "scaffolding": 3,
    "schema": 3,
    "site": 3,
    "terms": 3,
    "cli": 5,
    "sphinxext": 5,
    "__main__": 6,
}
#: Parts of one layer that know each other in one direction only, or not at all.
FORBIDDEN = {
    ("reading", "checking"),
    ("reading", "comparing"),
    ("comparing", "checking"),
    ("model", "vocabulary"),
    *(
        (one, other)
        for one in ("report", "terms")
        for other in ("alluvial", "exporting", "overviews", "pages", "site")
    ),
    ("cli", "sphinxext"),
    ("sphinxext", "cli"),
}
MODULES = sorted(ROOT.rglob("*.py"))
PURE = sorted(
    ".".join(("cfp_archive", *file.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
    for file in MODULES
    if file.relative_to(ROOT).parts[0] not in {"sphinxext", "__main__.py"}
)


def part(name: str) -> str:
    """Return the part of the package that a module belongs to."""
    return name.split(".")[1] if "." in name else ""


def imported(file: Path) -> Iterator[str]:
    """Yield the names of modules that a file imports, for types as well."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                submodule = ROOT.joinpath(*node.module.split(".")[1:], one.name)
                is_module = submodule.is_dir() or submodule.with_suffix(".py").is_file()
                yield f"{node.module}.{one.name}" if is_module else node.module


def test_every_part_has_a_layer() -> None:
    """A new part of the package says where it belongs; one that is gone is not listed."""
    parts = {file.relative_to(ROOT).with_suffix("").parts[0] for file in MODULES}
    assert parts == set(LAYERS)


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_imports_go_down(file: Path) -> None:
    """A module imports from its own layer or from below, and never relatively."""
    own = file.relative_to(ROOT).with_suffix("").parts[0]
    for name in imported(file):
        if name.startswith("cfp_archive."):
            other = part(name)
            assert LAYERS[other] <= LAYERS[own], f"{own} must not import {name}"
            assert (own, other) not in FORBIDDEN, f"{own} must not import {name}"
        if name.split(".")[0] == "sphinx":
            assert own == "sphinxext", f"only sphinxext imports {name}"


def test_no_modules_import_each_other() -> None:
    """Not even for types, and not over several modules: each can be read with those below it."""
    names = {
        ".".join(("cfp_archive", *file.relative_to(ROOT).with_suffix("").parts)).removesuffix(
            ".__init__"
        ): file
        for file in MODULES
    }
    graph = {name: {other for other in imported(file) if other in names} for name, file in names.items()}
    TopologicalSorter(graph).prepare()  # raises an error that names the circle


def test_the_guide_shows_the_layers() -> None:
    """The contributing guide has every part of the package in its layer."""
    text = (ROOT.parents[1] / "docs" / "guide" / "contributing.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| (\d) \| (.+?) \|", text)
    shown = {name: int(layer) for layer, names in rows for name in re.findall(r"`(\w+)`", names)}
    assert shown == {name: layer for name, layer in LAYERS.items() if not name.startswith("__")}


def test_pure_modules_do_not_load_sphinx() -> None:
    """Importing the library and the command line loads neither Sphinx nor a writer of docutils."""
    code = (
        f"import importlib, sys\nfor name in {PURE!r}: importlib.import_module(name)\n"
        "print([name for name in sys.modules if name.split('.')[0] == 'sphinx' or name.startswith('docutils.writers')])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT.parent), "SYSTEMROOT": "C:\\Windows"},
    )
    assert found.stdout.strip() == "[]"
    assert found.stderr == ""


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_modules_say_what_they_are_for(file: Path) -> None:
    """Every module begins with a sentence."""
    doc = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    assert doc
    assert doc.split("\n\n")[0].rstrip().endswith((".", "?"))


def test_the_package_names_no_series() -> None:
    """Nothing in the package names the series of the first archive."""
    for file in MODULES:
        text = file.read_text(encoding="utf-8")
        assert "scadl.org" not in text.lower(), file
