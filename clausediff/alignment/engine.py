"""
Which runs of two token sequences are the same: near-minimal, without confetti, bounded.

Sequences are strings in which each character stands for a token (see `code`). An exact alignment
of *pairs* of neighbouring tokens, instead of tokens, gives every unchanged run a price of one
token: a lone token between two changes is never kept, and a run is kept when it is worth it.
The alignment is bit-parallel (Hyyrö 2004, in rapidfuzz); long texts are first cut at pairs of
rare passages that stand once on each side (patience and histogram diff, as in git).
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count, pairwise
from operator import add, ne
from typing import Any, TypeAlias

from rapidfuzz.distance import Indel, LCSseq, Levenshtein

Block: TypeAlias = tuple[int, int, int]
"""Start in the base, start in the other, and length of a run that both sides have."""

# Budgets in cells of the alignment matrix, one bit each: 1 << 29 cells are 64 MB.
_EXACT_CELLS = 420_000_000
_ANCHORED_CELLS = 160_000_000
_LINEAR_CELLS = 1 << 35
_ANCHOR = 12
_SAMPLE = 8
_CODES = 0x110000


def code(base: Sequence[str], other: Sequence[str]) -> tuple[str, str]:
    """
    Write two token sequences as strings of one character a token.

    What stands on one side only gets that side's character for strangers, so that it matches nothing.

    >>> base, other = code(["the", "armed", "attack"], ["armed", "aggression"])
    >>> base[1] == other[0], base[2] == other[1]
    (True, False)
    """
    ours, theirs = dict.fromkeys(base, "\0"), dict.fromkeys(other, "\1")
    # Numbered by their place in the texts: a set's own order would differ from run to run.
    shared = [token for token in ours if token in theirs]
    numbers = dict(zip(shared, map(chr, range(2, _CODES)), strict=False))
    return (
        "".join(map((ours | numbers).__getitem__, base)),
        "".join(map((theirs | numbers).__getitem__, other)),
    )


def fixed_runs(base: str, other: str) -> list[Block]:
    """Return the runs that long texts are cut at; none where the texts are short enough to do without."""
    return [] if len(base) * len(other) <= _ANCHORED_CELLS else anchors(base, other)


def distance(base: str, other: str, fixed: Sequence[Block] = ()) -> int:
    """
    Count the least tokens to delete and insert; beyond the budget, counted between the fixed runs.

    >>> distance("abcd", "acde")
    2
    """
    if len(base) * len(other) <= _EXACT_CELLS:
        return int(Indel.distance(base, other))
    return sum(
        Indel.distance(base[i:i_end], other[j:j_end])
        if (i_end - i) * (j_end - j) <= _LINEAR_CELLS
        else (i_end - i) + (j_end - j)
        for i, i_end, j, j_end in gaps(fixed, len(base), len(other))
    )


def common_runs(base: str, other: str, fixed: Sequence[Block] = ()) -> list[Block]:
    """
    Return the runs that stay, in order on both sides, the fixed ones among them.

    >>> common_runs("ab-cd-ef", "ab+cd-+f")
    [(0, 0, 2), (3, 3, 3), (7, 7, 1)]
    """
    if base == other:
        return [(0, 0, len(base))] if base else []
    blocks = list(fixed)
    for i, i_end, j, j_end in gaps(fixed, len(base), len(other)):
        blocks += [(i + x, j + y, n) for x, y, n in _align(base[i:i_end], other[j:j_end])]
    return join(sorted(blocks))


def gaps(blocks: Iterable[Block], base_end: int, other_end: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield what lies between the blocks: start and end in the base, start and end in the other."""
    i = j = 0
    for x, y, n in blocks:
        if i < x or j < y:
            yield i, x, j, y
        i, j = x + n, y + n
    if i < base_end or j < other_end:
        yield i, base_end, j, other_end


def join(blocks: Iterable[Block]) -> list[Block]:
    """Join blocks that adjoin on both sides, and leave out empty ones."""
    joined: list[Block] = []
    for i, j, n in blocks:
        if joined and (last := joined[-1])[0] + last[2] == i and last[1] + last[2] == j:
            joined[-1] = (last[0], last[1], last[2] + n)
        elif n:
            joined.append((i, j, n))
    return joined


def anchors(base: str, other: str) -> list[Block]:
    """
    Return runs of rare wording, found once on each side, that stand in the same order on both.

    >>> anchors("x" * 50, "x" * 50)
    []
    """
    ours, theirs = _rare(base), _rare(other)
    places = sorted((i, theirs[gram]) for gram, i in ours.items() if gram in theirs)
    return _apart((i, j, _ANCHOR) for i, j in _rising(places))


def _rare(text: str) -> dict[str, int]:
    """
    Return the passages that stand once, with their place.

    Only those that begin with every eighth kind of token are looked at: the same ones on both sides.
    """
    sampled = {character for character in set(text) if not ord(character) % _SAMPLE}
    places: dict[str, int] = {}
    starts = text[: max(len(text) - _ANCHOR + 1, 0)]
    for place in compress(count(), map(sampled.__contains__, starts)):
        gram = text[place : place + _ANCHOR]
        places[gram] = -1 if gram in places else place
    return {gram: place for gram, place in places.items() if place >= 0}


def _rising(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain of places that rises on both sides (patience sorting)."""
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(places):
        pile = bisect.bisect_left(tops, j)
        tops[pile : pile + 1] = [j]
        at[pile : pile + 1] = [index]
        before.append(at[pile - 1] if pile else -1)
    chain = []
    index = at[-1] if at else -1
    while index >= 0:
        chain.append(places[index])
        index = before[index]
    return chain[::-1]


def _apart(blocks: Iterable[Block]) -> list[Block]:
    """Trim blocks in rising order so that no token is used twice, and join those that adjoin."""
    apart: list[Block] = []
    i = j = 0
    for x, y, n in blocks:
        used = max(i - x, j - y, 0)
        if used < n:
            apart.append((x + used, y + used, n - used))
            i, j = x + n, y + n
    return join(apart)


def _align(base: str, other: str) -> list[Block]:
    """Align one gap: what agrees at both ends, and between them pairs of neighbours exactly."""
    start = _agreeing(base, other)
    end = _agreeing(base[start:][::-1], other[start:][::-1])
    base_end, other_end = len(base) - end, len(other) - end
    inner = _align_pairs(base[start:base_end], other[start:other_end])
    middle = [(start + i, start + j, n) for i, j, n in inner]
    return join([(0, 0, start), *middle, (base_end, other_end, end)])


def _agreeing(base: str, other: str) -> int:
    return next(compress(count(), map(ne, base, other)), min(len(base), len(other)))


def _align_pairs(base: str, other: str) -> list[Block]:
    if len(base) < 2 or len(other) < 2:
        return []
    pairs = code(_neighbours(base), _neighbours(other))
    return _apart((i, j, n + 1) for i, j, n in _exact(*pairs))


def _neighbours(text: str) -> list[str]:
    return list(map(add, text, text[1:]))


def _exact(base: str, other: str) -> Iterator[Block]:
    """
    Align exactly what the budgets allow.

    Beyond the first, by Levenshtein distance in linear memory (Hirschberg 1975); beyond the
    second, in as many parts as keep the sum of cells below it.
    """
    cells = len(base) * len(other)
    if cells <= _EXACT_CELLS:
        yield from _same(LCSseq.opcodes(base, other))
    elif cells <= _LINEAR_CELLS:
        yield from _same(Levenshtein.opcodes(base, other))
    else:
        parts = cells // _LINEAR_CELLS + 1
        cuts = [(len(base) * part // parts, len(other) * part // parts) for part in range(parts + 1)]
        for (i, j), (i_end, j_end) in pairwise(cuts):
            yield from ((i + x, j + y, n) for x, y, n in _exact(base[i:i_end], other[j:j_end]))


def _same(opcodes: Iterable[Any]) -> Iterator[Block]:
    for tag, i, i_end, j, _ in opcodes:
        if tag == "equal":
            yield i, j, i_end - i
