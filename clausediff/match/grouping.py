"""passages -> groups of those that render the same clause, where no reference text is at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from clausediff.locator import Locator
from clausediff.match.overlap import overlap
from clausediff.match.rarity import rarity
from clausediff.match.terms import Terms, content, telling, terms
from clausediff.references.find import find_references

#: From this share of the shorter passage's telling words on, two passages say the same.
ALIKE = 0.45
#: Fewer words may be common by chance.
LEAST = 3


def group(passages: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """
    Group passages that render the same clause: by the provision that they name, and by their wording.

    Gives the places of the passages in each group, every passage in one; groups and places are in
    order. Passages that name different provisions stay apart, however alike they are.

    >>> group(["shall consult together when threatened", "may withdraw after one year",
    ...        "will consult together if they are threatened"])
    ((0, 2), (1,))
    """
    found = [terms(passage) for passage in passages]
    named = [frozenset(_named(passage)) for passage in passages]
    weights = rarity(passages)
    groups = [{place} for place in range(len(passages))]
    for one, other in combinations(range(len(passages)), 2):
        if groups[one] is groups[other] or not _agree(named, groups[one] | groups[other]):
            continue
        if named[one] & named[other] or _say_the_same(found[one], found[other], weights):
            groups[one] |= groups[other]
            for place in groups[other]:
                groups[place] = groups[one]
    return tuple(sorted({tuple(sorted(places)) for places in groups}))


def _named(passage: str) -> Iterator[tuple[str, Locator]]:
    """The provisions that a passage names as its own place, not those that it refers to."""
    for ref in find_references(passage):
        if ref.locator is not None and ref.span.start == 0:
            yield (ref.instrument.id if ref.instrument else "", ref.locator)


def _agree(named: Sequence[frozenset[tuple[str, Locator]]], places: set[int]) -> bool:
    return len({name for place in places for name in named[place]}) < 2


def _say_the_same(one: Terms, other: Terms, weights: dict[str, float]) -> bool:
    shorter, longer = sorted((one, other), key=lambda found: (len(found.stems), found.stems))
    if len(content(shorter)) < LEAST:
        return False
    spoken_of = telling(shorter.text)
    if len(spoken_of) > 1 and spoken_of <= telling(longer.text):
        return True
    found = overlap(shorter, longer, weights)
    alike = (
        sum(weights.get(shorter.stems[p.passage], 1.0) * p.likeness for p in found.pairs) if found else 0.0
    )
    return alike >= ALIKE * sum(weights.get(word, 1.0) for word in shorter.stems)
