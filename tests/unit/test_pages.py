"""The generated pages' text, and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cfp_archive.comparing.history import build_history
from cfp_archive.pages import MARKER, _heading, generated_pages, write_pages
from cfp_archive.site import Site
from fabricate import TIDES, TIDES_SERIES, archive_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The plan of a site over three calls and a gap."""
    archive = archive_of(tmp_path, TIDES, series=TIDES_SERIES)
    return Site(archive=archive, history=build_history(archive))


def shown(markdown: str) -> list[tuple[str, str]]:
    """Return the kinds of blocks of a text, and the plain text of the headings."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    return [
        (tokens[place - 1].tag, "".join(child.content for child in one.children or ()))
        for place, one in enumerate(tokens)
        if one.type == "inline"
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Plain words", "1. Not a list", "# Hashes #", "*stars* and _lines_", "`code`", "<b>tags</b> &amp; entities",
        "[link](target)", "$x$ and {role}`x`", "a\\b", "https://x.example/", "Ünïcode – 機械学習", "C++", "---", "> quote", "| a |",
    ],
)  # fmt: skip
def test_titles_are_shown_as_they_are(title: str) -> None:
    """No character of a title is taken for markup."""
    assert shown(f"{_heading(title)}\n") == [("h1", title)]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).filter(str.strip))
def test_any_title(title: str) -> None:
    """The same holds for any text; only runs of space become one space."""
    assert shown(f"{_heading(title)}\n") == [("h1", " ".join(title.split()))]


def test_titles_have_one_line() -> None:
    """A line break does not end a title."""
    assert _heading(" two\n  lines\t") == "# two lines"


def test_pages_of_an_archive(site: Site) -> None:
    """There is a page for each view, topic, person and pair of years, marked as generated, with one directive."""
    pages = generated_pages(site)
    assert {
        "editions/index", "topics/index", "people/index", "dates/index", "terms/index", "compare/index", "compare/2017-2019/index",
        "topics/kelp-classification/index", "people/celik-omur/index",
    } <= set(pages)  # fmt: skip
    for name, text in pages.items():
        assert MARKER in text, name
        assert text.count("```{cfp:") == 1, name
        assert "\n# " in text, name
        assert text.endswith("\n"), name
    assert "# Ada Quill\n\n```{cfp:person-record} ada-quill\n```\n" in pages["people/ada-quill/index"]
    assert "```{cfp:comparison} 2017 2019\n" in pages["compare/2017-2019/index"]


def test_order_of_contents(site: Site) -> None:
    """Tables of contents name the newest editions first, and every page once."""
    pages = generated_pages(site)
    entries = [line[1:] for text in pages.values() for line in text.splitlines() if line.startswith("/")]
    assert len(entries) == len(set(entries))
    editions = [one for one in entries if one.startswith("editions/")]
    assert editions == ["editions/2020/index", "editions/2019/index", "editions/2017/index"]
    listed = {
        *entries,
        "editions/index",
        "topics/index",
        "people/index",
        "dates/index",
        "terms/index",
        "story/index",
        "data/index",  # in no table of contents: see pages.py
        "compare/index",
    }
    assert set(pages) <= listed


def test_writing_once(tmp_path: Path) -> None:
    """A file is written only when its text differs."""
    write_pages(tmp_path, {"a/index": MARKER + "one", "b": MARKER})
    assert (tmp_path / "a" / "index.md").read_bytes() == (MARKER + "one").encode()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
    write_pages(tmp_path, {"a/index": MARKER + "one", "b": MARKER + "Çelik\n"})
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
    assert {path.name for path in after if after[path] != before[path]} == {"b.md"}
    assert (tmp_path / "b.md").read_bytes().decode("utf-8") == MARKER + "Çelik\n"


def test_pruning_marked_files_only(tmp_path: Path) -> None:
    """Generated files that are no longer wanted go, with folders that they leave empty; whatever else lies there stays."""
    write_pages(
        tmp_path, {"topics/gone/index": MARKER, "topics/kept/index": MARKER, "people/gone/index": MARKER}
    )
    (tmp_path / "topics" / "mine.md").write_text("My own words.\n", encoding="utf-8")
    (tmp_path / "people" / "strange.md").write_bytes(b"\xff\xfe")
    write_pages(tmp_path, {"topics/kept/index": MARKER})
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {
        "topics",
        "topics/kept",
        "topics/kept/index.md",
        "topics/mine.md",
        "people",
        "people/strange.md",
    }


def test_pruning_everything(tmp_path: Path) -> None:
    """The folder itself stays when nothing is wanted."""
    write_pages(tmp_path, {"topics/gone/index": MARKER})
    write_pages(tmp_path, {})
    assert list(tmp_path.iterdir()) == []
