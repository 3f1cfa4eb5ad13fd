"""What the tests of the command line share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fabricate import TIDES, TIDES_SERIES, write_archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tides(tmp_path: Path) -> Path:
    """The folder of an archive without problems: three calls, with a gap."""
    return write_archive(tmp_path / "editions", TIDES, series=TIDES_SERIES)


@pytest.fixture
def here(tides: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, which holds that archive."""
    monkeypatch.chdir(tides.parent)
    return tides.parent
