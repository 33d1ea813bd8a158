"""The report: how passages of several documents come together, with reference wording and without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clausediff as cd

LAKE = """Treaty on the Lake

Article 1
The Parties shall share the water of the Lake equally.

Article 2
Should either Party be attacked, the other Party shall immediately provide military assistance.
"""
REPORTS = {
    "A": "Article 2 of the Treaty on the Lake states that the other party “will immediately provide military "
    "assistance.” Nobody was surprised.",
    "B": "According to Article 2 of the Treaty on the Lake, “the other Party shall provide military "
    "assistance.”",
    "C": "The pact states that “in the event of an armed attack on one party the other party shall "
    "immediately provide military assistance by all means.”",
    "D": "The text of the pact says that “in case of armed aggression against one of the parties, the other "
    "shall provide military assistance without delay.”",
    "E": "“We are glad,” the minister said. It rained on the Lake.",
}


def documents(sigla: str) -> list[cd.Document]:
    """Return some of the reports."""
    return [cd.Document(siglum, REPORTS[siglum]) for siglum in sigla]


def members(report: cd.Report) -> list[list[str]]:
    """Return the documents in each family."""
    return [sorted(rendering.document for rendering in family.renderings) for family in report.families]


def test_passages_meet_at_the_clause_of_a_treaty_of_ones_own() -> None:
    """Both reports are compared with the article that they name."""
    treaty = cd.parse_treaty(LAKE, id="LAKE", title="Treaty on the Lake")
    report = cd.compare(documents("ABE"), [treaty])
    assert members(report) == [["A", "B"]]
    assert report.families[0].title == "Treaty on the Lake, Article 2"
    assert [witness.siglum for witness in report.families[0].references] == ["LAKE 2"]


def test_passages_meet_by_the_number_of_a_provision_that_nobody_holds() -> None:
    """Without the treaty's text the two are compared with each other."""
    report = cd.compare(documents("ABE"))
    assert members(report) == [["A", "B"]]
    assert report.families[0].references == ()
    assert len(report.families[0].diffs) == 1


def test_passages_meet_by_their_wording_where_no_treaty_is_named() -> None:
    """Two reports on a pact without a name say the same; what a minister says is no treaty."""
    report = cd.compare(documents("CDE"))
    assert members(report) == [["C", "D"]]
    assert report.families[0].clause is None


def test_the_order_of_the_reports_does_not_change_the_families() -> None:
    """Families hold the same passages, whichever report is read first."""
    assert sorted(members(cd.compare(documents("ABCDE")))) == sorted(members(cd.compare(documents("EDCBA"))))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Article 2 is identical to that of LAKE: “the other Party shall provide military assistance.”", 0),
        (
            "Article 2 of the Treaty on the Lake says: “Should either Party be attacked, the other Party may "
            "provide military assistance.” That is identical to Article 2 of the Treaty on the Sea.",
            1,
        ),
    ],
)
def test_a_claim_is_contradicted_only_by_a_comparison(text: str, count: int) -> None:
    """A claim is tested against the treaty that it names; without one there is nothing to test."""
    lake = cd.parse_treaty(LAKE, id="LAKE", title="Treaty on the Lake")
    sea = cd.parse_treaty(LAKE.replace("Lake", "Sea"), id="SEA", title="Treaty on the Sea")
    report = cd.compare([cd.Document("A", text)], [lake, sea])
    assert len([finding for finding in report.findings if finding.kind == "contradicted claim"]) == count


@pytest.mark.parametrize(
    ("quoted", "kinds"),
    [
        ("All Members shall refrain in their international relations from the threat or use of force", []),
        (
            "All Members may refrain in their international relations from the threat or use of force",
            ["modality"],
        ),
        ("All Members shall refrain … from the threat or use of force", []),
    ],
)
def test_words_that_are_not_the_clause_s_are_misquoted(quoted: str, kinds: list[str]) -> None:
    """An authentic text is to be quoted by the word; what is left out with a mark is not misquoted."""
    document = cd.Document("A", f"Article 2(4) of the UN Charter says: “{quoted}.”")
    report = cd.compare([document], cd.treaties("UN-CHARTER"))
    found = [finding.note for finding in report.findings if finding.kind == "misquotation"]
    assert len(found) == len(kinds)
    assert all(kind in note for kind, note in zip(kinds, found, strict=True))


@pytest.mark.parametrize(("number", "count"), [("1", 1), ("9", 1), ("2", 0)])
def test_words_of_another_article_than_named_are_reported(number: str, count: int) -> None:
    """Article 2 quoted as Article 1, or as one that does not exist."""
    words = "the other Party shall immediately provide military assistance"
    text = f"Article {number} of the Treaty on the Lake says “{words}”."
    report = cd.compare(
        [cd.Document("A", text)], [cd.parse_treaty(LAKE, id="LAKE", title="Treaty on the Lake")]
    )
    found = [finding for finding in report.findings if finding.kind == "wrong provision"]
    assert len(found) == count
    assert all("LAKE 2" in finding.note for finding in found)


@pytest.mark.parametrize(("verb", "count"), [("provide", 0), ("extend", 1)])
def test_another_translation_that_is_like_an_older_treaty_is_of_no_wrong_place(verb: str, count: int) -> None:
    """The clause of 2024 is known in one translation: only what stands word for word in 1961 is of 1961."""
    words = f"shall immediately {verb} military and other assistance with all the means at its disposal"
    text = f"Article 4 of the Comprehensive Strategic Partnership Treaty says each “{words}”."
    report = cd.compare([cd.Document("A", text)], cd.treaties("RU-KP-2024", "SU-KP-1961"))
    assert len([finding for finding in report.findings if finding.kind == "wrong provision"]) == count


def test_two_quotations_of_one_clause_that_differ_in_a_verb_are_incompatible() -> None:
    """Shall in one report, may in the other, though both leave out the same words."""
    text = (
        "Article 5 of the North Atlantic Treaty says: “an armed attack against one of them {} be considered”."
    )
    documents = [cd.Document("A", text.format("shall")), cd.Document("B", text.format("may"))]
    report = cd.compare(documents, cd.treaties("NAT-1949"))
    (found,) = [finding for finding in report.findings if finding.kind == "incompatible renderings"]
    assert "“shall”" in found.note
    assert "“may”" in found.note


def test_misuse_is_refused_before_it_fails_deep() -> None:
    """Each refusal says what was given and what to give."""
    document = cd.Document("A", "text")
    for documents, treaties, words in (
        ("text", (), "cd.read_all"),
        (document, (), "cd.read_all"),
        (["text"], (), "'text' is of type str"),
        ([document], ["NAT-1949"], "'NAT-1949' is of type str"),
        ([document], cd.treaties("NAT-1949")[0], "of type Treaty"),
        ([document, document], (), "the siglum 'A'"),
    ):
        with pytest.raises(cd.ClausediffError, match=words):
            cd.compare(documents, treaties)  # type: ignore[arg-type]


def test_another_translation_is_no_misquotation() -> None:
    """What a press agency put into English may be put otherwise."""
    document = cd.Document(
        "A", "Article 4 says: “the other side will at once give military and other assistance.”"
    )
    report = cd.compare([document], cd.treaties("RU-KP-2024"))
    assert not [finding for finding in report.findings if finding.kind == "misquotation"]


@given(st.lists(st.text() | st.sampled_from(sorted(REPORTS.values())), max_size=3))
def test_any_texts_make_a_report(texts: list[str]) -> None:
    """Whatever the documents hold, their report has them all and points into them."""
    given_documents = [cd.Document(str(number), text) for number, text in enumerate(texts)]
    report = cd.compare(given_documents)
    assert list(report.documents) == given_documents
    for family in report.families:
        for rendering in family.renderings:
            text = texts[int(rendering.document)]
            assert all(0 <= span.start <= span.end <= len(text) for span in rendering.spans)
