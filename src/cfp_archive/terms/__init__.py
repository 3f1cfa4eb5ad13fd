"""When did a term enter the calls, in which words, and when was it there last?

`passages` reads the calls and finds a phrase, `index` finds the phrases that are worth listing; `text` and `data` write both.
"""

from __future__ import annotations

from cfp_archive.terms.data import label_of, term_as_json, terms_data
from cfp_archive.terms.index import IndexedTerm, TermGroup, index_of
from cfp_archive.terms.passages import Break, Corpus, Form, Part, Passage, Quote, Term, corpus_of
from cfp_archive.terms.text import Shown, first_sentence, index_as_text, shown, summary, term_as_text, years

__all__ = [
    "Break",
    "Corpus",
    "Form",
    "IndexedTerm",
    "Part",
    "Passage",
    "Quote",
    "Shown",
    "Term",
    "TermGroup",
    "corpus_of",
    "first_sentence",
    "index_as_text",
    "index_of",
    "label_of",
    "shown",
    "summary",
    "term_as_json",
    "term_as_text",
    "terms_data",
    "years",
]
