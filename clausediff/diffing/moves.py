"""Wording that left one place and arrived, unchanged or reworded, at another."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from rapidfuzz.distance import Indel

from clausediff.diffing.phrasing import CONTENT, LIGHT, free_terms, is_stop
from clausediff.diffing.zones import Piece, Words
from clausediff.model import Op

_GRAM = 3
_NEAR = 60
_PER_WORD = 40
_LONG = 8
_PAUSE = 8
_SENTENCE = 12
_ALIKE = 0.6
_VERY = 0.75

# Start and end in the base, start and end in the other.
Shift: TypeAlias = tuple[int, int, int, int]
# Start and end on one side, and the number of the move.
Half: TypeAlias = tuple[int, int, int]


def find_moves(base: Words, other: Words, codes: tuple[str, str], gaps: Sequence[Piece]) -> list[Shift]:
    """
    Find wording that one gap lost and another gained, as start and end on both sides.

    The wording must be the only one of its kind among all that changed. A short phrase must arrive
    near where it left and hold two telling words; a longer one may have been reworded on the way.
    `codes` are the sides as strings of one character a token.

    >>> from clausediff.alignment.engine import code
    >>> texts = "in time of war the allies help", "the allies help in time of war"
    >>> base, other = (Words.of(text.split()) for text in texts)
    >>> codes = code(base.keys, other.keys)
    >>> find_moves(base, other, codes, [Piece("replace", 0, 4, 0, 0), Piece("replace", 7, 7, 3, 7)])
    [(0, 4, 3, 7)]
    """
    ours = _grams(codes[0], [(gap.base, gap.base_end) for gap in gaps])
    theirs = _grams(codes[1], [(gap.other, gap.other_end) for gap in gaps])
    hits = sorted((ours[gram], theirs[gram]) for gram in ours.keys() & theirs.keys())
    found = []
    for (left, right), places in _by_gaps(gaps, hits).items():
        if left != right:
            found += [_moved(base, other, gaps[left], gaps[right], shift) for shift in _clusters(places)]
    return _apart([shift for shift in found if shift] + list(_whole(base, other, gaps)))


def _grams(text: str, stretches: Sequence[tuple[int, int]]) -> dict[str, int]:
    """Return the word triples that stand once in the stretches, with their place."""
    places: dict[str, int] = {}
    for start, end in stretches:
        for place in range(start, end - _GRAM + 1):
            gram = text[place : place + _GRAM]
            places[gram] = -1 if gram in places else place
    return {gram: place for gram, place in places.items() if place >= 0}


def _whole(base: Words, other: Words, gaps: Sequence[Piece]) -> Iterator[Shift]:
    """Yield phrases, of a word or more, that were all that one gap lost and all that one nearby gained."""
    lost = _only(base, [(gap.base, gap.base_end) for gap in gaps if gap.other == gap.other_end])
    gained = _only(other, [(gap.other, gap.other_end) for gap in gaps if gap.base == gap.base_end])
    places = {gap.base: gap.other for gap in gaps}
    for phrase, (i, i_end) in lost.items():
        j, j_end = gained.get(phrase, (0, 0))
        if j_end and abs(places[i] - j) <= _PER_WORD * len(phrase):
            yield i, i_end, j, j_end


def _only(words: Words, stretches: Sequence[tuple[int, int]]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Return the stretches that say something and whose wording no other has."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for start, end in stretches:
        phrase = tuple(words.keys[start:end])
        found[phrase] = (0, 0) if phrase in found else (start, end)
    return {
        phrase: (start, end)
        for phrase, (start, end) in found.items()
        if sum(words.weights[start:end]) >= CONTENT and max(words.weights[start:end]) >= LIGHT
    }


def _by_gaps(
    gaps: Sequence[Piece], hits: list[tuple[int, int]]
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    lost, gained = [gap.base for gap in gaps], [gap.other for gap in gaps]
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, j in hits:
        groups.setdefault((bisect.bisect(lost, i) - 1, bisect.bisect(gained, j) - 1), []).append((i, j))
    return groups


def _clusters(places: list[tuple[int, int]]) -> Iterator[Shift]:
    """Yield stretches whose shared triples follow one another on both sides without a long pause."""
    start = last = places[0]
    for place in [*places[1:], (-1, -1)]:
        pause = max(place[0] - last[0], place[1] - last[1])
        if not (last[0] < place[0] and last[1] < place[1] and pause <= _GRAM + _PAUSE):
            yield start[0], last[0] + _GRAM, start[1], last[1] + _GRAM
            start = place
        last = place


def _moved(base: Words, other: Words, left: Piece, right: Piece, shift: Shift) -> Shift | None:
    """Decide how far a moved stretch goes: a reworded sentence, the very words, or nowhere."""
    i, i_end, j, j_end = shift
    sentence = (
        *_sentence(base, i, i_end, left.base, left.base_end),
        *_sentence(other, j, j_end, right.other, right.other_end),
    )
    if _length(sentence) >= _SENTENCE and _alike(base, other, sentence) >= _ALIKE:
        return sentence
    if _alike(base, other, shift) < _VERY:
        return None
    i, i_end, j, j_end = shift = _widened(base, other, left, right, shift)
    telling = sum(weight == CONTENT for weight in base.weights[i:i_end])
    is_near = abs(left.other - j) <= _NEAR
    is_phrase = not (_goes_on(base, i_end, left.base_end) or _goes_on(other, j_end, right.other_end))
    return shift if is_phrase and telling >= 2 and (is_near or i_end - i >= _LONG) else None


def _goes_on(words: Words, end: int, gap_end: int) -> bool:
    """Whether a telling word follows: "in accordance with Article" is no phrase without its number."""
    return end < gap_end and words.weights[end] == CONTENT


def _sentence(words: Words, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Widen a stretch to the ends of its sentences, as far as the gap goes."""
    while start > first and not is_stop(words.keys[start - 1]):
        start -= 1
    while end < last and not is_stop(words.keys[end - 1]):
        end += 1
    return start, end


def _length(shift: Shift) -> int:
    return min(shift[1] - shift[0], shift[3] - shift[2])


def _alike(base: Words, other: Words, shift: Shift) -> float:
    i, i_end, j, j_end = shift
    return float(Indel.normalized_similarity(base.keys[i:i_end], other.keys[j:j_end]))


def _widened(base: Words, other: Words, left: Piece, right: Piece, shift: Shift) -> Shift:
    i, i_end, j, j_end = shift
    while i > left.base and j > right.other and base.keys[i - 1] == other.keys[j - 1]:
        i, j = i - 1, j - 1
    while i_end < left.base_end and j_end < right.other_end and base.keys[i_end] == other.keys[j_end]:
        i_end, j_end = i_end + 1, j_end + 1
    return i, i_end, j, j_end


def _apart(shifts: Sequence[Shift]) -> list[Shift]:
    """Keep the longest where stretches overlap."""
    kept: list[Shift] = []
    ours: list[tuple[int, int]] = []
    theirs: list[tuple[int, int]] = []
    for shift in sorted(set(shifts), key=lambda shift: (-_length(shift), shift)):
        left, right = (shift[0], shift[1]), (shift[2], shift[3])
        if _is_open(ours, left) and _is_open(theirs, right):
            kept.append(shift)
            bisect.insort(ours, left)
            bisect.insort(theirs, right)
    return sorted(kept)


def _is_open(taken: list[tuple[int, int]], stretch: tuple[int, int]) -> bool:
    """Whether a stretch overlaps none of those taken, which are in order."""
    place = bisect.bisect(taken, stretch)
    before, after = taken[place - 1 : place] if place else [], taken[place : place + 1]
    return all(end <= stretch[0] for _, end in before) and all(stretch[1] <= start for start, _ in after)


def halves(shifts: Sequence[Shift]) -> tuple[list[Half], list[Half]]:
    """Number the moves, and list their two ends in the order of the base and of the other."""
    gone = [(i, i_end, number) for number, (i, i_end, _, _) in enumerate(shifts)]
    come = [(j, j_end, number) for number, (_, _, j, j_end) in enumerate(shifts)]
    return sorted(gone), sorted(come)


def within(moves: Sequence[Half], start: int, end: int) -> Sequence[Half]:
    """Return the moves that begin inside a stretch."""
    return moves[bisect.bisect_left(moves, (start,)) : bisect.bisect_left(moves, (end,))]


def link_terms(base: Words, other: Words, pieces: Sequence[Piece]) -> list[Piece]:
    """
    Link a term that stands freely in a clause with one of its meaning that came elsewhere in it.

    "immediately" left out and "without delay" put in are one move.
    """
    linked = list(pieces)
    number = sum(piece.op == "move" for piece in pieces) // 2
    gone = list(_free_terms(base, pieces, "delete"))
    starts = [pieces[there].other for there, _ in gone]
    taken: set[int] = set()
    for place, entries in _free_terms(other, pieces, "insert"):
        start = pieces[place].other
        window = gone[bisect.bisect_left(starts, start - _NEAR) : bisect.bisect(starts, start + _NEAR)]
        near = [there for there, meanings in window if meanings & entries and there not in taken]
        if len(near) == 1:
            taken.add(near[0])
            for half in (near[0], place):
                linked[half] = pieces[half]._replace(op="move", move=number)
            number += 1
    return linked


def _free_terms(words: Words, pieces: Sequence[Piece], op: Op) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield the places of pieces that are a free term and nothing else, with the entries that hold it."""
    for place, piece in enumerate(pieces):
        if piece.op == op:
            start, end = (piece.base, piece.base_end) if op == "delete" else (piece.other, piece.other_end)
            found = free_terms(words.keys[start:end]) if end - start <= _LONG else []
            if found and found[0][:2] == (0, end - start):
                yield place, found[0][2]
