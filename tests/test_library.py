"""Libraries: what is added is found, stays whole, and damaged files say so."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausediff.locator import Locator
from clausediff.match.library import Library
from clausediff.match.store import FORMAT
from clausediff.model import Clause, ClausediffError, Document, Span, Treaty
from clausediff.treaty.shelf import treaties


def treaty(id: str, *texts: str) -> Treaty:
    """Make a treaty of articles."""
    whole = "\n\n".join(texts)
    starts = [whole.index(text) for text in texts]
    clauses = (
        Clause(id, Locator(article=str(number)), text, Span(start, start + len(text)))
        for number, (text, start) in enumerate(zip(texts, starts, strict=True), 1)
    )
    return Treaty(id, f"Treaty {id}", whole, tuple(clauses), aliases=(id.lower(),))


COD = treaty("COD", "The Parties shall share the cod of the North Sea.", "Either Party may fish for herring.")
TEA = treaty("TEA", "Duties on tea shall not exceed three per cent.", "Either Party may fish for herring.")


@pytest.fixture
def library() -> Iterator[Library]:
    """Give a library of two small treaties."""
    with Library() as made:
        made.add([COD, TEA])
        yield made


def test_a_treaty_comes_back_as_it_was_added() -> None:
    """Facts, text and every clause survive."""
    with Library() as made:
        made.add(treaties())
        assert [made.treaty(one.id) for one in treaties()] == list(treaties())


def test_search_finds_the_clause(library: Library) -> None:
    """The clause with most of the words comes first."""
    best = library.search("a duty on tea of three per cent", limit=1)[0]
    assert str(best.clause) == "TEA 1"
    assert 0 < best.score <= 1


def test_identical_clauses_tie(library: Library) -> None:
    """The same words in two treaties are both given, whatever the limit."""
    hits = library.search("Either Party may fish for herring.", limit=1)
    assert [str(hit.clause) for hit in hits] == ["COD 2", "TEA 2"]
    assert {hit.score for hit in hits} == {1.0}


def test_print_does_not_matter(library: Library) -> None:
    """Capital letters and marks are no difference."""
    assert library.search("EITHER PARTY: MAY FISH — FOR HERRING", limit=1)[0].score == 1


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_may_be_searched(text: str) -> None:
    """No text raises, scores lie between 0 and 1, best first."""
    with Library() as made:
        made.add([COD])
        scores = [hit.score for hit in made.search(text)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_edited_articles_are_still_found() -> None:
    """With a tenth of the words changed the right one of many articles is first."""
    choose = random.Random(5)
    words = [f"word{number}" for number in range(400)]
    articles = [" ".join(choose.choices(words, k=60)) for _ in range(50)]
    with Library() as made:
        made.add([treaty("MANY", *articles)])
        for number, article in enumerate(articles, 1):
            edited = " ".join("other" if choose.random() < 0.1 else word for word in article.split())
            assert str(made.search(edited, limit=1)[0].clause) == f"MANY {number}"


def test_a_treaty_added_again_takes_its_place(library: Library) -> None:
    """There is one treaty of an id, and nothing of the old one is found."""
    library.add([treaty("COD", "Each Party shall count its seals.")])
    assert library.ids == ("COD", "TEA")
    assert len(library) == 3
    assert [str(hit.clause) for hit in library.search("share the cod", limit=1)] != ["COD 2"]
    assert str(library.search("count its seals", limit=1)[0].clause) == "COD 1"


def test_removed_treaties_are_gone(library: Library) -> None:
    """What is removed is not found, and cannot be removed again."""
    library.remove("COD")
    assert library.ids == ("TEA",)
    assert {hit.clause.treaty for hit in library.search("fish for herring")} == {"TEA"}
    with pytest.raises(ClausediffError, match="no treaty 'COD'"):
        library.remove("COD")
    with pytest.raises(ClausediffError, match="it has TEA"):
        library.treaty("COD")


def test_a_file_opens_again(tmp_path: Path) -> None:
    """What one library wrote another reads."""
    path = tmp_path / "shelf.db"
    with Library(path) as made:
        made.add([COD])
    with Library(path) as again:
        assert again.ids == ("COD",)
        assert len(again) == 2


def test_a_failed_addition_leaves_the_last_good_state(tmp_path: Path) -> None:
    """Where anything fails nothing is added."""

    def broken() -> Iterator[Treaty]:
        yield TEA
        raise KeyboardInterrupt

    with Library(tmp_path / "shelf.db") as made:
        made.add([COD])
        with pytest.raises(KeyboardInterrupt):
            made.add(broken())
        assert made.ids == ("COD",)
        assert not [hit for hit in made.search("tea") if hit.clause.treaty == "TEA"]


def test_readers_see_whole_states_while_one_writes(tmp_path: Path) -> None:
    """Two readers see the old shelf until the writer is done, and the new one afterwards."""
    path = tmp_path / "shelf.db"
    with Library(path) as writer, Library(path) as one, Library(path) as other:
        writer.add([COD])
        assert {one.ids, other.ids} == {("COD",)}
        writer.add([TEA])
        assert {one.ids, other.ids} == {("COD", "TEA")}


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    """A file that is no database is named, with what to do."""
    path = tmp_path / "shelf.db"
    path.write_bytes(b"not a database at all, but long enough to be taken for one" * 20)
    with pytest.raises(ClausediffError, match=r"shelf\.db is no library or is damaged.*build it anew"):
        Library(path)


def test_a_file_cut_off_in_the_middle_says_so(tmp_path: Path) -> None:
    """Half a library is an error with a remedy, not wrong answers."""
    path = tmp_path / "shelf.db"
    with Library(path) as made:
        made.add(treaties())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(ClausediffError, match="build it anew"), Library(path) as broken:
        broken.search("armed attack")


def test_a_newer_format_says_so(tmp_path: Path) -> None:
    """A library of a later version asks for an update."""
    path = tmp_path / "shelf.db"
    Library(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    connection.close()
    with pytest.raises(ClausediffError, match="update clausediff"):
        Library(path)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    """A file of another program is not written to."""
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(ClausediffError, match="something else"):
        Library(path)


def test_a_library_matches_as_its_treaties_do() -> None:
    """Renderings found through a library are those found with the treaties in hand."""
    text = (
        "In Article 5: “an armed attack against one or more shall be considered an attack against them all”."
    )
    with Library() as made:
        made.add(treaties())
        found = made.find_renderings(Document("A", text))
    assert [str(rendering.clause) for rendering in found] == ["NAT-1949 5"]
