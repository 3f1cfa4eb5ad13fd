"""``cfp-archive review``: walk through the doubtful matches and write a person's rulings."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from cfp_archive.cli._shared import OK, CannotRunError, Paint, coloured, find_archive, load
from cfp_archive.cli._writing import add_entries
from cfp_archive.exporting.comparison.text import visible
from cfp_archive.model import Decision, Verdict

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from cfp_archive.comparing.doubts import Doubt, Option
    from cfp_archive.model import Archive

NAME = "review"
HELP = "look at the doubtful matches of topics and rule on them, or list them"
EPILOG = """\
examples:
  cfp-archive review                    asks, and writes each ruling to decisions.yaml at once
  cfp-archive review --by "Ada Quill"   with your name
  cfp-archive review --list             only lists them, e.g. for CI
  cfp-archive review --list --format json

answers:
  s      the same: the older topic lives on as the newer one    s 2   ... as candidate 2
  n      not the same
  p      split: the older topic's parts live on in the newer ones    p 1 3   ... in candidates 1 and 3
  m      merged: the older topics live on in the newer one    m 2   ... in candidate 2
  k      skip this one; q   quit

--format json prints one list of {reason, list, old_edition, new_edition, old, new, rule, score, candidates}

exit codes: 0 done; 2 no archive, decisions.yaml cannot be added to
"""
_FILE = "decisions.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument("--list", action="store_true", help="print the doubtful matches and ask nothing")
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="how to print with --list (default: %(default)s)",
    )
    parser.add_argument("--by", metavar="NAME", help="who decides; written into each ruling")


def run(args: argparse.Namespace) -> int:
    """List the doubts, or ask about each."""
    from cfp_archive.comparing.doubts import find_doubts

    archive, problems = load(args)
    doubts = find_doubts(archive.published)
    if args.list:
        if args.format == "json":
            print(json.dumps([as_dict(doubt) for doubt in doubts], indent=2, ensure_ascii=False))
        else:
            print_doubts(archive, doubts)
        return OK
    if any(one.path == archive.folder / _FILE for one in problems):
        raise CannotRunError(f"{_FILE} has problems. Fix them first: cfp-archive check.")
    if not doubts:
        print("No match is in doubt.")
        return OK
    return Session(archive, find_archive(args.archive) / _FILE, args.by).walk(doubts)


def as_dict(doubt: Doubt) -> dict[str, object]:
    """Return a doubt as plain values; see this command's --help for what they mean."""
    return {
        "reason": doubt.reason.value,
        "list": doubt.list,
        "old_edition": doubt.old_edition,
        "new_edition": doubt.new_edition,
        "old": [one.text for one in doubt.old],
        "new": [one.text for one in doubt.new],
        "rule": doubt.rule.value if doubt.rule else None,
        "score": round(doubt.score, 4),
        "candidates": [{"text": one.text, "score": round(one.score, 4)} for one in doubt.options],
    }


def print_doubts(archive: Archive, doubts: Sequence[Doubt]) -> None:
    """Print doubts without asking."""
    paint = Paint(coloured(sys.stdout))
    for number, doubt in enumerate(doubts, 1):
        print("\n".join(described(archive, doubt, number, len(doubts), paint)))
        print()
    count = "One match is" if len(doubts) == 1 else f"{len(doubts) or 'No'} matches are"
    print(f"{count} in doubt." + (" To rule on them: cfp-archive review" if doubts else ""))


def described(archive: Archive, doubt: Doubt, number: int, total: int, paint: Paint) -> list[str]:
    """Return the lines that show a doubt: both sides, and the candidates with their numbers."""
    label = archive.list_label(doubt.list)
    years = f"{doubt.old_edition} to {doubt.new_edition}"
    lines = [f"[{number}/{total}] {label}, {years}: {why(doubt)}"]
    lines += [paint.red(f"  − {doubt.old_edition}  {visible(one.text)}") for one in doubt.old]
    lines += [paint.green(f"  + {doubt.new_edition}  {visible(one.text)}") for one in doubt.new]
    lines.append(paint.dim(f"  candidates in {doubt.new_edition}, with their similarity:"))
    chosen = {one.place for one in doubt.new}
    for k, one in enumerate(doubt.options, 1):
        linked = "  (as above)" if one.place in chosen else ""
        lines.append(paint.dim(f"    {k}  {one.score:.2f}  {visible(one.text)}{linked}"))
    return lines


def why(doubt: Doubt) -> str:
    """Say why a match is in doubt: 'a split, inferred (matched by shared parts, similarity 0.80)'."""
    from cfp_archive.comparing.doubts import DoubtReason
    from cfp_archive.comparing.wording import RULE_WORDS, matched_words, similarity_words

    alike = similarity_words(doubt.score)
    if doubt.reason is DoubtReason.MISSED or doubt.rule is None:
        return f"not linked, though nearly alike enough ({alike})"
    if doubt.reason is DoubtReason.WEAK:
        return f"{alike} (matched by {RULE_WORDS[doubt.rule]})"
    if doubt.reason is DoubtReason.RIVAL:
        said = "a second candidate is close"
    elif len(doubt.old) > 1 and len(doubt.new) > 1:
        said = "a regrouping, inferred"
    else:
        said = "a split, inferred" if len(doubt.new) > 1 else "a merger, inferred"
    return f"{said} ({matched_words(doubt.rule, doubt.score)})"


class Session:
    """One walk through the doubts. Every ruling is written at once, so that leaving loses none."""

    def __init__(self, archive: Archive, file: Path, by: str | None) -> None:
        self.archive = archive
        self.file = file
        self.by = by
        self.paint = Paint(coloured(sys.stdout))
        self.written = 0

    def walk(self, doubts: Sequence[Doubt]) -> int:
        """Ask about each doubt until the end, 'q', or the end of the input."""
        try:
            for number, doubt in enumerate(doubts, 1):
                print("\n".join(described(self.archive, doubt, number, len(doubts), self.paint)))
                decision = self.ask(doubt)
                if decision is not None:
                    self.write(decision)
                print()
        except (EOFError, StopIteration):
            print()
        rulings = "one ruling" if self.written == 1 else f"{self.written or 'no'} rulings"
        print(f"{rulings} written" + (f" to {self.file}." if self.written else "."))
        return OK

    def ask(self, doubt: Doubt) -> Decision | None:
        """Return a person's ruling, or None to skip.

        :raises StopIteration: if the person quits.
        """
        while True:
            answer = input("same, not the same, split (p), merged, skip (k), quit [s/n/p/m/k/q]: ").split()
            if not answer:
                continue
            letter = answer[0].lower()
            if letter in {"q", "quit"}:
                raise StopIteration
            if letter in {"k", "skip"}:
                return None
            try:
                decision = self.ruling(doubt, letter, self.picked(doubt, answer[1:]))
            except ValueError as error:
                print(f"  {error}")
                continue
            return replace(decision, reason=self.reason())

    def picked(self, doubt: Doubt, numbers: Sequence[str]) -> tuple[Option, ...]:
        """Return the candidates of these numbers; none if none is given.

        :raises ValueError: if there is no such candidate; the message is for the person.
        """
        known = {str(k): one for k, one in enumerate(doubt.options, 1)}
        unknown = [number for number in numbers if number not in known]
        if unknown:
            raise ValueError(f"There is no candidate {unknown[0]}; they are numbered 1 to {len(known)}.")
        return tuple(dict.fromkeys(known[number] for number in numbers))

    def ruling(self, doubt: Doubt, letter: str, picked: tuple[Option, ...]) -> Decision:
        """Return the decision, its reason still to be asked for.

        :raises ValueError: if the answer does not fit the doubt; the message is for the person.
        """
        old, new = doubt.old, picked or doubt.new
        if letter in {"s", "same"}:
            verdict = Verdict.SAME
            if len(old) > 1 or len(new) > 1:
                raise ValueError("One topic can be the same as one: name one candidate, as in 's 1'.")
        elif letter in {"n", "not"}:
            verdict = Verdict.NOT_SAME
        elif letter in {"p", "split"}:
            verdict = Verdict.SPLIT
            if len(old) > 1 or len(new) < 2:
                raise ValueError("A split is of one topic into several: name candidates, as in 'p 1 2'.")
        elif letter in {"m", "merged"}:
            verdict = Verdict.MERGED
            if len(new) != 1:
                raise ValueError("A merger is into one topic: name one candidate, as in 'm 1'.")
            old = old if len(old) > 1 else (*old, *self.others(doubt))
        else:
            raise ValueError("Answer with s, n, p, m, k or q.")
        return Decision(
            list=doubt.list,
            old_edition=doubt.old_edition,
            new_edition=doubt.new_edition,
            old=tuple(one.text for one in old),
            new=tuple(one.text for one in new),
            verdict=verdict,
            reason="?",
            decided=today(),
            by=self.by,
        )

    def others(self, doubt: Doubt) -> tuple[Option, ...]:
        """Ask which other older topics were merged.

        :raises ValueError: if none or an unknown one is named; the message is for the person.
        """
        from cfp_archive.comparing.doubts import Option
        from cfp_archive.comparing.ties import Place

        edition = self.archive.edition(doubt.old_edition)
        topics = edition.topic_list(doubt.list) if edition else None
        here = {one.place for one in doubt.old}
        known = {}
        for position, topic in enumerate(topics.topics if topics else ()):
            place = Place(doubt.list, doubt.old_edition, position)
            if place not in here:
                known[str(position + 1)] = Option(place=place, text=topic.text, score=0.0)
                print(f"    {position + 1}  {visible(topic.text)}")
        numbers = input(f"merged with which topics of {doubt.old_edition}? Their numbers: ").split()
        if not numbers or any(number not in known for number in numbers):
            raise ValueError("Name at least one topic by its number.")
        return tuple(dict.fromkeys(known[number] for number in numbers))

    def reason(self) -> str:
        """Ask for the reason until there is one: pages show it."""
        while True:
            reason = " ".join(input("reason (shown to readers): ").split())
            if reason:
                return reason

    def write(self, decision: Decision) -> None:
        """Add a ruling to the file."""
        add_entries(self.file, [decision])
        self.written += 1
        print(f"  written: {decision.verdict}")


def today() -> dt.date:
    """Return the day that it is where the person sits."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()
