"""What an attacker would send, as the library reads and checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfp_archive.checking import check
from cfp_archive.reading import read_archive
from payloads import PAYLOADS, SECRET, SECRET_VARIABLE, Expected, Payload

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if not one.is_large], ids=lambda one: one.name)
def test_refused(tmp_path: Path, payload: Payload) -> None:
    """Whatever is sent, reading and checking end, say nothing of what is outside, and refuse it where it is."""
    written = payload.write(tmp_path)
    archive, found = read_archive(written.folder)
    problems = [*found, *check(archive)]
    assert SECRET not in "\n".join(map(str, problems))
    if payload.expected is Expected.REFUSED:
        places = {(one.path.as_posix().removeprefix("editions/"), one.line) for one in problems}
        if payload.file.endswith((".md", ".yaml")):
            assert any(
                file == payload.file and (not line or line in written.lines) for file, line in places
            ), places
        else:  # the name itself is what is wrong, and is said in some other way
            assert any(not file.startswith("2019") for file, _line in places), places
