"""
Fit the weights of data/kinds.toml: which traits of marked words speak for a quotation.

    python benchmarks/fit_kinds.py news_train.jsonl german_dev.jsonl tests/data/quotes_registers.toml

Each file holds one text a line, {"text", "quotes": [{"start", "end"}], "not_quotes": [...]}, labelled
by people; where it has no "not_quotes", all other marked words count as mentions. A *.toml file holds
cases labelled by ⟪…⟫ and ⟨…⟩ in their text. Prints the [weights] table and, for each file, how many
it gets wrong when weights fitted on the other four fifths of the texts judge it. Logistic regression
with an L2 prior by Newton's method; plain Python.
"""

from __future__ import annotations

import json
import math
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clausediff.quotes.find import marked_words
from clausediff.quotes.kinds import settled, traits

Row = tuple[dict[str, float], int, float]
PRIOR = 1.0
# How many quotations a mention outweighs: most marked words of news are quotations.
MENTION_WEIGHT = 1.7


def main() -> None:
    files = {path: list(rows(path)) for path in sys.argv[1:]}
    for path in files:
        judge(path, files)
    print("\n[weights]")
    for name, weight in fit([row for texts in files.values() for text in texts for row in text]).items():
        print(f'"{name}" = {weight:.2f}')


def judge(path: str, files: dict[str, list[list[Row]]]) -> None:
    """Print how many rows of a file go wrong when its texts took no part in the fit."""
    wrong, total = [0, 0], [0, 0]
    for fold in range(5):
        training = [text for texts in files.values() for i, text in enumerate(texts) if i % 5 != fold]
        weights = fit([row for text in training for row in text])
        for features, label, _ in (row for text in files[path][fold::5] for row in text):
            total[label] += 1
            wrong[label] += (score(weights, features) >= 0) != bool(label)
    print(f"# {path}: {wrong[1]} of {total[1]} quotations lost,", end=" ")
    print(f"{wrong[0]} of {total[0]} mentions kept", flush=True)


def rows(path: str) -> Iterator[list[Row]]:
    """Yield the labelled marked words of each text."""
    for document in documents(path):
        text = document["text"]
        found = []
        for words in marked_words(text):
            label = label_of(words.marked.span, document)
            if label is not None and settled(text, words.marked, words.narration) is None:
                features = traits(text, *words)
                found.append((features, label, 1.0 if label else MENTION_WEIGHT))
        yield found


def documents(path: str) -> list[dict[str, Any]]:
    text = Path(path).read_text(encoding="utf-8")
    if path.endswith(".toml"):
        return [labelled(case["text"]) for case in tomllib.loads(text)["case"]]
    return [json.loads(line) for line in text.splitlines()]


def labelled(text: str) -> dict[str, Any]:
    """
    Return a text without its ⟪…⟫ and ⟨…⟩, and what they hold.

    >>> labelled("He said “⟪No⟫”.")
    {'text': 'He said “No”.', 'quotes': [{'start': 9, 'end': 11}], 'not_quotes': []}
    """
    plain, spans, start = "", {"⟫": [], "⟩": []}, 0
    for piece in re.split("([⟪⟫⟨⟩])", text):
        if piece in spans:
            spans[piece].append({"start": start, "end": len(plain)})
        elif piece in ("⟪", "⟨"):
            start = len(plain)
        else:
            plain += piece
    return {"text": plain, "quotes": spans["⟫"], "not_quotes": spans["⟩"]}


def label_of(span, document) -> int | None:
    if any(overlap(span, quote) >= 0.5 for quote in document["quotes"]):
        return 1
    negatives = document.get("not_quotes")
    return 0 if negatives is None or any(overlap(span, other) >= 0.5 for other in negatives) else None


def overlap(span, other) -> float:
    shared = min(span.end, other["end"]) - max(span.start, other["start"])
    return shared / (max(span.end, other["end"]) - min(span.start, other["start"]))


def score(weights: dict[str, float], features: dict[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def fit(data: list[Row]) -> dict[str, float]:
    names = sorted({name for features, _, _ in data for name in features})
    index = {name: i for i, name in enumerate(names)}
    vectors = [([(index[n], v) for n, v in f.items() if v], label, weight) for f, label, weight in data]
    beta = [0.0] * len(names)
    for _ in range(12):
        gradient = [-PRIOR * b for b in beta]
        hessian = [[PRIOR * (i == j) for j in range(len(names))] for i in range(len(names))]
        for vector, label, weight in vectors:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(beta[i] * v for i, v in vector)))))
            for i, v in vector:
                gradient[i] += weight * (label - p) * v
                for j, u in vector:
                    hessian[i][j] += weight * p * (1 - p) * v * u
        beta = [b + step for b, step in zip(beta, solve(hessian, gradient), strict=True)]
    return dict(zip(names, beta, strict=True))


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve by elimination; the matrix is symmetric and positive."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i, row in enumerate(rows):
        for other in rows[i + 1 :]:
            factor = other[i] / row[i]
            for j in range(i, len(row)):
                other[j] -= factor * row[j]
    solution = [0.0] * len(rows)
    for i in reversed(range(len(rows))):
        rest = sum(rows[i][j] * solution[j] for j in range(i + 1, len(rows)))
        solution[i] = (rows[i][-1] - rest) / rows[i][i]
    return solution


if __name__ == "__main__":
    main()
