"""The command line as its users run it: in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[1] / "seeds"
BASE = "The Parties shall act immediately.\n"
OTHER = "The Parties will act immediately.\n"


def run(*arguments: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line; a traceback is a failure of every test."""
    done = subprocess.run(
        [sys.executable, "-m", "clausediff", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )
    stdout, stderr = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in stderr, stderr
    return subprocess.CompletedProcess(done.args, done.returncode, stdout, stderr)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two texts that differ in one word."""
    (tmp_path / "base.txt").write_text(BASE, encoding="utf-8")
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path / "base.txt", tmp_path / "other.txt"


def test_a_diff_names_the_change(pair: tuple[Path, Path]) -> None:
    """The one change is shown with its category, and is no failure."""
    done = run("diff", *pair)
    assert done.returncode == 0
    assert "shall" in done.stdout
    assert "will" in done.stdout
    assert "modality" in done.stdout


@pytest.mark.parametrize(("other", "status"), [("other.txt", 1), ("base.txt", 0)])
def test_exit_code_says_whether_there_are_differences(
    pair: tuple[Path, Path], other: str, status: int
) -> None:
    """As in git: 1 where the texts differ, 0 where they do not."""
    assert run("diff", "--exit-code", pair[0], pair[0].with_name(other)).returncode == status


@pytest.mark.parametrize("suffix", ["html", "md", "json", "docx", "txt"])
def test_the_ending_of_the_output_file_chooses_the_format(pair: tuple[Path, Path], suffix: str) -> None:
    """The file is there, is of the form its name says, and nothing is left beside it."""
    target = pair[0].with_name(f"out.{suffix}")
    assert run("diff", *pair, "-o", target).returncode == 0
    starts = {"html": b"<!doctype html>", "json": b"{", "docx": b"pk"}
    assert target.read_bytes().lower().startswith(starts.get(suffix, b""))
    assert b"shall" in target.read_bytes() or suffix == "docx"
    assert sorted(path.name for path in target.parent.iterdir()) == sorted(
        ["base.txt", "other.txt", target.name]
    )


def test_standard_input_is_a_text_like_any_other() -> None:
    """`-` reads standard input."""
    done = run("quotes", "-", "--format", "json", stdin="He said, “We shall sign.”".encode())
    assert done.returncode == 0
    assert "We shall sign" in done.stdout
    assert json.loads(done.stdout)


def test_no_colour_reaches_a_pipe_unless_asked_for(pair: tuple[Path, Path]) -> None:
    """Escapes are for terminals."""
    assert "\x1b" not in run("diff", *pair).stdout
    assert "\x1b" in run("diff", *pair, "--color", "always").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("compare", "no-such-folder"), "no-such-folder does not exist"),
        (("diff", "no-a.txt", "no-b.txt"), "no-a.txt does not exist"),
        (("compare", str(SEEDS), "--treaty", "NO-SUCH"), "NO-SUCH"),
        (("compare", str(SEEDS), "--against", "no-treaty.txt"), "no-treaty.txt does not exist"),
        (("compare", str(SEEDS), "-o", "no-folder/page.html"), "cannot be written"),
        (("compare", str(SEEDS), "--format", "pdf"), "invalid choice"),
        (("quotes", "-", "--format", "docx"), "docx"),
        (("quotes", str(SEEDS), "-o", "out.pdf"), "out.pdf ends in .pdf"),
        (("diff", "a", "b", "--date", "2026-13-01"), "'2026-13-01' is no date"),
    ],
)
def test_misuse_is_one_sentence_and_status_2(arguments: tuple[str, ...], words: str) -> None:
    """The sentence names the value; there is no traceback."""
    done = run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr


@pytest.mark.parametrize("data", [b"", b"a\x00b", b"caf\xe9 \x81", b"x" * 20_000_001])
def test_a_bad_file_is_reported_and_the_others_are_worked_on(tmp_path: Path, data: bytes) -> None:
    """The good report is compared, the bad one is named, the status tells."""
    (tmp_path / "bad.txt").write_bytes(data)
    (tmp_path / "good.txt").write_text("Article 5 of the UN Charter says “no”.", encoding="utf-8")
    done = run("quotes", tmp_path)
    assert done.returncode == 2
    assert "bad.txt" in done.stderr
    assert "no" in done.stdout


def test_a_folder_without_texts_says_what_it_looked_for(tmp_path: Path) -> None:
    """An empty folder is no comparison."""
    done = run("compare", tmp_path)
    assert done.returncode == 2
    assert ".txt" in done.stderr


def test_nothing_is_half_written(tmp_path: Path) -> None:
    """Where the work fails, an older output file stays as it was."""
    (tmp_path / "page.html").write_text("old", encoding="utf-8")
    assert run("compare", tmp_path / "none", "-o", tmp_path / "page.html").returncode == 2
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == "old"


def test_a_treaty_text_of_ones_own_is_compared_with(tmp_path: Path) -> None:
    """A report on an invented treaty is bound to the text that the caller brings."""
    (tmp_path / "treaty.txt").write_text(
        "Treaty on the Lake\n\nArticle 1\n\nThe Parties shall share the water of the Lake equally.\n\n"
        "Article 2\n\nThe Parties shall build no dam on the Lake without the consent of the other Party.\n",
        encoding="utf-8",
    )
    (tmp_path / "report.txt").write_text(
        "Article 2 of the Treaty on the Lake states that the countries “will build no dam on the Lake "
        "without the consent of the other Party.”",
        encoding="utf-8",
    )
    done = run("compare", tmp_path / "report.txt", "--against", tmp_path / "treaty.txt", "--format", "json")
    report = json.loads(done.stdout)
    (family,) = report["families"]
    assert family["title"].endswith(" 2")
    assert any(edit["category"] == "modality" for d in family["diffs"] for edit in d["edits"])


def test_a_place_of_a_treaty_is_printed(tmp_path: Path) -> None:
    """The words of one article, and nothing else."""
    (tmp_path / "t.txt").write_text("Article 1\n\nPeace.\n\nArticle 2\n\nTrade.\n", encoding="utf-8")
    assert run("treaty", tmp_path / "t.txt", "--locator", "2").stdout.strip().endswith("Trade.")
    assert run("treaty", tmp_path / "t.txt", "--locator", "9").returncode == 2


def test_a_library_of_treaties_is_made_searched_and_compared_with(tmp_path: Path) -> None:
    """Treaties are added by name, found by their words, used in a comparison, and taken out."""
    shelf, lake, sea = tmp_path / "shelf.db", tmp_path / "lake.txt", tmp_path / "sea.txt"
    lake.write_text(
        "Treaty on the Lake\n\nArticle 1\n\nThe Parties shall share the water.\n", encoding="utf-8"
    )
    sea.write_text("Treaty on the Sea\n\nArticle 1\n\nThe Parties shall catch no whales.\n", encoding="utf-8")
    report = tmp_path / "report.txt"
    report.write_text(
        "Article 1 of the Treaty on the Sea says: “The Parties shall catch no whales.”", encoding="utf-8"
    )
    assert (
        run("library", "add", lake, f"SEA={sea}", tmp_path / "none.txt", "--library", shelf).returncode == 2
    )
    assert run("library", "list", "--library", shelf).stdout.split("\n")[0] == "SEA  Treaty on the Sea"
    assert "lake 1" in run("library", "search", "share the water", "--library", shelf).stdout
    compared = json.loads(run("compare", report, "--library", shelf, "--format", "json").stdout)
    assert [family["title"] for family in compared["families"]] == ["Treaty on the Sea, Article 1"]
    assert run("library", "remove", "SEA", "--library", shelf).returncode == 0
    assert "SEA" not in run("library", "list", "--library", shelf).stdout
    assert run("library", "list", "--library", tmp_path / "none.db").returncode == 2
    assert not (tmp_path / "none.db").exists()


def test_help_teaches_by_example() -> None:
    """The help shows commands one can type, and what the exit status means."""
    done = run("--help")
    assert done.returncode == 0
    assert "clausediff compare seeds" in done.stdout
    assert "exit status" in done.stdout
