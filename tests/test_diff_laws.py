"""Laws of the diff: hold for every text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.alignment import engine
from clausediff.diffing.diff import diff, invert
from clausediff.model import ClauseDiff, Edit, Run
from clausediff.normalize.tokens import witness

_VOCABULARY = """
    the The a of and or in its any each Party Parties party State States shall will may not immediately
    without delay armed attack aggression assist assistance co-operate cooperate accordance with Article 51 52
    pursuant to subject Charter , . ; ( ) ’ ' — – force use threat consult
"""
_WORDS = st.sampled_from([*_VOCABULARY.split(), "\u00a0", "\n\n", "\u00ad"])
_CLAUSES = st.lists(_WORDS, max_size=40).map(" ".join)
_TEXTS = st.one_of(st.text(max_size=80), _CLAUSES, st.text("ab .,\n\u00ad\u200b", max_size=60))


@st.composite
def _reworked(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a clause, and the same with stretches left out, put in, and moved."""
    words = draw(st.lists(_WORDS, max_size=40))
    changed = list(words)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(changed)))
        end = draw(st.integers(start, min(start + 6, len(changed))))
        taken, changed[start:end] = changed[start:end], draw(st.lists(_WORDS, max_size=4))
        if draw(st.booleans()):
            place = draw(st.integers(0, len(changed)))
            changed[place:place] = taken
    return " ".join(words), " ".join(changed)


_PAIRS = st.one_of(st.tuples(_TEXTS, _TEXTS), _reworked())


def _compared(pair: tuple[str, str]) -> ClauseDiff:
    return diff(witness("A", pair[0]), witness("B", pair[1]))


def _tiles(runs: list[Run], length: int) -> bool:
    ends = [0, *(run.end for run in runs)]
    return [run.start for run in runs] == ends[:-1] and ends[-1] == length


@given(_PAIRS)
@settings(max_examples=400, deadline=None)
def test_edits_tile_both_witnesses(pair: tuple[str, str]) -> None:
    """Every token of both sides stands in one edit, in order."""
    compared = _compared(pair)
    assert _tiles([edit.base for edit in compared.edits], len(compared.base.tokens))
    assert _tiles([edit.other for edit in compared.edits], len(compared.other.tokens))


@given(_PAIRS)
@settings(max_examples=400, deadline=None)
def test_replay_and_inversion_give_the_texts_back(pair: tuple[str, str]) -> None:
    """Replaying gives the other text, replaying the inverted diff the base, character for character."""
    compared = _compared(pair)
    assert compared.replay() == pair[1]
    assert invert(compared).replay() == pair[0]


@given(_TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_witness_does_not_differ_from_itself(text: str) -> None:
    """A text compared with itself has no change, no ignored difference and no distance."""
    compared = _compared((text, text))
    assert (compared.changes, compared.ignored, compared.distance) == ((), (), 0)


@given(_PAIRS)
@settings(max_examples=300, deadline=None)
def test_sides_swapped_mirror_the_diff(pair: tuple[str, str]) -> None:
    """Comparing the other way round gives the same edits with their sides swapped."""
    there, back = _compared(pair), _compared(pair[::-1])
    assert _shape(there.edits) == _shape(tuple(map(_swapped, back.edits)))
    assert there.distance == back.distance
    assert [(i.base, i.other, i.reason) for i in there.ignored] == [
        (i.other, i.base, i.reason) for i in back.ignored
    ]


def _swapped(edit: Edit) -> Edit:
    ops = {"insert": "delete", "delete": "insert"}
    op = ops.get(edit.op, edit.op)
    return Edit(op, edit.other, edit.base, edit.other_text, edit.base_text)  # type: ignore[arg-type]


def _shape(edits: tuple[Edit, ...]) -> set[tuple[str, str, str]]:
    """Name the edits by what they say: which of two adjoining ones comes first is a matter of display."""
    return {(edit.op, edit.base_text, edit.other_text) for edit in edits}


@given(_PAIRS)
@settings(max_examples=200, deadline=None)
def test_no_alignment_is_shorter_than_the_distance(pair: tuple[str, str]) -> None:
    """No display changes fewer tokens than the distance; words that differ in case alone count as kept."""
    compared = _compared(pair)
    shown = sum(
        len(edit.base) + len(edit.other)
        for edit in compared.changes
        if edit.base_text.casefold() != edit.other_text.casefold()
    )
    keys = [[token.key for token in side.tokens] for side in (compared.base, compared.other)]
    assert compared.distance == engine.distance(*engine.code(*keys)) <= shown or shown == 0


@given(_PAIRS)
@settings(max_examples=200, deadline=None)
def test_moves_stand_twice(pair: tuple[str, str]) -> None:
    """Each move number stands once where the words left and once where they arrived."""
    moves = [edit for edit in _compared(pair).edits if edit.op == "move"]
    left = sorted(edit.move for edit in moves if edit.move is not None and not len(edit.other))
    arrived = sorted(edit.move for edit in moves if edit.move is not None and not len(edit.base))
    assert left == arrived == sorted(set(left))
    assert len(moves) == 2 * len(left)
    assert all(edit.move is None for edit in _compared(pair).edits if edit.op != "move")
