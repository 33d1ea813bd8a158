"""Words that point back at a provision named before: "this clause"."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from clausediff.model import Reference, Span
from clausediff.references.naming import topics
from clausediff.references.units import any_of


def refer_back(text: str, references: Sequence[Reference]) -> Iterator[Reference]:
    """
    Yield "this clause", which points back at the provision named last.

        back = ( "this" | "that" | "the said" ) ( "clause" | "provision" | "Article" )
             | "the" { TOPIC } "clause"
    """
    cited = sorted((one for one in references if one.locator is not None), key=lambda one: one.span)
    places = [one for one in cited if not _is_quoted(text, one.span.start)]
    starts = [one.span.start for one in places]
    begun = {one.span.start for one in cited}
    for found in _clause_word().finditer(text):
        if found.start("unit") in begun:
            continue
        at = bisect_left(starts, found.start())
        last = places[at - 1] if at else None
        span = Span(found.start(), found.end())
        is_near = last is not None and found.start() - last.span.end <= 3000
        if found["loose"] and not is_near:
            continue
        if last is None or not is_near:
            yield Reference(span.of(text), span, None, None, "treaty", found["unit"], "a clause named before")
        else:
            note = f"refers back to {last.text}"
            yield Reference(
                span.of(text), span, last.instrument, last.locator, last.kind, found["unit"], note
            )


def _is_quoted(text: str, place: int) -> bool:
    """Whether quotation marks are open at a place: what is cited there is cited by the words quoted."""
    start = max(text.rfind("\n", 0, place) + 1, place - 2000)
    opened = max(text.rfind(mark, start, place) for mark in "“«„")
    return opened >= 0 and not any(mark in text[opened + 1 : place] for mark in '”»"')


@functools.cache
def _clause_word() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<![\p{L}\p{N}])(?:(?i:this|that|the said)\s+(?P<unit>clause|provision|Article)"
        rf"|(?P<loose>[Tt]he)(?:[\s\-](?:{any_of(topics())})){{0,3}}\s(?P<unit>clause))"
        r"(?![\p{L}\p{N}])(?!\s+(?:of|to)\s)"
    )
