"""sentence -> what the reporter's frame leaves of it ("He told reporters that ..., an official said")."""

from __future__ import annotations

import functools

import regex

from clausediff.model import Span
from clausediff.wordlists import table

_EDGES = " \t\n\"'“”‘’«»"


def without_frame(text: str, sentence: Span, core: Span) -> Span:
    """
    Widen a core to its sentence, but not over a frame that introduces or closes it.

        frame := words cue words ("that" | "," | ":") core ["," words]

    >>> text = "He told reporters that both sides shall assist each other, without giving details."
    >>> without_frame(text, Span(0, len(text)), Span(28, 57)).of(text)
    'both sides shall assist each other'
    """
    start = _after_cue(text, sentence.start, core.start)
    tail = text.find(",", core.end, sentence.end)
    closes = tail >= 0 and (start > sentence.start or _cue().search(text, tail, sentence.end) is not None)
    end = text.rfind(",", tail, sentence.end) if closes else sentence.end
    return _stripped(text, min(start, core.start), max(end, core.end))


def _after_cue(text: str, start: int, end: int) -> int:
    """Where the words behind the last reporting cue begin; the start where there is none."""
    cues = list(_cue().finditer(text, start, end))
    opening = _opening().search(text, cues[-1].end(), end) if cues else None
    return opening.end() if opening else start


@functools.cache
def _cue() -> regex.Pattern[str]:
    """Any reporting verb or source phrase of data/cues.toml."""
    words: set[str] = set()
    for language in table("cues.toml").values():
        if isinstance(language, dict):
            words.update(language["forms"], language["sources"])
            words.update(form for verb in language["verbs"] for form in _regular(verb))
    return regex.compile(r"(?i)\b(?:\L<words>)\b", words=sorted(words))


def _regular(verb: str) -> tuple[str, ...]:
    root = verb.removesuffix("e")
    past = root[:-1] + "ied" if verb.endswith("y") else root + "ed"
    return (verb, verb + "s", past, root + "ing")


@functools.cache
def _opening() -> regex.Pattern[str]:
    return regex.compile(r"\bthat\b|[,:]")


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)
