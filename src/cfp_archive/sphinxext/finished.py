"""What stands on the pages of a finished build: each page is read once, and not again before its file changes."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx.builders.html import StandaloneHTMLBuilder

from cfp_archive.permalinks import PageParts, parts_of
from cfp_archive.sphinxext import keeping, light, searching, securing
from cfp_archive.sphinxext.domain import cfp_domain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinx.application import Sphinx

    from cfp_archive.memory import Memory

_CLASSES = re.compile(r'\bclass="([^"]*)"')


class PageNotes(NamedTuple):
    """What the last steps of a build have to know of a page."""

    classes: frozenset[str]  #: of its elements
    parts: PageParts
    digest: str  #: of its bytes


def setup(app: Sphinx) -> None:
    """Register the handler: after those of all other extensions, when all files are written."""
    app.connect("build-finished", finish_pages, priority=900)


def finish_pages(app: Sphinx, exception: Exception | None) -> None:
    """State the policy in pages, leave unused rules out of style sheets, write the search index, and keep addresses (event ``build-finished``)."""
    if exception is not None or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    complete = securing.state_policy(app)
    memory = cfp_domain(app.env).memory
    notes: dict[Path, PageNotes] = {
        file: _note(file, complete, memory) for file in app.outdir.rglob("*.html")
    }
    light.lighten_styles(app, frozenset().union(*(one.classes for one in notes.values())), memory)
    searching.write_index(app, memory, lambda file: notes[file].digest)
    keeping.keep_addresses(app, lambda file: notes[file].parts)


def _note(file: Path, complete: Callable[[bytes], bytes], memory: Memory) -> PageNotes:
    """Return what is to know of a page, which is completed if it was just written."""
    known: PageNotes | None = memory.get(*_state(file))
    if known is not None:
        return known
    written = file.read_bytes()
    page = complete(written)
    if page != written:
        file.write_bytes(page)
    text = page.decode("utf-8", "replace")
    classes = frozenset(name for attribute in set(_CLASSES.findall(text)) for name in attribute.split())
    notes = PageNotes(classes, parts_of(text), hashlib.sha256(page).hexdigest())
    memory.put(notes, *_state(file))
    return notes


def _state(file: Path) -> tuple[str, int, int]:
    """Return what tells a file from what it was before."""
    state = file.stat()
    return str(file), state.st_mtime_ns, state.st_size
