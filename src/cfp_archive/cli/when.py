"""``cfp-archive when``: when a term entered the calls, and in which words."""

from __future__ import annotations

import sys

import click

from cfp_archive.cli._shared import (
    OK,
    CannotRunError,
    Options,
    command,
    format_option,
    load,
    warn_of,
    working,
)
from cfp_archive.terminal import width_of_output

EPILOG = """\
examples:
  cfp-archive when "federated learning"                  every call that has it, the words marked with asterisks
  cfp-archive when federated learning                    the same
  cfp-archive when GPUs --format json
  cfp-archive when                                       the index: terms that entered, stayed or went

Forms of a word are one ("model", "models", "modeling"). One other word may be between the words of a phrase
("federated deep learning"), and equals may ("model and gradient compression" for "model compression").

--format json prints one object; its fields are those of terms.json, on the site's page of data

exit codes: 0 found, or the index was printed; 1 no call in the archive has the phrase; 2 the phrase has no word, no archive
"""
_NOT_FOUND = 1
#: So many terms are named that may have been meant.
_MOST_SIMILAR = 5


@command("when", "show when a term entered the calls, and in which words", EPILOG)
@click.argument("phrase", nargs=-1, help="the words to look for  [default: the index of all terms]")
@format_option("text", "json")
def when_command(options: Options, *, phrase: tuple[str, ...], output_format: str) -> int:
    """Find and print."""
    from rapidfuzz import fuzz, process

    from cfp_archive import messages
    from cfp_archive.comparing.history import build_history
    from cfp_archive.encoding import json_text
    from cfp_archive.terms import (
        corpus_of,
        index_as_text,
        index_of,
        term_as_json,
        term_as_text,
        terms_data,
    )

    archive, problems, _ = load(options)
    archive = archive.published
    warn_of(problems)
    with working("reading all calls"):
        corpus = corpus_of(build_history(archive))
    words = " ".join(" ".join(phrase).split())
    if not words:
        index = index_of(corpus)
        as_json = output_format == "json"
        text = json_text(terms_data(index, archive)) if as_json else index_as_text(index, archive, color=True)
        click.echo(text, nl=False, file=sys.stdout)
        return OK
    if not corpus.has_words(words):
        raise CannotRunError(messages.TERM_WITHOUT_WORDS(phrase=words, example="federated learning"))
    term = corpus.find(words)
    if output_format == "json":
        click.echo(term_as_json(term, archive), nl=False, file=sys.stdout)
        return OK if term.quotes else _NOT_FOUND
    similar: list[str] = []
    if not term.quotes:
        titles = [one.title for one in index_of(corpus)]
        near = process.extract(words, titles, scorer=fuzz.WRatio, limit=_MOST_SIMILAR, score_cutoff=60)
        similar = [title for title, _score, _place in near]
    text = term_as_text(term, archive, similar=similar, color=True, width=width_of_output())
    click.echo(text, nl=False, file=sys.stdout)
    return OK if term.quotes else _NOT_FOUND
