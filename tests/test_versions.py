"""Versions of a treaty: which article answers which."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.model import Clause, TreatyDiff
from clausediff.treaty.parse import parse_treaty
from clausediff.treaty.versions import compare_provisions, compare_treaties, pair_diff, units

CASES = tomllib.loads((Path(__file__).parent / "data" / "treaty_versions.toml").read_text("utf-8"))["case"]

SENTENCES = [
    "The Parties shall consult.",
    "Trade shall be free.",
    "The harbour master keeps the register.",
    "Disputes go to The Hague.",
    "1. One.\n2. Two.",
    "",
    "Les Parties se consultent.",
]
treaties = st.lists(st.sampled_from(SENTENCES), max_size=8).map(
    lambda bodies: "\n".join(f"Article {i}\n{body}" for i, body in enumerate(bodies, 1))
)


def compared(base: str, other: str) -> TreatyDiff:
    """Compare two texts."""
    return compare_treaties(parse_treaty(base, id="BASE"), parse_treaty(other, id="OTHER"))


def places(clauses: tuple[Clause, ...], joint: str = "+") -> str:
    """Name clauses by their places."""
    return joint.join(str(clause.locator) for clause in clauses)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_reader_sees_these_pairs(case: dict[str, Any]) -> None:
    """Articles pair, split, merge, move, come and go as a person reads them."""
    found = compared(case["base"], case["other"])
    assert [f"{places(p.base)} = {places(p.other)}" for p in found.pairs] == case["pairs"]
    assert [str(clause.locator) for clause in found.new] == case["new"]
    assert [str(clause.locator) for clause in found.gone] == case["gone"]
    assert [places(pair.base) for pair in found.moved] == case["moved"]


@given(st.one_of(st.text(), treaties), st.one_of(st.text(), treaties))
@settings(deadline=None)
def test_every_provision_is_paired_once_or_said_to_be_new_or_gone(base: str, other: str) -> None:
    """Nothing is lost and nothing counts twice, on either side."""
    found = compared(base, other)
    left = [*found.gone, *(clause for pair in found.pairs for clause in pair.base)]
    right = [*found.new, *(clause for pair in found.pairs for clause in pair.other)]
    assert sorted(map(str, left)) == sorted(map(str, units(found.base)))
    assert sorted(map(str, right)) == sorted(map(str, units(found.other)))
    assert all(0 <= pair.likeness <= 1 for pair in found.pairs)


@given(treaties)
@settings(deadline=None)
def test_a_treaty_answers_itself(text: str) -> None:
    """Each article with wording pairs with itself, and nothing moved."""
    found = compared(text, text)
    assert all(places(pair.base) == places(pair.other) for pair in found.pairs if pair.base[0].text)
    assert not any(clause.text for clause in (*found.new, *found.gone))
    assert found.moved == ()


def test_a_pair_is_compared_word_by_word() -> None:
    """The diff of a pair shows what changed in its wording."""
    found = compared("Article 1\nTrade shall be free and fair.", "Article 4\nTrade shall be free.")
    (pair,) = found.pairs
    assert pair.is_renumbered
    changes = pair_diff(pair).changes
    assert [(edit.base_text, edit.other_text) for edit in changes] == [("and fair", "")]


def test_a_pair_is_compared_paragraph_by_paragraph() -> None:
    """Inside a pair the paragraphs align in the same way."""
    found = compared(
        "Article 1\n1. The harbour master keeps a register of ships.\n2. Disputes go to The Hague at once.",
        "Article 1\n1. Disputes go to The Hague.\n2. The harbour master keeps a register of all ships.",
    )
    inside = compare_provisions(found, found.pairs[0])
    assert [(places(p.base), places(p.other)) for p in inside.pairs] == [("1(1)", "1(2)"), ("1(2)", "1(1)")]
    assert len(inside.moved) == 1
