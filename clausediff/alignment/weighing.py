"""How likely two words render each other: the model's two weighings of the cells of a grid."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

from clausediff.alignment.features import FIRST, SECOND, Feature, View
from clausediff.alignment.forest import Forest, compiled, probability, weights
from clausediff.alignment.grid import Cell, Grid

# Where the second weighing looks beyond lexical evidence: beside likely cells, and in small gaps.
_LIKELY = 0.4
_SETTLED = 0.6
_SMALL_GAP = 8
_GAP_EDGE = 3


def likely_cells(grid: Grid) -> dict[int, float]:
    """Weigh the cells of a grid: the probability of each that was looked at in the second weighing."""
    first, second = _models()
    lexical = View(grid, grid.kin)
    view = View(grid, _weighed(lexical, grid.cells(grid.kin), FIRST, first))
    return _weighed(view, extended(view), SECOND, second)


def extended(view: View) -> list[Cell]:
    """Return the cells of a view, those beside likely ones, and those in small gaps between anchors."""
    grid, width = view.grid, view.grid.width
    around = (0, 1, -1, width, -width, width + 1, -width - 1, width - 1, 1 - width)
    numbers = set(view.seen)
    for number, strength in view.seen.items():
        if strength > _LIKELY:
            numbers.update([number + step for step in around])
    for row, (strength, _) in enumerate(view.row_best):
        if strength <= _SETTLED:
            numbers.update([grid.number(row, column) for column in _gap_columns(view, row)])
    return [cell for cell in grid.cells(numbers) if grid.may_link(cell[1], cell[2])]


def _gap_columns(view: View, row: int) -> Iterable[int]:
    left, right = view.row_before[row][1], view.row_after[row][1]
    low, high = min(left, right) + 1, max(left, right)
    if high - low <= _SMALL_GAP:
        return range(low, high)
    return (*range(left + 1, left + 1 + _GAP_EDGE), *range(right - _GAP_EDGE, right))


def _weighed(
    view: View, cells: Sequence[Cell], features: Mapping[str, Feature], model: Forest
) -> dict[int, float]:
    if not cells:
        return {}
    columns = [feature(view, cells) for feature in features.values()]
    odds = map(model, *columns)
    return {cell[0]: probability(odd) for cell, odd in zip(cells, odds, strict=True)}


@functools.cache
def _models() -> tuple[Forest, Forest]:
    known = weights()
    return compiled(known["first"], list(FIRST)), compiled(known["second"], list(SECOND))
