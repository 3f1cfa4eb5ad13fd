"""Fixing: what is safe is fixed, once and for all; comments stay, and nothing is read as anything else."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cfp_archive.checking import check
from cfp_archive.fixing import find_fixes, fix_page, fix_yaml, iso_day
from cfp_archive.problems import Code
from cfp_archive.reading import read_archive
from cfp_archive.reading.markup import PageContext
from cfp_archive.reading.page import read_page
from fabricate import TIDES, TIDES_SERIES, write, write_archive

if TYPE_CHECKING:
    from pathlib import Path

MESSY = """\
---
# yaml-language-server: $schema=edition.json
# Counted by hand.
ordinal: 3\x20\x20
title: "TideComp 2021"
draft: true
# The day itself.
date: 21st May 2021   # as announced
place: >-
  Ebbville,\x20\x20
  Northland
key_dates:
  - {label: Papers, date: Feb 1 2021, was: ["Jan 5, 2021", 2021/1/7]}
  # extended twice
  - label: Workshop
    date: {start: 2021.5.21, end: 1/2/2021}
---
# TideComp 2021\x20

A break\x20\x20
stays.\t

```
code\x20\x20
```

:::{topics} areas
- Tidal scheduling\x20\x20
- Storage
:::


"""
FIXED = """\
---
# yaml-language-server: $schema=edition.json
title: "TideComp 2021"
# Counted by hand.
ordinal: 3
# The day itself.
date: 2021-05-21   # as announced
place: >-
  Ebbville,\x20\x20
  Northland
key_dates:
  - {label: Papers, date: 2021-02-01, was: [2021-01-05, 2021-01-07]}
  # extended twice
  - label: Workshop
    date: {start: 2021-05-21, end: 1/2/2021}
draft: true
---

# TideComp 2021

A break\x20\x20
stays.

```
code\x20\x20
```

:::{topics} areas
- Tidal scheduling
- Storage
:::
"""


def test_page() -> None:
    """Spaces, dates and the order of fields are fixed; hard breaks, code, comments and what is unclear stay."""
    assert fix_page(MESSY) == FIXED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no front matter\n",
        "---\ntitle: [\n---\n\nX\n",
        "---\nordinal: 1\ntitle: A\nordinal: 2\n---\n\nX\n",  # a field twice
        "---\n{ordinal: 1, title: A}\n---\n\nX\n",
        "---\ntitle: A\n# last\n---\n\nX\n",
        '---\ntitle: A\nplace: "a\n\n# no comment\n\n  b"\n---\n\nX\n',
        "---\ntitle: A\ndate: 1/2/2021\n---\n",
        "---\ntitle: A\nlabel: 1 Feb 2021\n---\n",
        "---\ntitle: A\nplace: |\n  x  \n  y\n---\n",
    ],
)
def test_left_alone(text: str) -> None:
    """What is right, broken, or could be read in two ways is left as it is."""
    assert fix_page(text) == text


def test_yaml() -> None:
    """YAML files get their spacing and dates fixed, and keep their order and comments."""
    text = "# rulings\n- reason: Because.  \n  decided: 3 March 2021 # by hand\n  list: areas\n\n\n"
    assert fix_yaml(text) == "# rulings\n- reason: Because.\n  decided: 2021-03-03 # by hand\n  list: areas\n"


FRONT = st.lists(
    st.sampled_from(
        [
            "title: A", "ordinal: 3", "date: 1 Feb 2021", "date: 2021/2/1", "place: >-\n  in  \n  Ebbville", "draft: true",
            "# a comment", "", "  # inner", "website: 'https://a.example'", "key_dates:\n  - {label: X, date: Feb 1 2021}",
            "key_dates:\n- label: X  # c\n  date: 1/2/2021", "odd: 'a\n  # b'", "place: X   ", "short_title: |\n  # no\n  x ",
        ]
    )
)  # fmt: skip
BODY = st.text(alphabet="ab \t\n#-*:`{}>~_|1.<", max_size=80)


def said(body: str) -> object:
    """Return the words of a body, kind by kind, without their places."""
    blocks = read_page(body, PageContext()).blocks
    return [
        (
            one.kind,
            one.text,
            one.level,
            one.argument,
            [(topic.text, topic.parent) for topic in one.topics.topics],
        )
        if one.topics
        else (one.kind, one.text, one.level, one.argument)
        for one in blocks
    ]


def comments(text: str) -> list[str]:
    """Return the lines that are comments."""
    return sorted(line.strip() for line in text.split("\n") if line.strip().startswith("#"))


@settings(max_examples=200)
@given(FRONT, BODY)
@example(["ordinal: 3", "short_title: |\n  # no\n  x ", "place: X   "], "")
@example(["title: A", "# a comment", "date: 1 Feb 2021"], ":::{topics} a\n- b  \n- a \n:::\n")
def test_idempotent(front: list[str], body: str) -> None:
    """A fixed page is fixed: fixing it again changes nothing. Its comments and words are those that it had."""
    text = "---\n" + "\n".join(front) + "\n---\n\n" + body
    once = fix_page(text)
    assert fix_page(once) == once
    assert once.count("\n---\n") == text.count("\n---\n") or body.strip()[:3] == "---"
    assert comments(once.split("\n---\n")[0]) == comments(text.split("\n---\n")[0])
    assert said(once.split("\n---\n", 1)[1]) == said(body)
    alone = fix_page(body)
    assert fix_page(alone) == alone


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_days(day: object) -> None:
    """Every day in a clear form is that day; a form in which days and months could change places is none."""
    year, month, number = str(day).split("-")
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    name = names[int(month) - 1]
    for text in (
        f"{number} {name} {year}",
        f"{name} {int(number)}, {year}",
        f"{year}/{int(month)}/{int(number)}",
    ):
        assert iso_day(text) == str(day)
    unclear = iso_day(f"{number}/{month}/{year}")
    assert unclear == (str(day) if int(number) > 12 or number == month else None)


@pytest.mark.parametrize(
    "text", ["", "soon", "May 2021", "2021", "2021-13-01", "1 Foo 2021", "31 April 2021", "0/0/2021"]
)
def test_no_days(text: str) -> None:
    """What is no day stays what it is."""
    assert iso_day(text) is None


def test_archive(tmp_path: Path) -> None:
    """All files of an archive are fixed but its sources; it is read as before."""
    folder = write_archive(tmp_path / "editions", TIDES, series=TIDES_SERIES)
    assert find_fixes(folder) == ()
    before, problems = read_archive(folder)
    page = folder / "2019/index.md"
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))
    text = (folder / "2017/index.md").read_text(encoding="utf-8")
    write(folder / "2017/index.md", text.replace('date: "2017-05-21"', "date: May 21, 2017"))
    write(folder / "2020/programme.md", "# Programme \n")
    source = (folder / "2019/source.txt").read_bytes().replace(b"\n", b" \r\n")
    (folder / "2019/source.txt").write_bytes(source)
    write(folder / "series.yaml", (folder / "series.yaml").read_text(encoding="utf-8") + "\n\n")
    fixes = find_fixes(folder)
    assert [one.file.relative_to(folder).as_posix() for one in fixes] == [
        "series.yaml", "2017/index.md", "2019/index.md", "2020/programme.md",
    ]  # fmt: skip
    assert any(re.match(r"-date: May 21, 2017", line) for line in fixes[1].diff())
    for one in fixes:
        write(one.file, one.after)
    assert find_fixes(folder) == ()
    after, found = read_archive(folder)
    assert found == problems == ()
    assert [one.facts for one in after.editions] == [one.facts for one in before.editions]
    assert (folder / "2019/source.txt").read_bytes() == source
    assert not {one.code for one in check(after)} & {Code.IMPOSSIBLE_DATE, Code.WORDS_DIFFER}


def test_sources_that_are_pages(tmp_path: Path) -> None:
    """A source in Markdown is a source."""
    folder = write_archive(tmp_path / "editions", TIDES)
    page = folder / "2017/index.md"
    write(page, page.read_text(encoding="utf-8").replace("source.txt", "call.md"))
    write(folder / "2017/call.md", "As received \n\n\n")
    assert find_fixes(folder) == ()


def test_unreadable(tmp_path: Path) -> None:
    """What cannot be read is not fixed."""
    folder = write_archive(tmp_path / "editions", TIDES)
    (folder / "2017/index.md").write_bytes(b"---\ntitle: \xff  \n---\n")
    write(folder / "2019/index.md", "---\nsources: [\n---\n\nX \n")
    write(folder / "2019/more.md", "X \n")
    assert [one.file.parent.name for one in find_fixes(folder)] == ["2019"]
