"""Messages are whole, can be extracted and translated, and nothing that readers see is put together beside them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_file
from docutils import nodes

import cfp_archive
from cfp_archive import messages
from cfp_archive.comparing.comparison import compare
from cfp_archive.comparing.history import build_history
from cfp_archive.messages import Message
from cfp_archive.report import as_html, as_markdown, as_text, report_on
from cfp_archive.sphinxext.render.comparison import as_nodes
from timeline import every_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(cfp_archive.__file__).parent
MESSAGES = {name: one for name, one in vars(messages).items() if isinstance(one, Message)}
#: Modules whose every word for readers comes from `messages`.
SPEAKING = [
    *sorted((ROOT / "report").glob("*.py")),
    # The reference describes the code to those who write pages, in the language of the guide.
    *sorted(one for one in (ROOT / "sphinxext" / "render").glob("*.py") if one.stem != "reference"),
    *(ROOT / "sphinxext" / f"{name}.py" for name in ("edition_transform", "html", "post_transforms")),
    *(ROOT / f"{name}.py" for name in ("alluvial", "formatting", "pages")),
]


def calls(file: Path) -> Iterator[ast.Call]:
    """Yield the calls that mark a message."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "_n"}:
            yield node


def test_messages_are_marked_in_one_module_and_are_whole() -> None:
    """A message is a literal text with named placeholders: nothing is filled in before it is translated."""
    for file in ROOT.rglob("*.py"):
        for call in calls(file):
            assert file.name == "messages.py", f"{file}:{call.lineno}: messages belong to messages.py"
            for text in call.args:
                assert isinstance(text, ast.Constant), f"{file}:{call.lineno}: not a literal text"
                assert isinstance(text.value, str)
                fields = [name for _, name, _, _ in Formatter().parse(text.value) if name is not None]
                assert all(name.isidentifier() for name in fields), (
                    f"{file}:{call.lineno}: unnamed placeholder"
                )


def test_every_message_can_be_extracted() -> None:
    """The usual tool finds each of them, plurals included."""
    keywords = {"_": None, "_n": (1, 2)}
    found = {one[1] for one in extract_from_file("python", ROOT / "messages.py", keywords=keywords)}
    singles = {one if isinstance(one, str) else one[0] for one in found}
    numbered = {*messages.EDITION_NUMBERS, *messages.ORDINALS, *MESSAGES.values()}
    assert singles == {one.one for one in numbered}
    assert {one for one in found if not isinstance(one, str)} == {
        (one.one, one.many) for one in numbered if one.many
    }


def test_every_message_is_used() -> None:
    """None is left over; those of the kinds of change are found by the kind's name."""
    text = "".join(
        file.read_text(encoding="utf-8") for file in ROOT.rglob("*.py") if file.name != "messages.py"
    )
    own = (ROOT / "messages.py").read_text(encoding="utf-8")
    kinds = _kind_names()
    for name in MESSAGES:
        used = re.search(rf"\bmessages\.{name}\b", text) or len(re.findall(rf"\b{name}\b", own)) > 1
        assert used or name in kinds, f"messages.{name} is not used"


def _kind_names() -> set[str]:
    from cfp_archive.comparing.correspondence import ChangeKind

    return {name for kind in ChangeKind for name in (kind.name, f"N_{kind.name}")}


@pytest.mark.parametrize("file", SPEAKING, ids=lambda file: file.stem)
def test_no_sentence_is_joined_from_fragments(file: Path) -> None:
    """No text with words between spaces is put around a value: such a text is a message."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.JoinedStr) or _raised(file, node):
            continue
        literal = "".join(str(one.value) for one in node.values if isinstance(one, ast.Constant))
        literal = re.sub(r"<[^>]*>?|[\w-]*=\"[^\"]*|cfp-[\w -]*", "", literal)
        assert not re.search(r"[A-Za-z]{2,} |[a-z] [a-z]", literal), f"{file}:{node.lineno}: {literal!r}"


def _raised(file: Path, text: ast.JoinedStr) -> bool:
    """Return whether a text belongs to an error, which is for those who write pages."""
    errors = (
        one
        for one in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(one, ast.Raise)
        or (isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "error")
    )
    return any(one.lineno <= text.lineno <= (one.end_lineno or 0) for one in errors)


class _Bracketed:
    """A catalog that puts brackets around each message, so that what is none stands out."""

    def gettext(self, text: str) -> str:
        """Return a text in brackets."""
        return f"⟦{text}⟧"

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return the form for a number in brackets."""
        return f"⟦{one if number == 1 else many}⟧"


def test_every_word_is_the_calls_own_or_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every message in brackets, only data stand outside of them: nothing misses its translation."""
    monkeypatch.setattr(messages, "_catalog", _Bracketed())
    held = every_kind()
    report = report_on(compare(build_history(held), "2019", "2023"))
    data = set(re.findall(r"\w+", f"{held!r} {build_history(held).lineages!r}"))
    data |= {"January", "February", "March", "April", "May"}
    made = as_nodes(report, "compare/index")
    page = " ".join(text.astext() for one in made for text in one.findall(nodes.Text))
    body = as_html(report).partition("<main>")[2]
    for text in (as_text(report, everything=True), as_markdown(report), body, page):
        shown = re.sub(r"<[^>]*>|&\w+;", " ", text)
        while "⟦" in shown:
            shown = re.sub(r"⟦[^⟦⟧]*⟧", "", shown)
        assert set(re.findall(r"[^\W\d_]\w+", shown)) <= data


def test_plurals_follow_their_number() -> None:
    """One message, two forms."""
    assert [messages.TOPICS(n=number) for number in (0, 1, 2)] == ["0 topics", "1 topic", "2 topics"]
    assert messages.edition_number(3) == "Third edition"
    assert messages.edition_number(13, inferred=True) == "Edition 13 (inferred)"


def test_values_that_are_no_text_keep_their_place() -> None:
    """A link fills a placeholder of the whole message."""
    assert list(messages.HISTORY.parts()) == ["history"]
    assert list(messages.LISTED_IN.parts(list="Areas", years=7)) == ["Areas", ". Listed in ", 7, "."]
