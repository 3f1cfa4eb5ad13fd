"""What an attacker would send, as the library reads and checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfp_archive.checking import check
from cfp_archive.reading import read_archive
from payloads import PAYLOADS, SECRET, SECRET_VARIABLE, Expected, Payload

if TYPE_CHECKING:
    from pathlib import Path

    from cfp_archive.problems import Problem

SMALL = [one for one in PAYLOADS if not one.is_large]


#: Refused by rules about facts, or by the proof of addresses, that are not there yet.
OPEN = {"fact-ordinal-huge", "fact-date-year", "series-list-name", "proof-link", "proof-mail"}


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECRET_VARIABLE, SECRET)


def problems_of(folder: Path) -> list[Problem]:
    """Return everything that is wrong with an archive."""
    archive, problems = read_archive(folder)
    return [*problems, *check(archive)]


@pytest.mark.parametrize("payload", SMALL, ids=lambda one: one.name)
def test_nothing_breaks(tmp_path: Path, payload: Payload) -> None:
    """Whatever is sent, reading and checking end, and say nothing of what is outside."""
    said = "\n".join(map(str, problems_of(payload.write(tmp_path).folder)))
    assert SECRET not in said


@pytest.mark.parametrize(
    "payload",
    [one for one in SMALL if one.expected is Expected.REFUSED and one.name not in OPEN],
    ids=lambda one: one.name,
)
def test_refused(tmp_path: Path, payload: Payload) -> None:
    """What is refused is refused where it stands."""
    written = payload.write(tmp_path)
    places = {
        (one.path.as_posix().removeprefix("editions/"), one.line) for one in problems_of(written.folder)
    }
    if payload.file.endswith((".md", ".yaml")):
        assert any(file == payload.file and (not line or line in written.lines) for file, line in places), (
            places
        )
    else:
        assert any(
            file.startswith((payload.file, "20\\xff21")) or file == "series.yaml" for file, _line in places
        ), places
