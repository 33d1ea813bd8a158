"""document -> the passages that may render a clause: quoted wording, glosses, reported sentences."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import regex

from clausediff.match.apart import is_taken
from clausediff.match.reading import Reading
from clausediff.match.terms import telling
from clausediff.model import Document, Manner, Quote, Span, Speaker
from clausediff.quotes.reported import find_reported
from clausediff.quotes.webpage import find_furniture
from clausediff.sentences import sentences
from clausediff.tables import table


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


@functools.lru_cache(maxsize=64)
def find_passages(reading: Reading) -> tuple[Passage, ...]:
    """Return the passages outside a page's furniture that may render a clause; reported ones may overlap."""
    furniture = find_furniture(reading.document.text)
    found = (*_quoted(reading), *_reported(reading))
    return tuple(passage for passage in found if not is_taken(passage.reach, furniture))


def _quoted(reading: Reading) -> Iterator[Passage]:
    """The pieces of one utterance in one sentence make one passage; a speech gives one for each sentence."""
    for (_, sentence), pieces in groupby(
        reading.quotes, lambda q: (q.group, reading.sentence_at(q.outer.start))
    ):
        quotes = list(pieces)
        speaker = next((quote.speaker for quote in quotes if quote.speaker), None)
        if len(quotes) == 1 and _is_spoken(speaker):
            for part in _sentences_within(reading, quotes[0].span):
                yield Passage((part,), "glossed", sentence, speaker)
        else:
            spans = (*_lead_in(reading, sentence, quotes[0]), *(quote.span for quote in quotes))
            yield Passage(spans, "glossed" if _is_spoken(speaker) else "quoted", sentence, speaker)


def _is_spoken(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.kind != "document"


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
            yield Passage((span,), "reported", reading.sentence_at(span.start), item.speaker)
    for sentence in reading.sentences:
        for span in _unquoted(reading, sentence):
            yield Passage((span,), "reported", sentence)
            start = _after_restating(reading, span)
            if start is not None:
                yield Passage((_trimmed(reading, start, span.end),), "reported", sentence)


def _unquoted(reading: Reading, span: Span) -> Iterator[Span]:
    """A span, or what quotations leave of it where that still says what a clause does."""
    within = [quote.outer for quote in reading.quotes_in(span)]
    if not within:
        yield _trimmed(reading, span.start, span.end)
    starts = [span.start, *(outer.end for outer in within)]
    ends = [*(outer.start for outer in within), span.end]
    for start, end in zip(starts, ends, strict=True):
        if within and start < end and telling(reading.document.text[start:end]):
            yield _trimmed(reading, start, end)


def _after_restating(reading: Reading, span: Span) -> int | None:
    """Where the words begin behind the first restating verb with "that" or a colon, or the last one."""
    found = list(restating().finditer(reading.document.text, span.start, span.end))
    first = next((match for match in found if match[0].rstrip().endswith(("that", ":"))), None)
    return None if not found else (first or found[-1]).end()


@functools.cache
def restating() -> regex.Pattern[str]:
    """restating := verb [adverbial] ["for" | "that" | "to" | ":"]"""
    verbs = sorted(map(_inflected, table("matching")["restating"]), key=len, reverse=True)
    return regex.compile(rf"(?i)\b(?:{'|'.join(verbs)})\b(?:,[^,]{{1,40}},)?(?:\s+(?:for|that|to)\b)?:?\s*")


def _inflected(verb: str) -> str:
    """The regular forms of a verb, with the words that belong to it."""
    head, *rest = verb.split()
    if head.endswith("y"):
        forms = rf"{head[:-1]}(?:ies|ied|y(?:s|es|ed|ing)?)"
    elif head.endswith("e"):
        forms = rf"{head[:-1]}(?:e[sd]?|ing)"
    else:
        forms = rf"{head}(?:s|es|ed|ing)?"
    return r"\s+".join([forms, *map(regex.escape, rest)])


def _trimmed(reading: Reading, start: int, end: int) -> Span:
    words = reading.document.text[start:end]
    left = len(words) - len(words.lstrip(" \n\t,;:.—–-"))
    right = len(words.rstrip(' \n\t,;:.—–-"“”'))
    return Span(start + min(left, right), start + max(left, right)) if right else Span(start, start)
