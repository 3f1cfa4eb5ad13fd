"""Published addresses are recorded, and what moved is led on: the pure part."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cfp_archive.permalinks import (
    REDIRECTS,
    Record,
    Rule,
    lasting,
    lost,
    nearest,
    published,
    read_rules,
    write_redirects,
    wrong_rules,
)
from fabricate import write

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Tides</title></head><body><input id="theme-field">
<article class="bd-article"><section id="tides-2020"><h1>Tides</h1>
<ul><li id="topic-kelp">Kelp</li></ul><span id="id3"></span><section id="key-dates"><h2>Key dates</h2></section></section></article>
<nav id="pst-menu"></nav></body></html>
"""
PAGES = {"./": frozenset[str](), "a/": frozenset({"one", "two"}), "guide/b.html": frozenset({"top"})}


def site(folder: Path) -> Path:
    """Write a small site."""
    for name in (
        "index.html",
        "editions/2020/index.html",
        "guide/writing.html",
        "search.html",
        "_static/x.html",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write(folder / name, PAGE)
    write(folder / "editions/2020/source.txt", "Tides")
    return folder


def rules_of(text: str) -> list[Rule]:
    """Read rules that are well formed."""
    rules, wrong = read_rules(text, PurePath(REDIRECTS))
    assert wrong == []
    return rules


def test_addresses_of_a_site(tmp_path: Path) -> None:
    """Pages, files and parts of pages have addresses; the theme's parts, numbered anchors and the title's do not."""
    pages = published(site(tmp_path))
    assert set(pages) == {"./", "editions/2020/", "guide/writing.html", "editions/2020/source.txt"}
    assert lasting({"editions/2020/": pages["editions/2020/"]}) == {
        "editions/2020/",
        "editions/2020/#key-dates",
        "editions/2020/#topic-kelp",
    }


def test_record_grows() -> None:
    """A record keeps what it has, gets what is new, is sorted, and remembers its builder."""
    record = Record("dirhtml", {"b/": 2})
    text = record.text_with(["a/", "c/#x"])
    assert text.splitlines()[1:] == ["a/", "b/", "c/#x"]
    assert Record.of(text) == Record("dirhtml", {"a/": 2, "b/": 3, "c/#x": 4})
    assert Record.of("") == Record()


@pytest.mark.parametrize(
    ("address", "rules", "gone"),
    [
        ("a/", "", []),
        ("a/#one", "", []),
        ("a/#three", "", ["a/#three"]),
        ("a/#three", "a/#three: a/#one", []),
        ("old/", "", ["old/"]),
        ("old/", "old/: a/", []),
        ("old/#part", "old/: a/", []),
        ("data/comparisons/2017-2020.json", "", ["data/comparisons/2017-2020.json"]),
        ("data/archive.json", "", ["data/archive.json"]),
    ],
)
def test_what_is_lost(address: str, rules: str, gone: list[str]) -> None:
    """An address is lost if it is neither published nor led on."""
    assert lost(Record(lines={address: 2}), PAGES, rules_of(rules)) == gone


def test_published_comparisons_are_known_by_their_addresses() -> None:
    """Of pages and files, with either builder."""
    lines = (
        "compare/2017-2019/",
        "compare/2019a-2020.html#areas",
        "data/comparisons/2017-2020.json",
        "compare/",
        "topics/1-2/",
    )
    assert Record(lines=dict.fromkeys(lines, 1)).comparisons == {"2017-2019", "2019a-2020", "2017-2020"}


def test_one_cause_one_message() -> None:
    """Of a page that is gone the parts are not named, too; what is near is."""
    assert lost(Record(lines={"guide/c.html": 2, "guide/c.html#x": 3}), PAGES, []) == ["guide/c.html"]
    assert nearest("guide/c.html", PAGES) == "Did you mean 'guide/b.html'?"
    assert nearest("a/#tow", PAGES) == "Did you mean 'a/#two'?"
    assert nearest("nothing-like-it", PAGES) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("old/: a/", ""),
        ("a/#former: a/#one", ""),
        ("old/: ./", ""),
        ("a/: ./", "'a/' is published, so it cannot lead to './'. Delete the rule."),
        ("a/#one: a/#two", "'a/#one' is published, so it cannot lead to 'a/#two'. Delete the rule."),
        (
            "old/: guide/c.html",
            "'old/' leads to 'guide/c.html', which does not exist. Did you mean 'guide/b.html'?",
        ),
        ("old/: a/#tow", "'old/' leads to 'a/#tow', but the page has no such part. Did you mean 'two'?"),
        ("old/: older/\nolder/: a/", "'older/' leads on to 'a/'. Name 'a/' in this rule, too."),
        ("old/: older/\nolder/: old/", "'older/' leads back to itself. Name a page that exists."),
    ],
)
def test_rules_that_lead_nowhere(text: str, message: str) -> None:
    """A rule leads from what is gone to what is there, at once."""
    assert ([found for _line, found in wrong_rules(rules_of(text), PAGES)] or [""])[0] == message


@pytest.mark.parametrize(
    "address",
    [
        "../outside.html",
        "/etc/passwd",
        "https://tidecomp.example/",
        "javascript:alert(1)",
        "a//b/",
        "a/./b.html",
        '"><script>alert(1)</script>',
        'a/#"><script>',
        "a\\b.html",
        "",
        "1",
        "[]",
    ],
)
def test_what_is_no_address(address: str) -> None:
    """No rule leads from or to anything but the site's own pages."""
    for text in (f"{address!r}: a/", f"old/: {address!r}", f"old/: {address}"):
        rules, wrong = read_rules(text, PurePath(REDIRECTS))
        assert rules == [] or address == "1"
        assert wrong or address == "1"


@pytest.mark.parametrize(
    "text", ["- a/", "a/: {", "x", "_static/x.html: a/", "search.html: a/", "data.json: a/"]
)
def test_rules_that_are_wrong(text: str) -> None:
    """What is no rule is a problem with its line."""
    rules, wrong = read_rules(text, PurePath(REDIRECTS))
    assert rules == []
    assert [line for line, _message in wrong] == [1]


@given(st.text())
def test_any_rules(text: str) -> None:
    """Whatever the file holds, nothing raises and nothing leads out of the site."""
    rules, _wrong = read_rules(text, PurePath(REDIRECTS))
    for rule in rules:
        for address in (rule.source, rule.target):
            assert ".." not in address.partition("#")[0].split("/")
            assert address[0] not in "/\\"
            assert ":" not in address.partition("#")[0]


def test_what_is_written(tmp_path: Path) -> None:
    """A page that moved leads on from any depth; a part that moved is told at the top of its page; both go with their rules."""
    folder = site(tmp_path)
    before = published(folder)
    rules = rules_of(
        "former/deep/: editions/2020/#key-dates\neditions/2020/#dates: editions/2020/#key-dates\nold.html: ./"
    )
    for _again in range(2):
        write_redirects(folder, rules, before, language="en")
    page = (folder / "former/deep/index.html").read_text()
    assert 'content="0; url=../../editions/2020/index.html#key-dates"' in page
    assert '<link rel="canonical" href="../../editions/2020/index.html#key-dates">' in page
    assert 'url=index.html"' in (folder / "old.html").read_text()
    told = (folder / "editions/2020/index.html").read_text()
    notice = '<p class="cfp-moved" id="dates">This part has moved: <a href="#key-dates">editions/2020/#key-dates</a></p>'
    assert told.count(notice) == 1
    assert published(folder).keys() == before.keys()
    write_redirects(folder, [], before, language="en")
    assert not (folder / "old.html").exists()
    assert (folder / "editions/2020/index.html").read_text() == PAGE
