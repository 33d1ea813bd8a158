"""What a passage leaves out of its clause, told from what it changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausediff.diffing.diff import diff
from clausediff.diffing.excerpt import quoted_in_part, retold
from clausediff.normalize.tokens import witness

CLAUSE = (
    "If attacked, the Parties shall without delay, and unless they agree otherwise, "
    "give all assistance by land and sea."
)


@pytest.mark.parametrize(
    ("quoted", "left_out", "changed"),
    [
        (CLAUSE, [], []),
        (
            "shall without delay, and unless they agree otherwise, give all assistance",
            ["If attacked, the Parties", "by land and sea."],
            [],
        ),
        (
            "shall … give all assistance",
            ["If attacked, the Parties", "by land and sea."],
            ["unless they agree otherwise"],
        ),
        (
            "If attacked, the Parties shall give all assistance by land and sea.",
            [],
            ["unless they agree otherwise"],
        ),
    ],
)
def test_words_beside_a_quotation_are_not_dropped(
    quoted: str, left_out: list[str], changed: list[str]
) -> None:
    """Before and after is not quoted; a condition missing in the middle is dropped, ellipsis or not."""
    edits = quoted_in_part(diff(witness("A", CLAUSE), witness("B", quoted))).changes
    unquoted = " ".join(edit.base_text for edit in edits if edit.category == "not quoted")
    dropped = " ".join(
        edit.base_text for edit in edits if edit.op == "delete" and edit.category != "not quoted"
    )
    assert all(words in unquoted for words in left_out)
    assert all(words in dropped for words in changed)
    assert changed or not dropped


def test_a_changed_word_of_a_part_stays_changed() -> None:
    """Quoting a part does not excuse another verb."""
    edits = quoted_in_part(diff(witness("A", CLAUSE), witness("B", "the Parties may without delay"))).changes
    assert [edit.category for edit in edits if edit.op == "replace"] == ["modality"]


@given(st.text(), st.text())
def test_marking_changes_no_text(base: str, other: str) -> None:
    """Only categories are marked: the edits still tile both texts."""
    compared = diff(witness("A", base), witness("B", other))
    for marked in (quoted_in_part(compared), retold(compared)):
        assert [(e.op, e.base, e.other) for e in marked.edits] == [
            (e.op, e.base, e.other) for e in compared.edits
        ]
        assert marked.replay() == other
