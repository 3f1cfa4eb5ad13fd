"""What a site's bytes depend on: the sources, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from building import contents, set_up

if TYPE_CHECKING:
    from pathlib import Path

    from building import Workshop

pytestmark = pytest.mark.sphinx_build


def run(shop: Workshop, *options: str, into: str = "build", seed: str = "0") -> dict[str, str]:
    """Build in a process of its own, and return what was made."""
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "-d",
        f"{into}/doctrees",
        *options,
        "docs",
        f"{into}/html",
    ]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        command,
        cwd=shop.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return contents(shop.folder / into / "html")


def test_same_bytes_elsewhere(tmp_path: Path) -> None:
    """Other folders, another hash seed, other build folders and parallel readers make the same site."""
    one = set_up(tmp_path / "one")
    other = set_up(tmp_path / "some" / "other place")
    made = run(one)
    assert made
    assert run(other, "-j", "4", into="far/away", seed="77") == made


@pytest.mark.parametrize("builder", ["html", "singlehtml", "epub", "latex", "text", "man", "gettext"])
def test_no_path_of_the_machine(workshop: Workshop, builder: str) -> None:
    """No output names the folder in which the site was built."""
    built = workshop.build(builder)
    assert built.warnings == []
    place = os.fsencode(workshop.folder.parent.name)
    assert [
        path.name for path in built.outdir.rglob("*") if path.is_file() and place in path.read_bytes()
    ] == []


def test_parallel_equals_serial(workshop: Workshop) -> None:
    """Four readers and writers make the same site as one."""
    serial = workshop.build(into="serial")
    parallel = workshop.build(into="parallel", parallel=4)
    assert serial.warnings == parallel.warnings == []
    assert contents(serial.outdir) == contents(parallel.outdir)
    assert serial.env.domaindata["cfp"] == parallel.env.domaindata["cfp"]


def test_images_of_one_name_in_parallel(workshop: Workshop) -> None:
    """Images that have the same name in many folders get the same numbers, whoever reads first."""
    for key in ("2017", "2019", "2020"):
        shutil.copyfile(workshop.editions / "series.yaml", workshop.editions / key / "x.png")
        (workshop.editions / key / "more.md").write_text(f"# More {key}\n\n![X](x.png)\n", encoding="utf-8")
    made = [contents(workshop.build(into=f"b{number}", parallel=number).outdir) for number in (1, 4)]
    assert made[0] == made[1]
