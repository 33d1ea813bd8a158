"""Instruments: the shipped data is sound, and a caller can add to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausediff.errors import ClausediffError
from clausediff.model import Instrument, Treaty
from clausediff.references.find import find_references
from clausediff.references.instruments import extended, instruments, organisations
from clausediff.references.naming import series_key
from clausediff.references.states import state, state_names, succession
from clausediff.tables import table
from clausediff.treaty.shelf import treaties


def test_ids_are_unique_and_every_entry_names_its_source() -> None:
    """No id comes twice; title, date and source are given for each instrument."""
    rows = table("instruments")["instrument"]
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["source"] and row["title"] and row["signed"] for row in rows)


def test_every_treaty_on_the_shelf_is_a_known_instrument() -> None:
    """What ships as wording also ships as a name, with the same date."""
    known = {one.id: one for one in instruments()}
    for treaty in treaties():
        assert known[treaty.id].signed == treaty.signed


@pytest.mark.parametrize("known", instruments(), ids=lambda one: one.id)
def test_is_found_beside_a_provision_by_its_title(known: Instrument) -> None:
    """ "Article 3 of the <title> of <year>" means the instrument, whatever its title holds."""
    found = find_references(f"Article 3 of the {known.title} of {known.year}.")
    assert found[0].instrument is not None
    assert found[0].instrument.id == known.id
    assert str(found[0].locator) == "3"


def test_citations_are_unique() -> None:
    """No two instruments claim one place in a treaty series."""
    keys = [series_key(alias) for known in instruments() for alias in known.aliases if series_key(alias)]
    assert len(keys) == len(set(keys))


def test_organisations_lead_to_known_instruments() -> None:
    """Each body's treaty is one of the instruments."""
    assert set(organisations().values()) <= {known.id for known in instruments()}


def test_states_know_their_names_and_successors() -> None:
    """A state is found by name, adjective, abbreviation and capital; successors share its treaties."""
    assert state_names()["Pyongyang"] == state_names()["DPRK"] == state_names()["North Korean"] == {"KP"}
    assert state("Union of Soviet Socialist Republics") == "SU"
    assert succession("RU") == {"RU", "SU"}


def test_adds_instruments_from_values_and_files(tmp_path: Path) -> None:
    """Values and TOML files are added behind the shipped ones; a known id takes the new facts."""
    path = tmp_path / "mine.toml"
    path.write_text('[[instrument]]\nid = "XX-1"\ntitle = "Treaty of Oz"\nsigned = 1900-05-17\n', "utf-8")
    treaty = Treaty("NAT-1949", "North Atlantic Treaty, as amended", "", ())
    known = extended(path, treaty, Instrument("XX-2", "Oz Convention"))
    by_id = {one.id: one for one in known}
    assert by_id["XX-1"].year == 1900
    assert by_id["NAT-1949"].title.endswith("as amended")
    assert [one.id for one in known[-3:]] == ["XX-1", "NAT-1949", "XX-2"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("nonsense", "no file of instruments"),
        ('[[instrument]]\ntitle = "No id"\n', "has no id"),
        ('[[instrument]]\nid = "X"\ntitle = "T"\nsigend = 1900-01-01\n', "'sigend'"),
        ('[[instrument]]\nid = "X"\ntitle = "T"\nsigned = "1900"\n', "is no date"),
        ('[[instrument]]\nid = "X"\ntitle = "T"\nnumbering = "odd"\n', "plain or chapter"),
    ],
)
def test_names_what_is_wrong_in_a_file(tmp_path: Path, written: str, said: str) -> None:
    """A file that cannot be used is refused with the reason."""
    path = tmp_path / "bad.toml"
    path.write_text(written, "utf-8")
    with pytest.raises(ClausediffError, match=said):
        extended(path)


def test_names_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(ClausediffError, match=r"gone\.toml"):
        extended(tmp_path / "gone.toml")
