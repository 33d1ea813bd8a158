"""Locators: one form, one order, exact cover."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausediff.errors import ClausediffError
from clausediff.locator import Locator, article_number
from clausediff.numerals import number, ordinal, roman, to_roman

_articles = st.one_of(
    st.just(""),
    st.integers(1, 500).map(str),
    st.sampled_from(["14ter", "6bis", "35A", "12-03", "3.3", "G-36", "A", "IV", "Five", "XIV bis"]),
)
_divisions = st.lists(
    st.sampled_from(
        ["Preamble", "Annex I", "Annex 4-I", "CHAPTER vii", "Protocol II", "Part III", "Recital 5"]
    ),
    max_size=2,
).map(tuple)
_steps = st.lists(
    st.sampled_from(
        ["1", "2", "10", "a", "b", "i", "ii", "iv", "ix", "sentence 2", "last sentence", "chapeau"]
    ),
    max_size=3,
).map(tuple)
locators = st.builds(Locator, divisions=_divisions, article=_articles, steps=_steps)


@given(locators)
def test_printed_form_reads_back(locator: Locator) -> None:
    """A locator printed and parsed is the same locator."""
    assert Locator.parse(str(locator)) == locator


@given(st.text(max_size=40))
def test_any_text_parses_to_a_stable_locator(text: str) -> None:
    """Parsing never fails, and what it gives round-trips."""
    locator = Locator.parse(text)
    assert Locator.parse(str(locator)) == locator


@given(locators, locators, locators)
def test_order_is_total(one: Locator, two: Locator, three: Locator) -> None:
    """Two locators are equal or one comes first, and order carries over."""
    assert (one == two) + (one < two) + (two < one) == 1
    if one < two and two < three:
        assert one < three


@given(locators, locators, locators)
def test_cover_is_a_partial_order(one: Locator, two: Locator, three: Locator) -> None:
    """A place covers itself; two that cover each other are one; cover carries over."""
    assert one.covers(one)
    if one.covers(two) and two.covers(one):
        assert one == two
    if one.covers(two) and two.covers(three):
        assert one.covers(three)


@pytest.mark.parametrize(
    ("printed", "locator"),
    [
        ("4", Locator((), "4")),
        ("2(4)", Locator((), "2", ("4",))),
        ("IV", Locator((), "4")),
        ("Article XVI(2)(a)", Locator((), "16", ("2", "a"))),
        ("Art. 5", Locator((), "5")),
        ("Preamble", Locator(("Preamble",))),
        ("Annex I/3(b)", Locator(("Annex I",), "3", ("b",))),
        ("annex iii", Locator(("Annex III",))),
        ("(3)", Locator((), "", ("3",))),
        ("14 ter", Locator((), "14ter")),
        ("Protocol II/Annex/7", Locator(("Protocol II", "Annex"), "7")),
        ("", Locator()),
    ],
)
def test_reads_what_people_write(printed: str, locator: Locator) -> None:
    """The usual ways to write a place give its one form."""
    assert Locator.parse(printed) == locator


def test_sorts_as_a_treaty_runs() -> None:
    """Preamble, articles by number with insertions behind, paragraphs, annexes last."""
    places = ["Preamble", "1", "2", "2(1)", "2(1)(i)", "2(1)(ii)", "2(1)(ix)", "2(1)(x)", "2(4)", "2(10)",
              "6", "6bis", "6ter", "10", "Annex I", "Annex I/3", "Annex II", "Annex X"]  # fmt: skip
    assert [str(place) for place in sorted(map(Locator.parse, reversed(places)))] == places


@pytest.mark.parametrize(
    ("outer", "inner", "covers"),
    [
        ("4", "4(2)", True),
        ("4", "41", False),
        ("2(1)", "2(10)", False),
        ("Annex I", "Annex I/3", True),
        ("3", "Annex I/3", False),
        ("(3)", "4(3)", False),
        ("4(2)", "4", False),
    ],
)
def test_covers_what_lies_inside(outer: str, inner: str, covers: bool) -> None:
    """A place covers what is written as its inside, and nothing else."""
    assert Locator.parse(outer).covers(Locator.parse(inner)) is covers


@pytest.mark.parametrize("article", ["no number", "Preamble", "§", "4(2)", "4/5"])
def test_an_article_must_be_a_number(article: str) -> None:
    """An article that is no number is refused with the remedy."""
    with pytest.raises(ClausediffError, match="give one such as"):
        Locator((), article)


@given(st.integers(1, 3999))
def test_roman_numerals_read_back(value: int) -> None:
    """Every number up to 3999 survives Roman writing, in capitals and small letters."""
    assert roman(to_roman(value)) == roman(to_roman(value).lower()) == value


@given(st.text(max_size=60))
def test_numbers_never_fail(text: str) -> None:
    """Any text is a number or none; an article number keeps its form when read again."""
    assert number(text) is None or number(text) >= 0  # type: ignore[operator]
    assert article_number(article_number(text)) == article_number(text)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("ninety-nine", 99),
        ("Fourth", 4),
        ("четвертой", 4),
        ("четырнадцатая", 14),
        ("vierten", 4),
        ("cinquième", 5),
        ("二十一", 21),
        ("一百零二", 102),
        ("一九四九", 1949),
        ("٤٢", 42),
        ("12th", 12),
        ("IIX", None),
        ("clause", None),
        ("", None),
    ],
)
def test_reads_numbers_of_many_kinds(written: str, value: int | None) -> None:
    """Words, ordinals and numerals of several languages and scripts are numbers; other words are none."""
    assert number(written) == value


@pytest.mark.parametrize(
    ("written", "value"), [("second", 2), ("Пятая", 5), ("2nd", 2), ("two", None), ("II", None)]
)
def test_tells_ordinals_from_cardinals(written: str, value: int | None) -> None:
    """An ordinal may stand before its unit, a cardinal counts units."""
    assert ordinal(written) == value
