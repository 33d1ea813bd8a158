"""sentence -> what the reporter's frame leaves of it ("He told reporters that ..., an official said")."""

from __future__ import annotations

import functools

import regex

from clausediff.model import Span
from clausediff.normalize.wordlists import table

_EDGES = " \t\n\"'“”‘’«»"


def unframed(text: str, sentence: Span) -> Span:
    """
    Leave out what introduces a sentence and what closes it; the sentence itself where nothing does.

        frame := words cue words ("that" | "," | ":") body ["," words]
               | body "," words cue words

    >>> text = "He told reporters that both sides shall assist each other, without giving details."
    >>> unframed(text, Span(0, len(text))).of(text)
    'both sides shall assist each other'
    """
    start = sentence.start
    while (opened := _opening().match(text, start, sentence.end)) and opened.end() < sentence.end:
        start = opened.end()
        if opened[0].rstrip().endswith("that"):
            break
    end = sentence.end
    closing = _closing().search(text, start, end)
    if closing and (start > sentence.start or _cue().search(closing[0])):
        end = closing.start()
    return _stripped(text, start, end)


@functools.cache
def _opening() -> regex.Pattern[str]:
    """opening := [few words ","] few words cue few words ("that" | "," | ":")"""
    word = r"[^\s,:;]+"
    pattern = (
        rf"(?i)\s*(?:{word}(?:\s{word}){{0,5}},\s)?(?:{word}\s){{0,6}}?"
        rf"(?:\L<cues>)\b(?:\s{word}){{0,5}}?(?:\sthat\b|[,:])\s*"
    )
    return regex.compile(pattern, cues=_cues())


@functools.cache
def _closing() -> regex.Pattern[str]:
    """closing := "," few words"""
    return regex.compile(r",[\"”’»]?\s[^\s,;]+(?:\s[^\s,;]+){0,6}\s*$")


@functools.cache
def _cue() -> regex.Pattern[str]:
    return regex.compile(r"(?i)\b(?:\L<cues>)\b", cues=_cues())


@functools.cache
def _cues() -> list[str]:
    """Return the reporting verbs and source phrases of data/cues.toml."""
    words: set[str] = set()
    for language in table("cues.toml").values():
        if isinstance(language, dict):
            words.update(language["forms"], language["sources"])
            words.update(form for verb in language["verbs"] for form in _regular(verb))
    return sorted(words)


def _regular(verb: str) -> tuple[str, ...]:
    root = verb.removesuffix("e")
    past = root[:-1] + "ied" if verb.endswith("y") else root + "ed"
    return (verb, verb + "s", past, root + "ing")


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)
