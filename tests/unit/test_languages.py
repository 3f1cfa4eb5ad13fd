"""Languages are data: each file has known keys and entries that compile, and another language is another file."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import cfp_archive.languages

FOLDER = Path(str(cfp_archive.languages.FOLDER))
FILES = sorted(FOLDER.glob("*.toml"))
DUTCH = """
locale = "nl"
event = ["studiedag"]

[heads]
dates = ["belangrijke data"]

[dates]
submission = ["inzending"]
notification = ["bericht van aanvaarding"]

[formats]
hybrid = ["hybride vorm"]
"""
CALL = """Call for Papers: TideComp 2031

Belangrijke data

Inzending: 3 maart 2031
Bericht van aanvaarding: 1 mei 2031
"""


def _keys(values: dict[str, Any]) -> set[str]:
    tables = {name for name, value in values.items() if isinstance(value, dict) and name != "months"}
    return set(values) | {f"{table}.{key}" for table in tables for key in values[table]}


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.stem)
def test_language_has_known_keys_and_entries_that_compile(file: Path) -> None:
    """A key that English lacks is a typo; an entry that is no regular expression would fail at the first call."""
    values = tomllib.loads(file.read_text(encoding="utf-8"))
    english = tomllib.loads((FOLDER / "en.toml").read_text(encoding="utf-8"))
    assert _keys(values) <= _keys(english)
    entries: list[Any] = [
        value for key, value in values.items() if isinstance(value, list) and key != "ordinals"
    ]
    entries += [one for table in values.values() if isinstance(table, dict) for one in table.values()]
    for entry in (one for group in entries if isinstance(group, list) for one in group):
        re.compile(entry)


def test_adding_a_language_is_adding_a_file(tmp_path: Path) -> None:
    """With a file of Dutch words the importer reads a Dutch call, and the archive finds Dutch words for a format."""
    for one in FILES:
        shutil.copy(one, tmp_path)
    (tmp_path / "nl.toml").write_text(DUTCH, encoding="utf-8")
    script = f"""
import pathlib, cfp_archive.languages
cfp_archive.languages.FOLDER = pathlib.Path({str(tmp_path)!r})
from cfp_archive.importing import import_call
from cfp_archive.model import Archive, Series
made = import_call({CALL.encode()!r}, "2031", Archive(series=Series(name="Tidal Computing", short_name="TideComp")))
print([(one.label, str(one.date.start), one.kind.value) for one in made.edition.facts.key_dates])
print(cfp_archive.languages.pattern("formats", "hybrid").search("in hybride vorm") is not None)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    dates, found = run.stdout.splitlines()
    assert ast.literal_eval(dates) == [
        ("Inzending", "2031-03-03", "submission"),
        ("Bericht van aanvaarding", "2031-05-01", "notification"),
    ]
    assert found == "True"
