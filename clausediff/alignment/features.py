"""
What speaks for a link between two words: each feature is a column of numbers over cells.

Most read a *view* of the grid, which is a strength for each cell: first the lexical evidence, then
the probability that the first model gave. So neighbours, rivals and gaps mean the same in both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from clausediff.alignment.grid import CONTENT, Cell, Grid, Word

Column: TypeAlias = Sequence[float]
Feature: TypeAlias = "Callable[[View, Sequence[Cell]], Column]"
Place: TypeAlias = tuple[int, int]

_ANCHORED = 0.5
_WINDOW = 3
_NONE = (0.0, -9)
# In an order in which neighbours behave alike, so that a tree can part them.
_CLASS_ORDER = (
    *("article", "determiner", "pronoun", "preposition", "conjunction"),
    *("adverb", "auxiliary", "modal", "negation"),
)
_CLASSES = {name: place for place, name in enumerate(_CLASS_ORDER, start=1)}


class View:
    """A strength for each cell of a grid, and what follows from it for rows, columns and gaps."""

    def __init__(self, grid: Grid, seen: Mapping[int, float]) -> None:
        rows, columns = len(grid.base), len(grid.other)
        self.grid = grid
        # Both ends of the texts count as linked.
        self.seen = {**seen, grid.number(-1, -1): 1.0, grid.number(rows, columns): 1.0}
        self.by_row: list[list[tuple[float, int]]] = [[] for _ in range(rows)]
        self.by_column: list[list[tuple[float, int]]] = [[] for _ in range(columns)]
        for number, row, column in grid.cells(seen):
            self.by_row[row].append((seen[number], column))
            self.by_column[column].append((seen[number], row))
        self.row_best = [max(line, default=_NONE) for line in self.by_row]
        self.column_best = [max(line, default=_NONE) for line in self.by_column]
        anchors = _anchors(self)
        back = [(column, row) for row, column in anchors]
        self.row_before, self.row_after = _around(anchors, rows, columns)
        before, after = _around(sorted(back), columns, rows)
        self.column_before = [(row, column) for column, row in before]
        self.column_after = [(row, column) for column, row in after]


def _anchors(view: View) -> list[Place]:
    """Return the cells that are the best of their row and of their column, and likely."""
    return [
        (row, column)
        for row, (strength, column) in enumerate(view.row_best)
        if strength > _ANCHORED and view.column_best[column][1] == row
    ]


def _around(anchors: Sequence[Place], rows: int, columns: int) -> tuple[list[Place], list[Place]]:
    """For each row the nearest anchors before and after it; the ends of the texts are anchors too."""
    before: list[Place] = []
    after: list[Place] = []
    last = (-1, -1)
    for anchor in (*anchors, (rows, columns)):
        # The anchor's own row looks beyond it on both sides.
        before.extend([last] * (anchor[0] + 1 - len(before)))
        after.extend([anchor] * (anchor[0] - len(after)))
        last = anchor
    return before[:rows], after


def strength(view: View, cells: Sequence[Cell]) -> Column:
    """How strong the cell itself is."""
    seen = view.seen.get
    return [seen(number, 0.0) for number, _, _ in cells]


def evidence(view: View, cells: Sequence[Cell]) -> Column:
    """How strong the lexical evidence is, in either view."""
    kin = view.grid.kin.get
    return [kin(number, 0.0) for number, _, _ in cells]


def rival_high(view: View, cells: Sequence[Cell]) -> Column:
    """The strongest other cell of the same row or column."""
    return [max(_rivals(view, row, column)) for _, row, column in cells]


def rival_low(view: View, cells: Sequence[Cell]) -> Column:
    """The weaker of the strongest other cells of the row and of the column."""
    return [min(_rivals(view, row, column)) for _, row, column in cells]


def _rivals(view: View, row: int, column: int) -> tuple[float, float]:
    best, at = view.row_best[row]
    ours = best if at != column else max((s for s, c in view.by_row[row] if c != column), default=0.0)
    best, at = view.column_best[column]
    theirs = best if at != row else max((s for s, r in view.by_column[column] if r != row), default=0.0)
    return ours, theirs


def crowd(view: View, cells: Sequence[Cell]) -> Column:
    """How much strength the row or the column holds beside the cell."""
    seen = view.seen.get
    ours = [sum([strength for strength, _ in line]) for line in view.by_row]
    theirs = [sum([strength for strength, _ in line]) for line in view.by_column]
    return [max(ours[row], theirs[column]) - seen(number, 0.0) for number, row, column in cells]


def taken_high(view: View, cells: Sequence[Cell]) -> Column:
    """The strongest cell of the row or column, this one included."""
    ours, theirs = view.row_best, view.column_best
    return [max(ours[row][0], theirs[column][0]) for _, row, column in cells]


def taken_low(view: View, cells: Sequence[Cell]) -> Column:
    """The weaker of the strongest cells of the row and of the column."""
    ours, theirs = view.row_best, view.column_best
    return [min(ours[row][0], theirs[column][0]) for _, row, column in cells]


def nearer(view: View, cells: Sequence[Cell]) -> Column:
    """How many rivals at least as strong stand nearer to the expected place."""
    seen, expected = view.seen.get, view.grid.expected
    column_of = []
    for number, row, column in cells:
        own, place = seen(number, 0.0), expected[row]
        far = abs(place - column)
        count = sum([s >= own and abs(place - c) < far for s, c in view.by_row[row]])
        count += sum([s >= own and abs(expected[r] - column) < far for s, r in view.by_column[column]])
        column_of.append(count)
    return column_of


def before(view: View, cells: Sequence[Cell]) -> Column:
    """The pair of words before."""
    seen, step = view.seen.get, view.grid.width + 1
    return [seen(number - step, 0.0) for number, _, _ in cells]


def after(view: View, cells: Sequence[Cell]) -> Column:
    """The pair of words after."""
    seen, step = view.seen.get, view.grid.width + 1
    return [seen(number + step, 0.0) for number, _, _ in cells]


def beside(view: View, cells: Sequence[Cell]) -> Column:
    """The same word with the neighbours of its counterpart."""
    seen, width = view.seen.get, view.grid.width
    return [
        max(seen(n - width, 0.0) + seen(n + width, 0.0), seen(n - 1, 0.0) + seen(n + 1, 0.0))
        for n, _, _ in cells
    ]


def beside_before(view: View, cells: Sequence[Cell]) -> Column:
    """The same word with the word before its counterpart."""
    seen, width = view.seen.get, view.grid.width
    return [max(seen(n - width, 0.0), seen(n - 1, 0.0)) for n, _, _ in cells]


def beside_after(view: View, cells: Sequence[Cell]) -> Column:
    """The same word with the word after its counterpart."""
    seen, width = view.seen.get, view.grid.width
    return [max(seen(n + width, 0.0), seen(n + 1, 0.0)) for n, _, _ in cells]


def around(view: View, cells: Sequence[Cell]) -> Column:
    """How well the words around go together in the same order."""
    best, last = view.row_best, len(view.row_best)
    sums = []
    for _, row, column in cells:
        total = 0.0
        for place in range(max(0, row - _WINDOW), min(last, row + _WINDOW + 1)):
            strength, at = best[place]
            slip = abs(at - column - place + row)
            if slip < _WINDOW and place != row and at != column:
                total += strength / (1 + slip)
        sums.append(total)
    return sums


def head_before(view: View, cells: Sequence[Cell]) -> Column:
    """The content words next before."""
    return _heads(view, cells, _content_before(view.grid.base), _content_before(view.grid.other))


def head_after(view: View, cells: Sequence[Cell]) -> Column:
    """The content words next after: what a preposition or an article belongs to."""
    ours = [-1 - place for place in _content_before(view.grid.base[::-1])[::-1]]
    theirs = [-1 - place for place in _content_before(view.grid.other[::-1])[::-1]]
    rows, columns = len(ours), len(theirs)
    return _heads(view, cells, [rows + place for place in ours], [columns + place for place in theirs])


def _content_before(words: Sequence[Word]) -> list[int]:
    places, last = [], -1
    for place, known in enumerate(words):
        places.append(last)
        if known.rank == CONTENT:
            last = place
    return places


def _heads(view: View, cells: Sequence[Cell], ours: Sequence[int], theirs: Sequence[int]) -> Column:
    seen, number = view.seen.get, view.grid.number
    return [seen(number(ours[row], theirs[column]), 0.0) for _, row, column in cells]


def inside(view: View, cells: Sequence[Cell]) -> Column:
    """Whether the cell keeps the order between the anchors around its row, and around its column."""
    return [
        (view.row_before[r][1] < c < view.row_after[r][1])
        + (view.column_before[c][0] < r < view.column_after[c][0])
        for _, r, c in cells
    ]


def fit_before(view: View, cells: Sequence[Cell]) -> Column:
    """How far off the anchor before the two words stand."""
    ours, theirs = view.row_before, view.column_before
    return [
        min(abs(c - ours[r][1] - r + ours[r][0]), abs(c - theirs[c][1] - r + theirs[c][0]))
        for _, r, c in cells
    ]


def fit_after(view: View, cells: Sequence[Cell]) -> Column:
    """How far off the anchor after the two words stand."""
    ours, theirs = view.row_after, view.column_after
    return [
        min(abs(c - ours[r][1] - r + ours[r][0]), abs(c - theirs[c][1] - r + theirs[c][0]))
        for _, r, c in cells
    ]


def drift(view: View, cells: Sequence[Cell]) -> Column:
    """How far from where it would stand between the anchors around its row."""
    ours = [
        j + (row - i) * (y - j) / (x - i)
        for row, ((i, j), (x, y)) in enumerate(zip(view.row_before, view.row_after, strict=True))
    ]
    return [abs(column - ours[row]) for _, row, column in cells]


def gap(view: View, cells: Sequence[Cell]) -> Column:
    """How many words stand between the anchors around, on the longer side."""
    ours = [y[0] - x[0] for x, y in zip(view.row_before, view.row_after, strict=True)]
    theirs = [y[1] - x[1] for x, y in zip(view.column_before, view.column_after, strict=True)]
    return [max(ours[row], theirs[column]) for _, row, column in cells]


def misfit(view: View, cells: Sequence[Cell]) -> Column:
    """How far off the anchors on both sides, at the worst."""
    ours = zip(view.row_before, view.row_after, strict=True)
    theirs = zip(view.column_before, view.column_after, strict=True)
    rows = [(x[1] - x[0], y[1] - y[0]) for x, y in ours]
    columns = [(x[1] - x[0], y[1] - y[0]) for x, y in theirs]
    return [
        max(abs(c - r - rows[r][0]), abs(c - r - columns[c][0]))
        + max(abs(c - r - rows[r][1]), abs(c - r - columns[c][1]))
        for _, r, c in cells
    ]


def off_path(view: View, cells: Sequence[Cell]) -> Column:
    """How far from the place where the word would stand if all that is common stood in order."""
    expected = view.grid.expected
    return [abs(expected[row] - column) for _, row, column in cells]


def off_share(view: View, cells: Sequence[Cell]) -> Column:
    """How far apart the two stand in their texts, in shares of the text."""
    rows, columns = len(view.grid.base), len(view.grid.other)
    return [abs((row + 0.5) / rows - (column + 0.5) / columns) for _, row, column in cells]


def rank_low(view: View, cells: Sequence[Cell]) -> Column:
    """The lower rank of the two words: content, grammar, mark."""
    base, other = view.grid.base, view.grid.other
    return [min(base[row].rank, other[column].rank) for _, row, column in cells]


def rank_high(view: View, cells: Sequence[Cell]) -> Column:
    """The higher rank of the two words."""
    base, other = view.grid.base, view.grid.other
    return [max(base[row].rank, other[column].rank) for _, row, column in cells]


def grammar(view: View, cells: Sequence[Cell]) -> Column:
    """The class of the two words that stands first in the list: content, article, determiner and so on."""
    base, other = _class_places(view.grid.base), _class_places(view.grid.other)
    return [min(base[row], other[column]) for _, row, column in cells]


def _class_places(words: Sequence[Word]) -> list[int]:
    return [_CLASSES.get(known.grammar, 0) for known in words]


def length(view: View, cells: Sequence[Cell]) -> Column:
    """The letters of the shorter word."""
    base, other = view.grid.base_keys, view.grid.other_keys
    return [min(len(base[row]), len(other[column])) for _, row, column in cells]


def capitals(view: View, cells: Sequence[Cell]) -> Column:
    """How many of the two words begin with a capital."""
    base, other = view.grid.capitals
    return [base[row] + other[column] for _, row, column in cells]


def capital_share(view: View, cells: Sequence[Cell]) -> Column:
    """How many words begin with a capital in both texts: nearly none where case was folded."""
    flags = view.grid.capitals[0] + view.grid.capitals[1]
    return [sum(flags) / len(flags)] * len(cells)


def overlap(view: View, cells: Sequence[Cell]) -> Column:
    """How many content words the two texts share."""
    grid = view.grid
    ours = {known.form for known in grid.base if known.rank == CONTENT}
    theirs = {known.form for known in grid.other if known.rank == CONTENT}
    return [2 * len(ours & theirs) / (len(ours) + len(theirs) or 1)] * len(cells)


def length_ratio(view: View, cells: Sequence[Cell]) -> Column:
    """How much shorter the shorter text is."""
    shorter, longer = sorted((len(view.grid.base), len(view.grid.other)))
    return [shorter / longer] * len(cells)


_WORDS = (
    rank_low,
    rank_high,
    grammar,
    length,
    capitals,
    off_path,
    off_share,
    overlap,
    length_ratio,
    capital_share,
)
_PLACES = (
    strength,
    rival_high,
    crowd,
    nearer,
    before,
    after,
    around,
    head_before,
    head_after,
    inside,
    fit_before,
    fit_after,
    misfit,
)
_AGAIN = (evidence, rival_low, taken_high, taken_low, beside, beside_before, beside_after, drift, gap)

FIRST: Mapping[str, Feature] = {f.__name__: f for f in _WORDS + _PLACES}
SECOND: Mapping[str, Feature] = {f.__name__: f for f in _WORDS + _PLACES + _AGAIN}
