"""JSON: every value comes back equal, and follows the published schema."""

from __future__ import annotations

import datetime
import json as standard
import re
from pathlib import Path
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
from clausediff.render.schema import schema


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


SHIPPED = Path(__file__).parents[1] / "clausediff" / "data" / "report.schema.json"


def undescribed(part: Any) -> Any:
    """Leave out the descriptions, which are docstrings and may be bettered at any time."""
    if isinstance(part, dict):
        kept = (name for name in part if name != "description" or not isinstance(part[name], str))
        return {name: undescribed(part[name]) for name in kept}
    return [undescribed(one) for one in part] if isinstance(part, list) else part


def test_the_published_schema_is_the_one_of_the_values() -> None:
    """To bring it up to date, write `json.dumps(schema(), indent=1) + "\\n"` to the file."""
    shipped = standard.loads(SHIPPED.read_text(encoding="utf-8"))
    assert undescribed(shipped) == undescribed(standard.loads(standard.dumps(schema())))


def test_what_is_written_follows_the_schema() -> None:
    """Values of every kind validate, and a wrong one does not."""
    jsonschema = pytest.importorskip("jsonschema")
    checked = jsonschema.Draft202012Validator(standard.loads(SHIPPED.read_text(encoding="utf-8")))
    report = report_of()
    values = (
        report,
        passages_of(),
        report.treaties[0],
        report.families[0].diffs[0],
        report.families[0].collation,
    )
    for value in (*values, values):
        checked.validate(standard.loads(json(value)))
    wrong = standard.loads(json(report))
    wrong["families"][0]["diffs"][0]["edits"][0]["op"] = "vanish"
    assert not checked.is_valid(wrong)
    assert not checked.is_valid({"schema_version": "1.0", "type": "Nonsense"})


def test_a_file_of_an_older_minor_version_is_read() -> None:
    """A field that it does not have takes its default."""
    data = standard.loads(json(report_of()))
    for family in data["families"]:
        del family["clauses"]
    assert from_json(standard.dumps(data)) == report_of()


def test_a_value_without_json_form_is_refused() -> None:
    """Only the values of the model are written."""
    value: Any = {1, 2}
    with pytest.raises(ClausediffError, match="set has no JSON form"):
        json(value)
