"""clauses -> how telling each word is: the fewer clauses hold it, the more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

from clausediff.match.terms import function_words, terms

#: What a word of grammar weighs.
GRAMMAR = 0.04


def rarity(texts: Iterable[str]) -> dict[str, float]:
    """
    Weigh each stem from 0 to 1 by its inverse document frequency; a word that is not listed weighs 1.

    >>> weights = rarity(["The Parties consult.", "The Parties assist.", "Any Party may withdraw."])
    >>> weights["party"] < weights["consult"], weights["the"]
    (True, 0.04)
    """
    held = [terms(text).vocabulary for text in texts]
    counts = Counter(word for words in held for word in words)
    most = log((len(held) + 1) / 1.5) or 1.0
    weights = {
        word: max(GRAMMAR, log((len(held) + 1) / (count + 0.5)) / most) for word, count in counts.items()
    }
    return weights | dict.fromkeys(function_words() & weights.keys(), GRAMMAR)
