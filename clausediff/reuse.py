"""text + clauses -> the stretches of the text that render a clause in the same or in other words."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp
from typing import NamedTuple

import regex

from clausediff.frames import without_frame
from clausediff.index import Index, index
from clausediff.knowledge import matching
from clausediff.model import Clause, Run, Span
from clausediff.overlap import Overlap, overlap
from clausediff.sentences import sentences
from clausediff.terms import Terms, function_words, terms

#: So many clauses are weighed for each sentence, those that share most telling words.
CANDIDATES = 8
#: A sentence is cut after so many words: beyond it no sentence is one.
LONGEST = 120
#: A passage at least so long as this share of the clause renders the whole of it.
WHOLE = 0.6


class Reuse(NamedTuple):
    """A stretch of a text, the clause that it renders, the part of the clause's text, and how likely."""

    span: Span
    clause: Clause
    source: Span
    score: float


def find_reuse(text: str, clauses: Sequence[Clause]) -> tuple[Reuse, ...]:
    """
    Find the sentences, or parts of sentences, that render one of the clauses, in the order of the text.

    No quotation mark and no reference is needed: shared words propose, their weight, order and share
    decide. Each sentence is bound to one clause at most; neighbouring sentences of one clause are one.
    """
    pieces = [piece for sentence in sentences(text) for piece in _stretches(text, sentence)]
    shelf = index(clauses, [piece.of(text) for piece in pieces])
    found = (reuse for piece in pieces if (reuse := _best(text, piece, shelf)))
    return tuple(_joined(found))


def _stretches(text: str, sentence: Span) -> Iterator[Span]:
    """Cut where a sentence may end in a text without capitals, and where it grows too long."""
    start = sentence.start
    for stop in _stop().finditer(text, sentence.start, sentence.end):
        yield from _not_too_long(text, Span(start, stop.end()))
        start = stop.end()
    yield from _not_too_long(text, Span(start, sentence.end))


@functools.cache
def _stop() -> regex.Pattern[str]:
    return regex.compile(r"(?<=[\p{L}\p{N}]{4}|[\p{L}\p{N}]\W?[\"”’)\]])[.!?][\"”’)\]]*\s+|[.!?][\"”]\s+")


def _not_too_long(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for count, word in enumerate(_word().finditer(text, span.start, span.end), 1):
        if count % LONGEST == 0:
            yield Span(start, word.start())
            start = word.start()
    if start < span.end:
        yield Span(start, span.end)


@functools.cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"\S+")


def _best(text: str, piece: Span, shelf: Index) -> Reuse | None:
    passage = terms(piece.of(text))
    weighed = [
        (place, overlap(passage, shelf.terms[place], shelf.rarity))
        for place in shelf.sharing_words(passage, CANDIDATES)
    ]
    cases = sorted(((found, place) for place, found in weighed if found), key=lambda case: -case[0].value)
    if not cases:
        return None
    found, place = cases[0]
    score = _likelihood(passage, shelf.terms[place], found, _next_best(cases), shelf.rarity)
    if score < matching()["reuse"]["least"]:
        return None
    return _reuse(text, piece, passage, shelf, place, found, score)


def _next_best(cases: Sequence[tuple[Overlap, int]]) -> float:
    """The weight of the best clause that does not tie: the same wording in two treaties is no doubt."""
    best = cases[0][0].value
    return next((found.value for found, _ in cases if found.value < 0.98 * best), 0.0)


def _likelihood(
    passage: Terms, clause: Terms, found: Overlap, next_best: float, weights: Mapping[str, float]
) -> float:
    points = matching()["reuse"]
    features = measure(passage, clause, found, next_best, weights)
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
        "share_of_clause_stretch": _share(got, clause, found.clause_run, weights),
        "adjoining": min(sum(b.passage - a.passage == 1 == b.clause - a.clause for a, b in steps), 6),
        "margin": min(found.value - next_best, 2.6),
    }


def _share(got: float, held: Terms, run: Run, weights: Mapping[str, float]) -> float:
    words = (word for word in held.stems[run.start : run.end] if word not in function_words())
    return got / (sum(weights.get(word, 1.0) for word in words) or 1.0)


def _reuse(
    text: str, piece: Span, passage: Terms, shelf: Index, place: int, found: Overlap, score: float
) -> Reuse:
    start, end = passage.spans[found.run.start].start, passage.spans[found.run.end - 1].end
    span = without_frame(text, piece, Span(piece.start + start, piece.start + end))
    clause, held = shelf.clauses[place], shelf.terms[place]
    words = sum(span.start <= piece.start + word.start < span.end for word in passage.spans)
    run = found.clause_run if words < WHOLE * len(held.stems) else Run(0, len(held.stems))
    offset = clause.span.start
    source = Span(offset + held.spans[run.start].start, offset + held.spans[run.end - 1].end)
    return Reuse(span, clause, source, round(score, 3))


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
