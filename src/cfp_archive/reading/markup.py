"""Parse pages of editions, and make inert text of whatever they may not hold.

The library reads pages through the parser that is made here, and so does the site. What is refused becomes the characters
that stand in the file; so both see the same words, and nothing of it acts.
"""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.slugs import github_slugify, unique_slug

from cfp_archive.characters import hidden_characters, visible
from cfp_archive.model import Reference
from cfp_archive.problems import Code, did_you_mean
from cfp_archive.reading.allowed import (
    DIRECTIVES,
    DOMAIN,
    PREFIX,
    ROLES,
    SAFE_OPTIONS,
    is_known_elsewhere,
)
from cfp_archive.reading.literal import literal_token, paragraph_tokens, text_token, text_tokens
from cfp_archive.reading.place import Refused
from cfp_archive.reading.wall import (
    KEY,
    Directive,
    Link,
    Wall,
    directive_of,
    hidden_refused,
    without_options,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

__all__ = ["edition_parser", "page_config", "page_parser"]

#: markdown-it leaves out what lies deeper, without a word: so deep that a problem says so first.
_DEEPEST = 50

_BLOCKS = re.compile(
    r"(?:paragraph|heading|bullet_list|ordered_list|list_item|blockquote|table|thead|tbody|tr|th|td|dl|dt|dd"
    r"|footnote_reference)_(?:open|close)|inline|hr|code_block|myst_line_comment"
)
_INLINES = re.compile(
    r"(?:em|strong|s)_(?:open|close)|text|text_special|code_inline|softbreak|hardbreak|footnote_ref"
)
_NESTING = re.compile(r"(list_item|blockquote|dd|footnote_reference)_(open|close)")
#: Attributes that tokens keep: where they lead, and how lists are numbered and columns aligned.
_ATTRIBUTES = frozenset({"href", "src", "alt", "start", "style"})
_EXPLICIT = re.compile(r"(?P<words>.*?\S)\s*<(?P<target>[^<>]*)>\s*\Z", re.DOTALL)
_HTML_HINT = "Write it in Markdown; if the call itself has a '<', write a backslash before it."


def page_config() -> MdParserConfig:
    """Return MyST's settings for pages of editions: fixed, whatever the site's are."""
    return MdParserConfig(
        enable_extensions={"colon_fence", "deflist", "strikethrough"}, heading_anchors=6, footnote_sort=False
    )


def edition_parser(renderer: Callable[[MarkdownIt], RendererProtocol] = RendererHTML) -> MarkdownIt:
    """Return a parser of pages of editions.

    Its environment holds a :class:`Wall` under ``KEY``; without one, only what needs no place is judged.
    """
    parser = create_md_parser(page_config(), renderer)
    parser.disable("front_matter")  # the reader takes it off; further down, dashes are a rule
    parser.options["maxNesting"] = _DEEPEST
    # Every link becomes a token, so that the wall can say what is wrong with it.
    parser.validateLink = _any_link  # type: ignore[method-assign]
    parser.core.ruler.push("cfp_wall", _hold)
    return parser


def _any_link(url: str) -> bool:  # noqa: ARG001  (markdown-it's name)
    return True


@lru_cache(maxsize=1)
def page_parser() -> MarkdownIt:
    """Return the library's parser of pages, for tokens: nothing is rendered."""
    return edition_parser()


def _hold(state: StateCore) -> None:
    """Hold a text to what is allowed: the last rule of the parser."""
    wall = state.env.get(KEY)
    if not isinstance(wall, Wall):
        wall = Wall()
    state.tokens[:] = _Holder(wall, _footnotes(state.tokens)).blocks(state.tokens)


def _footnotes(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(
        str(one.meta.get("label", "")) for one in tokens if one.type == "footnote_reference_open"
    )


class _Holder:
    """Walks the tokens of one text."""

    def __init__(self, wall: Wall, defined: Container[str]) -> None:
        self.wall = wall
        self.defined = defined  #: labels of the text's own footnotes
        self.depth = wall.depth
        self.deep = False

    def blocks(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens without what is refused."""
        held: list[Token] = []
        heading: Token | None = None
        repeated: list[bool] = []  # whether each footnote around has a label that another one has
        for token in tokens:
            line = self.wall.line + (token.map[0] if token.map else 0)
            token.attrs = {name: value for name, value in token.attrs.items() if name in _ATTRIBUTES}
            self._measure(token, line)
            match token.type:
                case "heading_open":
                    heading = token
                case "heading_close":
                    heading = None
                case "inline":
                    token.children = list(self._inlines(token.children or [], line))
                    if heading is not None:
                        self._heading(token, line)
                case "footnote_reference_open":
                    label = str(token.meta.get("label", ""))
                    repeated.append(label in self.wall.footnotes)
                    self.wall.footnotes.setdefault(label, line)
                    if repeated[-1]:  # MyST would leave it out
                        message = f"The footnote '{label}' is written twice."
                        self.wall.refuse(
                            line, Refused(Code.FOOTNOTE, message, "Give one of them another label.")
                        )
                        continue
                case "footnote_reference_close":
                    if repeated.pop():
                        continue
                case "code_block":
                    token.content = self._seen(token.content, line)
                case "fence" | "colon_fence":
                    held += self._fence(token, line)
                    continue
                case "html_block":
                    self._refuse_markup(line, "Raw HTML", _HTML_HINT)
                    held += paragraph_tokens(token, token.content.rstrip("\n"))
                    continue
                case "myst_target" | "myst_block_break":
                    text = f"({token.content})=" if token.type == "myst_target" else f"+++ {token.content}"
                    self._refuse_markup(
                        line,
                        f"'{text.strip()}'",
                        "Delete it; if the call has it, write a backslash before it.",
                    )
                    held += paragraph_tokens(token, text.strip())
                    continue
            if _BLOCKS.fullmatch(token.type):
                held.append(token)
            elif token.nesting == 0:  # of a plugin that is new
                self._refuse_markup(line, f"Markup of the kind '{token.type}'", "Delete it.")
                held += paragraph_tokens(token, token.content)
        return held

    def _measure(self, token: Token, line: int) -> None:
        nesting = _NESTING.fullmatch(token.type)
        if nesting:
            self.depth += 1 if nesting[2] == "open" else -1
            if self.depth > self.wall.allowed.max_nesting and not self.deep:
                self.deep = True
                self.wall.refuse(line, self._too_deep())

    def _too_deep(self) -> Refused:
        most = self.wall.allowed.max_nesting
        hint = f"Put it further out, or raise {PREFIX}max_nesting in conf.py."
        message = f"Lists, quotes and directives lie more than {most} deep within each other."
        return Refused(Code.LIMIT_EXCEEDED, message, hint)

    def _heading(self, token: Token, line: int) -> None:
        title = "".join(
            one.content for one in token.children or () if one.type in {"text", "code_inline"}
        )  # as MyST's anchors are made
        slug = github_slugify(title)
        if slug:
            self.wall.slugs[unique_slug(slug, self.wall.slugs)] = line

    def _refuse_markup(self, line: int, what: str, hint: str) -> None:
        message = f"{what} may not be on the page of an edition, and is shown as text."
        self.wall.refuse(line, Refused(Code.NOT_ALLOWED, message, hint))

    def _seen(self, text: str, line: int) -> str:
        """Write out what nobody sees, e.g. characters that were written as entities."""
        for _place, char in hidden_characters(text)[:1]:
            self.wall.refuse(line, hidden_refused(char))
        return visible(text, lines=True)

    def _fence(self, token: Token, line: int) -> list[Token]:
        directive = directive_of(token)
        if directive is None:
            if token.type == "colon_fence":
                hint = "Delete the lines of colons, or name a directive in braces, as in :::{topics} areas."
                self._refuse_markup(line, "A division", hint)
                return [literal_token(token)]
            token.content, token.info = self._seen(token.content, line), ""
            return [token]
        refused = self._judged(directive, token)
        if refused is None:
            token.info = self._seen(token.info, line)
            token.meta = {**token.meta, KEY: self.depth + 1}
            return [token]
        self.wall.refuse(line, refused)
        return [literal_token(token)]

    def _judged(self, directive: Directive, token: Token) -> Refused | None:
        """Return why a directive is refused, if it is."""
        name, allowed = directive.name, self.wall.allowed.allowed_directives
        what = f"The directive {{{visible(name)}}}"
        if self.depth >= self.wall.allowed.max_nesting:
            return self._too_deep()
        if "topics" in self.wall.within:
            message = f"{what} is within a list of topics."
            return Refused(Code.NOT_ALLOWED, message, "Move it out of the list.")
        if name in DIRECTIVES:
            if "archive-note" in self.wall.within:
                message = f"{what} is within a note of the archive."
                return Refused(Code.NOT_ALLOWED, message, "Move it out of the note.")
            if name == "topics" and self.wall.place.name != "index":
                message = f"{what} is on a further page of the edition."
                return Refused(Code.NOT_ALLOWED, message, "Move it to index.md, or write a plain list.")
            return None
        if name in allowed:
            _, _, options = without_options(token.content)
            if token.content.startswith("---"):
                options = ["---"]
            unsafe = sorted(visible(one) for one in options if one not in SAFE_OPTIONS)
            if unsafe:
                message = f"{what} has the option '{unsafe[0]}'."
                return Refused(
                    Code.NOT_ALLOWED,
                    message,
                    "Delete it: on the page of an edition, options could hide words.",
                )
            return None
        hint = f"Write its words without it; a series allows directives by {PREFIX}allowed_directives in conf.py."
        if is_known_elsewhere(name):
            message = f"{what} may not be on the page of an edition, and is shown as text."
            return Refused(Code.NOT_ALLOWED, message, hint)
        message = f"There is no directive {{{visible(name)}}}."
        return Refused(Code.UNKNOWN_DIRECTIVE, message, did_you_mean(name, (*DIRECTIVES, *allowed), hint))

    # Inline markup

    def _inlines(self, tokens: Sequence[Token], line: int) -> Iterator[Token]:
        """Yield the inline tokens that are allowed, and text for the others."""
        links: list[bool] = []  # whether each link around is kept
        for place, token in enumerate(tokens):
            title = token.attrs.get("title")
            token.attrs = {name: value for name, value in token.attrs.items() if name in _ATTRIBUTES}
            match token.type:
                case "softbreak" | "hardbreak":
                    line += 1
                    yield token
                case "link_open":
                    links.append(self._keeps_link(token, tokens[place + 1 :], line, title))
                    if links[-1]:
                        yield token
                case "link_close":
                    if links and links.pop():
                        yield token
                case "image":
                    yield self._image(token, line, title)
                case "html_inline":
                    self._refuse_markup(line, f"Raw HTML, '{_short(token.content)}',", _HTML_HINT)
                    yield from text_tokens(token.content)
                    line += token.content.count("\n")
                case "myst_role":
                    yield self._role(token, line, linked=any(links))
                case "text" | "text_special" | "code_inline":
                    token.content = self._seen(token.content, line)
                    yield token
                case "footnote_ref":
                    yield self._mark(token, line)
                case other if _INLINES.fullmatch(other):
                    yield token
                case other if token.nesting == 0:
                    self._refuse_markup(line, f"Markup of the kind '{other}'", "Delete it.")
                    yield from text_tokens(token.content)

    def _keeps_link(self, token: Token, rest: Sequence[Token], line: int, title: object) -> bool:
        if title is not None:
            hint = "Delete the title, which readers see only under a mouse."
            self.wall.refuse(line, Refused(Code.NOT_ALLOWED, "A link has a hidden title.", hint))
        found = self.wall.place.link(str(token.attrs.get("href", "")))
        if isinstance(found, Refused):
            self.wall.refuse(line, found)
            return False
        if not _has_words(rest):
            refused = Refused(
                Code.LINK_NOT_ALLOWED, "A link has no words.", "Write its words between the brackets."
            )
            self.wall.refuse(line, refused)
            return False
        if found is not None:
            self.wall.links.append(Link(line, found))
            token.meta = {**token.meta, KEY: found}
        return True

    def _image(self, token: Token, line: int, title: object) -> Token:
        address = str(token.attrs.get("src", ""))
        found = self.wall.place.picture(address)
        if title is not None:
            hint = "Delete the title, which readers see only under a mouse."
            self.wall.refuse(line, Refused(Code.NOT_ALLOWED, "A picture has a hidden title.", hint))
        if isinstance(found, Refused):
            self.wall.refuse(line, found)
            return text_token(visible(f"![{token.content}]({address})"))
        token.attrs["src"] = found
        token.children = [
            dataclasses.replace(one, content=self._seen(one.content, line)) for one in token.children or ()
        ]
        return token

    def _mark(self, token: Token, line: int) -> Token:
        label = str(token.meta.get("label", ""))
        if label in self.defined or label in self.wall.footnotes:
            self.wall.marks.setdefault(label, line)
            return token
        message = f"There is no footnote '{label}'."
        self.wall.refuse(line, Refused(Code.FOOTNOTE, message, f"Add it, as in '[^{label}]: its text'."))
        return text_token(f"[^{label}]")

    def _role(self, token: Token, line: int, *, linked: bool) -> Token:
        name = str(token.meta.get("name", "")).removeprefix(DOMAIN)
        token.content = self._seen(token.content, line)
        refused = self._role_refused(name, token.content, linked=linked)
        if refused:
            self.wall.refuse(line, refused)
            return text_token(f"{{{token.meta.get('name', '')}}}`{token.content}`")
        if name in ROLES:
            explicit = _EXPLICIT.match(token.content)
            target = explicit["target"] if explicit else token.content.removeprefix("~")
            self.wall.references.append(Reference(line=line, kind=name, target=" ".join(target.split())))
        return token

    def _role_refused(self, name: str, content: str, *, linked: bool) -> Refused | None:
        allowed = self.wall.allowed.allowed_roles
        if name not in ROLES and name not in allowed:
            other = f"Write its words without it; a series allows roles by {PREFIX}allowed_roles in conf.py."
            hint = did_you_mean(name, (*sorted(ROLES), *allowed), other)
            return Refused(
                Code.NOT_ALLOWED,
                f"The role {{{name}}} may not be on the page of an edition, and is shown as text.",
                hint,
            )
        if linked:
            return Refused(
                Code.NOT_ALLOWED, f"The role {{{name}}} is within a link.", "Move it out of the link."
            )
        if name in ROLES and "archive-note" not in self.wall.within and not _EXPLICIT.match(content):
            example = f"{{{name}}}`words of the call <{content.removeprefix('~')}>`"
            message = f"The role {{{name}}} has no words of the call: the archive's would stand among them."
            return Refused(Code.NOT_ALLOWED, message, f"Write {example}.")
        return None


def _has_words(tokens: Sequence[Token]) -> bool:
    """Say whether a link that has just been opened has words, or a picture."""
    for token in tokens:
        if token.type == "link_close":
            return False
        if token.type in {"image", "html_inline", "myst_role"} or token.content.strip():
            return True
    return False


def _short(text: str) -> str:
    return " ".join(text.split()) if len(text) <= 40 else f"{' '.join(text.split())[:37]}..."
