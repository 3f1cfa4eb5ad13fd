"""Examples of what can be done with the files, shown on the page that describes them. The tests run each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive import messages

if TYPE_CHECKING:
    from cfp_archive.messages import Message

__all__ = ["EXAMPLES", "Example"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A program that reads files of the folder in which it runs, and prints an answer."""

    question: Message
    tool: str  #: what runs it; a name, not to be translated
    language: str  #: of the code, for its colors
    code: str


EXAMPLES = (
    Example(
        question=messages.EXAMPLE_FIRST_LISTED,
        tool="Python",
        language="python",
        code="""\
import json
from pathlib import Path

lineages = json.loads(Path("lineages.json").read_text(encoding="utf-8"))
for topic in lineages["topics"]:
    print(topic["places"][0]["edition"], topic["title"])
""",
    ),
    Example(
        question=messages.EXAMPLE_TOPICS_PER_EDITION,
        tool="Python",
        language="python",
        code="""\
import csv
from collections import Counter

with open("topics.csv", encoding="utf-8", newline="") as file:
    counts = Counter(row["edition"] for row in csv.DictReader(file))
for edition, number in counts.items():
    print(edition, number)
""",
    ),
    Example(
        question=messages.EXAMPLE_IN_EVERY_CALL,
        tool="jq",
        language="bash",
        code="""\
jq -r '([.editions[] | select(.in_archive)] | length) as $calls
  | .topics[] | select((.places | length) == $calls) | .title' lineages.json
""",
    ),
    Example(
        question=messages.EXAMPLE_DEADLINES,
        tool="DuckDB",
        language="sql",
        code="""\
SELECT edition, label, "end" FROM 'dates.csv' WHERE kind = 'submission' ORDER BY edition
""",
    ),
    Example(
        question=messages.EXAMPLE_PEOPLE,
        tool="pandas",
        language="python",
        code="""\
import pandas

people = pandas.read_csv("people.csv", dtype=str, keep_default_na=False)
print(people.groupby("person")["edition"].nunique().sort_values(ascending=False).to_string())
""",
    ),
    Example(
        question=messages.EXAMPLE_BROADENED,
        tool="RDFLib",
        language="python",
        code="""\
import rdflib

topics = rdflib.Graph().parse("topics.ttl")
query = "SELECT DISTINCT ?older ?newer { ?a skos:broadMatch ?b . ?a skos:prefLabel ?older . ?b skos:prefLabel ?newer }"
for older, newer in sorted(topics.query(query)):
    print(f"{older} -> {newer}")
""",
    ),
)
