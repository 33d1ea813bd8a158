"""
Score and time alignment and collation beside peers on human alignments.

    python benchmarks/align.py DATA [--limit N]

DATA holds NAME_dev.jsonl files of token alignments and multiwitness_dev.jsonl of clusters. Peers that
are not installed are left out with a word. Precision and recall are averaged over the pairs, F1 is that
of the averages; in brackets, F1 of pairs of unlike tokens. Our model was fitted on these pairs: for
figures on unseen text run fit_align.py --check.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from clausediff.alignment.align import align, align_words
from clausediff.alignment.collate import collate
from clausediff.model import Alignment
from clausediff.normalize.tokens import witness

SETS = ("mtref", "edinburgh", "msr_rte", "wiki")
Pairs = set[tuple[int, int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, default=10**9)
    arguments = parser.parse_args()
    peers = aligners()
    for name in SETS:
        pairs = read(arguments.data / f"{name}_dev.jsonl")[: arguments.limit]
        for method, aligner in peers.items():
            print(f"{name:10} {method:22} {scored(pairs, aligner)}")
    clusters = read(arguments.data / "multiwitness_dev.jsonl")[: arguments.limit]
    for method, collator in collators().items():
        print(f"{'clusters':10} {method:22} {scored_clusters(clusters, collator)}")
    time_lengths()


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def aligners() -> dict[str, Callable[[list[str], list[str]], Pairs]]:
    return {
        "clausediff": lambda s, t: linked(align(witness("s", s), witness("t", t))),
        "clausediff words": lambda s, t: linked(align_words(witness("s", s), witness("t", t))),
        **optional("collatex", collatex_aligner),
        **optional("nltk METEOR", meteor_aligner),
    }


def collators() -> dict[str, Callable[[list[list[str]]], list[list[list[int]]]]]:
    return {"clausediff": our_table, **optional("collatex", collatex_collator)}


def optional(name: str, make: Callable[[], Callable]) -> dict[str, Callable]:
    try:
        return {name: make()}
    except ImportError as error:
        print(f"without {name}: {error}")
        return {}


def linked(alignment: Alignment) -> Pairs:
    return {(i, j) for link in alignment.links for i in link.base for j in link.other}


def our_table(witnesses: list[list[str]]) -> list[list[list[int]]]:
    table = collate([witness(str(place), tokens) for place, tokens in enumerate(witnesses)])
    return [[list(run) for run in row.cells] for row in table.rows]


def collatex_collator() -> Callable[[list[list[str]]], list[list[list[int]]]]:
    import collatex

    def collator(witnesses: list[list[str]]) -> list[list[list[int]]]:
        held = [
            {"id": str(place), "tokens": [{"t": t, "n": t.lower(), "i": i} for i, t in enumerate(tokens)]}
            for place, tokens in enumerate(witnesses)
        ]
        table = collatex.collate({"witnesses": held}, segmentation=False, near_match=False)
        names = [row.header for row in table.rows]
        order = [names.index(str(place)) for place in range(len(witnesses))]
        columns = [column.tokens_per_witness for column in table.columns]
        return [
            [[token.token_data["i"] for token in column.get(names[place], [])] for place in order]
            for column in columns
        ]

    return collator


def collatex_aligner() -> Callable[[list[str], list[str]], Pairs]:
    collator = collatex_collator()
    return lambda s, t: {(i, j) for ours, theirs in collator([s, t]) for i in ours for j in theirs}


def meteor_aligner() -> Callable[[list[str], list[str]], Pairs]:
    from nltk.translate.meteor_score import exact_match, stem_match

    def aligner(source: list[str], target: list[str]) -> Pairs:
        first, second = " ".join(source).lower().split(), " ".join(target).lower().split()
        equal, ours, theirs = exact_match(first, second)
        stemmed, _, _ = stem_match([w for _, w in ours], [w for _, w in theirs])
        return set(equal) | {(ours[i][0], theirs[j][0]) for i, j in stemmed}

    return aligner


def scored(pairs: list[dict], aligner: Callable[[list[str], list[str]], Pairs]) -> str:
    aligner(pairs[0]["source_tokens"], pairs[0]["target_tokens"])
    start = time.perf_counter()
    found = [aligner(pair["source_tokens"], pair["target_tokens"]) for pair in pairs]
    spent = time.perf_counter() - start
    gold = [{tuple(link) for link in pair["sure"]} for pair in pairs]
    unlike = [unlike_pairs(pair) for pair in pairs]
    inner = micro((g & u, f & u) for g, f, u in zip(gold, found, unlike, strict=True))
    return f"{macro(gold, found)} ({100 * inner:.1f})  {1000 * spent / len(pairs):.2f} ms a pair"


def unlike_pairs(pair: dict) -> Pairs:
    source, target = ([token.lower() for token in pair[side]] for side in ("source_tokens", "target_tokens"))
    return {(i, j) for i, ours in enumerate(source) for j, theirs in enumerate(target) if ours != theirs}


def scored_clusters(clusters: list[dict], collator: Callable) -> str:
    gold, found, start = [], [], time.perf_counter()
    for cluster in clusters:
        names = list(cluster["witnesses"])
        table = collator(list(cluster["witnesses"].values()))
        for pair in cluster["pairs"]:
            one, other = names.index(pair["a"]), names.index(pair["b"])
            gold.append({tuple(link) for link in pair["sure"]})
            found.append({(i, j) for row in table for i in row[one] for j in row[other]})
    spent = time.perf_counter() - start
    return f"{macro(gold, found)}  {1000 * spent / len(clusters):.1f} ms a cluster"


def macro(gold: list[Pairs], found: list[Pairs]) -> str:
    shares = [
        (len(g & f) / len(f) if f else float(not g), len(g & f) / len(g) if g else float(not f))
        for g, f in zip(gold, found, strict=True)
    ]
    precision, recall = (sum(side) / len(shares) for side in zip(*shares, strict=True))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"F1 {100 * f1:.1f} P {100 * precision:.1f} R {100 * recall:.1f}"


def micro(sides: Iterable[tuple[Pairs, Pairs]]) -> float:
    both = of_gold = of_found = 0
    for gold, found in sides:
        both, of_gold, of_found = both + len(gold & found), of_gold + len(gold), of_found + len(found)
    return 2 * both / (of_gold + of_found) if of_gold + of_found else 1.0


def time_lengths() -> None:
    for length in (22, 60, 250, 1000, 4000):
        base, other = (witness(str(side), text) for side, text in enumerate(versions(2, length)))
        for name, aligner in (("align", align), ("align_words", align_words)):
            print(f"{name} {length} x {length}: {best_time(partial(aligner, base, other)):.2f} ms")
    for count in (6, 10):
        held = [witness(str(place), text) for place, text in enumerate(versions(count, 500))]
        print(f"collate {count} x 500: {best_time(partial(collate, held)):.1f} ms")


def versions(count: int, length: int) -> list[list[str]]:
    """Texts of one wording in which each tenth word is another."""
    draw = random.Random(count * length)
    vocabulary = [
        f"{a}{b}{c}" for a in "brtskl" for b in ("ea", "o", "i", "ou") for c in ("nd", "st", "ck", "m")
    ]
    vocabulary += ["the", "of", "and", "to", "in", ",", "shall", "any"] * 6
    text = draw.choices(vocabulary, k=length)
    return [[word if draw.random() > 0.1 else draw.choice(vocabulary) for word in text] for _ in range(count)]


def best_time(run: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


if __name__ == "__main__":
    main()
