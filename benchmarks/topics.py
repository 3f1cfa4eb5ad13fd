"""Measure how well topics are matched, against labelled pairs of lists and beside simpler ways of matching.

    python benchmarks/topics.py PAIRS_DIR [--write docs/guide/_figures/topics.md]

PAIRS_DIR holds the labelled pairs (`<series>_<older>_<newer>.json`) and their own `score.py`, which runs a command on
each pair of lists and prints the figures; this script gives it one command for each way of matching: itself, with
``--engine``. With ``--write`` the figures become the table that the guide shows, so that nobody types them by hand.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from cfp_archive.comparing.alignment import align_texts, alignment_as_dict
from cfp_archive.comparing.matching import LEAST
from cfp_archive.comparing.text import exact_key, same_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Scorer = Callable[[Sequence[str], Sequence[str]], NDArray[np.float64]]

#: The bars that the leave-one-series-out figure may choose from; the middle one is the built-in one.
BARS = tuple(round(LEAST + step, 2) for step in (-0.06, -0.03, 0.0, 0.03, 0.06))
#: Names a file with the bar for each pair of lists, by `digest`.
BARS_VARIABLE = "TOPICS_BENCHMARK_BARS"


def by_equality(old: Sequence[str], new: Sequence[str]) -> NDArray[np.float64]:
    """Score 1 for texts that are equal but for case, spaces and punctuation."""
    return np.array([[float(same_text(a, b)) for b in new] for a in old])


def by_difflib(old: Sequence[str], new: Sequence[str]) -> NDArray[np.float64]:
    """Score by the longest common runs of characters (standard library)."""
    return np.array([[difflib.SequenceMatcher(None, a.lower(), b.lower()).ratio() for b in new] for a in old])


def by_token_set(old: Sequence[str], new: Sequence[str]) -> NDArray[np.float64]:
    """Score by common words, as fuzzy string matching does out of the box."""
    lowered = [[text.lower() for text in texts] for texts in (old, new)]
    return process.cdist(*lowered, scorer=fuzz.token_set_ratio).astype(np.float64) / 100.0


def by_tfidf(old: Sequence[str], new: Sequence[str]) -> NDArray[np.float64]:
    """Score by the cosine of character n-grams (3 to 5, within words), weighed by their rarity in both lists."""
    counts = []
    for text in (*old, *new):
        padded = [f" {word} " for word in re.findall(r"\w+", text.lower())]
        counts.append(Counter(w[k : k + n] for w in padded for n in (3, 4, 5) for k in range(len(w) - n + 1)))
    index = {gram: column for column, gram in enumerate(sorted(set().union(*counts)))}
    matrix = np.zeros((len(counts), len(index)))
    for row, grams in enumerate(counts):
        for gram, count in grams.items():
            matrix[row, index[gram]] = 1.0 + math.log(count)
    matrix *= np.log((1 + len(counts)) / (1 + np.count_nonzero(matrix, axis=0))) + 1.0
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-12)
    return np.asarray(matrix[: len(old)] @ matrix[len(old) :].T)


#: Simpler ways: how they score, and the bar, of 0.3 to 0.9 in steps of 0.05, that suits them best on such lists.
REFERENCES: dict[str, tuple[str, Scorer, float]] = {
    "exact": ("the same text", by_equality, 0.5),
    "difflib": ("`difflib` ratio", by_difflib, 0.55),
    "token-set": ("`rapidfuzz` token set ratio", by_token_set, 0.65),
    "tfidf": ("character n-gram TF-IDF", by_tfidf, 0.4),
}


def reference(name: str, old: Sequence[str], new: Sequence[str]) -> dict[str, object]:
    """Align two lists by a reference: equal texts first, then the best one-to-one assignment above its bar."""
    _, scorer, bar = REFERENCES[name]
    scores = scorer(old, new)
    scores[scores < bar] = 0.0
    scores += 10.0 * by_equality(old, new)  # an equal text is never given up
    pairs = [(int(i), int(j)) for i, j in zip(*linear_sum_assignment(scores, maximize=True), strict=True)]
    links = [
        {"old": [i], "new": [j], "kind": "unchanged" if same_text(old[i], new[j]) else "reworded"}
        for i, j in pairs
        if scores[i, j] > 0
    ]
    return {"links": links}


def digest(old: Sequence[str], new: Sequence[str]) -> str:
    """Name a pair of lists by their contents."""
    return hashlib.sha256(
        json.dumps([[exact_key(t) for t in old], [exact_key(t) for t in new]]).encode()
    ).hexdigest()


def engine(name: str, older: Path, newer: Path) -> dict[str, object]:
    """Align two files of topics, one a line, by the named way."""
    old, new = (path.read_text(encoding="utf-8").split("\n")[:-1] for path in (older, newer))
    if name in REFERENCES:
        return reference(name, old, new)
    bar = float(name.partition("@")[2] or LEAST)
    if bars := os.environ.get(BARS_VARIABLE):
        bar = json.loads(Path(bars).read_text(encoding="utf-8"))[digest(old, new)]
    return alignment_as_dict(align_texts(old, new, least=bar))


def score(pairs: Path, name: str, **environment: str) -> list[str]:
    """Run the scorer of the pairs on one way of matching, and give the lines that it prints."""
    command = [sys.executable, str(pairs / "score.py"), "--pairs", str(pairs), "--"]
    command += [sys.executable, str(Path(__file__).resolve()), str(pairs), "--engine", name, "--lists"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | environment)
    return done.stdout.strip().splitlines()


def left_out(pairs: Path, work: Path) -> str:
    """Give the figures with each series judged by a bar that was chosen on the other series alone."""
    errors: dict[str, dict[float, int]] = {}  # of each pair, at each bar
    for bar in BARS:
        for line in score(pairs, f"cfp-archive@{bar}")[:-1]:
            if found := re.match(r"(\S+) .* wrong (\d+) missed (\d+)$", line):
                errors.setdefault(found[1], {})[bar] = int(found[2]) + int(found[3])
    bars = {}
    for name in errors:
        others = [other for other in errors if series(other) != series(name)]
        best = min(BARS, key=lambda bar: (sum(errors[other][bar] for other in others), abs(bar - LEAST)))
        lists = json.loads((pairs / f"{name}.json").read_text(encoding="utf-8"))
        bars[digest(lists["a"]["topics"], lists["b"]["topics"])] = best
    work.write_text(json.dumps(bars), encoding="utf-8")
    return score(pairs, "cfp-archive", **{BARS_VARIABLE: str(work)})[-1]


def series(pair: str) -> str:
    """Give the series of a pair: its name up to the years, or up to a part of the call."""
    return re.split("[_-]", pair, maxsplit=1)[0]


def seconds() -> float:
    """Time 1,000 comparisons of 40 by 40 topics, all different, a third of them reworded."""
    chance = random.Random(1)
    syllables = [a + b for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u")]
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(300)]
    lists = [
        [" ".join(chance.choices(words, k=chance.randint(2, 9))) for _ in range(40)] for _ in range(1000)
    ]
    others = [
        [text if chance.random() < 2 / 3 else f"{text} and {chance.choice(words)}" for text in texts]
        for texts in lists
    ]
    start = time.process_time()
    for old, new in zip(lists, others, strict=True):
        align_texts(old, new)
    return time.process_time() - start


def table(figures: dict[str, str], pairs: Path, taken: float) -> str:
    """Write the figures as a Markdown table with what one needs to read it."""
    names = ("all", "changed", "add/rem", "kinds", "split+merge", "false links")
    rows = [
        [label, *(re.search(rf"{re.escape(name)} (\S+)", line)[1] for name in names)]  # type: ignore[index]
        for label, line in figures.items()
    ]
    files = [path.stem for path in pairs.glob("*.json")]
    lines = ["| way of matching | all | changed | added, removed | kinds | splits, merges | false links |"]
    lines += ["|---|--:|--:|--:|--:|--:|--:|", *("| " + " | ".join(row) + " |" for row in rows)]
    count = len({series(name) for name in files} - {"x"})
    lines += [
        "",
        f"Measured on {len(files)} labelled pairs of lists, from {count} series of conferences and workshops.",
        f"1,000 comparisons of 40 by 40 topics took about {max(1, round(taken))} s on one core.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path, help="the folder of the labelled pairs and their score.py")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table to this Markdown file")
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    parser.add_argument("--lists", type=Path, nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.engine:
        print(json.dumps(engine(args.engine, *args.lists)))
        return
    figures = {label: score(args.pairs, name)[-1] for name, (label, _, _) in REFERENCES.items()}
    figures["**cfp-archive**"] = score(args.pairs, "cfp-archive")[-1]
    with tempfile.TemporaryDirectory() as folder:
        label = "cfp-archive, its bar chosen on the other series"
        figures[label] = left_out(args.pairs, Path(folder, "bars.json"))
    text = table(figures, args.pairs, seconds())
    print(text, end="")
    if args.write:
        args.write.parent.mkdir(parents=True, exist_ok=True)
        args.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
