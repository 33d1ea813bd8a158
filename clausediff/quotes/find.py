"""text -> quotes, with speaker and cue."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator
from typing import NamedTuple

import regex

from clausediff.errors import GIVE_TEXT, need
from clausediff.model import Excerpt, Quote, Span
from clausediff.quotes.kinds import kind_of
from clausediff.quotes.marks import Marked, find_marked, trim
from clausediff.quotes.names import Names
from clausediff.quotes.narration import Narration
from clausediff.quotes.setoff import find_blocks
from clausediff.quotes.speakers import Source, find_sources


def find_quotes(text: str) -> tuple[Quote, ...]:
    """
    Find every quotation of a text, closed or not, nested or not, in the order of the text.

    Quotes overlap only by nesting, and every span points into the text as given. Words that no
    speaker is quoted with (scare quotes, titles, names) have the kind "mention". Pieces of one
    utterance share a group. Nothing raises, and time grows with the length of the text.

    >>> text = 'Kim called it “peaceful.” “We [both] signed …,” he said, “and we will keep it.”'
    >>> for quote in find_quotes(text):
    ...     print(quote.group, quote.text, quote.speaker.name, quote.cue.text)
    0 peaceful. Kim called
    1 We [both] signed …, he said
    1 and we will keep it. he said
    """
    need(text, str, GIVE_TEXT)
    found = list(marked_words(text))
    names = Names(found[0].narration) if found else None
    unclosed = _unclosed(found, text)
    quotes: list[Quote] = []
    for words, group in zip(found, _groups(found, text), strict=True):
        kind = kind_of(text, *words)
        source = words.source if kind == "quotation" else None
        quotes.append(
            Quote(
                text=words.marked.span.of(text),
                span=words.marked.span,
                outer=words.marked.outer,
                kind=kind,
                speaker=names.speaker(text, source.span) if source and names else None,
                cue=Excerpt(source.cue.of(text), source.cue) if source and source.cue else None,
                is_closed=words.marked.outer not in unclosed,
                group=group,
                insertions=_spans(_insertion(), text, words.marked.span),
                ellipses=_spans(_ellipsis(), text, words.marked.span),
            )
        )
    return tuple(quotes)


def outermost(text: str) -> tuple[Span, ...]:
    """Return the spans of all marked words that stand in no others, with their marks."""
    return _outermost(_with_blocks(find_marked(text), find_blocks(text)))


class Words(NamedTuple):
    """Marked words with their source, which only the outermost have."""

    marked: Marked
    source: Source | None
    narration: Narration


def marked_words(text: str) -> Iterator[Words]:
    """Yield all marked words of a text, in order."""
    marked = _with_blocks(find_marked(text), find_blocks(text))
    tops = _outermost(marked)
    narration = Narration(text, tops)
    sources = dict(zip(tops, find_sources(narration, tops), strict=True))
    for words in marked:
        yield Words(words, _label(text, words) or sources.get(words.outer), narration)


def _label(text: str, words: Marked) -> Source | None:
    """Return the label of a transcript within the marks: "WALLACE: …"."""
    label = trim(text, words.outer.start, words.span.start)
    if not text[label.start : label.end].endswith(":"):
        return None
    start = next((place for place in range(label.start, label.end) if text[place].isalnum()), label.end)
    return Source(trim(text, start, label.end - 1), None) if start < label.end - 1 else None


def _with_blocks(marked: tuple[Marked, ...], blocks: tuple[Marked, ...]) -> tuple[Marked, ...]:
    """Return both in order; a block that marked words cross or hold is none."""
    tops = _outermost(marked)
    kept = [block for block in blocks if not _is_crossed(block.outer, tops)]
    return tuple(sorted([*marked, *kept], key=lambda words: (words.outer.start, -words.outer.end)))


def _is_crossed(block: Span, tops: tuple[Span, ...]) -> bool:
    """Whether one of the spans, which are in order and apart, lies partly in the block or holds it."""
    first = bisect.bisect_left(tops, block.start, key=lambda top: top.start) - 1
    last = bisect.bisect_left(tops, block.end, key=lambda top: top.start) - 1
    return (first >= 0 and tops[first].end > block.start) or (last >= 0 and tops[last].end > block.end)


def _outermost(marked: tuple[Marked, ...]) -> tuple[Span, ...]:
    tops: list[Span] = []
    for words in marked:
        if not tops or words.outer.start >= tops[-1].end:
            tops.append(words.outer)
    return tuple(tops)


def _groups(found: list[Words], text: str) -> Iterator[int]:
    """Yield the group of each quotation: pieces that one source and cue govern, and reopened paragraphs."""
    group, last = -1, None
    for words in found:
        if last is None or not (_is_continued(last, words, text) or _shares_source(last, words)):
            group += 1
        yield group
        last = words


def _unclosed(found: list[Words], text: str) -> frozenset[Span]:
    """Return the quotations that no mark closes, their own or a reopened paragraph's."""
    unclosed: set[Span] = set()
    for words, following in zip(reversed(found), [None, *reversed(found)], strict=False):
        is_continued = following is not None and _is_continued(words, following, text)
        ends = following.marked.outer if following is not None and is_continued else words.marked.outer
        if not words.marked.is_closed and (not is_continued or ends in unclosed):
            unclosed.add(words.marked.outer)
    return frozenset(unclosed)


def _is_continued(last: Words, words: Words, text: str) -> bool:
    between = text[last.marked.outer.end : words.marked.outer.start]
    return not last.marked.is_closed and not between.strip() and "\n" in between


def _shares_source(last: Words, words: Words) -> bool:
    return words.source is not None and words.source == last.source


def _spans(pattern: regex.Pattern[str], text: str, span: Span) -> tuple[Span, ...]:
    return tuple(Span(*found.span()) for found in pattern.finditer(text, span.start, span.end))


@functools.cache
def _insertion() -> regex.Pattern[str]:
    """Return the pattern of what an editor put in: [expansion], (sic), (North Korean troops, ed.)."""
    return regex.compile(
        r"\[(?!\s*(?:…|\.\s?\.\s?\.)\s*\])[^\[\]\n]{1,200}\]|\((?:sic!?|[^()\n]{0,80}[\s,—–-]ed\.?)\)",
        regex.IGNORECASE,
    )


@functools.cache
def _ellipsis() -> regex.Pattern[str]:
    return regex.compile(r"\[\s*+(?:…|\.\s?\.\s?\.)\s*+\]|…|\.(?:\s?\.){2,3}")
