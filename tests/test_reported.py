"""What find_reported promises for every text, and what it finds in texts that people labelled."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausediff.quotes.find import outermost
from clausediff.quotes.reported import find_reported

DATA = Path(__file__).parent / "data"
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
CASES: list[dict[str, Any]] = tomllib.loads((DATA / "reported.toml").read_text(encoding="utf-8"))["case"]

SOURCES = ["The pact", "Article 4", "he", "Putin", "the text", "which", "and"]
CUES = ["provides for", "states that", "covering", "said", "according to", "agreed to"]
REST = [", ", ". ", ": ", "“", "”", '"', "mutual aid", "in the event of", "\n\n"]
words = st.sampled_from([*SOURCES, *CUES, *REST])
texts = st.one_of(st.text(), st.lists(words, max_size=60).map(" ".join))


def params() -> list[Any]:
    """Give each case its name, and expect the known failures to fail."""
    marks = {True: [pytest.mark.xfail(strict=True)], False: []}
    return [pytest.param(case, id=case["about"], marks=marks[case.get("fails", False)]) for case in CASES]


@pytest.mark.parametrize("case", params())
def test_labelled_case(case: dict[str, Any]) -> None:
    """The reported passages of a labelled text are found with source and cue, and no others."""
    found = find_reported(case["text"])
    passages = [
        [
            passage.speaker.name if passage.speaker else "",
            passage.cue.text if passage.cue else "",
            passage.text,
        ]
        for passage in found
    ]
    assert passages == case["passages"]


@given(texts)
def test_passages_lie_apart_and_outside_marks(text: str) -> None:
    """Passages come in order, overlap neither each other nor marked words, and cut out what they say."""
    found = find_reported(text)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(found))
    marked = outermost(text)
    for passage in found:
        assert passage.span.of(text) == passage.text != ""
        assert not any(passage.span.overlaps(span) for span in marked)
        for part in (passage.speaker, passage.cue):
            assert part is not None
            assert 0 <= part.span.start < part.span.end <= len(text)


@pytest.mark.parametrize(
    "text", ["", "said", "The pact", '"' * 3000, "said that " * 500, "\ud800 said that \udfff"]
)
def test_odd_text_raises_nothing(text: str) -> None:
    """Text without sense gives no error."""
    assert isinstance(find_reported(text), tuple)


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(("number", "source", "words"), [
    (0, "The document", "the provision of mutual assistance in the event of aggression"),
    (0, "Article 51 of the UN Charter", "the right of a member country to take"),
    (0, "the signed agreement", "in the event of an immediate threat of an act of armed aggression"),
    (0, "Putin and Kim Jong Un", "provide military assistance to each other"),
    (1, "the text of a new landmark defense pact", "North Korea and Russia have pledged"),
    (2, "a clause", "mutual assistance in case of aggression against either country"),
    (3, "The comprehensive partnership agreement", "mutual assistance in the event of"),
    (3, "the document", "mutual protection"),
    (4, "The new document", "cooperation across politics, economics, culture, humanities and security"),
])  # fmt: skip
def test_seed_passages(number: int, source: str, words: str) -> None:
    """The passages of the reports that render a clause without marks are found."""
    found = find_reported(SEEDS[number].read_text(encoding="utf-8"))
    assert any(
        passage.text.startswith(words)
        and passage.speaker is not None
        and plain(passage.speaker.name) == source
        for passage in found
    )
