"""two witnesses -> edits that tile both, phrase by phrase, each with a category."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import TypeAlias

from clausediff.alignment import engine
from clausediff.diffing import passes
from clausediff.diffing.categories import judge
from clausediff.diffing.cuts import cut
from clausediff.diffing.moves import Half, Shift, find_moves, halves, link_terms, within
from clausediff.diffing.typography import print_differences
from clausediff.diffing.zones import Piece, Words, realign
from clausediff.errors import GIVE_WITNESS, need
from clausediff.model import ClauseDiff, Edit, Effect, Ignored, Op, Run, Witness

Cutter: TypeAlias = Callable[[Piece], tuple[Piece, ...]]

_MIRRORED: dict[Op, Op] = {
    "equal": "equal",
    "replace": "replace",
    "move": "move",
    "insert": "delete",
    "delete": "insert",
}


def diff(base: Witness, other: Witness) -> ClauseDiff:
    """
    Compare two witnesses.

    The edits tile both witnesses in order, `replay()` gives the other text back exactly, and
    `distance` is the least number of tokens to delete and insert.

    >>> from clausediff.normalize.tokens import witness
    >>> compared = diff(witness("1961", "shall immediately extend aid"), witness("2024", "will provide aid"))
    >>> [edit.op for edit in compared.edits]
    ['replace', 'delete', 'replace', 'equal']
    """
    need(base, Witness, GIVE_WITNESS)
    need(other, Witness, GIVE_WITNESS)
    # Compared in one direction only, so that a diff mirrored is the diff of the sides swapped.
    ours, theirs = _keys(base), _keys(other)
    if theirs < ours:
        pieces, least = _compared(other, base, theirs, ours)
        pieces = list(map(_mirrored, pieces))
    else:
        pieces, least = _compared(base, other, ours, theirs)
    edits = tuple(_edits(base, other, list(_ordered(pieces))))
    return ClauseDiff(base, other, edits, tuple(_ignored(base, other, edits)), least)


def invert(compared: ClauseDiff) -> ClauseDiff:
    """Swap the sides of a diff: what was inserted is deleted."""
    return diff(compared.other, compared.base)


def _keys(witness: Witness) -> list[str]:
    return [token.key for token in witness.tokens]


def _compared(
    base: Witness, other: Witness, keys: Sequence[str], other_keys: Sequence[str]
) -> tuple[list[Piece], int]:
    """Return the pieces in order, and the least number of tokens to change."""
    ours, theirs = Words.of(keys), Words.of(other_keys)
    codes = engine.code(ours.keys, theirs.keys)
    fixed = engine.fixed_runs(*codes)
    pieces = realign(ours, theirs, engine.common_runs(*codes, fixed))
    pieces = passes.grow(ours, theirs, passes.attach(ours, theirs, pieces))
    pieces = passes.slide(ours, theirs, pieces)
    pieces = passes.drop_lone(ours, theirs, pieces)
    # What surrounds a lone word is known only once the edits are cut; then the doubtful ones are given up.
    cutter = functools.cache(lambda gap: tuple(cut(ours, theirs, gap)))
    unsure = passes.unsure(ours, theirs, _filled(ours, theirs, pieces, (), cutter))
    pieces = [piece for piece in pieces if piece not in unsure]
    moves = find_moves(ours, theirs, codes, [gap for gap, _ in passes.with_gaps(ours, theirs, pieces)])
    edits = _filled(ours, theirs, pieces, moves, cutter)
    edits = passes.part_case(base, other, passes.trim(ours, theirs, edits))
    edits = passes.join_lone(ours, theirs, passes.join_heads(ours, theirs, edits))
    return edits, engine.distance(*codes, fixed)


def _filled(
    base: Words, other: Words, pieces: Sequence[Piece], moves: Sequence[Shift], cutter: Cutter
) -> list[Piece]:
    """Put edits and moves between the kept pieces."""
    gone, come = halves(moves)
    filled: list[Piece] = []
    for gap, piece in passes.with_gaps(base, other, pieces):
        if gap.base < gap.base_end or gap.other < gap.other_end:
            ours, theirs = within(gone, gap.base, gap.base_end), within(come, gap.other, gap.other_end)
            filled += _edits_of(cutter, gap, ours, theirs) if ours or theirs else cutter(gap)
        if piece:
            filled.append(piece)
    return link_terms(base, other, filled)


def _edits_of(cutter: Cutter, gap: Piece, gone: Sequence[Half], come: Sequence[Half]) -> Iterator[Piece]:
    """Cut a gap around the moves in it."""
    i, j = gap.base, gap.other
    for left, right in zip_longest([*gone, None], [*come, None]):
        i_end = left[0] if left else gap.base_end
        j_end = right[0] if right else gap.other_end
        yield from cutter(Piece("replace", i, i_end, j, j_end))
        i, j = i_end, j_end
        if left:
            yield Piece("move", i, left[1], j, j, left[2])
            i = left[1]
        if right:
            yield Piece("move", i, i, j, right[1], right[2])
            j = right[1]


def _mirrored(piece: Piece) -> Piece:
    op, i, i_end, j, j_end, move = piece
    return Piece(_MIRRORED[op], j, j_end, i, i_end, move)


def _ordered(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Put what leaves before what arrives, wherever the two adjoin."""
    i = j = 0
    for is_whole, group in groupby(pieces, lambda piece: piece.op in ("equal", "replace")):
        for piece in group if is_whole else sorted(group, key=lambda piece: piece.base == piece.base_end):
            left, right = piece.base_end - piece.base, piece.other_end - piece.other
            yield Piece(piece.op, i, i + left, j, j + right, piece.move)
            i, j = i + left, j + right


def _edits(base: Witness, other: Witness, pieces: Sequence[Piece]) -> Iterator[Edit]:
    """Say what each piece is; the two halves of a move are judged as one change."""
    moved = [piece for piece in pieces if piece.op == "move"]
    gone = {piece.move: Run(piece.base, piece.base_end) for piece in moved if piece.base < piece.base_end}
    come = {piece.move: Run(piece.other, piece.other_end) for piece in moved if piece.other < piece.other_end}
    for piece in pieces:
        ours, theirs = Run(piece.base, piece.base_end), Run(piece.other, piece.other_end)
        said: tuple[str, Effect, str] = "", "neutral", ""
        if piece.op == "move":
            said = judge(base, other, piece.op, gone[piece.move], come[piece.move])
        elif piece.op != "equal":
            said = judge(base, other, piece.op, ours, theirs)
        yield Edit(piece.op, ours, theirs, base.phrase(ours), other.phrase(theirs), *said, piece.move)


def _ignored(base: Witness, other: Witness, edits: Sequence[Edit]) -> Iterator[Ignored]:
    for edit in edits:
        if edit.op == "equal" and edit.base_text != edit.other_text:
            yield from print_differences(base, other, edit.base, edit.other)
