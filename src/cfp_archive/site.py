"""The plan of the site: which pages there are, where each object lives, and the few questions that all renderers ask."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from rapidfuzz import fuzz, process

from cfp_archive import messages
from cfp_archive.comparing.comparison import UnknownEdition, compare, compare_topics
from cfp_archive.comparing.history import build_history
from cfp_archive.memory import Recall, make_anew, versions
from cfp_archive.model import Edition, Gap
from cfp_archive.naming import ascii_key
from cfp_archive.overviews import editions_overview, people_overview, periods, topics_overview
from cfp_archive.reading.locating import locate, stated
from cfp_archive.report import report_on
from cfp_archive.terms import corpus_of, index_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from cfp_archive.comparing.history import History, Lineage
    from cfp_archive.model import Appointment, Archive, Page, Person
    from cfp_archive.overviews import Overview, Period
    from cfp_archive.reading.locating import Located
    from cfp_archive.report import Report
    from cfp_archive.terms import Corpus, IndexedTerm

T = TypeVar("T")

HOME = "index"
EDITIONS = "editions/index"
COMPARISONS = "compare/index"
TOPICS = "topics/index"
PEOPLE = "people/index"
DATES = "dates/index"
TERMS = "terms/index"
STORY = "story/index"
DATA = "data/index"

#: Suggestions below this similarity (0..100) would puzzle rather than help.
_NEAR = 55


class NotInArchiveError(ValueError):
    """A view was asked for something that the archive does not have; the message says what it has instead."""


class UnreadEditionError(NotInArchiveError):
    """A page belongs to an edition that could not be read; whoever read the archive has reported why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTarget:
    """An object that a link leads to."""

    key: str
    title: str
    short: str  #: the form that ``~`` asks for


def edition_page(key: str) -> str:
    """Return the docname of an edition's page."""
    return f"editions/{key}/index"


def topic_page(key: str) -> str:
    """Return the docname of a topic's page."""
    return f"topics/{key}/index"


def person_page(key: str) -> str:
    """Return the docname of a person's page."""
    return f"people/{key}/index"


def missing_call_anchor(key: str) -> str:
    """Return the anchor, on the page of all editions, of an edition whose call is not in the archive."""
    return f"missing-call-{_plain(key)}"


def former_missing_call_anchor(key: str) -> str:
    """Return the anchor that the same edition had until version 0.2: published addresses keep working."""
    return f"not-held-{_plain(key)}"


def topics_part_page(key: str) -> str:
    """Return the docname of a further page of the overview of topics."""
    return f"topics/last-listed/{key}/index"


def people_part_page(key: str) -> str:
    """Return the docname of a further page of the overview of people."""
    return f"people/by-letter/{key}/index"


def story_page(key: str) -> str:
    """Return the docname of the page of a period."""
    return f"story/{key}/index"


def dates_part_page(key: str) -> str:
    """Return the docname of a further page of dates."""
    return f"dates/{key}/index"


def path_of(docname: str) -> str:
    """Return the address of a page from the site's root: 'editions/2021/' for 'editions/2021/index'."""
    return docname.removesuffix("index")


def step_anchor(key: str) -> str:
    """Return the anchor of what changed since a call, on pages that tell the story of a series."""
    return f"since-{_plain(key)}"


def list_anchor(name: str) -> str:
    """Return the anchor of a topic list, on the page of all topics and where editions are compared."""
    return f"list-{_plain(name)}"


def _plain(name: str) -> str:
    """Leave letters, digits and hyphens of a name: Sphinx and themes write anchors into pages as they are."""
    return re.sub(r"[^\w-]+", "-", name)


@dataclass(frozen=True, kw_only=True)
class Site:
    """The archive as a site. Immutable; what is derived is computed once."""

    archive: Archive  #: without drafts
    history: History  #: of that archive
    drafts: tuple[
        Edition, ...
    ] = ()  #: they have their own pages, and a card among the editions; nothing else
    as_read: Mapping[str, Edition] = field(
        default_factory=dict
    )  #: by key, editions that have facts which no call says: their pages show the words as they are
    all_pairs_up_to: int = (
        12  #: so many calls, at most, are all compared with each other on pages of their own
    )
    published_pairs: frozenset[str] = (
        frozenset()
    )  #: comparisons that keep their pages and files, as '2021-2023'
    drawn_pairs_up_to: int = 30  #: of so many calls, at most, other pairs are drawn in the reader's browser
    years_in_overview: int = 12  #: of so many newest calls the overviews show columns
    matching_page: str = ""  #: docname of the page that explains how topics are matched, if there is one
    base_url: str = ""  #: address of the site's root on the web, with a slash at its end; empty if not known
    recall: Recall = make_anew  #: returns what an earlier build made of the same
    _reports: dict[Hashable, Report] = field(default_factory=dict, init=False, repr=False, compare=False)
    _states: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _located: dict[str, Located] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, archive: Archive, *, recall: Recall = make_anew, **options: Any) -> Site:
        """Return the site of an archive. It tells no fact that neither a call nor a named source says: `check` reports those.

        :param archive: as it was read, with drafts.
        :param recall: returns what an earlier run made of the same.
        :param options: of the site, by the names of its fields.
        """
        located = {one.key: _located(one, recall) for one in archive.editions}
        told = {one.key: stated(one, located[one.key]) for one in archive.editions}
        archive_told = replace(archive, editions=tuple(told.values())).in_order
        site = cls(
            archive=archive_told.published,
            history=build_history(archive_told.published, recall),
            drafts=tuple(one for one in archive_told.editions if one.facts.draft),
            as_read={one.key: one for one in archive.editions if one != told[one.key]},
            recall=recall,
            **options,
        )
        site._located.update(located)
        return site

    @cached_property
    def state(self) -> str:
        """A digest of everything that pages can show."""
        texts = [
            one.text
            for edition in (*self.archive.editions, *self.drafts)
            for page in (edition, *edition.pages)
            for one in page.texts
        ]
        return _digest(f"{texts}\n{self._settings}\n{self.archive!r}\n{self.drafts!r}\n{self.as_read!r}")

    @property
    def _settings(self) -> str:
        numbers = self.all_pairs_up_to, self.drawn_pairs_up_to, self.years_in_overview
        return f"{versions()} {numbers} {sorted(self.published_pairs)} {self.matching_page} {self.base_url}"

    def url(self, path: str) -> str:
        """Return the absolute address of a path below the site's root; empty if the root's is not known."""
        return self.base_url + path if self.base_url else ""

    @cached_property
    def corpus(self) -> Corpus:
        """The texts of all calls."""
        return corpus_of(self.history)

    @cached_property
    def terms(self) -> tuple[IndexedTerm, ...]:
        """The index of terms."""
        return index_of(self.corpus)

    @cached_property
    def term_spans(self) -> tuple[tuple[IndexedTerm, int, int], ...]:
        """Each term of the index with the 0-based ranks of the first and the last of the calls that have it."""
        rank = {one.key: number for number, one in enumerate(self.archive.editions)}
        return tuple((one, rank[one.term.first], rank[one.term.last]) for one in self.terms)

    @cached_property
    def topics_overview(self) -> Overview[Lineage]:
        """What the overview of topics lists on which page."""
        return topics_overview(self.history)

    @cached_property
    def people_overview(self) -> Overview[Person]:
        """What the overview of people lists on which page."""
        return people_overview(self.archive, self.appointments)

    @cached_property
    def dates_overview(self) -> Overview[Edition | Gap]:
        """What the overview of dates lists on which page."""
        return editions_overview(self.archive)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The decades of a long archive, oldest first; none where the story fits on one page."""
        return periods(self.archive)

    @cached_property
    def pages(self) -> frozenset[str]:
        """The pages of all editions, as in '2021/index'."""
        return frozenset(
            f"{one.key}/{name}"
            for one in (*self.drafts, *self.archive.editions)
            for name in ("index", *(page.name for page in one.pages))
        )

    @cached_property
    def compared(self) -> tuple[tuple[str, str], ...]:
        """The pairs of editions, older first, that have a comparison page: all, or neighbors and the whole span."""
        if len(self.archive.editions) > self.all_pairs_up_to:
            return self.spans
        return tuple(combinations((edition.key for edition in self.archive.editions), 2))

    @cached_property
    def compared_by_name(self) -> dict[str, tuple[str, str]]:
        """The same pairs by the names of their pages, as '2021-2023'."""
        return {f"{old}-{new}": (old, new) for old, new in self.compared}

    @cached_property
    def spans(self) -> tuple[tuple[str, str], ...]:
        """The pairs of editions, older first, that tell an archive: neighbors, the earliest with the latest, and what was so once."""
        keys = [edition.key for edition in self.archive.editions]
        told = {*pairwise(keys), (keys[0], keys[-1])} if keys else set()
        return tuple(
            pair for pair in combinations(keys, 2) if pair in told or "-".join(pair) in self.published_pairs
        )

    @cached_property
    def drawn(self) -> tuple[tuple[str, str], ...]:
        """The pairs of editions, older first, that have no page and are drawn in the reader's browser."""
        keys = [one.key for one in self.archive.editions]
        if len(keys) > self.drawn_pairs_up_to:
            return ()
        return tuple(pair for pair in combinations(keys, 2) if pair not in self._compared)

    @cached_property
    def _compared(self) -> frozenset[tuple[str, str]]:
        return frozenset(self.compared)

    def has_comparison(self, old: str, new: str) -> bool:
        """Tell whether two editions have a comparison page."""
        return (old, new) in self._compared

    def report(self, old: str, new: str) -> Report:
        """Return the report on the comparison of two editions, in the present language; it is made once.

        :raises UnknownEdition: if the archive does not have one of them.
        """
        key = (old, new, messages.wording())
        if key not in self._reports:
            self._reports[key] = report_on(compare(self.history, old, new))
        return self._reports[key]

    @cached_property
    def shared_state(self) -> str:
        """A digest of what all pages share: the settings, the series, and which editions, lists and comparisons there are."""
        archive = self.archive
        known = [(type(one).__name__, one.key, archive.short_title(one)) for one in archive.timeline]
        names = [archive.list_names, [one.key for one in self.drafts], sorted(archive.unread)]
        return _digest(f"{self._settings}\n{archive.series!r}\n{known}\n{names}\n{self.compared}")

    def state_of_edition(self, key: str) -> str:
        """Return a digest of everything that an edition or a draft says, of its sources, and of whom and which topics it names.

        :raises NotInArchiveError: there is none of that key.
        """
        if key not in self._states:
            edition = self.edition(key)
            as_read = self.as_read.get(key, edition)
            texts = [(one.text, one.links) for page in (as_read, *as_read.pages) for one in page.texts]
            people = [self.archive.person_of(one) for one in as_read.facts.people]
            topics = [one.key for topics in edition.lists for one in self.history.members(topics.name, key)]
            self._states[key] = _digest(f"{edition!r}\n{as_read!r}\n{texts}\n{people}\n{topics}")
        return self._states[key]

    def recall_of_edition(self, make: Callable[[], T], key: str, *inputs: Any) -> T:
        """Return what an earlier run made of the same edition in the same site, or make it: see `Memory.recall`.

        :param inputs: all else that the result depends on beside the code and the language.
        """
        return self.recall(make, *inputs, self.shared_state, self.state_of_edition(key), messages.language())

    def state_of_comparison(self, old: str, new: str) -> str:
        """Return a digest of everything that the comparison of two editions depends on.

        :raises UnknownEdition: if the archive does not have one of them.
        """
        for key in (old, new):
            if self.archive.edition(key) is None:
                raise UnknownEdition(key, tuple(one.key for one in self.archive.editions))
        states = [self.state_of_edition(key) for key in (old, new)]
        return _digest(f"{self.shared_state} {states} {compare_topics(self.history, old, new)!r}")

    def located(self, edition: Edition) -> Located:
        """Return where the words of an edition of the site, or of a draft, say its facts; they are looked for once."""
        if edition.key not in self._located:
            self._located[edition.key] = _located(edition, self.recall)
        return self._located[edition.key]

    @staticmethod
    def comparison_page(old: str, new: str) -> str:
        """Return the docname of the page that compares two editions."""
        return f"compare/{old}-{new}/index"

    @cached_property
    def _editions(self) -> dict[str, Edition | Gap]:
        return {one.key: one for one in (*self.drafts, *self.archive.timeline)}

    def edition_at(self, docname: str) -> Edition:
        """Return the edition on whose page, or beside whose page, a docname is, as it was read.

        :raises NotInArchiveError: the page belongs to no edition whose call is in the archive.
        """
        parts = docname.split("/")
        if len(parts) > 2 and parts[0] == "editions":
            found = self._editions.get(parts[1])
            if isinstance(found, Edition):
                return self.as_read.get(found.key, found)
            if parts[1] in self.archive.unread:
                raise UnreadEditionError(f"the edition {parts[1]!r} could not be read")
        raise NotInArchiveError("this directive belongs on the page of an edition, editions/<key>/index.md")

    def page_at(self, docname: str) -> Page:
        """Return the page of an edition that has this docname, as the library read it.

        :raises NotInArchiveError: it is no page of an edition.
        """
        page = self.edition_at(docname).page(docname.split("/", 2)[2])
        if page is None:
            raise NotInArchiveError(f"the edition has no page {docname!r}")
        return page

    def edition(self, key: str) -> Edition:
        """Return an edition whose call is in the archive.

        :raises NotInArchiveError: there is none of that key.
        """
        found = self._editions.get(key)
        if isinstance(found, Edition):
            return found
        archived = ", ".join(one.key for one in self.archive.editions) or "none"
        raise NotInArchiveError(f"edition {key!r} does not exist; calls in the archive: {archived}")

    @cached_property
    def _found(self) -> dict[str, dict[str, LinkTarget]]:
        archive = self.archive
        return {
            "edition": {
                one.key: LinkTarget(key=one.key, title=archive.short_title(one), short=one.key)
                for one in (*archive.timeline, *self.drafts)
            },
            "topic": {
                one.key: LinkTarget(key=one.key, title=one.title, short=one.short_title)
                for one in self.history.lineages
            },
            "person": {
                one.key: LinkTarget(key=one.key, title=one.name, short=one.name.split()[-1])
                for one in archive.people
            },
        }

    @cached_property
    def appointments(self) -> dict[str, list[tuple[Edition, Appointment]]]:
        """Each person's appointments, oldest edition first, by the person's key. Treat it as read-only."""
        found: dict[str, list[tuple[Edition, Appointment]]] = {}
        for edition in self.archive.editions:
            for one in edition.facts.people:
                person = self.archive.person_of(one)
                if person is not None:
                    found.setdefault(person.key, []).append((edition, one))
        return found

    @cached_property
    def _other_names(self) -> dict[str, dict[str, str]]:
        """Names that readers may write instead of a key."""
        spellings = {name: one.key for name, one in self.archive.people_by_name.items()}
        aliases = {alias: one.key for one in self.history.lineages for alias in one.aliases}
        return {"edition": {}, "topic": aliases, "person": spellings}

    def find(self, kind: str, target: str) -> LinkTarget | None:
        """Return the object of a kind (edition, topic, person) by its key, or by a name it is known under."""
        found = self._found[kind]
        return (
            found.get(target)
            or found.get(self._other_names[kind].get(target, ""))
            or (found.get(ascii_key(target)) if kind == "person" else None)
        )

    def suggestions(self, kind: str, target: str) -> tuple[str, ...]:
        """Return up to three keys that look like what was meant."""
        names = {(key, name): name for key, one in self._found[kind].items() for name in (key, one.title)}
        found = process.extract(target, names, scorer=fuzz.WRatio, limit=6, score_cutoff=_NEAR)
        return tuple(dict.fromkeys(key for _text, _score, (key, _name) in found))[:3]

    def objects(self) -> Iterator[tuple[str, str, str]]:
        """Yield (kind, key, title) of every object that has a place of its own."""
        for kind, found in self._found.items():
            for key, one in found.items():
                yield kind, key, one.title

    def address(self, kind: str, target: str) -> tuple[str, str] | None:
        """Return the docname and anchor of an object, or of a page (kind ``page``); None if there is none."""
        if kind == "page":
            return target, ""
        found = self.find(kind, target)
        if found is None:
            return None
        if kind == "edition" and isinstance(self._editions[found.key], Gap):
            return EDITIONS, missing_call_anchor(found.key)
        pages = {"edition": edition_page, "topic": topic_page, "person": person_page}
        return pages[kind](found.key), ""


def _located(edition: Edition, recall: Recall) -> Located:
    sources = [(one.text, one.links) for page in (edition, *edition.pages) for one in page.texts]
    return recall(partial(locate, edition), "located", edition, sources)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
