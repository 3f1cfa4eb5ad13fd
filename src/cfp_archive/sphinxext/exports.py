"""The files for programs in a built site: those of the registry, below ``data/``."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from sphinx.util import logging

from cfp_archive.exporting.registry import files_of
from cfp_archive.sphinxext.domain import cfp_domain

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

FOLDER = "data"


def setup(app: Sphinx) -> None:
    """Register the handler."""
    # After the site's language has been left: programs read the same in every site.
    app.connect("build-finished", write_files, priority=850)


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write the files that differ, and remove those that the last build wrote and this one does not (``build-finished``)."""
    if exception is not None or app.builder.format != "html" or app.builder.name == "epub":
        return
    record = _record(app)
    written = []
    for address, content in files_of(cfp_domain(app.env).site):
        path = app.outdir / FOLDER / address
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        written.append(address)
    for address in sorted(_last_written(record) - set(written)):
        (app.outdir / FOLDER / address).unlink(missing_ok=True)
        parent = (app.outdir / FOLDER / address).parent
        if parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
    record.write_text(json.dumps(sorted(written), indent=0), encoding="utf-8")


def _record(app: Sphinx) -> Path:
    """Return where this builder keeps the list of what it wrote; two builders may share doctrees."""
    place = hashlib.sha256(str(app.outdir).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return app.doctreedir / "cfp_archive" / f"exported-{app.builder.name}-{place}.json"


def _last_written(record: Path) -> set[str]:
    try:
        return set(json.loads(record.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return set()
