"""Pages load only what they use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from building import contents

if TYPE_CHECKING:
    from building import Built, Workshop

pytestmark = pytest.mark.sphinx_build


def loaded(built: Built, page: str) -> set[str]:
    """Return the names of the scripts and style sheets of a page."""
    return {
        one.rpartition("/")[2] for one in re.findall(r'(?:src|href)="([^"?]*\.(?:js|css))', built.text(page))
    }


def test_what_pages_load(workshop: Workshop) -> None:
    """Icons, search and code bring what they need to the pages that have them, and a rebuild is as a clean build."""
    workshop.page("plain.md", "---\norphan: true\n---\n# Plain\n")
    workshop.page(
        "icon.md", '---\norphan: true\n---\n# Icon\n\n{fas}`anchor`\n\n```python\nprint("tides")\n```\n'
    )
    workshop.configure('html_theme = "sphinx_book_theme"')
    workshop.configure('extensions = ["myst_parser", "sphinx_design", "cfp_archive.sphinxext"]')
    workshop.configure(
        'html_theme_options = {"use_download_button": False, "use_fullscreen_button": False, "use_source_button": False}'
    )
    built = workshop.build()
    assert built.warnings == []
    heavy = {
        "fontawesome.js",
        "searchtools.js",
        "language_data.js",
        "searchindex.js",
        "sphinx-design.min.css",
        "pygments.css",
    }
    assert loaded(built, "plain.html") & heavy == set()
    assert loaded(built, "icon.html") & heavy >= {"fontawesome.js", "pygments.css"}
    assert loaded(built, "search.html") & heavy == {"searchtools.js", "language_data.js", "searchindex.js"}
    assert "searchtools" in built.text("search.html")
    for page in ("plain.html", "search.html"):
        assert [
            one for one in re.findall(r"<script[^>]*src=[^>]*>", built.text(page)) if "defer" not in one
        ] == []
    base = built.text("_static/styles/theme.css")
    assert "@import" not in base
    assert "div.section" in base
    style = built.text("_static/styles/pydata-sphinx-theme.css")
    assert ".bd-article" in style
    assert len(style) < 150_000
    workshop.edit("2019/index.md", "Kelp", "Sea kelp")
    again = workshop.build()
    assert again.warnings == []
    assert contents(again.outdir) == contents(workshop.build(into="clean").outdir)


def test_search_as_you_type(workshop: Workshop) -> None:
    """With the theme's search in every page, every page loads the index."""
    built = workshop.build(html_theme="sphinx_book_theme", html_theme_options={"search_as_you_type": True})
    if any("search_as_you_type" in one for one in built.warnings):
        pytest.skip("this version of the theme has no such search")
    assert built.warnings == []
    assert "searchindex.js" in loaded(built, "index.html")


@pytest.mark.parametrize("script", ["{'body': 'DOCUMENTATION_OPTIONS.URL_ROOT;'}", "'own.js'"])
def test_scripts_of_others(workshop: Workshop, script: str) -> None:
    """Where a script is added that may need those before it, each stays where it is and runs at once."""
    workshop.page("_static/own.js", "DOCUMENTATION_OPTIONS.URL_ROOT;\n")
    name, attributes = ("None", f"**{script}") if script.startswith("{") else (script, "")
    workshop.configure(
        f"html_static_path = ['_static']\ndef setup(app):\n    app.add_js_file({name}, {attributes})\n"
    )
    built = workshop.build(html_theme="sphinx_book_theme")
    assert built.warnings == []
    assert re.search(r'<script src="[^"]*doctools.js', built.text("index.html"))


def test_other_themes(workshop: Workshop) -> None:
    """Themes that may have scripts between those of Sphinx keep them as they are."""
    built = workshop.build(html_theme="alabaster")
    assert re.search(r'<script src="[^"]*doctools.js', built.text("index.html"))
