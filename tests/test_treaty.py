"""Treaty texts: the laws of every text, and the layouts that people have."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.locator import Locator
from clausediff.model import Treaty
from clausediff.treaty.parse import parse_treaty

DATA = tomllib.loads((Path(__file__).parent / "data" / "treaty.toml").read_text("utf-8"))

LINES = [
    "Article 1",
    "ARTICLE II",
    "Article 3. Scope",
    "CHAPTER I",
    "Section A",
    "Annex I",
    "PROTOCOL",
    "The Parties shall act.",
    "The Parties,",
    "Recalling the Charter,",
    "1. Peace.",
    "(a) trade;",
    "(i) transit; and",
    "2. Borders:",
    "under Article 51 of the",
    "In witness whereof",
    "Done at Rome",
    "12",
    "- 3 -",
    "Contents",
    "<article number='ARTICLE 4'>",
    "</article>",
    "<b>x</b>",
    "",
    "\f",
    "5.",
    "* note",
    "Article 1 Scope ....... 4",
]

treaty_like = st.lists(st.sampled_from(LINES), max_size=25).map("\n".join)
texts = st.one_of(st.text(), treaty_like, st.text(st.characters(codec=None), max_size=60))


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["name"])
def test_a_reader_finds_these_places(case: dict[str, Any]) -> None:
    """The articles, clauses and headings of a text are those that a person reads in it."""
    check(case)


@pytest.mark.parametrize("case", DATA["failing"], ids=lambda case: case["name"])
@pytest.mark.xfail(strict=True)
def test_known_failures(case: dict[str, Any]) -> None:
    """What a reader finds and the parser does not yet."""
    check(case)


def check(case: dict[str, Any]) -> None:
    """Hold a parsed text to what its case says."""
    treaty = parse_treaty(case["text"], id="X")
    assert [str(article.locator) for article in treaty.articles] == case["articles"]
    for place, wording in case.get("clauses", {}).items():
        begins, _, ends = wording.partition(" … ")
        text = " ".join(treaty.clause(place).text.split())
        assert text.startswith(begins), (place, text)
        assert text.endswith(ends or begins), (place, text)
    for place, heading in case.get("headings", {}).items():
        assert treaty.clause(place).heading == heading
    assert not set(case.get("absent", ())) & {str(clause.locator) for clause in treaty.clauses}
    left = [furniture.span.of(treaty.text) for furniture in treaty.furniture]
    for line in case.get("furniture", ()):
        assert line in left
        assert not any(line in clause.text.split("\n") for clause in treaty.clauses)


@given(texts)
@settings(deadline=None)
def test_every_text_is_read_whole(text: str) -> None:
    """Each character that is no space lies in a clause or is reported as furniture."""
    treaty = parse_treaty(text, id="X")
    held = [False] * len(text)
    for span in (*(c.span for c in treaty.clauses), *(f.span for f in treaty.furniture)):
        held[span.start : span.end] = [True] * len(span)
    assert all(is_held or text[i].isspace() for i, is_held in enumerate(held))
    assert treaty.text == text


@given(texts)
@settings(deadline=None)
def test_every_place_is_one_of_its_own(text: str) -> None:
    """No two clauses share a locator, and each prints so that it can be looked up."""
    treaty = parse_treaty(text, id="X")
    assert len({clause.locator for clause in treaty.clauses}) == len(treaty.clauses)
    for clause in treaty.clauses:
        assert treaty.clause(clause.locator) is clause
        assert Locator.parse(str(clause.locator)) == clause.locator


@given(treaty_like)
@settings(deadline=None)
def test_clauses_nest_and_stand_in_the_order_of_the_text(text: str) -> None:
    """Two clauses lie apart, or one inside the other; parents come first."""
    clauses = parse_treaty(text, id="X").clauses
    assert [c.span.start for c in clauses] == sorted(c.span.start for c in clauses)
    for i, clause in enumerate(clauses):
        for other in clauses[i + 1 :]:
            assert clause.span.covers(other.span) or not clause.span.overlaps(other.span)


@given(st.lists(st.sampled_from([line for line in LINES if "<" not in line]), max_size=25).map("\n".join))
@settings(deadline=None)
def test_a_clause_is_its_span_less_what_the_pages_put_there(text: str) -> None:
    """In plain text the wording of a clause is cut out of the text character for character."""
    treaty = parse_treaty(text, id="X")
    for clause in treaty.clauses:
        inside = [f.span for f in treaty.furniture if clause.span.covers(f.span)]
        wording, at = "", clause.span.start
        for span in inside:
            wording, at = wording + text[at : span.start], span.end
        assert wording + text[at : clause.span.end] == clause.text


@given(texts)
@settings(deadline=None, max_examples=40)
def test_reading_is_deterministic(text: str) -> None:
    """The same text gives the same treaty."""
    assert parse_treaty(text, id="X") == parse_treaty(text, id="X")


def test_facts_are_kept() -> None:
    """What the caller says of the instrument stands in the treaty."""
    treaty = parse_treaty("Article 1\nPeace.", id="X", title="T", parties=["A"], source="S", aliases=["U"])
    expected = Treaty("X", "T", treaty.text, treaty.clauses, ("A",), source="S", aliases=("U",))
    assert (treaty.id, treaty.title, treaty.parties, treaty.source, treaty.aliases) == (
        expected.id,
        expected.title,
        expected.parties,
        expected.source,
        expected.aliases,
    )


def test_the_first_line_is_the_title_where_none_is_given() -> None:
    """A text that begins with its title lends it to the treaty."""
    treaty = parse_treaty("TREATY ON LIGHT\n\nThe Parties agree:\n\nArticle 1\nLight.", id="X")
    assert treaty.title == "TREATY ON LIGHT"
    assert [f.kind for f in treaty.furniture] == ["title", "heading"]


@pytest.mark.parametrize("title", ["Treaty", "Convention", "PROTOCOL", "Pact I"])
def test_a_title_may_be_one_word(title: str) -> None:
    """A short title is a title too; a heading is none."""
    assert parse_treaty(f"{title}\n\nArticle 1\nLight.", id="X").title == title
    assert parse_treaty("Article 1\nLight.", id="X").title == ""


def test_notes_say_what_to_check() -> None:
    """Numbers that repeat or jump, and articles without wording, are said."""
    treaty = parse_treaty("Article 1\nPeace.\n\nArticle 3\nTrade.\n\nArticle 3\n\n", id="X")
    assert treaty.notes == (
        "Occurrence 2/3: this number stands in the text before",
        "Occurrence 2/3: no wording",
        "3: no article found between 1 and 3",
    )


def test_a_table_of_contents_is_said() -> None:
    """What is left aside as a table of contents stands in the notes, without the title before it."""
    listed, text = "Article 1\nArticle 2\nArticle 3\n", "Article 1\nA.\n\nArticle 2\nB.\n\nArticle 3\nC."
    treaty = parse_treaty(f"Treaty on Light\n\n{listed}\n{text}", id="X")
    assert treaty.notes == ("1 × contents left aside",)
    assert [f.kind for f in treaty.furniture][:2] == ["title", "contents"]


def test_line_ends_of_any_kind_are_kept() -> None:
    """Carriage returns stay where they are and spans still fit."""
    text = "Article 1\r\nPeace.\r\n\r\nArticle 2\r\nTrade."
    treaty = parse_treaty(text, id="X")
    assert [c.text for c in treaty.articles] == ["Peace.", "Trade."]
    assert all(c.span.of(text) == c.text for c in treaty.clauses)
