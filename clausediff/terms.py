"""text -> the terms it is matched by: stems of its words, and the slots of its lexicon terms."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from attrs import frozen

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


@frozen(eq=False)
class Terms:
    """A text as matching sees it: its words, as compared and as stems, with their places."""

    text: str
    keys: tuple[str, ...]
    stems: tuple[str, ...]
    vocabulary: frozenset[str]
    spans: tuple[Span, ...]


@functools.lru_cache(maxsize=4096)
def terms(text: str) -> Terms:
    """
    Read the terms of a text.

    >>> found = terms("The Parties shall assist each other.")
    >>> found.spans[1].of(found.text)
    'Parties'
    """
    tokens = [token for token in tokenize(text) if token.key[:1].isalnum()]
    stems = tuple(stem(token.key) for token in tokens)
    spans = tuple(token.span for token in tokens)
    return Terms(text, tuple(t.key for t in tokens), stems, frozenset(stems), spans)


def content(found: Terms) -> frozenset[str]:
    """Return the stems that are no words of grammar."""
    return found.vocabulary - function_words()


@functools.cache
def function_words() -> frozenset[str]:
    """Return the words of grammar of each language that its script is taken for when none is given."""
    defaults = (language for language in languages().values() if language.is_default)
    return frozenset(word for language in defaults for word in language.class_of)


def telling(text: str) -> frozenset[str]:
    """
    Return the slots in a text that say what a clause does.

    The threat of an attack is a threat and no attack.
    """
    common = frozenset(matching()["common_slots"])
    return frozenset(term.slot for term in _unabsorbed(text) if term.slot not in common)


@functools.lru_cache(maxsize=4096)
def slot_terms(text: str) -> tuple[SlotTerm, ...]:
    """Return the lexicon's terms in a text, each with its slot."""
    found = terms(text)
    return tuple(
        SlotTerm(entry.slot, Span(found.spans[run.start].start, found.spans[run.end - 1].end))
        for run, entry in lexicon().find(found.keys)
    )


def _unabsorbed(text: str) -> Iterator[SlotTerm]:
    """Leave out a term that belongs to the one before it: "threat of an act of armed aggression"."""
    absorbed = matching()["absorbs"]
    before: SlotTerm | None = None
    for term in slot_terms(text):
        between = text[before.span.end : term.span.start] if before else ""
        if before and term.slot in absorbed.get(before.slot, ()) and _joins(between):
            continue
        before = term
        yield term


def _joins(between: str) -> bool:
    """Whether only "of", articles and the like stand between two terms."""
    return len(between) <= 24 and all(mark not in between for mark in ",.;:") and " of " in f" {between} "
