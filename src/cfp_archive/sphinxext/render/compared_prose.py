"""The prose of two editions, section by section, with changed words marked in place."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import phrasing
from cfp_archive.comparing.prose import SentenceFate
from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.wording import (
    SIGNS,
    moved_away_words,
    moved_here_words,
    only_in_words,
    section_words,
)
from cfp_archive.sphinxext.elements import Content, box, bullets, para, span
from cfp_archive.sphinxext.render.marks import mark_nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.prose import SectionChange, SentenceChange


def prose_parts(comparison: Comparison) -> list[nodes.Node]:
    """Show the sections of both calls whose sentences changed; name, and fold away, the other ones."""
    both = [one for one in comparison.sections if one.in_both]
    made: list[nodes.Node] = [_section(one, comparison) for one in both if not one.is_same]
    for title, lone in (
        (comparison.new_title, [one for one in comparison.sections if one.old_heading is None]),
        (comparison.old_title, [one for one in comparison.sections if one.new_heading is None]),
    ):
        if lone:
            made.append(_folded(only_in_words(title, lone), [_lone(one) for one in lone]))
    same = [one for one in both if one.is_same]
    if same:
        title = phrasing.capitalised(phrasing.count(len(same), "section")) + " without a changed word"
        made.append(_folded(title, [[para(section_words(one.heading))] for one in same]))
    return made


def _folded(title: str, lines: list[list[nodes.Node]]) -> nodes.Node:
    return box(para(title), bullets(lines, classes="cfp-same"), classes="cfp-fold", tag="details")


def _lone(one: SectionChange) -> list[nodes.Node]:
    """Give a section that one call alone has, unmarked: a text that is held may be shorter than the call was."""
    made: list[nodes.Node] = [para(span(section_words(one.heading), classes="cfp-prose-heading"))]
    for _number, sentences in groupby(one.sentences, key=lambda sentence: sentence.paragraph):
        made += _runs(list(sentences), marked=False)
    return made


def _section(one: SectionChange, comparison: Comparison) -> nodes.Node:
    said: list[Content] = [span(section_words(one.heading), classes="cfp-prose-heading")]
    if one.old_heading != one.new_heading:
        was = f" was “{section_words(one.old_heading)}” in {comparison.old_title}"
        said.append(span(was, classes="cfp-quiet"))
    parts: list[nodes.Node] = [para(*said, classes="cfp-own cfp-prose-title")]
    for _number, sentences in groupby(one.sentences, key=lambda sentence: sentence.paragraph):
        parts += _runs(list(sentences), marked=True)
    return box(*parts, classes="cfp-prose")


def _runs(sentences: Sequence[SentenceChange], *, marked: bool) -> list[nodes.Node]:
    """Join a paragraph's sentences; those that moved stand apart, told in full at their new place alone."""
    made: list[nodes.Node] = []
    for moved, group in groupby(sentences, key=_moved):
        found = list(group)
        if moved == "away":
            made.append(para(f"{SIGNS[Fate.MOVED]} {moved_away_words(found)}", classes="cfp-own cfp-quiet"))
            continue
        content: list[Content] = []
        for one in found:
            content += [" "] if content else []
            content += _words(one, marked=marked or moved == "here")
        if moved == "here":
            note = f"{SIGNS[Fate.MOVED]} {moved_here_words(found)}: "
            made.append(
                para(span(note, classes="cfp-own cfp-quiet"), *content, classes="cfp-words cfp-moved-words")
            )
        else:
            made.append(para(*content, classes="cfp-words"))
    return made


def _moved(one: SentenceChange) -> str:
    if one.fate is not SentenceFate.MOVED:
        return ""
    return "away" if one.new is None else "here"


def _words(one: SentenceChange, *, marked: bool) -> list[nodes.Node]:
    if not marked:
        return [nodes.Text(one.new or one.old or "")]
    if one.fate is SentenceFate.UNCHANGED and one.new is not None:
        return [nodes.Text(one.new)]
    return mark_nodes(one.marks)
