"""What an edition may contain, as the site holds its pages to it: the same as the library, and inert what is more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from cfp_archive.policy import blocked_in, policy_of_site
from cfp_archive.problems import Code
from cfp_archive.reading import read_archive
from fabricate import PNG, write
from payloads import HOST, SECRET

if TYPE_CHECKING:
    from pathlib import Path

    from attacked import Attacked
    from building import Built, Workshop

pytestmark = pytest.mark.sphinx_build

#: Elements that no page has, and those that the words of a call do not have.
ACTIVE = ["object", "embed", "iframe", "base", "video", "audio", "math", "template", "textarea"]
IN_WORDS = "script, style, form, svg, meta"
CSP = "content-security-policy"
#: An address without a scheme, or with one that only leads somewhere.
HARMLESS = re.compile(r"(?:https?:|mailto:|[^:]*(?:[/#?].*)?\Z)", re.IGNORECASE)


def published(built: Built, suffix: str = "") -> list[Path]:
    """Return the files of the site."""
    return [
        one
        for one in sorted(built.outdir.rglob(f"*{suffix}"))
        if one.is_file() and "_static" not in one.parts
    ]


@pytest.mark.xdist_group("sites")
def test_no_secret(attacked: Attacked) -> None:
    """Nothing of the machine, its files, its environment or the configuration is published or said."""
    site = attacked.built
    holding = [
        one.relative_to(site.outdir).as_posix()
        for one in published(site)
        if SECRET.encode() in one.read_bytes()
    ]
    assert holding == []
    assert [line for line in site.warnings if SECRET in line] == []


@pytest.mark.xdist_group("sites")
def test_nothing_runs(attacked: Attacked) -> None:
    """No page has a script, a handler, a style, a frame or a file from elsewhere beyond what the theme brings."""
    site = attacked.built
    policy = policy_of_site(site.outdir)
    blocked = {
        f"{file.relative_to(site.outdir).as_posix()}:{one.line}: {one.what}"
        for file in published(site, ".html")
        for one in blocked_in(file.read_text(encoding="utf-8"), policy)
    }
    assert blocked == set()


@pytest.mark.xdist_group("sites")
def test_elements(attacked: Attacked) -> None:
    """The words of a page are made of harmless elements; addresses have harmless schemes; nothing in them is hidden."""
    site = attacked.built
    pages = published(site, ".html")
    assert len(pages) > 200
    wrong: list[str] = []
    for file in pages:
        page = BeautifulSoup(file.read_bytes(), "html.parser")
        call = (
            "editions" in file.parts and "proof-" not in file.parent.name
        )  # whose links the word check marks
        elements = [*page.find_all(ACTIVE), *page.select(f"article :is({IN_WORDS})" if call else "nothing")]
        elements += [one for one in page.find_all("meta") if str(one.get("http-equiv", CSP)).lower() != CSP]
        for element in page.find_all(True):
            addresses = [
                str(element[name]) for name in ("href", "src", "action", "data") if element.has_attr(name)
            ]
            if any(not HARMLESS.match(one) or (call and HOST in one) for one in addresses):
                elements.append(element)
        # What the archive itself fills by a script is hidden until then.
        elements += page.select(
            "article :is(.d-none, .sd-d-none, .visually-hidden, .sr-only, [hidden]):not(.cfp-search *, [class*=cfp-], [id^=cfp-])"
        )
        wrong += [f"{file.relative_to(site.outdir).as_posix()}: {str(one)[:80]}" for one in elements]
    assert wrong == []


@pytest.mark.xdist_group("sites")
def test_inert_files(attacked: Attacked) -> None:
    """What an edition brings is published as text or as a picture: no page, no script, no drawing."""
    site = attacked.built
    names = {one.name for one in published(site) if one.is_relative_to(site.outdir / "editions")}
    assert {name for name in names if not name.endswith((".txt", ".png", "index.html", ".html"))} == set()
    pages = {
        one.stem
        for one in published(site, ".html")
        if one.name != "index.html" and one.parent.parent.name == "editions"
    }
    assert pages <= {"more"}, "a name that is no page's"
    assert [one.name for one in published(site) if one.parent.name == "_downloads"] == []


@pytest.mark.xdist_group("sites")
def test_the_site_says_what_the_library_says(attacked: Attacked) -> None:
    """Each problem of reading is one warning of the build, at its place; what is refused is refused in both."""
    shop, built, _ = attacked
    _, problems = read_archive(shop.editions)
    of_checking = ("[cfp.unproven]", "[cfp.unknown-target]", "[cfp.directive]", "[cfp.fact-not-in-the-call]")
    said = [line for line in built.warnings if not line.endswith(of_checking)]
    expected = {
        f"{shop.folder / one.path}:{max(one.line, 1)}: WARNING: ... [cfp.{one.code}]" for one in problems
    }
    assert {
        re.sub(r"WARNING: .* \[", "WARNING: ... [", line) for line in said if "editions/" in line
    } == expected
    assert {one.code for one in problems} > {
        Code.NOT_ALLOWED,
        Code.LINK_NOT_ALLOWED,
        Code.SYMBOLIC_LINK,
        Code.DEAD_LINK,
    }


def test_what_is_refused_can_be_read(workshop: Workshop) -> None:
    """Readers see what was refused as the characters of the file; a strict build fails."""
    refused = (
        "<script>alert(1)</script>\n\n```{raw} html\n<b>raw</b>\n```\n\n{raw}`role` and <!-- comment -->.\n\n(target)=\n\n+++\n\n"
        "![picture](../../outside.png) and [words](javascript:alert(1))\n\n::: d-none\nhidden\n:::"
    )
    workshop.edit("2019/index.md", "## Key Dates", f"{refused}\n\n## Key Dates")
    built = workshop.build(warnings_are_errors=True)
    assert built.rc == 1
    text = " ".join(BeautifulSoup(built.text("editions/2019/index.html"), "html.parser").get_text().split())
    for words in (
        "<script>alert(1)</script>", "```{raw} html <b>raw</b> ```", "{raw}`role` and <!-- comment -->.", "(target)=", "+++",
        "![picture](../../outside.png) and words", "::: d-none hidden :::",
    ):  # fmt: skip
        assert words in text, words


def test_what_is_allowed(workshop: Workshop) -> None:
    """CommonMark, tables, definitions, footnotes, struck words, line ends and pictures come out as such."""
    (workshop.editions / "2019" / "shore.png").write_bytes(PNG)
    allowed = (
        "Term\n: What it is\n\n~~struck~~ and broken  \nline[^1]\n\n| a |\n| - |\n| b |\n\n![shore](shore.png)\n\n[^1]: foot\n\n"
        "% nobody sees this\n\n[dates](#key-dates), [before](../2017/index.md#tidecomp-2017-first-workshop-on-tidal-computing)"
        " and {edition}`the one after <2020>`"
    )
    workshop.edit("2019/index.md", "## Key Dates", f"{allowed}\n\n## Key Dates", with_source=False)
    built = workshop.build(suppress_warnings=["cfp.unproven"])
    assert built.warnings == []
    soup = BeautifulSoup(built.text("editions/2019/index.html"), "html.parser")
    for selector in (
        "dl dd", "s", "br", "table td", "img[src$='shore.png']", "aside.footnote, .footnote-list", "a[href='#key-dates']",
        "a[href='../2017/index.html#tidecomp-2017-first-workshop-on-tidal-computing']", "a[href='../2020/index.html']",
    ):  # fmt: skip
        assert soup.select(selector), selector
    assert "nobody sees" not in built.text("editions/2019/index.html")


@pytest.mark.parametrize("label", ["a", "A", "1"])
def test_a_footnote_that_nothing_refers_to(workshop: Workshop, label: str) -> None:
    """Each is one warning, the library's; one that a directive's content refers to is none."""
    notes = f"[^{label}]: Below.\n\n[^b]: More.\n\n:::{{archive-note}}\nAs said.[^b]\n:::"
    workshop.edit("2017/index.md", "## Key Dates", f"{notes}\n\n## Key Dates")
    (warning,) = workshop.build().warnings
    assert f"Nothing refers to the footnote '{label}'." in warning


def test_front_matter_sets_nothing(workshop: Workshop) -> None:
    """What the front matter of an edition says to MyST or Sphinx is a problem, and changes nothing."""
    workshop.edit(
        "2019/index.md", "ordinal: 3",
        "ordinal: 3\nmyst: {enable_extensions: [attrs_inline]}\nhtml_meta: {refresh: 'x'}\ntocdepth: 1\norphan: true",
    )  # fmt: skip
    workshop.edit("2019/index.md", "## Key Dates", "[words]{.d-none}\n\n## Key Dates")
    built = workshop.build()
    assert [line.rpartition("[")[2] for line in built.warnings] == ["cfp.unknown-field]"] * 4
    assert "[words]{.d-none}" in built.text("editions/2019/index.html")
    assert built.env.metadata["editions/2019/index"].keys() <= {"wordcount", "myst_slugs"}


def test_a_series_allows_more(workshop: Workshop) -> None:
    """Directives and roles that the configuration names work; the site's other pages may hold what MyST knows."""
    workshop.configure("cfp_allowed_directives = ['note']\ncfp_allowed_roles = ['abbr']")
    body = (
        "{abbr}`TC (tides)`\n\n:::{note}\nNoted <b>well</b>.\n:::\n\n:::{note}\n:class: d-none\nHidden\n:::"
    )
    workshop.edit("2019/index.md", "## Key Dates", f"{body}\n\n## Key Dates")
    workshop.page(
        "guide/index.md", "# Guide\n\n<b id=ours>bold</b>\n\n```{raw} html\n<i id=raw>raw</i>\n```\n"
    )
    built = workshop.build(suppress_warnings=["cfp.unproven"])
    assert [line.rpartition("[")[2] for line in built.warnings] == ["cfp.not-allowed]"] * 3
    soup = BeautifulSoup(built.text("editions/2019/index.html"), "html.parser")
    assert soup.select("abbr[title=tides]")
    (note,) = soup.select(".admonition.note")
    assert "Noted <b>well</b>." in note.get_text()
    assert "`ours`" not in built.text("guide/index.html")
    guide = BeautifulSoup(built.text("guide/index.html"), "html.parser")
    assert guide.select("b#ours")
    assert guide.select("i#raw")


def test_pictures_that_sphinx_would_take_instead(workshop: Workshop) -> None:
    """For a language, Sphinx takes another file of nearly the same name: it is held to the same."""
    outside = workshop.folder / "outside.png"
    outside.write_bytes(PNG + SECRET.encode())
    folder = workshop.editions / "2019"
    (folder / "shore.png").write_bytes(PNG)
    (folder / "shore.en.png").symlink_to(outside)
    workshop.edit("2019/index.md", "## Key Dates", "![shore](shore.png)\n\n## Key Dates")
    built = workshop.build(suppress_warnings=["cfp.unproven"], language="en")
    assert [line.rpartition("[")[2] for line in built.warnings] == [
        "cfp.symbolic-link]",
        "cfp.picture-not-allowed]",
    ]
    assert not any(SECRET.encode() in one.read_bytes() for one in built.outdir.rglob("*") if one.is_file())


def test_a_page_appears_and_its_link_works(workshop: Workshop) -> None:
    """A link to a page that is not there keeps its words, and becomes one when the page comes."""
    workshop.edit("2017/index.md", "## Key Dates", "[the program](../2019/program.md)\n\n## Key Dates")
    built = workshop.build()
    assert [line.rpartition("[")[2] for line in built.warnings] == ["cfp.dead-link]"]
    assert "<p>the program</p>" in built.text("editions/2017/index.html")
    write(workshop.editions / "2019" / "program.md", "# Program\n")
    built = workshop.build()
    assert built.warnings == []
    assert 'href="../2019/program.html"' in built.text("editions/2017/index.html")


@pytest.mark.parametrize(
    ("name", "content", "published"),
    [
        ("call.html", b"<script>alert(1)</script>", "call.html.txt"),
        ("call.SVG", b"<svg onload=alert(1)>", "call.SVG.txt"),
        ("call.eml", b"Subject: x\n\nwords\n", "call.eml.txt"),
        ("call.txt", b"words\n", "call.txt"),
        ("call.pdf", b"%PDF-1.7", "call.pdf"),
        ("call.pdf", b"<script>alert(1)</script>", "call.pdf.txt"),
    ],
)
def test_originals_are_served_as_text(workshop: Workshop, name: str, content: bytes, published: str) -> None:
    """What was received is published byte for byte, under a name that no browser takes for a page."""
    (workshop.editions / "2019" / name).write_bytes(content)
    workshop.edit("2019/index.md", '"file": "source.txt"', f'"file": "{name}"', with_source=False)
    built = workshop.build(suppress_warnings=["cfp.unproven"])
    folder = built.outdir / "editions" / "2019"
    assert (folder / published).read_bytes() == content
    assert [one.name for one in folder.iterdir() if one.name.startswith("call")] == [published]
    assert f'href="{published}"' in built.text("editions/2019/index.html")


def test_titles_are_text_in_a_theme(workshop: Workshop) -> None:
    """A theme that prints titles as HTML gets them escaped, once."""
    title = "C++ and <T> generics & <img src=x onerror=alert(1)>"
    shown = "C++ and &lt;T&gt; generics &amp; &lt;img src=x onerror=alert(1)&gt;"
    workshop.edit(
        "2019/index.md",
        "# TideComp 2019: Third Workshop on Tidal Computing",
        "# " + title.replace("<", "\\<"),
    )
    built = workshop.build(
        suppress_warnings=["cfp.unproven", "cfp.fact-not-in-the-call"], html_theme="sphinx_book_theme"
    )
    assert built.warnings == []
    text = built.text("editions/2019/index.html")
    assert f"<h1>{shown}</h1>" in text
    assert f"<title>{shown}" in text
    assert "<img src=x" not in text
    assert "&amp;lt;" not in text
