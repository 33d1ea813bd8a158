"""What no clause of a treaty holds: headings, titles, contents, what the pages and the markup brought in."""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from clausediff.model import Furniture, Span
from clausediff.treaty.layout import Left
from clausediff.treaty.outline import Mark
from clausediff.treaty.places import Place
from clausediff.treaty.provisions import trimmed


def remainder(
    clean: str, pages: Sequence[Left], marks: Sequence[Mark], places: Sequence[Place]
) -> Iterator[Furniture]:
    """Give every stretch that no clause holds, and what is blanked out inside clauses, in order."""
    first = places[0].start if places else len(clean)
    outside = (Left(_kind(*place, marks, first), *place) for place in _outside(clean, marks, places))
    for kind, start, end in sorted([*pages, *outside], key=lambda left: left.start):
        yield Furniture(kind, Span(start, end))


def doubts(places: Sequence[Place], left: Sequence[Furniture]) -> Iterator[str]:
    """Say in a sentence each what a reader of the text should check."""
    for kind, count in Counter(furniture.kind for furniture in left).items():
        if kind in ("page number", "running head", "footnote", "contents"):
            yield f"{count} × {kind} left aside"
    for place in places:
        if place.kind == "article" and any(
            name.startswith("Occurrence ") for name in place.locator.divisions
        ):
            yield f"{place.locator}: this number stands in the text before"
        if place.kind == "article" and place.start == place.end:
            yield f"{place.locator}: no wording"
    yield from _gaps([place for place in places if place.kind == "article" and _is_plain(place)])


def _is_plain(place: Place) -> bool:
    return place.locator.article.isdecimal() and len(place.locator.article) < 10


def _gaps(articles: Sequence[Place]) -> Iterator[str]:
    for before, after in itertools.pairwise(articles):
        first, last = before.locator.article, after.locator.article
        if before.locator.divisions == after.locator.divisions and int(last) > int(first) + 1:
            yield f"{after.locator}: no article found between {first} and {last}"


def _outside(clean: str, marks: Sequence[Mark], places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Give what lies between the clauses; a table of contents stands by itself."""
    held = [(place.start, place.end) for place in places]
    edges = [(at, at) for mark in marks if mark.part == "contents" for at in (mark.start, mark.body)]
    at = 0
    for start, end in [*sorted([*held, *edges]), (len(clean), len(clean))]:
        left = trimmed(clean, at, max(at, start))
        if left[0] < left[1]:
            yield left
        at = max(at, end)


def _kind(start: int, end: int, marks: Sequence[Mark], first: int) -> str:
    """Name a stretch after the mark whose heading it is or holds."""
    near = bisect.bisect_left(marks, end, key=lambda mark: mark.start) - 1
    if near >= 0 and start < max(marks[near].body, marks[near].start + 1):
        return "contents" if marks[near].part == "contents" else "heading"
    return "title" if end <= first else "other"
