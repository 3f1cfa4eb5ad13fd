"""``cfp-archive review``: ask a person about uncertain matches, and record the decisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from cfp_archive.characters import visible
from cfp_archive.cli._shared import (
    OK,
    Options,
    command,
    echo,
    format_option,
    load,
)
from cfp_archive.cli._writing import add_entries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cfp_archive.comparing.uncertain import Candidate, UncertainMatch
    from cfp_archive.model import Archive, Decision, Outcome

EPILOG = """\
examples:
  cfp-archive review                    asks, and writes each decision to decisions.yaml at once
  cfp-archive review --by "Ada Quill"   with your name
  cfp-archive review --list             only lists them, e.g. for CI
  cfp-archive review --list --format json

Only what the comparison is unsure of is asked about, the likeliest match first: matches of certainty "check", topics
that nearly matched, and topics that may have returned from an earlier edition or moved from another list.

answers:
  s      the same: the older topic lives on as the newer one    s 2   ... as candidate 2
  n      not the same
  p      split: the older topic's parts live on in the newer ones    p 1 3   ... in candidates 1 and 3
  m      merged: the older topics live on in the newer one    m 2   ... in candidate 2
  k      skip this one; q   quit

--format json prints one list of {reason, list, new_list, old_edition, new_edition, old, new, score, reasons, candidates}

exit codes: 0 done; 2 no archive, decisions.yaml cannot be added to
"""
_FILE = "decisions.yaml"


@command("review", "review uncertain topic matches and record decisions", EPILOG)
@click.option("--list", "only_list", is_flag=True, help="print the uncertain matches and ask nothing")
@format_option("text", "json")
@click.option("--by", metavar="NAME", help="who decides; written into each decision")
def review_command(options: Options, *, only_list: bool, output_format: str, by: str | None) -> int:
    """List the uncertain matches, or ask about each."""
    from cfp_archive.comparing.uncertain import find_uncertain
    from cfp_archive.encoding import json_text

    loaded = load(options)
    archive = loaded.archive
    matches = find_uncertain(archive.published)
    if only_list:
        if output_format == "json":
            print(json_text([as_dict(match) for match in matches]), end="")
        else:
            print_matches(archive, matches)
        return OK
    file = loaded.file(_FILE)
    if not matches:
        print("No uncertain matches.")
        return OK
    return Session(archive, file, by).walk(matches)


def as_dict(match: UncertainMatch) -> dict[str, object]:
    """Return an uncertain match as plain values; see this command's --help for what they mean."""
    return {
        "reason": match.reason.value,
        "list": match.list,
        "new_list": match.newer_list,
        "old_edition": match.old_edition,
        "new_edition": match.new_edition,
        "old": [one.text for one in match.old],
        "new": [one.text for one in match.new],
        "score": round(match.score, 3),
        "reasons": match.grounds.as_dict()["reasons"] if match.grounds else None,
        "candidates": [{"text": one.text, "score": round(one.score, 3)} for one in match.candidates],
    }


def print_matches(archive: Archive, matches: Sequence[UncertainMatch]) -> None:
    """Print uncertain matches without asking."""
    for number, match in enumerate(matches, 1):
        echo(described(archive, match, number, len(matches)))
        print()
    if matches:
        count = "1 uncertain match" if len(matches) == 1 else f"{len(matches)} uncertain matches"
        print(f"{count}. To decide: cfp-archive review")
    else:
        print("No uncertain matches.")


def described(archive: Archive, match: UncertainMatch, number: int, total: int) -> list[str]:
    """Return the lines that show a match: both sides, and the candidates with their numbers."""
    from cfp_archive.report.build import reasons_of

    lists = dict.fromkeys(archive.list_label(name) for name in (match.list, match.newer_list))
    label = " → ".join(lists)
    years = f"{match.old_edition} to {match.new_edition}"
    lines = [f"[{number}/{total}] {label}, {years}: {_QUESTIONS[match.reason]} ({match.score:.0%})"]
    lines += [click.style(f"  − {match.old_edition}  {visible(one.text)}", fg="red") for one in match.old]
    lines += [click.style(f"  + {match.new_edition}  {visible(one.text)}", fg="green") for one in match.new]
    if match.grounds:
        lines.append(click.style(f"  {visible(' '.join(reasons_of(match.grounds)))}", dim=True))
    lines.append(click.style(f"  candidates in {match.new_edition}:", dim=True))
    chosen = {one.place for one in match.new}
    for k, one in enumerate(match.candidates, 1):
        linked = "  (as above)" if one.place in chosen else ""
        lines.append(click.style(f"    {k}  {one.score:4.0%}  {visible(one.text)}{linked}", dim=True))
    return lines


#: Why a match is asked about.
_QUESTIONS = {
    "check": "matched, but uncertain",
    "nearly": "removed and added, but perhaps the same",
    "gap": "added, but perhaps returned",
    "moved": "added, but perhaps moved from another list",
}


_USUAL_REASONS = {
    "same": "The same topic in other words.",
    "not the same": "Another topic.",
    "split": "Its parts are topics of their own now.",
    "merged": "They are one topic now.",
}


class Session:
    """One walk through the uncertain matches. Every decision is written at once, so that leaving loses none."""

    def __init__(self, archive: Archive, file: Path, by: str | None) -> None:
        self.archive = archive
        self.file = file
        self.by = by
        self.written = 0

    def walk(self, matches: Sequence[UncertainMatch]) -> int:
        """Ask about each match until the end, 'q', or the end of the input."""
        try:
            for number, match in enumerate(matches, 1):
                echo(described(self.archive, match, number, len(matches)))
                decision = self.ask(match)
                if decision is not None:
                    self.write(decision)
                print()
        except (EOFError, StopIteration):
            print()
        decisions = "1 decision" if self.written == 1 else f"{self.written} decisions"
        remaining = len(matches) - self.written
        print(
            f"{decisions} written"
            + (f" to {self.file}" if self.written else "")
            + f", {remaining} remaining."
        )
        return OK

    def ask(self, match: UncertainMatch) -> Decision | None:
        """Return a person's decision, or None to skip.

        :raises StopIteration: if the person quits.
        """
        while True:
            answer = input("[s]ame, [n]ot the same, s[p]lit, [m]erged, s[k]ip, [q]uit: ").split()
            if not answer:
                continue
            letter = answer[0].lower()
            if letter in {"q", "quit"}:
                raise StopIteration
            if letter in {"k", "skip"}:
                return None
            try:
                decision = self.decision(match, letter, self.picked(match, answer[1:]))
            except ValueError as error:
                print(f"  {error}")
                continue
            return replace(decision, reason=self.reason(decision.outcome))

    def picked(self, match: UncertainMatch, numbers: Sequence[str]) -> tuple[Candidate, ...]:
        """Return the candidates of these numbers; none if none is given.

        :raises ValueError: if there is no such candidate; the message is for the person.
        """
        known = {str(k): one for k, one in enumerate(match.candidates, 1)}
        unknown = [number for number in numbers if number not in known]
        if unknown:
            raise ValueError(f"There is no candidate {unknown[0]}; they are numbered 1 to {len(known)}.")
        return tuple(dict.fromkeys(known[number] for number in numbers))

    def decision(self, match: UncertainMatch, letter: str, picked: tuple[Candidate, ...]) -> Decision:
        """Return the decision, its reason still to be asked for.

        :raises ValueError: if the answer does not fit the match; the message is for the person.
        """
        from cfp_archive.model import Decision, Outcome

        old, new = match.old, picked or match.new
        if letter in {"s", "same"}:
            outcome = Outcome.SAME
            if len(old) > 1 or len(new) > 1:
                raise ValueError("One topic can be the same as one: name one candidate, as in 's 1'.")
        elif letter in {"n", "not"}:
            outcome = Outcome.NOT_SAME
        elif letter in {"p", "split"}:
            outcome = Outcome.SPLIT
            if len(old) > 1 or len(new) < 2:
                raise ValueError("A split is of one topic into several: name candidates, as in 'p 1 2'.")
        elif letter in {"m", "merged"}:
            outcome = Outcome.MERGED
            if len(new) != 1:
                raise ValueError("A merger is into one topic: name one candidate, as in 'm 1'.")
            old = old if len(old) > 1 else (*old, *self.others(match))
        else:
            raise ValueError("Answer with s, n, p, m, k or q.")
        return Decision(
            list=match.list,
            new_list=match.newer_list if match.newer_list != match.list else None,
            old_edition=match.old_edition,
            new_edition=match.new_edition,
            old=tuple(one.text for one in old),
            new=tuple(one.text for one in new),
            outcome=outcome,
            reason="?",
            decided=today(),
            by=self.by,
        )

    def others(self, match: UncertainMatch) -> tuple[Candidate, ...]:
        """Ask which other older topics were merged.

        :raises ValueError: if none or an unknown one is named; the message is for the person.
        """
        from cfp_archive.comparing.graph import TopicRef
        from cfp_archive.comparing.uncertain import Candidate

        edition = self.archive.edition(match.old_edition)
        topics = edition.topic_list(match.list) if edition else None
        here = {one.place for one in match.old}
        known = {}
        for position, topic in enumerate(topics.topics if topics else ()):
            place = TopicRef(match.list, match.old_edition, position)
            if place not in here:
                known[str(position + 1)] = Candidate(place=place, text=topic.text, score=0.0)
                print(f"    {position + 1}  {visible(topic.text)}")
        numbers = input(f"merged with which topics of {match.old_edition}? Their numbers: ").split()
        if not numbers or any(number not in known for number in numbers):
            raise ValueError("Name at least one topic by its number.")
        return tuple(dict.fromkeys(known[number] for number in numbers))

    def reason(self, outcome: Outcome) -> str:
        """Ask for the reason, which pages show; without one, a plain one is written."""
        usual = _USUAL_REASONS[outcome]
        return " ".join(input(f"reason, shown to readers [{usual}]: ").split()) or usual

    def write(self, decision: Decision) -> None:
        """Add a decision to the file."""
        add_entries(self.file, [decision])
        self.written += 1
        print(f"  written: {decision.outcome}")


def today() -> dt.date:
    """Return the day that it is where the person sits."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()
