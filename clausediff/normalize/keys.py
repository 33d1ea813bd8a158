"""Printed words -> the keys they are compared by."""

from __future__ import annotations

import functools
import unicodedata

import regex

_HYPHENS = "-‐‑‒–−⁃﹣－"
LONG_DASHES = "—―⸺⸻﹘"
_SINGLE_QUOTES = "'‘’‚‛‹›′ʼ＇`´"
_DOUBLE_QUOTES = '"“”„‟«»″〝〞〟＂'


def key(text: str) -> str:
    """
    Fold what prints vary freely: case, compatibility forms, quote and dash shapes, signs without ink.

    Spelling is not folded: `clausediff.normalize.words.respelled` relates co-operation to cooperation.

    >>> key("STATES’") == key("States'")
    True
    >>> key("co\\u00adopera\\u200btion \\n  treaty")
    'cooperation treaty'
    """
    if _plain_words().fullmatch(text):
        return text.lower()
    folded = _fold(text)
    while (again := _fold(folded)) != folded:
        folded = again
    return folded


@functools.cache
def _plain_words() -> regex.Pattern[str]:
    # Most words are letters alone, and fold to their small letters.
    return regex.compile(r"[A-Za-z0-9]+(?:[ '-][A-Za-z0-9]+)*+")


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text.translate(plain_shapes())).casefold()
    if not folded.isascii():
        folded = _inkless().sub("", folded) or folded
    for pattern, plain in _runs():
        folded = pattern.sub(plain, folded)
    return unicodedata.normalize("NFKC", folded.strip()) or folded


@functools.cache
def plain_shapes() -> dict[int, str]:
    """Return the plain sign for each shape of hyphen, dash and quotation mark, for `str.translate`."""
    shapes = (("-", _HYPHENS + LONG_DASHES), ("'", _SINGLE_QUOTES), ('"', _DOUBLE_QUOTES))
    return {ord(shape): plain for plain, family in shapes for shape in family}


@functools.cache
def _inkless() -> regex.Pattern[str]:
    return regex.compile(inkless_signs(), regex.V1)


def inkless_signs() -> str:
    """Return the pattern of a sign that prints nothing: soft hyphen, zero-width space, direction mark."""
    return r"[[\p{Cf}[\p{DI}--\p{L}]]--\p{GCB=Prepend}]"


@functools.cache
def _runs() -> tuple[tuple[regex.Pattern[str], str], ...]:
    shapes = ((r"\s+", " "), (r"-{2,}", "-"), (r"''", '"'), (r"\.{4,}", "..."))
    return tuple((regex.compile(pattern), plain) for pattern, plain in shapes)
