"""text -> quotes, with speaker and cue."""

from __future__ import annotations

from collections.abc import Iterator

from clausediff.kinds import kind_of
from clausediff.marks import Marked, find_marked
from clausediff.model import Excerpt, Quote, Span, Speaker
from clausediff.narration import Narration
from clausediff.speakers import Source, find_sources


def find_quotes(text: str) -> tuple[Quote, ...]:
    """
    Find every quotation of a text, closed or not, nested or not, in the order of the text.

    >>> [quote.text for quote in find_quotes("Kim called it “peaceful.”")]
    ['peaceful.']
    """
    return tuple(
        Quote(
            words.span.of(text),
            words.span,
            words.outer,
            kind_of(text, words, source, narration),
            _speaker(text, source),
            _cue(text, source),
            words.is_closed,
        )
        for words, source, narration in marked_words(text)
    )


def marked_words(text: str) -> Iterator[tuple[Marked, Source | None, Narration]]:
    """Yield all marked words, with their source where they stand in no others."""
    marked = find_marked(text)
    tops = _outermost([words.outer for words in marked])
    narration = Narration(text, tops)
    sources = dict(zip(tops, find_sources(narration, tops), strict=True))
    for words in marked:
        yield words, sources.get(words.outer), narration


def _outermost(spans: list[Span]) -> tuple[Span, ...]:
    tops: list[Span] = []
    for span in spans:
        if not tops or span.start >= tops[-1].end:
            tops.append(span)
    return tuple(tops)


def _speaker(text: str, source: Source | None) -> Speaker | None:
    return Speaker(source.span.of(text), source.span, "person") if source else None


def _cue(text: str, source: Source | None) -> Excerpt | None:
    return Excerpt(source.cue.of(text), source.cue) if source and source.cue else None
