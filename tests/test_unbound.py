"""Passages of treaties whose text nobody holds: bound to a place by name, or left to be grouped."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.match.find import find_renderings
from clausediff.match.grouping import group
from clausediff.match.unbound import unbound
from clausediff.model import Document, Rendering, Span

NOTICE = (
    "Ministers signed the Lake Treaty in March. Article 7 of the Lake Treaty says that “the riparian states "
    "shall notify each other of any planned works that may affect the level of the lake”. Anglers cheered."
)
READS = (
    "Officials were pleased. “The riparian states shall inform each other of planned works which may affect "
    "the level of the lake,” Article 7 of the Lake Treaty reads."
)
UNDER = (
    "Under Article 7 of the Lake Treaty, “each riparian state shall give notice of works that may change the "
    "level of the lake”. The treaty has twelve articles."
)
REPORTED = (
    "The text of the Lake Treaty was published. Article 7 provides that the parties shall notify each other "
    "of planned works that may affect the level of the lake."
)
PACT = "The Lake Pact reads: “each side shall give military assistance in case of armed attack”."
PACT_TOO = (
    "It was signed in Orun. The Lake Pact states that “in case of an armed attack each side shall assist”."
)


def passages(text: str) -> tuple[Rendering, ...]:
    """Find what renders no clause of any treaty at hand."""
    document = Document("A", text)
    return unbound(document, find_renderings(document, ()))


@pytest.mark.parametrize("text", [NOTICE, READS, UNDER, REPORTED])
def test_a_named_article_of_an_unknown_treaty_has_a_place_and_no_text(text: str) -> None:
    """Reports that give one article of a treaty that nobody holds give one clause."""
    (found,) = find_renderings(Document("A", text), ())
    assert (found.clause.treaty, str(found.clause.locator), found.clause.text) == ("Lake Treaty", "7", "")
    assert "level of the lake" in found.spans[0].of(text)


def test_what_is_said_about_an_article_is_not_its_wording() -> None:
    """A quoted opinion beside an article's number renders nothing."""
    text = "The mayor called Article 7 of the Lake Treaty “a sad and useless monument to vanity”."
    assert find_renderings(Document("A", text), ()) == ()
    assert passages(text) == ()


def test_wording_without_a_place_is_unbound_and_can_be_grouped() -> None:
    """Two reports quote a treaty without an article's number: the passages make one group."""
    texts = [PACT, PACT_TOO, REPORTED.replace("Article 7", "The treaty")]
    found = [(text, passage) for text in texts for passage in passages(text)]
    assert [passage.clause.treaty for _, passage in found][:2] == ["Lake Pact", "Lake Pact"]
    assert {(passage.clause.text, passage.clause.span) for _, passage in found} == {("", Span(0, 0))}
    wording = [" … ".join(span.of(text) for span in passage.spans) for text, passage in found]
    assert (0, 1) in group(wording)


def test_what_is_bound_is_not_unbound() -> None:
    """A passage that renders a clause is not given again."""
    assert passages(NOTICE) == ()
    document = Document("A", PACT)
    (passage,) = unbound(document, ())
    assert unbound(document, [passage]) == ()


def test_a_text_that_speaks_of_no_treaty_has_no_wording_of_one() -> None:
    """Words of the lexicon alone make no clause."""
    assert passages("“We need military assistance in case of armed attack and cooperation,” she said.") == ()


@pytest.mark.parametrize(
    "stub", ["One thought on “{}”", "Related:\n{}", "Read more: {}", "You may also like\n{}\n{}"]
)
def test_furniture_of_a_page_renders_nothing(stub: str) -> None:
    """Comment stubs and lists of links repeat headlines; they are no passages of the report."""
    report = f"{PACT} " + "The crowd on the quay waited in the rain for the two ministers to wave. " * 3
    headline = "Lake Pact permits military assistance in case of armed attack"
    text = f"{report.strip()}\n\n{stub.format(headline, headline)}\n"
    document = Document("A", text)
    assert find_renderings(document, ()) == ()
    assert [passage.spans[0].end < len(report) for passage in unbound(document, ())] == [True]


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.text(max_size=120), st.lists(st.sampled_from([NOTICE, PACT, UNDER]), max_size=3).map(" ".join)
    )
)
def test_any_text_can_be_asked(text: str) -> None:
    """No text raises; passages lie in the text, in order, apart from each other and from what is bound."""
    document = Document("A", text)
    bound = find_renderings(document, ())
    found = unbound(document, bound)
    assert list(found) == sorted(found, key=lambda passage: passage.spans)
    spans = sorted(span for passage in (*bound, *found) for span in passage.spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
