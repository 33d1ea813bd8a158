"""
Unchanged and substituted phrases in the places where wording was reworked.

Between passages that clearly stayed, single words that both sides happen to share are poor guides.
There the best chain of shared runs and related terms is chosen anew: what a run says counts for it,
every run opened between changes has a price (affine gaps, Gotoh 1982; chaining as in genome
alignment, Abouelhoda and Ohlebusch 2005), and terms of one meaning are paired.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from clausediff.alignment.engine import Block
from clausediff.diffing.phrasing import CONTENT, MARK, weights
from clausediff.model import Op
from clausediff.normalize.lexicon import lexicon
from clausediff.normalize.tokens import likeness

_SETTLED = 3.0
_ZONE_CELLS = 6400
_CHAINED = 48
_REPEATS = 4
_OPENING = 0.55
_TERM = 1.0
_PAIR = 0.6


class Piece(NamedTuple):
    """A stretch of a comparison in token numbers; `move` numbers the halves of a move."""

    op: Op
    base: int
    base_end: int
    other: int
    other_end: int
    move: int | None = None


class Words(NamedTuple):
    """One side: its keys, and how much each says."""

    keys: Sequence[str]
    weights: Sequence[float]

    @classmethod
    def of(cls, keys: Sequence[str]) -> Words:
        """Weigh the keys."""
        return cls(keys, weights(keys))


def says(words: Words, start: int, end: int) -> bool:
    """Whether a stretch holds more than marks."""
    return max(words.weights[start:end], default=MARK) > MARK


def realign(base: Words, other: Words, blocks: Sequence[Block]) -> list[Piece]:
    """
    Return what stays and what is substituted, in order; between them lies what has no counterpart.

    >>> base, other = (Words.of(text.split()) for text in ("the aims of peace", "the aim of a peace"))
    >>> [piece[0] for piece in realign(base, other, [(0, 0, 1), (3, 4, 1)])]
    ['equal', 'replace', 'equal']
    """
    pieces: list[Piece] = []
    inner: list[Block] = []
    i = j = 0
    for x, y, n in [*blocks, (len(base.keys), len(other.keys), 0)]:
        if n and sum(base.weights[x : x + n]) < _SETTLED:
            inner.append((x, y, n))
            continue
        pieces += _zone(base, other, (i, x, j, y), inner)
        if n:
            pieces.append(Piece("equal", x, x + n, y, y + n))
        inner, i, j = [], x + n, y + n
    return pieces


def _zone(base: Words, other: Words, ends: tuple[int, int, int, int], inner: list[Block]) -> Iterator[Piece]:
    """Choose anew in a small zone; in a large one, keep its runs and choose between them."""
    i, i_end, j, j_end = ends
    if i == i_end or j == j_end:
        return
    if (i_end - i) * (j_end - j) <= _ZONE_CELLS:
        yield from _chain(_candidates(base, other, ends, inner), ends, base)
    elif inner:
        for x, y, n in [*inner, (i_end, j_end, 0)]:
            yield from _zone(base, other, (i, x, j, y), [])
            if n:
                yield Piece("equal", x, x + n, y, y + n)
            i, j = x + n, y + n


class _Candidate(NamedTuple):
    base: int
    base_end: int
    other: int
    other_end: int
    op: Op
    score: float


def _candidates(
    base: Words, other: Words, ends: tuple[int, int, int, int], inner: list[Block]
) -> list[_Candidate]:
    """List the runs and related terms that a chain may be made of, the weightiest ones if they are many."""
    runs = {_grown(base, other, ends, i, j) for i, j in _shared(base, other, ends)} | set(inner)
    found = [_Candidate(i, i + n, j, j + n, "equal", _worth(base, i, n)) for i, j, n in runs]
    found += [*_related(base, other, ends), *_terms(base, other, ends)]
    found.sort(key=lambda candidate: (-candidate.score, candidate))
    return sorted(found[:_CHAINED])


def _worth(words: Words, start: int, length: int) -> float:
    """Return what a run says; two function words together say a little more than each."""
    said = sum(words.weights[start : start + length])
    return max(said, _PAIR) if length > 1 and said > 2 * MARK else said


def _shared(base: Words, other: Words, ends: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    """Yield the places of content words that both sides have, unless they stand everywhere."""
    places = _places(other, ends[2], ends[3], str)
    for i in range(ends[0], ends[1]):
        if base.weights[i] == CONTENT:
            there = places.get(base.keys[i], ())
            if len(there) <= _REPEATS:
                yield from ((i, j) for j in there)


def _places(words: Words, start: int, end: int, of: Callable[[str], str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place in range(start, end):
        if words.weights[place] == CONTENT:
            places.setdefault(of(words.keys[place]), []).append(place)
    return places


def _grown(base: Words, other: Words, ends: tuple[int, int, int, int], i: int, j: int) -> Block:
    """Grow a shared word to the longest shared run around it."""
    start = end = 0
    while (
        i - start > ends[0] and j - start > ends[2] and base.keys[i - start - 1] == other.keys[j - start - 1]
    ):
        start += 1
    while i + end < ends[1] and j + end < ends[3] and base.keys[i + end] == other.keys[j + end]:
        end += 1
    return i - start, j - start, start + end


def _related(base: Words, other: Words, ends: tuple[int, int, int, int]) -> Iterator[_Candidate]:
    """Yield words that are forms or spellings of one word."""
    places = _places(other, ends[2], ends[3], _beginning)
    for i in range(ends[0], ends[1]):
        if base.weights[i] != CONTENT:
            continue
        for j in places.get(_beginning(base.keys[i]), ()):
            if base.keys[i] != other.keys[j] and (alike := likeness(base.keys[i], other.keys[j])):
                yield _Candidate(i, i + 1, j, j + 1, "replace", 0.9 * alike.score)


def _terms(base: Words, other: Words, ends: tuple[int, int, int, int]) -> Iterator[_Candidate]:
    """Yield terms of one entry of the lexicon."""
    found = lexicon().find(base.keys[ends[0] : ends[1]])
    theirs = lexicon().find(other.keys[ends[2] : ends[3]]) if found else ()
    for ours, entry in found:
        for run, same in theirs:
            if entry is same:
                i, i_end, j, j_end = (
                    ours.start + ends[0],
                    ours.end + ends[0],
                    run.start + ends[2],
                    run.end + ends[2],
                )
                if base.keys[i:i_end] != other.keys[j:j_end]:
                    shared = len(set(base.keys[i:i_end]) & set(other.keys[j:j_end]))
                    yield _Candidate(i, i_end, j, j_end, "replace", _TERM + 0.5 * shared)


def _beginning(key: str) -> str:
    return key.replace("-", "")[:3]


def _chain(candidates: list[_Candidate], ends: tuple[int, int, int, int], base: Words) -> list[Piece]:
    """Choose the candidates that together say most, in the order of both sides."""
    scores: list[float] = []
    before: list[tuple[int, int]] = []
    for candidate in candidates:
        at_start = candidate[:4:2] == ends[::2] and candidate.op == "equal"
        best, link = candidate.score - _OPENING * (not at_start), (-1, 0)
        for index, earlier in enumerate(candidates[: len(scores)]):
            used = max(earlier.base_end - candidate.base, earlier.other_end - candidate.other, 0)
            if used and (candidate.op != "equal" or used >= candidate.base_end - candidate.base):
                continue
            score = scores[index] + candidate.score - _step(base, earlier, candidate, used)
            if score > best:
                best, link = score, (index, used)
        scores.append(best)
        before.append(link)
    return _trace(candidates, scores, before, ends)


def _step(base: Words, earlier: _Candidate, candidate: _Candidate, used: int) -> float:
    """Return what it costs to go on with a candidate: words used already, a new run, an uneven gap."""
    gap = candidate.base + used - earlier.base_end
    other_gap = candidate.other + used - earlier.other_end
    cost = sum(base.weights[candidate.base : candidate.base + used])
    is_run_on = not gap and not other_gap and earlier.op == candidate.op == "equal"
    return cost + _OPENING * (not is_run_on) + 0.002 * abs(gap - other_gap)


def _trace(
    candidates: list[_Candidate],
    scores: list[float],
    before: list[tuple[int, int]],
    ends: tuple[int, int, int, int],
) -> list[Piece]:
    def total(index: int) -> float:
        last = candidates[index]
        return scores[index] + _OPENING * (last[1:4:2] == ends[1::2] and last.op == "equal")

    pieces: list[Piece] = []
    index = max(range(len(candidates)), key=total, default=-1)
    if index < 0 or total(index) <= 0:
        return []
    while index >= 0:
        (i, i_end, j, j_end, op, _), (index, used) = candidates[index], before[index]
        pieces.append(Piece(op, i + used, i_end, j + used, j_end))
    return pieces[::-1]
