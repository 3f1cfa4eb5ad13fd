"""Fit and measure how topics are matched, on labelled pairs of lists, beside simpler ways of matching.

    python benchmarks/topics.py PAIRS_DIR [--ablate] [--write]

PAIRS_DIR holds the labelled pairs (`<series>_<older>_<newer>.json`) and their own `score.py`, which prints the figures.
Each series is measured with coefficients that were fitted to all others. With ``--write`` the coefficients of the
package are fitted to all pairs, and the figures become the table that the guide shows, so that nobody types them by
hand. With ``--ablate`` each feature is left out once, so that what has no effect can go.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import importlib.util
import io
import json
import random
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from cfp_archive.comparing import evidence as evidence_module
from cfp_archive.comparing.alignment import align_texts, alignment_as_dict
from cfp_archive.comparing.evidence import (
    MEMBER_FEATURES,
    PAIR_FEATURES,
    Evidence,
    Item,
    Model,
    default_model,
)
from cfp_archive.comparing.text import same_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Scorer = Callable[[Sequence[str], Sequence[str]], NDArray[np.float64]]
    Engine = Callable[[Sequence[str], Sequence[str]], dict[str, object]]

HERE = Path(__file__).parent
COEFFICIENTS = Path(evidence_module.__file__).with_name("coefficients.json")
FIGURES = HERE.parent / "docs" / "guide" / "_figures" / "topics.md"
#: Each list is paired with one of another series, to learn what strangers look like. The weight of such an example is
#: low, since in use lists of one series are compared.
STRANGER_WEIGHT = 0.2
#: So many candidates of a topic are examples for the regression of members, if the topic holds something of them.
CANDIDATES, LEAST_HELD = 10, 0.05
#: Inverse strengths of the penalties, as scikit-learn has them. They were chosen leaving one series out.
PAIR_C, MEMBER_C = 1.0, 10.0


class Labelled(NamedTuple):
    """A pair of lists with its links."""

    name: str
    series: frozenset[str]  #: both series of a pair of unrelated lists
    old: tuple[str, ...]
    new: tuple[str, ...]
    links: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    doubtful: frozenset[tuple[int, int]]  #: pairs about which careful readers may differ


def read_pairs(folder: Path) -> list[Labelled]:
    """Read the labelled pairs of a folder."""
    found = []
    for file in sorted(folder.glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        doubtful = {(i, j) for link in data.get("alternatives", ()) for i in link["a"] for j in link["b"]}
        name = file.stem.partition("_")[0]
        found.append(
            Labelled(
                name=file.stem,
                series=frozenset(map(series_of, name.split("-")[1:] if name.startswith("x-") else [name])),
                old=tuple(data["a"]["topics"]),
                new=tuple(data["b"]["topics"]),
                links=tuple((tuple(link["a"]), tuple(link["b"])) for link in data["links"]),
                doubtful=frozenset(doubtful),
            )
        )
    return found


def series_of(name: str) -> str:
    """Return the series of a list: its name up to the year, or up to a part of the call."""
    found = re.match("[a-z]+", name)
    return found[0] if found else name


def strangers(pairs: Sequence[Labelled]) -> Iterator[Labelled]:
    """Pair lists of different series."""
    chance = random.Random(1)  # the same examples in every run
    for one in pairs:
        other = chance.choice([other for other in pairs if not other.series & one.series])
        yield Labelled("", one.series | other.series, one.old, other.new, (), frozenset())


def evidence_of(pair: Labelled, model: Model | None = None) -> Evidence:
    """Weigh the lists of a pair."""
    return Evidence([Item(text=t) for t in pair.old], [Item(text=t) for t in pair.new], model=model)


def fit(pairs: Sequence[Labelled], *, without: str = "") -> Model:
    """Fit the two regressions to labelled pairs.

    :param without: name of a feature to leave out: its coefficient is 0.
    """
    nothing = Model((0.0,) * len(PAIR_FEATURES), 0.0, (0.0,) * len(MEMBER_FEATURES), 0.0)
    rows: list[NDArray[np.float64]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for pair in (*pairs, *strangers(pairs)):
        scales = evidence_of(pair, nothing)
        linked = {(i, j) for old, new in pair.links for i in old for j in new}
        size = scales.old_size
        for i in range(size):
            for j in range(scales.new_size):
                if i in scales.fixed or size + j in scales.fixed or (i, j) in pair.doubtful:
                    continue
                rows.append(scales.pair_features[i, j])
                labels.append((i, j) in linked)
                weights.append(1.0 if pair.name else STRANGER_WEIGHT)
    coefficients, intercept = regress(
        rows, labels, weights, PAIR_C, [name != without for name in PAIR_FEATURES]
    )
    half = nothing._replace(pair=coefficients, pair_intercept=intercept)
    rows, labels = [], []
    for pair in pairs:
        for features, label in members(pair, evidence_of(pair, half)):
            rows.append(np.array(features))
            labels.append(label)
    used = [name != without for name in MEMBER_FEATURES]
    coefficients, intercept = regress(rows, labels, [1.0] * len(labels), MEMBER_C, used)
    return half._replace(member=coefficients, member_intercept=intercept)


def regress(
    rows: Sequence[NDArray[np.float64]],
    labels: Sequence[bool],
    weights: Sequence[float],
    strength: float,
    used: Sequence[bool],
) -> tuple[tuple[float, ...], float]:
    """Fit a logistic regression, and return its coefficients (0 for features that are not used) and its intercept."""
    fitted = LogisticRegression(C=strength, max_iter=10_000)
    fitted.fit(np.array(rows) * np.array(used), labels, weights)
    return tuple(round(float(one), 4) for one in fitted.coef_[0]), round(float(fitted.intercept_[0]), 4)


def members(pair: Labelled, scales: Evidence) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Yield, for each topic that has a partner, what speaks for its other candidates, and which are right."""
    size = scales.old_size
    partners: dict[int, set[int]] = {}
    for old, new in pair.links:
        for i in old:
            partners.setdefault(i, set()).update(size + j for j in new)
        for j in new:
            partners.setdefault(size + j, set()).update(old)
    for one, right in partners.items():
        free = [k for k in scales.others(one) if k not in scales.fixed]
        free.sort(key=lambda k: -scales.odds[one, k])
        free = [k for k in free if scales.held[one, k] > LEAST_HELD or k in right]
        first = next((k for k in free if k in right), None)
        if first is None or one in scales.fixed:
            continue
        chosen = [first]
        for k in free[:CANDIDATES]:
            doubtful = (min(one, k), max(one, k) - size) in pair.doubtful
            if k == first or scales.odds[one, k] > scales.odds[one, first] or doubtful:
                continue
            yield scales.member_features(one, chosen, k), k in right
            if k in right:
                chosen.append(k)


# Ways of matching


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
    rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(
        [*old, *new]
    )
    return np.asarray((rows[: len(old)] @ rows[len(old) :].T).todense())


#: Simpler ways: how they score, and the bar, of 0.3 to 0.9 in steps of 0.05, that suits them best on such lists.
REFERENCES: dict[str, tuple[Scorer, float]] = {
    "the same text": (by_equality, 0.5),
    "`difflib` ratio": (by_difflib, 0.55),
    "`rapidfuzz` token set ratio": (by_token_set, 0.65),
    "character n-gram TF-IDF": (by_tfidf, 0.4),
}


def reference(scorer: Scorer, bar: float) -> Engine:
    """Return an engine that pairs equal texts, then chooses the best one-to-one assignment above a bar."""

    def engine(old: Sequence[str], new: Sequence[str]) -> dict[str, object]:
        scores = scorer(old, new)
        scores[scores < bar] = 0.0
        scores += 10.0 * by_equality(old, new)  # an equal text is never given up
        pairs = [(int(i), int(j)) for i, j in zip(*linear_sum_assignment(scores, maximize=True), strict=True)]
        kinds = {True: "unchanged", False: "reworded"}
        links = [
            {"old": [i], "new": [j], "kind": kinds[same_text(old[i], new[j])]}
            for i, j in pairs
            if scores[i, j] > 0
        ]
        return {"links": links}

    return engine


def left_out(pairs: Sequence[Labelled], *, without: str = "") -> Engine:
    """Return the package's engine, with coefficients for each pair that were fitted to all other series.

    :param without: name of a feature to leave out.
    """
    models: dict[frozenset[str], Model] = {}
    model_of: dict[tuple[tuple[str, ...], tuple[str, ...]], Model] = {}
    for pair in pairs:
        if pair.series not in models:
            models[pair.series] = fit(
                [other for other in pairs if not other.series & pair.series], without=without
            )
        model_of[pair.old, pair.new] = models[pair.series]

    def engine(old: Sequence[str], new: Sequence[str]) -> dict[str, object]:
        return alignment_as_dict(align_texts(old, new, model=model_of[tuple(old), tuple(new)]))

    return engine


def score(folder: Path, engine: Engine, *options: str) -> list[str]:
    """Run the scorer of the pairs on one way of matching, and return the lines that it prints."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    scorer.run = lambda _command, old, new: engine(old, new)
    printed, given = io.StringIO(), sys.argv
    sys.argv = ["score.py", "--pairs", str(folder), *options, "--", "engine"]
    try:
        with contextlib.redirect_stdout(printed):
            scorer.main()
    finally:
        sys.argv = given
    return printed.getvalue().strip().splitlines()


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


def figures(lines: Sequence[str]) -> list[str]:
    """Return the figures of the scorer's last line, and how often each certainty is right."""
    names = ("all", "changed", "add/rem", "kinds", "split+merge", "false links")
    found = [re.search(rf"{re.escape(name)} (\S+)", lines[-1]) for name in names]
    certainties = [re.search(rf"certainty .*{name} (\S+)", lines[-2]) for name in ("sure", "likely", "check")]
    return [one[1] if one else "" for one in (*found, *certainties)]


def table(rows: Mapping[str, Sequence[str]], pairs: Sequence[Labelled], taken: float) -> str:
    """Write the figures as a Markdown table with what one needs to read it."""
    head = "way of matching", "all", "changed", "added, removed", "kinds", "splits, merges", "false links"
    head = (*head, "sure", "likely", "check")
    count = len(frozenset().union(*(pair.series for pair in pairs)))
    lines = [
        f"| {' | '.join(head)} |",
        f"|---|{'--:|' * (len(head) - 1)}",
        *(f"| {' | '.join((label, *row))} |" for label, row in rows.items()),
        "",
        f"Measured on {len(pairs)} labelled pairs of lists, from {count} series of conferences and workshops.",
        f"1,000 comparisons of 40 by 40 topics took about {max(1, round(taken))} s on one core.",
    ]
    return "\n".join(lines) + "\n"


def as_data(model: Model) -> str:
    """Return a model as the package stores it."""
    data = {
        "pair": dict(zip(PAIR_FEATURES, model.pair, strict=True)) | {"intercept": model.pair_intercept},
        "member": dict(zip(MEMBER_FEATURES, model.member, strict=True))
        | {"intercept": model.member_intercept},
    }
    return json.dumps(data, indent=2) + "\n"


def main() -> None:
    """Fit, measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path, help="the folder of the labelled pairs and their score.py")
    parser.add_argument("--ablate", action="store_true", help="measure without each feature, too")
    parser.add_argument(
        "--show", action="store_true", help="print each wrong and missed link, series left out"
    )
    parser.add_argument("--write", action="store_true", help="write the coefficients and the guide's table")
    args = parser.parse_args()
    pairs = read_pairs(args.pairs)
    if args.show:
        print("\n".join(score(args.pairs, left_out(pairs), "--show")))
        return
    rows = {label: figures(score(args.pairs, reference(*way))) for label, way in REFERENCES.items()}
    rows["**cfp-archive**, fitted without the series"] = figures(score(args.pairs, left_out(pairs)))
    if args.ablate:
        for name in (*PAIR_FEATURES, *MEMBER_FEATURES):
            rows[f"without `{name}`"] = figures(score(args.pairs, left_out(pairs, without=name)))
        print(table(rows, pairs, 0.0))
        return
    if args.write:
        COEFFICIENTS.write_text(as_data(fit(pairs)), encoding="utf-8")
        default_model.cache_clear()
    rows["cfp-archive, fitted with it"] = figures(
        score(args.pairs, lambda old, new: alignment_as_dict(align_texts(old, new)))
    )
    text = table(rows, pairs, seconds())
    print(text, end="")
    if args.write:
        FIGURES.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
