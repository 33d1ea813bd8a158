"""clause + treaties -> the clauses of the other treaties that are worded like it: predecessors and models."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Sequence

from clausediff.alignment.align import align_score
from clausediff.model import Clause, Treaty
from clausediff.normalize.tokens import tokenize, witness
from clausediff.normalize.words import stem

#: Clauses of two treaties are set side by side when their wording is alike to this degree. Of the clauses
#: that ship, those of 1961 and 2024 on the same duty reach .54, the next that share a model .46 and .42,
#: all others at most .26.
COUNTERPART = 0.35

#: Only so many clauses of a treaty, which share at least so much of their words, are aligned.
CANDIDATES, SHARED = 3, 0.2


def find_counterparts(clause: Clause, treaties: Sequence[Treaty]) -> Iterator[Clause]:
    """
    Yield, for each other treaty, the clause that is worded most like a clause, if any is worded like it.

    >>> from clausediff.treaty.shelf import clause, treaties
    >>> others = treaties("SU-KP-1961", "UN-CHARTER")
    >>> [str(found) for found in find_counterparts(clause("RU-KP-2024", "4"), others)]
    ['SU-KP-1961 1(2)']
    """
    for treaty in treaties:
        if treaty.id != clause.treaty:
            scored = [(_alikeness(clause, other), other) for other in _candidates(clause, treaty)]
            best = max(scored, key=lambda pair: pair[0], default=None)
            if best is not None and best[0] >= COUNTERPART:
                yield best[1]


def _candidates(clause: Clause, treaty: Treaty) -> list[Clause]:
    shares = [
        (_shared(clause.text, other.text), other) for other in treaty.clauses if other.kind != "division"
    ]
    shares.sort(key=lambda pair: pair[0], reverse=True)
    return [other for share, other in shares[:CANDIDATES] if share >= SHARED]


def _alikeness(clause: Clause, other: Clause) -> float:
    return align_score(witness("", clause.text), witness("", other.text)).whole


def _shared(base: str, other: str) -> float:
    """Return the share of stems that two texts have in common, in any order (Dice)."""
    ours, theirs = _stems(base), _stems(other)
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


@functools.lru_cache(maxsize=1 << 12)
def _stems(text: str) -> Counter[str]:
    return Counter(stem(token.key) for token in tokenize(text))
