"""text + clauses -> the stretches of the text that render a clause in the same or in other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp
from typing import NamedTuple

from clausediff.match.frames import unframed
from clausediff.match.index import Index, index
from clausediff.match.overlap import Overlap, overlap, rendered
from clausediff.match.stretches import stretches
from clausediff.match.terms import Terms, function_words, terms
from clausediff.model import Clause, Run, Span
from clausediff.tables import table

#: So many clauses are weighed for each sentence, those that share most telling words.
CANDIDATES = 8
#: A passage at least so long as this share of the clause renders the whole of it.
WHOLE = 0.65


#: A frame is part of the rendering where it adds so much to its weight.
FRAME = 1.0


class Reuse(NamedTuple):
    """A stretch of a text, the clause that it renders, the part of the clause's text, and how likely."""

    span: Span
    clause: Clause
    source: Span
    score: float


class Case(NamedTuple):
    """A stretch of text and the clause that explains it best: what they share, measured."""

    span: Span
    place: int
    found: Overlap
    features: Mapping[str, float]


def find_reuse(text: str, clauses: Sequence[Clause]) -> tuple[Reuse, ...]:
    """
    Find the sentences, or parts of sentences, that render one of the clauses, in the order of the text.

    No quotation mark and no reference is needed: shared words propose, their weight, order and share
    decide. Each sentence is bound to one clause at most; neighbouring sentences of one clause are one.
    """
    pieces = stretches(text)
    shelf = index(clauses, [piece.of(text) for piece in pieces])
    cases = (case for piece in pieces if (case := best_case(text, piece, shelf)))
    least = table("matching")["reuse"]["least"]
    return tuple(_joined(_reuse(text, case, shelf) for case in cases if likelihood(case.features) >= least))


def best_case(text: str, piece: Span, shelf: Index) -> Case | None:
    """
    Find the clause that explains a stretch best, with or without the reporter's frame around it.

    The frame is taken for part of the rendering only where the clause has words of it.
    """
    whole = _explained(text, piece, shelf)
    body = unframed(text, piece)
    if whole is None or not len(body) or body == piece:
        return whole
    inner = _explained(text, body, shelf)
    return whole if inner is None or whole.found.value - inner.found.value > FRAME else inner


def _explained(text: str, span: Span, shelf: Index) -> Case | None:
    passage = terms(span.of(text))
    near = shelf.sharing_words(passage, CANDIDATES)
    weighed = [(overlap(passage, shelf.terms[place], shelf.rarity), place) for place in near]
    cases = sorted(((found, place) for found, place in weighed if found), key=lambda case: -case[0].value)
    if not cases:
        return None
    found, place = cases[0]
    return Case(
        span, place, found, measure(passage, shelf.terms[place], found, _next_best(cases), shelf.rarity)
    )


def _next_best(cases: Sequence[tuple[Overlap, int]]) -> float:
    """The weight of the best clause that does not tie: the same wording in two treaties is no doubt."""
    best = cases[0][0].value
    return next((found.value for found, _ in cases if found.value < 0.98 * best), 0.0)


def likelihood(features: Mapping[str, float]) -> float:
    """Weigh the features of a case by the model of data/matching.toml."""
    points = table("matching")["reuse"]
    return 1 / (1 + exp(-points["bias"] - sum(points[name] * value for name, value in features.items())))


def measure(
    passage: Terms, clause: Terms, found: Overlap, next_best: float, weights: Mapping[str, float]
) -> dict[str, float]:
    """Return the features that the model of data/matching.toml weighs."""
    matched = [pair for pair in found.pairs if passage.stems[pair.passage] not in function_words()]
    got = sum(weights.get(passage.stems[pair.passage], 1.0) * pair.likeness for pair in matched)
    steps = zip(found.pairs, found.pairs[1:], strict=False)
    return {
        "value": min(found.value, 6.6),
        "words": min(sum(pair.likeness for pair in matched), 8.0),
        "share_of_sentence": _share(got, passage, Run(0, len(passage.stems)), weights),
        "share_of_clause": _share(got, clause, Run(0, len(clause.stems)), weights),
        "share_of_stretch": _share(got, passage, found.run, weights),
        "share_of_clause_stretch": _share(got, clause, rendered(clause, found, weights), weights),
        "adjoining": min(sum(b.passage - a.passage == 1 == b.clause - a.clause for a, b in steps), 6),
        "margin": min(found.value - next_best, 2.6),
    }


def _share(got: float, held: Terms, run: Run, weights: Mapping[str, float]) -> float:
    words = (word for word in held.stems[run.start : run.end] if word not in function_words())
    return got / (sum(weights.get(word, 1.0) for word in words) or 1.0)


def _reuse(text: str, case: Case, shelf: Index) -> Reuse:
    clause, held = shelf.clauses[case.place], shelf.terms[case.place]
    words = len(terms(case.span.of(text)).stems)
    whole = Run(0, len(held.stems))
    run = whole if words >= WHOLE * len(whole) else rendered(held, case.found, shelf.rarity)
    offset = clause.span.start
    source = Span(offset + held.spans[run.start].start, offset + held.spans[run.end - 1].end)
    return Reuse(_stripped(text, case.span), clause, source, round(likelihood(case.features), 3))


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _joined(found: Iterable[Reuse]) -> Iterator[Reuse]:
    """Join neighbouring stretches of one clause."""
    last: Reuse | None = None
    for reuse in found:
        if last and last.clause == reuse.clause and reuse.span.start - last.span.end <= 4:
            last = _union(last, reuse)
            continue
        if last:
            yield last
        last = reuse
    if last:
        yield last


def _union(first: Reuse, second: Reuse) -> Reuse:
    source = Span(min(first.source.start, second.source.start), max(first.source.end, second.source.end))
    return Reuse(
        Span(first.span.start, second.span.end), first.clause, source, max(first.score, second.score)
    )
