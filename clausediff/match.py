"""documents + treaties -> renderings: which clause each passage renders, why, and how sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from clausediff.evidence import Case, Question, rarity, weigh
from clausediff.model import Clause, Document, Rendering, Span, Treaty
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
    found = []
    for passage in find_passages(reading):
        question = Question(reading, passage, find_origin(reading, passage), weights)
        found.extend(_bind(question, clauses))
    return tuple(sorted(_without_overlaps(found), key=lambda rendering: rendering.spans))


def _bind(question: Question, clauses: Sequence[Clause]) -> Iterator[Rendering]:
    cases = sorted((weigh(question, clause) for clause in clauses), key=lambda case: -case.score)
    cases = [case for case in cases if _is_grounded(question, case)]
    if cases and cases[0].score >= _ENOUGH:
        yield _rendering(question, _finest(cases))


def _is_grounded(question: Question, case: Case) -> bool:
    """
    Whether enough speaks for a clause beside the treaty in context.

    A named provision needs one slot or two words in common with it, a named treaty two slots, a treaty
    that is only in context two slots in a quotation and three elsewhere. Where nothing is named, most
    of the words must be the clause's.
    """
    slots = len(case.of("slot"))
    wording = next((reason.words for reason in case.of("wording")), ())
    if case.of("provision"):
        return slots > 0 or len(wording) >= 2
    if case.of("treaty"):
        return slots >= 2 or _is_worded_alike(case)
    enough = 3 if question.passage.manner == "reported" else 2
    return (bool(case.of("context")) and slots >= enough) or _is_worded_alike(case)


def _is_worded_alike(case: Case) -> bool:
    return any(reason.share > 0.6 and len(reason.words) >= 4 for reason in case.of("wording"))


def _finest(cases: Sequence[Case]) -> list[Case]:
    best = cases[0]
    return [case for case in cases if best.score - case.score < _TIED]


def _rendering(question: Question, cases: Sequence[Case]) -> Rendering:
    passage = question.passage
    return Rendering(
        question.reading.document.siglum,
        passage.spans,
        cases[0].clause,
        passage.manner,
        round(cases[0].score, 3),
        tuple(reason.evidence for reason in cases[0].reasons),
        passage.speaker,
        tuple(case.clause for case in cases[1:]),
    )


def _without_overlaps(renderings: Iterable[Rendering]) -> Iterator[Rendering]:
    taken: list[Span] = []
    for rendering in renderings:
        if not any(span.overlaps(other) for span in rendering.spans for other in taken):
            taken.extend(rendering.spans)
            yield rendering
