"""What kind of source a name stands for: a person, an organisation or a document."""

from __future__ import annotations

import functools

import regex

from clausediff.model import SpeakerKind
from clausediff.tables import words


def kind_of_source(name: str) -> SpeakerKind:
    """
    Tell documents, organisations and persons apart by the head of their name.

    >>> [kind_of_source(name) for name in ("Paragraph 4 of the signed document", "the RNC", "she")]
    ['document', 'organisation', 'person']
    """
    head = _tail().sub("", name)
    nouns = _noun().findall(head)
    if not nouns:
        return "document" if any(char.isdigit() for char in name) else "person"
    if is_document_noun(nouns[-1]):
        return "document"
    is_short = nouns[-1].isupper() and len(nouns[-1]) > 1 and "." not in nouns[-1]
    if is_short or _singulars(nouns[-1]) & words("sources", "organisation"):
        return "organisation"
    return "person"


def is_document_noun(word: str) -> bool:
    """Whether a noun, singular or plural, names a kind of document."""
    return bool(_singulars(word) & words("sources", "document"))


def _singulars(word: str) -> set[str]:
    word = word.lower()
    return {word, word.removesuffix("s"), word.removesuffix("ies") + "y"}


@functools.cache
def _noun() -> regex.Pattern[str]:
    return regex.compile(r"[\p{L}\p{M}][\p{L}\p{M}&’'.-]*+")


@functools.cache
def _tail() -> regex.Pattern[str]:
    """Return the pattern of what follows the head of a name."""
    return regex.compile(
        r"(?:,|\(|\s(?:of|for|from|in|on|at|by|with|who|which|that|to|between|des|der|vom|von|im)\b"
        r"|\s(?:issued|published|released|signed|adopted|concluded|ratified)"
        r"(?:\s(?:today|yesterday|earlier|last|this|\p{Lu})|\Z)).*+\Z",
        regex.DOTALL,
    )
