"""Set up a new series: a folder that builds its own site and checks its own record from the first minute."""

from __future__ import annotations

from cfp_archive.scaffolding.project import Answers, project_files
from cfp_archive.scaffolding.requirement import (
    Requirement,
    RequirementError,
    given_requirement,
    own_requirement,
)

__all__ = [
    "Answers",
    "Requirement",
    "RequirementError",
    "given_requirement",
    "own_requirement",
    "project_files",
]
