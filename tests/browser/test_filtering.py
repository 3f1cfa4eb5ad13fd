"""The filter of an overview: by words, by list, by year and by what changed; its address can be shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfp_archive.comparing.history import build_history
from cfp_archive.reading import read_archive

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from cfp_archive.comparing.history import History

pytestmark = pytest.mark.browser
SHOWN = '() => [...document.querySelectorAll("table.cfp-lives tbody tr:not([hidden]) th")].map((one) => one.textContent.trim())'


@pytest.fixture(scope="module")
def history(site: Path) -> History:
    """The topics of the site."""
    archive, _ = read_archive(next(one for one in site.parents if (one / "editions").is_dir()) / "editions")
    return build_history(archive.published)


def shown(page: Page) -> set[str]:
    """Return the topics that are left."""
    return set(page.evaluate(SHOWN))


def test_filters(page: Page, server: str, history: History) -> None:
    """Each field leaves what the history says; a shared address leaves the same."""
    page.goto(f"{server}topics/index.html")
    everything = {one.title for one in history.lineages}
    assert shown(page) == everything

    page.get_by_label("With the words").fill("FOAM")
    assert shown(page) == {title for title in everything if "foam" in title.casefold()}
    assert page.locator(".cfp-filter [role=status]").inner_text().endswith(f"of {len(everything)} shown.")
    page.get_by_label("With the words").fill("")

    page.get_by_label("What changed").select_option("added")
    first = {name: history.editions_with(name)[0] for name in history.archive.list_names}
    added = {one.title for one in history.lineages if one.first != first[one.list] and one.step_into is None}
    assert shown(page) == added

    page.get_by_label("Changed since").select_option("2020")
    late = {one.title for one in history.lineages if one.title in added and one.first == "2020"}
    assert shown(page) == late
    assert "since=2020" in page.url
    assert "change=added" in page.url
    page.reload()
    assert shown(page) == late

    page.goto(f"{server}topics/index.html?since=1066&list=nothing")
    assert shown(page) == everything


def test_without_script(browser: Browser, site: Path, history: History) -> None:
    """All rows are there, and no form that would do nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "topics/index.html").as_uri())
    assert page.locator("table.cfp-lives tbody tr").count() == len(history.lineages)
    assert not page.locator("form.cfp-filter").is_visible()
    context.close()
