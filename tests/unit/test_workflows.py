"""The workflows: parsed, bounded in time, with the least rights, their actions pinned; and what their scripts write."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

from cfp_archive.cli import main
from cfp_archive.yamlio import plain_values
from fabricate import TIDES, write_archive

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "src/cfp_archive/scaffolding/templates/dot_github/workflows"
WORKFLOWS = sorted([*(ROOT / ".github/workflows").glob("*.yml"), *TEMPLATES.glob("*.yml.in")])

#: What a job may do beyond reading the repository, and why: each is looked at when it is added here.
RIGHTS = {
    ("topics.yml", "comment"): {"actions": "read", "pull-requests": "write"},
    ("pages.yml", "build"): {"contents": "read", "pages": "read"},
    ("pages.yml", "publish"): {"pages": "write", "id-token": "write"},
    ("links.yml", "report"): {"issues": "write"},
    ("release.yml", "publish"): {"id-token": "write"},  # the index trusts this workflow; there is no secret
    ("archive.yml.in", "build"): {"contents": "read", "pages": "read"},
    ("archive.yml.in", "publish"): {"pages": "write", "id-token": "write"},
}


def parsed(file: Path) -> dict[Any, Any]:
    """Return a workflow; YAML 1.1 reads its 'on' as true."""
    value = plain_values(file.read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


def script(name: str) -> Any:
    """Import a script of .ci."""
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_workflows() -> None:
    """The tests below look at something."""
    assert len(WORKFLOWS) >= 5


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_bounded(file: Path) -> None:
    """Every workflow has rights and a concurrency group; every job has rights, a time limit, and a reason to have more."""
    workflow = parsed(file)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert workflow["concurrency"]["group"]
    assert workflow["name"]
    assert "on" in workflow, "it never runs"
    for name, job in workflow["jobs"].items():
        assert 0 < job["timeout-minutes"] <= 30, name
        assert job["permissions"] == RIGHTS.get((file.name, name), {"contents": "read"}), name


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_pinned(file: Path) -> None:
    """Actions are pinned to a commit, with the version beside; checkouts keep no credentials."""
    text = file.read_text(encoding="utf-8")
    for line in re.findall(r"uses: (.*)", text):
        assert re.fullmatch(
            r"(?:actions/[\w-]+|pypa/gh-action-pypi-publish)@[0-9a-f]{40} # v\d+\.\d+\.\d+", line
        ), line
    for job in parsed(file)["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_no_injection(file: Path) -> None:
    """No value of an event is pasted into a script: values come through the environment. No secret is used."""
    text = file.read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text
    for job in parsed(file)["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


def test_one_commit_for_each_action() -> None:
    """All workflows use the same version of an action."""
    used = {
        line for file in WORKFLOWS for line in re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    }
    assert len(used) == len({line.partition("@")[0] for line in used})


def test_hooks() -> None:
    """The hooks are parsed, and lint with the versions that CI lints with."""
    config = plain_values((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    hooks = [hook for repo in config["repos"] for hook in repo["hooks"]]
    assert {"ruff-check", "ruff-format", "cfp-archive-check"} == {hook["id"] for hook in hooks}
    for hook in hooks:
        assert set(hook.get("additional_dependencies", [])) <= set(constraints)
    (offered,) = plain_values((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert offered["entry"] == "cfp-archive check"
    assert re.search(offered["files"], "record/editions/2031/index.md")
    config = plain_values((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
    assert config["sphinx"]["fail_on_warning"] is True


def test_changed_topics(tmp_path: Path) -> None:
    """A change of topics is told in Markdown; a change of anything else is not."""
    changed = script("changed_topics")
    before = write_archive(tmp_path / "before/editions", TIDES)
    after = write_archive(tmp_path / "after/editions", TIDES)
    assert changed.changed(before, after) == ""
    page = after / "2020/index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("# TideComp 2020", "# TideComp in 2020"), encoding="utf-8")
    assert changed.changed(before, after) == ""
    page.write_text(text.replace("- Foam detection\n", "- Seagull detection\n"), encoding="utf-8")
    told = changed.changed(before, after)
    assert "Seagull" in told
    assert "TideComp 2020" in told
    assert "2017" not in told.split("\n")[0]
    changed.main(str(tmp_path / "nowhere"), str(after), str(tmp_path / "out/topics.md"))
    assert "2017" in (tmp_path / "out/topics.md").read_text(encoding="utf-8")


def test_broken_links(tmp_path: Path) -> None:
    """Links that are broken are listed with their places; if none is, nothing is written."""
    links = script("broken_links")
    fine = {
        "filename": "a.md",
        "lineno": 1,
        "status": "working",
        "code": 0,
        "uri": "https://a.example",
        "info": "",
    }
    gone = {**fine, "lineno": 7, "status": "broken", "info": "404 | not\nfound by @ada"}
    output = tmp_path / "output.json"
    output.write_text(json.dumps(fine) + "\n", encoding="utf-8")
    links.main(str(output), str(tmp_path / "out/links.md"))
    assert not (tmp_path / "out").exists()
    output.write_text(f"{json.dumps(fine)}\n{json.dumps(gone)}\n{json.dumps(gone)}\n", encoding="utf-8")
    links.main(str(output), str(tmp_path / "out/links.md"))
    text = (tmp_path / "out/links.md").read_text(encoding="utf-8")
    assert text.count("| `a.md:7` | <https://a.example> | 404 \\| not found by @\u200bada |") == 1


@pytest.mark.parametrize(
    ("tag", "version", "changelog", "reason"),
    [
        ("v1.2.0", "1.2.0", "## [1.2.0] - 2031-02-03", ""),
        ("v1.2.1", "1.2.0", "## [1.2.0] - 2031-02-03", "The tag is v1.2.1, but"),
        ("1.2.0", "1.2.0", "## [1.2.0] - 2031-02-03", "The tag is 1.2.0, but"),
        ("v1.2.0", "1.2.0", "## [Unreleased]", "CHANGELOG.md has no section"),
        ("v1.2.0", "1.2.0", "## [1x2.0] - 2031-02-03", "CHANGELOG.md has no section"),
    ],
)
def test_release(tag: str, version: str, changelog: str, reason: str) -> None:
    """A tag is released if it names the version and the changelog has it."""
    found = script("check_release").wrong(
        tag, f'__version__ = "{version}"\n', f"# Changelog\n\n{changelog}\n"
    )
    assert found.startswith(reason)
    assert bool(found) == bool(reason)


def test_hook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The offered hook's command finds the archive from the repository's root."""
    write_archive(tmp_path / "editions", TIDES)
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 0
