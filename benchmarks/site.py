"""Measure what the site costs as the archive grows, beside the floor: the same pages in plain Sphinx.

    python benchmarks/site.py [--sizes 50 200 800] [--write docs/guide/_figures/site.md]

For each number of editions an archive is fabricated and its site built, with the configuration of docs/conf.py, by a
process of its own, one page after the other. The floor is the same pages once more: the article of each built page as
plain Markdown, orphans, without this extension, in the same theme with the same sidebar but for the menu. Seconds are those
of the processor, which other work on the machine disturbs least.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from _fabricating import NEWEST, fabricate
from _floor import as_markdown

CONFIGURATION = Path(__file__).parents[1] / "docs" / "conf.py"
#: What the configuration says otherwise for a fabricated archive, which has neither these pages nor a picture.
OURS = """
cfp_editions = "../editions"
cfp_matching_page = ""
html_favicon = None
"""
#: What it says otherwise for the floor: nothing of this extension, in the same theme.
FLOOR = """
extensions = ["myst_parser"]
primary_domain = None
html_favicon = None
del setup
for parts in (*html_sidebars.values(), html_theme_options["footer_content_items"]):
    parts[:] = [one for one in parts if not one.startswith("cfp-")]
"""
HOME = """\
# Fabricated calls for papers

:::{home}
:::

```{toctree}
:hidden:

story/index
editions/index
compare/index
topics/index
people/index
dates/index
terms/index
guide/index
```
"""
#: What every site has beside its pages.
NO_PAGES = {"_static", "search.html", "genindex.html", "404.html"}
GUIDE = "# Guide\n\nThis page stands for the guide.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build took and made."""

    seconds: float  #: of the processor
    read: int  #: so many pages were read
    sizes: dict[str, int]  #: bytes of each page, by docname

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.sizes)

    @property
    def each(self) -> float:
        """Seconds per page."""
        return self.seconds / self.pages

    @property
    def mean(self) -> float:
        """Bytes per page."""
        return sum(self.sizes.values()) / self.pages

    @property
    def largest(self) -> str:
        """The page with the most bytes."""
        return max(self.sizes, key=self.sizes.__getitem__)


def build(folder: Path, *, fresh: bool = False) -> Build:
    """Build the site whose sources are in ``docs``, by a process of its own."""
    command = [sys.executable, "-m", "sphinx", "-b", "html", *(["-E"] if fresh else []), "docs", "html"]
    before = os.times()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    after = os.times()
    if done.returncode or done.stderr.strip():
        sys.exit(f"{done.stderr.strip() or done.stdout}\nThe build went wrong.")
    updated = re.findall(r"(\d+) added, (\d+) changed, \d+ removed", done.stdout)
    pages = {path.relative_to(folder / "html"): path for path in (folder / "html").rglob("*.html")}
    sizes = {
        name.with_suffix("").as_posix(): path.stat().st_size
        for name, path in pages.items()
        if name.parts[0] not in NO_PAGES
    }
    return Build(
        seconds=after.children_user - before.children_user + after.children_system - before.children_system,
        read=sum(map(int, updated[-1])) if updated else 0,
        sizes=sizes,
    )


def write(file: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def set_up(folder: Path, editions: int) -> None:
    """Write the sources of our site."""
    fabricate(folder / "editions", editions)
    command = [sys.executable, "-m", "cfp_archive", "keys", "--write", "--archive", "editions"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    write(folder / "docs" / "conf.py", CONFIGURATION.read_text(encoding="utf-8") + OURS)
    write(folder / "docs" / "index.md", HOME)
    write(folder / "docs" / "guide" / "index.md", GUIDE)


def set_up_floor(folder: Path, ours: Path, pages: list[str]) -> None:
    """Write the pages of our built site as plain sources."""
    write(folder / "docs" / "conf.py", CONFIGURATION.read_text(encoding="utf-8") + FLOOR)
    for name in pages:
        text = (ours / "html" / f"{name}.html").read_text(encoding="utf-8")
        write(folder / "docs" / f"{name}.md", as_markdown(text))


def reword(folder: Path, editions: int) -> None:
    """Change a word of the first topic of the edition in the middle."""
    page = folder / "editions" / f"{NEWEST - editions // 2:04}" / "index.md"
    text = page.read_text(encoding="utf-8")
    write(page, text.replace("\n- ", "\n- Newly ", 1))


def edit_floor(folder: Path, editions: int) -> None:
    """Change a word of the same edition's plain page."""
    page = folder / "docs" / "editions" / f"{NEWEST - editions // 2:04}" / "index.md"
    write(page, page.read_text(encoding="utf-8") + "\nOne sentence more.\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One archive's figures."""

    editions: int
    clean: Build
    again: Build  #: nothing had changed
    edited: Build  #: a topic of one edition had been reworded
    floor: Build
    floor_again: Build
    floor_edited: Build  #: a sentence of one page had been added


def measure(folder: Path, editions: int) -> Measured:
    """Build an archive of so many editions, and its floor."""
    ours, plain = folder / f"ours-{editions}", folder / f"floor-{editions}"
    set_up(ours, editions)
    clean = build(ours, fresh=True)
    set_up_floor(plain, ours, list(clean.sizes))
    floor = build(plain, fresh=True)
    again, floor_again = build(ours), build(plain)
    reword(ours, editions)
    edit_floor(plain, editions)
    return Measured(
        editions=editions,
        clean=clean,
        again=again,
        edited=build(ours),
        floor=floor,
        floor_again=floor_again,
        floor_edited=build(plain),
    )


def lineages() -> float:
    """Time the history of 100 editions of about 40 topics each."""
    from cfp_archive.comparing.history import build_history
    from cfp_archive.reading import read_archive

    with tempfile.TemporaryDirectory() as folder:
        fabricate(Path(folder, "editions"), 100, topics={"areas": (36, 44)})
        archive, _ = read_archive(Path(folder, "editions"))
    start = time.process_time()
    build_history(archive)
    return time.process_time() - start


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Write a Markdown table of figures."""
    return [f"| {' | '.join(row)} |" for row in (head, ["--:"] * len(head), *rows)]


def report(found: list[Measured], lineage: float) -> str:
    """Write the figures with what one needs to read them."""
    sizes = " ".join(str(one.editions) for one in found)
    lines = table(
        [
            "editions", "pages", "seconds", "ms a page", "floor", "ratio", "kB a page", "floor", "ratio",
        ],
        [
            [
                str(one.editions),
                f"{one.clean.pages:,}",
                f"{one.clean.seconds:.1f}",
                f"{1000 * one.clean.each:.1f}",
                f"{1000 * one.floor.each:.1f}",
                f"**{one.clean.each / one.floor.each:.2f}**",
                f"{one.clean.mean / 1000:.1f}",
                f"{one.floor.mean / 1000:.1f}",
                f"**{one.clean.mean / one.floor.mean:.2f}**",
            ]
            for one in found
        ],
    )  # fmt: skip
    lines.append("")
    lines += table(
        [
            "editions", "nothing changed: s", "floor", "one topic reworded: s", "pages read", "floor: s",
            "largest page", "kB",
        ],
        [
            [
                str(one.editions),
                f"{one.again.seconds:.1f}",
                f"{one.floor_again.seconds:.1f}",
                f"{one.edited.seconds:.1f}",
                str(one.edited.read),
                f"{one.floor_edited.seconds:.1f}",
                f"`{one.clean.largest}`",
                f"{one.clean.sizes[one.clean.largest] / 1000:,.0f}",
            ]
            for one in found
        ],
    )  # fmt: skip
    versions = (
        f"Python {platform.python_version()}, Sphinx {version('sphinx')}, MyST {version('myst-parser')} "
        f"and the Sphinx Book Theme {version('sphinx-book-theme')}"
    )
    lines += [
        "",
        f"The history of 100 editions of about 40 topics each took {lineage:.1f} s.",
        "",
        f"Made by `python benchmarks/site.py --sizes {sizes}` with {versions}, on one core, in seconds of the processor.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 200, 800], metavar="N", help="editions")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables to this Markdown file")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="build in this new folder, and leave all there"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = []
        for editions in args.sizes:
            found.append(measure(args.keep or Path(scratch), editions))
            print(f"{editions} editions measured", file=sys.stderr)
    text = report(found, lineages())
    print(text, end="")
    if args.write:
        write(args.write, text)


if __name__ == "__main__":
    main()
