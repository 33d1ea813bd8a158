"""text -> the terms it is matched by: stems of its words, and the slots of its lexicon terms."""

from __future__ import annotations

import functools
from typing import NamedTuple

from attrs import frozen

from clausediff.model import Span
from clausediff.normalize.lexicon import lexicon
from clausediff.normalize.tokens import tokenize
from clausediff.normalize.wordlists import languages
from clausediff.normalize.words import stem
from clausediff.tables import table


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

    @property
    def printed(self) -> dict[str, str]:
        """Each stem's word as the text prints it first."""
        places = zip(reversed(self.stems), reversed(self.spans), strict=True)
        return {stem: span.of(self.text) for stem, span in places}


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


@functools.lru_cache(maxsize=4096)
def telling(text: str) -> frozenset[str]:
    """
    Return the slots in a text that say what a clause does.

    What is only threatened is a slot of its own: the threat of an attack is no attack.

    >>> sorted(telling("in case of an armed attack") ^ telling("in case of a threat of armed attack"))
    ['threat', 'trigger']
    """
    return frozenset(slot for slots in _telling_terms(text) for slot in slots)


@functools.lru_cache(maxsize=4096)
def _telling_terms(text: str) -> tuple[frozenset[str], ...]:
    """Return for each telling term of a text the slots that it may fill."""
    common = frozenset(table("matching")["common_slots"])
    slots: dict[Span, set[str]] = {}
    for term in slot_terms(text):
        if term.slot not in common:
            slots.setdefault(term.span, set()).add(_slot(text, term))
    return tuple(map(frozenset, slots.values()))


def shared_slots(passage: str, clause: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """
    Return the slots that a passage and a clause share, and those of the passage that the clause lacks.

    A term that may fill several slots counts for one of them.

    >>> shared_slots("mutual assistance against aggression", "in case of armed attack each gives aid")
    (('assistance', 'trigger'), ())
    """
    held = telling(clause)
    shared: list[str] = []
    missing: list[str] = []
    for slots in sorted(_telling_terms(passage), key=lambda slots: (len(slots), sorted(slots))):
        both = sorted(slots & held)
        shared.extend([slot for slot in both if slot not in shared][:1])
        missing.extend(sorted(slots)[:1] if not both else [])
    return tuple(sorted(shared)), tuple(sorted(set(missing)))


@functools.lru_cache(maxsize=4096)
def slot_terms(text: str) -> tuple[SlotTerm, ...]:
    """Return the lexicon's terms in a text, each with its slot."""
    found = terms(text)
    return tuple(
        SlotTerm(entry.slot, Span(found.spans[run.start].start, found.spans[run.end - 1].end))
        for run, entry in lexicon().find(found.keys)
    )


def _slot(text: str, term: SlotTerm) -> str:
    """Return the slot of a term, or that of the word it hangs on ("the threat of an act of aggression")."""
    before = text[max(0, term.span.start - 40) : term.span.start]
    words = terms(before[max(map(before.rfind, ",;:.")) + 1 :]).stems
    for slot, heads in table("matching")["hanging"].items():
        if term.slot == heads["slot"] and not frozenset(map(stem, heads["words"])).isdisjoint(words[-6:]):
            return str(slot)
    return term.slot
