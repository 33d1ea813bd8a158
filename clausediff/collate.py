"""Several witnesses -> one table in which what renders the same stands in the same row."""

from __future__ import annotations

from collections.abc import Sequence

from clausediff.align import align
from clausediff.model import Collation, Row, Run, Witness


def collate(witnesses: Sequence[Witness]) -> Collation:
    """Set witnesses side by side."""
    longest = max(range(len(witnesses)), key=lambda n: len(witnesses[n].tokens), default=0)
    taken: list[dict[int, Run]] = []
    rows: list[dict[int, Run]] = [
        {longest: Run(i, i + 1)} for i in range(len(witnesses[longest].tokens) if witnesses else 0)
    ]
    for n, witness in enumerate(witnesses):
        if n == longest:
            continue
        used = set()
        for link in align(witnesses[longest], witness).links:
            rows[link.base.start][n] = link.other
            used.update(link.other)
        taken.extend({n: Run(i, i + 1)} for i in range(len(witness.tokens)) if i not in used)
    table = [tuple(row.get(n, Run(0, 0)) for n in range(len(witnesses))) for row in rows + taken]
    return Collation(tuple(witnesses), tuple(Row(cells) for cells in table))
