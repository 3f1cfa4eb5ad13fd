"""Check that a tag may be released: it names the package's version, and the changelog says what that version brings.

python .ci/check_release.py v1.2.0
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def wrong(tag: str, package: str, changelog: str) -> str:
    """Return why a tag may not be released; empty if it may.

    :param package: text of ``__init__.py``.
    :param changelog: text of CHANGELOG.md.
    """
    found = re.search(r'^__version__ = "([^"]+)"$', package, re.MULTILINE)
    version = found[1] if found else ""
    if tag != f"v{version}":
        return f"The tag is {tag}, but src/cfp_archive/__init__.py has the version {version or '(none)'}. Change one of them."
    if not re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE):
        return (
            f"CHANGELOG.md has no section '## [{version}] - YYYY-MM-DD'. Move what is under Unreleased there."
        )
    return ""


if __name__ == "__main__":
    reason = wrong(
        sys.argv[1],
        (ROOT / "src/cfp_archive/__init__.py").read_text(encoding="utf-8"),
        (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
    )
    sys.exit(reason or None)
