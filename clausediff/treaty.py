"""Treaty text -> `Treaty`: its preamble, divisions, articles, paragraphs, items, annexes and close."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from clausediff.layout import Left, lines, mask, page_furniture
from clausediff.model import Clause, Furniture, Span, Treaty, TreatyStatus
from clausediff.outline import Mark, outline
from clausediff.places import Place, places
from clausediff.provisions import trimmed


def parse_treaty(
    text: str,
    *,
    id: str,
    title: str = "",
    parties: Iterable[str] = (),
    signed: datetime.date | None = None,
    status: TreatyStatus = "unknown",
    source: str = "",
    aliases: Iterable[str] = (),
) -> Treaty:
    """
    Read a treaty's text as people have it and find its provisions at every level.

    Every clause has a place of its own, and its span points into the text as given. What no clause
    holds is reported as the treaty's furniture, never lost.

    >>> treaty = parse_treaty("Article I\\nPeace.\\n\\nArticle II\\n1. Trade.\\n2. Transit.", id="X")
    >>> [(str(clause.locator), clause.text) for clause in treaty.clauses]
    [('1', 'Peace.'), ('2', '1. Trade.\\n2. Transit.'), ('2(1)', 'Trade.'), ('2(2)', 'Transit.')]
    """
    pages = page_furniture(text)
    clean = mask(text, pages)
    read = lines(clean)
    marks = outline(clean, read)
    found = places(clean, read, marks)
    return Treaty(
        id=id,
        title=title or _title(clean, found),
        text=text,
        clauses=tuple(_clause(text, pages, id, place) for place in found),
        parties=tuple(parties),
        signed=signed,
        status=status,
        source=source,
        aliases=tuple(aliases),
        furniture=tuple(_furniture(clean, pages, marks, found)),
    )


def _title(clean: str, found: Sequence[Place]) -> str:
    """Take the first line before the preamble for the treaty's title."""
    first = min((place.start for place in found), default=0)
    return next((line.text for line in lines(clean[:first]) if len(line.text) > 8), "")


def _clause(text: str, pages: Sequence[Left], id: str, place: Place) -> Clause:
    span = Span(place.start, place.end)
    return Clause(id, place.locator, _wording(text, pages, span), span, place.kind, place.heading)


def _wording(text: str, pages: Sequence[Left], span: Span) -> str:
    """Cut a clause out of its text, leaving aside what the pages put in its midst."""
    pieces, at = [], span.start
    for left in _within(pages, span):
        pieces.append(text[at : left.start].rstrip())
        at = left.end
    return "".join([*pieces, text[at : span.end]])


def _within(pages: Sequence[Left], span: Span) -> Sequence[Left]:
    import bisect

    first = bisect.bisect_left(pages, span.start, key=lambda left: left.start)
    last = bisect.bisect_left(pages, span.end, key=lambda left: left.start)
    return pages[first:last]


def _furniture(
    clean: str, pages: Sequence[Left], marks: Sequence[Mark], found: Sequence[Place]
) -> Iterator[Furniture]:
    """Give what the pages brought in, and every stretch that no clause holds, in order."""
    named = [Left(_kind(mark), mark.start, mark.body) for mark in marks]
    titled = (Left(_name(left, named, found), left.start, left.end) for left in _outside(clean, found))
    for kind, start, end in sorted([*pages, *titled], key=lambda left: left.start):
        yield Furniture(kind, Span(start, end))


def _kind(mark: Mark) -> str:
    return "contents" if mark.part == "contents" else "heading"


def _outside(clean: str, found: Sequence[Place]) -> Iterator[Left]:
    at = 0
    for start, end in [*((place.start, place.end) for place in found), (len(clean), len(clean))]:
        left = trimmed(clean, at, max(at, start))
        if left[0] < left[1]:
            yield Left("", *left)
        at = max(at, end)


def _name(left: Left, named: Sequence[Left], found: Sequence[Place]) -> str:
    for mark in named:
        if mark.start < left.end and left.start < max(mark.end, mark.start + 1):
            return mark.kind
    return "title" if not found or left.end <= found[0].start else "other"
