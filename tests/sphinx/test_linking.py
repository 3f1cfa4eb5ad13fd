"""Roles and objects of the domain: from Markdown, from reStructuredText, and from other sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from sphinx.util.inventory import InventoryFile

from building import Workshop, set_up
from fabricate import write

if TYPE_CHECKING:
    from pathlib import Path

    from building import Built

pytestmark = pytest.mark.sphinx_build

#: Target -> the words and the address of the link, from a page of the guide.
LINKS = {
    ("edition", "2019"): ("TideComp 2019", "../editions/2019/index.html"),
    ("edition", "~2019"): ("2019", "../editions/2019/index.html"),
    ("edition", "the third call <2019>"): ("the third call", "../editions/2019/index.html"),
    ("edition", "2018"): ("TideComp 2018", "../editions/index.html#missing-call-2018"),
    ("topic", "deep-tides"): ("Deep tides", "../topics/deep-tides/index.html"),
    ("topic", "~tidal-scheduling-of-batch-jobs"): (
        "Tidal scheduling of batch and streaming jobs",
        "../topics/tidal-scheduling-of-batch-jobs/index.html",
    ),
    ("topic", "depth <deep-tides>"): ("depth", "../topics/deep-tides/index.html"),
    ("person", "celik-omur"): ("Çelik Ömür", "../people/celik-omur/index.html"),
    ("person", "~celik-omur"): ("Ömür", "../people/celik-omur/index.html"),
    ("person", "Çelik Ömür"): ("Çelik Ömür", "../people/celik-omur/index.html"),
    ("person", "she <ada-quill>"): ("she", "../people/ada-quill/index.html"),
    ("any", "deep-tides"): ("deep-tides", "../topics/deep-tides/index.html"),
}


def links(built: Built, page: str) -> list[tuple[str, str]]:
    """Return the words and addresses of the links in a page's paragraphs."""
    body = BeautifulSoup(built.text(page), "html.parser").find("div", class_="body")
    assert body is not None
    return [(link.get_text(), str(link["href"])) for one in body.find_all("p") for link in one.find_all("a")]


def test_roles_in_markdown(workshop: Workshop) -> None:
    """Each role shows the title, the short form or the given words, and leads to the object."""
    roles = [f"{{{name if name == 'any' else 'cfp:' + name}}}`{target}`" for name, target in LINKS]
    workshop.page("guide/index.md", "# Guide\n\n" + "\n\n".join(roles) + "\n")
    built = workshop.build()
    assert built.warnings == []
    assert links(built, "guide/index.html") == list(LINKS.values())


def test_roles_in_restructuredtext(workshop: Workshop) -> None:
    """The same holds for pages written in reStructuredText."""
    (workshop.docs / "guide" / "index.md").unlink()
    roles = [f":{name if name == 'any' else 'cfp:' + name}:`{target}`" for name, target in LINKS]
    workshop.page("guide/index.rst", "Guide\n=====\n\n" + "\n\n".join(roles) + "\n")
    built = workshop.build()
    assert built.warnings == []
    assert links(built, "guide/index.html") == list(LINKS.values())


@pytest.mark.parametrize(
    ("role", "target", "said"),
    [
        (
            "topic",
            "kelp-clasification",
            "the archive has no topic 'kelp-clasification'; the nearest: kelp-classification",
        ),
        ("person", "Ada Quil", "the archive has no person 'Ada Quil'; the nearest: ada-quill"),
        ("edition", "~1999", "the archive has no edition '1999'"),
    ],
)
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_unknown_target(workshop: Workshop, role: str, target: str, said: str, suffix: str) -> None:
    """A target that does not exist gives one warning with its place and the nearest keys, and stays text."""
    (workshop.docs / "guide" / "index.md").unlink()
    text = {".md": f"# Guide\n\nWords.\n\nSee {{cfp:{role}}}`{target}` there.\n"}
    text[".rst"] = f"Guide\n=====\n\nWords. See :cfp:{role}:`{target}` there.\n"
    workshop.page(f"guide/index{suffix}", text[suffix])
    built = workshop.build()
    assert len(built.warnings) == 1
    place, _, words = built.warnings[0].partition(": WARNING: ")
    assert place == f"{workshop.docs / 'guide' / 'index'}{suffix}:{5 if suffix == '.md' else 4}"
    assert words.startswith(said)
    assert words.endswith("[cfp.unknown-target]")
    text_of = BeautifulSoup(built.text("guide/index.html"), "html.parser").get_text()
    assert f"See {target.removeprefix('~')} there." in " ".join(text_of.split())
    again = workshop.build()
    assert again.read == []


def test_target_that_comes(workshop: Workshop) -> None:
    """A page whose target did not exist is read anew when it does, and only then."""
    workshop.page("guide/index.md", "# Guide\n\nSee {cfp:person}`Aaltje Zout`.\n")
    assert len(workshop.build().warnings) == 1
    workshop.edit("2017/index.md", "Bo Finn", "Aaltje Zout")
    built = workshop.build()
    assert built.warnings == []
    assert links(built, "guide/index.html") == [("Aaltje Zout", "../people/aaltje-zout/index.html")]


def test_inventory(workshop: Workshop) -> None:
    """Editions, gaps, topics and people are in the inventory, with their titles and addresses."""
    built = workshop.build("dirhtml")
    assert built.warnings == []
    found = InventoryFile.loads((built.outdir / "objects.inv").read_bytes(), uri="").data
    assert set(found["cfp:edition"]) == {"2017", "2018", "2019", "2020"}
    assert found["cfp:edition"]["2018"].uri == "editions/#missing-call-2018"
    assert 'id="not-held-2018"' in built.text("editions/index.html"), "an address that was published before"
    assert found["cfp:topic"]["deep-tides"].uri == "topics/deep-tides/"
    assert found["cfp:topic"]["deep-tides"].display_name == "Deep tides"
    assert set(found["cfp:person"]) == {"ada-quill", "bo-finn", "celik-omur"}
    for kind in ("cfp:edition", "cfp:topic", "cfp:person"):
        for one in found[kind].values():
            page, _, anchor = one.uri.partition("#")
            text = built.text(f"{page}index.html")
            assert not anchor or f'id="{anchor}"' in text


def test_links_from_another_site(workshop: Workshop, tmp_path: Path) -> None:
    """Another site, with an archive of its own, links here by intersphinx."""
    inventory = workshop.build("dirhtml").outdir / "objects.inv"
    other = set_up(tmp_path / "other", {}, series=None)
    text = "# Guide\n\n{external:cfp:topic}`deep-tides`\n\n{external+tides:cfp:person}`Bo <bo-finn>`\n"
    write(other.docs / "guide" / "index.md", text)
    built = other.build(
        extensions=["cfp_archive.sphinxext", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"tides": ("https://tides.example/", str(inventory))},
    )
    assert built.warnings == []
    assert links(built, "guide/index.html") == [
        ("Deep tides", "https://tides.example/topics/deep-tides/"),
        ("Bo", "https://tides.example/people/bo-finn/"),
    ]


def test_links_from_a_site_without_the_extension(workshop: Workshop, tmp_path: Path) -> None:
    """A site that does not have the domain links here by intersphinx' plain syntax of MyST."""
    inventory = workshop.build().outdir / "objects.inv"
    folder = tmp_path / "plain"
    folder.mkdir()
    write(folder / "conf.py", "project = 'Plain'\nhtml_theme = 'basic'\n")
    write(folder / "index.md", "# Plain\n\n[](inv:tides:cfp:topic#deep-tides)\n")
    shop = Workshop(folder=tmp_path / "nowhere")
    folder.rename(tmp_path / "docs")
    shop = Workshop(folder=tmp_path)
    built = shop.build(
        extensions=["myst_parser", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"tides": ("https://tides.example/", str(inventory))},
    )
    assert built.warnings == []
    assert links(built, "index.html") == [
        ("Deep tides", "https://tides.example/topics/deep-tides/index.html")
    ]
