"""Write fabricated archives for tests. Every name, place and call in here is invented.

A `Call` is written as a page *and* as the text "as received", so that an archive made of calls has no problems.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cfp_archive.comparing.history import build_history
from cfp_archive.formatting import date_words
from cfp_archive.model import Span
from cfp_archive.reading import read_archive
from cfp_archive.yamlio import appended

if TYPE_CHECKING:
    from pathlib import Path

    from cfp_archive.model import Archive

Topics = Sequence[str | tuple[str, Sequence[str]]]  # an entry, or an entry and those nested in it


def png(red: int, green: int, blue: int) -> bytes:
    """Return a picture of one point (https://www.w3.org/TR/png-3/)."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    size = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    point = zlib.compress(bytes([0, red, green, blue]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", point) + chunk(b"IEND", b"")


PNG = png(0, 0, 128)

SERIES: dict[str, Any] = {
    "name": "Workshop on Tidal Computing",
    "short_name": "TideComp",
    "home": "https://tidecomp.example/",
    "about": "An invented workshop on computing with the tides.",
    "lists": [
        {"name": "areas", "label": "Areas of interest"},
        {"name": "directions", "label": "Directions"},
    ],
}


@dataclass(frozen=True, kw_only=True)
class Call:
    """A fabricated call. Values are those of the front matter; `lists` are its topic lists by name."""

    title: str = "Workshop on Tidal Computing"
    intro: str = "We invite papers on topics including but not limited to:"
    lists: Mapping[str, Topics] = field(
        default_factory=lambda: {"areas": ("Tidal scheduling", "Moon-aware storage")}
    )
    key_dates: Sequence[Mapping[str, Any]] = ()
    submissions: Sequence[Mapping[str, Any]] = ()
    people: Sequence[Mapping[str, Any]] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)  #: further front matter
    closing: str = ""  #: Markdown at the end of the page; its words are put at the end of the source too
    source: str | None = None  #: the text as received. Default: the page's words.

    def page(self) -> str:
        """Return the text of index.md."""
        front: dict[str, Any] = {"title": self.title, **self.facts}
        for name in ("key_dates", "submissions", "people"):
            if getattr(self, name):
                front[name] = [dict(one) for one in getattr(self, name)]
        front.setdefault("sources", [{"file": "source.txt", "url": "https://mail.example/archive/1"}])
        if "other_sources" in front:  # the order of fields is that of the reference
            front["other_sources"] = front.pop("other_sources")
        parts = [f"# {self.title}", self.intro]
        parts += [f":::{{topics}} {name}\n{_bullets(topics)}\n:::" for name, topics in self.lists.items()]
        if self.key_dates:
            parts += ["## Key Dates", ":::{key-dates}\n:::"]
        if self.submissions:
            parts += ["## Submissions", ":::{submissions}\n:::"]
        for role in dict.fromkeys(one["role"] for one in self.people):
            parts += [f"## {role}", f":::{{people}} {role}\n:::"]
        parts += [self.closing] if self.closing else []
        return f"---\n{yaml_text(front)}---\n\n" + "\n\n".join(parts) + "\n"

    def words(self) -> str:
        """Return the text as received."""
        if self.source is not None:
            return self.source
        lines = [self.title, "", self.intro, ""]
        for topics in self.lists.values():
            lines += [line.lstrip().replace("**", "") for line in _bullets(topics).split("\n")]
        if self.key_dates:
            lines += ["", "Key Dates", *(f"{one['label']}: {_printed_date(one)}" for one in self.key_dates)]
        if self.submissions:
            lines += ["", "Submissions", *(_submission_line(one) for one in self.submissions)]
        for role in dict.fromkeys(one["role"] for one in self.people):
            lines += ["", role, *(_person_line(one) for one in self.people if one["role"] == role)]
        return "\n".join([*lines, self.closing]) + "\n"


def write_archive(
    folder: Path,
    editions: Mapping[str, Call | str],
    *,
    series: Mapping[str, Any] | str | None = None,
    people: Sequence[Mapping[str, Any]] | str | None = None,
    decisions: Sequence[Mapping[str, Any]] | str | None = None,
    topics: Sequence[Mapping[str, Any]] | str | None = None,
) -> Path:
    """Write an archive into a folder and return it.

    :param folder: made if it does not exist; by convention its name is 'editions'.
    :param editions: by key; a text is written as index.md as it is, without a source.
    :param series: further fields of series.yaml, or its text. The same holds for the other files, which are not
        written if they are None; but topics.yaml then has a key for each topic, as a finished archive has. `topics=""`
        is an archive in which keys are still to be recorded.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(series, str):
        write(folder / "series.yaml", series)
    else:
        write(folder / "series.yaml", yaml_text({**SERIES, **(series or {})}))
    for name, content in (("people", people), ("decisions", decisions), ("topics", topics)):
        if content is not None:
            write(
                folder / f"{name}.yaml",
                content if isinstance(content, str) else json.dumps(list(content), indent=1),
            )
    for key, call in editions.items():
        (folder / key).mkdir(exist_ok=True)
        if isinstance(call, Call):
            write(folder / key / "index.md", call.page())
            write(folder / key / "source.txt", call.words())
        else:
            write(folder / key / "index.md", call)
    if topics is None and all(isinstance(call, Call) for call in editions.values()):
        record_keys(folder)
    return folder


def record_keys(folder: Path) -> None:
    """Record the keys of an archive's topics, as 'cfp-archive keys --write' does."""
    (folder / "topics.yaml").unlink(missing_ok=True)
    archive, _ = read_archive(folder)
    entries = build_history(archive.published).unrecorded()
    if entries:
        write(folder / "topics.yaml", appended("", entries))


def archive_of(folder: Path, editions: Mapping[str, Call | str] | None = None, **files: Any) -> Archive:
    """Write and read an archive that must have no problems of form."""
    archive, problems = read_archive(write_archive(folder / "editions", editions or TIDES, **files))
    assert not problems, "\n".join(map(str, problems))
    return archive


def write(file: Path, text: str) -> None:
    """Write a text as UTF-8 with LF, on every system."""
    file.write_bytes(text.encode("utf-8"))


def yaml_text(fields: Mapping[str, Any]) -> str:
    """Return YAML with a line for each field, and for each entry of a list."""
    lines = []
    for name, value in fields.items():
        if isinstance(value, list | tuple) and value:
            lines += [f"{name}:", *(f"  - {_inline(one)}" for one in value)]
        else:
            lines.append(f"{name}: {_inline(value)}")
    return "\n".join(lines) + "\n"


def _inline(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _bullets(topics: Topics, indent: str = "") -> str:
    lines = []
    for one in topics:
        text, nested = (one, ()) if isinstance(one, str) else one
        lines.append(f"{indent}- {text}")
        if nested:
            lines.append(_bullets(nested, indent + "  "))
    return "\n".join(lines)


def _printed_date(fields: Mapping[str, Any]) -> str:
    if "printed" in fields:
        return str(fields["printed"])
    assert isinstance(fields["date"], str), "a fabricated span of days needs its 'printed' words"
    day = dt.date.fromisoformat(fields["date"])
    return date_words(Span(start=day, end=day))


def _submission_line(fields: Mapping[str, Any]) -> str:
    limit = fields.get("printed") or (f"{fields['pages']} pages" if "pages" in fields else "")
    return f"{fields['category']}: {limit}" if limit else str(fields["category"])


def _person_line(fields: Mapping[str, Any]) -> str:
    if "printed" in fields:
        return str(fields["printed"])
    return ", ".join(str(fields[name]) for name in ("name", "affiliation", "country") if fields.get(name))


#: A series with a gap, in which topics stay, change, split, merge, go and come back, and people change roles.
TIDES: dict[str, Call] = {
    "2017": Call(
        title="TideComp 2017: First Workshop on Tidal Computing",
        lists={
            "areas": (
                "Tidal scheduling of batch jobs",
                "Moon-aware storage",
                "Foam detection and kelp classification",
                "Barnacle-resistant networks",
                "Coral databases",
            )
        },
        key_dates=(
            {"label": "Paper Submission", "date": "2017-02-01"},
            {"label": "Acceptance Notification", "date": "2017-03-15"},
            {"label": "Workshop", "date": "2017-05-21"},
        ),
        people=(
            {
                "role": "General Chairs",
                "name": "Ada Quill",
                "affiliation": "Harbour College",
                "country": "Northland",
            },
            {"role": "Program Chair", "name": "Bo Finn", "affiliation": "Reef Labs", "country": "Southland"},
        ),
        facts={
            "ordinal": 1,
            "date": "2017-05-21",
            "place": "Ebbville, Northland",
            "other_sources": {"place": "https://tidecomp.example/2017"},
        },
    ),
    "2019": Call(
        title="TideComp 2019: Third Workshop on Tidal Computing",
        lists={
            "areas": (
                "Tidal scheduling of batch jobs",
                "Moon-aware storage and caching",
                "Foam detection",
                "Kelp classification",
                "Coral databases",
                "Undertow security",
            )
        },
        key_dates=(
            {"label": "Paper Submission", "date": "2019-02-03"},
            {"label": "Acceptance Notification", "date": "2019-03-17"},
            {"label": "Workshop", "date": "2019-05-20"},
        ),
        submissions=({"category": "Regular papers", "pages": 8}, {"category": "Posters", "pages": 2}),
        people=(
            {
                "role": "General Chairs",
                "name": "Ada Quill",
                "affiliation": "Harbour College",
                "country": "Northland",
            },
            {"role": "General Chairs", "name": "Bo Finn", "affiliation": "Reef Labs", "country": "Southland"},
            {"role": "Web & Publicity Chair", "name": "Çelik Ömür", "affiliation": "Harbour College"},
        ),
        facts={"ordinal": 3, "date": "2019-05-20"},
    ),
    "2020": Call(
        title="TideComp 2020: Fourth Workshop on Tidal Computing",
        lists={
            "areas": (
                "Tidal scheduling of batch and streaming jobs",
                "Moon-aware storage and caching",
                "Foam detection",
                "Kelp classification",
                "Barnacle-resistant networks",
                "Undertow security",
            ),
            "directions": (
                "**Deep tides**: Computing at depth is slow. We want it fast.",
                "**Shallow tides**: Computing near the shore (CNS) is noisy, and CNS jobs are short.",
            ),
        },
        people=(
            {"role": "General Chairs", "name": "Bo Finn", "affiliation": "Reef Labs", "country": "Southland"},
            {"role": "Steering Committee", "name": "Ada Quill", "affiliation": "Harbour College"},
        ),
        facts={"ordinal": 4},
    ),
}

#: A decision on two calls of TIDES, which overrules how a topic is matched.
ANOTHER_FOAM: dict[str, Any] = {
    "list": "areas",
    "old_edition": "2019",
    "new_edition": "2020",
    "old": ["Foam detection"],
    "new": ["Foam detection"],
    "outcome": "not the same",
    "reason": "It is another foam.",
    "decided": "2021-01-01",
}

#: Files beside the editions of TIDES.
TIDES_SERIES: dict[str, Any] = {
    "missing_calls": [
        {"key": "2018", "ordinal": 2, "ordinal_counted": True, "note": "No call has been found."}
    ]
}


def with_topics(key: str, *topics: str, name: str = "areas") -> dict[str, Call]:
    """Return one edition that has one list of topics."""
    return {key: replace(Call(), title=f"TideComp {key}", lists={name: topics})}
