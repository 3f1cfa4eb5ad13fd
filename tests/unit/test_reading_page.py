"""The body of a page: blocks, topic lists, their lines and their plain words."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from cfp_archive.model import Block, BlockKind, TopicList
from cfp_archive.problems import Code, Problem
from cfp_archive.reading.allowed import Allowed
from cfp_archive.reading.markup import PageContext
from cfp_archive.reading.page import ParsedPage, read_page


def read(
    text: str, first_line: int = 1
) -> tuple[tuple[Block, ...], tuple[TopicList, ...], tuple[Problem, ...]]:
    """Read a body under a fabricated name."""
    page = read_page(text, PageContext(path=PurePath("editions/2021/index.md"), line=first_line))
    return page.blocks, lists_of(page), page.problems


def lists_of(page: ParsedPage) -> tuple[TopicList, ...]:
    """Return the topic lists of a page."""
    return tuple(block.topics for block in page.blocks if block.topics)


def words(text: str) -> list[str]:
    """Return the texts of a body's blocks."""
    blocks, _, problems = read(text)
    assert problems == ()
    return [one.text for one in blocks]


def test_blocks_have_kind_text_and_line() -> None:
    """Headings, paragraphs and list entries come in document order with their lines in the file."""
    blocks, lists, problems = read("# A *tide*\n\nTwo\nlines\n\n- one\n- two\n\n  more\n", first_line=11)
    assert [(one.kind, one.level, one.text, one.line) for one in blocks] == [
        (BlockKind.HEADING, 1, "A tide", 11),
        (BlockKind.PARAGRAPH, 0, "Two lines", 13),
        (BlockKind.ITEM, 0, "one", 16),
        (BlockKind.ITEM, 0, "two", 17),
        (BlockKind.ITEM, 0, "more", 19),
    ]
    assert lists == ()
    assert problems == ()


@pytest.mark.parametrize("fence", [":::", "```", "::::", "~~~"])
@pytest.mark.parametrize("name", ["topics", "cfp:topics"])
def test_topics_directive(fence: str, name: str) -> None:
    """A topic list may be written with colons or backticks, with or without the domain's name."""
    blocks, lists, problems = read(f"Intro\n\n{fence}{{{name}}} areas\n- Tides\n- Moon\n  light\n{fence}\n")
    assert problems == ()
    assert [(one.kind, one.argument, one.line) for one in blocks][1:] == [(BlockKind.TOPICS, "areas", 3)]
    assert [(one.name, one.line) for one in lists] == [("areas", 3)]
    assert [(one.text, one.head, one.line) for one in lists[0].topics] == [
        ("Tides", "Tides", 4),
        ("Moon light", "Moon light", 5),
    ]


def test_nested_topics_are_flattened() -> None:
    """Subtopics follow their area and name its place; a topic after them has none."""
    _, lists, _ = read(":::{topics} areas\n\n- Sea\n  - Tides\n    - Low\n  - Waves\n- Land\n\n* Sky\n:::")
    assert [(one.text, one.parent, one.line) for one in lists[0].topics] == [
        ("Sea", None, 3),
        ("Tides", 0, 4),
        ("Low", 1, 5),
        ("Waves", 0, 6),
        ("Land", None, 7),
        ("Sky", None, 9),
    ]


@pytest.mark.parametrize(
    ("entry", "head", "text"),
    [
        ("**Deep tides**: Very *deep*.", "Deep tides", "Deep tides: Very deep."),
        ("**Deep tides:** Very deep.", "Deep tides", "Deep tides: Very deep."),
        ("**Deep tides** - very deep", "Deep tides", "Deep tides - very deep"),
        ("**Deep tides**", "Deep tides", "Deep tides"),
        ("**Deep *and* wide**: yes", "Deep and wide", "Deep and wide: yes"),
        ("**Deep** tides", "Deep tides", "Deep tides"),
        ("Tides: **deep**", "Tides: deep", "Tides: deep"),
        ("**Deep tides**\n\n  Very deep.", "Deep tides", "Deep tides Very deep."),
        ("__Deep tides__: x", "Deep tides", "Deep tides: x"),
    ],
)
def test_titles_of_topics(entry: str, head: str, text: str) -> None:
    """The bold words with which an entry begins are its title if a colon, dash or nothing follows."""
    _, lists, _ = read(f":::{{topics}} areas\n- {entry}\n:::")
    assert [(one.head, one.text) for one in lists[0].topics] == [(head, text)]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a\nb", "a b"),
        ("a\\\nb", "a b"),
        ("see [the site](https://tides.example)", "see the site"),
        ("see <https://tides.example>", "see https://tides.example"),
        ("use `code  it`", "use code it"),
        ("a ![moon](moon.png) b", "a b"),
        ("AT&amp;T \\* &copy;", "AT&T * ©"),
        ("ask {cfp:person}`Ada Quill <ada-quill>` now", "ask Ada Quill now"),
        ("ask {person}`Ada <ada-quill>` now", "ask Ada now"),
        ("the ~~old~~ day", "the old day"),
        ("C++ and \\<T> generics", "C++ and <T> generics"),
        ("“quoted” – dash", "“quoted” – dash"),
    ],
)
def test_inline_words(markdown: str, text: str) -> None:
    """The text of a block is what readers see."""
    assert words(markdown) == [text]


def test_further_blocks() -> None:
    """Quotes, code, tables, definitions and footnotes are words of the page, too; comments and pictures are not."""
    assert words("> quote") == ["quote"]
    assert words("```\ncode  here\n```") == ["code here"]
    assert words("| a | b |\n|---|---|\n| c | d e |") == ["a", "b", "c", "d e"]
    assert words("Term\n: What it is") == ["Term", "What it is"]
    assert words("% comment\n\nx[^1]\n\n[^1]: foot") == ["x", "foot"]
    assert words("![moon](moon.png)") == []


def test_directives_that_are_allowed() -> None:
    """The content of directives that a series allows is read, titles included."""
    context = PageContext(allowed=Allowed(allowed_directives=("note", "card", "code", "grid", "grid-item")))
    text = (
        ":::{note}\nA note\n\n- item\n:::\n\n:::{card} The *title*\nBody\n:::\n\n```{code} c\nx = 1\n```\n\n"
        ":::::{grid} 2\n::::{grid-item}\n:::{topics} areas\n- Tides\n:::\n::::\n:::::"
    )
    page = read_page(text, context)
    assert page.problems == ()
    assert [one.text for one in page.blocks] == ["A note", "item", "The title", "Body", "x = 1", ""]
    assert [one.text for one in lists_of(page)[0].topics] == ["Tides"]


def test_bounds_are_settings() -> None:
    """Limits are those of the configuration; topics beyond theirs are reported and left out, so that others end."""
    context = PageContext(allowed=Allowed(max_topics=2, max_characters=4, max_nesting=2))
    page = read_page(
        ":::{topics} areas\n- a\n- b\n- c\n:::\n\n- x\n  - y\n    - z",
        context,
    )
    assert [one.text for one in lists_of(page)[0].topics] == ["a", "b"]
    assert [(one.line, one.code) for one in page.problems] == [
        (1, Code.LIMIT_EXCEEDED),
        (9, Code.LIMIT_EXCEEDED),
    ]
    assert "raise cfp_max_topics in conf.py" in page.problems[0].hint
    assert "raise cfp_max_nesting in conf.py" in page.problems[1].hint


def test_nested_lines() -> None:
    """Lines stay right within directives, with options, in lists and in quotes."""
    text = "\n::::{dropdown} More\n:open:\n\nWords\n\n:::{topics} areas\n- Tides\n:::\n<b>\n::::\n"
    context = PageContext(line=10, allowed=Allowed(allowed_directives=("dropdown",)))
    page = read_page(text, context)
    assert [(one.text, one.line) for one in page.blocks] == [
        ("More", 11),
        ("Words", 14),
        ("", 16),
        ("<b>", 19),
    ]
    assert [(one.text, one.line) for one in lists_of(page)[0].topics] == [("Tides", 17)]
    assert [one.line for one in page.problems] == [19]
    _, lists, _ = read("- x\n\n  :::{topics} areas\n  - Tides\n  :::\n")
    assert lists[0].topics[0].line == 4


def test_facts_directives() -> None:
    """Directives that place facts become blocks without words."""
    blocks, _, problems = read(
        ":::{key-dates}\n:::\n\n```{cfp:submissions}\n```\n\n:::{people} General  Chairs\n:::"
    )
    assert [(one.kind, one.argument, one.text) for one in blocks] == [
        (BlockKind.KEY_DATES, "", ""),
        (BlockKind.SUBMISSIONS, "", ""),
        (BlockKind.PEOPLE, "General Chairs", ""),
    ]
    assert problems == ()


def test_archive_note() -> None:
    """A note holds the archive's own words, and no blocks of the call."""
    blocks, lists, problems = read(":::{archive-note}\nWe *found* this.\n\n- and this\n:::")
    assert [(one.kind, one.text) for one in blocks] == [(BlockKind.NOTE, "We found this. and this")]
    assert lists == ()
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("x\n\n:::{topcs} areas\n:::", Code.UNKNOWN_DIRECTIVE, 3),
        (":::{topics}\n- Tides\n:::", Code.DIRECTIVE_ARGUMENT, 1),
        (":::{people}\n:::", Code.DIRECTIVE_ARGUMENT, 1),
        (":::{key-dates} all\n:::", Code.DIRECTIVE_ARGUMENT, 1),
        (":::{submissions}\nRegular papers\n:::", Code.DIRECTIVE_ARGUMENT, 1),
        (":::{topics} areas\n- Tides\n\nNot a topic\n:::", Code.DIRECTIVE_ARGUMENT, 4),
        (":::{topics} areas\n:class: x\n- Tides\n:::", Code.DIRECTIVE_ARGUMENT, 2),
        (":::{topics} areas\nTides\n:::", Code.DIRECTIVE_ARGUMENT, 2),
        (f"{'> ' * 30}x", Code.LIMIT_EXCEEDED, 1),
        ("# A\n\n### B", Code.HEADING_LEVEL, 3),
        ("## A", Code.HEADING_LEVEL, 1),
        ("x[^a] y[^b]\n\n[^b]: z", Code.FOOTNOTE, 1),
        ("x\n\n[^a]: y", Code.FOOTNOTE, 3),
        ("x[^a]\n\n[^a]: y\n\n[^a]: z", Code.FOOTNOTE, 5),
    ],
)
def test_problems(text: str, code: Code, line: int) -> None:
    """What a directive cannot use is reported at its line."""
    _, _, problems = read(text)
    assert [(one.code, one.line) for one in problems] == [(code, line)]


def test_empty_list_and_topic() -> None:
    """A list without entries and an entry without words are read as they are, for the rules to find."""
    _, lists, problems = read(":::{topics} areas\n:::\n\n:::{topics} more\n-\n- x\n:::")
    assert [[one.text for one in each.topics] for each in lists] == [[], ["", "x"]]
    assert problems == ()


def test_comments_in_lists() -> None:
    """A comment in a topic list is neither a topic nor a problem."""
    _, lists, problems = read(":::{topics} areas\n% why\n\n- Tides\n\n% why\n\n- Moon\n:::")
    assert [(one.text, one.line) for one in lists[0].topics] == [("Tides", 4), ("Moon", 8)]
    assert problems == ()


def test_rule_at_the_beginning_is_no_front_matter() -> None:
    """A ruled line at the beginning of a body is a ruled line."""
    assert words("---\n\nwords\n\n---\n") == ["words"]
