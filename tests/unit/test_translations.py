"""Catalogs are complete, and dates, lists and plurals follow the language."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import cfp_archive
from cfp_archive import formatting, messages
from cfp_archive.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

ROOT = Path(cfp_archive.__file__).parent
CATALOGS = sorted(messages.LOCALE.glob("*/LC_MESSAGES/cfp_archive.po"))
HINT = "Run 'nox -s translations', and fill in what is empty."


@pytest.fixture
def german() -> Iterator[None]:
    """Let messages be in German."""
    messages.use_language("de")
    yield
    messages.use_language(messages.ENGLISH)


def entries(file: Path, language: str | None = None) -> dict[tuple[str, ...], Message]:
    """Return what a catalog has, by the English forms."""
    with file.open("rb") as text:
        catalog = read_po(text, locale=language, abort_invalid=True)
    assert not catalog.obsolete, f"{file}: {HINT}"
    return {forms(one.id): one for one in catalog if one.id}


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return one form, or two."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(text: str) -> set[str]:
    """Return the names of a template's values."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def test_the_template_has_every_message() -> None:
    """Nothing of the package is missing in the template of the catalogs, or left over there."""
    found = extract_from_dir(
        ROOT, keywords={"_": None, "_n": (1, 2)}, callback=None, method_map=[("**.py", "python")]
    )
    marked = {forms(text) for _file, _line, text, _comments, _context in found}
    assert set(entries(messages.LOCALE / "cfp_archive.pot")) == marked, HINT


def test_there_is_a_catalog() -> None:
    """The tests below have something to look at."""
    assert [one.parents[1].name for one in CATALOGS] == ["de"]


@pytest.mark.parametrize("file", CATALOGS, ids=lambda file: file.parents[1].name)
def test_a_catalog_is_complete(file: Path) -> None:
    """Every message is translated, in all its forms, with the same values."""
    template = entries(messages.LOCALE / "cfp_archive.pot")
    translated = entries(file, file.parents[1].name)
    assert set(translated) == set(template), HINT
    for english, one in translated.items():
        assert not one.fuzzy, f"{english[0]!r}: {HINT}"
        for text in forms(one.string):
            assert text.strip(), f"{english[0]!r} has no translation. {HINT}"
            wanted = placeholders(english[-1])
            assert placeholders(text) == wanted or placeholders(text) == wanted - {"n"}, english[0]
        assert len(forms(one.string)) == len(english), english[0]


def span(start: str, end: str) -> Span:
    """Return a span of days."""
    return Span(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))


def test_dates_lists_and_plurals_in_german(german: None) -> None:
    """Babel writes them; what calls print stays as it is."""
    assert formatting.days(span("2021-05-03", "2021-05-03")) == "3. Mai 2021"
    assert formatting.days(span("2021-05-17", "2021-05-21")) == "17.–21. Mai 2021"
    assert formatting.days(span("2021-05-30", "2021-06-03")) == "30. Mai – 3. Juni 2021"
    days = [dt.date(2021, 2, 3), dt.date(2021, 2, 10)]
    assert formatting.several_days(days) == "3. und 10. Februar 2021"
    assert formatting.several_days([*days, dt.date(2021, 3, 1)]) == "3. Februar, 10. Februar und 1. März 2021"
    assert formatting.partial_date("2020-03") == "März 2020"
    assert formatting.listing(["a", "b", "c"]) == "a, b und c"
    assert [messages.TOPICS(n=number) for number in (0, 1, 2)] == ["0 Themen", "1 Thema", "2 Themen"]
    assert formatting.date_words(span("2021-03-03", "2021-03-03")) == "March 3, 2021"


def test_a_language_without_a_catalog_is_english(german: None) -> None:
    """Messages fall back to English; so do the dates of a language that nobody knows."""
    messages.use_language("xx")
    assert messages.LATEST_CALL() == "Latest call"
    assert formatting.day(dt.date(2021, 3, 3)) == "3 March 2021"
    messages.use_language("de_AT")
    assert messages.LATEST_CALL() == "Neuester Aufruf"


def test_a_site_has_the_last_word(tmp_path: Path, german: None) -> None:
    """Its catalog wins over the package's; what it leaves out is the package's."""
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "cfp_archive.po").write_text(
        'msgid "Latest call"\nmsgstr "Jüngster Aufruf"\n', encoding="utf-8"
    )
    assert messages.use_language("de", [tmp_path]) != messages.use_language("de")
    messages.use_language("de", [tmp_path])
    assert messages.LATEST_CALL() == "Jüngster Aufruf"
    assert messages.EXPLORE() == "Entdecken"
