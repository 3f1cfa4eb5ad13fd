"""What the extension uses of Sphinx beyond its documented interface is still there: each assumption by name."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.project import Project
from sphinx.search import IndexBuilder
from sphinx.util._files import FilenameUniqDict

from building import contents
from cfp_archive.sphinxext import internals

if TYPE_CHECKING:
    from pathlib import Path

    from building import Workshop


def test_project_maps(tmp_path: Path) -> None:
    """A project keeps its pages in two private maps and a public set, and takes over those of another."""
    project = Project(tmp_path, {".md": "markdown"})
    assert project.docnames == set()
    for name in ("_path_to_docname", "_docname_to_path"):
        assert getattr(project, name, None) == {}, f"Project.{name} is gone: see MountedProject"
    assert list(inspect.signature(Project.restore).parameters) == ["self", "other"]
    assert list(inspect.signature(Project.discover).parameters) == ["self", "exclude_paths", "include_paths"]
    assert list(inspect.signature(Project.doc2path).parameters) == ["self", "docname", "absolute"]


@pytest.mark.parametrize("owner", [Sphinx, BuildEnvironment])
def test_project_may_be_replaced(owner: type) -> None:
    """``project`` is a plain attribute of the application and of the environment."""
    assert not isinstance(inspect.getattr_static(owner, "project", None), property)


def test_template_loaders() -> None:
    """The loader of templates has a list of loaders once it is set up."""
    assert "self.loaders" in inspect.getsource(BuiltinTemplateLoader.init)


def test_image_names() -> None:
    """Names of images are given by ``add_file``, and each path knows its pages and its name."""
    images = FilenameUniqDict()
    assert images.add_file("page", "a/x.png") == "x.png"
    assert images.add_file("page", "b/x.png") != "x.png"
    assert images["a/x.png"] == ({"page"}, "x.png")
    assert type(images)() == {}


def test_search_index_shape() -> None:
    """The index has the parts that are put in order; ``freeze`` returns it."""
    source = inspect.getsource(IndexBuilder.freeze)
    for part in ("filenames", "terms", "titleterms", "objects", "objtypes", "objnames", "indexentries"):
        assert part in source, f"the search index has no {part!r} any more: see normalized_search_index"


INDEX: dict[str, Any] = {
    "docnames": ["b", "a"],
    "filenames": ["../build/pages/b.md", "a.md"],
    "terms": {"tide": 0, "gone": [], "moon": [0, 1]},
    "titleterms": {"gone": []},
    "objects": {"": [[0, 1, 1, "", "x"], [1, 0, 1, "", "y"]]},
    "objtypes": {"0": "cfp:topic", "1": "cfp:edition"},
    "objnames": {"0": ["cfp", "topic", "topic"], "1": ["cfp", "edition", "edition"]},
    "indexentries": {"entry": [[1, "z"], [0, "y"]]},
    "other": 1,
}


def test_index_entries_by_page() -> None:
    """The index of a search keeps index entries by page, and sorts them."""
    source = inspect.getsource(IndexBuilder.feed)
    assert "self._index_entries[docname] = sorted(" in source, "see restore_index_entries"


def test_search_index_without_traces() -> None:
    """Words without pages go, kinds are numbered by name, and paths of the build folder become names of pages."""
    numbered = {**INDEX, "objects": {"": [[0, "1", 1, "", "x"], [1, "0", 1, "", "y"]]}}
    index = internals.normalized_search_index(numbered)
    assert index["filenames"] == ["b.md", "a.md"]
    assert index["terms"] == {"tide": 0, "moon": [0, 1]}
    assert index["titleterms"] == {}
    assert index["objtypes"] == {0: "cfp:edition", 1: "cfp:topic"}
    assert index["objnames"][0] == ["cfp", "edition", "edition"]
    assert index["objects"] == {"": [(0, 0, 1, "", "x"), (1, 1, 1, "", "y")]}
    assert index["indexentries"] == {"entry": [[0, "y"], [1, "z"]]}
    assert index["other"] == 1


@pytest.mark.parametrize("part", [name for name in INDEX if name != "other"])
@pytest.mark.parametrize("value", [None, 7, ["x"]], ids=str)
def test_search_index_of_unknown_shape(part: str, value: object) -> None:
    """An index that a later Sphinx makes otherwise is left as it is."""
    index = {**INDEX, part: value}
    assert internals.normalized_search_index(index) == index
    without = {name: one for name, one in INDEX.items() if name != part}
    assert internals.normalized_search_index(without) == without


@pytest.mark.sphinx_build
def test_a_build_with_an_index_of_unknown_shape(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is built, and its search index is what Sphinx made."""
    freeze = IndexBuilder.freeze
    monkeypatch.setattr(IndexBuilder, "freeze", lambda self: {**freeze(self), "objtypes": "new"})
    built = workshop.build()
    assert built.warnings == []
    assert '"new"' in built.text("searchindex.js")
    assert contents(built.outdir)
