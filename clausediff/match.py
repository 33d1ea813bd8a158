"""documents + treaties -> renderings: which clause each passage renders, why, and how sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clausediff.evidence import Case, Question, rarity, weigh
from clausediff.model import Clause, Document, Rendering, Span, Treaty
from clausediff.narrow import narrow
from clausediff.passages import find_passages, read_document
from clausediff.sources import find_origin

_ENOUGH = 0.5
_TIED = 0.05


def find_renderings(document: Document, treaties: Sequence[Treaty]) -> tuple[Rendering, ...]:
    """
    Find the passages of a document that render clauses of these treaties, in the order of the text.

    References, the treaty in context and the slots of the lexicon decide; likeness of wording alone
    binds only what is nearly verbatim. A clause whose number is given but whose text no treaty holds
    yields a rendering of a clause without text.
    """
    reading = read_document(document)
    clauses = [clause for treaty in treaties for clause in treaty.clauses]
    weights = rarity(clauses)
    found: list[Rendering] = []
    for passage in find_passages(reading):
        question = Question(reading, passage, find_origin(reading, passage), weights)
        found.extend(_bind(question, clauses))
    return tuple(sorted(_without_overlaps(found), key=lambda rendering: rendering.spans))


def _bind(question: Question, clauses: Sequence[Clause]) -> Iterator[Rendering]:
    cases = [case for case in (weigh(question, clause) for clause in clauses) if _is_grounded(question, case)]
    if not cases and question.origin.introduces and not question.is_slight():
        cases = [weigh(question, _unheld(question))]
    best = max((case.score for case in cases), default=0.0)
    if best >= _ENOUGH:
        yield _rendering(question, _finest([case for case in cases if best - case.score < _TIED]))


def _is_grounded(question: Question, case: Case) -> bool:
    """
    Whether enough speaks for a clause beside the treaty in context.

    A named provision needs one slot or two words in common with it, unless it is said to state the
    passage; a named treaty needs two slots, a treaty that is only in context two slots in a quotation
    and three elsewhere. Where nothing is named, most of the words must be the clause's.
    """
    slots = len(case.of("slot"))
    if question.is_slight():
        return False
    if case.of("provision"):
        return slots > 0 or question.origin.introduces or any(len(r.words) >= 2 for r in case.of("wording"))
    if case.of("treaty"):
        return slots >= 2 or _is_worded_alike(case)
    enough = 3 if question.passage.manner == "reported" else 2
    return (bool(case.of("context")) and slots >= enough) or _is_worded_alike(case)


def _is_worded_alike(case: Case) -> bool:
    return any(reason.share > 0.6 and len(reason.words) >= 4 for reason in case.of("wording"))


def _unheld(question: Question) -> Clause:
    """Return the provision that the text names, without a text."""
    named = question.origin.provision
    assert named is not None and named.locator is not None
    known = question.origin.treaty.instrument if question.origin.treaty else question.origin.context
    return Clause(known.id or known.title if known else "", named.locator, "", Span(0, 0))


def _finest(cases: Sequence[Case]) -> list[Case]:
    """
    Keep, of a clause and the clauses inside it, the smallest that holds all the shared words.

    An article whose words are spread over its paragraphs stays; one with a single paragraph does too.
    The best case comes first, the others are ties.
    """
    kept = [case for case in cases if not any(_is_inside(other.clause, case.clause) for other in cases)]
    return sorted(kept, key=lambda case: (-case.score, str(case.clause)))


def _is_inside(inner: Clause, outer: Clause) -> bool:
    same = inner.treaty == outer.treaty and inner.locator != outer.locator
    return same and outer.locator.covers(inner.locator)


def _rendering(question: Question, cases: Sequence[Case]) -> Rendering:
    passage, best = question.passage, cases[0]
    return Rendering(
        question.reading.document.siglum,
        narrow(question, best.clause),
        best.clause,
        passage.manner,
        round(best.score, 3),
        tuple(reason.evidence for reason in best.reasons),
        passage.speaker,
        tuple(case.clause for case in cases[1:]),
    )


def _without_overlaps(renderings: Iterable[Rendering]) -> Iterator[Rendering]:
    taken: list[Span] = []
    for rendering in renderings:
        if not any(span.overlaps(other) for span in rendering.spans for other in taken):
            taken.extend(rendering.spans)
            yield rendering
