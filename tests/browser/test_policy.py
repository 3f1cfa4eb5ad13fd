"""The site under its content security policy: what readers use works, and nothing is blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfp_archive.policy import blocked_in, policy_of_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sites")]

CALL = "editions/2019/index.html"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which every violation of the policy, and every error, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective))"
    )
    found: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: found.append(str(error)))
    yield opened
    context.close()
    assert [one for one in found if "favicon" not in one] == []


def test_stated(site: Path) -> None:
    """Our own configuration states a policy in every page, which no page violates."""
    policy = policy_of_site(site)
    for file in site.rglob("*.html"):
        if "_static" not in file.parts:
            text = file.read_text(encoding="utf-8")
            assert policy.tag in text
            assert blocked_in(text, policy) == ()


def test_theme_switch(page: Page, server: str) -> None:
    """The switch changes the colors, and the next page remembers."""
    page.goto(server + CALL)
    for mode in ("dark", "light"):
        page.locator(".theme-switch-button:visible").click()
        page.locator(f".theme-change-button[data-mode={mode}]:visible").click()
        assert page.evaluate("document.documentElement.dataset.theme") == mode
    page.goto(server + "topics/index.html")
    assert page.evaluate("document.documentElement.dataset.mode") == "light"


def test_sidebar(page: Page, server: str) -> None:
    """The button of the sidebar folds it; its icon has the size of a letter."""
    page.goto(server + CALL)
    assert page.locator(".cfp-menu a").first.is_visible()
    icon = page.locator("i.fa-solid:visible").first.bounding_box()
    assert icon is not None
    assert 10 <= icon["height"] <= 32
    page.locator("button.primary-toggle:visible, label.primary-toggle:visible").first.click()
    page.locator(".cfp-menu a").first.wait_for(state="hidden")


def test_blocked(browser: Browser, server: str) -> None:
    """Should a script get onto a page after all, the browser does not run it."""
    page = browser.new_page()
    page.goto(server + CALL)
    tried = page.evaluate(
        """() => new Promise((done) => {
            const seen = [];
            document.addEventListener('securitypolicyviolation', (event) => {
                event.stopImmediatePropagation();
                seen.push(event.effectiveDirective);
                if (seen.length === 4) done(seen.sort());
            }, true);
            const place = document.createElement('div');
            place.innerHTML = '<img src=/no/such onerror="window.alive = 1"><b style="color: red">x</b>';
            const script = document.createElement('script');
            script.textContent = 'window.alive = 2';
            const picture = new Image();
            picture.src = 'https://evil.example/x.png';
            document.body.append(place, script, picture);
        })"""
    )
    assert tried == ["img-src", "script-src-attr", "script-src-elem", "style-src-attr"]
    assert page.evaluate("window.alive") is None
    page.close()
