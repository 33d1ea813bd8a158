"""The values: what they refuse, what they hold together, and how they show themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clausediff as cd

#: As a caller without a type checker sees it.
untyped: Any = cd


@pytest.mark.parametrize("kind", [cd.Span, cd.Run])
@pytest.mark.parametrize(("start", "end"), [(2, 1), (-1, 1)])
def test_a_range_never_runs_backwards(kind: type[cd.Span] | type[cd.Run], start: int, end: int) -> None:
    """The refusal names the value and the remedy."""
    with pytest.raises(cd.ClausediffError, match="give 0 <= start <= end"):
        kind(start, end)


@given(st.text(), st.data())
def test_a_span_cuts_what_it_says(text: str, data: st.DataObject) -> None:
    """Length and words of a span agree, and it covers itself."""
    start = data.draw(st.integers(0, len(text)))
    span = cd.Span(start, data.draw(st.integers(start, len(text))))
    assert len(span) == len(span.of(text))
    assert span.covers(span)
    assert span.overlaps(span) == bool(len(span))


@given(st.text(), st.data())
def test_the_tiles_of_adjoining_runs_adjoin(text: str, data: st.DataObject) -> None:
    """Any cut of the tokens cuts all of the text, space and all."""
    witness = cd.witness("A", text)
    cut = data.draw(st.integers(0, len(witness.tokens)))
    left, right = witness.tile(cd.Run(0, cut)), witness.tile(cd.Run(cut, len(witness.tokens)))
    assert left.end == right.start
    if witness.tokens:
        assert left.of(text) + right.of(text) == text


def test_values_are_hashable_and_frozen() -> None:
    """A whole report can be a key, and cannot be changed."""
    report = cd.compare([cd.Document("A", "Article 5 says “no”.")], cd.treaties("NAT-1949"))
    assert {report: 1}[report] == 1
    with pytest.raises(AttributeError):
        report.families = ()  # type: ignore[misc]


def test_a_place_that_a_treaty_has_not_is_refused_by_name() -> None:
    """The refusal names the treaty, the place and the places there are."""
    with pytest.raises(cd.ClausediffError, match=r"UN-CHARTER has no 7; .*2\(4\)"):
        cd.treaties("UN-CHARTER")[0].clause("7")


def test_values_show_themselves_in_one_line() -> None:
    """A repr says what a value is, not all that it holds."""
    base, other = cd.witness("A", "The Parties shall act."), cd.witness("B", "The Parties will act.")
    assert repr(base) == "<Witness A: 5 tokens>"
    assert repr(cd.diff(base, other)) == "<ClauseDiff A → B: 1 change>"
    assert repr(cd.collate([base, other])).startswith("<Collation of A, B: ")
    assert repr(cd.compare([])) == "<Report of 0 documents, 0 clauses, 0 findings>"


def test_what_is_no_public_name_is_missing_as_in_any_module() -> None:
    """A misspelt name raises AttributeError, which names it."""
    with pytest.raises(AttributeError, match="find_quote"):
        cd.find_quote  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: untyped.diff("a", "b"), "cd.witness"),
        (lambda: untyped.align("a", "b"), "cd.witness"),
        (lambda: untyped.collate(["a", "b"]), "cd.witness"),
        (lambda: untyped.find_quotes(None), "None is of type NoneType"),
        (lambda: untyped.find_references(cd.Document("A", "x")), "document.text"),
        (lambda: untyped.find_renderings("text", ()), "cd.Document"),
        (lambda: untyped.verify("x", "5"), "cd.treaties"),
        (lambda: untyped.treaties(["NAT-1949"]), "give ids"),
        (lambda: untyped.read(None), "path of a file"),
        (lambda: untyped.read_all("seeds"), "give"),
        (lambda: untyped.Document("A", b"x"), "decoded"),
        (lambda: untyped.Library(5), "path of a file"),
        (lambda: untyped.render.from_json(None), "give the text"),
        (lambda: untyped.witness("A", None), "None is of type"),
        (lambda: untyped.parse_treaty(None, id="X"), "None is of type"),
    ],
)
def test_an_argument_of_the_wrong_kind_is_refused_in_words(call: Callable[[], object], words: str) -> None:
    """Nothing fails deep inside with another error."""
    with pytest.raises(cd.ClausediffError, match=words):
        call()
