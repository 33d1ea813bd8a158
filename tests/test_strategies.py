"""The strategies and laws that ship: they pass what is right and catch what is wrong."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from clausediff.alignment.align import align, align_words
from clausediff.alignment.collate import collate
from clausediff.diffing.diff import diff
from clausediff.model import Alignment, ClauseDiff, Collation, Edit, Link, Row, Run, Span, Token, Witness
from clausediff.normalize.tokens import tokenize
from clausediff.strategies import (
    Pair,
    check_alignment_laws,
    check_collation_laws,
    check_diff_laws,
    check_key_laws,
    check_token_laws,
    operation_names,
    pairs,
    prints,
    references,
)


def test_our_aligner_obeys_the_laws() -> None:
    """Links exist, are used once, hold both ways."""
    check_alignment_laws(align, examples=40)


def test_our_plain_aligner_obeys_the_laws() -> None:
    """Equal words are linked once, in both directions alike."""
    check_alignment_laws(align_words, examples=60)


def test_our_differ_obeys_the_laws() -> None:
    """Edits tile, replay, mirror, and leave a text alone with itself."""
    check_diff_laws(diff, examples=40)


def test_our_collator_obeys_the_laws() -> None:
    """Every token stands in one row, in any order of the witnesses."""
    check_collation_laws(collate, examples=15)


def _greedy(base: Witness, other: Witness) -> Alignment:
    """Link each word to the first equal one: faulty, for it uses tokens twice."""
    first = {token.key: n for n, token in reversed(list(enumerate(other.tokens)))}
    links = (
        Link(Run(n, n + 1), Run(first[token.key], first[token.key] + 1), "same")
        for n, token in enumerate(base.tokens)
        if token.key in first
    )
    return Alignment(base, other, tuple(links))


def _by_place(base: Witness, other: Witness) -> Alignment:
    """Link words that stand at one place: faulty, for it calls all of them the same."""
    shorter = min(len(base.tokens), len(other.tokens))
    return Alignment(base, other, tuple(Link(Run(n, n + 1), Run(n, n + 1), "same") for n in range(shorter)))


def _one_way(base: Witness, other: Witness) -> Alignment:
    """Link nothing where the base is the longer text: faulty, for a link holds both ways."""
    found = align(base, other)
    return found if len(base.tokens) <= len(other.tokens) else Alignment(base, other, ())


@pytest.mark.parametrize("faulty", [_greedy, _by_place, _one_way])
def test_faulty_aligners_are_caught(faulty: object) -> None:
    """Each deliberate fault breaks a law."""
    with pytest.raises(AssertionError):
        check_alignment_laws(faulty, examples=100)  # type: ignore[arg-type]


def _by_spaces(text: str) -> Sequence[Token]:
    """Cut at spaces and lose every mark: faulty."""
    start, tokens = 0, []
    for word in text.split():
        start = text.index(word, start)
        bare = word.strip(".,")
        tokens.append(Token(bare, bare, Span(start, start + len(bare))))
    return tokens


def test_a_faulty_tokenizer_is_caught() -> None:
    """A tokenizer that loses marks breaks a law."""
    with pytest.raises(AssertionError):
        check_token_laws(_by_spaces)


def test_a_faulty_fold_is_caught() -> None:
    """Lower case alone does not make a key."""
    with pytest.raises(AssertionError):
        check_key_laws(str.lower)


def _replaces_all(base: Witness, other: Witness) -> ClauseDiff:
    """Replace the whole, even by itself: faulty."""
    ours, theirs = Run(0, len(base.tokens)), Run(0, len(other.tokens))
    return ClauseDiff(base, other, (Edit("replace", ours, theirs, base.phrase(ours), other.phrase(theirs)),))


def test_a_faulty_differ_is_caught() -> None:
    """A differ that replaces everything breaks a law."""
    with pytest.raises(AssertionError):
        check_diff_laws(_replaces_all)


def _by_row_number(witnesses: Sequence[Witness]) -> Collation:
    """Put the nth tokens in one row and forget those after the shortest witness: faulty."""
    length = min(len(known.tokens) for known in witnesses)
    rows = tuple(Row(tuple(Run(n, n + 1) for _ in witnesses)) for n in range(length))
    return Collation(tuple(witnesses), rows)


def test_a_faulty_collator_is_caught() -> None:
    """A collator that loses tokens breaks a law."""
    with pytest.raises(AssertionError):
        check_collation_laws(_by_row_number)


@settings(deadline=None)
@given(pairs())
def test_true_edits_are_true(pair: Pair) -> None:
    """Words that an edit took stand in the base, those it brought in the other."""
    for edit in pair.true_edits:
        assert edit.operation in operation_names()
        assert edit.base_text in pair.base
        assert edit.other_text.strip() in pair.other
    if not pair.true_edits:
        assert pair.base == pair.other


@settings(deadline=None)
@given(prints())
def test_prints_differ_in_print_only(case: tuple[str, str]) -> None:
    """Two prints have the same words."""
    assert [token.key for token in tokenize(case[0])] == [token.key for token in tokenize(case[1])]


@settings(deadline=None)
@given(references())
def test_references_name_a_place(text: str) -> None:
    """A reference has a unit, a number and an instrument."""
    assert any(sign.isdigit() for sign in text)
    assert " of the " in text
