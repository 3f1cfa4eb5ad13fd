"""Citations are copied by mouse and by keyboard, under the site's content security policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("keyboard", [False, True])
def test_copy(browser: Browser, site: Path, server: str, keyboard: bool) -> None:
    """The button copies what the file holds, and says so."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{server}/editions/2019/index.html")
    cite = page.locator("details.cfp-cite")
    button = cite.get_by_role("button", name="Copy")
    if keyboard:
        cite.locator("summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")  # the text scrolls, so the keyboard reaches it first where it is wide
        if not button.evaluate("button => button === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    else:
        cite.locator("summary").click()
        button.click()
    cite.get_by_role("status").get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (site / "data" / "citations" / "2019.bib").read_text(encoding="utf-8")
    context.close()


def test_without_scripts(browser: Browser, server: str) -> None:
    """Without scripts there is no button that does nothing; the text and the files are there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/editions/2019/index.html")
    assert page.locator(".cfp-copy").count() == 0
    assert page.locator("details.cfp-cite pre").count() == 1
    context.close()
