"""What all tests share."""

from __future__ import annotations

import gc
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from attacked import Attacked, build_attacked
from building import Prepared
from fuzzing import FUZZING
from payloads import SECRET, SECRET_VARIABLE

if TYPE_CHECKING:
    from building import Workshop

# Looking for garbage takes a fifth of the time of a build, more in a process that has built much.
gc.set_threshold(200_000, 20, 20)

# No example fails for being slow on a busy machine. Elsewhere than on a developer's desk the same examples run each
# time, so that a change is never blamed for what another one did; new ones are found at the desk.
settings.register_profile("desk", deadline=None)
settings.register_profile("repeatable", deadline=None, derandomize=True)
# For `nox -s fuzz`, which looks for much longer than a suite may: see fuzzing.py.
settings.register_profile("fuzz", deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
settings.load_profile("fuzz" if FUZZING else "repeatable" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The workshop of all tests, and its sites."""
    return Prepared(tmp_path_factory.mktemp("prepared"))


@pytest.fixture
def workshop(prepared: Prepared, request: pytest.FixtureRequest) -> Workshop:
    """A small site over a fabricated archive of three calls and a gap."""
    workshop = prepared.restored()
    # A test that patches something has to see what a build makes of that.
    return replace(workshop, prepared=None) if "monkeypatch" in request.fixturenames else workshop


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    """The site of all payloads; tests of it are in the xdist group 'sites', so that it is built once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SECRET_VARIABLE, SECRET)
        return build_attacked(tmp_path_factory.mktemp("attacked"))
