"""Parse pages of editions, and make inert text of whatever they may not hold.

The library reads pages through the parser that is made here, and so does the site. What is refused becomes the characters
of the file; so both see the same words, and nothing of it acts.
"""

from __future__ import annotations

import dataclasses
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.slugs import github_slugify, unique_slug

from cfp_archive.characters import hidden_characters, named, shortened, visible
from cfp_archive.model import Reference
from cfp_archive.problems import Code, Problem, did_you_mean
from cfp_archive.reading.allowed import (
    DIRECTIVES,
    DOMAIN,
    PREFIX,
    ROLES,
    SAFE_OPTIONS,
    Allowed,
    is_known_elsewhere,
)
from cfp_archive.reading.links import PageLocation, Refused, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_core import StateCore

#: Where the parser's environment holds the context of the page that is being parsed.
KEY = "cfp_archive"
#: markdown-it leaves out what is nested deeper, without a word: so deep that a problem is reported first.
_DEEPEST = 50

_BLOCKS = re.compile(
    r"(?:paragraph|heading|bullet_list|ordered_list|list_item|blockquote|table|thead|tbody|tr|th|td|dl|dt|dd"
    r"|footnote_reference)_(?:open|close)|inline|hr|code_block|myst_line_comment"
)
_INLINES = re.compile(
    r"(?:em|strong|s)_(?:open|close)|text|text_special|code_inline|softbreak|hardbreak|footnote_ref"
)
_NESTING = re.compile(r"(?:list_item|blockquote|dd|footnote_reference)_(open|close)")
#: Attributes that tokens keep: where they lead, and how lists are numbered and columns aligned.
_ATTRIBUTES = frozenset({"href", "src", "alt", "start", "style"})
_EXPLICIT = re.compile(r"(?P<words>.*?\S)\s*<(?P<target>[^<>]*)>\s*\Z", re.DOTALL)
_OPTION = re.compile(r"\s*:(?!::)(?P<name>[^:\s]*):?(?:\s|$)")
_HTML_HINT = "Write it in Markdown; if the call itself has a '<', write a backslash before it."
_HIDDEN_TITLES = {"link_open": "A link has a hidden title.", "image": "A picture has a hidden title."}


class Directive(NamedTuple):
    """What the first line of a fence says, if it is one of a directive."""

    name: str  #: without the domain's prefix
    argument: str  #: single spaces


class Link(NamedTuple):
    """A link within the archive."""

    line: int  #: 1-based, in the file
    target: Target


@dataclass(slots=True)
class PageContext:
    """What is known of a page while it is parsed, and what was found on it."""

    path: PurePath = field(default_factory=PurePath)  #: how problems name the page
    allowed: Allowed = field(default_factory=Allowed)
    location: PageLocation = field(default_factory=PageLocation)
    line: int = 1  #: of the file, 1-based, at which the text that is being parsed begins
    within: tuple[str, ...] = ()  #: the directives around the text, outermost first
    depth: int = 0  #: of lists, quotes and directives around the text
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    slugs: dict[str, int] = field(default_factory=dict)  #: anchors of the headings so far, and their lines
    footnotes: dict[str, int] = field(default_factory=dict)  #: labels, and the lines of their texts
    marks: set[str] = field(default_factory=set)  #: labels of footnotes that are referred to

    def refuse(self, line: int, code: Code, message: str, hint: str) -> None:
        """Report something that is wrong with the page."""
        self.problems.append(Problem(self.path, line, code, message, hint))

    @contextmanager
    def inside(self, token: Token, line: int = 1) -> Iterator[None]:
        """Parse the content of a directive within this context.

        :param token: of the directive, as the parser returned it.
        :param line: 1-based, in the file, at which the content begins.
        """
        directive = directive_of(token)
        before = self.line, self.within, self.depth
        self.line, self.depth = line, token.meta.get(KEY, self.depth + 1)
        self.within = (*self.within, directive.name if directive else "")
        try:
            yield
        finally:
            self.line, self.within, self.depth = before


def directive_of(token: Token) -> Directive | None:
    """Read a token's first line as one of a directive, as MyST does: its first word is in braces. None if it is not one."""
    if token.type not in {"fence", "colon_fence"}:
        return None
    name, *rest = token.info.strip().split(maxsplit=1) or [""]
    if not (name.startswith("{") and name.endswith("}")):
        return None
    return Directive(name[1:-1].removeprefix(DOMAIN), " ".join(rest[0].split()) if rest else "")


def split_options(content: str) -> tuple[list[str], str]:
    """Return the names of a directive's options, each on a line of its own, and its content without them."""
    lines = content.split("\n")
    names = []
    for line in lines:
        option = _OPTION.match(line)
        if not option:
            break
        names.append(option["name"])
    return names, "\n".join(lines[len(names) :])


def hidden_refused(character: str) -> Refused:
    """Return the problem of a hidden character."""
    message = f"The character {named(character)} is invisible, or changes the direction of text."
    return Refused(Code.HIDDEN_CHARACTER, message, "Delete it.")


def edition_parser(renderer: Callable[[MarkdownIt], RendererProtocol] = RendererHTML) -> MarkdownIt:
    """Return a parser of pages of editions, with MyST's grammar in fixed settings, whatever the site's are.

    Its environment holds a :class:`PageContext` under ``KEY``; without one, only what needs no location is judged.
    """
    extensions = {"colon_fence", "deflist", "strikethrough"}
    config = MdParserConfig(enable_extensions=extensions, heading_anchors=6, footnote_sort=False)
    parser = create_md_parser(config, renderer)
    parser.disable("front_matter")  # the reader takes it off; further down, dashes are a rule
    parser.options["maxNesting"] = _DEEPEST
    # Every link becomes a token, so that a problem can say what is wrong with it.
    parser.validateLink = _any_link  # type: ignore[method-assign]
    parser.core.ruler.push("cfp_allowed", _keep_allowed)
    return parser


def _any_link(url: str) -> bool:  # noqa: ARG001  (markdown-it's name)
    return True


@lru_cache(maxsize=1)
def page_parser() -> MarkdownIt:
    """Return the library's parser of pages, for tokens: nothing is rendered."""
    return edition_parser()


def parse_page(text: str) -> list[Token]:
    """Parse the Markdown below the front matter into tokens; what may not be on a page is text."""
    return page_parser().parse(visible(text, lines=True))


def _keep_allowed(state: StateCore) -> None:
    """Hold a text to what is allowed: the last rule of the parser."""
    context = state.env.get(KEY)
    state.tokens[:] = _Filter(
        context if isinstance(context, PageContext) else PageContext(), state.tokens
    ).blocks(state.tokens)


class _Filter:
    """Walks the tokens of one text."""

    def __init__(self, context: PageContext, tokens: Sequence[Token]) -> None:
        self.context = context
        #: Labels of the text's own footnotes.
        self.defined = {_label(token) for token in tokens if token.type == "footnote_reference_open"}
        self.depth = context.depth
        self.deep = False

    def blocks(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens, with text for those that are refused."""
        kept: list[Token] = []
        in_heading = False
        repeated: list[bool] = []  # whether each footnote around has a label that another one has
        for token in tokens:
            line = self.context.line + (token.map[0] if token.map else 0)
            token.attrs = {name: value for name, value in token.attrs.items() if name in _ATTRIBUTES}
            self._measure(token, line)
            match token.type:
                case "heading_open" | "heading_close":
                    in_heading = token.nesting > 0
                case "inline":
                    token.children = list(self._inlines(token.children or [], line))
                    if in_heading:
                        self._anchor(token, line)
                case "footnote_reference_open":
                    label = _label(token)
                    repeated.append(label in self.context.footnotes)
                    self.context.footnotes.setdefault(label, line)
                    if repeated[-1]:  # MyST would leave it out
                        message = f"Footnote '{label}' is defined twice."
                        self.context.refuse(line, Code.FOOTNOTE, message, "Give one of them another label.")
                        continue
                case "footnote_reference_close":
                    if repeated.pop():
                        continue
                case "code_block":
                    token.content = self._shown(token.content, line)
                case "fence" | "colon_fence":
                    kept.append(self._fence(token, line))
                    continue
                case "html_block":
                    self._refuse_markup(line, "Raw HTML", _HTML_HINT)
                    kept += _paragraph(token, token.content.rstrip("\n"))
                    continue
                case "myst_target" | "myst_block_break":
                    text = (
                        f"({token.content})="
                        if token.type == "myst_target"
                        else f"+++ {token.content}".strip()
                    )
                    hint = "Delete it; if the call has it, write a backslash before it."
                    self._refuse_markup(line, f"'{text}'", hint)
                    kept += _paragraph(token, text)
                    continue
            if _BLOCKS.fullmatch(token.type):
                kept.append(token)
            elif token.nesting == 0:  # of a plugin that is new
                self._refuse_markup(line, f"Markup of the kind '{token.type}'", "Delete it.")
                kept += _paragraph(token, token.content)
        return kept

    def _measure(self, token: Token, line: int) -> None:
        nesting = _NESTING.fullmatch(token.type)
        if nesting:
            self.depth += 1 if nesting[1] == "open" else -1
            if self.depth > self.context.allowed.max_nesting and not self.deep:
                self.deep = True
                self.context.refuse(line, *self._too_deep())

    def _too_deep(self) -> Refused:
        message = f"Lists, quotes and directives are nested more than {self.context.allowed.max_nesting} levels deep."
        hint = f"Nest it less deeply, or raise {PREFIX}max_nesting in conf.py."
        return Refused(Code.LIMIT_EXCEEDED, message, hint)

    def _anchor(self, heading: Token, line: int) -> None:
        """Note the anchor of a heading, made as MyST makes it."""
        parts = (child.content for child in heading.children or () if child.type in {"text", "code_inline"})
        slug = github_slugify("".join(parts))
        if slug:
            self.context.slugs[unique_slug(slug, self.context.slugs)] = line

    def _refuse_markup(self, line: int, what: str, hint: str) -> None:
        message = f"{what} may not be on the page of an edition, and is shown as text."
        self.context.refuse(line, Code.NOT_ALLOWED, message, hint)

    def _shown(self, text: str, line: int) -> str:
        """Write out what nobody sees, e.g. characters that were written as entities."""
        for _index, character in hidden_characters(text)[:1]:
            self.context.refuse(line, *hidden_refused(character))
        return visible(text, lines=True)

    def _fence(self, token: Token, line: int) -> Token:
        directive = directive_of(token)
        if directive is None and token.type == "fence":
            token.content, token.info = self._shown(token.content, line), ""
            return token
        if directive is None:
            hint = "Delete the lines of colons, or name a directive in braces, as in :::{topics} areas."
            self._refuse_markup(line, "A division", hint)
        elif refused := self._directive_refused(directive, token):
            self.context.refuse(line, *refused)
        else:
            token.info = self._shown(token.info, line)
            token.meta = {**token.meta, KEY: self.depth + 1}
            return token
        content = visible(f"{token.markup}{token.info}\n{token.content}{token.markup}\n", lines=True)
        return Token("code_block", "code", 0, map=token.map, content=content, level=token.level, block=True)

    def _directive_refused(self, directive: Directive, token: Token) -> Refused | None:
        """Return why a directive is refused; None if it is allowed."""
        name, allowed = directive.name, self.context.allowed.allowed_directives
        what = f"The directive {{{visible(name)}}}"
        if self.depth >= self.context.allowed.max_nesting:
            return self._too_deep()
        if "topics" in self.context.within:
            message = f"{what} is within a list of topics."
            return Refused(Code.NOT_ALLOWED, message, "Move it out of the list.")
        if name in DIRECTIVES:
            if "archive-note" in self.context.within:
                message = f"{what} is within a note of the archive."
                return Refused(Code.NOT_ALLOWED, message, "Move it out of the note.")
            if name == "topics" and self.context.location.name != "index":
                message = f"{what} is on a further page of the edition."
                return Refused(Code.NOT_ALLOWED, message, "Move it to index.md, or write a plain list.")
            return None
        if name in allowed:
            options = ["---"] if token.content.startswith("---") else split_options(token.content)[0]
            unsafe = sorted(visible(option) for option in options if option not in SAFE_OPTIONS)
            hint = "Delete it: on the page of an edition, options could hide words."
            message = f"{what} has the option '{unsafe[0]}'." if unsafe else ""
            return Refused(Code.NOT_ALLOWED, message, hint) if unsafe else None
        hint = f"Write its words without it; a series allows directives by {PREFIX}allowed_directives in conf.py."
        if is_known_elsewhere(name):
            message = f"{what} may not be on the page of an edition, and is shown as text."
            return Refused(Code.NOT_ALLOWED, message, hint)
        message = f"Unknown directive {{{visible(name)}}}."
        return Refused(Code.UNKNOWN_DIRECTIVE, message, did_you_mean(name, (*DIRECTIVES, *allowed), hint))

    # Inline markup

    def _inlines(self, tokens: Sequence[Token], line: int) -> Iterator[Token]:
        """Yield the inline tokens that are allowed, and text for the others."""
        links: list[bool] = []  # whether each link around is kept
        for index, token in enumerate(tokens):
            if "title" in token.attrs and token.type in _HIDDEN_TITLES:
                hint = "Delete the title, which readers see only when they point at it."
                self.context.refuse(line, Code.NOT_ALLOWED, _HIDDEN_TITLES[token.type], hint)
            token.attrs = {name: value for name, value in token.attrs.items() if name in _ATTRIBUTES}
            match token.type:
                case "softbreak" | "hardbreak":
                    line += 1
                    yield token
                case "link_open":
                    links.append(self._keeps_link(token, tokens[index + 1 :], line))
                    if links[-1]:
                        yield token
                case "link_close":
                    if links and links.pop():
                        yield token
                case "image":
                    yield self._image(token, line)
                case "html_inline":
                    shown = shortened(" ".join(token.content.split()), 40)
                    self._refuse_markup(line, f"Raw HTML, '{shown}',", _HTML_HINT)
                    yield from _text(token.content)
                    line += token.content.count("\n")
                case "myst_role":
                    yield self._role(token, line, linked=any(links))
                case "text" | "text_special" | "code_inline":
                    token.content = self._shown(token.content, line)
                    yield token
                case "footnote_ref":
                    yield self._footnote_mark(token, line)
                case other if _INLINES.fullmatch(other):
                    yield token
                case other if token.nesting == 0:
                    self._refuse_markup(line, f"Markup of the kind '{other}'", "Delete it.")
                    yield from _text(token.content)

    def _keeps_link(self, token: Token, following: Sequence[Token], line: int) -> bool:
        target = self.context.location.link(str(token.attrs.get("href", "")))
        if not isinstance(target, Refused) and not _has_words(following):
            target = Refused(
                Code.LINK_NOT_ALLOWED, "A link has no text.", "Write its text between the brackets."
            )
        if isinstance(target, Refused):
            self.context.refuse(line, *target)
            return False
        if target is not None:
            self.context.links.append(Link(line, target))
            token.meta = {**token.meta, KEY: target}
        return True

    def _image(self, token: Token, line: int) -> Token:
        address = str(token.attrs.get("src", ""))
        name = self.context.location.picture(address)
        if isinstance(name, Refused):
            self.context.refuse(line, *name)
            return Token("text", "", 0, content=visible(f"![{token.content}]({address})"))
        token.attrs["src"] = name
        token.children = [
            dataclasses.replace(child, content=self._shown(child.content, line))
            for child in token.children or ()
        ]
        return token

    def _footnote_mark(self, token: Token, line: int) -> Token:
        label = _label(token)
        if label in self.defined or label in self.context.footnotes:
            self.context.marks.add(label)
            return token
        hint = f"Add it, as in '[^{label}]: its text'."
        self.context.refuse(line, Code.FOOTNOTE, f"Footnote '{label}' does not exist.", hint)
        return Token("text", "", 0, content=f"[^{label}]")

    def _role(self, token: Token, line: int, *, linked: bool) -> Token:
        name = str(token.meta.get("name", "")).removeprefix(DOMAIN)
        token.content = self._shown(token.content, line)
        explicit = _EXPLICIT.match(token.content)
        target = explicit["target"] if explicit else token.content.removeprefix("~")
        refused = self._role_refused(name, target, explicit=explicit is not None, linked=linked)
        if refused:
            self.context.refuse(line, *refused)
            return Token("text", "", 0, content=f"{{{token.meta.get('name', '')}}}`{token.content}`")
        if name in ROLES:
            self.context.references.append(Reference(line=line, kind=name, target=" ".join(target.split())))
        return token

    def _role_refused(self, name: str, target: str, *, explicit: bool, linked: bool) -> Refused | None:
        allowed = self.context.allowed.allowed_roles
        if name not in ROLES and name not in allowed:
            other = f"Write its words without it; a series allows roles by {PREFIX}allowed_roles in conf.py."
            message = f"The role {{{name}}} may not be on the page of an edition, and is shown as text."
            return Refused(Code.NOT_ALLOWED, message, did_you_mean(name, (*sorted(ROLES), *allowed), other))
        if linked:
            return Refused(
                Code.NOT_ALLOWED, f"The role {{{name}}} is within a link.", "Move it out of the link."
            )
        if name in ROLES and "archive-note" not in self.context.within and not explicit:
            message = f"The role {{{name}}} has no words of the call: the archive's would be among them."
            return Refused(Code.NOT_ALLOWED, message, f"Write {{{name}}}`words of the call <{target}>`.")
        return None


def _label(footnote: Token) -> str:
    return str(footnote.meta.get("label", ""))


def _has_words(tokens: Sequence[Token]) -> bool:
    """Return whether a link that has just been opened has words, or a picture."""
    for token in tokens:
        if token.type == "link_close":
            return False
        if token.type in {"image", "html_inline", "myst_role"} or token.content.strip():
            return True
    return False


def _text(content: str) -> Iterator[Token]:
    """Yield the tokens of a text as it is in the file, with its line breaks."""
    for number, line in enumerate(content.split("\n")):
        if number:
            yield Token("softbreak", "br", 0)
        yield Token("text", "", 0, content=visible(line, lines=True))


def _paragraph(token: Token, content: str) -> list[Token]:
    """Return a paragraph of a text in the place of a block."""
    inline = Token("inline", "", 0, map=token.map, content=content, level=token.level + 1, block=True)
    inline.children = list(_text(content))
    return [
        Token("paragraph_open", "p", 1, map=token.map, level=token.level, block=True),
        inline,
        Token("paragraph_close", "p", -1, level=token.level, block=True),
    ]
