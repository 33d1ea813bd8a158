"""Head nouns: what people call instruments, and what the data file says of each word."""

from __future__ import annotations

import functools
from typing import Any

from clausediff.references.naming import fold
from clausediff.tables import table


def head_facts(head: str) -> dict[str, Any]:
    """Return what the data file says of a head noun; nothing for any other word."""
    return heads().get(head, {})


@functools.cache
def singular(head: str) -> str:
    """
    Return the singular of a head noun.

    >>> singular("treaties"), singular("pact")
    ('treaty', 'pact')
    """
    row = head_facts(head)
    if head not in row.get("plural", ()):
        return head
    return next((fold(w) for w in row["words"] if w not in row["plural"] and w[:4] == head[:4]), head)


@functools.cache
def heads() -> dict[str, dict[str, Any]]:
    """Return what the data file says of each head noun of one word."""
    return {fold(word): row for row in table("mentions")["head"] for word in row["words"] if " " not in word}


@functools.cache
def long_heads() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return the head nouns of several words ("Basic Law"), each with what the data file says of it."""
    return tuple((word, row) for row in table("mentions")["head"] for word in row["words"] if " " in word)


@functools.cache
def head_words_all() -> frozenset[str]:
    """Return the head nouns."""
    return frozenset(heads())
