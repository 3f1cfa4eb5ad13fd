"""The words that pages, files and terminal share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cfp_archive.comparing import wording
from cfp_archive.comparing.alignment import Grounds, RewordingKind, Rule
from cfp_archive.comparing.comparison import compare
from cfp_archive.comparing.facts import DateChange, FactFate
from cfp_archive.comparing.history import build_history
from cfp_archive.comparing.prose import SentenceFate
from cfp_archive.comparing.ties import Fate
from cfp_archive.model import Appointment, DateKind, Facts, Submission
from timeline import archive, edition, series


def test_everything_has_a_word_and_a_sign() -> None:
    """No kind of change, rule or fate is left out; no sign stands for two."""
    assert set(wording.SIGNS) == set(Fate)
    assert len(set(wording.SIGNS.values())) == len(Fate)
    assert set(wording.CHANGE_WORDS) == set(RewordingKind)
    assert set(wording.FACT_FATES) == set(FactFate)
    assert set(wording.SENTENCE_FATES) == set(SentenceFate)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Foam", "Foam", ""),
        ("Foam, kelp and eels", "Foam, kelp, and eels", "a comma"),
        ("Foam. Kelp.", "Foam Kelp", "full stops"),
        ("Foam", "FOAM", "case"),
        ("Foam / kelp", "Foam/kelp", "spaces"),
        ("Foam-kelp", "foam kelp", "case, spaces and a hyphen"),
        ("Foam, kelp!", "Foam; kelp", "punctuation"),
        ("Colour of foam", "Foam color", "spelling or word order"),
        ("\ufb01ns", "fins", "the form of letters"),
    ],
)
def test_what_differs_is_named(old: str, new: str, words: str) -> None:
    """As closely as one can say it in a few words."""
    assert wording.difference_words(old, new) == words


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("General Chairs", "General Chair"),
        ("Program Committee Co-Chairs", "Program Committee Co-Chair"),
        ("Organisers", "Organiser"),
        ("Steering Committee", "Steering Committee member"),
        ("Steering Committee Members", "Steering Committee Member"),
        ("Chairmen", "Chairman"),
        ("Web Chair", "Web Chair"),
        ("Armchairs", "Armchairs"),
        ("Harbour Masters", "Harbour Masters"),
    ],
)
def test_roles_are_told_of_one_person(role: str, words: str) -> None:
    """Only where the plural is certain; else as printed."""
    assert wording.role_words(role) == words


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            [("Program Chairs", "Harbour College", "Norland")],
            [("Steering Committee", "Harbour College", "Norland")],
            "Program Chair in 2019, Steering Committee member in 2021 (Harbour College, Norland)",
        ),
        (
            [("Web Chair", "Harbour College", None)],
            [("Web Chair", "Lagoon Labs", "Norland")],
            "Web Chair in 2019 (Harbour College), Web Chair in 2021 (Lagoon Labs, Norland)",
        ),
        ([("Web Chair", None, None)], [("Web Chairs", None, None)], "Web Chair in both"),
        ([("Web Chair", "Harbour College", None)], [], "Web Chair in 2019 (Harbour College)"),
        (
            [],
            [("Web Chair", "Lagoon Labs", None), ("General Chairs", "Lagoon Labs", None)],
            "Web Chair and General Chair in 2021 (Lagoon Labs)",
        ),
    ],
)
def test_a_person_is_told_with_years_and_places(
    old: list[tuple[str, str | None, str | None]], new: list[tuple[str, str | None, str | None]], words: str
) -> None:
    """Roles with their years; a place that is the same throughout stands once."""
    held = archive(
        *(
            edition(
                key,
                [],
                Facts(
                    title="T",
                    people=tuple(
                        Appointment(role=role, name="Ada Quill", affiliation=place, country=country)
                        for role, place, country in side
                    ),
                ),
            )
            for key, side in (("2019", old), ("2021", new))
        )
    )
    comparison = compare(build_history(held), "2019", "2021")
    assert wording.person_words(comparison.people[0], comparison) == words


@pytest.mark.parametrize(
    ("shift", "in_year", "words"),
    [
        (383, 18, "18 days later in the year (383 days later)"),
        (5, 5, "five days later"),
        (365, 0, "the same day of the year (365 days later)"),
        (-3, -3, "three days earlier"),
        (None, None, ""),
    ],
)
def test_a_shift_is_told_once(shift: int | None, in_year: int | None, words: str) -> None:
    """In the year first; in all only where that is another number."""
    one = DateChange(
        fate=FactFate.CHANGED, kind=DateKind.OTHER, old=None, new=None, shift=shift, shift_in_year=in_year
    )
    assert wording.shift_words(one) == words


def test_limits_are_told_in_digits() -> None:
    """As printed, if the call has words of its own."""
    assert wording.limit_words(Submission(category="C", pages=(12, 12))) == "12 pages"
    assert wording.limit_words(Submission(category="C", pages=(1, 1))) == "1 page"
    assert wording.limit_words(Submission(category="C", printed="six sides")) == "six sides"
    assert wording.limit_words(Submission(category="C")) == "no limit stated"
    assert wording.limit_words(None) == ""


def test_only_what_is_uncertain_is_said_to_be() -> None:
    """With words that both have and the shares of each; of what is sure nothing is said."""
    sure, likely, check = (
        Grounds(rule=Rule.SIMILAR, score=score, old_held=0.5) for score in (0.98, 0.8, 0.6)
    )
    assert wording.certainty_label(sure) == wording.certainty_label(None) == ""
    assert wording.certainty_label(likely) == "Likely the same topic"
    assert wording.certainty_label(check, several=True) == "Perhaps the same topics"
    assert wording.reasons_text(replace(likely, shared_words=("nets", "rope"))) == (
        "Words in both: nets, rope. By weight, 50% of the older wording is in the newer one, and 100% of the newer in "
        "the older."
    )


def test_a_kept_title_is_told_with_its_description() -> None:
    """The topic is the same, its text is not."""
    (one,) = compare(
        build_history(series({"2019": ["Nets :: Of rope."], "2021": ["Nets :: Of rope, including eels."]})),
        "2019",
        "2021",
    ).lists
    assert wording.link_words(one.links[0]) == "kept, its text broadened"
