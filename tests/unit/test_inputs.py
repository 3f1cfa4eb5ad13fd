"""What a view reads decides whether it is rendered again: so nothing that it shows may change without that."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cfp_archive.model import Edition
from cfp_archive.reading import read_archive
from cfp_archive.site import Site
from cfp_archive.sphinxext import views
from cfp_archive.sphinxext.inputs import inputs_of
from fabricate import ANOTHER_FOAM, TIDES, TIDES_SERIES, Call, write_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    View = tuple[str, str, str]  # docname, name, argument

KEYS = sorted(TIDES)
WORDS = ("Foam", "Kelp", "Tidal", "Moon-aware", "Undertow", "stores", "networks", "jobs", "detection")


class Record:
    """What an archive is written from, and the settings of its site."""

    def __init__(self) -> None:
        self.calls: dict[str, Call] = dict(TIDES)
        self.files: dict[str, Any] = {"series": dict(TIDES_SERIES)}
        self.settings: dict[str, Any] = {"base_url": "https://tide.example/"}

    def change(self, key: str, **fields: Any) -> None:
        """Change fields of a call."""
        self.calls[key] = replace(self.calls[key], **fields)

    def site(self) -> Site:
        """Write and read the archive, as a build does."""
        with tempfile.TemporaryDirectory() as folder:
            path = write_archive(Path(folder, "editions"), self.calls, **self.files)
            archive, _problems = read_archive(path)
        return Site.of(archive, **self.settings)


# Changes: each has what an editor may do to an archive, with the words drawn.


def reword(record: Record, key: str, word: str) -> None:
    """Put a word into the first topic, or make it another."""
    first, *rest = record.calls[key].lists["areas"]
    record.change(key, lists={**record.calls[key].lists, "areas": (f"{word} {first}", *rest)})


def replace_topic(record: Record, key: str, word: str) -> None:
    """Put another topic in place of the last."""
    topics = record.calls[key].lists["areas"]
    record.change(key, lists={**record.calls[key].lists, "areas": (*topics[:-1], f"{word} at depth")})


def reorder(record: Record, key: str, _word: str) -> None:
    """Turn a list round."""
    lists = {name: tuple(reversed(topics)) for name, topics in record.calls[key].lists.items()}
    record.change(key, lists=lists)


def drop_lists(record: Record, key: str, _word: str) -> None:
    """Take the topics away."""
    record.change(key, lists={})


def change_title(record: Record, key: str, word: str) -> None:
    """Change the title."""
    record.change(key, title=f"TideComp {key}: {word}")


def change_date(record: Record, key: str, _word: str) -> None:
    """Change the deadline, or give one."""
    record.change(key, key_dates=({"label": "Paper Submission", "date": f"{key}-01-09"},))


def change_limit(record: Record, key: str, _word: str) -> None:
    """Change how long papers may be."""
    record.change(key, submissions=({"category": "Posters", "pages": 3},))


def change_person(record: Record, key: str, word: str) -> None:
    """Put someone else in the place of all, or give someone another affiliation."""
    people = ({"role": "General Chairs", "name": "Ada Quill", "affiliation": f"{word} College"},)
    record.change(key, people=people)


def change_fact(record: Record, key: str, word: str) -> None:
    """Give an edition a short title, and say what became of it."""
    status = {"kind": "cancelled", "note": f"No {word}."}
    record.change(key, facts={**record.calls[key].facts, "short_title": word, "status": status})


def correct(record: Record, key: str, word: str) -> None:
    """Note a correction."""
    corrections = [{"date": "2021-02-03", "what": f"{word} was missing."}]
    record.change(key, facts={**record.calls[key].facts, "corrections": corrections})


def change_source(record: Record, key: str, word: str) -> None:
    """Change the text as received, and nothing else."""
    record.change(key, source=f"{record.calls[key].words()}\n{word}\n")


def add_words(record: Record, key: str, word: str) -> None:
    """Add a sentence to a call."""
    record.change(key, closing=f"We welcome {word.casefold()}.")


def remove(record: Record, key: str, _word: str) -> None:
    """Remove an edition."""
    del record.calls[key]


def make_draft(record: Record, key: str, _word: str) -> None:
    """Make a call a draft."""
    record.change(key, facts={**record.calls[key].facts, "draft": True})


def add_newer(record: Record, key: str, _word: str) -> None:
    """Add an edition."""
    record.calls["2021"] = replace(record.calls[key], title="TideComp 2021", facts={})


def change_gap(record: Record, _key: str, _word: str) -> None:
    """Learn of another edition without a call."""
    record.files["series"]["missing_calls"] = [{"key": "2016", "note": "It was planned."}]


def change_series(record: Record, _key: str, word: str) -> None:
    """Rename the series and a list."""
    record.files["series"] |= {"short_name": word, "lists": [{"name": "areas", "label": f"{word} and more"}]}


def join_people(record: Record, _key: str, _word: str) -> None:
    """Say that two names are those of one person."""
    people = [{"key": "ada-quill", "name": "Ada B. Quill", "spellings": ["Ada Quill", "Bo Finn"]}]
    record.files["people"] = people


def decide(record: Record, _key: str, _word: str) -> None:
    """Overrule the matching of two topics."""
    record.files["decisions"] = [ANOTHER_FOAM]


def forget_keys(record: Record, _key: str, _word: str) -> None:
    """Forget the keys of topics."""
    record.files["topics"] = ""


def set_address(record: Record, _key: str, _word: str) -> None:
    """Change the address of the site."""
    record.settings["base_url"] = "https://moon.example/"


def set_fewer_pairs(record: Record, _key: str, _word: str) -> None:
    """Compare neighbors alone."""
    record.settings["all_pairs_up_to"] = 2


def set_matching_page(record: Record, _key: str, _word: str) -> None:
    """Name the page that explains the matching."""
    record.settings["matching_page"] = "guide/matching"


CHANGES: tuple[Callable[[Record, str, str], None], ...] = (
    reword, replace_topic, reorder, drop_lists, change_title, change_date, change_limit, change_person, change_fact, correct,
    change_source, add_words, remove, make_draft, add_newer, change_gap, change_series, join_people, decide, forget_keys,
    set_address, set_fewer_pairs, set_matching_page,
)  # fmt: skip


def all_views(site: Site) -> Iterator[View]:
    """Yield every view that the pages of a site can place."""
    for edition in (*site.archive.editions, *site.drafts):
        page = f"editions/{edition.key}/index"
        for name in ("edition-head", "edition-foot", "key-dates", "submissions"):
            yield page, name, ""
        for role in {one.role for one in edition.facts.people}:
            yield page, "people", role
        for one in edition.lists:
            yield page, "topic-marks", one.name
    for old, new in (*site.compared, *(pair[::-1] for pair in site.compared)):
        yield f"compare/{old}-{new}/index", "comparison", f"{old} {new}"
    for lineage in site.history.lineages:
        yield f"topics/{lineage.key}/index", "topic-history", lineage.key
    for person in site.archive.people:
        yield f"people/{person.key}/index", "person-record", person.key
    yield "data/index", "data-files", ""


def digests(site: Site, shown: set[View]) -> Mapping[View, tuple[str, str]]:
    """Return what each view reads and shows."""
    return {
        view: (inputs_of(site, *view), views._digest(*views._render(site, view[0], *view[1:])))
        for view in shown
    }


BEFORE = Record().site()
VIEWS = set(all_views(BEFORE))
READ = digests(BEFORE, VIEWS)


@given(
    st.lists(
        st.tuples(st.sampled_from(CHANGES), st.sampled_from(KEYS), st.sampled_from(WORDS)),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=20)
def test_what_is_read_tells_what_is_shown(
    changes: list[tuple[Callable[[Record, str, str], None], str, str]],
) -> None:
    """After any changes a view that reads the same shows the same, also if it is of a page that is gone."""
    record = Record()
    for change, key, word in changes:
        if key in record.calls:
            change(record, key, word)
    after = record.site()
    for view, (inputs, shown) in digests(after, VIEWS).items():
        before = READ[view]
        assert not inputs or inputs != before[0] or shown == before[1], (view, changes)


def test_each_change_alone() -> None:
    """Each change shows in some view; but for what overviews alone show, and what these calls do not depend on."""
    unseen = set()
    for change in CHANGES:
        record = Record()
        change(record, "2019", "Foam")
        after = digests(record.site(), VIEWS)
        for view, (inputs, shown) in after.items():
            assert not inputs or inputs != READ[view][0] or shown == READ[view][1], (view, change.__name__)
        if all(after[view][1] == READ[view][1] for view in VIEWS):
            unseen.add(change)
    assert unseen == {forget_keys, set_fewer_pairs}


def test_what_a_reworded_topic_concerns() -> None:
    """Views that have nothing to do with a change read the same: they are not rendered."""
    record = Record()
    reword(record, "2020", "Foam")
    after = digests(record.site(), VIEWS)
    changed = {view for view in VIEWS if after[view][0] and after[view][0] != READ[view][0]}
    compared = {page for page, name, _argument in changed if name == "comparison"}
    assert not any("2020" not in page for page in compared)
    assert {page for page, name, _argument in changed if name.startswith("edition-")} == {
        "editions/2020/index"
    }
    assert not [view for view in changed if view[1] == "person-record"]
    topics = [argument for _page, name, argument in changed if name == "topic-history"]
    assert len(topics) == 1
    assert topics[0] in {one.key for one in BEFORE.history.lineages}


def test_views_without_known_inputs() -> None:
    """What the archive does not have has no inputs: it is rendered, so that the message is seen."""
    assert isinstance(BEFORE.archive.editions[0], Edition)
    for name, argument in (
        ("topic-history", "no-such-topic"),
        ("comparison", "2017 1999"),
        ("comparison", "2017"),
        ("key-dates", ""),
        ("home", ""),
        ("unknown", ""),
    ):
        assert inputs_of(BEFORE, "guide/index", name, argument) == ""
