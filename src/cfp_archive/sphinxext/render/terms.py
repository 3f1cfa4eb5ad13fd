"""The page of terms: a search for any phrase, and the index of the terms that entered, stayed or went."""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes

from cfp_archive import formatting, messages
from cfp_archive.lifelines import lifeline
from cfp_archive.site import edition_page, topic_page
from cfp_archive.sphinxext.elements import (
    HIT,
    box,
    bullets,
    doc,
    on_the_web,
    para,
    section,
    sentence,
    span,
    xref,
)
from cfp_archive.terms import Break, Part, TermGroup, first_sentence, label_of, shown, summary, years
from cfp_archive.terms.text import ABOUT, TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cfp_archive.model import Edition
    from cfp_archive.site import Site
    from cfp_archive.sphinxext.elements import Content
    from cfp_archive.terms import IndexedTerm, Passage, Quote, Shown

#: So many passages of a term are in the index at most, where it has up to so many terms; the search shows all.
_MOST_SHOWN = ((60, 4), (80, 2))
#: So many terms of a group are in the index at most: the page stays readable, and below 150 kB.
_MOST_LISTED = 50
_EXAMPLE = "federated learning"


def render_terms(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """List the terms of all calls by when they were there, and let readers look for any phrase."""
    if not site.archive.editions:
        return [para(messages.NO_CALLS())]
    command = nodes.literal("", f'cfp-archive when "{_EXAMPLE}"')
    made: list[nodes.Node] = [
        para(messages.ABOUT_TERMS(), classes="cfp-lead"),
        on_the_web(nodes.raw("", _form(site), format="html")),
        para(*sentence(messages.TERM_COMMAND, command=command), classes="cfp-quiet"),
        para(messages.TERMS_ABOUT(), classes="cfp-quiet"),
    ]
    if not site.terms:
        return [*made, para(messages.NO_TERMS())]
    anchors = Anchors(site)
    most = next((shown for size, shown in _MOST_SHOWN if len(site.terms) <= size), 1)
    for group, terms in groupby(site.terms, key=lambda one: one.group):
        found = list(terms)
        listed = [_term(site, one, anchors, most) for one in found[:_MOST_LISTED]]
        more = len(found) - len(listed)
        rest = sentence(messages.TERMS_MORE, n=more, command=nodes.literal("", "cfp-archive when"))
        made.append(
            section(
                TITLES[group](),
                f"terms-{TermGroup(group).value}",
                para(ABOUT[group](), classes="cfp-quiet"),
                box(*listed, classes="cfp-terms"),
                *([para(*rest, classes="cfp-quiet")] if more else []),
            )
        )
    return made


class Anchors:
    """Where the passages of calls are on the pages of their editions."""

    def __init__(self, site: Site) -> None:
        self._sections = {one.key: _sections(one) for one in site.archive.editions}

    def of(self, passage: Passage) -> str:
        """Return the anchor of a passage on its edition's page; nothing if only the page itself is sure."""
        if passage.part is Part.TOPIC:
            return f"topic-{passage.topic}"
        return self._sections[passage.edition].get(passage.section, "")


def _sections(edition: Edition) -> dict[str, str]:
    """Return the anchors that docutils gives to the sections of a call: those of headings that no other one resembles."""
    headings = [one.text for one in edition.blocks if one.level]
    made = {text: nodes.make_id(text) for text in headings}
    often = Counter(made[text] for text in headings)
    return {text: anchor for text, anchor in made.items() if anchor and often[anchor] == 1}


def _term(site: Site, one: IndexedTerm, anchors: Anchors, most: int) -> nodes.Node:
    term, archive = one.term, site.archive
    timeline = archive.timeline
    missing = {each.key for each in timeline if archive.edition(each.key) is None}
    bar = lifeline([each.key for each in timeline], missing, set(term.editions), {})
    head = para(
        span(one.title, classes="cfp-term-name"),
        " ",
        nodes.raw("", bar, format="html"),
        " ",
        span(years(term.editions, archive), classes="cfp-quiet cfp-term-years"),
    )
    found = shown(term.quotes)
    telling = _telling(found, [form.text for form in term.forms], most)
    body: list[nodes.Node] = [para(" ".join(summary(term, archive)[1:3]), classes="cfp-quiet")]
    if len(term.forms) > 1:
        forms = "; ".join(
            messages.TERM_FORM(form=form.text, years=years(form.editions, archive)) for form in term.forms
        )
        body.append(para(messages.LABELED(label=messages.TERM_FORMS(), value=forms), classes="cfp-quiet"))
    body.append(bullets((_shown(site, row, anchors) for row in telling), classes="cfp-plain cfp-passages"))
    if len(found) > len(telling):
        body.append(para(messages.TERM_MORE(n=len(found) - len(telling)), classes="cfp-quiet"))
    made = box(head, *body, classes="cfp-term", tag="details")
    made["ids"] = [f"term-{one.key}"]
    return made


def _telling(found: Sequence[Shown], forms: Iterable[str], most: int) -> list[Shown]:
    """Choose the passages that say most: the first, topics before other text, and each further form where it is new."""
    wanted = {form.casefold() for form in forms}
    chosen: list[Shown] = []
    by_weight = sorted(found, key=lambda one: (one is not found[0], one.quote.passage.part is not Part.TOPIC))
    for one in by_weight:
        has = {_words(one.quote, span).casefold() for span in one.quote.spans}
        if not chosen or has & wanted or one.quote.passage.part is Part.TOPIC:
            chosen.append(one)
            wanted -= has
    kept = chosen[:most]
    return [one for one in found if one in kept]


def _words(quote: Quote, place: tuple[int, int]) -> str:
    return quote.passage.text[place[0] : place[1]]


def _shown(site: Site, one: Shown, anchors: Anchors) -> list[nodes.Node]:
    passage = one.quote.passage
    named = years([each.edition for each in one.passages], site.archive)
    link = doc(edition_page(passage.edition), named, anchor=anchors.of(passage), classes="cfp-year")
    said: list[Content] = [link, " · ", span(label_of(passage, site.archive), classes="cfp-quiet")]
    if passage.topic:
        said += [" · ", xref("topic", passage.topic, messages.HISTORY())]
    return [para(*said, classes="cfp-passage-place"), para(*_marked(one.quote), classes="cfp-words")]


def _marked(quote: Quote) -> list[Content]:
    """Return a passage's words with the phrase marked."""
    made: list[Content] = []
    text, place = quote.passage.text, 0
    for start, end in quote.spans:
        made += [text[place:start], span(text[start:end], classes=HIT)]
        place = end
    return [one for one in (*made, text[place:]) if one != ""]


def _form(site: Site) -> str:
    """Return the search field: it is shown by the script that answers it."""
    said: dict[str, Any] = {
        "calls": messages.TERM_CALLS.templates,
        "last": messages.TERM_LAST.template,
        "latest": messages.TERM_LATEST.template,
        "notIn": messages.TERM_NOT_IN.templates,
        "none": messages.TERM_NOT_FOUND.template,
        "failed": messages.FIND_FAILED(),
        "history": messages.HISTORY(),
    }
    missing = [one.key for one in site.archive.series.missing_calls]
    if missing:
        said["missing"] = messages.CALLS_MISSING(n=len(missing), years=formatting.listing(missing))
    return (
        f'<form class="cfp-search" id="cfp-term-search" role="search" aria-label="{escape(messages.FIND_PHRASE())}" '
        f'data-messages="{escape(json.dumps(said))}" hidden>\n'
        f'<label for="cfp-phrase">{escape(messages.FIND_PHRASE())}</label>\n'
        '<div class="cfp-search-row">'
        '<input id="cfp-phrase" name="phrase" type="search" autocomplete="off" spellcheck="false" maxlength="200" required>\n'
        f'<button type="submit">{escape(messages.FIND())}</button></div>\n'
        "</form>\n"
        '<section id="cfp-term-found" aria-live="polite" '
        f'aria-label="{escape(messages.FIND_PHRASE())}" hidden></section>'
    )


def browser_data(site: Site, address: Callable[[str], str]) -> dict[str, Any]:
    """Return what the search in a browser reads: every text once, with its words as numbers.

    :param address: returns the address of a page, by its docname, as seen from the page of terms.
    :returns: ``stems``: number of each printed word's stem, by the word in lower case; ``small``: the small words; ``compounds``: [first, second, joined]
        numbers of stems that are also written as one; ``abbreviations``: numbers of the stems for which one is written, by the
        abbreviation in lower case; ``texts``: [text, codes], codes being a stem's number (from 1), or 0 for
        a small word, -1 for a mark that joins equals, -2 for any other, each followed by the number of characters from the
        end of the one before to its start and by its length; ``editions``: [key, address, `Archive.positions`, what is said of a term that is first there]; ``timeline``: the number of each edition, or the key of one whose call is missing; ``places``: [edition, label,
        anchor, text] as numbers; ``labels`` and ``anchors``: texts; ``topics``: the
        address of the history of each topic, by the number of its anchor.
    """
    corpus = site.corpus
    numbers: dict[str, int] = {}
    stems: dict[str, int] = {}
    abbreviations: dict[str, list[int]] = {}
    texts: dict[str, int] = {}
    small: set[str] = set()
    coded: list[list[Any]] = []
    labels: dict[str, int] = {}
    targets: dict[str, int] = {}
    topics: dict[int, str] = {}
    anchors = Anchors(site)
    editions = {one.key: number for number, one in enumerate(site.archive.editions)}
    places = []

    def number_of(stem: str) -> int:
        return numbers.setdefault(stem, len(numbers) + 1)

    for passage in corpus.passages:
        text = passage.text
        if text not in texts:
            texts[text] = len(texts)
            codes: list[int] = []
            place = 0
            for (start, end), group in groupby(corpus.words(text), key=lambda one: (one.start, one.end)):
                found = [
                    _CODES[one.key] if isinstance(one.key, Break) else number_of(one.key) for one in group
                ]
                printed = text[start:end].casefold()
                if len(found) > 1:
                    abbreviations[printed] = found
                elif found[0] > 0:
                    stems[printed] = found[0]
                elif (
                    found[0] != _CODES[Break.ENDING] and printed.isalpha()
                ):  # words of addresses end a phrase, too
                    small.add(printed)
                for code in found:
                    codes += [code, start - place, end - start]
                    place = end
            coded.append([text, codes])
        target = targets.setdefault(anchors.of(passage), len(targets))
        if passage.topic:
            topics[target] = passage.topic
        places.append(
            [
                editions[passage.edition],
                labels.setdefault(label_of(passage, site.archive), len(labels)),
                target,
                texts[text],
            ]
        )
    return {
        "stems": stems,
        "small": sorted(small),
        "compounds": [
            [number_of(first), number_of(second), number_of(joined)]
            for (first, second), joined in corpus.compounds.items()
        ],
        "abbreviations": abbreviations,
        "editions": [
            [key, address(edition_page(key)), position, first_sentence(key, site.archive)]
            for key, position in site.archive.positions.items()
        ],
        "timeline": [editions.get(one.key, one.key) for one in site.archive.timeline],
        "labels": list(labels),
        "anchors": list(targets),
        "topics": {number: address(topic_page(key)) for number, key in topics.items()},
        "texts": coded,
        "places": places,
    }


_CODES = {Break.SMALL_WORD: 0, Break.JOINING: -1, Break.ENDING: -2}
