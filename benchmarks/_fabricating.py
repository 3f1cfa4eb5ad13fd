"""Fabricate an archive of any length: the same one for the same number of editions, on every machine.

Every word, name and place is made of syllables. An edition's call is that of the year before, in which some topics were
kept, others reworded, removed or added, and a few people made room for others.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Year of the newest edition; the others stand in the years before, one in each.
NEWEST = 2024
#: For each list its least and most topics.
SIZES = {"areas": (16, 28), "directions": (4, 8)}
#: Of the topics of a year so many are reworded, and so many make room for others.
REWORDED, REPLACED = 0.08, 0.06
ROLES = {"General Chairs": 2, "Program Chairs": 2, "Web Chair": 1, "Steering Committee": 7}
#: So many of the people serve again in the next year.
SERVE_AGAIN = 0.9

_SYLLABLES = [a + b for a, b in product("bdfgklmnprstv", "aeiou")]


@dataclass(frozen=True, slots=True)
class _Topic:
    """A topic: words in two halves, and for research directions a description."""

    words: list[str]
    joined: str  #: the word that holds the two halves together
    description: str = ""

    def line(self) -> str:
        """Write the entry of the list."""
        half = (len(self.words) + 1) // 2
        text = f"{' '.join(self.words[:half])} {self.joined} {' '.join(self.words[half:])}".capitalize()
        return f"- **{text}**: {self.description}" if self.description else f"- {text}"


class _Series:
    """What goes on from year to year."""

    def __init__(self, seed: str, sizes: Mapping[str, tuple[int, int]]) -> None:
        self.chance = random.Random(seed)
        self.sizes = sizes
        self.words = [self._word() for _ in range(900)]
        self.weights = [1.0 / (rank + 8) for rank in range(len(self.words))]
        self.lists = {
            name: [self._topic(name) for _ in range((least + most) // 2)]
            for name, (least, most) in sizes.items()
        }
        self.committee = [self._person() for _ in range(sum(ROLES.values()))]
        self.prose = [self._sentences(5) for _ in range(6)]

    def _word(self) -> str:
        return "".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(2, 4)))

    def _some(self, least: int, most: int) -> list[str]:
        return self.chance.choices(self.words, self.weights, k=self.chance.randint(least, most))

    def _sentences(self, count: int) -> str:
        return " ".join(f"{' '.join(self._some(9, 22)).capitalize()}." for _ in range(count))

    def _topic(self, name: str) -> _Topic:
        described = self._sentences(3) if name == "directions" else ""
        return _Topic(self._some(3, 7), self.chance.choice(["for", "of", "in", "and", "with"]), described)

    def _person(self) -> tuple[str, str, str]:
        name = f"{self._word()} {self._word()}".title()
        return name, f"University of {self._word().title()}", self._word().title()

    def go_on(self) -> None:
        """Make the next year's call of this year's."""
        chance = self.chance
        for name, topics in self.lists.items():
            for place, topic in enumerate(topics):
                if chance.random() < REWORDED:
                    words = list(topic.words)
                    words[chance.randrange(len(words))] = self._some(1, 1)[0]
                    topics[place] = _Topic(words, topic.joined, topic.description)
            replaced = [place for place in range(len(topics)) if chance.random() < REPLACED]
            for place in reversed(replaced):
                del topics[place]
            least, most = self.sizes[name]
            added = len(replaced) + chance.choice([-1, 0, 0, 1])
            for _ in range(min(max(added, least - len(topics)), most - len(topics))):
                topics.insert(chance.randint(0, len(topics)), self._topic(name))
        self.committee = [one if chance.random() < SERVE_AGAIN else self._person() for one in self.committee]
        self.prose[chance.randrange(len(self.prose))] = self._sentences(5)

    def page(self, year: int, ordinal: int) -> str:
        """Write this year's call."""
        last = year - 1
        people = []
        rest = iter(self.committee)
        for role, seats in ROLES.items():
            for name, affiliation, country in (next(rest) for _ in range(seats)):
                people.append({"role": role, "name": name, "affiliation": affiliation, "country": country})
        title = f"FAB {year}: {_counted(ordinal)} Workshop on {' '.join(self.words[:3]).title()}"
        facts = {
            "title": title,
            "ordinal": ordinal,
            "date": f"{year:04}-05-21",
            "website": f"https://{year}.fab.example",
            "key_dates": [
                {"label": "Paper Submission", "date": f"{year:04}-02-01"},
                {"label": "Acceptance Notification", "date": f"{year:04}-03-{self.chance.randint(1, 28):02}"},
                {"label": "Camera-ready Version", "date": f"{year:04}-04-{self.chance.randint(1, 28):02}"},
                {"label": "Workshop", "date": f"{year:04}-05-21"},
            ],
            "submissions": [
                {"category": "Regular papers", "pages": [8, 10]},
                {"category": "Short papers", "pages": 4},
            ],
            "people": people,
        }
        front = "".join(f"{name}: {json.dumps(value)}\n" for name, value in facts.items())
        lists = [
            f"## {name.capitalize()}\n\n:::{{topics}} {name}\n{_lines(topics)}\n:::"
            for name, topics in self.lists.items()
        ]
        parts = [
            f"---\n{front}---\n",
            f"# {title}",
            "## Scope",
            *self.prose[:3],
            "We invite papers on topics including but not limited to:",
            *lists,
            "## Key dates",
            ":::{key-dates}\n:::",
            "## Submissions",
            self.prose[3],
            ":::{submissions}\n:::",
            self.prose[4],
            "## Organisation",
            *(f"### {role}\n\n:::{{people}} {role}\n:::" for role in ROLES),
            "## Venue",
            self.prose[5],
            f"The workshop follows that of {last}. See https://{year}.fab.example for more.",
        ]
        return "\n\n".join(parts) + "\n"


def _counted(ordinal: int) -> str:
    """Write an ordinal in figures, as in '2nd'."""
    ending = "th" if ordinal % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(ordinal % 10, "th")
    return f"{ordinal}{ending}"


def _lines(topics: list[_Topic]) -> str:
    return "\n".join(one.line() for one in topics)


def fabricate(folder: Path, editions: int, topics: Mapping[str, tuple[int, int]] = SIZES) -> None:
    """Write an archive of so many editions into a folder.

    :param topics: for each list the least and most topics that it has.
    """
    folder.mkdir(parents=True)
    lists = [{"name": "areas", "label": "Areas of interest"}, {"name": "directions", "label": "Directions"}]
    series = {
        "name": "Fabricated Workshop",
        "short_name": "FAB",
        "home": "https://fab.example/",
        "lists": lists,
    }
    text = "".join(f"{name}: {json.dumps(value)}\n" for name, value in series.items())
    (folder / "series.yaml").write_text(text, encoding="utf-8")
    going_on = _Series("calls for papers", topics)
    for ordinal in range(1, editions + 1):
        year = NEWEST - editions + ordinal
        (folder / f"{year:04}").mkdir()
        (folder / f"{year:04}" / "index.md").write_text(going_on.page(year, ordinal), encoding="utf-8")
        going_on.go_on()
