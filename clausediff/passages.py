"""document -> the passages that may render a clause: quoted wording, glosses, reported sentences."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import regex

from clausediff.instruments import extended, instruments
from clausediff.knowledge import matching
from clausediff.model import Document, Instrument, Manner, Quote, Reference, Span, Speaker, Treaty
from clausediff.quotes import find_quotes
from clausediff.references import find_references
from clausediff.reported import find_reported
from clausediff.sentences import sentences
from clausediff.terms import content, telling, terms

#: Fewer telling words say nothing that a clause says.
SLIGHT = 3


class Passage(NamedTuple):
    """Words that may render a clause, in one sentence or one quotation, and what surrounds them."""

    spans: tuple[Span, ...]
    manner: Manner
    sentence: Span
    speaker: Speaker | None = None

    @property
    def reach(self) -> Span:
        """The range from the first word to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)

    def text(self, document: Document) -> str:
        """Return the passage's words, its pieces joined by a space."""
        return " ".join(span.of(document.text) for span in self.spans)


class Reading(NamedTuple):
    """A document as matching reads it."""

    document: Document
    sentences: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    references: tuple[Reference, ...]

    def text(self, span: Span) -> str:
        """Cut a span out of the document."""
        return span.of(self.document.text)


def read_document(document: Document, treaties: Sequence[Treaty] = ()) -> Reading:
    """Find what the text says about treaties, the known ones and these, and whom it quotes."""
    text = document.text
    quotes = tuple(quote for quote in find_quotes(text) if quote.kind == "quotation")
    references = tuple(
        ref for ref in find_references(text, _known(treaties)) if ref.kind in ("treaty", "citation")
    )
    lines = tuple(line for sentence in sentences(text) for line in _list_items(text, sentence))
    return Reading(document, lines, tuple(_weighty(outermost(quotes), lines)), references)


def _known(treaties: Sequence[Treaty]) -> tuple[Instrument, ...]:
    """The instruments that ship, which are known by more names, and the caller's own treaties."""
    ids = {instrument.id for instrument in instruments()}
    return extended(*(treaty for treaty in treaties if treaty.id not in ids))


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


def outermost(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Leave out quotations inside quotations."""
    kept: list[Quote] = []
    for quote in sorted(quotes, key=lambda quote: (quote.outer.start, -quote.outer.end)):
        if not kept or quote.outer.start >= kept[-1].outer.end:
            kept.append(quote)
    return tuple(kept)


def find_passages(reading: Reading) -> tuple[Passage, ...]:
    """Return all passages that may render a clause; reported ones may overlap."""
    return (*_quoted(reading), *_reported(reading))


def _quoted(reading: Reading) -> Iterator[Passage]:
    """The pieces of one utterance in one sentence make one passage; a speech gives one for each sentence."""
    for (_, sentence), pieces in groupby(
        reading.quotes, lambda q: (q.group, _sentence_at(reading, q.outer.start))
    ):
        quotes = list(pieces)
        speaker = next((quote.speaker for quote in quotes if quote.speaker), None)
        if len(quotes) == 1 and _is_spoken(speaker):
            for part in _sentences_within(reading, quotes[0].span):
                yield Passage((part,), "glossed", sentence, speaker)
        else:
            spans = (*_lead_in(reading, sentence, quotes[0]), *(quote.span for quote in quotes))
            yield Passage(spans, "glossed" if _is_spoken(speaker) else "quoted", sentence, speaker)


def _utterance(reading: Reading, quote: Quote) -> tuple[int, Span]:
    return quote.group, _sentence_at(reading, quote.outer.start)


def _is_spoken(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.kind != "document"


def _sentence_at(reading: Reading, place: int) -> Span:
    return _line_at(reading.sentences, place)


def _sentences_within(reading: Reading, span: Span) -> Iterator[Span]:
    for sentence in sentences(reading.text(span)):
        yield Span(span.start + sentence.start, span.start + sentence.end)


def _lead_in(reading: Reading, sentence: Span, quote: Quote) -> Iterator[Span]:
    """The reporter's own words between the verb and the quotation, where they render the clause too."""
    start = _after_restating(reading, Span(sentence.start, max(sentence.start, quote.outer.start)))
    if start is None:
        return
    lead = _trimmed(reading, start, quote.outer.start)
    if telling(reading.text(lead)):
        yield lead


def _reported(reading: Reading) -> Iterator[Passage]:
    """What cues introduce; and each sentence, whole and from behind its restating verb."""
    for item in find_reported(reading.document.text):
        for span in _unquoted(reading, item.span):
            yield Passage((span,), "reported", _sentence_at(reading, span.start), item.speaker)
    for sentence in reading.sentences:
        for span in _unquoted(reading, sentence):
            yield Passage((span,), "reported", sentence)
            start = _after_restating(reading, span)
            if start is not None:
                yield Passage((_trimmed(reading, start, span.end),), "reported", sentence)


def _unquoted(reading: Reading, span: Span) -> Iterator[Span]:
    """A span, or what quotations leave of it where that still says what a clause does."""
    within = [quote.outer for quote in reading.quotes if quote.outer.overlaps(span)]
    if not within:
        yield _trimmed(reading, span.start, span.end)
    starts = [span.start, *(outer.end for outer in within)]
    ends = [*(outer.start for outer in within), span.end]
    for start, end in zip(starts, ends, strict=True):
        if within and start < end and telling(reading.document.text[start:end]):
            yield _trimmed(reading, start, end)


def _after_restating(reading: Reading, span: Span) -> int | None:
    """Where the words begin behind the first restating verb with "that" or a colon, or else behind the last."""
    found = list(restating().finditer(reading.document.text, span.start, span.end))
    first = next((match for match in found if match[0].rstrip().endswith(("that", ":"))), None)
    return None if not found else (first or found[-1]).end()


@functools.cache
def restating() -> regex.Pattern[str]:
    """restating := verb [adverbial] ["for" | "that" | "to" | ":"]"""
    verbs = "|".join(sorted(map(_inflected, matching()["restating"]), key=len, reverse=True))
    return regex.compile(rf"(?i)\b(?:{verbs})\b(?:,[^,]{{1,40}},)?(?:\s+(?:for|that|to)\b)?:?\s*")


def _inflected(verb: str) -> str:
    """The regular forms of a verb, with the words that belong to it."""
    head, *rest = verb.split()
    root = head.removesuffix("e")
    forms = {head, head + "s", head + "es", root + "ed", root + "ing"}
    if head.endswith("y"):
        forms |= {head[:-1] + "ies", head[:-1] + "ied"}
    return r"\s+".join([f"(?:{'|'.join(sorted(forms, key=len, reverse=True))})", *map(regex.escape, rest)])


def _trimmed(reading: Reading, start: int, end: int) -> Span:
    words = reading.document.text[start:end]
    left = len(words) - len(words.lstrip(" \n\t,;:.—–-"))
    right = len(words.rstrip(' \n\t,;:.—–-"“”'))
    return Span(start + min(left, right), start + max(left, right)) if right else Span(start, start)
