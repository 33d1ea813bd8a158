"""Quotations checked against the wording: labelled misquotations, clean ones, and laws."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.locator import Locator
from clausediff.match.fragments import fragments
from clausediff.match.terms import terms
from clausediff.match.traces import stretch, verbatim
from clausediff.match.verify import verify
from clausediff.model import Clause, Instrument, Reference, Span
from clausediff.treaty.shelf import clause, treaties

CASES = tomllib.loads((Path(__file__).parent / "data" / "verify_cases.toml").read_text("utf-8"))["case"]


def named(case: dict[str, Any]) -> Reference | None:
    """Return the place that the case names, as a report would."""
    if "named" not in case:
        return None
    treaty, place = case["named"].split()
    unit = case.get("unit", "Article")
    return Reference(f"{unit} {place}", Span(0, 1), Instrument(treaty, ""), Locator.parse(place), unit=unit)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_case_gets_its_verdict_and_its_faults(case: dict[str, Any]) -> None:
    """A misquotation is called what it is, and a clean quotation has no fault."""
    found = verify(case["quote"], treaties(), named=named(case))
    kinds = {fault.kind for fault in found.faults}
    assert found.verdict == case["verdict"], found.reason
    assert kinds >= set(case.get("faults", ()))
    assert bool(kinds) == bool(case.get("faults"))


def excerpts() -> Iterator[tuple[Clause, str]]:
    """Cut a hundred excerpts out of the shipped clauses, printed in several ways."""
    choose = random.Random(1)
    held = [found for treaty in treaties() for found in treaty.clauses if len(found.text.split()) > 12]
    for number in range(100):
        found = choose.choice(held)
        words = found.text.split()
        start = choose.randrange(len(words) - 8)
        quote = " ".join(words[start : start + choose.randint(8, 40)])
        yield (
            found,
            (quote, quote.upper(), f"“{quote}”", f"[{quote[0]}]{quote[1:]},", quote + ",")[number % 5],
        )


def test_a_hundred_clean_excerpts_raise_no_alarm() -> None:
    """Words that stand so in the clause are verbatim, in whatever print."""
    verdicts = [verify(quote, treaties(), named=found) for found, quote in excerpts()]
    assert [(v.verdict, v.reason) for v in verdicts if v.verdict != "verbatim" or v.faults] == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_no_text_raises(quote: str) -> None:
    """Any text gets a verdict with a reason, and a clause unless it is found nowhere."""
    found = verify(quote, treaties("RU-KP-2024"))
    assert found.reason
    assert (found.clause is None) == (found.verdict == "not found")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.integers(1, 40))
def test_every_run_of_a_clause_is_verbatim_in_it(start: int, length: int) -> None:
    """Consecutive words of a clause are found at a place that holds the same words."""
    whole = terms(clause("RU-KP-2024", "4").text)
    part = terms(" ".join(whole.keys[start : start + length]))
    for run in verbatim([part], whole):
        assert whole.keys[run.start : run.end] == part.keys
    assert bool(verbatim([part], whole)) == bool(part.keys)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_stretch_lies_in_the_clause(quote: str, text: str) -> None:
    """The stretch that a text follows is a run of the clause, its share between 0 and 1."""
    run, share = stretch(terms(quote), terms(text))
    assert run.end <= len(terms(text).keys)
    assert 0 <= share <= 1


@given(st.text(max_size=80))
def test_fragments_are_pieces_of_the_quotation(quote: str) -> None:
    """Cutting at marks adds no words."""
    letters = "".join(fragments(quote).parts).replace(" ", "")
    assert len(letters) <= len(quote)


def test_editors_brackets_are_no_words_of_the_text() -> None:
    """What stands in square brackets is left aside and marks the quotation."""
    cut = fragments("the other [state] shall … assist")
    assert cut.parts == ("the other", "shall", "assist")
    assert cut.is_marked
