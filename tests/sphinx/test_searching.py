"""The index of the search: what is in it, when it is written, and what there is without Pagefind."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from building import contents, set_up
from cfp_archive.policy import policy_of_site
from cfp_archive.sphinxext import searching
from cfp_archive.sphinxext.domain import cfp_domain

if TYPE_CHECKING:
    from pathlib import Path

    from building import Workshop

pytestmark = pytest.mark.sphinx_build

ENTRY = "_pagefind/pagefind-entry.json"


@pytest.fixture
def searched(workshop: Workshop) -> Workshop:
    """A site with Pagefind."""
    workshop.configure('cfp_search = "pagefind"')
    workshop.page("guide/index.md", "# Guide\n\nWords.\n")
    return workshop


def test_what_is_said_of_pages(searched: Workshop) -> None:
    """Each page has its kind, its years and both in words; earlier calls and former topics are labeled; lists are left out."""
    searched.edit("2020/index.md", "---\n", "---\ndraft: true\n")
    site = cfp_domain(searched.build().env).site

    def said(docname: str) -> tuple[str, str, tuple[str, ...]] | None:
        found = searching.entry_of(site, docname)
        return (found.kind, found.about, found.years) if found else None

    assert said("editions/2019/index") == ("Editions", "Latest call, 2019", ("2019",))
    assert said("editions/2017/index") == ("Editions", "Earlier call, 2017", ("2017",))
    assert said("editions/2020/index") == ("Editions", "Draft of a call, 2020", ("2020",))
    assert said("compare/2017-2019/index") == ("Comparisons", "Comparison, 2017 and 2019", ("2017", "2019"))
    assert said("topics/coral-databases/index") == ("Topics", "Topic, 2017 and 2019", ("2017", "2019"))
    assert said("topics/undertow-security/index") == ("Topics", "Topic, 2019", ("2019",))
    assert said("people/bo-finn/index") == ("People", "Person, 2017 and 2019", ("2017", "2019"))
    edition, overview = (searching.entry_of(site, f"{one}/index") for one in ("editions/2017", "terms"))
    assert edition is not None
    assert overview is not None
    assert (edition.name, edition.weight, overview.weight) == ("TideComp 2017", None, None)
    for docname in ("compare/2017-2019/index", "guide/index", "data/index"):
        entry = searching.entry_of(site, docname)
        assert entry is not None
        assert entry.weight is not None
        assert entry.weight < 1, docname
    assert said("terms/index") == said("story/index") == ("Overviews", "All years", ())
    assert said("guide/index") == ("Guide", "Guide", ())
    for docname in (
        "index",
        "editions/index",
        "topics/index",
        "people/index",
        "compare/index",
        "topics/2010s/index",
    ):
        assert said(docname) is None


def test_same_bytes(searched: Workshop, tmp_path: Path) -> None:
    """The index depends on nothing but the pages; a build that changes none leaves it alone; a rebuild is as a clean build."""
    first = searched.build()
    assert first.warnings == []
    other = set_up(tmp_path / "other")
    other.configure('cfp_search = "pagefind"')
    other.page("guide/index.md", "# Guide\n\nWords.\n")
    assert contents(other.build(parallel=4).outdir) == contents(first.outdir)
    assert str(tmp_path).encode() not in b"".join(
        file.read_bytes() for file in (first.outdir / "_pagefind").rglob("*") if file.is_file()
    )
    written = (first.outdir / ENTRY).stat().st_mtime_ns
    fragments = contents(first.outdir / "_pagefind")
    assert (searched.build().outdir / ENTRY).stat().st_mtime_ns == written
    searched.edit("2019/index.md", "Kelp", "Sea kelp")
    again = searched.build()
    assert contents(again.outdir / "_pagefind") != fragments
    assert contents(again.outdir) == contents(searched.build(into="clean").outdir)


def test_switched_off(searched: Workshop) -> None:
    """Without the search by Pagefind nothing of it is left, and the policy does not allow its program."""
    built = searched.build(cfp_content_security_policy="meta")
    assert policy_of_site(built.outdir).webassembly
    assert "'wasm-unsafe-eval'" in built.text("editions/2019/index.html")
    assert "'unsafe-eval'" not in built.text("editions/2019/index.html")
    assert "searchindex.js" not in built.text("search.html")
    options: dict[str, Any] = {"cfp_search": "sphinx", "cfp_content_security_policy": "meta"}
    off = searched.build(**options)
    assert not (off.outdir / "_pagefind").exists()
    assert not policy_of_site(off.outdir).webassembly
    assert "searchindex.js" in off.text("search.html")
    (off.outdir / ".buildinfo.bak").unlink()  # Sphinx's own note of the change
    assert contents(off.outdir) == contents(searched.build(into="clean", **options).outdir)


@pytest.mark.parametrize(("option", "warned"), [("", 0), ("pagefind", 1)])
def test_not_installed(workshop: Workshop, monkeypatch: pytest.MonkeyPatch, option: str, warned: int) -> None:
    """Where Pagefind is not installed the search is Sphinx's own, which is a warning only if Pagefind is asked for."""
    monkeypatch.setattr(searching, "_program", lambda: None)
    built = workshop.build(cfp_search=option)
    assert len(built.warnings) == warned
    assert all("pip install 'cfp-archive[search]'" in one and "[cfp.search]" in one for one in built.warnings)
    assert "searchindex.js" in built.text("search.html")
    assert not (built.outdir / "_pagefind").exists()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("", "ended before it answered"),
        ("bm90aGluZw==,", "gave no answer"),
        # {"payload": {"type": "Error", "message": "tide"}}
        (
            "eyJwYXlsb2FkIjogeyJ0eXBlIjogIkVycm9yIiwgIm1lc3NhZ2UiOiAidGlkZSJ9fQ==,",
            "could not index the site: tide",
        ),
    ],
)
def test_failing(
    searched: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, said: str
) -> None:
    """A Pagefind that does not do its work is one warning; no half of an index is left."""
    searched.build()
    program = tmp_path / "pagefind"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.stdin.read(1)\nprint({answer!r}, end='')\n", encoding="utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setattr(searching, "_program", lambda: program)
    built = searched.build()
    (warning,) = built.warnings
    assert said in warning
    assert not (built.outdir / "_pagefind").exists()
