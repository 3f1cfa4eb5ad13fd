"""What the extension uses of Sphinx beyond its documented interface: all of it, in one place.

Each function says what it relies on. ``tests/sphinx/test_internals.py`` holds every assumption to the installed Sphinx and
names the one that no longer holds. Two uses are elsewhere, because they are subclasses: ``MountedProject`` fills the
private maps ``_path_to_docname`` and ``_docname_to_path`` of :class:`sphinx.project.Project`.
"""

from __future__ import annotations

import operator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader
from sphinx.jinja2glue import BuiltinTemplateLoader, SphinxFileSystemLoader
from sphinx.util.index_entries import split_index_msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from jinja2 import Environment
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.project import Project

    #: What the search index holds, as it is written to ``searchindex.js``.
    SearchIndex = dict[str, Any]


def replace_project(app: Sphinx, project: Project) -> None:
    """Have Sphinx read another project, which takes over what is known from past builds.

    Relies on: ``app.project`` and ``env.project`` may be assigned once the builder is ready, before pages are discovered.
    """
    project.restore(app.project)
    app.project = app.env.project = project


def add_templates(app: Sphinx, folder: Path) -> None:
    """Let an HTML builder find templates in a folder, after those of the site and of the theme.

    ``templates_path`` is not used: it is part of the configuration, and a path of this machine would change its digest.
    Relies on: the builder's ``templates`` has the list ``loaders``.
    """
    templates = getattr(app.builder, "templates", None)
    if isinstance(templates, BuiltinTemplateLoader):
        templates.loaders.append(SphinxFileSystemLoader(str(folder)))


class _Changed(BaseLoader):
    """A loader of templates that changes their source."""

    def __init__(self, loader: BaseLoader, change: Callable[[str], str]) -> None:
        self._loader, self._change = loader, change

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, name, fresh = self._loader.get_source(environment, template)
        return self._change(source), name, fresh


def change_templates(app: Sphinx, change: Callable[[str], str]) -> None:
    """Have an HTML builder change the source of each template before it is used.

    Relies on: the builder's ``templates`` has the list ``loaders``.
    """
    templates = getattr(app.builder, "templates", None)
    if isinstance(templates, BuiltinTemplateLoader):
        changed: list[Any] = [_Changed(loader, change) for loader in templates.loaders]
        templates.loaders[:] = changed


def change_doctrees(env: BuildEnvironment, change: Callable[[nodes.document], nodes.document] | None) -> None:
    """Have the environment change each page's doctree when a writer asks for it; ``None`` ends that.

    Relies on: writers and tables of contents get doctrees from ``env.get_doctree``, after the environment has been written.
    """
    vars(env).pop("get_doctree", None)
    if change is not None:
        env.get_doctree = lambda docname, get=env.get_doctree: change(get(docname))  # type: ignore[method-assign, misc]


def before_packing(builder: Builder, change: Callable[[], None]) -> None:
    """Have the builder of e-books change its files when all are written, before it packs them.

    Relies on: it packs them by ``build_epub``.
    """
    pack = builder.build_epub  # type: ignore[attr-defined]

    def packed() -> None:
        change()
        pack()

    builder.build_epub = packed  # type: ignore[attr-defined]


def number_images_by_path(env: BuildEnvironment) -> None:
    """Number images that have the same name in different folders by their paths.

    Sphinx numbers them in the order in which pages were read, now or in a past build.
    Relies on: ``env.images`` maps a path to the pages that show it and a name, and is filled by ``add_file``.
    """
    numbered = type(env.images)()
    for path in sorted(env.images):
        for docname in env.images[path][0]:
            numbered.add_file(docname, path)
    env.images = numbered


def change_search_index(app: Sphinx, change: Callable[[SearchIndex], SearchIndex]) -> None:
    """Have a builder change its search index before it writes it.

    Relies on: the builder's ``indexer``, if it has one, returns the index from ``freeze()``.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        indexer.freeze = lambda freeze=indexer.freeze: change(freeze())


def restore_index_entries(app: Sphinx) -> None:
    """Have the search index list what ``{option}`` and the like added to the general index, also of pages that are not written.

    Sphinx reads the rest of the index of a past build again, but for these entries.
    Relies on: the builder's ``indexer`` keeps them by page in ``_index_entries``, as entry, target and mark of a main entry.
    """
    indexed = getattr(getattr(app.builder, "indexer", None), "_index_entries", None)
    if not isinstance(indexed, dict):
        return
    for docname, entries in app.env.domains.index_domain.entries.items():
        if docname not in indexed:
            found = {
                (word, target, main)
                for kind, value, target, main, *_ in entries
                for word in split_index_msg(kind, value)
            }
            indexed[docname] = sorted(found)


def normalized_search_index(index: SearchIndex) -> SearchIndex:
    """Return a search index without the traces of past builds, and of where the build folder is.

    Such are: words that no page has any more; kinds of objects numbered in the order of their first appearance; paths of
    generated pages. An index of a shape that is not known here is returned as it is: the search works, and only a rebuild
    may differ from a clean build.
    """
    try:
        kinds = {name: number for number, name in enumerate(sorted(set(index["objtypes"].values())))}
        numbers = {old: kinds[name] for old, name in index["objtypes"].items()}
        return {
            **index,
            "filenames": [
                f"{name}{Path(path).suffix}"
                for name, path in zip(index["docnames"], index["filenames"], strict=True)
            ],
            "terms": {word: pages for word, pages in index["terms"].items() if pages != []},
            "titleterms": {word: pages for word, pages in index["titleterms"].items() if pages != []},
            "objects": {
                prefix: [(page, numbers[kind], *rest) for page, kind, *rest in entries]
                for prefix, entries in index["objects"].items()
            },
            "objtypes": {number: name for name, number in kinds.items()},
            "objnames": {numbers[old]: name for old, name in index["objnames"].items()},
            "indexentries": {entry: sorted(pages) for entry, pages in index["indexentries"].items()},
        }
    except (KeyError, TypeError, ValueError, AttributeError):
        return index


def inline_scripts(context: dict[str, Any]) -> list[str]:
    """Return the inline scripts that the theme and extensions add to a page, as they are written.

    Relies on: ``script_files`` holds objects whose ``attributes`` have the text of an inline script as ``body``.
    """
    bodies = (getattr(one, "attributes", {}).get("body") for one in context.get("script_files", ()))
    return [one for one in bodies if one]


def drop_inline_scripts(context: dict[str, Any], unwanted: Callable[[str], bool]) -> None:
    """Take inline scripts out of a page. Relies on the same as :func:`inline_scripts`."""
    context["script_files"] = [
        one
        for one in context.get("script_files", ())
        if not unwanted(getattr(one, "attributes", {}).get("body") or "")
    ]


def defer_scripts(context: dict[str, Any], names: set[str]) -> None:
    """Let scripts of a page run when it is read, unless others on it may need them before.

    Relies on: ``script_files`` holds objects that are made of a name, a priority and attributes, and have all three.
    """
    scripts = context.get("script_files", [])
    known = [Path(getattr(one, "filename", None) or "").name in names for one in scripts]
    waits = [{"defer", "async"} & {*getattr(one, "attributes", {})} for one in scripts]
    if all(map(operator.or_, known, map(bool, waits))):
        context["script_files"] = [
            one if wait else type(one)(one.filename, priority=one.priority, **one.attributes, defer="defer")
            for one, wait in zip(scripts, waits, strict=True)
        ]
