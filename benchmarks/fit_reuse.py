"""
Fit the weights of [reuse] in clausediff/data/matching.toml on annotated reuse of clauses.

    python benchmarks/fit_reuse.py FOLDER

FOLDER holds reuse_*_dev.jsonl: documents with `source`, `clauses`, `article` and the `cases` in it. Prints
the weights of a logistic model (gradient descent, a small penalty) and what each half of the documents says
of a model fitted on the other half. Standard library only.
"""

import json
import sys
from math import exp
from pathlib import Path

from clausediff.locator import Locator
from clausediff.match.index import index
from clausediff.match.reuse import best_case
from clausediff.match.stretches import stretches
from clausediff.model import Clause, Span


def main(folder):
    """Print weights and how well they carry over."""
    rows = [row for path in sorted(Path(folder).glob("reuse_*_dev.jsonl")) for row in read(path)]
    cases = [case for row in rows for case in examples(row)]
    right = sum(case[1] for case in cases)
    print(f"{len(cases)} sentences, {right} of them render the clause that fits best")
    halves = [[case for case in cases if case[2] % 2 == half] for half in (0, 1)]
    for train, test in (halves, halves[::-1]):
        weights = fit(train)
        said = [(probability(weights, features), right) for features, right, _ in test]
        print("held out:", *(line(said, least) for least in (0.3, 0.5, 0.7)), sep="\n  ")
    for name, weight in fit(cases).items():
        print(f"{name} = {weight:.2f}")


def read(path):
    """Give the documents of a file, numbered."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) | {"number": number} for number, line in enumerate(file)]


def examples(row):
    """Give for each sentence the features of its best clause, and whether it renders that clause."""
    spans = [(clause["id"], Span(*clause["span"])) for clause in row["clauses"]]
    clauses = [
        Clause(id, Locator(article=str(n)), span.of(row["source"]), span)
        for n, (id, span) in enumerate(spans, 1)
    ]
    text = row["article"]
    pieces = stretches(text)
    shelf = index(clauses, [piece.of(text) for piece in pieces])
    for piece in pieces:
        case = best_case(text, piece, shelf)
        if case is not None:
            yield case.features, clauses[case.place].treaty in truth(row, case.span), row["number"]


def truth(row, piece):
    """Name the clauses that a sentence renders."""
    return {case["clause"] for case in row["cases"] if piece.overlaps(Span(*case["this"]))}


def fit(cases, steps=1500, rate=0.15, penalty=2e-3):
    """Fit a logistic model."""
    names = sorted(cases[0][0])
    weights = dict.fromkeys(["bias", *names], 0.0)
    for _ in range(steps):
        slope = dict.fromkeys(weights, 0.0)
        for features, right, _ in cases:
            off = probability(weights, features) - right
            slope["bias"] += off
            for name in names:
                slope[name] += off * features[name]
        for name in weights:
            weights[name] -= rate * (slope[name] / len(cases) + penalty * weights[name] * (name != "bias"))
    return weights


def probability(weights, features):
    """Say how likely a sentence renders its clause."""
    return 1 / (1 + exp(-weights["bias"] - sum(weights[name] * value for name, value in features.items())))


def line(said, least):
    """Say precision and recall from a likelihood on."""
    kept = [right for score, right in said if score >= least]
    held = sum(right for _, right in said) or 1
    return f"from {least}: precision {sum(kept) / (len(kept) or 1):.3f}, recall {sum(kept) / held:.3f}"


if __name__ == "__main__":
    main(*sys.argv[1:])
