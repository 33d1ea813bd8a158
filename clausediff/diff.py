"""two witnesses -> edits that tile both, phrase by phrase, each with a category."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from clausediff import engine, passes
from clausediff.cuts import cut
from clausediff.model import ClauseDiff, Edit, Ignored, Run, Witness
from clausediff.moves import find_moves, link_terms
from clausediff.typography import print_differences
from clausediff.zones import Piece, Words, realign


def diff(base: Witness, other: Witness) -> ClauseDiff:
    """
    Compare two witnesses.

    The edits tile both witnesses in order, `replay()` gives the other text back exactly, and
    `distance` is the least number of tokens to delete and insert.

    >>> from clausediff.normalize import witness
    >>> compared = diff(witness("1961", "shall immediately extend aid"), witness("2024", "will provide aid"))
    >>> [edit.op for edit in compared.edits]
    ['replace', 'equal']
    """
    # Compared in one direction only, so that a diff mirrored is the diff of the sides swapped.
    if _keys(other) < _keys(base):
        pieces, least = _compared(other, base)
        pieces = [_mirrored(piece) for piece in pieces]
    else:
        pieces, least = _compared(base, other)
    edits = tuple(_edit(base, other, piece) for piece in _ordered(pieces))
    return ClauseDiff(base, other, edits, tuple(_ignored(base, other, edits)), least)


def invert(compared: ClauseDiff) -> ClauseDiff:
    """Swap the sides of a diff: what was inserted is deleted."""
    return diff(compared.other, compared.base)


def _keys(witness: Witness) -> list[str]:
    return [token.key for token in witness.tokens]


def _compared(base: Witness, other: Witness) -> tuple[list[Piece], int]:
    """Return the pieces in order, and the least number of tokens to change."""
    ours, theirs = Words.of(_keys(base)), Words.of(_keys(other))
    codes = engine.code(ours.keys, theirs.keys)
    pieces = realign(ours, theirs, engine.common_runs(*codes))
    pieces = passes.grow(ours, theirs, passes.attach(ours, theirs, pieces))
    pieces = passes.slide(ours, theirs, pieces)
    pieces = passes.drop_lone(ours, theirs, passes.trim(ours, theirs, pieces))
    pieces = link_terms(ours, theirs, list(_filled(ours, theirs, pieces)))
    return passes.part_case(base, other, passes.trim(ours, theirs, pieces)), engine.distance(*codes)


def _filled(base: Words, other: Words, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Put edits and moves between the kept pieces."""
    gaps = [gap for gap, _ in passes.with_gaps(base, other, pieces)]
    moves = find_moves(base, other, gaps)
    gone = [Piece("move", i, i_end, 0, 0, number) for number, (i, i_end, _, _) in enumerate(moves)]
    come = sorted(
        (Piece("move", 0, 0, j, j_end, number) for number, (_, _, j, j_end) in enumerate(moves)),
        key=lambda piece: piece.other,
    )
    for gap, piece in zip(gaps, [*pieces, None], strict=True):
        yield from _edits_of(base, other, gap, gone, come)
        if piece:
            yield piece


def _edits_of(base: Words, other: Words, gap: Piece, gone: list[Piece], come: list[Piece]) -> Iterator[Piece]:
    """Cut a gap around the moves in it."""
    i, j = gap.base, gap.other
    ours = [move for move in gone if gap.base <= move.base < gap.base_end]
    theirs = [move for move in come if gap.other <= move.other < gap.other_end]
    for left, right in zip_longest([*ours, None], [*theirs, None]):
        i_end = left.base if left else gap.base_end
        j_end = right.other if right else gap.other_end
        yield from cut(base, other, Piece("replace", i, i_end, j, j_end))
        i, j = left.base_end if left else i_end, right.other_end if right else j_end
        yield from (move for move in (left, right) if move)


def _mirrored(piece: Piece) -> Piece:
    op, i, i_end, j, j_end, move = piece
    return Piece({"insert": "delete", "delete": "insert"}.get(op, op), j, j_end, i, i_end, move)


def _ordered(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Put what leaves before what arrives, wherever the two adjoin."""
    i = j = 0
    for is_whole, group in groupby(pieces, lambda piece: piece.op in ("equal", "replace")):
        for piece in group if is_whole else sorted(group, key=lambda piece: piece.base == piece.base_end):
            left, right = piece.base_end - piece.base, piece.other_end - piece.other
            yield piece._replace(base=i, base_end=i + left, other=j, other_end=j + right)
            i, j = i + left, j + right


def _edit(base: Witness, other: Witness, piece: Piece) -> Edit:
    left, right = Run(piece.base, piece.base_end), Run(piece.other, piece.other_end)
    return Edit(piece.op, left, right, base.phrase(left), other.phrase(right), move=piece.move)


def _ignored(base: Witness, other: Witness, edits: Sequence[Edit]) -> Iterator[Ignored]:
    for edit in edits:
        if edit.op == "equal" and edit.base_text != edit.other_text:
            yield from print_differences(base, other, edit.base, edit.other)
