"""What every face reads off a collation: stretches in which the same witnesses agree, in reading order."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from clausediff.model import Collation, Row, Run
from clausediff.render.pieces import Words, words


class Cell(NamedTuple):
    """
    One witness's share of a segment.

    `reading` is a letter shared by the witnesses that read the same, empty where a witness has nothing.
    A cell `is_moved` if its witness has these words before words that stand above it in the table.
    """

    run: Run
    words: Words
    reading: str
    is_moved: bool = False


class Segment(NamedTuple):
    """Neighbouring rows of a collation in which the same witnesses agree, a cell for each witness."""

    cells: tuple[Cell, ...]

    @property
    def is_unanimous(self) -> bool:
        """Whether all witnesses read the same."""
        return {cell.reading for cell in self.cells} == {"a"}


def segments(collation: Collation) -> tuple[Segment, ...]:
    """
    Return the rows of a collation joined to phrases, in the order of the first witness.

    >>> from clausediff.normalize import witness
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
    reached = [0] * len(collation.witnesses)
    return tuple(_segment(collation, readings, row, reached) for readings, row in joined)


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


def _segment(collation: Collation, readings: tuple[int, ...], row: Row, reached: list[int]) -> Segment:
    """Make a segment; `reached` holds how far each column has come, and is moved on."""
    cells = []
    for column, (witness, run) in enumerate(zip(collation.witnesses, row.cells, strict=True)):
        is_moved = len(run) > 0 and run.start < reached[column]
        cells.append(Cell(run, words(witness, run), letter(readings[column]), is_moved))
        reached[column] = max(reached[column], run.end if len(run) else 0)
    return Segment(tuple(cells))
