"""What one run keeps for the next."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from cfp_archive import memory
from cfp_archive.memory import Memory

ROOT = Path(__file__).parents[2]


def test_what_is_made_once(tmp_path: Path) -> None:
    """A result is kept for the same inputs."""
    made = []

    def make() -> frozenset[str]:
        made.append(1)
        return frozenset({"tide"})

    file = tmp_path / "folder" / "memory.pickle"
    for inputs in (("a", 1), ("a", 1), ("a", 2), ("a", 2), ("a", 1)):
        kept = Memory(file)
        assert kept.recall(make, *inputs) == kept.recall(make, *inputs) == {"tide"}
        kept.save()
    assert len(made) == 2


def test_what_is_forgotten(tmp_path: Path) -> None:
    """What many runs did not ask for is not there any more; what one of them asked for is."""
    file = tmp_path / "memory.pickle"
    for run in range(20):
        kept = Memory(file)
        if run == 0:
            kept.put("tide", "once")
            kept.put("tide", "often")
        assert kept.get("often") == "tide"
        kept.put("tide", "new", run)
        kept.save()
    assert Memory(file).get("once") is None
    assert Memory(file).get("often") == "tide"


@pytest.mark.parametrize("damage", [b"", b"\x80\x05", b"cno.such\nthing\n.", b"I1\n."])
def test_a_damaged_file(tmp_path: Path, damage: bytes) -> None:
    """What cannot be read counts as empty."""
    file = tmp_path / "memory.pickle"
    kept = Memory(file)
    kept.put("tide", "a")
    kept.save()
    assert Memory(file).get("a") == "tide"
    file.write_bytes(damage)
    assert Memory(file).get("a") is None


def test_other_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other code made is not taken for what this code would make."""
    kept = Memory(tmp_path / "memory.pickle")
    kept.put("tide", "a")
    kept.save()
    monkeypatch.setattr(memory, "_code", lambda: "another version")
    assert Memory(tmp_path / "memory.pickle").get("a") is None


def test_other_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade of a library alone nothing is taken from before; every library of the package counts."""
    kept = Memory(tmp_path / "memory.pickle")
    kept.put("tide", "a")
    kept.save()
    monkeypatch.setattr(memory, "versions", lambda: ("babel 0",))
    memory._code.cache_clear()
    try:
        assert Memory(tmp_path / "memory.pickle").get("a") is None
    finally:
        memory._code.cache_clear()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {re.split(r"[>=<]", one)[0] for one in project["dependencies"]} == set(memory.LIBRARIES)
