"""What lies between unchanged runs -> insertions, deletions and substitutions, phrase by phrase."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, TypeAlias

from clausediff.diffing.phrasing import FUNCTION, LIGHT, free_terms, opens_phrase, phrase_starts
from clausediff.diffing.zones import Piece, Words, says
from clausediff.model import Op

_SUBSTITUTED = 8
_PARALLEL = 5

# Start and end of a phrase.
Phrase: TypeAlias = tuple[int, int]
Pair: TypeAlias = tuple[Phrase | None, Phrase | None]
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
        for piece in _word_by_word(base, other, left or (i, i), right or (j, j)):
            i, j = piece.base_end, piece.other_end
            yield piece


def _pairs(base: Words, other: Words, gap: Piece) -> Iterator[Pair]:
    """Put phrases of one kind together, in order; what has no counterpart stands alone."""
    ours, theirs = _phrases(base, gap.base, gap.base_end), _phrases(other, gap.other, gap.other_end)
    if len(ours) == len(theirs) == 1 and _is_pair(base, other, ours[0], theirs[0]):
        yield ours[0], theirs[0]
        return
    while ours and theirs:
        left, right = ours[0], theirs[0]
        kind = _kind(base, left)
        if kind == _kind(other, right) and _is_pair(base, other, left, right):
            yield left, right
            ours, theirs = ours[1:], theirs[1:]
        elif len(ours) > len(theirs) or (len(ours) == len(theirs) and kind == "free"):
            yield left, None
            ours = ours[1:]
        else:
            yield None, right
            theirs = theirs[1:]
    yield from ((left, None) for left in ours)
    yield from ((None, right) for right in theirs)


def _phrases(words: Words, first: int, last: int) -> list[Phrase]:
    """Cut a stretch before each connector and sentence, and around terms that stand freely."""
    if last - first < 2:
        return [(first, last)] if first < last else []
    keys = words.keys[first:last]
    cuts = {0, *phrase_starts(keys), len(keys)}
    for start, end, _ in free_terms(keys):
        cuts |= {start, end}
    phrases: list[Phrase] = []
    for start, end in pairwise(sorted(cuts)):
        if phrases and max(words.weights[first + start : first + end]) <= FUNCTION:
            start = phrases.pop()[0] - first
        phrases.append((first + start, first + end))
    return phrases


def _kind(words: Words, phrase: Phrase) -> Kind:
    """Tell plain phrases from those with a connector and terms that stand freely."""
    keys = words.keys[slice(*phrase)]
    free = free_terms(keys)
    if free and not free[0][0]:
        return "free"
    return "connected" if opens_phrase(keys, int(keys[0] == ",")) else "plain"


def _is_pair(base: Words, other: Words, left: Phrase, right: Phrase) -> bool:
    """Whether one short phrase may stand for another: both say something, or both are marks."""
    return max(left[1] - left[0], right[1] - right[0]) <= _SUBSTITUTED and says(base, *left) == says(
        other, *right
    )


def _word_by_word(base: Words, other: Words, left: Phrase, right: Phrase) -> Iterator[Piece]:
    """Part a short pair where a telling word stands in the same place on both sides."""
    length = left[1] - left[0]
    if length != right[1] - right[0] or not 1 < length <= _PARALLEL:
        yield _piece(base, other, left, right)
        return
    kept = [_is_kept(base, other, left[0] + n, right[0] + n) for n in range(length)]
    start = 0
    for end in range(1, length + 1):
        if end == length or kept[end] != kept[start]:
            ours, theirs = (left[0] + start, left[0] + end), (right[0] + start, right[0] + end)
            yield _piece(base, other, ours, theirs)
            start = end


def _is_kept(base: Words, other: Words, i: int, j: int) -> bool:
    return base.keys[i] == other.keys[j] and base.weights[i] >= LIGHT


def _piece(base: Words, other: Words, left: Phrase, right: Phrase) -> Piece:
    ours, theirs = base.keys[slice(*left)], other.keys[slice(*right)]
    op: Op = "equal" if ours == theirs else "delete" if not theirs else "replace" if ours else "insert"
    return Piece(op, *left, *right)
