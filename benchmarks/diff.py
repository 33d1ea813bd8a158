"""
Time, memory, size and readability of our diff and of others, each in a process of its own.

    python benchmarks/diff.py FOLDER [TOOL ...]

FOLDER holds pairs of texts, NAME.a.txt and NAME.b.txt. Every tool gets the same tokens, except those that
cut texts themselves. Tools that are not installed are skipped with a reason. `cost` is what is deleted and
inserted over the least possible, `lone` counts unchanged tokens that stand alone between two changes, per
10,000 tokens; both are left open for tools that cut tokens of their own.
"""

from __future__ import annotations

import importlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from clausediff.alignment import engine
from clausediff.diffing.diff import diff
from clausediff.model import Witness
from clausediff.normalize.tokens import witness

Block = tuple[int, int, int]
Tool = Callable[[Witness, Witness], "list[Block] | None"]
LIMIT = 300


def ours(base: Witness, other: Witness) -> list[Block]:
    kept = [edit for edit in diff(base, other).edits if edit.op == "equal" or edit.category == "case"]
    return [
        (edit.base.start, edit.other.start, len(edit.base))
        for edit in kept
        if len(edit.base) == len(edit.other)
    ]


def difflib(base: Witness, other: Witness) -> list[Block]:
    matcher = importlib.import_module("difflib").SequenceMatcher(None, _keys(base), _keys(other))
    return [tuple(block) for block in matcher.get_matching_blocks()]


def difflib_exact(base: Witness, other: Witness) -> list[Block]:
    matcher = importlib.import_module("difflib").SequenceMatcher(
        None, _keys(base), _keys(other), autojunk=False
    )
    return [tuple(block) for block in matcher.get_matching_blocks()]


def redlines(base: Witness, other: Witness) -> None:
    importlib.import_module("redlines").Redlines(base.text, other.text).output_markdown  # noqa: B018


def fast_diff_match_patch(base: Witness, other: Witness) -> list[Block]:
    # Shifted: the package takes no text with a NUL character.
    codes = ["".join(chr(ord(c) + 40) for c in text) for text in engine.code(_keys(base), _keys(other))]
    changes = importlib.import_module("fast_diff_match_patch").diff(*codes, timelimit=0, checklines=False)
    blocks, i, j = [], 0, 0
    for op, length in changes:
        if op == "=":
            blocks.append((i, j, length))
        i, j = i + length * (op != "+"), j + length * (op != "-")
    return blocks


def patiencediff(base: Witness, other: Witness) -> list[Block]:
    matcher = importlib.import_module("patiencediff").PatienceSequenceMatcher(None, _keys(base), _keys(other))
    return [tuple(block) for block in matcher.get_matching_blocks()]


def rapidfuzz(base: Witness, other: Witness) -> list[Block]:
    opcodes = importlib.import_module("rapidfuzz.distance").LCSseq.opcodes(
        *engine.code(_keys(base), _keys(other))
    )
    return [(i, j, i_end - i) for tag, i, i_end, j, _ in opcodes if tag == "equal"]


def git_word_diff(base: Witness, other: Witness) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("a", "b")]
        for path, side in zip(paths, (base, other), strict=True):
            path.write_text("\n".join(_keys(side)) + "\n", encoding="utf-8", errors="surrogatepass")
        command = ["git", "diff", "--no-index", "--word-diff=porcelain", "--histogram", *map(str, paths)]
        subprocess.run(command, check=False, capture_output=True)


def collatex(base: Witness, other: Witness) -> None:
    module = importlib.import_module("collatex")
    collation = module.Collation()
    collation.add_plain_witness("A", base.text)
    collation.add_plain_witness("B", other.text)
    module.collate(collation, segmentation=False)


TOOLS: dict[str, Tool] = {
    tool.__name__: tool
    for tool in (
        ours,
        difflib,
        difflib_exact,
        redlines,
        fast_diff_match_patch,
        patiencediff,
        rapidfuzz,
        git_word_diff,
        collatex,
    )
}


def main(folder: str, *names: str) -> None:
    for pair in [*sorted(path.name[:-6] for path in Path(folder).glob("*.a.txt")), *_ADVERSARIAL]:
        print(f"\n{pair}\n{'':24}{'seconds':>9}{'× ours':>8}{'MB':>7}{'cost':>7}{'lone':>7}")
        own = None
        for name in names or TOOLS:
            row = _in_own_process(folder, pair, name)
            if isinstance(row, str):
                print(f"{name:24}skipped: {row}")
                continue
            own = row["seconds"] if name == "ours" else own
            ratio = f"{row['seconds'] / own:8.1f}" if own else f"{'':8}"
            figures = f"{row['cost']:7.3f}{row['lone']:7.1f}" if "cost" in row else f"{'–':>7}{'–':>7}"
            print(f"{name:24}{row['seconds']:9.3f}{ratio}{row['megabytes']:7.0f}{figures}", flush=True)


def _in_own_process(folder: str, pair: str, name: str) -> dict[str, float] | str:
    command = [sys.executable, __file__, "--one", folder, pair, name]
    try:
        run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return f"not done in {LIMIT} s"
    if run.returncode:
        return (run.stderr.strip().splitlines() or ["no reason given"])[-1][:90]
    return dict(json.loads(run.stdout))


def measure(folder: str, pair: str, name: str) -> None:
    base, other = _witnesses(folder, pair)
    engine.code(("a",), ("b",))
    # Loads the data files, the synonyms too, which a process does once.
    diff(witness("A", "shall consult on conflict without delay"), witness("B", "may consult on conduct"))
    start_memory, repeats = _megabytes(), 1 if len(base.tokens) > 30_000 else 3
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        blocks = TOOLS[name](base, other)
        seconds.append(time.perf_counter() - start)
    row = {"seconds": min(seconds), "megabytes": _megabytes() - start_memory}
    if blocks is not None:
        row |= _figures(base, other, blocks)
    print(json.dumps(row))


def _figures(base: Witness, other: Witness, blocks: Iterable[Block]) -> dict[str, float]:
    """Count what is changed over the least possible, and lone kept tokens."""
    joined = engine.join(block for block in blocks if block[2])
    total = len(base.tokens) + len(other.tokens)
    kept = sum(length for *_, length in joined)
    codes = engine.code(_keys(base), _keys(other))
    least = engine.distance(*codes, engine.fixed_runs(*codes))
    ends = {(0, 0), (len(base.tokens), len(other.tokens))}
    lone = sum(n == 1 and not {(i, j), (i + 1, j + 1)} & ends for i, j, n in joined)
    return {"cost": (total - 2 * kept) / max(least, 1), "lone": lone / max(len(base.tokens), 1) * 10_000}


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _keys(side: Witness) -> list[str]:
    return [token.key for token in side.tokens]


def _witnesses(folder: str, pair: str) -> tuple[Witness, Witness]:
    if pair in _ADVERSARIAL:
        base, other = _ADVERSARIAL[pair]()
        return witness("a", " ".join(base)), witness("b", " ".join(other))
    texts = [Path(folder, f"{pair}.{side}.txt").read_text(encoding="utf-8") for side in "ab"]
    return witness("a", texts[0]), witness("b", texts[1])


def _random_words(seed: int) -> list[str]:
    source = random.Random(seed)
    return [f"w{source.randrange(3000)}" for _ in range(20_000)]


def _repeated() -> tuple[list[str], list[str]]:
    clause = (
        "the parties shall consult whenever the territorial integrity of any of them is threatened .".split()  # noqa: SIM905
    )
    base = (clause * 1400)[:20_000]
    other = list(base)
    other[6000], other[14_001] = "war", "peace"
    return base, other


_ADVERSARIAL: dict[str, Callable[[], tuple[list[str], list[str]]]] = {
    "20k: all the same": lambda: (["the"] * 20_000, ["the"] * 19_000),
    "20k: reversed": lambda: (_random_words(1), _random_words(1)[::-1]),
    "20k: unrelated": lambda: (_random_words(1), _random_words(2)),
    "20k: one clause repeated": _repeated,
}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(*sys.argv[2:])
    else:
        main(*sys.argv[1:])
