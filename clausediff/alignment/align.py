"""
Two witnesses -> which words and phrases of one render which of the other.

A model weighs each pair of words that could go together, twice: first by lexical evidence and
place, then by what the first weighing says of the neighbours. Likely pairs become links of words
and, where they adjoin, of phrases. The model was fitted on human alignments by
benchmarks/fit_align.py; it is data. After Yao, Van Durme, Callison-Burch and Clark (2013) and
Sultan, Bethard and Sumner (2014), whose aligners read context in the same way.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from clausediff.alignment.blocks import blocks
from clausediff.alignment.grid import Grid, equal_runs, word
from clausediff.alignment.weighing import likely_cells
from clausediff.errors import GIVE_WITNESS, need
from clausediff.model import Alignment, Link, Relation, Run, Witness
from clausediff.normalize.alike import likeness
from clausediff.normalize.lexicon import lexicon


class Alikeness(NamedTuple):
    """How alike two witnesses are: as wholes, and the shorter within the longer."""

    whole: float
    contained: float


# What a pair of terms counts at least: the lexicon knows it.
_TERM_SCORE = 0.7
# What a content word, a word of grammar and a mark weigh in a score.
_WEIGHTS = (1.0, 0.3, 0.0)


def align(base: Witness, other: Witness) -> Alignment:
    """
    Link the words and phrases of two witnesses that render each other.

    Links may cross, a phrase may render a word, no token is in two links. Aligning the other way
    round gives the same links, mirrored; a witness aligned to itself, each token to itself.
    Numbers never link to different numbers.

    >>> from clausediff.normalize.tokens import witness
    >>> alignment = align(witness("A", "shall extend assistance"), witness("B", "shall provide assistance"))
    >>> [(alignment.base.phrase(link.base), alignment.other.phrase(link.other)) for link in alignment.links]
    [('shall', 'shall'), ('extend', 'provide'), ('assistance', 'assistance')]
    """
    need(base, Witness, GIVE_WITNESS)
    need(other, Witness, GIVE_WITNESS)
    ours, theirs = _order(base), _order(other)
    if ours[0] == theirs[0]:
        return Alignment(base, other, tuple(_single(i, i, "same") for i in range(len(base.tokens))))
    if ours > theirs:
        return _mirrored(align(other, base))
    return Alignment(base, other, _links(base, other))


def align_words(base: Witness, other: Witness) -> Alignment:
    """
    Link equal words only, in order: the fast and plain mode, a longest common subsequence.

    >>> from clausediff.normalize.tokens import witness
    >>> alignment = align_words(witness("A", "armed attack by any State"), witness("B", "attack by a State"))
    >>> [alignment.base.phrase(link.base) for link in alignment.links]
    ['attack', 'by', 'State']
    """
    # The longest common subsequence is not always one: both directions must choose the same.
    if _order(base) > _order(other):
        return _mirrored(align_words(other, base))
    runs = equal_runs([token.key for token in base.tokens], [token.key for token in other.tokens])
    links = (_single(i + step, j + step, "same") for i, j, length in runs for step in range(length))
    return Alignment(base, other, tuple(links))


def align_score(base: Witness, other: Witness) -> Alikeness:
    """
    Say how alike two witnesses are as wholes, and how far the shorter is contained in the longer.

    Each is the weight of what is linked, 0 to 1, in which content words count more than grammar and marks
    not at all. A verbatim excerpt of a long clause is contained with 1.

    >>> from clausediff.normalize.tokens import witness
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
    shorter, inside = min((total, -found), (other_total, -other_found))
    return Alikeness(_share(found + other_found, total + other_total), _share(-inside, shorter))


def likelihoods(base: Witness, other: Witness) -> dict[tuple[int, int], float]:
    """
    Return how likely the model holds it that two words render each other, by their places.

    Mirrored like `align`; pairs that were not worth weighing are left out.
    """
    need(base, Witness, GIVE_WITNESS)
    need(other, Witness, GIVE_WITNESS)
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
    for rows, columns in blocks(grid, likely):
        strengths = [likely.get(grid.number(row, column), 0.0) for row, column in product(rows, columns)]
        if (rows, columns) in terms:
            links.append(Link(rows, columns, "equivalent", round(max(*strengths, _TERM_SCORE), 3)))
        else:
            score = round(sum(strengths) / len(strengths), 3)
            links.append(Link(rows, columns, _relation(base, other, rows, columns), score))
    return tuple(links)


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
