"""
Two witnesses -> which words and phrases of one render which of the other.

A model weighs each pair of words that could go together, twice: first by lexical evidence and
place, then by what the first weighing says of the neighbours. Likely pairs become links of words
and, where they adjoin, of phrases. The model was fitted on human alignments by
benchmarks/fit_align.py; it is data. After Yao, Van Durme, Callison-Burch and Clark (2013) and
Sultan, Bethard and Sumner (2014), whose aligners read context in the same way.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple, TypeAlias

from clausediff.alike import likeness
from clausediff.features import FIRST, SECOND, Feature, View
from clausediff.forest import Forest, compiled, probability, weights
from clausediff.grid import Cell, Grid, equal_runs, word
from clausediff.lexicon import lexicon
from clausediff.model import Alignment, Link, Relation, Run, Witness


class Alikeness(NamedTuple):
    """How alike two witnesses are: as wholes, and the shorter within the longer."""

    whole: float
    contained: float


Block: TypeAlias = tuple[Run, Run]

# Where the second weighing looks beyond lexical evidence: beside likely cells, and in small gaps.
_LIKELY = 0.4
_SETTLED = 0.6
_SMALL_GAP = 8
_GAP_EDGE = 3
# A pair of terms that the lexicon or its initials relate needs little else.
_LEAST_TERM = 0.05
_TERM_SCORE = 0.7
# What a content word, a word of grammar and a mark weigh in a score.
_WEIGHTS = (1.0, 0.3, 0.0)


def align(base: Witness, other: Witness) -> Alignment:
    """
    Link the words and phrases of two witnesses that render each other.

    Links may cross, a phrase may render a word, no token is in two links. Aligning the other way
    round gives the same links, mirrored; a witness aligned to itself, each token to itself.
    Numbers never link to different numbers.

    >>> from clausediff.normalize import witness
    >>> alignment = align(witness("A", "shall extend assistance"), witness("B", "shall provide assistance"))
    >>> [(alignment.base.phrase(link.base), alignment.other.phrase(link.other)) for link in alignment.links]
    [('shall', 'shall'), ('extend', 'provide'), ('assistance', 'assistance')]
    """
    ours, theirs = _order(base), _order(other)
    if ours[0] == theirs[0]:
        return Alignment(base, other, tuple(_single(i, i, "same") for i in range(len(base.tokens))))
    if ours > theirs:
        return _mirrored(align(other, base))
    return Alignment(base, other, _links(base, other))


def align_words(base: Witness, other: Witness) -> Alignment:
    """
    Link equal words only, in order: the fast and plain mode, a longest common subsequence.

    >>> from clausediff.normalize import witness
    >>> alignment = align_words(witness("A", "armed attack by any State"), witness("B", "attack by a State"))
    >>> [alignment.base.phrase(link.base) for link in alignment.links]
    ['attack', 'by', 'State']
    """
    runs = equal_runs([token.key for token in base.tokens], [token.key for token in other.tokens])
    links = (_single(i + step, j + step, "same") for i, j, length in runs for step in range(length))
    return Alignment(base, other, tuple(links))


def align_score(base: Witness, other: Witness) -> Alikeness:
    """
    Say how alike two witnesses are as wholes, and how far the shorter is contained in the longer.

    Each is the weight of what is linked, 0 to 1, in which content words count more than grammar and marks
    not at all. A verbatim excerpt of a long clause is contained with 1.

    >>> from clausediff.normalize import witness
    >>> clause = witness("A", "each of them will assist the Party so attacked by taking such action")
    >>> align_score(clause, witness("B", "assist the Party so attacked")).contained
    1.0
    """
    alignment = align(base, other)
    ours = [_weight(token.key) for token in base.tokens]
    theirs = [_weight(token.key) for token in other.tokens]
    linked = [
        (_worth(link) * sum(ours[i] for i in link.base), _worth(link) * sum(theirs[j] for j in link.other))
        for link in alignment.links
    ]
    total, other_total = sum(ours), sum(theirs)
    found, other_found = (sum(side) for side in zip(*linked, strict=True)) if linked else (0.0, 0.0)
    shorter = (found, total) if total <= other_total else (other_found, other_total)
    return Alikeness(_share(found + other_found, total + other_total), _share(*shorter))


def likelihoods(base: Witness, other: Witness) -> dict[tuple[int, int], float]:
    """
    Return how likely the model holds it that two words render each other, by their places.

    Mirrored like `align`; pairs that were not worth weighing are left out.
    """
    ours, theirs = _order(base), _order(other)
    if ours[0] == theirs[0]:
        return {(place, place): 1.0 for place in range(len(base.tokens))}
    if ours > theirs:
        return {(row, column): p for (column, row), p in likelihoods(other, base).items()}
    grid = Grid(base, other)
    likely = likely_cells(grid)
    return {(row, column): likely[number] for number, row, column in grid.cells(likely)}


def linked(base: Witness, other: Witness, ours: Run, theirs: Run) -> Link:
    """Return the link of two runs with what relates them."""
    return Link(ours, theirs, _relation(base, other, ours, theirs))


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


def _order(witness: Witness) -> tuple[list[str], str]:
    return [token.key for token in witness.tokens], witness.text


def _weight(key: str) -> float:
    return _WEIGHTS[word(key).rank]


def _worth(link: Link) -> float:
    return 1.0 if link.relation == "same" else link.score


def _share(part: float, whole: float) -> float:
    return round(part / whole, 6) if whole else 1.0


def _mirrored(alignment: Alignment) -> Alignment:
    links = sorted((Link(x.other, x.base, x.relation, x.score) for x in alignment.links), key=_place)
    return Alignment(alignment.other, alignment.base, tuple(links))


def _place(link: Link) -> Run:
    return link.base


def _links(base: Witness, other: Witness) -> tuple[Link, ...]:
    grid = Grid(base, other)
    likely = likely_cells(grid)
    terms = set(grid.terms)
    links = []
    for rows, columns in _blocks(grid, likely):
        strengths = [likely.get(grid.number(row, column), 0.0) for row, column in product(rows, columns)]
        if (rows, columns) in terms:
            links.append(Link(rows, columns, "equivalent", round(max(*strengths, _TERM_SCORE), 3)))
        else:
            score = round(sum(strengths) / len(strengths), 3)
            links.append(Link(rows, columns, _relation(base, other, rows, columns), score))
    return tuple(links)


def _blocks(grid: Grid, likely: Mapping[int, float]) -> list[Block]:
    """Take cells by their likelihood; let a block grow where the cells that it gains are worth it."""
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
    blocks = {rows.start: (rows, columns) for rows, columns in by_row.values()}
    return [blocks[start] for start in sorted(blocks)]


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


def _relation(base: Witness, other: Witness, rows: Run, columns: Run) -> Relation:
    ours = [token.key for token in base.tokens[rows.start : rows.end]]
    theirs = [token.key for token in other.tokens[columns.start : columns.end]]
    if ours == theirs:
        return "same"
    if len(ours) == len(theirs) == 1:
        known = likeness(ours[0], theirs[0])
        return known.relation if known else "similar"
    return "equivalent" if lexicon().relating(ours, theirs) else "similar"


def _single(row: int, column: int, relation: Relation, score: float = 1.0) -> Link:
    return Link(Run(row, row + 1), Run(column, column + 1), relation, score)
