"""text -> the stretches that are searched one by one: sentences, also of a text without capitals."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from clausediff.model import Span
from clausediff.normalize.wordlists import table
from clausediff.sentences import sentences

#: A sentence is cut after so many words: beyond it no sentence is one.
LONGEST = 120


def stretches(text: str) -> list[Span]:
    """
    Cut a text into sentences, where a stop ends one even if no capital follows.

    >>> text = "it lasts ten years. art. 5 stays."
    >>> [span.of(text) for span in stretches(text)]
    ['it lasts ten years. ', 'art. 5 stays.']
    """
    return [piece for sentence in sentences(text) for piece in _pieces(text, sentence)]


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for stop in _stop().finditer(text, sentence.start, sentence.end):
        if stop["word"].casefold() not in _abbreviations():
            yield from _not_too_long(text, Span(start, stop.end()))
            start = stop.end()
    yield from _not_too_long(text, Span(start, sentence.end))


@functools.cache
def _stop() -> regex.Pattern[str]:
    """stop := word of two signs or more, mark, closing marks, space"""
    closing = r"[\"”’)\]]"
    return regex.compile(rf"(?P<word>[^\s.!?]{{2,}}){closing}?\s?[.!?]{closing}*(?:\s{closing}(?=\s))?\s+")


@functools.cache
def _abbreviations() -> frozenset[str]:
    languages = table("abbreviations.toml").values()
    return frozenset(word.casefold() for groups in languages for words in groups.values() for word in words)


def _not_too_long(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for count, word in enumerate(_word().finditer(text, span.start, span.end), 1):
        if count % LONGEST == 0:
            yield Span(start, word.start())
            start = word.start()
    if start < span.end:
        yield Span(start, span.end)


@functools.cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"\S+")
