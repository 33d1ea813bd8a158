"""Plain text -> the marks of emphasis and links that Markdown puts inside its lines."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from clausediff.treaty.layout import FILLER, Left, mask


def inline_marks(text: str) -> list[Left]:
    """
    Find the marks of emphasis and links, in order; blanks to fill in and note marks are none.

    >>> text = "Rain **falls** on [hills](https://example.org) and _plains_ ____ (*) 2 * 3 * 4."
    >>> [text[left.start:left.end] for left in inline_marks(text)]
    ['**', '**', '[', '](https://example.org)', '_', '_']
    """
    links = list(_found(_link(), text))
    emphasis = _found(_emphasis(), mask(text, links))
    return sorted([*links, *emphasis], key=lambda left: left.start)


def _found(pattern: regex.Pattern[str], text: str) -> Iterator[Left]:
    for found in pattern.finditer(text):
        yield Left("inline markup", *found.span("opens"))
        yield Left("inline markup", *found.span("closes"))


@functools.cache
def _link() -> regex.Pattern[str]:
    """Bounded, so that a line of brackets takes no longer than any other."""
    return regex.compile(
        r"(?<!!)(?P<opens>\[)[^\[\]\r\n]{1,300}(?P<closes>\]\((?:https?://|mailto:|[/#.])[^()\s]{0,300}\))"
    )


@functools.cache
def _emphasis() -> regex.Pattern[str]:
    first = rf"(?=[\p{{L}}\p{{N}}“\"'‘«(\[{FILLER}])"
    return regex.compile(
        rf"(?<![\w*])(?P<opens>\*{{1,3}}){first}[^*\r\n]{{1,1000}}(?<=\S|{FILLER})(?P<closes>(?P=opens))(?!\*)"
        rf"|(?<!\w)(?P<opens>_{{1,3}}){first}[^_\r\n]{{1,1000}}(?<=\S|{FILLER})(?P<closes>(?P=opens))(?!\w)"
    )
