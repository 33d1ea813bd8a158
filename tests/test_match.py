"""Matching: what readers find in the seeds and in other reports, and laws that hold for any text."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.locator import Locator
from clausediff.match.find import find_renderings, group
from clausediff.model import Clause, Document, Rendering, Span, Treaty
from clausediff.treaty.shelf import treaties

HERE = Path(__file__).parent
SEEDS = tomllib.loads((HERE / "data" / "match_seeds.toml").read_text("utf-8"))
REPORTS = tomllib.loads((HERE / "data" / "match_reports.toml").read_text("utf-8"))["report"]
PARTS = [part for report in REPORTS for part in report["text"].split(". ")]


@cache
def seed(number: str) -> Document:
    """Read one of the five reports."""
    (path,) = (HERE.parent / "seeds").glob(f"{number}_*.txt")
    return Document(number, path.read_bytes().decode("utf-8"))


@cache
def found_in(number: str) -> tuple[Rendering, ...]:
    """Match a report against every shipped treaty at once."""
    return find_renderings(seed(number), treaties())


def places(text: str, words: list[str]) -> list[Span]:
    """Find the words that a case quotes; there they are, or the case is wrong."""
    starts = [text.lower().index(part.lower()) for part in words]
    return [Span(start, start + len(part)) for start, part in zip(starts, words, strict=True)]


def touches(rendering: Rendering, wanted: Span) -> bool:
    """Whether a rendering has words of the passage."""
    return any(span.overlaps(wanted) for span in rendering.spans)


@pytest.mark.parametrize("case", SEEDS["must"], ids=lambda case: f"{case['report']} {case['words'][0][:30]}")
def test_the_passages_of_the_seeds_are_bound(case: dict[str, Any]) -> None:
    """Each is bound to its clause alone, in its manner, in as many spans as it has pieces."""
    wanted = places(seed(case["report"]).text, case["words"])
    (rendering,) = (found for found in found_in(case["report"]) if touches(found, wanted[0]))
    assert all(touches(rendering, span) for span in wanted)
    assert len(rendering.spans) == len(wanted)
    assert str(rendering.clause) == case["clause"]
    assert rendering.manner == case["manner"]
    assert rendering.ties == ()
    assert {evidence.kind for evidence in rendering.evidence} >= set(case.get("evidence", ()))


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_nothing_else_is_bound_in_the_seeds(number: str) -> None:
    """What is found is one of the passages that a reader lists, and never what a reader excludes."""
    text = seed(number).text
    listed = [case for case in SEEDS["must"] + SEEDS["may"] if case["report"] == number]
    known = [span for case in listed for span in places(text, case["words"])]
    for rendering in found_in(number):
        assert any(touches(rendering, span) for span in known), rendering


@pytest.mark.parametrize("case", SEEDS["never"], ids=lambda case: f"{case['report']} {case['words'][0][:30]}")
def test_what_is_no_wording_is_not_bound(case: dict[str, Any]) -> None:
    """Comment, and what is only said about a treaty, renders no clause."""
    (wanted,) = places(seed(case["report"]).text, case["words"])
    assert not [found for found in found_in(case["report"]) if touches(found, wanted)]


def shelf(report: dict[str, Any]) -> tuple[Treaty, ...]:
    """Give the treaties that a report is matched against."""
    if "against" in report:
        return treaties(*report["against"])
    text = "\n\n".join(report["article"])
    starts = [text.index(article) for article in report["article"]]
    clauses = (
        Clause(report["id"], Locator(article=str(number)), article, Span(start, start + len(article)))
        for number, (article, start) in enumerate(zip(report["article"], starts, strict=True), 1)
    )
    return (Treaty(report["id"], report["title"], text, tuple(clauses), aliases=(report["title"],)),)


@pytest.mark.parametrize("report", REPORTS, ids=[report["name"] for report in REPORTS])
def test_other_reports_are_read_as_well(report: dict[str, Any]) -> None:
    """Reports about other treaties give the clauses that a reader names, and nothing else."""
    document = Document("report", report["text"])
    found = find_renderings(document, shelf(report))
    expected = [entry.split(" -> ") for entry in report["finds"]]
    wanted = [(places(report["text"], [words])[0], clause) for words, clause in expected]
    for span, clause in wanted:
        assert [str(one.clause) for one in found if touches(one, span)] == [clause], found
    assert [one for one in found if not any(touches(one, span) for span, _ in wanted)] == []


def test_a_clause_that_is_not_held_has_no_text() -> None:
    """The number is given, the wording is not known."""
    text = "Article 9 of the North Atlantic Treaty provides that the Parties hereby establish a Council."
    (found,) = find_renderings(Document("A", text), treaties("RU-KP-2024"))
    assert (str(found.clause), found.clause.text, found.clause.span) == ("NAT-1949 9", "", Span(0, 0))


def test_equal_evidence_is_a_tie() -> None:
    """Two treaties with one wording are both given, none is guessed away."""
    words = "Each Party shall publish its laws on labelling and on packaging in advance."
    twins = [
        Treaty(id, id, words, (Clause(id, Locator(article="1"), words, Span(0, len(words))),)) for id in "AB"
    ]
    (found,) = find_renderings(Document("A", f"The law says: {words}"), twins)
    assert {str(clause) for clause in (found.clause, *found.ties)} == {"A 1", "B 1"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_matched(text: str) -> None:
    """No text raises; what is found lies in the text, with a score between 0 and 1 and a reason."""
    for found in find_renderings(Document("A", text), treaties("RU-KP-2024", "UN-CHARTER")):
        assert all(0 <= span.start < span.end <= len(text) for span in found.spans)
        assert 0 <= found.score <= 1
        assert found.evidence


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([part for report in REPORTS for part in report["text"].split(". ")]), max_size=4)
)
def test_renderings_do_not_overlap(parts: list[str]) -> None:
    """However sentences of reports are put together, each word renders one clause at most, in order."""
    document = Document("A", ". ".join(parts))
    spans = [span for found in find_renderings(document, treaties()) for span in found.spans]
    for one, other in pairwise(spans):
        assert not one.overlaps(other)


def test_the_order_of_the_treaties_does_not_matter() -> None:
    """The same clauses are found, whatever treaty comes first."""
    backwards = find_renderings(seed("001"), treaties()[::-1])
    assert [(found.spans, found.clause) for found in backwards] == [
        (found.spans, found.clause) for found in found_in("001")
    ]


def test_passages_are_grouped_by_provision_and_wording() -> None:
    """Without a reference text, what names one provision or says the same is one group."""
    passages = [
        "should either be attacked, the other shall give military assistance at once",
        "either Party may withdraw after one year",
        "military help if one of them suffers armed attack",
        "after a year a Party may withdraw",
    ]
    assert group(passages) == ((0, 2), (1, 3))


def test_named_provisions_group_and_part() -> None:
    """One number groups wordings, two numbers keep likeness apart."""
    same = "the Parties consult together on labelling and on packaging"
    assert group([f"Article 4: {same}", f"Article 5: {same}"]) == ((0,), (1,))
    assert group(["Article 4: they consult", "Article 4: talks about fish"]) == ((0, 1),)


@given(st.lists(st.text(max_size=30), max_size=6))
@settings(max_examples=40, deadline=None)
def test_every_passage_is_in_one_group(passages: list[str]) -> None:
    """Groups tile the passages."""
    assert sorted(place for places in group(passages) for place in places) == list(range(len(passages)))


def test_evidence_speaks_in_words_of_the_report() -> None:
    """The shared words are given as the report prints them, not as stems."""
    notes = [one.note for found in found_in("001") for one in found.evidence if one.kind == "wording"]
    words = [word for note in notes for word in note.partition(": ")[2].split(", ")]
    printed = seed("001").text
    assert {"assistance", "aggression"} <= set(words)
    assert all(f" {word}" in printed or f"“{word}" in printed for word in words)
