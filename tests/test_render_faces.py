"""What holds for every face: each value has one, and shows what it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from render_values import (
    collation_of,
    diff_of,
    passages_of,
    report_of,
    verification_of,
    versions_of,
    witness_of,
)

from clausediff.model import ClausediffError
from clausediff.notebook import show_in_notebooks
from clausediff.render import csv, from_json, html, json, markdown, terminal

VALUES: dict[str, tuple[Any, str]] = {
    "diff": (diff_of(witness_of("A", "shall aid"), witness_of("B", "will aid")), "shall"),
    "collation": (collation_of((witness_of("A", "armed attack"), witness_of("B", "aid"))), "attack"),
    "report": (report_of(), "Parties"),
    "passages": (passages_of(), "aggression"),
    "treaty": (report_of().treaties[0], "Should either"),
    "versions": (versions_of(), "1 → 2"),
    "verification": (verification_of(), "altered"),
    "document": (report_of().documents[0], "variant"),
    "finding": (report_of().findings[0], "misnamed"),
}
TEXTS: list[Callable[[Any], str]] = [terminal, html, markdown]


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("face", TEXTS)
def test_every_value_has_every_face(name: str, face: Callable[[Any], str]) -> None:
    """And tuples of values too."""
    value, word = VALUES[name]
    assert word in face(value)
    assert word in face((value, value))


@pytest.mark.parametrize("name", VALUES)
def test_every_value_comes_back_from_json_and_has_records(name: str) -> None:
    """Nothing is lost, and a table has a line of heads."""
    value, _ = VALUES[name]
    assert from_json(json(value)) == value
    assert csv(value).count("\n") > 1


@pytest.mark.parametrize("face", [*TEXTS, json, csv])
def test_what_has_no_face_is_refused(face: Callable[[Any], str]) -> None:
    """With a sentence that says what may be given."""
    with pytest.raises(ClausediffError, match="set has no"):
        face(set())


@pytest.mark.parametrize("face", [*TEXTS, csv])
def test_nothing_at_all_can_be_shown(face: Callable[[Any], str]) -> None:
    """No value gives no lines, not an error."""
    assert "None" not in face(())


def test_values_show_themselves_in_a_notebook() -> None:
    """Jupyter asks by `_repr_mimebundle_`, older tools by `_repr_html_`; values stay equal and hashable."""
    show_in_notebooks()
    value: Any = diff_of(witness_of("A", "shall <aid>"), witness_of("B", "will <aid>"))
    bundle = value._repr_mimebundle_(include=None, exclude=None)
    assert set(bundle) == {"text/plain", "text/html"}
    assert "[-shall-]" in bundle["text/plain"]
    assert value._repr_html_() == bundle["text/html"]
    assert "&lt;aid&gt;" in bundle["text/html"]
    assert hash(value) == hash(from_json(json(value)))
