"""Moved wording, and what a quotation leaves out."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from clausediff.diffing.diff import diff
from clausediff.diffing.omissions import omissions
from clausediff.normalize.tokens import witness

_DATA = Path(__file__).parent / "data"


def _rows(name: str, key: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((_DATA / name).read_text(encoding="utf-8"))[key])


def _moves(base: str, other: str) -> list[list[str]]:
    edits = diff(witness("base", base), witness("other", other)).edits
    gone = {edit.move: edit.base_text for edit in edits if edit.op == "move" and edit.base_text}
    come = {edit.move: edit.other_text for edit in edits if edit.op == "move" and edit.other_text}
    return [[gone[number], come[number]] for number in gone]


@pytest.mark.parametrize("pair", _rows("diff_moves.toml", "pair"), ids=lambda pair: pair["what"])
def test_moved_wording_is_linked(pair: dict[str, Any]) -> None:
    """Wording that moved is one move, unchanged or reworded; chance repetition is none."""
    assert _moves(pair["base"], pair["other"]) == pair["moves"]


@pytest.mark.parametrize("case", _rows("omissions.toml", "case"), ids=lambda case: case["what"])
def test_omissions_are_told_apart(case: dict[str, Any]) -> None:
    """Not quoted, omitted with an ellipsis, dropped silently, hidden by an ellipsis."""
    compared = diff(witness("clause", case["clause"]), witness("quoted", case["quoted"]))
    found = [[finding.kind, finding.spans[0].of(case["clause"])] for finding in omissions(compared)]
    assert found == case["left_out"]
