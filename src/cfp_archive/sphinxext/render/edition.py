"""What the archive adds around a call, and the facts of a call where the call had them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.formatting import key_date_words, submission_words
from cfp_archive.model import Edition, Gap
from cfp_archive.reading.proof import prove
from cfp_archive.site import COMPARISONS, EDITIONS, NotInArchiveError, UnreadEditionError, edition_page
from cfp_archive.sphinxext.elements import box, bullets, doc, para, span, xref
from cfp_archive.sphinxext.render.facts_card import as_received, facts_card
from cfp_archive.sphinxext.render.status import status_notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from cfp_archive.model import Appointment, Page
    from cfp_archive.reading.proof import Proof
    from cfp_archive.site import Site
    from cfp_archive.sphinxext.elements import Content


def render_key_dates(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Place the key dates as the call printed them."""
    edition = site.edition_at(docname)
    facts = edition.facts.of_the_call
    if not facts.key_dates:
        if facts.draft:
            return [_still_open()]
        _raise_if_incomplete(edition)
        raise NotInArchiveError("this edition's front matter has no key_dates to place")
    return [_printed_lines([[para(key_date_words(one))] for one in facts.key_dates])]


def render_submissions(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Place the submission categories as the call printed them."""
    edition = site.edition_at(docname)
    facts = edition.facts.of_the_call
    if not facts.submissions:
        if facts.draft:
            return [_still_open()]
        _raise_if_incomplete(edition)
        raise NotInArchiveError("this edition's front matter has no submissions to place")
    return [_printed_lines([[para(submission_words(one))] for one in facts.submissions])]


def render_people(site: Site, docname: str, argument: str) -> list[nodes.Node]:
    """Place the people of a role as the call printed them, each name a link to the person."""
    edition = site.edition_at(docname)
    facts = edition.facts.of_the_call
    named = [one for one in facts.people if one.role == argument]
    if not named and facts.draft:
        return [_still_open()]
    if not named:
        _raise_if_incomplete(edition)
        roles = ", ".join(dict.fromkeys(one.role for one in facts.people)) or "none"
        raise NotInArchiveError(
            f"no one in this edition's front matter has the role {argument!r}; its roles: {roles}"
        )
    return [_printed_lines([[_person_line(site, one)] for one in named])]


def _raise_if_incomplete(edition: Edition) -> None:
    """Raise if the facts that are missing may be those that were not valid."""
    if edition.incomplete:
        raise UnreadEditionError(f"the front matter of {edition.key!r} could not be read whole")


def _still_open() -> nodes.Node:
    """Stand for facts that a draft does not have yet."""
    return para("Not filled in yet.", classes="cfp-own cfp-quiet")


def _printed_lines(items: list[list[nodes.Node]]) -> nodes.Node:
    return bullets(items, classes="cfp-lines")


def _person_line(site: Site, appointment: Appointment) -> nodes.paragraph:
    words, person = appointment.words, site.archive.person_of(appointment)
    before, name, after = words.partition(appointment.name)
    if person is None or not name:
        return para(words)
    return para(before, xref("person", person.key, name), after)


def render_edition_head(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Make the facts card, between an edition's title and its words."""
    edition = site.edition_at(docname)
    if edition.facts.draft:
        return [*status_notice(edition.status), _draft_note()]
    made: list[nodes.Node] = [
        *status_notice(edition.status),
        facts_card(site, edition),
        *_further_pages(edition),
        *_beside(site, edition),
        para(
            "The text of the call follows. Labels beside topics and notes in this style are added by the archive.",
            classes="cfp-own cfp-divider",
        ),
    ]
    return made


def _further_pages(edition: Edition) -> list[nodes.Node]:
    if not edition.pages:
        return []
    links = [doc(f"editions/{edition.key}/{one.name}", one.facts.title) for one in edition.pages]
    return [para("More of this edition: ", *_between(links), classes="cfp-own cfp-further")]


def _draft_note() -> nodes.Node:
    return box(
        para(
            span("Draft", classes="cfp-badge"),
            " This draft is not published and is not included in comparisons.",
        ),
        classes="cfp-own cfp-note",
        tag="aside",
        label="Draft",
    )


def _beside(site: Site, edition: Edition) -> list[nodes.Node]:
    """Link the nearest calls before and after; what changed since is linked below the call."""
    timeline = site.archive.timeline
    place = timeline.index(edition)
    before = next((one for one in timeline[:place][::-1] if isinstance(one, Edition)), None)
    after = next((one for one in timeline[place + 1 :] if isinstance(one, Edition)), None)
    links: list[Content] = []
    if before is not None:
        links.append(xref("edition", before.key, f"← {site.archive.short_title(before)}"))
    if after is not None:
        links += [" · "] if links else []
        links.append(xref("edition", after.key, f"{site.archive.short_title(after)} →"))
    return [para(*links, classes="cfp-own cfp-beside")] if links else []


def _neighbours(site: Site, edition: Edition, label: str) -> nodes.Node:
    """Link the years before and after, held or not, and what changed since the nearest held ones."""
    timeline = site.archive.timeline
    place = timeline.index(edition)
    return box(
        _neighbour(site, edition, timeline[:place][::-1], before=True),
        _neighbour(site, edition, timeline[place + 1 :], before=False),
        classes="cfp-own cfp-neighbours",
        tag="nav",
        label=label,
    )


def _neighbour(site: Site, edition: Edition, others: Sequence[Edition | Gap], *, before: bool) -> nodes.Node:
    lines: list[nodes.Node] = []
    nearest = next((one for one in others if isinstance(one, Edition)), None)
    if nearest is not None:
        name = site.archive.short_title(nearest)
        pair = (nearest.key, edition.key) if before else (edition.key, nearest.key)
        lines.append(
            para(
                xref("edition", nearest.key, f"← {name}" if before else f"{name} →"), classes="cfp-neighbour"
            )
        )
        if site.has_comparison(*pair):
            lines.append(para(doc(site.comparison_page(*pair), f"Compare {pair[0]} and {pair[1]}")))
    between = others[: others.index(nearest)] if nearest is not None else others
    if between:
        gaps: list[Content] = []
        for one in between[::-1] if before else between:
            gaps += [", ", xref("edition", one.key, one.key)] if gaps else [xref("edition", one.key, one.key)]
        verb = " calls are not in the archive." if len(between) > 1 else " call is not in the archive."
        lines.append(para("The ", *gaps, verb, classes="cfp-quiet"))
    if not lines:
        ends = "Earliest call in the archive" if before else "Latest call in the archive"
        lines.append(para(ends, classes="cfp-quiet"))
    return box(*lines, classes="cfp-previous" if before else "cfp-next")


def render_edition_foot(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Close an edition's page: how page and source differ, and where to go next."""
    edition = site.edition_at(docname)
    made: list[nodes.Node] = [_about_text(edition, edition.key)]
    if not edition.facts.draft:
        made.append(_neighbours(site, edition, "Related pages"))
    made.append(
        para(
            doc(EDITIONS, "All editions"),
            " · ",
            doc(COMPARISONS, "Compare editions"),
            classes="cfp-own cfp-quiet cfp-onward",
        )
    )
    return made


NOT_CHECKED = "The words of this page are not checked against a source text."


def _about_text(page: Page, key: str) -> nodes.Node:
    """Say how the words of a page were checked, which files were not compared, and what differs deliberately."""
    proof = prove(page)
    lines: list[nodes.Node] = [_word_check(proof, page, key)]
    for one in proof.coverage:
        if not one.compared:
            file = as_received(page, key, one.file)
            lines.append(para("The words of ", file, " are not compared with this page."))
    lines += [_difference(one.source, one.page, one.reason) for one in page.facts.differences]
    label = "About this text"
    return box(para(label, classes="cfp-label"), *lines, classes="cfp-own cfp-foot", tag="aside", label=label)


def _word_check(proof: Proof, page: Page, key: str) -> nodes.paragraph:
    if not proof.compared:
        return para(NOT_CHECKED, classes="cfp-own cfp-proof cfp-unchecked")
    if not proof.proven:
        return para(messages.WORD_CHECK_FAILED(), classes="cfp-own cfp-proof")
    files: list[Content] = []
    for one in proof.coverage:
        if one.compared:
            files += [", "] if files else []
            files += [
                as_received(page, key, one.file),
                f" ({one.words} {'word' if one.words == 1 else 'words'})",
            ]
    return para(
        "This page contains every word of ",
        *files,
        ", in the original order (checked automatically).",
        classes="cfp-own cfp-proof",
    )


def _difference(source: str, page: str, reason: str) -> nodes.paragraph:
    if not source:
        words = f"Added by the archive: “{page}”. "
    elif not page:
        words = f"Only in the source text: “{source}”. "
    else:
        words = f"The source text has “{source}” where this page has “{page}”. "
    return para(words, span(reason, classes="cfp-quiet"))


def render_edition_part(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Lead back from a further page of an edition to its call, and say if nobody checked the page's words."""
    edition, page = site.edition_at(docname), site.page_at(docname)
    unchecked = para(NOT_CHECKED, classes="cfp-own cfp-unchecked")
    return [
        *([] if prove(page).compared else [unchecked]),
        box(
            para("Part of ", doc(edition_page(edition.key), site.archive.short_title(edition))),
            classes="cfp-own cfp-part-of",
            tag="nav",
            label="Edition",
        ),
    ]


def render_edition_part_foot(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Close a further page of an edition: how page and source differ, if it has a source."""
    edition, page = site.edition_at(docname), site.page_at(docname)
    return [_about_text(page, edition.key)] if page.facts.sources else []


def _between(made: Sequence[nodes.Node]) -> list[Content]:
    joined: list[Content] = []
    for one in made:
        joined += [", ", one] if joined else [one]
    return joined
