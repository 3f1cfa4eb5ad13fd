"""A project that ``cfp-archive init`` sets up builds strictly: empty, with a first draft, and with two editions."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cfp_archive
from building import Workshop
from cfp_archive.cli import main
from cfp_archive.yamlio import plain_values
from fabricate import TIDES, write_archive

pytestmark = pytest.mark.sphinx_build


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """Return a project as it is set up."""
    monkeypatch.chdir(tmp_path)
    arguments = [
        "--name",
        "Workshop on <Tidal> & *Computing*",
        "--short-name",
        "Tide_Comp",
        "--package",
        "cfp-archive>=1",
    ]
    assert main(["init", "tides", *arguments]) == 0
    monkeypatch.chdir(tmp_path / "tides")
    return Workshop(folder=tmp_path / "tides")


@pytest.mark.parametrize("builder", ["html", "text"])
def test_empty(project: Workshop, builder: str) -> None:
    """An archive without editions is a site."""
    built = project.build(builder, nitpicky=True)
    assert built.warnings == []
    assert built.rc == 0
    assert "Tide_Comp calls for papers" in built.text("index.html" if builder == "html" else "index.txt")


def test_first_draft(project: Workshop) -> None:
    """So is one whose only edition is a draft with everything open."""
    assert main(["new", "2031"]) == 0
    built = project.build(nitpicky=True)
    assert built.warnings == []
    assert "Draft" in built.text("editions/2031/index.html")


def test_next_draft(project: Workshop) -> None:
    """And one with published editions, and a draft begun from the newest."""
    write_archive(project.editions, TIDES)
    assert main(["new", "2021", "--from", "2019"]) == 0
    built = project.build(nitpicky=True)
    assert built.warnings == []
    page = built.text("editions/2021/index.html")
    assert "Draft" in page
    assert "Not filled in yet." in page


def commands(project: Workshop, event: str) -> list[tuple[str, dict[str, str]]]:
    """Return what the project's workflow runs at an event, and in which environment; not what it installs."""
    workflow = plain_values((project.folder / ".github/workflows/archive.yml").read_text(encoding="utf-8"))
    assert isinstance(workflow, dict)
    met = f"github.event_name {'==' if event == 'push' else '!='} 'push'"
    return [
        (step["run"], step.get("env", {}))
        for step in workflow["jobs"]["build"]["steps"]
        if "run" in step and step.get("if", met) == met and "pip install" not in step["run"]
    ]


@pytest.mark.skipif(shutil.which("sh") is None, reason="the workflow runs on a system that has a shell")
@pytest.mark.parametrize("event", ["pull_request", "push"])
def test_workflow_runs(project: Workshop, event: str) -> None:
    """What the project's workflow runs succeeds in a fresh project with a call, but for installing what is installed here."""
    write_archive(project.editions, {"2019": TIDES["2019"]})
    pages = {
        "steps.pages.outputs.base_url": "https://ada.example/tides",
        "steps.pages.outputs.base_path": "/tides",
    }
    ran = commands(project, event)
    assert len(ran) == 2
    for command, env in ran:
        assert command.startswith("python -m nox ")
        here = f'"{sys.executable}" -m nox --no-venv --no-install'
        values = {name: pages[value.strip("${ }")] for name, value in env.items()}
        package = str(Path(cfp_archive.__file__).parents[1])
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        done = subprocess.run(
            command.replace("python -m nox", here, 1),
            shell=True,
            cwd=project.folder,
            env={**os.environ, **values, "PATH": path, "PYTHONPATH": package},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    site = project.folder / "build" / "site"
    assert (site / "editions" / "2019" / "index.html").is_file()
    published = (site / "sitemap.xml").is_file()
    assert published == (event == "push")
    if published:
        missing = (site / "404.html").read_text(encoding="utf-8")
        assert 'href="/tides/editions/' in missing
        assert "https://ada.example/tides/editions/2019/" in (site / "sitemap.xml").read_text(
            encoding="utf-8"
        )
