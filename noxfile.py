"""Sessions: ``nox -l`` lists them. ``nox -s site`` builds the site, ``nox -s tests`` tests the package."""

from __future__ import annotations

import shutil
from pathlib import Path

import nox
from packaging.requirements import Requirement

nox.needs_version = ">=2024.10.9"
nox.options.sessions = ["lint", "types", "check", "site", "tests"]
nox.options.reuse_existing_virtualenvs = True

HERE = Path(__file__).parent
PROJECT = nox.project.load_toml("pyproject.toml")
BUILDERS = ("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "gettext", "xml")
#: From npm; the Node.js that runs it comes from a wheel.
HTML_VALIDATE = "html-validate@11.18.0"
#: What a book on paper needs, as Debian names it.
TEX = (
    "latexmk", "texlive-xetex", "texlive-latex-recommended", "texlive-latex-extra", "texlive-fonts-recommended",
    "fonts-freefont-otf",
)  # fmt: skip
STRICT = ("-n", "-W", "--keep-going", "-E", "-T", "-j", "auto")


def install(session: nox.Session, *groups: str) -> None:
    """Install the package and dependency groups, in the versions that are known to build the site."""
    requirements = [one for group in groups for one in nox.project.dependency_groups(PROJECT, group)]
    session.install("-c", "constraints.txt", "-e", ".", *requirements)


@nox.session
def site(session: nox.Session) -> None:
    """Build the site into build/site."""
    install(session, "site")
    output = HERE / "build" / "site"
    shutil.rmtree(output, ignore_errors=True)
    session.run(
        "sphinx-build",
        *STRICT,
        "-b",
        "html",
        "-d",
        "build/doctrees/site",
        "docs",
        "build/site",
        *session.posargs,
    )
    session.log(f"Open {output / 'index.html'}, or run 'nox -s live'.")


@nox.session(default=False)
def permalinks(session: nox.Session) -> None:
    """Record the addresses that the site publishes now, in docs/permalinks.txt."""
    install(session, "site")
    session.run("sphinx-build", *STRICT, "-b", "html", "-d", "build/doctrees/site", "docs", "build/site")
    session.run("cfp-archive", "permalinks", "build/site")


@nox.session
def live(session: nox.Session) -> None:
    """Serve the site, rebuilt whenever a file in docs/ or editions/ changes."""
    install(session, "site", "live")
    session.run(
        "sphinx-autobuild", "--watch", "editions", "--watch", "src", "-d", "build/doctrees/live", "docs", "build/live",
        *(session.posargs or ["--open-browser"]),
    )  # fmt: skip


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests."""
    install(session, "site", "test")
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session(default=False)
def minimums(session: nox.Session) -> None:
    """Run the tests with the lowest version of each library that pyproject.toml allows."""
    project = [Requirement(one) for one in PROJECT["project"]["dependencies"]]
    # Not in the session's folder for temporary files: the tests would then run within an archive.
    lowest = HERE / "build" / "lowest.txt"
    lowest.parent.mkdir(exist_ok=True)
    lowest.write_text("".join(f"{one.name}=={_lowest(one)}\n" for one in project), encoding="utf-8")
    groups = [one for group in ("site", "test") for one in nox.project.dependency_groups(PROJECT, group)]
    session.install("-c", str(lowest), "-e", ".", *groups)
    session.run("pytest", "-n", "auto", *(session.posargs or ["--ignore", "tests/browser"]))


def _lowest(requirement: Requirement) -> str:
    """Return the version after '>=', which every requirement of the project has."""
    return next(one.version for one in requirement.specifier if one.operator == ">=")


@nox.session(default=False)
def package(session: nox.Session) -> None:
    """Build the package into build/package, check it, and use it as someone would who installed it."""
    output, empty = HERE / "build" / "package", Path(session.create_tmp()) / "tides"
    for folder in (output, empty):
        shutil.rmtree(folder, ignore_errors=True)
    session.install("-c", "constraints.txt", "build", "twine")
    session.run("python", "-m", "build", "--outdir", str(output))
    (wheel,), (source,) = output.glob("*.whl"), output.glob("*.tar.gz")
    session.run("twine", "check", "--strict", str(wheel), str(source))
    # From the sources as they are distributed: what they lack, the wheel lacks, too.
    session.install("-c", "constraints.txt", str(source))
    session.install("--force-reinstall", "--no-deps", str(wheel))
    session.run("cfp-archive", "--version")
    session.run(
        "cfp-archive",
        "init",
        str(empty),
        "--name",
        "Workshop on Tides",
        "--short-name",
        "Tides",
        "--package",
        str(wheel),
    )
    session.run("cfp-archive", "--archive", str(empty), "check")


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Run the property-based tests with many examples, for about an hour: nox -s fuzz -- -k words."""
    install(session, "site", "test")
    session.run("pytest", "-m", "fuzz", *session.posargs, env={"CFP_ARCHIVE_FUZZ": "1"})


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format."""
    install(session, "lint")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, strictly."""
    install(session, "site", "types")
    session.run("mypy")


@nox.session
def check(session: nox.Session) -> None:
    """Check the archive: every rule, every year."""
    install(session)
    session.run("cfp-archive", "check", *session.posargs)


@nox.session(name="import", default=False)
def import_call(session: nox.Session) -> None:
    """Import a call: nox -s import -- FILE --edition KEY."""
    install(session)
    session.run("cfp-archive", "import", *session.posargs)


@nox.session(default=False)
def translations(session: nox.Session) -> None:
    """Bring the catalogs of messages up to date, and name what they lack: nox -s translations [-- LANGUAGE to begin]."""
    install(session)
    locale, domain = Path("src/cfp_archive/locale"), "cfp_archive"
    template = f"{locale / domain}.pot"
    marks = ("-k", "_", "-k", "_n:1,2", "--no-default-keywords")
    session.run(
        "pybabel",
        "-q",
        "extract",
        *marks,
        "--no-location",
        "--omit-header",
        "--no-wrap",
        "-o",
        template,
        "src",
    )
    for language in session.posargs:
        session.run("pybabel", "-q", "init", "-i", template, "-d", str(locale), "-D", domain, "-l", language)
    session.run(
        "pybabel", "-q", "update", "-i", template, "-d", str(locale), "-D", domain,
        "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date", "--no-wrap",
    )  # fmt: skip
    session.run("pytest", "-q", "tests/unit/test_translations.py", external=True, success_codes=[0, 1])


@nox.session(default=False)
def html(session: nox.Session) -> None:
    """Check the HTML of every page against the standard: nox -s html [-- DIR of a built site]."""
    install(session, "site", "html")
    folder = Path(session.posargs[0]) if session.posargs else HERE / "build" / "html-check"
    if not session.posargs:
        shutil.rmtree(folder, ignore_errors=True)
        session.run(
            "sphinx-build", *STRICT, "-b", "html", "-d", "build/doctrees/html-check", "docs", str(folder)
        )
    tools = session.create_tmp()
    session.run("npm", "install", "--no-audit", "--no-fund", "--prefix", tools, HTML_VALIDATE)
    pages = sorted(
        str(page) for page in folder.rglob("*.html") if "_static" not in page.relative_to(folder).parts
    )
    program = Path(tools, "node_modules", "html-validate", "bin", "html-validate.mjs")
    for start in range(0, len(pages), 500):  # a command line has bounds
        session.run(
            "node",
            str(program),
            "--config",
            "tests/html/htmlvalidate.mjs",
            *pages[start : start + 500],
            silent=False,
        )
    session.log(f"{len(pages)} pages are valid HTML.")


@nox.session(default=False)
def builders(session: nox.Session) -> None:
    """Build the site in every format; warnings are errors."""
    install(session, "site")
    for name in session.posargs or BUILDERS:
        session.run(
            "sphinx-build", *STRICT, "-b", name, "-d", f"build/doctrees/{name}", "docs", f"build/{name}"
        )


@nox.session(default=False)
def epub(session: nox.Session) -> None:
    """Build the archive as an e-book, build/epub/*.epub, and check it with epubcheck where there is Java."""
    install(session, "site", "epub")
    output = HERE / "build" / "epub"
    shutil.rmtree(output, ignore_errors=True)
    session.run("sphinx-build", *STRICT, "-b", "epub", "-d", "build/doctrees/epub", "docs", str(output))
    (book,) = output.glob("*.epub")
    if shutil.which("java"):
        session.run("python", "-m", "epubcheck", str(book))
    else:
        session.warn("The e-book is built, but not checked: epubcheck needs Java.")


@nox.session(default=False)
def pdf(session: nox.Session) -> None:
    """Build the archive as a book on paper, build/pdf/*.pdf; TeX must be installed."""
    if shutil.which("latexmk") is None:
        session.skip(f"latexmk is not installed. On Debian: apt-get install {' '.join(TEX)}")
    install(session, "site")
    output = HERE / "build" / "pdf"
    shutil.rmtree(output, ignore_errors=True)
    session.run("sphinx-build", *STRICT, "-b", "latex", "-d", "build/doctrees/pdf", "docs", str(output))
    (book,) = output.glob("*.tex")
    session.chdir(output)
    session.run("latexmk", "-xelatex", "-interaction=nonstopmode", "-quiet", book.name, external=True)


@nox.session(default=False)
def linkcheck(session: nox.Session) -> None:
    """Check every external link of the site."""
    install(session, "site")
    session.run(
        "sphinx-build", "-b", "linkcheck", "-d", "build/doctrees/linkcheck", "docs", "build/linkcheck"
    )


@nox.session(default=False)
def benchmark(session: nox.Session) -> None:
    """Measure site speed and size; with a folder of labeled pairs (nox -s benchmark -- DIR), the matching of topics."""
    install(session, "site", "benchmark")
    if session.posargs:
        session.run("python", "benchmarks/topics.py", *session.posargs)
    else:
        session.run("python", "benchmarks/site.py")
        output = HERE / "build" / "first-view"
        shutil.rmtree(output, ignore_errors=True)
        session.run(
            "sphinx-build",
            *STRICT,
            "-q",
            "-b",
            "html",
            "-d",
            "build/doctrees/first-view",
            "docs",
            str(output),
        )
        session.run("python", "benchmarks/first_view.py", str(output))


if __name__ == "__main__":
    nox.main()
