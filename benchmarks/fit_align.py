"""
Fit the model of alignment on human alignments and write clausediff/data/align_weights.toml.

    python benchmarks/fit_align.py DATA [--check] > clausediff/data/align_weights.toml

DATA is a folder of JSON Lines files NAME_dev.jsonl with source_tokens, target_tokens and sure links.
Needs numpy and scikit-learn. The second model is fitted on probabilities that the first gave to
pairs it had not seen (five folds by text); `--check` scores both in this way, to standard error.
"""

import argparse
import json
import random
import sys
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from clausediff.alignment.features import FIRST, SECOND, View
from clausediff.alignment.grid import Grid
from clausediff.alignment.weighing import extended
from clausediff.normalize.tokens import witness

SETS = ("mtref", "edinburgh", "msr_rte", "wiki")
FOLDS = 5
THRESHOLD = 0.42


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("data", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    pairs = read_pairs(arguments.data)
    grids = [Grid(witness("s", pair["source_tokens"]), witness("t", pair["target_tokens"])) for pair in pairs]
    folds = folded(pairs)
    lexical = [View(grid, grid.kin) for grid in grids]
    cells = [grid.cells(grid.kin) for grid in grids]
    first = [columns(view, here, FIRST) for view, here in zip(lexical, cells, strict=True)]
    answers = [labels(pair, here) for pair, here in zip(pairs, cells, strict=True)]
    unseen = held_out(first, answers, folds)
    views = [
        View(grid, {cell[0]: float(p) for cell, p in zip(here, given, strict=True)})
        for grid, here, given in zip(grids, cells, unseen, strict=True)
    ]
    wider = [extended(view) for view in views]
    second = [columns(view, here, SECOND) for view, here in zip(views, wider, strict=True)]
    wider_answers = [labels(pair, here) for pair, here in zip(pairs, wider, strict=True)]
    if arguments.check:
        report(pairs, wider, held_out(second, wider_answers, folds))
    print("# The model of clausediff.alignment.align, fitted by benchmarks/fit_align.py. A tree reads")
    print("# [feature, bound, tree where it is at most the bound, tree where it is above].")
    print(f"threshold = {THRESHOLD}")
    write("first", fitted(first, answers), list(FIRST))
    write("second", fitted(second, wider_answers), list(SECOND))


def read_pairs(folder: Path) -> list[dict]:
    pairs = []
    for name in SETS:
        lines = (folder / f"{name}_dev.jsonl").read_text(encoding="utf-8").splitlines()
        pairs += [json.loads(line) | {"set": name} for line in lines]
    path = folder / "multiwitness_dev.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        pairs += cluster_pairs(json.loads(line))
    return pairs


def cluster_pairs(cluster: dict) -> list[dict]:
    """Pairs of a cluster, unless any of its pairs is also one of a test set."""
    if any("-test-" in pair["from_id"] for pair in cluster["pairs"]):
        return []
    return [
        {
            "set": "cluster",
            "source_tokens": cluster["witnesses"][pair["a"]],
            "target_tokens": cluster["witnesses"][pair["b"]],
            "sure": pair["sure"],
        }
        for pair in cluster["pairs"]
        if "-dev-" not in pair["from_id"]
    ]


def folded(pairs: list[dict]) -> list[int]:
    """Fold by text, so that no sentence is on both sides; texts that share a pair share a fold."""
    head: dict[str, str] = {}

    def root(text: str) -> str:
        while head.setdefault(text, text) != text:
            text = head[text]
        return text

    sides = [
        (" ".join(pair["source_tokens"]).lower(), " ".join(pair["target_tokens"]).lower()) for pair in pairs
    ]
    for source, target in sides:
        head[root(source)] = root(target)
    draw = {text: random.Random(text).randrange(FOLDS) for text in {root(source) for source, _ in sides}}
    return [draw[root(source)] for source, _ in sides]


def columns(view: View, cells: list, features) -> np.ndarray:
    if not cells:
        return np.zeros((0, len(features)))
    return np.array([feature(view, cells) for feature in features.values()], dtype=np.float64).T


def labels(pair: dict, cells: list) -> np.ndarray:
    gold = {tuple(link) for link in pair["sure"]}
    return np.array([(row, column) in gold for _, row, column in cells], dtype=int)


def model() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=40, learning_rate=0.2, max_depth=4, max_leaf_nodes=16, min_samples_leaf=30, random_state=0
    )


def fitted(values: list, answers: list) -> HistGradientBoostingClassifier:
    return model().fit(np.concatenate(values), np.concatenate(answers))


def held_out(values: list, answers: list, folds: list[int]) -> list:
    given = [np.zeros(0)] * len(values)
    for fold in range(FOLDS):
        seen = [place for place, at in enumerate(folds) if at != fold]
        known = fitted([values[place] for place in seen], [answers[place] for place in seen])
        for place, at in enumerate(folds):
            if at == fold and len(values[place]):
                given[place] = known.predict_proba(values[place])[:, 1]
    return given


def report(pairs: list[dict], cells: list, given: list) -> None:
    for name in SETS:
        scores = []
        for pair, here, odds in zip(pairs, cells, given, strict=True):
            if pair["set"] == name:
                gold = {tuple(link) for link in pair["sure"]}
                found = {(r, c) for (_, r, c), p in zip(here, odds, strict=True) if p > THRESHOLD}
                scores.append(
                    (
                        len(gold & found) / len(found) if found else not gold,
                        len(gold & found) / len(gold) if gold else not found,
                    )
                )
        precision, recall = (sum(side) / len(scores) for side in zip(*scores, strict=True))
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{name} F1 {f1:.3f} precision {precision:.3f} recall {recall:.3f}", file=sys.stderr)


def write(name: str, known: HistGradientBoostingClassifier, features: list[str]) -> None:
    print(f"\n{name} = [")
    print(f"  {known._baseline_prediction.item():.4f},")
    for (predictor,) in known._predictors:
        print(f"  {json.dumps(tree(predictor.nodes, 0, features))},")
    print("]")


def tree(nodes: np.ndarray, place: int, features: list[str]):
    node = nodes[place]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    low, high = (tree(nodes, node[side], features) for side in ("left", "right"))
    return [features[node["feature_idx"]], round(float(node["num_threshold"]), 4), low, high]


if __name__ == "__main__":
    main()
