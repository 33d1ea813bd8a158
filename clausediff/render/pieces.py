"""
What every face reads off a finished value: the words of each edit, rows of them, both texts as one.

Nothing here decides what differs; it only cuts the witnesses where the value says.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import Literal, NamedTuple

import regex

from clausediff.model import ClauseDiff, Edit, Family, Run, Witness


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
    base_run: Run
    other_run: Run
    base: Words
    other: Words

    @property
    def is_printed_alike(self) -> bool:
        """Whether an equal edit is equal to the letter, case and space included."""
        return self.edit.op == "equal" and self.base == self.other


def pieces(diff: ClauseDiff) -> tuple[Piece, ...]:
    """Return the edits with their words; each side's words, joined, are that witness's text."""
    found = [
        Piece(number, edit, base, other, words(diff.base, base), words(diff.other, other))
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


class Stretch(NamedTuple):
    """
    A stretch of both texts written as one: `kind` is keep, print, delete, insert, replace, from or to.

    A `print` stretch is equal in wording and differs in print, case or space.
    """

    kind: str
    base: str
    other: str
    number: int


def inline(diff: ClauseDiff) -> Iterator[Stretch]:
    """
    Write both texts as one: what is kept stands once, what differs stands with its change.

    Joined, the base texts are the base, the other texts the other, to the character.
    """
    for piece in pieces(diff):
        if piece.edit.op == "equal":
            yield from _printed(diff, piece)
        else:
            yield from _changed(piece)


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


def counted(diff: ClauseDiff) -> str:
    """
    Count the changes of a comparison, and those that matter.

    >>> from clausediff.normalize.tokens import witness
    >>> counted(ClauseDiff(witness("A", "x"), witness("B", "x"), ()))
    'no difference of wording'
    """
    told = changes(diff)
    if not told:
        return "no difference of wording"
    substantive = sum(change.edit.effect == "substantive" for change in told)
    return f"{len(told)} change{'s' * (len(told) != 1)}, {substantive} substantive"


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


def comparisons(family: Family, index: int) -> tuple[ClauseDiff, ...]:
    """Return the comparisons of a family in which a rendering is the other side."""
    wording = family.witnesses[index : index + 1]
    return tuple(diff for diff in family.diffs if (diff.other,) == wording)


def references_compared(family: Family) -> tuple[ClauseDiff, ...]:
    """Return the comparisons of the clause with its counterparts in other treaties."""
    return tuple(diff for diff in family.diffs if diff.other in family.references)


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
        edit = Edit("equal", nothing, nothing, "", "")
        yield Piece(-1, edit, nothing, nothing, Words(base, ""), Words(other, ""))


def _printed(diff: ClauseDiff, piece: Piece) -> Iterator[Stretch]:
    """Part what is printed alike from what is not, token by token where both sides have as many."""
    if piece.is_printed_alike:
        yield Stretch("keep", piece.base.text, piece.other.text, piece.number)
        return
    parts = list(zip(_tokens(diff.base, piece.base_run), _tokens(diff.other, piece.other_run), strict=False))
    if len(piece.base_run) != len(piece.other_run) or not parts:
        parts = [(piece.base.text, piece.other.text)]
    for is_alike, group in itertools.groupby(parts, lambda part: part[0] == part[1]):
        texts = list(group)
        base, other = "".join(text for text, _ in texts), "".join(text for _, text in texts)
        yield Stretch("keep" if is_alike else "print", base, other, piece.number)


def _tokens(witness: Witness, run: Run) -> list[str]:
    return [witness.tile(Run(index, index + 1)).of(witness.text) for index in run]


def _changed(piece: Piece) -> Iterator[Stretch]:
    """Keep the space that both sides of a replacement begin and end with out of the change."""
    base, other, number = piece.base.text, piece.other.text, piece.number
    if piece.edit.op != "replace":
        kind = style(piece.edit, "base" if base else "other")
        yield Stretch(kind, base, other, number)
        return
    before = piece.base.before if piece.base.before == piece.other.before else ""
    after = piece.base.after if piece.base.after == piece.other.after else ""
    if before:
        yield Stretch("keep", before, before, number)
    ends = (len(base) - len(after), len(other) - len(after))
    yield Stretch("replace", base[len(before) : ends[0]], other[len(before) : ends[1]], number)
    if after:
        yield Stretch("keep", after, after, number)


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
