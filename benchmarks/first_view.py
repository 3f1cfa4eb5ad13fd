"""Measure what a reader waits for who opens a page for the first time, on a phone and a mobile network.

    python benchmarks/first_view.py DIR [--network fast-4g] [--most 1000]

DIR is a built site. Chromium opens each kind of page several times without a cache, on a processor of a quarter of this machine's
speed. The network is that of Chrome's profile "Fast 4G" (8.1 Mbit/s, 165 ms until a request is answered;
https://developer.chrome.com/docs/devtools/settings/throttling), as most readers have who look a call up on the way. The other
profile, "Slow 4G" of Chrome and Lighthouse (1.4 Mbit/s, 563 ms), is what the slowest readers have: there the page and its style
sheets, one request after the other, take 1.1 s before a byte of content counts.
Files are served compressed, as hosts of static sites do. Two figures are told for each: the median time until the largest part is drawn (LCP, see
https://web.dev/articles/lcp), and whether its colors changed after the first drawing, for a reader who wants dark pages.
The exit code is 1 if a page takes longer than the most, or flashes.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gzip
import http.server
import shutil
import statistics
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
KINDS = (
    "index.html",
    "editions/2*/index.html",
    "compare/2*/index.html",
    "topics/index.html",
    "topics/*/index.html",
    "terms/index.html",
)
PHONE = {"width": 360, "height": 740}
#: Bytes per second down and up, and milliseconds until a request is answered.
NETWORKS = {
    "fast-4g": {"downloadThroughput": 8.1e6 / 8, "uploadThroughput": 1.35e6 / 8, "latency": 165},
    "slow-4g": {"downloadThroughput": 1.44e6 / 8, "uploadThroughput": 0.675e6 / 8, "latency": 562.5},
}
TIMES = 5

#: Notes when the largest part and anything at all is drawn, and when the theme of the page changes.
OBSERVE = """
window.seen = {lcp: 0, first: 0, themes: []};
new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.lcp = one.startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.first ||= one.startTime; })
    .observe({type: "paint", buffered: true});
new MutationObserver(() => {
    const theme = document.documentElement?.dataset.theme;
    if (theme && theme !== seen.themes.at(-1)?.[0]) seen.themes.push([theme, performance.now()]);
}).observe(document, {attributes: true, subtree: true, attributeFilter: ["data-theme"]});
"""


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves text compressed."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file."""
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            self.send_error(404)
            return
        content = file.read_bytes()
        packed = file.suffix in {".html", ".css", ".js", ".svg", ".json"}
        body = gzip.compress(content, 6) if packed else content
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the page was left before its icon was there
            self.wfile.write(body)


def view(browser: Browser, address: str, network: dict[str, float]) -> tuple[float, bool]:
    """Open a page as nobody has before.

    :returns: milliseconds until its largest part is drawn; whether its theme changed after something had been drawn.
    """
    context = browser.new_context(viewport=PHONE, color_scheme="dark")  # type: ignore[arg-type]
    context.add_init_script(OBSERVE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **network})
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="networkidle")
    seen = page.evaluate("seen")
    context.close()
    return seen["lcp"], any(0 < seen["first"] < when for _theme, when in seen["themes"])


def main() -> int:
    """Measure all kinds of pages of a site."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR", help="a built site")
    parser.add_argument(
        "--most", type=float, default=1000, help="most milliseconds that a page may take  [default: 1000]"
    )
    parser.add_argument("--network", choices=NETWORKS, default="fast-4g", help="[default: fast-4g]")
    options = parser.parse_args()
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        sys.exit(f"No browser is installed: {', '.join(NAMES)}.")
    serving = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Compressed, directory=str(options.folder))
    )
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    wrong = False
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for kind in KINDS:
            file = next(iter(sorted(options.folder.glob(kind))), None)
            if file is None:
                continue
            name = file.relative_to(options.folder).as_posix()
            views = [
                view(browser, f"http://127.0.0.1:{serving.server_port}/{name}", NETWORKS[options.network])
                for _time in range(TIMES)
            ]
            lcp = statistics.median(one for one, _flash in views)
            flashes = any(flash for _lcp, flash in views)
            wrong |= lcp > options.most or flashes
            print(f"{lcp:6.0f} ms  {'flashes' if flashes else 'steady '}  {name}")
        browser.close()
    serving.shutdown()
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
