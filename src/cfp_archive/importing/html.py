"""Read HTML and Markdown into blocks; their words, one block a line, are what ``source.txt`` holds."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from markdown_it import MarkdownIt

from cfp_archive.characters import without_hidden
from cfp_archive.importing.blocks import Block, Kind, Line, Link
from cfp_archive.importing.lexicon import heading_kind, topic_lead
from cfp_archive.importing.people import is_name, people_of
from cfp_archive.importing.plain import plain_blocks
from cfp_archive.reading.days import days_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Page", "read_html", "read_markdown"]

_SILENT = frozenset([
    "script", "style", "template", "noscript", "head", "svg", "iframe", "select", "button", "input",
    "textarea", "img", "title",
])  # fmt: skip
_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
])  # fmt: skip
_TIGHT = frozenset(["li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "summary"])
_SURROUNDING = {"nav": "page navigation", "footer": "page footer", "aside": "sidebar", "form": "form"}
_NAMED = re.compile(
    r"(?:\A|[\s_-])(?:(?P<nav>nav|navbar|navigation|menu|breadcrumbs?|skip|skiplinks?|pagination|pager|topbar|toc)"
    r"|(?P<footer>footer|copyright|colophon)|(?P<sidebar>sidebar|widget|share|social|cookies?|comments?|search))(?:[\s_-]|\Z)",
    re.IGNORECASE,
)
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_TEMPLATE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{:[^{}\n]*\}", re.DOTALL)
_TYPED_SIGN = re.compile(
    r"(?:[-–—•·*▪◦‣●○■□►➢✓]|\(?\d{1,2}[.)](?=\s*[-–—•])|\(?\d{1,2}[.)]\s)\s*[-–—•]?\s*(?=[^\W_]|[\"'“(])"
)
_CLOSED_BREAK = re.compile(r"</br\s*>", re.IGNORECASE)  #: a break for every browser
_DEEPEST = 200  #: what blocks are nested deeper is read without their structure
_SOFT = "\x1e"  #: a line break of the source that need not be one of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's words and blocks."""

    text: str
    blocks: tuple[Block, ...]
    names: tuple[str, ...] = ()  #: what the page is called outside its body


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of one kind within a line."""

    text: str
    strong: bool = False
    url: str = ""


def read_html(html: str) -> Page:
    """Return what an HTML page shows."""
    html, told = _without_front_matter(html)
    soup = BeautifulSoup(_CLOSED_BREAK.sub("<br>", html), "html.parser")
    names = [*told, *([soup.title.get_text()] if soup.title else [])]
    names += [str(one.get("content") or "") for one in soup.find_all("meta", property="og:title")]
    return _read(soup, names, soft=False)


def read_markdown(text: str) -> Page:
    """Return what Markdown shows; its front matter gives the title."""
    text, names = _without_front_matter(text)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    soup = BeautifulSoup(parser.render(text), "html.parser")
    return _read(soup, names, soft=True)


def _without_front_matter(text: str) -> tuple[str, list[str]]:
    """Return a page without what a site's generator reads, and how its front matter calls it."""
    text = re.sub(r"\r\n?", "\n", text)
    front = _FRONT.match(text)
    told = re.findall(r"^(?:title|subtitle|name):[ \t]*(\S.*)$", front[1], re.MULTILINE) if front else []
    rest = text[front.end() :] if front else text
    return _TEMPLATE.sub("", rest), [one.strip().strip("\"'") for one in told]


def _read(soup: BeautifulSoup, names: Sequence[str], *, soft: bool) -> Page:
    _join_broken_entries(soup)
    writer = _Writer(soft=soft)
    writer.block(soup.body or soup, 0)
    writer.flush()
    shown = tuple(dict.fromkeys(" ".join(one.split()) for one in names if one.strip()))
    return Page(text="\n".join(writer.lines) + "\n", blocks=tuple(writer.settled()), names=shown)


class _Writer:
    """Walks a document once; the runs of a line are open until a block begins or ends."""

    def __init__(self, *, soft: bool) -> None:
        self.soft = soft
        self.lines: list[str] = []
        self.blocks: list[Block] = []
        self.containers: list[int] = []  #: of each block, which surrounding part it is in
        self.runs: list[_Run] = []
        self.kind = Kind.TEXT
        self.level = 0
        self.sign = ""
        self.gap = 1
        self.around: list[tuple[str, int]] = []
        self.counted = 0  #: the number of the last entry that has one
        self.entered = False  #: within an entry whose first words were read
        self.depth = 0

    def block(self, tag: Tag, number: int) -> None:
        """Read a block and what it holds."""
        if tag.name in _SILENT or "display:none" in str(tag.get("style") or "").replace(" ", ""):
            return
        if self.depth > _DEEPEST:
            self.flush()
            for words in tag.stripped_strings:
                self._add(" ".join(words.split()), (), Kind.TEXT)
            return
        self.flush()
        why = _surrounding(tag)
        if why:
            self.around.append((why, id(tag)))
        self.depth += 1
        if tag.name not in _TIGHT:
            self.gap = max(self.gap, 1)
        match tag.name:
            case "hr":
                self.gap = 2
            case "pre":
                self._preformatted(tag)
            case "tr" if _is_row(tag):
                self._row(tag.find_all(["td", "th"], recursive=False))
            case "dl" if _is_simple(tag):
                for term, *values in _definitions(tag):
                    self._row([term, *values])
            case _:
                self._nested(tag, number)
        self.flush()
        if tag.name not in _TIGHT:
            self.gap = max(self.gap, 1)
        self.depth -= 1
        if why:
            self.around.pop()

    def _nested(self, tag: Tag, number: int) -> None:
        before = (self.kind, self.level, self.sign, self.entered)
        heading = re.fullmatch(r"h([1-6])", tag.name)
        if heading:
            self.kind, self.level = Kind.HEADING, int(heading[1])
        elif tag.name == "li":
            depth = len([one for one in tag.parents if one.name in {"ul", "ol"}]) - 1
            self.kind, self.level, self.sign = Kind.ITEM, max(depth, 0), f"{number}." if number else "-"
            self.entered = False
        self._children(tag)
        self.flush()
        self.kind, self.level, self.sign, self.entered = before

    def _children(self, tag: Tag) -> None:
        count = 0
        for child in tag.children:
            if isinstance(child, Tag) and child.name in _BLOCKS:
                if child.name == "li" and tag.name == "ol":
                    count += 1
                self.block(child, count if child.name == "li" else 0)
            elif isinstance(child, Tag) and child.find(_BLOCKS):
                if child.name not in _SILENT:
                    self._children(child)
            else:
                self.runs += self._inline(child)

    def _inline(self, node: object, *, strong: bool = False, url: str = "") -> Iterator[_Run]:
        if isinstance(node, PreformattedString):
            return
        if isinstance(node, NavigableString):
            words = re.sub(r"[^\S\n]+|\n" if not self.soft else r"[^\S\n]+", " ", without_hidden(str(node)))
            yield _Run(words.replace("\n", _SOFT), strong, url)
        elif isinstance(node, Tag) and node.name == "br":
            yield _Run("\n")
        elif isinstance(node, Tag) and node.name not in _SILENT:
            if node.name in {"s", "del", "strike"}:
                yield _Run(f"~~{' '.join(without_hidden(node.get_text()).split())}~~", strong, url)
                return
            bold = strong or node.name in {"b", "strong"}
            href = str(node.get("href") or "").strip() if node.name == "a" else ""
            for child in node.children:
                yield from self._inline(child, strong=bold, url=href or url)

    def flush(self) -> None:
        """Make blocks of the open runs, one a line."""
        runs, self.runs = self.runs, []
        lines = _split_lines(runs)
        if (
            self.kind is Kind.ITEM
            and len(lines) > 1
            and not any(_is_record("".join(one.text for one in line)) for line in lines)
        ):
            lines = [[replace(one, text=f"{one.text} ") for line in lines for one in line]]
        for number, line in enumerate(lines):
            text = " ".join("".join(one.text for one in line).split())
            if not text or all(
                unicodedata.category(sign)[0] in "SMCZ" for sign in text
            ):  # an icon is a picture
                self.gap = max(self.gap, int(number > 0 and self.kind is Kind.TEXT))
                continue
            self._add(text, line)

    def _add(self, text: str, runs: Sequence[_Run], kind: Kind | None = None) -> None:
        kind = kind or self.kind
        level = self.level
        strong = _strong_start(runs)
        sign = _TYPED_SIGN.match(text) if kind in {Kind.ITEM, Kind.TEXT} and not self.entered else None
        if sign and not days_in(text[: sign.end() + 12], 2000) and (kind is Kind.ITEM or strong != text):
            kind, text = Kind.ITEM, text[sign.end() :]  # typed into the page, as the sign of a list would be
            strong = strong.removeprefix(sign.group()) if strong.startswith(sign.group()) else strong
            level = level if self.kind is Kind.ITEM else 0
        text = re.sub(r"\A(?:[*=#]{2,}|~{3,})\s*(.*?\w.*?)\s*(?:[*=#]{2,}|~{3,})\Z", r"\1", text)
        if (strong == text or strong.strip("*=~# ") == text) and kind is Kind.TEXT and _is_bold_heading(text):
            kind, level = Kind.HEADING, 6
        links = tuple(
            Link(text=words, url=one.url)
            for one in runs
            if one.url
            and (words := " ".join(one.text.split()))
            and re.match(r"(?:https?|mailto):\S+\Z", one.url)
        )
        if kind is Kind.HEADING:
            shown = "#" * level + " " + text
        elif kind is Kind.ITEM:
            number = int(self.sign[:-1]) if self.sign[:-1].isdigit() else 0
            counted = number in {1, self.counted + 1}  # as the proof of the words counts
            self.counted = number if number and counted else self.counted
            shown = "  " * level + (self.sign if number and counted else "-") + " " + text
        else:
            shown = text
        if self.gap and self.lines:
            self.lines.append("")
        self.lines.append(shown)
        words = text.replace("\t", " \t ") if kind is Kind.ROW else text
        linked = all(one.url for one in runs if one.text.strip())
        self.blocks.append(
            Block(
                kind=kind, lines=(Line(number=len(self.lines), text=words),), gap=self.gap, links=links, linked=linked, level=level,
                sign=(self.sign or "-") if kind is Kind.ITEM else "", strong="" if strong == text and kind is Kind.HEADING else strong,
                within=self.entered and kind is Kind.TEXT, surrounding=self.around[-1][0] if self.around else "",
            )
        )  # fmt: skip
        self.containers.append(self.around[-1][1] if self.around else 0)
        self.gap = 0
        if self.kind is Kind.ITEM:  # what follows within it are further paragraphs
            self.kind, self.entered = Kind.TEXT, True

    def _row(self, cells: Sequence[Tag]) -> None:
        runs: list[_Run] = []
        for place, cell in enumerate(cells):
            if place:
                runs.append(_Run("\t"))
            runs += [replace(one, text=re.sub(r"[\n\t]", " ", one.text)) for one in self._inline_all(cell)]
        parts = "".join(one.text for one in runs).split("\t")
        text = "\t".join(" ".join(part.split()) for part in parts)
        if text.strip():
            self._add(text.strip(), runs, Kind.ROW if text.strip().count("\t") else Kind.TEXT)

    def _inline_all(self, tag: Tag) -> list[_Run]:
        runs: list[_Run] = []
        for child in tag.children:
            if isinstance(child, Tag) and child.name in _BLOCKS:
                runs += [_Run(" "), *self._inline_all(child), _Run(" ")]
            else:
                runs += self._inline(child, strong=tag.name in {"th", "dt"})
        return runs

    def _preformatted(self, tag: Tag) -> None:
        if self.lines:
            self.lines.append("")
        text = tag.get_text().strip("\n")
        why, container = self.around[-1] if self.around else ("", 0)
        for one in plain_blocks(text, first=len(self.lines) + 1):
            self.blocks.append(replace(one, surrounding=why))
            self.containers.append(container)
        self.lines += [line.rstrip() for line in text.split("\n")]
        self.gap = 1

    def settled(self) -> Iterator[Block]:
        """Return the blocks; a surrounding part that says when something is belongs to the call after all."""
        held: dict[int, list[Block]] = {}
        for block, container in zip(self.blocks, self.containers, strict=True):
            held.setdefault(container, []).append(block)
        for block, container in zip(self.blocks, self.containers, strict=True):
            dates = container and _speaks_of_dates(held[container])
            yield replace(block, surrounding="") if dates else block


def _join_broken_entries(soup: BeautifulSoup) -> None:
    """Move words between the entries of a list into the entry before, where they go on with it: '<li>Wind and</li> waves</li>'."""
    for entry in soup.find_all("li"):
        after = entry.next_sibling
        while type(after) is NavigableString or (isinstance(after, Tag) and after.name not in _BLOCKS):
            words = str(after) if isinstance(after, NavigableString) else after.get_text()
            if words.strip() and not words.strip()[:1].islower():
                break
            following = after.next_sibling
            if words.strip():
                entry.append(" ")
                entry.append(after.extract())
            after = following


def _surrounding(tag: Tag) -> str:
    """Return why a part of a page is not part of the call; empty if it may be."""
    if tag.name in {"body", "html", "main", "article"}:
        return ""
    if tag.name in _SURROUNDING:
        return _SURROUNDING[tag.name]
    role = str(tag.get("role") or "")
    if role in {"navigation", "search", "complementary", "contentinfo"}:
        return {"navigation": "page navigation", "contentinfo": "page footer"}.get(role, "sidebar")
    names = " ".join([*map(str, tag.get("class") or ()), str(tag.get("id") or "")])
    found = (
        _NAMED.search(names)
        if tag.name in {"div", "ul", "ol", "section", "table", "p", "header", "td"}
        else None
    )
    if found is None or len(tag.find_all(["h1", "h2", "h3"])) > 3:
        return ""
    if found["nav"] or found["footer"]:
        return "page navigation" if found["nav"] else "page footer"
    return "sidebar"


def _speaks_of_dates(blocks: Sequence[Block]) -> bool:
    dated = [one for one in blocks if days_in(one.text, 2000)]
    return (any(heading_kind(one.text) == "dates" for one in blocks) and bool(dated)) or len(dated) > 2


def _holds_words(tags: Sequence[Tag], most: int) -> bool:
    """Return whether cells hold a few words alone; others are tables for the layout of a page."""
    inner = [one for tag in tags for one in tag.find_all(_BLOCKS - {"p", "div"})]
    return not inner and all(len(tag.get_text().split()) < most for tag in tags)


def _is_row(tag: Tag) -> bool:
    cells = tag.find_all(["td", "th"], recursive=False)
    return len(cells) > 1 and _holds_words(cells, 120)


def _is_simple(tag: Tag) -> bool:
    parts = _terms(tag)
    names = [one.name for one in parts]
    return set(names) == {"dt", "dd"} and names[0] == "dt" and _holds_words(parts, 25)


def _terms(tag: Tag) -> list[Tag]:
    """Return the terms and definitions of a list, also those that it holds in pairs in a `div` each."""
    parts = tag.find_all(recursive=False)
    return [
        inner for one in parts for inner in (one.find_all(recursive=False) if one.name == "div" else [one])
    ]


def _definitions(tag: Tag) -> list[list[Tag]]:
    found: list[list[Tag]] = []
    for one in _terms(tag):
        if one.name == "dt":
            found.append([])
        found[-1].append(one)
    return found


def _split_lines(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Cut runs at line breaks; soft ones count where the lines look like records."""
    made: list[list[_Run]] = []
    for line in _split_at(runs, "\n"):
        soft = _split_at(line, _SOFT)
        shown = [text for part in soft if (text := "".join(one.text for one in part).strip())]
        if len(soft) > 1 and sum(map(_is_record, shown)) >= 0.6 * len(shown):
            made += soft
        elif bullets := _split_at_bullets(line):
            made += bullets
        else:
            made.append([replace(one, text=one.text.replace(_SOFT, " ")) for one in line])
    return made


def _split_at_bullets(line: Sequence[_Run]) -> list[list[_Run]]:
    """Cut a line at the bullets between its entries, which lead to nothing or follow a lead: 'Topics include • tides • waves'."""
    text = " ".join("".join(one.text for one in line).split())
    lead, bullet, _ = text.partition("•")
    if text.count(" • ") < 2 or (lead and topic_lead(f"{lead.rstrip(' :')}:") < 1):
        return []
    first, *rest = _split_at(line, bullet)
    return [first, *([_Run(f"{bullet} "), *part] for part in rest)]


def _split_at(runs: Sequence[_Run], sign: str) -> list[list[_Run]]:
    lines: list[list[_Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split(sign)
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=one)] for one in rest]
    return lines


def _is_record(text: str) -> bool:
    """Return whether a line is a person, a day with its label, or a label with what it says."""
    dated = days_in(text, 2000) and re.search(r"[:–—|-]", text)
    labelled = re.match(r"[^.:]{3,50}:\s+\S", text)
    return len(text) <= 160 and bool(people_of(text, "x") or dated or labelled)


def _strong_start(runs: Sequence[_Run]) -> str:
    """Return the emphasized words with which a line begins."""
    first = itertools.takewhile(lambda one: one.strong or not one.text.strip(), runs)
    return " ".join("".join(one.text for one in first).split())


def _is_bold_heading(text: str) -> bool:
    short = re.fullmatch(r"(?=.*[^\W\d_]{3})[^@]*[^@.,;!]", text) and len(text.split()) <= 14
    return bool(short) and not days_in(text, 2000) and not is_name(text.strip(" :"))
