"""The addresses that a site has published: recorded in the repository, so that none dies unnoticed, and led on when one moves.

An address is relative to the root of the site, as a browser shows it: ``editions/2021/``, ``guide/matching.html#accuracy``.
The record (``permalinks.txt`` beside ``conf.py``) has one on each line; rules for those that moved are in ``redirects.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
from posixpath import dirname, relpath
from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.problems import did_you_mean
from cfp_archive.yamlio import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path, PurePath

RECORD = "permalinks.txt"
REDIRECTS = "redirects.yaml"

_HEAD = "# Addresses published by the builder '{builder}'. Add new ones with: cfp-archive permalinks SITE\n"
_BUILDER = re.compile(r"builder '(\w+)'")
_ADDRESS = re.compile(r"(?!\.\.?(?:/|\Z))[\w.~-]+(?:/(?!\.\.?(?:/|\Z))[\w.~-]+)*/?\Z", re.ASCII)
_ANCHOR = re.compile(r"[^\s\"'<>&]+\Z")
_ID = re.compile(r'\sid="([^"]*)"')
#: Anchors that nobody links to: numbered by docutils, marks of facts, terms (which are found by their phrase), parts of pictures and of the theme.
_INCIDENTAL = re.compile(
    r"(?:id\d+|fact-.*|term-.*|flow-(?:title|desc)-.*|(?:sd|pst)-.*|cfp-(?!archive).*|footnote-.*|\W.*)\Z"
)
#: Pages and files of a comparison, with the keys of its two editions.
_COMPARISON = re.compile(r"(?:compare|data/comparisons)/([^/#]+?)(?:/|\.html|\.json)(?:#|\Z)")
#: Pages and files that are no content.
_APART = {
    "search.html",
    "search/index.html",
    "genindex.html",
    "genindex/index.html",
    "404.html",
    "searchindex.js",
    # Programs look for them where they are, and not all builds have them.
    "robots.txt",
    "sitemap.xml",
}
_OUR_PAGE = '<meta name="generator" content="cfp-archive redirect">'
_NOTICES = re.compile(r"<!-- moved parts -->.*?<!-- /moved parts -->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Record:
    """The addresses that have been published, with the line of each (1-based)."""

    builder: str = "html"
    lines: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> Record:
        """Read the record's file."""
        found = _BUILDER.search(text.partition("\n")[0])
        lines = {
            line.strip(): number
            for number, line in enumerate(text.splitlines(), 1)
            if line.strip() and not line.startswith("#")
        }
        return cls(found[1] if found else "html", lines)

    @property
    def comparisons(self) -> frozenset[str]:
        """The comparisons that have been published, as '2021-2023': a call that is added between two must not take them away."""
        return frozenset(found[1] for line in self.lines if (found := _COMPARISON.match(line)))

    def text_with(self, addresses: Iterable[str]) -> str:
        """Return the file's text with further addresses: sorted, so that two branches that add some merge well."""
        every = sorted({*self.lines, *addresses})
        return _HEAD.format(builder=self.builder) + "".join(f"{address}\n" for address in every)


def record_in(folder: Path) -> Record:
    """Return the record of the addresses of a site; an empty one if it has none, or none that can be read.

    :param folder: of the site's ``conf.py``.
    """
    try:
        return Record.of((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return Record()


@dataclass(frozen=True, slots=True)
class Rule:
    """Where an address leads that is no longer published."""

    source: str
    target: str
    line: int  #: 1-based, in the file


@dataclass(frozen=True, slots=True)
class PageParts:
    """What a page publishes beside its own address."""

    anchors: frozenset[str]  #: in its content
    leads_on: bool  #: an earlier build wrote it in the place of a page that moved
    has_notices: bool  #: of parts that moved


def parts_of(page: str) -> PageParts:
    """Return what a page publishes.

    :param page: HTML.
    """
    return PageParts(frozenset(_anchors(page)), _OUR_PAGE in page, bool(_NOTICES.search(page)))


def _read_parts(file: Path) -> PageParts:
    return parts_of(file.read_text(encoding="utf-8", errors="replace"))


def published(site: Path, read: Callable[[Path], PageParts] = _read_parts) -> dict[str, frozenset[str]]:
    """Return the addresses of a built site's pages and files, with the anchors in the content of each.

    :param site: the output folder of one of Sphinx's builders ``html`` and ``dirhtml``. Pages that lead elsewhere, the
        search page and the theme's files are left out.
    :param read: returns what a page publishes, from its file.
    """
    found = {}
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if name in _APART or any(step[0] in "_." for step in name.split("/")) or not file.is_file():
            continue
        if file.suffix != ".html":
            found[name] = frozenset[str]()
        elif not (parts := read(file)).leads_on:
            found[_address(name)] = parts.anchors
    return found


def _address(name: str) -> str:
    """Return the address of a page's file: a folder's page is the folder."""
    return name.removesuffix("index.html") or "./" if name.rpartition("/")[2] == "index.html" else name


def _anchors(page: str) -> Iterator[str]:
    """Yield the anchors of a page's content, without those of its title: they are the page's own address."""
    begin, end = _content(page)
    titled = page.find("<h1", begin, end)
    yield from (unescape(one) for one in _ID.findall(page, max(titled, begin), end))


def _content(page: str) -> tuple[int, int]:
    """Return where the content of a page begins and ends: themes have it in an article or in the main element."""
    for opening, closing in (("<article", "</article>"), ("<main", "</main>"), ('role="main"', "</body>")):
        begin, end = page.find(opening), page.rfind(closing)
        if 0 <= begin < end:
            return page.index(">", begin) + 1, end
    return 0, len(page)


def lasting(pages: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the addresses that a record keeps: of pages, lasting files, and the anchors that others may link to."""
    return {
        *pages,
        *(
            f"{page}#{anchor}"
            for page, anchors in pages.items()
            for anchor in anchors
            if not _INCIDENTAL.match(anchor)
        ),
    }


def lost(record: Record, pages: Mapping[str, frozenset[str]], rules: Iterable[Rule]) -> list[str]:
    """Return the recorded addresses that are neither published nor led on, in order.

    A rule for a page covers the anchors of the page.
    """
    led = {rule.source for rule in rules}
    gone = []
    for address in record.lines:
        page, _, anchor = address.partition("#")
        there = page in pages and (not anchor or anchor in pages[page])
        if not there and not led & {address, page}:
            gone.append(address)
    # One cause is one message: not each part of a page that is gone.
    return [one for one in gone if "#" not in one or one.partition("#")[0] not in gone]


def nearest(address: str, pages: Mapping[str, frozenset[str]]) -> str:
    """Return what to do about an address that is lost, with the published address nearest to it if there is one."""
    page, _, anchor = address.partition("#")
    known = [f"{page}#{one}" for one in sorted(pages[page])] if anchor and page in pages else sorted(pages)
    return did_you_mean(address, known, "")


def read_rules(text: str, path: PurePath) -> tuple[list[Rule], list[tuple[int, str]]]:
    """Read the rules of a file ``redirects.yaml``: a mapping of former to present addresses.

    :returns: the rules that are well formed; and for each of the others its line (1-based) and what is wrong.
    """
    tree, problems = parse(text, path)
    wrong = [(problem.line, f"{problem.message} {problem.hint}") for problem in problems]
    data = tree.data() if tree else None
    if tree is None or data is None:
        return [], wrong
    if not isinstance(data, dict):
        return [], [*wrong, (1, "Redirects must be 'former address: present address' lines.")]
    rules, lines = [], tree.lines()
    for source, target in data.items():
        line = lines.get((source,), 1)
        for address in (source, target):
            if not isinstance(address, str) or not _well_formed(address):
                shown = ascii(address) if isinstance(address, str) else repr(address)
                wrong.append(
                    (line, f"Not an address of this site: {shown}. Write it relative to the site's root.")
                )
                break
        else:
            page, _, anchor = source.partition("#")
            if page in _APART or page[0] == "_":
                wrong.append((line, f"'{source}' is not a page of this site's own. Delete the rule."))
            elif not anchor and not page.endswith(("/", ".html")):
                wrong.append(
                    (
                        line,
                        f"Only pages and their parts can lead on, not the file '{source}'. Publish it again.",
                    )
                )
            else:
                rules.append(Rule(source, target, line))
    return rules, wrong


def _well_formed(address: str) -> bool:
    page, hash_sign, anchor = address.partition("#")
    return (page == "./" or bool(_ADDRESS.match(page))) and (not hash_sign or bool(_ANCHOR.match(anchor)))


def wrong_rules(rules: Iterable[Rule], pages: Mapping[str, frozenset[str]]) -> list[tuple[int, str]]:
    """Return for each rule that leads nowhere, or is not needed, its line (1-based) and what is wrong."""
    sources = {rule.source: rule.target for rule in rules}
    wrong = []
    for source, target in sources.items():
        page, _, anchor = source.partition("#")
        line = next(rule.line for rule in rules if rule.source == source)
        goal, _, part = target.partition("#")
        if page in pages and (not anchor or anchor in pages[page]):
            wrong.append(
                (line, f"'{source}' is published, so it cannot lead to '{target}'. Delete the rule.")
            )
        elif target in sources or goal in sources:
            wrong.append((line, _why_chained(target if target in sources else goal, sources)))
        elif goal not in pages:
            hint = did_you_mean(goal, sorted(pages), "Name a page that exists.")
            wrong.append((line, f"'{source}' leads to '{target}', which does not exist. {hint}"))
        elif part and part not in pages[goal]:
            hint = did_you_mean(part, sorted(pages[goal]), "Name a part that exists, or the page alone.")
            wrong.append((line, f"'{source}' leads to '{target}', but the page has no such part. {hint}"))
    return wrong


def _why_chained(target: str, sources: Mapping[str, str]) -> str:
    seen, last = {target}, sources[target]
    while last in sources and last not in seen:
        seen.add(last)
        last = sources[last]
    if last in seen:
        return f"'{target}' leads back to itself. Name a page that exists."
    return f"'{target}' leads on to '{last}'. Name '{last}' in this rule, too."


def write_redirects(
    site: Path,
    rules: Iterable[Rule],
    pages: Mapping[str, frozenset[str]],
    *,
    language: str,
    read: Callable[[Path], PageParts] = _read_parts,
) -> None:
    """Write a page for each page that moved, a notice into pages whose parts moved, and remove what earlier rules made.

    :param rules: those that :func:`wrong_rules` finds nothing about.
    :param read: returns what a page publishes, from its file.
    """
    moved: dict[str, list[Rule]] = {}
    wanted = set()
    for rule in rules:
        page, _, anchor = rule.source.partition("#")
        if anchor and page in pages:
            moved.setdefault(page, []).append(rule)
        elif not anchor:
            file = site / _file(page)
            wanted.add(file)
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, leading_page(rule, language))
    for file in set(site.rglob("*.html")) - wanted:
        if read(file).leads_on:
            file.unlink()
    for page in pages:
        if page.endswith(("/", ".html")):
            file = site / _file(page)
            if page in moved or read(file).has_notices:
                _notify(file, page, moved.get(page, []))


def _file(address: str) -> str:
    return (address.removeprefix("./") + "index.html") if address.endswith("/") else address


def _notify(file: Path, page: str, rules: list[Rule]) -> None:
    text = file.read_text(encoding="utf-8")
    changed = notices_added(text, page, rules)
    if changed != text:
        _write(file, changed)


def _write(file: Path, text: str) -> None:
    file.write_bytes(text.encode("utf-8"))


def notices_added(text: str, page: str, rules: Iterable[Rule]) -> str:
    """Return a page with a notice for each of its parts that moved, in place of the notices that it had.

    :param text: the page as HTML. A notice is shown to those who come by the part's address.
    :param page: its address.
    """
    notices = "".join(
        f'<p class="cfp-moved" id="{escape(rule.source.partition("#")[2])}">'
        + "".join(
            f'<a href="{escape(_from(page, rule.target))}">{escape(rule.target)}</a>'
            if isinstance(part, Rule)
            else escape(str(part))
            for part in messages.PART_MOVED.parts(address=rule)
        )
        + "</p>"
        for rule in rules
    )
    bare = _NOTICES.sub("", text)
    if not notices:
        return bare
    begin, _end = _content(bare)
    return f"{bare[:begin]}<!-- moved parts -->{notices}<!-- /moved parts -->{bare[begin:]}"


def leading_page(rule: Rule, language: str) -> str:
    """Return a page that leads to another one: at once where the browser does that, else by its link."""
    goal = escape(_from(rule.source, rule.target))
    title = escape(messages.PAGE_MOVED(address=rule.target))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n{_OUR_PAGE}\n'
        f"<title>{title}</title>\n"
        f'<link rel="canonical" href="{goal}">\n<meta http-equiv="refresh" content="0; url={goal}">\n'
        f'<meta name="robots" content="noindex">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'</head>\n<body>\n<p><a href="{goal}">{title}</a></p>\n</body>\n</html>\n'
    )


def _from(page: str, target: str) -> str:
    """Return a link from one address to another, which works below any path; saved to disk, too: folders name their page."""
    path, hash_sign, anchor = target.partition("#")
    here = _file(page)
    there = _file(path)
    link = "" if here == there and hash_sign else relpath(there, dirname(here) or ".")
    return f"{link}{hash_sign}{anchor}"
