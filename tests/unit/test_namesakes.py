"""People with nearly the same name are asked about, and people with different names are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfp_archive.checking import check
from cfp_archive.checking.namesakes import _Name, name_parts, similar
from cfp_archive.problems import Code
from cfp_archive.reading import read_archive
from fabricate import Call, write_archive

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any


def asked(one: str, other: str) -> bool:
    """Return whether two names are asked about."""
    return bool(similar([_Name(name, name, name_parts(name)) for name in (one, other)]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Q. Doe", "Jane Doe"),
        ("Jane Quill Doe", "Jane Q. Doe"),
        ("J. Doe", "Jane Doe"),
        ("J. Q. Doe", "Jane Doe"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Jürgen Müller", "Jurgen Muller"),
        ("Quill Ada", "Ada Quill"),
        ("Doe, Jane", "Jane Doe"),
        ("Prof. Jane Doe", "Jane Doe"),
        ("Jane Harbourne", "Jane Harborne"),
        ("Jane Harbourne", "Jane Harbuorne"),
        ("Reginald Finn", "Reginals Finn"),
        ("Anne-Marie Sand", "Anne Marie Sand"),
        ("Ada QUILL", "Ada Quill"),
    ],
)
def test_nearly_the_same(one: str, other: str) -> None:
    """Parts exchanged, left out, shortened, written in another way, or one letter wrong."""
    assert asked(one, other)
    assert asked(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Doe", "John Doe"),
        ("Jane A. Doe", "Jane B. Doe"),
        ("Li Wei", "Lu Wei"),
        ("Jan Sand", "Jana Sand"),
        ("Wei Wang", "Wei Zhang"),
        ("Jane Harbourne", "Jane Harlow"),
        ("Quill", "Quills"),
        ("Jane Harbourne", "Joan Harborne"),
        ("Mendelson Ada", "Handelson Ada"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    """Short names that differ, other initials, two differences."""
    assert not asked(one, other)


def archive(
    tmp_path: Path, *names: str, people: list[dict[str, Any]] | None = None
) -> list[tuple[str, int, str]]:
    """Return what is asked about an archive with a chair a year."""
    editions = {
        str(2020 + place): Call(
            title=f"TideComp {2020 + place}", people=({"role": "General Chairs", "name": name},)
        )
        for place, name in enumerate(names)
    }
    held, problems = read_archive(write_archive(tmp_path / "editions", editions, people=people))
    assert not problems
    return [
        (one.path.parent.name, one.line, f"{one.message} {one.hint}")
        for one in check(held)
        if one.code is Code.SIMILAR_NAMES
    ]


def test_where_it_is_asked(tmp_path: Path) -> None:
    """Once, at the later of two, with the earlier one's place and both answers."""
    ((edition, line, text),) = archive(tmp_path, "Jane Doe", "Bo Finn", "Jane Q. Doe")
    assert (edition, line) == ("2022", 4)
    assert "'Jane Q. Doe' may be the same person as 'Jane Doe' in 2020." in text
    assert "spellings of 'jane-doe'" in text
    assert "'not_same: [jane-doe]' to an entry for 'jane-q-doe'" in text


@pytest.mark.parametrize(
    "entry",
    [
        {"key": "jane-doe", "name": "Jane Doe", "spellings": ["Jane Q. Doe"]},
        {"key": "jane-doe", "name": "Jane Doe", "not_same": ["jane-q-doe"]},
        {"key": "jane-q-doe", "name": "Jane Q. Doe", "not_same": ["jane-doe"]},
    ],
)
def test_both_answers_are_heard(tmp_path: Path, entry: dict[str, Any]) -> None:
    """Either person's entry may say so."""
    assert archive(tmp_path, "Jane Doe", "Jane Q. Doe", people=[entry]) == []


def test_unknown_key_of_someone_else(tmp_path: Path) -> None:
    """A key under 'not_same' is one that someone has."""
    entry = {"key": "jane-doe", "name": "Jane Doe", "not_same": ["jane-q-do"]}
    editions = {"2020": Call(title="T", people=({"role": "General Chairs", "name": "Jane Q. Doe"},))}
    _, problems = read_archive(write_archive(tmp_path / "editions", editions, people=[entry]))
    (problem,) = problems
    assert problem.code is Code.DANGLING_PERSON
    assert problem.hint == "Did you mean 'jane-q-doe'?"
    assert problem.line == 6


def test_few_names_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 5,000 different names next to none are compared with each other: the work does not grow with the square."""
    import cfp_archive.checking.namesakes as module

    calls = 0
    alike = module._alike

    def counted(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        nonlocal calls
        calls += 1
        return alike(one, other)

    monkeypatch.setattr(module, "_alike", counted)
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [f"{a}{b}{c}mund {c}{b}{a}{a}quill" for a in letters for b in letters for c in letters][:5000]
    similar([_Name(name, name, name_parts(name)) for name in names])
    assert calls < 50_000
