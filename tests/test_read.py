"""Reading: what comes out, what is said about it, and what is refused in which words."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausediff.documents.extract import docx_text, html_text
from clausediff.documents.read import MAX_BYTES, decode, read, read_all
from clausediff.model import ClausediffError

SEEDS = Path(__file__).parents[1] / "seeds"


def _docx(body: str) -> bytes:
    archive = io.BytesIO()
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(
            "word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
        )
    return archive.getvalue()


def test_a_seed_is_kept_as_it_was_written() -> None:
    """The text is the file's own, line ends and all."""
    path = SEEDS / "003_b8441e6d0dfee939.txt"
    assert read(path).text == path.read_bytes().decode("utf-8")


def test_the_title_is_the_first_line_with_words(tmp_path: Path) -> None:
    """Blank lines before the title are not the title."""
    (tmp_path / "a.txt").write_text("\n \nPact signed\nText.", encoding="utf-8")
    assert read(tmp_path / "a.txt").title == "Pact signed"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_obeyed_and_left_out(tmp_path: Path, encoding: str) -> None:
    """Text with a byte order mark decodes to the same text."""
    (tmp_path / "a.txt").write_bytes("“all means”".encode(encoding))
    assert read(tmp_path / "a.txt").text == "“all means”"


def test_windows_1252_is_read_and_named() -> None:
    """A file that is not UTF-8 is read, and its notes name the fallback and the byte."""
    text, notes = decode("he said “no”".encode("cp1252"), "a.txt")
    assert text == "he said “no”"
    assert "byte 8" in notes[0]
    assert "Windows-1252" in notes[0]


def test_a_named_encoding_is_used() -> None:
    """KOI8-R cannot be guessed, but it can be named."""
    assert decode("Статья 4".encode("koi8-r"), "a.txt", "koi8-r")[0] == "Статья 4"


@pytest.mark.parametrize(
    ("data", "encoding", "words"),
    [
        (b"a\x00b", None, "offset 1"),
        (b"caf\xe9 \x81", None, "neither UTF-8 (byte 3) nor Windows-1252"),
        (b"caf\xe9", "ascii", "byte 3"),
        (b"text", "no-such", "'no-such' is no encoding"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_the_offset(
    data: bytes, encoding: str | None, words: str
) -> None:
    """The refusal names the file, the byte and what to do."""
    with pytest.raises(ClausediffError) as caught:
        decode(data, "a.txt", encoding)
    assert words in str(caught.value)


@given(st.text())
def test_utf_8_round_trips(text: str) -> None:
    """What encodes as UTF-8 decodes to itself, without a note (zero bytes apart)."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return
    if b"\0" not in data and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert decode(data, "x") == (text, ())


@given(st.binary())
def test_any_bytes_decode_or_are_refused_in_one_sentence(data: bytes) -> None:
    """No bytes raise anything but a ClausediffError."""
    with contextlib.suppress(ClausediffError):
        assert isinstance(decode(data, "x")[0], str)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "does not exist"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b" \n "), "no words"),
        (lambda path: path.mkdir(), "is a folder"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, make: object, words: str) -> None:
    """A missing, empty, blank file or a folder each gets its sentence."""
    make(tmp_path / "a.txt")  # type: ignore[operator]
    with pytest.raises(ClausediffError, match=words):
        read(tmp_path / "a.txt")


def test_a_file_of_50_mb_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    """The limit is named in the refusal."""
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ClausediffError, match=f"larger than {MAX_BYTES // 1_000_000} MB"):
        read(tmp_path / "big.txt")


def test_one_bad_file_does_not_hide_the_good_ones(tmp_path: Path) -> None:
    """The others are read, the bad one is returned as an error."""
    (tmp_path / "a.txt").write_text("Pact", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    documents, problems = read_all([tmp_path, tmp_path / "none.txt"])
    assert [document.text for document in documents] == ["Pact"]
    assert ["is empty" in str(problems[0]), "does not exist" in str(problems[1])] == [True, True]


def test_a_folder_without_texts_is_an_error(tmp_path: Path) -> None:
    """The error names what was looked for."""
    _, problems = read_all([tmp_path])
    assert ".txt" in str(problems[0])


def test_sigla_are_cut_where_they_still_differ() -> None:
    """The five seeds are told apart by their numbers."""
    documents, _ = read_all([SEEDS])
    assert [document.siglum for document in documents] == ["000", "001", "002", "003", "004"]


def test_files_of_one_name_get_different_sigla(tmp_path: Path) -> None:
    """Two reports named alike in two folders stay two witnesses."""
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(folder, encoding="utf-8")
    documents, _ = read_all([tmp_path])
    assert [document.siglum for document in documents] == ["report", "report-2"]


def test_a_word_file_is_read_with_its_changes_accepted_or_rejected() -> None:
    """Tracked insertions are neither lost nor doubled."""
    data = _docx(
        "<w:p><w:r><w:t>The Parties </w:t></w:r>"
        "<w:del><w:r><w:delText>will</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>shall</w:t></w:r></w:ins><w:r><w:t> act.</w:t></w:r></w:p><w:p/>"
    )
    assert docx_text(data, "a.docx")[0] == "The Parties shall act.\n"
    assert docx_text(data, "a.docx", revisions="original")[0] == "The Parties will act.\n"
    assert "tracked changes" in docx_text(data, "a.docx")[1][0]


@pytest.mark.parametrize("data", [b"no zip", _docx("<w:p>")[:60], _docx("<w:p>")])
def test_a_broken_word_file_is_refused(data: bytes) -> None:
    """Cut short, unbalanced, or no archive at all."""
    with pytest.raises(ClausediffError, match="DOCX"):
        docx_text(data, "a.docx")


def test_a_page_without_the_extra_is_read_by_the_standard_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Menus and scripts stay out, paragraphs stay apart, entities are resolved."""
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    page = (
        b"<html><head><title>T</title><body><nav>Menu</nav><p>Article&nbsp;4 &amp; 5</p>"
        b"<script>x</script><p>Kim said</p>"
    )
    text, notes = html_text(page, "a.html")
    assert text == "Article 4 & 5\n\nKim said"
    assert "clausediff[html]" in notes[0]
