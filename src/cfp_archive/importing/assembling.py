"""Put an edition together, and prove that nothing was lost before anything is written."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from cfp_archive import messages
from cfp_archive.checking.facts import EVENT_SLACK
from cfp_archive.formatting import date_words, limit_words
from cfp_archive.importing.blocks import (
    Block,
    Certainty,
    Finding,
    ImportRefusedError,
    Kind,
    Line,
    Node,
    Shape,
    clipped,
)
from cfp_archive.importing.dates import key_date, told_dates
from cfp_archive.importing.facts import (
    common_zone,
    count_ordinal,
    in_order,
    settle,
    unknown_roles,
    with_years,
)
from cfp_archive.importing.judging import Judge
from cfp_archive.importing.lexicon import find_ordinal, language_date_order, topic_lead
from cfp_archive.importing.names import name_list
from cfp_archive.importing.page import body_text
from cfp_archive.importing.receiving import receive
from cfp_archive.importing.titles import Title, find_title
from cfp_archive.importing.venues import find_format, find_venue, find_website
from cfp_archive.languages import pattern
from cfp_archive.markdown import escaped
from cfp_archive.model import EDITION_KEY, KEY_HINT, DateKind, Difference, Edition, Facts, Source, SourceText
from cfp_archive.problems import Code
from cfp_archive.reading.allowed import Allowed
from cfp_archive.reading.days import date_order, days_in, find_days
from cfp_archive.reading.folder import split_front_matter
from cfp_archive.reading.locating import locate
from cfp_archive.reading.markup import PageContext
from cfp_archive.reading.page import read_page
from cfp_archive.reading.proof import Proof, prove
from cfp_archive.reading.validating import read_values
from cfp_archive.yamlio import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfp_archive.importing.blocks import Received
    from cfp_archive.model import Archive, DateOrder, KeyDate, Span

__all__ = ["Imported", "import_call"]

_ROUNDS = 12  #: of proving and leaving as text what stood in the way


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An edition made of a call."""

    edition: Edition
    page: str  #: the text of index.md
    received: Received
    nodes: tuple[Node, ...]
    findings: tuple[Finding, ...]  #: in order of their lines
    proof: Proof

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


@dataclass(slots=True)
class _Way:
    """What stays text, because the proof would not hold otherwise; first lines of blocks."""

    text_only: set[int]
    rough: set[int]
    kept: set[int]  #: surroundings that stay on the page
    apart: set[int]  #: whose facts, some of which the call does not say, stay beside the text
    corrected: dict[
        tuple[str, object], object
    ]  #: by field and fact what is recorded instead, perhaps nothing
    told: list[Finding]


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
    :raises ImportRefusedError: if the key is not valid, or the file is not a call.
    """
    if not EDITION_KEY.match(key):
        raise ImportRefusedError(f"'{key}' is not a valid edition key. {KEY_HINT}")
    received = receive(raw, name)
    series = archive.series
    title = find_title(received.blocks, received.names, series.short_name, series.name)
    if title.outside:
        received = _with_name(received, title.outside)
        title = replace(title, blocks=range(1))
    received = _without_lines_of_mail(received, title)
    earlier = replace(archive, editions=tuple(one for one in archive.editions if one.key != key))
    sources = _sources(received, url, today)
    way = _Way(set(), set(), set(), set(), {}, [])
    made = _make(received, title, key, earlier, sources, way)
    for _ in range(_ROUNDS):
        if not (_give_way(made, way) if made.proof.mismatches else _leave_out(made, way)):
            break
        made = _make(received, title, key, earlier, sources, way)
    if made.proof.mismatches:
        made = _with_differences(made)
    made = replace(made, findings=(*way.told, *made.findings))
    if not _is_call(made):
        raise ImportRefusedError(
            f"{name or 'The input'} does not look like a call for papers: it has no topics, dates, categories or people, "
            "and does not mention papers or submissions. Check the file."
        )
    return made


def _with_name(received: Received, name: str) -> Received:
    """Put the subject of a mail or the title of a page above its text, where readers see it."""
    first = name if received.suffix == ".eml" else f"# {name}"
    heading = Block(kind=Kind.HEADING, lines=(Line(number=1, text=name),), level=1)
    blocks = (heading, *(one.shifted(2) for one in received.blocks))
    findings = tuple(replace(one, line=one.line + 2 if one.line else 0) for one in received.findings)
    return replace(received, text=f"{first}\n\n{received.text}", blocks=blocks, findings=findings)


def _without_lines_of_mail(received: Received, title: Title) -> Received:
    """Take out what a mail has above the title: its subject, which is not the title, and excuses for copies."""
    blocks = list(received.blocks)
    for place in range(title.blocks.start):
        one = blocks[place]
        subject = re.match(r"subject:", one.text, re.IGNORECASE)
        excuse = pattern("surroundings", "copies").search(one.text) and len(one.text.split()) <= 20
        if (subject or excuse) and not one.surrounding:
            blocks[place] = replace(one, surrounding="mail header" if subject else "note on copies")
    return replace(received, blocks=tuple(blocks))


def _make(
    received: Received, title: Title, key: str, archive: Archive, sources: tuple[Source, ...], way: _Way
) -> Imported:
    findings = list(received.findings)
    key_year = int(key[:4])
    blocks = tuple(replace(one, surrounding="") if one.first in way.kept else one for one in received.blocks)
    year = _year(blocks, title, key_year, findings)
    shown = date_order(received.text)
    order = shown or language_date_order(received.text)
    judge = Judge(list(blocks), year, order, title.blocks, frozenset(way.text_only))
    nodes, dates, limits, people = settle(judge.nodes_of_call(), findings)
    nodes = _whole_lists(nodes)
    findings += _topics_in_sentence(nodes)
    nodes = [_within_limit(one, findings) for one in nodes]
    findings += [finding for node in nodes for finding in node.findings]
    nodes = _named(
        [
            replace(one, title=one.blocks[0] is blocks[title.blocks.start]) if title.blocks else one
            for one in nodes
        ],
        archive,
    )
    nodes = [
        replace(one, shape=Shape.LIST if one.blocks[0].kind is Kind.ITEM else Shape.TEXT, placed=False)
        if one.placed and one.blocks[0].first in way.apart
        else one
        for one in nodes
    ]
    first = next((place for place, one in enumerate(nodes) if one.title), 0)
    nodes = [
        replace(one, shape=Shape.TEXT)
        if place < first and one.shape is Shape.HEADING
        else one  # the title is the first
        for place, one in enumerate(nodes)
    ]
    events = [one for one in dates if one.kind is DateKind.EVENT]
    days, place, more = find_venue(blocks, title, year, events, order)
    findings += more
    if (
        days
        and year == key_year
        and abs(days.start - dt.date(key_year, 7, 2)) > EVENT_SLACK + dt.timedelta(days=183)
    ):
        findings[:] = [one for one in findings if one.field != "date"]
        said = messages.DAYS_OF_ANOTHER_YEAR(days=date_words(days), key=key)
        _tell(findings, "date", 0, said, hint=messages.ADD_WHAT_IS_RIGHT(field="date"))
        days = None
    dates = common_zone(dates or _told_dates(nodes, year, order, findings), nodes, findings)
    dates = in_order(with_years(dates, days, year, findings, title.words))
    website, more = find_website(blocks)
    findings += more
    form, more = find_format(blocks)
    findings += more
    ordinal = find_ordinal(title.words) if title.words else None
    ordinal = ordinal or _told_ordinal(blocks, archive.series.short_name, findings)
    counted = None if ordinal else count_ordinal(key, archive)
    if counted:
        _tell(findings, "ordinal", 0, messages.ORDINAL_COUNTED(ordinal=counted), Certainty.LIKELY)
    words = title.words or f"{archive.series.short_name} {key}"
    differences = list(_removed(nodes, findings))
    if not title.blocks:
        reason = "The source text has no title."
        differences.insert(0, Difference(page=words, reason=reason))
        made = messages.TITLE_OF_SENTENCE if title.words else messages.TITLE_MADE
        _tell(findings, "title", 0, made(title=words), hint=messages.CORRECT_TITLE_AND_HEADING())
    else:
        line = blocks[title.blocks.start].first
        _tell(findings, "title", line, messages.TITLE_USED(title=words), title.certainty)
    findings += unknown_roles(people, archive)
    by_language = None
    if order and not shown and any(one.ambiguous for one in find_days(received.text)):
        by_language = order
        _tell(findings, "date_order", 0, messages.DAY_BEFORE_MONTH(), Certainty.LIKELY)
    facts = Facts(
        title=words, short_title=_short(words), ordinal=ordinal or counted, ordinal_counted=bool(counted), date=days,
        date_order=by_language,
        website=website, format=form, place=place, key_dates=dates, submissions=limits, people=people, sources=sources,
        differences=tuple(differences),
    )  # fmt: skip
    facts = _corrected(facts, way)
    body = body_text(nodes, way.rough)
    if not title.blocks:
        body = f"# {escaped(words)}\n\n{body}"
    page = f"---\n{written(facts)}---\n\n{body}"
    edition = _read_back(page, key, received.text)
    ordered = sorted(dict.fromkeys(findings), key=lambda one: (one.line, one.field, one.message))
    return Imported(
        edition=edition,
        page=page,
        received=received,
        nodes=tuple(nodes),
        findings=tuple(ordered),
        proof=prove(edition),
    )


def _tell(
    findings: list[Finding],
    field: str,
    line: int,
    message: str,
    certainty: Certainty = Certainty.CHECK,
    *,
    hint: str = "",
) -> None:
    findings.append(Finding(field=field, line=line, message=message, hint=hint, certainty=certainty))


def _told_dates(
    nodes: Sequence[Node], year: int, order: DateOrder | None, findings: list[Finding]
) -> tuple[KeyDate, ...]:
    """Return the deadlines that sentences tell of a call that has no list of them."""
    found: dict[tuple[DateKind | None, Span], KeyDate] = {}
    for block in (
        block
        for node in nodes
        if node.shape in {Shape.TEXT, Shape.LIST, Shape.HEADING}
        for block in node.blocks
    ):
        for date, more in (key_date(one) for one in told_dates(block.text, year, order, block.first)):
            if found.setdefault((date.kind, date.date), date) is date:
                findings += more
                said = messages.DATE_OF_SENTENCE(label=date.label, days=date_words(date.date))
                _tell(findings, "key_dates", block.first, said)
    return tuple(found.values())


def _within_limit(node: Node, findings: list[Finding]) -> Node:
    """Keep a list that has more entries than a list of topics may have as text."""
    most = Allowed().max_topics
    if node.shape is not Shape.TOPICS or len(node.blocks) <= most:
        return node
    said = messages.TOO_MANY_TOPICS(n=len(node.blocks), most=most)
    findings.append(Finding(field="topics", line=node.blocks[0].first, message=said))
    return replace(node, shape=Shape.LIST)


def _topics_in_sentence(nodes: Sequence[Node]) -> Iterator[Finding]:
    """Yield where a call without a list of topics names them in a sentence: 'Topics include: tides; waves; and foam.'"""
    if any(one.shape is Shape.TOPICS for one in nodes):
        return
    for block in (block for node in nodes if node.shape is Shape.TEXT for block in node.blocks):
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])", block.text):
            lead = pattern("leads", "strong").search(sentence)
            if (
                lead
                and len(re.findall(r"[;,]\s", sentence[lead.end() :])) > 2
                and topic_lead(sentence[: lead.end()] + ":") > 0
            ):
                said = messages.TOPICS_IN_SENTENCE(words=clipped(sentence))
                hint = messages.ADD_TOPICS_BY_HAND()
                yield Finding(field="topics", line=block.first, message=said, hint=hint)


def _year(blocks: Sequence[Block], title: Title, key_year: int, findings: list[Finding]) -> int:
    """Return the year of days that name none: the edition key's, unless the call speaks of another."""
    named = Counter(
        days.span.start.year
        for one in blocks
        if not one.surrounding and len(one.text) < 300
        for days in days_in(one.text, key_year)
        if days.year_given
    )
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", title.words)]
    year = named.most_common(1)[0][0] if named else key_year
    titled = year in years and year != key_year
    if (
        named
        and key_year not in years
        and (titled or not {key_year, key_year - 1, key_year + 1} & set(named))
    ):
        said = messages.DATES_OF_ANOTHER_YEAR(year=year, key=key_year)
        _tell(findings, "key_dates", 0, said, hint=messages.IMPORT_AGAIN(year=year))
        return year
    return key_year


def _read_back(page: str, key: str, text: str) -> Edition:
    """Read the page as the archive will, so that what is proven is what will be read."""
    path = PurePath("editions", key, "index.md")
    front, body, line = split_front_matter(page)
    facts, places, problems = read_values(front or "", Facts, path, offset=1)
    # Characters and lengths are the call's: checking the archive reports them.
    wrong = [one for one in problems if one.code not in {Code.HIDDEN_CHARACTER, Code.LIMIT_EXCEEDED}]
    if facts is None or wrong:
        shown = "; ".join(map(str, wrong))
        raise ImportRefusedError(
            f"The facts of the call cannot be written as front matter: {shown}. Report this call."
        )
    parsed = read_page(body, PageContext(path=path, line=line))
    return Edition(
        key=key, path=path, facts=facts, blocks=parsed.blocks, lines=places,
        texts=(SourceText(file="source.txt", found=True, text=text),),
    )  # fmt: skip


def _give_way(made: Imported, way: _Way) -> bool:
    """Leave as text what differences fall into; what is text already is escaped wholly."""
    changed = False
    for mismatch in made.proof.mismatches:
        line = mismatch.source_line
        for node in made.nodes:
            if not node.blocks[0].first <= line <= node.blocks[-1].last:
                continue
            firsts = {one.first for one in node.blocks}
            near = {one.first for one in node.blocks if one.first <= line <= one.last} or firsts
            if node.shape is Shape.REMOVED and not firsts <= way.kept:
                way.kept |= firsts
            elif node.placed and not firsts <= way.text_only:
                way.text_only |= firsts
            elif not near <= way.rough:
                way.rough |= near
            elif node.shape in {Shape.TOPICS, Shape.LIST} and not firsts <= way.text_only:
                way.text_only |= firsts
            else:
                continue
            changed = True
            break
    if changed:
        return True
    removed = {one.first for node in made.nodes if node.shape is Shape.REMOVED for one in node.blocks}
    if not removed <= way.kept:
        way.kept.update(removed)
        return True
    return False


def _leave_out(made: Imported, way: _Way) -> bool:
    """Leave out of the front matter what the call's words do not say; the days of the event first, as others follow from them."""
    facts = made.edition.facts
    missing = [one for one in locate(made.edition).missing if one.fact[0] != "title"]
    for one in [one for one in missing if one.fact == ("date",)] or missing:
        field, place, part = (*one.fact, None, None)[:3]
        entry = getattr(facts, str(field)) if place is None else getattr(facts, str(field))[place]
        present = way.corrected.get((str(field), entry), entry)
        if present is None:
            continue
        if part in {"time", "zone", "was", "pages", "affiliation", "country", "note"}:
            way.corrected[(str(field), entry)] = _without(present, str(part))
        else:
            way.corrected[(str(field), entry)] = None
            shape = {"key_dates": Shape.DATES, "submissions": Shape.LIMITS, "people": Shape.PEOPLE}.get(
                str(field)
            )
            for node in made.nodes:
                if node.placed and node.shape is shape and node.role in {"", getattr(entry, "role", "")}:
                    way.apart |= {block.first for block in node.blocks}
        said = (messages.NOT_SAID_NEAR if one.nearest else messages.NOT_SAID)(
            value=one.value, near=one.nearest
        )
        _tell(way.told, str(field), 0, said, hint=messages.ADD_WHAT_IS_RIGHT(field=field))
    return bool(missing)


def _without(entry: Any, part: str) -> object:
    """Return an entry without a part; its words on the page stay."""
    if part == "pages":
        return replace(entry, pages=None, printed=entry.printed or limit_words(entry.pages))
    if part in {"time", "zone", "was"}:
        return replace(entry, **{part: () if part == "was" else None})
    return replace(entry, printed=entry.words, **{part: None})


def _corrected(facts: Facts, way: _Way) -> Facts:
    """Return the facts without those that the call does not say."""

    def final(field: str, value: Any) -> Any:
        while (field, value) in way.corrected:
            value = way.corrected[field, value]
        return value

    values: dict[str, Any] = {}
    for field in {field for field, _ in way.corrected}:
        value = getattr(facts, field)
        several = isinstance(value, tuple)
        kept = [final(field, one) for one in (value if several else [value])]
        values[field] = tuple(one for one in kept if one is not None) if several else kept[0]
    return replace(facts, **values)


def _with_differences(made: Imported) -> Imported:
    """Declare what could not be made to agree; this is the last resort, and each place is shown."""
    facts = made.edition.facts
    reason = "The import could not write these words as Markdown."
    declared = tuple(
        Difference(source=one.source, page=one.page, reason=reason) for one in made.proof.mismatches
    )
    facts = replace(facts, differences=(*facts.differences, *declared))
    _front, body, _ = split_front_matter(made.page)
    page = f"---\n{written(facts)}---\n{body}"
    edition = _read_back(page, made.edition.key, made.received.text)
    findings = tuple(
        Finding(
            field="text", line=one.source_line, hint="Correct the page by hand.",
            message=f"The page has '{one.page}' where the source has '{one.source}'; this is declared as a difference.",
        )
        for one in made.proof.mismatches
    )  # fmt: skip
    return replace(
        made, edition=edition, page=page, findings=(*made.findings, *findings), proof=prove(edition)
    )


def _removed(nodes: Sequence[Node], findings: list[Finding]) -> list[Difference]:
    """Declare what is around the call and not on the page."""
    found: list[Difference] = []
    for place, node in enumerate(nodes):
        if node.shape is not Shape.REMOVED:
            continue
        words = " ".join(one.text for one in node.blocks)
        why = node.blocks[0].surrounding
        if (
            place and nodes[place - 1].shape is Shape.REMOVED and found
        ):  # two parts with nothing between are one
            found[-1] = replace(found[-1], source=f"{found[-1].source} {words}")
        else:
            found.append(Difference(source=words, reason=f"Not part of the call: {why}."))
        left = messages.LEFT_OUT(why=why, words=clipped(words))
        _tell(findings, "text", node.blocks[0].first, left, Certainty.LIKELY, hint=messages.SOURCE_KEEPS_IT())
    return found


def _whole_lists(nodes: Sequence[Node]) -> list[Node]:
    """Join groups of topics that follow each other to one list, also where one of them was not taken for topics by itself."""
    joined: list[Node] = []
    place = 0
    while place < len(nodes):
        groups: list[tuple[Node, tuple[Block, ...], int]] = []
        while group := _group_at(nodes, groups[-1][2] if groups else place):
            groups.append(group)
        while groups and groups[-1][0].shape is not Shape.TOPICS:
            groups.pop()
        if len(groups) > 1 and groups[0][0].shape is Shape.TOPICS:
            blocks = tuple(block for _, entries, _ in groups for block in entries)
            joined.append(replace(groups[0][0], blocks=blocks))
            place = groups[-1][2]
        else:
            joined.append(nodes[place])
            place += 1
    return joined


def _group_at(nodes: Sequence[Node], place: int) -> tuple[Node, tuple[Block, ...], int] | None:
    """Return the group of topics that begins at a place: its list, the entries with the group's name, where it ends.

    A group is named by its outermost entry, or by a short line with a colon above it.
    """
    if place >= len(nodes):
        return None
    head, *further = nodes[place : place + 2]
    if head.shape is Shape.TOPICS and head.name == "group":
        return head, head.blocks, place + 1
    words = head.blocks[0].text
    if (
        head.shape is not Shape.TEXT
        or len(head.blocks) > 1
        or not words.endswith(":")
        or len(words.split()) > 8
        or pattern("leads", "open").search(
            " ".join(words.split()[-2:])
        )  # 'and on uses such as:' names nothing
    ):
        return None
    if not further or further[0].shape not in {Shape.TOPICS, Shape.LIST} or further[0].name == "group":
        return None
    name = replace(head.blocks[0], kind=Kind.ITEM, level=0, sign="")
    return further[0], (name, *(replace(one, level=one.level + 1) for one in further[0].blocks)), place + 2


def _named(nodes: Sequence[Node], archive: Archive) -> list[Node]:
    used: set[str] = set()
    named: list[Node] = []
    for one in nodes:
        if one.shape is Shape.TOPICS:
            name = name_list(one.heading, one.lead, archive, used)
            used.add(name)
            named.append(replace(one, name=name))
        else:
            named.append(one)
    return named


def _sources(received: Received, url: str | None, today: dt.date | None) -> tuple[Source, ...]:
    posted = received.posted.isoformat() if received.posted else None
    published = "sent by e-mail" if received.suffix == ".eml" else None
    first = Source(file="source.txt", url=url, published=published, posted=posted, received=today)
    if received.suffix == ".txt":
        return (first,)
    return (first, Source(file=f"source{received.suffix}", received=today))


def _short(title: str) -> str | None:
    """Return 'TideComp 2024' of 'TideComp 2024: First Workshop on Tidal Computing'."""
    head, colon, _ = title.partition(":")
    head = head.strip()
    return head if colon and len(head) <= 30 and re.search(r"(?:\b(?:19|20)\d\d|['’]\d\d)\Z", head) else None


def _told_ordinal(blocks: Sequence[Block], short_name: str, findings: list[Finding]) -> int | None:
    for one in [block for block in blocks if not block.surrounding][:12]:
        found = re.search(
            r"\b(?:the|this) ((?:\w+-)?\w+) (?:\w+ ){0,4}?(?:workshop|conference|symposium|edition)\b",
            one.text,
            re.IGNORECASE,
        )
        number = find_ordinal(found[1] + " Workshop") if found else None
        if number and (not short_name or short_name.lower() in one.text.lower()):
            _tell(findings, "ordinal", one.first, messages.ORDINAL_USED(ordinal=number), Certainty.LIKELY)
            return number
    return None


def _is_call(made: Imported) -> bool:
    """Return whether anything speaks of a call: a text of anything else is refused."""
    facts = made.edition.facts
    found = sum(map(bool, (made.edition.lists, facts.key_dates, facts.submissions, facts.people)))
    said = re.search(
        r"\b(?:call for|papers?|submissions?|abstracts?|proceedings|cfp|submit)\b",
        made.received.text,
        re.IGNORECASE,
    )
    return bool(found) or bool(
        said
        or pattern("call").search(made.received.text)
        or pattern("heads", "submissions").search(made.received.text)
    )
