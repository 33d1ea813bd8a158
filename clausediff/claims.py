"""text -> claims that one wording is the same as another: what is said, and what is excepted."""

from __future__ import annotations

import functools
from typing import Any

import regex

from clausediff.errors import GIVE_TEXT, need
from clausediff.model import Claim, Excerpt, Span
from clausediff.sentences import sentences
from clausediff.tables import table

_CLOSING = " .,;:!?…\"'”’»"


def find_claims(text: str) -> tuple[Claim, ...]:
    """
    Find the sentences that call one wording identical, or nearly identical, to another.

        claim     := words likeness words [exception words] | words exception words
        likeness  := a cue of data/claims.toml, not negated
        exception := a cue of the same file, and the words behind it to the end of the sentence

    >>> claim, = find_claims("The clause is almost identical to that of 1961, except for the Charter.")
    >>> claim.strength, claim.exception.text
    ('near', 'the Charter')
    """
    need(text, str, GIVE_TEXT)
    return tuple(claim for span in sentences(text) if (claim := _claim(text, span)) is not None)


def _claim(text: str, sentence: Span) -> Claim | None:
    cue = _likeness().search(text, sentence.start, sentence.end)
    if cue is None or _is_negated(text, sentence, cue.start()):
        return None
    return Claim(
        sentence.of(text),
        sentence,
        _strengths()[cue[0].casefold()],
        Excerpt(cue[0], Span(cue.start(), cue.end())),
        _exception(text, sentence, cue.start()),
    )


def _is_negated(text: str, sentence: Span, cue: int) -> bool:
    """Whether a negation stands among the few words before the cue."""
    before = text[max(sentence.start, cue - 24) : cue]
    return _negation().search(before) is not None


def _exception(text: str, sentence: Span, start: int) -> Excerpt | None:
    cue = _exceptions().search(text, start, sentence.end)
    if cue is None:
        return None
    words = text[cue.end() : sentence.end]
    start = cue.end() + len(words) - len(words.lstrip())
    words = words.strip().rstrip(_CLOSING)
    return Excerpt(words, Span(start, start + len(words))) if words else None


@functools.cache
def _strengths() -> dict[str, Any]:
    return {cue.casefold(): row["strength"] for row in table("claims")["likeness"] for cue in row["cues"]}


@functools.cache
def _likeness() -> regex.Pattern[str]:
    return _any_of(_strengths())


@functools.cache
def _exceptions() -> regex.Pattern[str]:
    return _any_of(cue for row in table("claims")["exception"] for cue in row["cues"])


@functools.cache
def _negation() -> regex.Pattern[str]:
    return _any_of(cue for row in table("claims")["negation"] for cue in row["cues"])


def _any_of(cues: Any) -> regex.Pattern[str]:
    """Match any of the cues as whole words; of two that begin together the longer one."""
    longest_first = sorted(cues, key=len, reverse=True)
    return regex.compile(rf"\b(?:{'|'.join(map(regex.escape, longest_first))})\b", regex.IGNORECASE)
