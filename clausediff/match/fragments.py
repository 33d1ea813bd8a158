"""A quotation -> its fragments: what stands between marked omissions, without an editor's insertions."""

from __future__ import annotations

import functools
from typing import NamedTuple

import regex

from clausediff.match.terms import terms


class Fragments(NamedTuple):
    """The words of a quotation; `is_marked` when something marks an omission or insertion."""

    parts: tuple[str, ...]
    is_marked: bool


def fragments(quote: str) -> Fragments:
    """
    Cut a quotation at its ellipses and at words in square brackets.

    A letter in brackets is the same letter: "[T]he" is "The".

    >>> fragments("[T]he Parties ... will assist [the victim] forthwith")
    Fragments(parts=('The Parties', 'will assist', 'forthwith'), is_marked=True)
    """
    lettered = _letter().sub(r"\1", quote)
    parts = tuple(part.strip() for part in _omission().split(lettered))
    return Fragments(
        tuple(part for part in parts if terms(part).keys), _omission().search(lettered) is not None
    )


@functools.cache
def _letter() -> regex.Pattern[str]:
    return regex.compile(r"\[(\p{L})\](?=\p{L})")


@functools.cache
def _omission() -> regex.Pattern[str]:
    """omission := ["[" | "("] "..." ["]" | ")"] | "[" words "]" """
    return regex.compile(r"[\[(]?\s*(?:…|\.(?:\s?\.){2,})\s*[\])]?|\[[^\[\]\n]{1,80}\]")
