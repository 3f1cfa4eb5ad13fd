"""Pictures that stand for pages where their links are shown: how the topics ran from call to call, as PNG.

A picture has no words: the title and the description are shown beside it, in letters that every reader's machine has. So it
needs no font, and is right for every language. An edition's picture shows the calls up to its own, and does not change
when later ones are added.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cfp_archive.comparing.graph import TopicRef
    from cfp_archive.comparing.history import History
    from cfp_archive.model import Edition
    from cfp_archive.site import Site

__all__ = ["FOLDER", "HEIGHT", "SERIES", "WIDTH", "Picture", "has_picture", "picture_of", "pictures"]

#: Where the pictures are, below the site's root. A name that begins so is not an address that anyone is promised to keep.
FOLDER = "_pictures"
#: The name of the picture that stands for all pages without one of their own.
SERIES = "series.png"
#: What sites that show previews ask for: https://ogp.me/#structured.
WIDTH, HEIGHT = 1200, 630
_MARGIN, _BAR = 70, 26
#: So many calls, at most, are columns of a picture, and so many topics, at most, are rows: more could not be told apart.
_MOST_COLUMNS, _MOST_ROWS = 6, 60
#: The ground and what is drawn on it, as in the site's own style sheet, and the shades between them.
_GROUND, _INK, _SHADES = (0x14, 0x56, 0x6B), (0xFF, 0xFD, 0xF8), 16
_BAND, _FORMER, _OWN = 0.32, 0.6, 1.0  #: how much ink bands and bars have
#: To be raised when the same shapes are drawn in another way.
_VERSION = 1
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class _Place(NamedTuple):
    """Where a topic's bar is, in points."""

    x: float
    top: float
    height: float


class _Shape(NamedTuple):
    """A band from one place to another, or a bar."""

    start: _Place
    end: _Place
    share: float  #: of ink, 0..1


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be drawn."""

    name: str  #: of its file
    _shapes: tuple[_Shape, ...]

    def is_in(self, content: bytes) -> bool:
        """Return whether a file holds this very picture, from its first 200 bytes on: drawing takes a while."""
        return self._mark in content

    def draw(self) -> bytes:
        """Return the picture as a PNG file; the same bytes wherever the library zlib is the same."""
        ink = np.zeros((HEIGHT, WIDTH))
        for shape in self._shapes:
            _draw(ink, shape)
        return _png(ink, self._mark)

    @property
    def _mark(self) -> bytes:
        """What tells this picture from others, kept in its file."""
        digest = hashlib.sha256(repr((_VERSION, self._shapes)).encode()).hexdigest()
        return _chunk(b"tEXt", b"Comment\0" + digest.encode())


def has_picture(edition: Edition) -> bool:
    """Return whether an edition has a picture of its own: it has topics."""
    return any(topics.topics for topics in edition.lists)


def pictures(site: Site) -> Iterator[Picture]:
    """Yield all pictures: one for each edition that has topics, and that of the latest of them for the series."""
    latest = None
    for edition in site.archive.editions:
        if has_picture(edition):
            latest = picture_of(site.history, edition.key)
            yield latest
    if latest:
        yield replace(latest, name=SERIES)


def picture_of(history: History, key: str) -> Picture:
    """Return the picture of how topics ran through the calls up to an edition.

    :param key: of an edition whose call is in the archive.
    """
    keys = [edition.key for edition in history.archive.in_order.editions]
    columns = keys[: keys.index(key) + 1][-_MOST_COLUMNS:]
    places = dict(_places(history, columns))
    shapes = []
    # A step with several newer topics is met at each of them, and drawn once.
    steps = dict.fromkeys(history.graph.step_into.get(ref) for ref in places)
    for step in filter(None, steps):
        for new_number, new in enumerate(step.new):
            for old_number, old in enumerate(step.old):
                if old in places and new in places:
                    start = _part(places[old], new_number, len(step.new))
                    end = _part(places[new], old_number, len(step.old))
                    shapes.append(_Shape(start._replace(x=start.x + _BAR), end, _BAND))
    for ref, place in places.items():
        right = place._replace(x=place.x + _BAR)
        shapes.append(_Shape(place, right, _OWN if ref.edition == key else _FORMER))
    return Picture(f"{key}.png", tuple(shapes))


def _places(history: History, columns: list[str]) -> Iterator[tuple[TopicRef, _Place]]:
    """Yield where each topic is: those of all lists of a call below each other, in the middle of the picture's height."""
    archive = history.archive
    refs = {
        key: [ref for name in archive.list_names for ref in history.graph.refs(name, key)][:_MOST_ROWS]
        for key in columns
    }
    most = max(map(len, refs.values()), default=0)
    pitch = (HEIGHT - 2 * _MARGIN) / max(most, 4)
    gap = (WIDTH - 2 * _MARGIN - _BAR) / max(len(columns) - 1, 1)
    for column, key in enumerate(columns):
        top = (HEIGHT - len(refs[key]) * pitch) / 2
        x = _MARGIN + column * gap if len(columns) > 1 else (WIDTH - _BAR) / 2
        for row, ref in enumerate(refs[key]):
            yield ref, _Place(x, top + (row + 0.2) * pitch, 0.6 * pitch)


def _part(place: _Place, number: int, of: int) -> _Place:
    """Return the share of a bar that one of several bands begins or ends at."""
    return place._replace(top=place.top + number * place.height / of, height=place.height / of)


def _draw(ink: NDArray[np.float64], shape: _Shape) -> None:
    """Draw a shape over what is there; edges are soft."""
    start, end, share = shape
    first, last = round(start.x), round(end.x)
    across = (np.arange(first, last) + 0.5 - first) / max(last - first, 1)
    bend = across * across * (3 - 2 * across)
    top = start.top + (end.top - start.top) * bend
    bottom = top + start.height + (end.height - start.height) * bend
    above, below = int(top.min()), int(bottom.max()) + 1
    rows = np.arange(above, below)[:, None]
    covered = np.clip(np.minimum(rows + 1, bottom) - np.maximum(rows, top), 0, 1) * share
    there = ink[above:below, first:last]
    there += (1 - there) * covered


def _png(ink: NDArray[np.float64], mark: bytes) -> bytes:
    """Return a picture of 16 shades as PNG (https://www.w3.org/TR/png-3/)."""
    shades = np.rint(ink * (_SHADES - 1)).astype(np.uint8)
    rows = shades[:, ::2] << 4 | shades[:, 1::2]
    lines = np.insert(rows, 0, 0, axis=1).tobytes()  # filter type 0: each row as it is
    steps = [number / (_SHADES - 1) for number in range(_SHADES)]
    palette = bytes(
        round(low + (high - low) * step) for step in steps for low, high in zip(_GROUND, _INK, strict=True)
    )
    # Runs of one value alone: a tenth of the time of the best compression, and no choices that versions make differently.
    packing = zlib.compressobj(strategy=zlib.Z_RLE)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", header),
            mark,
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", packing.compress(lines) + packing.flush()),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
