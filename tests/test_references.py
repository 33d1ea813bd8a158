"""References: labelled readings, laws for every text, resolution in whole reports."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.locator import Locator
from clausediff.model import Instrument, Reference
from clausediff.references.find import find_references, is_misnamed
from clausediff.references.instruments import extended

_HERE = Path(__file__).parent
_CASES = tomllib.loads((_HERE / "data" / "references.toml").read_text("utf-8"))["case"]
_SEEDS = tomllib.loads((_HERE / "data" / "references_seeds.toml").read_text("utf-8"))["report"]


def shown(reference: Reference) -> str:
    """Print a reading as the labelled cases have it."""
    known = reference.instrument
    name = "" if known is None else known.id or ", ".join(filter(None, [known.title, str(known.year or "")]))
    place = "" if reference.locator is None else str(reference.locator)
    kind = "" if reference.kind == "treaty" else f" | {reference.kind}"
    return f"{name} | {place}{kind}"


def _marked(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
    return pytest.param(case, marks=marks, id=case["text"][:60])


@pytest.mark.parametrize("case", [_marked(case) for case in _CASES])
def test_reads_as_a_lawyer_does(case: dict[str, Any]) -> None:
    """Each labelled text gives the labelled references, no more and no fewer."""
    assert [shown(one) for one in find_references(case["text"])] == case["reads"]


def _labels() -> list[Any]:
    return [pytest.param(report, id=report["file"]) for report in _SEEDS]


@pytest.mark.parametrize("report", _labels())
def test_resolves_every_reference_of_a_report(report: dict[str, Any]) -> None:
    """In each report every reference is found and means what a reader takes it to mean."""
    text = (_HERE.parent / "seeds" / report["file"]).read_text("utf-8")
    found = [f"{one.text} | {shown(one)}" for one in find_references(text)]
    assert [line.replace("\xa0", " ") for line in found] == report["reads"]


def test_reports_a_misnamed_unit() -> None:
    """A paragraph that is an article keeps the printed unit, has the article's place, and says so."""
    text = "The Washington Treaty binds them. Paragraph 5 of the signed document promises help."
    misnamed = find_references(text)[-1]
    assert (misnamed.unit, str(misnamed.locator), is_misnamed(misnamed)) == ("Paragraph", "5", True)
    assert "Article 5" in misnamed.note


def test_knows_instruments_that_a_caller_adds() -> None:
    """An instrument of the caller's own is found by its alias, beside the shipped ones."""
    mine = Instrument("XX-1907", "Treaty of Aland Straits", aliases=("Straits Compact",), year=1907)
    found = find_references(
        "Article 3 of the Straits Compact and Article 51 of the UN Charter", extended(mine)
    )
    assert [shown(one) for one in found] == ["XX-1907 | 3", "UN-CHARTER | 51"]


_PIECES = (
    "Article ", "Articles ", "4", "51", "IV", "(2)", "(a)", " and ", ", ", " to ", "–", " of ", "the ",
    "the last ", "third and final ", "article ",
    "this ", "treaty", "Treaty", "pact", "UN Charter", "NATO's ", "paragraph ", "Annex I", "§ ", "1961 ",
    "between ", "Russia", "North Korea", "“", "”", "\n", ". ", "第", "五", "条", "المادة ", "статья ",
    "No. 6045", "thereof", "second sentence", "new ", "signed ", "a ", "(MDT)", "UNTS ", "Convention on ",
    "Declarations of 2000 and 2001",
)  # fmt: skip
_treaty_like = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.text(st.characters(), max_size=80), _treaty_like))
def test_laws_of_references(text: str) -> None:
    """References are cut from the text, stand in order, share a span or lie apart, and round-trip."""
    found = find_references(text)
    for one in found:
        assert one.span.of(text) == one.text
        assert one.text
        assert one.locator is None or Locator.parse(str(one.locator)) == one.locator
    for before, after in itertools.pairwise(found):
        assert before.span == after.span or before.span.end <= after.span.start


@settings(max_examples=40, deadline=None)
@given(_treaty_like)
def test_reading_is_repeatable(text: str) -> None:
    """The same text gives the same references."""
    assert find_references(text) == find_references(text)


def test_lone_surrogates_and_marks_do_no_harm() -> None:
    """Odd code points and endless marks are read like any text."""
    for text in (
        "\ud800Article 4\udfff",
        '"' * 5000,
        "(" * 5000,
        "Article " * 500,
        "Articles 1 to 99999999999",
    ):
        find_references(text)
