"""A site over a fabricated archive, looked at in the browser that the machine has."""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import shutil
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from building import Workshop, set_up
from fabricate import PNG, TIDES, TIDES_SERIES, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

DOCS = Path(__file__).parents[2] / "docs"
NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def workshop_like_the_site(folder: Path) -> Workshop:
    """Write a site that has the configuration and the look of ours, and other contents."""
    host = {
        "name": "12th Conference on Coasts",
        "date": {"start": "2018-05-20", "end": "2018-05-24"},
        "place": "Ebbville, Northland",
        "format": "virtual",
        "moved": True,
        "source": "https://coasts.example/2018",
    }
    (gap,) = TIDES_SERIES["missing_calls"]
    decision = {
        "list": "areas", "old_edition": "2017", "new_edition": "2019", "old": ["Coral databases"],
        "new": ["Undertow security"], "outcome": "not the same", "reason": "Corals are not undertows.", "decided": "2020-01-02",
    }  # fmt: skip
    series = {**TIDES_SERIES, "missing_calls": [{**gap, "host": host}]}
    shop = set_up(folder, TIDES, series=series, decisions=[decision])
    for name in ("_static", "_templates"):
        if (DOCS / name).is_dir():
            shutil.copytree(DOCS / name, shop.docs / name)
    for name in ("conf.py", "index.md", "404.md"):
        shutil.copyfile(DOCS / name, shop.docs / name)
    shop.configure(
        "\nproject = html_title = 'TideComp calls for papers'\ncfp_matching_page = 'guide/index'\n"
    )
    shop.edit(
        "2019/index.md",
        "## Key Dates",
        ":::{archive-note}\nThe call was posted on a *pier*.\n:::\n\n## Key Dates",
    )
    (shop.editions / "2019" / "shore.png").write_bytes(PNG)
    text = "# Programme\n\nAardvarks at noon.\n\n![Two waves](shore.png)\n\n[The call](index.md)\n"
    write(shop.editions / "2019" / "programme.md", text)
    shop.page(
        "guide/index.md", "# Guide\n\nSee {topic}`coral-databases`.\n\n## A part\n\nWords, and `code`.\n"
    )
    return shop


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a built site."""
    built = workshop_like_the_site(tmp_path_factory.mktemp("site") / "workshop").build()
    assert built.warnings == []
    return Path(built.outdir)


@pytest.fixture
def german_site(tmp_path: Path) -> Path:
    """The folder of a built site whose own words are German."""
    shop = workshop_like_the_site(tmp_path / "workshop")
    shop.configure("\nlanguage = 'de'\n")
    built = shop.build()
    assert built.warnings == []
    return Path(built.outdir)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the machine has it."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        reason = f"no browser is installed ({', '.join(NAMES)})"
        if os.environ.get("CFP_ARCHIVE_BROWSER") == "required":
            pytest.fail(f"{reason}, and CFP_ARCHIVE_BROWSER=required")
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, headless=True, args=list(OPTIONS))
        yield opened
        opened.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves text compressed, as hosts of static sites do."""

    def do_GET(self) -> None:
        """Answer with a file."""
        file = Path(self.translate_path(self.path))
        if file.suffix not in {".html", ".css", ".js", ".svg", ".json"} or not file.is_file():
            super().do_GET()
            return
        body = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, *_words: object) -> None:
        """Answer like a host of static sites: with the site's own page."""
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on this machine, and returns its address."""
    with ExitStack() as stack:

        def start(folder: Path) -> str:
            handler = functools.partial(_Quiet, directory=str(folder))
            serving = stack.enter_context(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
            thread = threading.Thread(target=serving.serve_forever, daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(serving.shutdown)
            return f"http://127.0.0.1:{serving.server_port}/"

        yield start


@pytest.fixture(scope="session")
def server(site: Path, serve: Callable[[Path], str]) -> str:
    """The address under which the site is served on this machine."""
    return serve(site)


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window that notes errors, what the policy blocks among them; a module may name those that it expects."""
    context = browser.new_context()
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on(
        "console",
        lambda one: errors.append(f"{one.text} {one.location['url']}") if one.type == "error" else None,
    )
    yield made
    context.close()
    expected = ("/favicon.ico", *getattr(request.module, "EXPECTED_ERRORS", ()))
    assert [one for one in errors if not any(part in one for part in expected)] == []
