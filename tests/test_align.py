"""Alignment keeps its laws on every text and finds what renders what in treaty clauses."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.alignment.align import align, align_score, align_words, likelihoods
from clausediff.alignment.forest import compiled, probability, weights
from clausediff.model import Alignment, Run, Witness
from clausediff.normalize.paraphrases import paraphrases
from clausediff.normalize.tokens import witness

CASES = tomllib.loads((Path(__file__).parent / "data" / "align.toml").read_text(encoding="utf-8"))["case"]

CLAUSES = (
    "Should either Party suffer armed attack by any State, the other Party shall immediately assist.",
    "In case one of the two sides is put in a state of war, the other side shall provide aid without delay.",
    "Neither Party may denounce Article 4(2) before 1 January 1961, nor Annex II.",
    "States’ obligations under the United Nations Charter (Article 51) are not affected.",
    "The U.N. and the DPRK — the Democratic People's Republic of Korea — consult; consult; consult.",
)
PHRASES = tuple(chain.from_iterable(clause.replace(",", " ,").split(" the ") for clause in CLAUSES))

treaty_like = st.lists(st.sampled_from(PHRASES), max_size=8).map(" ".join)
texts = st.text(max_size=80) | treaty_like


def _witness(text: str) -> Witness:
    return witness("W", text)


witnesses = texts.map(_witness)


def pairs(alignment: Alignment) -> set[tuple[int, int]]:
    """Return the pairs of tokens that the links join."""
    return {(i, j) for link in alignment.links for i in link.base for j in link.other}


def phrases(alignment: Alignment) -> set[tuple[str, str]]:
    """Return the links as words."""
    return {
        (alignment.base.phrase(link.base), alignment.other.phrase(link.other)) for link in alignment.links
    }


@given(witnesses, witnesses)
@settings(deadline=None, max_examples=120)
def test_no_token_is_linked_twice(base: Witness, other: Witness) -> None:
    """Each token stands in one link at most, and every link lies inside both witnesses."""
    links = align(base, other).links
    for runs, tokens in (([x.base for x in links], base.tokens), ([x.other for x in links], other.tokens)):
        places = [place for run in runs for place in run]
        assert len(places) == len(set(places))
        assert all(0 <= place < len(tokens) for place in places)
        assert all(len(run) for run in runs)


@given(witnesses, witnesses)
@settings(deadline=None, max_examples=120)
def test_a_link_is_a_link_in_both_directions(base: Witness, other: Witness) -> None:
    """Aligning the other way round gives the same links, mirrored."""
    forth, back = align(base, other), align(other, base)
    assert {(x.base, x.other, x.relation, x.score) for x in forth.links} == {
        (x.other, x.base, x.relation, x.score) for x in back.links
    }


@given(witnesses)
@settings(deadline=None, max_examples=60)
def test_a_witness_aligned_to_itself_is_identity(base: Witness) -> None:
    """Each token of a witness links to itself and nothing else."""
    assert pairs(align(base, base)) == {(place, place) for place in range(len(base.tokens))}
    assert all(link.relation == "same" and link.score == 1 for link in align(base, base).links)


@given(witnesses, witnesses)
@settings(deadline=None, max_examples=60)
def test_links_are_in_order_of_the_base_and_scored(base: Witness, other: Witness) -> None:
    """Links come in the order of the base, with scores from 0 to 1, and the same words are named same."""
    links = align(base, other).links
    assert list(links) == sorted(links, key=lambda link: link.base)
    for link in links:
        assert 0 <= link.score <= 1
        ours = [token.key for token in base.tokens[link.base.start : link.base.end]]
        theirs = [token.key for token in other.tokens[link.other.start : link.other.end]]
        assert (link.relation == "same") == (ours == theirs)


@given(st.lists(st.integers(0, 30).map(str), max_size=12), st.lists(st.integers(0, 30).map(str), max_size=12))
@settings(deadline=None, max_examples=60)
def test_numbers_never_link_to_other_numbers(base: Sequence[str], other: Sequence[str]) -> None:
    """A number links to an equal number or to nothing, whatever stands around it."""
    ours, theirs = (_witness(" Article ".join(["Under", *numbers])) for numbers in (base, other))
    for i, j in pairs(align(ours, theirs)):
        one, two = ours.tokens[i].key, theirs.tokens[j].key
        assert not (one.isdigit() and two.isdigit()) or one == two


@given(witnesses, witnesses)
@settings(deadline=None, max_examples=60)
def test_plain_mode_links_equal_words_in_order(base: Witness, other: Witness) -> None:
    """The plain mode links only equal keys, and no two links cross."""
    links = align_words(base, other).links
    assert all(base.tokens[x.base.start].key == other.tokens[x.other.start].key for x in links)
    assert [x.other for x in links] == sorted(x.other for x in links)


@given(witnesses, witnesses)
@settings(deadline=None, max_examples=60)
def test_scores_are_shares_and_mirrored(base: Witness, other: Witness) -> None:
    """Both scores lie in 0..1 and do not depend on the side; a witness is wholly like itself."""
    score = align_score(base, other)
    assert 0 <= score.whole <= 1
    assert 0 <= score.contained <= 1
    assert align_score(other, base).whole == pytest.approx(score.whole)
    assert align_score(base, base) == (1, 1)


@given(witnesses, witnesses)
@settings(deadline=None, max_examples=30)
def test_likelihoods_are_probabilities_of_places(base: Witness, other: Witness) -> None:
    """Likelihoods lie in 0..1, name places of both witnesses, and are mirrored."""
    likely = likelihoods(base, other)
    assert all(0 <= p <= 1 for p in likely.values())
    assert all(i < len(base.tokens) and j < len(other.tokens) for i, j in likely)
    assert likely == {(i, j): p for (j, i), p in likelihoods(other, base).items()}


@pytest.mark.parametrize("text", ['"' * 3000, "the " * 1500, "\ud800 \udfff" * 200, "1 " * 800, "a b " * 600])
def test_odd_long_texts_do_not_raise(text: str) -> None:
    """Texts of one repeated thing align without error, mirrored and each token once."""
    base, other = _witness(text), _witness(text[: len(text) // 2] + " shall")
    linked = align(base, other).links
    assert len({place for link in linked for place in link.other}) == sum(len(link.other) for link in linked)


def test_empty_witnesses_have_no_links() -> None:
    """Nothing links to nothing, and nothing is wholly like nothing."""
    empty, full = _witness(""), _witness("armed attack")
    assert align(empty, full).links == align(full, empty).links == ()
    assert align_score(empty, empty) == (1, 1)


def test_an_excerpt_is_contained() -> None:
    """A verbatim excerpt of a long clause is contained wholly, though far from alike as a whole."""
    excerpt = _witness("the other Party shall immediately assist")
    score = align_score(_witness(CLAUSES[0] + " " + CLAUSES[1]), excerpt)
    assert score.contained == 1
    assert score.whole < 0.6


def test_unrelated_clauses_score_low() -> None:
    """Clauses about different things are neither alike nor contained."""
    score = align_score(
        _witness(CLAUSES[0]), _witness("Duties on imported cereals shall be abolished by stages.")
    )
    assert score.whole < 0.3
    assert score.contained < 0.4


def test_given_tokens_align_as_tokens() -> None:
    """Witnesses made from given tokens keep them, however they are cut."""
    base, other = witness("A", ["state", "of", "war"]), witness("B", ["a", "state", "of", "war"])
    assert pairs(align(base, other)) == {(0, 1), (1, 2), (2, 3)}


def test_paraphrases_are_found_from_either_side() -> None:
    """The table lists each pair once, under the word that comes first."""
    assert [used for used, _ in paraphrases("aid", {"help"})] == ["help"]
    assert paraphrases("help", {"aid"}) == []


def test_the_model_is_whole() -> None:
    """The model's trees name known features only and run on plain numbers."""
    from clausediff.alignment.features import FIRST, SECOND

    for name, features in (("first", FIRST), ("second", SECOND)):
        odds = compiled(weights()[name], list(features))(*[0.5] * len(features))
        assert 0 < probability(odds) < 1


def _found(case: dict[str, Any]) -> Alignment:
    return align(witness("base", case["base"]), witness("other", case["other"]))


def _params(kind: str) -> list[Any]:
    found = []
    for case in CASES:
        for ours, theirs, *known in case.get(kind, ()):
            marks = [pytest.mark.xfail(strict=True, reason=known[0])] if known else []
            found.append(
                pytest.param(case, ours, theirs, marks=marks, id=f"{case['name']}: {ours} / {theirs}")
            )
    return found


@pytest.mark.parametrize(("case", "ours", "theirs"), _params("links"))
def test_what_renders_what(case: dict[str, Any], ours: str, theirs: str) -> None:
    """A phrase of a treaty clause links to the phrase that renders it, as a lawyer reads it."""
    alignment = _found(case)
    assert (ours, theirs) in phrases(alignment) | _joined(alignment)


@pytest.mark.parametrize(("case", "ours", "theirs"), _params("never"))
def test_what_must_not_link(case: dict[str, Any], ours: str, theirs: str) -> None:
    """No word of one phrase links to a word of a phrase that says something else."""
    alignment = _found(case)
    linked = {(a, b) for one, two in phrases(alignment) for a in one.split() for b in two.split()}
    assert not {(a, b) for a in ours.split() for b in theirs.split()} & linked


def _joined(alignment: Alignment) -> set[tuple[str, str]]:
    """Phrases of neighbouring links that adjoin on both sides, so that cases need not know the cut."""
    links, found = alignment.links, set()
    for start in range(len(links)):
        for end in range(start + 2, min(start + 13, len(links) + 1)):
            ours, theirs = (
                _whole([getattr(x, side) for x in links[start:end]]) for side in ("base", "other")
            )
            if ours and theirs:
                found.add((alignment.base.phrase(ours), alignment.other.phrase(theirs)))
    return found


def _whole(runs: list[Run]) -> Run | None:
    ordered = sorted(runs)
    adjoin = all(one.end == two.start for one, two in pairwise(ordered))
    return Run(ordered[0].start, ordered[-1].end) if adjoin else None
