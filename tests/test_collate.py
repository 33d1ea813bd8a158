"""A collation holds every token once, whatever the order of the witnesses, and says who agrees with whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.alignment.collate import collate, projected, readings
from clausediff.alignment.stemma import distances, groups, tree
from clausediff.model import ClausediffError, Collation, Run, Witness
from clausediff.normalize.tokens import witness

WORDINGS = (
    "the other Party shall immediately extend military and other assistance",
    "the other side shall provide military and other assistance without delay",
    "the other party will immediately provide military and other aid",
    "shall without delay provide assistance, military and other",
    "each Party shall assist the other Party if an armed attack occurs",
    "if an armed attack occurs, each Party shall assist the other",
    "",
)

texts = st.lists(st.sampled_from(WORDINGS) | st.text(max_size=30), max_size=5)


def _witnesses(found: Sequence[str]) -> list[Witness]:
    return [witness(f"W{place}", text) for place, text in enumerate(found)]


witnesses = texts.map(_witnesses)


def table(collation: Collation) -> list[list[str]]:
    """Return the words of each row."""
    return [
        [held.phrase(run) for held, run in zip(collation.witnesses, row.cells, strict=True)]
        for row in collation.rows
    ]


@given(witnesses)
@settings(deadline=None, max_examples=60)
def test_every_token_stands_in_one_row(found: list[Witness]) -> None:
    """The cells of each witness hold each of its tokens once; no row is empty."""
    collation = collate(found)
    for place, held in enumerate(found):
        tokens = [token for row in collation.rows for token in row.cells[place]]
        assert sorted(tokens) == list(range(len(held.tokens)))
    assert all(any(len(run) for run in row.cells) for row in collation.rows)
    assert all(len(row.cells) == len(found) for row in collation.rows)


@given(witnesses, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_order_of_witnesses_does_not_matter(found: list[Witness], random: object) -> None:
    """Collating in another order gives the same rows with the cells in that order."""
    order = list(range(len(found)))
    random.shuffle(order)  # type: ignore[attr-defined]
    plain, shuffled = collate(found), collate([found[place] for place in order])
    expected = [(tuple(row.cells[place] for place in order), row.is_moved) for row in plain.rows]
    assert [(row.cells, row.is_moved) for row in shuffled.rows] == expected


@given(witnesses)
@settings(deadline=None, max_examples=60)
def test_rows_not_moved_keep_the_order_of_every_witness(found: list[Witness]) -> None:
    """Read down a column without the moved rows, and the words stand in the order of the text."""
    collation = collate(found)
    for place in range(len(found)):
        runs = [row.cells[place] for row in collation.rows if not row.is_moved and row.cells[place]]
        assert runs == sorted(runs)


@given(witnesses)
@settings(deadline=None, max_examples=40)
def test_a_base_keeps_its_order(found: list[Witness]) -> None:
    """With a base, its words stand in its own order, moved rows and all."""
    for base in range(len(found)):
        runs = [row.cells[base] for row in collate(found, base=base).rows if row.cells[base]]
        assert runs == sorted(runs)


@given(witnesses)
@settings(deadline=None, max_examples=40)
def test_a_projected_pair_is_a_valid_alignment(found: list[Witness]) -> None:
    """What a table says of two witnesses uses no token twice, and is mirrored."""
    collation = collate(found)
    for base, other in combinations(range(len(found)), 2):
        links = projected(collation, base, other).links
        for runs in ([x.base for x in links], [x.other for x in links]):
            places = [place for run in runs for place in run]
            assert len(places) == len(set(places))
        back = projected(collation, other, base).links
        assert {(x.base, x.other) for x in links} == {(x.other, x.base) for x in back}


@given(witnesses)
@settings(deadline=None, max_examples=40)
def test_readings_give_each_witness_one_reading(found: list[Witness]) -> None:
    """In each row every witness has exactly one reading, and no two readings are the same."""
    for row in readings(collate(found)):
        holders = [place for _, places in row for place in places]
        assert sorted(holders) == list(range(len(found)))
        assert len({words for words, _ in row}) == len(row)


@given(witnesses)
@settings(deadline=None, max_examples=40)
def test_distances_are_a_matrix_and_groups_a_partition(found: list[Witness]) -> None:
    """Distances are shares, symmetric, 0 to oneself; every witness is in one group."""
    collation = collate(found)
    matrix = distances(collation)
    for one, row in enumerate(matrix):
        assert row[one] == 0
        assert all(0 <= share <= 1 and share == matrix[other][one] for other, share in enumerate(row))
    assert sorted(place for group in groups(collation) for place in group) == list(range(len(found)))


@pytest.mark.parametrize("text", ["armed attack", "", "the the the"])
def test_copies_stand_side_by_side(text: str) -> None:
    """Copies of one text agree in every row and form one group."""
    collation = collate(_witnesses([text] * 4))
    assert all(len(row) == 1 for row in readings(collation))
    assert groups(collation) == ((0, 1, 2, 3),)


def test_substitutions_share_a_row() -> None:
    """Words put for one another stand in one row, alike or not."""
    rows = table(
        collate(_witnesses(["the red treaty binds", "the green treaty binds", "the 1961 treaty binds"]))
    )
    assert rows[1] == ["red", "green", "1961"]
    assert len(rows) == 4


def test_a_transposition_is_marked() -> None:
    """A condition that moved shares its row with itself, and the row is marked."""
    collation = collate(_witnesses(WORDINGS[4:6]))
    attack = next(
        row
        for row in collation.rows
        if row.cells[0] and collation.witnesses[0].phrase(row.cells[0]) == "attack"
    )
    assert collation.witnesses[1].phrase(attack.cells[1]) == "attack"
    assert any(row.is_moved for row in collation.rows)


def test_a_phrase_may_fill_a_cell() -> None:
    """A phrase stands in one row with the word that renders it."""
    rows = table(
        collate(
            _witnesses(["shall provide assistance without delay", "shall provide assistance immediately"])
        )
    )
    assert ["without delay", "immediately"] in rows


def test_long_witnesses_are_collated_by_equal_words() -> None:
    """Beyond the budget of cells equal words still share rows, and single substitutions too."""
    words = [f"word{place}" for place in range(600)]
    changed = [*words[:300], "otherwise", *words[301:]]
    collation = collate([witness("A", words), witness("B", changed), witness("C", words)])
    assert len(collation.rows) == 600
    assert collation.rows[300].cells == (Run(300, 301),) * 3


def test_witnesses_with_the_same_reading_are_nearest() -> None:
    """The tree joins first what differs least."""
    found = _witnesses(
        ["armed attack by any State", "armed invasion by several states", "armed attack by one State"]
    )
    assert tree(collate(found)) is not None
    assert groups(collate(found), distance=0.3) == ((0, 2), (1,))
    assert tree(collate([])) is None


def test_a_base_that_is_no_witness_is_an_error() -> None:
    """A base out of range is the caller's mistake and says so."""
    with pytest.raises(ClausediffError, match="place of one of the 2 witnesses"):
        collate(_witnesses(["a", "b"]), base=2)
