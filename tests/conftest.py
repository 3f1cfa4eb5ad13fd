"""What all tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import set_up

if TYPE_CHECKING:
    from pathlib import Path

    from building import Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A small site over a fabricated archive of three calls and a gap."""
    return set_up(tmp_path / "workshop")
