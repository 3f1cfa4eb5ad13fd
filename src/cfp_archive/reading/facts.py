"""The words that a call prints for its facts. Pages show these words, and the proof of the words counts on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.formatting import printed_day

if TYPE_CHECKING:
    from cfp_archive.model import KeyDate, Span, Submission

__all__ = ["date_words", "key_date_words", "limit_words", "submission_words"]


def date_words(span: Span) -> str:
    """Return days as calls print them: 'May 21, 2021', 'May 17-21, 2021' or 'May 30 - June 3, 2022'."""
    start, end = span.start, span.end
    if start == end:
        return printed_day(start)
    if start.year != end.year or start.month != end.month:
        return f"{printed_day(start, year=start.year != end.year)} - {printed_day(end)}"
    return f"{printed_day(start, year=False)}-{end.day}, {end.year}"


def key_date_words(key_date: KeyDate) -> str:
    """Return a line of the list of dates: 'Paper Submission: February 1, 2021'."""
    return key_date.line or f"{key_date.label}: {key_date.printed or date_words(key_date.date)}"


def limit_words(pages: tuple[int, int]) -> str:
    """Return a page limit: '8-10 pages', '4 pages', '1 page'."""
    least, most = pages
    if least != most:
        return f"{least}-{most} pages"
    return f"{most} page" if most == 1 else f"{most} pages"


def submission_words(submission: Submission) -> str:
    """Return a line of the submission categories: 'Regular papers: 8-10 pages', or the category alone."""
    if submission.line:
        return submission.line
    limit = submission.printed or (limit_words(submission.pages) if submission.pages else "")
    return f"{submission.category}: {limit}" if limit else submission.category
