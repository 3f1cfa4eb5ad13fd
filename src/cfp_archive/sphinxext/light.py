"""Let pages load only what they use: of the theme's 2.2 MB most is one script with every icon there is.

The icons of the theme's own controls are in the package's style sheet. A page that shows others still gets the script.

Nothing that a page loads keeps it from being drawn but its style sheets: scripts run when the page is read, in their order, and
whether it is light or dark says the theme's first lines, by what the reader chose or else the system wants.
"""

from __future__ import annotations

import os
import posixpath
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cfp_archive.sphinxext import html, internals
from cfp_archive.sphinxext.searching import BUNDLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from cfp_archive.memory import Memory

_SEARCH = "pagename == 'search' and not cfp_pagefind or theme_search_as_you_type|string == 'True'"
#: Scripts of the theme and when a page needs them, as a condition of its templates.
_NEEDED_IF = {
    "fontawesome": "cfp_icons",
    "searchtools": _SEARCH,
    "language_data": _SEARCH,
    "searchindex": _SEARCH,
}
_SCRIPT = re.compile(rf"<script\b[^>]*\b({'|'.join(_NEEDED_IF)})\.js[^>]*></script>")
#: Scripts that give no element a class, as files of data do not (``...-data.js``).
_NOT_LOOKED_AT = {"fontawesome.js", "searchindex.js", "language_data.js"}
#: What Bootstrap makes only where a page or another script asks for it by this name.
_ASKED_FOR = re.compile(r"(?:carousel|modal|offcanvas|popover|toast)")
#: Style sheets that lose the rules that concern no page: those of the theme, of sphinx-design, of code, and the package's own.
_STYLES = ("styles/*.css", "sphinx-design.min.css", "pygments.css", html.STYLE)
#: Style sheets and scripts, and what stands in the content of the pages that need them.
_USED_BY = {
    "sphinx-design.min.css": "sd-",
    "design-tabs.js": "sd-tab",
    "pygments.css": "highlight",
}
_ICON = re.compile(r"\bfa[srb]? fa-[\w-]+|\bfa-[a-z][\w-]*")
#: What the package's style sheet draws, and what is no icon but how one is shown.
_OWN_ICONS = {
    f"fa-{name}"
    for name in (
        "arrow-up", "bars", "circle-half-stroke", "list", "magnifying-glass", "moon", "sun", "xmark", "solid", "lg", "fw",
    )
}  # fmt: skip
#: Scripts that may run when the page is read, in their order: they wait for it anyway. Of scripts that others add, this is not known.
_LATER = {
    "documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js", "sphinx-book-theme.js", "design-tabs.js", html.SCRIPT,
}  # fmt: skip
#: In the theme's first script: it would leave "auto" until all is loaded, and who wants dark would see a light page before.
_REMEMBERED_THEME = 'localStorage.getItem("theme") || "{{ default_mode }}"'
_CHOSEN_THEME = (
    '["light", "dark"].find((one) => one === document.documentElement.dataset.mode)'
    ' ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")'
)
#: A style sheet that begins by loading another is drawn one journey of the network later.
_IMPORT = re.compile(r'@import\s+(?:url\()?["\']?([\w./-]+\.css)["\']?\)?\s*;')
_LINK = re.compile(r"""url\((["']?)(?![a-z]+:|[/#])([^"')]+)\1\)""")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_PARTS = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|url\([^\"')]*\)|[{};]", re.DOTALL)
_NEGATED = re.compile(r":(?:not|is|where|has|nth-[\w-]+)\([^()]*\)")
_CLASS = re.compile(r"\.(-?(?:[A-Za-z_]|\\.)(?:[\w-]|\\.)*)")
_ON_LINES = re.compile(r"(?<!\\)\s*\n\s*")
#: Rules that hold others.
_GROUPS = ("@media", "@supports", "@layer", "@container")


def setup(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("builder-inited", lighten_templates)
    app.connect("html-page-context", lighten_page, priority=960)  # after the theme and the policy


def lighten_templates(app: Sphinx) -> None:
    """Make the theme's templates load scripts where they are needed (event ``builder-inited``)."""

    later = " defer" if _has_theme(app) else ""

    def conditional(found: re.Match[str]) -> str:
        script = found[0] if " defer" in found[0] else found[0].replace("<script", f"<script{later}", 1)
        return f"{{% if {_NEEDED_IF[found[1]]} %}}{script}{{% endif %}}"

    def lighter(source: str) -> str:
        return _SCRIPT.sub(conditional, source).replace(_REMEMBERED_THEME, _CHOSEN_THEME)

    internals.change_templates(app, lighter)


def _has_theme(app: Sphinx) -> bool:
    """Say whether the theme is the PyData theme, or one like the book theme that is built on it."""
    return "pydata_sphinx_theme" in app.extensions


def lighten_page(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Leave out the style sheets and scripts that a page does not use, and let scripts not keep it waiting (event ``html-page-context``)."""
    body = str(context.get("body", ""))
    # What themes put beside the content: buttons above it, links to other places.
    around = str([context.get("header_buttons"), context.get("theme_icon_links")])
    context["cfp_icons"] = not set(_ICON.findall(body + around)) <= _OWN_ICONS
    unused = [name for name, mark in _USED_BY.items() if mark not in body]
    for name in ("css_files", "script_files"):
        if name in context:
            context[name] = [
                # A script within the page has no name.
                one
                for one in context[name]
                if Path(getattr(one, "filename", one) or "").name not in unused
            ]
    if _has_theme(app):
        internals.defer_scripts(context, _LATER)


def lighten_styles(app: Sphinx, classes: Iterable[str], memory: Memory) -> None:
    """Leave the rules out of style sheets that concern no page, and bring what they import into them.

    :param classes: those of the elements of all pages.
    """
    styles = sorted(file for pattern in _STYLES for file in app.outdir.glob(f"_static/{pattern}"))
    if not styles:
        return
    named, bootstrap = set(classes), set[str]()
    for file in _scripts(app.outdir):
        (bootstrap if file.name == "bootstrap.js" else named).update(_words(file, memory))
    asked = {found[0] for word in named for found in _ASKED_FOR.finditer(word.lower())}
    used = frozenset(
        named | {word for word in bootstrap if not (kind := _ASKED_FOR.match(word)) or kind[0] in asked}
    )
    for file in styles:
        text = _with_imports(file)
        lighter = memory.recall(partial(without_unused, text, used), "style", text, sorted(used))
        _write_again(file, lighter.encode("utf-8"), memory)


def _write_again(file: Path, content: bytes, memory: Memory) -> None:
    """Write a style sheet that was whole while pages were written, for their links have a checksum of all its rules.

    It keeps its time if it is what the last build left: servers and browsers see that it has not changed.
    """
    html.write_if_changed(file, content)
    before = memory.get("style written", file)
    if before is not None and before[0] == content:
        os.utime(file, ns=(before[1], before[1]))
    else:
        memory.put((content, file.stat().st_mtime_ns), "style written", file)


def _with_imports(file: Path) -> str:
    """Return a style sheet with the files beside it that it imports, and their links as they are seen from it."""

    def imported(found: re.Match[str]) -> str:
        other = file.parent / found[1]
        if not other.is_file():
            return found[0]
        folder = posixpath.dirname(found[1])
        return _LINK.sub(
            lambda link: f'url("{posixpath.normpath(posixpath.join(folder, link[2]))}")',
            other.read_text(encoding="utf-8"),
        )

    return _IMPORT.sub(imported, file.read_text(encoding="utf-8"))


def _scripts(folder: Path) -> Iterator[Path]:
    """Yield the scripts that may give elements a class."""
    for file in folder.rglob("*.js"):
        if BUNDLE in file.relative_to(folder).parts:
            continue  # it comes with styles of its own
        if file.name not in _NOT_LOOKED_AT and not file.name.endswith("-data.js"):
            yield file


def _words(file: Path, memory: Memory) -> frozenset[str]:
    """Return every word of a script."""
    text = file.read_text(encoding="utf-8", errors="replace")
    return memory.recall(lambda: frozenset(_WORD.findall(text)), "script", text)


def without_unused(css: str, used: frozenset[str]) -> str:
    """Return a style sheet without the selectors that need a class which is not used.

    :param used: classes. What selectors exclude or choose from (``:not``, ``:is``) is not looked at: their rules stay.
    """
    made = []
    for prelude, body in _statements(css):
        if body is None:
            made.append(f"{prelude};")
        elif prelude.lstrip().startswith(_GROUPS):
            inner = without_unused(body, used)
            made.append(f"{prelude}{{{inner}}}" if inner.strip() else "")
        elif prelude.lstrip().startswith("@"):
            made.append(f"{prelude}{{{body}}}")
        else:
            kept = [one.strip() for one in _selectors(prelude) if _classes(one) <= used]
            made.append(f"{','.join(kept)}{{{_ON_LINES.sub(' ', body)}}}" if kept else "")
    return "".join(made)


def _statements(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield the outermost statements of a style sheet: what is before the braces and between them, or None."""
    depth, begin, opened = 0, 0, 0
    for part in _PARTS.finditer(css):
        sign = part[0]
        if sign == "{":
            opened = part.end() if depth == 0 else opened
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
            if depth == 0:
                yield css[begin : opened - 1], css[opened : part.start()]
                begin = part.end()
        elif sign == ";" and depth == 0:
            yield css[begin : part.start()], None
            begin = part.end()


def _selectors(prelude: str) -> list[str]:
    """Return the selectors of a list: commas within parentheses and brackets do not part them."""
    made, depth = [""], 0
    for char in re.sub(r"/\*.*?\*/", "", prelude, flags=re.DOTALL):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            made.append("")
        else:
            made[-1] += char
    return made


def _classes(selector: str) -> set[str]:
    """Return the classes that a selector needs."""
    needed, before = selector, ""
    while needed != before:
        needed, before = _NEGATED.sub("", needed), needed
    needed = re.sub(r"\[[^\]]*\]", "", needed)
    return {re.sub(r"\\(.)", r"\1", name) for name in _CLASS.findall(needed)}
