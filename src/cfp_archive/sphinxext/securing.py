"""The site's content security policy: in every page, or in a file for the host, as ``cfp_content_security_policy`` says.

The policy is known when all pages are written, because it is that of the search page: the one page that shows what the
theme brings, and no words of any edition. Until then a page holds a place for it.

Without a policy, too, the theme's inline scripts go that say the page's name, which is a stranger's input, and other options:
they are attributes of a script that need not run before the page is drawn.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from cfp_archive import policy
from cfp_archive.sphinxext import html, internals
from cfp_archive.sphinxext.views import warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx

_PAGE_NAME = "DOCUMENTATION_OPTIONS.pagename ="
_OPTION = r"\s*DOCUMENTATION_OPTIONS\.(\w+)\s*=\s*(true|false|'[^'\\\n]*')\s*;\s*"
_PLACE = '<meta name="cfp-archive:policy" content="{}" />'
_PLACE_TAKEN = re.compile(rb'<meta name="cfp-archive:policy" content="([^"]*)" />')
_HEAD = 4096  #: bytes of a page in which its place is


def setup(app: Sphinx) -> None:
    """Register the handler."""
    # After the themes, which add scripts and buttons at 500 and later.
    app.connect("html-page-context", secure_page, priority=950)


def secure_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Let a page state the policy, and take away what it would block (event ``html-page-context``)."""
    wanted = app.config.cfp_content_security_policy if _has_policy(app) else ""
    bodies = internals.inline_scripts(context)
    named = any(body.startswith(_PAGE_NAME) for body in bodies)
    attributes: dict[str, str] = {"data-pagename": pagename} if named else {}
    stated = [
        body for body in bodies if re.fullmatch(f"(?:{_OPTION})+", body) and not body.startswith(_PAGE_NAME)
    ]
    options = {name: value for body in stated for name, value in re.findall(_OPTION, body)}
    if options:
        values = {
            name: value[1:-1] if value[0] == "'" else value == "true" for name, value in options.items()
        }
        attributes["data-options"] = json.dumps(values)
    if wanted:
        attributes["data-auto-add-css"] = (
            "false"  # what Font Awesome would add is in the package's style sheet
        )
        _take_away_handlers(context)
    if attributes:
        app.add_js_file(html.SCRIPT, priority=300, **attributes)
    internals.drop_inline_scripts(context, lambda body: body.startswith(_PAGE_NAME) or body in stated)
    if wanted == "meta":
        own = sorted({policy.hash_of(one) for one in internals.inline_scripts(context)})
        context["metatags"] = f"\n    {_PLACE.format(' '.join(own))}{context.get('metatags', '')}"


def _has_policy(app: Sphinx) -> bool:
    """Say whether the builder makes a site of pages, with a search page; an e-book or a single page is none."""
    builder = app.builder
    pages = isinstance(builder, StandaloneHTMLBuilder) and not isinstance(builder, SingleFileHTMLBuilder)
    return pages and bool(getattr(builder, "search", False))


def _take_away_handlers(context: dict[str, Any]) -> None:
    """Take away the buttons that are nothing but an inline event handler (print, full screen): browsers have their own."""

    def kept(buttons: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = []
        for one in buttons:
            if one.get("type") == "group":
                inner = kept(one.get("buttons", []))
                found += [{**one, "buttons": inner}] if inner else []
            elif one.get("type") != "javascript":
                found.append(one)
        return found

    if "header_buttons" in context:
        context["header_buttons"] = kept(context["header_buttons"])


def state_policy(app: Sphinx) -> Callable[[bytes], bytes]:
    """Write the policy into the file for the host.

    :returns: what puts the policy into its place in a page that was just written.
    """
    if not _has_policy(app):
        return lambda page: page
    wanted = app.config.cfp_content_security_policy
    site = policy.policy_of_site(app.outdir) if wanted else policy.Policy()
    _write_headers(app, site if wanted == "headers" else None)
    return lambda page: _in_place(page, site) if wanted == "meta" else page


def _in_place(page: bytes, site: policy.Policy) -> bytes:
    place = _PLACE_TAKEN.search(page, 0, _HEAD)
    if place is None:
        return page
    own = site.allowing(place[1].decode("ascii").split())
    return page[: place.start()] + own.tag.encode("utf-8") + page[place.end() :]


def _write_headers(app: Sphinx, site: policy.Policy | None) -> None:
    """Write the file for the host, or remove the one of an earlier build."""
    file = Path(app.outdir, policy.HEADERS_FILE)
    there = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None
    ours = there is not None and policy.is_ours(there)
    if site is None:
        if ours:
            file.unlink()
    elif there is None or ours:
        text = policy.headers_file(site)
        if text != there:
            file.write_text(text, encoding="utf-8", newline="\n")
    else:
        message = (
            f"The site brings a file {policy.HEADERS_FILE} of its own, so none was written. Add to it what "
            "'cfp-archive csp --format headers' prints, or set cfp_content_security_policy to 'meta'."
        )
        warn(message, "content-security-policy", str(Path(app.confdir, "conf.py")))
