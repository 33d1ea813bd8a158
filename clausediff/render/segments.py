"""What every face reads off a collation: stretches in which the same witnesses agree, in reading order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from clausediff.model import Collation, Row, Run
from clausediff.render.pieces import Words, words


class Cell(NamedTuple):
    """
    One witness's share of a segment.

    `reading` is a letter shared by the witnesses that read the same, empty where a witness has nothing.
    A cell `is_moved` if its witness has these words in another order; as few cells as can be.
    """

    run: Run
    words: Words
    reading: str
    is_moved: bool = False


class Segment(NamedTuple):
    """Neighbouring rows of a collation in which the same witnesses agree, a cell for each witness."""

    cells: tuple[Cell, ...]

    @property
    def is_varied(self) -> bool:
        """Whether the witnesses that have words here read differently."""
        return len({cell.reading for cell in self.cells if cell.reading}) > 1


def segments(collation: Collation) -> tuple[Segment, ...]:
    """
    Return the rows of a collation joined to phrases, in the order of the first witness.

    >>> from clausediff.normalize.tokens import witness
    >>> witnesses = (witness("A", "will aid at once"), witness("B", "shall aid at once"))
    >>> rows = tuple(Row((Run(i, i + 1), Run(i, i + 1))) for i in range(4))
    >>> [[(c.words.words, c.reading) for c in s.cells] for s in segments(Collation(witnesses, rows))]
    [[('will', 'a'), ('shall', 'b')], [('aid at once', 'a'), ('aid at once', 'a')]]
    """
    joined: list[tuple[tuple[int, ...], Row]] = []
    for row in reading_order(collation):
        readings = _readings(collation, row)
        if joined and joined[-1][0] == readings and _continues(joined[-1][1], row):
            joined[-1] = (readings, _join(joined[-1][1], row))
        else:
            joined.append((readings, row))
    columns = zip(*(row.cells for _, row in joined), strict=True)
    moved = [_out_of_order(column) for column in columns]
    return tuple(
        _segment(collation, readings, row, [number in column for column in moved])
        for number, (readings, row) in enumerate(joined)
    )


def reading_order(collation: Collation) -> tuple[Row, ...]:
    """
    Put the rows in the order of the first witness.

    A row in which it has nothing follows the row before it in the next witness that has words there.
    """
    start, end = -1, -2
    following = {start: end}
    for column in range(len(collation.witnesses)):
        here = [number for number, row in enumerate(collation.rows) if len(row.cells[column])]
        here.sort(key=lambda number: collation.rows[number].cells[column].start)
        for before, number in pairwise((start, *here)):
            if number not in following:
                following[number], following[before] = following[before], number
    found, at = [], following[start]
    while at != end:
        found.append(collation.rows[at])
        at = following[at]
    return tuple(found)


def bands(collation: Collation, most: int) -> tuple[Collation, ...]:
    """
    Part a collation into tables of at most `most` columns, the first witness in each to compare with.

    Below the first table it stands only where another witness of its table has words.
    """
    columns = range(1, len(collation.witnesses))
    step = max(most - 1, 1)
    parted = [(0, *columns[start : start + step]) for start in range(0, len(columns), step)]
    return tuple(
        _of_witnesses(collation, shown, needed=min(number, 1))
        for number, shown in enumerate(parted or [(0,)])
    )


def _of_witnesses(collation: Collation, columns: Sequence[int], needed: int) -> Collation:
    """Take some witnesses out, and the rows in which one of them from number `needed` on has words."""
    columns = columns[: len(collation.witnesses)]
    rows = (Row(tuple(row.cells[column] for column in columns), row.is_moved) for row in collation.rows)
    kept = (row for row in rows if any(len(run) for run in row.cells[needed:]))
    return Collation(tuple(collation.witnesses[column] for column in columns), tuple(kept))


def letter(number: int) -> str:
    """
    Name a reading: a, b, … z, a1, b1, …; nothing for what is absent.

    >>> letter(0), letter(25), letter(26), letter(-1)
    ('a', 'z', 'a1', '')
    """
    if number < 0:
        return ""
    return "abcdefghijklmnopqrstuvwxyz"[number % 26] + (str(number // 26) if number > 25 else "")


def _readings(collation: Collation, row: Row) -> tuple[int, ...]:
    """Number the readings of a row by first appearance; -1 where a witness has nothing."""
    seen: dict[tuple[str, ...], int] = {}
    numbers = []
    for witness, run in zip(collation.witnesses, row.cells, strict=True):
        keys = tuple(token.key for token in witness.tokens[run.start : run.end])
        numbers.append(seen.setdefault(keys, len(seen)) if keys else -1)
    return tuple(numbers)


def _continues(before: Row, after: Row) -> bool:
    """Whether every witness that has words in the row goes on from its words in the row before."""
    runs = zip(before.cells, after.cells, strict=True)
    return all(not len(second) or first.end == second.start for first, second in runs)


def _join(before: Row, after: Row) -> Row:
    runs = zip(before.cells, after.cells, strict=True)
    return Row(tuple(Run(first.start, second.end) if len(second) else first for first, second in runs))


def _out_of_order(runs: Sequence[Run]) -> set[int]:
    """
    Return the runs with the fewest tokens without which the others stand in order.

    They are all but a longest rising chain of tokens. Source: patience sorting (Fredman 1975).
    """
    tops: list[int] = []
    before: dict[int, int] = {}
    for token in chain.from_iterable(runs):
        pile = bisect_left(tops, token)
        tops[pile : pile + 1] = [token]
        before[token] = tops[pile - 1] if pile else -1
    kept, token = set[int](), tops[-1] if tops else -1
    while token >= 0:
        kept.add(token)
        token = before[token]
    return {number for number, run in enumerate(runs) if len(run) and kept.isdisjoint(run)}


def _segment(collation: Collation, readings: tuple[int, ...], row: Row, moved: list[bool]) -> Segment:
    cells = (
        Cell(run, words(witness, run), letter(reading), is_moved)
        for witness, run, reading, is_moved in zip(
            collation.witnesses, row.cells, readings, moved, strict=True
        )
    )
    return Segment(tuple(cells))
