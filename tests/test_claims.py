"""Claims that one wording is the same as another: found, left alone, and what they except."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausediff.claims import find_claims


@pytest.mark.parametrize(
    ("text", "strength", "exception"),
    [
        ("The clause is identical to Article 5.", "verbatim", None),
        ("Article 3 is nearly identical to the 1951 draft, apart from the preamble.", "near", "the preamble"),
        ("It repeats verbatim the treaty of 1960.", "verbatim", None),
        ("The new text differs only in its mention of the Senate.", "near", "its mention of the Senate"),
        ("Der Artikel ist fast identisch mit Artikel 5.", "near", None),
        ("L’article est presque identique au texte de 1949, à l’exception du préambule.", "near", None),
    ],
)
def test_claims_are_found(text: str, strength: str, exception: str | None) -> None:
    """Each sentence claims one thing, and its exception is cut to its words."""
    (claim,) = find_claims(text)
    assert claim.strength == strength
    assert (claim.exception.text if claim.exception else None) == exception


@pytest.mark.parametrize(
    "text",
    [
        "The clause is not identical to Article 5.",
        "The text is far from almost identical to the old one.",
        "Their identical twins signed the treaty.",
        "The pact is similar to the old one.",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    """Negated, vague and unrelated words claim nothing."""
    assert find_claims(text) == ()


@given(
    st.text()
    | st.lists(st.sampled_from(["identical to ", "except for ", "not ", "İ", ". ", "A"])).map("".join)
)
def test_offsets_point_into_the_text(text: str) -> None:
    """Every part of a claim is cut out of the untouched text."""
    for claim in find_claims(text):
        assert claim.span.of(text) == claim.text
        assert claim.cue.span.of(text) == claim.cue.text
        assert claim.exception is None or claim.exception.span.of(text) == claim.exception.text
