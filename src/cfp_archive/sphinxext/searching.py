"""Search as readers type, by Pagefind (https://pagefind.app), where it is installed: ``pip install cfp-archive[search]``.

Each page goes to Pagefind without what the theme puts around it, with its kind, its years and a line that says both. Its index
depends on the order in which pages come, and the order of files in a folder is that of the machine; so the pages are sent one by
one, in the order of their names, to the program's ``--service``, in the form in which Pagefind's own Node and Python packages
talk to it. (They wait a tenth of a second for each page.) What Pagefind then still writes in a random order is put in order.

Where Pagefind or what it needs is missing, the search page is that of Sphinx.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import escape
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.builders.html import StandaloneHTMLBuilder

from cfp_archive import messages
from cfp_archive import site as plan
from cfp_archive.sphinxext import html
from cfp_archive.sphinxext.domain import cfp_domain
from cfp_archive.sphinxext.views import warn
from cfp_archive.terms.text import years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from cfp_archive.memory import Memory
    from cfp_archive.site import Site

SCRIPT = "cfp-search.js"
#: Folder of a built site that holds the index and Pagefind's scripts.
BUNDLE = "_pagefind"

#: Pages that only list what other pages say, and would hide those among the results.
_LISTS = (plan.HOME, plan.EDITIONS, plan.COMPARISONS, plan.TOPICS, plan.PEOPLE)
#: Weight of pages that say less of a call than itself.
_AFTER_CALLS = 0.2
#: Around the content of a page, so that it can be told from what the theme puts around it.
_BEGIN, _END = "<!-- cfp-archive: content -->", "<!-- cfp-archive: end of content -->"
#: Signs beside headings, what is to be copied, and labels of single topics.
_NOT_SEARCHED = ("a.headerlink", ".cfp-cite")
#: At the beginning of what Pagefind writes, before it is compressed.
_SIGNATURE = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
#: What Pagefind writes for other looks than the one that is used here.
_NOT_PUBLISHED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-highlight.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchEntry:
    """What readers are told about a page that the search has found, and can choose it by."""

    kind: str  #: as in 'Topics'; pages of one kind share it
    about: str  #: kind and years in words, as in 'Former topic, 2011–2015'
    years: tuple[str, ...] = ()  #: oldest first
    name: str = ""  #: by which readers ask for this very page, beside its title
    weight: float | None = (
        None  #: of all words of the page, 0.0..10.0; None for what Pagefind gives to headings and text
    )


def entry_of(site: Site, docname: str) -> SearchEntry | None:
    """Return what the search says about a page; None for a page that it leaves out because it lists others.

    :param docname: of a page of the site, its own or generated.
    """
    kind, _, rest = docname.partition("/")
    key = rest.partition("/")[0]
    if docname in _LISTS:
        return None
    find = {"editions": _edition, "compare": _comparison, "topics": _topic, "people": _person}.get(kind)
    if find is not None:
        return find(site, key)
    overview = SearchEntry(kind=messages.OVERVIEWS(), about=messages.OVERVIEW_OF_ALL())
    if docname == plan.DATA:
        return replace(overview, weight=_AFTER_CALLS)
    if kind == "guide":
        # For those who keep the archive: whoever looks for a deadline wants that of a call.
        return SearchEntry(kind=messages.PAGE_GUIDE(), about=messages.PAGE_GUIDE(), weight=_AFTER_CALLS)
    return overview


def _edition(site: Site, key: str) -> SearchEntry:
    edition = site.edition(key)
    if edition.facts.draft:
        about = messages.FOUND_DRAFT
    elif edition is site.archive.editions[-1]:
        about = messages.FOUND_LATEST_CALL
    else:
        about = messages.FOUND_EARLIER_CALL
    return SearchEntry(
        kind=messages.PAGE_EDITIONS(),
        about=about(edition=edition.key),
        years=(str(edition.year),),
        name=f"{site.archive.series.short_name} {edition.key}",
    )


def _comparison(site: Site, key: str) -> SearchEntry | None:
    pair = site.compared_by_name.get(key)
    if pair is None:
        return None
    about = messages.FOUND_COMPARISON(old=pair[0], new=pair[1])
    # It repeats the words of both calls.
    return SearchEntry(
        kind=messages.COMPARISONS(), about=about, years=_years(site, pair), weight=_AFTER_CALLS
    )


def _topic(site: Site, key: str) -> SearchEntry | None:
    lineage = site.history.lineage(key)
    if lineage is None:
        return None
    latest = site.history.editions_with(lineage.list)[-1]
    about = messages.FOUND_TOPIC if lineage.last == latest else messages.FOUND_FORMER_TOPIC
    said = about(years=years(lineage.editions, site.archive))
    return SearchEntry(kind=messages.PAGE_TOPICS(), about=said, years=_years(site, lineage.editions))


def _person(site: Site, key: str) -> SearchEntry | None:
    served = tuple(dict.fromkeys(edition.key for edition, _ in site.appointments.get(key, ())))
    if not served:
        return None
    said = messages.FOUND_PERSON(years=years(served, site.archive))
    return SearchEntry(kind=messages.PEOPLE(), about=said, years=_years(site, served))


def _years(site: Site, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(site.edition(key).year) for key in keys))


# ---- In the build ----


def setup(app: Sphinx) -> None:
    """Register the handlers."""
    app.connect("builder-inited", prepare_output)
    app.connect("html-page-context", prepare_page, priority=940)  # after the themes; before the policy


def prepare_output(app: Sphinx) -> None:
    """Bring the script into a build of a site, or take one away that is left from another configuration (event ``builder-inited``)."""
    if not _is_site(app):
        return
    script = app.outdir / "_static" / SCRIPT
    if _wanted(app):
        html.copy_if_changed(html.HERE / "static" / SCRIPT, script)
        return
    script.unlink(missing_ok=True)
    if app.config.cfp_search == "pagefind":
        message = (
            "Pagefind is not installed, so the search is that of Sphinx. Run: pip install 'cfp-archive[search]'. "
            "To have Sphinx's search without this warning, set cfp_search to 'sphinx'."
        )
        warn(message, "search", str(app.confdir / "conf.py"))


def prepare_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Let a page load the script, and mark its content (event ``html-page-context``)."""
    if not _is_site(app) or not _wanted(app):
        return
    words: dict[str, Any] = {
        "data-pagefind": f"{BUNDLE}/",
        "data-kind": messages.KIND(),
        "data-year": messages.YEAR(),
    }
    app.add_js_file(SCRIPT, loading_method="defer", **words)
    context["cfp_pagefind"] = True  # the script loads what Sphinx's own search needs, if it comes to that
    if context.get("body") and _entry(app, pagename) is not None:
        context["body"] = f"{_BEGIN}{context['body']}{_END}"


def write_index(app: Sphinx, memory: Memory, digest: Callable[[Path], str]) -> None:
    """Write the index of all finished pages, unless it is that already, or remove one that is not wanted.

    :param memory: of which pages the index is.
    :param digest: returns that of the bytes of a page, from its file.
    """
    if not _is_site(app):
        return
    bundle, program = app.outdir / BUNDLE, _program()
    if program is None or not _wanted(app):
        shutil.rmtree(bundle, ignore_errors=True)
        return
    pages = list(_pages(app))
    state = repr((program, program.stat().st_mtime_ns, [(page, digest(page.file)) for page in pages]))
    if bundle.is_dir() and memory.get("search", bundle) == state:
        return
    try:
        index = index_of(
            program,
            (page.sent for page in pages),
            language=(app.config.language or "en").replace("_", "-").lower(),
        )
    except PagefindError as error:
        shutil.rmtree(bundle, ignore_errors=True)
        warn(f"{error} The search of this site is that of Sphinx.", "search", str(app.confdir / "conf.py"))
        return
    files = {name: content for name, content in index.items() if not name.startswith(_NOT_PUBLISHED)}
    for name, content in files.items():
        html.write_if_changed(bundle / name, content)
    for path in bundle.rglob("*"):
        if path.is_file() and path.relative_to(bundle).as_posix() not in files:
            path.unlink()
    memory.put(state, "search", bundle)


class _SearchedPage(NamedTuple):
    """A page that the search finds."""

    file: Path
    address: str
    title: str
    entry: SearchEntry

    @property
    def sent(self) -> tuple[str, str]:
        """Address and content, as Pagefind reads it."""
        content = self.file.read_text(encoding="utf-8").partition(_BEGIN)[2].rpartition(_END)[0]
        years = "".join(
            f'<i data-pagefind-filter="year[title]" title="{escape(one)}"></i>' for one in self.entry.years
        )
        weight = "" if self.entry.weight is None else f' data-pagefind-weight="{self.entry.weight}"'
        head = (
            f'<html><body data-title="{escape(self.title)}" data-about="{escape(self.entry.about)}" '
            f'data-kind="{escape(self.entry.kind)}" data-pagefind-filter="kind[data-kind]" '
            f'data-name="{escape(self.entry.name)}"{weight} '
            f'data-pagefind-meta="title[data-title], about[data-about]{", name[data-name]" if self.entry.name else ""}">'
        )
        return self.address, f"{head}{years}{content}</body></html>"


def _pages(app: Sphinx) -> Iterator[_SearchedPage]:
    """Yield the pages that the search finds, by name."""
    builder, titles = app.builder, app.env.titles
    assert isinstance(builder, StandaloneHTMLBuilder)
    for docname in sorted(app.env.found_docs):
        entry = _entry(app, docname)
        file = Path(builder.get_output_path(docname))
        if entry is not None and file.is_file():
            yield _SearchedPage(file, builder.get_target_uri(docname), titles[docname].astext(), entry)


def _entry(app: Sphinx, docname: str) -> SearchEntry | None:
    if docname not in app.env.found_docs or docname == getattr(app.config, "notfound_pagename", None):
        return None
    return entry_of(cfp_domain(app.env).site, docname)


def _is_site(app: Sphinx) -> bool:
    return app.builder.name in {"html", "dirhtml"} and bool(getattr(app.builder, "search", False))


def _wanted(app: Sphinx) -> bool:
    if app.config.cfp_search == "sphinx" or app.config.html_theme_options.get("search_as_you_type"):
        return False
    return _program() is not None


# ---- Pagefind ----


class PagefindError(Exception):
    """Pagefind did not do what it was asked to; the message says what it answered."""


def _program() -> Path | None:
    """Return where the program is; None if it, or what reads its index, is not installed."""
    try:
        import cbor2  # noqa: F401
        from pagefind.service import get_executable
    except ImportError:
        return None
    return get_executable()


def index_of(program: Path, pages: Iterable[tuple[str, str]], *, language: str) -> dict[str, bytes]:
    """Return the files of the index of pages, and the scripts that search it.

    :param pages: address and HTML of each; the index depends on their order.
    :raises PagefindError: if that fails.
    """
    config = {"exclude_selectors": _NOT_SEARCHED, "force_language": language}
    with _service(program) as ask:
        number = ask(type="NewIndex", config=config)["index_id"]
        for address, content in pages:
            ask(type="AddFile", index_id=number, url=address, file_contents=content, file_path=None)
        # Not "WriteFiles": it answers, and may end, before the last files are written.
        files = ask(type="GetFiles", index_id=number)["files"]
    return with_filters_in_order({one["path"]: base64.b64decode(one["content"]) for one in files})


def with_filters_in_order(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return an index with its filters in alphabetical order, in files that are named by what is in them.

    Pagefind 1.5 writes filters and the values of each in another order each time, and so other names of files. A file without
    compression may be in the place of a compressed one: Pagefind asks for both. An index of a shape that is not known here is
    returned as it is: the search works, and only a rebuild may differ from a clean build.
    """
    import cbor2

    def load(name: str) -> Any:
        former.append(name)
        content = gzip.decompress(files[name])
        if not content.startswith(_SIGNATURE):
            raise ValueError(f"{name} is no part of an index")
        return cbor2.loads(content.removeprefix(_SIGNATURE))

    def store(name: str, language: str, digits: int, value: Any) -> str:
        content = _SIGNATURE + cbor2.dumps(value)
        number = f"{language}_{hashlib.sha256(content).hexdigest()[:digits]}"
        made[name.format(number)] = content
        return number

    former: list[str] = []
    made: dict[str, bytes] = {}
    try:
        entry = json.loads(files[_ENTRY])
        for language, one in entry["languages"].items():
            version, pages, chunks, filters, *rest = load(f"pagefind.{one['hash']}.pf_meta")
            ordered = []
            for label, number in sorted(filters):
                title, values = load(f"filter/{number}.pf_filter")
                ordered.append([label, store("filter/{}.pf_filter", language, 7, [title, sorted(values)])])
            one["hash"] = store("pagefind.{}.pf_meta", language, 10, [version, pages, chunks, ordered, *rest])
        made[_ENTRY] = json.dumps(entry, separators=(",", ":")).encode()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, EOFError, cbor2.CBORDecodeError):
        return files
    return {name: content for name, content in files.items() if name not in former} | made


@contextmanager
def _service(program: Path) -> Iterator[Callable[..., dict[str, Any]]]:
    """Run Pagefind, and give what sends it a request and returns its answer."""
    # Not in the folder of the archive, where a file pagefind.toml of a stranger would configure it.
    with subprocess.Popen(
        [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=program.parent
    ) as process:  # fmt: skip
        stdin, stdout = process.stdin, process.stdout
        assert stdin is not None
        assert isinstance(stdout, BufferedReader)

        def ask(**payload: Any) -> dict[str, Any]:
            request = json.dumps({"message_id": 1, "payload": payload}).encode()
            try:
                stdin.write(base64.b64encode(request) + b",")
                stdin.flush()
                answer = bytearray()
                while not answer.endswith(b","):
                    part = stdout.read1()
                    if not part:
                        raise PagefindError("Pagefind ended before it answered.")
                    answer += part
                found: dict[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
            except (OSError, ValueError, KeyError) as error:
                raise PagefindError(f"Pagefind gave no answer: {error}.") from error
            if found.get("type") == "Error":
                raise PagefindError(f"Pagefind could not index the site: {found.get('message')}.")
            return found

        yield ask
