"""Stage 5: put an edition together, and prove that nothing was lost before anything is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from cfp_archive.importing.facts import make_facts
from cfp_archive.importing.lines import chunks_of, lines_of
from cfp_archive.importing.listnames import name_list
from cfp_archive.importing.page import body_text
from cfp_archive.importing.parts import (
    Bullets,
    Dates,
    Guess,
    Heading,
    ImportRefusedError,
    People,
    Submissions,
    Topics,
)
from cfp_archive.importing.receiving import receive
from cfp_archive.importing.sections import Sections, classify
from cfp_archive.importing.settling import settle
from cfp_archive.importing.top import Top, find_top
from cfp_archive.model import EDITION_KEY, Difference, Edition, Facts, Source, SourceText
from cfp_archive.reading.folder import split_front_matter
from cfp_archive.reading.page import read_body
from cfp_archive.reading.proof import Proof, prove
from cfp_archive.reading.validating import validate
from cfp_archive.yamlio import front_matter, parse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from cfp_archive.importing.parts import Chunk, Node, Received
    from cfp_archive.model import Archive

__all__ = ["Imported", "import_call"]

_ROUNDS = 40  #: of proving and leaving as text what stood in the way


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An edition made of a call."""

    edition: Edition
    page: str  #: the text of index.md
    received: Received
    nodes: tuple[Node, ...]
    guesses: tuple[Guess, ...]
    proof: Proof
    placed: tuple[tuple[int, int], ...] = ()  #: first and last lines of what became facts or topics

    @property
    def files(self) -> dict[str, bytes]:
        """The files of the edition's folder, by name."""
        received = self.received
        files = {"index.md": self.page.encode("utf-8")}
        if received.suffix == ".txt":
            files["source.txt"] = received.original
        else:
            files["source.txt"] = received.text.encode("utf-8")
            files[f"source{received.suffix}"] = received.original
        return files


def import_call(
    raw: bytes,
    key: str,
    archive: Archive,
    *,
    name: str = "",
    url: str | None = None,
    today: dt.date | None = None,
) -> Imported:
    """Make an edition of a call as received.

    :param raw: the bytes of the file.
    :param key: the edition's key, as 2024.
    :param archive: the other editions, whose list names are used again.
    :param name: of the file; its suffix tells the format.
    :param url: where the call was published.
    :param today: the day on which the archive received it.
    :raises ImportRefusedError: if the key is none, or the file is no call.
    """
    if not EDITION_KEY.match(key) or not key.isascii():
        raise ImportRefusedError(f"'{key}' is no edition key. Write the year, as in 2024 or 2024-spring.")
    received = receive(raw, name)
    lines = lines_of(received.text)
    chunks = chunks_of(lines)
    if not chunks:
        raise ImportRefusedError(f"{name or 'The input'} has no words. Give the text of a call.")
    year = int(key[:4])
    earlier = replace(archive, editions=tuple(one for one in archive.editions if one.key != key))
    top = find_top(chunks, year, archive.series.short_name)
    sources = _sources(received, url, today)
    text_only: set[int] = set()
    rough: set[int] = set()
    made = None
    for _ in range(_ROUNDS):
        made = _make(chunks, top, received, key, earlier, sources, text_only, rough)
        if not made.proof.mismatches:
            break
        if not _give_way(made, text_only, rough):
            break
    assert made is not None
    if made.proof.mismatches:
        made = _with_differences(made)
    if not _is_call(made):
        raise ImportRefusedError(
            f"{name or 'The input'} is no call for papers that can be read: it has no topics, dates, categories, people or "
            "title. Check the file; a page can also be written by hand, see the guide."
        )
    return made


def _make(
    chunks: Sequence[Chunk],
    top: Top,
    received: Received,
    key: str,
    archive: Archive,
    sources: tuple[Source, ...],
    text_only: Collection[int],
    rough: Collection[int],
) -> Imported:
    context = Sections(year=int(key[:4]), text_only=text_only, top=top.title)
    nodes = settle(classify(chunks, context), context.guesses)
    nodes = _named(nodes, archive)
    facts, doubts = make_facts(nodes, top, key, archive, sources)
    if not top.title:
        body = f"# {facts.title}\n\n{body_text(_lowered(nodes), received.links, rough)}"
    else:
        body = body_text(nodes, received.links, rough)
    page = f"---\n{front_matter(facts)}---\n\n{body}"
    edition = _read_back(page, key, received.text)
    guesses = sorted(
        {*received.guesses, *top.guesses, *context.guesses, *doubts}, key=lambda one: (one.line, one.message)
    )
    placed = tuple(
        (one.chunks[0].first, one.chunks[-1].last)
        for one in nodes
        if isinstance(one, Dates | Submissions | People) and one.chunks
    )
    return Imported(
        edition=edition, page=page, received=received, nodes=tuple(nodes), guesses=tuple(guesses), proof=prove(edition),
        placed=placed,
    )  # fmt: skip


def _read_back(page: str, key: str, text: str) -> Edition:
    """Read the page as the archive will, so that what is proven is what will be read."""
    path = PurePath("editions", key, "index.md")
    front, body, line = split_front_matter(page)
    tree, problems = parse(front or "", path, offset=1)
    facts, places, wrong = (None, {}, ()) if tree is None else validate(Facts, tree, path)
    if facts is None or problems or wrong:
        shown = "; ".join(map(str, (*problems, *wrong)))
        raise ImportRefusedError(
            f"The facts of the call cannot be written as front matter: {shown}. Report this call."
        )
    blocks, lists, _ = read_body(body, path, first_line=line)
    return Edition(
        key=key, path=path, facts=facts, blocks=blocks, lists=lists, lines=places,
        texts=(SourceText(file="source.txt", found=True, text=text),),
    )  # fmt: skip


def _give_way(made: Imported, text_only: set[int], rough: set[int]) -> bool:
    """Leave as text what the first difference falls into; what is text already is escaped wholly."""
    for mismatch in made.proof.mismatches:
        line = mismatch.source_line
        for node in made.nodes:
            parts = _chunks(node)
            if not parts or not parts[0].first <= line <= parts[-1].last:
                continue
            firsts = {one.first for one in parts}
            if isinstance(node, Dates | Submissions | People) and not firsts <= text_only:
                text_only |= firsts
                return True
            near = {one.first for one in parts if one.first <= line <= one.last} or firsts
            if not near <= rough:
                rough |= near
                return True
            if isinstance(node, Topics) and not firsts <= text_only:
                text_only |= firsts
                return True
    everything = {one.first for node in made.nodes for one in _chunks(node)}
    if not everything <= rough:
        rough |= everything
        return True
    if not everything <= text_only:
        text_only |= everything
        return True
    return False


def _chunks(node: Node) -> tuple[Chunk, ...]:
    match node:
        case Heading():
            return (node.chunk,)
        case Topics() | Bullets():
            return tuple(chunk for item in node.items for chunk in item.chunks)
        case _:
            return node.chunks


def _with_differences(made: Imported) -> Imported:
    """Declare what could not be made to agree; this is the last resort, and each place is shown."""
    facts = made.edition.facts
    declared = tuple(
        Difference(
            source=one.source, page=one.page, reason="The import could not write these words as Markdown."
        )
        for one in made.proof.mismatches
    )
    facts = replace(facts, differences=(*facts.differences, *declared))
    _front, body, _ = split_front_matter(made.page)
    page = f"---\n{front_matter(facts)}---\n{body}"
    edition = _read_back(page, made.edition.key, made.received.text)
    guesses = tuple(
        Guess(
            line=one.source_line,
            message=f"The page has '{one.page}' where the source has '{one.source}'; it is declared as a difference.",
            hint="Mend the page by hand.",
        )
        for one in made.proof.mismatches
    )
    return replace(made, edition=edition, page=page, guesses=(*made.guesses, *guesses), proof=prove(edition))


def _named(nodes: Sequence[Node], archive: Archive) -> list[Node]:
    used: set[str] = set()
    named: list[Node] = []
    for one in nodes:
        if isinstance(one, Topics):
            name = name_list(one.heading, one.lead, archive, used)
            used.add(name)
            named.append(replace(one, name=name))
        else:
            named.append(one)
    return named


def _lowered(nodes: Sequence[Node]) -> list[Node]:
    """Return the nodes with no heading of the first level, which is the title's."""
    return [replace(one, level=max(one.level, 2)) if isinstance(one, Heading) else one for one in nodes]


def _sources(received: Received, url: str | None, today: dt.date | None) -> tuple[Source, ...]:
    posted = received.posted.isoformat() if received.posted else None
    published = "sent by e-mail" if received.suffix == ".eml" else None
    first = Source(file="source.txt", url=url, published=published, posted=posted, received=today)
    if received.suffix == ".txt":
        return (first,)
    return (first, Source(file=f"source{received.suffix}", received=today))


def _is_call(made: Imported) -> bool:
    """Say whether anything of a call was found: a text of anything else is refused."""
    facts = made.edition.facts
    found = sum(map(bool, (made.edition.lists, facts.key_dates, facts.submissions, facts.people)))
    words = re.search(
        r"\b(?:call for|papers?|submissions?|workshop|conference|symposium|submit)\b",
        made.received.text,
        re.IGNORECASE,
    )
    return bool(found) or bool(
        words
        and facts.differences == ()
        and any(isinstance(one, Heading) and one.level == 1 for one in made.nodes)
    )
