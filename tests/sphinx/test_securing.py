"""The content security policy of a built site: stated in pages or for the host, the same in every build."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ConfigError

from building import contents
from cfp_archive.policy import HEADERS_FILE, blocked_in, hash_of, headers_file, policy_of, policy_of_site
from fabricate import write

if TYPE_CHECKING:
    from pathlib import Path

    from building import Built, Workshop

pytestmark = pytest.mark.sphinx_build

BOOK: dict[str, Any] = {"html_theme": "sphinx_book_theme"}


def pages(built: Built) -> list[Path]:
    """Return the pages of a site."""
    return [one for one in sorted(built.outdir.rglob("*.html")) if "_static" not in one.parts]


def stated(page: str) -> str:
    """Return the policy that a page states."""
    (found,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    return unescape(found)


@pytest.mark.parametrize("theme", ["basic", "sphinx_book_theme", "alabaster"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_page_satisfies_it(workshop: Workshop, theme: str, builder: str) -> None:
    """Each page states the one policy, before all that it loads, and has nothing that the policy blocks."""
    built = workshop.build(builder, html_theme=theme, cfp_content_security_policy="meta")
    assert built.warnings == []
    search = "search/index.html" if builder == "dirhtml" else "search.html"
    policy = policy_of(built.text(search))
    for file in pages(built):
        page = file.read_text(encoding="utf-8")
        assert stated(page) == policy.in_page, file.name
        assert page.index("http-equiv") < min(
            page.find("<script"), page.find("<link"), page.find("<title")
        ), file.name
        # A theme without scripts of its own has an inline style on its search page, which does nothing that matters.
        blocked = [
            one.what
            for one in blocked_in(page, policy)
            if theme == "sphinx_book_theme" or "padding" not in one.what
        ]
        assert blocked == [], file.name
    assert not (built.outdir / HEADERS_FILE).exists()


def test_buttons_of_the_theme(workshop: Workshop) -> None:
    """Buttons that are nothing but an inline handler are taken away with a policy, and stay without one."""
    options: dict[str, Any] = {"use_download_button": True, "use_fullscreen_button": True}
    without = workshop.build(**BOOK, html_theme_options=options, html_copy_source=True)
    assert "toggleFullScreen()" in without.text("editions/2019/index.html")
    built = workshop.build(
        **BOOK, html_theme_options=options, html_copy_source=True, cfp_content_security_policy="meta"
    )
    page = built.text("editions/2019/index.html")
    assert "onclick" not in page
    assert "index.md" in page  # the source can still be fetched
    assert all(
        blocked_in(one.read_text(encoding="utf-8"), policy_of(built.text("search.html"))) == ()
        for one in pages(built)
    )


def test_headers(workshop: Workshop) -> None:
    """For a host, the same policy is a file; it goes when the option goes."""
    built = workshop.build(**BOOK, cfp_content_security_policy="headers")
    assert built.warnings == []
    assert built.text(HEADERS_FILE) == headers_file(policy_of_site(built.outdir))
    assert "http-equiv" not in built.text("index.html")
    workshop.build(**BOOK)
    assert not (built.outdir / HEADERS_FILE).exists()


def test_headers_of_the_site(workshop: Workshop) -> None:
    """A file of headers that the site brings is left as it is, and the build says so."""
    workshop.page("extra/_headers", "/*\n  X-Robots-Tag: none\n")
    built = workshop.build(cfp_content_security_policy="headers", html_extra_path=["extra"])
    assert built.text(HEADERS_FILE) == "/*\n  X-Robots-Tag: none\n"
    (warning,) = built.warnings
    assert "cfp-archive csp --format headers" in warning
    assert "[cfp.content-security-policy]" in warning


@pytest.mark.parametrize("kind", ["meta", "headers"])
def test_rebuilt(workshop: Workshop, kind: str) -> None:
    """Rebuilt after an edit, switched on late, or written in parallel, a site is that of a clean build."""
    options: dict[str, Any] = {**BOOK, "cfp_content_security_policy": kind}
    clean = contents(workshop.build(into="clean", **options).outdir)
    assert contents(workshop.build(into="parallel", parallel=4, **options).outdir) == clean
    workshop.build(into="late", **BOOK)
    late = contents(workshop.build(into="late", **options).outdir)
    late.pop(".buildinfo.bak")  # Sphinx' own note of the change
    assert late == clean
    workshop.edit("2020/index.md", "Undertow security", "Undertow safety")
    rebuilt = contents(workshop.build(into="clean", **options).outdir)
    assert rebuilt == contents(workshop.build(into="anew", **options).outdir)


def test_page_name_is_text(workshop: Workshop) -> None:
    """The theme writes a page's name into a script; here it is an attribute, whatever the option says."""
    name = "x'+alert(1)+'"
    workshop.page(f"{name}.md", "---\norphan: true\n---\n\n# Words\n")
    for kind in ("", "meta"):
        built = workshop.build(into=f"b{kind}", **BOOK, cfp_content_security_policy=kind)
        page = built.text(f"{name}.html")
        assert "pagename =" not in page
        assert 'data-pagename="x&#x27;+alert(1)+&#x27;"' in page
        assert "data-pagename" in built.text("index.html")


def test_options_of_the_theme(workshop: Workshop) -> None:
    """What the theme tells its scripts by inline scripts is an attribute; a text that could be more stays where it is."""
    for address, inline in (("https://tides.example/versions.json", 0), ("x\\' + alert(1) + '", 1)):
        switcher = {"json_url": address, "version_match": "2"}
        built = workshop.build(
            into=f"b{inline}",
            **BOOK,
            html_context={"theme_switcher": switcher},
            cfp_content_security_policy="meta",
        )
        page = built.text("index.html")
        assert page.count("DOCUMENTATION_OPTIONS.theme_switcher_json_url") == inline
        assert (f"&quot;theme_switcher_json_url&quot;: &quot;{address}&quot;" in page) is not inline


def test_a_script_of_a_page_is_not_allowed(workshop: Workshop) -> None:
    """The hash of a script that is written on a page does not get into the policy."""
    workshop.page("more.md", "---\norphan: true\n---\n\n# Words\n\n<script>alert(1)</script>\n")
    built = workshop.build(**BOOK, cfp_content_security_policy="meta")
    page = built.text("more.html")
    policy = policy_of(built.text("search.html"))
    assert stated(page) == policy.in_page
    assert [one.what for one in blocked_in(page, policy)] == ["an inline script"]


def test_scripts_of_extensions(workshop: Workshop) -> None:
    """A script that an extension adds to one page is allowed on that page alone."""
    write(workshop.docs / "adding.py", "def setup(app):\n    app.connect('html-page-context', add)\n\n\n"
          "def add(app, pagename, *_):\n    if pagename == 'index':\n        app.add_js_file(None, body='added()')\n")  # fmt: skip
    workshop.configure("import sys; sys.path.insert(0, '.')\nextensions += ['adding']")
    workshop.configure("import os; sys.path.insert(0, os.path.dirname(__file__))")
    built = workshop.build(cfp_content_security_policy="meta")
    own = policy_of(built.text("search.html")).allowing([hash_of("added()")])
    assert stated(built.text("index.html")) == own.in_page
    assert stated(built.text("topics/index.html")) != own.in_page


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex", "text"])
def test_other_builders(workshop: Workshop, builder: str) -> None:
    """What is no site of pages states no policy, and is what it is without the option."""
    built = workshop.build(builder, cfp_content_security_policy="meta")
    assert built.warnings == []
    texts = [
        one.read_text(encoding="utf-8")
        for one in built.outdir.rglob("*")
        if one.suffix in {".html", ".xhtml", ".tex"}
    ]
    assert not any("Security-Policy" in one or "cfp-archive:policy" in one for one in texts)


def test_unknown_choice(workshop: Workshop) -> None:
    """A word that is none of the choices is a mistake in the configuration."""
    with pytest.raises(ConfigError, match="must be one of '', 'meta', 'headers', not 'yes'"):
        workshop.build(cfp_content_security_policy="yes")
