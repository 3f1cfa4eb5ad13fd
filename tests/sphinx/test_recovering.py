"""What is wrong gives warnings that say where, and the rest of the site is built."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

from building import set_up
from cfp_archive.checking import check
from cfp_archive.reading import read_archive
from fabricate import TIDES, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from building import Workshop

pytestmark = pytest.mark.sphinx_build


@pytest.mark.parametrize(
    ("page", "text", "line", "said"),
    [
        ("docs/guide/index.md", "# G\n\n:::{key-dates}\n:::\n", 3, "this directive belongs on the page of an edition"),
        ("docs/guide/index.md", "# G\n\n:::{topics} areas\n- A\n:::\n", 3, "this directive belongs on the page of an edition"),
        ("docs/guide/index.md", "# G\n\nA.\n\n:::{topic-history} kelp\n:::\n", 5, "the archive has no topic 'kelp'; the nearest: kelp-classification"),
        ("docs/guide/index.md", "# G\n\n:::{person-record} kelp\n:::\n", 3, "no one in the archive has the key 'kelp'"),
        ("docs/guide/index.md", "# G\n\n:::{comparison} 2017\n:::\n", 3, "this directive needs the keys of two editions"),
        ("docs/guide/index.md", "# G\n\n:::{comparison} 2017 1999\n:::\n", 3, "1999"),
        ("docs/guide/index.md", "# G\n\n:::{reference} kelp\n:::\n", 3, "unknown reference 'kelp'"),
        ("docs/guide/index.rst", "G\n=\n\n.. cfp:topic-history:: kelp\n", 4, "the archive has no topic 'kelp'"),
        ("docs/editions/2017/more.md", "---\norphan: true\n---\n# G\n\n:::{people} Cook\n:::\n", 6, "Cook"),
        ("docs/editions/1999/more.md", "---\norphan: true\n---\n# G\n\n:::{key-dates}\n:::\n", 6, "page of an edition"),
    ],
)  # fmt: skip
def test_directives(workshop: Workshop, page: str, text: str, line: int, said: str) -> None:
    """A directive that cannot show anything gives one warning with file and line, and shows nothing."""
    if page.endswith(".rst"):
        (workshop.docs / "guide" / "index.md").unlink()
    path = workshop.folder / page
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, text)
    built = workshop.build()
    located = [one for one in built.warnings if one.startswith(f"{path}:{line}: WARNING: ")]
    assert len(located) == 1, built.warnings
    assert said in located[0]
    assert located[0].endswith("[cfp.directive]")
    # A page that is none of an edition, but has the address of one, is warned of as such, too.
    assert len(built.warnings) == (2 if "docs/editions/" in page else 1), built.warnings
    assert built.rc == 0


def test_list_that_is_none(workshop: Workshop) -> None:
    """Where the page's list is not one Markdown list, its entries stay, without marks, and a warning says so."""
    workshop.edit("2020/index.md", "- Undertow security", "\n<!-- -->\n\n1. Undertow security")
    built = workshop.build()
    assert "Undertow security" in built.text("editions/2020/index.html")
    assert [one for one in built.warnings if "Traceback" in one] == []


def broken_yaml(shop: Workshop) -> None:
    """Break the front matter."""
    shop.edit("2019/index.md", "ordinal: 3", "ordinal: [3")


def no_front_matter(shop: Workshop) -> None:
    """Leave the front matter out."""
    write(
        shop.editions / "2019" / "index.md",
        "# A call\n\n:::{topics} areas\n- One\n:::\n\n:::{key-dates}\n:::\n",
    )


def unknown_field(shop: Workshop) -> None:
    """Misspell a field."""
    shop.edit("2019/index.md", "ordinal: 3", "ordnal: 3")


def wrong_date(shop: Workshop) -> None:
    """Name a day that does not exist."""
    shop.edit("2019/index.md", "2019-02-03", "2019-02-30")


def no_index(shop: Workshop) -> None:
    """Leave a folder without its page."""
    (shop.editions / "2019" / "index.md").unlink()


def not_utf8(shop: Workshop) -> None:
    """Write a page in another encoding."""
    page = shop.editions / "2019" / "index.md"
    page.write_bytes(page.read_text(encoding="utf-8").encode("cp1252"))


def empty_list(shop: Workshop) -> None:
    """Empty a list."""
    shop.put("2021", TIDES["2020"])
    path = shop.editions / "2021" / "index.md"
    write(path, re.sub(r"(?s)(:::\{topics\} areas\n).*?(:::)", r"\1\2", path.read_text(encoding="utf-8")))


def empty_page(shop: Workshop) -> None:
    """Empty a page."""
    write(shop.editions / "2019" / "index.md", "")


def no_heading(shop: Workshop) -> None:
    """Leave the title of a page out."""
    shop.edit("2019/index.md", "# TideComp 2019: Third Workshop on Tidal Computing\n", "")


def bad_series(shop: Workshop) -> None:
    """Break series.yaml."""
    write(shop.editions / "series.yaml", "name: [\n")


def no_series(shop: Workshop) -> None:
    """Remove series.yaml."""
    (shop.editions / "series.yaml").unlink()


def bad_people(shop: Workshop) -> None:
    """Write people.yaml as something else."""
    write(shop.editions / "people.yaml", "just words\n")


def bad_decisions(shop: Workshop) -> None:
    """Write a decision about an edition that is not held."""
    write(shop.editions / "decisions.yaml", "- {list: areas}\n")


def strange_folder(shop: Workshop) -> None:
    """Lay a folder that is no edition beside the others."""
    (shop.editions / "notes").mkdir()
    write(shop.editions / "notes" / "index.md", "---\norphan: true\n---\n# Notes\n")


def loop(shop: Workshop) -> None:
    """Let a link lead back to the record."""
    (shop.editions / "2021").symlink_to(shop.editions, target_is_directory=True)


BREAKS: list[Callable[[Workshop], None]] = [
    broken_yaml, no_front_matter, unknown_field, wrong_date, no_index, not_utf8, empty_list, empty_page, no_heading,
    bad_series, no_series, bad_people, bad_decisions, strange_folder, loop,
]  # fmt: skip


@pytest.mark.parametrize("break_it", BREAKS, ids=lambda one: one.__name__)
def test_broken_records(workshop: Workshop, break_it: Callable[[Workshop], None]) -> None:
    """A problem of the record is a warning with its file, and the other calls have their pages; mending it mends all."""
    break_it(workshop)
    built = workshop.build(nitpicky=False)
    if break_it not in {no_heading, empty_list}:  # these are said by the command ``check``
        ours = [one for one in built.warnings if re.search(r"\[cfp\.[\w-]+\]$", one)]
        assert ours
        for one in ours:
            assert one.startswith(str(workshop.editions)), one
    assert not [one for one in built.warnings if "Traceback" in one or "Error:" in one]
    assert "Kelp classification" in built.text("editions/2020/index.html")
    assert built.rc == 0


def no_title(shop: Workshop) -> None:
    """Leave a required fact out."""
    shop.edit("2019/index.md", "title: ", "# ")


def no_dates(shop: Workshop) -> None:
    """Write the key dates as something else."""
    page = shop.editions / "2019" / "index.md"
    text = page.read_text(encoding="utf-8")
    write(page, re.sub(r"key_dates:\n(?:  - .*\n)+", "key_dates: soon\n", text))


@pytest.mark.parametrize(
    "break_it",
    [
        broken_yaml,
        no_front_matter,
        empty_page,
        no_title,
        no_dates,
        no_index,
        strange_folder,
        loop,
        unknown_field,
    ],
    ids=lambda one: one.__name__,
)
def test_one_cause_one_warning(workshop: Workshop, break_it: Callable[[Workshop], None]) -> None:
    """What follows from a page that could not be read is not warned of: the cause is, once, in a file that exists."""
    break_it(workshop)
    built = workshop.build(nitpicky=False)
    ours = [one for one in built.warnings if re.search(r"\[cfp\.[\w-]+\]$", one)]
    assert len(ours) == 1, built.warnings
    named = Path(re.split(r":(?:\d+)?: ", ours[0])[0])
    assert named.exists() or named.is_symlink(), ours[0]
    archive, problems = read_archive(workshop.editions)
    found = (*problems, *check(archive))
    assert len(found) == 1, "\n".join(map(str, found))


def test_further_page_in_another_encoding(workshop: Workshop) -> None:
    """A further page that is not UTF-8 is left out, with a warning."""
    workshop.build()
    page = workshop.editions / "2019" / "programme.md"
    page.write_bytes("# Café\n".encode("cp1252"))
    built = workshop.build()
    assert len(built.warnings) == 1
    assert built.warnings[0].startswith(f"{page}:1: WARNING: ")
    assert built.warnings[0].endswith("[cfp.not-utf8]")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            "cfp_editions = 'nowhere'; cfp_all_pairs_up_to = 1; cfp_years_in_overview = 0",
            [
                "cfp_editions: folder 'nowhere' does not exist beside conf.py.",
                "cfp_all_pairs_up_to must be at least 2, not 1.",
                "cfp_years_in_overview must be at least 2, not 0.",
            ],
        ),
        (
            "cfp_editions = None; cfp_all_pairs_up_to = '12'; cfp_allowed_directives = ['raw']; cfp_allowed_roles = 'abbr'",
            [
                "cfp_editions must be str, not None.",
                "cfp_all_pairs_up_to must be int, not '12'.",
                "cfp_allowed_directives: 'raw' is never safe on a page from an unknown sender.",
                "cfp_allowed_roles must be a list of names, not 'abbr'.",
            ],
        ),
    ],
)
def test_wrong_options(workshop: Workshop, lines: str, said: list[str]) -> None:
    """All that is wrong with the configuration is said at once."""
    workshop.configure(lines)
    with pytest.raises(ConfigError) as caught:
        workshop.build()
    assert sorted(str(caught.value).splitlines()) == sorted(said)


@pytest.mark.parametrize(
    ("line", "shows"),
    [
        ("cfp_editions = '../elsewhere'", lambda built: "2016" in built.text("index.html")),
        ("cfp_years_in_overview = 2", lambda built: ">2017</text>\n</a>" not in built.text("topics/index.html")),
        ("cfp_matching_page = 'guide/index'", lambda built: "How matching works" in built.text("compare/2017-2019/index.html")),
    ],
)  # fmt: skip
def test_changed_option(workshop: Workshop, tmp_path: Path, line: str, shows: Callable[[Any], bool]) -> None:
    """A changed option shows after a rebuild."""
    set_up(tmp_path / "other", {"2016": TIDES["2017"]}).editions.rename(workshop.folder / "elsewhere")
    before = workshop.build()
    assert not shows(before)
    workshop.configure(line)
    after = workshop.build()
    assert after.warnings == []
    assert shows(after)
