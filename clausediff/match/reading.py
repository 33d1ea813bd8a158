"""document -> a document as matching reads it: its sentences, quotations and references."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import regex

from clausediff.match.terms import content, terms
from clausediff.model import Document, Instrument, Quote, Reference, Span, Treaty
from clausediff.quotes.find import find_quotes
from clausediff.references.find import find_references
from clausediff.references.instruments import known_with
from clausediff.sentences import sentences
from clausediff.tables import table

#: Fewer telling words say nothing that a clause says.
SLIGHT = 3


class Reading(NamedTuple):
    """
    A document as matching reads it; everything in the order of the text.

    `sources` are the references that passages may come from, without those that wording itself cites
    ("in accordance with Article 51 ...").
    """

    document: Document
    sentences: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    references: tuple[Reference, ...]
    sources: tuple[Reference, ...]

    def text(self, span: Span) -> str:
        """Cut a span out of the document."""
        return span.of(self.document.text)

    def sentence_at(self, place: int) -> Span:
        """Return the sentence that a place is in; an empty span where it is in none."""
        return _line_at(self.sentences, place)

    def quotes_in(self, span: Span) -> Sequence[Quote]:
        """Return the quotations that share a sign with a span."""
        first = bisect_right(self.quotes, span.start, key=lambda quote: quote.outer.end)
        return self.quotes[first : bisect_left(self.quotes, span.end, key=lambda quote: quote.outer.start)]

    def references_in(self, span: Span) -> Sequence[Reference]:
        """Return the references that share a sign with a span."""
        return _within(self.references, span)

    def sources_in(self, span: Span) -> Sequence[Reference]:
        """Return the references in a span that a passage may come from."""
        return _within(self.sources, span)

    def spoken_of(self, place: int) -> Instrument | None:
        """Return the treaty last spoken of before a place, or else the first one after it."""
        before = bisect_right(self.sources, place, key=lambda ref: ref.span.end)
        latest = (ref.instrument for ref in reversed(self.sources[:before]) if ref.instrument)
        first = (ref.instrument for ref in self.sources[before:] if ref.instrument)
        return next(latest, None) or next(first, None)


def read_document(document: Document, treaties: Sequence[Treaty] = ()) -> Reading:
    """
    Find what a text says about treaties, the known ones and these, and whom it quotes.

    >>> reading = read_document(Document("A", "Article 5 says so, in accordance with Article 51."))
    >>> [ref.text for ref in reading.references], [ref.text for ref in reading.sources]
    (['Article 5', 'Article 51'], ['Article 5'])
    """
    return _read(document, known_with(treaties))


# A report reads a document for what is bound and again for what is not.
@functools.lru_cache(maxsize=64)
def _read(document: Document, known: tuple[Instrument, ...]) -> Reading:
    text = document.text
    lines = tuple(line for sentence in sentences(text) for line in _list_items(text, sentence))
    quotes = outermost(quote for quote in find_quotes(text) if quote.kind == "quotation")
    found = find_references(text, known)
    references = tuple(ref for ref in found if ref.kind in ("treaty", "citation"))
    starts = {line.start for line in lines}
    sources = tuple(
        ref
        for ref in references
        if (ref.span.start in starts or not _is_cited(text, ref)) and not _is_of_itself(ref)
    )
    return Reading(document, lines, tuple(_weighty(quotes, lines)), references, sources)


def outermost(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Leave out quotations inside quotations."""
    kept: list[Quote] = []
    for quote in sorted(quotes, key=lambda quote: (quote.outer.start, -quote.outer.end)):
        if not kept or quote.outer.start >= kept[-1].outer.end:
            kept.append(quote)
    return tuple(kept)


def _list_items(text: str, sentence: Span) -> Iterator[Span]:
    """The items of a list are sentences of their own."""
    start = sentence.start
    for bullet in _bullet().finditer(text, sentence.start, sentence.end):
        yield Span(start, bullet.start())
        start = bullet.start()
    yield Span(start, sentence.end)


@functools.cache
def _bullet() -> regex.Pattern[str]:
    return regex.compile(r"\n\s*+[•‣▪◦*–—-]\s")


def _is_of_itself(ref: Reference) -> bool:
    """Whether the words are those by which a treaty speaks of itself."""
    words = ref.text.casefold()
    return ref.locator is None and words.startswith(tuple(table("matching")["self_references"]))


def _is_cited(text: str, ref: Reference) -> bool:
    return _citing().search(text[max(0, ref.span.start - 60) : ref.span.start]) is not None


@functools.cache
def _citing() -> regex.Pattern[str]:
    cues = "|".join(map(regex.escape, table("matching")["content_references"]))
    return regex.compile(rf"(?i)\b(?:{cues})\s+(?:the\s+|its\s+|both\s+)?$")


def _weighty(quotes: Sequence[Quote], lines: Sequence[Span]) -> Iterator[Quote]:
    """Leave out marked words too few to be a passage: they are part of the reporter's sentence."""
    utterances = groupby(quotes, lambda quote: (quote.group, _line_at(lines, quote.outer.start)))
    for _, pieces in utterances:
        whole = list(pieces)
        if len(content(terms(" ".join(quote.text for quote in whole)))) >= SLIGHT:
            yield from whole


def _line_at(lines: Sequence[Span], place: int) -> Span:
    found = bisect_right(lines, place, key=lambda line: line.start) - 1
    return lines[found] if found >= 0 and place < lines[found].end else Span(place, place)


def _within(references: Sequence[Reference], span: Span) -> Sequence[Reference]:
    first = bisect_right(references, span.start, key=lambda ref: ref.span.end)
    return references[first : bisect_left(references, span.end, key=lambda ref: ref.span.start)]
