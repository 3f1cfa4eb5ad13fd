"""A build proves each page of an edition as its readers see it, and says the same as the library's check."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from building import contents, set_up
from cfp_archive.checking.sources import fact_not_in_the_call, words_differ
from cfp_archive.problems import Code
from cfp_archive.reading import read_archive
from cfp_archive.reading.proof import page_words
from cfp_archive.sphinxext.word_check import visible_words
from fabricate import TIDES, Call, write
from payloads import PAYLOADS, write_all

if TYPE_CHECKING:
    from pathlib import Path

    from building import Built, Workshop

pytestmark = pytest.mark.sphinx_build


def unproven(built: Built) -> list[str]:
    """Return the pages, with their lines, that a build warned of for their words."""
    places = [re.match(r".*?/editions/(\S+?): WARNING: .*\[cfp\.unproven\]$", one) for one in built.warnings]
    return [one[1] for one in places if one]


def differing(workshop: Workshop) -> set[str]:
    """Return the pages whose words the library finds to differ."""
    archive, _ = read_archive(workshop.editions)
    return {one.path.as_posix() for edition in archive.editions for one in words_differ(edition)}


BUILDERS = ("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml")


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_proves(workshop: Workshop, builder: str) -> None:
    """A word that the source does not have is found by every builder that shows it; without it nothing is said."""
    assert workshop.build(builder).warnings == []
    workshop.edit("2019/index.md", "Foam detection", "Foam destruction", with_source=False)
    built = workshop.build(builder)
    assert unproven(built) == ["2019/index.md:" + str(_line(workshop, "Foam destruction"))]
    (warning,) = built.warnings
    assert "The page has 'destruction' where line 7 of source.txt has 'detection'." in warning


def _line(workshop: Workshop, words: str) -> int:
    lines = (workshop.editions / "2019" / "index.md").read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


@pytest.mark.parametrize("parallel", [0, 4])
def test_a_build_without_changes_warns_again(workshop: Workshop, parallel: int) -> None:
    """What is wrong is said until it is right; then the site is that of a clean build."""
    workshop.build(parallel=parallel)
    before = (workshop.editions / "2019" / "source.txt").read_text(encoding="utf-8")
    write(workshop.editions / "2019" / "source.txt", before.replace("Foam", "Kelp", 1))
    first = workshop.build(parallel=parallel)
    again = workshop.build(parallel=parallel, warnings_are_errors=True)
    assert unproven(first) == unproven(again) != []
    assert (first.rc, again.rc) == (0, 1)
    assert "The word check failed: this page differs from its source text." in again.text(
        "editions/2019/index.html"
    )
    write(workshop.editions / "2019" / "source.txt", before)
    right = workshop.build(parallel=parallel)
    assert right.warnings == []
    assert "This page contains every word of" in right.text("editions/2019/index.html")
    assert contents(right.outdir) == contents(workshop.build(into="clean").outdir)
    assert "no targets are out of date" in workshop.build(parallel=parallel).status


def test_builders_that_share_doctrees(workshop: Workshop) -> None:
    """The second builder warns as the first did, though it has nothing to read."""
    workshop.edit("2019/index.md", "Foam detection", "Foam destruction", with_source=False)
    assert unproven(workshop.build("html")) == unproven(workshop.build("dirhtml")) != []


WELL: dict[str, str] = {
    "notes": ":::{archive-note}\nOurs.\n:::",
    "comments": "% nobody sees this",
    "emphasis": "*Tidal* `code` **words**, soft\nbreak and hard  \nbreak [link](https://tides.example/).",
    "quotes": "> Quoted \"words\" -- with dashes... and 'signs'",
    "footnote": "Noted.[^1]\n\n[^1]: Below.",
    "table": "| a | b |\n|---|---|\n| c | d |",
    "nested": "1. first\n   - inner\n\n     more\n2. second",
    "code": "```\nfor x in y: pass\n```",
    "entities": "AT&amp;T &copy; \\*star\\* &lt;T&gt; x<y",
    "reference": "[See][here].\n\n[here]: https://tides.example/here",
    "autolink": "<https://tides.example> and <chair@tides.example>",
    "headings": "## Deeper\n\n### Deepest\n\nText",
}
_WELL_WORDS: dict[str, str] = {
    "notes": "",
    "comments": "",
    "emphasis": "Tidal code words, soft break and hard break link.",
    "quotes": "Quoted \"words\" -- with dashes... and 'signs'",
    "footnote": "Noted. Below.",
    "table": "a b c d",
    "nested": "first inner more second",
    "code": "for x in y: pass",
    "entities": "AT&T © *star* <T> x<y",
    "reference": "See.",
    "autolink": "https://tides.example and chair@tides.example",
    "headings": "Deeper Deepest Text",
}


def _many(pages: dict[str, str]) -> dict[str, Call]:
    """Return an edition for each body."""
    made = {}
    for place, (name, body) in enumerate(pages.items()):
        source = f"TideComp\n\nHello\n- Tidal {place}\n\n{_WELL_WORDS.get(name, 'Nothing else.')}\n"
        made[f"{2001 + place}"] = Call(
            title="TideComp", intro="Hello", lists={"areas": (f"Tidal {place}",)}, closing=body, source=source
        )
    return made


def test_what_pages_are_written_with(workshop: Workshop) -> None:
    """Whatever a call is written with, the library and the site see the same words, and prove them."""
    for key, call in _many(WELL).items():
        workshop.put(key, call)
    built = workshop.build()
    assert built.warnings == []
    archive, problems = read_archive(workshop.editions)
    assert problems == ()
    assert differing(workshop) == set()
    for edition in archive.editions:
        seen = visible_words(built.doctree(f"editions/{edition.key}/index"))
        assert [one.text for one in seen] == [one.text for one in page_words(edition)], edition.key


def test_words_that_nobody_can_read_do_not_count(workshop: Workshop) -> None:
    """Words in an element that style sheets hide are not on the page, even if they are the source's."""
    call = TIDES["2019"]
    body = ":::d-none\nHidden tides.\n:::"
    workshop.put("2019", replace(call, closing=body, source=call.words() + "\nHidden tides.\n"))
    assert len(unproven(workshop.build())) == 1


@pytest.mark.parametrize("name", ["cfp-own", "cfp-mark", "cfp-own cfp-note"])
def test_words_that_pose_as_the_archives(workshop: Workshop, name: str) -> None:
    """The classes of the archive's own words take no word out of the proof."""
    workshop.put(
        "2019", replace(TIDES["2019"], closing=f":::{name}\nBuy fish.\n:::", source=TIDES["2019"].words())
    )
    assert len(unproven(workshop.build())) == 1


def test_further_pages(workshop: Workshop) -> None:
    """A further page with a source is proven as a call is; one without says that nobody checked it."""
    folder = workshop.editions / "2019"
    write(
        folder / "talks.md",
        "---\ntitle: The talks\nsources:\n  - file: talks.txt\n---\n\n# Talks\n\nOn tides.\n",
    )
    write(folder / "talks.txt", "Talks\nOn tides.\n")
    write(folder / "program.md", "# Program\n\nAll day.\n")
    built = workshop.build()
    assert built.warnings == []
    assert "The talks" in built.text("editions/2019/index.html")
    proven, other = built.text("editions/2019/talks.html"), built.text("editions/2019/program.html")
    assert "(3 words), in the original order (checked automatically)." in proven
    assert "not checked" not in proven
    assert (built.outdir / "editions" / "2019" / "talks.txt").is_file()
    assert other.index("The words of this page are not checked against a source text.") < other.index(
        "All day."
    )
    write(folder / "talks.md", (folder / "talks.md").read_text(encoding="utf-8") + "\nAnd storms.\n")
    assert unproven(workshop.build()) == ["2019/talks.md:11"]
    assert differing(workshop) == {"editions/2019/talks.md"}


def test_a_source_in_markdown_is_no_page(workshop: Workshop) -> None:
    """A call that came in Markdown is kept and published as it came; what it is written with shows nowhere."""
    workshop.edit("2019/index.md", "source.txt", "source.md", with_source=False)
    folder = workshop.editions / "2019"
    (folder / "source.txt").rename(folder / "source.md")
    built = workshop.build()
    assert built.warnings == []
    assert "editions/2019/source" not in built.env.found_docs
    assert (built.outdir / "editions" / "2019" / "source.md.txt").read_bytes() == (
        folder / "source.md"
    ).read_bytes()


def test_what_cannot_be_compared_is_not_claimed(workshop: Workshop) -> None:
    """An edition whose sources have no plain text, or which has an address alone, claims nothing."""
    folder = workshop.editions / "2019"
    workshop.edit("2019/index.md", '"file": "source.txt"', '"file": "source.html"', with_source=False)
    (folder / "source.txt").rename(folder / "source.html")
    workshop.edit("2020/index.md", '"file": "source.txt", ', "", with_source=False)
    built = workshop.build()
    assert built.warnings == []
    for key in ("2019", "2020"):
        page = built.text(f"editions/{key}/index.html")
        assert "The words of this page are not checked against a source text." in page
        assert "contains every word" not in page
    assert "are not compared with this page" in built.text("editions/2019/index.html")


@pytest.mark.parametrize(
    ("body", "source", "marked"),
    [
        ("See [the site](https://tides.example/a).", "See the site.", True),
        ("Write to [us](mailto:chair@tides.example).", "Write to us.", True),
        ("See [the call](../2020/index.md).", "See the call.", True),
        ("See <https://tides.example/a>.", "See https://tides.example/a.", False),
        ("See [tides.example/a](https://tides.example/a).", "See tides.example/a.", False),
        ("See [it](https://tides.example/a), at tides.example/a/", "See it, at tides.example/a/", False),
        ("See [tides.example](https://fish.example/a).", "See tides.example.", True),
        ("See [it](https://tides.example/A), at tides.example/a", "See it, at tides.example/a", True),
    ],
)
def test_links_of_the_archive(workshop: Workshop, body: str, source: str, *, marked: bool) -> None:
    """A link whose address the source does not show is the archive's, and is marked as such; its words are the call's."""
    workshop.put("2019", replace(TIDES["2019"], closing=body, source=f"{TIDES['2019'].words()}\n{source}\n"))
    built = workshop.build()
    assert built.warnings == []
    assert ("link added by the archive" in built.text("editions/2019/index.html")) == marked


def test_links_of_a_source_in_html(workshop: Workshop) -> None:
    """Where the original has the link, it is the call's."""
    call = replace(TIDES["2019"], closing="See [the site](https://tides.example/a?b=1&c=2).")
    workshop.put("2019", replace(call, source=f"{TIDES['2019'].words()}\nSee the site.\n"))
    workshop.edit(
        "2019/index.md", '"source.txt"', '"source.html"}\n  - {"file": "source.txt"', with_source=False
    )
    write(
        workshop.editions / "2019" / "source.html",
        '<a href="https://tides.example/a?b=1&amp;c=2">the site</a>',
    )
    built = workshop.build()
    assert built.warnings == []
    assert "link added by the archive" not in built.text("editions/2019/index.html")


def test_facts_lead_to_their_words(workshop: Workshop) -> None:
    """Each fact of the card is a link to its words, which are marked, in books of all pages as well."""
    for builder in ("html", "singlehtml", "epub"):
        built = workshop.build(builder)
        assert built.warnings == []
        pages = list(built.outdir.rglob("*.html")) + list(built.outdir.rglob("*.xhtml"))
        for path in pages:
            text = path.read_text(encoding="utf-8")
            targets = re.findall(r'id="(fact-[^"]+)"', text)
            assert len(targets) == len(set(targets)), path
            assert set(re.findall(r'href="#(fact-[^"]+)"', text)) <= set(targets), path
    page = workshop.build().text("editions/2019/index.html")
    card, _, call = page.partition("The text of the call follows.")
    assert "From the call" in card
    for anchor, words in (
        ("fact-2019-people-3", "Çelik Ömür"),
        ("fact-2019-key-dates-1", "Paper Submission: February 3, 2019"),
        ("fact-2019-submissions-1", "Regular papers: 8 pages"),
        ("fact-2019-date", "May 20, 2019"),
    ):
        assert f'href="#{anchor}"' in card
        assert f'id="{anchor}">{words}</span>' in call
    assert 'href="#fact-2019-ordinal"' in card
    assert 'id="fact-2019-ordinal"' in call + card


def test_what_the_call_does_not_say(workshop: Workshop) -> None:
    """A fact from elsewhere is under 'From other sources'; one from nowhere is a warning, on every build, and not shown."""
    workshop.edit("2019/index.md", "date: ", "place: Sandbay\ndate: ", with_source=False)
    first, again = workshop.build(), workshop.build()
    for built in (first, again):
        (warning,) = built.warnings
        assert re.search(
            r"2019/index\.md:\d+: WARNING: 'place' has 'Sandbay'.*\[cfp\.fact-not-in-the-call\]$",
            warning,
        )
    assert not [one for one in again.outdir.rglob("*") if one.is_file() and b"Sandbay" in one.read_bytes()]
    workshop.edit(
        "2019/index.md",
        "date: ",
        'other_sources: {"place": "https://tides.example/19"}\ndate: ',
        with_source=False,
    )
    right = workshop.build()
    assert right.warnings == []
    page = right.text("editions/2019/index.html").partition("</head>")[2]
    assert (
        page.index("From other sources") < page.index("Sandbay") < page.index("The text of the call follows.")
    )
    assert "tides.example</a>" in page


def test_marks_follow_edits(workshop: Workshop) -> None:
    """After an edit of a fact or of the call, the marks are those of a clean build."""
    workshop.build()
    workshop.edit("2019/index.md", "2019-02-03", "2019-02-10")
    workshop.edit("2019/index.md", "Çelik Ömür", "Aaltje Zout")
    rebuilt, clean = workshop.build(), workshop.build(into="clean")
    assert rebuilt.warnings == clean.warnings == []
    assert contents(rebuilt.outdir) == contents(clean.outdir)
    assert ">Aaltje Zout</span>" in rebuilt.text("editions/2019/index.html")


def test_library_and_build_say_the_same_of_every_payload(tmp_path: Path) -> None:
    """Whatever an attacker sends, the build finds the pages unproven that the library does, and no others."""
    workshop = set_up(tmp_path / "workshop", {})
    chosen = tuple(one for one in PAYLOADS if not one.is_large and not one.files and not one.page)
    keys = write_all(workshop.folder, chosen)
    archive, _ = read_archive(workshop.editions)
    rules = {"unproven": words_differ, Code.FACT_NOT_IN_THE_CALL.value: fact_not_in_the_call}
    found = {name: {one.key for one in archive.editions if any(rule(one))} for name, rule in rules.items()}
    built = workshop.build("dummy")
    for name, said in found.items():
        pattern = re.compile(rf"/editions/([^/]+)/index\.md:\d+: WARNING: .*\[cfp\.{name}\]$")
        warned = {match[1] for one in built.warnings if (match := pattern.search(one))}
        assert warned == said, name
        assert 0 < len(said) < len(keys), name
