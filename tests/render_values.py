"""Values for the tests of the faces, built by hand or drawn by hypothesis."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import strategies as st

from clausediff.locator import Locator
from clausediff.model import (
    Clause,
    ClauseDiff,
    ClausePair,
    Collation,
    Document,
    Edit,
    Evidence,
    Excerpt,
    Family,
    Finding,
    Instrument,
    Passages,
    Quote,
    Reference,
    Rendering,
    Report,
    Row,
    Run,
    Span,
    Speaker,
    Token,
    Treaty,
    TreatyDiff,
    Verification,
    Witness,
)

OLD = (
    "Should either of the Parties suffer armed attack by any State and thus find itself in a state of war, "
    "the other Party shall immediately extend military and other assistance with all the means at its "
    "disposal."
)
NEW = (
    "In case any one of the two sides is put in a state of war by an armed invasion from a single state, "
    "the other side shall provide military and other assistance with all means in its possession without "
    "delay in accordance with Article 51 of the UN Charter and the laws of both."
)
HOSTILE = (
    '<script>alert("x")</script> & <b>bold</b> | [link](http://x.test) `code` {++ins++} =1+1 \x1b[31m \u202e'
)


def witness_of(siglum: str, text: str) -> Witness:
    """Cut a text at white space, and off punctuation, into tokens."""
    tokens, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(Token(word, word.casefold(), Span(start, at)))
    return Witness(siglum, text, tuple(tokens))


def diff_of(base: Witness, other: Witness, categories: tuple[str, ...] = ("wording",)) -> ClauseDiff:
    """Compare two witnesses word by word; the categories are dealt out in turn."""
    matcher = SequenceMatcher(
        None, [token.key for token in base.tokens], [token.key for token in other.tokens], autojunk=False
    )
    effects = ("substantive", "neutral", "depends", "unknown")
    edits = []
    for number, (op, i, j, k, m) in enumerate(matcher.get_opcodes()):
        here, there = Run(i, j), Run(k, m)
        category = "" if op == "equal" else categories[number % len(categories)]
        effect = "neutral" if op == "equal" else effects[number % len(effects)]
        note = "" if op == "equal" else f"a note on <{op}>"
        edits.append(
            Edit(op, here, there, base.phrase(here), other.phrase(there), category, effect, note)  # type: ignore[arg-type]
        )
    return ClauseDiff(base, other, tuple(edits))


def with_moves(diff: ClauseDiff) -> ClauseDiff:
    """Call the first deletion and the first insertion of a diff a move."""
    edits, left, arrived = list(diff.edits), None, None
    for number, edit in enumerate(edits):
        if edit.op == "delete" and left is None:
            left = number
        if edit.op == "insert" and arrived is None:
            arrived = number
    if left is not None and arrived is not None:
        for number in (left, arrived):
            edit = edits[number]
            edits[number] = Edit(
                "move", edit.base, edit.other, edit.base_text, edit.other_text, "order", "neutral", "moved", 1
            )
    return ClauseDiff(diff.base, diff.other, tuple(edits))


def collation_of(witnesses: tuple[Witness, ...]) -> Collation:
    """Set witnesses side by side by their place in the text, which is good enough to show."""
    longest = max((len(witness.tokens) for witness in witnesses), default=0)
    rows = tuple(
        Row(tuple(Run(min(i, len(w.tokens)), min(i + 1, len(w.tokens))) for w in witnesses))
        for i in range(longest)
    )
    return Collation(witnesses, rows)


def report_of(documents: int = 2, clauses: int = 2, wording: tuple[str, str] = (OLD, NEW)) -> Report:
    """Make a report in which every document quotes a variant of every clause."""
    texts = tuple(_document(number, clauses, wording[1]) for number in range(documents))
    treaty_text = "\n\n".join(f"Article {number + 1}\n\n{wording[0]}" for number in range(clauses))
    found, at = [], 0
    for number in range(clauses):
        at = treaty_text.index(wording[0], at)
        place = Locator.parse(str(number + 1))
        found.append(Clause("XX-1961", place, wording[0], Span(at, at + len(wording[0]))))
        at += 1
    treaty = Treaty("XX-1961", "A <Treaty>", treaty_text, tuple(found), ("A", "B"), source="Series, vol. 1")
    families = tuple(_family(clause, texts) for clause in found)
    reference = Reference("Article 51", Span(0, 10), Instrument("UN-CHARTER", "Charter"), Locator.parse("51"))
    findings = (
        Finding(
            "misnamed provision",
            "“Paragraph 4” is Article 4 & not a paragraph",
            texts[0].siglum,
            (Span(0, 8),),
        ),
        Finding("contradicted claim", "two differences, not one"),
    )
    return Report(texts, (treaty,), families, ((texts[0].siglum, reference),), findings)


def passages_of() -> Passages:
    """Make one document with one of everything that is found in documents."""
    text = 'Mr. <Kim> said: "armed attack" is the so-called "aggression" of Article 51.'
    speaker = Speaker("Mr. <Kim>", Span(0, 9), "person")
    said = Excerpt("said", Span(10, 14))
    return Passages(
        Document("A", text, "A title", "a source", ("read as UTF-8",)),
        (
            Quote("armed attack", Span(17, 29), Span(16, 30), "quotation", speaker, said),
            Quote("aggression", Span(49, 59), Span(48, 60), "mention"),
            Reference("Article 51", Span(64, 74), None, Locator.parse("51")),
        ),
    )


def versions_of() -> TreatyDiff:
    """Pair two versions of a treaty: one provision renumbered, one gone, one new."""
    base, other = report_of(1, 2).treaties[0], report_of(1, 3).treaties[0]
    pair = ClausePair((base.clauses[0],), (other.clauses[1],), 0.9, is_moved=True)
    return TreatyDiff(base, other, (pair,), (other.clauses[2],), (base.clauses[1],))


def verification_of() -> Verification:
    """Judge a quotation that was altered."""
    clause = report_of().treaties[0].clauses[0]
    diff = diff_of(witness_of("clause", "shall <aid>"), witness_of("quotation", "will <aid>"), ("modality",))
    return Verification(
        "altered", "shall became <will>", clause, diff, (Finding("altered", "a <word> differs"),)
    )


def _document(number: int, clauses: int, wording: str) -> Document:
    words = wording.split(" ")
    quoted = " ".join([*words[:number], f"variant{number}", *words[number:]])
    text = f"Report {number} says {HOSTILE}:\n\n" + "\n\n".join(
        f"Clause {i + 1}: “{quoted}”" for i in range(clauses)
    )
    return Document(f"report {number}", text, f"Report <{number}>", f"https://example.org/{number}?a=1&b=2")


def _family(clause: Clause, documents: tuple[Document, ...]) -> Family:
    reference = witness_of(str(clause), clause.text)
    renderings, witnesses = [], []
    for document in documents:
        start = document.text.index("“", document.text.index(f"Clause {clause.locator}:")) + 1
        span = Span(start, document.text.index("”", start))
        named = Evidence("locator", f"names clause {clause.locator}", Span(start - 10, start - 1))
        renderings.append(Rendering(document.siglum, (span,), clause, "quoted", 0.93, (named,)))
        witnesses.append(witness_of(document.siglum, span.of(document.text)))
    categories = ("modality", "legal basis", "domestic law", "wording", "trigger")
    diffs = [diff_of(reference, witness, categories) for witness in witnesses]
    diffs += [diff_of(witnesses[0], witness, categories) for witness in witnesses[1:]]
    collation = collation_of((reference, *witnesses))
    return Family(
        str(clause), clause, tuple(renderings), (reference,), tuple(witnesses), tuple(diffs), collation
    )


MARKS = ["[-x-]", "{+y+}", "<~z~>", "조약", "第四条", "معاهدة", "<ins>", "a|b", "\\", "*", "_", "&", "\n\n"]
WORDS = "shall will armed attack the Parties, of war; State".split()  # noqa: SIM905
TREATY_WORDS = st.lists(st.sampled_from(WORDS + MARKS), max_size=14).map(" ".join)


@st.composite
def diffs(draw: st.DrawFn) -> ClauseDiff:
    """Draw two texts, treaty-like or wild, and a comparison of them, sometimes with a move."""
    texts = st.one_of(TREATY_WORDS, st.text(max_size=40))
    base = draw(texts)
    other = draw(st.one_of(texts, st.just(base), st.just(base.upper())))
    found = diff_of(witness_of("base", base), witness_of("other", other), ("wording", "modality"))
    return with_moves(found) if draw(st.booleans()) else found


@st.composite
def collations(draw: st.DrawFn) -> Collation:
    """Draw up to four witnesses in rows."""
    texts = draw(st.lists(st.one_of(TREATY_WORDS, st.text(max_size=20)), min_size=1, max_size=4))
    return collation_of(tuple(witness_of(f"W{i}", text) for i, text in enumerate(texts)))
