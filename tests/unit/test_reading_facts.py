"""The words that are made of facts, and what labels and roles mean."""

from __future__ import annotations

import datetime as dt

import pytest

from cfp_archive.formatting import date_words, key_date_words, submission_words
from cfp_archive.model import Appointment, DateKind, KeyDate, Span, Submission
from cfp_archive.vocabulary import COMMON_ROLES, date_kind, is_known_role


def span(start: str, end: str = "") -> Span:
    """Return a span of ISO dates."""
    return Span(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end or start))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (span("2021-02-01"), "February 1, 2021"),
        (span("2021-05-17", "2021-05-21"), "May 17-21, 2021"),
        (span("2022-05-30", "2022-06-03"), "May 30 - June 3, 2022"),
        (span("2022-12-30", "2023-01-02"), "December 30, 2022 - January 2, 2023"),
    ],
)
def test_date_words(days: Span, words: str) -> None:
    """Days are printed as calls print them, without repeating what both ends share."""
    assert date_words(days) == words


def test_key_date_words() -> None:
    """A line of the list of dates is its label and its date; the words as printed win."""
    assert key_date_words(KeyDate(label="Paper Submission", date=span("2021-02-01"))) == (
        "Paper Submission: February 1, 2021"
    )
    assert (
        key_date_words(KeyDate(label="Due", date=span("2021-02-01"), printed="Feb. 1st")) == "Due: Feb. 1st"
    )


@pytest.mark.parametrize(
    ("submission", "words"),
    [
        (Submission(category="Regular papers", pages=(8, 10)), "Regular papers: 8-10 pages"),
        (Submission(category="Short papers", pages=(4, 4)), "Short papers: 4 pages"),
        (Submission(category="Abstracts", pages=(1, 1)), "Abstracts: 1 page"),
        (
            Submission(category="Posters", pages=(1, 1), printed="one page at most"),
            "Posters: one page at most",
        ),
        (Submission(category="Talks"), "Talks"),
    ],
)
def test_submission_words(submission: Submission, words: str) -> None:
    """A category is printed with its limit, if it has one."""
    assert submission_words(submission) == words


def test_appointment_words() -> None:
    """A person's line is name, affiliation and country, as far as they are given, or the words as printed."""
    assert Appointment(role="Chair", name="Ada Quill", country="Northland").words == "Ada Quill, Northland"
    assert (
        Appointment(role="Chair", name="Ada Quill", printed="Prof. Ada Quill chairs").words
        == "Prof. Ada Quill chairs"
    )


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Paper Submission", DateKind.SUBMISSION),
        ("Submission deadline", DateKind.SUBMISSION),
        ("Papers due", DateKind.SUBMISSION),
        ("Workshop paper submission", DateKind.SUBMISSION),
        ("Abstract submission", DateKind.ABSTRACT),
        ("Paper registration", DateKind.ABSTRACT),
        ("Acceptance Notification", DateKind.NOTIFICATION),
        ("Notification of acceptance", DateKind.NOTIFICATION),
        ("Author notification", DateKind.NOTIFICATION),
        ("Camera-ready due", DateKind.CAMERA_READY),
        ("Camera ready submission", DateKind.CAMERA_READY),
        ("Final version due", DateKind.CAMERA_READY),
        ("Early registration", DateKind.REGISTRATION),
        ("Author registration deadline", DateKind.REGISTRATION),
        ("Workshop", DateKind.EVENT),
        ("Workshop date", DateKind.EVENT),
        ("Conference", DateKind.EVENT),
        ("Low tide", DateKind.OTHER),
        ("Workshop proposals notification", DateKind.NOTIFICATION),
    ],
)
def test_date_kind(label: str, kind: DateKind) -> None:
    """What a date is follows from the words of its label, not from their order."""
    assert date_kind(label) is kind


@pytest.mark.parametrize(
    "role",
    [
        *COMMON_ROLES,
        "Logistics & Web Chair",
        "Web and Publicity Co-Chairs",
        "Programme Committee Co-Chairs",
        "Technical Program Committee Members",
        "Steering Committee",
        "TPC",
        "Honorary General Chair",
        "Vice-Chair",
        "General Chair and Steering Committee Chair",
        "Local Arrangements Chairs",
        "Proceedings Editors",
        "PC Chairs",
        "Program Vice-Chairs",
        "Finance Chair/Registration Chair",
        "Diversity, Equity and Inclusion Chairs",
        "Organizers and Program Committee Chairs",
        "Workshop Organisers",
        "Local Organization",
        "External Reviewers",
        "Webmaster",
        "Keynotes",
    ],
)
def test_known_roles(role: str) -> None:
    """Roles of the common vocabulary are known in any spelling, number and combination."""
    assert is_known_role(role, ("TPC",))


@pytest.mark.parametrize(
    "role",
    [
        "Genral Chairs",
        "General Chiars",
        "Chair of Tides",
        "Ada Quill",
        "",
        "???",
        "Tide & Web Chair",
        "General",
        "Web and",
    ],
)
def test_unknown_roles(role: str) -> None:
    """A misspelt or odd role is not known, unless the series says so."""
    assert not is_known_role(role)
    assert is_known_role(role, (role,))
