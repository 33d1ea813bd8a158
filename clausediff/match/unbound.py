"""document + renderings -> the passages of treaty wording that render no clause at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clausediff.match.apart import apart, is_taken
from clausediff.match.evidence import Case, Question, weigh_wording
from clausediff.match.origins import find_origin
from clausediff.match.passages import find_passages
from clausediff.match.reading import Reading, read_document
from clausediff.model import Document, Rendering, Span, Treaty

#: So many slots a passage fills that is worded as a clause: what is introduced as one needs fewer.
INTRODUCED, WORDED = 2, 3


def unbound(
    document: Document, renderings: Sequence[Rendering], treaties: Sequence[Treaty] = ()
) -> tuple[Rendering, ...]:
    """
    Find the passages that are worded as a treaty is, and that none of these renderings of the document holds.

    Each is a rendering of a clause without place and text; its `treaty` is that which the text speaks
    of, empty where it speaks of none. They lie apart from each other and from the renderings given, in
    the order of the text; `group` tells which of them, from one document or many, say the same.

    Such a passage stands in a sentence that names a treaty, or between quotation marks in a text that
    speaks of one, and fills three slots of the lexicon; two where a document is its speaker, none
    where the treaty itself is.

    >>> text = "The Lake Pact reads: “each side shall give military assistance in case of armed attack”."
    >>> [found] = unbound(Document("A", text), ())
    >>> found.clause.treaty, found.spans[0].of(text)
    ('Lake Pact', 'each side shall give military assistance in case of armed attack')
    """
    reading = read_document(document, treaties)
    taken = sorted(span for rendering in renderings for span in rendering.spans)
    return tuple(apart(_worded_as_treaties(reading, taken)))


def _worded_as_treaties(reading: Reading, taken: Sequence[Span]) -> Iterator[Rendering]:
    for passage in find_passages(reading):
        if any(is_taken(span, taken) for span in passage.spans):
            continue
        question = Question(reading, passage, find_origin(reading, passage), {})
        if not question.is_slight() and _may_be_of_a_treaty(question):
            case = weigh_wording(question)
            if len(case.of("slot")) >= _needed(question):
                yield _rendering(question, case)


def _may_be_of_a_treaty(question: Question) -> bool:
    """Whether the sentence names a treaty, or the text does and the words stand between marks."""
    origin = question.origin
    is_quoted = question.passage.manner == "quoted"
    return origin.treaty is not None or (is_quoted and (origin.context is not None or _is_cited(question)))


def _needed(question: Question) -> int:
    if _is_cited(question):
        return 0
    return INTRODUCED if _is_introduced(question) else WORDED


def _is_cited(question: Question) -> bool:
    """Whether the words are quoted from a treaty as their speaker, be it "the pact"."""
    passage = question.passage
    return (
        passage.manner == "quoted"
        and passage.speaker is not None
        and any(ref.span.overlaps(passage.speaker.span) for ref in question.reading.references)
    )


def _is_introduced(question: Question) -> bool:
    """Whether the words are quoted from a document, or a document is said to say them."""
    passage = question.passage
    is_document = passage.speaker is not None and passage.speaker.kind == "document"
    return is_document or passage.manner == "quoted" or question.origin.introduces


def _rendering(question: Question, case: Case) -> Rendering:
    passage = question.passage
    evidence = tuple(reason.evidence for reason in case.reasons)
    siglum, score = question.reading.document.siglum, round(case.score, 3)
    return Rendering(siglum, passage.spans, case.clause, passage.manner, score, evidence, passage.speaker)
