"""A text with its quoted words masked: what is left is the narration, as sentences and words."""

from __future__ import annotations

import bisect
import collections
import functools
import operator
from collections.abc import Iterator
from typing import NamedTuple

import regex

from clausediff.model import Span
from clausediff.quotes.cues import Vocabulary, hints, is_written_in, language, vocabulary
from clausediff.quotes.webpage import find_furniture
from clausediff.sentences import sentences

# A letter without case stands for each quoted character, so that places stay the same.
MASK = "ꡀ"
# No source is sought farther away than this many words.
_REACH = 90


class Word(NamedTuple):
    """A word or mark of the narration; a hint is one that may end a cue."""

    text: str
    lower: str
    start: int
    end: int
    is_hint: bool


class Narration:
    """A text with its quoted words masked, cut into sentences and these into words when asked."""

    def __init__(self, text: str, quoted: tuple[Span, ...]) -> None:
        self.language = language(text)
        self.is_understood = is_written_in(text, self.language)
        self.vocabulary: Vocabulary = vocabulary(self.language)
        self._hints = hints(self.language)
        self.text = _mask(text, quoted, self.vocabulary)
        self._quoted = collections.Counter(_core(span.of(text)) for span in quoted)
        self._original = text
        self._tops = frozenset(quoted)
        self._furniture = find_furniture(text) if quoted else ()
        self._sentences = sentences(self.text)
        self._starts = [sentence.start for sentence in self._sentences]
        self._words: dict[int, list[Word]] = {}

    def before(self, place: int) -> list[Word]:
        """Return the words of the sentence before a place."""
        words = self._sentence(self._index(place))
        stop = bisect.bisect_left(words, place, key=_start)
        return words[max(0, stop - _REACH) : stop]

    def behind(self, place: int) -> list[Word]:
        """Return the words from a place on, to the end of the sentence of the character before it."""
        words = self._sentence(self._index(place - 1))
        start = bisect.bisect_left(words, place, key=_start)
        return words[start : start + _REACH]

    def all_sentences(self) -> Iterator[list[Word]]:
        """Yield the words of each sentence, in order."""
        return (self._sentence(index) for index in range(len(self._sentences)))

    def line(self, place: int) -> list[Word]:
        """Return the words from a place to the end of its line, if they are few."""
        end = self.text.find("\n", place, place + 100)
        found = _word().finditer(self.text, place, end if end >= 0 else min(len(self.text), place + 100))
        return self._read(found)

    def previous(self, place: int) -> list[Word]:
        """Return the words of the sentence before that of a place."""
        index = self._index(place)
        return self._sentence(index - 1)[-_REACH:] if index else []

    def is_outermost(self, span: Span) -> bool:
        """Whether marked words stand in no others."""
        return span in self._tops

    def is_furniture(self, span: Span) -> bool:
        """Whether words stand in a link list, a notice or a comment stub."""
        index = bisect.bisect_right(self._furniture, span.start, key=lambda other: other.start) - 1
        return index >= 0 and self._furniture[index].end > span.start

    def is_repeated(self, span: Span) -> bool:
        """Whether the same words stand between marks elsewhere too."""
        return self._quoted[_core(span.of(self._original))] > 1

    def _index(self, place: int) -> int:
        return max(0, bisect.bisect_right(self._starts, place) - 1)

    def _sentence(self, index: int) -> list[Word]:
        if index not in self._words:
            span = self._sentences[index]
            dateline = _dateline().match(self.text, span.start, span.end)
            found = _word().finditer(self.text, dateline.end() if dateline else span.start, span.end)
            self._words[index] = self._read(found)
        return self._words[index]

    def _read(self, found: Iterator[regex.Match[str]]) -> list[Word]:
        return [Word(m[0], (lower := m[0].lower()), *m.span(), lower in self._hints) for m in found]


_start = operator.attrgetter("start")


def _core(words: str) -> str:
    """Return marked words without marks and stops; what is longer than a name is told by its beginning."""
    return words[:80].strip(" \t\xa0\n.,;:!?\"'“”„‟«»‹›「」『』‘’‚‛`´").casefold()


def _mask(text: str, quoted: tuple[Span, ...], vocabulary: Vocabulary) -> str:
    """Mask the quoted words; the last character of each shows how its sentence goes on."""
    parts, end = [], 0
    for span in quoted:
        parts.append(text[end : span.start])
        parts.append(MASK * (len(span) - 1))
        parts.append(_closing(text, span, vocabulary))
        end = span.end
    return "".join([*parts, text[end:]])


def _closing(text: str, span: Span, vocabulary: Vocabulary) -> str:
    """
    Return a comma, a stop or the mask.

    “Really?” ends a sentence, but not where “he asked” follows.
    """
    last = _last().search(text, span.start, span.end)
    if last is None:
        return MASK
    if last[0] in ",，":
        return ","
    following = _head().match(text, span.end, min(len(text), span.end + 80))
    heard = following[0].lower().replace(",", " ").split() if following else []
    is_attributed = last[0] in "?!…—–-" and any(word in vocabulary.cues for word in heard[:6])
    if last[0] in "—–-" and not is_attributed:
        return MASK
    return "," if is_attributed else "."


@functools.cache
def _last() -> regex.Pattern[str]:
    return regex.compile(r"[.,，!?…。—–-](?=[\s\"'“”„‟«»‹›「」『』‘’‚‛`´]*+\Z)")


@functools.cache
def _head() -> regex.Pattern[str]:
    return regex.compile(r"(?:[^\n.!?;“”\"]|(?<=\b\p{Lu}\p{L}{0,3})\.)*+")


@functools.cache
def _dateline() -> regex.Pattern[str]:
    """Return the pattern of PARIS, June 3 (UPI) — at the head of a report."""
    return regex.compile(r"\p{Lu}{3}[^\n—–]{0,50}?\s(?:—|–|--?)\s")


@functools.cache
def _word() -> regex.Pattern[str]:
    letter = rf"[[\p{{L}}\p{{N}}\p{{M}}$@#]--[{MASK}]]"
    return regex.compile(
        rf"(?V1){MASK}++[.,]?+"
        r"|\([^()\n]{1,30}\)"
        r"|\p{N}++(?:[.,]\p{N}++)++"
        r"|(?i:he|she|it|who|that|they|we|i)(?=['’](?:s|re|ve|d|m|ll)\b)"
        r"|['’](?:s|re|ve|d|m|ll)\b"
        rf"|{letter}++(?:['’&./-]++{letter}++)*+(?:['’](?=\s))?+(?:\.(?=[,)]|\s++\S))?+"
        r"|--++|\S"
    )
