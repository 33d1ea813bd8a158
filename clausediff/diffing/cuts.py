"""What lies between unchanged runs -> insertions, deletions and substitutions, phrase by phrase."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, TypeAlias

from clausediff.diffing.phrasing import FUNCTION, LIGHT, free_terms, opens_phrase, phrase_starts
from clausediff.diffing.zones import Piece, Words, says
from clausediff.model import Op, Run

_SUBSTITUTED = 8
_PARALLEL = 5

Pair: TypeAlias = tuple[Run | None, Run | None]
Kind = Literal["plain", "connected", "free"]


def cut(base: Words, other: Words, gap: Piece) -> Iterator[Piece]:
    """
    Cut one gap into edits.

    Phrases are cut where a legal connector or a sentence begins, and around terms that stand freely
    in a clause, as those of time do. What heads both sides is a substitution if it is short; a
    phrase with its own connector is deleted or inserted by itself.

    >>> base, other = Words.of(["disposal"]), Words.of("possession in accordance with article 51".split())
    >>> [piece.op for piece in cut(base, other, Piece("replace", 0, 1, 0, 6))]
    ['replace', 'insert']
    """
    i, j = gap.base, gap.other
    for left, right in _pairs(base, other, gap):
        for piece in _word_by_word(base, other, left or Run(i, i), right or Run(j, j)):
            i, j = piece.base_end, piece.other_end
            yield piece


def _pairs(base: Words, other: Words, gap: Piece) -> Iterator[Pair]:
    """Put phrases of one kind together, in order; what has no counterpart stands alone."""
    ours = _phrases(base, Run(gap.base, gap.base_end))
    theirs = _phrases(other, Run(gap.other, gap.other_end))
    if len(ours) == len(theirs) == 1 and _is_pair(base, other, ours[0][0], theirs[0][0]):
        yield ours[0][0], theirs[0][0]
        return
    while ours and theirs:
        (left, kind), (right, other_kind) = ours[0], theirs[0]
        if kind == other_kind and _is_pair(base, other, left, right):
            yield left, right
            ours, theirs = ours[1:], theirs[1:]
        elif len(ours) > len(theirs) or (len(ours) == len(theirs) and kind == "free"):
            yield left, None
            ours = ours[1:]
        else:
            yield None, right
            theirs = theirs[1:]
    yield from ((left, None) for left, _ in ours)
    yield from ((None, right) for right, _ in theirs)


def _phrases(words: Words, run: Run) -> list[tuple[Run, Kind]]:
    """Cut a stretch into phrases: plain ones, those with a connector, terms that stand freely."""
    keys = words.keys[run.start : run.end]
    free = {start: end for start, end, _ in free_terms(keys)}
    cuts = sorted({0, *phrase_starts(keys), *free, *free.values(), len(keys)})
    phrases: list[tuple[Run, Kind]] = []
    for start, end in pairwise(cuts):
        if phrases and max(words.weights[run.start + start : run.start + end]) <= FUNCTION:
            last, before = phrases.pop()
            phrases.append((Run(last.start, run.start + end), before))
            continue
        opening = start + (keys[start] == ",")
        kind: Kind = "free" if start in free else "connected" if opens_phrase(keys, opening) else "plain"
        phrases.append((Run(run.start + start, run.start + end), kind))
    return phrases


def _is_pair(base: Words, other: Words, left: Run, right: Run) -> bool:
    """Whether one short phrase may stand for another: both say something, or both are marks."""
    return max(len(left), len(right)) <= _SUBSTITUTED and says(base, left) == says(other, right)


def _word_by_word(base: Words, other: Words, left: Run, right: Run) -> Iterator[Piece]:
    """Part a short pair where a telling word stands in the same place on both sides."""
    length = len(left)
    if length != len(right) or length > _PARALLEL:
        yield _piece(base, other, left, right)
        return
    kept = [_is_kept(base, other, i, j) for i, j in zip(left, right, strict=True)]
    start = 0
    for end in range(1, length + 1):
        if end == length or kept[end] != kept[start]:
            yield _piece(
                base,
                other,
                Run(left.start + start, left.start + end),
                Run(right.start + start, right.start + end),
            )
            start = end


def _is_kept(base: Words, other: Words, i: int, j: int) -> bool:
    return base.keys[i] == other.keys[j] and base.weights[i] >= LIGHT


def _piece(base: Words, other: Words, left: Run, right: Run) -> Piece:
    if not len(left) or not len(right):
        op: Op = "insert" if len(right) else "delete"
    else:
        op = "equal" if base.keys[left.start : left.end] == other.keys[right.start : right.end] else "replace"
    return Piece(op, left.start, left.end, right.start, right.end)
