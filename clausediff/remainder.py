"""What no clause of a treaty holds: headings, titles, contents, what the pages and the markup brought in."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from clausediff.layout import Left
from clausediff.model import Furniture, Span
from clausediff.outline import Mark
from clausediff.places import Place
from clausediff.provisions import trimmed


def remainder(
    clean: str, pages: Sequence[Left], marks: Sequence[Mark], places: Sequence[Place]
) -> Iterator[Furniture]:
    """Give every stretch that no clause holds, and what is blanked out inside clauses, in order."""
    first = places[0].start if places else len(clean)
    outside = (Left(_kind(start, end, marks, first), start, end) for start, end in _outside(clean, places))
    for kind, start, end in sorted([*pages, *outside], key=lambda left: left.start):
        yield Furniture(kind, Span(start, end))


def _outside(clean: str, places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in [*((place.start, place.end) for place in places), (len(clean), len(clean))]:
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
