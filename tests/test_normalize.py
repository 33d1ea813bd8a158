"""Cutting and folding: laws for every text, cases as a lawyer reads them."""

import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.model import ClausediffError
from clausediff.normalize.alike import likeness, why_alike
from clausediff.normalize.keys import key
from clausediff.normalize.tokens import tokenize, witness
from clausediff.normalize.words import number, respelled, root, stem, word_class
from clausediff.strategies import check_key_laws, check_token_laws, texts

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "data" / "normalize.toml").read_text(encoding="utf-8")
)


def _named(row: dict[str, Any]) -> str:
    words = row.get("words", row.get("texts", ()))
    return str(row.get("text", "/".join(words)))[:30].encode("ascii", "replace").decode()


def test_tokens_obey_the_laws() -> None:
    """Tokens are spans, space lies between, characters stay whole, prints of one wording have equal keys."""
    check_token_laws(tokenize, examples=300)


def test_keys_obey_the_laws() -> None:
    """A key is its own key, and prints of one wording have one key."""
    check_key_laws(key, examples=300)


@settings(deadline=None)
@given(texts())
def test_composed_and_decomposed_texts_have_equal_keys(text: str) -> None:
    """The form of Unicode is not a difference of wording."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert key(composed) == key(decomposed)


@settings(deadline=None)
@given(texts())
def test_a_token_has_the_key_of_its_text(text: str) -> None:
    """The compared form of a token is its printed form, folded, and never empty."""
    assert all(token.key == key(token.text) != "" for token in tokenize(text))


@settings(deadline=None)
@given(texts(), texts())
def test_likeness_is_the_same_from_both_sides(base: str, other: str) -> None:
    """Two words are as alike as the other way round, from 0 to 1; a word is the same as itself."""
    found = likeness(key(base), key(other))
    assert found == likeness(key(other), key(base))
    assert found is None or 0 < found.score <= 1
    assert likeness(key(base), key(base)) == ("same", 1.0, "the same word")


@settings(deadline=None)
@given(texts())
def test_any_word_can_be_looked_at(text: str) -> None:
    """No key makes a look-up of a single word fail, and a respelled word stays as it is."""
    word = key(text)
    assert isinstance(stem(word) + root(word) + word_class(word), str)
    assert number(word) is None or number(word) is not None
    assert respelled(respelled(word)) == respelled(word)


@pytest.mark.parametrize("row", CASES["tokens"], ids=_named)
def test_texts_are_cut_as_a_reader_would(row: dict[str, Any]) -> None:
    """Words, marks, abbreviations, numbers and scripts without spaces are cut as listed."""
    assert [token.text for token in tokenize(row["text"])] == row["tokens"]


@pytest.mark.parametrize("row", CASES["prints"], ids=_named)
def test_prints_of_one_wording_have_one_key(row: dict[str, Any]) -> None:
    """Case, compatibility forms, quotation marks, dashes, spaces and signs without ink do not matter."""
    base, other = map(key, row["texts"])
    assert base == other == key(base)


@pytest.mark.parametrize("row", CASES["apart"], ids=_named)
def test_wordings_have_keys_of_their_own(row: dict[str, Any]) -> None:
    """Spelling, accents, numbers and negation are not folded."""
    base, other = map(key, row["texts"])
    assert base != other


@pytest.mark.parametrize("row", CASES["alike"], ids=_named)
def test_alike_words_are_related(row: dict[str, Any]) -> None:
    """Pairs that a reader relates are related as listed, with a reason."""
    found = likeness(*row["words"])
    assert found is not None
    assert found.relation == row["relation"]
    assert why_alike(*row["words"])


@pytest.mark.parametrize("row", CASES["unlike"], ids=_named)
def test_unlike_words_are_not_related(row: dict[str, Any]) -> None:
    """Pairs that only look alike are not related."""
    assert likeness(*row["words"]) is None


@pytest.mark.parametrize("row", CASES["forms"], ids=_named)
def test_forms_of_a_word_have_one_stem(row: dict[str, Any]) -> None:
    """Number, case and tense come off in each language that has a data file."""
    assert len({stem(word, row["language"]) for word in row["words"]}) == 1


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("row", CASES["unfound"], ids=_named)
def test_known_failures_of_likeness(row: dict[str, Any]) -> None:
    """Pairs that ought to be related and are not yet."""
    assert likeness(*row["words"])


@settings(deadline=None)
@given(st.lists(st.text(min_size=1), max_size=8))
def test_a_witness_keeps_the_tokens_it_is_given(words: list[str]) -> None:
    """Tokens that are cut already stay as they are, each at its place in the joined text."""
    made = witness("A", words)
    assert [token.text for token in made.tokens] == words
    assert all(token.span.of(made.text) == token.text for token in made.tokens)


def test_an_empty_token_is_refused() -> None:
    """A token without characters has no place in a text."""
    with pytest.raises(ClausediffError, match="token 1 of 'A' is empty"):
        witness("A", ["armed", ""])


@pytest.mark.parametrize("unit", ['"', "a.", "a'", "\u200d", "\u200b", " \u0301", "\u0600", ".", "中", "a-"])
def test_endless_texts_are_cut(unit: str) -> None:
    """A long line of one sign is cut, and nothing of it is lost but space."""
    text = unit * 20_000
    assert sum(len(token.text) for token in tokenize(text)) <= len(text)
