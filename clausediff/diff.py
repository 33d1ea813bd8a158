"""two witnesses -> edits that tile both, phrase by phrase, each with a category."""

from __future__ import annotations

from clausediff import engine
from clausediff.model import ClauseDiff, Edit, Op, Run, Witness


def diff(base: Witness, other: Witness) -> ClauseDiff:
    """
    Compare two witnesses.

    The edits tile both witnesses in order, `replay()` gives the other text back exactly, and
    `distance` is the least number of tokens to delete and insert.

    >>> from clausediff.normalize import witness
    >>> compared = diff(witness("1961", "shall immediately extend aid"), witness("2024", "will provide aid"))
    >>> [edit.op for edit in compared.edits]
    ['replace', 'equal']
    """
    keys = [token.key for token in base.tokens], [token.key for token in other.tokens]
    # The alignment is made in one direction only, so that a diff mirrored is the diff of the sides swapped.
    if is_swapped := keys[1] < keys[0]:
        keys = keys[1], keys[0]
    codes = engine.code(*keys)
    blocks = engine.common_runs(*codes)
    if is_swapped:
        blocks = [(j, i, n) for i, j, n in blocks]
    edits = tuple(_edits(base, other, blocks))
    return ClauseDiff(base, other, edits, distance=engine.distance(*codes))


def invert(compared: ClauseDiff) -> ClauseDiff:
    """Swap the sides of a diff: what was inserted is deleted."""
    return diff(compared.other, compared.base)


def _edits(base: Witness, other: Witness, blocks: list[engine.Block]) -> list[Edit]:
    edits = []
    i = j = 0
    for x, y, n in [*blocks, (len(base.tokens), len(other.tokens), 0)]:
        if i < x or j < y:
            op: Op = "insert" if i == x else "delete" if j == y else "replace"
            edits.append(_edit(base, other, op, Run(i, x), Run(j, y)))
        if n:
            edits.append(_edit(base, other, "equal", Run(x, x + n), Run(y, y + n)))
        i, j = x + n, y + n
    return edits


def _edit(base: Witness, other: Witness, op: Op, left: Run, right: Run) -> Edit:
    return Edit(op, left, right, base.phrase(left), other.phrase(right))
