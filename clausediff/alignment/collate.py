"""
Several witnesses -> one table in which what renders the same stands in the same row.

Every two witnesses are aligned; words join a row as long as the row agrees with them on the
average, most certain pairs first. So what two witnesses say of a third is heard too, as in the
consistency of T-Coffee (Notredame, Higgins, Heringa 2000), and no order of the witnesses is
preferred. The rows then follow the order of the texts; one that could not is marked as moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from clausediff.alignment.align import likelihoods, linked
from clausediff.alignment.grid import equal_runs
from clausediff.errors import GIVE_WITNESS, need
from clausediff.model import Alignment, ClausediffError, Collation, Row, Run, Witness

# Words that the model may weigh against one another, in all pairs of witnesses; beyond, equal words count.
_CELLS = 400_000
_LEAST_AGREEMENT = 0.2
_LEAST_IN_PHRASE = 0.4

Place: TypeAlias = tuple[int, int]
"""A witness and a token of it."""
Cells: TypeAlias = dict[int, Run]
"""The runs of one row, by witness."""
Reading: TypeAlias = tuple[str, tuple[int, ...]]
"""Words, by their keys, and the places of the witnesses that have them."""


def collate(witnesses: Sequence[Witness], *, base: int | None = None) -> Collation:
    """
    Set witnesses side by side: rows of what renders the same, gaps as empty runs.

    The order in which witnesses are given changes nothing but the order of the cells. Give the place
    of a `base` when the rows should follow that witness. Substitutions share a row; a row out of the
    order of some witness `is_moved`.

    >>> from clausediff.normalize.tokens import witness
    >>> texts = ["shall extend military assistance", "will extend assistance", "shall provide assistance"]
    >>> table = collate([witness(str(place), text) for place, text in enumerate(texts)])
    >>> for row in table.rows: print([w.phrase(run) for w, run in zip(table.witnesses, row.cells)])
    ['shall', 'will', 'shall']
    ['extend', 'extend', 'provide']
    ['military', '', '']
    ['assistance', 'assistance', 'assistance']
    """
    _check(witnesses, base)
    order = sorted(range(len(witnesses)), key=lambda place: (place != base, *_text(witnesses[place])))
    inner = [witnesses[place] for place in order]
    rows = _Rows(inner)
    _join(rows, inner, has_base=base is not None)
    _join_substitutions(rows)
    given = [order.index(place) for place in range(len(witnesses))]
    ordered = _in_order(rows, follows_first=base is not None)
    return Collation(tuple(witnesses), tuple(_row(cells, given, moved) for cells, moved in ordered))


def projected(collation: Collation, base: int, other: int) -> Alignment:
    """
    Return what a collation says of two of its witnesses, by their places.

    >>> from clausediff.normalize.tokens import witness
    >>> table = collate([witness("A", "armed attack"), witness("B", "armed invasion")])
    >>> [found.relation for found in projected(table, 0, 1).links]
    ['same', 'equivalent']
    """
    pair = collation.witnesses[base], collation.witnesses[other]
    runs = sorted((row.cells[base], row.cells[other]) for row in collation.rows)
    return Alignment(*pair, tuple(linked(*pair, ours, theirs) for ours, theirs in runs if ours and theirs))


def readings(collation: Collation) -> tuple[tuple[Reading, ...], ...]:
    """
    Return for each row what stands there and in which witnesses, by their places; absence is a reading.

    Witnesses that print the same word in other letters or spellings of case agree. The reading that
    most witnesses have comes first.

    >>> from clausediff.normalize.tokens import witness
    >>> texts = ["armed attack", "Armed attack", "attack"]
    >>> table = collate([witness(str(place), text) for place, text in enumerate(texts)])
    >>> readings(table)
    ((('armed', (0, 1)), ('', (2,))), (('attack', (0, 1, 2)),))
    """
    return tuple(_readings(collation, row) for row in collation.rows)


def _readings(collation: Collation, row: Row) -> tuple[Reading, ...]:
    holders: dict[str, list[int]] = {}
    for place, (witness, run) in enumerate(zip(collation.witnesses, row.cells, strict=True)):
        keys = (token.key for token in witness.tokens[run.start : run.end])
        holders.setdefault(" ".join(keys), []).append(place)
    found = ((reading, tuple(places)) for reading, places in holders.items())
    return tuple(sorted(found, key=lambda reading: (-len(reading[1]), reading[1])))


def _check(witnesses: Sequence[Witness], base: int | None) -> None:
    for witness in witnesses:
        need(witness, Witness, GIVE_WITNESS)
    if base is not None and not 0 <= base < len(witnesses):
        raise ClausediffError(f"base is {base}; give the place of one of the {len(witnesses)} witnesses")


def _text(witness: Witness) -> tuple[list[str], str, str]:
    return [token.key for token in witness.tokens], witness.text, witness.siglum


class _Rows:
    """The rows as they grow: at first each token stands alone."""

    def __init__(self, witnesses: Sequence[Witness]) -> None:
        self.of: list[list[Cells]] = [
            [{place: Run(token, token + 1)} for token in range(len(witness.tokens))]
            for place, witness in enumerate(witnesses)
        ]

    def join(self, ours: Cells, theirs: Cells) -> Cells:
        """Make one row of two and return it; the first as it is where a witness stands in both apart."""
        cells = ours | theirs
        for place in ours.keys() & theirs.keys():
            first, second = sorted((ours[place], theirs[place]))
            if first.end != second.start:
                return ours
            cells[place] = Run(first.start, second.end)
        for place, run in cells.items():
            self.of[place][run.start : run.end] = [cells] * len(run)
        return cells

    def now(self, cells: Cells) -> Cells:
        """Return the row that a row has become."""
        place, run = next(iter(cells.items()))
        return self.of[place][run.start]

    def lines(self) -> list[list[Cells]]:
        """Return for each witness its rows in its own order."""
        return [list({id(cells): cells for cells in line}.values()) for line in self.of]


def _join(rows: _Rows, witnesses: Sequence[Witness], *, has_base: bool) -> None:
    lengths = [len(witness.tokens) for witness in witnesses]
    if (sum(lengths) ** 2 - sum(length**2 for length in lengths)) // 2 > _CELLS:
        _join_equal(rows, witnesses)
    else:
        _join_likely(rows, witnesses, has_base=has_base)


def _join_equal(rows: _Rows, witnesses: Sequence[Witness]) -> None:
    """Join equal words in order, nearest witnesses first."""
    keys = [[token.key for token in witness.tokens] for witness in witnesses]
    pairs = combinations(range(len(witnesses)), 2)
    aligned = [(one, other, equal_runs(keys[one], keys[other])) for one, other in pairs]
    for one, other, runs in sorted(aligned, key=lambda pair: -sum(length for _, _, length in pair[2])):
        for i, j, length in runs:
            for ours, theirs in zip(
                rows.of[one][i : i + length], rows.of[other][j : j + length], strict=True
            ):
                if ours is not theirs and ours.keys().isdisjoint(theirs):
                    rows.join(ours, theirs)


def _join_likely(rows: _Rows, witnesses: Sequence[Witness], *, has_base: bool) -> None:
    """Join words by likelihood, the most likely first, where the rows agree on the average."""
    likely: dict[tuple[Place, Place], float] = {}
    for one, other in combinations(range(len(witnesses)), 2):
        for (row, column), strength in likelihoods(witnesses[one], witnesses[other]).items():
            likely[(one, row), (other, column)] = strength
    for pair in sorted(likely, key=lambda pair: (has_base and pair[0][0] != 0, -likely[pair], pair)):
        ours, theirs = (rows.of[place][token] for place, token in pair)
        if ours is not theirs and likely[pair] > _LEAST_AGREEMENT and _agree(ours, theirs, likely):
            rows.join(ours, theirs)


def _agree(ours: Cells, theirs: Cells, likely: Mapping[tuple[Place, Place], float]) -> bool:
    pairs = [
        likely.get(((one, i), (other, j)) if one < other else ((other, j), (one, i)), 0.0)
        for one, run in ours.items()
        for other, match in theirs.items()
        if one != other
        for i in run
        for j in match
    ]
    least = _LEAST_AGREEMENT if ours.keys().isdisjoint(theirs) else _LEAST_IN_PHRASE
    return sum(pairs) > least * len(pairs)


def _join_substitutions(rows: _Rows) -> None:
    """Join rows that stand between the same two rows, each in witnesses of its own."""
    between: dict[tuple[int, int], list[Cells]] = {}
    for line in rows.lines():
        ids = [0, *map(id, line), 0]
        for place, cells in enumerate(line):
            between.setdefault((ids[place], ids[place + 2]), []).append(cells)
    for alike in between.values():
        joined = rows.now(alike[0])
        for cells in map(rows.now, alike[1:]):
            if joined.keys().isdisjoint(cells):
                joined = rows.join(joined, cells)


def _in_order(rows: _Rows, *, follows_first: bool) -> Iterator[tuple[Cells, bool]]:
    """Yield rows that come next in all their witnesses; where none does, the one that jumped farthest."""
    waiting = rows.lines()
    index = [{id(cells): place for place, cells in enumerate(line)} for line in waiting]
    at = [0] * len(waiting)
    done: set[int] = set()
    while heads := _heads(waiting, at, done):
        jumps = {head: _jump(cells, index, at) for head, cells in heads.items()}
        head = next((head for head in heads if not jumps[head]), None)
        moved = head is None
        if head is None:
            head = 0 if follows_first and 0 in heads else max(heads, key=lambda head: (jumps[head], -head))
        done.add(id(heads[head]))
        yield heads[head], moved


def _heads(waiting: Sequence[Sequence[Cells]], at: list[int], done: set[int]) -> dict[int, Cells]:
    """Return the next row of each witness that still has one."""
    heads = {}
    for place, line in enumerate(waiting):
        while at[place] < len(line) and id(line[at[place]]) in done:
            at[place] += 1
        if at[place] < len(line):
            heads[place] = line[at[place]]
    return heads


def _jump(cells: Cells, index: Sequence[Mapping[int, int]], at: Sequence[int]) -> int:
    """Count how many rows stand before a row in the witness where it stands last."""
    return max(index[place][id(cells)] - at[place] for place in cells)


def _row(cells: Cells, given: Sequence[int], moved: bool) -> Row:
    return Row(tuple(cells.get(place, Run(0, 0)) for place in given), moved)
