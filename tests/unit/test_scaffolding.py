"""New projects: whatever the answers, their files are right; the package comes from where it was installed."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cfp_archive.reading import read_archive
from cfp_archive.scaffolding import Answers, Requirement, RequirementError, given_requirement, own_requirement
from cfp_archive.scaffolding.project import project_files
from cfp_archive.scaffolding.requirement import known_versions
from cfp_archive.yamlio import plain_values
from fabricate import write

if TYPE_CHECKING:
    from pathlib import Path

TEXT = st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(
    lambda text: text and text.isprintable()
)  # fmt: skip
FROM_INDEX = Requirement(text="cfp-archive>=1")


def files_of(answers: Answers, requirement: Requirement = FROM_INDEX) -> dict[str, str]:
    """Return a project's files."""
    return project_files(answers, requirement, constraints="# none\n", python="3.13")


@settings(max_examples=40)
@given(TEXT, TEXT, TEXT)
def test_any_answers(tmp_path_factory: pytest.TempPathFactory, name: str, short: str, host: str) -> None:
    """Whatever names are given, Python and YAML files say just them."""
    files = files_of(Answers(name=name, short_name=short, host=host, home="https://tides.example/?a=1&b=#c"))
    assert {"README.md", "noxfile.py", "docs/conf.py", "editions/series.yaml", ".gitignore"} <= set(files)
    assert {".github/workflows/archive.yml", ".gitattributes", "requirements.txt"} <= set(files)
    series = plain_values(files["editions/series.yaml"])
    assert series["name"] == name
    assert series["short_name"] == short
    assert host in series["about"]
    assigned = next(one for one in ast.parse(files["docs/conf.py"]).body if isinstance(one, ast.Assign))
    assert ast.literal_eval(assigned.value) == f"{short} calls for papers"
    plain_values(files[".github/workflows/archive.yml"])
    plain_values(files[".github/dependabot.yml"])
    folder = tmp_path_factory.mktemp("series") / "editions"
    folder.mkdir()
    for path, text in files.items():
        if path.startswith("editions/"):
            write(folder / path.removeprefix("editions/"), text)
    archive, problems = read_archive(folder)
    assert problems == ()
    assert archive.series.short_name == short


def test_every_place_of_the_templates_is_filled() -> None:
    """Nothing of a template's own marks is left; what looks like one in an answer is the answer's."""
    files = files_of(Answers(name="Workshop on Tides", short_name="Tides", host="SeaConf"))
    assert not [path for path, text in files.items() if "@@" in text]
    files = files_of(Answers(name="@@{name}", short_name="@@", host="@@{host}"))
    assert plain_values(files["editions/series.yaml"])["about"] == "@@{name}, usually part of @@{host}."


def test_noxfile_is_python() -> None:
    """The sessions are those that the README names."""
    files = files_of(Answers(name="Tides", short_name="Tides"))
    functions = [
        one.name for one in ast.walk(ast.parse(files["noxfile.py"])) if isinstance(one, ast.FunctionDef)
    ]
    assert {"check", "site", "live", "new", "import_call", "archive"} <= set(functions)
    assert "home:" not in files["editions/series.yaml"]
    assert "about:" not in files["editions/series.yaml"]


@pytest.mark.parametrize(
    ("origin", "text", "local"),
    [
        (
            {"url": "https://code.example/cfp.git", "vcs_info": {"vcs": "git", "commit_id": "a1b2", "requested_revision": "main"}},
            "cfp-archive @ git+https://code.example/cfp.git@a1b2",
            False,
        ),
        (
            {"url": "ssh://git@code.example/cfp.git", "vcs_info": {"vcs": "git", "commit_id": "a1"}, "subdirectory": "py"},
            "cfp-archive @ git+ssh://git@code.example/cfp.git@a1#subdirectory=py",
            False,
        ),
        ({"url": "file:///srv/cfp", "dir_info": {"editable": True}}, "cfp-archive @ file:///srv/cfp", True),
        ({"url": "file:///srv/cfp", "dir_info": {}}, "cfp-archive @ file:///srv/cfp", True),
        (
            {"url": "https://ada:secret@files.example/cfp.whl", "archive_info": {"hash": "sha256=00"}},
            "cfp-archive @ https://files.example/cfp.whl",
            False,
        ),
    ],
)  # fmt: skip
def test_own_requirement(origin: dict[str, object], text: str, local: bool) -> None:
    """A package that was installed from a place is required from there, without anyone's password."""
    assert own_requirement(json.dumps(origin)) == Requirement(text=text, local=local)


def test_own_requirement_here() -> None:
    """The package that runs these tests can be required."""
    assert own_requirement().text.startswith("cfp-archive")


@pytest.mark.parametrize(
    ("given_text", "text", "local"),
    [
        ("git+https://code.example/cfp.git", "cfp-archive @ git+https://code.example/cfp.git", False),
        ("https://files.example/cfp.whl", "cfp-archive @ https://files.example/cfp.whl", False),
        ("cfp-archive==1.2", "cfp-archive==1.2", False),
        ("cfp-archive @ file:///srv/cfp", "cfp-archive @ file:///srv/cfp", True),
    ],
)
def test_given_requirement(given_text: str, text: str, local: bool) -> None:
    """Addresses and requirements are taken as they are."""
    assert given_requirement(given_text) == Requirement(text=text, local=local)


def test_given_path(tmp_path: Path) -> None:
    """A path is made absolute."""
    folder = tmp_path / "my package"
    folder.mkdir()
    (folder / "pyproject.toml").touch()
    assert given_requirement(str(folder)) == Requirement(text=f"cfp-archive @ {folder.as_uri()}", local=True)


@pytest.mark.parametrize("text", ["", "nowhere", "a\nb", "--index-url=x"])
def test_wrong_requirement(text: str) -> None:
    """What is no place of a package is refused."""
    with pytest.raises(RequirementError):
        given_requirement(text)


def test_known_versions() -> None:
    """The versions that are installed here are written down, and nothing else."""
    lines = [line for line in known_versions().splitlines() if not line.startswith("#")]
    assert any(line.lower().startswith("sphinx==") for line in lines)
    assert any(line.lower().startswith("docutils==") for line in lines)  # needed by Sphinx
    assert not any(line.startswith("cfp-archive") for line in lines)
    assert not [line for line in lines if "==" not in line or " " in line]
