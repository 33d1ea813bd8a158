"""
Which words of two witnesses could render each other: the cells that alignment weighs.

A cell is a word of the base beside a word of the other. Cells are numbered by their place, with a
margin around, so that a neighbour is a sum away and needs no bound.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple, TypeAlias

from rapidfuzz.distance import JaroWinkler, LCSseq
from rapidfuzz.process import extract_iter

from clausediff.alignment.engine import Block, code, common_runs, gaps
from clausediff.model import Relation, Run, Witness
from clausediff.normalize.alike import likeness
from clausediff.normalize.lexicon import lexicon
from clausediff.normalize.paraphrases import paraphrases
from clausediff.normalize.words import number, respelled, stem, word_class

Cell: TypeAlias = tuple[int, int, int]
"""Number of the cell, place in the base, place in the other."""

Kin: TypeAlias = tuple[str, float]
TermPair: TypeAlias = tuple[Run, Run]

CONTENT, GRAMMAR, MARK = 0, 1, 2
MARGIN = 4

# How far from the expected place a word counts that the other text has often, or that is hardly kin.
_OFTEN = 6
_BAND = 16
_WEAK_BAND = 8
_LONG = 2000
_LONG_BAND = 3
_SETTLED_RUN = 8
_EXACT_CELLS = 4_000_000
_LEAST_AGREEMENT = 0.75
_LONGEST_INITIALS = 6
_SAME, _NEAR, _CLASS = 1.0, 0.2, 0.3
_STRENGTH: Mapping[Relation, float] = {
    "same": _SAME,
    "spelling": 0.85,
    "inflection": 0.9,
    "equivalent": 0.7,
    "similar": 0.65,
}


class Word(NamedTuple):
    """What alignment asks of a word by itself."""

    form: str
    grammar: str
    rank: int
    value: int | str | None
    digits: str


class Grid:
    """
    Two witnesses as alignment sees them.

    `kin` holds the strength of each cell with lexical evidence; `terms` the runs that a term of the
    lexicon or an abbreviation pairs; `expected` for each base word the
    place in the other where it would stand if all that is common stood in order.
    """

    def __init__(self, base: Witness, other: Witness) -> None:
        self.base_keys = [token.key for token in base.tokens]
        self.other_keys = [token.key for token in other.tokens]
        self.base = [word(key) for key in self.base_keys]
        self.other = [word(key) for key in self.other_keys]
        self.capitals = _capitals(base), _capitals(other)
        self.width = len(self.other) + 2 * MARGIN
        common = _common(self.base, self.other)
        self.expected = _expected(common, len(self.base), len(self.other))
        # What stands in a long run that is the same on both sides needs no weighing.
        self.settled = dict(_settled(common))
        self.settled_back = {column: row for row, column in self.settled.items()}
        self.terms = [*_term_pairs(self), *_initial_pairs(self)]
        self.kin = _kin(self)

    def number(self, row: int, column: int) -> int:
        """Number the cell of two places."""
        return (row + MARGIN) * self.width + column + MARGIN

    def cells(self, numbers: Iterable[int]) -> list[Cell]:
        """Return the cells of some numbers in order, without those on the margin."""
        rows, columns, width = len(self.base), len(self.other), self.width
        places = ((n, n // width - MARGIN, n % width - MARGIN) for n in sorted(numbers))
        return [cell for cell in places if 0 <= cell[1] < rows and 0 <= cell[2] < columns]

    def may_link(self, row: int, column: int) -> bool:
        """Whether two words can render each other: no different numbers, nothing settled otherwise."""
        if self.settled.get(row, column) != column or self.settled_back.get(column, row) != row:
            return False
        ours, theirs = self.base[row], self.other[column]
        if ours.value is not None and theirs.value is not None:
            return ours.value == theirs.value
        return ours.digits == theirs.digits or not ours.digits or not theirs.digits


@functools.lru_cache(maxsize=1 << 15)
def word(key: str) -> Word:
    """
    Look a word up.

    >>> word("parties").form, word("of").grammar, word("three").value
    ('party', 'preposition', 3)
    """
    grammar = word_class(key)
    rank = GRAMMAR if grammar else CONTENT if any(map(str.isalnum, key)) else MARK
    counted = number(key) if rank == CONTENT else None
    digits = "".join(filter(str.isdigit, key))
    return Word(stem(respelled(key)), grammar, rank, counted.value if counted else None, digits)


def _capitals(witness: Witness) -> list[bool]:
    return [token.text[:1].isupper() for token in witness.tokens]


def equal_runs(base: Sequence[str], other: Sequence[str]) -> list[Block]:
    """
    Return the runs of a longest common subsequence: place in the base, place in the other, length.

    >>> equal_runs("armed attack by any State".split(), "attack by a State".split())
    [(1, 0, 2), (4, 3, 1)]
    """
    opcodes = LCSseq.opcodes(*code(base, other))
    return [(op.src_start, op.dest_start, op.src_end - op.src_start) for op in opcodes if op.tag == "equal"]


def _common(base: Sequence[Word], other: Sequence[Word]) -> list[Block]:
    forms = [known.form for known in base], [known.form for known in other]
    if len(base) * len(other) > _EXACT_CELLS:
        return common_runs(*code(*forms))
    return equal_runs(*forms)


def _expected(blocks: Sequence[Block], rows: int, columns: int) -> list[float]:
    expected: list[float] = []
    i = j = 0
    for x, y, length in (*blocks, (rows, columns, 0)):
        expected.extend([j + (step + 0.5) * (y - j) / (x - i) - 0.5 for step in range(x - i)])
        expected.extend(range(y, y + length))
        i, j = x + length, y + length
    return expected


def _settled(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    for i, j, length in blocks:
        if length >= _SETTLED_RUN:
            yield from zip(range(i, i + length), range(j, j + length), strict=True)


def _kin(grid: Grid) -> dict[int, float]:
    kin: dict[int, float] = {}
    rows, columns = _places(grid.base_keys), _places(grid.other_keys)
    related = _relatives(rows, columns)
    for row, key in enumerate(grid.base_keys):
        for theirs, strength in related[key]:
            band = _band(strength, max(len(rows[key]), len(columns[theirs])), len(grid.base))
            for column in _near(columns[theirs], grid.expected[row], band):
                if grid.may_link(row, column):
                    kin[grid.number(row, column)] = strength
    for ours_run, their_run in grid.terms:
        for row, column in product(ours_run, their_run):
            if grid.may_link(row, column):
                cell = grid.number(row, column)
                kin[cell] = max(kin.get(cell, 0.0), _STRENGTH["equivalent"])
    return kin


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    return places


def _band(strength: float, count: int, length: int) -> int | None:
    if count <= _OFTEN and strength > _CLASS:
        return None
    # Common words of long texts would be most of the work and tell least.
    if length > _LONG:
        return _LONG_BAND
    return _WEAK_BAND if strength <= _CLASS else _BAND


def _near(columns: list[int], expected: float, band: int | None) -> list[int]:
    if band is None:
        return columns
    return columns[bisect_left(columns, expected - band) : bisect_right(columns, expected + band)]


def _relatives(base: Iterable[str], other: Iterable[str]) -> dict[str, list[Kin]]:
    """For each word of the base, the words of the other that are kin to it, weakest evidence first."""
    found: dict[str, dict[str, float]] = {ours: {} for ours in base}
    for relate in (_of_one_class, _of_like_letters, _of_like_use, _of_one_form):
        for ours, theirs, strength in relate(list(found), list(other)):
            found[ours][theirs] = max(strength, found[ours].get(theirs, 0.0))
    return {ours: list(relatives.items()) for ours, relatives in found.items()}


def _of_one_class(base: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    by_class = _grouped(other, lambda known: known.grammar)
    for ours in base:
        for theirs in by_class.get(word(ours).grammar, ()):
            yield ours, theirs, _CLASS


def _of_like_letters(base: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    by_letter = _grouped([key for key in other if word(key).rank == CONTENT], lambda known: known.form[:1])
    for ours in base:
        if word(ours).rank == CONTENT and (choices := by_letter.get(word(ours).form[:1])):
            scorer = JaroWinkler.normalized_similarity
            for theirs, _, _ in extract_iter(ours, choices, scorer=scorer, score_cutoff=_LEAST_AGREEMENT):
                yield ours, theirs, _strength(ours, theirs)


def _of_like_use(base: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    our_forms, their_forms = (_grouped(keys, lambda known: known.form) for keys in (base, other))
    pairs = [(form, use, graded) for form in our_forms for use, graded in paraphrases(form, their_forms)]
    pairs += [(use, form, graded) for form in their_forms for use, graded in paraphrases(form, our_forms)]
    for ours, theirs, strength in pairs:
        for first in our_forms[ours]:
            for second in their_forms[theirs]:
                yield first, second, strength


def _of_one_form(base: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    by_form = _grouped(other, lambda known: known.form)
    for ours in base:
        for theirs in by_form.get(word(ours).form, ()):
            yield ours, theirs, _SAME if ours == theirs else _STRENGTH["inflection"]


def _grouped(keys: Iterable[str], by: Callable[[Word], str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key in keys:
        if group := by(word(key)):
            groups.setdefault(group, []).append(key)
    return groups


@functools.lru_cache(maxsize=1 << 16)
def _strength(base: str, other: str) -> float:
    known = likeness(base, other)
    return _STRENGTH[known.relation] if known else _NEAR


def _term_pairs(grid: Grid) -> Iterator[TermPair]:
    """Pair the terms of the lexicon that stand for one another, without the words they share."""
    theirs: dict[int, list[Run]] = {}
    for run, entry in lexicon().find(grid.other_keys):
        theirs.setdefault(id(entry), []).append(run)
    if theirs:
        for ours, entry in lexicon().find(grid.base_keys):
            matches = theirs.get(id(entry), [])
            for match in matches:
                if len(matches) <= _OFTEN or abs(match.start - grid.expected[ours.start]) <= _BAND:
                    yield from _unshared(grid, ours, match)


def _initial_pairs(grid: Grid) -> Iterator[TermPair]:
    yield from _initials(grid.base_keys, grid.base, grid.other)
    for theirs, ours in _initials(grid.other_keys, grid.other, grid.base):
        yield ours, theirs


def _unshared(grid: Grid, ours: Run, theirs: Run) -> Iterator[TermPair]:
    base, other = grid.base[ours.start : ours.end], grid.other[theirs.start : theirs.end]
    for i, i_end, j, j_end in gaps(_common(base, other), len(base), len(other)):
        if i < i_end and j < j_end:
            yield Run(ours.start + i, ours.start + i_end), Run(theirs.start + j, theirs.start + j_end)


def _initials(keys: Sequence[str], words: Sequence[Word], names: Sequence[Word]) -> Iterator[TermPair]:
    """Pair abbreviations by initials with the names that they stand for (first side, second side)."""
    places = [place for place, known in enumerate(names) if known.rank == CONTENT]
    letters = "".join([names[place].form[:1] or " " for place in places])
    for place, key in enumerate(keys):
        short = key.replace(".", "")
        if words[place].rank == CONTENT and 2 <= len(short) <= _LONGEST_INITIALS and short.isalpha():
            found = letters.find(short)
            if found >= 0:
                run = Run(places[found], places[found + len(short) - 1] + 1)
                if len(run) <= 2 * len(short):
                    yield Run(place, place + 1), run
