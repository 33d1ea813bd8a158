"""What a change is, and whether it matters."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.diffing.categories import Judgement, judge
from clausediff.diffing.diff import diff
from clausediff.model import Op, Run
from clausediff.normalize.counts import values
from clausediff.normalize.tokens import witness
from clausediff.normalize.words import Number
from clausediff.tables import table

_CASES = tomllib.loads((Path(__file__).parent / "data" / "categories.toml").read_text(encoding="utf-8"))
_CHANGES, _CLAUSES = _CASES["change"], _CASES["clause"]


def _judged(base: str, other: str, before: str = "") -> Judgement:
    sides = witness("base", f"{before} {base}"), witness("other", f"{before} {other}")
    start = len(witness("before", before).tokens)
    runs = [Run(start, len(side.tokens)) for side in sides]
    op: Op = "replace" if base and other else "insert" if other else "delete"
    return judge(*sides, op, *runs)


@pytest.mark.parametrize("change", _CHANGES, ids=lambda change: f"{change['base']} -> {change['other']}")
def test_changes_are_named_as_a_lawyer_names_them(change: dict[str, str]) -> None:
    """Category and effect of each labelled change."""
    judged = _judged(change["base"], change["other"], change.get("before", ""))
    assert (judged.category, judged.effect) == (change["category"], change["effect"])


@pytest.mark.parametrize("clause", _CLAUSES, ids=lambda clause: f"{clause['base']} -> {clause['other']}")
def test_changes_are_named_by_the_clause_they_stand_in(clause: dict[str, Any]) -> None:
    """Category and effect of each change between two clauses, in order."""
    compared = diff(witness("base", clause["base"]), witness("other", clause["other"]))
    found = [[edit.category, edit.effect] for edit in compared.edits if edit.op != "equal"]
    assert found == clause["changes"]


@pytest.mark.parametrize("row", table("categories")["category"], ids=lambda row: row["name"])
def test_each_term_belongs_to_one_kind(row: dict[str, Any]) -> None:
    """A term twice in a category would be of two kinds."""
    terms = [term for kind in row["kinds"].values() for term in kind]
    assert len(terms) == len(set(terms))


@given(st.text(max_size=30), st.text(max_size=30))
@settings(deadline=None)
def test_every_change_has_a_category_and_a_reason_in_one_line(base: str, other: str) -> None:
    """Whatever the texts, a judgement has a name, a known effect and one line that says why."""
    if not (witness("A", base).tokens or witness("B", other).tokens):
        return
    judged = _judged(base, other)
    assert judged.category
    assert judged.note
    assert judged.effect in ("neutral", "substantive", "depends", "unknown")
    assert len(judged.note.splitlines()) == 1


def test_what_depends_says_on_what() -> None:
    """A change whose effect depends names what it depends on, or gives both readings."""
    notes = [
        judged.note
        for change in _CHANGES
        if (judged := _judged(change["base"], change["other"], change.get("before", ""))).effect == "depends"
    ]
    assert notes
    assert all("epend" in note or "but" in note or "may be" in note for note in notes)


def test_a_second_matter_is_told_beside_the_first() -> None:
    """Wording that brings a reference and a reservation of domestic law says both."""
    judged = _judged("", "in accordance with Article 51 of the UN Charter and the laws of the two States")
    assert judged.category == "legal basis"
    assert "domestic law" in judged.note


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("two thousand and five", 2005),
        ("one hundred", 100),
        ("one hundred and twenty-one", 121),
        ("thirty ( 30 )", 30),
    ],
)
def test_numbers_of_several_words_are_read(words: str, count: int) -> None:
    """Words that count together are one number."""
    assert [value.value for value in values(words.split()) if isinstance(value, Number)] == [count]


@pytest.mark.parametrize("words", ["two three", "100 and 20", "twenty and thirty"])
def test_numbers_beside_each_other_stay_apart(words: str) -> None:
    """Figures, and words that do not continue one another, are two numbers."""
    assert len([value for value in values(words.split()) if isinstance(value, Number)]) == 2


@given(st.lists(st.text(max_size=6) | st.sampled_from(["one", "hundred", "and", "thousand", "(", ")", "30"])))
@settings(deadline=None)
def test_any_keys_can_be_read_for_numbers(keys: list[str]) -> None:
    """Reading adds nothing, whatever the keys."""
    assert len(values(keys)) <= len(keys)
