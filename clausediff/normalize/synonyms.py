"""Everyday synonyms and words of wider meaning, from WordNet."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from clausediff.normalize.words import respelled, stem
from clausediff.tables import DATA

_DATA = DATA / "wordnet"

Tie = Literal["synonym", "derivation", "kind"]


class _Senses(NamedTuple):
    of: Mapping[str, Sequence[int]]
    wider: Sequence[str]


def tie(base: str, other: str) -> Tie | None:
    """
    Say what ties the keys of two words in everyday English, None where nothing does.

    A synonym shares a sense with the other word, a kind has a sense of which the other is a wider one.

    >>> tie("begin", "start"), tie("decide", "decision"), tie("war", "conflict"), tie("war", "treaty")
    ('synonym', 'derivation', 'kind', None)
    """
    known = _senses()
    ours, theirs = _form(base), _form(other)
    if ours == theirs:
        return None
    if theirs in _derivations().get(ours, ()):
        return "derivation"
    if ours not in known.of or theirs not in known.of:
        return None
    if set(known.of[ours]) & set(known.of[theirs]):
        return "synonym"
    return "kind" if _falls_under(ours, theirs, known) or _falls_under(theirs, ours, known) else None


def is_english(word: str) -> bool:
    """
    Whether a key is a common English word, in any of its forms.

    >>> is_english("parties"), is_english("peaccloving")
    (True, False)
    """
    form = _form(word)
    return form in _senses().of or form in _derivations()


def _falls_under(narrow: str, wide: str, known: _Senses) -> bool:
    wider = {int(sense) for own in known.of[narrow] for sense in known.wider[own].split()}
    return not wider.isdisjoint(known.of[wide])


@functools.lru_cache(maxsize=1 << 14)
def _form(word: str) -> str:
    form = stem(word)
    return form if form in _senses().of else stem(respelled(word))


@functools.cache
def _senses() -> _Senses:
    held: dict[str, list[int]] = {}
    wider = []
    for number, line in enumerate((_DATA / "synonyms.txt").read_text(encoding="ascii").splitlines()):
        words, _, wides = line.partition(" | ")
        wider.append(wides)
        for word in words.split():
            held.setdefault(stem(word), []).append(number)
    return _Senses(held, wider)


@functools.cache
def _derivations() -> Mapping[str, frozenset[str]]:
    held: dict[str, set[str]] = {}
    for line in (_DATA / "derivations.txt").read_text(encoding="ascii").splitlines():
        word, *others = line.split()
        for other in others:
            held.setdefault(_form(word), set()).add(_form(other))
            held.setdefault(_form(other), set()).add(_form(word))
    return {word: frozenset(others - {word}) for word, others in held.items()}
