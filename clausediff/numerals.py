"""Numbers as provisions bear them: digits of any script, Roman, words and ordinals, Chinese."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from clausediff.tables import table

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_STEPS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def number(text: str) -> int | None:
    """
    Read a whole number in digits, Roman numerals, words, ordinals or Chinese numerals; None if it is none.

    >>> [number(text) for text in ("51", "XVI", "Five", "twenty-first", "3rd", "Пятая", "五十一", "٥١")]
    [51, 16, 5, 21, 3, 5, 51, 51]
    """
    if len(text) > 40:
        return None
    if text.isdecimal():
        return int(text)
    return roman(text) or word(text)


def roman(text: str) -> int | None:
    """
    Read a Roman numeral up to 3999, written as Romans of today write it; None for any other text.

    >>> roman("XIV"), roman("iv"), roman("IIII"), roman("Iv")
    (14, 4, None, None)
    """
    upper = text.upper()
    if not 0 < len(text) <= 15 or text not in (upper, text.lower()) or not set(upper) <= _ROMAN.keys():
        return None
    values = [_ROMAN[letter] for letter in upper]
    total = sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return total if to_roman(total) == upper else None


def to_roman(value: int) -> str:
    """
    Write a positive number in Roman numerals.

    >>> to_roman(1949)
    'MCMXLIX'
    """
    letters = []
    for step, letter in _ROMAN_STEPS:
        count, value = divmod(value, step)
        letters.append(letter * count)
    return "".join(letters)


def word(text: str) -> int | None:
    """
    Read a number word, cardinal or ordinal, of the languages in the data file.

    >>> word("Twenty Second"), word("fünfter"), word("clause")
    (22, 5, None)
    """
    value = _from_words(text, _words())
    return _han(text) if value is None else value


def ordinal(text: str) -> int | None:
    """
    Read an ordinal in words or digits; None for a cardinal.

    >>> ordinal("twenty-first"), ordinal("3rd"), ordinal("five")
    (21, 3, None)
    """
    return _from_words(text, _ordinals())


def _from_words(text: str, known: Mapping[str, int]) -> int | None:
    folded = text.casefold()
    if folded in known:
        return known[folded]
    tens: dict[str, int] = _data()["tens"]
    first, *rest = re.split(r"[\s-]+", folded)
    if len(rest) == 1 and first in tens and 0 < known.get(rest[0], 0) < 10:
        return tens[first] + known[rest[0]]
    counted = re.fullmatch(r"(\d{1,4})[-.]?(?:st|nd|rd|th|er|re|e|ème|eme|º|ª|°|я|й|ой|ю|го|ей)", folded)
    return int(counted[1]) if counted else None


def latin_suffixes() -> tuple[str, ...]:
    """Return the suffixes of inserted articles (bis, ter, …) in their order."""
    return tuple(_data()["latin"])


def number_words() -> tuple[str, ...]:
    """Return every single number word of the data file, cardinals and ordinals, longest first."""
    return tuple(sorted(_words(), key=len, reverse=True))


def ordinal_words() -> tuple[str, ...]:
    """Return every ordinal of the data file in one word, and the tens with which longer ones begin."""
    return (*_ordinals(), *_data()["tens"])


def _han(text: str) -> int | None:
    digits, units = _data()["han"]["digits"], _data()["han"]["units"]
    total, digit, is_positional = 0, 0, not any(sign in units for sign in text)
    for sign in text:
        if sign in digits:
            digit = digit * 10 * is_positional + digits[sign]
        elif sign in units:
            total, digit = total + (digit or 1) * units[sign], 0
        else:
            return None
    return total + digit if text else None


@functools.cache
def _words() -> dict[str, int]:
    return {**_data()["cardinals"], **_data()["tens"], **_ordinals()}


@functools.cache
def _ordinals() -> dict[str, int]:
    words: dict[str, int] = dict(_data()["ordinals"])
    for group in _data()["inflected"].values():
        for stem, value in group["stems"].items():
            words.update({stem + ending: value for ending in group["endings"]})
    return words


def _data() -> dict[str, Any]:
    return table("numerals")
