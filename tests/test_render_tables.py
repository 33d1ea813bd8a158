"""Records, comma-separated text and TEI: the words come back, and tools accept them."""

from __future__ import annotations

import csv as standard
import io
from xml.etree import ElementTree

from hypothesis import given
from render_values import collation_of, collations, diff_of, diffs, passages_of, report_of, witness_of

from clausediff.model import ClauseDiff, Collation, Finding, Row, Run
from clausediff.render import csv, records, tei
from clausediff.render.pieces import carried, inline, pieces
from clausediff.render.segments import bands, reading_order, segments

T = "{http://www.tei-c.org/ns/1.0}"


def text_of(page: str, number: int) -> str:
    """Take one witness's text out of a TEI apparatus."""
    root = ElementTree.fromstring(page.encode())
    paragraph = root.find(f"{T}text/{T}body/{T}p")
    assert paragraph is not None
    parts: list[tuple[int, str]] = [(0, paragraph.text or "")]
    for app in paragraph:
        for reading in app:
            if f"#w{number}" in (reading.get("wit") or "").split():
                parts.append((int(reading.get("n") or 0), reading.text or ""))
        parts.append((0, app.tail or ""))
    if any(reading.get("n") for reading in paragraph.iter(f"{T}rdg")):
        parts.sort(key=lambda part: part[0])
    return "".join(text for _, text in parts)


@given(diffs())
def test_pieces_are_the_witnesses(diff: ClauseDiff) -> None:
    """What every face prints is the witness's text, to the character."""
    assert "".join(piece.base.text for piece in pieces(diff)) == diff.base.text
    assert "".join(piece.other.text for piece in pieces(diff)) == diff.other.text
    assert "".join(stretch.base for stretch in inline(diff)) == diff.base.text
    assert "".join(stretch.other for stretch in inline(diff)) == diff.other.text


@given(collations())
def test_segments_are_the_witnesses(collation: Collation) -> None:
    """Joining rows loses no word of any witness."""
    for index, witness in enumerate(collation.witnesses):
        cells = [segment.cells[index] for segment in segments(collation)]
        assert "".join(cell.words.text for cell in cells) == (witness.text if witness.tokens else "")


def test_rows_stand_in_the_order_of_the_first_witness() -> None:
    """What it lacks follows the row before it in the next witness; what comes earlier there is moved."""
    witnesses = (witness_of("A", "a state of war"), witness_of("B", "thus war a state"))
    rows = (
        Row((Run(0, 0), Run(0, 1))),
        Row((Run(3, 4), Run(1, 2)), is_moved=True),
        Row((Run(0, 2), Run(2, 4))),
        Row((Run(2, 3), Run(0, 0))),
    )
    collation = Collation(witnesses, rows)
    assert reading_order(collation) == (rows[0], rows[2], rows[3], rows[1])
    assert [[cell.is_moved for cell in segment.cells] for segment in segments(collation)] == [
        [False, False],
        [False, False],
        [False, False],
        [False, True],
    ]


def test_many_witnesses_stand_in_several_tables() -> None:
    """The first is in each to compare with; a row that only it would fill is left out below the first."""
    witnesses = (witness_of("A", "aid at once"), witness_of("B", "aid"), witness_of("C", "once"))
    rows = (
        Row((Run(0, 1), Run(0, 1), Run(0, 0))),
        Row((Run(1, 2), Run(1, 1), Run(0, 0))),
        Row((Run(2, 3), Run(1, 1), Run(0, 1))),
    )
    first, second = bands(Collation(witnesses, rows), 2)
    assert [witness.siglum for witness in (*first.witnesses, *second.witnesses)] == ["A", "B", "A", "C"]
    assert len(first.rows) == 3
    assert second.rows == (Row((Run(2, 3), Run(0, 1))),)


@given(collations())
def test_every_witness_comes_out_of_the_apparatus(collation: Collation) -> None:
    """A parser takes each witness's own text out of the TEI document."""
    page = tei(collation)
    for number, witness in enumerate(collation.witnesses, 1):
        assert text_of(page, number) == carried(witness.text)


def test_a_moved_row_keeps_its_place_in_each_witness() -> None:
    """Where words stand in another order, `n` restores it."""
    witnesses = (witness_of("A", "aid at once"), witness_of("B", "at once aid"))
    moved = Row((Run(0, 1), Run(2, 3)), is_moved=True)
    page = tei(Collation(witnesses, (moved, Row((Run(1, 3), Run(0, 2))))))
    assert [text_of(page, 1), text_of(page, 2)] == ["aid at once", "at once aid"]


@given(diffs())
def test_a_record_points_at_its_words(diff: ClauseDiff) -> None:
    """Offsets are code points of the witness's text."""
    for record in records(diff):
        assert diff.base.text[record["base_start"] : record["base_end"]] == record["base_text"]
        assert diff.other.text[record["other_start"] : record["other_end"]] == record["other_text"]


def test_a_report_gives_one_record_for_each_change() -> None:
    """With the clause and both witnesses named."""
    report = report_of()
    found = records(report)
    assert len(found) == sum(len(diff.changes) for family in report.families for diff in family.diffs)
    assert {record["clause"] for record in found} == {"XX-1961 1", "XX-1961 2"}
    assert set(found[0]) == set(found[-1])


def test_a_collation_gives_a_column_for_each_witness() -> None:
    """A witness that has nothing has None, not an empty string."""
    collation = collation_of((witness_of("A", "armed attack"), witness_of("B", "armed")))
    assert records(collation) == [
        {"segment": 0, "readings": "aa", "A": "armed", "B": "armed"},
        {"segment": 1, "readings": "a-", "A": "attack", "B": None},
    ]


def test_passages_and_treaties_have_records() -> None:
    """Place, words and kind of each."""
    quotation, mention, reference = records(passages_of())
    assert (quotation["start"], quotation["end"], quotation["speaker"]) == (17, 29, "Mr. <Kim>")
    assert mention["kind"] == "mention"
    assert reference["locator"] == "51"
    assert [record["locator"] for record in records(report_of().treaties)] == ["1", "2"]


def test_comma_separated_text_reads_back() -> None:
    """Line breaks, commas and marks survive; a number stays a number."""
    diff = diff_of(witness_of("A", 'one,"two" three'), witness_of("B", "four"))
    rows = list(standard.DictReader(io.StringIO(csv(diff))))
    assert rows[0]["base_text"] == 'one,"two" three'
    assert rows[0]["base_start"] == "0"


def test_a_formula_in_a_report_is_not_run() -> None:
    """A spreadsheet shows the text instead; the records keep it as it is."""
    finding = Finding("k", '=HYPERLINK("http://x.test")')
    assert "'=HYPERLINK" in csv(finding)
    assert records(finding)[0]["note"].startswith("=")
