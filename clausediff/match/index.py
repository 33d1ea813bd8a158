"""clauses -> an index of their words and slots, that proposes clauses for a passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from clausediff.match.rarity import rarity
from clausediff.match.terms import Terms, content, telling, terms
from clausediff.model import Clause


class Index(NamedTuple):
    """Clauses ready to be searched: their terms, where each word occurs, and how telling it is."""

    clauses: Sequence[Clause]
    terms: Sequence[Terms]
    postings: Mapping[str, Sequence[int]]
    rarity: Mapping[str, float]

    def sharing_words(self, passage: Terms, limit: int) -> list[int]:
        """Return the places of the clauses that share most telling words with a passage."""
        shared: dict[int, float] = defaultdict(float)
        for word in content(passage):
            for place in self.postings.get(word, ()):
                shared[place] += self.rarity[word]
        return sorted(shared, key=lambda place: (-shared[place], place))[:limit]

    def sharing_slots(self, slots: frozenset[str], least: int, treaty: str) -> list[int]:
        """Return the places of a treaty's clauses that speak of at least so many of the slots."""
        if len(slots) < least:
            return []
        own = (place for place, clause in enumerate(self.clauses) if clause.treaty == treaty)
        return [place for place in own if len(slots & telling(self.clauses[place].text)) >= least]


def index(clauses: Sequence[Clause], background: Iterable[str] = ()) -> Index:
    """
    Index clauses; `background` are more texts to learn from which words are common.

    >>> from clausediff.treaty.shelf import clause
    >>> made = index([clause("UN-CHARTER", "2(4)"), clause("NAT-1949", "5")])
    >>> made.sharing_words(terms("the territorial integrity of any state"), limit=1)
    [0]
    """
    held = [terms(clause.text) for clause in clauses]
    postings: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(held):
        for word in content(found):
            postings[word].append(place)
    return Index(clauses, held, postings, rarity([*(clause.text for clause in clauses), *background]))
