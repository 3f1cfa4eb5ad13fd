"""Every code has a rule: it finds what is wrong, at its line, and leaves alone what is right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from cfp_archive.checking import check
from cfp_archive.problems import Code, Problem
from cfp_archive.reading import read_archive
from fabricate import PNG, Call, write, write_archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = "2021/index.md"
SERIES = "series.yaml"
PEOPLE = "people.yaml"

#: Codes of decisions, topic keys and leftovers, whose rules compare editions and are tested where they are.
COMPARED = {
    Code.LEFTOVER_YEAR,
    Code.LEFTOVER_PLACE,
    Code.LEFTOVER_DATE,
    Code.LEFTOVER_PERSON,
    Code.LEFTOVER_SITE,
    Code.DECISION_STALE,
    Code.DECISION_CONFLICT,
    Code.MATCH_UNCERTAIN,
    Code.TOPIC_KEY_STALE,
    Code.TOPIC_KEY_UNRECORDED,
}

CALL = Call(
    title="TideComp 2021",
    lists={"areas": ("Tidal scheduling", "Moon-aware storage"), "directions": ("**Depth**: Go deep.",)},
    key_dates=(
        {"label": "Paper Submission", "date": "2021-02-01"},
        {"label": "Acceptance Notification", "date": "2021-03-15"},
        {"label": "Camera-ready due", "date": "2021-03-30"},
        {"label": "Workshop", "date": "2021-05-21"},
    ),
    submissions=({"category": "Regular papers", "pages": [8, 10], "printed": "8-10 pages"},),
    people=(
        {"role": "General Chairs", "name": "Ada Quill", "affiliation": "Harbour College"},
        {"role": "General Chairs", "name": "Bo Finn", "affiliation": "Reef Labs"},
    ),
    facts={"ordinal": 3, "ordinal_counted": True, "date": "2021-05-21"},
)
ADA = {"key": "ada-quill", "name": "Ada Quill", "spellings": ["A. Quill"]}
GAP = '  - {"key": "2020", "ordinal": 2}\n'


@dataclass(frozen=True, kw_only=True)
class Case:
    """What to change in an archive without problems, and what is then found."""

    file: str = PAGE
    old: str = ""  #: replaced everywhere; empty: `new` is put at the end of the file
    new: str | Callable[[Path], object] = ""  #: or what to do with the archive's folder
    at: str | int = 0  #: words of the line that the problem names, or its number
    path: str = ""  #: of the problem, if it is not the file
    good: tuple[str, str] | Callable[[Path], object] = ("", "")  #: a similar change to the file that is right
    says: str = ""  #: words of message or hint


def both(*steps: Callable[[Path], object]) -> Callable[[Path], object]:
    """Do one thing after the other."""
    return lambda folder: [step(folder) for step in steps]


def replacing(file: str, old: str, new: str) -> Callable[[Path], object]:
    """Replace words of a file; all occurrences."""

    def step(folder: Path) -> None:
        text = (folder / file).read_bytes().decode()
        assert old in text
        write(folder / file, text.replace(old, new) if old else text + new)

    return step


def raw(file: str, content: bytes) -> Callable[[Path], object]:
    """Write bytes."""
    return lambda folder: (folder / file).write_bytes(content)


def folder_named(name: str) -> Callable[[Path], object]:
    """Rename the edition's folder."""
    return lambda folder: (folder / "2021").rename(folder / name)


def link(name: str, target: str) -> Callable[[Path], object]:
    """Make a symbolic link in the archive's folder."""
    return lambda folder: (folder / name).symlink_to(target)


def docs_conf(text: str) -> Callable[[Path], object]:
    """Write the site's configuration beside the archive."""

    def step(folder: Path) -> None:
        (folder.parent / "docs").mkdir()
        write(folder.parent / "docs" / "conf.py", text)

    return step


def nothing(folder: Path) -> None:
    """Change nothing."""


#: A deadline in figures that can be read in two ways.
IN_FIGURES = both(
    replacing(PAGE, '"date": "2021-02-01"', '"date": "2021-02-01", "printed": "1/2/2021"'),
    replacing("2021/source.txt", "February 1, 2021", "1/2/2021"),
)
CASES: dict[Code, Case] = {
    Code.DATE_FAR_FROM_YEAR: Case(
        old='"date": "2021-02-01"',
        new='"date": "2012-02-01"',
        at="2012",
        good=('"date": "2021-02-01"', '"date": "2020-08-01"'),
        says="2021",
    ),
    Code.UNKNOWN_ZONE: Case(
        old='"date": "2021-02-01"',
        new='"date": "2021-02-01", "zone": "Mars/Base"',
        at="Mars",
        good=('"date": "2021-02-01"', '"date": "2021-02-01", "zone": "America/New_York"'),
        says="Europe/Paris",
    ),
    Code.SIMILAR_NAMES: Case(
        old="Bo Finn",
        new="Quill Ada",
        at="Quill Ada",
        good=("Bo Finn", "Bo Quill"),
        says="not_same: [ada-quill]",
    ),
    Code.ORDINALS_OUT_OF_ORDER: Case(
        file=SERIES,
        new='missing_calls:\n  - {"key": "2022", "ordinal": 2}\n',
        at='"2022"',
        good=("", 'missing_calls:\n  - {"key": "2022", "ordinal": 4}\n'),
        says="'2021' has 3",
    ),
    Code.ORDER_UNKNOWN: Case(
        file=SERIES,
        new='missing_calls:\n  - {"key": "2021-late"}\n',
        at='"2021-late"',
        good=("", 'missing_calls:\n  - {"key": "2021-late", "ordinal": 4}\n'),
        says="'ordinal'",
    ),
    Code.STATUS_UNSOURCED: Case(
        old="ordinal: 3",
        new="ordinal: 3\nstatus: cancelled",
        at="status:",
        good=("ordinal: 3", "ordinal: 3\nstatus: {kind: cancelled, source: 'https://tides.example/news'}"),
        says="source: https://",
    ),
    Code.STATUS_DATES: Case(
        old="ordinal: 3",
        new="ordinal: 3\nstatus: {kind: postponed, date: 2021-05-01, source: 'https://tides.example/news'}",
        at="status:",
        good=(
            "ordinal: 3",
            "ordinal: 3\nstatus: {kind: postponed, date: 2022-10-01, source: 'https://tides.example/news'}",
        ),
        says="later than planned",
    ),
    Code.UNKNOWN_LIST: Case(
        old="{topics} areas",
        new="{topics} area",
        at="{topics} area",
        good=(":::{topics} areas\n", ":::{topics} areas\n\n"),
        says="Did you mean 'areas'?",
    ),
    Code.FOLDER_UNREADABLE: Case(
        new=lambda folder: folder.rename(folder.parent / "gone"), path="editions", good=nothing
    ),
    Code.FILE_UNREADABLE: Case(
        file=SERIES, new=lambda folder: (folder / SERIES).unlink(), good=nothing, says="does not exist"
    ),
    Code.NOT_UTF8: Case(
        new=raw(PAGE, b"---\ntitle: X\n---\n# Caf\xe9\n"),
        at=4,
        good=raw(PAGE, "---\ntitle: X\n---\n# Café\n".encode()),
        says="0xe9",
    ),
    Code.BYTE_ORDER_MARK: Case(
        new=raw(SERIES, b"\xef\xbb\xbfname: A\nshort_name: B\n"), file=SERIES, at=1, good=nothing
    ),
    Code.CARRIAGE_RETURN: Case(
        new=raw(SERIES, b"name: A\nshort_name: B\r\n"), file=SERIES, at=2, good=nothing, says="LF"
    ),
    Code.SYMBOLIC_LINK: Case(
        new=link("2020", "."), path="editions/2020", good=lambda folder: (folder / "2021" / "deep").mkdir()
    ),
    Code.FILE_NAME: Case(
        new=lambda folder: write(folder / "2021" / "a<b>.md", "# B\n"),
        path="editions/2021/a<b>.md",
        good=lambda folder: write(folder / "2021" / "a (b).md", "# B\n"),
    ),
    Code.HIDDEN_CHARACTER: Case(
        old="Tidal scheduling",
        new="Tidal \u202escheduling",
        at="- Tidal",
        good=("Tidal scheduling", "Ti\xaddal می\u200cخواهم 👩\u200d🔬"),
        says="U+202E",
    ),
    Code.LIMIT_EXCEEDED: Case(
        old="Tidal scheduling",
        new="Tidal " + "waves " * 2_000,
        at="- Tidal",
        good=("Tidal scheduling", "Tidal " + "waves " * 1_000),
        says="raise cfp_max_characters in conf.py",
    ),
    Code.OPTION_INVALID: Case(
        new=docs_conf("a = 1\ncfp_allowed_roles = ['raw']\n"),
        path="docs/conf.py",
        at=2,
        good=docs_conf("cfp_allowed_roles = ['abbr']\n"),
        says="'raw' is never safe",
    ),
    Code.NOT_ALLOWED: Case(
        new="\nA bold<br> word.\n\n",
        at="bold",
        good=("", "\nA **bold** word, a < b > c, and \\<b>.\n"),
        says="Markdown",
    ),
    Code.LINK_NOT_ALLOWED: Case(
        new="\n[words](javascript:alert(1))\n", at="words", good=("", "\n[words](https://tides.example)\n")
    ),
    Code.PICTURE_NOT_ALLOWED: Case(
        new="\n![shore](../../shore.svg)\n",
        at="shore",
        good=both(
            lambda folder: (folder / "2021" / "shore.png").write_bytes(PNG),
            replacing(PAGE, "", "\n![shore](shore.png)\n"),
        ),
    ),
    Code.DEAD_LINK: Case(
        new="\n[words](../2020/index.md)\n", at="words", good=("", "\n[words](#tidecomp-2021)\n")
    ),
    Code.UNKNOWN_TARGET: Case(
        new="\n{person}`words <ada-qill>`\n",
        at="words",
        good=("", "\n{person}`words <ada-quill>` and {topic}`words <tidal-scheduling>`\n"),
        says="'ada-quill'?",
    ),
    Code.FOOTNOTE: Case(
        new="\nwords[^1]\n\n[^1]: more\n\n[^1]: again\n", at="again", good=("", "\nwords[^1]\n\n[^1]: more\n")
    ),
    Code.HEADING_LEVEL: Case(new="\n#### Words\n", at="Words", good=("", "\n## Words\n"), says="'###'"),
    Code.KEY_INVALID: Case(
        new=folder_named("21-spring"),
        path="editions/21-spring",
        good=folder_named("2021-spring"),
        says="2021-spring",
    ),
    Code.INDEX_MISSING: Case(
        new=lambda folder: (folder / "2020").mkdir(),
        path="editions/2020",
        good=lambda folder: (folder / "_drafts").mkdir(),
    ),
    Code.FRONT_MATTER_MISSING: Case(
        new=raw(PAGE, b"# TideComp 2021\n"), at=1, good=raw(PAGE, b"---\ntitle: X\n---\n")
    ),
    Code.YAML_BROKEN: Case(
        old="ordinal: 3",
        new="place: Ebbville: Northland",
        at="place:",
        good=("ordinal: 3", 'place: "Ebbville: N"'),
        says="quotes",
    ),
    Code.DUPLICATE_KEY: Case(
        old="ordinal: 3", new="ordinal: 3\nordinal: 4", at="ordinal: 4", good=("ordinal: 3", "ordinal: 4")
    ),
    Code.UNKNOWN_FIELD: Case(
        old="ordinal: 3",
        new="ordnal: 3",
        at="ordnal",
        good=("ordinal: 3", "place: Ebbville"),
        says="'ordinal'?",
    ),
    Code.MISSING_FIELD: Case(
        old='"role": "General Chairs", "name": "Ada Quill", ',
        new='"name": "Ada Quill", ',
        at="Harbour College",
        good=(', "affiliation": "Harbour College"', ""),
        says="The field 'role' is required in entry 1 of 'people'",
    ),
    Code.WRONG_TYPE: Case(
        old='"TideComp 2021"', new="2021", at="title:", good=('"TideComp 2021"', '"2021"'), says="in quotes"
    ),
    Code.IMPOSSIBLE_DATE: Case(
        old="2021-02-01",
        new="2021-02-29",
        at="2021-02-29",
        good=("2021-02-01", "2020-02-29"),
        says="YYYY-MM-DD",
    ),
    Code.END_BEFORE_START: Case(
        old='date: "2021-05-21"\n',
        new="date: {start: 2021-05-21, end: 2021-05-20}\n",
        at="start:",
        good=('date: "2021-05-21"\n', "date: {start: 2021-05-21, end: 2021-05-21}\n"),
    ),
    Code.DEADLINE_AFTER_EVENT: Case(
        old="2021-03-15",
        new="2021-05-22",
        at="2021-05-22",
        good=("2021-03-30", "2021-06-30"),  # the final versions of proceedings that appear after the event
        says="kind: other",
    ),
    Code.DATES_OUT_OF_ORDER: Case(
        old="2021-03-15", new="2021-01-15", at="2021-01-15", good=("2021-03-15", "2021-02-01")
    ),
    Code.PAGES_REVERSED: Case(
        old="[8, 10]", new="[10, 8]", at="[10, 8]", good=("[8, 10]", "8"), says="[8, 10]"
    ),
    Code.UNKNOWN_ROLE: Case(
        old='"General Chairs"',
        new='"Genral Chairs"',
        at="Ada Quill",
        good=('"General Chairs"', '"Posters Co-Chair"'),
        says="'General Chairs'?",
    ),
    Code.DUPLICATE_PERSON: Case(
        old="Bo Finn", new="A. Quill", at="A. Quill", good=("Bo Finn", "Bo Quill"), says="as 'Ada Quill'"
    ),
    Code.DANGLING_PERSON: Case(
        old='"name": "Bo Finn"',
        new='"name": "Bo Finn", "person": "ada-quil"',
        at="Bo Finn",
        good=('"name": "Bo Finn"', '"name": "A. Q.", "person": "ada-quill"'),
        says="'ada-quill'?",
    ),
    Code.PERSON_KEY_NEEDED: Case(
        old="Bo Finn", new="海野 潮", at="海野", good=("Bo Finn", "Çelik Ömür"), says="people.yaml"
    ),
    Code.PERSON_REPEATED: Case(
        file=PEOPLE,
        new=raw(PEOPLE, b"- {key: ada-quill, name: Ada Quill}\n- {key: ada-quill, name: Ada Quill}\n"),
        at=2,
        good=nothing,
    ),
    Code.SPELLING_SHARED: Case(
        file=PEOPLE,
        new=raw(PEOPLE, b"- {key: a, name: A. Quill}\n- key: b\n  name: Ada\n  spellings:\n    - A. Quill\n"),
        at=5,
        good=nothing,
        says="'a' and 'b'",
    ),
    Code.DUPLICATE_EDITION: Case(
        file=SERIES,
        new='missing_calls:\n  - {"key": "2021"}\n',
        at='"2021"',
        good=("", f"missing_calls:\n{GAP}"),
        says="is in the archive",
    ),
    Code.DUPLICATE_ORDINAL: Case(
        file=SERIES,
        new='missing_calls:\n  - {"key": "2022", "ordinal": 3}\n',
        at='"2022"',
        good=("", f"missing_calls:\n{GAP}"),
        says="2021",
    ),
    Code.UNKNOWN_DIRECTIVE: Case(
        old=":::{topics} areas",
        new=":::{topic-list} areas",
        at="{topic-list}",
        good=(":::{topics} areas", ":::{cfp:topics} areas"),
        says="topic",
    ),
    Code.DIRECTIVE_ARGUMENT: Case(
        old=":::{topics} areas",
        new=":::{topics}",
        at=":::{topics}",
        good=(":::{topics} areas", ":::{topics} fields"),
        says="{topics} areas",
    ),
    Code.LIST_EMPTY: Case(
        old="- **Depth**: Go deep.\n",
        new="",
        at="{topics} directions",
        good=("- **Depth**", "- *Depth*"),
        says="is empty",
    ),
    Code.LIST_REPEATED: Case(
        old="{topics} directions",
        new="{topics} areas",
        at=29,
        good=("{topics} directions", "{topics} further"),
    ),
    Code.TOPIC_EMPTY: Case(
        old="- Moon-aware storage",
        new="-\n- Moon-aware storage",
        at="-\n",
        good=("- Moon-aware storage", "- Moon"),
    ),
    Code.TOPIC_REPEATED: Case(
        old="- Moon-aware storage",
        new="- Tidal  Scheduling.",
        at="Tidal  Scheduling.",
        good=("- Moon-aware storage", "- Tidal scheduling++"),
    ),
    Code.FACTS_NOT_SHOWN: Case(
        old=":::{submissions}\n:::\n",
        new="",
        at="submissions:",
        good=(":::{submissions}", ":::{cfp:submissions}"),
    ),
    Code.FACTS_MISSING: Case(
        old=":::{people} General Chairs",
        new=":::{people} General Chair",
        at=":::{people}",
        good=(":::{people} General Chairs", ":::{people}   General Chairs"),
        says="'General Chairs'?",
    ),
    Code.SOURCE_MISSING: Case(
        old="source.txt",
        new="call.txt",
        at="call.txt",
        good=('"file": "source.txt", ', ""),
        says="beside index.md",
    ),
    Code.FACT_NOT_IN_THE_CALL: Case(
        old='date: "2021-05-21"',
        new='date: "2022-05-21"',
        at="2022-05-21",
        good=(
            '"2021-05-21"\n',
            '"2021-05-21"\nplace: Ebbville\nother_sources: {place: "https://tides.example"}\n',
        ),
        says="'date' has '21 May 2022', which the call does not state. The nearest is",
    ),
    Code.DATE_AMBIGUOUS: Case(
        new=IN_FIGURES,
        at='"printed": "1/2/2021"',
        good=both(
            IN_FIGURES, replacing(PAGE, 'date: "2021-05-21"', 'date: "2021-05-21"\ndate_order: day-month')
        ),
        says="'1 February 2021' is '1/2/2021' in line",
    ),
    Code.WORDS_DIFFER: Case(
        old="Moon-aware storage",
        new="Moon aware storage",
        at="Moon aware",
        good=("Moon-aware storage", "Moon-aware\n  storage"),
        says="'Moon aware' where line 6 of source.txt has 'Moon-aware'",
    ),
    Code.BLANK_LEFT: Case(
        old="ordinal: 3",
        new="ordinal: 3\nplace: TODO",
        at="place: TODO",
        good=("ordinal: 3", "draft: true\nplace: TODO"),
        says="draft: true",
    ),
    Code.DIFFERENCE_STALE: Case(
        old="ordinal: 3",
        new="ordinal: 3\ndifferences:\n  - {page: never, reason: Because.}",
        at="never",
        good=("ordinal: 3", "ordinal: 4"),
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an archive without problems."""
    return write_archive(tmp_path / "editions", {"2021": CALL}, people=[ADA])


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """Return everything that is found in reading and checking."""
    archive, problems = read_archive(folder)
    return (*problems, *check(archive))


def apply(folder: Path, case: Case, change: tuple[str, str] | str | Callable[[Path], object]) -> None:
    """Make a case's good or bad change."""
    if isinstance(change, str):
        change = (case.old, change)
    if isinstance(change, tuple):
        change = replacing(case.file, *change)
    change(folder)


def test_fine(folder: Path) -> None:
    """The archive that the cases begin with has no problems."""
    assert problems_of(folder) == ()


def test_every_code_has_cases() -> None:
    """No code is without a case that breaks its rule and one that does not."""
    assert set(CASES) | COMPARED == set(Code)


def test_what_to_add_for_two_names_of_one_key(folder: Path) -> None:
    """The hint is the line to add; with it, nothing is left to say."""
    write(folder / "people.yaml", "")
    replacing(PAGE, "Bo Finn", "海野 Ada Quill")(folder)
    (found,) = (one for one in problems_of(folder) if one.code is Code.PERSON_KEY_NEEDED)
    line = found.hint.partition("people.yaml: ")[2]
    assert line.startswith("- {key: ada-quill")
    write(folder / "people.yaml", f"{line}\n")
    assert not [one for one in problems_of(folder) if one.code is Code.PERSON_KEY_NEEDED]


def test_a_topic_that_the_call_itself_repeats(folder: Path) -> None:
    """Where the page is proven to have the call's words, both are the record."""
    for file in (PAGE, "2021/source.txt"):
        replacing(file, "Moon-aware storage", "Tidal scheduling")(folder)
    assert not [one for one in problems_of(folder) if one.code is Code.TOPIC_REPEATED]


@pytest.mark.parametrize("code", CASES)
def test_bad(folder: Path, code: Code) -> None:
    """What breaks a rule is found once, at the right place, with a hint in a sentence."""
    case = CASES[code]
    apply(folder, case, case.new)
    found = [one for one in problems_of(folder) if one.code == code]
    assert len(found) == 1, "\n".join(map(str, found))
    (one,) = found
    assert one.path.as_posix() == (case.path or f"editions/{case.file}")
    if isinstance(case.at, str):
        lines = (folder / case.file).read_text(encoding="utf-8").splitlines(keepends=True)
        assert case.at in lines[one.line - 1], f"line {one.line}: {lines[one.line - 1]!r}"
    else:
        assert one.line == case.at
    assert case.says in f"{one.message} {one.hint}"
    assert one.message.endswith(".")
    assert one.hint.endswith((".", "?", "]."))


@pytest.mark.parametrize("code", CASES)
def test_good(folder: Path, code: Code) -> None:
    """A similar change that is right is no problem of this rule."""
    case = CASES[code]
    apply(folder, case, case.good)
    assert [one for one in problems_of(folder) if one.code == code] == []


@pytest.mark.parametrize("code", CASES)
def test_other_rules_still_run(folder: Path, code: Code) -> None:
    """A problem of one edition never hides those of another."""
    (folder / "2022").mkdir()
    write(folder / "2022" / "index.md", "---\ntitle: Other\nordinal: 4\n---\n\n:::{topics} areas\n:::\n")
    case = CASES[code]
    apply(folder, case, case.new)
    if code is not Code.FOLDER_UNREADABLE:
        assert any(
            one.code == Code.LIST_EMPTY and one.path.as_posix() == "editions/2022/index.md"
            for one in problems_of(folder)
        )


def test_drafts_need_no_source(folder: Path) -> None:
    """A call that is being written in the archive has no source yet."""
    text = (folder / PAGE).read_bytes().decode()
    sources = next(line for line in text.splitlines() if '"source.txt"' in line)
    write(folder / PAGE, text.replace(f"sources:\n{sources}\n", "draft: true\n"))
    assert problems_of(folder) == ()


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("cancelled", "We regret that TideComp 2021 is cancelled.", True),
        ("cancelled", "The workshop will not take place this year.", True),
        ("cancelled", "See our cancellation policy.", False),
        ("cancelled", "If the workshop is cancelled, fees are refunded.", False),
        ("cancelled", "The workshop is postponed.", False),
        ("postponed", "The workshop is postponed. Please note the new dates.", True),
        ("postponed", "The workshop is cancelled.", False),
    ],
)
def test_the_call_itself_says_what_became_of_it(tmp_path: Path, kind: str, words: str, said: bool) -> None:
    """Words about policies and about what would be if are not the news that the edition does not take place."""
    call = replace(CALL, closing=words, facts={**CALL.facts, "status": kind})
    write_archive(tmp_path / "editions", {"2021": call})
    codes = [problem.code for problem in problems_of(tmp_path / "editions")]
    assert (Code.STATUS_UNSOURCED not in codes) == said


def test_codes_explain_themselves() -> None:
    """Each code is a slug and has a sentence that says what the rule asks for."""
    for code in Code:
        assert code.value == code.name.lower().replace("_", "-")
        assert code.doc.endswith(".")


def test_problem_names_its_place(folder: Path) -> None:
    """A problem is printed with path, line, message, hint and code."""
    replacing(PAGE, "ordinal: 3", "ordnal: 3")(folder)
    (one,) = problems_of(folder)
    assert str(one) == (
        "editions/2021/index.md:3: Unknown field 'ordnal'. Did you mean 'ordinal'? [unknown-field]"
    )
