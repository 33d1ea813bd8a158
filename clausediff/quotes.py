"""text -> quotes, with speaker and cue."""

from __future__ import annotations

from clausediff.marks import pair_marks
from clausediff.model import Excerpt, Quote, Span, Speaker
from clausediff.speakers import Source, find_sources


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
    return _with_speakers(text, quotes)


def _with_speakers(text: str, quotes: list[Quote]) -> tuple[Quote, ...]:
    import attrs

    tops = outermost(tuple(quotes))
    sources = find_sources(text, tuple(quote.outer for quote in tops))
    found = dict(zip((quote.outer for quote in tops), sources, strict=True))
    out = []
    for quote in quotes:
        source = found.get(quote.outer)
        out.append(attrs.evolve(quote, speaker=_speaker(text, source), cue=_cue(text, source)))
    return tuple(out)


def outermost(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    tops: list[Quote] = []
    for quote in quotes:
        if not tops or quote.outer.start >= tops[-1].outer.end:
            tops.append(quote)
    return tuple(tops)


def _speaker(text: str, source: Source | None) -> Speaker | None:
    return Speaker(source.span.of(text), source.span, "person") if source else None


def _cue(text: str, source: Source | None) -> Excerpt | None:
    return Excerpt(source.cue.of(text), source.cue) if source and source.cue else None


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
