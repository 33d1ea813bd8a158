"""The shelf: shipped wording and treaty files of the same form."""

import datetime
from pathlib import Path

import pytest

import clausediff.treaty.shelf as shelf
from clausediff.model import ClausediffError


def test_every_shipped_clause_is_its_span_of_the_text() -> None:
    """Offsets of the shipped treaties point at the wording."""
    for treaty in shelf.treaties():
        for clause in treaty.clauses:
            assert clause.span.of(treaty.text) == clause.text
            assert clause.treaty == treaty.id


def test_the_shelf_holds_the_six_instruments() -> None:
    """All instruments of the reports are there, each with its source."""
    ids = {treaty.id for treaty in shelf.treaties()}
    assert ids == {"SU-KP-1961", "RU-KP-2024", "RU-KP-2000", "UN-CHARTER", "NAT-1949", "TEU"}
    assert all(treaty.source for treaty in shelf.treaties())


def test_paragraphs_are_numbered_by_position() -> None:
    """Article 1 of 1961 has two paragraphs, which bear no numbers in print."""
    second = shelf.clause("SU-KP-1961", "1(2)")
    assert second.text.startswith("Should either of the Contracting Parties suffer armed attack")
    assert second.kind == "paragraph"
    assert second.text in shelf.clause("SU-KP-1961", "1").text


def test_a_treaty_known_from_mentions_has_no_text() -> None:
    """The treaty of 2000 is an instrument with facts and no wording."""
    (treaty,) = shelf.treaties("RU-KP-2000")
    assert treaty.clauses == ()
    assert treaty.text == ""
    assert treaty.status == "unknown"
    assert treaty.signed == datetime.date(2000, 2, 9)


def test_treaties_come_in_the_order_asked_for() -> None:
    """The caller's order is kept."""
    assert [t.id for t in shelf.treaties("UN-CHARTER", "NAT-1949")] == ["UN-CHARTER", "NAT-1949"]


def test_an_unknown_id_names_the_known_ones() -> None:
    """The message holds the value and the remedy."""
    with pytest.raises(ClausediffError, match=r"'AUKUS'.*NAT-1949"):
        shelf.treaties("AUKUS")


def test_an_unknown_place_names_the_known_ones() -> None:
    """A place that the shelf lacks is said with those it has."""
    with pytest.raises(ClausediffError, match=r"NAT-1949 has no 9; it has 5"):
        shelf.clause("NAT-1949", "9")


def test_a_lawyer_adds_a_file(tmp_path: Path) -> None:
    """A file of the same form gives a treaty."""
    path = tmp_path / "x.toml"
    path.write_text(
        'id = "X-1900"\ntitle = "Treaty of X"\nsigned = 1900-01-02\n'
        '[[clause]]\nlocator = "2(4)"\ntext = "Peace."\n'
    )
    treaty = shelf.load_treaty(path)
    assert treaty.signed == datetime.date(1900, 1, 2)
    assert treaty.clause("2(4)").text == "Peace."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('title = "T"', "no id"),
        ('id = "T"', "no title"),
        ("id = ", "no treaty file"),
        ('id = "T"\ntitle = "T"\nstatus = "good"', "'good' is none of authentic text"),
        ('id = "T"\ntitle = "T"\nsigned = "1949"', "'1949' is no date"),
        ('id = "T"\ntitle = "T"\ncolour = "red"', "'colour' is no fact"),
        ('id = "T"\ntitle = "T"\n[[clause]]\ntext = "x"', "lacks its locator"),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(tmp_path: Path, content: str, said: str) -> None:
    """Misuse gets one sentence with the place and the remedy."""
    path = tmp_path / "faulty.toml"
    path.write_text(content)
    with pytest.raises(ClausediffError, match=said):
        shelf.load_treaty(path)


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    """No bare OSError reaches the caller."""
    with pytest.raises(ClausediffError, match=r"absent\.toml"):
        shelf.load_treaty(tmp_path / "absent.toml")
