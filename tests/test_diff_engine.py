"""The engine: exact where it can be, bounded where it cannot, in any script."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.alignment import engine
from clausediff.diffing.diff import diff, invert
from clausediff.normalize.tokens import witness

_CODES = st.text("abc", max_size=30)
_WORDS = (
    "The the Parties parties shall will not immediately without delay , . ; armed attack in accordance with"
)


@given(_CODES, _CODES)
@settings(deadline=None)
def test_runs_are_common_and_rise(base: str, other: str) -> None:
    """Each run reads the same on both sides, and no token is used twice."""
    runs = engine.common_runs(base, other)
    assert all(base[i : i + n] == other[j : j + n] for i, j, n in runs)
    assert all(i + n <= x and j + n <= y for (i, j, n), (x, y, _) in pairwise(runs))


@given(st.lists(st.integers(0, 3000), max_size=400), st.data())
@settings(deadline=None, max_examples=50)
def test_anchors_are_common_and_rise(numbers: list[int], data: st.DataObject) -> None:
    """Rare passages are found in the same order on both sides."""
    base = "".join(map(chr, numbers))
    cut = data.draw(st.integers(0, len(base)))
    other = base[cut:] + base[:cut]
    anchors = engine.anchors(base, other)
    assert all(base[i : i + n] == other[j : j + n] for i, j, n in anchors)
    assert all(i + n <= x and j + n <= y for (i, j, n), (x, y, _) in pairwise(anchors))


@given(_CODES, _CODES)
@settings(deadline=None)
def test_the_distance_is_the_least(base: str, other: str) -> None:
    """The distance agrees with the textbook recurrence."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(base, 1):
        before, row = row, [i]
        for j, b in enumerate(other):
            row.append(before[j] if a == b else 1 + min(before[j + 1], row[-1]))
    assert engine.distance(base, other) == row[-1]


def test_budgets_change_the_way_not_the_validity(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no cells to spend, runs are still common and rise."""
    monkeypatch.setattr(engine, "_EXACT_CELLS", 0)
    monkeypatch.setattr(engine, "_LINEAR_CELLS", 1)
    runs = engine.common_runs("abcdefgh" * 9, "abXdefYh" * 9)
    assert runs
    assert all(i + n <= x and j + n <= y for (i, j, n), (x, y, _) in pairwise(runs))


def test_two_changed_words_in_a_repeated_clause_are_two_changes() -> None:
    """A clause repeated hundreds of times does not blur what changed in it."""
    clause = "the parties shall consult whenever the security of any of them is threatened ."
    words = clause.split()
    base = words * 300
    other = list(base)
    other[1000], other[3003] = "war", "peace"
    compared = diff(witness("base", base), witness("other", other))
    assert [edit.other_text for edit in compared.changes] == ["war", "peace"]
    assert compared.distance == 4


@pytest.mark.parametrize(
    ("base", "other", "changes"),
    [
        ("缔约双方应立即提供军事援助。", "缔约双方应立即提供经济援助。", [("军事", "经济")]),
        ("締約国は武力攻撃に対処する。", "締約国は武力侵略に対処する。", [("攻撃", "侵略")]),
        (
            "Стороны обязуются немедленно оказать помощь",
            "Стороны обязуются оказать помощь",
            [("немедленно", "")],
        ),
        (
            "체약 쌍방은 즉시 군사적 원조를 제공한다",
            "체약 쌍방은 즉시 경제적 원조를 제공한다",
            [("군사적", "경제적")],
        ),
        ("Τα Μέρη θα διαβουλεύονται αμέσως", "Τα Μέρη θα διαβουλεύονται τακτικά", [("αμέσως", "τακτικά")]),
        ("يتشاور الأطراف فورا", "يتشاور الأطراف دوريا", [("فورا", "دوريا")]),
    ],
)
def test_other_scripts_are_compared_by_words_or_characters(
    base: str, other: str, changes: list[tuple[str, str]]
) -> None:
    """Only what differs is marked, never the whole sentence."""
    compared = diff(witness("base", base), witness("other", other))
    assert [(edit.base_text, edit.other_text) for edit in compared.changes] == changes


def test_ten_thousand_generated_cases_go_round() -> None:
    """Replay gives the other text and inversion the base, over 10,000 made pairs."""
    source = random.Random(51)
    words = _WORDS.split()
    for _ in range(10_000):
        base = source.choices(words, k=source.randrange(12))
        other = list(base)
        for _ in range(source.randrange(4)):
            place = source.randrange(len(other) + 1)
            other[place : place + source.randrange(3)] = source.choices(words, k=source.randrange(3))
        texts = source.choice((" ", "\n", "  ")).join(base), source.choice((" ", "\u00a0")).join(other)
        compared = diff(witness("A", texts[0]), witness("B", texts[1]))
        assert compared.replay() == texts[1]
        assert invert(compared).replay() == texts[0]
