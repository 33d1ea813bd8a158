"""The main job, end to end: the five reports in `seeds`, against what a person reads in them."""

import json
import re
from pathlib import Path

import pytest

import clausediff as cd

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def report() -> cd.Report:
    """The five reports against the shipped treaties that they speak of."""
    documents, problems = cd.read_all([SEEDS])
    assert not problems
    return cd.compare(documents, cd.mentioned(documents, cd.treaties()))


def family(report: cd.Report, clause: str) -> cd.Family:
    """Return the family of a clause."""
    return next(found for found in report.families if str(found.clause) == clause)


def findings(report: cd.Report, kind: str) -> list[cd.Finding]:
    """Return the findings of one kind."""
    return [finding for finding in report.findings if finding.kind == kind]


def test_every_marked_quotation_is_found_with_exact_offsets(report: cd.Report) -> None:
    """Whatever stands between two double marks of one line is a quotation or a mention, to the letter."""
    pairs = re.compile(r"“([^“”\n]*)[”\"]|\"([^\"\n]*)\"")
    for document in report.documents:
        found = {(quote.span.start, quote.span.end) for quote in cd.find_quotes(document.text)}
        marked = {match.span(match.lastindex or 0) for match in pairs.finditer(document.text)}
        assert marked <= found, document.siglum


def test_the_treaties_spoken_of_are_known_by_their_several_names(report: cd.Report) -> None:
    """The treaties of 2024, 2000 and 1961 and the Charter; no other treaty of the shelf."""
    assert {treaty.id for treaty in report.treaties} == {
        "RU-KP-2024",
        "RU-KP-2000",
        "SU-KP-1961",
        "UN-CHARTER",
    }


def test_all_reports_render_article_4(report: cd.Report) -> None:
    """Each of the five renders the defence clause, two of them in quoted wording."""
    found = family(report, "RU-KP-2024 4").renderings
    assert {rendering.document for rendering in found} == {"000", "001", "002", "003", "004"}
    assert {rendering.document for rendering in found if rendering.manner == "quoted"} == {"000", "001"}
    assert {rendering.document for rendering in found if rendering.manner == "glossed"} == {"001", "004"}


def test_no_other_clause_is_rendered(report: cd.Report) -> None:
    """Consultations (Article 3) and self-defence (Article 51) are; nothing else is."""
    assert {str(found.clause) for found in report.families} == {
        "RU-KP-2024 4",
        "RU-KP-2024 3",
        "UN-CHARTER 51",
    }


def test_the_clause_of_1961_stands_beside_that_of_2024(report: cd.Report) -> None:
    """Its second paragraph is the counterpart; the Charter has none."""
    assert [str(clause) for clause in family(report, "RU-KP-2024 4").clauses] == [
        "RU-KP-2024 4",
        "SU-KP-1961 1(2)",
    ]


def test_each_passage_is_compared_with_each_reference_and_the_fullest_quotation(report: cd.Report) -> None:
    """The first report's quotation is the fullest; it is the base of the comparisons among reports."""
    found = family(report, "RU-KP-2024 4")
    (fullest,) = {diff.base.siglum for diff in found.diffs} - {"RU-KP-2024 4", "SU-KP-1961 1(2)"}
    assert fullest == "000"
    for witness in found.witnesses:
        bases = {diff.base.siglum for diff in found.diffs if diff.other is witness}
        assert bases | {witness.siglum} >= {"RU-KP-2024 4", "SU-KP-1961 1(2)", "000"}


def test_the_reference_to_article_51_is_an_addition_of_its_own(report: cd.Report) -> None:
    """Against 1961 the first report adds the Charter and, apart from it, domestic law; shall became will."""
    found = family(report, "RU-KP-2024 4")
    (compared,) = [d for d in found.diffs if d.base.siglum == "SU-KP-1961 1(2)" and d.other.siglum == "000"]
    added = {edit.category: edit.other_text for edit in compared.changes if edit.op == "insert"}
    assert added["legal basis"] == "in accordance with Article 51 of the UN Charter"
    assert added["domestic law"].startswith("and in accordance with the legislation of the Democratic")
    replaced = {(edit.base_text, edit.other_text): edit for edit in compared.changes if edit.op == "replace"}
    assert replaced["shall", "will"].category == "modality"
    assert ("extend", "provide") in replaced


def test_a_paragraph_that_is_an_article_is_reported(report: cd.Report) -> None:
    """The first report calls Article 4 “Paragraph 4”; nobody else misnames anything."""
    (finding,) = findings(report, "misnamed provision")
    assert finding.document == "000"
    assert "Paragraph 4" in finding.note
    assert "Article 4" in finding.note


def test_the_claim_of_one_exception_is_contradicted(report: cd.Report) -> None:
    """The report names the Charter as the only exception; its own wording adds domestic law, too."""
    (finding,) = findings(report, "contradicted claim")
    assert finding.document == "000"
    assert "the reference to the UN Charter" in finding.note
    assert "legislation of the Democratic People's Republic of Korea" in finding.note
    assert "Article 51" not in finding.note


def test_quotations_that_cannot_both_be_the_text_are_reported(report: cd.Report) -> None:
    """Two reports quote one clause, with will and shall, with attack and aggression."""
    notes = " ".join(finding.note for finding in findings(report, "incompatible renderings"))
    assert "“will”" in notes
    assert "“shall”" in notes
    assert "“armed attack”" in notes
    assert "“armed aggression”" in notes


def test_the_mark_that_never_closes_is_reported(report: cd.Report) -> None:
    """The heading of the comments in the second report opens a quotation and does not close it."""
    (finding,) = findings(report, "unclosed quotation")
    assert finding.document == "001"


def test_every_offset_points_into_the_untouched_reports(report: cd.Report) -> None:
    """Renderings, their evidence, references and findings cut words out of their report."""
    texts = {document.siglum: document.text for document in report.documents}
    for found in report.families:
        for rendering, witness in zip(found.renderings, found.witnesses, strict=True):
            pieces = [span.of(texts[rendering.document]) for span in rendering.spans]
            assert " … ".join(pieces) == witness.text
    for siglum, reference in report.references:
        assert reference.span.of(texts[siglum]) == reference.text


def test_without_any_treaty_the_passages_are_still_grouped() -> None:
    """The quotations of Article 4 in two reports meet by its number."""
    documents, _ = cd.read_all([SEEDS])
    found = cd.compare(documents).families[0]
    assert {"000", "001"} <= {rendering.document for rendering in found.renderings}
    assert found.references == ()
    assert found.diffs


def test_all_faces_show_the_report(report: cd.Report) -> None:
    """Terminal, page, Markdown and JSON hold the clauses, the findings and the words."""
    for face in (cd.render.terminal, cd.render.html, cd.render.markdown, cd.render.json):
        shown = face(report)
        assert "misnamed provision" in shown
        assert "SU-KP-1961 1(2)" in shown
        assert "coalition" in shown


def test_the_json_is_valid_and_reads_back(report: cd.Report) -> None:
    """The published schema holds, and the report comes back as the same value."""
    jsonschema = pytest.importorskip("jsonschema")
    from clausediff.tables import DATA

    shown = cd.render.json(report)
    jsonschema.validate(
        json.loads(shown), json.loads((DATA / "report.schema.json").read_text(encoding="utf-8"))
    )
    assert cd.render.from_json(shown) == report
