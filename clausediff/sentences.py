"""text -> sentences, as spans into the untouched text."""

from __future__ import annotations

import functools

import regex

from clausediff.model import Span
from clausediff.tables import table


def sentences(text: str) -> tuple[Span, ...]:
    """
    Cut a text into sentences.

    A sentence ends at a blank line, or at its stop and the closing marks behind it when a capital,
    a digit, an opening mark or a script without capitals follows. It does not end behind an
    abbreviation of `data/abbreviations.toml` or an initial.

    >>> text = "See Art. 51 of the U.N. Charter. The U.S. agreed."
    >>> [span.of(text) for span in sentences(text)]
    ['See Art. 51 of the U.N. Charter.', 'The U.S. agreed.']
    """
    spans = []
    start = 0
    for stop in _stops().finditer(text):
        if stop["blank"] is None and _is_abbreviation(text, stop.start()):
            continue
        spans.append(_trimmed(text, start, stop.end()))
        start = stop.end()
    spans.append(_trimmed(text, start, len(text)))
    return tuple(span for span in spans if len(span))


@functools.cache
def _stops() -> regex.Pattern[str]:
    return regex.compile(
        r"(?P<blank>\n[^\S\n]*\n)"
        # Only at the head of a row of stops, so that a row of a million takes one look.
        r"|(?<![.!?…])[.!?…]++[\"'”’»“)\]]*+(?=\s++[\"'“‘«„(\[]*+[\p{Lu}\p{Lt}\p{Lo}\p{N}—–-])"
        r"|[。！？]++[」』”]*+"
    )


@functools.cache
def _abbreviations() -> frozenset[str]:
    """Return all abbreviations, in lower case, of all languages: a word that is one anywhere is one."""
    languages = table("abbreviations").values()
    return frozenset(word.lower() for groups in languages for words in groups.values() for word in words)


def _is_abbreviation(text: str, stop: int) -> bool:
    if text[stop] != ".":
        return False
    # No abbreviation of the table is longer, so a look of this length back is enough and keeps time linear.
    before = regex.search(r"[\p{L}\p{M}.]+\Z", text[max(0, stop - 12) : stop])
    return before is not None and (_is_initial(before[0]) or before[0].lower() in _abbreviations())


def _is_initial(word: str) -> bool:
    last = word.rpartition(".")[2]
    return len(last) == 1 and last.isupper() and (len(word) > 1 or last != "I")


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
