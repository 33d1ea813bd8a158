"""renderings of one document -> those that lie apart, and those joined that a mark or a full stop cut."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from clausediff.model import Document, Rendering, Span


def apart(renderings: Iterable[Rendering]) -> list[Rendering]:
    """
    Return renderings of which no two share a sign, in the order of the text.

    Where two overlap, quoted words go before reported ones, then the surer rendering.
    """
    return sorted(_without_overlaps(renderings), key=lambda rendering: rendering.spans)


def _without_overlaps(renderings: Iterable[Rendering]) -> Iterator[Rendering]:
    taken: list[Span] = []
    for rendering in sorted(renderings, key=lambda found: (found.manner == "reported", -found.score)):
        if not any(is_taken(span, taken) for span in rendering.spans):
            for span in rendering.spans:
                insort(taken, span)
            yield rendering


def is_taken(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span overlaps one of these, which are in order and lie apart."""
    place = bisect_right(taken, span)
    return any(span.overlaps(other) for other in taken[max(0, place - 1) : place + 1])


def joined(renderings: Iterable[Rendering], document: Document) -> Iterator[Rendering]:
    """Join what renders one clause on both sides of a mark or a full stop."""
    last: Rendering | None = None
    for rendering in renderings:
        if last and _continues(last, rendering, document):
            last = _union(last, rendering)
            continue
        if last:
            yield last
        last = rendering
    if last:
        yield last


def _continues(first: Rendering, second: Rendering, document: Document) -> bool:
    """Whether no letter stands between two renderings of a clause, one of them without marks."""
    if first.clause != second.clause or "reported" not in (first.manner, second.manner):
        return False
    between = document.text[first.spans[-1].end : second.spans[0].start]
    return len(between) < 8 and not any(map(str.isalpha, between))


def _union(first: Rendering, second: Rendering) -> Rendering:
    """Two renderings as one: sentences without marks are one span, quoted words keep their own."""
    better = min(first, second, key=lambda found: (found.manner == "reported", -found.score))
    spans = (*first.spans, *second.spans)
    if first.manner == second.manner == "reported":
        spans = (Span(spans[0].start, spans[-1].end),)
    return evolve(better, spans=spans)
