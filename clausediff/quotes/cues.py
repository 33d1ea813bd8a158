"""The words that introduce what somebody says, in the language of a text."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import regex

from clausediff.tables import table, words

# Enough running text to tell a language by its commonest words.
_SAMPLE = 2000


class Vocabulary(NamedTuple):
    """What the words of one language do around a quotation; all in lower case."""

    cues: frozenset[str]
    nouns: frozenset[str]
    thought: frozenset[str]
    documents: frozenset[str]
    pasts: frozenset[str]
    sources: frozenset[str]
    trailing: frozenset[str]
    mood: frozenset[str]
    adverbs: frozenset[str]
    auxiliaries: frozenset[str]
    times: frozenset[str]
    prepositions: frozenset[str]
    boundaries: frozenset[str]
    pronouns: frozenset[str]
    determiners: frozenset[str]
    adjuncts: frozenset[str]
    particles: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    plural: frozenset[str]
    masculine_titles: frozenset[str]
    feminine_titles: frozenset[str]


def language(text: str) -> str:
    """
    Return the language whose common words a text uses most, of those in `data/cues.toml`.

    >>> language("Der Minister erklärte, die Verhandlungen und das Abkommen seien gescheitert.")
    'de'
    """
    return max(_languages(), key=lambda name: _commonness(text, name))


def is_written_in(text: str, name: str) -> bool:
    """
    Whether a text has any of a language's common words.

    >>> is_written_in("« Oui », a-t-il dit.", language("« Oui », a-t-il dit."))
    False
    """
    return _commonness(text, name) > 0


def _commonness(text: str, name: str) -> int:
    common = words("cues", name, "common")
    return sum(word in common for word in _word().findall(text[:_SAMPLE].lower()))


@functools.cache
def _languages() -> tuple[str, ...]:
    return tuple(name for name, value in table("cues").items() if isinstance(value, dict))


@functools.cache
def vocabulary(name: str) -> Vocabulary:
    """
    Return the words of a language, verbs in every form.

    >>> {"replied", "vowing", "said"} <= vocabulary("en").cues
    True
    """
    lists = table("cues")[name]
    cues = {form for verb in lists["verbs"] for form in inflect(verb)} | set(lists["forms"])
    sets = {field: frozenset(word.lower() for word in lists.get(field, ())) for field in Vocabulary._fields}
    documents = {form for verb in lists["documents"] for form in inflect(verb)}
    return Vocabulary(**(sets | {"cues": frozenset(cues), "documents": frozenset(documents)}))


def inflect(verb: str) -> tuple[str, ...]:
    """
    Return the forms of a regular English verb.

    >>> inflect("reply")
    ('reply', 'replies', 'replied', 'replying')
    """
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return verb, third, verb + "ed", verb + "ing"


def source_cue(words: Sequence[str], name: str) -> int:
    """
    Return how many of the last words, in lower case, form a source's cue such as "according to".

    >>> source_cue(["and", "according", "to"], "en")
    2
    """
    if not words or words[-1] not in _source_ends(name):
        return 0
    sources = vocabulary(name).sources
    return next((length for length in range(len(words), 0, -1) if " ".join(words[-length:]) in sources), 0)


@functools.cache
def hints(name: str) -> frozenset[str]:
    """
    Return the words of a language that may end a cue of any kind; all others need no further look.

    >>> {"said", "provides", "to", "the"} & hints("en") == {"said", "provides", "to"}
    True
    """
    lexis = vocabulary(name)
    return lexis.cues | lexis.documents | lexis.trailing | _source_ends(name)


@functools.cache
def _source_ends(name: str) -> frozenset[str]:
    return frozenset(source.rpartition(" ")[2] for source in vocabulary(name).sources)


@functools.cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"\w++")
