"""A collation -> how far its witnesses are from one another, and which belong together."""

from __future__ import annotations

from itertools import combinations
from typing import TypeAlias

from clausediff.alignment.collate import readings
from clausediff.model import Collation

Tree: TypeAlias = "int | tuple[Tree, Tree, float]"
"""The place of a witness, or two trees and the distance between them."""
Distances: TypeAlias = tuple[tuple[float, ...], ...]


def distances(collation: Collation) -> Distances:
    """
    Return, for each two witnesses by their places, in what share of their rows they differ.

    Rows where both have nothing do not count.

    >>> from clausediff.alignment.collate import collate
    >>> from clausediff.normalize.tokens import witness
    >>> texts = ["armed attack by a State", "armed attack by any State", "armed invasion"]
    >>> distances(collate([witness(str(place), text) for place, text in enumerate(texts)]))
    ((0.0, 0.2, 0.8), (0.2, 0.0, 0.8), (0.8, 0.8, 0.0))
    """
    places = range(len(collation.witnesses))
    shared = [[0] * len(places) for _ in places]
    differing = [[0] * len(places) for _ in places]
    for row in readings(collation):
        reading_of = {place: words for words, holders in row for place in holders}
        for one, other in combinations(places, 2):
            if reading_of[one] or reading_of[other]:
                shared[one][other] += 1
                differing[one][other] += reading_of[one] != reading_of[other]
    return tuple(
        tuple(_share(differing, shared, *sorted((one, other))) for other in places) for one in places
    )


def tree(collation: Collation) -> Tree | None:
    """
    Join the nearest witnesses first, then the nearest groups, by their average distance (UPGMA).

    Gives nested pairs with their distance; None without witnesses. Source: Sokal and Michener 1958.

    >>> from clausediff.alignment.collate import collate
    >>> from clausediff.normalize.tokens import witness
    >>> texts = ["armed attack by a State", "armed invasion", "armed attack by any State"]
    >>> tree(collate([witness(str(place), text) for place, text in enumerate(texts)]))
    ((0, 2, 0.2), 1, 0.8)
    """
    apart = distances(collation)
    groups: list[tuple[tuple[int, ...], Tree]] = [((place,), place) for place in range(len(apart))]
    while len(groups) > 1:
        distance, one, other = min(
            (_average(apart, groups[one][0], groups[other][0]), one, other)
            for one, other in combinations(range(len(groups)), 2)
        )
        joined = groups[one][0] + groups[other][0], (groups[one][1], groups[other][1], distance)
        groups = [group for place, group in enumerate(groups) if place not in (one, other)]
        groups.insert(one, joined)
    return groups[0][1] if groups else None


def groups(collation: Collation, *, distance: float = 0.2) -> tuple[tuple[int, ...], ...]:
    """
    Group the witnesses that are on average no farther apart than a distance, by their places.

    Raise the `distance` (a share of rows, 0 to 1) for fewer and looser groups.

    >>> from clausediff.alignment.collate import collate
    >>> from clausediff.normalize.tokens import witness
    >>> texts = ["armed attack by a State", "armed invasion", "armed attack by any State"]
    >>> groups(collate([witness(str(place), text) for place, text in enumerate(texts)]))
    ((0, 2), (1,))
    """
    grown = tree(collation)
    found = _cut(grown, distance) if grown is not None else []
    return tuple(sorted(tuple(sorted(group)) for group in found))


def _share(differing: list[list[int]], shared: list[list[int]], one: int, other: int) -> float:
    return round(differing[one][other] / (shared[one][other] or 1), 6)


def _average(apart: Distances, ours: tuple[int, ...], theirs: tuple[int, ...]) -> float:
    return round(sum(apart[i][j] for i in ours for j in theirs) / (len(ours) * len(theirs)), 6)


def _cut(grown: Tree, distance: float) -> list[list[int]]:
    if isinstance(grown, int):
        return [[grown]]
    one, other, apart = grown
    below = _cut(one, distance) + _cut(other, distance)
    return [[place for group in below for place in group]] if apart <= distance else below
