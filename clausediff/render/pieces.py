"""
What every face reads off a finished value: the words of each edit, rows of them, a collation's segments.

Nothing here decides what differs; it only cuts the witnesses where the value says.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Literal, NamedTuple

import regex

from clausediff.model import ClauseDiff, Collation, Edit, Row, Run, Witness


class Words(NamedTuple):
    """A stretch of one witness as printed: the space before it, its words, what follows the last token."""

    before: str
    words: str
    after: str = ""

    @property
    def text(self) -> str:
        """The stretch, whole."""
        return self.before + self.words + self.after


class Piece(NamedTuple):
    """An edit, or one paragraph's share of an equal edit; `number` is the edit's place in the diff."""

    number: int
    edit: Edit
    base: Words
    other: Words

    @property
    def is_printed_alike(self) -> bool:
        """Whether an equal edit is equal to the letter, case and space included."""
        return self.edit.op == "equal" and self.base == self.other


def pieces(diff: ClauseDiff) -> tuple[Piece, ...]:
    """Return the edits with their words; each side's words, joined, are that witness's text."""
    found = [
        Piece(number, edit, words(diff.base, base), words(diff.other, other))
        for number, edit in enumerate(diff.edits)
        for base, other in _paragraphs(diff, edit)
    ]
    return (*_wordless(diff), *found)


def rows(diff: ClauseDiff) -> tuple[tuple[Piece, ...], ...]:
    """Cut a comparison into rows that can stand side by side, at the paragraphs that both sides begin."""
    found: list[list[Piece]] = [[]]
    for piece in pieces(diff):
        if found[-1] and _begins_row(piece):
            found.append([])
        found[-1].append(piece)
    return tuple(map(tuple, found))


class Change(NamedTuple):
    """
    A change as a reader is told of it, once; `numbers` are the places of its edits in the diff.

    The two edits of a move are one change; `other_text` is then what arrived.
    """

    numbers: tuple[int, ...]
    edit: Edit
    base_text: str
    other_text: str


def changes(diff: ClauseDiff) -> tuple[Change, ...]:
    """Return the changes in the order of the diff, a move where its first edit stands."""
    moves: dict[int, list[int]] = {}
    told: list[tuple[int, ...] | list[int]] = []
    for number, edit in enumerate(diff.edits):
        if edit.op == "move" and edit.move is not None:
            if edit.move not in moves:
                told.append(moves.setdefault(edit.move, []))
            moves[edit.move].append(number)
        elif edit.op != "equal":
            told.append((number,))
    return tuple(_change(diff, tuple(numbers)) for numbers in told)


def style(edit: Edit, side: Literal["base", "other"]) -> str:
    """
    Name what happened to an edit's words on one side: nothing, delete, insert, from or to.

    >>> style(Edit("move", Run(0, 1), Run(0, 0), "all", "", move=1), "base")
    'from'
    """
    if edit.op == "equal":
        return ""
    if edit.op == "move":
        return "from" if side == "base" else "to"
    return "delete" if side == "base" else "insert"


def words(witness: Witness, run: Run) -> Words:
    """Cut a run out of a witness with the space around it."""
    if not len(run):
        return Words("", "")
    tile = witness.tile(run)
    start, end = witness.tokens[run.start].span.start, witness.tokens[run.end - 1].span.end
    return Words(witness.text[tile.start : start], witness.text[start:end], witness.text[end : tile.end])


def map_of(diff: ClauseDiff) -> tuple[tuple[str, float, float], ...]:
    """Return where the changes lie, as style, start and length in thousandths of the whole comparison."""
    lengths = [max(len(edit.base), len(edit.other)) for edit in diff.edits]
    whole, at, marks = sum(lengths) or 1, 0, []
    for edit, length in zip(diff.edits, lengths, strict=True):
        for side, run in (("base", edit.base), ("other", edit.other)):
            name = style(edit, "base" if side == "base" else "other")
            if name and len(run):
                marks.append((name, 1000 * at / whole, 1000 * len(run) / whole))
        at += length
    return tuple(marks)


class Cell(NamedTuple):
    """
    One witness's share of a segment.

    `reading` is a letter shared by the witnesses that read the same, empty where a witness has nothing.
    """

    run: Run
    words: Words
    reading: str


class Segment(NamedTuple):
    """Neighbouring rows of a collation in which the same witnesses agree."""

    cells: tuple[Cell, ...]
    is_moved: bool

    @property
    def is_unanimous(self) -> bool:
        """Whether all witnesses read the same."""
        return {cell.reading for cell in self.cells} == {"a"}


def segments(collation: Collation) -> tuple[Segment, ...]:
    """Join neighbouring rows in which the same witnesses agree, so that phrases stand whole."""
    joined: list[tuple[tuple[int, ...], Row]] = []
    for row in collation.rows:
        readings = _readings(collation, row)
        if joined and joined[-1][0] == readings and _continues(joined[-1][1], row):
            joined[-1] = (readings, _join(joined[-1][1], row))
        else:
            joined.append((readings, row))
    return tuple(_segment(collation, readings, row) for readings, row in joined)


def _change(diff: ClauseDiff, numbers: tuple[int, ...]) -> Change:
    edits = [diff.edits[number] for number in numbers]
    base, other = (" … ".join(filter(None, texts)) for texts in _texts(edits))
    return Change(numbers, edits[0], base, other)


def _texts(edits: list[Edit]) -> tuple[list[str], list[str]]:
    return [edit.base_text for edit in edits], [edit.other_text for edit in edits]


def _wordless(diff: ClauseDiff) -> Iterator[Piece]:
    """Keep the text of a witness that has no token: no edit carries it."""
    base = "" if diff.base.tokens else diff.base.text
    other = "" if diff.other.tokens else diff.other.text
    if base or other:
        nothing = Run(0, 0)
        yield Piece(-1, Edit("equal", nothing, nothing, "", ""), Words(base, ""), Words(other, ""))


def _paragraphs(diff: ClauseDiff, edit: Edit) -> Iterator[tuple[Run, Run]]:
    """Cut an equal edit where both sides begin a new line; other edits stay whole."""
    base, other = edit.base, edit.other
    if edit.op == "equal" and len(base) == len(other):
        for ahead in range(1, len(base)):
            if _begins_line(diff.base, edit.base.start + ahead) and _begins_line(
                diff.other, edit.other.start + ahead
            ):
                at_base, at_other = edit.base.start + ahead, edit.other.start + ahead
                yield Run(base.start, at_base), Run(other.start, at_other)
                base, other = Run(at_base, base.end), Run(at_other, other.end)
    yield base, other


def _begins_line(witness: Witness, index: int) -> bool:
    before = witness.tokens[index - 1].span.end if index else 0
    return "\n" in witness.text[before : witness.tokens[index].span.start]


def _begins_row(piece: Piece) -> bool:
    present = [side for side in (piece.base, piece.other) if side.text]
    return bool(present) and all("\n" in side.before for side in present)


def _readings(collation: Collation, row: Row) -> tuple[int, ...]:
    """Number the readings of a row by first appearance; -1 where a witness has nothing."""
    seen: dict[tuple[str, ...], int] = {}
    numbers = []
    for witness, run in zip(collation.witnesses, row.cells, strict=True):
        keys = tuple(token.key for token in witness.tokens[run.start : run.end])
        numbers.append(seen.setdefault(keys, len(seen)) if keys else -1)
    return tuple(numbers)


def _continues(before: Row, after: Row) -> bool:
    return not (before.is_moved or after.is_moved) and all(
        not len(second) or first.end == second.start
        for first, second in zip(before.cells, after.cells, strict=True)
    )


def _join(before: Row, after: Row) -> Row:
    return Row(
        tuple(
            Run(first.start, second.end) if len(second) else first
            for first, second in zip(before.cells, after.cells, strict=True)
        )
    )


def _segment(collation: Collation, readings: tuple[int, ...], row: Row) -> Segment:
    cells = (
        Cell(run, words(witness, run), letter(reading))
        for witness, run, reading in zip(collation.witnesses, row.cells, readings, strict=True)
    )
    return Segment(tuple(cells), row.is_moved)


def letter(number: int) -> str:
    """
    Name a reading: a, b, … z, a1, b1, …; nothing for what is absent.

    >>> letter(0), letter(25), letter(26), letter(-1)
    ('a', 'z', 'a1', '')
    """
    if number < 0:
        return ""
    return "abcdefghijklmnopqrstuvwxyz"[number % 26] + (str(number // 26) if number > 25 else "")


@functools.cache
def _unsafe() -> regex.Pattern[str]:
    return regex.compile(r"[\p{Cs}\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def carried(text: str) -> str:
    """
    Replace what no web page or XML file may carry (lone surrogates, control characters) by U+FFFD.

    >>> carried("a\\x00b")
    'a\\ufffdb'
    """
    return _unsafe().sub("\ufffd", text)
