"""A rebuild after any edit gives the bytes of a clean build, and so does the rebuild after the edit is taken back."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from building import contents
from fabricate import ANOTHER_FOAM, PNG, SERIES, TIDES, TIDES_SERIES, png, write, yaml_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from building import Workshop

pytestmark = pytest.mark.sphinx_build

#: Not compared: nothing. Doctrees lie beside the output, and pickles are nobody's to read.


def reword(shop: Workshop) -> None:
    """Change a topic's words in the newest call."""
    shop.edit("2020/index.md", "Undertow security", "Undertow security and privacy")


def reword_oldest(shop: Workshop) -> None:
    """Change a topic's words in the oldest call, so that the page of a topic gets another address."""
    shop.edit("2017/index.md", "Coral databases", "Coral stores")


def reorder(shop: Workshop) -> None:
    """Put a topic in another place of its list."""
    shop.edit("2020/index.md", "- Undertow security\n", "")
    shop.edit("2020/index.md", "- Foam detection\n", "- Undertow security\n- Foam detection\n")


def add_topic(shop: Workshop) -> None:
    """Add a topic whose key comes before all others."""
    shop.edit("2020/index.md", "- Undertow security", "- Abyssal benchmarks\n- Undertow security")


def drop_list(shop: Workshop) -> None:
    """Take a whole list out."""
    path = shop.editions / "2020" / "index.md"
    text = path.read_text(encoding="utf-8")
    start = text.index(":::{topics} directions")
    end = text.index(":::", start + 3) + 4
    write(path, text[:start] + text[end:])
    shop.receive("2020")


def drop_lists(shop: Workshop) -> None:
    """Take all topics out of all calls."""
    for key, call in TIDES.items():
        shop.put(key, replace(call, lists={}))


def change_date(shop: Workshop) -> None:
    """Move a deadline."""
    shop.edit("2019/index.md", "2019-02-03", "2019-02-10")


def change_person(shop: Workshop) -> None:
    """Put someone else in a role."""
    shop.edit("2019/index.md", "Çelik Ömür", "Aaltje Zout")


def drop_people(shop: Workshop) -> None:
    """Take all people out of all calls."""
    for key, call in TIDES.items():
        shop.put(key, replace(call, people=()))


def short_title(shop: Workshop) -> None:
    """Give an edition a short title of its own."""
    shop.edit("2019/index.md", "ordinal: 3", "ordinal: 3\nshort_title: Tides at Ebbville")


def heading(shop: Workshop) -> None:
    """Change the title of an edition's page."""
    shop.edit(
        "2019/index.md", "TideComp 2019: Third Workshop on Tidal Computing", "TideComp 2019: Third Meeting"
    )


def ordinal(shop: Workshop) -> None:
    """Change which workshop it was."""
    shop.edit("2019/index.md", "ordinal: 3", "ordinal: 13")
    shop.edit("2019/index.md", "Third", "Thirteenth")


def list_label(shop: Workshop) -> None:
    """Rename a list."""
    shop.edit("series.yaml", "Areas of interest", "What we ask for")


def series_name(shop: Workshop) -> None:
    """Rename the series."""
    shop.edit("series.yaml", "TideComp", "Tidal")


def add_gap(shop: Workshop) -> None:
    """Learn of one more edition that is not held."""
    gaps = [*TIDES_SERIES["missing_calls"], {"key": "2021", "ordinal": 5}]
    write(shop.editions / "series.yaml", yaml_text({**SERIES, "missing_calls": gaps}))


def remove_gap(shop: Workshop) -> None:
    """Forget of the edition that is not held."""
    write(shop.editions / "series.yaml", yaml_text(SERIES))


def add_newer(shop: Workshop) -> None:
    """Add an edition after all others."""
    shop.put(
        "2022", replace(TIDES["2020"], title="TideComp 2022", facts={"ordinal": 6, "ordinal_counted": True})
    )


def add_older(shop: Workshop) -> None:
    """Add an edition before all others."""
    shop.put("2016", replace(TIDES["2017"], title="TideComp 2016", facts={}))


def add_between(shop: Workshop) -> None:
    """Add the call of the year that was not held."""
    remove_gap(shop)
    shop.put(
        "2018", replace(TIDES["2017"], title="TideComp 2018", facts={"ordinal": 2, "ordinal_counted": True})
    )


def remove_newest(shop: Workshop) -> None:
    """Remove the newest edition."""
    shutil.rmtree(shop.editions / "2020")


def remove_all(shop: Workshop) -> None:
    """Remove all editions but one."""
    shutil.rmtree(shop.editions / "2019")
    shutil.rmtree(shop.editions / "2020")


def rename(shop: Workshop) -> None:
    """Give an edition another key."""
    (shop.editions / "2019").rename(shop.editions / "2019-spring")


def join_spellings(shop: Workshop) -> None:
    """Say that two names are of one person, under a key that no name gives."""
    people = [{"key": "ada", "name": "Ada B. Quill", "spellings": ["Ada Quill", "Bo Finn"]}]
    write(shop.editions / "people.yaml", json.dumps(people))


def decide(shop: Workshop) -> None:
    """Overrule the matching of two topics."""
    write(shop.editions / "decisions.yaml", json.dumps([ANOTHER_FOAM]))


def record_key(shop: Workshop) -> None:
    """Give a topic a permanent key."""
    entry = {"key": "seaweed", "list": "areas", "edition": "2019", "text": "Kelp classification"}
    write(shop.editions / "topics.yaml", json.dumps([entry]))


def further_page(shop: Workshop) -> None:
    """Lay a page, with an image and words of its own, beside an edition."""
    (shop.editions / "2019" / "shore.png").write_bytes(PNG)
    write(
        shop.editions / "2019" / "programme.md",
        "# Programme\n\nAardvarks at noon.\n\n![The shore](shore.png)\n\nBack to [the call](index.md) "
        "and [the next](../2020/index.md).\n",
    )


def source(shop: Workshop) -> None:
    """Take away the text as received."""
    shop.edit("2019/index.md", '  - {"file": "source.txt", "url"', '  - {"url"')


def guide_with_roles(shop: Workshop) -> None:
    """Link to objects from a page of the handbook."""
    shop.page(
        "guide/index.md", "# Guide\n\nSee {topic}`foam-detection`, {edition}`~2019` and {person}`Bo Finn`.\n"
    )


def new_guide_page(shop: Workshop) -> None:
    """Add a page to the handbook."""
    shop.page("guide/index.md", "# Guide\n\n```{toctree}\naardvark\n```\n")
    shop.page("guide/aardvark.md", "# Aardvark\n\nWords.\n")


def same_names(shop: Workshop) -> None:
    """Lay images of one name beside two editions; in the order of reading the later one comes first."""
    for key, blue in (("2019", 0), ("2017", 255)):
        (shop.editions / key / "shore.png").write_bytes(png(0, 0, blue))
        write(shop.editions / key / "tour.md", f"# Tour {key}\n\n![The shore](shore.png)\n")
        shop.build()


def no_guide(shop: Workshop) -> None:
    """Remove the handbook, to which every page's menu leads."""
    (shop.docs / "guide" / "index.md").unlink()
    text = (shop.docs / "index.md").read_text(encoding="utf-8")
    write(shop.docs / "index.md", text.replace("guide/index\n", ""))


def series_home(shop: Workshop) -> None:
    """Change the series' address, which every page's menu shows."""
    shop.edit("series.yaml", "https://tidecomp.example/", "https://tides.example/")


EDITS: list[Callable[[Workshop], None]] = [
    reword, reword_oldest, reorder, add_topic, drop_list, drop_lists, change_date, change_person, drop_people,
    short_title, heading, ordinal, list_label, series_name, add_gap, remove_gap, add_newer, add_older, add_between,
    remove_newest, remove_all, rename, join_spellings, decide, record_key, further_page, source, guide_with_roles,
    new_guide_page, same_names, no_guide, series_home,
]  # fmt: skip


def differing(some: dict[str, str], others: dict[str, str]) -> list[str]:
    """Return the names of the files that are not the same."""
    return sorted(name for name in some.keys() | others.keys() if some.get(name) != others.get(name))


@pytest.fixture
def kept(workshop: Workshop, tmp_path: Path) -> Callable[[], None]:
    """Return what takes every edit back: files get their old text, and new times of change."""
    copy = tmp_path / "kept"
    shutil.copytree(workshop.folder, copy)

    def undo() -> None:
        for part in ("docs", "editions"):
            for path in sorted((workshop.folder / part).rglob("*"), reverse=True):
                old = copy / path.relative_to(workshop.folder)
                if not old.exists():
                    path.rmdir() if path.is_dir() else path.unlink()
            for old in sorted((copy / part).rglob("*")):
                path = workshop.folder / old.relative_to(copy)
                if old.is_dir():
                    path.mkdir(exist_ok=True)
                elif not path.is_file() or path.read_bytes() != old.read_bytes():
                    shutil.copyfile(old, path)

    return undo


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_rebuild_equals_clean_build(
    workshop: Workshop, kept: Callable[[], None], edit: Callable[[Workshop], None]
) -> None:
    """After an edit, and after the edit is taken back, a rebuild gives every byte of a clean build."""
    before = contents(workshop.build().outdir)
    edit(workshop)
    rebuilt = workshop.build()
    assert rebuilt.warnings == []
    clean = workshop.build(into="clean")
    assert differing(contents(rebuilt.outdir), contents(clean.outdir)) == []
    made = contents(clean.outdir)
    assert made != before, "the edit shows nowhere"
    same = {name for name in rebuilt.read if made[f"{name}.html"] == before.get(f"{name}.html")}
    assert same <= {"editions/2019/index", "editions/index"}, (
        "pages are read whose own file and data are unchanged"
    )
    kept()
    back = workshop.build()
    assert back.warnings == []
    assert differing(contents(back.outdir), before) == []


@pytest.mark.parametrize(
    "edit",
    [add_topic, add_between, remove_all, join_spellings, same_names, guide_with_roles],
    ids=lambda edit: edit.__name__,
)
def test_parallel_rebuild_equals_clean_build(
    workshop: Workshop, kept: Callable[[], None], edit: Callable[[Workshop], None]
) -> None:
    """Readers and writers in parallel make no difference to what a rebuild gives."""
    before = contents(workshop.build(parallel=4).outdir)
    edit(workshop)
    rebuilt = workshop.build(parallel=4)
    assert rebuilt.warnings == []
    assert differing(contents(rebuilt.outdir), contents(workshop.build(into="clean").outdir)) == []
    kept()
    back = workshop.build(parallel=4)
    assert back.warnings == []
    assert differing(contents(back.outdir), before) == []


@pytest.mark.parametrize(
    "edits",
    [
        (reword, change_date, decide, add_gap, short_title, source),
        (change_person, reword_oldest, list_label, add_newer, join_spellings, heading),
        (add_topic, drop_people, series_home, add_older, reorder, remove_newest),
    ],
    ids=lambda edits: f"{edits[0].__name__}-first",
)
def test_rebuilds_one_after_another(
    workshop: Workshop, edits: tuple[Callable[[Workshop], None], ...]
) -> None:
    """What a rebuild notes of views that it did not render again holds for the next: no edit is lost among others."""
    workshop.build()
    for number, edit in enumerate(edits):
        edit(workshop)
        rebuilt = workshop.build()
        assert rebuilt.warnings == []
        if number % 2:
            clean = workshop.build(into=f"clean-{number}")
            assert differing(contents(rebuilt.outdir), contents(clean.outdir)) == [], edit.__name__


def test_options_stay_in_the_search(workshop: Workshop) -> None:
    """What a page adds to the general index is in the search, too, when a rebuild does not write that page."""
    options = "# Tide tables\n\n```{program} tide\n```\n\n```{option} --foam\nWith foam.\n```\n"
    workshop.page("tables.md", f"---\norphan: true\n---\n{options}")
    first = workshop.build()
    assert first.warnings == []
    assert "--foam" in first.text("searchindex.js")
    reword(workshop)
    rebuilt = workshop.build()
    assert rebuilt.warnings == []
    assert "tables" not in rebuilt.read
    assert rebuilt.text("searchindex.js") == workshop.build(into="clean").text("searchindex.js")


def test_links_that_show_a_title(workshop: Workshop) -> None:
    """A link without words shows its target's title, and follows when that changes; so does a link to any object."""
    workshop.page("guide/other.md", "---\norphan: true\n---\n(here)=\n# Other\n")
    workshop.page(
        "guide/index.md",
        "# Guide\n\nSee [](../../editions/2017/index.md), {doc}`/editions/2019/index`, {ref}`here`, {any}`2018`.\n",
    )
    assert workshop.build().warnings == []
    for key in ("2017", "2019"):
        workshop.edit(f"{key}/index.md", f"TideComp {key}: ", f"TideComp of {key}: ")
    workshop.page("guide/other.md", "---\norphan: true\n---\n(here)=\n# Another\n")
    remove_gap(workshop)
    workshop.put(
        "2018", replace(TIDES["2017"], title="TideComp 2018", facts={"ordinal": 2, "ordinal_counted": True})
    )
    rebuilt = workshop.build()
    assert rebuilt.warnings == []
    clean = workshop.build(into="clean")
    assert differing(contents(rebuilt.outdir), contents(clean.outdir)) == []
