"""The extension works in other sites: with other themes, alone, beside other extensions, and after an upgrade."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import cfp_archive.sphinxext
from building import contents
from cfp_archive.sphinxext.domain import CfpDomain
from fabricate import TIDES

if TYPE_CHECKING:
    from collections.abc import Callable

    from building import Workshop

pytestmark = pytest.mark.sphinx_build


@pytest.mark.parametrize("theme", ["alabaster", "pydata_sphinx_theme", "sphinx_book_theme"])
def test_themes(workshop: Workshop, theme: str) -> None:
    """With any theme the site builds without a warning, has its style and menu, and rebuilds like a clean build."""
    first = workshop.build(html_theme=theme)
    assert first.warnings == []
    page = first.text("editions/2019/index.html")
    assert "cfp-archive.css" in page
    assert "cfp-menu" in page
    workshop.edit("2020/index.md", "Undertow security", "Undertow security and privacy")
    workshop.put("2021", TIDES["2019"])
    rebuilt = workshop.build(html_theme=theme)
    clean = workshop.build(html_theme=theme, into="clean")
    assert rebuilt.warnings == clean.warnings == []
    assert contents(rebuilt.outdir) == contents(clean.outdir)


def test_beside_other_extensions(workshop: Workshop) -> None:
    """Extensions that the site uses change nothing about the pages' words, and add no warning."""
    built = workshop.build(
        extensions=[
            "myst_parser",
            "sphinx_design",
            "sphinx.ext.intersphinx",
            "cfp_archive.sphinxext",
            "notfound.extension",
        ]
    )
    assert built.warnings == []
    assert (built.outdir / "404.html").is_file()


def test_without_the_short_names(workshop: Workshop) -> None:
    """Where the domain is not the primary one, its directives and roles go by their full names."""
    for path in [*workshop.editions.rglob("index.md"), workshop.docs / "index.md"]:
        text = path.read_text(encoding="utf-8")
        for name in ("topics", "key-dates", "submissions", "people", "home"):
            text = text.replace(f":::{{{name}}}", f":::{{cfp:{name}}}")
        path.write_text(text, encoding="utf-8")
    full = workshop.build(primary_domain="py")
    assert full.warnings == []
    assert "Kelp classification" in full.text("topics/kelp-classification/index.html")


def test_a_site_with_two_kinds_of_sources(workshop: Workshop) -> None:
    """Pages in reStructuredText stand beside those of the record, and may place its views."""
    (workshop.docs / "index.md").unlink()
    names = "".join(
        f"   {name}/index\n" for name in ("editions", "compare", "topics", "people", "dates", "guide")
    )
    workshop.page("index.rst", f"Calls\n=====\n\n.. cfp:home::\n\n.. toctree::\n   :hidden:\n\n{names}")
    built = workshop.build()
    assert built.warnings == []
    assert "Latest call" in built.text("index.html")


def raised_data_version(patch: pytest.MonkeyPatch) -> None:
    """Let the domain's data have another shape."""
    patch.setattr(CfpDomain, "data_version", CfpDomain.data_version + 1)


def raised_env_version(patch: pytest.MonkeyPatch) -> None:
    """Let the extension say that the environment has another shape."""
    setup = cfp_archive.sphinxext.setup
    patch.setattr(cfp_archive.sphinxext, "setup", lambda app: {**setup(app), "env_version": 99})


@pytest.mark.parametrize("upgrade", [raised_data_version, raised_env_version], ids=lambda one: one.__name__)
def test_upgrades(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, upgrade: Callable[[pytest.MonkeyPatch], None]
) -> None:
    """An environment of another version is thrown away: everything is read anew, and nothing breaks."""
    first = workshop.build()
    upgrade(monkeypatch)
    second = workshop.build()
    assert second.warnings == []
    assert second.read == first.read
    assert contents(second.outdir) == contents(workshop.build(into="clean").outdir)


@pytest.mark.parametrize("text", ["", "{}", '{"index": "0"}', "[1]", '{"pages": 1, "files": 2}'])
def test_foreign_records(workshop: Workshop, text: str) -> None:
    """A record of written pages that is broken, or of another version, is as good as none."""
    workshop.build()
    (record,) = (workshop.folder / "build" / "doctrees" / "cfp_archive").glob("*-written.json")
    record.write_text(text, encoding="utf-8")
    built = workshop.build()
    assert (built.read, built.warnings) == ([], [])
    assert set(json.loads(record.read_text(encoding="utf-8"))["pages"]) == built.env.found_docs


def test_files_of_others_in_the_build_folder(workshop: Workshop) -> None:
    """What the extension did not make stays where it is."""
    built = workshop.build()
    pages = workshop.folder / "build" / "doctrees" / "cfp_archive" / "pages"
    strangers = [built.outdir / "editions" / "2019" / "notes.txt", pages.parent / "notes.txt"]
    for one in strangers:
        one.write_text("Mine.\n", encoding="utf-8")
    for path in (workshop.editions / "2019").iterdir():
        path.unlink()
    (workshop.editions / "2019").rmdir()
    assert workshop.build().warnings == []
    assert all(one.is_file() for one in strangers)
    assert not (built.outdir / "editions" / "2019" / "index.html").exists()
