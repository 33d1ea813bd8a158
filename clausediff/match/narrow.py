"""passage + clause -> the spans of the passage that render the clause, without the reporter's frame."""

from __future__ import annotations

import functools

import regex

from clausediff.match.evidence import Question
from clausediff.match.terms import content, telling, terms
from clausediff.model import Clause, Span


def narrow(question: Question, clause: Clause) -> tuple[Span, ...]:
    """
    Leave out what stands around a reported passage and shares nothing with the clause.

    Only whole phrases between commas are left out, at the beginning and at the end. Quoted words stay
    as they are.
    """
    passage = question.passage
    if passage.manner != "reported" or not clause.text:
        return passage.spans
    phrases = _phrases(question, passage.spans[0])
    telling_phrases = [phrase for phrase in phrases if _speaks_of(question.reading.text(phrase), clause.text)]
    if not telling_phrases:
        return passage.spans
    return (Span(telling_phrases[0].start, telling_phrases[-1].end),)


def _phrases(question: Question, span: Span) -> list[Span]:
    found = _phrase().finditer(question.reading.document.text, span.start, span.end)
    return [Span(*phrase.span()) for phrase in found]


@functools.cache
def _phrase() -> regex.Pattern[str]:
    return regex.compile(r"[^\s,;](?:[^,;]|,(?=\d))*")


def _speaks_of(phrase: str, clause: str) -> bool:
    """Whether a phrase shares a telling slot, or two content words, with a clause."""
    shared = content(terms(phrase)) & content(terms(clause))
    return len(shared) >= 2 or bool(telling(phrase) & telling(clause))
