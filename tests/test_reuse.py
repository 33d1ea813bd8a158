"""Reuse: sentences that render clauses in other words, found without marks and references."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.locator import Locator
from clausediff.match.frames import unframed
from clausediff.match.reuse import find_reuse
from clausediff.match.stretches import stretches
from clausediff.model import Clause, Span

ARTICLES = (
    "Each Party shall return fishing vessels that were seized in its waters within thirty days.",
    "The Commission shall meet in Tromsø once a year and publish the catch of each Party.",
    "A Party may withdraw from this Agreement by written notice to the Depositary.",
    "Disputes about quotas shall be settled by three arbitrators whose award is final.",
)
CLAUSES = [
    Clause("FISH", Locator(article=str(number)), text, Span(100 * number, 100 * number + len(text)))
    for number, text in enumerate(ARTICLES, 1)
]


@pytest.mark.parametrize(
    ("sentence", "article"),
    [
        ("Fishing vessels seized in the waters of one side are to be returned within 30 days.", "1"),
        ("Once a year the commission meets in Tromsø and publishes what each side has caught.", "2"),
        ("Three arbitrators will settle disputes about quotas, and their award is final.", "4"),
    ],
)
def test_a_sentence_in_other_words_is_found(sentence: str, article: str) -> None:
    """The clause is named, and the sentence and no other is its rendering."""
    text = f"It rained all week. {sentence} The mayor opened a new school."
    (found,) = find_reuse(text, CLAUSES)
    assert found.clause.locator.article == article
    assert found.span.of(text).strip(".") == sentence.strip(".")
    assert found.clause.span.covers(found.source)


def test_news_of_other_things_renders_nothing() -> None:
    """Sentences that share a few words with a clause are doubtful at most."""
    text = "The commission of the painting cost thirty euros. Parties were held in the harbour all year."
    assert all(found.score < 0.5 for found in find_reuse(text, CLAUSES))


def test_the_reporters_frame_is_left_out() -> None:
    """What introduces and closes a rendering is no part of it."""
    text = "Officials told reporters that any party may withdraw by written notice, a spokesman said."
    (found,) = find_reuse(text, CLAUSES)
    assert found.span.of(text) == "any party may withdraw by written notice"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=150))
def test_what_is_found_lies_in_both_texts(text: str) -> None:
    """No text raises; spans lie in the text and in the clause, in order and apart."""
    found = find_reuse(text, CLAUSES)
    assert all(one.clause.span.covers(one.source) and 0 <= one.score <= 1 for one in found)
    ends = [0, *(one.span.end for one in found)]
    assert all(end <= one.span.start for end, one in zip(ends, found, strict=False))


@given(st.text(max_size=150))
def test_stretches_are_in_order_and_apart(text: str) -> None:
    """Each stretch begins behind the one before it and lies in the text."""
    end = 0
    for span in stretches(text):
        assert end <= span.start <= span.end <= len(text)
        end = span.end


@given(st.text(max_size=150))
def test_a_frame_leaves_a_part_of_the_sentence(text: str) -> None:
    """What is left lies in the sentence."""
    assert Span(0, len(text)).covers(unframed(text, Span(0, len(text))))
