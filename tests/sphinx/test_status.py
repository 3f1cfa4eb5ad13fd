"""Editions that were cancelled or postponed say so wherever they are listed, and stay in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import set_up
from fabricate import TIDES, write

if TYPE_CHECKING:
    from pathlib import Path

    from building import Workshop

pytestmark = pytest.mark.sphinx_build

NEWS = "https://tidecomp.example/news"


def test_status_on_every_page_that_lists_editions(tmp_path: Path) -> None:
    """Home, editions, dates and the edition's own page; gaps too. The call is compared as before."""
    shop = set_up(tmp_path)
    cancelled = f"status: {{kind: cancelled, note: For a storm., source: '{NEWS}'}}"
    shop.edit("2020/index.md", "ordinal: 4", f"ordinal: 4\n{cancelled}")
    shop.edit(
        "2019/index.md",
        "ordinal: 3",
        f"ordinal: 3\nstatus: {{kind: postponed, date: 2019-10-01, source: '{NEWS}'}}",
    )
    shop.edit(
        "series.yaml",
        '"key": "2018"',
        f'"key": "2018", "status": {{"kind": "cancelled", "source": "{NEWS}"}}',
    )
    built = shop.build(nitpicky=True)
    assert built.warnings == []
    head = built.text("editions/2020/index.html")
    assert "This edition was cancelled. For a storm." in head
    assert f'href="{NEWS}"' in head
    assert "This edition was postponed to 1 October 2019." in built.text("editions/2019/index.html")
    assert "This edition was" not in built.text("editions/2017/index.html")
    for page, badges in (("index.html", 3), ("dates/index.html", 3), ("editions/index.html", 3)):
        text = built.text(page)
        assert text.count('cfp-cancelled">Cancelled<') + text.count('cfp-postponed">Postponed<') == badges, (
            page
        )
    assert (built.outdir / "compare" / "2019-2020" / "index.html").exists()
    # The call counted its deadlines from the days that it had planned.
    assert "106 days before" in built.text("dates/index.html")
    assert TIDES["2019"].facts["date"] == "2019-05-20"


def test_corrections(workshop: Workshop) -> None:
    """Mistakes of the archive that were put right are told at the foot of the page, the newest first, as words."""
    page = workshop.editions / "2019/index.md"
    text = page.read_text(encoding="utf-8")
    corrections = (
        "corrections:\n"
        "  - {date: 2020-02-01, what: The place was wrong.}\n"
        "  - {date: 2021-03-01, what: '<b>2 March</b>, not 1 March.', why: Noticed by Ada Quill.}\n"
    )
    write(page, text.replace("---\n", f"---\n{corrections}", 1))
    built = workshop.build()
    assert built.warnings == []
    shown = built.text("editions/2019/index.html")
    newer = shown.index(
        "Corrected on 1 March 2021: &lt;b&gt;2 March&lt;/b&gt;, not 1 March. Noticed by Ada Quill."
    )
    assert newer < shown.index("Corrected on 1 February 2020: The place was wrong.")
