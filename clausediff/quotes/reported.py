"""text -> what speakers and documents are reported to say, without marks."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from typing import NamedTuple

from clausediff.errors import GIVE_TEXT, need
from clausediff.model import Excerpt, Reported, Span
from clausediff.quotes.cues import source_cue
from clausediff.quotes.find import outermost
from clausediff.quotes.names import Names
from clausediff.quotes.narration import MASK, Narration, Word
from clausediff.quotes.phrases import (
    PAUSES,
    begins_phrase,
    is_cue,
    is_noun,
    phrase_before,
    phrase_behind,
    subject_of,
)
from clausediff.quotes.sources import is_document_noun, kind_of_source
from clausediff.tables import words as words_of

_ENDS = frozenset(".;:!?…")
# No passage has more words than this; longer sentences are lists or no sentences.
_LONGEST = 200
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "wird", "werden", "wurde", "wurden"})


class _Passage(NamedTuple):
    """The reported words, who says them and the words that make it speak."""

    content: list[Word]
    source: list[Word]
    cue: list[Word]


def find_reported(text: str) -> tuple[Reported, ...]:
    """
    Find the wording that a cue introduces without quotation marks, in the order of the text.

    What a document provides, covers, states or obliges somebody to do comes first; what a person or
    organisation is reported to say is left out where it holds such words. Passages do not overlap,
    and lie outside quotation marks.

    >>> text = "The pact also provides for mutual aid in case of attack, Putin said. It rained."
    >>> [(found.speaker.name, found.cue.text, found.text) for found in find_reported(text)]
    [('The pact', 'provides for', 'mutual aid in case of attack')]
    """
    need(text, str, GIVE_TEXT)
    narration = Narration(text, outermost(text))
    names = Names(narration)
    found: list[Reported] = []
    for words in narration.all_sentences():
        for passage in _apart(words, narration):
            span = _span(passage.content)
            cue = _span(passage.cue)
            speaker = names.speaker(text, _span(passage.source))
            found.append(Reported(span.of(text), span, speaker, Excerpt(cue.of(text), cue)))
    return tuple(found)


def _apart(words: list[Word], narration: Narration) -> list[_Passage]:
    """Return the passages of a sentence, documents' first, those that overlap them left out, in order."""
    kept: list[_Passage] = []
    for passage in (*_documents(words, narration), *_persons(words, narration)):
        index = bisect.bisect_left(kept, passage.content[0].start, key=_start)
        beside = kept[max(0, index - 1) : index + 1]
        if not any(_span(passage.content).overlaps(_span(other.content)) for other in beside):
            kept.insert(index, passage)
    return kept


def _start(passage: _Passage) -> int:
    return passage.content[0].start


def _span(words: list[Word]) -> Span:
    return Span(words[0].start, words[-1].end)


def _documents(words: list[Word], narration: Narration) -> Iterator[_Passage]:
    """Yield "DOCUMENT provides for CONTENT", "according to DOCUMENT, CONTENT", "under DOCUMENT, CONTENT"."""
    for index, word in enumerate(words):
        if word.lower in narration.vocabulary.documents and _governs(words, index):
            source = _document_before(words[max(0, index - 60) : index], narration)
            start = _complement(words, index, narration)
            yield from _passages(words, start, source, words[index:start], narration, 2)
        cue = _source_cue(words, index, narration)
        if cue:
            source = phrase_behind(words[index + 1 : index + 60], narration.vocabulary)
            if _is_document(source, narration):
                yield from _according(words, index, source, cue, narration)


def _governs(words: list[Word], index: int) -> bool:
    """Whether a verb is active: not "is covered", "required by"."""
    before = words[index - 1].lower if index else ""
    behind = words[index + 1].lower if index + 1 < len(words) else "."
    is_participle = words[index].lower.endswith(("ed", "t"))
    return not (is_participle and before in _BE) and behind not in ("by", "in", ".", "von") and index > 0


def _document_before(words: list[Word], narration: Narration) -> list[Word]:
    """Return the document that is the subject of a verb: "a clause", "the pact, which", "the pact … and"."""
    lexis = narration.vocabulary
    phrase = phrase_before(words, lexis)
    if phrase and phrase[-1].lower in ("which", "that"):
        phrase = _antecedent(words[: words.index(phrase[-1])], narration)
    elif not phrase and any(word.lower == "and" for word in words[-3:]):
        phrase = _to_document(subject_of(words, lexis))
    while phrase and not begins_phrase(phrase[0], lexis):
        phrase = phrase[1:]
    if phrase and phrase[-1].lower.endswith("ed"):
        phrase = phrase[:-1]
    return phrase if _is_document(phrase, narration) else []


def _to_document(phrase: list[Word]) -> list[Word]:
    """Cut a phrase behind its first document: a verb that is not known may have joined it to more."""
    place = next((index for index, word in enumerate(phrase) if is_document_noun(word.text)), len(phrase))
    return phrase[: place + 1]


def _antecedent(words: list[Word], narration: Narration) -> list[Word]:
    """Return the last noun phrase before a relative pronoun: of "the signing of the treaty," the treaty."""
    while words and words[-1].text in PAUSES:
        words = words[:-1]
    phrase = phrase_before(words, narration.vocabulary)
    for index in range(len(phrase) - 1, 0, -1):
        if phrase[index].lower in narration.vocabulary.determiners:
            return phrase[index:]
    return phrase


def _is_document(phrase: list[Word], narration: Narration) -> bool:
    if not phrase:
        return False
    return kind_of_source(narration.text[phrase[0].start : phrase[-1].end]) == "document"


def _complement(words: list[Word], index: int, narration: Narration) -> int:
    """Return where the content begins: behind "for", "that", "to", and adverbials between commas."""
    start = index + 1
    if start < len(words) and words[start].text == ",":
        closing = next(
            (i for i in range(start + 1, min(start + 8, len(words))) if words[i].text == ","), None
        )
        start = closing + 1 if closing else start
    while start < len(words) and words[start].lower in ("for", "that", "out", "down", ":", "dass", "also"):
        start += 1
    return start


def _passages(
    words: list[Word], start: int, source: list[Word], cue: list[Word], narration: Narration, least: int
) -> Iterator[_Passage]:
    """Yield the content from a place to the end of its clause, or to the quoted words in it."""
    if not source or not cue:
        return
    is_relative = any(
        word.lower in ("which", "that") for word in words[max(0, start - len(cue) - 3) : start - len(cue)]
    )
    end = _content_end(words, start, is_relative, narration)
    marked = next((index for index in range(start, end) if words[index].text[0] == MASK), None)
    piece = _stripped(words[start : end if marked is None else marked])
    if len(piece) >= least and (marked is None or not _is_fragment(piece, narration)):
        yield _Passage(piece, source, cue)


def _is_fragment(piece: list[Word], narration: Narration) -> bool:
    """Whether words before a quotation need it to make sense."""
    lexis = narration.vocabulary
    last = piece[-1].lower
    is_open = last in lexis.determiners or last in lexis.prepositions or last in lexis.auxiliaries
    return len(piece) < 5 or (is_open and last != "other")


def _stripped(piece: list[Word]) -> list[Word]:
    while piece and not piece[-1].text[0].isalnum() and piece[-1].text[0] != "(":
        piece = piece[:-1]
    while piece and (piece[0].text in PAUSES or piece[0].lower == "that"):
        piece = piece[1:]
    return piece


def _content_end(words: list[Word], start: int, is_relative: bool, narration: Narration) -> int:
    """Return where the content ends: at a stop, a relative clause, or the words that attribute it."""
    for index in range(start, min(start + _LONGEST, len(words))):
        if words[index].text in _ENDS:
            return index
        if words[index].text not in PAUSES or words[index].text == "-":
            continue
        behind = words[index + 1].lower if index + 1 < len(words) else "."
        if behind in ("which", "who", "while", "but", "according", "although", "though"):
            return index
        if behind in narration.vocabulary.cues and behind.endswith("ing"):
            return index
        if is_relative and behind not in ("including", "and", "or", "as", "such"):
            return index
        if _attributes(words, index + 1, narration):
            return index
    return min(start + _LONGEST, len(words))


def _attributes(words: list[Word], start: int, narration: Narration) -> bool:
    """Whether "Putin said" follows a pause."""
    lexis = narration.vocabulary
    for index in range(start, min(start + 16, len(words))):
        if words[index].text in PAUSES:
            return False
        if is_cue(words, index, lexis):
            phrase = phrase_before(words[start:index], lexis)
            ends = index + 1 >= len(words) or not words[index + 1].text[0].isalnum()
            is_timed = not ends and words[index + 1].lower in (*lexis.times, "on", "in", "at", "late")
            return bool(phrase) and phrase[0] == words[start] and (ends or is_timed)
    return False


def _source_cue(words: list[Word], index: int, narration: Narration) -> list[Word]:
    """Return the words of "according to", or "under" at the head of a sentence, that end at a place."""
    length = source_cue([word.lower for word in words[max(0, index - 2) : index + 1]], narration.language)
    if length:
        return words[index + 1 - length : index + 1]
    is_head = not index or words[index - 1].text in PAUSES
    return words[index : index + 1] if is_head and words[index].lower in ("under", "gemäß") else []


def _according(
    words: list[Word], index: int, source: list[Word], cue: list[Word], narration: Narration
) -> Iterator[_Passage]:
    """Yield the clause beside "according to DOCUMENT": the one behind it, or the one before it."""
    head, behind = index + 1 - len(cue), index + 1 + len(source)
    before = words[head - 1].lower if head else ""
    if before in ("", "and", "but", "that"):
        if behind < len(words) and words[behind].text == ",":
            yield from _passages(words, behind + 1, source, cue, narration, 4)
    elif before == "," and head <= _LONGEST and not any(word.text.startswith(MASK) for word in words[:head]):
        content = _stripped(words[:head])
        if len(content) >= 4:
            yield _Passage(content, source, cue)


def _persons(words: list[Word], narration: Narration) -> Iterator[_Passage]:
    """Yield "SOURCE said (that) CONTENT", "SOURCE told them that CONTENT", "SOURCE pledged to CONTENT"."""
    lexis = narration.vocabulary
    for index in range(len(words)):
        cue = _source_cue(words, index, narration)
        if cue and cue[0].lower not in ("under", "gemäß"):
            source = phrase_behind(words[index + 1 : index + 60], lexis)
            yield from _according(words, index, source, cue, narration) if source else ()
        start = _content_start(words, index, narration) if is_cue(words, index, lexis) else None
        if start is not None:
            source = phrase_before(words[max(0, index - 60) : index], lexis)
            yield from _passages(words, start, source, words[index : index + 1], narration, 4)


def _content_start(words: list[Word], index: int, narration: Narration) -> int | None:
    """Return where the content of a verb of saying begins, if it governs a clause or an infinitive."""
    lexis = narration.vocabulary
    for place in range(index + 1, min(index + 9, len(words))):
        word = words[place]
        if word.lower in ("that", "dass"):
            return place + 1
        if not word.text[0].isalnum() or word.text.startswith(MASK) or is_cue(words, place, lexis):
            break
    if index + 1 >= len(words):
        return None
    verb, behind = words[index].lower, words[index + 1]
    if behind.lower == "to" and verb in words_of("reporting", "pledging"):
        return index + 2
    is_clause = begins_phrase(behind, lexis) or is_noun(behind, lexis)
    return index + 1 if is_clause and verb in words_of("reporting", "bare") else None
