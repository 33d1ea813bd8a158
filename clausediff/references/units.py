"""Words for the units that texts are divided into: which there are, how deep each lies, where one stands."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import regex

from clausediff.tables import table

#: Levels of the data file: divisions lie above the article, sentences and lines below the items.
ARTICLE, PARAGRAPH, SENTENCE = 5, 6, 9


class Unit(NamedTuple):
    """A unit word at its place, and what the data file says of it."""

    start: int
    end: int
    word: str
    facts: dict[str, Any]

    @property
    def level(self) -> int:
        """How deep the unit lies."""
        return int(self.facts["level"])

    @property
    def is_plural(self) -> bool:
        """Whether the word speaks of several: "Articles", "§§"."""
        folded = self.word.casefold()
        return folded in self.facts.get("plural", ()) or folded.endswith("s")


def unit_at(text: str, position: int) -> Unit | None:
    """
    Read a unit word.

    >>> unit_at("see paras. 3 and 4", 4).word, unit_at("see paras. 3 and 4", 0)
    ('paras.', None)
    """
    found = _token().match(text, position)
    for word in _forms(found[0]) if found else ():
        facts, end = _facts_by_word().get(word.casefold()), position + len(word)
        if facts is not None and not text[end : end + 1].isalpha():
            return Unit(position, end, word, facts)
    return None


def _forms(token: str) -> Iterator[str]:
    """The longest form first: "sub-para.", "sub-para", "sub"."""
    yield token
    if len(token) > 1:
        yield token[:-1]
    head = token.partition("-")[0]
    if head != token:
        yield head


def unit_level(word: str) -> int:
    """
    Return how deep a unit lies, by any of its written forms; -1 for any other word.

    >>> unit_level("Paragraph") == PARAGRAPH, unit_level("статьи") == ARTICLE
    (True, True)
    """
    return int(_facts_by_word().get(word.casefold(), {}).get("level", -1))


def unit_words() -> Iterable[str]:
    """Return every written form of every unit."""
    return _facts_by_word().keys()


@functools.cache
def unit_facts() -> dict[str, dict[str, Any]]:
    """Return what the data file says of each unit, by name."""
    return {facts["name"]: facts for facts in table("provisions")["unit"]}


@functools.cache
def _facts_by_word() -> dict[str, dict[str, Any]]:
    return {word.casefold(): facts for facts in table("provisions")["unit"] for word in facts["words"]}


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first, with free space where they have a space."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(regex.escape(word).replace(r"\ ", r"\s+") for word in ordered)


@functools.cache
def _token() -> regex.Pattern[str]:
    return regex.compile(r"(?<![\p{L}\p{N}])(?:[§¶]{1,2}|\p{L}++(?:-\p{L}++)?\.?)")
