"""Quotations without marks: set off as a block, or followed by a dash and their source."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from clausediff.model import Span
from clausediff.quotes.cues import language, vocabulary
from clausediff.quotes.marks import Marked, trim


def find_blocks(text: str) -> tuple[Marked, ...]:
    """
    Return the blocks of a text that are quoted without marks, in order.

    A block has ">" before its lines; or it stands behind a line that ends in a verb of saying and a
    colon; or a dash, a verb of saying and a source follow it on its line.

    >>> text = "Article 5 reads:\\n\\n    An attack on one is an attack on all of them.\\n\\nIt is old."
    >>> [block.span.of(text) for block in find_blocks(text)]
    ['An attack on one is an attack on all of them.']
    """
    spans = [*_arrowed(text), *_introduced(text), *_attributed(text)]
    blocks: list[Marked] = []
    for span in sorted(trim(text, span.start, span.end) for span in spans):
        if not blocks or span.start >= blocks[-1].span.end:
            blocks.append(Marked(span, span, True))
    return tuple(blocks)


def _arrowed(text: str) -> Iterator[Span]:
    for found in _arrows().finditer(text):
        yield Span(*found.span("words"))


def _introduced(text: str) -> Iterator[Span]:
    cues = vocabulary(language(text)).cues
    for found in _introductions().finditer(text):
        before = text[max(0, found.start() - 60) : found.start()].lower().split()[-5:]
        if found["indent"] or any(word in cues for word in before):
            yield Span(*found.span("words"))


def _attributed(text: str) -> Iterator[Span]:
    cues = vocabulary(language(text)).cues
    for found in _attributions().finditer(text):
        if found["verb"].lower() in cues:
            yield Span(*found.span("words"))


@functools.cache
def _arrows() -> regex.Pattern[str]:
    return regex.compile(
        r"^[^\S\n]*+>[^\S\n]?+(?P<words>\S[^\n]*+(?:\n[^\S\n]*+>[^\n]*+)*+)", regex.MULTILINE
    )


@functools.cache
def _introductions() -> regex.Pattern[str]:
    """Return the pattern of "Article 5 reads:" and the unmarked paragraph or indented lines behind it."""
    marks = '"“”„«»‘'
    line = rf"(?![->•*–—\d{marks}])[^\n{marks}]{{30,}}+"
    return regex.compile(
        rf":[^\S\n]*+\n\s*?"
        rf"(?:^(?P<indent>[ ]{{4,}}+|\t++)(?P<words>{line}(?:\n(?P=indent)[^\n{marks}]++)*+)"
        rf"|^(?P<words>{line}(?<=[.!?…]))$)",
        regex.MULTILINE,
    )


@functools.cache
def _attributions() -> regex.Pattern[str]:
    """Return the pattern of "words, - believes the expert." on a line of its own."""
    return regex.compile(
        r"^(?P<words>[^\n\"“”„«»]{30,}?[,.!?…])[ \xa0]?[-–—―]{1,2}[ \xa0]"
        r"(?P<verb>\p{Ll}++)[ \xa0][^\n]{3,120}$",
        regex.MULTILINE,
    )
