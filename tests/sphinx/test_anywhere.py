"""A site works wherever it lies: below a path of a plain file server, and saved to a disk."""

from __future__ import annotations

import http.server
import re
import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import ProxyHandler, build_opener

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from building import Workshop

pytestmark = pytest.mark.sphinx_build

#: As a site that ``init`` sets up.
_THEME: dict[str, Any] = {
    "html_theme": "sphinx_book_theme",
    "html_theme_options": {"use_source_button": False, "use_download_button": False},
    "cfp_content_security_policy": "meta",
}
#: Attributes that hold an address.
_ADDRESSES = ("href", "src", "action", "data", "poster", "data-src", "data-index")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Python's own server of files, which says nothing."""

    def log_message(self, *_args: Any) -> None:
        """Leave requests out of the output of the tests."""

    def list_directory(self, _path: Any) -> None:
        """Show no folder that has no page: a host of static sites does not."""
        self.send_error(404)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine.

    :returns: its address, with a slash at its end.
    """
    handler = partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def addresses_in(name: str, content: bytes) -> list[str]:
    """Return what a page or a style sheet leads to or loads, as it is written; not what is elsewhere."""
    text = content.decode("utf-8")
    if name.endswith(".css"):
        found = re.findall(r"url\(\s*[\"']?([^\"')]+)", text)
    else:
        page = BeautifulSoup(text, "html.parser")
        found = [str(one[name]) for one in page.find_all(True) for name in _ADDRESSES if one.has_attr(name)]
    return [one for one in found if not re.match(r"[a-z][a-z0-9+.-]*:|//", one)]


def anchors_in(content: bytes) -> set[str]:
    """Return the anchors of a page."""
    page = BeautifulSoup(content, "html.parser")
    return {str(one["id"]) for one in page.find_all(id=True)}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_below_a_path(workshop: Workshop, builder: str) -> None:
    """Below /a/b/ every link, script, style and picture of every page is there, with its anchor; none begins at the root."""
    built = workshop.build(builder, **_THEME)
    assert built.warnings == []
    site = workshop.folder / "served" / "a" / "b"
    site.parent.mkdir(parents=True)
    built.outdir.rename(site)
    # Nothing of the machine's configuration decides where requests go.
    opened = build_opener(ProxyHandler({}))
    contents: dict[str, bytes] = {}
    wanted: set[tuple[str, str, str]] = set()
    with served(workshop.folder / "served") as root:
        start = f"{root}a/b/"
        waiting = [(start, "")]
        while waiting:
            address, origin = waiting.pop()
            if address in contents:
                continue
            try:
                with opened.open(address) as answer:
                    contents[address], kind = answer.read(), answer.headers.get_content_type()
                    assert answer.url == address, f"{address} is not its own address, on {origin}"
            except HTTPError as error:
                pytest.fail(f"{address}: {error.code}, on {origin}")
            if kind not in {"text/html", "text/css"}:
                continue
            for written in addresses_in(address if kind == "text/css" else "", contents[address]):
                assert not written.startswith("/"), f"{written} on {address}"
                target, anchor = urldefrag(urljoin(address, written))
                assert target.startswith(start), f"{written} on {address}"
                target = target.partition("?")[0]
                waiting.append((target, address))
                wanted.add((target, unquote(anchor), address))
    pages = {urlsplit(address).path.removeprefix("/a/b/") for address in contents}
    assert any(page.startswith("editions/2019/") for page in pages)
    assert any(page.startswith("compare/2017-2019/") for page in pages)
    assert any(page.startswith("data/editions/2019.ics") for page in pages)
    for target, anchor, origin in wanted:
        if anchor:
            assert anchor in anchors_in(contents[target]), f"{target}#{anchor} on {origin}"


def test_saved_to_a_disk(workshop: Workshop) -> None:
    """Opened from a disk, where no server finds the page of a folder, every link leads to a file."""
    built = workshop.build(**_THEME)
    seen = 0
    for page in built.outdir.rglob("*.html"):
        if "_static" in page.parts:  # the theme's own templates
            continue
        for written in addresses_in("", page.read_bytes()):
            path = unquote(urlsplit(written).path)
            assert not path.startswith("/"), f"{written} on {page}"
            if path:
                assert (page.parent / path).is_file(), f"{written} on {page}"
                seen += 1
    assert seen > 500
