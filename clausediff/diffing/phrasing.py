"""data/phrasing.toml as look-ups: how much a word says, and where phrases begin."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any

from clausediff.normalize.keys import key
from clausediff.normalize.lexicon import lexicon
from clausediff.tables import table

MARK, FUNCTION, LIGHT, CONTENT = 0.1, 0.2, 0.5, 1.0


def weights(keys: Sequence[str]) -> list[float]:
    """
    Say how much each word says: a content word 1, a function word or mark next to nothing.

    >>> weights(["in", "its", "power", "."])
    [0.2, 0.5, 1.0, 0.1]
    """
    known = {key: _weight(key) for key in set(keys)}
    return list(map(known.__getitem__, keys))


@functools.lru_cache(maxsize=1 << 14)
def _weight(key: str) -> float:
    if not any(map(str.isalnum, key)):
        return MARK
    knowledge = _phrasing()
    if key in knowledge["function_words"]:
        return FUNCTION
    return LIGHT if key in knowledge["light_words"] else CONTENT


def is_stop(key: str) -> bool:
    """Whether a token ends a sentence or a clause."""
    return key in _phrasing()["stops"]


def holds_ellipsis(text: str) -> bool:
    """Whether words hold a sign that something was left out."""
    return any(sign in text for sign in _phrasing()["ellipses"])


def is_grave(category: str) -> bool:
    """Whether a quotation must not leave out wording of a category."""
    return category in _phrasing()["grave"]


def free_terms(keys: Sequence[str]) -> list[tuple[int, int, frozenset[int]]]:
    """
    Find the terms that stand freely in a clause, as "immediately" does.

    Each has its start, its end, and the numbers of the entries of the lexicon that hold it.

    >>> [(start, end) for start, end, _ in free_terms("shall without delay assist".split())]
    [(1, 3)]
    """
    known = _free_terms()
    if known.keys().isdisjoint(keys):
        return []
    found: list[tuple[int, int, frozenset[int]]] = []
    for place, word in enumerate(keys):
        for words, entries in known.get(word, ()):
            end = place + len(words)
            if tuple(keys[place:end]) == words and (not found or found[-1][1] <= place):
                found.append((place, end, entries))
    return found


@functools.cache
def _free_terms() -> dict[str, list[tuple[tuple[str, ...], frozenset[int]]]]:
    """Group the free terms by their first word, the longest first."""
    slots = _phrasing()["free_slots"]
    held: dict[tuple[str, ...], set[int]] = {}
    for number, entry in enumerate(lexicon().entries):
        for term in entry.terms if entry.slot in slots else ():
            held.setdefault(tuple(key(term).split()), set()).add(number)
    groups: dict[str, list[tuple[tuple[str, ...], frozenset[int]]]] = {}
    for words in sorted(held, key=len, reverse=True):
        groups.setdefault(words[0], []).append((words, frozenset(held[words])))
    return groups


def is_conjunction(key: str) -> bool:
    """Whether a word joins what stands on both sides of it: and, or."""
    return key in _phrasing()["conjunctions"]


def phrase_starts(keys: Sequence[str]) -> Iterator[int]:
    """
    Yield the places where a legal connector, or the comma before it, opens a phrase, or a sentence begins.

    >>> list(phrase_starts("aid , in accordance with article 51 . any".split()))
    [1, 8]
    """
    connectors, stops = _connectors(), _phrasing()["stops"]
    end = 0
    for place, (before, word) in enumerate(zip(["", *keys], keys, strict=False)):
        is_first = before in stops
        if (is_first or word in connectors) and place >= end:
            length = _connector(keys, place)
            if length and place > end and keys[place - 1] == ",":
                yield place - 1
            elif is_first or (length and (place > end or not end)):
                yield place
            end = place + length if length else end


def opens_phrase(keys: Sequence[str], place: int) -> bool:
    """Whether a legal connector begins at a place."""
    return place < len(keys) and _connector(keys, place) > 0


def _connector(keys: Sequence[str], place: int) -> int:
    following = _connectors().get(keys[place])
    if following is None:
        return 0
    second = keys[place + 1] if place + 1 < len(keys) else ""
    for words in (*following.get(second, ()), *following.get("", ())):
        if tuple(keys[place : place + len(words)]) == words:
            return len(words)
    return 0


@functools.cache
def _connectors() -> dict[str, dict[str, list[tuple[str, ...]]]]:
    """Group the connectors by their first word and their second, if there is one, the longest first."""
    groups: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for words in sorted((tuple(text.split()) for text in _phrasing()["connectors"]), key=len, reverse=True):
        groups.setdefault(words[0], {}).setdefault("".join(words[1:2]), []).append(words)
    return groups


@functools.cache
def _phrasing() -> dict[str, Any]:
    lists = table("phrasing").items()
    return {name: words if name == "connectors" else frozenset(words) for name, words in lists}
