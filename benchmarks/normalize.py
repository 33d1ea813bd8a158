"""
Time and memory of cutting and looking up, beside the peers that are installed.

    python benchmarks/normalize.py FOLDER

FOLDER holds texts (*.txt). A peer that is not installed is skipped with a reason.
"""

from __future__ import annotations

import re
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from clausediff.normalize.alike import likeness
from clausediff.normalize.lexicon import lexicon
from clausediff.normalize.tokens import tokenize
from clausediff.normalize.words import stem


def main(folder: Path) -> None:
    """Print a line for each text and each measure."""
    lexicon().find(["warm"])
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        words = [token.key for token in tokenize(text)]
        print(f"{path.name}: {len(words)} tokens")
        plain = _seconds(lambda text=text: re.findall(r"\w+|[^\w\s]", text))
        _tell("tokenize", _seconds(lambda text=text: tokenize(text)), "re.findall", plain)
        _tell("lexicon.find", _seconds(lambda words=words: lexicon().find(words)), "re.findall", plain)
        _tell_stems(sorted(set(words)))
        print(f"  memory of tokens {_megabytes(text):.1f} MB")
        pairs = [(a, b) for a in words[:60] for b in words[60:120]]
        likeness.cache_clear()
        print(f"  likeness of {len(pairs)} pairs, nothing remembered: {1000 * _once(pairs):.1f} ms")


def _tell(ours: str, seconds: float, theirs: str, peer: float) -> None:
    print(f"  {ours} {1000 * seconds:.1f} ms, {theirs} {1000 * peer:.1f} ms: {seconds / peer:.1f} times")


def _tell_stems(words: list[str]) -> None:
    def fresh() -> None:
        stem.cache_clear()
        for word in words:
            stem(word)

    ours = _seconds(fresh)
    try:
        import snowballstemmer  # type: ignore[import-not-found]
    except ImportError:
        print(f"  stems {1000 * ours:.1f} ms for {len(words)} words (snowballstemmer is not installed)")
        return
    _tell(
        "stems",
        ours,
        "snowballstemmer",
        _seconds(lambda: snowballstemmer.stemmer("english").stemWords(words)),
    )


def _once(pairs: list[tuple[str, str]]) -> float:
    start = time.perf_counter()
    for base, other in pairs:
        likeness(base, other)
    return time.perf_counter() - start


def _seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def _megabytes(text: str) -> float:
    tracemalloc.start()
    kept = tokenize(text)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / 1e6 if kept else 0.0


if __name__ == "__main__":
    main(Path(sys.argv[1]))
