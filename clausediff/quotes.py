"""text -> quotes, with speaker and cue."""

from __future__ import annotations

from clausediff.marks import pair_marks
from clausediff.model import Quote, Span


def find_quotes(text: str) -> tuple[Quote, ...]:
    """
    Find every quotation of a text, closed or not, nested or not, in the order of the text.

    >>> [quote.text for quote in find_quotes("Kim called it “peaceful.”")]
    ['peaceful.']
    """
    quotes = []
    for pair in pair_marks(text):
        span = _trim(text, pair.opening.end, pair.end)
        if not len(span):
            continue
        outer = Span(pair.opening.start, pair.closing.end if pair.closing else span.end)
        quotes.append(Quote(span.of(text), span, outer, "quotation", is_closed=pair.closing is not None))
    return tuple(quotes)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
