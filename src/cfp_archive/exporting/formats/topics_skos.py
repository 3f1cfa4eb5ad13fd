"""The topics as linked data: SKOS (https://www.w3.org/TR/skos-reference/) in Turtle.

Each list of a call is a concept scheme, each topic in it a concept in the call's words. Where topics of two calls correspond,
their concepts are matched; the weakest statement that is certain is made:

- one topic in the same words, but for minor edits: ``exactMatch``, if the match is sure. It is transitive, so an
  uncertain one would spread;
- one topic that was broadened or narrowed: ``broadMatch`` and ``narrowMatch``, if the match is sure or likely;
- any other match of two topics, the uncertain ones too: ``closeMatch``, which is not transitive. So are matches by the title
  whose descriptions differ: it is not the subject that a description widens;
- topics that were split or merged: the whole is broader than each part, if the match is sure or likely. Uncertain ones are left
  out, since SKOS has no weaker word for a whole and its parts; so are regrouped topics, of which none is a part of another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from cfp_archive import messages
from cfp_archive.characters import visible
from cfp_archive.comparing.correspondence import Certainty, ChangeKind, RewordingKind
from cfp_archive.exporting.identity import edition_iri, lineage_iri, topic_iri, topic_list_iri
from cfp_archive.exporting.registry import Exporter, Group

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cfp_archive.comparing.graph import TopicRef, TopicStep
    from cfp_archive.model import Edition, TopicList
    from cfp_archive.site import Site

__all__ = ["EXPORTERS"]

_FILE = "topics.ttl"
_PREFIXES = {"skos": "http://www.w3.org/2004/02/skos/core#", "dcterms": "http://purl.org/dc/terms/"}
_INVERSE = {
    "skos:exactMatch": "skos:exactMatch",
    "skos:closeMatch": "skos:closeMatch",
    "skos:broadMatch": "skos:narrowMatch",
    "skos:narrowMatch": "skos:broadMatch",
}
#: What an escape in a Turtle string stands for; other characters that nobody sees are written out before.
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
_NOT_IN_IRIS = re.compile(r"[^!#-;=?-\[\]_a-z~\u00a1-\U0010ffff]")
_MINOR = {RewordingKind.NONE, RewordingKind.MINOR}


@dataclass(frozen=True, slots=True)
class _Resource:
    """Something with properties; their values are written as Turtle."""

    iri: str
    properties: list[tuple[str, str]] = field(default_factory=list)

    def add(self, name: str, *values: str) -> None:
        """Add a property with each of its values."""
        self.properties.extend((name, value) for value in values)

    @property
    def turtle(self) -> str:
        """The resource as a statement."""
        values: dict[str, list[str]] = {}
        for name, value in self.properties:
            values.setdefault(name, []).append(value)
        lines = [f"{name} {', '.join(dict.fromkeys(listed))}" for name, listed in values.items()]
        return f"{_iri(self.iri)} " + " ;\n  ".join(lines) + " .\n"


def _iri(address: str) -> str:
    """Return an address as an IRI; what may not be in one, or in the Turtle of one, is percent-encoded."""
    return f"<{_NOT_IN_IRIS.sub(lambda found: quote(found[0]), visible(address))}>"


def _text(text: str, language: str = "") -> str:
    literal = f'"{visible(text, lines=True).translate(_ESCAPES)}"'
    return f"{literal}@{language}" if language else literal


def _resources(site: Site) -> Iterator[_Resource]:
    matches = _matches(site)
    for edition in site.archive.editions:
        for topics in edition.lists:
            yield _scheme(site, edition, topics)
            yield from _concepts(site, edition, topics, matches)


def _scheme(site: Site, edition: Edition, topics: TopicList) -> _Resource:
    archive = site.archive
    scheme = _Resource(topic_list_iri(site, edition.key, topics.name))
    scheme.add("a", "skos:ConceptScheme")
    title = messages.LIST_OF_EDITION(
        edition=archive.short_title(edition), list=archive.list_label(topics.name)
    )
    scheme.add("dcterms:title", _text(title))
    scheme.add("dcterms:subject", _iri(edition_iri(site, edition)))
    return scheme


def _concepts(
    site: Site, edition: Edition, topics: TopicList, matches: Mapping[TopicRef, list[tuple[str, TopicRef]]]
) -> Iterator[_Resource]:
    history, language = site.history, site.archive.series.language
    members = history.members(topics.name, edition.key)
    scheme = _iri(topic_list_iri(site, edition.key, topics.name))

    def name_of(key: str, where: str = edition.key) -> str:
        return topic_iri(site, where, key)

    for topic, member in zip(topics.topics, members, strict=True):
        concept = _Resource(name_of(member.key))
        concept.add("a", "skos:Concept")
        concept.add("skos:inScheme", scheme)
        if topic.parent is None:
            concept.add("skos:topConceptOf", scheme)
        else:
            concept.add("skos:broader", _iri(name_of(members[topic.parent].key)))
        concept.add("skos:prefLabel", _text(topic.head, language))
        if topic.text != topic.head:
            concept.add("skos:definition", _text(topic.text, language))
        concept.add("skos:notation", _text(member.key))
        concept.add("dcterms:isVersionOf", _iri(lineage_iri(site, member.key)))
        for match, other in matches.get(member.place, ()):
            concept.add(match, _iri(name_of(history.by_place[other].key, other.edition)))
        yield concept


def _matches(site: Site) -> dict[TopicRef, list[tuple[str, TopicRef]]]:
    """Return what each topic is matched with, and how, in both directions."""
    matches: dict[TopicRef, list[tuple[str, TopicRef]]] = defaultdict(list)
    for step in site.history.graph.steps:
        match = _match(step)
        if match:
            for old in step.old:
                for new in step.new:
                    matches[old].append((match, new))
                    matches[new].append((_INVERSE[match], old))
    return matches


def _match(step: TopicStep) -> str:
    """Return how the older topics of a step are matched with the newer ones; empty if they are not."""
    uncertain = step.certainty is Certainty.CHECK
    if step.is_several:
        if uncertain:
            return ""
        return {ChangeKind.SPLIT: "skos:narrowMatch", ChangeKind.MERGED: "skos:broadMatch"}.get(step.kind, "")
    if step.certainty is Certainty.SURE and step.change in _MINOR:
        return "skos:exactMatch"
    if uncertain or step.title_kept:
        return "skos:closeMatch"
    return {
        RewordingKind.BROADENED: "skos:broadMatch",
        RewordingKind.NARROWED: "skos:narrowMatch",
    }.get(step.change, "skos:closeMatch")


def _has_topics(site: Site) -> bool:
    return any(edition.lists for edition in site.archive.editions)


def _files(site: Site) -> Iterator[tuple[str, bytes]]:
    if _has_topics(site):
        prefixes = "".join(f"@prefix {name}: <{address}> .\n" for name, address in _PREFIXES.items())
        blocks = (prefixes, *(resource.turtle for resource in _resources(site)))
        yield _FILE, "\n".join(blocks).encode("utf-8")


EXPORTERS = (
    Exporter(
        name=_FILE,
        group=Group.LINKED_DATA,
        address=_FILE,
        about=messages.ABOUT_SKOS,
        media_type="text/turtle",
        files=_files,
        has_content=_has_topics,
        standard=("SKOS", "https://www.w3.org/TR/skos-reference/"),
    ),
)
