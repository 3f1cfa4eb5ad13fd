"""The archive's own words are in the site's language; the calls keep theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from building import contents
from cfp_archive import messages
from cfp_archive.messages import Message
from fabricate import TIDES, TIDES_SERIES

if TYPE_CHECKING:
    from pathlib import Path

    from building import Workshop

pytestmark = pytest.mark.sphinx_build


def catalog(folder: Path, language: str, translations: dict[Message, tuple[str, ...]]) -> None:
    """Write a site's own catalog."""
    file = folder / language / "LC_MESSAGES" / "cfp_archive.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = ['msgid ""', 'msgstr ""', '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"', ""]
    for message, texts in translations.items():
        lines.append(f'msgid "{message.one}"')
        if message.many:
            lines.append(f'msgid_plural "{message.many}"')
            lines += [f'msgstr[{number}] "{text}"' for number, text in enumerate(texts)]
        else:
            lines.append(f'msgstr "{texts[0]}"')
        lines.append("")
    file.write_text("\n".join(lines), encoding="utf-8")


def test_a_german_site(workshop: Workshop) -> None:
    """Titles, menu, labels, dates and plurals are German; the calls' words say that they are English."""
    built = workshop.build(language="de")
    assert built.warnings == []
    home = built.text("index.html")
    assert '<html lang="de"' in home
    for words in ("Neuester Aufruf", "Ausgaben nach Jahr", 'aria-label="Hauptnavigation"'):
        assert words in home
    assert "Themen nach Jahr" in built.text("topics/index.html")
    assert "1. Februar 2017" in built.text("dates/index.html")
    page = BeautifulSoup(built.text("editions/2019/index.html"), "html.parser")
    call = page.select_one(".cfp-call")
    assert call is not None
    assert call["lang"] == "en"
    assert {one["lang"] for one in page.select("aside.cfp-facts, nav.cfp-neighbours, .cfp-marks")} == {"de"}
    assert "Zu diesem Text" in call.get_text()
    assert messages.LATEST_CALL() == "Latest call"
    english = workshop.build(into="english")
    assert "Latest call" in english.text("index.html")
    in_german, in_english = (
        {name: digest for name, digest in contents(site / "data").items() if not name.endswith(".html")}
        for site in (built.outdir, english.outdir)
    )
    assert in_german == in_english
    assert (
        "lang=" not in built.doctree("guide/index").pformat() if "guide/index" in built.env.all_docs else True
    )


def test_a_change_of_the_catalog(workshop: Workshop) -> None:
    """After it, a rebuild is what a clean build is."""
    folder = workshop.docs / "locales"
    options: dict[str, Any] = {"language": "fr", "locale_dirs": ["locales"]}
    catalog(folder, "fr", {messages.LATEST_CALL: ("Dernier appel",)})
    assert "Dernier appel" in workshop.build(**options).text("index.html")
    catalog(folder, "fr", {messages.LATEST_CALL: ("Le dernier appel",), messages.PEOPLE: ("Personnes",)})
    rebuilt = workshop.build(**options)
    assert "Le dernier appel" in rebuilt.text("index.html")
    assert contents(rebuilt.outdir) == contents(workshop.build(into="clean", **options).outdir)


def test_every_word_of_the_site_is_the_archives_or_a_message(workshop: Workshop) -> None:
    """With every message in brackets, only data stand outside of them: no page misses its translation."""
    every = [*vars(messages).values(), *messages.ORDINALS, *messages.EDITION_NUMBERS]
    bracketed = {
        one: tuple(f"⟦{text}⟧" for text in (one.one, one.many) if text)
        for one in every
        if isinstance(one, Message)
    }
    catalog(workshop.docs / "locales", "en", bracketed)
    built = workshop.build("text", locale_dirs=["locales"])
    assert built.warnings == []
    data = set(re.findall(r"\w+", f"{TIDES} {TIDES_SERIES}"))
    for file in (*workshop.docs.rglob("*.md"), *workshop.editions.rglob("*.*")):
        data |= set(re.findall(r"\w+", file.read_text(encoding="utf-8")))
    months = "January February March April May June July August September October November December"
    data |= set(months.split()) | {"and"}
    for file in built.outdir.rglob("*.txt"):
        if file.parent.name == "data":  # names and meanings of fields are those of the published schemas
            continue
        text = re.sub(r"[-+|=]{3,}|\|", " ", file.read_text(encoding="utf-8"))
        while "⟦" in text and (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
            text = shorter
        left = set(re.findall(r"[^\W\d_]\w+", text)) - data
        assert not left, f"{file.relative_to(built.outdir)}: {sorted(left)}"
