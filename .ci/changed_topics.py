"""Write what a change does to the topics, in Markdown: ``changed_topics.py BEFORE AFTER FILE``.

BEFORE and AFTER are folders of editions. For each edition whose comparison with the one before it is not what it was, FILE gets
the comparison; it is not written if there is none.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

from cfp_archive.comparing.comparison import compare
from cfp_archive.comparing.history import build_history
from cfp_archive.exporting.comparison import as_json, as_markdown, report_on
from cfp_archive.reading import read_archive

Topics = dict[tuple[str, str], tuple[object, str]]


def topics_of(folder: Path) -> Topics:
    """Return what changed in the topics between neighbouring editions, as data and in Markdown."""
    if not folder.is_dir():
        return {}
    archive, _ = read_archive(folder)
    history = build_history(archive)
    found: Topics = {}
    for old, new in pairwise(one.key for one in archive.editions):
        comparison = compare(history, old, new)
        found[old, new] = json.loads(as_json(comparison))["lists"], as_markdown(report_on(comparison))
    return found


def changed(before: Path, after: Path) -> str:
    """Return the comparisons whose topics are not what they were; empty if there are none."""
    known = topics_of(before)
    return "\n".join(
        text
        for pair, (topics, text) in topics_of(after).items()
        if pair not in known or known[pair][0] != topics
    )


def main(before: str, after: str, file: str) -> None:
    """Write the file."""
    text = changed(Path(before), Path(after))
    if text:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
