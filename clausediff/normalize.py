"""text -> tokens with keys; a Witness."""

from __future__ import annotations

import functools
import unicodedata

import regex

from clausediff.model import Span, Token, Witness


@functools.cache
def _word() -> regex.Pattern[str]:
    return regex.compile(r"(?:\p{L}\.){2,}|[\p{L}\p{M}\p{N}]+(?:['’\-‐‑.][\p{L}\p{M}\p{N}]+)*|[^\s\p{Cf}]")


def key(text: str) -> str:
    """
    Fold what prints vary freely: case, compatibility forms, quote and dash shapes.

    >>> key("STATES’") == key("States'")
    True
    """
    folded = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‑", "-").replace("‐", "-")
    return folded.casefold()


def tokenize(text: str) -> tuple[Token, ...]:
    """Cut a text into words and marks."""
    return tuple(Token(m[0], key(m[0]), Span(m.start(), m.end())) for m in _word().finditer(text))


def witness(siglum: str, text: str) -> Witness:
    """Make a text ready to compare."""
    return Witness(siglum, text, tokenize(text))
