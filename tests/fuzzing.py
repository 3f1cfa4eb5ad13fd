"""Pages as an attacker, a careless person or a broken program might send them, for Hypothesis."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st

from payloads import PAYLOADS

if TYPE_CHECKING:
    from collections.abc import Callable

#: Whether `nox -s fuzz` runs.
FUZZING = bool(os.environ.get("CFP_ARCHIVE_FUZZ"))
_LONGER = 100


def bounded(examples: int) -> Callable[..., object]:
    """Bound a property to so many examples in the suite, and to a hundred times as many when fuzzing."""
    return settings(max_examples=examples * (_LONGER if FUZZING else 1))


_BODIES = tuple(
    text.replace("MARK", one.marker).replace("OUTSIDE", "/nowhere/secret.txt")
    for one in PAYLOADS
    if not one.is_large
    for text in (one.body, one.page)
    if text
)
_PIECES = (
    "<", ">", "</", "<!--", "-->", "<script>", "{", "}", "`", "```", ":::", "::::", "{topics} areas", "{raw} html", "[", "](",
    ")", "![", "!", "javascript:", "https://evil.example/", "mailto:", "../", "#", "##", "- ", "* ", "1. ", "> ", "| a | b |\n| - | - |\n",
    "[^1]", "[^1]: ", "\\", "&lt;", "&#106;", "**", "_", "~~", "\n", "\n\n", "    ", "\t", "---", "===", "+++", "(x)=", "% ", "{{ x }}",
    "$", "\u202e", "\u200b", "\x1b[31m", "\x00", "words", "Tidal", ": ", "\r", "\u2028", "é", "潮", "<b style=display:none>",
)  # fmt: skip

#: Text of a page's body.
bodies = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.sampled_from(_BODIES), st.text(max_size=20)), max_size=12
).map("".join)
#: Text for one field of the front matter: a name, a title, a reason.
fields = st.lists(
    st.one_of(
        st.sampled_from(("<img src=x onerror=alert(1)>", "</script>", '"', "'", "::error::x", "%0A", "\n", "\x1b[2J", "\u202e", "&", "`", "|", "@all")),
        st.text(max_size=12),
    ),
    min_size=1,
    max_size=5,
).map("".join)  # fmt: skip
