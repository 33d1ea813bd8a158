"""Who says the quoted words: the source and its cue, read from the narration around them."""

from __future__ import annotations

import bisect
from typing import NamedTuple

from clausediff.model import Span
from clausediff.quotes.cues import Vocabulary, source_cue
from clausediff.quotes.narration import Narration, Word
from clausediff.quotes.phrases import PAUSES, begins_phrase, is_cue, phrase_before, phrase_behind, subject_of
from clausediff.quotes.sources import kind_of_source

_ARTICLES = frozenset({"the", "a", "an", "der", "die", "das"})
# No source is sought beyond this many cues.
_CUES = 6
_DASHES = tuple(sorted(PAUSES - {","}))


class Source(NamedTuple):
    """The words that name a source, and the words that make it speak, where there are any."""

    span: Span
    cue: Span | None


def find_sources(narration: Narration, quoted: tuple[Span, ...]) -> tuple[Source | None, ...]:
    """
    Return the source of each quotation, in order; `quoted` are their spans with marks, outermost only.

    A source stands before its words ("Kim said: …"), behind them ("…, said Kim"), or is that of
    the words before. It is None where the text names none.

    >>> text = '“We agree,” said the minister. “Both of us.” Article 4 reads: “Each shall help.”'
    >>> quoted = (Span(0, 11), Span(31, 44), Span(62, 81))
    >>> sources = find_sources(Narration(text, quoted), quoted)
    >>> [source and source.span.of(text) for source in sources]
    ['the minister', 'the minister', 'Article 4']
    """
    found: list[Source | None] = []
    for index, span in enumerate(quoted):
        source = _signed(narration, span) or _beside(narration, span) or _announced(narration, span)
        if source is None:
            source = _carried(
                narration, quoted[index - 1] if index else None, span, found[-1] if index else None
            )
        found.append(source)
    return tuple(found)


def _beside(narration: Narration, span: Span) -> Source | None:
    """Return the source that the quotation's own sentence names; reported mood points to those before."""
    left, right = narration.before(span.start), narration.behind(span.end)
    mood = narration.vocabulary.mood
    if mood and any(word.lower in mood for word in (*left, *right[:12])):
        return _behind(right, narration) or _before(left, narration)
    is_clause_end = narration.text[span.end - 1] == ","
    if left and left[-1].text == ":":
        return _before(left, narration) or _subject(left, narration) or _behind(right, narration)
    if left and (not is_clause_end or is_cue(left, len(left) - 1, narration.vocabulary)):
        return _before(left, narration) or _behind(right, narration) or _subject(left, narration)
    behind, before = _behind(right, narration), _before(left, narration)
    said = before if _is_hearsay(behind, before, narration) else behind or before
    return said or (is_clause_end and _subject(right[1:], narration)) or _subject(left, narration)


def _is_hearsay(behind: Source | None, before: Source | None, narration: Narration) -> bool:
    """Whether the source behind only passes on what the one before said: "Kim praised “…,” Tass said"."""
    if behind is None or before is None or before.cue is None:
        return False
    kinds = [
        kind_of_source(narration.text[source.span.start : source.span.end]) for source in (before, behind)
    ]
    return kinds == ["person", "organisation"] or kinds == ["person", "document"]


def _before(words: list[Word], narration: Narration) -> Source | None:
    """Return the source of "SOURCE CUE … «words»": the cue nearest to the words, speech before thought."""
    weaker = None
    for index in reversed(_hints(words)[-_CUES:]):
        source = _according(words, index, narration) or _saying(words, index, narration)
        if source is not None and not _is_weak(words, index, source, narration):
            return source
        weaker = weaker or source
    return weaker


def _hints(words: list[Word]) -> list[int]:
    return [index for index, word in enumerate(words) if word.is_hint]


def _is_weak(words: list[Word], index: int, source: Source, narration: Narration) -> bool:
    """Whether a cue nearer the beginning of the sentence counts more: "Kim praised what he called “…”"."""
    lexis = narration.vocabulary
    subject = narration.text[source.span.start : source.span.end].lower()
    if words[index].lower in lexis.thought or subject in ("it", "es", "that", "which"):
        return True
    place = bisect.bisect_left(words, source.span.start, key=lambda word: word.start)
    before = words[place - 1].lower if place else ","
    is_pronoun = subject in lexis.masculine or subject in lexis.feminine or subject in lexis.plural
    return is_pronoun and before not in (",", "and", "but", "as", "who")


def _according(words: list[Word], index: int, narration: Narration) -> Source | None:
    """Return the source of "according to SOURCE"."""
    length = source_cue([word.lower for word in words[max(0, index - 2) : index + 1]], narration.language)
    if not length:
        return None
    phrase = phrase_behind(words[index + 1 :], narration.vocabulary)
    return _source(phrase, words[index + 1 - length : index + 1])


def _saying(words: list[Word], index: int, narration: Narration) -> Source | None:
    """Return the source of a cue verb among the words before a quotation."""
    cue, lexis = words[index], narration.vocabulary
    if cue.lower in lexis.documents and cue.lower not in lexis.cues:
        phrase = phrase_before(words[:index], lexis)
        return _source(phrase, [cue]) if _is_document(phrase, narration) else None
    if not is_cue(words, index, lexis):
        return None
    before = words[index - 1].lower if index else ""
    if before == "as":
        return _quoting(words[:index], cue, narration)
    if cue.lower.endswith("ing") or before in ("to", "and", "or", "but"):
        source = _governing(words[:index], narration) or _subject(words[:index], narration)
        return _source_of(source.span, [cue]) if source else None
    phrase = phrase_before(words[:index], lexis) or phrase_behind(
        _without_adverbs(words[index + 1 :], lexis), lexis
    )
    return _source(phrase, [cue])


def _without_adverbs(words: list[Word], lexis: Vocabulary) -> list[Word]:
    """Drop the adverbs that may stand between a verb and its subject."""
    while words and words[0].lower in lexis.adverbs:
        words = words[1:]
    return words


def _is_document(phrase: list[Word], narration: Narration) -> bool:
    return bool(phrase) and kind_of_source(narration.text[phrase[0].start : phrase[-1].end]) == "document"


def _quoting(words: list[Word], cue: Word, narration: Narration) -> Source | None:
    """Return the source of "Tass quoted SOURCE as saying" or "SOURCE was quoted by Tass as saying"."""
    lexis = narration.vocabulary
    for index in range(len(words) - 1, -1, -1):
        if words[index].lower in ("quoted", "cited", "quotes", "cites", "quoting", "citing"):
            is_passive = words[index - 1].lower in lexis.auxiliaries if index else False
            passive = phrase_before(words[:index], lexis) or phrase_behind(words[:index], lexis)
            return _source(
                passive if is_passive else phrase_behind(words[index + 1 :], lexis), [words[index], cue]
            )
    return None


def _governing(words: list[Word], narration: Narration) -> Source | None:
    """Return the source of the finite cue before a participle: "Law said, noting that …"."""
    lexis = narration.vocabulary
    for index in reversed(_hints(words)):
        verb = words[index].lower
        if is_cue(words, index, lexis) and verb not in lexis.thought and not verb.endswith("ing"):
            return _saying(words, index, narration)
    return None


def _behind(words: list[Word], narration: Narration) -> Source | None:
    """Return the source of "«words», SOURCE CUE", "«words», CUE SOURCE" or "«words» — SOURCE"."""
    lexis = narration.vocabulary
    start = 0
    while start < len(words) and (not words[start].text[0].isalnum() or words[start].lower in lexis.adverbs):
        start += 1
    words = words[start:]
    for index in _hints(words)[:_CUES]:
        word, source = words[index], _according(words, index, narration)
        if index and words[index - 1].lower == "as" and is_cue(words, index, lexis):
            return _quoting(words[:index], word, narration)
        if source is None and _is_quoting(words, index):
            continue
        is_trailing = word.lower in lexis.trailing and (not index or words[index - 1].text.endswith(","))
        if source is None and (is_trailing or is_cue(words, index, lexis)):
            source = _parenthesis(words, index, narration)
        if source is not None:
            return source
    return None


def _is_quoting(words: list[Word], index: int) -> bool:
    """Whether a verb is that of "Tass quoted Putin as saying", where "saying" is the cue."""
    if words[index].lower not in ("quoted", "cited", "quotes", "cites"):
        return False
    return any(word.lower == "as" for word in words[index : index + 10])


def _parenthesis(words: list[Word], index: int, narration: Narration) -> Source | None:
    """Return the source of a cue behind the words, "SOURCE CUE" or "CUE SOURCE" between pauses."""
    lexis, cue = narration.vocabulary, words[index : index + 1]
    phrase = phrase_before(words[:index], lexis)
    if phrase and phrase[0] == words[0]:
        return _source(phrase, cue)
    if not index or words[index - 1].text in PAUSES or words[index - 1].text.endswith(","):
        return _source(phrase_behind(_without_adverbs(words[index + 1 :], lexis), lexis), cue)
    is_paused = phrase and words[words.index(phrase[0]) - 1].text in PAUSES
    return _source(phrase, cue) if is_paused else None


def _subject(words: list[Word], narration: Narration) -> Source | None:
    """Return the sentence's subject, where no cue tells more: the first name that no pause follows."""
    lexis = narration.vocabulary
    first = None
    for index, word in enumerate(words):
        is_start = not index or words[index - 1].text in PAUSES or words[index - 1].lower in lexis.boundaries
        if not is_start or not begins_phrase(word, lexis) or word.lower.endswith(("ing", "ed")):
            continue
        phrase = subject_of(words[index:], lexis)
        behind = words[index + len(phrase) : index + len(phrase) + 1]
        first = first or _source(phrase, [])
        if phrase and not (behind and behind[0].text in PAUSES):
            return _source(phrase, [])
    return first


def _announced(narration: Narration, span: Span) -> Source | None:
    """Return the source of the sentence before, where it ends in a colon."""
    words = narration.previous(span.start)
    if narration.before(span.start) or not words or words[-1].text != ":":
        return None
    return _before(words, narration) or _subject(words, narration)


def _carried(narration: Narration, previous: Span | None, span: Span, source: Source | None) -> Source | None:
    """Return the source of the words before, or of the sentence before that lies between them."""
    between = narration.text[previous.end if previous else 0 : span.start]
    if previous is not None and not between.strip():
        return source
    if "\n" in between[-2:]:
        return source
    words = narration.previous(span.start)
    told = _before(words, narration) or _subject(words, narration)
    return told if told is None or previous is None or told.span.start >= previous.end else source


def _signed(narration: Narration, span: Span) -> Source | None:
    """Return the source of "«words» — SOURCE" at the end of a line."""
    if not narration.text[span.end : span.end + 8].lstrip(" \t\xa0.,").startswith(_DASHES):
        return None
    words = narration.line(span.end)
    while words and words[0].text in ".,":
        words = words[1:]
    while words and words[-1].text == ".":
        words = words[:-1]
    if not words or words[0].text not in PAUSES or words[0].text == "," or len(words) > 8:
        return None
    phrase = phrase_behind(words[1:], narration.vocabulary)
    return (
        _source(phrase, [])
        if phrase and len(phrase) == len(words) - 1 and phrase[0].text[0].isupper()
        else None
    )


def _source(phrase: list[Word], cue: list[Word]) -> Source | None:
    if not any(word.text[0].isalnum() for word in phrase) or phrase[-1].lower in _ARTICLES:
        return None
    return _source_of(Span(phrase[0].start, phrase[-1].end), cue)


def _source_of(span: Span, cue: list[Word]) -> Source:
    return Source(span, Span(cue[0].start, cue[-1].end) if cue else None)
