"""JSON: every value comes back equal, and follows the published schema."""

from __future__ import annotations

import datetime
import json as standard
import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from render_values import collations, diffs, passages_of, report_of

from clausediff.locator import Locator
from clausediff.model import (
    ClauseDiff,
    ClausediffError,
    Collation,
    Document,
    Instrument,
    Reference,
    Span,
)
from clausediff.render import from_json, json


@given(diffs())
def test_a_comparison_comes_back_equal(diff: ClauseDiff) -> None:
    """The law of the round trip, for every text."""
    assert from_json(json(diff)) == diff


@given(collations())
def test_a_collation_comes_back_equal(collation: Collation) -> None:
    """The law of the round trip, for collations."""
    assert from_json(json(collation)) == collation


@given(st.text(), st.text(st.characters(categories=["Cs", "Cc", "Po", "Ps", "Pe", "Zs"])))
def test_any_text_comes_back_and_can_be_encoded(siglum: str, text: str) -> None:
    """Lone surrogates and texts that look like JSON survive."""
    # JSON itself joins the two halves of a surrogate pair; no decoder gives them apart.
    assume(not re.search("[\ud800-\udbff][\udc00-\udfff]", text))
    document = Document(siglum, text)
    json(document).encode("utf-8")
    assert from_json(json(document)) == document


def test_a_report_comes_back_equal() -> None:
    """A whole report, and a tuple of values of several kinds."""
    report = report_of()
    assert from_json(json(report)) == report
    assert from_json(json((passages_of(), report))) == (passages_of(), report)


def test_dates_and_places_are_printed_as_people_write_them() -> None:
    """A date is ISO 8601, a locator its printed form, a range a pair."""
    instrument = Instrument("UN-CHARTER", "Charter", signed=datetime.date(1945, 6, 26))
    reference = Reference("Article 2(4)", Span(3, 15), instrument, Locator.parse("2(4)"))
    data = standard.loads(json(reference))
    assert data["instrument"]["signed"] == "1945-06-26"
    assert data["locator"] == "2(4)"
    assert data["span"] == [3, 15]
    assert from_json(json(reference)) == reference


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no json", "not JSON"),
        ("[]", "schema_version is None"),
        ('{"schema_version": "99.0", "type": "Report"}', "schema_version is '99.0'"),
        ('{"schema_version": "1.0", "type": "Quote", "text": "a"}', "does not follow the schema"),
        ('{"schema_version": "1.0", "type": "Nonsense"}', "does not follow the schema"),
    ],
)
def test_foreign_json_is_refused_in_a_sentence(text: str, message: str) -> None:
    """A caller's mistake gets one sentence."""
    with pytest.raises(ClausediffError, match=message):
        from_json(text)


def test_a_value_without_json_form_is_refused() -> None:
    """Only the values of the model are written."""
    value: Any = {1, 2}
    with pytest.raises(ClausediffError, match="set has no JSON form"):
        json(value)
