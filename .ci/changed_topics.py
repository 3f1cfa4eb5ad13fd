"""Write what a change does to the topics, in Markdown: ``changed_topics.py BEFORE AFTER FILE``.

BEFORE and AFTER are folders of editions. For each edition whose comparison with the one before it is not what it was, FILE gets
the comparison; it is not written if there is none.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

from cfp_archive.comparing.comparison import compare
from cfp_archive.comparing.history import build_history
from cfp_archive.reading import read_archive
from cfp_archive.report import Report, as_markdown, report_on


def reports_of(folder: Path) -> dict[tuple[str, str], Report]:
    """Return the reports on neighbouring editions, by their keys."""
    if not folder.is_dir():
        return {}
    archive, _ = read_archive(folder)
    history = build_history(archive)
    pairs = pairwise(one.key for one in archive.editions)
    return {pair: report_on(compare(history, *pair)) for pair in pairs}


def topics_of(report: Report) -> list[object]:
    """Return the report's sections on topics."""
    return [one for one in report.sections if one.list]


def changed(before: Path, after: Path) -> str:
    """Return the comparisons whose topics are not what they were; empty if there are none."""
    known = reports_of(before)
    return "\n".join(
        as_markdown(report)
        for pair, report in reports_of(after).items()
        if pair not in known or topics_of(known[pair]) != topics_of(report)
    )


def main(before: str, after: str, file: str) -> None:
    """Write the file."""
    text = changed(Path(before), Path(after))
    if text:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
