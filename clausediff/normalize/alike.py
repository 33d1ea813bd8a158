"""Two words -> how alike they are, and why."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from clausediff.model import Relation
from clausediff.normalize.lexicon import Entry, lexicon, names
from clausediff.normalize.synonyms import is_english, tie
from clausediff.normalize.wordlists import table
from clausediff.normalize.words import number, respelled, root, stem, word_class

_TIES = {
    "synonym": "synonyms",
    "derivation": "words of one root",
    "kind": "one is a kind of the other",
}


class Likeness(NamedTuple):
    """How two words are alike: by what relation, how surely from 0 to 1, and why."""

    relation: Relation
    score: float
    why: str


@functools.lru_cache(maxsize=1 << 16)
def likeness(base: str, other: str) -> Likeness | None:
    """
    Grade how alike the keys of two words are; None where nothing relates them.

    >>> likeness("find", "finds")
    Likeness(relation='inflection', score=0.95, why='forms of the same word')
    >>> likeness("shall", "peace") is None
    True
    """
    if base == other:
        return Likeness("same", _score("same"), "the same word")
    if number(base) or number(other):
        return _counted(base, other)
    tests = (_respelled, _inflected, _termed, _classed, _tied, _derived, _misprinted)
    return next((found for test in tests if (found := test(base, other))), None)


def why_alike(base: str, other: str) -> str:
    """
    Say in words what relates the keys of two words; empty where nothing does.

    >>> why_alike("defence", "defense"), why_alike("3", "iii"), why_alike("3", "4")
    ('spellings of the same word', 'the same number', '')
    """
    found = likeness(base, other)
    return found.why if found else ""


def _counted(base: str, other: str) -> Likeness | None:
    first, second = number(base), number(other)
    if first is None or second is None or first.value != second.value:
        return _classed(base, other) if None in (first, second) else None
    if first.kind == second.kind:
        return Likeness("equivalent", _score("number"), "the same number")
    return Likeness("similar", _score("rank"), "a number and its rank")


def _respelled(base: str, other: str) -> Likeness | None:
    if respelled(base) != respelled(other):
        return None
    return Likeness("spelling", _score("spelling"), "spellings of the same word")


def _inflected(base: str, other: str) -> Likeness | None:
    first, second = respelled(base), respelled(other)
    if stem(first) != stem(second) or _is_another(first, second):
        return None
    return Likeness("inflection", _score("inflection"), "forms of the same word")


def _is_another(base: str, other: str) -> bool:
    # A final e alone makes another word: plan, plane.
    shorter, longer = sorted((base, other), key=len)
    return longer == shorter + "e"


def _termed(base: str, other: str) -> Likeness | None:
    entry = _entry(base, other)
    if entry is None:
        return None
    if entry.effect == "neutral":
        return Likeness("equivalent", _score("lexicon"), f"lexicon, {entry.slot}: {entry.note}")
    return Likeness("equivalent", _score("contrast"), f"lexicon, {entry.slot}, not the same: {entry.note}")


def _entry(base: str, other: str) -> Entry | None:
    return lexicon().relating((base,), (other,)) or names().relating((base,), (other,))


def _classed(base: str, other: str) -> Likeness | None:
    name = word_class(base)
    if not name or name != word_class(other):
        return None
    return Likeness("similar", float(_weights()["classes"][name]), f"words of one class: {name}")


def _tied(base: str, other: str) -> Likeness | None:
    known = tie(base, other)
    if known is None:
        return None
    return Likeness("similar", _score(known), _TIES[known])


def _derived(base: str, other: str) -> Likeness | None:
    first = root(respelled(base))
    if len(first) < 4 or first != root(respelled(other)) or _is_another(base, other):
        return None
    return Likeness("similar", _score("derivation"), "words of one root")


def _misprinted(base: str, other: str) -> Likeness | None:
    misprints = _weights()["misprints"]
    if min(len(base), len(other)) < misprints["shortest"] or _are_known(base, other):
        return None
    agreement = OSA.normalized_similarity(base, other, score_cutoff=misprints["least_agreement"])
    if not agreement:
        return None
    return Likeness("spelling", round(_score("misprint") * agreement, 3), "nearly the same letters")


def _are_known(base: str, other: str) -> bool:
    # Two words of the language are two words, however near their letters: contract, contrast.
    return all(is_english(word) or names().slots((word,)) for word in (base, other))


def _score(reason: str) -> float:
    return float(_weights()["scores"][reason])


@functools.cache
def _weights() -> Mapping[str, Any]:
    return table("likeness.toml")
