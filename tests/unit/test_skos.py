"""Topics as SKOS, read by RDFLib: what corresponds is matched, nothing stronger is said than is certain, no text breaks out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS

from cfp_archive.characters import visible
from cfp_archive.comparing.history import build_history
from cfp_archive.exporting.registry import files_of
from cfp_archive.model import Facts, Outcome
from cfp_archive.reading import read_archive
from cfp_archive.site import Site
from payloads import PAYLOADS, SECRET, SECRET_VARIABLE, write_all
from timeline import LIST, archive, edition, every_kind, ruling, series

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from cfp_archive.model import Archive

ADDRESS = "https://calls.example/tides/"
HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("\"'\\\r\n\t<>{}|^`@.;#%\u2028\u202e\ud800\x00é機😀")),
    max_size=60,
)


def read(held: Archive, address: str = ADDRESS) -> Graph:
    """Return an archive's topics as RDFLib reads them."""
    held = held.published
    site = Site(archive=held, history=build_history(held), base_url=address)
    (content,) = dict(files_of(site, ["topics.ttl"])).values()
    return Graph().parse(data=content.decode("utf-8"), format="turtle")


def matches(graph: Graph, edition_key: str) -> dict[str, list[tuple[str, str]]]:
    """Return what the topics of an edition are matched with: kinds and labels, by label."""
    found: dict[str, list[tuple[str, str]]] = {}
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        if f"/editions/{edition_key}/" in str(concept):
            listed = found.setdefault(str(graph.value(concept, SKOS.prefLabel)), [])
            for kind in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch):
                listed += [
                    (str(kind).rpartition("#")[2], str(graph.value(other, SKOS.prefLabel)))
                    for other in graph.objects(concept, kind)
                ]
    return {label: sorted(listed) for label, listed in found.items()}


def test_each_topic_of_each_call_is_a_concept() -> None:
    """Concepts have the call's words, in the series' language, the list as their scheme, and their address on the page."""
    held = every_kind()
    graph = read(held)
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == sum(len(topics.topics) for one in held.editions for topics in one.lists)
    waves = URIRef(f"{ADDRESS}editions/2023/#topic-wave-forecasting")
    assert graph.value(waves, SKOS.prefLabel) == Literal("Wave forecasting", lang="en")
    assert str(graph.value(waves, SKOS.definition)) == "Wave forecasting: How high the next wave is."
    scheme = graph.value(waves, SKOS.inScheme)
    assert scheme == URIRef(f"{ADDRESS}editions/2023/#list-themes")
    assert str(graph.value(scheme, DCTERMS.title)) == "TideComp 2023: Themes"
    assert graph.value(waves, DCTERMS.isVersionOf) == URIRef(f"{ADDRESS}topics/wave-forecasting/#topic")
    assert {graph.value(concept, SKOS.inScheme) for concept in concepts} == set(
        graph.subjects(RDF.type, SKOS.ConceptScheme)
    )


def test_nested_topics_are_narrower() -> None:
    """A topic under another has it as its broader concept; those at the top are top concepts."""
    graph = read(archive(edition("2023", ["Storage", "  Moon-aware storage", "Coral"])))
    inner = URIRef(f"{ADDRESS}editions/2023/#topic-moon-aware-storage")
    assert str(graph.value(graph.value(inner, SKOS.broader), SKOS.prefLabel)) == "Storage"
    assert graph.value(inner, SKOS.topConceptOf) is None
    assert len(list(graph.subjects(SKOS.topConceptOf, None))) == 2


def test_matches_follow_what_became_of_topics() -> None:
    """The same words match exactly, a broadened topic by its broader one, parts by their whole, in both directions."""
    graph = read(every_kind())
    old, new = matches(graph, "2019"), matches(graph, "2023")
    assert old["Shell parsing"] == [("exactMatch", "Shell parsing")]
    assert old["Barnacle-resistant networks"] == [("exactMatch", "Barnacle resistant networks")]
    broader = "Tidal scheduling of batch jobs, and of services"
    assert ("broadMatch", broader) in old["Tidal scheduling of batch jobs"]
    assert ("exactMatch", "Tidal scheduling of batch jobs") in old[
        "Tidal scheduling of batch jobs"
    ]  # of 2017
    assert new[broader] == [("narrowMatch", "Tidal scheduling of batch jobs")]
    assert old["Wave forecasting"] == [("closeMatch", "Wave forecasting"), ("exactMatch", "Wave forecasting")]
    assert old["Foam detection and kelp classification"] == [
        ("narrowMatch", "Foam detection"),
        ("narrowMatch", "Kelp classification"),
    ]
    assert new["Kelp classification"] == [("broadMatch", "Foam detection and kelp classification")]
    assert old["Moon-aware storage"] == [("broadMatch", "Moon-aware storage and driftwood caching")]
    assert old["Seagull authentication"] == []
    assert new["Brine chemistry"] == [("exactMatch", "Brine chemistry")]  # moved to another list
    assert new["Coral databases"] == [("exactMatch", "Coral databases")]  # returned


def test_what_a_person_decided_is_certain() -> None:
    """Decided parts have their whole; a decided topic in other words is close."""
    held = series(
        {"2019": ["Reefs and harbors", "Sails"], "2021": ["Corals", "Piers", "Hoisted cloth"]},
        [
            ruling(Outcome.SPLIT, {"2019": ["Reefs and harbors"]}, {"2021": ["Corals", "Piers"]}),
            ruling(Outcome.SAME, {"2019": ["Sails"]}, {"2021": ["Hoisted cloth"]}),
        ],
    )
    old = matches(read(held), "2019")
    assert old["Reefs and harbors"] == [("narrowMatch", "Corals"), ("narrowMatch", "Piers")]
    assert old["Sails"] == [("closeMatch", "Hoisted cloth")]


WORDS = ("tidal", "moon", "storage", "scheduling", "of", "reefs", "and", "kelp", "models", "for", "nets")
TOPIC = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=40)
@given(st.lists(st.lists(TOPIC, min_size=1, max_size=5), min_size=2, max_size=4))
def test_no_statement_contradicts_another(calls: list[list[str]]) -> None:
    """What matches exactly, also by way of others, is neither broader nor narrower (SKOS reference, S46)."""
    graph = read(series({str(2019 + number): topics for number, topics in enumerate(calls)}))
    groups: list[set[object]] = []
    for old, new in graph.subject_objects(SKOS.exactMatch):
        joined = [group for group in groups if old in group or new in group]
        groups = [group for group in groups if group not in joined] + [{old, new}.union(*joined)]
    for kind in (SKOS.broadMatch, SKOS.narrowMatch):
        for narrower, broader in graph.subject_objects(kind):
            assert not any({narrower, broader} <= group for group in groups)
    for kind, inverse in ((SKOS.broadMatch, SKOS.narrowMatch), (SKOS.exactMatch, SKOS.exactMatch)):
        for old, new in graph.subject_objects(kind):
            assert (new, inverse, old) in graph


def test_uncertain_matches_are_close_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person should look at is close, if it is one topic; a whole and its parts are left out."""
    monkeypatch.setattr("cfp_archive.comparing.correspondence._LIKELY", 1.1)
    monkeypatch.setattr("cfp_archive.comparing.correspondence._SURE", 1.1)
    old = matches(read(every_kind()), "2019")
    assert {kind for listed in old.values() for kind, _label in listed} == {"closeMatch"}
    assert old["Foam detection and kelp classification"] == []


def test_names_hold_without_an_address() -> None:
    """Where the site is not known, every name is one that holds anywhere, and the statements are the same."""
    known, unknown = read(every_kind()), read(every_kind(), "")
    assert len(known) == len(unknown)
    names = {str(name) for name in unknown.all_nodes() if isinstance(name, URIRef)}
    assert all(name.startswith(("urn:uuid:", str(SKOS))) for name in names)


def test_no_file_without_topics() -> None:
    """An archive without topics has no such file."""
    held = archive(gaps=["2018"])
    site = Site(archive=held, history=build_history(held), base_url=ADDRESS)
    assert dict(files_of(site, ["topics.ttl"])) == {}


@settings(max_examples=60)
@given(HOSTILE, HOSTILE)
def test_no_text_leaves_its_literal(topic: str, title: str) -> None:
    """Whatever a topic says is one literal, with nothing hidden in it, and makes no other statement."""
    held = archive(
        edition("2027", {LIST: [f"x{topic}"]}, Facts(title="TideComp 2027", short_title=f"x{title}"))
    )
    usual = archive(edition("2027", {LIST: ["x"]}, Facts(title="TideComp 2027")))
    graph = read(held)
    text = held.editions[0].lists[0].topics[0]
    (concept,) = graph.subjects(RDF.type, SKOS.Concept)
    assert str(graph.value(concept, SKOS.prefLabel)) == visible(text.head, lines=True)
    assert len(graph) - (text.text != text.head) == len(read(usual))


@given(HOSTILE)
def test_no_address_leaves_its_brackets(address: str) -> None:
    """Whatever the site's address is, names are read as names."""
    graph = read(every_kind(), f"https://calls.example/{address}/")
    assert len(graph) == len(read(every_kind()))


def test_payloads_are_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what an attacker would send, only words are left."""
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)
    write_all(tmp_path, tuple(payload for payload in PAYLOADS if not payload.is_large))
    graph = read(read_archive(tmp_path / "editions")[0])
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) > 20
    assert SECRET not in graph.serialize(format="nt")
