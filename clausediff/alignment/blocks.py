"""Which words and phrases go together, once it is known how likely each two words do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeAlias

from clausediff.alignment.features import View
from clausediff.alignment.forest import weights
from clausediff.alignment.grid import Grid
from clausediff.model import Run

Block: TypeAlias = tuple[Run, Run]

# A pair of terms that the lexicon or its initials relate needs little else.
_LEAST_TERM = 0.05


def blocks(grid: Grid, likely: Mapping[int, float]) -> list[Block]:
    """
    Return the blocks that the likely cells make, no word in two of them, in the order of the base.

    Terms that the lexicon or initials pair come first. Then cells by their likelihood; a block grows
    where the cells that it gains are worth it.
    """
    gains = {number: strength - weights()["threshold"] for number, strength in likely.items()}
    by_row: dict[int, list[Run]] = {}
    by_column: dict[int, list[Run]] = {}
    for term in _terms(grid, likely):
        by_row.update(dict.fromkeys(term[0], term))
        by_column.update(dict.fromkeys(term[1], term))
    for row, column in _best_first(grid, gains):
        block = by_row.get(row) or by_column.get(column) or [Run(row, row), Run(column, column)]
        if (row in by_row and column in by_column) or not _adjoins(block, row, column):
            continue
        grown = [_with(block[0], row), _with(block[1], column)]
        if _gain(grid, gains, grown) > _gain(grid, gains, block):
            block[:] = grown
            by_row.update(dict.fromkeys(grown[0], block))
            by_column.update(dict.fromkeys(grown[1], block))
    found = {rows.start: (rows, columns) for rows, columns in by_row.values()}
    return [found[start] for start in sorted(found)]


def _terms(grid: Grid, likely: Mapping[int, float]) -> list[list[Run]]:
    """Return the pairs of terms that hold together: likely in a cell, not better linked elsewhere."""
    view = View(grid, likely)
    graded = []
    for ours, theirs in grid.terms:
        within = max(likely.get(grid.number(row, column), 0.0) for row, column in product(ours, theirs))
        if within > max([_LEAST_TERM, *_claims(view, ours, theirs)]):
            graded.append((-within, ours, theirs))
    return _apart(sorted(graded))


def _claims(view: View, ours: Run, theirs: Run) -> Iterator[float]:
    """Yield how strongly words of two runs belong to words outside, each the other's best."""
    for row in ours:
        strength, column = view.row_best[row]
        if strength and column not in range(theirs.start, theirs.end) and view.column_best[column][1] == row:
            yield strength
    for column in theirs:
        strength, row = view.column_best[column]
        if strength and row not in range(ours.start, ours.end) and view.row_best[row][1] == column:
            yield strength


def _apart(graded: Iterable[tuple[float, Run, Run]]) -> list[list[Run]]:
    rows: set[int] = set()
    columns: set[int] = set()
    kept = []
    for _, ours, theirs in graded:
        if rows.isdisjoint(ours) and columns.isdisjoint(theirs):
            kept.append([ours, theirs])
            rows.update(ours)
            columns.update(theirs)
    return kept


def _best_first(grid: Grid, gains: Mapping[int, float]) -> list[tuple[int, int]]:
    worth = grid.cells(number for number, gain in gains.items() if gain > 0)
    return [cell[1:] for cell in sorted(worth, key=lambda cell: (-gains[cell[0]], cell))]


def _adjoins(block: Sequence[Run], row: int, column: int) -> bool:
    return all(run.start - 1 <= place <= run.end for run, place in zip(block, (row, column), strict=True))


def _with(run: Run, place: int) -> Run:
    return Run(min(run.start, place), max(run.end, place + 1))


def _gain(grid: Grid, gains: Mapping[int, float], block: Sequence[Run]) -> float:
    missing = -float(weights()["threshold"])
    return sum(gains.get(grid.number(row, column), missing) for row in block[0] for column in block[1])
