"""Treaty files: what they are called, and what is known of them."""

from pathlib import Path

import pytest

import clausediff as cd

LAKE = "Treaty on the Lake\n\nArticle 1\n\nThe water is shared.\n"


@pytest.mark.parametrize(
    ("name", "text", "id", "title"),
    [
        ("lake.txt", LAKE, "lake", "Treaty on the Lake"),
        ("un_charter_1945.txt", "Article 1\n\nPeace.\n", "UN-CHARTER", "Charter of the United Nations"),
        ("copy.txt", "North Atlantic Treaty\n\nArticle 1\n\nPeace.\n", "NAT-1949", "North Atlantic Treaty"),
        ("copy.md", "The Parties to this Treaty,\n\n# Article 1\n\nPeace.\n", "copy", "copy"),
    ],
)
def test_a_file_is_known_by_its_name_or_first_line(
    tmp_path: Path, name: str, text: str, id: str, title: str
) -> None:
    """A known instrument lends its id and title; another text keeps the file's name."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    treaty = cd.read_treaty(tmp_path / name)
    assert (treaty.id, treaty.title) == (id, title)
    assert str(treaty.articles[0].locator) == "1"


def test_an_id_that_is_given_is_kept(tmp_path: Path) -> None:
    """The caller knows best."""
    (tmp_path / "un_charter.txt").write_text(LAKE, encoding="utf-8")
    assert cd.read_treaty(tmp_path / "un_charter.txt", id="MINE").id == "MINE"


def test_facts_and_clauses_are_read_from_toml(tmp_path: Path) -> None:
    """A file of the shelf's form is read as such."""
    (tmp_path / "t.toml").write_text(
        'id = "T"\ntitle = "T"\n[[clause]]\nlocator = "1"\ntext = "Peace."\n', encoding="utf-8"
    )
    assert cd.read_treaty(tmp_path / "t.toml").clause("1").text == "Peace."


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """The refusal names the file."""
    with pytest.raises(cd.ClausediffError, match="does not exist"):
        cd.read_treaty(tmp_path / "none.txt")
