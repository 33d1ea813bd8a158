"""text -> the terms it is matched by: stems of its words, and the slots of its lexicon terms."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from clausediff.knowledge import matching
from clausediff.lexicon import lexicon
from clausediff.model import Span
from clausediff.normalize import tokenize
from clausediff.wordlists import languages
from clausediff.words import stem


class SlotTerm(NamedTuple):
    """A term of the lexicon in a text."""

    slot: str
    span: Span


class Terms(NamedTuple):
    """A text as matching sees it: its stems with their places, and the lexicon's terms in it."""

    text: str
    stems: tuple[str, ...]
    spans: tuple[Span, ...]
    slots: tuple[SlotTerm, ...]


@functools.lru_cache(maxsize=4096)
def terms(text: str) -> Terms:
    """
    Read the terms of a text.

    >>> found = terms("The Parties shall assist each other.")
    >>> found.spans[1].of(found.text)
    'Parties'
    """
    tokens = [token for token in tokenize(text) if token.key[:1].isalnum()]
    found = lexicon().find([token.key for token in tokens])
    slots = (
        SlotTerm(entry.slot, Span(tokens[run.start].span.start, tokens[run.end - 1].span.end))
        for run, entry in found
    )
    return Terms(text, tuple(stem(t.key) for t in tokens), tuple(t.span for t in tokens), tuple(slots))


def content(found: Terms) -> frozenset[str]:
    """Return the stems that are no words of grammar."""
    return frozenset(found.stems) - function_words()


@functools.cache
def function_words() -> frozenset[str]:
    """Return the words of grammar of every language that ships."""
    return frozenset(word for language in languages().values() for word in language.class_of)


def telling(text: str) -> frozenset[str]:
    """
    Return the slots in a text that say what a clause does.

    The threat of an attack is a threat and no attack.
    """
    return frozenset(term.slot for term in telling_terms(text))


def telling_terms(text: str) -> tuple[SlotTerm, ...]:
    """Return the lexicon's terms in a text that say what a clause does, with their places."""
    wanted = frozenset(matching()["telling_slots"])
    return tuple(term for term in _unabsorbed(terms(text)) if term.slot in wanted)


def _unabsorbed(found: Terms) -> Iterator[SlotTerm]:
    """Leave out a term that belongs to the one before it: "threat of an act of armed aggression"."""
    absorbed = matching()["absorbs"]
    before: SlotTerm | None = None
    for term in found.slots:
        between = found.text[before.span.end : term.span.start] if before else ""
        if before and term.slot in absorbed.get(before.slot, ()) and _joins(between):
            continue
        before = term
        yield term


def _joins(between: str) -> bool:
    """Whether only "of", articles and the like stand between two terms."""
    return len(between) <= 24 and all(mark not in between for mark in ",.;:") and " of " in f" {between} "
