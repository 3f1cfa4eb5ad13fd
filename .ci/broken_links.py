"""Write the broken links that Sphinx found, in Markdown: ``broken_links.py OUTPUT FILE``.

OUTPUT is the output.json of Sphinx' linkcheck builder: an object a line. FILE is not written if no link is broken.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def report(output: str) -> str:
    """Return the text of an issue; empty if no link is broken."""
    found = [json.loads(line) for line in output.splitlines() if line.strip()]
    lines = [
        f"| `{one['filename']}:{one['lineno']}` | <{one['uri']}> | {_cell(one['info'])} |"
        for one in found
        if one["status"] in {"broken", "timeout"}
    ]
    if not lines:
        return ""
    head = (
        "The weekly visit found links that lead nowhere. What a call says stays as it is; where the archive itself links, look "
        "for the page's new address or for a stored copy.\n\n| Where | Link | What happened |\n| --- | --- | --- |\n"
    )
    return head + "\n".join(sorted(set(lines))) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("@", "@\u200b").split())[:200]


def main(output: str, file: str) -> None:
    """Write the file."""
    source = Path(output)
    text = report(source.read_text(encoding="utf-8")) if source.is_file() else ""
    if text:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
