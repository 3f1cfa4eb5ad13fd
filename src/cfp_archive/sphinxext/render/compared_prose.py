"""The prose of two editions, section by section, with changed words marked in place."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import phrasing
from cfp_archive.comparing.prose import SentenceFate
from cfp_archive.sphinxext.elements import Content, box, bullets, para, span
from cfp_archive.sphinxext.render.marks import mark_nodes

if TYPE_CHECKING:
    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.prose import SectionChange, SentenceChange


def prose_parts(comparison: Comparison) -> list[nodes.Node]:
    """Show the sections whose sentences changed in full, and name those that did not."""
    changed = [one for one in comparison.sections if not one.is_same]
    same = [_name(one) for one in comparison.sections if one.is_same]
    made: list[nodes.Node] = [_section(one, comparison) for one in changed]
    if same:
        lines = [[para(name)] for name in same]
        title = phrasing.capitalised(phrasing.count(len(same), "section")) + " without a changed word"
        made.append(box(para(title), bullets(lines, classes="cfp-same"), classes="cfp-fold", tag="details"))
    return made


def _name(one: SectionChange) -> str:
    return one.heading or "The opening"


def _section(one: SectionChange, comparison: Comparison) -> nodes.Node:
    said = [span(_name(one), classes="cfp-prose-heading")]
    if one.old_heading is None:
        said.append(span(f" only in {comparison.new_title}", classes="cfp-quiet"))
    elif one.new_heading is None:
        said.append(span(f" only in {comparison.old_title}", classes="cfp-quiet"))
    elif one.old_heading != one.new_heading:
        said.append(span(f" was “{_old_name(one)}” in {comparison.old_title}", classes="cfp-quiet"))
    parts: list[nodes.Node] = [para(*said, classes="cfp-own cfp-prose-title")]
    for _number, sentences in groupby(one.sentences, key=lambda sentence: sentence.paragraph):
        parts += _paragraph(list(sentences))
    return box(*parts, classes="cfp-prose")


def _old_name(one: SectionChange) -> str:
    return one.old_heading or "The opening"


def _paragraph(sentences: list[SentenceChange]) -> list[nodes.Node]:
    """Join a paragraph's sentences; moved ones stand apart, since the words did not change."""
    made: list[nodes.Node] = []
    for moved, group in groupby(sentences, key=lambda sentence: sentence.fate is SentenceFate.MOVED):
        found = list(group)
        if moved:
            made += _moved(found)
            continue
        content: list[Content] = []
        for sentence in found:
            if content:
                content.append(" ")
            content += _sentence(sentence)
        made.append(para(*content, classes="cfp-words"))
    return made


def _sentence(sentence: SentenceChange) -> list[nodes.Node]:
    if sentence.fate is SentenceFate.UNCHANGED:
        return [nodes.Text(sentence.new or "")]
    return mark_nodes(sentence.marks)


def _moved(sentences: list[SentenceChange]) -> list[nodes.Node]:
    came = sentences[0].new is not None
    there = sentences[0].elsewhere or "the opening"
    words = " ".join(one.new or one.old or "" for one in sentences)
    note = f"→ {'moved here from' if came else 'moved to'} “{there}”: "
    return [para(span(note, classes="cfp-own cfp-quiet"), words, classes="cfp-words cfp-moved-words")]
