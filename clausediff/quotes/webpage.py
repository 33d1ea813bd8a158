"""text -> the lines of a web page that are no part of its report."""

from __future__ import annotations

import functools

import regex

from clausediff.model import Span
from clausediff.tables import table

# A line this long that ends in a stop is a paragraph of a report.
_PARAGRAPH = 140


def find_furniture(text: str) -> tuple[Span, ...]:
    """
    Return the stretches of a text that are notices, link lists or comment stubs.

    >>> text = "Both sides signed.\\n\\nRead more\\n\\nTrending now\\nTV’s ‘Most Complicated’ Fathers\\n"
    >>> [span.of(text) for span in find_furniture(text)]
    ['Read more', 'Trending now\\nTV’s ‘Most Complicated’ Fathers\\n']
    """
    spans: list[Span] = []
    for found in _furniture().finditer(text):
        if spans and found.start() < spans[-1].end:
            continue
        end = _list_end(text, found.end()) if found["head"] is not None else found.end()
        spans.append(Span(found.start("line"), end))
    return tuple(spans)


def _list_end(text: str, start: int) -> int:
    """Return where a list ends: before the next line that is a full paragraph."""
    paragraph = _paragraph().search(text, start)
    return paragraph.start() if paragraph else len(text)


@functools.cache
def _furniture() -> regex.Pattern[str]:
    lists = table("webpage")
    heads, lines = "|".join(lists["heads"]), "|".join(lists["lines"])
    return regex.compile(
        rf"^[^\S\n]*+(?P<line>(?P<head>(?:{heads})[^\n]*+)|(?:{lines})[^\n]*+)",
        regex.IGNORECASE | regex.MULTILINE,
    )


@functools.cache
def _paragraph() -> regex.Pattern[str]:
    return regex.compile(rf"^[^\n]{{{_PARAGRAPH},}}+(?<=[.!?…][\"'”’»“)]{{0,2}}\s?)$", regex.MULTILINE)
