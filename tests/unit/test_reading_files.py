"""Reading survives whatever the folder holds, and says in plain words what is wrong with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path, PurePath
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cfp_archive.checking import check
from cfp_archive.model import DateKind, Edition, Format, Span
from cfp_archive.problems import Code, Problem
from cfp_archive.reading import read_archive, read_edition
from cfp_archive.reading.files import decode
from cfp_archive.reading.folder import split_front_matter
from cfp_archive.reading.sources import read_source
from fabricate import TIDES, TIDES_SERIES, Call, archive_of, write, write_archive


def read_page(tmp_path: Path, text: str) -> tuple[Edition | None, tuple[Problem, ...]]:
    """Read one page."""
    folder = tmp_path / "2021"
    folder.mkdir(exist_ok=True)
    write(folder / "index.md", text)
    return read_edition(folder, PurePath("editions/2021"))


def test_archive(tmp_path: Path) -> None:
    """An archive has its series, its editions by key, its gaps and its people."""
    archive = archive_of(
        tmp_path,
        TIDES,
        series=TIDES_SERIES,
        people=[{"key": "celik", "name": "Çelik Ömür"}],
        decisions=[
            {
                "list": "areas",
                "old_edition": "2017",
                "new_edition": "2019",
                "old": ["A"],
                "new": ["B"],
                "outcome": "not the same",
                "reason": "Tides.",
                "decided": "2026-01-02",
            }
        ],
        topics=[{"key": "moon", "list": "areas", "edition": "2017", "text": "Moon-aware storage"}],
    )
    assert archive.series.short_name == "TideComp"
    assert [one.key for one in archive.editions] == ["2017", "2019", "2020"]
    assert [one.key for one in archive.timeline] == ["2017", "2018", "2019", "2020"]
    assert [one.key for one in archive.people] == ["ada-quill", "bo-finn", "celik"]
    assert archive.decisions[0].outcome.value == "not the same"
    assert archive.topic_keys[0].key == "moon"
    assert archive.folder == PurePath("editions")
    assert archive.line_of("series.yaml", "missing_calls", 0, "key") == 9


def test_the_former_names_of_fields_are_read(tmp_path: Path) -> None:
    """Archives from before the fields were renamed read the same, and beside the present name a former one is unknown."""
    decision = {
        "list": "areas",
        "old_edition": "2017",
        "new_edition": "2019",
        "old": ["A"],
        "new": ["B"],
        "reason": "Tides.",
        "decided": "2026-01-02",
    }
    former = {name: value for name, value in TIDES_SERIES.items() if name != "missing_calls"}
    former["not_held"] = TIDES_SERIES["missing_calls"]
    archive = archive_of(
        tmp_path / "former", TIDES, series=former, decisions=[{**decision, "verdict": "same"}]
    )
    same = archive_of(
        tmp_path / "present", TIDES, series=TIDES_SERIES, decisions=[{**decision, "outcome": "same"}]
    )
    assert archive.series == same.series
    assert archive.decisions == same.decisions
    folder = write_archive(tmp_path / "both", TIDES, series={**TIDES_SERIES, "not_held": []})
    assert [problem.message for problem in read_archive(folder)[1]] == ["Unknown field 'not_held'."]


def test_edition(tmp_path: Path) -> None:
    """An edition has its facts with their lines, and its kinds of dates filled in from the labels."""
    edition = archive_of(tmp_path, TIDES, series=TIDES_SERIES).edition("2017")
    assert edition is not None
    assert edition.path == PurePath("editions/2017/index.md")
    assert [one.kind for one in edition.facts.key_dates] == [
        DateKind.SUBMISSION,
        DateKind.NOTIFICATION,
        DateKind.EVENT,
    ]
    assert edition.line_of("ordinal") == 3
    assert edition.line_of("key_dates", 1, "label") == 8
    assert edition.line_of("key_dates", 1, "zone") == 8
    assert edition.line_of("nothing") == 2
    assert [(one.file, one.found) for one in edition.texts] == [("source.txt", True)]


def test_further_pages(tmp_path: Path) -> None:
    """Further pages beside the call are known by name; hidden and other files are not pages."""
    folder = write_archive(tmp_path / "editions", {"2021": Call()})
    for name in ("programme.md", "committee.md", ".hidden.md", "_part.md", "notes.txt"):
        write(folder / "2021" / name, "x")
    (folder / "2021" / "folder.md").mkdir()
    write(folder / "2021" / "talks.md", "---\ntitle: Talks\nsources: [{file: t.txt}]\n---\n# On tides\n")
    write(folder / "2021" / "t.txt", "On tides")
    archive, problems = read_archive(folder)
    edition = archive.editions[0]
    assert problems == ()
    assert [(one.name, one.facts.title) for one in edition.pages] == [
        ("committee", "Committee"),
        ("programme", "Programme"),
        ("talks", "Talks"),
    ]
    assert [[text.text for text in one.texts] for one in edition.pages] == [[], [], ["On tides"]]
    assert edition.page("talks") == edition.pages[2]
    assert edition.page("index") is edition


def test_broken_further_pages(tmp_path: Path) -> None:
    """What is wrong with a further page is a problem in it; one that cannot be read is left out."""
    folder = write_archive(tmp_path / "editions", {"2021": Call()})
    (folder / "2021" / "bytes.md").write_bytes(b"\xff\xfe")
    write(
        folder / "2021" / "fields.md",
        "---\norphan: true\nsources: [{fil: t.txt}]\n---\n# Tides\n\n:::{moon}\n:::\n",
    )
    archive, problems = read_archive(folder)
    assert [one.name for one in archive.editions[0].pages] == ["fields"]
    assert [(one.path.name, one.line, one.code) for one in problems] == [
        ("bytes.md", 1, Code.NOT_UTF8),
        ("fields.md", 2, Code.UNKNOWN_FIELD),
        ("fields.md", 3, Code.UNKNOWN_FIELD),
        ("fields.md", 7, Code.UNKNOWN_DIRECTIVE),
    ]


def test_order_on_disk_does_not_matter(tmp_path: Path) -> None:
    """The same files make the same archive in whatever order they were written."""
    one = archive_of(tmp_path / "a", TIDES, series=TIDES_SERIES)
    two = archive_of(tmp_path / "b", dict(reversed(TIDES.items())), series=TIDES_SERIES)
    assert one == two
    assert hash(one.editions) == hash(two.editions)


def test_all_problems_of_a_file_at_once(tmp_path: Path) -> None:
    """Errors of the form, of the facts and of the body are reported together, and what is valid is kept."""
    edition, problems = read_page(
        tmp_path,
        "---\ntitle: T\nordnal: 3\ndate: 2021-02-30\nformat: NO\nplace: Ebbville\nkey_dates:\n"
        "  - {label: A, date: 2021-01-01, time: 23:59}\n  - {labell: B, date: 2021-01-02}\n"
        "  - {label: C, date: {start: 2021-01-03, end: 2021-01-05}, was: [2020-13-01, 2020-12-01]}\n"
        "people: nobody\n---\n\n:::{topcs} areas\n:::\n\n:::{topics} areas\n- Tides\n:::\n",
    )
    assert sorted((one.line, one.code) for one in problems) == [
        (3, Code.UNKNOWN_FIELD),
        (4, Code.IMPOSSIBLE_DATE),
        (5, Code.WRONG_TYPE),
        (9, Code.MISSING_FIELD),
        (9, Code.UNKNOWN_FIELD),
        (10, Code.IMPOSSIBLE_DATE),
        (11, Code.WRONG_TYPE),
        (14, Code.UNKNOWN_DIRECTIVE),
    ]
    assert edition is not None
    assert edition.facts.place == "Ebbville"
    assert [(one.label, one.time) for one in edition.facts.key_dates] == [("A", "23:59"), ("C", None)]
    assert edition.line_of("key_dates", 1, "label") == 10
    assert edition.lists[0].topics[0].line == 18


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        ("short_title: 2021", "'short_title' is read as a number, not as text: 2021. Put it in quotes."),
        ("place: true", "'place' is read as true or false, not as text: True. Put it in quotes."),
        ("place: ''", None),
        ("ordinal: 0", "'ordinal' must be at least 1: 0. Write a larger number."),
        ("ordinal: third", "'ordinal' must be a whole number: 'third'. Write it in digits, without quotes."),
        ("ordinal: true", "'ordinal' must be a whole number: True. Write it in digits, without quotes."),
        ("draft: yes", "'draft' must be true or false: 'yes'. Write true or false."),
        (
            "website: www.tides.example",
            "'website' is not a valid URL: 'www.tides.example'. Write it in full, as in",
        ),
        (
            "format: online",
            "'format' must be 'in person', 'virtual' or 'hybrid': 'online'. Write one of them.",
        ),
        ("date: 2021", "'date' is not a valid date: 2021. Use YYYY-MM-DD."),
        ("date: 20210501", "'date' is not a valid date: 20210501. Use YYYY-MM-DD."),
        ("date: 1 May 2021", "'date' is not a valid date: '1 May 2021'. Use YYYY-MM-DD."),
        ("date: [2021-05-01]", "'date' is not a valid date: a list. Use YYYY-MM-DD."),
        ("date: {start: 2021-05-01}", "The field 'end' is required in 'date'. Add it."),
        ("key_dates: {label: A}", "'key_dates' must be a list: a set of fields. Begin each entry with '- '"),
        ("people: [x]", "Entry 1 of 'people' must be a set of fields: 'x'. Write it as"),
        (
            "people: [{role: Chair, name: ''}]",
            "'name' of entry 1 of 'people' is empty: ''. Fill it in, or delete",
        ),
        ("submissions: [{category: A, pages: [1]}]", "has too few entries"),
        ("submissions: [{category: A, pages: [1, 2, 3]}]", "has too many entries"),
        ("submissions: [{category: A, pages: 0}]", "must be at least 1: 0. Write a larger number."),
        ("submissions: [{category: A, pages: many}]", "'pages' of entry 1 of 'submissions' must be a list"),
        (
            "key_dates: [{label: A, date: 2021-01-01, time: 9pm}]",
            "is not a valid time of day: '9pm'. Use HH:MM, from 00:00",
        ),
        ("sources: [{posted: May 2021}]", "is not a valid date: 'May 2021'. Use YYYY,"),
        ("host: {nam: IPDPS}", "Unknown field 'nam'. Did you mean 'name'?"),
        (
            "host: {name: A, x: 1}",
            "Unknown field 'x'. The fields here are: name, date, place, format, moved, source.",
        ),
        ("ordinal: 999999999999", "'ordinal' must be at most 9999: 999999999999. Write a smaller number."),
        ("ordinal: 0x" + "f" * 500_000, "'ordinal' must be at most 9999: a very large number."),
        ("submissions: [{category: A, pages: 0x" + "f" * 9000 + "}]", "must be at most 9999: a very large"),
        ("short_title: 0x" + "f" * 9000, "is read as a number, not as text: a very large number."),
        ("ordinal: 1e999999", "'ordinal' must be a whole number: inf."),
        ("date: 10000-01-01", "'date' is not a valid date: '10000-01-01'. Use YYYY-MM-DD."),
        ("status: delayed", "'status' must be 'cancelled' or 'postponed': 'delayed'."),
        ("key_dates: [{label: A, date: 2021-01-01, time: '25:99'}]", "is not a valid time of day: '25:99'."),
        ("key_dates: [{label: A, date: 2021-01-01, time: '24:00'}]", "is not a valid time of day: '24:00'."),
        ("ordinal: " + "9" * 5000, "'ordinal' must be a whole number: '999"),
        ('place: "a\\ud800"', "contains an incomplete character"),
    ],
)
def test_wrong_facts_in_plain_words(tmp_path: Path, fact: str, message: str | None) -> None:
    """What is wrong with a fact is said in words for people, and its edition is kept."""
    edition, problems = read_page(tmp_path, f"---\ntitle: T\n{fact}\n---\n")
    said = "\n".join(f"{one.message} {one.hint}" for one in problems)
    assert (message in said) if message else not problems, said
    assert all(one.line == 3 for one in problems)
    assert edition is not None
    assert edition.facts.title == "T"


def test_right_facts(tmp_path: Path) -> None:
    """Values that YAML 1.1 would change are what they look like."""
    edition, problems = read_page(
        tmp_path,
        "---\ntitle: NO\nplace: 'Yes'\ndate: 2021-05-01\nformat: in person\nordinal: 0x10\nwebsite: null\n"
        "short_title: ~\ndraft: true\nhost: {name: '35', date: {start: 2021-05-01, end: 2021-05-02}}\n---\n",
    )
    assert problems == ()
    assert edition is not None
    facts = edition.facts
    assert (facts.title, facts.place, facts.ordinal, facts.website, facts.draft) == (
        "NO",
        "Yes",
        16,
        None,
        True,
    )
    assert facts.format is Format.IN_PERSON
    assert isinstance(facts.date, Span)
    assert facts.date.start == facts.date.end


@pytest.mark.parametrize(
    ("yaml", "line", "says"),
    [
        ("title: a: b", 2, "a colon with a space"),
        ("title: [a", 2, "does not end"),
        ("title: {a: 1, b: [1, 2}", 2, "comma or the closing ]"),
        ("title: [", 2, "does not end"),
        ('title: "a', 2, "quoted value does not end"),
        ("title: a\n\tb: c", 3, "a tab"),
        ("title: a\nfoo\nd: e", 4, "no colon after it"),
        ("title: @a", 2, "reserves"),
        ("title: a\nx: - e", 3, "This is not YAML"),
        ("title: a\n  - x\n- y", 4, ""),
        ("title: >-\n  \n    a", 4, "an empty line that has spaces"),
        ("title: &x a\ny: *x", 2, "References"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", 2, "References"),
        ("title: !!python/object:os.system x", 2, "The tag"),
        ("title: !x y", 2, "The tag"),
        ("? [a]\n: x", 2, "used as a field name"),
        ("title: " + "[" * 500, 2, "nested too deeply"),
        ("title: " + "{a: " * 500, 2, "nested too deeply"),
        ("- " * 400 + "a", 2, "nested too deeply"),
        ("title: a\0b", 2, "U+0000"),
        ("title: a\n\nx: \x1b", 4, "U+001B"),
        ('title: "\\x"', 2, ""),
        ('title: "\\UFFFFFFFF"', 2, ""),
        ("%YAML 9.9\n---\ntitle: a", 2, ""),
        ("title: a\n  b: c\n c: d", 3, ""),
    ],
)
def test_broken_yaml(tmp_path: Path, yaml: str, line: int, says: str) -> None:
    """Broken YAML is one problem, at its line, in words for people."""
    folder = write_archive(tmp_path / "editions", {"2021": f"---\n{yaml}\n---\n# T\n"})
    archive, problems = read_archive(folder)
    problems = tuple(one for one in problems if one.code != Code.HEADING_LEVEL)  # of what is left as its body
    assert [one.code for one in problems] == [Code.YAML_BROKEN]
    assert says in problems[0].message
    assert problems[0].line == line
    assert archive.editions == ()


def test_repeated_fields(tmp_path: Path) -> None:
    """All fields that are given twice are found, in whatever depth."""
    _, problems = read_page(
        tmp_path,
        "---\ntitle: A\ntitle: B\ntitle: C\nhost: {name: A, name: B}\npeople:\n"
        "  - role: Chair\n    name: Ada\n    role: Chair\n---\n",
    )
    assert [(one.code, one.line) for one in problems] == [(Code.DUPLICATE_KEY, line) for line in (3, 4, 5, 9)]


@pytest.mark.parametrize(
    ("text", "front", "body", "line"),
    [
        ("---\na: 1\n---\nb", "a: 1", "b", 4),
        ("---\n---\nb", "", "b", 3),
        ("---  \na\n...\nb", "a", "b", 4),
        ("---\na\n-----\nb", "a", "b", 4),
        ("---\na", None, "---\na", 1),
        ("a\n---\nb\n---", None, "a\n---\nb\n---", 1),
        ("", None, "", 1),
    ],
)
def test_front_matter(text: str, front: str | None, body: str, line: int) -> None:
    """Front matter stands between two lines of dashes, the first of which is the first line."""
    assert split_front_matter(text) == (front, body, line)


@pytest.mark.parametrize(
    "text", ["---\n- a\n---\n", "---\n---\n", "---\nplace: x\n---\n", "---\ntitle: ''\n---\n"]
)
def test_unusable_front_matter(tmp_path: Path, text: str) -> None:
    """Without a title, there is no edition, and one problem says so."""
    edition, problems = read_page(tmp_path, text)
    assert edition is None
    assert len(problems) == 1


def test_line_endings_and_marks(tmp_path: Path) -> None:
    """A byte order mark and carriage returns are reported, and the page is read all the same."""
    folder = write_archive(tmp_path / "editions", {"2021": Call()})
    page = folder / "2021" / "index.md"
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))
    archive, problems = read_archive(folder)
    assert [(one.code, one.line) for one in problems] == [
        (Code.BYTE_ORDER_MARK, 1),
        (Code.CARRIAGE_RETURN, 1),
    ]
    assert check(archive) == ()


def test_missing_series(tmp_path: Path) -> None:
    """Without series.yaml, the editions are read under the folder's name."""
    folder = write_archive(tmp_path / "calls", {"2021": Call()})
    (folder / "series.yaml").unlink()
    archive, problems = read_archive(folder)
    assert [(one.code, one.path) for one in problems] == [
        (Code.FILE_UNREADABLE, PurePath("calls/series.yaml"))
    ]
    assert archive.short_title(archive.editions[0]) == "calls 2021"
    assert archive.editions[0].path == PurePath("calls/2021/index.md")


@pytest.mark.parametrize("name", ["series", "people", "decisions", "topics"])
def test_other_files(tmp_path: Path, name: str) -> None:
    """Broken YAML files are reported and what else there is, is read."""
    folder = write_archive(tmp_path / "editions", {"2021": Call()}, **{name: "a: b: c\n"})
    archive, problems = read_archive(folder)
    assert [(one.code, one.path.name, one.line) for one in problems] == [
        (Code.YAML_BROKEN, f"{name}.yaml", 1)
    ]
    assert len(archive.editions) == 1


def test_valid_entries_are_kept(tmp_path: Path) -> None:
    """One wrong entry of people.yaml costs that entry alone; an empty file is an empty list."""
    people = "- {key: Ada!, name: Ada}\n- {key: bo, name: Bo}\n- just a word\n"
    archive, problems = read_archive(write_archive(tmp_path / "editions", {"2021": Call()}, people=people))
    assert [(one.code, one.line) for one in problems] == [(Code.WRONG_TYPE, 1), (Code.WRONG_TYPE, 3)]
    assert [one.key for one in archive.people] == ["bo"]
    _, problems = read_archive(write_archive(tmp_path / "editions", {}, people="# nobody yet\n"))
    assert problems == ()


def test_odd_folders(tmp_path: Path) -> None:
    """Hidden and underscored folders and plain files are not editions; a page that is a folder is a problem."""
    folder = write_archive(tmp_path / "editions", {"2021": Call()})
    for name in (".git", "_drafts", "2022/index.md"):
        (folder / name).mkdir(parents=True)
    write(folder / "notes.txt", "x")
    _, problems = read_archive(folder)
    assert [(one.code, one.path.as_posix()) for one in problems] == [
        (Code.FILE_UNREADABLE, "editions/2022/index.md")
    ]


@pytest.mark.parametrize("target", ["2020", ".", "..", "nowhere", "../editions/2020"])
def test_links_that_lead_nowhere(tmp_path: Path, target: str) -> None:
    """A link, be it to itself, to the archive, to what holds it or to nothing, is a problem; reading ends."""
    folder = write_archive(tmp_path / "editions", {"2021": Call()})
    (folder / "2020").symlink_to(target)
    archive, problems = read_archive(folder)
    assert [one.code for one in problems] == [Code.SYMBOLIC_LINK]
    assert len(archive.editions) == 1


@pytest.mark.parametrize(
    "name", ["2020", "2021/index.md", "2021/more.md", "2021/source.txt", "2021/deep/x", "people.yaml"]
)
def test_links_are_not_followed(tmp_path: Path, name: str) -> None:
    """Whatever is a symbolic link is refused, and nothing of what it leads to is said or read."""
    secret = tmp_path / "elsewhere"
    write_archive(secret, {"2020": Call(title="The secret")})
    target = secret if name in {"2020", "2021/deep/x"} else secret / "2020" / "index.md"
    folder = write_archive(tmp_path / "editions", {"2021": Call()})
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(target)
    archive, problems = read_archive(folder)
    assert [(one.code, one.path.as_posix()) for one in problems] == [(Code.SYMBOLIC_LINK, f"editions/{name}")]
    assert "secret" not in f"{archive!r}{problems}"
    assert "elsewhere" not in str(problems[0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_pipes_are_not_read(tmp_path: Path) -> None:
    """A named pipe in the place of a page does not make reading wait for ever."""
    folder = write_archive(tmp_path / "editions", {"2021": Call()})
    (folder / "2021" / "index.md").unlink()
    os.mkfifo(folder / "2021" / "index.md")
    _, problems = read_archive(folder)
    assert [one.code for one in problems] == [Code.FILE_UNREADABLE]


def test_file_in_place_of_the_folder(tmp_path: Path) -> None:
    """A file is no archive, and neither is nothing."""
    write(tmp_path / "file", "x")
    for name in ("file", "nothing", "bad\0name"):
        archive, problems = read_archive(tmp_path / name)
        assert Code.FOLDER_UNREADABLE in {one.code for one in problems}
        assert archive.editions == ()


def test_large_files_are_refused(tmp_path: Path) -> None:
    """A page of many megabytes is reported instead of parsed for minutes."""
    folder = write_archive(tmp_path / "editions", {"2021": Call()})
    write(folder / "2021" / "index.md", "x" * 6_000_000)
    assert [one.message for one in read_archive(folder)[1]] == ["The file is larger than 1,000,000 bytes."]


@pytest.mark.parametrize("name", ["../2020/source.txt", "/etc/hostname", "nowhere.txt"])
def test_sources_stay_in_their_folder(tmp_path: Path, name: str) -> None:
    """A source is a file of the edition's own folder."""
    folder = write_archive(
        tmp_path / "editions", {"2020": Call(), "2021": Call(facts={"sources": [{"file": name}]})}
    )
    archive, _ = read_archive(folder)
    assert [one.found for one in archive.editions[1].texts] == [False]


def test_encodings_of_sources(tmp_path: Path) -> None:
    """A source is kept as received, in whatever encoding; its words are read all the same."""
    folder = write_archive(tmp_path / "editions", {"2021": Call(title="Café", lists={}, intro="Hi")})
    (folder / "2021" / "source.txt").write_bytes(b"Caf\xe9\r\nHi")
    archive, problems = read_archive(folder)
    assert problems == check(archive) == ()


def test_formats_of_sources(tmp_path: Path) -> None:
    """A source in a format of another kind is there, and its words are not compared."""
    folder = write_archive(tmp_path / "editions", {"2021": Call(facts={"sources": [{"file": "call.pdf"}]})})
    write(folder / "2021" / "call.pdf", "%PDF")
    archive, _ = read_archive(folder)
    assert [(one.found, one.text) for one in archive.editions[0].texts] == [(True, None)]
    assert check(archive) == ()


def test_mail_as_source(tmp_path: Path) -> None:
    """Of an e-mail, the words of the body count, decoded; not those of the header."""
    call = Call(title="Café", lists={}, intro="We invite papers.", facts={"sources": [{"file": "call.eml"}]})
    folder = write_archive(tmp_path / "editions", {"2021": call})
    (folder / "2021" / "call.eml").write_bytes(
        b"From: Ada Quill <ada@tides.example>\nSubject: Call\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
        b"Caf=E9\n\nWe invite=\n papers.\n"
    )
    archive, problems = read_archive(folder)
    assert problems == check(archive) == ()
    assert archive.editions[0].texts[0].text == "Café\n\nWe invite papers.\n"


@settings(deadline=None)
@given(
    st.binary(max_size=80),
    st.sampled_from([b"", b"Content-Type: text/plain; charset=nope\n\n", b"MIME-Version: 1.0\n"]),
)
def test_any_mail(junk: bytes, head: bytes) -> None:
    """A broken e-mail is one whose words are not compared, or whose words are read as they are."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "call.eml").write_bytes(head + junk)
        assert read_source(Path(name), "call.eml").found


@pytest.mark.parametrize(
    ("older", "newer"),
    [("Jürgen Moll", "Jurgen Moll"), ("Una McFoam", "Una Mcfoam"), ("Gia Reef-Tide", "Gia Reef Tide")],
)
def test_spellings_of_one_name(tmp_path: Path, older: str, newer: str) -> None:
    """Names that differ in accents, case or signs only are one person's; nobody is asked."""
    calls = {
        "2020": Call(people=[{"role": "General Chair", "name": older}]),
        "2021": Call(people=[{"role": "General Chair", "name": newer}]),
    }
    archive, problems = read_archive(write_archive(tmp_path / "editions", calls))
    assert problems == ()
    assert [(one.name, one.spellings) for one in archive.people] == [(older, (newer,))]


def test_names_with_one_key(tmp_path: Path) -> None:
    """Names of other letters that make one key are asked about, unless people.yaml says whose they are."""
    calls = {
        "2020": Call(people=[{"role": "General Chair", "name": "Moll"}]),
        "2021": Call(people=[{"role": "General Chair", "name": "海野 Moll"}]),
    }
    archive, problems = read_archive(write_archive(tmp_path / "editions", calls))
    assert [(one.code, one.path.parent.name) for one in problems] == [(Code.PERSON_KEY_NEEDED, "2021")]
    assert [(one.name, one.spellings) for one in archive.people] == [("Moll", ("海野 Moll",))]
    known = [{"key": "moll", "name": "Moll", "spellings": ["海野 Moll"]}]
    assert read_archive(write_archive(tmp_path / "editions", calls, people=known))[1] == ()


_JUNK = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(alphabet="-:\n [{}]&*!|>'\"%@`#,?~0a\t\\", max_size=120).map(
        lambda text: f"---\n{text}\n---\n".encode()
    ),
    st.text(alphabet=":`{}\n -*topics[]()<>!&|#\t\\_", max_size=160).map(
        lambda text: f"---\ntitle: T\n---\n{text}".encode()
    ),
)


@settings(max_examples=150, deadline=None)
@given(_JUNK)
@example(b"---\ntitle: !!int x\n---\n")
@example(b"---\ntitle: !!float x\n---\n")
@example(b"---\n!!map []\n---\n")
@example(b"---\n? \n---\n")
@example(b"---\na: .nan\nb: 1e999\n---\n")
@example(b"---\n{a, b: c, ? d}\n---\n")
@example(b"---\n<<: {a: b}\n=: c\n---\n")
@example(b'---\ntitle: "\\uD83D"\n---\n')
@example("---\ntitle: T\n---\n".encode("utf-16"))
def test_any_bytes(junk: bytes) -> None:
    """Whatever bytes the files hold, reading and checking raise nothing, and every problem has a place."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_archive(Path(name) / "editions", {"2021": Call()})
        for file in (
            "series.yaml",
            "people.yaml",
            "decisions.yaml",
            "topics.yaml",
            "2021/index.md",
            "2021/source.txt",
        ):
            (folder / file).write_bytes(junk)
        archive, problems = read_archive(folder)
        for one in (*problems, *check(archive)):
            assert one.line >= 0
            assert str(one)


_VALUES: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["2021-01-01", "9"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "name", "role", "date", "start", "end", "label", "pages", "file", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["title", "date", "host", "key_dates", "people", "submissions", "sources", "differences"]
        ),
        _VALUES,
    )
)
def test_any_facts(facts: dict[str, Any]) -> None:
    """Whatever the fields hold, reading drops what does not fit and keeps an edition that has a title."""
    facts["title"] = "T"
    with tempfile.TemporaryDirectory() as name:
        folder = write_archive(Path(name) / "editions", {"2021": Call(facts=facts)})
        archive, problems = read_archive(folder)
        assert len(archive.editions) == 1 or {one.code for one in problems} & {Code.YAML_BROKEN}
        check(archive)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_decoding(raw: bytes) -> None:
    """What is read as text has no carriage return and no byte order mark at its beginning."""
    text, problems = decode(raw, PurePath("x"))
    assert (text is None) == (Code.NOT_UTF8 in {one.code for one in problems})
    assert text is None or ("\r" not in text and (text[:1] != "\ufeff" or raw.count(b"\xef\xbb\xbf") > 1))


def test_names_that_are_no_text(tmp_path: Path) -> None:
    """A folder whose name is no text in the system's encoding is a problem that can be printed anywhere."""
    folder = write_archive(tmp_path / "editions", {"2021": Call()})
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/20\xff21")).mkdir()
    except OSError:
        pytest.skip("the file system takes no such name")
    _, problems = read_archive(folder)
    assert [one.code for one in problems] == [Code.FILE_NAME]
    problems[0].message.encode("utf-8")
    shutil.rmtree(os.fsencode(folder))


def test_same_result_in_every_locale(tmp_path: Path) -> None:
    """The archive does not depend on the locale or on the seed of hashes."""
    write_archive(tmp_path / "editions", TIDES, series=TIDES_SERIES)
    code = (
        "import sys; from pathlib import Path; from cfp_archive.reading import read_archive; "
        "sys.stdout.write(ascii(read_archive(Path('editions'))))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "LC_ALL": locale,
                "PYTHONHASHSEED": seed,
            },
            check=True,
            capture_output=True,
        ).stdout
        for locale, seed in (("C", "1"), ("C.UTF-8", "2"))
    }
    assert len(found) == 1
