"""Which single words translators use for one another, from a table of observed paraphrases."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping

from clausediff.tables import DATA

_TABLE = DATA / "paraphrases.txt"
_STARRED, _PLAIN = 0.6, 0.5


def paraphrases(word: str, among: Collection[str]) -> list[tuple[str, float]]:
    """
    Return which of some words are listed under a word, all by their form, and how surely.

    A pair stands under the word that comes first in the alphabet. Pairs that WordNet relates too
    count for more. Source: the Paraphrase Database 1.0, see the table's head.

    >>> paraphrases("assist", {"help", "support", "invad"})
    [('help', 0.6), ('support', 0.5)]
    """
    uses = _uses(word)
    return sorted((used, uses[used]) for used in uses.keys() & among) if uses else []


@functools.lru_cache(maxsize=1 << 14)
def _uses(word: str) -> Mapping[str, float]:
    listed = _lines().get(word, "").split()
    return {used.rstrip("*"): _STARRED if used.endswith("*") else _PLAIN for used in listed}


@functools.cache
def _lines() -> Mapping[str, str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.partition(": ") for line in lines if not line.startswith("#"))
    return {word: used for word, _, used in rows}
