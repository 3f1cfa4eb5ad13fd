"""Every kind of page passes the rules of axe-core, in both schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sites")]

#: The theme's sidebar is no landmark, as a good practice (not WCAG) asks for the site's name in it. Contrast is measured by
#: a test of its own, which is quicker.
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"region": {"enabled": False}, "color-contrast": {"enabled": False}},
}
PAGES = (
    "index.html", "editions/index.html", "editions/2019/index.html", "compare/index.html", "compare/2017-2020/index.html",
    "topics/index.html", "topics/foam-detection/index.html", "people/index.html", "people/bo-finn/index.html",
    "dates/index.html", "data/index.html", "terms/index.html", "guide/index.html",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_rules(browser: Browser, site: Path, address: str) -> None:
    """No rule is broken on a phone (light) or at a desk (dark)."""
    for options in (
        {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
        {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    ):
        context = browser.new_context(**options)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto((site / address).as_uri())
        found = Axe().run(page, options=OPTIONS).response["violations"]
        context.close()
        assert [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in found] == []
